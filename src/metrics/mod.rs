//! What a list is worth: one file a family of metrics, the evaluation over all held-out users, and the comparison of two.

pub mod bootstrap;
pub mod evaluate;
pub mod key;
pub mod paired;
pub mod ranking;
pub mod table;

pub use evaluate::{Evaluation, EvaluationConfig, Judge, evaluate_lists};
pub use key::{Figure, MetricKey, NoMetric};
pub use paired::{PairedDifference, half_interval, holm, paired_differences, paired_intervals};
pub use ranking::Metric;
pub use table::{MetricTable, MetricValue};
