//! Work beside the window: threads, cancelling, and the one place where a panic ends.

mod runner;

pub use runner::{JobEvent, JobId, JobKind, JobRunner, JobStatus, Lane, Outcome, Teller};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::StageError;

/// Runs `work`; a panic inside becomes an error with the panic's words.
///
/// The work owns what it changes until it hands it back, so nothing half-changed is seen after a panic.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, StageError>) -> Result<T, StageError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no reason given".into());
        let line = words.lines().next().unwrap_or_default();
        Err(StageError::failed(format!("A fault in the program stopped this work: {line}. Your project is unchanged.")))
    })
}
