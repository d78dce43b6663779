//! The files of a log, each opened once.

use std::sync::Arc;

use super::config::DataConfig;
use super::read::Table;
use super::role::TableKind;
use crate::base::{StageError, TaskContext};

/// The opened files of a log.
#[derive(Clone)]
pub struct Tables {
    /// The events, or their training part.
    pub events: Arc<Table>,
    /// The events held out, where they come in a file of their own.
    pub test: Option<Arc<Table>>,
    /// The catalogue.
    pub items: Option<Arc<Table>>,
    /// The users.
    pub users: Option<Arc<Table>>,
}

impl Tables {
    /// Opens the files that the settings name.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn open(config: &DataConfig, ctx: &TaskContext) -> Result<Self, StageError> {
        let open = |path: &std::path::Path| Table::open(path, ctx).map(Arc::new);
        Ok(Self {
            events: open(&config.events)?,
            test: config.test.as_deref().map(open).transpose()?,
            items: config.items.as_deref().map(open).transpose()?,
            users: config.users.as_deref().map(open).transpose()?,
        })
    }

    /// The items or users file.
    pub fn describing(&self, kind: TableKind) -> Option<&Table> {
        match kind {
            TableKind::Events => None,
            TableKind::Items => self.items.as_deref(),
            TableKind::Users => self.users.as_deref(),
        }
    }
}
