//! The state behind the window: what it shows is read here, and changed by [`Workspace::update`] alone.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::command::Command;
use super::job::{Jobs, RunningJob, StateFolder};
use super::keeping::Keeping;
use super::kept_models::KeptModels;
use super::message::{Message, Messages, Severity};
use super::node::{NodeRow, Ticket};
use super::open_project::OpenProject;
use super::stage::{Stage, StageState};
use super::stages::blend::{BlendStage, sliders};
use super::stages::data::{DataStage, LoadedData};
use super::stages::features::FeaturesStage;
use super::stages::models::ModelsStage;
use super::stages::preview::PreviewStage;
use super::trace::Trace;
use crate::base::Said;
use crate::jobs::JobRunner;
use crate::models::{ComponentId, ModelKind};
use crate::pipeline::{Fingerprints, PipelineConfig};
use crate::project::runs::{RunBook, SearchRecord};

/// What is read while nothing is open.
static NOTHING: LazyLock<OpenProject> = LazyLock::new(OpenProject::default);

/// Everything the window shows.
pub struct Workspace {
    pub(super) open: Option<OpenProject>,
    pub(super) messages: Messages,
    pub(super) state: StateFolder,
    pub(super) keeping: Keeping,
    pub(super) kept_models: KeptModels,
    pub(super) fingerprints: Fingerprints,
    /// What the user has to agree to first.
    pub(super) asked: Option<Command>,
    /// The last ticket that was given to something that was asked for.
    pub(super) last_ticket: Ticket,
    pub(super) trace: Trace,
    pub(super) jobs: Jobs,
}

impl Workspace {
    /// An empty workspace whose jobs compute on `threads` threads; unsaved work and fitted models are kept in the folder
    /// `state`, if there is one; `wake` is called when there is news.
    pub fn new(threads: usize, state: Option<PathBuf>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let mut workspace = Self {
            open: None,
            messages: Messages::default(),
            state: StateFolder::default(),
            keeping: Keeping::new(state.clone()),
            kept_models: KeptModels::new(state),
            fingerprints: Fingerprints::default(),
            asked: None,
            last_ticket: 0,
            trace: Trace::from_environment(),
            jobs: JobRunner::new(threads, wake),
        };
        workspace.look_at_state();
        workspace
    }

    /// Whether there is a project at all, or the welcome screen shows.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    fn project(&self) -> &OpenProject {
        self.open.as_ref().unwrap_or(&NOTHING)
    }

    /// The settings; the defaults while nothing is open.
    pub fn config(&self) -> &PipelineConfig {
        self.project().config()
    }

    /// The settings that the project file has.
    pub fn saved_config(&self) -> &PipelineConfig {
        self.project().settings.saved()
    }

    /// Where the project is saved, if it is.
    pub fn project_path(&self) -> Option<&Path> {
        self.project().path.as_deref()
    }

    /// Files, log and split.
    pub fn data(&self) -> &DataStage {
        &self.project().data
    }

    /// The cleaned log that fits the settings, or the last one.
    pub fn loaded(&self) -> Option<&Arc<LoadedData>> {
        self.data().loaded.value.as_ref()
    }

    /// Features of items.
    pub fn features(&self) -> &FeaturesStage {
        &self.project().features
    }

    /// Models and runs.
    pub fn models(&self) -> &ModelsStage {
        &self.project().models
    }

    /// Every run and search of the project.
    pub fn book(&self) -> &RunBook {
        self.models().book()
    }

    /// The search of a kind of model on the present split that was begun last.
    pub fn search(&self, kind: ModelKind) -> Option<&SearchRecord> {
        self.models().search(kind, self.data())
    }

    /// The fingerprint of the present log and split, as in the book of runs.
    pub fn data_key(&self) -> Option<String> {
        Some(self.data().split.status.wanted?.to_string())
    }

    /// Weights and figures.
    pub fn blend(&self) -> &BlendStage {
        &self.project().blend
    }

    /// The blend's weights, in the order of the models. What cannot be blended yet has none.
    pub fn weights(&self) -> Vec<f64> {
        let (config, sliders) = (self.config(), sliders(self.config(), self.models()));
        let weights = config.blend.weights_of(&sliders);
        let of = |id| sliders.iter().position(|other| *other == id).map_or(0.0, |at| weights[at]);
        config.model_ids().into_iter().map(of).collect()
    }

    /// Whether a model's weight can be moved: it is blended, or going to be in a moment.
    pub fn has_slider(&self, id: &ComponentId) -> bool {
        sliders(self.config(), self.models()).contains(id)
    }

    /// Whether something is held that is to be let go: a weight or a setting.
    pub fn is_held(&self) -> bool {
        self.project().settings.gesture().is_some()
    }

    /// Lists.
    pub fn preview(&self) -> &PreviewStage {
        &self.project().preview
    }

    /// Whether something can be done with the list that is shown.
    pub fn can_act(&self) -> bool {
        self.preview().can_act(self.data(), self.blend())
    }

    /// The user whose list is asked for; none if it is a visitor, or nobody.
    pub fn preview_user(&self) -> Option<u32> {
        self.preview().user(self.data()).flatten()
    }

    /// How a stage stands.
    pub fn stage_state(&self, stage: Stage) -> StageState {
        self.project().state(stage)
    }

    /// Whether the map of items waits until training has ended.
    pub fn map_waits(&self) -> bool {
        let trains = self.jobs.running().iter().any(|job| job.kind.is_training() && !job.is_paused);
        let models = self.models();
        let is_asked = self.features().map.status.asked.is_some();
        is_asked && (trains || !(models.queue().is_empty() || models.is_paused))
    }

    /// How all nodes stand, in the order in which they are made.
    pub fn nodes(&self) -> Vec<NodeRow> {
        self.open.as_ref().map(OpenProject::rows).unwrap_or_default()
    }

    /// The jobs that run.
    pub fn running(&self) -> Vec<RunningJob> {
        self.jobs.running()
    }

    /// What was told to stop and has not ended yet.
    pub fn stopping(&self) -> Vec<RunningJob> {
        self.jobs.stopping()
    }

    /// What happened, newest last.
    pub fn messages(&self) -> &[Message] {
        self.messages.all()
    }

    /// Why what was to be opened is not open, if that is the last that happened since a project was closed.
    pub fn opening_error(&self) -> Option<&Message> {
        self.messages.opening_error()
    }

    /// Records a message for the screen.
    pub(super) fn say(&mut self, severity: Severity, said: impl Into<Said>) {
        self.messages.say(severity, said);
    }

    /// What the state folder holds for the welcome screen.
    pub fn state_folder(&self) -> &StateFolder {
        &self.state
    }

    /// What was asked for and would leave the open project: it is carried out once the user agrees.
    pub fn take_asked(&mut self) -> Option<Command> {
        self.asked.take()
    }

    /// Whether there are settings that are not in the project file.
    pub fn is_changed(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.settings.are_changed())
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.project().settings.can_undo()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        self.project().settings.can_redo()
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.finish();
    }
}
