//! The undecided form of one cell, packed into eight bytes.
//!
//! The two lowest bits say what the other 62 hold:
//! - settled: UTC microseconds;
//! - number: two bits for what is counted, then a signed count of 60 bits;
//! - open: a date of which day and month are not told apart, as year (14 bits), first field (5), second field (5)
//!   and time of day (38);
//! - unreadable: nothing.

use super::civil::HOUR;

/// A cell that was read and is not yet decided; a [`Judgement`](super::Judgement) turns it into a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawTime(u64);

const SETTLED: u64 = 0;
const NUMBER: u64 = 1;
const OPEN: u64 = 2;
const TAG: u64 = 3;

const TIME_BITS: u32 = 38;
/// Added to the time of day of an open date, which is negative where an offset moved it before midnight.
const TIME_BIAS: i64 = 26 * HOUR;

/// Whole numbers from here on are kept in thousands.
///
/// They can only be nanoseconds, of which a time in microseconds has no use for the last three digits.
const IN_THOUSANDS: u64 = 1 << 59;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    Ones,
    Thousandths,
    Millionths,
    Thousands,
}

/// A raw cell taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Settled(i64),
    Number { count: i64, scale: Scale },
    Open(OpenDate),
    Unreadable,
}

/// A date whose first two fields are day and month in an order that only the column can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenDate {
    pub first: u32,
    pub second: u32,
    pub year: u32,
    /// The microseconds of the day, already in UTC and so possibly before or after that day.
    pub time: i64,
}

impl RawTime {
    /// A cell that is no point in time under any judgement.
    pub const UNREADABLE: Self = Self(TAG);

    /// A point in time that needs no judgement.
    pub(super) fn settled(micros: i64) -> Self {
        Self((micros << 2) as u64 | SETTLED)
    }

    /// A whole number of a unit yet unknown.
    pub(super) fn whole(number: i64) -> Self {
        if number.unsigned_abs() < IN_THOUSANDS {
            Self::number(number, Scale::Ones)
        } else {
            Self::number(number.div_euclid(1000), Scale::Thousands)
        }
    }

    /// A count of thousandths, millionths and so on; it must fit into 60 bits.
    pub(super) fn number(count: i64, scale: Scale) -> Self {
        Self((count << 4) as u64 | (scale as u64) << 2 | NUMBER)
    }

    /// A date whose order is open; the fields must be 1 to 31 and the offset less than a day.
    pub(super) fn open(date: OpenDate) -> Self {
        let time = (date.time + TIME_BIAS) as u64;
        let fields = u64::from(date.year) << 10 | u64::from(date.first) << 5 | u64::from(date.second);
        Self((fields << TIME_BITS | time) << 2 | OPEN)
    }

    /// Takes the packed form apart.
    pub(super) fn form(self) -> Form {
        match self.0 & TAG {
            SETTLED => Form::Settled(self.0 as i64 >> 2),
            NUMBER => Form::Number { count: self.0 as i64 >> 4, scale: self.scale() },
            OPEN => Form::Open(self.open_date()),
            _ => Form::Unreadable,
        }
    }

    fn scale(self) -> Scale {
        match self.0 >> 2 & 3 {
            0 => Scale::Ones,
            1 => Scale::Thousandths,
            2 => Scale::Millionths,
            _ => Scale::Thousands,
        }
    }

    fn open_date(self) -> OpenDate {
        let packed = self.0 >> 2;
        let fields = packed >> TIME_BITS;
        OpenDate {
            first: (fields >> 5 & 31) as u32,
            second: (fields & 31) as u32,
            year: (fields >> 10) as u32,
            time: (packed & ((1 << TIME_BITS) - 1)) as i64 - TIME_BIAS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_cell_is_eight_bytes() {
        assert_eq!(size_of::<RawTime>(), 8);
        assert_eq!(RawTime::UNREADABLE.form(), Form::Unreadable);
    }

    #[test]
    fn every_form_comes_back_as_it_went_in() {
        for micros in [0, -1, 1, i64::MAX >> 2, i64::MIN >> 2] {
            assert_eq!(RawTime::settled(micros).form(), Form::Settled(micros));
        }
        for scale in [Scale::Ones, Scale::Thousandths, Scale::Millionths, Scale::Thousands] {
            for count in [0, -1, 1, i64::MAX >> 4, i64::MIN >> 4] {
                assert_eq!(RawTime::number(count, scale).form(), Form::Number { count, scale });
            }
        }
        for time in [-25 * HOUR, 0, 49 * HOUR] {
            for year in [1, 2024, 9999] {
                let date = OpenDate { first: 31, second: 1, year, time };
                assert_eq!(RawTime::open(date).form(), Form::Open(date));
            }
        }
    }

    #[test]
    fn whole_numbers_of_any_size_fit() {
        assert_eq!(RawTime::whole(-5).form(), Form::Number { count: -5, scale: Scale::Ones });
        let count = i64::MAX / 1000;
        assert_eq!(RawTime::whole(i64::MAX).form(), Form::Number { count, scale: Scale::Thousands });
        let count = i64::MIN.div_euclid(1000);
        assert_eq!(RawTime::whole(i64::MIN).form(), Form::Number { count, scale: Scale::Thousands });
    }
}
