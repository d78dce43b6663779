//! The part of each event, one function a kind of split. Events come ordered by user and item.

use rand::RngExt as _;

use super::{Part, SplitConfig};
use crate::base::seed;
use crate::data::interactions::Event;

/// Streams of the random numbers, one for each use.
const TEST_STREAM: u64 = 1 << 40;
const VALIDATION_STREAM: u64 = 2 << 40;

/// The moments from which on events are for validation and for test. Events of one moment stay together.
pub fn cuts(events: &[Event], config: &SplitConfig) -> (i64, i64) {
    let mut times: Vec<i64> = events.iter().map(|e| e.time).collect();
    times.sort_unstable();
    let cut = |share: f64| {
        let at = (times.len() as f64 * (1.0 - share)).round() as usize;
        times.get(at).copied().unwrap_or(i64::MAX)
    };
    let test = cut(config.test);
    let validation = if config.validation > 0.0 { cut(config.test + config.validation) } else { test };
    (validation, test)
}

/// The part of a moment between the [`cuts`].
pub fn part_at(time: i64, (validation, test): (i64, i64)) -> Part {
    match time {
        t if t >= test => Part::Test,
        t if t >= validation => Part::Validation,
        _ => Part::Train,
    }
}

/// The last share of all events is test, the share before it validation.
pub fn by_time(events: &[Event], config: &SplitConfig) -> Vec<Part> {
    let cuts = cuts(events, config);
    events.iter().map(|event| part_at(event.time, cuts)).collect()
}

/// The items that a user met last, by the last time they met them, as histories are ordered: nothing in a history is then
/// newer than what is asked for. Users with too few items stay in training.
pub fn leave_last_out(events: &[Event], config: &SplitConfig) -> Vec<Part> {
    let with_validation = config.validation > 0.0;
    let n_held = config.last_n * if with_validation { 2 } else { 1 };
    parts_by_item(events, |user, lasts| {
        let n = lasts.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_unstable_by_key(|&i| (lasts[i].0, seed::tie(user, lasts[i].1)));
        let mut parts = vec![Part::Train; n];
        if n > n_held {
            for (back, &i) in order.iter().rev().take(n_held).enumerate() {
                parts[i] = if back < config.last_n { Part::Test } else { Part::Validation };
            }
        }
        parts
    })
}

/// A share of each user's items, rounded; at least one stays for training.
pub fn random(events: &[Event], config: &SplitConfig, seed: u64) -> Vec<Part> {
    let draw = Draw::new(events, config, seed, TEST_STREAM);
    parts_by_item(events, |user, items| {
        let mut parts = vec![Part::Train; items.len()];
        let order = draw.order(user, items);
        let share = |share: f64| (items.len() as f64 * share).round() as usize;
        let n_test = share(config.test).min(items.len() - 1);
        let n_validation = share(config.validation).min(items.len() - 1 - n_test);
        for &i in &order[..n_test] {
            parts[i] = Part::Test;
        }
        for &i in &order[n_test..n_test + n_validation] {
            parts[i] = Part::Validation;
        }
        parts
    })
}

/// The test file is test; validation is drawn from each user's training items.
pub fn given(events: &[Event], config: &SplitConfig, seed: u64) -> Vec<Part> {
    let for_learning: Vec<Event> = events.iter().filter(|e| e.part == 0).cloned().collect();
    let draw = Draw::new(&for_learning, config, seed, VALIDATION_STREAM);
    let drawn = parts_by_item(&for_learning, |user, items| {
        let mut parts = vec![Part::Train; items.len()];
        let n = ((items.len() as f64 * config.validation).round() as usize).min(items.len() - 1);
        for &i in &draw.order(user, items)[..n] {
            parts[i] = Part::Validation;
        }
        parts
    });
    let mut drawn = drawn.into_iter();
    // One part was drawn for each event that is for learning, in their order.
    events.iter().map(|e| if e.part == 0 { drawn.next().unwrap_or(Part::Train) } else { Part::Test }).collect()
}

/// Draws the items of users, without putting back, with chances in proportion to popularity^exponent.
struct Draw {
    weights: Vec<f64>,
    seed: u64,
    stream: u64,
}

impl Draw {
    fn new(events: &[Event], config: &SplitConfig, seed: u64, stream: u64) -> Self {
        let mut counts = vec![0u32; events.iter().map(|e| e.item as usize + 1).max().unwrap_or_default()];
        for of_pair in events.chunk_by(|a, b| (a.user, a.item) == (b.user, b.item)) {
            counts[of_pair[0].item as usize] += 1;
        }
        let weights = counts.iter().map(|n| f64::from(*n).powf(config.popularity_exponent)).collect();
        Self { weights, seed, stream }
    }

    /// A user's items, by place, in the order in which they are drawn: by arrival times that are exponentially distributed
    /// with the chances as rates (Efraimidis & Spirakis 2006).
    fn order(&self, user: u32, items: &[(i64, u32)]) -> Vec<usize> {
        let mut random = seed::rng(self.seed, self.stream + u64::from(user));
        let arrival = |&(_, item): &(i64, u32)| -(1.0 - random.random::<f64>()).ln() / self.weights[item as usize];
        let arrivals: Vec<f64> = items.iter().map(arrival).collect();
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|&a, &b| arrivals[a].total_cmp(&arrivals[b]));
        order
    }
}

/// Asks `choose` for the parts of one user's items, given the user and each item's last time with the item, ascending by item.
fn parts_by_item(events: &[Event], choose: impl Fn(u32, &[(i64, u32)]) -> Vec<Part>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(events.len());
    for of_user in events.chunk_by(|a, b| a.user == b.user) {
        let items = || of_user.chunk_by(|a, b| a.item == b.item);
        let lasts: Vec<(i64, u32)> = items()
            .map(|of_item| (of_item.iter().map(|e| e.time).max().unwrap_or_default(), of_item[0].item))
            .collect();
        let chosen = choose(of_user[0].user, &lasts);
        for (of_item, part) in items().zip(chosen) {
            parts.extend(std::iter::repeat_n(part, of_item.len()));
        }
    }
    parts
}
