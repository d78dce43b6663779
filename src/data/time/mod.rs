//! Points in time as they are written in logs.
//!
//! Every cell is first read into an undecided [`RawTime`], while [`Seen`] counts what the column looks like.
//! The column is then judged once, and the [`Judgement`] turns every raw cell into UTC microseconds.

mod civil;
mod cursor;
mod raw;
mod clock;
mod verdict;
mod column;
mod settled;
mod numeral;
mod words;
mod cell;

#[cfg(test)]
mod cell_tests;
#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod robustness_tests;

pub use cell::read;
pub use civil::{DAY, HOUR, MINUTE, SECOND};
pub use column::Seen;
pub use raw::RawTime;
pub use verdict::{Chosen, DateOrder, Doubt, Judgement, Unit};

use jiff::{SignedDuration, civil::DateTime};

/// What is shown for a point in time that no calendar of four-digit years holds.
const NO_DATE: &str = "—";

/// Reads a cell by itself, as for a bound that was typed in, and gives its UTC microseconds.
///
/// Such a cell is a column of its own, so `3/4/2012` is taken month first and a number goes by its size.
pub fn parse(cell: &str) -> Option<i64> {
    let mut seen = Seen::default();
    let raw = read(cell.trim().as_bytes(), &mut seen);
    seen.judge(&Chosen::default()).micros(raw)
}

/// Whether a cell is a time of day: `9:05`, `21:05:30`, `9:05 PM`.
pub fn is_clock(cell: &str) -> bool {
    cell.contains(':') && cell.len() <= 16 && parse(&format!("2000-01-01 {cell}")).is_some()
}

/// Writes a time of day behind a day, so that both are read as one moment. `9` is an hour, `905` and `0905` are hours and minutes. What is no
/// time of day leaves the day alone.
pub fn write_clock(cell: &str, out: &mut String) {
    let cell = cell.trim();
    if out.is_empty() {
        return;
    }
    if (1..=4).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let (hour, minute) = if cell.len() < 3 { (cell, "00") } else { cell.split_at(cell.len() - 2) };
        let is_below = |text: &str, end: u32| text.parse::<u32>().is_ok_and(|n| n < end);
        if is_below(hour, 24) && is_below(minute, 60) {
            out.extend([" ", hour, ":", minute]);
        }
    } else if is_clock(cell) {
        out.extend([" ", cell]);
    }
}

/// Writes the day of a point in time, as in `2024-05-31`.
pub fn format_date(micros: i64) -> String {
    match date_time(micros) {
        Some(at) => at.date().to_string(),
        None => NO_DATE.to_owned(),
    }
}

/// Writes a point in time to the minute, as in `2024-05-31 17:04`.
pub fn format_minute(micros: i64) -> String {
    match date_time(micros) {
        Some(at) => format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()),
        None => NO_DATE.to_owned(),
    }
}

/// A moment that is not known; no calendar reaches it.
pub const UNKNOWN: i64 = i64::MIN;

/// Whether the time of an event may be this rather than a number that could also be read as one: from 1980 to 2100.
pub fn is_plausible(micros: i64) -> bool {
    (315_532_800 * SECOND..4_102_444_800 * SECOND).contains(&micros)
}

/// Adds a point in time as in `2024-05-31T17:04:09`, with a fraction where it has one; nothing outside the calendar.
pub fn write_iso(micros: i64, into: &mut String) {
    let Some(at) = date_time(micros) else { return };
    let digits = |into: &mut String, number: i64, n: u32| {
        for place in (0..n).rev() {
            into.push(char::from(b'0' + (number / 10i64.pow(place) % 10) as u8));
        }
    };
    digits(into, at.year().into(), 4);
    for (mark, number) in [('-', at.month()), ('-', at.day()), ('T', at.hour()), (':', at.minute()), (':', at.second())]
    {
        into.push(mark);
        digits(into, number.into(), 2);
    }
    let fraction = micros.rem_euclid(SECOND);
    if fraction > 0 {
        into.push('.');
        digits(into, fraction, 6);
    }
}

/// The calendar date and time of day, if the year has one to four digits.
fn date_time(micros: i64) -> Option<DateTime> {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let at = epoch.checked_add(SignedDuration::from_micros(micros)).ok()?;
    (at.year() >= 1).then_some(at)
}
