//! `ease`: each item from all others by ridge regression, the whole catalogue at once (Steck 2019).
//!
//! With G = XᵀX and P = (G + λI)⁻¹:  B = I − P · diag(1/P_jj), zero on the diagonal; scores are x · B.
//! X may be normalised by the users' and the items' degrees (Park and others 2025); with both exponents at 0 it is Steck's.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, known};
use super::settings::{Search, Setting, real};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, Said, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::dense::axpy;
use crate::math::inverse::{self, InverseError, invert_in_place};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::said;
use crate::split::Shape;

/// Settings of [`Ease::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EaseConfig {
    /// λ: the ridge, 0.001 to 1,000,000. Default 300 (in interactions; with normalised degrees rather 0.1 to 10).
    pub reg: f64,
    /// γ: users count by their history's length to the power −γ, 0 to 1. Default 0.
    pub user_discount: f64,
    /// δ: items are scaled by their popularity to the power −δ, 0 to 1. Default 0.
    pub item_discount: f64,
    /// Which of both ends carries the items' scale, 0 to 1: at 0.5 both alike, below it popular items gain. Default 0.5.
    pub asymmetry: f64,
}

impl Default for EaseConfig {
    fn default() -> Self {
        Self { reg: 300.0, user_discount: 0.0, item_discount: 0.0, asymmetry: 0.5 }
    }
}

/// The table of the settings.
pub(super) const SETTINGS: &[Setting] = &[
    real("reg", (1e-3, 1e6), Search::Log(10.0, 3000.0)),
    real("user_discount", (0.0, 1.0), Search::Even(0.0, 0.6)),
    real("item_discount", (0.0, 1.0), Search::Even(0.0, 0.6)),
    real("asymmetry", (0.0, 1.0), Search::Even(0.0, 0.6)),
];

impl ModelSpec for EaseConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "ease",
        color: (0xCC79A7, 0xE39BC3),
        settings: SETTINGS,
        needs_features: false,
        smaller: Some("sparse_ease"),
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        Ease::memory(shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(Ease::fit(self, &training.split.train, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(Ease::read(file)?))
    }
}

/// What is said of a ridge that is too small for the digits of f32.
pub(super) fn reg_too_small(info: &ModelInfo, reg: f64) -> Said {
    said!("models-reg-too-small", model = info.label(), setting = info.setting("reg"), value = reg)
}

/// The scales that an EASE-like model puts on its interactions.
pub(super) struct Scales {
    /// Users × items after both discounts.
    pub scaled: CsrMatrix,
    /// What a history item's weight is multiplied by.
    pub from: Vec<f32>,
    /// What a score is multiplied by.
    pub to: Vec<f32>,
}

impl Scales {
    /// With degrees n: X' = n_u^−γ · X · n_i^−δ. What X' gives as B', scores use as w(j, i) = n_j^−p · B'(j, i) · n_i^p with
    /// p = δ(1 − 2a): at a = ½ as it is, at a = 0 turned back into the space of X.
    pub fn new(train: &CsrMatrix, user_discount: f64, item_discount: f64, asymmetry: f64) -> Self {
        let counts = train.column_counts();
        let power = |n: u32, p: f64| f64::from(n.max(1)).powf(p);
        let scaled = train.mapped(|n_in_row, item, value| {
            let user = (n_in_row as f64).powf(-user_discount);
            (f64::from(value) * user * power(counts[item as usize], -item_discount)) as f32
        });
        let shift = item_discount * (1.0 - 2.0 * asymmetry);
        let from = counts.iter().map(|&n| power(n, -shift) as f32).collect();
        let to = counts.iter().map(|&n| power(n, shift) as f32).collect();
        Self { scaled, from, to }
    }
}

/// The regression weights of all pairs of items.
#[derive(Debug, Clone)]
pub struct Ease {
    /// Items × items: P with zeros on its diagonal, symmetric.
    weights: DenseMatrix,
    /// What a history item's weight is multiplied by.
    from: Vec<f32>,
    /// What a score is multiplied by: 1 / P_jj and the item's scale.
    to: Vec<f32>,
}

impl Ease {
    /// Bytes that fitting takes: while pairs are counted the interactions by user and by item and the matrix up to its diagonal,
    /// then the matrix and two panels of the inversion.
    pub fn memory(shape: &Shape) -> u64 {
        let n = shape.items as u64;
        let counting = shape.matrix() + shape.turned() + 2 * n * n + 4096 * n;
        counting.max(inverse::memory(shape.items)) + 16 * n
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(file: &mut ModelReader) -> Result<Self, InputError> {
        let (weights, from, to) = (file.dense("weights")?, file.floats("from")?, file.floats("to")?);
        match [weights.n_rows(), from.len(), to.len()] == [weights.n_cols(); 3] {
            true => Ok(Self { weights, from, to }),
            false => Err(file.damaged(said!("models-file-lengths"))),
        }
    }

    /// Inverts the Gram matrix: n³ operations for n items, one n × n matrix of memory.
    ///
    /// # Errors
    /// Cancellation, or a ridge too small for the digits of f32.
    pub fn fit(config: &EaseConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<Self, StageError> {
        let n = train.n_cols();
        ctx.start(EaseConfig::INFO.fitting_part(said!("step-counting-pairs")), n)?;
        let Scales { scaled, from, mut to } =
            Scales::new(train, config.user_discount, config.item_discount, config.asymmetry);
        let mut weights = gram(&scaled, ctx)?;
        drop(scaled);
        for i in 0..n {
            weights.row_mut(i)[i] += config.reg as f32;
        }
        ctx.start(EaseConfig::INFO.fitting_part(said!("step-inverting")), n)?;
        invert_in_place(&mut weights, ctx).map_err(|e| match e {
            InverseError::Cancelled(c) => StageError::from(c),
            InverseError::NotPositive => StageError::setting(reg_too_small(EaseConfig::INFO, config.reg)),
        })?;
        for (i, to) in to.iter_mut().enumerate() {
            let diagonal = std::mem::take(&mut weights.row_mut(i)[i]);
            // P is stored, B is −P over its diagonal.
            *to /= -diagonal;
        }
        Ok(Self { weights, from, to })
    }
}

/// The lower triangle of XᵀX, dense; zeros above it.
fn gram(x: &CsrMatrix, ctx: &TaskContext) -> Result<DenseMatrix, StageError> {
    use rayon::prelude::*;
    let n = x.n_cols();
    let items = x.transpose();
    // Fresh from the system and not touched as a whole: that takes seconds for a large catalogue, in which nobody could cancel.
    let mut gram = vec![0.0; n * n];
    gram.par_chunks_mut(n.max(1)).enumerate().try_for_each(|(item, sums)| {
        ctx.advance(1)?;
        let sums = &mut sums[..=item];
        // Written before it is read, or every page costs two faults.
        sums.fill(0.0);
        for (user, factor) in items.row(item).iter() {
            for (other, value) in x.row(user as usize).iter().take_while(|(other, _)| *other as usize <= item) {
                sums[other as usize] += factor * value;
            }
        }
        Ok::<_, StageError>(())
    })?;
    Ok(DenseMatrix::from_values(n, n, gram).unwrap_or_default())
}

impl Recommender for Ease {
    fn n_items(&self) -> usize {
        self.to.len()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        out.fill(0.0);
        for (item, weight) in known(history.items, self.n_items()).iter() {
            let weight = weight * self.from[item as usize];
            let row = self.weights.row(item as usize);
            match items {
                Candidates::All => axpy(out, weight, row),
                Candidates::Items(items) => {
                    for (score, &other) in out.iter_mut().zip(items) {
                        *score += weight * row.get(other as usize).copied().unwrap_or(0.0);
                    }
                }
            }
        }
        match items {
            // Zero added: nothing times a negative scale is −0, which must not stand behind 0.
            Candidates::All => out.iter_mut().zip(&self.to).for_each(|(score, to)| *score = *score * to + 0.0),
            Candidates::Items(items) => {
                for (score, &item) in out.iter_mut().zip(items) {
                    *score = *score * self.to.get(item as usize).copied().unwrap_or(0.0) + 0.0;
                }
            }
        }
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        let Some(&to) = self.to.get(item as usize) else { return Vec::new() };
        known(history.items, self.n_items())
            .iter()
            .map(|(of, weight)| {
                let value = weight * self.from[of as usize] * self.weights.row(of as usize)[item as usize] * to;
                (Reason::HistoryItem(of), value + 0.0)
            })
            .collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("weights", &self.weights);
        out.floats("from", &self.from);
        out.floats("to", &self.to);
    }
}
