//! What a format of files can do.

use std::ops::Range;
use std::sync::Arc;

use super::batch::Batch;
use super::source::Part;
use crate::base::{InputError, Said, StageError, TaskContext, Warning};

/// A format of files.
pub trait Format: Sync {
    /// Whether a file with this name that begins like this is of this format.
    fn begins(&self, start: &[u8], part: &Part) -> bool;

    /// Looks at a file. Reads little of it.
    ///
    /// # Errors
    /// A file that cannot be read, or is not what it looks like.
    fn open(&self, part: &Part) -> Result<Opened, StageError>;
}

/// A file whose columns are known.
pub struct Opened {
    /// What it was recognised as: "CSV, tab-separated, GBK, gzip".
    pub description: Said,
    /// Names of the columns, each once.
    pub columns: Vec<String>,
    /// Whether the names come from the file.
    pub has_header: bool,
    /// What the user should know about it.
    pub warnings: Vec<Warning>,
    /// Reads its rows.
    pub reader: Arc<dyn Reader>,
}

/// A part of a file that can be cut into rows without the others.
pub struct Block {
    /// Its text, where the format is one of text.
    pub text: Vec<u8>,
    /// Its rows, where the format counts them.
    pub rows: Range<usize>,
    /// Bytes of the file that were read for it.
    pub bytes: u64,
}

/// Which columns a batch holds.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The columns, in the order of the batch's cells.
    pub columns: &'a [usize],
    /// Columns that say nothing about a row (its number): rows that differ in them alone are the same.
    pub unhashed: &'a [usize],
}

/// Why a block has no rows.
pub enum Unread {
    /// The text is not in the encoding that the first lines spoke for.
    OtherEncoding,
    /// A line that cannot be read, counted from 0 within the block.
    Line(u64, Box<InputError>),
    /// Anything else.
    Failed(StageError),
}

impl Unread {
    /// The same with the line counted in the file, where the block begins at `first_line`.
    pub fn in_file(self, first_line: u64) -> Self {
        match self {
            Self::Line(line, error) => Self::Failed(error.at_row(first_line + line).into()),
            other => other,
        }
    }
}

impl From<StageError> for Unread {
    fn from(error: StageError) -> Self {
        Self::Failed(error)
    }
}

/// Blocks in the order of the file.
pub type Blocks<'a> = Box<dyn Iterator<Item = Result<Block, StageError>> + Send + 'a>;

/// Reads the rows of one file. Blocks are found one after the other; their rows are cut by many threads at once.
pub trait Reader: Send + Sync {
    /// The blocks of the file, each of about `bytes` bytes.
    ///
    /// # Errors
    /// A file that cannot be opened.
    fn blocks(&self, bytes: usize) -> Result<Blocks<'_>, StageError>;

    /// The rows of a block.
    ///
    /// # Errors
    /// A block that is not what the format says.
    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread>;

    /// Number of the line that the first row stands in, counted from 1.
    fn first_line(&self) -> u64 {
        1
    }

    /// Bytes of the file.
    ///
    /// # Errors
    /// A file that is gone.
    fn size(&self) -> Result<u64, StageError>;

    /// Number of its rows, where the file tells; else the bytes of its text.
    ///
    /// # Errors
    /// A file that is gone.
    fn extent(&self) -> Result<Extent, StageError>;

    /// A reader of the same file in the encoding that all of it speaks for.
    ///
    /// # Errors
    /// A file that cannot be read, or cancellation.
    fn settled(&self, ctx: &TaskContext) -> Result<Arc<dyn Reader>, StageError>;
}

/// How long a file is.
pub enum Extent {
    /// It tells its rows.
    Rows(u64),
    /// It has about so many bytes of text.
    Text(u64),
}
