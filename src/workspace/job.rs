//! What jobs are about and what they hand back.

use std::path::PathBuf;
use std::sync::Arc;

use super::node::{NodeId, Value};
use super::stages::models::TrainedModel;
use crate::base::StageError;
use crate::data::TableKind;
use crate::jobs::{JobRunner, JobStatus};
use crate::models::{ComponentId, ModelKind};
use crate::pipeline::search::{End, Trial};
use crate::pipeline::{Fingerprints, Key, PipelineConfig};
use crate::project::recovery::{Entry, Found, Work};
use crate::project::runs::RunBook;

/// The kinds of job. A newer one of a kind replaces the older.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Job {
    /// Make something of the open project.
    Make(NodeId),
    /// Read a project file.
    OpenProject,
    /// Look at which of several files is what.
    Recognise,
    /// See whether files were changed.
    LookAtFiles,
    /// Look for settings of a kind of model.
    Search(ModelKind),
    /// Write the project file.
    Save,
    /// Write the book of runs.
    SaveRuns,
    /// Write what is not saved into the state folder, or remove it from there.
    Autosave,
    /// Read work that was not saved, to go on with it.
    Restore,
    /// Keep fitted models for the next time, or remove all of them.
    KeepModels,
    /// Look for fitted models that were kept.
    FetchModels,
    /// See what the state folder holds.
    LookAtState,
}

impl Job {
    /// Training a model.
    pub fn training(id: ComponentId) -> Self {
        Self::Make(NodeId::Model(id))
    }

    /// Whether it is training, which can be held.
    pub fn is_training(&self) -> bool {
        matches!(self, Self::Make(NodeId::Model(_)) | Self::Search(_))
    }

    /// Whether it is on the way from the files to the log.
    pub fn is_loading(&self) -> bool {
        let is_step = |id: &NodeId| matches!(id, NodeId::Table(_) | NodeId::Log | NodeId::Cleaned | NodeId::Data);
        matches!(self, Self::LookAtFiles) || matches!(self, Self::Make(id) if is_step(id))
    }

    /// Whether what comes of it says nothing of another project.
    pub fn is_of_project(&self) -> bool {
        matches!(self, Self::Make(_) | Self::Search(_) | Self::FetchModels | Self::Recognise)
    }

    /// Whether nobody waits for it, so that nothing needs to be said of it.
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Autosave | Self::KeepModels | Self::LookAtState | Self::Make(NodeId::Memory))
    }

    /// Whether it may be stopped; what writes the user's work goes on to its end.
    pub fn can_be_cancelled(&self) -> bool {
        !matches!(self, Self::Save | Self::SaveRuns | Self::Autosave)
    }
}

/// Runs the workspace's jobs.
pub type Jobs = JobRunner<Job, Product>;

/// A job of the workspace that runs.
pub type RunningJob = JobStatus<Job>;

/// The result of a job.
pub enum Product {
    /// What a node was to be made from, and what was made.
    Made(NodeId, Key, Value),
    /// A project file.
    Project {
        /// Its settings.
        config: Box<PipelineConfig>,
        /// Its runs and searches.
        book: RunBook,
        /// Its file.
        path: PathBuf,
        /// The settings that the user agreed to leave for it.
        left: Box<PipelineConfig>,
    },
    /// What several files hold.
    Recognised(RecognisedFiles),
    /// What the project's files hold.
    Fingerprints(Fingerprints),
    /// One trial of a search on a split.
    Trial(ModelKind, Key, Box<Trial>),
    /// Why a search on a split ended.
    Searched(ModelKind, Key, End),
    /// The project was saved with its book of runs.
    Saved(Box<SavedProject>),
    /// The book of runs of an opening of a project was saved at a revision.
    RunsSaved(u64, u64),
    /// The entry of an opening of a project holds this revision, or is gone.
    Autosaved(u64, Option<u64>),
    /// Work that was not saved, with its entry.
    Restored(Box<RestoredWork>),
    /// A fitted model that was kept.
    Fetched(ComponentId, Key, Arc<TrainedModel>),
    /// All kept models were looked through, or new ones were kept.
    ModelsKept,
    /// What the state folder holds.
    State(StateFolder),
}

/// Files with what they hold.
pub struct RecognisedFiles {
    /// The files that can be read; `None` for one that is left over.
    pub files: Vec<(PathBuf, Option<TableKind>)>,
    /// Why others cannot.
    pub unreadable: Vec<StageError>,
    /// Whether they are to be added to the open project, rather than opened.
    pub are_added: bool,
    /// The settings that the user agreed to leave for them.
    pub left: Box<PipelineConfig>,
}

/// What was saved.
pub struct SavedProject {
    /// Which opening of a project it belongs to.
    pub opening: u64,
    /// The file.
    pub path: PathBuf,
    /// The settings.
    pub config: PipelineConfig,
    /// How far changes had come.
    pub revision: u64,
    /// Whether the entry holds the same.
    pub is_in_entry: bool,
}

/// What was restored.
pub struct RestoredWork {
    /// Where it lies.
    pub entry: Entry,
    /// The revision that it lies there with.
    pub revision: u64,
    /// The settings and runs.
    pub work: Work,
    /// The settings that the project file has.
    pub saved: Option<PipelineConfig>,
}

/// What the state folder holds.
#[derive(Debug, Clone, Default)]
pub struct StateFolder {
    /// Work that was not saved and that no window has open, the newest first.
    pub unsaved: Vec<Found>,
    /// Bytes that kept models take.
    pub model_bytes: u64,
}
