//! Nothing that the user made is lost: saving, and keeping what is not saved in the state folder meanwhile.
//!
//! As long as there is unsaved work, its newest revision is written into the project's entry in the state folder; once all is
//! saved, the entry is removed. Saves, books and entries are written one at a time and to their end, so that an older state never
//! replaces a newer one.

use std::path::PathBuf;
use std::sync::Arc;

use super::job::{Job, Product, RestoredWork, SavedProject, StateFolder};
use super::keeping::{KeptBook, KeptEntry};
use super::message::Severity;
use super::node::NodeId;
use super::open_project::OpenProject;
use super::state::Workspace;
use crate::base::{Said, StageError};
use crate::jobs::Lane;
use crate::project;
use crate::project::model_cache::{BOUND, ModelCache};
use crate::project::recovery::{self, Entry, Work};
use crate::project::runs::RunBook;
use crate::said;

impl Workspace {
    /// Whether there is work that is neither in the project file nor beside it: settings, or a book of runs that could not be
    /// written; without a project file, settings that were touched, runs or trials of a search.
    pub fn has_unsaved_work(&self) -> bool {
        let Some(open) = &self.open else { return false };
        let book = match open.path {
            Some(_) => self.keeping.book.is_stuck(),
            None => {
                let book = open.models.book();
                !book.runs.is_empty() || book.searches.iter().any(|search| !search.trials.is_empty())
            }
        };
        book || open.settings.are_changed()
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

    /// Stops all work but the saving of what must not be lost, and of models that were trained, and waits for that.
    pub fn finish(&mut self) {
        let is_kept = |job: &Job| *job == Job::KeepModels;
        self.jobs.running().into_iter().filter(|job| !is_kept(&job.kind)).for_each(|job| _ = self.jobs.cancel(job.id));
        if let Some(open) = &mut self.open {
            open.settings.let_go();
        }
        loop {
            self.drive_keeping();
            self.keep_next_model();
            if !self.jobs.must_end(is_kept) {
                return;
            }
            let ended = self.jobs.finish(is_kept);
            self.take_in(ended);
        }
    }

    /// Notes changes, and starts the next job that brings them into safety.
    pub(super) fn drive_keeping(&mut self) {
        self.note_changes();
        if self.jobs.is_saving() {
            return;
        }
        if self.open.is_none() && self.keeping.entry.entry.take().is_some() {
            // Its files could not be opened: the work stays where it is, to be restored when they can.
            self.keeping.entry.at = None;
            self.look_at_state();
        }
        let unsaved = self.has_unsaved_work();
        let is_held = self.open.as_ref().is_some_and(|open| open.settings.gesture().is_some());
        let keeping = &mut self.keeping;
        let (opening, revision) = (keeping.opening, keeping.revision);
        if let Some(path) = keeping.save_asked.take() {
            return self.submit_save(path);
        }
        if let Some((opening, entry)) = keeping.discarded.pop() {
            keeping.entry.submitted = None;
            return self.submit_removal(entry, opening);
        }
        let can_write = keeping.entry.failed < Some(revision);
        let has_file = self.open.as_ref().is_some_and(|open| open.path.is_some());
        let (book_waits, entry_at) = (has_file && keeping.book.waits(), keeping.entry.at.unwrap_or_default());
        let entry_waits = unsaved && !is_held && keeping.state.is_some() && entry_at < revision && can_write;
        // Whichever lies further back comes first.
        let book_first = book_waits && (!entry_waits || keeping.book.saved <= entry_at);
        // The book is copied only to be written: this is looked at after every command.
        let project = || self.open.as_ref().and_then(|open| Some((open.path.clone()?, open.models.book().clone())));
        if let Some((path, book)) = book_first.then(project).flatten() {
            self.keeping.book.submitted = Some(revision);
            self.jobs.submit(Job::SaveRuns, said!("job-saving-runs"), Lane::Saving, move |_| {
                book.save(&path)?;
                Ok(Product::RunsSaved(opening, revision))
            });
        } else if let Some(work) = entry_waits.then(|| self.work()).flatten() {
            let entry = self.keeping.begin_entry();
            self.keeping.entry.at.get_or_insert(0);
            self.keeping.entry.submitted = Some(revision);
            self.jobs.submit(Job::Autosave, said!("job-autosave"), Lane::Saving, move |_| {
                if let Some(entry) = entry {
                    entry.write(revision, &work)?;
                }
                Ok(Product::Autosaved(opening, Some(revision)))
            });
        } else if let Some(entry) = self.keeping.entry.entry.clone()
            && !unsaved
            && !book_waits
            && can_write
            && self.keeping.entry.at.is_some()
        {
            self.keeping.entry.submitted = Some(revision);
            self.submit_removal(entry, opening);
        }
    }

    fn note_changes(&mut self) {
        let unsaved = self.has_unsaved_work();
        let keeping = &mut self.keeping;
        if let Some(OpenProject { settings, models, .. }) = &self.open {
            if *settings.now() != keeping.noted {
                keeping.noted = settings.now().clone();
                keeping.revision += 1;
            }
            if models.book_changes() != keeping.book.noted {
                keeping.revision += 1;
                (keeping.book.noted, keeping.book.at) = (models.book_changes(), keeping.revision);
            }
        }
        let has_project = self.open.as_ref().is_some_and(|open| open.path.is_some());
        let book_is_saved = !has_project || keeping.book.saved >= keeping.book.at;
        if !unsaved && book_is_saved && keeping.entry.at.is_none() {
            keeping.durable = keeping.revision;
        }
    }

    fn work(&self) -> Option<Work> {
        let open = self.open.as_ref()?;
        let (config, book) = (open.config().clone(), open.models.book().clone());
        Some(Work { config, book, project: open.path.clone() })
    }

    fn submit_removal(&mut self, entry: Arc<Entry>, opening: u64) {
        self.jobs.submit(Job::Autosave, said!("job-autosave-removed"), Lane::Saving, move |_| {
            entry.remove()?;
            Ok(Product::Autosaved(opening, None))
        });
    }

    pub(super) fn ask_to_save(&mut self, path: PathBuf) {
        if self.is_open() {
            self.keeping.save_asked = Some(path);
        }
    }

    fn submit_save(&mut self, path: PathBuf) {
        let Some(work) = self.work() else { return };
        let (opening, revision) = (self.keeping.opening, self.keeping.revision);
        let entry = self.keeping.begin_entry();
        if entry.is_some() {
            self.keeping.entry.at.get_or_insert(0);
        }
        self.jobs.submit(Job::Save, said!("job-saving-project"), Lane::Saving, move |_| {
            // The project file and its book are two files: a crash between them finds both in the entry. Where the entry cannot be
            // written, the project is saved all the same.
            let is_in_entry = entry.is_some_and(|entry| entry.write(revision, &work).is_ok());
            project::save(&path, &work.config)?;
            work.book.save(&path)?;
            Ok(Product::Saved(SavedProject { opening, path, config: work.config, revision, is_in_entry }.into()))
        });
    }

    pub(super) fn saved(&mut self, saved: SavedProject) {
        self.say(Severity::Info, said!("message-saved", file = &saved.path));
        let Some(open) = self.open.as_mut().filter(|_| saved.opening == self.keeping.opening) else { return };
        open.path = Some(saved.path);
        open.settings.were_saved(saved.config);
        self.keeping.book.saved = saved.revision;
        self.keeping.entry.failed = None;
        if saved.is_in_entry {
            self.keeping.autosaved(saved.opening, Some(saved.revision));
        }
    }

    /// A project was opened: all that it has is saved.
    pub(super) fn begin_keeping(&mut self) {
        let (config, changes) = (self.config().clone(), self.models().book_changes());
        let keeping = &mut self.keeping;
        keeping.noted = config;
        keeping.revision += 1;
        keeping.book =
            KeptBook { noted: changes, at: keeping.revision, saved: keeping.revision, ..KeptBook::default() };
    }

    /// A project was closed: what is not saved is discarded.
    pub(super) fn end_keeping(&mut self) {
        let keeping = &mut self.keeping;
        let KeptEntry { entry, at, .. } = std::mem::take(&mut keeping.entry);
        let entry = entry.filter(|_| at.is_some());
        keeping.discarded.extend(entry.map(|entry| (keeping.opening, entry)));
        keeping.opening += 1;
        keeping.save_asked = None;
        self.kept_models.forget_what_was_sought();
    }

    /// Sees, beside the window, what the state folder holds.
    pub(super) fn look_at_state(&mut self) {
        self.look_at_state_after(said!("job-looking-for-unsaved"), || Ok(()));
    }

    /// The same after something was removed from it.
    pub(super) fn look_at_state_after(
        &mut self,
        title: Said,
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
        self.jobs.submit(Job::Restore, said!("job-restoring"), Lane::Interactive, move |_| {
            let entry = Entry::claim(&folder)?;
            let (about, mut work) = entry.read()?;
            let mut saved = None;
            if let Some(project) = work.project.clone() {
                match project::load(&project).and_then(|config| Ok((config, RunBook::load(&project)?))) {
                    Ok((config, book)) => {
                        saved = Some(config);
                        // Runs that were made since are kept too.
                        work.book.absorb(book);
                    }
                    // What cannot be read, perhaps because a newer program wrote it, is not written over.
                    Err(_) if project.exists() => work.project = None,
                    Err(_) => {}
                }
            }
            Ok(Product::Restored(RestoredWork { entry, revision: about.revision, work, saved }.into()))
        });
    }

    /// Opens what was restored. It is not saved yet.
    pub(super) fn go_on_with(&mut self, restored: RestoredWork) {
        let RestoredWork { entry, revision, work, saved } = restored;
        self.open_project(work.config, saved.unwrap_or_default(), work.project, work.book);
        self.ask(&[NodeId::Data]);
        self.state.unsaved.retain(|found| found.folder != entry.folder());
        self.keeping.entry = KeptEntry { entry: Some(entry.into()), at: Some(0), ..KeptEntry::default() };
        // The next revision is to be newer than the one that lies in the entry, and it holds the book too.
        self.keeping.revision = self.keeping.revision.max(revision);
        if let Some(open) = &mut self.open {
            open.models.write(|_| {});
        }
    }

    pub(super) fn discard_work(&mut self, folder: PathBuf) {
        self.look_at_state_after(said!("job-discarding"), move || Entry::claim(&folder)?.remove());
    }
}
