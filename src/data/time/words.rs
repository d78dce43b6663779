//! Dates with the name of their month, as in mail, server logs and prose.

use super::civil::midnight;
use super::clock::{Clock, after_date, time, zone};
use super::column::Seen;
use super::cursor::{Cursor, Digits};
use super::raw::RawTime;
use super::settled::{settle, written_year};

/// The months in English, German, French, Spanish, Italian, Portuguese, Dutch and Turkish.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari", "ocak"],
    &["february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "şubat"],
    &["march", "märz", "maerz", "mars", "marzo", "março", "maart", "mart"],
    &["april", "avril", "abril", "aprile", "nisan"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "mayıs"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "haziran"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "temmuz"],
    &["august", "août", "aout", "agosto", "augustus", "ağustos"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "eylül"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "ekim"],
    &["november", "novembre", "noviembre", "novembro", "kasım"],
    &["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "aralık"],
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date with a named month, and the time behind it.
struct Named {
    year: Digits,
    month: u32,
    day: u32,
    clock: Clock,
}

/// Reads a cell whose month is a name, so that its order is beyond doubt.
pub(super) fn read(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    let inside = cell.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    let mut cursor = Cursor::new(inside.unwrap_or(cell));
    skip_weekday(&mut cursor);
    let named = if cursor.peek().is_ascii_digit() { number_first(&mut cursor) } else { month_first(&mut cursor) }?;
    let midnight = midnight(written_year(named.year)?, named.month, named.day)?;
    let raw = settle(midnight, named.clock, seen)?;
    seen.note_year(named.year.length);
    Some(raw)
}

/// Reads `3 Apr 2012`, `3-Apr-12`, `03APR2012` and `2012-Apr-03`.
fn number_first(cursor: &mut Cursor) -> Option<Named> {
    let first = cursor.digits(4)?;
    skip_ordinal(cursor);
    gap(cursor);
    let month = month(cursor)?;
    gap(cursor);
    let mut ahead = *cursor;
    if ahead.word() == b"de" && ahead.blanks() {
        *cursor = ahead;
    }
    let last = cursor.digits(4)?;
    let (year, day) = if first.length == 4 { (first, last) } else { (last, first) };
    let clock = after_date(cursor, false)?;
    Some(Named { year, month, day: day.value, clock })
}

/// Reads `April 3, 2012` and, with the year at the end, `Apr 3 18:00:09 +0000 2012`.
fn month_first(cursor: &mut Cursor) -> Option<Named> {
    let month = month(cursor)?;
    if !gap(cursor) {
        return None;
    }
    let day = cursor.digits(2)?.value;
    skip_ordinal(cursor);
    if !gap(cursor) {
        return None;
    }
    let mut ahead = *cursor;
    let next = ahead.digits(4)?;
    if next.length <= 2 && ahead.peek() == b':' {
        return year_last(cursor, month, day);
    }
    *cursor = ahead;
    let clock = after_date(cursor, false)?;
    Some(Named { year: next, month, day, clock })
}

/// Reads the rest of a date that has its time before its year.
fn year_last(cursor: &mut Cursor, month: u32, day: u32) -> Option<Named> {
    let time = time(cursor)?;
    let clock = zone(cursor, time)?;
    if !cursor.blanks() {
        return None;
    }
    let year = cursor.digits(4)?;
    (year.length == 4 && cursor.at_end()).then_some(Named { year, month, day, clock })
}

/// Skips a day of the week and the comma behind it; it is not compared with the date.
fn skip_weekday(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let word = ahead.word();
    if word.len() >= 3 && WEEKDAYS.iter().any(|name| begins(name, word)) {
        ahead.eat(b'.');
        ahead.eat(b',');
        ahead.blanks();
        *cursor = ahead;
    }
}

/// Reads the name of a month or at least three letters of it, and gives 1 to 12.
fn month(cursor: &mut Cursor) -> Option<u32> {
    let mut word = cursor.name();
    if word == b"de" {
        cursor.blanks();
        word = cursor.name();
    }
    if word.len() < 3 {
        return None;
    }
    // Letters that are not ASCII have small ones of their own.
    let lowered = if word.is_ascii() { None } else { Some(std::str::from_utf8(word).ok()?.to_lowercase()) };
    let word = lowered.as_deref().map_or(word, str::as_bytes);
    let is_of = |names: &&[&str]| names.iter().any(|name| begins(name, word));
    let mut found = (1..).zip(MONTHS).filter(|(_, names)| is_of(names)).map(|(month, _)| month);
    // `jui` may be June or July.
    let (first, other) = (found.next()?, found.next());
    other.is_none().then_some(first)
}

/// Whether a lower-case name begins with this word in any case.
fn begins(name: &str, word: &[u8]) -> bool {
    name.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Skips the letters of `1st`, `2nd`, `3rd` and `4th`.
fn skip_ordinal(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let word = ahead.word();
    if ["st", "nd", "rd", "th"].iter().any(|ending| word.eq_ignore_ascii_case(ending.as_bytes())) {
        *cursor = ahead;
    }
}

/// Skips what stands between the parts of a date, and tells whether there was anything.
fn gap(cursor: &mut Cursor) -> bool {
    let mark = cursor.eat_any(b"-/.,").is_some();
    let blank = cursor.blanks();
    mark || blank
}
