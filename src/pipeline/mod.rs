//! The one run that the window and the command line share.

pub mod compare;
pub mod config;
pub mod curve;
pub mod edit;
pub mod evaluate;
pub mod fingerprint;
pub mod key;
pub mod run;
pub mod search;
pub mod tune;

pub use compare::{Compared, Comparison};
pub use config::{PipelineConfig, default_models};
pub use edit::{Edit, Step};
pub use fingerprint::{Fingerprint, Fingerprints};
pub use key::Key;
pub use run::{Fitted, Judged, Run, RunOutput, run};
