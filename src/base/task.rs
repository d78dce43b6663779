//! Running work: how it reports progress and how it is told to stop.
//!
//! A stage takes a [`TaskContext`] and calls [`TaskContext::advance`] at least every 50 ms of work;
//! cancelling then travels by `?` like any other error. Progress lives in atomics which the window
//! reads whenever it draws.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The user asked for the work to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Handle to one piece of work, shared between who does it and who watches it.
#[derive(Debug, Clone, Default)]
pub struct TaskContext {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    step: Mutex<String>,
}

/// How far the work is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// The step under way, for the screen: "Reading events".
    pub step: String,
    /// Share of the step that is done, 0 to 1; `None` where the step's length is not known.
    pub fraction: Option<f32>,
}

impl TaskContext {
    /// A fresh context: not cancelled, no progress.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop. It stops at its next call of [`Self::check`] or [`Self::advance`].
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// `Err(Cancelled)` once the work should stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Begins a step of `total` units (0: length not known).
    pub fn start(&self, step: &str, total: usize) -> Result<(), Cancelled> {
        self.check()?;
        self.shared.done.store(0, Ordering::Relaxed);
        self.shared.total.store(total as u64, Ordering::Relaxed);
        step.clone_into(&mut self.shared.step.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    /// Counts `units` as done, and stops the work if it was cancelled.
    pub fn advance(&self, units: usize) -> Result<(), Cancelled> {
        self.shared.done.fetch_add(units as u64, Ordering::Relaxed);
        self.check()
    }

    /// How far the work is now.
    pub fn progress(&self) -> Progress {
        let total = self.shared.total.load(Ordering::Relaxed);
        let done = self.shared.done.load(Ordering::Relaxed);
        Progress {
            step: self.shared.step.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            fraction: (total > 0).then(|| (done as f32 / total as f32).min(1.0)),
        }
    }
}
