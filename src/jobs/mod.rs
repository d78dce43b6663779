//! Work beside the window: threads, cancelling, and the one place where a panic ends.

mod runner;

pub use runner::{JobEvent, JobId, JobKind, JobRunner, JobStatus, Lane, Outcome, Teller};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::{Said, StageError};
use crate::said;

/// Runs `work`; a panic inside becomes an error with the first line of the panic's words.
///
/// The work owns what it changes until it hands it back, so nothing half-changed is seen after a panic.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, StageError>) -> Result<T, StageError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(|s| &**s));
        let line = words.map(|words| words.lines().next().unwrap_or_default());
        let reason = line.map_or_else(|| said!("job-fault-unknown"), Said::plain);
        Err(StageError::failed(said!("job-fault", reason = reason)))
    })
}
