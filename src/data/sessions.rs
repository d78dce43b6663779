//! Visits: the log's own sessions, or runs of events without a long pause.

use rayon::prelude::*;

use super::interactions::{Event, Interactions};
use super::time;
use crate::base::seed;

/// Microseconds without an event after which a new session begins, where the log names none.
pub const GAP: i64 = 30 * 60 * time::SECOND;

/// Sessions by the time of their last event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sessions {
    items: Vec<u32>,
    /// End of each session in `items`.
    ends: Vec<usize>,
}

impl Sessions {
    /// The sessions of the events that `is_used` lets through, in the order of their ends. Those with a single item are left
    /// out: they tell nothing of what goes together or follows. The log must have times.
    pub fn of(log: &Interactions, is_used: impl Fn(usize) -> bool) -> Self {
        let session = |e: &Event| if log.has_sessions { e.session } else { u32::MAX };
        let same =
            |a: &&Event, b: &&Event| session(a) == session(b) && (session(a) != u32::MAX || b.time - a.time <= GAP);
        let mut items: Vec<u32> = Vec::new();
        // Time of the last event, and the place among `items`.
        let mut found: Vec<(i64, usize, usize)> = Vec::new();
        let mut used: Vec<&Event> = Vec::new();
        let mut start = 0;
        for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
            used.clear();
            used.extend(of_user.iter().enumerate().filter(|(at, _)| is_used(start + at)).map(|(_, e)| e));
            start += of_user.len();
            let tie = |e: &Event| seed::tie(e.user, e.item);
            used.sort_unstable_by(|a, b| {
                (session(a), a.time).cmp(&(session(b), b.time)).then_with(|| tie(a).cmp(&tie(b)))
            });
            for visit in used.chunk_by(same) {
                let first = items.len();
                for event in visit {
                    if items[first..].last() != Some(&event.item) {
                        items.push(event.item);
                    }
                }
                if items.len() - first < 2 {
                    items.truncate(first);
                    continue;
                }
                found.push((visit.last().map_or(0, |e| e.time), first, items.len()));
            }
        }
        found.par_sort_unstable();
        let mut sessions = Self { items: Vec::with_capacity(items.len()), ends: Vec::with_capacity(found.len()) };
        for (_, first, end) in found {
            sessions.items.extend(&items[first..end]);
            sessions.ends.push(sessions.items.len());
        }
        sessions
    }

    /// Number of sessions.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The items of each session in the order in which they were met; one met several times in a row stands once.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.items[start..end])
    }
}
