//! The file of a search on the command line: what was searched, and what was tried.
//!
//! A search goes on only with trials of the same model on the same log, parted in the same way, for the same metric. How many
//! trials there are to be, and for how long, may differ: a trial depends on its number and round alone.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::base::{InputError, Said, SaidValue, StageError, files};
use crate::features::FeatureConfig;
use crate::metrics::MetricKey;
use crate::models::ModelConfig;
use crate::pipeline::search::{Method, SearchConfig, Trial};
use crate::pipeline::{Fingerprints, Key, PipelineConfig};
use crate::said;
use crate::split::SplitConfig;

/// The newest layout of the file.
const FORMAT_VERSION: u32 = 1;
/// Digits of a hash that tell two logs of one name apart.
const DIGITS: usize = 8;

/// What is searched. `key` decides whether two searches are the same; all else puts it into words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Hash of all that a trial depends on.
    key: String,
    /// File name of the events, for people.
    log: String,
    /// BLAKE3 of the events file.
    log_hash: String,
    /// Key of the log in its parts.
    split_key: String,
    /// How the log is parted.
    split: SplitConfig,
    /// The items' features, where the model asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    features: Option<FeatureConfig>,
    /// The settings that the search begins with.
    start: ModelConfig,
    /// What is to be best.
    metric: MetricKey,
    /// Seed of whatever is drawn at random.
    seed: u64,
    /// How it searches.
    method: Method,
}

/// A search as far as it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchFile {
    format_version: u32,
    /// What is searched.
    pub search: Subject,
    /// What was tried.
    pub trials: Vec<Trial>,
}

impl Subject {
    /// The search of `start` in a project; `None` while the fingerprint of a file is not known.
    pub fn new(
        start: &ModelConfig,
        settings: &SearchConfig,
        config: &PipelineConfig,
        files: &Fingerprints,
    ) -> Option<Self> {
        let split_key = Key::split(config, Key::data(config, files)?);
        let model = Key::model(start, config.seed, split_key, Key::features(config, split_key));
        let events = &config.data.events;
        Some(Self {
            key: Key::search(model, settings).to_string(),
            log: events.file_name().unwrap_or(events.as_os_str()).to_string_lossy().into_owned(),
            log_hash: files.get(events)?.to_string(),
            split_key: split_key.to_string(),
            split: config.split.clone(),
            features: start.needs_features().then(|| config.features.clone()),
            start: start.clone(),
            metric: settings.metric,
            seed: settings.seed,
            method: settings.method,
        })
    }

    /// What it is, with all that tells it from `other`.
    fn said(&self, other: &Self) -> SaidValue {
        let mut log = Said::plain(&*self.log);
        if self.log == other.log && self.log_hash != other.log_hash {
            let digits = self.log_hash.get(..DIGITS).unwrap_or(&self.log_hash);
            log = said!("search-file-log", log = log, content = digits);
        }
        let (model, metric) = (self.start.kind().id(), self.metric.to_string());
        let mut parts = vec![
            said!("search-file-subject", model = model, log = log, metric = metric),
            said!("search-file-seed", seed = self.seed.to_string()),
        ];
        if self.method != other.method {
            parts.push(said!("search-file-method", method = self.method.id()));
        }
        if self.start.kind() == other.start.kind() {
            let settings = differences(&self.start.written(), &other.start.written());
            parts.extend(settings.map(|settings| said!("search-file-start", settings = settings)));
        }
        let split = differences(&json(&self.split), &json(&other.split));
        parts.extend(split.map(|settings| said!("search-file-split", settings = settings)));
        let features = differences(&json(&self.features), &json(&other.features));
        parts.extend(features.map(|settings| said!("search-file-features", settings = settings)));
        parts.into_iter().collect()
    }

    /// Why this search cannot go on with the trials of another.
    fn refusal(&self, kept: &Self) -> Said {
        let (is, was) = (self.said(kept), kept.said(self));
        match is == was {
            true => said!("search-file-read-otherwise", was = was),
            false => said!("search-file-other", was = was, is = is),
        }
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The settings that differ from another's, as they are written.
fn differences(own: &Value, other: &Value) -> Option<SaidValue> {
    let (settings, others) = (own.as_object()?, other.as_object()?);
    let names = settings.keys().chain(others.keys().filter(|name| !settings.contains_key(*name)));
    let mut differing = names.filter(|name| settings.get(*name) != others.get(*name)).peekable();
    differing.peek()?;
    let value = |name: &String| {
        settings.get(name).map_or_else(|| said!("search-file-unset"), |v| Said::plain(v.to_string().replace('"', "")))
    };
    Some(differing.map(|name| said!("setting-value", setting = name, value = value(name))).collect())
}

impl SearchFile {
    /// The trials of `search` that a file holds; a new search where there is no file yet.
    ///
    /// # Errors
    /// A file that cannot be read, holds another search, does not say what was searched, or was written by a newer program.
    pub fn load(path: &Path, search: Subject) -> Result<Self, StageError> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { format_version: FORMAT_VERSION, search, trials: Vec::new() });
            }
            Err(error) => return Err(InputError::io(path, &error).into()),
        };
        let unusable = |problem: Said| InputError::new(path, problem, said!("search-file-name-another"));
        let broken = |e: serde_json::Error| {
            let error = unusable(said!("search-file-none", error = Said::of_error(&e.to_string())));
            // Of a part of the file that was read already no row is known.
            if e.line() > 0 { error.at_row(e.line() as u64) } else { error }
        };
        let whole: Value = serde_json::from_slice(&text).map_err(broken)?;
        if whole.is_array() {
            let (problem, remedy) = (said!("search-file-older"), said!("search-file-move"));
            return Err(InputError::new(path, problem, remedy).into());
        }
        super::refuse_newer(path, whole.get("format_version").and_then(Value::as_u64), FORMAT_VERSION)?;
        let file: Self = serde_json::from_value(whole).map_err(broken)?;
        if file.search.key != search.key {
            return Err(unusable(search.refusal(&file.search)).into());
        }
        Ok(file)
    }

    /// Writes it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), StageError> {
        let text = serde_json::to_vec_pretty(self).map_err(|e| super::not_written(path, &e))?;
        files::write_atomic(path, |out| out.write_all(&text))
    }
}
