//! Where a table comes from: a file, a folder of part files, the sample shop, or text in memory.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::problems;
use crate::base::{InputError, SaidValue, StageError};
use crate::data::sample;
use crate::said;

/// Bytes read from a file at once.
const BUFFER: usize = 1 << 20;

/// Where a table comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A table of the sample shop inside the program.
    Sample(&'static [u8]),
    /// A file.
    File(PathBuf),
    /// A folder of part files that are one table, as cluster jobs write them.
    Folder(PathBuf),
    /// Text in memory.
    Text(Arc<[u8]>),
}

/// One of the files that make a table, or text that is in memory.
#[derive(Debug, Clone)]
pub struct Part {
    /// The file, for messages and for reading.
    pub path: PathBuf,
    held: Option<Held>,
}

#[derive(Debug, Clone)]
enum Held {
    Program(&'static [u8]),
    Memory(Arc<[u8]>),
}

impl Source {
    /// What a path stands for; `sample:NAME` is a table inside the program.
    pub fn of(path: &Path) -> Self {
        match sample::embedded(path) {
            Some(text) => Self::Sample(text),
            None if path.is_dir() => Self::Folder(path.to_owned()),
            None => Self::File(path.to_owned()),
        }
    }

    /// The parts in the order in which their rows count: that of their names.
    ///
    /// # Errors
    /// A file that cannot be opened, a folder without parts or with parts of several kinds.
    pub fn parts(&self, path: &Path) -> Result<Vec<Part>, StageError> {
        let held = |held| vec![Part { path: path.to_owned(), held: Some(held) }];
        match self {
            Self::Sample(text) => Ok(held(Held::Program(text))),
            Self::Text(text) => Ok(held(Held::Memory(Arc::clone(text)))),
            Self::File(file) => Ok(vec![Part::file(file)?]),
            Self::Folder(folder) => part_files(folder)?.iter().map(|file| Part::file(file)).collect(),
        }
    }
}

/// The part files of a folder. Marks of the job that wrote it (`_SUCCESS`, `.part-0.crc`) are no parts, nor are empty files.
fn part_files(folder: &Path) -> Result<Vec<PathBuf>, StageError> {
    let io = |e: std::io::Error| StageError::from(InputError::io(folder, &e));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name();
        let is_mark = name.to_string_lossy().starts_with(['_', '.']);
        if !is_mark && entry.metadata().map_err(io)?.is_file() && entry.metadata().map_err(io)?.len() > 0 {
            files.push(entry.path());
        }
    }
    files.sort();
    let mut kinds: Vec<&OsStr> = files.iter().map(|file| file.extension().unwrap_or_default()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    match kinds.len() {
        0 => Err(InputError::new(folder, said!("data-folder-empty"), said!("data-folder-empty.remedy")).into()),
        1 => Ok(files),
        _ => {
            let kinds = kinds.iter().map(|kind| kind.to_string_lossy().into_owned()).collect::<SaidValue>();
            let problem = said!("data-folder-mixed", kinds = kinds);
            Err(InputError::new(folder, problem, said!("data-folder-empty.remedy")).into())
        }
    }
}

impl Part {
    fn file(path: &Path) -> Result<Self, StageError> {
        let metadata = fs::metadata(path).map_err(|e| InputError::io(path, &e))?;
        if metadata.len() == 0 {
            return Err(problems::empty_file(path).into());
        }
        Ok(Self { path: path.to_owned(), held: None })
    }

    /// Whether it lies inside the program or in memory.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Its length in bytes.
    ///
    /// # Errors
    /// A file that is gone.
    pub fn size(&self) -> Result<u64, StageError> {
        match &self.held {
            Some(Held::Program(text)) => Ok(text.len() as u64),
            Some(Held::Memory(text)) => Ok(text.len() as u64),
            None => Ok(fs::metadata(&self.path).map_err(|e| InputError::io(&self.path, &e))?.len()),
        }
    }

    /// Its bytes from the first on.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, StageError> {
        Ok(match &self.held {
            Some(Held::Program(text)) => Box::new(*text),
            Some(Held::Memory(text)) => Box::new(std::io::Cursor::new(Arc::clone(text))),
            None => {
                let file = File::open(&self.path).map_err(|e| InputError::io(&self.path, &e))?;
                Box::new(BufReader::with_capacity(BUFFER, file))
            }
        })
    }

    /// The number that its last four bytes are, the lowest first.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn end(&self) -> Result<Option<u32>, StageError> {
        if self.is_held() || self.size()? < 4 {
            return Ok(None);
        }
        let mut end = [0; 4];
        let mut file = File::open(&self.path).map_err(|e| InputError::io(&self.path, &e))?;
        let read = file.seek(SeekFrom::End(-4)).and_then(|_| file.read_exact(&mut end));
        read.map_err(|e| InputError::io(&self.path, &e))?;
        Ok(Some(u32::from_le_bytes(end)))
    }

    /// Its first bytes, at most `n`.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn start(&self, n: u64) -> Result<Vec<u8>, StageError> {
        let mut start = Vec::new();
        self.open()?.take(n).read_to_end(&mut start).map_err(|e| InputError::io(&self.path, &e))?;
        Ok(start)
    }
}
