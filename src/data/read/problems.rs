//! Problems that formats have in common.

use std::path::Path;

use polars::prelude::PolarsError;

use crate::base::InputError;
use crate::said;

/// polars appends the rendered query to its messages; only the first line is for people.
pub fn first_line(error: &PolarsError) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_end_matches(['.', ':']).to_owned()
}

/// A file that is in no encoding known.
pub fn not_utf8(path: &Path) -> InputError {
    InputError::new(path, said!("data-binary"), said!("data-binary.remedy"))
}

/// A file without a byte.
pub fn empty_file(path: &Path) -> InputError {
    InputError::new(path, said!("data-empty"), said!("data-empty.remedy"))
}

/// A file without a row.
pub fn header_only(path: &Path) -> InputError {
    InputError::new(path, said!("data-header-only"), said!("data-header-only.remedy")).at_row(2)
}
