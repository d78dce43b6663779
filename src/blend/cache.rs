//! Normalised scores kept in memory, so that a weight can be dragged without scoring anew.

use rayon::prelude::*;
use std::sync::Arc;

use super::{Components, histories_at, weighted_sum};
use crate::base::{Cancelled, TaskContext, seed};
use crate::metrics::evaluate::{Evaluation, evaluate};
use crate::split::Holdout;

/// Stream of the random numbers that choose users where not all fit.
const STREAM: u64 = 6 << 40;

/// The normalised scores of evaluated users: of all of them, or of a sample as large as the memory allows.
pub struct ScoreCache {
    components: Components,
    holdout: Arc<Holdout>,
    /// Positions in `holdout.users`, ascending.
    positions: Vec<u32>,
    /// Row of each position in `scores`; `u32::MAX` if it is not kept.
    rows: Vec<u32>,
    /// Users × models × items.
    scores: Vec<f32>,
}

impl ScoreCache {
    /// Scores as many users of `holdout` as fit into `budget` bytes; at least one.
    pub fn build(
        components: Components,
        holdout: Arc<Holdout>,
        budget: usize,
        seed: u64,
        ctx: &TaskContext,
    ) -> Result<Self, Cancelled> {
        let per_user = components.models.len() * components.n_items;
        let fits = (budget / (per_user * size_of::<f32>()).max(1)).max(1);
        let positions = sample(holdout.users.len(), fits, seed);
        let mut rows = vec![u32::MAX; holdout.users.len()];
        for (row, &position) in positions.iter().enumerate() {
            rows[position as usize] = row as u32;
        }
        ctx.start("Scoring users", positions.len())?;
        let mut scores = vec![0.0; positions.len() * per_user];
        let (block, n_items) = (components.block(), components.n_items.max(1));
        scores.par_chunks_mut((block * per_user).max(1)).zip(positions.par_chunks(block)).try_for_each_init(
            Vec::new,
            |room: &mut Vec<f32>, (rows, positions)| {
                let histories = histories_at(&holdout, positions);
                room.resize(positions.len() * n_items, 0.0);
                for model in 0..components.models.len() {
                    components.normalized_block(model, &histories, room);
                    for (row, of_user) in rows.chunks_exact_mut(per_user).zip(room.chunks_exact(n_items)) {
                        row[model * n_items..][..n_items].copy_from_slice(of_user);
                    }
                }
                ctx.advance(positions.len())
            },
        )?;
        Ok(Self { components, holdout, positions, rows, scores })
    }

    /// Whether every evaluated user is in the cache, so that its figures are the full ones.
    pub fn is_complete(&self) -> bool {
        self.positions.len() == self.holdout.users.len()
    }

    /// Number of users in the cache.
    pub fn n_users(&self) -> usize {
        self.positions.len()
    }

    /// The part of the log whose users are in the cache.
    pub fn holdout(&self) -> &Arc<Holdout> {
        &self.holdout
    }

    /// The models that were scored.
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// The metrics of a blend over the users of the cache.
    pub fn evaluate(&self, weights: &[f32], ks: &[usize], ctx: &TaskContext) -> Result<Evaluation, Cancelled> {
        self.evaluate_some(&self.positions, weights, ks, ctx)
    }

    /// The metrics over at most `n` of the users of the cache, evenly spread.
    pub fn evaluate_part(
        &self,
        n: usize,
        weights: &[f32],
        ks: &[usize],
        ctx: &TaskContext,
    ) -> Result<Evaluation, Cancelled> {
        let step = self.positions.len().div_ceil(n.max(1)).max(1);
        let some: Vec<u32> = self.positions.iter().copied().step_by(step).collect();
        self.evaluate_some(&some, weights, ks, ctx)
    }

    fn evaluate_some(
        &self,
        positions: &[u32],
        weights: &[f32],
        ks: &[usize],
        ctx: &TaskContext,
    ) -> Result<Evaluation, Cancelled> {
        let n_items = self.components.n_items;
        let per_user = self.components.models.len() * n_items;
        evaluate(&self.holdout, positions, self.components.n_candidates(), ks, 1, ctx, |positions, out, _| {
            let histories = histories_at(&self.holdout, positions);
            for ((&position, history), out) in positions.iter().zip(histories).zip(out.chunks_exact_mut(n_items.max(1)))
            {
                let row = self.rows[position as usize] as usize;
                weighted_sum(&self.scores[row * per_user..][..per_user], weights, out);
                self.components.mask(history, out);
            }
        })
    }
}

/// `n` of `0..len`, ascending; all of them if they are no more.
fn sample(len: usize, n: usize, seed: u64) -> Vec<u32> {
    if n >= len {
        return (0..len as u32).collect();
    }
    let mut chosen: Vec<u32> =
        rand::seq::index::sample(&mut seed::rng(seed, STREAM), len, n).into_iter().map(|i| i as u32).collect();
    chosen.sort_unstable();
    chosen
}
