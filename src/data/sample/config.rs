//! How large a sample shop is.

use serde::{Deserialize, Serialize};

/// Size and seed of a sample shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleConfig {
    /// Rows of the log, nearly: the last day is written to its end. 1,000 to 1,000,000,000.
    pub events: u64,
    /// Seed; the same seed gives the same bytes.
    pub seed: u64,
}

impl Default for SampleConfig {
    /// The edition that lies in `sample_data/`.
    fn default() -> Self {
        Self { events: 60_000, seed: 7 }
    }
}
