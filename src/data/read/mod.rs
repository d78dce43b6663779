//! From a file to a [`RawTable`]: named text columns with a preview, nothing interpreted yet.
//!
//! The first part of the file is looked at (`sniff`) for format, compression, encoding, separator and
//! header; the rest is read by polars' lazy engine when columns are asked for. What polars cannot read
//! as it is (other encodings, `::`, compressed text) is decoded into memory first (`decode`).

mod decode;
mod sniff;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{
    Column, DataType, Expr, Field, LazyCsvReader, LazyFileListReader, LazyFrame, ParquetReader, PlRefPath, PolarsError,
    ScanArgsParquet, ScanSources, Schema, SchemaExt, SerReader, StringChunked, TimeUnit, col, lit,
};

use encoding_rs::Encoding;

use crate::base::{InputError, Said, SaidValue, StageError, TaskContext, Warning};
use crate::said;
use decode::Compression;
use sniff::Layout;
pub use sniff::Separator;

/// Rows kept for the preview and for guessing what the columns mean.
pub const PREVIEW_ROWS: usize = 1000;

/// An opened file: its columns and first rows. Values are text as they stand in the file.
#[derive(Clone)]
pub struct RawTable {
    /// The file.
    pub path: PathBuf,
    /// What the file was recognised as: "CSV, tab-separated, GBK, gzip".
    pub description: Said,
    /// Column names in file order; made up ("Column 3") where the file has none.
    pub columns: Vec<String>,
    /// Whether the names come from the file.
    pub has_header: bool,
    /// Up to [`PREVIEW_ROWS`] rows; each has one cell a column, empty where the file has none.
    pub preview: Vec<Vec<String>>,
    /// What the user should know about the file.
    pub warnings: Vec<Warning>,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Parquet,
    Csv { layout: Layout, text: Text },
}

/// Where the text of a table is.
#[derive(Clone)]
enum Text {
    /// In the file, as it is read.
    Plain,
    /// In the file, to be decoded for each reading: it is not kept, since it may be far larger than the file.
    Encoded(Compression, &'static Encoding),
    /// In memory.
    Held(ScanSources),
}

/// What reading columns is going to take, judged from the first rows and the size of the file.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// Rows.
    pub rows: u64,
    /// Bytes at the most while they are read.
    pub reading: u64,
    /// Bytes of the columns.
    pub columns: u64,
}

impl RawTable {
    /// Looks at a file. Reads little of it, unless it has to be decoded whole.
    ///
    /// # Errors
    /// A message naming the file (and row, where there is one) for anything that is no table: a folder, an
    /// empty or vanished file, binary content, cut-off compression.
    pub fn open(path: &Path, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(said!("step-opening-file"), 0)?;
        let metadata = fs::metadata(path).map_err(|e| InputError::io(path, &e))?;
        if metadata.is_dir() {
            return Err(InputError::io(path, &std::io::ErrorKind::IsADirectory.into()).into());
        }
        if metadata.len() == 0 {
            return Err(empty_file(path).into());
        }
        let mut magic = [0; 4];
        let mut file = fs::File::open(path).map_err(|e| InputError::io(path, &e))?;
        let is_parquet = file.read_exact(&mut magic).is_ok() && &magic == b"PAR1";
        if is_parquet { Self::open_parquet(path) } else { Self::open_csv(path) }
    }

    /// Opens a table that is in memory as UTF-8 text; `path` names it in messages.
    pub fn from_text(path: &Path, text: &[u8]) -> Result<Self, StageError> {
        let sample = decode::Sample::of_text(text, Compression::None, encoding_rs::UTF_8);
        let layout = sniff::layout(path, &sample.text)?;
        let text = decode::with_single_byte_separator(text, layout.separator).unwrap_or_else(|| text.to_vec());
        Self::describe(path, layout, &sample, Text::Held(in_memory(text)))
    }

    fn open_parquet(path: &Path) -> Result<Self, StageError> {
        let unreadable = |e: PolarsError| StageError::from(parquet_error(path, &e));
        let mut frame = scan_parquet(path).map_err(unreadable)?;
        let schema = frame.collect_schema().map_err(unreadable)?;
        let fields: Vec<Field> = schema.iter_fields().collect();
        if fields.is_empty() {
            return Err(InputError::new(path, said!("data-no-column"), said!("data-no-column.remedy")).into());
        }
        let head = frame
            .limit(PREVIEW_ROWS as u32)
            .select(fields.iter().map(as_text).collect::<Vec<_>>())
            .collect()
            .map_err(unreadable)?;
        let n_rows = head.height();
        if n_rows == 0 {
            return Err(header_only(path).into());
        }
        let mut preview = vec![Vec::with_capacity(fields.len()); n_rows];
        for column in head.columns() {
            let values = text_values(column).map_err(unreadable)?;
            for (row, value) in preview.iter_mut().zip(values.iter()) {
                row.push(value.unwrap_or_default().to_owned());
            }
        }
        Ok(Self {
            path: path.to_owned(),
            description: Said::plain("Parquet"),
            columns: fields.iter().map(|f| f.name().to_string()).collect(),
            has_header: true,
            preview,
            warnings: Vec::new(),
            source: Source::Parquet,
        })
    }

    fn open_csv(path: &Path) -> Result<Self, StageError> {
        let sample = decode::sample(path)?;
        let layout = sniff::layout(path, &sample.text)?;
        let plain = sample.compression == Compression::None
            && sample.encoding == encoding_rs::UTF_8
            && layout.separator != Separator::DoubleColon;
        if plain {
            return Self::describe(path, layout, &sample, Text::Plain);
        }
        let text = Text::Encoded(sample.compression, sample.encoding);
        Self::describe(path, layout, &sample, text)
    }

    fn describe(path: &Path, layout: Layout, sample: &decode::Sample, text: Text) -> Result<Self, StageError> {
        let table = sniff::parse(path, &layout, &sample.text)?;
        if table.rows.is_empty() {
            return Err(header_only(path).into());
        }
        let encoding = Some(sample.encoding).filter(|encoding| *encoding != encoding_rs::UTF_8).map(Encoding::name);
        let mut parts = vec!["CSV".into(), layout.separator.label().into()];
        parts.extend([encoding, sample.compression.name()].into_iter().flatten().map(SaidValue::from));
        Ok(Self {
            path: path.to_owned(),
            description: said!("plain", text = SaidValue::List(parts)),
            columns: table.columns,
            has_header: layout.has_header,
            preview: table.rows,
            warnings: table.warnings,
            source: Source::Csv { layout, text },
        })
    }

    /// Reads whole columns, in the order of `columns`, as text; a missing cell is `None`.
    ///
    /// The query itself cannot be interrupted; `ctx` is asked before and after.
    pub fn read(&self, columns: &[usize], ctx: &TaskContext) -> Result<Vec<StringChunked>, StageError> {
        ctx.start(said!("step-reading-rows"), 0)?;
        let columns = match &self.source {
            Source::Parquet => self.read_parquet(columns)?,
            Source::Csv { layout, text } => {
                let decoded = |encoding| {
                    ctx.start(said!("step-decoding"), 0)?;
                    let text = in_memory(decode::whole(&self.path, encoding, layout.separator, ctx)?);
                    ctx.start(said!("step-reading-rows"), 0)?;
                    self.read_csv(layout, Some(&text), columns).map_err(|e| self.unreadable(&e))
                };
                match text {
                    Text::Encoded(_, encoding) => decoded(encoding)?,
                    Text::Held(text) => self.read_csv(layout, Some(text), columns).map_err(|e| self.unreadable(&e))?,
                    Text::Plain => match self.read_csv(layout, None, columns) {
                        // What follows the looked-at part is in another encoding: decode all of it.
                        Err(e) if e.to_string().contains("utf-8") => decoded(decode::guess_whole(&self.path, ctx)?)?,
                        other => other.map_err(|e| self.unreadable(&e))?,
                    },
                }
            }
        };
        ctx.check()?;
        Ok(columns)
    }

    /// What [`Self::read`] is going to take.
    ///
    /// # Errors
    /// A file that cannot be read any more.
    pub fn expected(&self, columns: &[usize]) -> Result<Expected, StageError> {
        let io = |e: std::io::Error| StageError::from(InputError::io(&self.path, &e));
        let n_preview = self.preview.len().max(1) as u64;
        let of_row = self.preview.iter().flatten().map(|cell| cell.len() as u64 + 1).sum::<u64>().max(1);
        let rows_of = |text: u64| text * n_preview / of_row;
        let (rows, held) = match &self.source {
            Source::Parquet => {
                let file = fs::File::open(&self.path).map_err(io)?;
                let rows = ParquetReader::new(file).num_rows().map_err(|e| parquet_error(&self.path, &e))?;
                (rows as u64, fs::metadata(&self.path).map_err(io)?.len())
            }
            Source::Csv { text: Text::Plain, .. } => {
                let text = fs::metadata(&self.path).map_err(io)?.len();
                (rows_of(text), text)
            }
            // The text is part of the program.
            Source::Csv { text: Text::Held(_), .. } => (0, 0),
            Source::Csv { layout, text: Text::Encoded(compression, encoding) } => {
                let text = decode::text_size(&self.path, *compression)?;
                let is_copied = *encoding != encoding_rs::UTF_8 || layout.separator == Separator::DoubleColon;
                // The reader's own parts of it are no more than it once again.
                (rows_of(text), if is_copied { 7 * text / 2 } else { 2 * text })
            }
        };
        // Texts of up to 12 bytes stand in their place, longer ones elsewhere.
        let outside = |column: &usize| {
            let cells = self.preview.iter().filter_map(|row| row.get(*column));
            cells.map(|cell| if cell.len() > 12 { cell.len() as u64 } else { 0 }).sum::<u64>()
        };
        let views = 16 * rows * columns.len() as u64;
        let columns = views + rows * columns.iter().map(outside).sum::<u64>() / n_preview;
        // Parts of columns are put together once they are read.
        Ok(Expected { rows, columns, reading: (held + columns + views) / 16 * 17 })
    }

    fn read_parquet(&self, columns: &[usize]) -> Result<Vec<StringChunked>, StageError> {
        let unreadable = |e: PolarsError| StageError::from(parquet_error(&self.path, &e));
        let mut frame = scan_parquet(&self.path).map_err(unreadable)?;
        let schema = frame.collect_schema().map_err(unreadable)?;
        let fields: Vec<Field> = schema.iter_fields().collect();
        let wanted: Vec<Expr> = columns.iter().filter_map(|&c| fields.get(c)).map(as_text).collect();
        if wanted.len() != columns.len() {
            return Err(InputError::new(&self.path, said!("data-changed"), said!("data-changed.remedy")).into());
        }
        let frame = frame.select(wanted).collect().map_err(unreadable)?;
        frame.columns().iter().map(text_values).collect::<Result<_, _>>().map_err(unreadable)
    }

    fn read_csv(
        &self,
        layout: &Layout,
        text: Option<&ScanSources>,
        columns: &[usize],
    ) -> Result<Vec<StringChunked>, PolarsError> {
        let name = |c: usize| format!("c{c}");
        let schema: Schema = (0..self.columns.len()).map(|c| Field::new(name(c).into(), DataType::String)).collect();
        let reader = match text {
            Some(text) => LazyCsvReader::new_with_sources(text.clone()),
            None => LazyCsvReader::new(PlRefPath::try_from_path(&self.path)?),
        };
        let frame = reader
            .with_glob(false)
            .with_has_header(layout.has_header)
            .with_schema(Some(Arc::new(schema)))
            .with_separator(layout.separator.byte())
            .with_quote_char(layout.quoted.then_some(b'"'))
            .with_truncate_ragged_lines(true)
            .with_ignore_errors(true)
            .finish()?
            .select(columns.iter().map(|&c| col(name(c))).collect::<Vec<_>>())
            .collect()?;
        frame.columns().iter().map(text_values).collect()
    }

    fn unreadable(&self, error: &PolarsError) -> StageError {
        if let Err(e) = fs::metadata(&self.path)
            && !matches!(self.source, Source::Csv { text: Text::Held(_), .. })
        {
            return InputError::io(&self.path, &e).into();
        }
        let problem = said!("file-unreadable", error = first_line(error));
        InputError::new(&self.path, problem, said!("data-check-rows")).into()
    }
}

fn in_memory(text: Vec<u8>) -> ScanSources {
    ScanSources::Buffers(std::iter::once(text.into()).collect())
}

fn scan_parquet(path: &Path) -> Result<LazyFrame, PolarsError> {
    let args = ScanArgsParquet { glob: false, ..ScanArgsParquet::default() };
    LazyFrame::scan_parquet(PlRefPath::try_from_path(path)?, args)
}

/// A Parquet column as text: times as whole microseconds, everything else as polars writes it.
fn as_text(field: &Field) -> Expr {
    let column = col(field.name().clone());
    match field.dtype() {
        DataType::String => column,
        DataType::Date | DataType::Datetime(..) => {
            column.cast(DataType::Datetime(TimeUnit::Microseconds, None)).cast(DataType::Int64).cast(DataType::String)
        }
        DataType::List(_) | DataType::Struct(_) | DataType::Binary => {
            lit(polars::prelude::NULL).cast(DataType::String).alias(field.name().clone())
        }
        _ => column.cast(DataType::String),
    }
}

fn text_values(column: &Column) -> Result<StringChunked, PolarsError> {
    Ok(column.as_materialized_series().str()?.rechunk().into_owned())
}

fn parquet_error(path: &Path, error: &PolarsError) -> InputError {
    match fs::metadata(path) {
        Err(e) => InputError::io(path, &e),
        Ok(_) => {
            let problem = said!("data-not-whole-parquet", error = first_line(error));
            InputError::new(path, problem, said!("data-not-whole-parquet.remedy"))
        }
    }
}

/// polars appends the rendered query to its messages; only the first line is for people.
fn first_line(error: &PolarsError) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_end_matches(['.', ':']).to_owned()
}

fn empty_file(path: &Path) -> InputError {
    InputError::new(path, said!("data-empty"), said!("data-empty.remedy"))
}

fn header_only(path: &Path) -> InputError {
    InputError::new(path, said!("data-header-only"), said!("data-header-only.remedy")).at_row(2)
}
