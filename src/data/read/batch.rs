//! A few thousand rows at a time, as text.

use std::hash::{BuildHasher, Hasher};

use foldhash::quality::FixedState;

/// Rows of a table in their order; each has one cell a column that was asked for. Built by a format's reader.
#[derive(Default)]
pub struct Batch {
    text: String,
    /// Start and end of each cell in `text`, row by row.
    cells: Vec<(u32, u32)>,
    width: usize,
    /// A hash of each whole row, columns that were not asked for included.
    pub hashes: Vec<u64>,
    /// Line of each row in the block, counted from 0.
    pub lines: Vec<u32>,
    /// Lines of the block, blank ones and those of cells that span several included.
    pub n_lines: u32,
    /// What was odd about the rows.
    pub oddities: Oddities,
}

/// What was odd about rows; can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Oddities {
    /// Rows with too few or too many cells.
    pub ragged: u64,
    /// Line of the first of them, counted from 0, and the number of its cells.
    pub first_ragged: Option<(u64, usize)>,
    /// Rows that repeat the header.
    pub headers: u64,
    /// Line of the first of them, counted from 0.
    pub first_header: Option<u64>,
    /// Rows with keys that the first rows do not have.
    pub unknown_keys: u64,
}

impl Oddities {
    /// Adds those of rows that begin at `line`.
    pub fn add(&mut self, others: &Self, line: u64) {
        self.ragged += others.ragged;
        self.headers += others.headers;
        self.unknown_keys += others.unknown_keys;
        self.first_ragged = self.first_ragged.or(others.first_ragged.map(|(at, n)| (at + line, n)));
        self.first_header = self.first_header.or(others.first_header.map(|at| at + line));
    }
}

impl Batch {
    /// Room for rows of `width` cells that lie in `text`.
    pub fn new(text: String, width: usize) -> Self {
        Self { text, width, ..Self::default() }
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.hashes.len()
    }

    /// A cell without the blanks around it; empty where the file has none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let (start, end) = self.cells[row * self.width + column];
        trimmed(&self.text[start as usize..end as usize])
    }

    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.n_rows()).map(move |row| self.cell(row, column))
    }

    /// Adds a row of empty cells and returns them.
    pub fn add_row(&mut self) -> &mut [(u32, u32)] {
        let start = self.cells.len();
        self.cells.resize(start + self.width, (0, 0));
        &mut self.cells[start..]
    }

    /// The text, to be put aside while its rows are cut.
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }

    /// Gives a cell of the last row, of which nothing was told before, its text.
    pub fn set_cell(&mut self, column: usize, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let row = self.cells.len() - self.width;
        self.cells[row + column] = (start, self.text.len() as u32);
    }

    /// Ends the last row.
    pub fn end_row(&mut self, hash: u64, line: u32) {
        self.hashes.push(hash);
        self.lines.push(line);
    }
}

/// Without the blanks at both ends; most cells have none.
fn trimmed(cell: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(|b| (0x21..0x80).contains(b));
    let bytes = cell.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) { cell } else { cell.trim() }
}

/// A hash of bytes that is the same on every run.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = STATE.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// A hash of the cells of a row, in the order of the columns.
pub fn hash_cells<'a>(cells: impl Iterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = STATE.build_hasher();
    for cell in cells {
        hasher.write(cell);
        hasher.write_usize(cell.len());
    }
    hasher.finish()
}

const STATE: FixedState = FixedState::with_seed(0x7461_7374);
