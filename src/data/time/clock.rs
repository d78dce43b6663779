//! What stands behind a date: a time of day and a zone, both optional.

use super::civil::{HOUR, MINUTE, time_of_day};
use super::cursor::Cursor;

/// A time of day in UTC.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The microseconds since midnight of the date it was written with; before or beyond that day after an offset.
    pub time: i64,
    /// Whether the zone was written as CST, which Americans and Chinese read differently.
    pub unsure_zone: bool,
}

/// Half of a day of twelve hours.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// No zone on earth is farther from UTC than this.
const FARTHEST_HOURS: u32 = 18;

/// Reads all that is left of a cell behind its date; nothing at all is midnight.
///
/// A time that touches the date is only understood where the date ends in a letter of its own, as in `5日15:04`.
pub(super) fn after_date(cursor: &mut Cursor, may_touch: bool) -> Option<Clock> {
    if cursor.at_end() {
        return Some(Clock::default());
    }
    let time = match cursor.peek() {
        b'T' | b't' if cursor.peek_second().is_ascii_digit() => {
            cursor.eat_any(b"Tt");
            time(cursor)?
        }
        b'A'..=b'Z' | b'a'..=b'z' => 0,
        _ => {
            let apart = separator(cursor)?;
            match cursor.peek() {
                0 | b'A'..=b'Z' | b'a'..=b'z' => 0,
                _ if apart || may_touch => time(cursor)?,
                _ => return None,
            }
        }
    };
    let clock = zone(cursor, time)?;
    comment(cursor);
    cursor.at_end().then_some(clock)
}

/// Skips what may stand between a date and a time, and tells whether there was anything.
///
/// A comma or colon promises a time, so there must be one behind it.
fn separator(cursor: &mut Cursor) -> Option<bool> {
    let mark = cursor.eat_any(b",:").is_some();
    let blank = cursor.blanks();
    let weekday = cursor.peek() >= 0x80 && chinese_weekday(cursor);
    if blank && cursor.eat_text("at ") {
        cursor.blanks();
    }
    (!mark || !cursor.at_end()).then_some(mark || blank || weekday)
}

/// Skips a Chinese day of the week, which adds nothing to a date.
fn chinese_weekday(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let known =
        ahead.eat_one_of(&["星期", "周", "週"]) && ahead.eat_one_of(&["一", "二", "三", "四", "五", "六", "日", "天"]);
    if known {
        ahead.blanks();
        *cursor = ahead;
    }
    known
}

/// Skips a remark in brackets at the end, which mail programs and browsers use to name the zone once more.
fn comment(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    ahead.blanks();
    if let [b'(', inside @ .., b')'] = ahead.rest()
        && !inside.contains(&b')')
    {
        *cursor = Cursor::new(&[]);
    }
}

/// Reads a time of day in 24 or 12 hours.
pub(super) fn time(cursor: &mut Cursor) -> Option<i64> {
    let before = if cursor.peek() >= 0x80 { chinese_half(cursor) } else { None };
    let hour = cursor.digits(6)?;
    let (mut hour, minute, second, fraction, bare) = match hour.length {
        1 | 2 if cursor.eat(b':') => {
            let minute = cursor.two_digits()?;
            let (second, fraction) = seconds(cursor)?;
            (hour.value, minute, second, fraction, false)
        }
        1 | 2 if cursor.peek() >= 0x80 && cursor.eat_one_of(&["时", "時", "点", "點"]) => {
            let (minute, second) = chinese_minutes(cursor)?;
            (hour.value, minute, second, 0, false)
        }
        1 | 2 => (hour.value, 0, 0, 0, hour.length == 1),
        4 => (hour.value / 100, hour.value % 100, 0, 0, false),
        6 => (hour.value / 10_000, hour.value / 100 % 100, hour.value % 100, fraction(cursor)?, false),
        _ => return None,
    };
    let half = before.or_else(|| english_half(cursor));
    if let Some(half) = half {
        hour = of_half(hour, half)?;
    } else if bare {
        return None;
    }
    Some(time_of_day(hour, minute, second)? + fraction)
}

/// Reads the seconds behind hours and minutes, if there are any, and their fraction.
fn seconds(cursor: &mut Cursor) -> Option<(u32, i64)> {
    if !cursor.eat(b':') {
        return Some((0, 0));
    }
    let second = cursor.two_digits()?;
    Some((second, fraction(cursor)?))
}

/// Reads the fraction of a second, if there is one.
fn fraction(cursor: &mut Cursor) -> Option<i64> {
    match cursor.eat_any(b".,") {
        Some(_) => cursor.millionths(),
        None => Some(0),
    }
}

/// Reads minutes and seconds behind a Chinese hour; either may be missing.
fn chinese_minutes(cursor: &mut Cursor) -> Option<(u32, u32)> {
    if !cursor.peek().is_ascii_digit() {
        cursor.eat_text("整");
        return Some((0, 0));
    }
    let minute = cursor.digits(2)?.value;
    if !cursor.eat_text("分") || !cursor.peek().is_ascii_digit() {
        return Some((minute, 0));
    }
    let second = cursor.digits(2)?.value;
    cursor.eat_text("秒");
    Some((minute, second))
}

/// Reads the Chinese words for morning and afternoon; words like evening are left out as their twelve is midnight.
fn chinese_half(cursor: &mut Cursor) -> Option<Half> {
    let half = if cursor.eat_one_of(&["上午", "凌晨", "早上"]) {
        Half::Morning
    } else if cursor.eat_text("下午") {
        Half::Afternoon
    } else {
        return None;
    };
    cursor.blanks();
    Some(half)
}

/// Reads `AM`, `p.m.` and the like behind a time, and leaves anything else where it is.
fn english_half(cursor: &mut Cursor) -> Option<Half> {
    let mut ahead = *cursor;
    ahead.blanks();
    let half = match ahead.eat_any(b"AaPp")? {
        b'A' | b'a' => Half::Morning,
        _ => Half::Afternoon,
    };
    ahead.eat(b'.');
    ahead.eat_any(b"Mm")?;
    ahead.eat(b'.');
    if ahead.peek().is_ascii_alphanumeric() {
        return None;
    }
    *cursor = ahead;
    Some(half)
}

/// The hour of the whole day; `15:00 PM` is clear enough, while `15:00 AM` and `0:30 PM` contradict themselves.
fn of_half(hour: u32, half: Half) -> Option<u32> {
    match (half, hour) {
        (Half::Morning, 0..=11) | (Half::Afternoon, 12..=23) => Some(hour),
        (Half::Morning, 12) => Some(0),
        (Half::Afternoon, 1..=11) => Some(hour + 12),
        _ => None,
    }
}

/// Reads a zone, if there is one, and moves the time to UTC.
///
/// A name that is not known makes the cell unreadable, since taking it for UTC would be a guess.
pub(super) fn zone(cursor: &mut Cursor, time: i64) -> Option<Clock> {
    let mut ahead = *cursor;
    ahead.blanks();
    let (offset, unsure_zone) = match ahead.peek() {
        b'+' | b'-' => (offset(&mut ahead)?, false),
        b'A'..=b'Z' | b'a'..=b'z' => named_zone(&mut ahead)?,
        _ => {
            return Some(Clock { time, unsure_zone: false });
        }
    };
    *cursor = ahead;
    Some(Clock { time: time - offset, unsure_zone })
}

/// Reads the names that mail may use for zones, and offsets written behind them as in `GMT+0800`.
fn named_zone(cursor: &mut Cursor) -> Option<(i64, bool)> {
    let word = cursor.word();
    let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    if is("Z") {
        return Some((0, false));
    }
    if is("UTC") || is("GMT") || is("UT") {
        let signed = matches!(cursor.peek(), b'+' | b'-');
        return Some((if signed { offset(cursor)? } else { 0 }, false));
    }
    let named = [("EDT", 4), ("EST", 5), ("CDT", 5), ("CST", 6), ("MDT", 6), ("MST", 7), ("PDT", 7), ("PST", 8)];
    let (_, behind) = named.into_iter().find(|(name, _)| is(name))?;
    Some((-behind * HOUR, is("CST")))
}

/// Reads an offset such as `+08:00`, `+0800` or `+8`.
fn offset(cursor: &mut Cursor) -> Option<i64> {
    let ahead_of_utc = cursor.eat_any(b"+-")? == b'+';
    let digits = cursor.digits(4)?;
    let (hours, minutes) = match digits.length {
        1 | 2 if cursor.eat(b':') => (digits.value, cursor.two_digits()?),
        1 | 2 => (digits.value, 0),
        4 => (digits.value / 100, digits.value % 100),
        _ => return None,
    };
    if hours > FARTHEST_HOURS || minutes > 59 {
        return None;
    }
    let offset = i64::from(hours) * HOUR + i64::from(minutes) * MINUTE;
    Some(if ahead_of_utc { offset } else { -offset })
}
