//! What all readers of dates do once a date is known.

use super::civil::{full_year, in_calendar};
use super::clock::Clock;
use super::column::Seen;
use super::cursor::Digits;
use super::raw::RawTime;

/// The year meant by two or four digits.
pub(super) fn written_year(year: Digits) -> Option<u32> {
    match year.length {
        4 => Some(year.value),
        2 => Some(full_year(year.value)),
        _ => None,
    }
}

/// Packs a date that can be read in one way only.
pub(super) fn settle(midnight: i64, clock: Clock, seen: &mut Seen) -> Option<RawTime> {
    let micros = in_calendar(midnight + clock.time)?;
    seen.note_zone(clock.unsure_zone);
    Some(RawTime::settled(micros))
}
