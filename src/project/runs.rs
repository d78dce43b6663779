//! The book of runs: every model that was trained and judged, and every search, kept beside the project file.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::base::{InputError, Said, StageError, files};
use crate::metrics::MetricTable;
use crate::models::{ModelConfig, ModelKind};
use crate::pipeline::search::{self, End, SearchConfig, Trial};
use crate::pipeline::{Key, Run};
use crate::said;
use crate::split::Part;

/// The newest layout of the file.
const FORMAT_VERSION: u32 = 1;

/// A model that was trained and judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its number, never used again in this book.
    pub number: u64,
    /// The name that it was given.
    pub name: String,
    /// Whether it stays on top.
    pub is_pinned: bool,
    /// When it ended, seconds since 1970 UTC.
    pub finished: i64,
    /// Its settings.
    pub model: ModelConfig,
    /// Fingerprint of the log and its split.
    pub data: String,
    /// Fingerprint of the items' features, where the model asks for them; earlier programs did not note it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<String>,
    /// Seed of whatever was drawn at random.
    pub seed: u64,
    /// The part that it was judged on.
    pub part: Part,
    /// Seconds that fitting took.
    pub fit_seconds: f64,
    /// Seconds that scoring and ranking took.
    pub score_seconds: f64,
    /// Bytes that fitting was estimated to take.
    pub memory: u64,
    /// Its figures.
    pub metrics: MetricTable,
}

/// All runs and searches of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunBook {
    format_version: u32,
    next: u64,
    /// The runs in the order in which they ended.
    pub runs: Vec<RunRecord>,
    /// The searches, the one begun last at the end.
    pub searches: Vec<SearchRecord>,
    /// Each time that test was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks_at_test: Vec<LookAtTest>,
}

/// A time that test was looked at. Figures of test that settings were changed after are no longer those of an unseen part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookAtTest {
    /// Fingerprint of the log and its split.
    pub data: String,
    /// When, seconds since 1970 UTC.
    pub at: i64,
}

/// A search as far as it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchRecord {
    /// The settings that it began with.
    pub start: ModelConfig,
    /// How it searches.
    pub config: SearchConfig,
    /// Fingerprint of the log and its split.
    pub data: String,
    /// Fingerprint of the items' features, where the model asks for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<String>,
    /// What was tried.
    pub trials: Vec<Trial>,
    /// Why it ended.
    #[serde(default)]
    pub ended: End,
}

impl RunRecord {
    /// Its name, or that of its model.
    pub fn label(&self) -> Said {
        if self.name.is_empty() { self.model.kind().label() } else { Said::plain(&self.name) }
    }

    /// Whether it is of the same settings on the same data.
    fn repeats(&self, other: &Self) -> bool {
        (&self.model, &self.data, &self.features) == (&other.model, &other.data, &other.features)
            && (self.seed, self.part) == (other.seed, other.part)
    }
}

impl SearchRecord {
    /// Whether it is the same search, perhaps with another budget.
    fn goes_on_with(&self, other: &Self) -> bool {
        let budget_apart = |c: &SearchConfig| (c.method, c.metric, c.seed);
        (&self.start, &self.data, &self.features) == (&other.start, &other.data, &other.features)
            && budget_apart(&self.config) == budget_apart(&other.config)
    }
}

impl Default for RunBook {
    fn default() -> Self {
        Self {
            format_version: FORMAT_VERSION,
            next: 1,
            runs: Vec::new(),
            searches: Vec::new(),
            looks_at_test: Vec::new(),
        }
    }
}

impl RunBook {
    /// The file that belongs to a project.
    pub fn path(project: &Path) -> PathBuf {
        project.with_extension("runs.json")
    }

    /// Reads the book of a project; an empty one where there is none yet.
    ///
    /// # Errors
    /// A file that cannot be read, is no book, or was written by a newer program.
    pub fn load(project: &Path) -> Result<Self, StageError> {
        let path = Self::path(project);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(InputError::io(&path, &error).into()),
        };
        #[derive(Deserialize)]
        struct Layout {
            format_version: Option<u64>,
        }
        // The rest of a newer book may be written in another way.
        let version = serde_json::from_slice::<Layout>(&text).ok().and_then(|layout| layout.format_version);
        super::refuse_newer(&path, version, FORMAT_VERSION)?;
        let mut book: Self = serde_json::from_slice(&text).map_err(|e| {
            let problem = said!("project-no-book", error = Said::of_error(&e.to_string()));
            InputError::new(&path, problem, said!("project-move-book")).at_row(e.line() as u64)
        })?;
        // Earlier programs did not note it, and a crash may have come before it was noted.
        for search in book.searches.iter_mut().filter(|s| s.ended == End::Stopped) {
            search.ended = search::end(&search.config, &search.trials);
        }
        Ok(book)
    }

    /// Writes the book of a project.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn save(&self, project: &Path) -> Result<(), StageError> {
        let path = Self::path(project);
        let text = serde_json::to_vec_pretty(self).map_err(|e| super::not_written(&path, &e))?;
        files::write_atomic(&path, |out| out.write_all(&text))
    }

    /// Adds a run and gives its number. A run of the same settings on the same data takes the place of the older one, whose
    /// name and pin it keeps.
    pub fn add(&mut self, model: &ModelConfig, seed: u64, split: Key, features: Option<Key>, run: &Run) -> u64 {
        let mut record = RunRecord {
            number: self.next,
            name: String::new(),
            is_pinned: false,
            finished: now(),
            model: model.clone(),
            data: split.to_string(),
            features: features.map(|features| features.to_string()),
            seed,
            part: run.part,
            fit_seconds: run.fit_seconds,
            score_seconds: run.score_seconds,
            memory: run.memory,
            metrics: run.metrics.clone(),
        };
        if let Some(at) = self.runs.iter().position(|r| r.repeats(&record)) {
            let old = self.runs.remove(at);
            (record.number, record.name, record.is_pinned) = (old.number, old.name, old.is_pinned);
        } else {
            self.next += 1;
        }
        let number = record.number;
        self.runs.push(record);
        number
    }

    /// Notes that the test part of some data was looked at.
    pub fn look_at_test(&mut self, split: Key) {
        self.looks_at_test.push(LookAtTest { data: split.to_string(), at: now() });
    }

    /// How often the test part of some data was looked at.
    pub fn n_looks_at_test(&self, data: &str) -> usize {
        self.looks_at_test.iter().filter(|look| look.data == data).count()
    }

    /// The search of a kind of model on some data that was begun last.
    pub fn search(&self, kind: ModelKind, data: &str) -> Option<&SearchRecord> {
        self.searches.iter().rev().find(|s| s.start.kind() == kind && s.data == data)
    }

    /// Notes that a search begins, or that it goes on with another budget (trials, minutes, patience: a trial depends on its
    /// number and round alone); gives what it tried before.
    pub fn begin_search(
        &mut self,
        start: &ModelConfig,
        config: &SearchConfig,
        split: Key,
        features: Option<Key>,
    ) -> Vec<Trial> {
        let (data, features) = (split.to_string(), features.map(|f| f.to_string()));
        let (start, config) = (start.clone(), config.clone());
        let mut record = SearchRecord { start, config, data, features, trials: Vec::new(), ended: End::Stopped };
        let before = self.searches.iter().position(|s| s.goes_on_with(&record)).map(|at| self.searches.remove(at));
        record.trials = before.map_or_else(Vec::new, |s| s.trials);
        let trials = record.trials.clone();
        self.searches.push(record);
        trials
    }

    /// Notes why the search of a kind of model on some data ended.
    pub fn end_search(&mut self, kind: ModelKind, split: Key, ended: End) {
        let data = split.to_string();
        if let Some(search) = self.searches.iter_mut().rev().find(|s| s.start.kind() == kind && s.data == data) {
            search.ended = ended;
        }
    }

    /// Takes over the runs and trials of another copy of the book that this one lacks.
    pub fn absorb(&mut self, other: Self) {
        self.next = self.next.max(other.next);
        for mut run in other.runs {
            if self.runs.iter().any(|r| r.repeats(&run)) {
                continue;
            }
            if self.get(run.number).is_some() {
                run.number = self.next;
                self.next += 1;
            }
            self.runs.push(run);
        }
        self.runs.sort_by_key(|r| r.finished);
        self.looks_at_test.extend(other.looks_at_test);
        self.looks_at_test.sort_by(|a, b| (a.at, &a.data).cmp(&(b.at, &b.data)));
        self.looks_at_test.dedup();
        for search in other.searches {
            match self.searches.iter_mut().find(|s| s.goes_on_with(&search)) {
                Some(own) if own.trials.len() < search.trials.len() => {
                    own.trials = search.trials;
                    // Its time and patience are those it had: with others it may go on.
                    own.ended = match own.config == search.config {
                        true => search.ended,
                        false => search::end(&own.config, &own.trials),
                    };
                }
                Some(_) => {}
                None => self.searches.insert(0, search),
            }
        }
    }

    /// Notes a trial of the search that runs.
    pub fn add_trial(&mut self, kind: ModelKind, split: Key, trial: Trial) {
        let data = split.to_string();
        let running = self.searches.iter_mut().rev().find(|s| s.start.kind() == kind && s.data == data);
        if let Some(running) = running {
            running.trials.push(trial);
        }
    }

    /// The run of a number.
    pub fn get(&self, number: u64) -> Option<&RunRecord> {
        self.runs.iter().find(|r| r.number == number)
    }

    /// The run of a number, to be renamed or pinned.
    pub fn get_mut(&mut self, number: u64) -> Option<&mut RunRecord> {
        self.runs.iter_mut().find(|r| r.number == number)
    }

    /// Takes a run out.
    pub fn remove(&mut self, number: u64) {
        self.runs.retain(|r| r.number != number);
    }
}

/// Seconds since 1970 UTC.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_secs() as i64)
}
