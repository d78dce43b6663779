//! Models that are a sparse matrix between items: r̂(u, i) = Σ over j in the history of  α(u, j) · w(j, i).

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, known};
use crate::base::InputError;
use crate::math::{CsrMatrix, product};
use crate::said;
use crate::split::Shape;

/// What each item of a history says for the others.
#[derive(Debug, Clone)]
pub struct ItemWeights {
    /// Items × items: row j holds what having j says for each item.
    weights: CsrMatrix,
}

impl ItemWeights {
    /// From a square matrix over the catalogue.
    pub fn new(weights: CsrMatrix) -> Self {
        Self { weights }
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(file: &mut ModelReader) -> Result<Self, InputError> {
        let weights = file.sparse("weights")?;
        match weights.n_rows() == weights.n_cols() {
            true => Ok(Self { weights }),
            false => Err(file.damaged(said!("models-file-not-square"))),
        }
    }

    /// Items × items.
    pub fn into_weights(self) -> CsrMatrix {
        self.weights
    }
}

/// Bytes of a product of the interactions with themselves, items × items, of which the best `k` of each row are kept.
pub(super) fn product_of_items(k: usize, shape: &Shape) -> u64 {
    product::memory(shape.items, shape.longest, k, shape.pairs(k))
}

impl Recommender for ItemWeights {
    fn n_items(&self) -> usize {
        self.weights.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        out.fill(0.0);
        for (item, weight) in known(history.items, self.n_items()).iter() {
            let row = self.weights.row(item as usize);
            match items {
                Candidates::All => {
                    for (other, value) in row.iter() {
                        out[other as usize] += weight * value;
                    }
                }
                Candidates::Items(items) => {
                    for (score, &other) in out.iter_mut().zip(items) {
                        *score += weight * row.get(other);
                    }
                }
            }
        }
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        known(history.items, self.n_items())
            .iter()
            .map(|(of, weight)| (Reason::HistoryItem(of), weight * self.weights.row(of as usize).get(item)))
            .filter(|(_, value)| *value != 0.0)
            .collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.sparse("weights", &self.weights);
    }
}
