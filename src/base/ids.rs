//! Identifiers: the log's own text outside, dense indices inside.

use std::cmp::Ordering;

use rayon::prelude::*;

/// Position of a user in a [`Vocabulary`] and row of every matrix over users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserIdx(pub u32);

/// Position of an item in a [`Vocabulary`] and column of every matrix over items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIdx(pub u32);

impl UserIdx {
    /// The index for slices.
    pub fn idx(self) -> usize {
        self.0 as usize
    }
}

impl ItemIdx {
    /// The index for slices.
    pub fn idx(self) -> usize {
        self.0 as usize
    }
}

/// The identifiers of a log in a fixed order: whole numbers by value, then text by code point.
///
/// The order depends on the set of identifiers alone, not on the order of the rows, so that a shuffled
/// log gives the same indices. Identifiers are kept as text, to the last digit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    text: String,
    /// End of each identifier in `text`.
    ends: Vec<usize>,
}

impl Vocabulary {
    /// Sorts the distinct `ids`; also gives, for each, its index in the vocabulary.
    pub fn from_distinct(ids: &[impl AsRef<str> + Sync]) -> (Self, Vec<u32>) {
        let id = |at: u32| ids[at as usize].as_ref();
        // Few texts are looked at again where their beginnings are side by side.
        let mut order: Vec<(u32, u64, u32)> = (0..ids.len() as u32)
            .into_par_iter()
            .map(|at| {
                let (group, beginning) = beginning(id(at));
                (group, beginning, at)
            })
            .collect();
        order.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| compare(id(a.2), id(b.2))));
        let mut text = String::with_capacity(ids.iter().map(|id| id.as_ref().len()).sum());
        let mut ends = Vec::with_capacity(ids.len());
        let mut index = vec![0; ids.len()];
        for (position, &(.., old)) in order.iter().enumerate() {
            text.push_str(ids[old as usize].as_ref());
            ends.push(text.len());
            index[old as usize] = position as u32;
        }
        (Self { text, ends }, index)
    }

    /// From all identifiers in one text and the end of each; `None` unless they are in order.
    pub fn from_parts(text: String, ends: Vec<usize>) -> Option<Self> {
        let fits = ends.is_sorted()
            && ends.last().copied().unwrap_or(0) == text.len()
            && ends.iter().all(|end| text.is_char_boundary(*end));
        let vocabulary = Self { text, ends };
        let is_ordered = |at: usize| compare(vocabulary.id(at - 1), vocabulary.id(at)) == Ordering::Less;
        (fits && (1..vocabulary.len()).all(is_ordered)).then_some(vocabulary)
    }

    /// All identifiers in one text, and the end of each.
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }

    /// Number of identifiers.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no identifier.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The identifier at `index`; empty text beyond the end.
    pub fn id(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..end]
    }

    /// The index of an identifier, if the log has it.
    pub fn index(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match compare(self.id(middle), id) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle as u32),
            }
        }
        None
    }

    /// All identifiers in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|i| self.id(i))
    }
}

/// Numbers before text; numbers by value whatever their length; equal values ("7", "07") by text.
fn compare(a: &str, b: &str) -> Ordering {
    match (digits(a), digits(b)) {
        (Some(x), Some(y)) => x.len().cmp(&y.len()).then_with(|| x.cmp(y)).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// What decides [`compare`] for most: numbers by their length, then texts; and the first eight bytes of either.
fn beginning(id: &str) -> (u32, u64) {
    let number = digits(id);
    let (group, text) = (number.map_or(u32::MAX, |digits| digits.len() as u32), number.unwrap_or(id).as_bytes());
    let mut first = [0; 8];
    let n = text.len().min(first.len());
    first[..n].copy_from_slice(&text[..n]);
    (group, u64::from_be_bytes(first))
}

/// The digits of a whole number without leading zeros; `None` for any other text.
fn digits(id: &str) -> Option<&str> {
    (!id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())).then(|| id.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_by_value_then_text_and_nothing_is_rounded() {
        let numbers =
            ["07", "7", "9", "10", "123456789", "123456790", "12345678901234567890123", "12345678901234567890124"];
        let texts = ["b", "b\0", "ba", "beginning of one", "beginning of two", "é"];
        let ordered: Vec<&str> = numbers.into_iter().chain(texts).collect();
        let ids: Vec<&str> = (0..ordered.len()).map(|at| ordered[(at * 5 + 3) % ordered.len()]).collect();
        let (vocabulary, index) = Vocabulary::from_distinct(&ids);
        let sorted: Vec<_> = vocabulary.iter().collect();
        assert_eq!(sorted, ordered);
        for (id, &i) in ids.iter().zip(&index) {
            assert_eq!(vocabulary.id(i as usize), *id);
            assert_eq!(vocabulary.index(id), Some(i));
        }
        assert_eq!(vocabulary.index("8"), None);
    }
}
