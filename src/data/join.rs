//! How the identifiers of two files meet.

use std::borrow::Cow;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::base::Vocabulary;

/// What is left out of identifiers before they are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// Nothing.
    #[default]
    Exact,
    /// Zeros before a number: `007` is `7`.
    LeadingZeros,
    /// The point of a whole number: `282809.0` is `282809`.
    DecimalPoint,
    /// Capitals.
    Case,
    /// All that is no digit: `item-7` is `7`.
    DigitsAlone,
}

impl Join {
    /// All but the exact one, in the order in which they are tried.
    pub const LOOSE: [Self; 4] = [Self::DecimalPoint, Self::LeadingZeros, Self::Case, Self::DigitsAlone];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::LeadingZeros => "leading_zeros",
            Self::DecimalPoint => "decimal_point",
            Self::Case => "case",
            Self::DigitsAlone => "digits_alone",
        }
    }

    /// What of an identifier is compared; nothing where it has nothing of the kind.
    pub fn key(self, id: &str) -> Option<Cow<'_, str>> {
        let is_number = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
        match self {
            Self::Exact => Some(id.into()),
            Self::LeadingZeros if is_number(id) => {
                let rest = id.trim_start_matches('0');
                Some(if rest.is_empty() { "0".into() } else { rest.into() })
            }
            Self::LeadingZeros => Some(id.into()),
            Self::DecimalPoint => Some(id.strip_suffix(".0").filter(|whole| is_number(whole)).unwrap_or(id).into()),
            Self::Case => Some(id.to_lowercase().into()),
            Self::DigitsAlone => {
                let digits: String = id.chars().filter(char::is_ascii_digit).collect();
                (!digits.is_empty()).then(|| digits.into())
            }
        }
    }

    /// The identifiers of a log by what is compared of them; of several with the same, none.
    pub fn index(self, vocabulary: &Vocabulary) -> HashMap<String, Option<u32>> {
        let mut index: HashMap<String, Option<u32>> = HashMap::new();
        for (at, id) in vocabulary.iter().enumerate() {
            if let Some(key) = self.key(id) {
                index.entry(key.into_owned()).and_modify(|place| *place = None).or_insert(Some(at as u32));
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_meet_without_what_is_left_out_unless_two_are_then_alike() {
        let (log, _) = Vocabulary::from_distinct(&["007", "07", "12", "x3"]);
        let place = |join: Join, id: &str| {
            let at = join.index(&log).get(&*join.key(id)?).copied().flatten()?;
            Some(log.id(at as usize).to_owned())
        };
        assert_eq!(place(Join::Exact, "7"), None);
        assert_eq!(place(Join::LeadingZeros, "0012"), Some("12".into()));
        assert_eq!(place(Join::LeadingZeros, "7"), None, "007 and 07 are two");
        assert_eq!(place(Join::DecimalPoint, "12.0"), Some("12".into()));
        assert_eq!(place(Join::Case, "X3"), Some("x3".into()));
        assert_eq!(place(Join::DigitsAlone, "item-3"), Some("x3".into()));
    }
}
