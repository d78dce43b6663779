//! The one error type that stages hand upwards.
//!
//! An error is made where the trouble is seen, travels by `?`, and is shown once: by the command line
//! or by the window.

use std::fmt;
use std::path::{Path, PathBuf};

use super::said::Said;
use crate::said;

/// The user asked for the work to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Why a stage has no result.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StageError {
    /// The user asked to stop.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// A file or its content cannot be used.
    #[error("{0}")]
    Input(#[from] Box<InputError>),
    /// A setting is outside its domain or does not fit the data.
    #[error("{0}")]
    Setting(Said),
    /// The machine refused: disk full, memory, a thread that could not start.
    #[error("{0}")]
    Failed(Said),
}

impl StageError {
    /// A setting that cannot be used, with the reason and what to do.
    pub fn setting(said: impl Into<Said>) -> Self {
        Self::Setting(said.into())
    }

    /// Something that the machine refused.
    pub fn failed(said: impl Into<Said>) -> Self {
        Self::Failed(said.into())
    }
}

impl From<&StageError> for Said {
    fn from(error: &StageError) -> Self {
        match error {
            StageError::Cancelled(_) => said!("cancelled"),
            StageError::Input(error) => error.said(),
            StageError::Setting(said) | StageError::Failed(said) => said.clone(),
        }
    }
}

impl From<InputError> for StageError {
    fn from(error: InputError) -> Self {
        Self::Input(Box::new(error))
    }
}

/// Trouble with input: which file, which row and column, what is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct InputError {
    /// The file as the user named it.
    pub file: PathBuf,
    /// Line in the file, counted from 1, where it is known.
    pub row: Option<u64>,
    /// Name of the column, where it is known.
    pub column: Option<String>,
    /// What is wrong, one clause without a full stop.
    pub problem: Said,
    /// What the user can do, one sentence without a full stop.
    pub remedy: Box<Said>,
}

impl InputError {
    /// An error about a whole file.
    pub fn new(file: &Path, problem: impl Into<Said>, remedy: impl Into<Said>) -> Self {
        let (problem, remedy) = (problem.into(), Box::new(remedy.into()));
        Self { file: file.to_owned(), row: None, column: None, problem, remedy }
    }

    /// Where, what, and what to do about it.
    fn said(&self) -> Said {
        let mut place = said!("place-file", file = &self.file);
        if let Some(row) = self.row {
            place = said!("place-row", place = place, row = row.to_string());
        }
        if let Some(column) = &self.column {
            place = said!("place-column", place = place, column = column);
        }
        said!("trouble", place = place, problem = self.problem.clone(), remedy = (*self.remedy).clone())
    }

    /// Adds the row, counted from 1.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// Adds the column's name.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Puts an operating-system error into words.
    pub fn io(file: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let (problem, remedy) = match error.kind() {
            Kind::NotFound => (said!("file-missing"), said!("file-missing.remedy")),
            Kind::PermissionDenied => (said!("file-forbidden"), said!("file-forbidden.remedy")),
            Kind::IsADirectory => (said!("file-folder"), said!("file-folder.remedy")),
            Kind::UnexpectedEof => (said!("file-cut-off"), said!("file-cut-off.remedy")),
            _ => (said!("file-unreadable", error = error.to_string()), said!("file-unreadable.remedy")),
        };
        Self::new(file, problem, remedy)
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column “{column}”")?;
        }
        write!(f, ": {}. {}.", self.problem, self.remedy)
    }
}

impl std::error::Error for InputError {}
