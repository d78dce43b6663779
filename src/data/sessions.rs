//! Visits: the log's own sessions, or runs of events without a long pause.

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
    /// The sessions of the events that `is_used` lets through, in the order of their ends. The log must have times.
    pub fn of(log: &Interactions, is_used: impl Fn(usize) -> bool) -> Self {
        let mut found: Vec<(i64, u32, Vec<u32>)> = Vec::new();
        let mut start = 0;
        for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
            let mut used: Vec<&Event> =
                of_user.iter().enumerate().filter(|(at, _)| is_used(start + at)).map(|(_, e)| e).collect();
            start += of_user.len();
            let session = |e: &Event| if log.has_sessions { e.session } else { u32::MAX };
            used.sort_unstable_by_key(|e| (session(e), e.time, seed::tie(e.user, e.item)));
            let same =
                |a: &&Event, b: &&Event| session(a) == session(b) && (session(a) != u32::MAX || b.time - a.time <= GAP);
            for visit in used.chunk_by(same) {
                let mut items: Vec<u32> = visit.iter().map(|e| e.item).collect();
                items.dedup();
                found.push((visit.last().map_or(0, |e| e.time), of_user[0].user, items));
            }
        }
        found.sort_unstable();
        let mut sessions = Self::default();
        for (_, _, items) in found {
            sessions.items.extend(items);
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
