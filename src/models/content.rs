//! `content`: items whose features are like those of the history (Lops 2011).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::content_components::ContentComponents;
pub use super::content_components::Measure;
use super::model_file::{self, ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, known, pick};
use super::settings::{Domain, Search, Setting, real, row, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::{FeatureMatrix, MAX_COMPONENTS};
use crate::math::CsrMatrix;
use crate::said;
use crate::split::Shape;

/// Settings of [`Content`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContentConfig {
    /// How a user's taste and an item are compared.
    pub measure: Measure,
    /// Principal components of the content vectors that items are compared by, 0 to 256; 0 compares by the features themselves.
    /// Default 0.
    pub components: usize,
    /// How much the items that something was said against count, as a share of those of the history, 0 to 1. Default 0.1.
    pub dislikes: f64,
}

impl Default for ContentConfig {
    fn default() -> Self {
        Self { measure: Measure::default(), components: 0, dislikes: 0.1 }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    row("measure", Domain::Choice(&["cosine", "dot"]), Search::All),
    whole("components", (0, MAX_COMPONENTS as u64), Search::Even(0.0, 128.0)),
    real("dislikes", (0.0, 1.0), Search::Even(0.0, 1.0)),
];

impl ModelSpec for ContentConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "content",
        color: (0x009E73, 0x2FC79B),
        settings: SETTINGS,
        needs_features: true,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        match self.components {
            0 => Content::memory(shape, features),
            n => ContentComponents::memory(n, shape.items),
        }
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        fit(self, training, ctx)
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        read(self, file)
    }
}

/// Fits the model that the settings ask for.
///
/// # Errors
/// A log whose items have no feature that is switched on or do not differ in any, or cancellation.
pub fn fit(
    config: &ContentConfig,
    training: TrainingData<'_>,
    ctx: &TaskContext,
) -> Result<Arc<dyn Recommender>, StageError> {
    ctx.start(ContentConfig::INFO.fitting(), 0)?;
    let Some(features) = training.features.filter(|f| f.matrix.n_entries() > 0) else {
        return Err(StageError::setting(said!("models-no-feature", model = ContentConfig::INFO.label())));
    };
    Ok(match config.components {
        0 => Arc::new(Content::fit(config, features, ctx)?),
        n => Arc::new(ContentComponents::fit((config.measure, config.dislikes), n, features, training, ctx)?),
    })
}

/// Reads a fitted model.
///
/// # Errors
/// Arrays that are missing or do not fit each other.
pub fn read(config: &ContentConfig, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
    Ok(match config.components {
        0 => Arc::new(Content::read(config, file)?),
        _ => Arc::new(ContentComponents::read(config.dislikes, file)?),
    })
}

/// The items' features, by item and by feature.
#[derive(Debug, Clone)]
pub struct Content {
    features: Arc<FeatureMatrix>,
    /// Features × items.
    by_feature: CsrMatrix,
    /// What an item's product is divided by.
    divisors: Vec<f32>,
    /// γ of [`taste`](Self::taste).
    dislikes: f32,
}

impl Content {
    /// Turns the feature matrix round.
    fn fit(config: &ContentConfig, features: &Arc<FeatureMatrix>, ctx: &TaskContext) -> Result<Self, StageError> {
        let by_feature = features.matrix.transpose();
        ctx.check()?;
        let divisor = |values: &[f32]| match config.measure {
            Measure::Dot => 1.0,
            Measure::Cosine => {
                let length = values.iter().map(|v| f64::from(*v) * f64::from(*v)).sum::<f64>().sqrt();
                if length > 0.0 { length as f32 } else { 1.0 }
            }
        };
        let divisors = features.matrix.rows().map(|row| divisor(row.values)).collect();
        Ok(Self { features: Arc::clone(features), by_feature, divisors, dislikes: config.dislikes as f32 })
    }

    /// Bytes that fitting takes: the features by feature, and a number an item.
    pub fn memory(shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        features.map_or(0, FeatureMatrix::turned) + 4 * shape.items as u64
    }

    /// Reads what [`Recommender::save`] wrote.
    fn read(config: &ContentConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let (features, divisors) = (model_file::read_features(file)?, file.floats("divisors")?);
        if divisors.len() != features.matrix.n_rows() {
            return Err(file.damaged(said!("models-file-lengths")));
        }
        let by_feature = features.matrix.transpose();
        Ok(Self { by_feature, features: Arc::new(features), divisors, dislikes: config.dislikes as f32 })
    }

    /// θ = Σ w · φ / Σ w − γ · Σ φ / n, by feature: the mean of the history less that of the n items which something was said against
    /// (Rocchio 1971). The user's own length changes no order and is left out.
    fn taste(&self, history: History<'_>) -> Vec<f32> {
        let mut taste = vec![0.0; self.by_feature.n_rows()];
        let mut total = 0.0f32;
        for (item, weight) in known(history.items, self.n_items()).iter() {
            total += weight;
            let scale = weight / self.divisors[item as usize];
            for (feature, value) in self.features.matrix.row(item as usize).iter() {
                taste[feature as usize] += scale * value;
            }
        }
        if total > 0.0 {
            for value in &mut taste {
                *value /= total;
            }
        }
        let unwanted = history.unwanted(self.n_items());
        let n = unwanted.clone().count() as f32;
        for item in unwanted {
            let scale = self.dislikes / (n * self.divisors[item as usize]);
            for (feature, value) in self.features.matrix.row(item as usize).iter() {
                taste[feature as usize] -= scale * value;
            }
        }
        taste
    }
}

impl Recommender for Content {
    fn n_items(&self) -> usize {
        self.by_feature.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let mut all = vec![0.0; self.n_items()];
        for (feature, liking) in self.taste(history).into_iter().enumerate().filter(|(_, l)| *l != 0.0) {
            for (item, value) in self.by_feature.row(feature).iter() {
                all[item as usize] += liking * value;
            }
        }
        for (score, divisor) in all.iter_mut().zip(&self.divisors) {
            *score /= divisor;
        }
        pick(&all, items, out);
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        let Some(&divisor) = self.divisors.get(item as usize) else { return Vec::new() };
        let taste = self.taste(history);
        let of_feature =
            |(feature, value): (u32, f32)| (Reason::Feature(feature), taste[feature as usize] * value / divisor);
        self.features.matrix.row(item as usize).iter().map(of_feature).filter(|(_, v)| *v != 0.0).collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        model_file::save_features(&self.features, out);
        out.floats("divisors", &self.divisors);
    }
}
