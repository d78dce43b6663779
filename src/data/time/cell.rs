//! Reading of one cell into its undecided form.

use super::civil::{compact, midnight, time_of_day};
use super::clock::{Clock, after_date};
use super::column::Seen;
use super::cursor::{Cursor, Digits};
use super::raw::{OpenDate, RawTime};
use super::settled::{settle, written_year};
use super::{numeral, words};

/// Reads one trimmed cell and notes what it looks like.
///
/// Nothing is decided here that another cell of the column could show to be wrong.
pub fn read(cell: &[u8], seen: &mut Seen) -> RawTime {
    let raw = look(cell, seen).unwrap_or(RawTime::UNREADABLE);
    seen.note_cell(raw != RawTime::UNREADABLE);
    raw
}

/// Tells the notations apart by the first bytes.
fn look(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    if let Some((day, rest)) = cell.split_first_chunk::<10>()
        && let Some(midnight) = iso_day(day)
    {
        return settle(midnight, after_iso_day(rest)?, seen);
    }
    let digits = cell.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let Some(next) = cell.get(digits) else {
        return numeral::plain(cell, seen);
    };
    match (digits, next) {
        (0, b'+' | b'-') => numeral::read(cell, seen),
        (0, _) => words::read(cell, seen),
        (4, b'-' | b'/') => numeric_date(cell, seen).or_else(|| words::read(cell, seen)),
        (_, b'.' | b'e' | b'E') => {
            numeral::read(cell, seen).or_else(|| numeric_date(cell, seen)).or_else(|| words::read(cell, seen))
        }
        // Days of a spreadsheet where the comma is the decimal mark.
        (5, b',') => numeral::read(std::str::from_utf8(cell).ok()?.replacen(',', ".", 1).as_bytes(), seen),
        (8, b'T' | b't' | b' ') => compact_date(cell, seen),
        (2 | 4, 0xe5) => chinese_date(cell, seen),
        (1 | 2 | 4, _) => numeric_date(cell, seen).or_else(|| words::read(cell, seen)),
        _ => None,
    }
}

/// Reads a date of the most frequent notation, `2019-10-01` or `2019/10/01`, as quickly as can be.
fn iso_day(day: &[u8; 10]) -> Option<i64> {
    let [y1, y2, y3, y4, first_mark, m1, m2, second_mark, d1, d2] = *day;
    if first_mark != second_mark || !matches!(first_mark, b'-' | b'/') {
        return None;
    }
    let century = two_digits(y1, y2)?;
    midnight(century * 100 + two_digits(y3, y4)?, two_digits(m1, m2)?, two_digits(d1, d2)?)
}

/// Reads what follows such a date, with a shortcut for times such as `T12:30:00Z` and `T12:30:00.123456+00:00`.
fn after_iso_day(rest: &[u8]) -> Option<Clock> {
    if let [b'T' | b' ', h1, h2, b':', m1, m2, b':', s1, s2, tail @ ..] = rest {
        let time = time_of_day(two_digits(*h1, *h2)?, two_digits(*m1, *m2)?, two_digits(*s1, *s2)?)?;
        let mut tail = Cursor::new(tail);
        let fraction = if tail.eat(b'.') { tail.millionths()? } else { 0 };
        if matches!(tail.rest(), b"" | b"Z" | b"+00:00" | b"+00") {
            return Some(Clock { time: time + fraction, unsure_zone: false });
        }
    }
    after_date(&mut Cursor::new(rest), false)
}

/// The value of two ASCII digits.
fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
}

/// Reads a date of three numbers with the same mark between them.
fn numeric_date(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    let mut cursor = Cursor::new(cell);
    let first = cursor.digits(4)?;
    let mark = cursor.eat_any(b"-/.")?;
    let second = cursor.digits(2)?;
    if !cursor.eat(mark) {
        return None;
    }
    let third = cursor.digits(4)?;
    match (first.length, third.length) {
        (4, 1 | 2) => {
            let midnight = midnight(first.value, second.value, third.value)?;
            settle(midnight, after_date(&mut cursor, false)?, seen)
        }
        (1 | 2, 2 | 4) => open(first.value, second.value, third, mark, after_date(&mut cursor, false)?, seen),
        _ => None,
    }
}

/// Reads eight digits with a time behind them, as in `20191001T123000Z`.
fn compact_date(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    let mut cursor = Cursor::new(cell);
    let date = cursor.digits(8)?;
    let midnight = compact(u64::from(date.value))?;
    settle(midnight, after_date(&mut cursor, false)?, seen)
}

/// Reads a date such as `2024年1月5日`, whose order is beyond doubt.
fn chinese_date(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    let mut cursor = Cursor::new(cell);
    let year = cursor.digits(4)?;
    let after_year = cursor.eat_text("年");
    cursor.blanks();
    let month = cursor.digits(2)?.value;
    let after_month = cursor.eat_text("月");
    cursor.blanks();
    let day = cursor.digits(2)?.value;
    let after_day = cursor.eat_one_of(&["日", "号", "號"]);
    if !after_year || !after_month || !after_day {
        return None;
    }
    let midnight = midnight(written_year(year)?, month, day)?;
    let raw = settle(midnight, after_date(&mut cursor, true)?, seen)?;
    seen.note_year(year.length);
    Some(raw)
}

/// Packs a date whose order is open, if it exists in one of the orders.
fn open(first: u32, second: u32, year: Digits, mark: u8, clock: Clock, seen: &mut Seen) -> Option<RawTime> {
    let full = written_year(year)?;
    let day_first = midnight(full, second, first).is_some();
    let month_first = midnight(full, first, second).is_some();
    if !day_first && !month_first {
        return None;
    }
    seen.note_order(day_first, month_first, first == second, mark == b'.');
    seen.note_year(year.length);
    if year.length == 2 {
        seen.note_year_position(second > 12 || !(1..=31).contains(&year.value));
    }
    seen.note_zone(clock.unsure_zone);
    Some(RawTime::open(OpenDate { first, second, year: full, time: clock.time }))
}
