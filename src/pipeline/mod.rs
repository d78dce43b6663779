//! The one run that the window and the command line share.

pub mod config;
pub mod key;
pub mod run;
pub mod search;

pub use config::{PipelineConfig, default_models};
pub use key::{Fingerprint, Key};
pub use run::{Fitted, Judged, Run, RunOutput, run};
