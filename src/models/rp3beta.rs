//! `rp3beta`: a random walk of three steps, user → item → user → item (Cooper 2014; Paudel 2017).
//!
//! w(j, i) = Σ over users v of  p(v | j)^α · p(i | v)^α / popularity(i)^β, with the top-n of each j; r̂(u, i) = Σ_j α(u, j) · w(j, i).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::item_weights::{ItemWeights, product_of_items};
use super::model_file::ModelReader;
use super::recommender::{Recommender, TrainingData};
use super::settings::{Search, Setting, real, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::math::product::best_of_product;
use crate::split::Shape;

/// Settings of [`fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rp3BetaConfig {
    /// α: the power of the steps' probabilities, 0.01 to 5. Default 1.
    pub alpha: f64,
    /// β: how much popular items are held back, 0 to 2. Default 0.3.
    pub beta: f64,
    /// Items kept of each item's walks, 1 to 100,000. Default 200.
    pub neighbors: usize,
}

impl Default for Rp3BetaConfig {
    fn default() -> Self {
        Self { alpha: 1.0, beta: 0.3, neighbors: 200 }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    real("alpha", (0.01, 5.0), Search::Even(0.5, 1.5)),
    real("beta", (0.0, 2.0), Search::Even(0.0, 0.8)),
    whole("neighbors", (1, 100_000), Search::Log(20.0, 1000.0)),
];

impl ModelSpec for Rp3BetaConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "rp3beta",
        color: (0xD55E00, 0xF07F2E),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(fit(self, &training.split.train, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(ItemWeights::read(file)?))
    }
}

/// Bytes that [`fit`] takes: the steps by user and by item, what items are divided by, and the pairs.
fn memory(config: &Rp3BetaConfig, shape: &Shape) -> u64 {
    shape.matrix() + shape.turned() + 12 * shape.items as u64 + product_of_items(config.neighbors, shape)
}

/// Walks from each item: O(Σ |N(u)|²) in all.
///
/// # Errors
/// Cancellation.
pub fn fit(config: &Rp3BetaConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<ItemWeights, StageError> {
    ctx.start(Rp3BetaConfig::INFO.fitting(), train.n_cols())?;
    let steps = |mut steps: CsrMatrix| {
        steps.scale_rows(|_, row| 1.0 / row.values.iter().map(|v| f64::from(*v)).sum::<f64>());
        if config.alpha != 1.0 {
            for value in steps.values_mut() {
                *value = f64::from(*value).powf(config.alpha) as f32;
            }
        }
        steps
    };
    let penalty: Vec<f32> = train.column_sums().into_iter().map(|p| p.powf(-config.beta) as f32).collect();
    let weights = best_of_product(
        &steps(train.transpose()),
        &steps(train.clone()),
        config.neighbors,
        ctx,
        |item, other, sum| {
            if other as usize == item { 0.0 } else { sum * penalty[other as usize] }
        },
    )?;
    Ok(ItemWeights::new(weights))
}
