//! What happened, to be read now or later.

use std::path::Path;

use crate::base::Said;

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
    /// What happened.
    pub said: Said,
}

/// All messages, newest last.
#[derive(Debug, Default)]
pub struct Messages {
    all: Vec<Message>,
    /// Messages that were there when the last project was closed.
    n_before: usize,
}

impl Messages {
    /// Records one.
    pub fn say(&mut self, severity: Severity, said: impl Into<Said>) {
        self.all.push(Message { severity, said: said.into() });
    }

    /// All of them, newest last.
    pub fn all(&self) -> &[Message] {
        &self.all
    }

    /// Those to come are of another project.
    pub fn begin_anew(&mut self) {
        self.n_before = self.all.len();
    }

    /// Why what was to be opened is not open, if that is the last that happened since a project was closed.
    pub fn opening_error(&self) -> Option<&Message> {
        self.all[self.n_before..].last().filter(|message| message.severity == Severity::Error)
    }
}

/// The file's name without its folders.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
