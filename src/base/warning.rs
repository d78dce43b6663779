//! Something the user should know that does not stop the work.

use std::fmt;

use serde_json::Value;

use super::said::Said;

/// One remark about input or settings, in words for the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// What was noticed and, where there is one, the remedy.
    pub said: Said,
    /// The setting that makes it otherwise, where something was assumed.
    pub change: Option<Change>,
}

/// A setting and what it may be set to.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it does, in a few words.
    pub said: Said,
    /// The setting: the names that lead to it in the project file.
    pub path: Vec<String>,
    /// The other value.
    pub value: Value,
}

impl Change {
    /// Another value of a setting.
    pub fn new(said: impl Into<Said>, path: &[&str], value: impl Into<Value>) -> Self {
        Self { said: said.into(), path: path.iter().map(|name| (*name).to_owned()).collect(), value: value.into() }
    }
}

impl Warning {
    /// A remark; one or two whole sentences.
    pub fn new(said: impl Into<Said>) -> Self {
        Self { said: said.into(), change: None }
    }
}

impl Warning {
    /// A remark about something that was assumed, with the setting that makes it otherwise.
    pub fn assumed(said: impl Into<Said>, change: Change) -> Self {
        Self { said: said.into(), change: Some(change) }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.said)
    }
}
