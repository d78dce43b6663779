//! What a figure is a figure of.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ranking::Metric;
use crate::base::Said;
use crate::said;

/// What is measured: of each list, or of all lists together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// The mean of a metric over the users.
    OfLists(Metric),
    /// The share of the candidates that stand in any list.
    Coverage,
}

impl Figure {
    /// All of them, in the order of tables.
    pub fn all() -> impl Iterator<Item = Self> {
        Metric::ALL.into_iter().map(Self::OfLists).chain([Self::Coverage])
    }

    /// The name in files: "recall", "coverage".
    pub fn id(self) -> &'static str {
        match self {
            Self::OfLists(metric) => metric.id(),
            Self::Coverage => "coverage",
        }
    }

    /// The name on the screen.
    pub fn label(self) -> Said {
        Said::of(format!("metric-{}", self.id()))
    }

    /// What it says, for people who do not compute it.
    pub fn meaning(self) -> Said {
        Said::of(format!("metric-{}.meaning", self.id()))
    }

    /// It over lists of up to `k` places.
    pub fn at(self, k: usize) -> MetricKey {
        MetricKey { figure: self, k }
    }
}

impl Metric {
    /// Its mean over lists of up to `k` places.
    pub fn at(self, k: usize) -> MetricKey {
        Figure::from(self).at(k)
    }

    /// The name on the screen.
    pub fn label(self) -> Said {
        Figure::from(self).label()
    }
}

impl From<Metric> for Figure {
    fn from(metric: Metric) -> Self {
        Self::OfLists(metric)
    }
}

/// A figure over lists of up to `k` places: "ndcg@20" in files and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MetricKey {
    /// What is measured.
    pub figure: Figure,
    /// The length of the lists.
    pub k: usize,
}

impl MetricKey {
    /// The name on the screen: "NDCG@20".
    pub fn label(self) -> Said {
        said!("metric-at", metric = self.figure.label(), k = self.k.to_string())
    }
}

impl fmt::Display for MetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.figure.id(), self.k)
    }
}

/// A name that is no metric's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoMetric;

impl fmt::Display for NoMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown_metric")
    }
}

impl FromStr for MetricKey {
    type Err = NoMetric;

    fn from_str(name: &str) -> Result<Self, NoMetric> {
        let (id, k) = name.split_once('@').ok_or(NoMetric)?;
        let figure = Figure::all().find(|figure| figure.id() == id).ok_or(NoMetric)?;
        // Only as it is written: "+20" and "020" would be other names of the same.
        let key = figure.at(k.parse().map_err(|_| NoMetric)?);
        if key.to_string() == name { Ok(key) } else { Err(NoMetric) }
    }
}

impl TryFrom<String> for MetricKey {
    type Error = NoMetric;

    fn try_from(name: String) -> Result<Self, NoMetric> {
        name.parse()
    }
}

impl From<MetricKey> for String {
    fn from(key: MetricKey) -> Self {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_as_it_is_written_and_nothing_else_is() {
        for key in Figure::all().flat_map(|figure| [1, 20, 1000].map(|k| figure.at(k))) {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for name in ["ndcg", "ndcg@", "ndcg@020", "ndcg@+20", "ndcg@-1", "NDCG@20", "@20", "novelty@20", "ndcg@20 "] {
            assert_eq!(name.parse::<MetricKey>(), Err(NoMetric), "{name}");
        }
    }
}
