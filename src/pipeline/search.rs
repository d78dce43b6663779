//! Looking for good settings of a model, judged on validation.
//!
//! Random search (Bergstra & Bengio 2012) draws settings and tries each on the whole training part. Successive halving
//! (Jamieson & Talwalkar 2016) draws more, tries all of them on a ninth of the training users, the best third of them on a
//! third, and the best third of those on everything.
//!
//! Trial n is drawn from the seed and n alone, so a search that was stopped goes on where it ended: what was tried already
//! is taken from its record.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::config::PipelineConfig;
use super::run;
use crate::base::{Said, SaidValue, StageError, TaskContext, seed};
use crate::data::Dataset;
use crate::features::FeatureMatrix;
use crate::metrics::{EvaluationConfig, Metric, MetricKey, MetricTable};
use crate::models::{ModelConfig, ModelKind};
use crate::said;
use crate::split::{Part, TrainTestSplit};

/// Stream of the random numbers that settings are drawn with.
const STREAM: u64 = 12 << 40;
/// Stream of the random numbers that choose training users for the early rounds.
const USERS_STREAM: u64 = 13 << 40;
/// Each round of successive halving keeps one in three, and takes three times as many users.
const ETA: usize = 3;
/// Trials, patience and minutes that a search may have at the most.
const MOST: usize = 10_000;
/// Minutes that a search must have.
const LEAST_MINUTES: f64 = 0.01;
/// Rounds of successive halving.
const ROUNDS: usize = 3;

/// How settings are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Every trial on the whole training part.
    Random,
    /// Many trials on few users, few on all.
    #[default]
    Halving,
}

impl Method {
    /// All methods in the order of choice lists.
    pub const ALL: [Self; 2] = [Self::Halving, Self::Random];

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Halving => "halving",
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Random => said!("search-method-random"),
            Self::Halving => said!("search-method-halving"),
        }
    }
}

impl std::str::FromStr for Method {
    type Err = Said;

    fn from_str(text: &str) -> Result<Self, Said> {
        let ids = || Self::ALL.into_iter().map(Self::id).collect::<SaidValue>();
        Self::ALL
            .into_iter()
            .find(|m| m.id() == text)
            .ok_or_else(|| said!("search-no-method", text = text, known = ids()))
    }
}

/// What is looked for, and for how long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchConfig {
    /// How.
    pub method: Method,
    /// Settings that are drawn, 1 to 10,000; the current settings are the first. Default 27.
    pub trials: usize,
    /// Minutes after which no new trial begins, 0.01 to 10,000. Default 10.
    pub minutes: f64,
    /// Trials on everything without a better one after which the search ends, 1 to 10,000. Default 15.
    pub patience: usize,
    /// What is to be best, as in the tables. Default "ndcg@20".
    pub metric: MetricKey,
    /// Seed of the drawn settings. Default 1.
    pub seed: u64,
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self {
            method: Method::default(),
            trials: 27,
            minutes: 10.0,
            patience: 15,
            metric: Metric::Ndcg.at(20),
            seed: 1,
        }
    }
}

impl SearchConfig {
    /// Checks the domains.
    ///
    /// # Errors
    /// The setting that is outside its domain.
    pub fn check(&self) -> Result<(), StageError> {
        let most = MOST as f64;
        let settings = [
            ("trials", self.trials as f64, 1.0),
            ("minutes", self.minutes, LEAST_MINUTES),
            ("patience", self.patience as f64, 1.0),
        ];
        match settings.into_iter().find(|(_, value, least)| !(*least..=most).contains(value)) {
            Some((name, value, low)) => {
                Err(StageError::setting(said!("search-range", setting = name, value = value, low = low, high = most)))
            }
            None => Ok(()),
        }
    }

    fn rounds(&self) -> usize {
        match self.method {
            Method::Random => 1,
            Method::Halving => ROUNDS,
        }
    }
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It was stopped, or failed, before its plan was done.
    #[default]
    Stopped,
    /// All settings of its plan were tried.
    Complete,
    /// As many as its patience in a row were no better.
    Patience,
    /// Its minutes were over.
    Minutes,
}

impl End {
    /// Why it ended.
    pub fn said(self, config: &SearchConfig) -> Said {
        match self {
            Self::Stopped => said!("search-stopped"),
            Self::Complete => said!("search-complete", n = config.trials),
            Self::Patience => said!("search-patience", n = config.patience),
            Self::Minutes => said!("search-minutes", n = config.minutes),
        }
    }
}

/// One try of one set of settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Which settings, counted from 0; 0 are those that the search began with.
    pub number: usize,
    /// The round, counted from 0.
    pub round: usize,
    /// Whether it was fitted on the whole training part.
    pub is_full: bool,
    /// The settings.
    pub model: ModelConfig,
    /// The figures on validation; `None` where these settings gave no model.
    pub metrics: Option<MetricTable>,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Said>,
    /// Seconds that fitting took.
    pub fit_seconds: f64,
    /// Seconds that scoring and ranking took.
    pub score_seconds: f64,
}

impl Trial {
    /// The figure that is to be best; settings that gave no model are worse than any.
    pub fn value(&self, metric: MetricKey) -> f64 {
        self.metrics.as_ref().and_then(|m| m.get(metric)).map_or(f64::NEG_INFINITY, |v| v.mean)
    }
}

/// The metric of a name, if it is one of those that are reported.
///
/// # Errors
/// A metric that is not, with those that are.
pub fn reported(name: &str, evaluation: &EvaluationConfig) -> Result<MetricKey, StageError> {
    evaluation.metrics().find(|key| key.to_string() == name).ok_or_else(|| {
        let known: SaidValue = evaluation.metrics().map(|key| key.to_string()).collect();
        StageError::setting(said!("search-no-metric", metric = name, known = known))
    })
}

/// The best trial on the whole training part; of equal ones the earlier.
pub fn best(trials: &[Trial], metric: MetricKey) -> Option<&Trial> {
    let full = trials.iter().filter(|t| t.is_full && t.metrics.is_some());
    full.max_by(|a, b| a.value(metric).total_cmp(&b.value(metric)).then(b.number.cmp(&a.number)))
}

/// What a search works on.
#[derive(Clone)]
pub struct SearchData {
    /// The log.
    pub data: Arc<Dataset>,
    /// Its parts; there must be a validation part.
    pub split: Arc<TrainTestSplit>,
    /// The items' features, where the model asks for them.
    pub features: Option<Arc<FeatureMatrix>>,
}

/// Searches from the settings `start`. `done` are trials of the same search that were made before; `tell` hears of every new
/// one. The result are all trials, in the order in which they are made, and why there are no more.
///
/// # Errors
/// A split without validation, settings outside their domains, or cancellation (what was told until then holds).
pub fn search(
    config: &SearchConfig,
    pipeline: &PipelineConfig,
    start: &ModelConfig,
    on: &SearchData,
    done: &[Trial],
    tell: &mut dyn FnMut(&Trial),
    ctx: &TaskContext,
) -> Result<(Vec<Trial>, End), StageError> {
    config.check()?;
    reported(&config.metric.to_string(), &pipeline.evaluation)?;
    if on.split.validation.is_none() {
        return Err(needs_validation());
    }
    let since = Instant::now();
    let mut of_round: Option<(usize, Arc<TrainTestSplit>)> = None;
    walk(config, |number, round, share| {
        if let Some(trial) = done.iter().find(|t| t.number == number && t.round == round) {
            return Ok(Some(trial.clone()));
        }
        if since.elapsed().as_secs_f64() > config.minutes * 60.0 {
            return Ok(None);
        }
        let split = match of_round.take().filter(|(of, _)| *of == round) {
            Some((_, split)) => split,
            None if share == 1 => Arc::clone(&on.split),
            None => Arc::new(thinned(on, share, config.seed)),
        };
        let model = drawn(start, config.seed, number);
        let trial = attempt(pipeline, number, round, share == 1, model, on, &split, ctx)?;
        of_round = Some((round, split));
        tell(&trial);
        Ok(Some(trial))
    })
}

/// Why a search with these `trials` ended, or [`End::Stopped`] where some of its plan are missing.
pub fn end(config: &SearchConfig, trials: &[Trial]) -> End {
    let known: HashMap<(usize, usize), &Trial> = trials.iter().map(|t| ((t.number, t.round), t)).collect();
    let walked = walk(config, |number, round, _| Ok(known.get(&(number, round)).map(|t| (*t).clone())));
    match walked {
        Ok((_, end @ (End::Complete | End::Patience))) => end,
        _ => End::Stopped,
    }
}

/// The settings that a search goes on with after its end: as they are where trials of its plan are missing, else with as
/// much again of what ended it; `None` where no more is possible.
pub fn going_on(config: &SearchConfig, end: End) -> Option<SearchConfig> {
    let more = match end {
        End::Stopped | End::Minutes => return Some(config.clone()),
        End::Complete => SearchConfig { trials: (2 * config.trials).min(MOST), ..config.clone() },
        End::Patience => SearchConfig { patience: (2 * config.patience).min(MOST), ..config.clone() },
    };
    (more != *config).then_some(more)
}

/// Walks through the plan of a search: asks `make` for each trial by number, round and share of the users, and ends where it has
/// none. The result are the trials in their order.
fn walk(
    config: &SearchConfig,
    mut make: impl FnMut(usize, usize, usize) -> Result<Option<Trial>, StageError>,
) -> Result<(Vec<Trial>, End), StageError> {
    let mut trials: Vec<Trial> = Vec::new();
    let mut end = End::Complete;
    let mut in_round: Vec<usize> = (0..config.trials).collect();
    for round in 0..config.rounds() {
        let share = ETA.pow((config.rounds() - 1 - round) as u32);
        let first = trials.len();
        let mut best_at = 0;
        for (at, &number) in in_round.iter().enumerate() {
            let Some(trial) = make(number, round, share)? else {
                end = End::Minutes;
                break;
            };
            trials.push(trial);
            let of_round = &trials[first..];
            if trials[first + at].value(config.metric) > of_round[best_at].value(config.metric) {
                best_at = at;
            }
            if share == 1 && at - best_at >= config.patience {
                if at + 1 < in_round.len() && end == End::Complete {
                    end = End::Patience;
                }
                break;
            }
        }
        let mut ranked: Vec<&Trial> = trials[first..].iter().collect();
        ranked.sort_by(|a, b| b.value(config.metric).total_cmp(&a.value(config.metric)).then(a.number.cmp(&b.number)));
        in_round = ranked.iter().take(in_round.len().div_ceil(ETA)).map(|t| t.number).collect();
    }
    Ok((trials, end))
}

fn needs_validation() -> StageError {
    StageError::setting(said!("search-needs-validation"))
}

/// The settings of trial `number`.
fn drawn(start: &ModelConfig, seed: u64, number: usize) -> ModelConfig {
    if number == 0 {
        return start.clone();
    }
    let mut random = seed::rng(seed, STREAM + number as u64);
    start.kind().settings().iter().fold(start.clone(), |model, setting| {
        let value = setting.draw(&mut random);
        value.and_then(|v| model.with(setting.name, v)).unwrap_or(model)
    })
}

#[expect(clippy::too_many_arguments, reason = "one call; a struct for it would only rename them")]
fn attempt(
    pipeline: &PipelineConfig,
    number: usize,
    round: usize,
    is_full: bool,
    model: ModelConfig,
    on: &SearchData,
    split: &Arc<TrainTestSplit>,
    ctx: &TaskContext,
) -> Result<Trial, StageError> {
    let mut trial =
        Trial { number, round, is_full, model, metrics: None, failure: None, fit_seconds: 0.0, score_seconds: 0.0 };
    let tried = run::fit(&trial.model.clone().into(), &on.data, split, on.features.as_ref(), pipeline.seed, ctx)
        .and_then(|fitted| {
            let validation = split.holdout(Part::Validation).ok_or_else(needs_validation)?;
            run::evaluate_model(pipeline, &fitted, split, validation, ctx)
        });
    match tried {
        Ok(run) => {
            (trial.fit_seconds, trial.score_seconds) = (run.fit_seconds, run.score_seconds);
            trial.metrics = Some(run.metrics);
        }
        Err(error @ StageError::Cancelled(_)) => return Err(error),
        Err(error) => trial.failure = Some((&error).into()),
    }
    Ok(trial)
}

/// The same split with one in `share` of the training users; all are judged.
fn thinned(on: &SearchData, share: usize, seed: u64) -> TrainTestSplit {
    let is_kept = |user: usize| seed::mix(seed ^ seed::mix(USERS_STREAM + user as u64)).is_multiple_of(share as u64);
    on.split.with_training_users(&on.data, is_kept)
}

/// Whether a model can be searched at all: something of it is drawn.
pub fn is_searchable(kind: ModelKind) -> bool {
    kind.settings().iter().any(|s| s.search != crate::models::settings::Search::Fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::MetricValue;

    /// A round of trials that reach these figures.
    fn trials(round: usize, is_full: bool, figures: &[f64]) -> Vec<Trial> {
        let trial = |(number, &mean)| {
            let value = MetricValue { key: SearchConfig::default().metric, mean, interval: None };
            let metrics = Some(MetricTable { users: 1, values: vec![value] });
            let model = crate::models::item_knn::ItemKnnConfig::default().into();
            Trial { number, round, is_full, model, metrics, failure: None, fit_seconds: 0.0, score_seconds: 0.0 }
        };
        figures.iter().enumerate().map(trial).collect()
    }

    #[test]
    fn why_a_search_ended_is_seen_in_its_trials() {
        let config =
            SearchConfig { method: Method::Random, trials: 6, patience: 3, minutes: 5.0, ..SearchConfig::default() };
        let ended = |figures: &[f64]| end(&config, &trials(0, true, figures));
        assert_eq!(ended(&[]), End::Stopped);
        assert_eq!(ended(&[0.1, 0.2, 0.1]), End::Stopped);
        assert_eq!(ended(&[0.2, 0.1, 0.1, 0.1]), End::Patience);
        assert_eq!(ended(&[0.1, 0.2, 0.3, 0.1, 0.1, 0.1]), End::Complete, "its patience ends with its plan");
        let halving = SearchConfig { method: Method::Halving, trials: 3, ..config.clone() };
        let mut made = trials(0, false, &[0.3, 0.2, 0.1]);
        assert_eq!(end(&halving, &made), End::Stopped);
        made.extend(trials(1, false, &[0.3]));
        made.extend(trials(2, true, &[0.3]));
        assert_eq!(end(&halving, &made), End::Complete);
    }

    #[test]
    fn what_a_search_goes_on_with_gives_more_or_is_not_there() {
        let config = SearchConfig { trials: 6, patience: 3, ..SearchConfig::default() };
        assert_eq!(going_on(&config, End::Stopped).as_ref(), Some(&config));
        assert_eq!(going_on(&config, End::Minutes).as_ref(), Some(&config));
        assert_eq!(going_on(&config, End::Complete).map(|c| (c.trials, c.patience)), Some((12, 3)));
        assert_eq!(going_on(&config, End::Patience).map(|c| (c.trials, c.patience)), Some((6, 6)));
        assert_eq!(going_on(&SearchConfig { trials: MOST, ..config }, End::Complete), None);
    }
}
