//! Texts of a column as codes.

use std::hash::BuildHasher as _;

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
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interned {
    /// The code of a text.
    pub fn code(&mut self, value: &str) -> u32 {
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

fn value_at<'a>(text: &'a str, ends: &[usize], code: u32) -> &'a str {
    let start = if code == 0 { 0 } else { ends[code as usize - 1] };
    &text[start..ends[code as usize]]
}
