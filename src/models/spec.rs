//! What makes a kind of model: its settings implement [`ModelSpec`], and a line of `REGISTRY` (`mod.rs`) names them. All else follows: the form
//! in the window, the command line, the search, files, colours.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model_file::ModelReader;
use super::recommender::{Recommender, TrainingData};
use super::settings::Setting;
use crate::base::{InputError, Said, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::said;
use crate::split::Shape;

/// What is known of a kind of model, whatever its settings are.
#[derive(Debug)]
pub struct ModelInfo {
    /// The name in files and on the command line.
    pub id: &'static str,
    /// Its colour on light and on dark ground, 0xRRGGBB.
    pub color: (u32, u32),
    /// What can be set.
    pub settings: &'static [Setting],
    /// Whether fitting asks for the items' features.
    pub needs_features: bool,
    /// A kind that does nearly the same with less memory.
    pub smaller: Option<&'static str>,
}

impl ModelInfo {
    /// The name on the screen.
    pub fn label(&self) -> Said {
        Said::of(format!("model-{}", self.id))
    }

    /// The name of a setting on the screen.
    pub fn setting(&self, name: &str) -> Said {
        Said::of(format!("model-{}.{name}", self.id))
    }

    /// The step of fitting it.
    pub fn fitting(&self) -> Said {
        said!("step-fitting", model = self.label())
    }

    /// One of several steps of fitting it.
    pub fn fitting_part(&self, part: Said) -> Said {
        said!("step-fitting-part", model = self.label(), part = part)
    }
}

/// The settings of a kind of model, with all that is done with them.
pub trait ModelSpec:
    Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// What is known of the kind.
    const INFO: &ModelInfo;

    /// Bytes that fitting is going to take at the most, what there is before it not counted. Where a model learns from features and
    /// they are not built yet, nothing is counted for them.
    fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64;

    /// Fits a model on the training part.
    ///
    /// # Errors
    /// Data that the model cannot learn from, or cancellation.
    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError>;

    /// Reads a model that [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError>;
}

/// A [`ModelSpec`] of any kind.
pub(super) trait AnySpec: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn AnySpec) -> bool;
    fn written(&self) -> Value;
    fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64;
    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError>;
    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError>;
}

impl<S: ModelSpec> AnySpec for S {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn AnySpec) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn written(&self) -> Value {
        // Plain data: nothing to fail on but numbers that are none, which are written as null.
        serde_json::to_value(self).unwrap_or_default()
    }

    fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        ModelSpec::memory(self, shape, features)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        ModelSpec::fit(self, training, ctx)
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        ModelSpec::read(self, file)
    }
}

/// A line of the registry.
pub(super) struct Entry {
    pub(super) info: &'static ModelInfo,
    pub(super) default: fn() -> Arc<dyn AnySpec>,
    pub(super) parse: fn(Value) -> Result<Arc<dyn AnySpec>, serde_json::Error>,
}

impl Entry {
    /// The entry of the kind whose settings are `S`.
    pub(super) const fn of<S: ModelSpec>() -> Self {
        Self {
            info: S::INFO,
            default: || Arc::new(S::default()),
            parse: |written| Ok(Arc::new(serde_json::from_value::<S>(written)?)),
        }
    }
}
