//! How far changes have come, and which of them lie safe.

use std::path::PathBuf;
use std::sync::Arc;

use super::job::Job;
use crate::pipeline::PipelineConfig;
use crate::project::recovery::Entry;

/// Each change of the settings or of the book of runs makes a new revision.
#[derive(Default)]
pub(super) struct Keeping {
    /// The state folder, if there is one.
    pub state: Option<PathBuf>,
    /// Counts the projects that were opened: what was written for an earlier one says nothing of the present one.
    pub opening: u64,
    /// Counts changes of the settings and of the book.
    pub revision: u64,
    /// The newest revision that a crash cannot take.
    pub durable: u64,
    /// The settings at `revision`.
    pub noted: PipelineConfig,
    /// The book of runs beside the project.
    pub book: KeptBook,
    /// The project's entry in the state folder.
    pub entry: KeptEntry,
    /// Entries of projects that were closed, with their opening.
    pub discarded: Vec<(u64, Arc<Entry>)>,
    /// Where the project is going to be saved.
    pub save_asked: Option<PathBuf>,
}

/// How far the book of runs has come, by revisions.
#[derive(Default)]
pub(super) struct KeptBook {
    /// How often the book was changed at `Keeping::revision`.
    pub noted: u64,
    /// Its newest change.
    pub at: u64,
    /// When it was last written beside the project.
    pub saved: u64,
    /// When that failed last.
    pub failed: Option<u64>,
    /// What is being written.
    pub submitted: Option<u64>,
}

impl KeptBook {
    /// Whether it has changes that are not beside the project and can be brought there.
    pub fn waits(&self) -> bool {
        self.at > self.saved && self.failed < Some(self.at)
    }

    /// Whether it has changes that could not be brought beside the project.
    pub fn is_stuck(&self) -> bool {
        self.at > self.saved && self.failed >= Some(self.at)
    }
}

/// How far the entry in the state folder has come, by revisions.
#[derive(Default)]
pub(super) struct KeptEntry {
    /// Where it lies.
    pub entry: Option<Arc<Entry>>,
    /// The revision that it holds, 0 if that is not known; `None` while it holds nothing.
    pub at: Option<u64>,
    /// When writing it failed last.
    pub failed: Option<u64>,
    /// What is being written; nothing while the entry of a project that was closed is removed.
    pub submitted: Option<u64>,
}

impl Keeping {
    pub fn new(state: Option<PathBuf>) -> Self {
        Self { state, ..Self::default() }
    }

    /// The entry of the open project; it is begun where there is a state folder.
    pub fn begin_entry(&mut self) -> Option<Arc<Entry>> {
        let state = self.state.as_ref()?;
        Some(Arc::clone(self.entry.entry.get_or_insert_with(|| Entry::new(state).into())))
    }

    pub fn runs_saved(&mut self, opening: u64, revision: u64) {
        if opening == self.opening {
            self.book.saved = revision;
        }
    }

    pub fn autosaved(&mut self, opening: u64, at: Option<u64>) {
        if opening == self.opening {
            self.entry.at = at.filter(|_| self.entry.entry.is_some());
            self.durable = self.durable.max(at.unwrap_or_default());
        }
    }

    /// What could not be written is tried again with the next change, not at once. A change that came meanwhile is such a one.
    pub fn could_not_keep(&mut self, job: &Job) {
        match job {
            Job::SaveRuns => self.book.failed = self.book.failed.max(self.book.submitted),
            _ => self.entry.failed = self.entry.failed.max(self.entry.submitted),
        }
    }
}
