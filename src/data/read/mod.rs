//! From a path to a [`Table`]: named columns of text with a preview, nothing interpreted yet; and from a table to its rows, a batch at a time.
//!
//! `source` says where the bytes are, `format` what a format can do; each format is one file and one line of `formats::FORMATS`. Formats of
//! text share `text` (compression, encoding); those with separators `rows` (cutting) and `layout` (judged from the first lines). Nothing here
//! keeps more than a few blocks of a file in memory. A file imports only from those above it here.

mod problems;
mod source;
pub mod batch;
pub mod format;
mod refused;
mod text;
mod rows;
mod layout;
mod delimited;
mod json_lines;
mod parquet;
mod sequences;
mod formats;
mod table;

pub use rows::Separator;
pub use source::{Part, Source};
pub use table::{Expected, PREVIEW_ROWS, Place, RowAt, Table};
