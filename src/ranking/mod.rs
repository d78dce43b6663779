//! From scores to the list that a user would see.

mod best;
mod moved;
mod reasons;

pub use best::{Served, best};
pub use moved::{Move, Moved};
pub use reasons::{Because, because};

use crate::blend::Components;
use crate::math::Scored;
use crate::split::History;

/// A list for one user, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RankedList {
    /// The entries.
    pub entries: Vec<RankedItem>,
    /// Which path they came by.
    pub served: Served,
}

/// One place of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedItem {
    /// The item.
    pub item: u32,
    /// Its blended score; its users in training where popularity stands in.
    pub score: f32,
    /// What each model adds to the score: weight × normalised score, in the order of the models; 0 where popularity stands in.
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
    let n_items = components.n_items();
    let (mut sums, mut room) = (vec![0.0; histories.len() * n_items], Vec::new());
    let mut scores = vec![Vec::new(); weights.len()];
    components.blended_block(weights, histories, &mut sums, &mut room, |model, of_model| {
        scores[model] = of_model.to_vec();
    });
    let mut list = Vec::new();
    let ranked = |(at, (history, sums)): (usize, (&History<'_>, &mut [f32]))| {
        let served = best(&components.catalogue, *history, sums, k, &mut list);
        let parts = |item: u32| {
            let of_model =
                |(weight, scores): (&f32, &Vec<f32>)| match (served, scores.get(at * n_items + item as usize)) {
                    (Served::Models, Some(score)) => weight * score,
                    _ => 0.0,
                };
            weights.iter().zip(&scores).map(of_model).collect()
        };
        let entry = |s: &Scored| RankedItem { item: s.index, score: s.score, parts: parts(s.index) };
        RankedList { entries: list.iter().map(entry).collect(), served }
    };
    histories.iter().zip(sums.chunks_exact_mut(n_items.max(1))).enumerate().map(ranked).collect()
}
