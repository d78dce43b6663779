//! The cleaned log: who did what, to which item, when.

use crate::base::Vocabulary;

/// One event of the cleaned log.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Event {
    /// Index of the user.
    pub user: u32,
    /// Index of the item.
    pub item: u32,
    /// UTC microseconds; in a log without times the number of its row, so that the order of the rows is the order in time.
    pub time: i64,
    /// Weight of the event type times the value, above 0.
    pub weight: f32,
    /// Code of the session, or `u32::MAX`.
    pub session: u32,
    /// Number of its row, counted from 0 over all events files: what else the row holds is found by it.
    pub row: u32,
    /// Index into the event types.
    pub event: u16,
    /// 0 for the log or the training file, 1 for the test file.
    pub part: u8,
}

/// All events, ordered by user, item, part, event type and time, with the names behind the indices.
#[derive(Debug, Clone, Default)]
pub struct Interactions {
    /// The users that have events.
    pub users: Vocabulary,
    /// The items that have events.
    pub items: Vocabulary,
    /// The events.
    pub events: Vec<Event>,
    /// Whether the log has times; without them the order of the rows stands for it.
    pub has_time: bool,
    /// Whether the log names sessions.
    pub has_sessions: bool,
    /// Whether part of the events came from a test file.
    pub has_test_part: bool,
}

impl Interactions {
    /// Number of distinct (user, item) pairs.
    pub fn n_pairs(&self) -> usize {
        self.events.chunk_by(|a, b| (a.user, a.item) == (b.user, b.item)).count()
    }

    /// First and last time, where the log has times.
    pub fn time_range(&self) -> Option<(i64, i64)> {
        if !self.has_time {
            return None;
        }
        let times = || self.events.iter().map(|e| e.time);
        Some((times().min()?, times().max()?))
    }
}
