//! What jobs are about and what they hand back.

use std::path::PathBuf;
use std::sync::Arc;

use super::loading::Timed;
use crate::base::StageError;
use crate::blend::ScoreCache;
use crate::data::profile::Profile;
use crate::data::schema::ChosenRoles;
use crate::data::{Act, CleanLog, Dataset, EventLog, Mapping, RawTable, TableKind};
use crate::features::{ContentMap, FeatureInfo, FeatureMatrix};
use crate::metrics::MetricTable;
use crate::models::{ComponentId, ModelKind};
use crate::pipeline::curve::WeightCurve;
use crate::pipeline::search::{End, Trial};
use crate::pipeline::{Fingerprints, Fitted, Key, PipelineConfig, Run};
use crate::project::recovery::{Entry, Found, Work};
use crate::project::runs::RunBook;
use crate::ranking::{Because, Moved, RankedList};
use crate::split::TrainTestSplit;

/// The kinds of job. A newer one of a kind replaces the older.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Job {
    /// Read a project file.
    OpenProject,
    /// Look at which of several files is what.
    Recognise,
    /// Look at a file.
    Open(TableKind),
    /// See whether files were changed.
    LookAtFiles,
    /// Read the log.
    Read,
    /// Drop what cannot be used or is not wanted.
    Clean,
    /// Weigh the events.
    Weigh,
    /// Part the log.
    Split,
    /// Build features.
    Features,
    /// Work out the map of items.
    Map,
    /// Fit and evaluate a model.
    Fit(ComponentId),
    /// Look for settings of a kind of model.
    Search(ModelKind),
    /// Score users for dragging.
    Scores,
    /// Metrics at the sliders' weights.
    Blend,
    /// The full figures with intervals, once a weight is let go.
    Settle,
    /// Metrics along a slider.
    Curve,
    /// A user's list.
    Preview,
    /// What of their history speaks for it.
    Reasons,
    /// Users by identifier.
    Find,
    /// The test part.
    Test,
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
    /// Whether it is training, which can be held.
    pub fn is_training(&self) -> bool {
        matches!(self, Self::Fit(_) | Self::Search(_))
    }

    /// Whether nobody waits for it, so that nothing needs to be said of it.
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Autosave | Self::KeepModels | Self::LookAtState)
    }

    /// Whether it may be stopped; what writes the user's work goes on to its end.
    pub fn can_be_cancelled(&self) -> bool {
        !matches!(self, Self::Save | Self::SaveRuns | Self::Autosave)
    }
}

/// An opened file with what its columns were taken for.
pub struct OpenedTable {
    /// The file.
    pub table: RawTable,
    /// The guess, before any choice of the user.
    pub guess: Mapping,
}

impl OpenedTable {
    /// The roles of the columns, chosen ones over the guess.
    pub fn mapping(&self, chosen: &ChosenRoles) -> Mapping {
        self.guess.with_chosen(&self.table.columns, chosen)
    }
}

/// The cleaned log with what is counted from it.
pub struct LoadedData {
    /// The log.
    pub data: Arc<Dataset>,
    /// Its key figures.
    pub profile: Profile,
    /// The features that items have.
    pub features: Vec<FeatureInfo>,
    /// What can be done as one of its users, with the weight of one such event.
    pub acts: Vec<(Act, f64)>,
    /// Seconds that reading, cleaning and weighing took.
    pub seconds: f64,
    /// Seconds of the last step alone.
    pub weighing_seconds: f64,
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

/// The list of one user at some weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The user; none if it is a visitor whom the log does not know.
    pub user: Option<u32>,
    /// Models in the order of the list's parts.
    pub models: Vec<ComponentId>,
    /// Their weights.
    pub weights: Vec<f32>,
    /// What is known of them, newest first: item, weight, and the time of the last meeting where the log has times.
    pub history: Vec<(u32, f32, Option<i64>)>,
    /// What was done as the user since, the newest last.
    pub acts: Vec<(u32, Act)>,
    /// What they went on to choose in the part for choosing, ascending.
    pub held_out: Vec<u32>,
    /// The list.
    pub list: RankedList,
    /// What moved in it by the last act, if there is one.
    pub moved: Option<Moved>,
    /// What of the history and the acts speaks for each entry, once that is known.
    pub reasons: Option<Vec<Vec<Because>>>,
    /// Key of the scores that it was made from.
    pub(super) scores: Option<Key>,
}

impl Preview {
    /// Who it is, in words.
    pub fn name<'a>(&self, data: &'a Dataset) -> &'a str {
        self.user.map_or("A visitor", |user| data.interactions.users.id(user as usize))
    }
}

/// Figures on the test part.
pub struct TestFigures {
    /// The models, then the blend of several.
    pub runs: Vec<Run>,
}

/// The result of a job, with the key of what it was made from where there is one.
pub enum Product {
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
    /// An opened file.
    Table(TableKind, Arc<OpenedTable>),
    /// What the project's files hold.
    Fingerprints(Fingerprints),
    /// The log as it was read.
    Read(Key, Arc<Timed<EventLog>>),
    /// The log without what was dropped.
    Cleaned(Key, Arc<Timed<CleanLog>>),
    /// The cleaned and weighed log.
    Loaded(Key, Arc<LoadedData>),
    /// The log in its parts.
    Split(Key, Arc<TrainTestSplit>),
    /// The items' features.
    Features(Key, Arc<FeatureMatrix>),
    /// The map of items.
    Map(Key, Arc<ContentMap>),
    /// A trained model.
    Model(ComponentId, Key, Arc<TrainedModel>),
    /// One trial of a search on a split.
    Trial(ModelKind, Key, Box<Trial>),
    /// Why a search on a split ended.
    Searched(ModelKind, Key, End),
    /// Scores for dragging.
    Scores(Key, Arc<ScoreCache>),
    /// Figures of the blend.
    Blend {
        /// The figures.
        table: MetricTable,
        /// The weights that they are for.
        weights: Vec<f64>,
        /// Users that a full evaluation has.
        n_users: usize,
    },
    /// The curve along a slider.
    Curve(ComponentId, Arc<WeightCurve>),
    /// A user's list.
    Preview(Arc<Preview>),
    /// What speaks for each entry of a list.
    Reasons(Arc<Preview>, Vec<Vec<Because>>),
    /// Users that were looked for.
    Found(Arc<[u32]>),
    /// Figures on the test part.
    Test(Key, Arc<TestFigures>),
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
