//! Something the user should know that does not stop the work.

use std::fmt;

use super::said::Said;

/// One remark about input or settings, in words for the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// What was noticed and, where there is one, the remedy.
    pub said: Said,
}

impl Warning {
    /// A remark; one or two whole sentences.
    pub fn new(said: impl Into<Said>) -> Self {
        Self { said: said.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.said)
    }
}
