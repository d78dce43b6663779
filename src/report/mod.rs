//! What a run leaves behind: figures as JSON, lists as Parquet.

pub mod lists;
pub mod metrics;
