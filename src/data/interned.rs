//! Texts of a column as codes.

use std::hash::BuildHasher as _;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Code of a cell that holds nothing.
pub const MISSING: u32 = u32::MAX;
/// Rows between two looks at the cancel flag.
pub const ROWS_PER_CHECK: usize = 1 << 16;

/// Distinct texts, with codes in order of first appearance.
#[derive(Default, Clone)]
pub struct Interned {
    text: String,
    /// End of each value in `text`.
    ends: Vec<usize>,
    /// Codes of the values that are [`plain_number`]s, with these: most identifiers are, and are found without a look at their text.
    numbers: HashTable<(u32, u32)>,
    /// Codes of all others.
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interned {
    /// The code of a text.
    pub fn code(&mut self, value: &str) -> u32 {
        if let Some(number) = plain_number(value) {
            let entry = self.numbers.entry(spread(number), |of| of.0 == number, |of| spread(of.0));
            return match entry {
                Entry::Occupied(entry) => entry.get().1,
                Entry::Vacant(entry) => {
                    let code = self.ends.len() as u32;
                    entry.insert((number, code));
                    self.text.push_str(value);
                    self.ends.push(self.text.len());
                    code
                }
            };
        }
        let hash = self.hasher.hash_one(value);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(code) = self.codes.find(hash, |code| value_at(text, ends, *code) == value) {
            return *code;
        }
        let code = ends.len() as u32;
        self.text.push_str(value);
        self.ends.push(self.text.len());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.codes.insert_unique(hash, code, |code| hasher.hash_one(value_at(text, ends, *code)));
        code
    }

    /// The text of a code.
    pub fn value(&self, code: u32) -> &str {
        value_at(&self.text, &self.ends, code)
    }

    /// The texts in the order of their codes.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.ends.len() as u32).map(|code| self.value(code))
    }

    /// Number of different texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes over the texts of others; gives the code here of each code there.
    pub fn merge(&mut self, others: &Self) -> Vec<u32> {
        others.values().map(|value| self.code(value)).collect()
    }
}

/// Whole numbers that an export wrote as `17850.0` become `17850`, if all are of that kind.
pub fn without_decimal_point(ids: Vec<&str>) -> Vec<&str> {
    let is_whole =
        |id: &&str| id.strip_suffix(".0").is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    if ids.iter().all(is_whole) { ids.into_iter().map(|id| id.trim_end_matches(".0")).collect() } else { ids }
}

/// The number that a text writes in digits alone, without leading zeros: no other text writes it.
fn plain_number(text: &str) -> Option<u32> {
    let digits = text.as_bytes();
    if digits.is_empty() || digits.len() > 10 || (digits[0] == b'0' && digits.len() > 1) {
        return None;
    }
    let mut number = 0u64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = 10 * number + u64::from(digit);
    }
    u32::try_from(number).ok()
}

/// A hash of a number (Fibonacci hashing).
fn spread(number: u32) -> u64 {
    let product = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

fn value_at<'a>(text: &'a str, ends: &[usize], code: u32) -> &'a str {
    let start = if code == 0 { 0 } else { ends[code as usize - 1] };
    &text[start..ends[code as usize]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_code_whether_it_looks_like_a_number_or_not() {
        let texts = ["7", "07", "7.0", "0", "00", "", "4294967295", "4294967296", "-7", "７", "a", "99999999999", "+7"];
        let mut interned = Interned::default();
        for _ in 0..2 {
            let codes: Vec<u32> = texts.iter().map(|text| interned.code(text)).collect();
            assert_eq!(codes, (0..texts.len() as u32).collect::<Vec<_>>());
        }
        assert!(interned.values().eq(texts));
        let mut other = Interned::default();
        other.code("07");
        other.code("new");
        other.code("8");
        assert_eq!(interned.merge(&other), [1, 13, 14]);
    }
}
