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

#[cfg(test)]
mod tests {
    use super::*;

    /// Events of (user, item, second, session), in the order of a log: by user, then by item.
    fn log(events: &[(u32, u32, i64, u32)]) -> Interactions {
        let event = |&(user, item, second, session): &(u32, u32, i64, u32)| Event {
            user,
            item,
            time: second * time::SECOND,
            weight: 1.0,
            session,
            event: 0,
            part: 0,
        };
        let mut events: Vec<Event> = events.iter().map(event).collect();
        events.sort_by_key(|e| (e.user, e.item, e.time));
        Interactions { events, has_time: true, ..Interactions::default() }
    }

    fn found(sessions: &Sessions) -> Vec<Vec<u32>> {
        sessions.iter().map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn a_long_pause_parts_sessions_and_ends_order_them() {
        let minute = 60;
        let log = log(&[
            (0, 5, 0, 0),
            (0, 3, 10 * minute, 0),
            (0, 3, 11 * minute, 0),
            (0, 5, 12 * minute, 0),
            // Alone after a pause: no session.
            (0, 9, 60 * minute, 0),
            (1, 2, -minute, 0),
            (1, 1, 0, 0),
        ]);
        assert_eq!(found(&Sessions::of(&log, |_| true)), [vec![2, 1], vec![5, 3, 5]]);
        // Without the first event of item 5 (the events of user 0 stand by item: 3, 3, 5, 5, 9).
        assert_eq!(found(&Sessions::of(&log, |at| at != 2)), [vec![2, 1], vec![3, 5]]);
    }

    #[test]
    fn sessions_that_the_log_names_are_taken_as_they_are() {
        let mut log = log(&[(0, 1, 0, 7), (0, 2, 100_000, 7), (0, 3, 1, 8), (0, 4, 2, 8), (0, 6, 3, 9), (0, 6, 4, 9)]);
        log.has_sessions = true;
        assert_eq!(found(&Sessions::of(&log, |_| true)), [vec![3, 4], vec![1, 2]]);
    }
}
