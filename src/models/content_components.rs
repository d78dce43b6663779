//! `content` on principal components: items whose features are like those of the history, compared in few dimensions.

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, known};
use serde::{Deserialize, Serialize};

use crate::base::{InputError, StageError, TaskContext};
use crate::features::{FeatureMatrix, Projection};
use crate::math::DenseMatrix;
use crate::math::dense::{axpy, dot, multiply_rows};

/// Histories scored at once.
const BLOCK: usize = 64;

/// How two vectors are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The angle between them.
    #[default]
    Cosine,
    /// Their product: items with more known features gain.
    Dot,
}

/// The items' content vectors on their principal components. Items without content stay at zero.
#[derive(Debug, Clone)]
pub struct ContentComponents {
    /// Items × components, of length 1 where angles are compared.
    items: DenseMatrix,
}

impl ContentComponents {
    /// Bytes that fitting takes at the most.
    pub fn memory(n_components: usize, n_items: usize) -> u64 {
        Projection::memory(n_items, n_components)
    }

    /// Finds the components over the items that training knows, and places all items.
    ///
    /// # Errors
    /// Items that do not differ in what is known of them, or cancellation.
    pub fn fit(
        measure: Measure,
        n_components: usize,
        features: &FeatureMatrix,
        training: TrainingData<'_>,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        let cold = training.split.catalogue.cold_items();
        let projection = Projection::fit(&features.matrix, cold, n_components, training.seed, ctx)?;
        let mut items = projection.places;
        if measure == Measure::Cosine {
            for item in 0..items.n_rows() {
                let row = items.row_mut(item);
                let length = row.iter().map(|v| f64::from(*v) * f64::from(*v)).sum::<f64>().sqrt();
                if length > 0.0 {
                    row.iter_mut().for_each(|v| *v = (f64::from(*v) / length) as f32);
                }
            }
        }
        Ok(Self { items })
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// An array that is missing.
    pub fn read(file: &mut ModelReader) -> Result<Self, InputError> {
        Ok(Self { items: file.dense("items")? })
    }

    /// θ = Σ w · φ / Σ w over the history, by component.
    fn taste(&self, history: History<'_>, taste: &mut [f32]) {
        taste.fill(0.0);
        let row = known(history.items, self.n_items());
        for (item, share) in shares(row.indices, row.values) {
            axpy(taste, share, self.items.row(item as usize));
        }
    }
}

/// The items of a history with their shares of its weight.
fn shares<'a>(items: &'a [u32], weights: &'a [f32]) -> impl Iterator<Item = (u32, f32)> + 'a {
    let total: f32 = weights.iter().sum();
    let scale = if total > 0.0 { total.recip() } else { 1.0 };
    items.iter().zip(weights).map(move |(item, weight)| (*item, weight * scale))
}

impl Recommender for ContentComponents {
    fn n_items(&self) -> usize {
        self.items.n_rows()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let mut taste = vec![0.0; self.items.n_cols()];
        self.taste(history, &mut taste);
        match items {
            Candidates::All => {
                out.iter_mut().zip(self.items.rows()).for_each(|(score, item)| *score = dot(&taste, item));
            }
            Candidates::Items(items) => {
                for (score, &item) in out.iter_mut().zip(items) {
                    let is_known = (item as usize) < self.n_items();
                    *score = if is_known { dot(&taste, self.items.row(item as usize)) } else { 0.0 };
                }
            }
        }
    }

    fn block(&self) -> usize {
        BLOCK
    }

    fn score_block(&self, histories: &[History<'_>], out: &mut [f32]) {
        let mut tastes = DenseMatrix::zeros(histories.len(), self.items.n_cols());
        for (at, history) in histories.iter().enumerate() {
            self.taste(*history, tastes.row_mut(at));
        }
        multiply_rows(out, self.n_items(), tastes.view(), self.items.view().transpose());
    }

    /// A component has no name that one could read, so the score is divided among the items of the history: w · φᵢᵀφⱼ / Σ w.
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        if item as usize >= self.n_items() {
            return Vec::new();
        }
        let row = known(history.items, self.n_items());
        let target = self.items.row(item as usize);
        let of_item =
            |(of, share): (u32, f32)| (Reason::HistoryItem(of), share * dot(self.items.row(of as usize), target));
        shares(row.indices, row.values).map(of_item).filter(|(_, value)| *value != 0.0).collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("items", &self.items);
    }
}
