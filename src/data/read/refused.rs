//! Formats that are recognised and not read: a message that names them says more than one about odd columns.

use super::source::Part;
use crate::base::{InputError, StageError};
use crate::said;

/// First bytes, the place where they stand, and the name of the format.
const NAMES: &[(usize, &[u8], &str)] = &[
    (0, b"PK\x03\x04", "Excel/ZIP"),
    (0, b"\xd0\xcf\x11\xe0", "Excel-97"),
    (0, b"SQLite format 3\0", "SQLite"),
    (0, b"Obj\x01", "Avro"),
    (0, b"ORC", "ORC"),
    (0, b"ARROW1", "Arrow"),
    (0, b"FEA1", "Feather"),
    (0, b"\x89HDF", "HDF5"),
    (0, b"\x93NUMPY", "NumPy"),
    (0, b"\x80\x04\x95", "pickle"),
    (0, b"\x80\x03", "pickle"),
    (0, b"%PDF", "PDF"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ", "xz"),
    (0, b"7z\xbc\xaf", "7-Zip"),
    (0, b"Rar!", "RAR"),
    (0, b"version https://git-lfs", "Git-LFS"),
    (0, b"<?xml", "XML"),
    (0, b"<!DOCTYPE", "HTML"),
    (0, b"<html", "HTML"),
    (257, b"ustar", "tar"),
    (0, b"duck", "DuckDB"),
    (8, b"DUCK", "DuckDB"),
];

/// Refuses what is recognised and not read.
///
/// # Errors
/// The format by its name, and what can be done.
pub fn check(start: &[u8], part: &Part) -> Result<(), StageError> {
    let is = |(at, magic, _): &&(usize, &[u8], &str)| start.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    match NAMES.iter().find(is) {
        None => Ok(()),
        Some((_, _, name)) => {
            let problem = said!("data-format-refused", name = *name);
            Err(InputError::new(&part.path, problem, said!("data-format-refused.remedy")).into())
        }
    }
}
