//! The formats that are read.

use super::format::Format;
use super::{delimited, json_lines, parquet, sequences};

/// All formats; the first that a file begins like is taken. The last takes what no other knows.
pub const FORMATS: &[&dyn Format] =
    &[&parquet::Parquet, &json_lines::JsonLines, &sequences::Sequences, &delimited::Delimited];
