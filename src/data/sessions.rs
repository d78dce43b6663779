//! Visits: the log's own sessions, or runs of events without a long pause; and what users did one thing after the other.

use rayon::prelude::*;

use super::interactions::{Event, Interactions};
use super::time;
use crate::base::seed;

/// Microseconds without an event after which a new session begins, where the log names none.
pub const GAP: i64 = 30 * 60 * time::SECOND;

/// The training events of one user, in time; events of one moment in an order that is no pattern.
fn in_time<'a>(of_user: &'a [Event], is_used: impl Fn(usize) -> bool, out: &mut Vec<&'a Event>) {
    out.clear();
    out.extend(of_user.iter().enumerate().filter(|(at, _)| is_used(*at)).map(|(_, e)| e));
    out.sort_unstable_by_key(|e| (e.time, seed::tie(e.user, e.item)));
}

/// Tells of the events of one user, in time, which session each belongs to: numbers that are equal within a session.
///
/// A log without sessions and without times has one session a user: nothing parts its rows.
fn numbered<'a>(log: &Interactions, events: &[&'a Event]) -> impl Iterator<Item = (u64, &'a Event)> {
    let (named, has_time) = (log.has_sessions, log.has_time);
    // Beyond all codes of sessions.
    let mut number = 1u64 << 32;
    let mut before: Option<i64> = None;
    events.iter().map(move |&event| {
        if named && event.session != u32::MAX {
            return (u64::from(event.session), event);
        }
        if has_time && before.is_some_and(|t| event.time - t > GAP) {
            number += 1;
        }
        before = Some(event.time);
        (number, event)
    })
}

/// What a user did at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The item.
    pub item: u32,
    /// Microseconds, or the number of the row.
    pub time: i64,
    /// Equal for the steps of one session of one user.
    pub session: u64,
}

/// The steps of every user, one after the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sequences {
    /// All steps, user by user.
    pub steps: Vec<Step>,
    /// End of each user's steps.
    pub ends: Vec<usize>,
}

impl Sequences {
    /// The events that `is_used` lets through; an item met several times in a row is one step. Users with a single step are left
    /// out: nothing follows anything.
    pub fn of(log: &Interactions, is_used: impl Fn(usize) -> bool) -> Self {
        // Room for all: a vector that grows is copied, which takes twice its memory. What stays empty is not touched.
        let mut found = Self { steps: Vec::with_capacity(log.events.len()), ends: Vec::new() };
        let (mut used, mut start) = (Vec::new(), 0);
        for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
            in_time(of_user, |at| is_used(start + at), &mut used);
            start += of_user.len();
            let first = found.steps.len();
            for (session, event) in numbered(log, &used) {
                if found.steps[first..].last().is_none_or(|last| last.item != event.item) {
                    found.steps.push(Step { item: event.item, time: event.time, session });
                }
            }
            if found.steps.len() - first < 2 {
                found.steps.truncate(first);
            } else {
                found.ends.push(found.steps.len());
            }
        }
        found.steps.shrink_to_fit();
        found
    }
}

/// Sessions by the time of their last event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sessions {
    items: Vec<u32>,
    /// End of each session in `items`.
    ends: Vec<usize>,
}

impl Sessions {
    /// The sessions of the events that `is_used` lets through, in the order of their ends. Those with a single item are left
    /// out: they tell nothing of what goes together. A user who has no other takes part with the whole history as one session.
    pub fn of(log: &Interactions, is_used: impl Fn(usize) -> bool) -> Self {
        let mut items: Vec<u32> = Vec::with_capacity(log.events.len());
        // Time of the last event, and the place among `items`, of which there are no more than a log has rows.
        let mut found: Vec<(i64, u32, u32)> = Vec::with_capacity(log.events.len() / 2);
        let (mut used, mut start) = (Vec::new(), 0);
        let mut sessions: Vec<(u64, &Event)> = Vec::new();
        for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
            in_time(of_user, |at| is_used(start + at), &mut used);
            start += of_user.len();
            sessions.clear();
            sessions.extend(numbered(log, &used));
            // Stable: a session that goes on beside another keeps its order.
            sessions.sort_by_key(|(session, _)| *session);
            let mut add = |visit: &mut dyn Iterator<Item = &Event>| {
                let (first, mut end) = (items.len(), 0);
                for event in visit {
                    end = event.time;
                    if items[first..].last() != Some(&event.item) {
                        items.push(event.item);
                    }
                }
                let is_kept = items.len() - first >= 2;
                if is_kept {
                    found.push((end, first as u32, items.len() as u32))
                } else {
                    items.truncate(first)
                }
                is_kept
            };
            let mut any = false;
            for visit in sessions.chunk_by(|a, b| a.0 == b.0) {
                any |= add(&mut visit.iter().map(|(_, event)| *event));
            }
            if !any {
                add(&mut used.iter().copied());
            }
        }
        found.par_sort_unstable();
        let mut sessions = Self { items: Vec::with_capacity(items.len()), ends: Vec::with_capacity(found.len()) };
        for (_, first, end) in found {
            sessions.items.extend(&items[first as usize..end as usize]);
            sessions.ends.push(sessions.items.len());
        }
        sessions
    }

    /// Number of sessions.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Number of items of all sessions, one met in several of them counted in each.
    pub fn n_items(&self) -> usize {
        self.items.len()
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
            row: 0,
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
