//! Several models as one: their scores are brought to one scale and added with weights.

pub mod cache;
pub mod curve;
pub mod normalize;
pub mod weights;

use crate::base::{Cancelled, TaskContext};
use crate::math::dense::axpy;
use crate::metrics::evaluate::{Evaluation, evaluate};
use crate::models::Recommender;
use crate::split::{History, Holdout};
use std::sync::Arc;

pub use cache::ScoreCache;
pub use normalize::Normalization;
pub use weights::BlendConfig;

/// The fitted models of a blend, in the order of its weights.
#[derive(Clone)]
pub struct Components {
    /// The models.
    pub models: Vec<Arc<dyn Recommender>>,
    /// How their scores are brought to one scale.
    pub normalization: Normalization,
    /// Items that are no candidates for anybody, ascending.
    pub cold_items: Arc<[u32]>,
    /// Size of the catalogue.
    pub n_items: usize,
}

impl Components {
    /// The normalised scores of one model for several histories: histories × items in `out`, 0 where an item is no candidate.
    pub fn normalized_block(&self, model: usize, histories: &[History<'_>], out: &mut [f32]) {
        self.models[model].score_block(histories, out);
        for (history, row) in histories.iter().zip(out.chunks_exact_mut(self.n_items.max(1))) {
            self.mask(*history, row);
            self.normalization.apply(row);
        }
    }

    /// Number of histories that are best scored at once.
    pub fn block(&self) -> usize {
        self.models.iter().map(|m| m.block()).max().unwrap_or(1)
    }

    /// Marks what is no candidate with `-inf`: the history itself and cold items.
    pub fn mask(&self, history: History<'_>, scores: &mut [f32]) {
        for &item in history.items.indices.iter().chain(self.cold_items.iter()) {
            if let Some(score) = scores.get_mut(item as usize) {
                *score = f32::NEG_INFINITY;
            }
        }
    }

    /// Number of candidates for a user without a history.
    pub fn n_candidates(&self) -> usize {
        self.n_items - self.cold_items.len()
    }

    /// The metrics of a blend over all users of a holdout, scored anew.
    pub fn evaluate(
        &self,
        holdout: &Holdout,
        weights: &[f32],
        ks: &[usize],
        ctx: &TaskContext,
    ) -> Result<Evaluation, Cancelled> {
        let positions: Vec<u32> = (0..holdout.users.len() as u32).collect();
        evaluate(holdout, &positions, self.n_candidates(), ks, self.block(), ctx, |positions, out, room| {
            let histories = histories_at(holdout, positions);
            if let [model] = &self.models[..] {
                // One model alone keeps its own order: no scale changes it, and none has to be computed.
                model.score_block(&histories, out);
            } else {
                room.resize(out.len(), 0.0);
                out.fill(0.0);
                for (model, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
                    self.normalized_block(model, &histories, room);
                    axpy(out, weight, room);
                }
            }
            for (history, row) in histories.iter().zip(out.chunks_exact_mut(self.n_items.max(1))) {
                self.mask(*history, row);
            }
        })
    }
}

/// The histories of the users at `positions` of a holdout.
fn histories_at<'a>(holdout: &'a Holdout, positions: &[u32]) -> Vec<History<'a>> {
    positions.iter().map(|&p| holdout.history.of(holdout.users[p as usize].idx())).collect()
}

/// out = Σ over m of weights\[m\] · scores\[m\], `scores` being models × items. Added in the order of the models.
pub fn weighted_sum(scores: &[f32], weights: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for (row, &weight) in scores.chunks_exact(out.len().max(1)).zip(weights) {
        axpy(out, weight, row);
    }
}
