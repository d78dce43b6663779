//! What happened, to be read now or later.

use std::time::SystemTime;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something went as asked.
    Info,
    /// Something should be looked at.
    Warning,
    /// Something was asked for and did not happen.
    Error,
}

/// One message.
#[derive(Debug, Clone)]
pub struct Message {
    /// How much it matters.
    pub severity: Severity,
    /// Whole sentences.
    pub text: String,
    /// When it was made.
    pub time: SystemTime,
}

impl Message {
    /// A message of now.
    pub fn new(severity: Severity, text: impl Into<String>) -> Self {
        Self { severity, text: text.into(), time: SystemTime::now() }
    }
}
