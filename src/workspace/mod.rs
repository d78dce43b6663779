//! The state behind the window: settings, results, running work. Knows nothing of how it is drawn.
//!
//! A view reads [`Workspace`] and sends a [`Command`]; [`Workspace::update`] changes settings or starts a job; a finished job hands
//! back an `Arc` ([`Workspace::poll`]). Results carry the key of what they were made from: a result whose key is not the wanted
//! one is stale, and `drive` makes it again where that is cheap or was asked for.

mod acts;
mod command;
mod drive;
mod keeping;
mod kept_models;
mod loading;
mod message;
mod node;
mod outcome;
mod preview;
mod product;
mod recognised;
mod trace;
mod undo;
mod update;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

pub use acts::PreviewActs;
pub use command::Command;
pub use message::{Message, Severity};
pub use node::{Node, NodeRow};
pub use product::{
    Job, LoadedData, OpenedTable, Preview, Product, RecognisedFiles, RestoredWork, SavedProject, StateFolder,
    TestFigures, TrainedModel,
};

use crate::base::StageError;
use crate::blend::ScoreCache;
use crate::data::TableKind;
use crate::features::{ContentMap, FeatureMatrix};
use crate::jobs::{JobRunner, JobStatus};
use crate::metrics::MetricTable;
use crate::models::{ComponentId, ModelKind};
use crate::pipeline::curve::WeightCurve;
use crate::pipeline::{Fingerprints, Key, PipelineConfig};
use crate::project::runs::{RunBook, SearchRecord};
use crate::split::{Part, TrainTestSplit};
use keeping::Keeping;
use kept_models::KeptModels;
use loading::Loading;
use trace::Trace;
use undo::UndoStack;

/// The stages of the way through, in the order in which data flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// Files, columns, cleaning, profile.
    #[default]
    Data,
    /// What is known of items.
    Features,
    /// Training.
    Models,
    /// Weights.
    Blend,
    /// Lists of users.
    Preview,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 5] = [Self::Data, Self::Features, Self::Models, Self::Blend, Self::Preview];

    /// The name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Features => "Features",
            Self::Models => "Models",
            Self::Blend => "Blend",
            Self::Preview => "Preview",
        }
    }
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// Nothing was made yet.
    Empty,
    /// What was made no longer fits the settings.
    Stale,
    /// It is being made.
    Running,
    /// It fits the settings.
    Done,
    /// It could not be made.
    Failed,
}

/// The opened files, before and besides loading.
#[derive(Clone, Default)]
pub struct Tables {
    /// Events, or their training part.
    pub events: Option<Arc<OpenedTable>>,
    /// Items.
    pub items: Option<Arc<OpenedTable>>,
    /// Users.
    pub users: Option<Arc<OpenedTable>>,
    /// Why a file of the settings has no table: it could not be opened, or that was stopped.
    pub failures: HashMap<TableKind, StageError>,
}

impl Tables {
    /// The table of a kind.
    pub fn get(&self, kind: TableKind) -> Option<&Arc<OpenedTable>> {
        match kind {
            TableKind::Events => self.events.as_ref(),
            TableKind::Items => self.items.as_ref(),
            TableKind::Users => self.users.as_ref(),
        }
    }

    fn slot(&mut self, kind: TableKind) -> &mut Option<Arc<OpenedTable>> {
        match kind {
            TableKind::Events => &mut self.events,
            TableKind::Items => &mut self.items,
            TableKind::Users => &mut self.users,
        }
    }
}

/// The keys that results must have to fit the settings; `None` where something upstream is not decided.
#[derive(Debug, Clone, Default)]
struct Wanted {
    log: Option<Key>,
    data: Option<Key>,
    split: Option<Key>,
    features: Option<Key>,
    map: Option<Key>,
    models: BTreeMap<ComponentId, Key>,
    /// Whether the features were built when `memory` was counted.
    has_features: bool,
    /// Bytes that training is going to take.
    memory: BTreeMap<ComponentId, u64>,
    scores: Option<Key>,
}

/// Figures of the blend at the weights of the sliders.
#[derive(Debug, Clone, Default)]
pub struct BlendFigures {
    /// The newest figures; while a weight is dragged they may be over a sample of the users.
    pub table: MetricTable,
    /// The weights they are for.
    pub weights: Vec<f64>,
    /// Users that a full evaluation has.
    pub n_users: usize,
    /// Milliseconds that the last evaluation took.
    pub millis: f64,
}

impl BlendFigures {
    /// Whether the figures are over all users.
    pub fn is_full(&self) -> bool {
        self.table.users == self.n_users
    }
}

/// The curve along one slider.
#[derive(Debug, Clone)]
pub struct SliderCurve {
    /// The slider.
    pub model: ComponentId,
    /// Metrics by weight.
    pub curve: Arc<WeightCurve>,
}

/// Everything the window shows.
pub struct Workspace {
    /// The settings.
    pub config: PipelineConfig,
    /// Where the project is saved, if it is.
    pub project_path: Option<PathBuf>,
    /// Whether there is a project at all, or the welcome screen shows.
    pub is_open: bool,
    /// The opened files.
    pub tables: Tables,
    /// The cleaned log.
    pub data: Node<LoadedData>,
    /// Its parts.
    pub split: Node<TrainTestSplit>,
    /// Features of items.
    pub features: Node<FeatureMatrix>,
    /// The items as points by what is known of them.
    pub map: Node<ContentMap>,
    /// The models with their figures on the part for choosing.
    pub models: BTreeMap<ComponentId, Node<TrainedModel>>,
    /// Scores for dragging.
    pub scores: Node<ScoreCache>,
    /// The blend's figures.
    pub blend: Option<BlendFigures>,
    /// The curve along the slider grabbed last.
    pub curve: Option<SliderCurve>,
    /// The user whose list is shown.
    pub preview_user: Option<u32>,
    /// What was tried as them.
    pub acts: PreviewActs,
    /// Their list.
    pub preview: Option<Arc<Preview>>,
    /// Users whose identifier holds the searched text, the first of them.
    pub found_users: Arc<[u32]>,
    /// Figures on the sealed part, once they were asked for.
    pub test: Node<TestFigures>,
    /// What happened, newest last.
    pub messages: Vec<Message>,
    /// Every run and search of the project.
    pub book: RunBook,
    /// Whether training is held.
    pub is_paused: bool,
    /// What the state folder holds for the welcome screen.
    pub state: StateFolder,
    /// Whether the book was changed since it was last noted.
    book_changed: bool,
    keeping: Keeping,
    kept_models: KeptModels,
    wanted: Wanted,
    fingerprints: Fingerprints,
    /// The files that are being looked at.
    looked_at: Vec<PathBuf>,
    /// Weights whose full figures were stopped or failed: they are not asked for again by themselves.
    unsettled: Option<Vec<f64>>,
    /// Messages that were there when the last project was closed.
    n_messages_before: usize,
    /// The warnings that stand, by the job that gave them: they were said and are not said again.
    warned: HashMap<Job, Vec<String>>,
    /// What the user has to agree to first.
    asked: Option<Command>,
    /// Whether the log should be loaded as soon as its columns are known.
    load_asked: bool,
    loading: Loading,
    trace: Trace,
    /// Whether the map was asked for and is not there yet.
    map_asked: bool,
    /// Models that should be trained as soon as they can be.
    train_asked: Vec<ComponentId>,
    /// Weights moved since the last evaluation began.
    blend_moved: bool,
    curve_moved: bool,
    /// A weight is being dragged.
    dragging: bool,
    /// A setting is being dragged.
    adjusting: bool,
    /// The slider grabbed last.
    grabbed: Option<ComponentId>,
    preview_moved: bool,
    saved: PipelineConfig,
    undo: UndoStack,
    jobs: JobRunner<Job, Product>,
}

impl Workspace {
    /// An empty workspace whose jobs compute on `threads` threads; unsaved work and fitted models are kept in the folder
    /// `state`, if there is one; `wake` is called when there is news.
    pub fn new(threads: usize, state: Option<PathBuf>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let mut workspace = Self {
            config: PipelineConfig::default(),
            project_path: None,
            is_open: false,
            tables: Tables::default(),
            data: Node::default(),
            split: Node::default(),
            features: Node::default(),
            map: Node::default(),
            models: BTreeMap::new(),
            scores: Node::default(),
            blend: None,
            curve: None,
            preview_user: None,
            acts: PreviewActs::default(),
            preview: None,
            found_users: Arc::default(),
            test: Node::default(),
            messages: Vec::new(),
            book: RunBook::default(),
            is_paused: false,
            state: StateFolder::default(),
            book_changed: false,
            keeping: Keeping::new(state.clone()),
            kept_models: KeptModels::new(state),
            wanted: Wanted::default(),
            fingerprints: Fingerprints::default(),
            looked_at: Vec::new(),
            unsettled: None,
            n_messages_before: 0,
            warned: HashMap::new(),
            asked: None,
            load_asked: false,
            loading: Loading::default(),
            trace: Trace::from_environment(),
            map_asked: false,
            train_asked: Vec::new(),
            blend_moved: false,
            curve_moved: false,
            dragging: false,
            adjusting: false,
            grabbed: None,
            preview_moved: false,
            saved: PipelineConfig::default(),
            undo: UndoStack::default(),
            jobs: JobRunner::new(threads, wake),
        };
        workspace.look_at_state();
        workspace
    }

    /// The cleaned log that fits the settings, or the last one.
    pub fn loaded(&self) -> Option<&Arc<LoadedData>> {
        self.data.value.as_ref()
    }

    /// The part that settings and weights are chosen on: validation, or test where the split has no validation.
    pub fn choosing_part(&self) -> Part {
        match &self.split.value {
            Some(split) if split.validation.is_none() => Part::Test,
            _ => Part::Validation,
        }
    }

    /// How a model stands.
    pub fn model_state(&self, id: &ComponentId) -> StageState {
        let running = self.jobs.is_running(&Job::Fit(id.clone()));
        match self.models.get(id) {
            Some(slot) => slot.state(self.wanted.models.get(id).copied(), running),
            None if running => StageState::Running,
            None => StageState::Empty,
        }
    }

    /// How the map of items stands.
    pub fn map_state(&self) -> StageState {
        self.map.state(self.wanted.map, self.jobs.is_running(&Job::Map) || self.map_asked)
    }

    /// Whether the map of items is missing or out of date, and nobody stopped it or asked for it yet.
    pub fn wants_map(&self) -> bool {
        let is_tried = self.wanted.map.is_some_and(|key| self.map.has_failed(key));
        self.wanted.map.is_some() && self.map.fresh(self.wanted.map).is_none() && !is_tried && !self.map_asked
    }

    /// Whether the map of items waits until training has ended.
    pub fn map_waits(&self) -> bool {
        let trains = self.jobs.running().iter().any(|job| job.kind.is_training() && !job.is_paused);
        self.map_asked && (trains || !(self.train_asked.is_empty() || self.is_paused))
    }

    /// The models that wait for being trained, the next one first.
    pub fn queue(&self) -> &[ComponentId] {
        &self.train_asked
    }

    /// Bytes that training a model is going to take, with the default settings of its kind if it takes no part; known once the log is
    /// split.
    pub fn memory(&self, id: &ComponentId) -> Option<u64> {
        self.wanted.memory.get(id).copied()
    }

    /// The search of a kind of model on the present split that was begun last.
    pub fn search(&self, kind: ModelKind) -> Option<&SearchRecord> {
        self.book.search(kind, &self.wanted.split?.to_string())
    }

    /// The fingerprint of the present log and split, as in the book of runs.
    pub fn data_key(&self) -> Option<String> {
        Some(self.wanted.split?.to_string())
    }

    /// The trained models in the order of the settings, if all of them fit the settings.
    pub fn trained(&self) -> Option<Vec<Arc<TrainedModel>>> {
        let fresh = |id: &ComponentId| self.models.get(id)?.fresh(self.wanted.models.get(id).copied()).cloned();
        let ids = self.config.model_ids();
        let all: Option<Vec<_>> = ids.iter().map(fresh).collect();
        all.filter(|models| !models.is_empty())
    }

    /// Scores that fit the trained models.
    pub fn fresh_scores(&self) -> Option<&Arc<ScoreCache>> {
        self.scores.fresh(self.wanted.scores)
    }

    /// How a stage stands.
    pub fn stage_state(&self, stage: Stage) -> StageState {
        let running = |job: &Job| self.jobs.is_running(job);
        match stage {
            Stage::Data => {
                let opening = [TableKind::Events, TableKind::Items, TableKind::Users].map(Job::Open);
                let is_running = loading::STEPS.iter().any(running) || opening.iter().any(running);
                let has_failed = |error: &StageError| !matches!(error, StageError::Cancelled(_));
                match self.tables.failures.values().any(has_failed) && !is_running {
                    true => StageState::Failed,
                    false => self.data.state(self.wanted.data, is_running),
                }
            }
            Stage::Features => match self.loaded() {
                None => StageState::Empty,
                Some(_) => match self.features.state(self.wanted.features, running(&Job::Features)) {
                    // Features are built when a model asks for them; until then there is nothing to do.
                    StageState::Empty => StageState::Done,
                    state => state,
                },
            },
            Stage::Models => {
                let states: Vec<_> = self.config.models.iter().map(|m| self.model_state(&m.id)).collect();
                let any = |state| states.contains(&state);
                [StageState::Running, StageState::Failed, StageState::Stale, StageState::Empty]
                    .into_iter()
                    .find(|s| any(*s))
                    .unwrap_or(if states.is_empty() { StageState::Empty } else { StageState::Done })
            }
            Stage::Blend => self.scores.state(self.wanted.scores, running(&Job::Scores)),
            Stage::Preview => match (&self.preview, self.fresh_scores()) {
                (Some(_), Some(_)) => StageState::Done,
                (Some(_), None) => StageState::Stale,
                _ => StageState::Empty,
            },
        }
    }

    /// How all nodes stand, in the order in which they are made.
    pub fn nodes(&self) -> Vec<NodeRow> {
        let running = |job: &Job| self.jobs.is_running(job);
        let wanted = &self.wanted;
        let is_loading = loading::STEPS.iter().any(running);
        let mut rows = vec![
            self.data.row("data", wanted.data, is_loading),
            self.split.row("split", wanted.split, running(&Job::Split)),
            self.features.row("features", wanted.features, running(&Job::Features)),
            self.map.row("map", wanted.map, running(&Job::Map)),
        ];
        let none = Node::default();
        for id in self.config.model_ids() {
            let node = self.models.get(&id).unwrap_or(&none);
            rows.push(node.row(format!("model {id}"), wanted.models.get(&id).copied(), running(&Job::Fit(id))));
        }
        rows.push(self.scores.row("scores", wanted.scores, running(&Job::Scores)));
        rows.push(self.test.row("test", self.test_key(), running(&Job::Test)));
        rows
    }

    /// The jobs that run.
    pub fn running(&self) -> Vec<JobStatus<Job>> {
        self.jobs.running()
    }

    /// What was told to stop and has not ended yet.
    pub fn stopping(&self) -> Vec<JobStatus<Job>> {
        self.jobs.stopping()
    }

    /// Why what was to be opened is not open, if that is the last that happened since a project was closed.
    pub fn opening_error(&self) -> Option<&Message> {
        self.messages[self.n_messages_before..].last().filter(|m| m.severity == Severity::Error)
    }

    /// Whether there are settings that are not in the project file.
    pub fn is_changed(&self) -> bool {
        self.is_open && self.config != self.saved
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.undo.can_undo()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        self.undo.can_redo()
    }

    /// The blend's weights, in the order of the models.
    pub fn weights(&self) -> Vec<f64> {
        self.config.blend.weights_of(&self.config.model_ids())
    }
}
