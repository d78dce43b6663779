//! Making the lists of held-out users and judging them, block by block: what is measured are the lists that users would see.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::base::{Cancelled, TaskContext};
use crate::blend::{Components, ScoreCache, histories_at};
use crate::math::Scored;
use crate::metrics::{Evaluation, Judge};
use crate::ranking::{Served, best};
use crate::split::Holdout;

/// What lists were worth, and how they came about.
pub struct Evaluated {
    /// Their figures, user by user.
    pub evaluation: Evaluation,
    /// Users to whom the models had nothing to say, so that the most popular items stood in.
    pub n_by_popularity: usize,
}

/// The lists of all users of a holdout under a blend's weights, scored anew.
///
/// # Errors
/// Cancellation.
pub fn evaluate(
    components: &Components,
    weights: &[f32],
    holdout: &Holdout,
    ks: &[usize],
    ctx: &TaskContext,
) -> Result<Evaluated, Cancelled> {
    let positions = (0..holdout.users.len() as u32).collect();
    judged(components, holdout, positions, components.block(), ks, ctx, |positions, out, room| {
        components.blended_block(weights, &histories_at(holdout, positions), out, room, |_, _| {});
    })
}

/// The lists of the users in a cache.
///
/// # Errors
/// Cancellation.
pub fn evaluate_cached(
    cache: &ScoreCache,
    weights: &[f32],
    ks: &[usize],
    ctx: &TaskContext,
) -> Result<Evaluated, Cancelled> {
    evaluate_part(cache, usize::MAX, weights, ks, ctx)
}

/// The lists of at most `n` of the users in a cache, evenly spread.
///
/// # Errors
/// Cancellation.
pub fn evaluate_part(
    cache: &ScoreCache,
    n: usize,
    weights: &[f32],
    ks: &[usize],
    ctx: &TaskContext,
) -> Result<Evaluated, Cancelled> {
    let step = cache.positions().len().div_ceil(n.max(1)).max(1);
    let some = cache.positions().iter().copied().step_by(step).collect();
    let components = cache.components();
    judged(components, cache.holdout(), some, 1, ks, ctx, |positions, out, _| {
        for (position, out) in positions.iter().zip(out.chunks_exact_mut(components.n_items().max(1))) {
            cache.blended(*position, weights, out);
        }
    })
}

/// Judges the lists of the users at `positions` of the holdout, `block` of them at a time. `score` fills the scores of a block,
/// users × items; its last argument is room for its own use, kept from block to block.
///
/// The result does not depend on the number of threads: blocks are independent and always begin at the same users, sums run in
/// the users' order.
fn judged(
    components: &Components,
    holdout: &Holdout,
    positions: Vec<u32>,
    block: usize,
    ks: &[usize],
    ctx: &TaskContext,
    score: impl Fn(&[u32], &mut [f32], &mut Vec<f32>) + Sync,
) -> Result<Evaluated, Cancelled> {
    let n_items = components.n_items();
    let k_max = ks.last().copied().unwrap_or(0);
    let judge = Judge::new(holdout, ks);
    let n_by_popularity = AtomicUsize::new(0);
    let per_block: Vec<Vec<f64>> = positions
        .par_chunks(block.max(1))
        .map_init(
            || (Vec::new(), Vec::new(), Vec::<Scored>::new(), Vec::<usize>::new()),
            |(scores, room, list, hits), positions| {
                scores.resize(positions.len() * n_items, 0.0);
                score(positions, scores, room);
                let mut values = Vec::with_capacity(positions.len() * judge.n_values());
                let histories = histories_at(holdout, positions);
                let users = positions.iter().zip(histories).zip(scores.chunks_exact_mut(n_items.max(1)));
                for ((&position, history), scores) in users {
                    ctx.advance(1)?;
                    if best(&components.catalogue, history, scores, k_max, list) == Served::Popularity {
                        n_by_popularity.fetch_add(1, Ordering::Relaxed);
                    }
                    judge.judge(position as usize, list.iter().map(|entry| entry.index), hits, &mut values);
                }
                Ok(values)
            },
        )
        .collect::<Result<_, Cancelled>>()?;
    let evaluation = judge.evaluation(positions, &per_block, components.catalogue.n_candidates());
    Ok(Evaluated { evaluation, n_by_popularity: n_by_popularity.into_inner() })
}
