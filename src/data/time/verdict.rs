//! How a column is read, and what that had to assume.

use serde::{Deserialize, Serialize};

use super::civil::{compact, in_calendar, midnight};
use super::raw::{Form, OpenDate, RawTime, Scale};

/// The day from which spreadsheets count, 30 December 1899, in microseconds.
const SPREADSHEET_DAY_0: i64 = -25_569 * 86_400_000_000;

/// What the numbers of a column count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Seconds since 1970.
    #[serde(rename = "s")]
    Seconds,
    /// Milliseconds since 1970.
    #[serde(rename = "ms")]
    Millis,
    /// Microseconds since 1970.
    #[serde(rename = "us")]
    Micros,
    /// Nanoseconds since 1970.
    #[serde(rename = "ns")]
    Nanos,
    /// Nothing: the digits are a date as in 20191001, or as in 20191001123000 with hours, minutes or seconds behind it.
    #[serde(rename = "yyyymmdd")]
    YearMonthDay,
    /// Days since 30 December 1899, as spreadsheets count them.
    #[serde(rename = "days1900")]
    SpreadsheetDays,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 6] =
        [Self::Seconds, Self::Millis, Self::Micros, Self::Nanos, Self::YearMonthDay, Self::SpreadsheetDays];

    /// The name by which the unit is stored and chosen.
    pub fn id(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Millis => "ms",
            Self::Micros => "us",
            Self::Nanos => "ns",
            Self::YearMonthDay => "yyyymmdd",
            Self::SpreadsheetDays => "days1900",
        }
    }

    /// How many nanoseconds one of this unit is, if it counts anything.
    fn nanos(self) -> Option<i64> {
        match self {
            Self::Seconds => Some(1_000_000_000),
            Self::Millis => Some(1_000_000),
            Self::Micros => Some(1_000),
            Self::Nanos => Some(1),
            Self::SpreadsheetDays => Some(86_400_000_000_000),
            Self::YearMonthDay => None,
        }
    }
}

/// Which of two short fields of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The day, as in 31/12/2019.
    DayFirst,
    /// The month, as in 12/31/2019.
    MonthFirst,
}

impl DateOrder {
    /// Both orders.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// The name by which the order is stored and chosen.
    pub fn id(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
        }
    }
}

/// What the user fixed; the rest is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// The unit of the numbers.
    pub unit: Option<Unit>,
    /// The order of day and month.
    pub order: Option<DateOrder>,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The unit of all its numbers.
    pub unit: Unit,
    /// The order of all its dates that leave it open.
    pub order: DateOrder,
    /// What could not be known and was assumed.
    pub doubts: Vec<Doubt>,
}

/// Something the column does not tell, and what was assumed instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No first or second field is above 12 anywhere, so that day and month cannot be told apart.
    OrderUndecided {
        /// Cells that would be another day in the other order.
        cells: u64,
        /// The order that is customary with their separator.
        assumed: DateOrder,
    },
    /// Some cells are possible in one order only and some only in the other; the fewer are unreadable.
    OrderMixed {
        /// Cells that can only have the day first.
        day_first: u64,
        /// Cells that can only have the month first.
        month_first: u64,
        /// The order of the majority.
        assumed: DateOrder,
    },
    /// Some numbers look as if they were of another unit than the rest.
    UnitMixed {
        /// Units with the cells that look like them, the assumed unit first.
        looks: Vec<(Unit, u64)>,
        /// The unit in which all of them are read.
        assumed: Unit,
    },
    /// Most of the numbers are too small to tell their unit, being within three years of 1970 even as seconds.
    UnitUnsure {
        /// Such numbers, without zeros.
        cells: u64,
        /// The unit in which they are read.
        assumed: Unit,
    },
    /// The numbers may be years, but are read as counts of a unit.
    LooksLikeYears {
        /// Numbers from 1900 to 2099.
        cells: u64,
        /// The unit in which they are read.
        assumed: Unit,
    },
    /// Years of two digits: 69 to 99 are read as 1969 to 1999, and 00 to 68 as 2000 to 2068.
    TwoDigitYears {
        /// Cells with such a year.
        cells: u64,
    },
    /// Dates such as 12/10/09 that are read with the year last, though it could as well be first everywhere.
    YearFirstUnsure {
        /// Cells with such a date.
        cells: u64,
    },
    /// Times in CST, which is read as six hours behind UTC as in American mail, but may be Chinese time.
    ZoneNameUnsure {
        /// Cells with this zone.
        cells: u64,
    },
}

impl Judgement {
    /// The UTC microseconds of a cell, or nothing if it is unreadable under this judgement.
    pub fn micros(&self, raw: RawTime) -> Option<i64> {
        match raw.form() {
            Form::Settled(micros) => Some(micros),
            Form::Number { count, scale } => self.number(count, scale),
            Form::Open(date) => self.open_date(date),
            Form::Unreadable => None,
        }
    }

    fn number(&self, count: i64, scale: Scale) -> Option<i64> {
        let Some(nanos) = self.unit.nanos() else {
            return match scale {
                Scale::Ones => compact(u64::try_from(count).ok()?),
                _ => None,
            };
        };
        let micros = match scale {
            Scale::Ones if nanos == 1 => count.div_euclid(1000),
            Scale::Ones => count.checked_mul(nanos / 1000)?,
            _ => scaled(count, scale, nanos)?,
        };
        let from_1970 =
            if self.unit == Unit::SpreadsheetDays { micros.checked_add(SPREADSHEET_DAY_0)? } else { micros };
        in_calendar(from_1970)
    }

    fn open_date(&self, date: OpenDate) -> Option<i64> {
        let (day, month) = match self.order {
            DateOrder::DayFirst => (date.first, date.second),
            DateOrder::MonthFirst => (date.second, date.first),
        };
        in_calendar(midnight(date.year, month, day)? + date.time)
    }
}

/// The microseconds of a count that is not of ones, exact to the last.
fn scaled(count: i64, scale: Scale, nanos: i64) -> Option<i64> {
    let millionths: i128 = match scale {
        Scale::Millionths => 1,
        Scale::Thousandths => 1_000,
        Scale::Ones => 1_000_000,
        Scale::Thousands => 1_000_000_000,
    };
    let product = (i128::from(count) * millionths).checked_mul(i128::from(nanos))?;
    i64::try_from(product.div_euclid(1_000_000_000)).ok()
}
