//! Metrics of one run, ready to be shown.

use serde::{Deserialize, Serialize};

use super::ranking;
use crate::base::Said;
use crate::said;

/// One figure: a mean over users, with its 95 % interval where it was computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricValue {
    /// "recall@20".
    pub name: String,
    /// Mean over the evaluated users, 0 to 1.
    pub mean: f64,
    /// 95 % bootstrap interval of the mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

impl MetricValue {
    /// Its name on the screen: "Recall@20".
    pub fn label(&self) -> Said {
        metric_label(&self.name)
    }
}

/// The name on the screen of a metric of a list of some length: "recall@20" → "Recall@20".
pub fn metric_label(name: &str) -> Said {
    let (metric, k) = name.split_once('@').unwrap_or((name, ""));
    said!("metric-at", metric = ranking::label(metric), k = k)
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
    /// The figure of a name like "ndcg@10".
    pub fn get(&self, name: &str) -> Option<&MetricValue> {
        self.values.iter().find(|v| v.name == name)
    }
}
