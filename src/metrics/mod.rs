//! What a list is worth: one file a family of metrics, and the evaluation over all held-out users.

pub mod bootstrap;
pub mod evaluate;
pub mod ranking;
pub mod table;

pub use evaluate::{Evaluation, EvaluationConfig, Judge, evaluate_lists};
pub use ranking::Metric;
pub use table::{MetricTable, MetricValue};
