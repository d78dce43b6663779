//! The rows that became no interactions, as they stand in their files, for looking at.

use super::account::Fate;
use super::dataset::Dataset;
use super::read::RowAt;
use super::tables::Tables;
use crate::base::{StageError, TaskContext};

/// The first rows of each fate.
pub struct DroppedRows {
    /// Names of the columns of the log.
    pub columns: Vec<String>,
    /// Rows by fate, each with one cell a column.
    pub rows: Vec<(Fate, Vec<RowAt>)>,
}

impl DroppedRows {
    /// Looks the rows up in the files that `data` was made of.
    ///
    /// # Errors
    /// A file that cannot be read, or cancellation.
    pub fn read(tables: &Tables, data: &Dataset, ctx: &TaskContext) -> Result<Self, StageError> {
        let fates: Vec<(Fate, Vec<u32>)> =
            data.account.fates().map(|(fate, _)| (fate, data.account.first_rows(fate))).collect();
        let mut wanted: Vec<u64> = fates.iter().flat_map(|(_, rows)| rows).map(|row| u64::from(*row)).collect();
        wanted.sort_unstable();
        let (mut found, n_rows) = tables.events.rows_at(&wanted, ctx)?;
        if let Some(test) = tables.test.as_ref().filter(|_| found.len() < wanted.len()) {
            // Rows are counted on from file to file.
            let of_test: Vec<u64> = wanted[found.len()..].iter().map(|row| row - n_rows).collect();
            // The other file may have its columns in another order, or others.
            let place = |name: &String| test.columns.iter().position(|own| own == name);
            let places: Vec<Option<usize>> = tables.events.columns.iter().map(place).collect();
            found.extend(test.rows_at(&of_test, ctx)?.0.into_iter().map(|row| RowAt {
                cells: places.iter().map(|at| at.map_or_else(String::new, |at| row.cells[at].clone())).collect(),
                ..row
            }));
        }
        let row = |row: &u32| found.get(wanted.binary_search(&u64::from(*row)).ok()?).cloned();
        let rows = fates.iter().map(|(fate, rows)| (*fate, rows.iter().filter_map(row).collect())).collect();
        Ok(Self { columns: tables.events.columns.clone(), rows })
    }
}
