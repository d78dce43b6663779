//! The metrics along one slider, on a grid of its weights.

use super::evaluate::evaluate_part;
use crate::base::{Cancelled, TaskContext};
use crate::blend::ScoreCache;
use crate::blend::weights::Sliders;
use crate::metrics::{MetricKey, MetricTable, half_interval};

/// Weights on the grid: 0, 0.05, …, 1, or as far as locked weights leave room.
pub const GRID: usize = 21;
/// Users that the curve is drawn from at the most.
pub(super) const USERS: usize = 3000;

/// The metrics at each weight of one slider, the other weights following it. An interval is the mean with that of the paired difference
/// from the best mean of the curve: where it does not reach that mean, the weight is worse beyond chance.
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
        let mut evaluated = Vec::with_capacity(GRID);
        for step in 0..GRID {
            let t = sliders.most(moved) * step as f64 / (GRID - 1) as f64;
            let at: Vec<f32> = sliders.with(moved, t).into_iter().map(|w| w as f32).collect();
            evaluated.push((t, evaluate_part(cache, USERS, &at, ks, ctx)?.evaluation));
        }
        let mut curve = Self { points: evaluated.iter().map(|(t, evaluation)| (*t, evaluation.table())).collect() };
        for at in 0..curve.points.first().map_or(0, |(_, table)| table.values.len()) {
            let mean = |(_, table): &&(f64, MetricTable)| table.values[at].mean;
            let key = curve.points[0].1.values[at].key;
            let Some(best) = curve.points.iter().map(|point| mean(&point)).reduce(f64::max) else { continue };
            let place = curve.points.iter().position(|point| mean(&point) == best).unwrap_or_default();
            let Some(of_best) = evaluated[place].1.of_users(key) else { continue };
            for ((_, table), (_, evaluation)) in curve.points.iter_mut().zip(&evaluated) {
                let value = &mut table.values[at];
                let half = evaluation.of_users(key).map(|of_users| half_interval(of_best, of_users));
                value.interval = half.map(|half| (value.mean - half, value.mean + half));
            }
        }
        Ok(curve)
    }

    /// Users that it was drawn from.
    pub fn n_users(&self) -> usize {
        self.points.first().map_or(0, |(_, table)| table.users)
    }

    /// The weight at which a metric is best (the lowest such weight), with its value.
    pub fn best(&self, metric: MetricKey) -> Option<(f64, f64)> {
        let values = self.points.iter().filter_map(|(t, table)| Some((*t, table.get(metric)?.mean)));
        values.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)))
    }
}
