//! What is in a file or a folder of part files, as a short hash: what has the same content is the same, wherever it lies.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::base::{Cancelled, InputError, TaskContext};
use crate::data::read::{Part, Source};
use crate::said;

/// Bytes that are read between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;
/// A file that was changed this shortly before it was read is read again: the clocks of file systems are coarse, and another
/// change may carry the same time.
const COARSE: Duration = Duration::from_secs(2);

/// BLAKE3 of a file's bytes, for a folder of the hashes of its parts in their order; a value of its own for what cannot be read, so that
/// reading it is tried and says why.
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
        let mut known = HashMap::new();
        for path in paths {
            let fingerprint = match Source::of(path) {
                Source::Folder(folder) => self.look_at_parts(&folder, &mut known, ctx)?,
                Source::Sample(text) => Known { fingerprint: Fingerprint(*blake3::hash(text).as_bytes()), stamp: None },
                Source::File(_) | Source::Text(_) => self.look_at(path, ctx)?,
            };
            known.insert(path.clone(), fingerprint);
        }
        Ok(Self(known))
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

    /// The parts of a folder are known each by itself, so that one that is added is all that is read.
    fn look_at_parts(
        &self,
        folder: &Path,
        known: &mut HashMap<PathBuf, Known>,
        ctx: &TaskContext,
    ) -> Result<Known, Cancelled> {
        let mut of_parts = blake3::Hasher::new();
        let mut all_readable = true;
        let parts = Source::Folder(folder.to_owned()).parts(folder);
        for Part { path, .. } in parts.iter().flatten() {
            let part = self.look_at(path, ctx)?;
            all_readable &= part.fingerprint.is_readable();
            of_parts.update(part.fingerprint.bytes());
            known.insert(path.clone(), part);
        }
        let fingerprint = match parts {
            Ok(_) if all_readable => Fingerprint(*of_parts.finalize().as_bytes()),
            _ => Fingerprint::UNREADABLE,
        };
        Ok(Known { fingerprint, stamp: None })
    }

    fn look_at(&self, path: &Path, ctx: &TaskContext) -> Result<Known, Cancelled> {
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
    fn a_folder_is_what_its_parts_are_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let paths = [folder.path().to_owned()];
        let look = |known: &Fingerprints| known.look(&paths, &TaskContext::new()).unwrap();
        let of = |known: &Fingerprints| known.get(&paths[0]).unwrap();
        write("part-0.csv", "one");
        write("part-1.csv", "two");
        let first = look(&Fingerprints::default());
        write("_SUCCESS", "");
        assert_eq!(of(&look(&first)), of(&first), "a mark of the job is no part");
        write("part-2.csv", "three");
        assert_ne!(of(&look(&first)), of(&first), "a part more");
        fs::remove_file(folder.path().join("part-2.csv")).unwrap();
        assert_eq!(of(&look(&first)), of(&first));
        write("part-0.csv", "two");
        write("part-1.csv", "one");
        assert_ne!(of(&look(&first)), of(&first), "the same parts the other way round");
    }

    #[test]
    fn what_cannot_be_read_has_a_fingerprint_and_hashing_stops_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let [gone, empty, log] = ["gone.csv", "empty", "log.csv"].map(|name| folder.path().join(name));
        fs::create_dir(&empty).unwrap();
        fs::write(&log, vec![7; 3 * CHUNK]).unwrap();
        let ctx = TaskContext::new();
        let paths = [gone.clone(), empty.clone(), log];
        let looked = Fingerprints::default().look(&paths, &ctx).unwrap();
        assert_eq!(looked.get(&gone), Some(Fingerprint::UNREADABLE));
        assert_eq!(looked.get(&empty), Some(Fingerprint::UNREADABLE));
        ctx.cancel();
        assert_eq!(Fingerprints::default().look(&paths, &ctx), Err(Cancelled));
    }
}
