//! Calendar arithmetic on whole microseconds, fast enough for every cell of a long column.

/// One second in microseconds.
pub const SECOND: i64 = 1_000_000;
/// One minute in microseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in microseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in microseconds.
pub const DAY: i64 = 24 * HOUR;

/// The first microsecond of the year 1.
const EARLIEST: i64 = -719_162 * DAY;
/// The last microsecond of the year 9999.
const LATEST: i64 = 2_932_897 * DAY - 1;

/// The years 1900 to 2199, within which a number such as 20191001 is believed to be a date.
const BELIEVED_FROM: i64 = -25_567 * DAY;
const BELIEVED_TO: i64 = 84_006 * DAY;

/// How many days of a common year lie before each month.
const DAYS_BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/// How many days each month of a common year has.
const DAYS_IN: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Keeps a point in time only if it lies in the years 1 to 9999.
pub(super) fn in_calendar(micros: i64) -> Option<i64> {
    (EARLIEST..=LATEST).contains(&micros).then_some(micros)
}

/// The UTC microseconds at which a date begins, if there is such a date in the years 1 to 9999.
pub(super) fn midnight(year: u32, month: u32, day: u32) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let index = month as usize - 1;
    if day > DAYS_IN[index] + u32::from(leap && month == 2) {
        return None;
    }
    let full = year - 1;
    let before_year = full * 365 + full / 4 - full / 100 + full / 400;
    let in_year = DAYS_BEFORE[index] + u32::from(leap && month > 2) + day - 1;
    Some(i64::from(before_year + in_year) * DAY + EARLIEST)
}

/// The microseconds of the day, if the clock can show this.
///
/// Second 60 is let through because leap seconds are logged, and 24:00 because it is written for the end of a day.
pub(super) fn time_of_day(hour: u32, minute: u32, second: u32) -> Option<i64> {
    let shown = hour < 24 && minute < 60 && second <= 60;
    let end_of_day = hour == 24 && minute == 0 && second == 0;
    let seconds = hour * 3600 + minute * 60 + second;
    (shown || end_of_day).then(|| i64::from(seconds) * SECOND)
}

/// The full year meant by two digits: 69 to 99 are of the last century, 00 to 68 of this one.
pub(super) fn full_year(two_digits: u32) -> u32 {
    if two_digits >= 69 { 1900 + two_digits } else { 2000 + two_digits }
}

/// Reads a number such as 20191001 or 20191001123000 as a date with nothing, hours, minutes or seconds behind it.
pub(super) fn compact(number: u64) -> Option<i64> {
    let (day, hour, minute, second) = match number.checked_ilog10()? + 1 {
        8 => (number, 0, 0, 0),
        10 => (number / 100, number % 100, 0, 0),
        12 => (number / 10_000, number / 100 % 100, number % 100, 0),
        14 => (number / 1_000_000, number / 10_000 % 100, number / 100 % 100, number % 100),
        _ => return None,
    };
    // Eight digits remain, so nothing is lost by the narrower type.
    let day = day as u32;
    let midnight = midnight(day / 10_000, day / 100 % 100, day % 100)?;
    Some(midnight + time_of_day(hour as u32, minute as u32, second as u32)?)
}

/// Whether a number is a date without marks, of years in which it can be believed to be meant as one.
pub(super) fn is_compact(number: u64) -> bool {
    let known = |micros: i64| (BELIEVED_FROM..BELIEVED_TO).contains(&micros);
    compact(number).is_some_and(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_agrees_with_jiff_on_every_day_of_ten_thousand_years() {
        let epoch = jiff::civil::date(1970, 1, 1);
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in [0, 1, 17, 28, 29, 30, 31, 32] {
                    let expected = jiff::civil::Date::new(year, month, day).ok().map(|date| {
                        let span = epoch.until((jiff::Unit::Day, date)).unwrap();
                        i64::from(span.get_days()) * DAY
                    });
                    assert_eq!(midnight(year as u32, month as u32, day as u32), expected, "{year}-{month}-{day}");
                }
            }
        }
    }

    #[test]
    fn the_calendar_ends_where_it_should() {
        assert_eq!(midnight(1, 1, 1), Some(EARLIEST));
        assert_eq!(midnight(9999, 12, 31), Some(LATEST + 1 - DAY));
        assert_eq!(in_calendar(LATEST + 1), None);
        assert_eq!(midnight(u32::MAX, 1, 1), None);
    }

    #[test]
    fn compact_numbers_are_dates_with_or_without_a_time() {
        let day = midnight(2019, 10, 1);
        assert_eq!(compact(20_191_001), day);
        assert_eq!(compact(2_019_100_112), day.map(|at| at + 12 * HOUR));
        assert_eq!(compact(201_910_011_230), day.map(|at| at + 12 * HOUR + 30 * MINUTE));
        assert_eq!(compact(20_191_001_123_005), day.map(|at| at + 12 * HOUR + 30 * MINUTE + 5 * SECOND));
        assert_eq!(compact(20_191_301), None);
        assert_eq!(compact(0), None);
        assert_eq!(compact(u64::MAX), None);
        assert_eq!(midnight(1900, 1, 1), Some(BELIEVED_FROM));
        assert_eq!(midnight(2200, 1, 1), Some(BELIEVED_TO));
        assert!(is_compact(19_000_101) && is_compact(21_991_231_235_959));
        assert!(!is_compact(18_991_231) && !is_compact(22_000_101));
    }
}
