//! All that a user can do.

use std::path::PathBuf;

use super::stages::blend::BlendCommand;
use super::stages::data::DataCommand;
use super::stages::features::FeaturesCommand;
use super::stages::models::ModelsCommand;
use super::stages::preview::PreviewCommand;
use crate::jobs::JobId;
use crate::pipeline::Edit;

/// One thing that a user did.
#[derive(Debug, Clone)]
pub enum Command {
    /// Open the sample shop.
    OpenSample,
    /// Open a project, or a log (and with several files: events, items, users by what is in them).
    Open(Vec<PathBuf>),
    /// Change settings; one step for undo.
    Edit(Vec<Edit>),
    /// Settings on the move under a held pointer; all until [`Command::Release`] are one step, and what they ask for is made then.
    Adjust(Vec<Edit>),
    /// The pointer was let go.
    Release,
    /// Take the last step back.
    Undo,
    /// Do the step again.
    Redo,
    /// Something with the files and the log.
    Data(DataCommand),
    /// Something with features.
    Features(FeaturesCommand),
    /// Something with models.
    Models(ModelsCommand),
    /// Something with the blend.
    Blend(BlendCommand),
    /// Something with lists.
    Preview(PreviewCommand),
    /// Stop a job.
    Cancel(JobId),
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

impl From<DataCommand> for Command {
    fn from(command: DataCommand) -> Self {
        Self::Data(command)
    }
}

impl From<FeaturesCommand> for Command {
    fn from(command: FeaturesCommand) -> Self {
        Self::Features(command)
    }
}

impl From<ModelsCommand> for Command {
    fn from(command: ModelsCommand) -> Self {
        Self::Models(command)
    }
}

impl From<BlendCommand> for Command {
    fn from(command: BlendCommand) -> Self {
        Self::Blend(command)
    }
}

impl From<PreviewCommand> for Command {
    fn from(command: PreviewCommand) -> Self {
        Self::Preview(command)
    }
}
