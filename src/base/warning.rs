//! Something the user should know that does not stop the work.

use std::fmt;

/// One remark about input or settings, in words for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What was noticed and, where there is one, the remedy.
    pub message: String,
}

impl Warning {
    /// A remark; `message` is one or two whole sentences.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
