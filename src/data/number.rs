//! Numbers as people write them, with either decimal mark, grouped thousands, currencies and percent signs.
//!
//! The column is looked at first, since `1,299` alone may be more than a thousand or little more than one.

mod dress;

#[cfg(test)]
mod tests;

/// The decimal mark of a column; the other mark then groups thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Decimals stand behind a point, as in `1,299.50`.
    Point,
    /// Decimals stand behind a comma, as in `1.299,50`.
    Comma,
}

impl Mark {
    /// Both marks.
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    /// The name by which the mark is stored and chosen.
    pub fn id(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    fn decimal(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn grouping(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// Counts of how the numbers of a column are written; the order of the cells does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    cells: u64,
    neutral: u64,
    only_point: u64,
    only_comma: u64,
    /// Cells that are a number with either mark, though not the same one.
    either: u64,
}

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// The decimal mark of all cells.
    pub mark: Mark,
    /// What could not be known and was assumed.
    pub doubt: Option<Doubt>,
}

/// Something the column does not tell, and what was assumed instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// All marks are followed by three digits, as in `1,299`, so that thousands and decimals cannot be told apart.
    MarkUndecided {
        /// Cells that would be another number with the other mark.
        cells: u64,
        /// The mark that was taken.
        assumed: Mark,
    },
    /// Some cells are numbers with one mark only and some only with the other; the fewer are unreadable.
    MarkMixed {
        /// Cells that need a decimal point.
        point: u64,
        /// Cells that need a decimal comma.
        comma: u64,
        /// The mark of the majority.
        assumed: Mark,
    },
}

/// Looks at one trimmed cell and notes which decimal mark it needs.
pub fn read(cell: &[u8], seen: &mut Seen) {
    seen.cells += 1;
    let (point, comma, marked) = match Plain::of(cell) {
        Some(plain) => (plain.fits(Mark::Point), plain.fits(Mark::Comma), plain.mark.is_some()),
        None => look_closely(cell),
    };
    let counter = match (point, comma) {
        (true, true) if marked => &mut seen.either,
        (true, true) => &mut seen.neutral,
        (true, false) => &mut seen.only_point,
        (false, true) => &mut seen.only_comma,
        (false, false) => return,
    };
    *counter += 1;
}

/// Whether a cell is a number with a point, whether it is one with a comma, and whether it has any such mark.
fn look_closely(cell: &[u8]) -> (bool, bool, bool) {
    let Some(bare) = std::str::from_utf8(cell).ok().and_then(dress::undress) else {
        return (false, false, false);
    };
    let fits = |mark| Numeral::split(bare.digits, mark).is_some();
    (fits(Mark::Point), fits(Mark::Comma), bare.digits.contains(['.', ',']))
}

impl Seen {
    /// Adds what was seen in another part of the column.
    pub fn merge(&mut self, other: &Self) {
        self.cells += other.cells;
        self.neutral += other.neutral;
        self.only_point += other.only_point;
        self.only_comma += other.only_comma;
        self.either += other.either;
    }

    /// How many cells were looked at.
    pub fn cells(&self) -> u64 {
        self.cells
    }

    /// How many cells are a number with at least one of the marks.
    pub fn numbers(&self) -> u64 {
        self.neutral + self.only_point + self.only_comma + self.either
    }

    /// Decides on the decimal mark of the column; what the user chose is never in doubt.
    pub fn judge(&self, chosen: Option<Mark>) -> Judged {
        if let Some(mark) = chosen {
            return Judged { mark, doubt: None };
        }
        let (point, comma) = (self.only_point, self.only_comma);
        let assumed = if comma > point { Mark::Comma } else { Mark::Point };
        let doubt = if point > 0 && comma > 0 {
            Some(Doubt::MarkMixed { point, comma, assumed })
        } else if point + comma == 0 && self.either > 0 {
            Some(Doubt::MarkUndecided { cells: self.either, assumed })
        } else {
            None
        };
        Judged { mark: assumed, doubt }
    }
}

/// Reads a cell as a finite number with this decimal mark.
///
/// A percent sign is dropped without dividing, and a number in brackets is negative as in bookkeeping.
pub fn parse(cell: &str, mark: Mark) -> Option<f64> {
    let cell = cell.trim();
    if let Some(value) = Plain::of(cell.as_bytes()).and_then(|plain| plain.value(mark)) {
        return Some(value);
    }
    let bare = dress::undress(cell)?;
    let magnitude: f64 = Numeral::split(bare.digits, mark)?.in_ascii().parse().ok()?;
    let value = if bare.negative { -magnitude } else { magnitude };
    value.is_finite().then_some(value)
}

/// A number of ASCII digits with perhaps a minus and one mark: the usual kind, which needs no closer look.
struct Plain<'a> {
    negative: bool,
    whole: &'a [u8],
    mark: Option<Mark>,
    decimals: &'a [u8],
}

/// The powers of ten by which a short number is divided.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

impl<'a> Plain<'a> {
    fn of(cell: &'a [u8]) -> Option<Self> {
        let digits = cell.strip_prefix(b"-").unwrap_or(cell);
        let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (whole, rest) = digits.split_at(length);
        let (mark, decimals) = match rest.split_first() {
            None => (None, rest),
            Some((b'.', decimals)) => (Some(Mark::Point), decimals),
            Some((b',', decimals)) => (Some(Mark::Comma), decimals),
            Some(_) => return None,
        };
        let valid = length > 0 && decimals.iter().all(u8::is_ascii_digit);
        valid.then_some(Self { negative: digits.len() < cell.len(), whole, mark, decimals })
    }

    /// Whether this is a number with that decimal mark; the other mark could still group thousands.
    fn fits(&self, mark: Mark) -> bool {
        let grouped = self.decimals.len() == 3 && self.whole.len() <= 3 && self.whole[0] != b'0';
        self.mark.is_none_or(|own| own == mark) || grouped
    }

    /// The value, if it is short enough for one division to give the nearest number, and the mark is a decimal one.
    fn value(&self, mark: Mark) -> Option<f64> {
        let short = self.whole.len() + self.decimals.len() < POWERS.len();
        if !short || self.mark.is_some_and(|own| own != mark) {
            return None;
        }
        let digits = self.whole.iter().chain(self.decimals);
        let number = digits.fold(0_u64, |number, byte| number * 10 + u64::from(byte & 15));
        let value = number as f64 / POWERS[self.decimals.len()];
        Some(if self.negative { -value } else { value })
    }
}

/// The parts of an unsigned number.
struct Numeral<'a> {
    whole: &'a str,
    decimals: &'a str,
    exponent: &'a str,
}

impl<'a> Numeral<'a> {
    /// Splits a number written with this decimal mark; fails if it is not one.
    fn split(text: &'a str, mark: Mark) -> Option<Self> {
        let exponent_at = text.bytes().position(|byte| matches!(byte, b'e' | b'E'));
        let (mantissa, exponent) = exponent_at.map_or((text, "0"), |at| (&text[..at], &text[at + 1..]));
        let (whole, decimals) = mantissa.split_once(mark.decimal()).unwrap_or((mantissa, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let valid = all_digits(decimals)
            && all_digits(power)
            && !power.is_empty()
            && if whole.is_empty() { !decimals.is_empty() } else { all_digits(whole) || is_grouped(whole, mark) };
        valid.then_some(Self { whole, decimals, exponent })
    }

    /// The number as the standard library reads it.
    fn in_ascii(&self) -> String {
        let mut text = String::with_capacity(self.whole.len() + self.decimals.len() + self.exponent.len() + 2);
        text.extend(self.whole.chars().filter(char::is_ascii_digit));
        for part in [".", self.decimals, "e", self.exponent] {
            text.push_str(part);
        }
        text
    }
}

/// What may group thousands whatever the decimal mark is: blanks of several widths, and apostrophes.
const GROUPINGS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// Whether a whole number is grouped in thousands, or in lakhs as in `12,34,567`, by one kind of separator.
fn is_grouped(whole: &str, mark: Mark) -> bool {
    let Some(separator) = whole.chars().find(|character| !character.is_ascii_digit()) else {
        return false;
    };
    if separator != mark.grouping() && !GROUPINGS.contains(&separator) {
        return false;
    }
    let group_is =
        |group: &str, length: usize| group.len() == length && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(separator);
    let (Some(first), Some(last)) = (groups.next(), groups.next_back()) else {
        return false;
    };
    let first_fits = (1..=3).contains(&first.len()) && group_is(first, first.len()) && !first.starts_with('0');
    let in_thousands = groups.clone().all(|group| group_is(group, 3));
    let in_lakhs = separator == ',' && first.len() <= 2 && groups.all(|group| group_is(group, 2));
    first_fits && group_is(last, 3) && (in_thousands || in_lakhs)
}
