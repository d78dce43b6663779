//! The clicks of a training part in the order in which `click_ranker` learns from them.

use super::recommender::TrainingData;
use crate::base::seed;
use crate::split::Part;

/// A user meets an item for the first time, or passes it over.
#[derive(Clone, Copy)]
pub struct Meeting {
    /// Index of the user.
    pub user: u32,
    /// Index of the item.
    pub item: u32,
    /// Place among the items of all training events, of which there are no more than a log has rows.
    at: u32,
    /// Items that the user had met before.
    pub n_met: u32,
    /// Whether the item was taken.
    pub is_taken: bool,
}

/// The training part's first meetings, and the events that speak against their items.
pub struct ClickLog {
    /// In the order in which they are learnt from.
    pub meetings: Vec<Meeting>,
    /// The items of all training events, user by user, in time.
    items: Vec<u32>,
    /// Where each user begins in `items`.
    starts: Vec<usize>,
}

/// An event of a user.
struct Act {
    time: i64,
    tie: u64,
    item: u32,
    is_taken: bool,
}

impl ClickLog {
    /// In time; in a log without times users take turns by chance, each in the order of their rows.
    pub fn of(training: TrainingData<'_>) -> Self {
        let (log, split) = (&training.data.interactions, training.split);
        let (pairs, events) = (split.shape.entries + split.shape.negatives, split.shape.events);
        let (meetings, items) = (Vec::with_capacity(pairs), Vec::with_capacity(events));
        let mut clicks = Self { meetings, items, starts: vec![0; log.users.len()] };
        let mut moments: Vec<(i64, u64)> = Vec::with_capacity(pairs);
        let mut met = vec![u32::MAX; log.items.len()];
        let (mut acts, mut first): (Vec<Act>, usize) = (Vec::new(), 0);
        let negatives = training.data.negatives.iter().zip(&split.negative_parts);
        let mut negatives =
            negatives.filter(|(_, part)| **part == Part::Train).map(|(negative, _)| &negative.event).peekable();
        for events in log.events.chunk_by(|a, b| a.user == b.user) {
            let user = events[0].user;
            let parts = &split.parts[first..first + events.len()];
            let taken = events.iter().zip(parts).filter(|(_, part)| **part == Part::Train).map(|(e, _)| (e, true));
            while negatives.next_if(|event| event.user < user).is_some() {}
            let passed_over = std::iter::from_fn(|| negatives.next_if(|event| event.user == user)).map(|e| (e, false));
            acts.clear();
            acts.extend(taken.chain(passed_over).map(|(event, is_taken)| Act {
                time: event.time,
                tie: seed::tie(user, event.item),
                item: event.item,
                is_taken,
            }));
            // As in histories. Of one moment what was taken comes last, so that what was shown with it is learnt from before it is known.
            acts.sort_unstable_by_key(|act| (act.time, act.is_taken, act.tie));
            clicks.starts[user as usize] = clicks.items.len();
            let (n_before, mut n_met) = (clicks.meetings.len(), 0);
            for &Act { time, tie, item, is_taken } in &acts {
                if !is_taken || met[item as usize] != user {
                    clicks.meetings.push(Meeting { user, item, at: clicks.items.len() as u32, n_met, is_taken });
                    moments.push((if log.has_time { time } else { 0 }, seed::mix(training.seed ^ tie)));
                }
                if is_taken {
                    n_met += u32::from(met[item as usize] != user);
                    met[item as usize] = user;
                    clicks.items.push(item);
                }
            }
            if !log.has_time {
                moments[n_before..].sort_unstable();
            }
            first += events.len();
        }
        let mut order: Vec<u32> = (0..clicks.meetings.len() as u32).collect();
        order.sort_unstable_by_key(|&at| (moments[at as usize], at));
        drop(moments);
        clicks.meetings = order.iter().map(|at| clicks.meetings[*at as usize]).collect();
        clicks
    }

    /// The items of the user's events before a meeting, in time.
    pub fn before(&self, meeting: &Meeting) -> &[u32] {
        &self.items[self.starts[meeting.user as usize]..meeting.at as usize]
    }
}

/// The items that stand last in a row of events, each where it was met last: the order of histories.
pub struct LastItems {
    seen: Vec<u32>,
    asked: u32,
    found: Vec<u32>,
}

impl LastItems {
    /// Of a catalogue of this size.
    pub fn new(n_items: usize) -> Self {
        Self { seen: vec![0; n_items], asked: 0, found: Vec::new() }
    }

    /// The last `n` items, the newest first.
    pub fn of(&mut self, events: &[u32], n: usize) -> impl Iterator<Item = u32> {
        self.found.clear();
        if self.asked == u32::MAX {
            self.seen.fill(0);
            self.asked = 0;
        }
        self.asked += 1;
        for &item in events.iter().rev() {
            if self.found.len() == n {
                break;
            }
            if self.seen[item as usize] != self.asked {
                self.seen[item as usize] = self.asked;
                self.found.push(item);
            }
        }
        self.found.iter().copied()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::TaskContext;
    use crate::data::{DataConfig, Dataset, dataset};
    use crate::split::{SplitConfig, SplitKind, TrainTestSplit, split};

    /// A log of which each user's last item is held out.
    pub fn shop(log: &str) -> (Dataset, TrainTestSplit) {
        let folder = tempfile::tempdir().unwrap();
        let events = folder.path().join("log.csv");
        std::fs::write(&events, log).unwrap();
        let config = DataConfig { events, ..DataConfig::default() };
        let ctx = TaskContext::new();
        let data = dataset::load(&config, &ctx).unwrap();
        let parts = SplitConfig { kind: Some(SplitKind::LeaveLastOut), validation: 0.0, ..SplitConfig::default() };
        let parts = split(&data, &parts, &config.weights, 1, &ctx).unwrap();
        (data, parts)
    }

    fn told(data: &Dataset, split: &TrainTestSplit) -> (ClickLog, Vec<String>) {
        let clicks = ClickLog::of(TrainingData { data, split, features: None, seed: 1 });
        let items = &data.interactions.items;
        let mut last_items = LastItems::new(items.len());
        let mut found = Vec::new();
        for meeting in &clicks.meetings {
            let before: String = last_items.of(clicks.before(meeting), 2).map(|i| items.id(i as usize)).collect();
            let user = data.interactions.users.id(meeting.user as usize);
            let mark = if meeting.is_taken { "" } else { "not " };
            found.push(format!("{user}{mark}{}:{before}:{}", items.id(meeting.item as usize), meeting.n_met));
        }
        (clicks, found)
    }

    #[test]
    fn first_meetings_are_learnt_from_in_the_order_of_histories() {
        let (data, split) = shop(
            "user_id,item_id,timestamp\n1,a,10\n1,b,20\n1,a,30\n1,c,40\n1,b,50\n1,d,60\n1,z,99\n2,c,15\n2,a,45\n2,z,99\n",
        );
        let (clicks, found) = told(&data, &split);
        // The repeats of a and b are no meetings, but they are what was met last.
        assert_eq!(found, ["1a::0", "2c::0", "1b:a:1", "1c:ab:2", "2a:c:1", "1d:bc:3"]);
        let mut last_items = LastItems::new(data.interactions.items.len());
        for user in 0..2 {
            let order = split.test.history.of(user).order;
            let all = &clicks.items[clicks.starts[user]..];
            let n = if user == 0 { clicks.starts[1] } else { all.len() };
            let last: Vec<u32> = last_items.of(&all[..n], 10).collect();
            assert!(last.iter().rev().eq(order), "user {user}");
        }
    }

    #[test]
    fn what_was_passed_over_is_learnt_from_at_its_moment_and_not_after_the_cut() {
        let (data, split) = shop(
            "user_id,item_id,label,timestamp\n1,a,1,10\n1,b,0,10\n1,b,1,20\n1,a,0,25\n1,c,1,30\n1,a,0,99\n2,c,1,5\n2,b,0,7\n2,a,1,9\n",
        );
        let (_, found) = told(&data, &split);
        assert_eq!(found, ["2c::0", "2not b:c:1", "1a::0", "1not b::0", "1b:a:1", "1not a:ba:2"]);
    }
}
