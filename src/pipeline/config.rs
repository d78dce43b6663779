//! Everything that decides what a run gives; the content of a project file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::StageError;
use crate::blend::BlendConfig;
use crate::data::DataConfig;
use crate::features::FeatureConfig;
use crate::metrics::EvaluationConfig;
use crate::models::content::ContentConfig;
use crate::models::item_knn::ItemKnnConfig;
use crate::models::popular::PopularConfig;
use crate::models::{Component, ComponentId, ModelConfig};
use crate::said;
use crate::split::SplitConfig;

/// The settings of a run, as they were typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PipelineConfig {
    /// Version of the file's layout.
    pub format_version: u32,
    /// Seed of everything that is drawn at random. Default 42.
    pub seed: u64,
    /// Files, columns, cleaning, weights of events.
    pub data: DataConfig,
    /// Training, validation, test.
    pub split: SplitConfig,
    /// Features of items by name.
    pub features: FeatureConfig,
    /// What is reported.
    pub evaluation: EvaluationConfig,
    /// How the models are blended.
    pub blend: BlendConfig,
    /// The models, each under a name of its own; one that is added takes its place by [`Component::order`].
    pub models: Vec<Component>,
}

/// The newest layout of project files.
pub const FORMAT_VERSION: u32 = 3;

/// The models that a log is tried with first, with their defaults: quick ones of different kinds; those that compare items
/// only where something is known of them.
pub fn default_models(has_item_attributes: bool) -> Vec<Component> {
    let first: [ModelConfig; 3] =
        [PopularConfig::default().into(), ItemKnnConfig::default().into(), ContentConfig::default().into()];
    let fits = |model: &ModelConfig| has_item_attributes || !model.needs_features();
    first.into_iter().filter(fits).map(Component::from).collect()
}

impl Default for PipelineConfig {
    fn default() -> Self {
        Self {
            format_version: FORMAT_VERSION,
            seed: 42,
            data: DataConfig::default(),
            split: SplitConfig::default(),
            features: FeatureConfig::default(),
            evaluation: EvaluationConfig::default(),
            blend: BlendConfig::default(),
            models: Vec::new(),
        }
    }
}

impl PipelineConfig {
    /// The settings for a log opened without a project: two models that are quick on any log, with their defaults.
    pub fn for_events(events: &Path) -> Self {
        Self {
            data: DataConfig { events: events.to_owned(), ..DataConfig::default() },
            models: default_models(false),
            ..Self::default()
        }
    }

    /// The models' names, in order.
    pub fn model_ids(&self) -> Vec<ComponentId> {
        self.models.iter().map(|component| component.id.clone()).collect()
    }

    /// A model by its name, if it takes part.
    pub fn component(&self, id: &ComponentId) -> Option<&Component> {
        self.models.iter().find(|component| component.id == *id)
    }

    /// The settings of a model, if it takes part.
    pub fn model(&self, id: &ComponentId) -> Option<&ModelConfig> {
        self.component(id).map(|component| &component.model)
    }

    /// Adds a model in its place; one of the same name gives way to it.
    pub fn set_component(&mut self, component: Component) {
        self.models.retain(|other| other.id != component.id);
        self.models.push(component);
        // Sums of scores depend on the order: it does not depend on what was added first.
        self.models.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// Gives a model another name; its weight stays its own, and locked if it was.
    ///
    /// # Errors
    /// Why the name cannot be had.
    pub fn rename_component(&mut self, id: &ComponentId, name: &str) -> Result<ComponentId, StageError> {
        let name = ComponentId::new(name)
            .map_err(|problem| StageError::setting(said!("models-name-refused", problem = problem)))?;
        let Some(component) = self.component(id).cloned() else { return Ok(name) };
        if name != *id && self.component(&name).is_some() {
            return Err(StageError::setting(said!("models-name-taken", name = name.as_str())));
        }
        let renamed = Component { id: name.clone(), ..component };
        renamed.check()?;
        self.models.retain(|other| other.id != *id);
        self.set_component(renamed);
        if let Some(weight) = self.blend.weights.remove(id) {
            self.blend.weights.insert(name.clone(), weight);
        }
        if self.blend.locked.remove(id) {
            self.blend.locked.insert(name.clone());
        }
        Ok(name)
    }

    /// The files that are read.
    pub fn paths(&self) -> Vec<PathBuf> {
        let DataConfig { events, test, items, users, .. } = &self.data;
        [Some(events), test.as_ref(), items.as_ref(), users.as_ref()].into_iter().flatten().cloned().collect()
    }

    /// The files that are read, for changing their paths.
    pub fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let DataConfig { events, test, items, users, .. } = &mut self.data;
        [Some(events), test.as_mut(), items.as_mut(), users.as_mut()].into_iter().flatten()
    }

    /// Checks every domain that does not depend on the data.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn check(&self) -> Result<(), StageError> {
        if self.format_version > FORMAT_VERSION {
            return Err(StageError::setting(said!(
                "pipeline-newer",
                version = self.format_version,
                newest = FORMAT_VERSION
            )));
        }
        if self.data.events.as_os_str().is_empty() {
            return Err(StageError::setting(said!("pipeline-no-events")));
        }
        let ids = self.model_ids();
        if let Some(twice) = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id)) {
            return Err(StageError::setting(said!("pipeline-model-twice", model = twice.1.as_str())));
        }
        self.models.iter().try_for_each(Component::check)?;
        self.data.weights.check().map_err(StageError::setting)?;
        self.data.clean.check()?;
        self.split.check()?;
        self.features.check()?;
        self.evaluation.check()?;
        self.blend.check()
    }
}
