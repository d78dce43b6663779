//! What the cells of a whole column look like, and how they are therefore to be read.

use super::civil::is_compact;
use super::verdict::{Chosen, DateOrder, Doubt, Judgement, Unit};

/// The units that count from 1970.
const EPOCHS: [Unit; 4] = [Unit::Seconds, Unit::Millis, Unit::Micros, Unit::Nanos];
/// The lengths of numbers that can be a date written without marks.
const COMPACT_LENGTHS: [usize; 4] = [8, 10, 12, 14];
/// So many cells at least must agree before ten digits are believed to be a date with its hour.
const ENOUGH_HOURS: u64 = 5;
/// The first second of the year 2100.
const YEAR_2100: u64 = 4_102_444_800;

/// Counts of what the cells of a column look like; the order of the cells does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    cells: u64,
    unreadable: u64,
    /// Numbers by the length of their whole part; zero is of length 0.
    lengths: [u64; 20],
    negative: u64,
    /// Numbers that lie between 2001 and 2100 in the unit that their size suggests.
    modern: [u64; 4],
    /// Numbers that are a date written without marks, by [`COMPACT_LENGTHS`].
    compact: [u64; 4],
    /// Numbers from 1900 to 2099.
    year_like: u64,
    /// Numbers that are days of 1954 to 2119 as spreadsheets count them.
    spreadsheet_days: u64,
    only_day_first: u64,
    only_month_first: u64,
    either_order: u64,
    open_with_dots: u64,
    open_with_others: u64,
    two_digit_years: u64,
    year_surely_last: u64,
    year_maybe_first: u64,
    unsure_zones: u64,
}

impl Seen {
    /// Adds what was seen in another part of the column.
    pub fn merge(&mut self, other: &Self) {
        let mut theirs = other.clone();
        for (mine, theirs) in self.counters().zip(theirs.counters()) {
            *mine += *theirs;
        }
    }

    /// How many cells were read, unreadable ones included.
    pub fn cells(&self) -> u64 {
        self.cells
    }

    /// How many cells are no point in time under any judgement.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// How many cells are numbers, which are points in time only if the column is known to hold some.
    pub fn numbers(&self) -> u64 {
        self.lengths.iter().sum()
    }

    /// Whether all that can be read are numbers that a spreadsheet shows as days. So may be other numbers: it says something of a column
    /// that is called a time.
    pub fn may_be_spreadsheet_days(&self) -> bool {
        self.spreadsheet_days > 0 && self.spreadsheet_days == self.cells - self.unreadable
    }

    /// Decides how the column is read, and tells what that decision had to assume.
    ///
    /// What the user chose is never in doubt.
    pub fn judge(&self, chosen: &Chosen) -> Judgement {
        let mut doubts = Vec::new();
        let unit = chosen.unit.unwrap_or_else(|| self.judge_unit(&mut doubts));
        let order = chosen.order.unwrap_or_else(|| self.judge_order(&mut doubts));
        self.doubt_years_and_zones(&mut doubts);
        Judgement { unit, order, doubts }
    }

    /// Every counter, always in the same order.
    fn counters(&mut self) -> impl Iterator<Item = &mut u64> {
        let single = [
            &mut self.cells,
            &mut self.unreadable,
            &mut self.negative,
            &mut self.year_like,
            &mut self.spreadsheet_days,
            &mut self.only_day_first,
            &mut self.only_month_first,
            &mut self.either_order,
            &mut self.open_with_dots,
            &mut self.open_with_others,
            &mut self.two_digit_years,
            &mut self.year_surely_last,
            &mut self.year_maybe_first,
            &mut self.unsure_zones,
        ];
        single.into_iter().chain(&mut self.lengths).chain(&mut self.modern).chain(&mut self.compact)
    }

    pub(super) fn note_cell(&mut self, readable: bool) {
        self.cells += 1;
        self.unreadable += u64::from(!readable);
    }

    /// Notes a number by the size of its whole part.
    pub(super) fn note_number(&mut self, number: u64, negative: bool) {
        let length = number.checked_ilog10().map_or(0, |log| log as usize + 1);
        self.lengths[length.min(19)] += 1;
        self.negative += u64::from(negative && number > 0);
        if negative {
            return;
        }
        match length {
            4 => self.year_like += u64::from((1900..2100).contains(&number)),
            5 => self.spreadsheet_days += u64::from((20_000..=80_000).contains(&number)),
            8 | 10 | 12 | 14 if is_compact(number) => self.compact[length / 2 - 4] += 1,
            10 => self.modern[0] += u64::from(number < YEAR_2100),
            13 => self.modern[1] += u64::from(number < YEAR_2100 * 1_000),
            16 => self.modern[2] += u64::from(number < YEAR_2100 * 1_000_000),
            19 => self.modern[3] += u64::from(number < YEAR_2100 * 1_000_000_000),
            _ => {}
        }
    }

    /// Notes a date of open order by the orders in which it exists.
    pub(super) fn note_order(&mut self, day_first: bool, month_first: bool, same: bool, dots: bool) {
        match (day_first, month_first) {
            (true, false) => self.only_day_first += 1,
            (false, true) => self.only_month_first += 1,
            // A date such as 3/3/2012 is the same day either way.
            _ => self.either_order += u64::from(!same),
        }
        let with_mark = if dots { &mut self.open_with_dots } else { &mut self.open_with_others };
        *with_mark += 1;
    }

    pub(super) fn note_year(&mut self, digits: usize) {
        self.two_digit_years += u64::from(digits == 2);
    }

    /// Notes whether a date of three short numbers could have its year in front.
    pub(super) fn note_year_position(&mut self, surely_last: bool) {
        self.year_surely_last += u64::from(surely_last);
        self.year_maybe_first += u64::from(!surely_last);
    }

    pub(super) fn note_zone(&mut self, unsure: bool) {
        self.unsure_zones += u64::from(unsure);
    }

    fn judge_order(&self, doubts: &mut Vec<Doubt>) -> DateOrder {
        let (day_first, month_first) = (self.only_day_first, self.only_month_first);
        let by_custom = || match self.open_with_dots > self.open_with_others {
            true => DateOrder::DayFirst,
            false => DateOrder::MonthFirst,
        };
        let assumed = match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => DateOrder::DayFirst,
            std::cmp::Ordering::Less => DateOrder::MonthFirst,
            std::cmp::Ordering::Equal => by_custom(),
        };
        if day_first > 0 && month_first > 0 {
            doubts.push(Doubt::OrderMixed { day_first, month_first, assumed });
        } else if day_first + month_first == 0 && self.either_order > 0 {
            doubts.push(Doubt::OrderUndecided { cells: self.either_order, assumed });
        }
        assumed
    }

    fn doubt_years_and_zones(&self, doubts: &mut Vec<Doubt>) {
        if self.two_digit_years > 0 {
            doubts.push(Doubt::TwoDigitYears { cells: self.two_digit_years });
        }
        if self.year_maybe_first > 0 && self.year_surely_last == 0 {
            doubts.push(Doubt::YearFirstUnsure { cells: self.year_maybe_first });
        }
        if self.unsure_zones > 0 {
            doubts.push(Doubt::ZoneNameUnsure { cells: self.unsure_zones });
        }
    }

    /// Numbers above zero; a zero or a minus one often stands for a missing value.
    fn positive(&self) -> u64 {
        self.numbers() - self.lengths[0] - self.negative
    }

    fn judge_unit(&self, doubts: &mut Vec<Doubt>) -> Unit {
        let unit = self.likely_unit();
        let votes: u64 = EPOCHS.iter().map(|&epoch| self.votes(epoch)).sum();
        let (small, assumed) = (self.numbers() - self.lengths[0] - votes, unit);
        if unit != Unit::YearMonthDay && small > votes {
            let years = self.year_like * 10 >= self.positive() * 9 && self.year_like > 0;
            doubts.push(match years {
                true => Doubt::LooksLikeYears { cells: self.year_like, assumed },
                false => Doubt::UnitUnsure { cells: small, assumed },
            });
        }
        let mut looks: Vec<(Unit, u64)> =
            Unit::ALL.iter().map(|&other| (other, self.foreign(other, unit))).filter(|&(_, cells)| cells > 0).collect();
        if !looks.is_empty() {
            looks.insert(0, (unit, self.votes(unit)));
            doubts.push(Doubt::UnitMixed { looks, assumed });
        }
        unit
    }

    /// The unit in which nearly all or else most of the numbers are plausible.
    ///
    /// Only numbers long enough to be recent have a vote: small and negative ones are plausible in every unit.
    fn likely_unit(&self) -> Unit {
        let dates = self.votes(Unit::YearMonthDay);
        let enough = self.compact[1] < dates || dates >= ENOUGH_HOURS;
        if dates > 0 && enough && dates * 10 >= self.positive() * 9 {
            return Unit::YearMonthDay;
        }
        let strength = |unit: &Unit| (self.votes(*unit), self.modern(*unit));
        // The first of equals wins, so that seconds are assumed where nothing speaks for another unit.
        EPOCHS.iter().rev().copied().max_by_key(strength).unwrap_or(Unit::Seconds)
    }

    /// How many numbers have the size of dates from 1973 on in this unit.
    fn votes(&self, unit: Unit) -> u64 {
        let of = |lengths: std::ops::RangeInclusive<usize>| self.lengths[lengths].iter().sum();
        match unit {
            Unit::Seconds => of(9..=11),
            Unit::Millis => of(12..=14),
            Unit::Micros => of(15..=17),
            Unit::Nanos => of(18..=19),
            Unit::YearMonthDay => self.compact.iter().sum(),
            // Judged only where the column is called a time.
            Unit::SpreadsheetDays => 0,
        }
    }

    fn modern(&self, unit: Unit) -> u64 {
        EPOCHS.iter().position(|&epoch| epoch == unit).map_or(0, |index| self.modern[index])
    }

    /// How many cells look as if they were of another unit than the assumed one.
    fn foreign(&self, unit: Unit, assumed: Unit) -> u64 {
        if unit == assumed {
            return 0;
        } else if unit == Unit::YearMonthDay {
            return self.foreign_dates();
        }
        let modern = self.modern(unit);
        let smaller =
            EPOCHS.iter().position(|&epoch| epoch == unit) < EPOCHS.iter().position(|&epoch| epoch == assumed);
        // Dates of the assumed unit that come close to 1970 get ever rarer with every digit less,
        // whereas cells of another unit stand apart.
        let longer = match unit {
            Unit::Seconds => self.lengths[11],
            Unit::Millis => self.lengths[14],
            _ => self.lengths[17],
        };
        if smaller && longer >= modern { 0 } else { modern }
    }

    /// Dates without marks, where so many numbers of their length are dates that this can be no accident.
    fn foreign_dates(&self) -> u64 {
        let pairs = self.compact.iter().zip(COMPACT_LENGTHS);
        pairs.map(|(&dates, length)| if dates * 2 >= self.lengths[length] { dates } else { 0 }).sum()
    }
}
