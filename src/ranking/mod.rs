//! From scores to the list that a user would see.

mod moved;
mod reasons;

pub use moved::{Move, Moved};
pub use reasons::{Because, because};

use crate::blend::Components;
use crate::math::dense::axpy;
use crate::math::{Scored, top_k};
use crate::split::History;

/// A list for one user, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RankedList {
    /// The entries.
    pub entries: Vec<RankedItem>,
}

/// One place of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedItem {
    /// The item.
    pub item: u32,
    /// Its blended score.
    pub score: f32,
    /// What each model adds to the score: weight × normalised score, in the order of the models.
    pub parts: Vec<f32>,
}

impl RankedItem {
    /// The share of each model in what speaks for the item, 0 to 1, summing to 1 where anything does.
    pub fn shares(&self) -> Vec<f32> {
        let sum: f32 = self.parts.iter().map(|p| p.max(0.0)).sum();
        self.parts.iter().map(|p| if sum > 0.0 { p.max(0.0) / sum } else { 0.0 }).collect()
    }
}

/// The best `k` candidates for a history under the blend's weights (one a model).
pub fn recommend(components: &Components, weights: &[f32], history: History<'_>, k: usize) -> RankedList {
    recommend_block(components, weights, &[history], k).pop().unwrap_or_default()
}

/// The same for several histories at once. Models without a weight are not asked.
pub fn recommend_block(
    components: &Components,
    weights: &[f32],
    histories: &[History<'_>],
    k: usize,
) -> Vec<RankedList> {
    let n_items = components.n_items;
    let mut sums = vec![0.0; histories.len() * n_items];
    let scores: Vec<Vec<f32>> = weights
        .iter()
        .enumerate()
        .map(|(model, &weight)| {
            if weight == 0.0 {
                return Vec::new();
            }
            let mut scores = vec![0.0; sums.len()];
            components.normalized_block(model, histories, &mut scores);
            axpy(&mut sums, weight, &scores);
            scores
        })
        .collect();
    let mut best = Vec::new();
    let list = |(at, (history, sums)): (usize, (&History<'_>, &mut [f32]))| {
        components.mask(*history, sums);
        top_k(sums, k, &mut best);
        let parts = |item: u32| {
            let of_model =
                |(w, scores): (&f32, &Vec<f32>)| scores.get(at * n_items + item as usize).map_or(0.0, |s| w * s);
            weights.iter().zip(&scores).map(of_model).collect()
        };
        let entry = |s: &Scored| RankedItem { item: s.index, score: s.score, parts: parts(s.index) };
        RankedList { entries: best.iter().map(entry).collect() }
    };
    histories.iter().zip(sums.chunks_exact_mut(n_items.max(1))).enumerate().map(list).collect()
}
