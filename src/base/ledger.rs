//! Memory that running work has been promised, so that two pieces of work that each fit alone never meet and together do not.
//!
//! Work reserves what it is going to take before it begins and gives it back when it has ended, however it ended. While others hold
//! reservations and what is free beside them is not enough, it waits. A reservation counts in full even where its memory is taken
//! already: the ledger errs on the safe side.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::Cancelled;
use super::machine;

/// How often work that waits looks whether it should stop, and whether memory became free outside the ledger.
const WAIT: Duration = Duration::from_millis(40);

/// The reservations of one program.
#[derive(Debug)]
pub struct Ledger {
    held: Mutex<Held>,
    given_back: Condvar,
    available: fn() -> u64,
}

#[derive(Debug, Default)]
struct Held {
    bytes: u64,
    n: usize,
}

/// Memory that is promised until this is dropped.
#[derive(Debug)]
pub struct Reservation {
    ledger: Arc<Ledger>,
    bytes: u64,
}

/// Why memory was not reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMemory {
    /// The work was cancelled while it waited.
    Cancelled,
    /// Nobody holds any, and still it is too little.
    Short {
        /// Bytes that are free.
        free: u64,
    },
}

impl Default for Ledger {
    fn default() -> Self {
        Self::new(machine::available_memory)
    }
}

impl Ledger {
    /// A ledger over the memory that `available` tells of.
    pub fn new(available: fn() -> u64) -> Self {
        Self { held: Mutex::default(), given_back: Condvar::new(), available }
    }

    /// Bytes that are promised.
    pub fn reserved(&self) -> u64 {
        self.held().bytes
    }

    /// Reserves `bytes`; waits while others hold too much. `waits` is called once before it waits, `check` while it does.
    ///
    /// # Errors
    /// Too little memory though nobody else holds any, or what `check` says. Work that holds a reservation must not ask for another.
    pub fn reserve(
        self: &Arc<Self>,
        bytes: u64,
        waits: impl FnOnce(),
        check: impl Fn() -> Result<(), Cancelled>,
    ) -> Result<Reservation, NoMemory> {
        let mut waits = Some(waits);
        loop {
            // It may take as long as a pause: others go on meanwhile.
            check().map_err(|Cancelled| NoMemory::Cancelled)?;
            let mut held = self.held();
            let free = (self.available)();
            if bytes.saturating_add(held.bytes) <= free {
                *held = Held { bytes: held.bytes + bytes, n: held.n + 1 };
                return Ok(Reservation { ledger: Arc::clone(self), bytes });
            }
            if held.n == 0 {
                return Err(NoMemory::Short { free });
            }
            match waits.take() {
                Some(waits) => {
                    drop(held);
                    waits();
                }
                None => drop(self.given_back.wait_timeout(held, WAIT)),
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut held = self.ledger.held();
        *held = Held { bytes: held.bytes - self.bytes, n: held.n - 1 };
        drop(held);
        self.ledger.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    fn ten() -> u64 {
        10
    }

    fn reserve(ledger: &Arc<Ledger>, bytes: u64) -> Result<Reservation, NoMemory> {
        ledger.reserve(bytes, || {}, || Ok(()))
    }

    #[test]
    fn what_never_fits_is_refused_and_what_fits_beside_others_begins_at_once() {
        let ledger = Arc::new(Ledger::new(ten));
        assert_eq!(reserve(&ledger, 11).unwrap_err(), NoMemory::Short { free: 10 });
        let (first, _second) = (reserve(&ledger, 6).unwrap(), reserve(&ledger, 4).unwrap());
        assert_eq!(ledger.reserved(), 10);
        drop(first);
        assert_eq!(ledger.reserved(), 4);
    }

    /// Eight threads that each need more than half never hold their memory at the same time.
    #[test]
    fn two_that_do_not_fit_together_never_meet() {
        let ledger = Arc::new(Ledger::new(ten));
        let (inside, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let held = reserve(&ledger, 6).unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(5));
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(held);
                });
            }
        });
        assert_eq!((most.into_inner(), ledger.reserved()), (1, 0));
    }

    #[test]
    fn who_is_paused_holds_nobody_up() {
        let ledger = Arc::new(Ledger::new(ten));
        let (is_paused, goes_on) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let paused = scope.spawn(|| {
                let check = || {
                    is_paused.store(true, Ordering::SeqCst);
                    while !goes_on.load(Ordering::SeqCst) {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    Ok(())
                };
                ledger.reserve(5, || {}, check).map(drop)
            });
            while !is_paused.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
            let (send, other) = std::sync::mpsc::channel();
            let of_other = Arc::clone(&ledger);
            std::thread::spawn(move || send.send(reserve(&of_other, 5).map(drop)));
            let held_up = other.recv_timeout(Duration::from_secs(20));
            goes_on.store(true, Ordering::SeqCst);
            assert!(matches!(held_up, Ok(Ok(()))), "{held_up:?}");
            paused.join().unwrap().unwrap();
        });
    }

    #[test]
    fn who_waits_says_so_and_can_be_cancelled() {
        let ledger = Arc::new(Ledger::new(ten));
        let first = reserve(&ledger, 8).unwrap();
        let (waits, stop) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| {
                let check = || if stop.load(Ordering::SeqCst) { Err(Cancelled) } else { Ok(()) };
                ledger.reserve(5, || waits.store(true, Ordering::SeqCst), check).map(drop)
            });
            while !waits.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
            stop.store(true, Ordering::SeqCst);
            assert_eq!(second.join().unwrap().unwrap_err(), NoMemory::Cancelled);
        });
        assert_eq!(ledger.reserved(), 8, "who was cancelled holds nothing");
        drop(first);
    }
}
