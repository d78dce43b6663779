//! Metrics of one run, ready to be shown.

use serde::{Deserialize, Serialize};

use super::key::MetricKey;

/// One figure: a mean over users, with its 95 % interval where it was computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricValue {
    /// What it is a figure of.
    #[serde(rename = "name")]
    pub key: MetricKey,
    /// Mean over the evaluated users, 0 to 1.
    pub mean: f64,
    /// 95 % bootstrap interval of the mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

/// All figures of one run on one part.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MetricTable {
    /// Users that the means are over.
    pub users: usize,
    /// The figures, metric by metric, k by k; coverage last.
    pub values: Vec<MetricValue>,
}

impl MetricTable {
    /// The figure of a metric.
    pub fn get(&self, key: MetricKey) -> Option<&MetricValue> {
        self.values.iter().find(|v| v.key == key)
    }
}
