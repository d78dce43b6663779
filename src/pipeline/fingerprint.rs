//! What is in a file, as a short hash: files of the same content are the same file, wherever they lie.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::base::{Cancelled, InputError, TaskContext};
use crate::data::sample;
use crate::said;

/// Bytes that are read between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;
/// A file that was changed this shortly before it was read is read again: the clocks of file systems are coarse, and another
/// change may carry the same time.
const COARSE: Duration = Duration::from_secs(2);

/// BLAKE3 of a file's bytes; a value of its own for a file that cannot be read, so that reading it is tried and says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    const UNREADABLE: Self = Self([0; 32]);

    /// Whether the file could be read.
    pub fn is_readable(&self) -> bool {
        *self != Self::UNREADABLE
    }

    /// The bytes of the hash.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The fingerprints of files by path, with what tells that a file need not be read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprints(HashMap<PathBuf, Known>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    fingerprint: Fingerprint,
    stamp: Option<Stamp>,
}

/// Length and time of change of a file whose clock has moved on since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    changed: SystemTime,
}

impl Fingerprints {
    /// The fingerprint of a file, once it is known.
    pub fn get(&self, path: &Path) -> Option<Fingerprint> {
        self.0.get(path).map(|known| known.fingerprint)
    }

    /// The fingerprints of `paths`; files that are unchanged since they were read last are not read again.
    ///
    /// # Errors
    /// Cancellation.
    pub fn look(&self, paths: &[PathBuf], ctx: &TaskContext) -> Result<Self, Cancelled> {
        let known = paths.iter().map(|path| Ok((path.clone(), self.look_at(path, ctx)?)));
        known.collect::<Result<_, Cancelled>>().map(Self)
    }

    /// Refuses files whose content was another when they were looked at `before`.
    ///
    /// # Errors
    /// The first such file.
    pub fn check_unchanged(&self, before: &Self, paths: &[PathBuf]) -> Result<(), InputError> {
        match paths.iter().find(|path| self.get(path) != before.get(path)) {
            Some(path) => Err(InputError::new(path, said!("project-file-changed"), said!("project-load-again"))),
            None => Ok(()),
        }
    }

    /// Takes over newer fingerprints.
    pub fn extend(&mut self, newer: Self) {
        self.0.extend(newer.0);
    }

    fn look_at(&self, path: &Path, ctx: &TaskContext) -> Result<Known, Cancelled> {
        if let Some(text) = sample::embedded(path) {
            return Ok(Known { fingerprint: Fingerprint(*blake3::hash(text).as_bytes()), stamp: None });
        }
        let stamp = stamp(path);
        match self.0.get(path) {
            Some(known) if stamp.is_some() && known.stamp == stamp => Ok(*known),
            _ => {
                let begun = SystemTime::now();
                let is_settled = |s: &Stamp| begun.duration_since(s.changed).is_ok_and(|age| age > COARSE);
                Ok(Known { fingerprint: read(path, ctx)?, stamp: stamp.filter(is_settled) })
            }
        }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some(Stamp { length: metadata.len(), changed: metadata.modified().ok()? })
}

fn read(path: &Path, ctx: &TaskContext) -> Result<Fingerprint, Cancelled> {
    let length = fs::metadata(path).map_or(0, |m| m.len());
    ctx.start(said!("step-reading-file"), length as usize)?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK.min(length as usize).max(1)];
    // A pipe would wait for somebody to write.
    let Some(mut file) = fs::metadata(path).ok().filter(fs::Metadata::is_file).and_then(|_| fs::File::open(path).ok())
    else {
        return Ok(Fingerprint::UNREADABLE);
    };
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(Fingerprint(*hasher.finalize().as_bytes())),
            Ok(n) => {
                hasher.update(&chunk[..n]);
                ctx.advance(n)?;
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return Ok(Fingerprint::UNREADABLE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_again_only_if_it_may_have_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.csv");
        let set_time = |time| fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let old = SystemTime::now() - Duration::from_secs(3600);
        let paths = [path.clone()];
        let ctx = TaskContext::new();
        let look = |known: &Fingerprints| known.look(&paths, &ctx).unwrap();

        fs::write(&path, "one").unwrap();
        set_time(old);
        let first = look(&Fingerprints::default());
        // Same length, same time: only whoever reads it sees the change.
        fs::write(&path, "two").unwrap();
        set_time(old);
        assert_eq!(look(&first), first, "it was not read again");
        assert_ne!(look(&Fingerprints::default()).get(&path), first.get(&path));
        set_time(old + Duration::from_secs(1));
        assert_ne!(look(&first).get(&path), first.get(&path), "its time says that it was changed");

        // Right after a change the time of the next one may be the same.
        let just = SystemTime::now();
        set_time(just);
        let young = look(&first);
        fs::write(&path, "six").unwrap();
        set_time(just);
        assert_ne!(look(&young).get(&path), young.get(&path));
    }

    #[test]
    fn a_file_that_changed_since_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.csv", "b.csv"].map(|name| folder.path().join(name));
        paths.iter().for_each(|path| fs::write(path, "one").unwrap());
        let look = || Fingerprints::default().look(&paths, &TaskContext::new()).unwrap();
        let before = look();
        assert_eq!(look().check_unchanged(&before, &paths), Ok(()));
        fs::write(&paths[1], "two").unwrap();
        let error = look().check_unchanged(&before, &paths).unwrap_err();
        assert_eq!((&error.file, error.problem), (&paths[1], said!("project-file-changed")));
    }

    #[test]
    fn what_cannot_be_read_has_a_fingerprint_and_hashing_stops_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let (gone, log) = (folder.path().join("gone.csv"), folder.path().join("log.csv"));
        fs::write(&log, vec![7; 3 * CHUNK]).unwrap();
        let ctx = TaskContext::new();
        let paths = [gone.clone(), folder.path().to_owned(), log];
        let looked = Fingerprints::default().look(&paths, &ctx).unwrap();
        assert_eq!(looked.get(&gone), Some(Fingerprint::UNREADABLE));
        assert_eq!(looked.get(folder.path()), Some(Fingerprint::UNREADABLE));
        ctx.cancel();
        assert_eq!(Fingerprints::default().look(&paths, &ctx), Err(Cancelled));
    }
}
