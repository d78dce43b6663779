//! What is read, what its columns mean, and how it is cleaned and weighed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::join::Join;
use super::role::TableKind;
use super::schema::ChosenRoles;
use super::time;
use super::weight::WeightConfig;
use crate::base::StageError;
use crate::said;

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
    /// How times are read where the columns leave it open.
    #[serde(skip_serializing_if = "TimeChoice::is_open")]
    pub times: TimeChoice,
    /// How the identifiers of the items and users files meet those of the log.
    #[serde(skip_serializing_if = "Joins::is_exact")]
    pub join: Joins,
    /// What is dropped.
    pub clean: CleanConfig,
    /// What events weigh.
    pub weights: WeightConfig,
}

/// How identifiers of files meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Joins {
    /// Those of the items file.
    pub items: Join,
    /// Those of the users file.
    pub users: Join,
}

impl Joins {
    fn is_exact(&self) -> bool {
        *self == Self::default()
    }
}

/// How times are read; what is not chosen is decided by the whole column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimeChoice {
    /// The unit of times that are numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<time::Unit>,
    /// Whether the day or the month stands first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<time::DateOrder>,
}

impl TimeChoice {
    fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// What the user fixed.
    pub fn chosen(&self) -> time::Chosen {
        time::Chosen { unit: self.unit, order: self.order }
    }
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

/// Which rows are dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CleanConfig {
    /// The same (user, item, event) again within this many seconds is one event. Default 1; 0 keeps all.
    pub repeat_secs: f64,
    /// First moment that counts, in any writing of a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First moment that no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Users with more events than this on any day are robots and left out; off by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub robot_events_per_day: Option<u32>,
    /// Users with fewer distinct items are left out, again and again until it holds. Default 1.
    pub min_items_per_user: u32,
    /// Items with fewer distinct users are left out, again and again until it holds. Default 1.
    pub min_users_per_item: u32,
}

impl Default for CleanConfig {
    fn default() -> Self {
        Self {
            repeat_secs: 1.0,
            from: None,
            until: None,
            robot_events_per_day: None,
            min_items_per_user: 1,
            min_users_per_item: 1,
        }
    }
}

impl CleanConfig {
    /// Checks the domains.
    ///
    /// # Errors
    /// The setting that is outside its domain.
    pub fn check(&self) -> Result<(), StageError> {
        if !(self.repeat_secs.is_finite() && self.repeat_secs >= 0.0) {
            return Err(StageError::setting(said!("data-repeat-secs-range", value = self.repeat_secs)));
        }
        self.window()?;
        let least = [
            ("robot_events_per_day", self.robot_events_per_day),
            ("min_items_per_user", Some(self.min_items_per_user)),
            ("min_users_per_item", Some(self.min_users_per_item)),
        ];
        match least.iter().find(|(_, value)| *value == Some(0)) {
            Some((setting, _)) => Err(StageError::setting(said!("data-clean-zero", setting = *setting))),
            None => Ok(()),
        }
    }

    /// The first moment that counts and the first that no longer does.
    pub fn window(&self) -> Result<(Option<i64>, Option<i64>), StageError> {
        let bound = |setting: &str, text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => time::parse(text)
                .map(Some)
                .ok_or_else(|| StageError::setting(said!("data-clean-no-time", setting = setting, text = text))),
        };
        Ok((bound("from", &self.from)?, bound("until", &self.until)?))
    }
}
