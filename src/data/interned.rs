//! Texts of a column as codes.

use hashbrown::HashMap;
use polars::prelude::StringChunked;

use super::names;
use crate::base::{StageError, TaskContext};

/// Code of a cell that holds nothing.
pub const MISSING: u32 = u32::MAX;
/// Rows between two looks at the cancel flag.
pub const ROWS_PER_CHECK: usize = 1 << 16;

/// Text interned to codes in order of first appearance.
#[derive(Default)]
pub struct Interned {
    /// The distinct values.
    pub values: Vec<Box<str>>,
    codes: HashMap<Box<str>, u32>,
}

impl Interned {
    /// The code of each cell, [`MISSING`] where it is empty.
    pub fn intern(&mut self, cells: &StringChunked, ctx: &TaskContext) -> Result<Vec<u32>, StageError> {
        let mut codes = Vec::with_capacity(cells.len());
        for (row, cell) in cells.iter().enumerate() {
            if row % ROWS_PER_CHECK == 0 {
                ctx.advance(if row == 0 { 0 } else { ROWS_PER_CHECK })?;
            }
            let cell = cell.unwrap_or_default().trim();
            if names::is_missing(cell) {
                codes.push(MISSING);
                continue;
            }
            let next = self.values.len() as u32;
            let code = match self.codes.get(cell) {
                Some(&code) => code,
                None => {
                    self.codes.insert(cell.into(), next);
                    self.values.push(cell.into());
                    next
                }
            };
            codes.push(code);
        }
        Ok(codes)
    }

    /// Whole numbers that an export wrote as `17850.0` become `17850`, if all values are of that kind.
    pub fn without_decimal_point(&self) -> Vec<&str> {
        let whole =
            |v: &str| v.strip_suffix(".0").filter(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit())).is_some();
        let strip = self.values.iter().all(|v| whole(v));
        self.values.iter().map(|v| if strip { v.trim_end_matches(".0") } else { v }).collect()
    }
}
