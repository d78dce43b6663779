//! Training: the models with their figures, those that wait, and the book of all runs.

use std::collections::BTreeMap;

use super::data::{DataStage, holdout};
use super::features::FeaturesStage;
use crate::jobs::Lane;
use crate::models::{Component, ComponentId, ModelConfig, ModelKind};
use crate::pipeline::search::SearchConfig;
use crate::pipeline::{Fitted, Key, PipelineConfig, Run, run};
use crate::project::runs::{RunBook, RunRecord, SearchRecord};
use crate::said;
use crate::workspace::node::{AnyNode, Claim, Node, NodeId, Policy, Spec, Task};
use crate::workspace::stage::StageState;

/// What took less than this is made again by itself when settings change.
pub const QUICK_SECONDS: f64 = 3.0;

/// What can be done with models.
#[derive(Debug, Clone)]
pub enum ModelsCommand {
    /// Take a model in, or others settings for it.
    Set(Box<Component>),
    /// Take a model out.
    Remove(ComponentId),
    /// Give a model another name.
    Rename(ComponentId, String),
    /// Take a model's settings over (it takes part from now on) and train it.
    Use(Box<Component>),
    /// Train these models (again).
    Train(Vec<ComponentId>),
    /// Take a model out of the queue.
    Unqueue(ComponentId),
    /// Hold all training, or let it go on.
    Pause(bool),
    /// Look for good settings of a model, beginning with these; goes on where the same search was stopped.
    Search(Box<ModelConfig>, SearchConfig),
    /// Name a run.
    RenameRun(u64, String),
    /// Keep a run on top, or no longer.
    PinRun(u64, bool),
    /// Take runs out of the book.
    DeleteRuns(Vec<u64>),
}

/// A fitted model with its figures on the part for choosing.
#[derive(Clone)]
pub struct TrainedModel {
    /// The model.
    pub fitted: Fitted,
    /// Its figures.
    pub run: Run,
    /// Key of the split that it learnt from.
    pub split: Key,
}

impl TrainedModel {
    /// Seconds that fitting and judging it took.
    pub fn seconds(&self) -> f64 {
        self.fitted.fit_seconds + self.run.score_seconds
    }
}

/// The stage *Models*.
#[derive(Default)]
pub struct ModelsStage {
    models: BTreeMap<ComponentId, Node<TrainedModel>>,
    /// Bytes that training a model is going to take, for those that take part and, with their defaults, for one of each other kind.
    pub memory: Node<BTreeMap<ComponentId, u64>>,
    /// Whether training is held.
    pub is_paused: bool,
    book: RunBook,
    /// Counts what was done to the book.
    book_changes: u64,
}

impl ModelsStage {
    /// Models with the book of a project.
    pub fn with_book(book: RunBook) -> Self {
        Self { book, ..Self::default() }
    }

    /// Its nodes in the order in which they are made: models that were asked for in the order of asking. Those that took part once
    /// come last.
    pub fn ids(&self, config: &PipelineConfig) -> Vec<NodeId> {
        let mut ids = config.model_ids();
        ids.sort_by_key(|id| self.model(id).and_then(|node| node.status.asked).unwrap_or(u64::MAX));
        let former = self.models.keys().filter(|id| config.component(id).is_none()).cloned();
        let ids: Vec<ComponentId> = ids.into_iter().chain(former).collect();
        [NodeId::Memory].into_iter().chain(ids.into_iter().map(NodeId::Model)).collect()
    }

    /// One of its nodes.
    pub fn node(&self, id: &NodeId) -> Option<&dyn AnyNode> {
        match id {
            NodeId::Memory => Some(&self.memory),
            NodeId::Model(id) => self.models.get(id).map(|node| node as &dyn AnyNode),
            _ => None,
        }
    }

    /// One of its nodes, for changing.
    pub fn node_mut(&mut self, id: &NodeId) -> Option<&mut dyn AnyNode> {
        match id {
            NodeId::Memory => Some(&mut self.memory),
            NodeId::Model(id) => Some(self.models.entry(id.clone()).or_default()),
            _ => None,
        }
    }

    /// When one of its nodes is made, and from what.
    pub fn spec(
        &self,
        id: &NodeId,
        config: &PipelineConfig,
        data: &DataStage,
        features: &FeaturesStage,
    ) -> Option<Spec> {
        let split = data.split.status.wanted;
        Some(match id {
            NodeId::Memory => {
                let key = split.map(|split| {
                    let features = features.matrix.status.wanted.filter(|_| features.matrix.status.is_fresh());
                    let from: Vec<Key> = [split].into_iter().chain(features).collect();
                    Key::following("memory", &from, &config.models)
                });
                Spec::new(Policy::Always, key, [NodeId::Split])
            }
            NodeId::Model(id) => {
                let model = config.model(id);
                let key = split.zip(features.matrix.status.wanted).zip(model);
                let key = key.map(|((split, features), model)| Key::model(model, config.seed, split, features));
                let mut needs = vec![NodeId::Data, NodeId::Split];
                needs.extend(model.filter(|model| model.needs_features()).map(|_| NodeId::Features));
                Spec::new(Policy::IfQuick, key, needs).with_claim(Claim::Training)
            }
            _ => return None,
        })
    }

    /// The work that makes one of its nodes.
    pub fn task(
        &self,
        id: &NodeId,
        config: &PipelineConfig,
        data: &DataStage,
        features: &FeaturesStage,
    ) -> Option<Task> {
        let (split, split_key) = (data.split.fresh()?.clone(), data.split.status.wanted?);
        Some(match id {
            NodeId::Memory => {
                let (own, built) = (config.models.clone(), features.matrix.fresh().cloned());
                self.memory.task(said!("job-memory"), Lane::Background, move |_| {
                    let takes_part = |kind: &ModelKind| own.iter().any(|m| m.model.kind() == *kind);
                    let others = ModelKind::all().filter(|kind| !takes_part(kind));
                    let others = others.map(|kind| Component::from(kind.default_config()));
                    let all = own.iter().cloned().chain(others);
                    Ok(all.map(|m| (m.id, m.model.memory(&split.shape, built.as_deref()))).collect())
                })
            }
            NodeId::Model(id) => {
                let component = config.component(id)?.clone();
                let features = features.matrix.fresh().filter(|_| component.model.needs_features()).cloned();
                let (loaded, part) = (data.loaded.fresh()?.clone(), data.choosing_part());
                let config = config.clone();
                let title = said!("job-training", model = component.label());
                self.models.get(id)?.task(title, Lane::Background, move |ctx| {
                    let fitted = run::fit(&component, &loaded.data, &split, features.as_ref(), config.seed, ctx)?;
                    let run = run::evaluate_model(&config, &fitted, &split, holdout(&split, part), ctx)?;
                    Ok(TrainedModel { fitted, run, split: split_key })
                })
            }
            _ => return None,
        })
    }

    /// A model, if anything is known of it.
    pub fn model(&self, id: &ComponentId) -> Option<&Node<TrainedModel>> {
        self.models.get(id)
    }

    /// A model, for changing.
    pub fn model_mut(&mut self, id: &ComponentId) -> &mut Node<TrainedModel> {
        self.models.entry(id.clone()).or_default()
    }

    /// Bytes that training a model is going to take, with the default settings of its kind if it takes no part; known once the log is
    /// split.
    pub fn memory_of(&self, id: &ComponentId) -> Option<u64> {
        self.memory.value.as_ref()?.get(id).copied()
    }

    /// How a model stands.
    pub fn model_state(&self, id: &ComponentId) -> StageState {
        self.models.get(id).map_or(StageState::Empty, Node::state)
    }

    /// The models that wait for being trained, the next one first.
    pub fn queue(&self) -> Vec<ComponentId> {
        let waiting = self.models.iter().filter(|(_, node)| node.status.making.is_none());
        let mut waiting: Vec<_> = waiting.filter_map(|(id, node)| Some((node.status.asked?, id.clone()))).collect();
        waiting.sort();
        waiting.into_iter().map(|(_, id)| id).collect()
    }

    /// Whether a model of the settings is to be made from a key, under whatever name, and nobody stopped it.
    pub fn wants(&self, key: Key) -> bool {
        self.models.values().any(|node| node.status.wanted == Some(key) && node.status.failed().is_none())
    }

    /// Whether a model is going to be there in a moment, in place of one that no longer fits the settings.
    pub fn is_followed(&self, id: &ComponentId) -> bool {
        let is_quick = |node: &Node<TrainedModel>| node.value.is_some() && node.status.seconds < QUICK_SECONDS;
        let is_coming = |node: &Node<TrainedModel>| {
            let status = &node.status;
            !status.is_fresh() && (status.asked.is_some() || status.making.is_some())
        };
        // Behind one that takes long it would be waited for as long.
        let is_held_up =
            self.is_paused || self.models.values().any(|node| node.status.making.is_some() && !is_quick(node));
        !is_held_up && self.models.get(id).is_some_and(|node| is_quick(node) && is_coming(node))
    }

    /// What was trained under another name with the same settings need not be trained again: a renamed model, or a second one like it.
    /// What takes part no more is not waited for.
    pub fn follow(&mut self, id: &ComponentId, config: &PipelineConfig) {
        let Some(component) = config.component(id) else {
            self.model_mut(id).status.asked = None;
            return;
        };
        let status = &self.model_mut(id).status;
        let Some(key) = status.wanted.filter(|_| !status.is_fresh()) else { return };
        let same = |node: &Node<TrainedModel>| node.value.clone().filter(|_| node.status.made == Some(key));
        let Some(model) = self.models.values().find_map(same) else { return };
        let mut model = TrainedModel::clone(&model);
        model.run.id = id.to_string();
        model.fitted.component = component.clone();
        let seconds = model.seconds();
        self.model_mut(id).set(key, model.into(), seconds);
    }

    /// Lets the models go that take no part any more: what is trained next may need their memory.
    pub fn forget_former(&mut self, config: &PipelineConfig) {
        for (_, node) in self.models.iter_mut().filter(|(id, _)| config.component(id).is_none()) {
            node.forget();
        }
    }

    /// What was asked for under one name is asked for under another.
    pub fn hand_over(&mut self, id: &ComponentId, name: &ComponentId) {
        if let Some(asked) = self.models.get_mut(id).and_then(|node| node.status.asked.take()) {
            self.model_mut(name).status.asked = Some(asked);
        }
    }

    /// Every run and search of the project.
    pub fn book(&self) -> &RunBook {
        &self.book
    }

    /// How often the book was changed.
    pub fn book_changes(&self) -> u64 {
        self.book_changes
    }

    /// Changes the book.
    pub fn write<T>(&mut self, change: impl FnOnce(&mut RunBook) -> T) -> T {
        self.book_changes += 1;
        change(&mut self.book)
    }

    /// Changes a run of the book.
    pub fn change_run(&mut self, number: u64, change: impl FnOnce(&mut RunRecord)) {
        self.write(|book| book.get_mut(number).map(change));
    }

    /// The search of a kind of model on the present split that was begun last.
    pub fn search(&self, kind: ModelKind, data: &DataStage) -> Option<&SearchRecord> {
        self.book.search(kind, &data.split.status.wanted?.to_string())
    }

    /// How the stage stands.
    pub fn state(&self, config: &PipelineConfig) -> StageState {
        StageState::of_all(config.models.iter().map(|component| self.model_state(&component.id)))
    }
}
