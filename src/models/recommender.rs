//! What every model can do.

use std::sync::Arc;

use crate::data::Dataset;
use crate::features::FeatureMatrix;
use crate::math::csr::SparseRow;
use crate::split::TrainTestSplit;

/// What is known of a user: items and their weights, ascending by item. Items beyond the model's catalogue are passed over.
pub type History<'a> = SparseRow<'a>;

/// The items to be scored.
#[derive(Debug, Clone, Copy)]
pub enum Candidates<'a> {
    /// The whole catalogue, in order.
    All,
    /// These items, in the order given.
    Items(&'a [u32]),
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

    /// Scores the whole catalogue for several histories into `out`, histories × items, row by row. A model for which a
    /// block is cheaper than its users one by one overrides this; the scores must be the same.
    fn score_block(&self, histories: &[History<'_>], out: &mut [f32]) {
        for (history, row) in histories.iter().zip(out.chunks_mut(self.n_items().max(1))) {
            self.score(*history, Candidates::All, row);
        }
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
