//! What the first rows say about a column, whatever it is called.

use std::collections::HashSet;

use super::names;
use super::nothing::Words;
use super::number::{self, Mark};
use super::read::Table;
use super::role::{AttributeKind, Role};
use super::time;

/// Shares are of the cells that hold something, 0 to 1.
pub struct Content {
    /// Cells that hold something.
    pub n_filled: usize,
    /// Different ones among them.
    pub n_distinct: usize,
    /// Share of whole numbers without a sign.
    pub integers: f64,
    /// Share of numbers.
    pub numbers: f64,
    /// Share of times, of whatever age.
    pub times: f64,
    /// Share of times that an event may have.
    pub plausible_times: f64,
    /// Share of times of day.
    pub clocks: f64,
    /// Whether all times are days without a time of day.
    pub are_days: bool,
    /// Whether they are numbers that a spreadsheet shows as days.
    pub are_spreadsheet_days: bool,
    /// Share of words for types of events.
    pub event_words: f64,
    /// Whether all cells say yes or no, such as 0 or 1, true or false, like or dislike.
    pub is_binary: bool,
    /// 0, 1, 2, … or 1, 2, 3, …: a row number.
    pub counts_rows: bool,
    /// Whether any number has a decimal mark.
    pub has_point: bool,
    /// Whether any number is no whole one.
    pub has_fraction: bool,
    /// The largest number.
    pub largest: f64,
    /// The decimal mark of its numbers.
    pub mark: Mark,
    /// Share of cells with several names: `a|b`, `['a', 'b']`.
    pub lists: f64,
    /// Share of cells with a name inside another: `a > b`, `appliances.kitchen.kettle`.
    pub paths: f64,
    /// Share of addresses of pages or pictures.
    pub links: f64,
}

impl Content {
    /// What the preview of `table` says about a column.
    pub fn of(table: &Table, column: usize) -> Self {
        let cells: Vec<&str> = table.preview.iter().map(|row| row[column].trim()).collect();
        let words = Words::of(cells.iter().copied());
        let cells: Vec<&str> = cells.into_iter().filter(|cell| !words.hold(cell)).collect();
        let share =
            |test: &dyn Fn(&str) -> bool| cells.iter().filter(|c| test(c)).count() as f64 / cells.len().max(1) as f64;
        let mut seen = number::Seen::default();
        cells.iter().for_each(|cell| number::read(cell.as_bytes(), &mut seen));
        let mark = seen.judge(None).mark;
        let number = |c: &str| number::parse(c, mark);
        let (moments, are_spreadsheet_days) = moments(&cells);
        let moment = |test: &dyn Fn(i64) -> bool| {
            moments.iter().filter(|time| time.is_some_and(test)).count() as f64 / cells.len().max(1) as f64
        };
        let decimal = if mark == Mark::Comma { ',' } else { '.' };
        Self {
            n_filled: cells.len(),
            n_distinct: cells.iter().collect::<HashSet<_>>().len(),
            integers: share(&|c| c.bytes().all(|b| b.is_ascii_digit())),
            numbers: share(&|c| number(c).is_some()),
            times: moment(&|_| true),
            plausible_times: moment(&time::is_plausible),
            clocks: share(&time::is_clock),
            are_days: moments.iter().flatten().all(|moment| moment % time::DAY == 0),
            are_spreadsheet_days,
            event_words: share(&names::is_event_word),
            is_binary: !cells.is_empty() && cells.iter().all(|c| label(c).is_some()),
            counts_rows: table.counts_rows(column),
            has_point: cells.iter().any(|c| number(c).is_some() && c.contains(decimal)),
            has_fraction: cells.iter().any(|c| number(c).is_some_and(|n| n.fract() != 0.0)),
            largest: cells.iter().filter_map(|c| number(c)).fold(0.0, f64::max),
            mark,
            lists: share(&|c| c.contains('|') || c.starts_with('[') && c.ends_with(']')),
            paths: share(&is_path),
            links: share(&|c| c.starts_with("http://") || c.starts_with("https://")),
        }
    }

    /// Whether the content can hold what the name promises.
    pub fn fits(&self, name: &str, role: Role, n_rows: usize) -> bool {
        match role {
            // A "day" may be a number of its own; a "timestamp" is a time, however odd.
            Role::Timestamp if names::says_time(name) => self.n_filled == 0 || self.times >= 0.5,
            Role::Timestamp => self.plausible_times >= 0.5 || self.are_spreadsheet_days,
            Role::Value => self.n_filled == 0 || self.numbers >= 0.5,
            Role::Attribute(_, kind) if kind.is_number() => self.n_filled == 0 || self.numbers >= 0.5,
            Role::Attribute(_, AttributeKind::Date) => self.times >= 0.5,
            Role::Clock => self.clocks > 0.95 || self.integers == 1.0 && self.largest < 2360.0,
            Role::Label => self.is_binary,
            // The state of an order tells events apart where it says what was done with it.
            Role::Event => {
                self.n_distinct <= 50 && (self.event_words >= 0.5 || !names::reduced(name).ends_with("status"))
            }
            // An order number that only purchases carry names no sessions.
            Role::Session => self.n_filled * 2 >= n_rows,
            _ => true,
        }
    }

    /// The kind of attribute that the content shows where the name says no more than `named`, or nothing; `None` for what is of no use.
    pub fn kind(&self, name: &str, named: Option<AttributeKind>) -> Option<AttributeKind> {
        use AttributeKind as Kind;
        let says = |word: &str| names::reduced(name).contains(word);
        match named {
            Some(Kind::Category | Kind::Categories | Kind::Path) => {
                return Some(if self.paths >= 0.5 {
                    Kind::Path
                } else if self.lists > 0.02 || name.ends_with(":token_seq") {
                    Kind::Categories
                } else {
                    Kind::Category
                });
            }
            Some(Kind::Number) if self.numbers < 0.5 => return Some(Kind::Category),
            Some(kind) => return Some(kind),
            None => {}
        }
        let is_place = ["position", "rank"].iter().any(|word| says(word));
        let is_code = ["id", "zip", "code", "postal", "phone"].iter().any(|word| says(word));
        if self.n_distinct < 2 || self.links > 0.5 {
            None
        } else if self.plausible_times > 0.95 && (self.integers < 0.5 || says("time") || says("date")) {
            Some(Kind::Date)
        } else if self.numbers > 0.95 && !is_code && (self.n_distinct > 12 || self.has_fraction || is_place) {
            Some(Kind::Number)
        } else if self.n_distinct * 4 < self.n_filled {
            self.kind(name, Some(Kind::Category))
        } else {
            None
        }
    }
}

/// Each cell as the moment that the whole column makes of it, and whether all are numbers that a spreadsheet shows as days.
fn moments(cells: &[&str]) -> (Vec<Option<i64>>, bool) {
    let mut seen = time::Seen::default();
    let raw: Vec<_> = cells.iter().map(|cell| time::read(cell.as_bytes(), &mut seen)).collect();
    let judged = seen.judge(&time::Chosen::default());
    (raw.into_iter().map(|cell| judged.micros(cell)).collect(), seen.may_be_spreadsheet_days())
}

/// `a > b`, `a/b/c` of words, or `appliances.kitchen.kettle`.
fn is_path(cell: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    cell.contains(" > ") || cell.contains('.') && cell.split('.').all(is_word)
}

/// Whether a cell says yes or no.
pub fn label(cell: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "1",
        "1.0",
        "true",
        "t",
        "yes",
        "y",
        "+",
        "pos",
        "positive",
        "like",
        "liked",
        "thumbsup",
        "thumbs_up",
        "up",
        "ja",
        "oui",
        "si",
        "sí",
        "evet",
        "是",
        "👍",
    ];
    const NO: &[&str] = &[
        "0",
        "0.0",
        "-1",
        "-1.0",
        "false",
        "f",
        "no",
        "n",
        "-",
        "neg",
        "negative",
        "dislike",
        "disliked",
        "thumbsdown",
        "thumbs_down",
        "down",
        "nein",
        "non",
        "hayır",
        "否",
        "👎",
    ];
    let cell = cell.to_lowercase();
    if YES.contains(&&*cell) { Some(true) } else { NO.contains(&&*cell).then_some(false) }
}
