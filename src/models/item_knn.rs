//! `item_knn`: items that the same users take (Sarwar 2001; Linden 2003; Deshpande & Karypis 2004).
//!
//! r̂(u, i) = Σ over j in the history of  α(u, j) · s(j, i), with the top-n neighbours of each item j.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::item_weights::{ItemWeights, product_of_items};
use super::model_file::ModelReader;
use super::recommender::{Recommender, TrainingData};
use super::settings::{Domain, Search, Setting, real, row, whole};
use super::similarity::{Similarity, SimilarityConfig};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::math::product::best_of_product;
use crate::split::Shape;

/// Settings of [`fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemKnnConfig {
    /// How alike two items are, by who takes them.
    pub similarity: Similarity,
    /// Neighbours kept of each item, 1 to 100,000. Default 200.
    pub neighbors: usize,
    /// Added to the similarity's denominator, 0 to 10,000. Default 0.
    pub shrinkage: f64,
    /// γ: users count by their history's length to the power −γ, 0 to 1. Default 0.5 (rows of unit length).
    pub user_discount: f64,
    /// a: the share of the norms that falls on the recommended item in `asymmetric`, 0 to 1. Default 0.3.
    pub asymmetry: f64,
    /// BM25's saturation of weights, 0 to 100. Default 1.2.
    pub k1: f64,
    /// BM25's normalisation by popularity, 0 to 1. Default 0.75.
    pub b: f64,
    /// Whether each item's neighbours are scaled to sum to 1 (Deshpande & Karypis 2004, §5.1). Default off.
    pub normalize_neighbors: bool,
}

impl Default for ItemKnnConfig {
    fn default() -> Self {
        let SimilarityConfig { similarity, shrinkage, asymmetry, k1, b } = SimilarityConfig::default();
        Self { similarity, neighbors: 200, shrinkage, user_discount: 0.5, asymmetry, k1, b, normalize_neighbors: false }
    }
}

/// Bytes that [`fit`] takes: the interactions by user and by item, four numbers an item, and the pairs.
fn memory(config: &ItemKnnConfig, shape: &Shape) -> u64 {
    shape.matrix() + shape.turned() + 28 * shape.items as u64 + product_of_items(config.neighbors, shape)
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    row("similarity", Domain::Choice(Similarity::CHOICES), Search::All),
    whole("neighbors", (1, 100_000), Search::Log(20.0, 1000.0)),
    real("shrinkage", (0.0, 10_000.0), Search::Fixed),
    real("user_discount", (0.0, 1.0), Search::Even(0.0, 1.0)),
    real("asymmetry", (0.0, 1.0), Search::Even(0.0, 0.6)).only_with("similarity", "asymmetric"),
    real("k1", (0.0, 100.0), Search::Log(0.1, 10.0)).only_with("similarity", "bm25"),
    real("b", (0.0, 1.0), Search::Even(0.0, 1.0)).only_with("similarity", "bm25"),
    row("normalize_neighbors", Domain::Switch, Search::All),
];

impl ModelSpec for ItemKnnConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "item_knn",
        color: (0x0072B2, 0x56B4E9),
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

/// Finds the neighbours: for each item one pass over the histories of its users, O(Σ |N(u)|²) in all.
///
/// # Errors
/// Cancellation.
pub fn fit(config: &ItemKnnConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<ItemWeights, StageError> {
    ctx.start(ItemKnnConfig::INFO.fitting(), train.n_cols())?;
    let ItemKnnConfig { similarity, shrinkage, asymmetry, k1, b, .. } = *config;
    let measure = SimilarityConfig { similarity, shrinkage, asymmetry, k1, b };
    let mut users = measure.weighted(train);
    users.scale_rows(|_, row| (row.len().max(1) as f64).powf(-config.user_discount));
    if similarity == Similarity::Jaccard {
        // Sets are counted, not weighted.
        users.values_mut().fill(1.0);
    }
    let items = users.transpose();
    let norms: Vec<f64> = items.rows().map(|row| measure.norm(row.values)).collect();
    let known: Vec<f64> = norms.iter().map(|n| measure.of_known(*n)).collect();
    let others: Vec<f64> = norms.iter().map(|n| measure.of_other(*n)).collect();
    let mut neighbors = best_of_product(&items, &users, config.neighbors, ctx, |item, other, product| {
        if other as usize == item {
            return 0.0;
        }
        let product = f64::from(product);
        (product / measure.denominator(known[item], others[other as usize], product)) as f32
    })?;
    if config.normalize_neighbors {
        neighbors.scale_rows(|_, row| 1.0 / row.values.iter().map(|v| f64::from(*v)).sum::<f64>());
    }
    Ok(ItemWeights::new(neighbors))
}
