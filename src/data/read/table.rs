//! An opened table, and its rows a batch at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::batch::{Batch, Oddities};
use super::format::{Block, Extent, Reader, Unread, Wanted};
use super::formats::FORMATS;
use super::problems::{empty_file, header_only, not_utf8};
use super::refused;
use super::source::{Part, Source};
use crate::base::{InputError, Said, StageError, TaskContext, Warning};
use crate::said;

/// Rows kept for the preview and for guessing what the columns mean.
pub const PREVIEW_ROWS: usize = 1000;
/// Bytes of text that are cut into rows at once.
const BLOCK: usize = 2 << 20;
/// Bytes of the block that the preview is made of.
const FIRST_BLOCK: usize = 512 << 10;
/// Key of the remark that both looking at a file and reading it make.
const RAGGED: &str = "data-ragged";
/// How far the first block grows to hold a row.
const START: u64 = 64 << 10;

/// An opened table: its columns and first rows. Values are text as they stand in the file.
#[derive(Clone)]
pub struct Table {
    /// The file or folder.
    pub path: PathBuf,
    /// What it was recognised as: "CSV, tab-separated, GBK, gzip".
    pub description: Said,
    /// Column names in file order; made up ("Column 3") where the file has none.
    pub columns: Vec<String>,
    /// Whether the names come from the file.
    pub has_header: bool,
    /// Up to [`PREVIEW_ROWS`] rows; each has one cell a column, empty where the file has none.
    pub preview: Vec<Vec<String>>,
    /// What the user should know about the file.
    pub warnings: Vec<Warning>,
    parts: Vec<(Part, Arc<dyn Reader>)>,
}

/// How much a table holds, judged from its first rows and its size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// Rows.
    pub rows: u64,
    /// Bytes of text in all.
    pub text: u64,
}

/// A row as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAt {
    /// The file.
    pub file: PathBuf,
    /// Its line, counted from 1; its row where the format has no lines.
    pub line: u64,
    /// Its cells, one a column.
    pub cells: Vec<String>,
}

/// Where the rows of a batch stand.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The file.
    pub path: &'a Path,
    /// Number of the first row, counted from 0 over the table.
    pub first_row: u64,
    /// Line of the file that line 0 of the batch is, counted from 1.
    pub first_line: u64,
}

impl Table {
    /// Looks at a file or folder, or a table of the sample shop (`sample:NAME`). Reads little of it.
    ///
    /// # Errors
    /// A message naming the file (and row, where there is one) for anything that is no table: an empty or vanished file, binary content,
    /// cut-off compression, a format that is not read.
    pub fn open(path: &Path, ctx: &TaskContext) -> Result<Self, StageError> {
        Self::from_source(path, &Source::of(path), ctx)
    }

    /// Opens a table that is in memory as UTF-8 text; `path` names it in messages.
    ///
    /// # Errors
    /// Text that is no table.
    pub fn from_text(path: &Path, text: &[u8]) -> Result<Self, StageError> {
        Self::from_source(path, &Source::Text(text.into()), &TaskContext::new())
    }

    fn from_source(path: &Path, source: &Source, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(said!("step-opening-file"), 0)?;
        let mut table: Option<Self> = None;
        for part in source.parts(path)? {
            ctx.check()?;
            let start = part.start(START)?;
            refused::check(&start, &part)?;
            let Some(format) = FORMATS.iter().find(|format| format.begins(&start, &part)) else { continue };
            let opened = format.open(&part)?;
            match &mut table {
                None => {
                    table = Some(Self {
                        path: path.to_owned(),
                        description: opened.description,
                        columns: opened.columns,
                        has_header: opened.has_header,
                        preview: Vec::new(),
                        warnings: opened.warnings,
                        parts: vec![(part, opened.reader)],
                    });
                }
                Some(table) if table.columns == opened.columns => table.parts.push((part, opened.reader)),
                Some(table) => {
                    let problem = said!("data-other-columns", file = &table.parts[0].0.path);
                    return Err(InputError::new(&part.path, problem, said!("data-folder-empty.remedy")).into());
                }
            }
        }
        let Some(mut table) = table else { return Err(empty_file(path).into()) };
        table.look()?;
        Ok(table)
    }

    /// Reads the first rows.
    fn look(&mut self) -> Result<(), StageError> {
        let all: Vec<usize> = (0..self.columns.len()).collect();
        let wanted = Wanted { columns: &all, unhashed: &[] };
        let (mut preview, mut oddities) = (Vec::new(), Oddities::default());
        for (part, reader) in &self.parts {
            let (mut line, mut bytes) = (reader.first_line(), 0);
            for block in reader.blocks(FIRST_BLOCK)? {
                let block = block?;
                bytes += block.text.len();
                let batch = match reader.rows(block, wanted).map_err(|unread| unread.in_file(line)) {
                    Ok(batch) => batch,
                    Err(Unread::Failed(error)) => return Err(error),
                    Err(Unread::Line(_, error)) => return Err((*error).into()),
                    // The layout was judged from text of this encoding.
                    Err(Unread::OtherEncoding) if preview.is_empty() => return Err(not_utf8(&part.path).into()),
                    Err(Unread::OtherEncoding) => break,
                };
                let row = |row: usize| all.iter().map(|&column| batch.cell(row, column).to_owned()).collect();
                preview.extend((0..batch.n_rows().min(PREVIEW_ROWS - preview.len())).map(row));
                oddities.add(&batch.oddities, line);
                line += u64::from(batch.n_lines);
                // Rows may be very long.
                if preview.len() == PREVIEW_ROWS || !preview.is_empty() && bytes >= FIRST_BLOCK {
                    break;
                }
            }
            if preview.len() == PREVIEW_ROWS {
                break;
            }
        }
        if preview.is_empty() {
            return Err(header_only(&self.path).into());
        }
        if let Some((line, found)) = oddities.first_ragged {
            self.warnings.push(ragged(&self.path, line, found, self.columns.len(), oddities.ragged));
        }
        self.preview = preview;
        Ok(())
    }

    /// Hands out the cells of `columns` of all rows in their order, a batch at a time, with a hash of each whole row but for the columns
    /// `unhashed`: `look` is called for many batches at once, `take` for one after the other. Both
    /// may be called anew from the first row on, with a new state by `start`, where the file turns out to be in another encoding.
    ///
    /// # Errors
    /// A file that cannot be read on, what `look` and `take` return, or cancellation.
    pub fn scan<State: Send, Seen: Send>(
        &self,
        columns: &[usize],
        unhashed: &[usize],
        ctx: &TaskContext,
        start: impl Fn() -> State,
        look: impl Fn(&Batch) -> Seen + Sync,
        take: impl Fn(&mut State, Seen, Place<'_>) -> Result<(), StageError> + Sync,
    ) -> Result<(State, Vec<Warning>), StageError> {
        let wanted = Wanted { columns, unhashed };
        let readers: Vec<Arc<dyn Reader>> = self.parts.iter().map(|(_, reader)| Arc::clone(reader)).collect();
        match self.read(&readers, wanted, ctx, &start, &look, &take) {
            Err(Unread::OtherEncoding) => {}
            Err(Unread::Failed(error)) => return Err(error),
            Err(Unread::Line(_, error)) => return Err((*error).into()),
            Ok(read) => return Ok(read),
        }
        // What follows the looked-at part is in another encoding.
        let settled = readers.iter().map(|reader| reader.settled(ctx)).collect::<Result<Vec<_>, _>>()?;
        match self.read(&settled, wanted, ctx, &start, &look, &take) {
            Err(Unread::Failed(error)) => Err(error),
            Err(Unread::Line(_, error)) => Err((*error).into()),
            Err(Unread::OtherEncoding) => Err(not_utf8(&self.path).into()),
            Ok(read) => Ok(read),
        }
    }

    /// The rows of these numbers, which ascend and are counted from 0, as far as the table has them; and how many rows were gone through, all
    /// of the table's where one was not found.
    ///
    /// # Errors
    /// A file that cannot be read, or cancellation.
    pub fn rows_at(&self, rows: &[u64], ctx: &TaskContext) -> Result<(Vec<RowAt>, u64), StageError> {
        let readers: Vec<Arc<dyn Reader>> = self.parts.iter().map(|(_, reader)| Arc::clone(reader)).collect();
        match self.find(&readers, rows, ctx) {
            Err(Unread::OtherEncoding) => {}
            Err(Unread::Failed(error)) => return Err(error),
            Err(Unread::Line(_, error)) => return Err((*error).into()),
            Ok(found) => return Ok(found),
        }
        let settled = readers.iter().map(|reader| reader.settled(ctx)).collect::<Result<Vec<_>, _>>()?;
        match self.find(&settled, rows, ctx) {
            Err(Unread::Failed(error)) => Err(error),
            Err(Unread::Line(_, error)) => Err((*error).into()),
            Err(Unread::OtherEncoding) => Err(not_utf8(&self.path).into()),
            Ok(found) => Ok(found),
        }
    }

    fn find(&self, readers: &[Arc<dyn Reader>], rows: &[u64], ctx: &TaskContext) -> Result<(Vec<RowAt>, u64), Unread> {
        let columns: Vec<usize> = (0..self.columns.len()).collect();
        let mut wanted = rows.iter().copied().peekable();
        let (mut found, mut first_row) = (Vec::with_capacity(rows.len()), 0);
        for ((part, _), reader) in self.parts.iter().zip(readers) {
            let mut line = reader.first_line();
            for block in reader.blocks(BLOCK)? {
                if wanted.peek().is_none() {
                    return Ok((found, first_row));
                }
                ctx.check().map_err(StageError::from)?;
                let wanted_cells = Wanted { columns: &columns, unhashed: &[] };
                let batch = reader.rows(block?, wanted_cells).map_err(|unread| unread.in_file(line))?;
                let end = first_row + batch.n_rows() as u64;
                while let Some(row) = wanted.next_if(|row| *row < end) {
                    let at = (row - first_row) as usize;
                    found.push(RowAt {
                        file: part.path.clone(),
                        line: line + u64::from(batch.lines[at]),
                        cells: columns.iter().map(|column| batch.cell(at, *column).to_owned()).collect(),
                    });
                }
                (first_row, line) = (end, line + u64::from(batch.n_lines));
            }
        }
        Ok((found, first_row))
    }

    fn read<State: Send, Seen: Send>(
        &self,
        readers: &[Arc<dyn Reader>],
        wanted: Wanted<'_>,
        ctx: &TaskContext,
        start: &impl Fn() -> State,
        look: &(impl Fn(&Batch) -> Seen + Sync),
        take: &(impl Fn(&mut State, Seen, Place<'_>) -> Result<(), StageError> + Sync),
    ) -> Result<(State, Vec<Warning>), Unread> {
        let size = readers.iter().map(|reader| reader.size()).sum::<Result<u64, _>>()?;
        ctx.start(said!("step-reading-rows"), size as usize).map_err(StageError::from)?;
        let mut state = start();
        let (mut first_row, mut warnings) = (0u64, Vec::new());
        for ((part, _), reader) in self.parts.iter().zip(readers) {
            let (mut line, mut oddities) = (reader.first_line(), Oddities::default());
            let mut blocks = reader.blocks(BLOCK)?;
            let mut next = || blocks.by_ref().take(2 * rayon::current_num_threads()).collect::<Result<Vec<Block>, _>>();
            let cut = |group: Vec<Block>| -> Vec<Result<(Seen, Cut), Unread>> {
                let of = |block: Block| {
                    ctx.check().map_err(StageError::from)?;
                    let bytes = block.bytes;
                    let batch = reader.rows(block, wanted)?;
                    let cut = Cut {
                        bytes,
                        rows: batch.n_rows() as u64,
                        lines: u64::from(batch.n_lines),
                        oddities: batch.oddities,
                    };
                    Ok((look(&batch), cut))
                };
                group.into_par_iter().map(of).collect()
            };
            let mut group = cut(next()?);
            while !group.is_empty() {
                // While one thread takes what was cut, the others cut what follows.
                let following = next()?;
                let (taken, cut) = rayon::join(
                    || {
                        for seen in std::mem::take(&mut group) {
                            let (seen, cut) = seen.map_err(|unread: Unread| unread.in_file(line))?;
                            take(&mut state, seen, Place { path: &part.path, first_row, first_line: line })?;
                            oddities.add(&cut.oddities, line);
                            (first_row, line) = (first_row + cut.rows, line + cut.lines);
                            ctx.advance(cut.bytes as usize).map_err(StageError::from)?;
                            ctx.say(said!("step-reading-rows-so-far", rows = first_row));
                        }
                        Ok::<(), Unread>(())
                    },
                    || cut(following),
                );
                taken?;
                group = cut;
            }
            warnings.extend(self.odd(&part.path, &oddities));
        }
        Ok((state, warnings))
    }

    /// What is to be told of the rows of a file.
    fn odd(&self, path: &Path, oddities: &Oddities) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let Some((line, found)) = oddities.first_ragged {
            warnings.push(ragged(path, line, found, self.columns.len(), oddities.ragged));
        }
        if let Some(line) = oddities.first_header {
            let line = line.to_string();
            warnings.push(Warning::new(said!("data-header-again", file = path, row = line, n = oddities.headers)));
        }
        if oddities.unknown_keys > 0 {
            warnings.push(Warning::new(said!("data-unknown-keys", file = path, n = oddities.unknown_keys)));
        }
        warnings
    }

    /// What the user should know about the file, but for what reading all its rows tells in full.
    pub fn lasting_warnings(&self) -> impl Iterator<Item = Warning> {
        self.warnings.iter().filter(|warning| warning.said.key != RAGGED).cloned()
    }

    /// Whether the first rows of a column count 0, 1, 2, … or 1, 2, 3, …: a row number, as some programs write under no name.
    pub fn counts_rows(&self, column: usize) -> bool {
        let counts = |from: i64| {
            self.preview.iter().zip(from..).all(|(row, i)| row[column].trim().parse::<i64>().is_ok_and(|v| v == i))
        };
        self.preview.len() > 2 && (counts(0) || counts(1))
    }

    /// How much the table holds.
    ///
    /// # Errors
    /// A file that is gone.
    pub fn expected(&self) -> Result<Expected, StageError> {
        let of_row = self.preview.iter().flatten().map(|cell| cell.len() as u64 + 1).sum::<u64>().max(1);
        let n_preview = self.preview.len().max(1) as u64;
        let mut expected = Expected::default();
        for (_, reader) in &self.parts {
            let (rows, text) = match reader.extent()? {
                Extent::Rows(rows) => (rows, rows * of_row / n_preview),
                Extent::Text(text) => (text * n_preview / of_row, text),
            };
            expected.rows += rows;
            expected.text += text;
        }
        Ok(expected)
    }
}

/// What is known of a block once it was cut.
struct Cut {
    bytes: u64,
    rows: u64,
    lines: u64,
    oddities: Oddities,
}

fn ragged(path: &Path, line: u64, found: usize, expected: usize, rows: u64) -> Warning {
    // Its key is RAGGED.
    Warning::new(said!(
        "data-ragged",
        file = path,
        row = line.to_string(),
        found = found,
        expected = expected,
        ragged = rows,
    ))
}
