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
    /// γ of [`taste`](Self::taste).
    dislikes: f32,
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
        (measure, dislikes): (Measure, f64),
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
        Ok(Self { items, dislikes: dislikes as f32 })
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// An array that is missing.
    pub fn read(dislikes: f64, file: &mut ModelReader) -> Result<Self, InputError> {
        Ok(Self { items: file.dense("items")?, dislikes: dislikes as f32 })
    }

    /// θ = Σ w · φ / Σ w − γ · Σ φ / n, by component: the mean of the history less that of the n items which something was said against.
    fn taste(&self, history: History<'_>, taste: &mut [f32]) {
        taste.fill(0.0);
        for (item, share) in self.shares(history) {
            axpy(taste, share, self.items.row(item as usize));
        }
    }

    /// The items that the taste is made of, with their shares.
    fn shares<'a>(&self, history: History<'a>) -> impl Iterator<Item = (u32, f32)> + 'a {
        let row = known(history.items, self.n_items());
        let total: f32 = row.values.iter().sum();
        let scale = if total > 0.0 { total.recip() } else { 1.0 };
        let unwanted = history.unwanted(self.n_items());
        let against = -self.dislikes / unwanted.clone().count().max(1) as f32;
        row.iter().map(move |(item, weight)| (item, weight * scale)).chain(unwanted.map(move |item| (item, against)))
    }
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

    /// A component has no name that one could read, so the score is divided among the items of the history: w · φᵢᵀφⱼ / Σ w, and among those
    /// that something was said against.
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        if item as usize >= self.n_items() {
            return Vec::new();
        }
        let target = self.items.row(item as usize);
        let of_item =
            |(of, share): (u32, f32)| (Reason::HistoryItem(of), share * dot(self.items.row(of as usize), target));
        self.shares(history).map(of_item).filter(|(_, value)| *value != 0.0).collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("items", &self.items);
    }
}
