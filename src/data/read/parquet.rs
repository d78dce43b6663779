//! Parquet, read by polars one part of a row group at a time.

use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{
    ArrowDataType, Column, DataFrame, DataType, FileMetadataRef, ParallelStrategy, ParquetReader, PolarsError,
    SerReader as _, Series, TimeUnit,
};

use super::batch::{self, Batch};
use super::format::{Block, Blocks, Extent, Format, Opened, Reader, Unread, Wanted};
use super::problems;
use super::source::Part;
use crate::base::{InputError, Said, SaidValue, StageError, TaskContext, Warning};
use crate::data::time;
use crate::said;

/// Rows that are cut at once, however many a row group has: of a large group more, since its pages are gone through from the first one on.
const ROWS: std::ops::RangeInclusive<usize> = 1 << 17..=1 << 19;
/// Parts of a large group.
const PARTS: usize = 16;
/// Bytes of a group that are decoded at once, where its rows are long.
const BYTES: usize = 32 << 20;

/// Parquet.
pub struct Parquet;

impl Format for Parquet {
    fn begins(&self, start: &[u8], _: &Part) -> bool {
        start.starts_with(b"PAR1")
    }

    fn open(&self, part: &Part) -> Result<Opened, StageError> {
        let path = &part.path;
        let unreadable = |e: PolarsError| StageError::from(unreadable(path, &e));
        let mut reader = ParquetReader::new(open(path)?);
        let metadata = Arc::clone(reader.get_metadata().map_err(unreadable)?);
        let mut without_groups = (*metadata).clone();
        without_groups.row_groups.clear();
        let without_groups = Arc::new(without_groups);
        let schema = reader.schema().map_err(unreadable)?;
        let (readable, nested): (Vec<_>, Vec<_>) =
            schema.iter_values().enumerate().partition(|(_, f)| is_readable(f.dtype()));
        if readable.is_empty() {
            return Err(InputError::new(path, said!("data-no-column"), said!("data-no-column.remedy")).into());
        }
        if metadata.num_rows == 0 {
            return Err(problems::header_only(path).into());
        }
        let columns: Vec<String> = readable.iter().map(|(_, field)| field.name.to_string()).collect();
        let mut warnings = Vec::new();
        if !nested.is_empty() {
            let names =
                nested.iter().map(|(_, field)| said!("quoted", text = field.name.as_str())).collect::<SaidValue>();
            warnings.push(Warning::new(said!("data-nested-columns", file = path, names = names)));
        }
        Ok(Opened {
            description: Said::plain("Parquet"),
            reader: Arc::new(Rows {
                path: path.clone(),
                metadata,
                without_groups,
                readable: readable.iter().map(|(at, _)| *at).collect(),
            }),
            columns,
            has_header: true,
            warnings,
        })
    }
}

struct Rows {
    path: PathBuf,
    metadata: FileMetadataRef,
    /// The same as if the file had no rows.
    without_groups: FileMetadataRef,
    /// Places of the columns that can be read.
    readable: Vec<usize>,
}

impl Rows {
    fn frame(&self, block: &Block) -> Result<DataFrame, StageError> {
        let mut reader = ParquetReader::new(open(&self.path)?);
        // Polars begins to read all groups before the one that is asked for, so it is shown that one alone.
        let (mut alone, mut start) = ((*self.without_groups).clone(), 0);
        for group in &self.metadata.row_groups {
            if start + group.num_rows() > block.rows.start {
                alone.num_rows = group.num_rows();
                alone.row_groups.push(group.clone());
                break;
            }
            start += group.num_rows();
        }
        reader.set_metadata(alone.into());
        let slice = (block.rows.start - start, block.rows.len());
        let reader = reader.with_projection(Some(self.readable.clone())).with_slice(Some(slice));
        let frame = reader.read_parallel(ParallelStrategy::None).finish();
        let frame = frame.map_err(|e| StageError::from(unreadable(&self.path, &e)))?;
        if frame.width() != self.readable.len() {
            return Err(InputError::new(&self.path, said!("data-changed"), said!("data-changed.remedy")).into());
        }
        Ok(frame)
    }
}

impl Reader for Rows {
    fn blocks(&self, _: usize) -> Result<Blocks<'_>, StageError> {
        let size = self.size()?;
        let n_rows = self.metadata.num_rows.max(1) as u64;
        let (mut start, mut spans) = (0, Vec::new());
        for group in &self.metadata.row_groups {
            let end = start + group.num_rows();
            let of_row = (group.total_byte_size() / group.num_rows().max(1)).max(1);
            let rows = (group.num_rows() / PARTS).clamp(*ROWS.start(), *ROWS.end()).min((BYTES / of_row).max(1));
            while start < end {
                let next = end.min(start + rows);
                spans.push(start..next);
                start = next;
            }
        }
        Ok(Box::new(spans.into_iter().map(move |rows| {
            let bytes = size * rows.len() as u64 / n_rows;
            Ok(Block { text: Vec::new(), rows, bytes })
        })))
    }

    fn rows(&self, block: Block, wanted: Wanted<'_>) -> Result<Batch, Unread> {
        let frame = self.frame(&block)?;
        let n_rows = frame.height();
        let error = |e: PolarsError| StageError::from(unreadable(&self.path, &e));
        let mut texts = Vec::with_capacity(frame.width());
        for column in frame.columns() {
            texts.push(Cells::of(column).map_err(error)?);
        }
        drop(frame);
        let size = wanted.columns.iter().map(|&column| texts[column].text.len()).sum();
        let mut batch = Batch::new(String::with_capacity(size), wanted.columns.len());
        for row in 0..n_rows {
            batch.add_row();
            for (slot, &column) in wanted.columns.iter().enumerate() {
                batch.set_cell(slot, texts[column].cell(row));
            }
            let hashed = texts.iter().enumerate().filter(|(column, _)| !wanted.unhashed.contains(column));
            batch.end_row(batch::hash_cells(hashed.map(|(_, cells)| cells.cell(row).as_bytes())), row as u32);
        }
        batch.n_lines = n_rows as u32;
        Ok(batch)
    }

    fn size(&self) -> Result<u64, StageError> {
        Ok(std::fs::metadata(&self.path).map_err(|e| InputError::io(&self.path, &e))?.len())
    }

    fn extent(&self) -> Result<Extent, StageError> {
        Ok(Extent::Rows(self.metadata.num_rows as u64))
    }

    fn settled(&self, _: &TaskContext) -> Result<Arc<dyn Reader>, StageError> {
        Ok(Arc::new(Self {
            path: self.path.clone(),
            metadata: Arc::clone(&self.metadata),
            without_groups: Arc::clone(&self.without_groups),
            readable: self.readable.clone(),
        }))
    }
}

/// Whether a column has values that can be written as text: no tables themselves, and no spans of time.
fn is_readable(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as Type;
    let is_plain = |dtype: &ArrowDataType| match dtype {
        Type::Dictionary(..) => true,
        Type::Duration(_) | Type::Interval(_) => false,
        other => !other.is_nested(),
    };
    match dtype {
        Type::List(inner) | Type::LargeList(inner) => is_plain(inner.dtype()),
        other => is_plain(other),
    }
}

/// The cells of a column as text.
struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    fn of(column: &Column) -> Result<Self, PolarsError> {
        let series = column.as_materialized_series();
        let mut cells = Self { text: String::new(), ends: Vec::with_capacity(series.len()) };
        match series.dtype() {
            DataType::String => cells.add(series.str()?.iter(), |text, cell: &str| text.push_str(cell)),
            DataType::Binary => cells.add(series.binary()?.iter(), |text, bytes: &[u8]| {
                text.push_str(&String::from_utf8_lossy(bytes));
            }),
            DataType::Int64 => {
                cells.add(series.i64()?.iter(), |text, n: i64| text.push_str(itoa::Buffer::new().format(n)))
            }
            DataType::Int32 => {
                cells.add(series.i32()?.iter(), |text, n: i32| text.push_str(itoa::Buffer::new().format(n)))
            }
            DataType::Date | DataType::Datetime(..) => {
                let micros = series.cast(&DataType::Datetime(TimeUnit::Microseconds, None))?.cast(&DataType::Int64)?;
                cells.add(micros.i64()?.iter(), |text, micros: i64| time::write_iso(micros, text));
            }
            DataType::Float64 => cells.add(series.f64()?.iter(), |text, n: f64| _ = write!(text, "{n}")),
            DataType::Float32 => cells.add(series.f32()?.iter(), |text, n: f32| _ = write!(text, "{n}")),
            DataType::Boolean => {
                cells.add(series.bool()?.iter(), |text, b: bool| text.push_str(if b { "true" } else { "false" }))
            }
            DataType::List(inner) if !inner.is_nested() => {
                let lists = series.list()?;
                for list in lists.amortized_iter() {
                    if let Some(list) = list {
                        let values = as_text(list.as_ref())?;
                        for (at, value) in values.str()?.iter().enumerate() {
                            if at > 0 {
                                cells.text.push('|');
                            }
                            cells.text.push_str(value.unwrap_or_default());
                        }
                    }
                    cells.ends.push(cells.text.len() as u32);
                }
            }
            other if other.is_nested() => cells.ends.resize(series.len(), 0),
            _ => {
                let values = as_text(series)?;
                cells.add(values.str()?.iter(), |text, cell: &str| text.push_str(cell));
            }
        }
        Ok(cells)
    }

    fn add<T>(&mut self, values: impl Iterator<Item = Option<T>>, mut write: impl FnMut(&mut String, T)) {
        for value in values {
            if let Some(value) = value {
                write(&mut self.text, value);
            }
            self.ends.push(self.text.len() as u32);
        }
    }

    fn cell(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start as usize..self.ends[row] as usize]
    }
}

fn as_text(series: &Series) -> Result<Series, PolarsError> {
    series.cast(&DataType::String)
}

fn open(path: &Path) -> Result<File, StageError> {
    Ok(File::open(path).map_err(|e| InputError::io(path, &e))?)
}

fn unreadable(path: &Path, error: &PolarsError) -> InputError {
    match std::fs::metadata(path) {
        Err(e) => InputError::io(path, &e),
        Ok(_) => {
            let problem = said!("data-not-whole-parquet", error = problems::first_line(error));
            InputError::new(path, problem, said!("data-not-whole-parquet.remedy"))
        }
    }
}
