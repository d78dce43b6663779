//! Normalised scores kept in memory, so that a weight can be dragged without scoring anew.

use rayon::prelude::*;
use std::sync::Arc;

use super::{Components, histories_at, weighted_sum};
use crate::base::{Cancelled, TaskContext, seed};
use crate::said;
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
        let per_user = components.models.len() * components.n_items();
        let fits = (budget / (per_user * size_of::<f32>()).max(1)).max(1);
        let positions = sample(holdout.users.len(), fits, seed);
        let mut rows = vec![u32::MAX; holdout.users.len()];
        for (row, &position) in positions.iter().enumerate() {
            rows[position as usize] = row as u32;
        }
        ctx.start(said!("step-scoring-users"), positions.len())?;
        let mut scores = vec![0.0; positions.len() * per_user];
        let (block, n_items) = (components.block(), components.n_items().max(1));
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

    /// Positions in the holdout of the users in the cache, ascending.
    pub fn positions(&self) -> &[u32] {
        &self.positions
    }

    /// The blended scores of the user at `position` of the holdout into `out`, as long as the catalogue; the user must be in
    /// the cache. What is no candidate has any score.
    pub fn blended(&self, position: u32, weights: &[f32], out: &mut [f32]) {
        let per_user = self.components.models.len() * self.components.n_items();
        let row = self.rows[position as usize] as usize;
        weighted_sum(&self.scores[row * per_user..][..per_user], weights, out);
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
