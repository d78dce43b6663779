//! The stages of the way through, and how one stands.

use crate::base::Said;
use crate::said;

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
    pub fn label(self) -> Said {
        match self {
            Self::Data => said!("stage-data"),
            Self::Features => said!("stage-features"),
            Self::Models => said!("stage-models"),
            Self::Blend => said!("stage-blend"),
            Self::Preview => said!("stage-preview"),
        }
    }
}

/// How a stage, or something that it makes, stands.
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

impl StageState {
    /// How several things stand together: whatever asks most for attention. `Empty` of none.
    pub fn of_all(states: impl IntoIterator<Item = Self>) -> Self {
        let states: Vec<Self> = states.into_iter().collect();
        let order = [Self::Running, Self::Failed, Self::Stale, Self::Empty, Self::Done];
        order.into_iter().find(|state| states.contains(state)).unwrap_or(Self::Empty)
    }
}
