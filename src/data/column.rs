//! A column of all rows, put together from batches: texts as codes, moments, numbers.

use std::path::PathBuf;

use super::interned::{Interned, MISSING};
use super::nothing::{self, Words};
use super::number::{self, Mark};
use super::read::Place;
use super::read::batch::Batch;
use super::time::{self, RawTime};

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// As texts, of which many are alike.
    Texts,
    /// As moments, whose unit and order of day and month all cells decide together.
    Times,
    /// As numbers with this decimal mark.
    Numbers(Mark),
}

/// Rows at the end of a file that may hold totals.
const LAST_ROWS: usize = 3;

/// A column of all rows.
pub enum Column {
    /// Texts.
    Texts(Texts),
    /// Moments, not yet decided.
    Times(Box<Times>),
    /// Numbers.
    Numbers(Numbers),
}

/// Texts as codes.
#[derive(Default)]
pub struct Texts {
    /// The code of each row, [`MISSING`] where the cell is empty.
    pub codes: Vec<u32>,
    /// The texts of the codes.
    pub values: Interned,
}

/// Moments, not yet decided.
#[derive(Default)]
pub struct Times {
    /// The cell of each row.
    pub cells: Vec<RawTime>,
    /// What the cells look like.
    pub seen: time::Seen,
    /// Cells that hold nothing.
    pub n_nothing: u64,
}

/// Cells that cannot be read as what their column holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unreadable {
    /// How many.
    pub n: u64,
    /// The file that holds the first of them.
    pub file: PathBuf,
    /// Its line, counted from 1; of a batch from its own first line.
    pub line: u64,
}

/// Numbers.
#[derive(Default)]
pub struct Numbers {
    /// The number of each row, not a number where the cell holds none.
    pub values: Vec<f64>,
    /// Cells that hold nothing.
    pub n_nothing: u64,
    /// Cells that hold something else than a number.
    pub unreadable: Option<Unreadable>,
}

impl Column {
    /// An empty column that is read like this.
    pub fn new(reading: Reading) -> Self {
        match reading {
            Reading::Texts => Self::Texts(Texts::default()),
            Reading::Times => Self::Times(Box::default()),
            Reading::Numbers(_) => Self::Numbers(Numbers::default()),
        }
    }

    /// A column of a batch.
    pub fn of(batch: &Batch, column: usize, reading: Reading) -> Self {
        let cells = batch.column(column);
        match reading {
            Reading::Texts => Self::Texts(Texts::of(cells, batch.n_rows())),
            Reading::Times => Self::Times(Box::new(Times::of(cells, batch.n_rows()))),
            Reading::Numbers(mark) => Self::Numbers(Numbers::of(cells, &batch.lines, mark)),
        }
    }

    /// The moments of a batch whose days stand in one column and whose times of day in another.
    pub fn of_days(batch: &Batch, day: usize, clock: usize) -> Self {
        let mut cell = String::new();
        let mut times = Times::default();
        for (day, clock) in batch.column(day).zip(batch.column(clock)) {
            cell.clear();
            cell.push_str(day);
            time::write_clock(clock, &mut cell);
            times.push(&cell);
        }
        Self::Times(Box::new(times))
    }

    /// The same of a batch that stands there.
    #[must_use]
    pub fn at(mut self, place: Place<'_>) -> Self {
        if let Self::Numbers(Numbers { unreadable: Some(unreadable), .. }) = &mut self {
            unreadable.line += place.first_line;
            unreadable.file = place.path.to_owned();
        }
        self
    }

    /// Adds the rows of a batch that follow.
    pub fn append(&mut self, rows: Self) {
        match (self, rows) {
            (Self::Texts(all), Self::Texts(rows)) => all.append(&rows),
            (Self::Times(all), Self::Times(rows)) => {
                all.cells.extend_from_slice(&rows.cells);
                all.seen.merge(&rows.seen);
                all.n_nothing += rows.n_nothing;
            }
            (Self::Numbers(all), Self::Numbers(rows)) => {
                match (&mut all.unreadable, rows.unreadable) {
                    (Some(all), Some(rows)) => all.n += rows.n,
                    (all, rows) => *all = all.take().or(rows),
                }
                all.values.extend_from_slice(&rows.values);
                all.n_nothing += rows.n_nothing;
            }
            // A column is read in one way.
            _ => {}
        }
    }
}

impl Texts {
    /// The texts of `n` rows.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>, n: usize) -> Self {
        let mut texts = Self { codes: Vec::with_capacity(n), values: Interned::default() };
        texts.codes.extend(cells.map(|cell| if cell.is_empty() { MISSING } else { texts.values.code(cell) }));
        texts
    }

    /// Adds the rows of a batch that follow.
    pub fn append(&mut self, rows: &Self) {
        let index = self.values.merge(&rows.values);
        self.codes.extend(rows.codes.iter().map(|code| if *code == MISSING { MISSING } else { index[*code as usize] }));
    }

    /// Adds some of the rows of a batch that follow.
    pub fn append_some(&mut self, rows: &Self, kept: &[usize]) {
        self.codes.extend(kept.iter().map(|row| match rows.codes[*row] {
            MISSING => MISSING,
            code => self.values.code(rows.values.value(code)),
        }));
    }

    /// The text of a row.
    pub fn cell(&self, row: usize) -> Option<&str> {
        self.codes.get(row).filter(|code| **code != MISSING).map(|code| self.values.value(*code))
    }

    /// Takes away the cells with words for nothing, and counts them, with one of the words.
    pub fn drop_words_for_nothing(&mut self) -> Option<(u64, String)> {
        self.drop_words(&Words::of(self.values.values()))
    }

    /// The same of a column that describes items or users.
    pub fn drop_words_of_attribute(&mut self) -> Option<(u64, String)> {
        self.drop_words(&Words::of_attribute(self.values.values()))
    }

    /// Takes away words for a total in the last rows, as reports end with them, and counts them, with one of the words.
    pub fn drop_totals(&mut self) -> Option<(u64, String)> {
        let tail = self.codes.len().saturating_sub(LAST_ROWS);
        let (before, last) = self.codes.split_at_mut(tail);
        let mut found = None;
        for code in last.iter_mut().filter(|code| **code != MISSING) {
            let word = self.values.value(*code);
            if nothing::is_total(word) && !before.contains(code) {
                found = Some((found.map_or(0, |(n, _)| n) + 1, word.to_owned()));
                *code = MISSING;
            }
        }
        found
    }

    fn drop_words(&mut self, words: &Words) -> Option<(u64, String)> {
        let is_word: Vec<bool> = self.values.values().map(|value| words.hold(value)).collect();
        let word = self.values.value(is_word.iter().position(|is_word| *is_word)? as u32).to_owned();
        let mut n = 0;
        for code in self.codes.iter_mut().filter(|code| **code != MISSING) {
            if is_word[*code as usize] {
                (*code, n) = (MISSING, n + 1);
            }
        }
        (n > 0).then_some((n, word))
    }
}

impl Times {
    fn of<'a>(cells: impl Iterator<Item = &'a str>, n: usize) -> Self {
        let mut times = Self { cells: Vec::with_capacity(n), ..Self::default() };
        cells.for_each(|cell| times.push(cell));
        times
    }

    fn push(&mut self, cell: &str) {
        self.cells.push(if nothing::is_nothing(cell) {
            self.n_nothing += 1;
            RawTime::UNREADABLE
        } else {
            time::read(cell.as_bytes(), &mut self.seen)
        });
    }
}

impl Numbers {
    /// Whether it holds nothing at all.
    pub fn is_empty(&self) -> bool {
        self.n_nothing == self.values.len() as u64
    }

    fn of<'a>(cells: impl Iterator<Item = &'a str>, lines: &[u32], mark: Mark) -> Self {
        let mut numbers = Self { values: Vec::with_capacity(lines.len()), ..Self::default() };
        for (line, cell) in lines.iter().zip(cells) {
            let value = number::parse(cell, mark);
            if value.is_none() {
                if nothing::is_nothing(cell) || nothing::may_be_nothing(cell) {
                    numbers.n_nothing += 1;
                } else {
                    let first = || Unreadable { line: u64::from(*line), ..Unreadable::default() };
                    numbers.unreadable.get_or_insert_with(first).n += 1;
                }
            }
            numbers.values.push(value.unwrap_or(f64::NAN));
        }
        numbers
    }
}
