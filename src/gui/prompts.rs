//! The questions that stand over the window while they are open.

use std::path::PathBuf;

use super::dialogs::Purpose;
use crate::data::{TableKind, sample};
use crate::project;
use crate::workspace::{Command, Workspace};

/// A prompt that is open.
#[derive(Debug, Clone)]
pub struct PathPrompt {
    /// What the path is for.
    pub purpose: Purpose,
    /// The path so far.
    pub text: String,
    /// Another file that stands there: a second click replaces it.
    pub replaces: Option<PathBuf>,
}

impl PathPrompt {
    /// Asks for the file to add.
    pub fn add(kind: TableKind) -> Self {
        Self { purpose: Purpose::Add(kind), text: String::new(), replaces: None }
    }

    /// Asks for the file of a given split's test part.
    pub fn test() -> Self {
        Self { purpose: Purpose::Test, text: String::new(), replaces: None }
    }

    /// Asks where the project goes; beside its events and named after them, unless they lie inside the program.
    pub fn save(events: &std::path::Path) -> Self {
        let path =
            if sample::is_inside(events) { PathBuf::from("sample-shop.toml") } else { events.with_extension("toml") };
        Self::save_as(&path)
    }

    /// Asks whether the project goes there.
    pub fn save_as(path: &std::path::Path) -> Self {
        let whole = project::with_extension(std::path::absolute(path).unwrap_or(path.to_owned()));
        Self { purpose: Purpose::Save, text: whole.display().to_string(), replaces: None }
    }
}

/// What leaves the open project.
#[derive(Debug, Clone)]
pub enum Leave {
    /// The window is closed.
    Window,
    /// Something else is opened, or nothing.
    By(Command),
}

/// How far the question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is open.
    None,
    /// Save, then leave.
    Save,
    /// It is asked where to save.
    Naming,
    /// The project is being saved.
    Saving,
    /// Leave without saving.
    Discard,
    /// Stay.
    Back,
}

/// The question, with what was asked for.
#[derive(Debug, Clone)]
pub struct LeavePrompt {
    /// What goes on after the answer.
    pub leave: Leave,
    /// The answer so far.
    pub answer: Answer,
}

impl LeavePrompt {
    /// The question to ask before leaving, if there is something to lose. While the project is being saved, nothing
    /// need be asked: it is left once it is saved.
    pub fn before(leave: Leave, ws: &Workspace) -> Option<Self> {
        let answer = if ws.is_saving() { Answer::Saving } else { Answer::None };
        ws.has_unsaved_work().then_some(Self { leave, answer })
    }
}
