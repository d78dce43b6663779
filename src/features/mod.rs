//! From attributes of items to vectors that models can compare.

mod build;
mod map;
mod projection;
mod text;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use build::{FeatureBlock, FeatureMatrix, build};
pub use map::{COLORED, Coloring, ContentMap, MapPoint};
pub use projection::{MAX_COMPONENTS, Projection};

use crate::base::{Said, SaidValue, StageError};
use crate::data::{AttributeKind, Dataset};
use crate::said;

/// Which features are used, and how much each counts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FeatureConfig {
    /// Settings by feature name; those not named are as [`FeatureSetting::of`] says.
    pub features: BTreeMap<String, FeatureSetting>,
}

/// One feature's switch and weight.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeatureSetting {
    /// Whether it is used.
    pub enabled: bool,
    /// How much it counts against the others, 0 to 10. Default 1.
    pub weight: f64,
}

impl Default for FeatureSetting {
    fn default() -> Self {
        Self { enabled: true, weight: 1.0 }
    }
}

impl FeatureSetting {
    /// The setting of a feature that nobody set: on with weight 1. A date is off: items of one time are no items of one kind, and as one number
    /// that all items have it outweighs what distinguishes them.
    pub fn of(kind: AttributeKind) -> Self {
        Self { enabled: kind != AttributeKind::Date, ..Self::default() }
    }
}

impl FeatureConfig {
    /// Checks the weights.
    ///
    /// # Errors
    /// A weight outside 0 to 10.
    pub fn check(&self) -> Result<(), StageError> {
        match self.features.iter().find(|(_, setting)| !(0.0..=10.0).contains(&setting.weight)) {
            Some((name, setting)) => {
                Err(StageError::setting(said!("features-weight-range", feature = name, weight = setting.weight)))
            }
            None => Ok(()),
        }
    }

    /// Checks that every feature that is named is one of the log.
    ///
    /// # Errors
    /// A name that no column gives, with those that there are.
    pub fn check_names(&self, data: &Dataset) -> Result<(), StageError> {
        let known: Vec<&str> = data.item_attributes.columns.iter().map(|c| c.name.as_str()).collect();
        let Some(unknown) = self.features.keys().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
        Err(StageError::setting(match known.is_empty() {
            true => said!("features-unknown-of-none", feature = unknown),
            false => said!("features-unknown", feature = unknown, known = known.into_iter().collect::<SaidValue>()),
        }))
    }

    /// The setting of a feature.
    pub fn setting(&self, name: &str, kind: AttributeKind) -> FeatureSetting {
        self.features.get(name).copied().unwrap_or_else(|| FeatureSetting::of(kind))
    }
}

/// How an attribute becomes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// TF-IDF of its words.
    Text,
    /// One column a category.
    Categories,
    /// Position between the least and the greatest value.
    Number,
}

impl Encoding {
    /// The encoding that fits a kind of attribute; none for pictures, which are only shown.
    pub fn of(kind: AttributeKind) -> Option<Self> {
        Some(match kind {
            AttributeKind::Title | AttributeKind::Text => Self::Text,
            AttributeKind::Category | AttributeKind::Categories | AttributeKind::Path | AttributeKind::Brand => {
                Self::Categories
            }
            AttributeKind::Price | AttributeKind::Number | AttributeKind::Date => Self::Number,
            AttributeKind::Image => return None,
        })
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Text => said!("encoding-text"),
            Self::Categories => said!("encoding-categories"),
            Self::Number => said!("encoding-number"),
        }
    }
}

/// What the feature list shows of an item attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureInfo {
    /// The attribute's name.
    pub name: String,
    /// What it is.
    pub kind: AttributeKind,
    /// How it becomes numbers.
    pub encoding: Encoding,
    /// Share of the items that have it, 0 to 1.
    pub coverage: f64,
    /// Number of different values.
    pub n_distinct: usize,
    /// The most frequent value and the share of the items with a value that have it.
    pub most_frequent: Option<(String, f64)>,
}

/// Describes the item attributes of a dataset.
pub fn describe(data: &Dataset) -> Vec<FeatureInfo> {
    data.item_attributes
        .columns
        .iter()
        .filter_map(|attribute| Some((attribute, Encoding::of(attribute.kind)?)))
        .map(|(attribute, encoding)| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for item in 0..attribute.len() {
                let mut count = |value| *counts.entry(value).or_default() += 1;
                match encoding {
                    Encoding::Categories => attribute.parts(item).for_each(&mut count),
                    Encoding::Text | Encoding::Number => attribute.text(item).into_iter().for_each(&mut count),
                }
            }
            let known = attribute.n_known();
            let top = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            FeatureInfo {
                name: attribute.name.clone(),
                kind: attribute.kind,
                encoding,
                coverage: known as f64 / attribute.len().max(1) as f64,
                n_distinct: counts.len(),
                most_frequent: top.map(|(v, &n)| ((*v).to_owned(), n as f64 / known.max(1) as f64)),
            }
        })
        .collect()
}
