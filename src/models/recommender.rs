//! What every model can do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model_file::ModelWriter;
use crate::base::Said;
use crate::data::Dataset;
use crate::features::FeatureMatrix;
use crate::math::csr::SparseRow;
use crate::split::TrainTestSplit;

pub use crate::split::History;

/// The items to be scored.
#[derive(Debug, Clone, Copy)]
pub enum Candidates<'a> {
    /// The whole catalogue, in order.
    All,
    /// These items, in the order given.
    Items(&'a [u32]),
}

/// What speaks for an item, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An item of the history.
    HistoryItem(u32),
    /// A feature of items, by its column in the feature matrix.
    Feature(u32),
    /// What all users do.
    Popularity,
    /// What the model says of the item whoever asks.
    Item,
}

/// A reason and what it adds to the score.
pub type Contribution = (Reason, f32);

/// How a fit went, round by round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainingCurve {
    /// What is measured, with its unit.
    pub measure: Said,
    /// The measure after each round.
    pub values: Vec<f64>,
}

/// A fitted model. Built whole by its `fit`, never changed, shared between threads.
///
/// It scores a *history*, not a user: the same call serves a user of the training part, a visitor nobody has seen, and a
/// history edited to see what would change. A finite score for every history and item; the same for any number of threads.
pub trait Recommender: Send + Sync {
    /// Size of the catalogue that the model was fitted on.
    fn n_items(&self) -> usize;

    /// Scores `items` for `history` into `out` (as long as the candidates); higher is better.
    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]);

    /// Number of histories that are best scored at once; 1 where a block gains nothing.
    fn block(&self) -> usize {
        1
    }

    /// Scores the whole catalogue for several histories into `out`, histories × items, row by row. A model for which a
    /// block is cheaper than its users one by one overrides this; the scores are those of [`Self::score`] but for the last bits.
    /// They do not depend on what else is in the block: lists are made by this function alone, so that what is measured in blocks
    /// is what a single user sees.
    fn score_block(&self, histories: &[History<'_>], out: &mut [f32]) {
        for (history, row) in histories.iter().zip(out.chunks_mut(self.n_items().max(1))) {
            self.score(*history, Candidates::All, row);
        }
    }

    /// What the score of `item` is made of; the contributions add up to it (to rounding).
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution>;

    /// Hands over all that scoring needs, to be written.
    fn save<'a>(&'a self, out: &mut ModelWriter<'a>);

    /// How the fit went, where it went in rounds.
    fn training_curve(&self) -> Option<&TrainingCurve> {
        None
    }
}

/// What models learn from: the training part alone.
#[derive(Clone, Copy)]
pub struct TrainingData<'a> {
    /// The log.
    pub data: &'a Dataset,
    /// Its parts; `split.train` is the matrix to learn from.
    pub split: &'a TrainTestSplit,
    /// The items' features, where a model asked for them.
    pub features: Option<&'a Arc<FeatureMatrix>>,
    /// Seed of whatever is drawn at random.
    pub seed: u64,
}

/// Copies scores of a whole catalogue into the order of `items`; items beyond the catalogue get 0.
pub(super) fn pick(all: &[f32], items: Candidates<'_>, out: &mut [f32]) {
    match items {
        Candidates::All => out.copy_from_slice(all),
        Candidates::Items(items) => {
            for (score, &item) in out.iter_mut().zip(items) {
                *score = all.get(item as usize).copied().unwrap_or(0.0);
            }
        }
    }
}

/// The entries of a history that lie within a catalogue of `n_items`.
pub(super) fn known(row: SparseRow<'_>, n_items: usize) -> SparseRow<'_> {
    // Items ascend: what is beyond the catalogue stands at the end.
    let n = row.indices.partition_point(|&i| (i as usize) < n_items);
    SparseRow { indices: &row.indices[..n], values: &row.values[..n] }
}

/// The last `n` items of a history, newest first, with their place from its end, counted from 1. Without an order all
/// items are as new as the newest.
pub(super) fn recent(history: History<'_>, n: usize) -> impl Iterator<Item = (u32, usize)> {
    let ordered = history.order.iter().rev().take(n).enumerate().map(|(back, item)| (*item, back + 1));
    let is_ordered = !history.order.is_empty();
    let unordered = history.items.indices.iter().filter(move |_| !is_ordered).map(|item| (*item, 1));
    ordered.chain(unordered)
}
