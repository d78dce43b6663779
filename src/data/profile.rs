//! Key figures of a dataset: how much there is, how it is spread, when it happened.

use serde::Serialize;

use super::dataset::Dataset;
use super::{sessions, time};

/// What a dataset looks like in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Users with events.
    pub users: usize,
    /// Items with events.
    pub items: usize,
    /// Events.
    pub events: usize,
    /// Distinct (user, item) pairs.
    pub interactions: usize,
    /// Share of the users × items matrix that is filled, 0 to 1.
    pub density: f64,
    /// Distinct items of a user: median, 90th percentile, most.
    pub history_lengths: [usize; 3],
    /// Share of the interactions that the most popular tenth of the items draws, 0 to 1.
    pub head_share: f64,
    /// Gini coefficient of the interactions over the items, 0 (all alike) to 1.
    pub gini: f64,
    /// Visits: the log's own sessions, or runs of events without a gap of 30 minutes.
    pub sessions: Option<usize>,
    /// When they happened.
    #[serde(flatten)]
    pub days: Days,
    /// Kept events by event type, in the order of the types.
    pub event_types: Vec<(String, usize)>,
}

/// The days of a log, UTC.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Days {
    /// First and last day, where the log has times.
    #[serde(rename = "days")]
    pub range: Option<(String, String)>,
    /// Kept events of each day from the first to the last; empty without times or beyond 20 years.
    pub per_day: Vec<u32>,
    /// First day as days since 1970.
    #[serde(skip)]
    pub first: i64,
}

impl Profile {
    /// Counts through the dataset once.
    pub fn of(data: &Dataset) -> Self {
        let log = &data.interactions;
        let mut per_user = vec![0usize; log.users.len()];
        let mut per_item = vec![0usize; log.items.len()];
        for pair in log.events.chunk_by(|a, b| (a.user, a.item) == (b.user, b.item)) {
            per_user[pair[0].user as usize] += 1;
            per_item[pair[0].item as usize] += 1;
        }
        let interactions: usize = per_user.iter().sum();
        per_user.sort_unstable();
        per_item.sort_unstable();
        let quantile = |share: f64| per_user[((per_user.len() - 1) as f64 * share).round() as usize];
        let head = per_item.len().div_ceil(10);
        let head_sum: usize = per_item.iter().rev().take(head).sum();
        let mut event_types: Vec<(String, usize)> = data.event_types.iter().map(|t| (t.name.clone(), 0)).collect();
        for event in &log.events {
            if let Some(kind) = event_types.get_mut(usize::from(event.event)) {
                kind.1 += 1;
            }
        }
        let range = log.time_range();
        let (first_day, per_day) = range.map_or((0, Vec::new()), |range| events_per_day(data, range));
        Self {
            users: log.users.len(),
            items: log.items.len(),
            events: log.events.len(),
            interactions,
            density: interactions as f64 / (log.users.len() as f64 * log.items.len() as f64).max(1.0),
            history_lengths: if per_user.is_empty() { [0; 3] } else { [quantile(0.5), quantile(0.9), quantile(1.0)] },
            head_share: head_sum as f64 / interactions.max(1) as f64,
            gini: gini(&per_item),
            sessions: count_sessions(data),
            days: Days {
                range: range.map(|(first, last)| (time::format_date(first), time::format_date(last))),
                per_day,
                first: first_day,
            },
            event_types,
        }
    }
}

fn events_per_day(data: &Dataset, (first, last): (i64, i64)) -> (i64, Vec<u32>) {
    let first_day = first.div_euclid(time::DAY);
    let n_days = last.div_euclid(time::DAY) - first_day + 1;
    if n_days > 366 * 20 {
        return (first_day, Vec::new());
    }
    let mut per_day = vec![0; n_days as usize];
    for event in &data.interactions.events {
        per_day[(event.time.div_euclid(time::DAY) - first_day) as usize] += 1;
    }
    (first_day, per_day)
}

fn count_sessions(data: &Dataset) -> Option<usize> {
    let log = &data.interactions;
    if log.has_sessions {
        let mut sessions: Vec<u32> = log.events.iter().map(|e| e.session).filter(|s| *s != u32::MAX).collect();
        sessions.sort_unstable();
        sessions.dedup();
        return Some(sessions.len());
    }
    if !log.has_time {
        return None;
    }
    let mut n = 0;
    for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
        let mut times: Vec<i64> = of_user.iter().map(|e| e.time).collect();
        times.sort_unstable();
        n += 1 + times.windows(2).filter(|w| w[1] - w[0] > sessions::GAP).count();
    }
    Some(n)
}

/// Gini coefficient of ascending counts.
fn gini(ascending: &[usize]) -> f64 {
    let n = ascending.len() as f64;
    let sum: f64 = ascending.iter().map(|&c| c as f64).sum();
    if sum == 0.0 {
        return 0.0;
    }
    let ranked: f64 = ascending.iter().enumerate().map(|(i, &c)| (i + 1) as f64 * c as f64).sum();
    2.0 * ranked / (n * sum) - (n + 1.0) / n
}

#[cfg(test)]
mod tests {
    use super::gini;

    #[test]
    fn gini_of_known_cases() {
        assert!((gini(&[5, 5, 5, 5])).abs() < 1e-12);
        assert!((gini(&[0, 0, 0, 8]) - 0.75).abs() < 1e-12);
    }
}
