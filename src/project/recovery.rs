//! Work that is not saved yet, kept in the state folder so that a crash takes none of it.
//!
//! Each open project with something worth keeping has an entry: the folder `recovery/<name>` of the state folder. In it
//! `entry.json` says what the entry is about and which pair of files (settings and book of runs, of one moment) is the valid
//! one. The pair is written first, under a name of its own, and `entry.json` after it: whoever reads sees one moment or
//! another, never a mixture. `lock` is held as long as the owner lives; the system lets it go when the owner dies.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::runs::RunBook;
use crate::base::{InputError, Said, StageError, files};
use crate::data::sample;
use crate::pipeline::PipelineConfig;
use crate::said;

/// The newest layout of an entry.
const FORMAT_VERSION: u32 = 1;
/// The file that makes an entry valid.
const ABOUT: &str = "entry.json";
/// Tries to lock an entry, and the time between two.
const LOOKS: usize = 10;
const LOOK: Duration = Duration::from_millis(20);
/// After this long, a folder without an owner and without `entry.json` is what is left of an entry.
const LEFT_OVER: Duration = Duration::from_secs(60);

/// What is kept: the settings and the runs of one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The settings.
    pub config: PipelineConfig,
    /// The runs and searches.
    pub book: RunBook,
    /// Where the project is saved, if it is.
    pub project: Option<PathBuf>,
}

/// What an entry is about, without reading all of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct About {
    format_version: u32,
    /// Counts the changes of its owner; the valid pair of files is named by it.
    pub revision: u64,
    /// Where the project is saved, if it is.
    pub project: Option<PathBuf>,
    /// The file's name, of the project or else of its events.
    pub name: Said,
    /// When it was written, seconds since 1970 UTC.
    pub changed: i64,
    /// Runs in the book.
    pub runs: usize,
    /// Trials of searches in the book.
    pub trials: usize,
}

/// Work that nobody has open.
#[derive(Debug, Clone)]
pub struct Found {
    /// The entry's folder.
    pub folder: PathBuf,
    /// What it is about, or why it cannot be read.
    pub about: Result<About, StageError>,
}

/// The entry of an open project. Making one touches no file.
#[derive(Debug)]
pub struct Entry {
    folder: PathBuf,
    lock: Mutex<Option<File>>,
}

impl Entry {
    /// A new entry in a state folder.
    pub fn new(state: &Path) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_nanos());
        let name = format!("{now:x}-{}", std::process::id());
        Self { folder: state.join("recovery").join(name), lock: Mutex::new(None) }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes over an entry whose owner has died.
    ///
    /// # Errors
    /// An entry that another window has open, or that is no longer there.
    pub fn claim(folder: &Path) -> Result<Self, StageError> {
        // A look at what lies there holds each lock for a moment; a window holds it for as long as it lives.
        Self::claim_in(LOOKS, folder)
    }

    fn claim_in(tries: usize, folder: &Path) -> Result<Self, StageError> {
        let path = folder.join("lock");
        if !folder.is_dir() {
            let (problem, remedy) = (said!("recovery-gone"), said!("recovery-done-elsewhere"));
            return Err(InputError::new(folder, problem, remedy).into());
        }
        // Only a valid entry may lack its lock: making one in a folder that is being removed would keep that from going.
        let lock = match folder.join(ABOUT).exists() {
            true => File::create(&path),
            false => File::options().write(true).open(&path),
        };
        let lock = lock.map_err(|e| InputError::io(&path, &e))?;
        let mut tries = (0..tries).map(|n| {
            std::thread::sleep(if n == 0 { Duration::ZERO } else { LOOK });
            lock.try_lock()
        });
        let locked = tries.find(|tried| !matches!(tried, Err(TryLockError::WouldBlock)));
        match locked.unwrap_or(Err(TryLockError::WouldBlock)) {
            Err(TryLockError::WouldBlock) => {
                Err(InputError::new(folder, said!("recovery-open"), said!("recovery-go-on-there")).into())
            }
            // Some file systems know no locks; there the entry is taken for free.
            Ok(()) | Err(TryLockError::Error(_)) => {
                Ok(Self { folder: folder.to_owned(), lock: Mutex::new(Some(lock)) })
            }
        }
    }

    /// Writes the work of a moment in place of an earlier one. `revision` grows from call to call.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn write(&self, revision: u64, work: &Work) -> Result<(), StageError> {
        self.own()?;
        let settings = self.settings(revision);
        super::save(&settings, &work.config)?;
        work.book.save(&settings)?;
        let about = About {
            format_version: FORMAT_VERSION,
            revision,
            project: work.project.as_ref().map(|p| std::path::absolute(p).unwrap_or_else(|_| p.clone())),
            name: name(work),
            changed: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_secs() as i64),
            runs: work.book.runs.len(),
            trials: work.book.searches.iter().map(|s| s.trials.len()).sum(),
        };
        let path = self.folder.join(ABOUT);
        let text = serde_json::to_vec_pretty(&about).map_err(|e| super::not_written(&path, &e))?;
        files::write_atomic(&path, |out| out.write_all(&text))?;
        // What stays behind here is removed with the next moment.
        let valid = [ABOUT.into(), "lock".into(), file_name(&settings), file_name(&RunBook::path(&settings))];
        for file in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if !valid.contains(&file.file_name().to_string_lossy().into_owned()) {
                _ = fs::remove_file(file.path());
            }
        }
        Ok(())
    }

    /// Reads what is kept.
    ///
    /// # Errors
    /// A file that is missing, damaged, or of a newer program.
    pub fn read(&self) -> Result<(About, Work), StageError> {
        let about = about(&self.folder)?;
        let settings = self.settings(about.revision);
        let text = fs::read_to_string(&settings).map_err(|e| InputError::io(&settings, &e))?;
        let config = super::parse_unchecked(&settings, &text)?;
        let book = RunBook::path(&settings);
        if !book.exists() {
            return Err(InputError::new(&book, said!("recovery-no-book"), said!("recovery-discard")).into());
        }
        Ok((about.clone(), Work { config, book: RunBook::load(&settings)?, project: about.project }))
    }

    /// Removes the entry.
    ///
    /// # Errors
    /// A folder that cannot be changed.
    pub fn remove(&self) -> Result<(), StageError> {
        let failed = |e: std::io::Error| match e.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(()),
            _ => Err(StageError::failed(said!("recovery-not-removed", folder = &self.folder, error = e.to_string()))),
        };
        // First what makes it valid, so that a half-removed entry is none.
        fs::remove_file(self.folder.join(ABOUT)).or_else(failed)?;
        self.let_go();
        // What cannot be removed now is no entry any more, and is cleared away later.
        _ = fs::remove_dir_all(&self.folder);
        Ok(())
    }

    /// Lets the lock go by name: closing the file is not enough while a process that is just being started still shares it.
    fn let_go(&self) {
        if let Some(lock) = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take() {
            _ = lock.unlock();
        }
    }

    /// Makes the folder and its lock where they are not there.
    fn own(&self) -> Result<(), StageError> {
        let mut held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            let path = self.folder.join("lock");
            let made = fs::create_dir_all(&self.folder).and_then(|()| File::create(&path));
            let lock = made.map_err(|e| super::not_written(&path, &e))?;
            // Who looks for work holds it for a moment at most. Where there are no locks, work is kept all the same.
            _ = lock.lock();
            *held = Some(lock);
        }
        Ok(())
    }

    fn settings(&self, revision: u64) -> PathBuf {
        self.folder.join(format!("settings-{revision}.toml"))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// The work in a state folder that nobody has open, the newest first.
pub fn list(state: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for folder in fs::read_dir(state.join("recovery")).into_iter().flatten().flatten().map(|e| e.path()) {
        let Ok(entry) = Entry::claim_in(1, &folder) else { continue };
        let age = fs::metadata(&folder).and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
        if folder.join(ABOUT).exists() {
            found.push(Found { about: about(&folder), folder });
        } else if age.is_some_and(|age| age > LEFT_OVER) {
            _ = entry.remove();
        }
    }
    found.sort_by_key(|f| std::cmp::Reverse(f.about.as_ref().map_or(i64::MIN, |a| a.changed)));
    found
}

fn about(folder: &Path) -> Result<About, StageError> {
    let path = folder.join(ABOUT);
    let text = fs::read(&path).map_err(|e| InputError::io(&path, &e))?;
    let unreadable = |e: serde_json::Error| {
        let problem = said!("recovery-unreadable", error = Said::of_error(&e.to_string()));
        InputError::new(&path, problem, said!("recovery-discard"))
    };
    // What a newer program wrote may hold anything else.
    let whole: serde_json::Value = serde_json::from_slice(&text).map_err(unreadable)?;
    super::refuse_newer(&path, whole.get("format_version").and_then(serde_json::Value::as_u64), FORMAT_VERSION)?;
    Ok(serde_json::from_value(whole).map_err(unreadable)?)
}

fn name(work: &Work) -> Said {
    let path = work.project.as_ref().unwrap_or(&work.config.data.events);
    if sample::is_inside(path) { said!("project-sample-shop") } else { Said::plain(file_name(path)) }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(seed: u64) -> Work {
        let config = PipelineConfig { seed, ..PipelineConfig::for_events(Path::new("/data/shop.csv")) };
        Work { config, book: RunBook::default(), project: Some("/data/shop.toml".into()) }
    }

    #[test]
    fn an_entry_is_offered_once_its_owner_is_gone_and_comes_back_whole() {
        let state = tempfile::tempdir().unwrap();
        let entry = Entry::new(state.path());
        entry.write(3, &work(7)).unwrap();
        entry.write(4, &work(8)).unwrap();
        assert_eq!(fs::read_dir(&entry.folder).unwrap().count(), 4, "only the newest moment stays");
        assert!(list(state.path()).is_empty(), "its owner lives");
        assert!(Entry::claim(&entry.folder).unwrap_err().to_string().contains("recovery-open"));
        drop(entry);
        let found = list(state.path());
        let about = found[0].about.as_ref().unwrap();
        assert_eq!((about.name.as_plain(), about.revision), (Some("shop.toml"), 4));
        let entry = Entry::claim(&found[0].folder).unwrap();
        assert_eq!(entry.read().unwrap().1, work(8));
        entry.remove().unwrap();
        drop(entry);
        assert!(list(state.path()).is_empty());
    }

    #[test]
    fn settings_that_cannot_be_used_yet_come_back_too() {
        let state = tempfile::tempdir().unwrap();
        let entry = Entry::new(state.path());
        let mut half = work(1);
        half.config.models.push(half.config.models[0].clone());
        assert!(half.config.check().is_err());
        entry.write(1, &half).unwrap();
        assert_eq!(entry.read().unwrap().1, half);
    }

    #[test]
    fn a_damaged_entry_is_found_with_its_fault_and_can_be_removed() {
        let state = tempfile::tempdir().unwrap();
        let entry = Entry::new(state.path());
        entry.write(1, &work(1)).unwrap();
        let folder = entry.folder.clone();
        drop(entry);
        fs::write(folder.join("settings-1.toml"), "seed = \"many\"").unwrap();
        let entry = Entry::claim(&folder).unwrap();
        assert!(entry.read().unwrap_err().to_string().contains("settings-1.toml, row 1"));
        drop(entry);
        fs::write(folder.join(ABOUT), "{").unwrap();
        let found = list(state.path());
        assert!(found[0].about.as_ref().unwrap_err().to_string().contains("recovery-discard"));
        Entry::claim(&folder).unwrap().remove().unwrap();
        assert!(!folder.exists());
    }
}
