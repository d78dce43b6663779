//! Nothing that the user made is lost: saving, and keeping what is not saved in the state folder meanwhile.
//!
//! Each change of the settings or of the book of runs makes a new revision. As long as there is unsaved work, its newest
//! revision is written into the project's entry in the state folder; once all is saved, the entry is removed. Saves,
//! books and entries are written one at a time and to their end, so that an older state never replaces a newer one.

use std::path::PathBuf;
use std::sync::Arc;

use super::product::{Job, Product, RestoredWork, SavedProject, StateFolder};
use super::{Severity, Workspace};
use crate::base::StageError;
use crate::jobs::Lane;
use crate::pipeline::PipelineConfig;
use crate::project;
use crate::project::model_cache::{BOUND, ModelCache};
use crate::project::recovery::{self, Entry, Work};
use crate::project::runs::RunBook;

/// How far changes have come, and which of them lie safe.
#[derive(Default)]
pub(super) struct Keeping {
    state: Option<PathBuf>,
    /// Counts the projects that were opened: what was written for an earlier one says nothing of the present one.
    opening: u64,
    /// Counts changes of the settings and of the book.
    revision: u64,
    /// The newest revision that a crash cannot take.
    durable: u64,
    /// The settings at `revision`.
    noted: PipelineConfig,
    /// The revision of the book's newest change.
    book_at: u64,
    /// The revision at which the book was last written beside the project.
    book_saved: u64,
    /// The revision at which that failed last.
    book_failed: Option<u64>,
    entry: Option<Arc<Entry>>,
    /// The revision that the entry holds, 0 if that is not known; `None` while there is none.
    entry_at: Option<u64>,
    /// The revision at which writing the entry failed last.
    entry_failed: Option<u64>,
    /// Entries of projects that were closed, with their opening.
    discarded: Vec<(u64, Arc<Entry>)>,
    save_asked: Option<PathBuf>,
}

impl Keeping {
    pub(super) fn new(state: Option<PathBuf>) -> Self {
        Self { state, ..Self::default() }
    }
}

impl Workspace {
    /// Whether there is work that is neither in the project file nor beside it: settings, or a book of runs that could not be
    /// written; without a project file, settings that were touched, runs or trials of a search.
    pub fn has_unsaved_work(&self) -> bool {
        let keeping = &self.keeping;
        let book = match self.project_path {
            Some(_) => keeping.book_at > keeping.book_saved && keeping.book_failed >= Some(keeping.book_at),
            None => !self.book.runs.is_empty() || self.book.searches.iter().any(|s| !s.trials.is_empty()),
        };
        self.is_open && (book || self.config != self.saved)
    }

    /// Counts the projects that were opened and closed: what is said of one is not of another.
    pub fn opening(&self) -> u64 {
        self.keeping.opening
    }

    /// Counts the changes that must not be lost.
    pub fn revision(&self) -> u64 {
        self.keeping.revision
    }

    /// The newest revision that a crash cannot take: it is saved, or kept in the state folder.
    pub fn durable_revision(&self) -> u64 {
        self.keeping.durable
    }

    /// Whether the project is being saved, or is going to be.
    pub fn is_saving(&self) -> bool {
        self.keeping.save_asked.is_some() || self.jobs.is_running(&Job::Save)
    }

    /// Stops all work but the saving of what must not be lost, and waits for that.
    pub fn finish(&mut self) {
        self.jobs.running().into_iter().for_each(|job| _ = self.jobs.cancel(job.id));
        (self.dragging, self.adjusting) = (false, false);
        loop {
            self.drive_keeping();
            if !self.jobs.is_saving() {
                return;
            }
            let ended = self.jobs.finish_saving();
            self.take_in(ended);
        }
    }

    /// Notes changes, and starts the next job that brings them into safety.
    pub(super) fn drive_keeping(&mut self) {
        self.note_changes();
        if self.jobs.is_saving() {
            return;
        }
        if !self.is_open && self.keeping.entry.take().is_some() {
            // Its files could not be opened: the work stays where it is, to be restored when they can.
            self.keeping.entry_at = None;
            self.look_at_state();
        }
        let unsaved = self.has_unsaved_work();
        let is_held = self.dragging || self.adjusting;
        let keeping = &mut self.keeping;
        let (opening, revision) = (keeping.opening, keeping.revision);
        if let Some(path) = keeping.save_asked.take() {
            return self.submit_save(path);
        }
        if let Some((opening, entry)) = keeping.discarded.pop() {
            return self.submit_removal(entry, opening);
        }
        let book_waits = keeping.book_at > keeping.book_saved && keeping.book_failed < Some(keeping.book_at);
        let entry_waits = unsaved
            && !is_held
            && keeping.state.is_some()
            && keeping.entry_at.unwrap_or_default() < revision
            && keeping.entry_failed < Some(revision);
        // Whichever lies further back comes first.
        let book_first = book_waits && (!entry_waits || keeping.book_saved <= keeping.entry_at.unwrap_or_default());
        if let Some(path) = self.project_path.clone().filter(|_| book_first) {
            let book = self.book.clone();
            self.jobs.submit(Job::SaveRuns, "Saving the runs", Lane::Saving, move |_| {
                book.save(&path)?;
                Ok(Product::RunsSaved(opening, revision))
            });
        } else if entry_waits {
            let (entry, work) = (self.entry(), self.work());
            self.keeping.entry_at.get_or_insert(0);
            self.jobs.submit(Job::Autosave, "Keeping what is not saved", Lane::Saving, move |_| {
                if let Some(entry) = entry {
                    entry.write(revision, &work)?;
                }
                Ok(Product::Autosaved(opening, Some(revision)))
            });
        } else if let Some(entry) =
            keeping.entry.clone().filter(|_| !unsaved && !book_waits && keeping.entry_at.is_some())
            && keeping.entry_failed < Some(revision)
        {
            self.submit_removal(entry, opening);
        }
    }

    fn note_changes(&mut self) {
        let unsaved = self.has_unsaved_work();
        let has_project = self.project_path.is_some();
        let keeping = &mut self.keeping;
        if self.config != keeping.noted {
            keeping.noted = self.config.clone();
            keeping.revision += 1;
        }
        if std::mem::take(&mut self.book_changed) {
            keeping.revision += 1;
            keeping.book_at = keeping.revision;
        }
        let book_is_saved = !has_project || keeping.book_saved >= keeping.book_at;
        if !unsaved && book_is_saved && keeping.entry_at.is_none() {
            keeping.durable = keeping.revision;
        }
    }

    fn work(&self) -> Work {
        Work { config: self.config.clone(), book: self.book.clone(), project: self.project_path.clone() }
    }

    /// The entry of the open project.
    fn entry(&mut self) -> Option<Arc<Entry>> {
        let state = self.keeping.state.as_ref()?;
        Some(Arc::clone(self.keeping.entry.get_or_insert_with(|| Entry::new(state).into())))
    }

    fn submit_removal(&mut self, entry: Arc<Entry>, opening: u64) {
        self.jobs.submit(Job::Autosave, "Removing what is saved now", Lane::Saving, move |_| {
            entry.remove()?;
            Ok(Product::Autosaved(opening, None))
        });
    }

    pub(super) fn ask_to_save(&mut self, path: PathBuf) {
        if self.is_open {
            self.keeping.save_asked = Some(path);
        }
    }

    fn submit_save(&mut self, path: PathBuf) {
        let (opening, revision) = (self.keeping.opening, self.keeping.revision);
        let (entry, work) = (self.entry(), self.work());
        if entry.is_some() {
            self.keeping.entry_at.get_or_insert(0);
        }
        self.jobs.submit(Job::Save, "Saving the project", Lane::Saving, move |_| {
            // The project file and its book are two files: a crash between them finds both in the entry. Where the entry cannot be
            // written, the project is saved all the same.
            let is_in_entry = entry.is_some_and(|entry| entry.write(revision, &work).is_ok());
            project::save(&path, &work.config)?;
            work.book.save(&path)?;
            Ok(Product::Saved(SavedProject { opening, path, config: work.config, revision, is_in_entry }.into()))
        });
    }

    pub(super) fn saved(&mut self, saved: SavedProject) {
        self.say(Severity::Info, format!("Saved {}.", saved.path.display()));
        if saved.opening != self.keeping.opening {
            return;
        }
        self.project_path = Some(saved.path);
        self.saved = saved.config;
        self.keeping.book_saved = saved.revision;
        self.keeping.entry_failed = None;
        if saved.is_in_entry {
            self.autosaved(saved.opening, Some(saved.revision));
        }
    }

    pub(super) fn runs_saved(&mut self, opening: u64, revision: u64) {
        if opening == self.keeping.opening {
            self.keeping.book_saved = revision;
        }
    }

    pub(super) fn autosaved(&mut self, opening: u64, at: Option<u64>) {
        let keeping = &mut self.keeping;
        if opening == keeping.opening {
            keeping.entry_at = at.filter(|_| keeping.entry.is_some());
            keeping.durable = keeping.durable.max(at.unwrap_or_default());
        }
    }

    /// What could not be written is tried again with the next change, not at once.
    pub(super) fn could_not_keep(&mut self, job: &Job) {
        let keeping = &mut self.keeping;
        match job {
            Job::SaveRuns => keeping.book_failed = Some(keeping.revision),
            _ => keeping.entry_failed = Some(keeping.revision),
        }
    }

    /// A project was opened: all that it has is saved.
    pub(super) fn begin_keeping(&mut self) {
        let keeping = &mut self.keeping;
        keeping.noted = self.config.clone();
        keeping.revision += 1;
        (keeping.book_at, keeping.book_saved) = (keeping.revision, keeping.revision);
    }

    /// A project was closed: what is not saved is discarded.
    pub(super) fn end_keeping(&mut self) {
        let keeping = &mut self.keeping;
        let entry = keeping.entry.take().filter(|_| keeping.entry_at.is_some());
        keeping.discarded.extend(entry.map(|entry| (keeping.opening, entry)));
        keeping.opening += 1;
        (keeping.entry_at, keeping.entry_failed, keeping.book_failed) = (None, None, None);
        keeping.save_asked = None;
        self.kept_models.forget_what_was_sought();
    }

    /// Sees, beside the window, what the state folder holds.
    pub(super) fn look_at_state(&mut self) {
        self.look_at_state_after("Looking for unsaved work", || Ok(()));
    }

    /// The same after something was removed from it.
    pub(super) fn look_at_state_after(
        &mut self,
        title: &str,
        remove: impl FnOnce() -> Result<(), StageError> + Send + 'static,
    ) {
        let Some(state) = self.keeping.state.clone() else { return };
        self.jobs.submit(Job::LookAtState, title, Lane::Interactive, move |_| {
            remove()?;
            let model_bytes = ModelCache::new(&state, BOUND).bytes();
            Ok(Product::State(StateFolder { unsaved: recovery::list(&state), model_bytes }))
        });
    }

    pub(super) fn restore_work(&mut self, folder: PathBuf) {
        self.jobs.submit(Job::Restore, "Restoring unsaved work", Lane::Interactive, move |_| {
            let entry = Entry::claim(&folder)?;
            let (about, mut work) = entry.read()?;
            let mut saved = None;
            if let Some(project) = &work.project {
                saved = project::load(project).ok();
                // Runs that were made since are kept too.
                work.book.absorb(RunBook::load(project).unwrap_or_default());
            }
            Ok(Product::Restored(RestoredWork { entry, revision: about.revision, work, saved }.into()))
        });
    }

    /// Opens what was restored. It is not saved yet.
    pub(super) fn go_on_with(&mut self, restored: RestoredWork) {
        let RestoredWork { entry, revision, work, saved } = restored;
        self.open_project(work.config, work.project);
        self.book = work.book;
        self.saved = saved.unwrap_or_default();
        self.state.unsaved.retain(|found| found.folder != entry.folder());
        let keeping = &mut self.keeping;
        keeping.entry = Some(entry.into());
        keeping.entry_at = Some(0);
        // The next revision is to be newer than the one that lies in the entry.
        keeping.revision = keeping.revision.max(revision);
        self.book_changed = true;
    }

    pub(super) fn discard_work(&mut self, folder: PathBuf) {
        self.look_at_state_after("Discarding unsaved work", move || Entry::claim(&folder)?.remove());
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.finish();
    }
}
