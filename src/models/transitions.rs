//! `transitions`: what users go on to after an item (sequential rules, Kamehkhosh 2017; Ludewig & Jannach 2018, §2).
//!
//! w(j, i) = Σ over sessions in which i follows j at distance d ≤ window of  d^−q, over the same sum for all i;
//! r̂(u, i) = Σ over the last items j of the history, the p-th from its end, of  p^−r · w(j, i).

use serde::{Deserialize, Serialize};

use super::item_weights::ItemWeights;
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, recent};
use super::settings::{Search, Setting, real, whole};
use super::store::{ModelReader, ModelWriter};
use crate::base::{InputError, StageError, TaskContext};
use crate::data::sessions::Sessions;
use crate::math::CsrMatrix;
use crate::math::Scored;
use crate::math::topk::best_first;
use crate::split::Part;

/// Settings of [`Transitions::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransitionsConfig {
    /// Steps within a session that count, 1 to 100. Default 10.
    pub window: usize,
    /// q: a step of distance d counts d^−q, 0 to 5. Default 1.
    pub distance_decay: f64,
    /// Last items of a history that have a say, 1 to 1,000. Default 10.
    pub recent: usize,
    /// r: the p-th item from the end has the say p^−r, 0 to 5. Default 1.
    pub recency_decay: f64,
    /// Followers kept of each item, 1 to 100,000. Default 200.
    pub neighbors: usize,
}

impl Default for TransitionsConfig {
    fn default() -> Self {
        Self { window: 10, distance_decay: 1.0, recent: 10, recency_decay: 1.0, neighbors: 200 }
    }
}

/// The table of the settings.
pub const SETTINGS: &[Setting] = &[
    whole("window", "Window", (1, 100), Search::Even(1.0, 20.0), "Steps within a session that count as following"),
    real(
        "distance_decay",
        "Decay by distance",
        (0.0, 5.0),
        Search::Even(0.0, 2.0),
        "0: all steps alike; above it near ones count more",
    ),
    whole("recent", "Last items", (1, 1000), Search::Log(1.0, 50.0), "Items at the end of a history that have a say"),
    real(
        "recency_decay",
        "Decay by recency",
        (0.0, 5.0),
        Search::Even(0.0, 2.0),
        "0: all of them alike; above it the newest say more",
    ),
    whole("neighbors", "Followers", (1, 100_000), Search::Log(20.0, 1000.0), "Items kept that follow each item"),
];

/// How likely each item follows each.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// Items × items, rows of sum 1 before the rarest followers are cut.
    weights: CsrMatrix,
    recent: usize,
    recency_decay: f64,
}

impl Transitions {
    /// Counts steps: O(events · window).
    ///
    /// # Errors
    /// A log without times; cancellation.
    pub fn fit(config: &TransitionsConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        let log = &training.data.interactions;
        if !log.has_time {
            return Err(StageError::setting("transitions: needs a time column to know what follows what."));
        }
        let sessions = Sessions::of(log, |at| training.split.parts[at] == Part::Train);
        ctx.start("Fitting transitions", sessions.len())?;
        let (mut from, mut to, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        let by_distance: Vec<f32> =
            (0..=config.window).map(|d| (d as f64).powf(-config.distance_decay) as f32).collect();
        for session in sessions.iter() {
            ctx.advance(1)?;
            for (at, &item) in session.iter().enumerate() {
                for (distance, &next) in session.iter().enumerate().skip(at + 1).take(config.window) {
                    if next != item {
                        from.push(item);
                        to.push(next);
                        steps.push(by_distance[distance - at]);
                    }
                }
            }
        }
        let n = log.items.len();
        let mut weights = CsrMatrix::from_triplets(n, n, &from, &to, &steps);
        weights.scale_rows(|_, row| 1.0 / row.values.iter().map(|v| f64::from(*v)).sum::<f64>());
        Ok(Self {
            weights: keep_best(&weights, config.neighbors),
            recent: config.recent,
            recency_decay: config.recency_decay,
        })
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
            .map(|(item, place)| (item, (place as f64).powf(-self.recency_decay) as f32))
    }
}

/// The `k` largest entries of each row.
fn keep_best(matrix: &CsrMatrix, k: usize) -> CsrMatrix {
    let rows = matrix.rows().map(|row| {
        let mut entries: Vec<Scored> = row.iter().map(|(index, score)| Scored { index, score }).collect();
        if entries.len() > k {
            entries.select_nth_unstable_by(k - 1, best_first);
            entries.truncate(k);
            entries.sort_unstable_by_key(|s| s.index);
        }
        entries.iter().map(|s| (s.index, s.score)).unzip()
    });
    CsrMatrix::from_rows(matrix.n_cols(), rows)
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
