//! Several models as one: their scores are brought to one scale and added with weights.

pub mod cache;
pub mod normalize;
pub mod weights;

use std::sync::Arc;

use crate::math::dense::axpy;
use crate::models::Recommender;
use crate::split::{Catalogue, History, Holdout};

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
    /// The items, and who of them is a candidate.
    pub catalogue: Catalogue,
}

impl Components {
    /// Size of the catalogue.
    pub fn n_items(&self) -> usize {
        self.catalogue.n_items()
    }

    /// Number of histories that are best scored at once.
    pub fn block(&self) -> usize {
        self.models.iter().map(|m| m.block()).max().unwrap_or(1)
    }

    /// The normalised scores of one model for several histories: histories × items in `out`, 0 where an item is no candidate.
    ///
    /// One model alone keeps its own scores: no scale would change their order, and scores that are near each other could
    /// become equal.
    pub fn normalized_block(&self, model: usize, histories: &[History<'_>], out: &mut [f32]) {
        let normalization = if self.models.len() == 1 { Normalization::None } else { self.normalization };
        self.models[model].score_block(histories, out);
        for (history, row) in histories.iter().zip(out.chunks_exact_mut(self.n_items().max(1))) {
            self.catalogue.exclude(*history, row);
            normalization.apply(row);
        }
    }

    /// The sums of weight × normalised score over the models with a weight, histories × items in `out`; what is no candidate has
    /// any score. `each` sees the normalised scores of each such model; `room` is room for them, kept from call to call.
    pub fn blended_block(
        &self,
        weights: &[f32],
        histories: &[History<'_>],
        out: &mut [f32],
        room: &mut Vec<f32>,
        mut each: impl FnMut(usize, &[f32]),
    ) {
        if let ([model], [1.0]) = (&self.models[..], weights) {
            // Its own scores: nothing to bring to a scale, nothing to add.
            model.score_block(histories, out);
            return each(0, out);
        }
        room.resize(out.len(), 0.0);
        out.fill(0.0);
        for (model, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            self.normalized_block(model, histories, room);
            each(model, room);
            axpy(out, weight, room);
        }
    }
}

/// The histories of the users at `positions` of a holdout.
pub fn histories_at<'a>(holdout: &'a Holdout, positions: &[u32]) -> Vec<History<'a>> {
    positions.iter().map(|&p| holdout.history.of(holdout.users[p as usize].idx())).collect()
}

/// out = Σ over m of weights\[m\] · scores\[m\], `scores` being models × items. Added in the order of the models.
pub fn weighted_sum(scores: &[f32], weights: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for (row, &weight) in scores.chunks_exact(out.len().max(1)).zip(weights) {
        axpy(out, weight, row);
    }
}
