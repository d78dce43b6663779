//! Running work: how it reports progress and how it is told to stop.
//!
//! A stage takes a [`TaskContext`] and calls [`TaskContext::advance`] at least every 50 ms of work;
//! cancelling then travels by `?` like any other error. Progress lives in atomics which the window
//! reads whenever it draws.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::error::{Cancelled, StageError};
use super::ledger::{Ledger, NoMemory, Reservation};
use super::said::{Said, SaidValue};
use crate::said;

/// Handle to one piece of work, shared between who does it and who watches it.
#[derive(Debug, Clone, Default)]
pub struct TaskContext {
    shared: Arc<Shared>,
    ledger: Arc<Ledger>,
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    paused: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    step: Mutex<Step>,
    #[cfg(test)]
    looks: AtomicU64,
    /// The look at which the work is cancelled, counted from 1; 0 for none.
    #[cfg(test)]
    last_look: u64,
}

#[derive(Debug, Default)]
struct Step {
    said: Option<Said>,
    /// When it began, later by as long as the work was paused.
    since: Option<Instant>,
    paused_at: Option<Instant>,
    curve: Vec<f64>,
}

/// How often paused work looks whether it may go on.
const PAUSE: Duration = Duration::from_millis(20);

/// How far the work is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// The step under way, for the screen.
    pub step: Option<Said>,
    /// Share of the step that is done, 0 to 1; `None` where the step's length is not known.
    pub fraction: Option<f32>,
    /// Seconds that the step should still take, once it can be told.
    pub remaining: Option<f64>,
    /// What the work told of itself round by round, as a loss.
    pub curve: Vec<f64>,
}

impl TaskContext {
    /// A fresh context: not cancelled, no progress.
    pub fn new() -> Self {
        Self::default()
    }

    /// A fresh context of work that shares its memory with all other work of this ledger.
    pub fn sharing(ledger: &Arc<Ledger>) -> Self {
        Self { ledger: Arc::clone(ledger), ..Self::default() }
    }

    /// Reserves memory, beside other work of the same ledger, until the result is dropped. Waits while others hold too much.
    ///
    /// # Errors
    /// "ease needs 6.7 GB for 40,981 items; 5.1 GB are free. Use sparse_ease." from `who`, `of_what` and `instead`, or cancellation.
    pub fn reserve(
        &self,
        bytes: u64,
        who: impl Into<Said>,
        of_what: impl Into<Said>,
        instead: impl Into<Said>,
    ) -> Result<Reservation, StageError> {
        // A look of its own: whatever is cancelled here has not begun.
        let waits = || self.step().said = Some(said!("step-waiting-for-memory"));
        self.ledger.reserve(bytes, waits, || self.check()).map_err(|no_memory| match no_memory {
            NoMemory::Cancelled => Cancelled.into(),
            NoMemory::Short { free } => {
                let (needed, free) = (SaidValue::Bytes(bytes), SaidValue::Bytes(free));
                let (who, what, instead) = (who.into(), of_what.into(), instead.into());
                StageError::failed(said!(
                    "memory-short",
                    who = who,
                    needed = needed,
                    what = what,
                    free = free,
                    instead = instead
                ))
            }
        })
    }

    /// Asks the work to stop. It stops at its next call of [`Self::check`] or [`Self::advance`].
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Holds the work, or lets it go on. It waits at its next call of [`Self::check`] or [`Self::advance`].
    pub fn pause(&self, paused: bool) {
        if self.shared.paused.swap(paused, Ordering::Relaxed) == paused {
            return;
        }
        let mut step = self.step();
        if paused {
            step.paused_at = Some(Instant::now());
        } else if let (Some(since), Some(at)) = (step.since, step.paused_at.take()) {
            step.since = since.checked_add(at.elapsed());
        }
    }

    /// `Err(Cancelled)` once the work should stop. Waits while it is paused.
    pub fn check(&self) -> Result<(), Cancelled> {
        #[cfg(test)]
        self.count_look();
        while self.shared.paused.load(Ordering::Relaxed) && !self.is_cancelled() {
            std::thread::sleep(PAUSE);
        }
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Begins a step of `total` units (0: length not known).
    pub fn start(&self, step: impl Into<Said>, total: usize) -> Result<(), Cancelled> {
        self.check()?;
        self.shared.done.store(0, Ordering::Relaxed);
        self.shared.total.store(total as u64, Ordering::Relaxed);
        let said = Some(step.into());
        let mut step = self.step();
        step.said = said;
        step.since = Some(Instant::now());
        Ok(())
    }

    /// Puts the step under way into other words; its progress goes on.
    pub fn say(&self, step: impl Into<Said>) {
        self.step().said = Some(step.into());
    }

    /// Counts `units` as done, and stops the work if it was cancelled.
    pub fn advance(&self, units: usize) -> Result<(), Cancelled> {
        self.shared.done.fetch_add(units as u64, Ordering::Relaxed);
        self.check()
    }

    /// Tells the next point of the training curve.
    pub fn tell(&self, point: f64) {
        self.step().curve.push(point);
    }

    /// How far the work is now.
    pub fn progress(&self) -> Progress {
        let total = self.shared.total.load(Ordering::Relaxed);
        let done = self.shared.done.load(Ordering::Relaxed);
        let fraction = (total > 0).then(|| (done as f32 / total as f32).min(1.0));
        let step = self.step();
        // Paused work does not come nearer to its end.
        let now = step.paused_at.unwrap_or_else(Instant::now);
        let elapsed = step.since.map(|since| now.saturating_duration_since(since).as_secs_f64());
        let remaining = fraction.zip(elapsed).filter(|(f, seconds)| *f > 0.03 && *seconds > 0.5);
        Progress {
            step: step.said.clone(),
            fraction,
            remaining: remaining.map(|(f, seconds)| seconds * f64::from((1.0 - f) / f)),
            curve: step.curve.clone(),
        }
    }

    /// A context that is cancelled when the work looks for the `look`-th time, so that a test stops it at the same place however
    /// fast the machine is.
    #[cfg(test)]
    pub fn cancelled_at(look: u64) -> Self {
        Self { shared: Arc::new(Shared { last_look: look, ..Shared::default() }), ..Self::default() }
    }

    /// How often the work looked whether it should stop.
    #[cfg(test)]
    pub fn looks(&self) -> u64 {
        self.shared.looks.load(Ordering::Relaxed)
    }

    #[cfg(test)]
    fn count_look(&self) {
        if self.shared.looks.fetch_add(1, Ordering::Relaxed) + 1 == self.shared.last_look {
            self.cancel();
        }
    }

    fn step(&self) -> MutexGuard<'_, Step> {
        self.shared.step.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
