//! The open project: its settings, its stages, and the one place where a node is found by its name.

use std::collections::HashMap;
use std::path::PathBuf;

use super::node::{AnyNode, NodeId, NodeRow, Spec, Task};
use super::settings::Settings;
use super::stage::{Stage, StageState};
use super::stages::blend::BlendStage;
use super::stages::data::DataStage;
use super::stages::features::FeaturesStage;
use super::stages::models::ModelsStage;
use super::stages::preview::PreviewStage;
use crate::base::Said;
use crate::pipeline::{Fingerprints, PipelineConfig};
use crate::project::runs::RunBook;

/// A project that is open.
#[derive(Default)]
pub struct OpenProject {
    /// The settings and the steps over them.
    pub settings: Settings,
    /// Where it is saved, if it is.
    pub path: Option<PathBuf>,
    /// Files, log and split.
    pub data: DataStage,
    /// Features of items.
    pub features: FeaturesStage,
    /// Models and runs.
    pub models: ModelsStage,
    /// Weights and figures.
    pub blend: BlendStage,
    /// Lists.
    pub preview: PreviewStage,
    /// The warnings that stand, by what they are of: they were said and are not said again.
    pub warned: HashMap<NodeId, Vec<Said>>,
}

impl OpenProject {
    /// A project of which the file has the settings `saved`.
    pub fn new(config: PipelineConfig, saved: PipelineConfig, path: Option<PathBuf>, book: RunBook) -> Self {
        let (settings, models) = (Settings::new(config, saved), ModelsStage::with_book(book));
        Self { settings, path, models, ..Self::default() }
    }

    /// The settings.
    pub fn config(&self) -> &PipelineConfig {
        self.settings.now()
    }

    /// All nodes in the order in which they are made.
    pub fn ids(&self) -> Vec<NodeId> {
        let ids = DataStage::ids().chain(FeaturesStage::ids()).chain(self.models.ids(self.config()));
        ids.chain(BlendStage::ids()).chain(PreviewStage::ids()).collect()
    }

    /// A node.
    pub fn node(&self, id: &NodeId) -> Option<&dyn AnyNode> {
        (self.data.node(id))
            .or_else(|| self.features.node(id))
            .or_else(|| self.models.node(id))
            .or_else(|| self.blend.node(id))
            .or_else(|| self.preview.node(id))
    }

    /// A node, for changing. Of a model of which nothing was known yet it begins one.
    pub fn node_mut(&mut self, id: &NodeId) -> Option<&mut dyn AnyNode> {
        let Self { data, features, models, blend, preview, .. } = self;
        (data.node_mut(id))
            .or_else(|| features.node_mut(id))
            .or_else(|| models.node_mut(id))
            .or_else(|| blend.node_mut(id))
            .or_else(|| preview.node_mut(id))
    }

    /// When a node is made, and from what.
    pub fn spec(&self, id: &NodeId, known: &Fingerprints) -> Option<Spec> {
        let Self { data, features, models, blend, preview, .. } = self;
        let config = self.config();
        (data.spec(id, config, known))
            .or_else(|| features.spec(id, config, data))
            .or_else(|| models.spec(id, config, data, features))
            .or_else(|| blend.spec(id, config, data, models))
            .or_else(|| preview.spec(id, config, data, models, blend))
    }

    /// The work that makes a node, if all is there that it needs.
    pub fn task(&self, id: &NodeId, known: &Fingerprints) -> Option<Task> {
        let Self { data, features, models, blend, preview, .. } = self;
        let config = self.config();
        (data.task(id, config, known))
            .or_else(|| features.task(id, config, data))
            .or_else(|| models.task(id, config, data, features))
            .or_else(|| blend.task(id, config, data, models))
            .or_else(|| preview.task(id, config, data, models, blend))
    }

    /// Lets each stage forget what a new result makes meaningless.
    pub fn follow(&mut self, arrived: &NodeId) {
        self.features.follow(arrived);
        self.preview.follow(arrived);
    }

    /// How a stage stands.
    pub fn state(&self, stage: Stage) -> StageState {
        match stage {
            Stage::Data => self.data.state(self.config()),
            Stage::Features => self.features.state(&self.data),
            Stage::Models => self.models.state(self.config()),
            Stage::Blend => self.blend.state(),
            Stage::Preview => self.preview.state(&self.blend),
        }
    }

    /// How all nodes stand, in the order in which they are made. What was never wanted is left out.
    pub fn rows(&self) -> Vec<NodeRow> {
        let rows = self.ids().into_iter().filter_map(|id| {
            let status = self.node(&id)?.status();
            (status.wanted.is_some() || status.made.is_some() || !matches!(id, NodeId::Table(_)))
                .then(|| NodeRow::of(&id, status))
        });
        rows.collect()
    }
}
