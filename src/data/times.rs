//! When the rows of a log happened: unit and order of day and month are decided by whole columns.

use super::config::DataConfig;
use super::file_rows::FileRows;
use super::names;
use super::tables::Tables;
use super::time::{self, Doubt};
use crate::base::{Change, Warning};
use crate::said;

/// UTC microseconds of all rows, [`time::UNKNOWN`] where they could not be read; `None` unless all files have times. What was assumed is reported.
pub fn read(
    files: &mut [FileRows],
    config: &DataConfig,
    tables: &Tables,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<i64>> {
    if files.iter().any(|file| file.time.is_none()) {
        return None;
    }
    let are_days = |(name, times): &(String, super::column::Times)| {
        times.seen.may_be_spreadsheet_days() && !names::says_time(name)
    };
    let are_spreadsheet_days = files.iter().flat_map(|file| &file.time).all(are_days);
    let mut all: Vec<i64> = Vec::new();
    let paths = [Some(&tables.events), tables.test.as_ref()].into_iter().flatten().map(|table| &table.path);
    for (file, path) in files.iter_mut().zip(paths) {
        let Some((name, times)) = file.time.take() else { continue };
        let mut chosen = config.times.chosen();
        if chosen.unit.is_none() && are_spreadsheet_days {
            chosen.unit = Some(time::Unit::SpreadsheetDays);
            let said = said!("data-spreadsheet-days", file = path, column = name.as_str());
            let change = Change::new(said!("change-unit", unit = "s"), &["data", "times", "unit"], "s");
            warnings.push(Warning::assumed(said, change));
        }
        let judged = times.seen.judge(&chosen);
        for doubt in &judged.doubts {
            let said = match doubt {
                Doubt::OrderUndecided { assumed, .. } => {
                    said!("data-order-undecided", file = path, column = name.as_str(), order = assumed.id())
                }
                Doubt::OrderMixed { day_first, month_first, assumed } => said!(
                    "data-order-mixed",
                    file = path,
                    column = name.as_str(),
                    day_first = *day_first,
                    month_first = *month_first,
                    order = assumed.id()
                ),
                Doubt::TwoDigitYears { cells } => {
                    said!("data-two-digit-years", file = path, column = name.as_str(), n = *cells)
                }
                Doubt::ZoneNameUnsure { cells } => {
                    said!("data-zone-unsure", file = path, column = name.as_str(), n = *cells)
                }
                Doubt::YearFirstUnsure { .. } => said!("data-year-unsure", file = path, column = name.as_str()),
                _ => said!("data-unit-mixed", file = path, column = name.as_str(), unit = judged.unit.id()),
            };
            let change = match doubt {
                Doubt::OrderUndecided { assumed, .. } | Doubt::OrderMixed { assumed, .. } => {
                    let other = time::DateOrder::ALL.into_iter().find(|order| order != assumed).map_or("", |o| o.id());
                    let said = said!("change-order", order = other);
                    Some(Change::new(said, &["data", "times", "order"], other))
                }
                Doubt::UnitMixed { assumed, .. }
                | Doubt::UnitUnsure { assumed, .. }
                | Doubt::LooksLikeYears { assumed, .. } => {
                    let other = time::Unit::ALL.into_iter().find(|unit| unit != assumed).map_or("", |unit| unit.id());
                    let said = said!("change-unit", unit = other);
                    Some(Change::new(said, &["data", "times", "unit"], other))
                }
                Doubt::TwoDigitYears { .. } | Doubt::ZoneNameUnsure { .. } | Doubt::YearFirstUnsure { .. } => None,
            };
            warnings.push(Warning { said, change });
        }
        // The cells become moments in their place.
        let moments = times.cells.into_iter().map(|cell| judged.micros(cell).unwrap_or(time::UNKNOWN));
        if all.is_empty() { all = moments.collect() } else { all.extend(moments) }
    }
    Some(all)
}
