//! Who is a candidate: one rule for figures, lists, files and previews.

use std::sync::Arc;

use super::History;
use crate::math::CsrMatrix;

/// The catalogue as the training part knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Users of each item in training.
    popularity: Arc<[u32]>,
    /// Items without one, ascending: they are no candidates for anybody.
    cold_items: Arc<[u32]>,
}

impl Catalogue {
    /// From the number of users that each item has in training.
    pub fn new(popularity: Vec<u32>) -> Self {
        let cold = popularity.iter().enumerate().filter(|(_, n)| **n == 0).map(|(item, _)| item as u32);
        Self { cold_items: cold.collect(), popularity: popularity.into() }
    }

    /// What the training part knows: users × items.
    pub fn of(train: &CsrMatrix) -> Self {
        Self::new(train.column_counts())
    }

    /// Size of the catalogue.
    pub fn n_items(&self) -> usize {
        self.popularity.len()
    }

    /// Items that training does not know, ascending.
    pub fn cold_items(&self) -> &[u32] {
        &self.cold_items
    }

    /// Number of candidates for a user without a history.
    pub fn n_candidates(&self) -> usize {
        self.n_items() - self.cold_items.len()
    }

    /// Users of each item in training.
    pub fn popularity(&self) -> &[u32] {
        &self.popularity
    }

    /// Marks with `-inf` what is no candidate: the history itself, what the user dislikes, and items that training does not know.
    pub fn exclude(&self, history: History<'_>, scores: &mut [f32]) {
        for &item in history.items.indices.iter().chain(history.disliked).chain(self.cold_items.iter()) {
            if let Some(score) = scores.get_mut(item as usize) {
                *score = f32::NEG_INFINITY;
            }
        }
    }
}
