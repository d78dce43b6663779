//! `transitions`: what follows what in users' histories (sequential rules: Kamehkhosh 2017; Ludewig & Jannach 2018, §2; with the
//! way back, rows normalised as in Karypis's conditional probabilities, Deshpande & Karypis 2004).
//!
//! c(j, i) = Σ over users and over pairs of places, i at distance d ≤ window after j:  e^(−q(d−1)) · 2^(−gap/half-life) · s,
//! s = 1 within a session and less across sessions, plus b times the same for i before j;
//! w(j, i) = c(j, i) / ((Σ over k of c(j, k))^p · n_i^δ);   r̂(u, i) = Σ over the last items j of the history, the m-th from its
//! end, of  e^(−r(m−1)) · w(j, i).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::item_weights::ItemWeights;
use super::model_file::{ModelReader, ModelWriter};
use super::popular::PopularConfig;
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, recent};
use super::settings::{Domain, Search, Setting, real, row, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{Cancelled, InputError, StageError, TaskContext};
use crate::data::sessions::{Sequences, Step};
use crate::data::time;
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::math::product::{self, Accumulator};
use crate::said;
use crate::split::{Part, Shape};

/// Settings of [`Transitions::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransitionsConfig {
    /// Places of a history within which one item follows another, 1 to 100. Default 20.
    pub window: usize,
    /// q: a step of distance d counts e^(−q(d−1)), 0 to 5. Default 0.35.
    pub distance_decay: f64,
    /// Days between two events after which a step counts half; off by default. Needs times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
    /// s: what a step across sessions counts against one within a session, 0 to 1. Default 0.5.
    pub across_sessions: f64,
    /// b: what the way back counts, 0 to 1. Default 0.3.
    pub backward: f64,
    /// p: rows are divided by their sum to this power, 0 to 1. Default 0.5.
    pub normalization: f64,
    /// δ: scores are divided by the item's number of steps to this power, 0 to 1. Default 0.15.
    pub popularity_discount: f64,
    /// Last items of a history that have a say, 1 to 1,000. Default 20.
    pub recent: usize,
    /// r: the m-th item from the end has the say e^(−r(m−1)), 0 to 5. Default 0.7.
    pub recency_decay: f64,
    /// Followers kept of each item, 1 to 100,000. Default 500.
    pub neighbors: usize,
}

impl Default for TransitionsConfig {
    fn default() -> Self {
        Self {
            window: 20,
            distance_decay: 0.35,
            half_life_days: None,
            across_sessions: 0.5,
            backward: 0.3,
            normalization: 0.5,
            popularity_discount: 0.15,
            recent: 20,
            recency_decay: 0.7,
            neighbors: 500,
        }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    whole("window", (1, 100), Search::Log(1.0, 40.0)),
    real("distance_decay", (0.0, 5.0), Search::Even(0.0, 1.0)),
    row("half_life_days", Domain::Optional(0.001, 100_000.0), Search::Log(0.1, 365.0)),
    real("across_sessions", (0.0, 1.0), Search::Even(0.1, 1.0)),
    real("backward", (0.0, 1.0), Search::Even(0.0, 1.0)),
    real("normalization", (0.0, 1.0), Search::Even(0.0, 1.0)),
    real("popularity_discount", (0.0, 1.0), Search::Even(0.0, 0.5)),
    whole("recent", (1, 1000), Search::Log(1.0, 50.0)),
    real("recency_decay", (0.0, 5.0), Search::Even(0.0, 2.0)),
    whole("neighbors", (1, 100_000), Search::Log(50.0, 2000.0)),
];

impl ModelSpec for TransitionsConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "transitions",
        color: (0x7F8C2B, 0xB9C76A),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        Transitions::memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(Transitions::fit(self, training, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(Transitions::read(self, file)?))
    }
}

impl TransitionsConfig {
    /// Steps at the most from and to one place.
    fn steps(&self) -> usize {
        if self.backward > 0.0 { 2 * self.window } else { self.window }
    }
}

/// Places of an item between two looks at the cancel flag.
const PLACES_PER_CHECK: usize = 1 << 12;

/// How likely each item follows each.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// Items × items, rows normalised before the rarest followers are cut.
    weights: CsrMatrix,
    recent: usize,
    recency_decay: f64,
}

impl Transitions {
    /// Counts steps, item by item: O(events · window) in time, O(events) in memory besides the result.
    ///
    /// # Errors
    /// A training part in which nothing follows anything, a half-life on a log without times, or cancellation.
    pub fn fit(config: &TransitionsConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        let log = &training.data.interactions;
        let n = log.items.len();
        ctx.start(TransitionsConfig::INFO.fitting(), n)?;
        if config.half_life_days.is_some() && !log.has_time {
            let info = TransitionsConfig::INFO;
            return Err(StageError::setting(said!(
                "models-needs-time",
                model = info.label(),
                setting = info.setting("half_life_days")
            )));
        }
        let sequences = Sequences::of(log, |at| training.split.parts[at] == Part::Train);
        if sequences.steps.is_empty() {
            return Err(StageError::setting(said!(
                "models-nothing-follows",
                model = TransitionsConfig::INFO.label(),
                instead = PopularConfig::INFO.label()
            )));
        }
        let counter = Counter::new(config, sequences, n);
        ctx.check()?;
        let weights = CsrMatrix::written_by_rows(
            n,
            n,
            |item| config.neighbors.min(n).min(counter.places(item).len() * config.steps()),
            || Accumulator::new(n),
            |sums, item, columns, values| {
                ctx.advance(1)?;
                counter.row(item as u32, sums, columns, values, ctx)
            },
        )?;
        Ok(Self { weights, recent: config.recent, recency_decay: config.recency_decay })
    }

    /// Bytes that fitting takes: the steps and their places item by item, and the followers that are kept.
    pub fn memory(config: &TransitionsConfig, shape: &Shape) -> u64 {
        let steps = (32 * shape.events + 8 * shape.users) as u64;
        let kept = shape.steps(config.neighbors, config.steps());
        steps + product::memory(shape.items, 1, config.neighbors, kept)
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &TransitionsConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let weights = ItemWeights::read(file)?.into_weights();
        Ok(Self { weights, recent: config.recent, recency_decay: config.recency_decay })
    }

    /// The items that have a say and how much.
    fn voices<'a>(&'a self, history: History<'a>) -> impl Iterator<Item = (u32, f32)> + 'a {
        recent(history, self.recent)
            .filter(|(item, _)| (*item as usize) < self.weights.n_rows())
            .map(|(item, place)| (item, (-self.recency_decay * (place - 1) as f64).exp() as f32))
    }
}

/// Counts the steps from and to one item at a time.
struct Counter<'a> {
    config: &'a TransitionsConfig,
    sequences: Sequences,
    /// Places of all steps, item by item.
    places: Vec<usize>,
    /// End of each item's places.
    ends: Vec<usize>,
    by_distance: Vec<f64>,
}

impl<'a> Counter<'a> {
    fn new(config: &'a TransitionsConfig, sequences: Sequences, n_items: usize) -> Self {
        let mut starts = vec![0; n_items + 1];
        for step in &sequences.steps {
            starts[step.item as usize + 1] += 1;
        }
        for item in 0..n_items {
            starts[item + 1] += starts[item];
        }
        let mut places = vec![0; sequences.steps.len()];
        // Each start moves on to its item's end.
        for (place, step) in sequences.steps.iter().enumerate() {
            places[starts[step.item as usize]] = place;
            starts[step.item as usize] += 1;
        }
        starts.pop();
        let by_distance = (0..config.window).map(|d| (-config.distance_decay * d as f64).exp()).collect();
        Self { config, sequences, places, ends: starts, by_distance }
    }

    fn places(&self, item: usize) -> &[usize] {
        let start = if item == 0 { 0 } else { self.ends[item - 1] };
        &self.places[start..self.ends[item]]
    }

    /// What a step between two places counts.
    fn weight(&self, from: &Step, to: &Step, distance: usize) -> f64 {
        let tie = if from.session == to.session { 1.0 } else { self.config.across_sessions };
        let days = (to.time - from.time) as f64 / time::DAY as f64;
        tie * self.by_distance[distance - 1] * self.config.half_life_days.map_or(1.0, |h| (-days / h).exp2())
    }

    /// Writes the best followers of an item, ascending, and tells how many there are.
    fn row(
        &self,
        item: u32,
        sums: &mut Accumulator,
        columns: &mut [u32],
        values: &mut [f32],
        ctx: &TaskContext,
    ) -> Result<usize, Cancelled> {
        let Sequences { steps, ends } = &self.sequences;
        let window = self.config.window;
        let mut total = 0.0;
        for (at, &place) in self.places(item as usize).iter().enumerate() {
            if at.is_multiple_of(PLACES_PER_CHECK) {
                ctx.check()?;
            }
            let user = ends.partition_point(|end| *end <= place);
            let start = if user == 0 { 0 } else { ends[user - 1] };
            let here = &steps[place];
            let mut add = |other: &Step, weight: f64| {
                if other.item != item && weight > 0.0 {
                    total += weight;
                    sums.add_one(other.item, weight as f32);
                }
            };
            for (distance, next) in steps[place + 1..ends[user]].iter().take(window).enumerate() {
                add(next, self.weight(here, next, distance + 1));
            }
            if self.config.backward > 0.0 {
                for (distance, before) in steps[start..place].iter().rev().take(window).enumerate() {
                    add(before, self.config.backward * self.weight(before, here, distance + 1));
                }
            }
        }
        let factor = total.powf(-self.config.normalization);
        let score = |other: u32, sum: f32| {
            let popularity = self.places(other as usize).len() as f64;
            (f64::from(sum) * factor * popularity.powf(-self.config.popularity_discount)) as f32
        };
        Ok(sums.take_best(self.config.neighbors, score, columns, values))
    }
}

impl Recommender for Transitions {
    fn n_items(&self) -> usize {
        self.weights.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        out.fill(0.0);
        for (item, say) in self.voices(history) {
            let row = self.weights.row(item as usize);
            match items {
                Candidates::All => row.iter().for_each(|(next, weight)| out[next as usize] += say * weight),
                Candidates::Items(items) => {
                    out.iter_mut().zip(items).for_each(|(score, next)| *score += say * row.get(*next));
                }
            }
        }
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        self.voices(history)
            .map(|(of, say)| (Reason::HistoryItem(of), say * self.weights.row(of as usize).get(item)))
            .filter(|(_, value)| *value != 0.0)
            .collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.sparse("weights", &self.weights);
    }
}
