//! Numbers that count time from 1970 in a unit that only the column can tell.

use super::column::Seen;
use super::raw::{RawTime, Scale};

/// Numbers below this keep six decimal digits: seconds to beyond the year 9999.
const FINE: u128 = 1 << 39;
/// Numbers below this keep three decimal digits: milliseconds to beyond the year 9999.
///
/// Larger numbers are microseconds or less, of which no fraction can matter.
const COARSE: u128 = 1 << 49;
/// A plain whole number of so many digits cannot be too large.
const SAFE_DIGITS: usize = 18;

/// Reads a whole or decimal number, with or without sign and exponent.
pub(super) fn read(cell: &[u8], seen: &mut Seen) -> Option<RawTime> {
    let (negative, unsigned) = match cell.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, cell),
    };
    Decimal::read(unsigned)?.raw(negative, seen)
}

/// Reads a cell of digits only, which is the most frequent kind of number.
pub(super) fn plain(digits: &[u8], seen: &mut Seen) -> Option<RawTime> {
    if digits.is_empty() || digits.len() > SAFE_DIGITS {
        return read(digits, seen);
    }
    let number = digits.iter().fold(0, |number, byte| number * 10 + u64::from(byte & 15));
    whole(number, false, seen)
}

/// Notes and packs a whole number.
pub(super) fn whole(number: u64, negative: bool, seen: &mut Seen) -> Option<RawTime> {
    let signed = i64::try_from(number).ok()?;
    seen.note_number(number, negative);
    Some(RawTime::whole(if negative { -signed } else { signed }))
}

/// Digits and a power of ten, exact as far as the digits go.
struct Decimal {
    digits: u64,
    power: i32,
}

impl Decimal {
    fn read(text: &[u8]) -> Option<Self> {
        let mut decimal = Self { digits: 0, power: 0 };
        let mut any = false;
        let mut behind_point = false;
        for (index, &byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    decimal.push(byte - b'0', behind_point);
                    any = true;
                }
                b'.' if any && !behind_point => behind_point = true,
                b'e' | b'E' if any => {
                    let exponent = std::str::from_utf8(&text[index + 1..]).ok()?.parse::<i16>().ok()?;
                    decimal.power = decimal.power.saturating_add(i32::from(exponent));
                    return Some(decimal);
                }
                _ => return None,
            }
        }
        any.then_some(decimal)
    }

    /// Appends a digit as long as there is room; later ones only count as places.
    fn push(&mut self, digit: u8, behind_point: bool) {
        if self.digits <= (u64::MAX - 9) / 10 {
            self.digits = self.digits * 10 + u64::from(digit);
            self.power = self.power.saturating_sub(i32::from(behind_point));
        } else {
            self.power = self.power.saturating_add(i32::from(!behind_point));
        }
    }

    /// Notes and packs the number at the finest scale that it can need.
    fn raw(&self, negative: bool, seen: &mut Seen) -> Option<RawTime> {
        let digits = u128::from(self.digits);
        let factor = 10_u128.checked_pow(self.power.unsigned_abs());
        if self.digits == 0 {
            return whole(0, negative, seen);
        } else if self.power >= 0 {
            let number = digits.checked_mul(factor?)?;
            return whole(u64::try_from(number).ok()?, negative, seen);
        }
        let divisor = factor?;
        let ones = digits / divisor;
        if digits.is_multiple_of(divisor) || ones >= COARSE {
            return whole(u64::try_from(ones).ok()?, negative, seen);
        }
        let (parts, scale) = if ones < FINE { (1_000_000, Scale::Millionths) } else { (1_000, Scale::Thousandths) };
        let count = i64::try_from(digits * parts / divisor).ok()?;
        seen.note_number(u64::try_from(ones).ok()?, negative);
        Some(RawTime::number(if negative { -count } else { count }, scale))
    }
}
