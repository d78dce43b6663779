//! The metrics along one slider, on a grid of its weights.

use super::evaluate::evaluate_part;
use crate::base::{Cancelled, TaskContext};
use crate::blend::ScoreCache;
use crate::blend::weights::Sliders;
use crate::metrics::MetricTable;

/// Weights on the grid: 0, 0.05, …, 1, or as far as locked weights leave room.
pub const GRID: usize = 21;
/// Users that the curve is drawn from at the most.
pub(super) const USERS: usize = 3000;

/// The metrics at each weight of one slider, the other weights following it. Their intervals are those of
/// [`quick_table`](crate::metrics::Evaluation::quick_table).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightCurve {
    /// Weight of the slider and the metrics there, ascending by weight.
    pub points: Vec<(f64, MetricTable)>,
}

impl WeightCurve {
    /// Evaluates the grid for the slider at `moved`.
    pub fn along(
        cache: &ScoreCache,
        sliders: &Sliders,
        moved: usize,
        ks: &[usize],
        ctx: &TaskContext,
    ) -> Result<Self, Cancelled> {
        let mut points = Vec::with_capacity(GRID);
        for step in 0..GRID {
            let t = sliders.most(moved) * step as f64 / (GRID - 1) as f64;
            let at: Vec<f32> = sliders.with(moved, t).into_iter().map(|w| w as f32).collect();
            points.push((t, evaluate_part(cache, USERS, &at, ks, ctx)?.evaluation.quick_table()));
        }
        Ok(Self { points })
    }

    /// Users that it was drawn from.
    pub fn n_users(&self) -> usize {
        self.points.first().map_or(0, |(_, table)| table.users)
    }

    /// The weight at which a metric is best (the lowest such weight), with its value.
    pub fn best(&self, metric: &str) -> Option<(f64, f64)> {
        let values = self.points.iter().filter_map(|(t, table)| Some((*t, table.get(metric)?.mean)));
        values.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)))
    }
}
