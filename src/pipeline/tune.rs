//! Weights looked for: one slider after the other to its best place, from the best of some starts.

use super::curve::USERS;
use super::evaluate::evaluate_part;
use crate::base::{Cancelled, TaskContext};
use crate::blend::ScoreCache;
use crate::blend::weights::Sliders;
use crate::metrics::MetricKey;
use crate::said;

/// Ways over all sliders at the most.
const ROUNDS: usize = 3;
/// Steps from 0 to the most, then the same number around the best of them.
const STEPS: usize = 10;

/// Weights that were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuned {
    /// The weights, in the order of the sliders.
    pub weights: Vec<f64>,
    /// The metric that they are the best of.
    pub metric: MetricKey,
    /// Its value at the weights of before.
    pub before: f64,
    /// Its value at the weights that were found.
    pub after: f64,
    /// Users that both are means over.
    pub n_users: usize,
}

/// Looks for the weights with the largest `metric` over the users in a cache, at most 3,000 of them: coordinate ascent from
/// the best of the present weights, equal weights, and each model alone. What is locked stays. The value found is that of the users it
/// was found on, and so a little too good.
///
/// # Errors
/// Cancellation.
pub fn tune(
    cache: &ScoreCache,
    sliders: &Sliders,
    metric: MetricKey,
    ks: &[usize],
    ctx: &TaskContext,
) -> Result<Tuned, Cancelled> {
    let n = sliders.weights.len();
    ctx.start(said!("step-tuning"), cache.n_users().min(USERS) * (2 + n + ROUNDS * n * 2 * STEPS))?;
    let mut n_users = 0;
    let mut value = |weights: &[f64]| {
        let weights: Vec<f32> = weights.iter().map(|w| *w as f32).collect();
        let table = evaluate_part(cache, USERS, &weights, ks, ctx)?.evaluation.table();
        n_users = table.users;
        Ok::<f64, Cancelled>(table.get(metric).map_or(0.0, |value| value.mean))
    };
    let before = value(&sliders.weights)?;
    let (mut best, mut now) = (before, sliders.clone());
    for start in std::iter::once(sliders.equal()).chain((0..n).map(|at| sliders.with(at, 1.0))) {
        let reached = value(&start)?;
        if reached > best {
            (best, now.weights) = (reached, start);
        }
    }
    for _ in 0..ROUNDS {
        let at_first = best;
        for at in 0..n {
            let most = now.most(at);
            let mut step = most / STEPS as f64;
            let mut from = 0.0;
            for _ in 0..2 {
                let origin = now.clone();
                for t in (0..=STEPS).map(|i| (from + step * i as f64).clamp(0.0, most)) {
                    let weights = origin.with(at, t);
                    if weights == now.weights {
                        continue;
                    }
                    let reached = value(&weights)?;
                    if reached > best {
                        (best, now.weights) = (reached, weights);
                    }
                }
                from = now.weights[at] - step;
                step /= STEPS as f64 / 2.0;
            }
        }
        if best <= at_first {
            break;
        }
    }
    Ok(Tuned { weights: now.weights, metric, before, after: best, n_users })
}
