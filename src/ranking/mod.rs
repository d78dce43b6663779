//! From scores to the list that a user would see.

use crate::blend::{Components, weighted_sum};
use crate::math::top_k;
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
    let n_items = components.n_items;
    let mut scores = vec![0.0; components.models.len() * n_items];
    components.normalized_scores(history, &mut scores);
    let mut sums = vec![0.0; n_items];
    weighted_sum(&scores, weights, &mut sums);
    components.mask(history, &mut sums);
    let mut best = Vec::new();
    top_k(&sums, k, &mut best);
    let entry =
        |index: u32| weights.iter().enumerate().map(|(m, w)| w * scores[m * n_items + index as usize]).collect();
    RankedList {
        entries: best.iter().map(|s| RankedItem { item: s.index, score: s.score, parts: entry(s.index) }).collect(),
    }
}
