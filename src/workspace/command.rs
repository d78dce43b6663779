//! All that a user can do.

use std::path::PathBuf;

use crate::data::{Act, Role, TableKind};
use crate::jobs::JobId;
use crate::models::{Component, ComponentId, ModelConfig};
use crate::pipeline::PipelineConfig;
use crate::pipeline::search::SearchConfig;

/// One thing that a user did.
#[derive(Debug, Clone)]
pub enum Command {
    /// Open the sample shop.
    OpenSample,
    /// Open a project, or a log (and with several files: events, items, users by what is in them).
    Open(Vec<PathBuf>),
    /// Add files to the open project as items or users, by what is in them. Where one of them is a log, they are to be opened
    /// instead: see [`Workspace::take_asked`](super::Workspace::take_asked).
    AddFound(Vec<PathBuf>),
    /// Add or exchange the items or users file.
    Add(TableKind, PathBuf),
    /// Judge on the events of this file: the split becomes the given one. `None` takes it out again.
    SetTest(Option<PathBuf>),
    /// Take a file out of the project.
    Remove(TableKind),
    /// Try again to open the files of the project that could not be opened.
    OpenAgain,
    /// Say what a column is.
    SetRole(TableKind, String, Role),
    /// Read and clean the files.
    Load,
    /// Change settings; one step for undo.
    Edit(Box<PipelineConfig>),
    /// Settings on the move under a held pointer; all until [`Command::Release`] are one step, and what they ask for is made then.
    Adjust(Box<PipelineConfig>),
    /// Work out the map of items, if it is not there; training goes first.
    ShowMap,
    /// Train these models (again).
    Train(Vec<ComponentId>),
    /// Look for good settings of a model, beginning with these; goes on where the same search was stopped.
    Search(Box<ModelConfig>, SearchConfig),
    /// Hold all training, or let it go on.
    Pause(bool),
    /// Take a model out of the queue.
    Unqueue(ComponentId),
    /// Take a model's settings over (it takes part from now on) and train it.
    Use(Box<Component>),
    /// Give a model another name.
    RenameModel(ComponentId, String),
    /// Name a run.
    RenameRun(u64, String),
    /// Keep a run on top, or no longer.
    PinRun(u64, bool),
    /// Take runs out of the book.
    DeleteRuns(Vec<u64>),
    /// Move a blend weight; all moves until [`Command::Release`] are one step for undo.
    Drag(ComponentId, f64),
    /// The pointer was let go.
    Release,
    /// Show the curve along a slider.
    ShowCurve(ComponentId),
    /// Look for users by identifier.
    FindUsers(String),
    /// Show the list of a user.
    PickUser(u32),
    /// Show the list of a visitor of whom nothing is known.
    InventUser,
    /// Do something with an item as the user whose list is shown.
    Act(u32, Act),
    /// Take back the act at this place, counted from the first.
    UndoAct(usize),
    /// Take back all acts.
    StartAgain,
    /// Look at the test part, knowingly.
    Unseal,
    /// Stop a job.
    Cancel(JobId),
    /// Take the last step back.
    Undo,
    /// Do the step again.
    Redo,
    /// Save the project.
    Save(PathBuf),
    /// Go on with work that was not saved, by its folder.
    Restore(PathBuf),
    /// Discard work that was not saved, by its folder.
    Discard(PathBuf),
    /// Remove all fitted models that were kept.
    EmptyCache,
    /// Back to the welcome screen; what is not saved is discarded.
    Close,
}
