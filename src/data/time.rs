//! Times of many writings as UTC microseconds.

use chrono::NaiveDate;

/// Microseconds of a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds of a day.
pub const DAY: i64 = 86_400 * SECOND;

/// Reads one cell as UTC microseconds since 1970.
///
/// Whole or decimal numbers are seconds, milliseconds, microseconds or nanoseconds, which their size decides
/// (10¹¹, 10¹⁴ and 10¹⁷ are the borders: seconds reach the year 5138, milliseconds begin in 1973); eight
/// digits that form a date of 1900 to 2199 are `YYYYMMDD`. Everything else is read as ISO 8601 with `-`, `/` or `.` between
/// the parts of the date, `T` or a blank before the time, and `Z`, `UTC` or an offset behind it. Without a zone the
/// time counts as UTC.
pub fn parse(cell: &str) -> Option<i64> {
    let cell = cell.trim();
    let bytes = cell.as_bytes();
    let numeric = bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    if numeric && let Some(time) = parse_number(cell) {
        return Some(time);
    }
    parse_text(cell)
}

/// Whether a cell looks like the time of an event rather than a number that could also be read as one.
pub fn is_plausible(cell: &str) -> bool {
    // Between 1980 and 2100.
    parse(cell).is_some_and(|t| (315_532_800 * SECOND..4_102_444_800 * SECOND).contains(&t))
}

/// The date in figures: 2024-05-31.
pub fn format_date(micros: i64) -> String {
    chrono::DateTime::from_timestamp_micros(micros).map_or_else(|| "—".into(), |t| t.format("%Y-%m-%d").to_string())
}

/// Date and time of day in figures: 2024-05-31 17:04.
pub fn format_minute(micros: i64) -> String {
    chrono::DateTime::from_timestamp_micros(micros)
        .map_or_else(|| "—".into(), |t| t.format("%Y-%m-%d %H:%M").to_string())
}

fn parse_number(cell: &str) -> Option<i64> {
    if cell.len() == 8
        && let Ok(date) = cell.parse::<u32>()
        && (1900..2200).contains(&(date / 10_000))
        && let Some(date) = NaiveDate::from_ymd_opt((date / 10_000) as i32, date / 100 % 100, date % 100)
    {
        return midnight(date);
    }
    if let Ok(number) = cell.parse::<i64>() {
        let micros = match number.unsigned_abs() {
            0..100_000_000_000 => number.checked_mul(SECOND),
            100_000_000_000..100_000_000_000_000 => number.checked_mul(1000),
            100_000_000_000_000..100_000_000_000_000_000 => Some(number),
            _ => Some(number / 1000),
        };
        return micros.filter(|&m| in_calendar(m));
    }
    let number = cell.parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() < 1e19)?;
    let micros = match number.abs() {
        n if n < 1e11 => number * 1e6,
        n if n < 1e14 => number * 1e3,
        n if n < 1e17 => number,
        _ => number / 1e3,
    };
    Some(micros.round() as i64).filter(|&m| in_calendar(m))
}

/// Years 1 to 9999.
fn in_calendar(micros: i64) -> bool {
    (-62_135_596_800 * SECOND..253_402_300_800 * SECOND).contains(&micros)
}

fn midnight(date: NaiveDate) -> Option<i64> {
    date.and_hms_opt(0, 0, 0).map(|t| t.and_utc().timestamp_micros())
}

fn parse_text(cell: &str) -> Option<i64> {
    let mut parts = Parts { rest: cell.as_bytes() };
    let year = parts.number(4, 4)?;
    let separator = parts.one_of(b"-/.")?;
    let month = parts.number(1, 2)?;
    parts.one_of(&[separator])?;
    let day = parts.number(1, 2)?;
    let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
    let mut micros = midnight(date).filter(|&m| in_calendar(m))?;
    if parts.one_of(b"T ").is_none() {
        return parts.rest.is_empty().then_some(micros);
    }
    let hour = parts.number(1, 2).filter(|h| *h < 24)?;
    let mut minute = 0;
    let mut second = 0;
    if parts.one_of(b":").is_some() {
        minute = parts.number(2, 2).filter(|m| *m < 60)?;
        if parts.one_of(b":").is_some() {
            second = parts.number(2, 2).filter(|s| *s <= 60)?;
        }
    }
    micros += i64::from(hour * 3600 + minute * 60 + second) * SECOND;
    if parts.one_of(b".,").is_some() {
        let digits = parts.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let mut unit = SECOND;
        for digit in &parts.rest[..digits.min(6)] {
            unit /= 10;
            micros += i64::from(digit - b'0') * unit;
        }
        parts.rest = &parts.rest[digits..];
    }
    Some(micros - parts.zone()?)
}

/// What is left of a cell while it is read from the left.
struct Parts<'a> {
    rest: &'a [u8],
}

impl Parts<'_> {
    fn number(&mut self, min: usize, max: usize) -> Option<u32> {
        let n = self.rest.iter().take(max).take_while(|b| b.is_ascii_digit()).count();
        if n < min {
            return None;
        }
        let value = self.rest[..n].iter().fold(0, |value, b| value * 10 + u32::from(b - b'0'));
        self.rest = &self.rest[n..];
        Some(value)
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let first = *self.rest.first().filter(|b| bytes.contains(b))?;
        self.rest = &self.rest[1..];
        Some(first)
    }

    /// Offset of the zone from UTC in microseconds; `None` if something else is left.
    fn zone(&mut self) -> Option<i64> {
        let zone = self.rest.trim_ascii_start();
        if matches!(zone, b"" | b"Z" | b"z" | b"UTC" | b"GMT") {
            return Some(0);
        }
        self.rest = zone;
        let sign = if self.one_of(b"+-")? == b'+' { 1 } else { -1 };
        let hours = self.number(2, 2)?;
        self.one_of(b":");
        let minutes = if self.rest.is_empty() { 0 } else { self.number(2, 2)? };
        self.rest.is_empty().then(|| sign * i64::from(hours * 3600 + minutes * 60) * SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_writing() {
        let moment = 1_569_888_000 * SECOND;
        for cell in [
            "1569888000",
            "1569888000.0",
            "1569888000000",
            "1569888000000000",
            "1569888000000000000",
            "20191001",
            "2019-10-01",
            "2019-10-01T00:00:00Z",
            "2019-10-01 00:00:00 UTC",
            "2019-10-01 08:00:00+08:00",
            "2019-09-30T20:00:00.000-0400",
            "2019/10/1 0:00",
            "2019.10.01",
        ] {
            assert_eq!(parse(cell), Some(moment), "{cell}");
        }
        assert_eq!(parse("2019-10-01 00:00:00.25"), Some(moment + SECOND / 4));
    }

    #[test]
    fn ends_of_the_calendar_and_nonsense() {
        assert_eq!(parse("0001-01-01"), Some(-62_135_596_800 * SECOND));
        assert_eq!(format_date(parse("9999-12-31T23:59:59Z").unwrap()), "9999-12-31");
        for cell in [
            "",
            "soon",
            "2019-13-01",
            "2019-10-01 25:00",
            "2019-10-01 00:00 EST",
            "1e308",
            "NaN",
            "--",
            "99999999999999999999",
        ] {
            assert_eq!(parse(cell), None, "{cell}");
        }
    }
}
