//! What is read, what its columns mean, and how it is cleaned and weighed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::clean::CleanConfig;
use super::schema::{ChosenRoles, TableKind};
use super::weight::WeightConfig;

/// Which files are read, what their columns mean, and how they are cleaned.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataConfig {
    /// The events, or their training part where `test` is given.
    pub events: PathBuf,
    /// The events held out, where they come in a file of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<PathBuf>,
    /// The catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<PathBuf>,
    /// The users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<PathBuf>,
    /// Chosen roles of columns by name; the others are guessed.
    #[serde(skip_serializing_if = "Columns::is_empty")]
    pub columns: Columns,
    /// What is dropped.
    pub clean: CleanConfig,
    /// What events weigh.
    pub weights: WeightConfig,
}

/// Chosen roles, file by file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// Roles in the events file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub events: ChosenRoles,
    /// Roles in the items file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub items: ChosenRoles,
    /// Roles in the users file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub users: ChosenRoles,
}

impl Columns {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The chosen roles of one file.
    pub fn of(&self, kind: TableKind) -> &ChosenRoles {
        match kind {
            TableKind::Events => &self.events,
            TableKind::Items => &self.items,
            TableKind::Users => &self.users,
        }
    }

    /// The chosen roles of one file, to be changed.
    pub fn of_mut(&mut self, kind: TableKind) -> &mut ChosenRoles {
        match kind {
            TableKind::Events => &mut self.events,
            TableKind::Items => &mut self.items,
            TableKind::Users => &mut self.users,
        }
    }
}
