//! What was assumed of event types, values and times of a log, each with the setting that makes it otherwise.

use std::cmp::Reverse;

use super::account::{DropReason, RowAccount};
use super::event_log::EventLog;
use super::interactions::Event;
use super::names::{self, ValueMeaning};
use super::time;
use super::weight::{Again, ValueUse, WeightConfig};
use crate::base::{Change, Said, Warning};
use crate::said;

/// What was assumed of values and times.
pub(super) fn of_values_and_times(
    log: &EventLog,
    weights: &WeightConfig,
    events: &[Event],
    account: &RowAccount,
) -> Vec<Warning> {
    let mut notes = Vec::new();
    let file = &log.path;
    if log.value_meaning(weights) == ValueMeaning::Rating && log.rows.value.is_some() {
        let again = account.dropped(DropReason::RatedAgain);
        if again > 0 && weights.again == Again::Last {
            let said = said!("data-rated-again", file = file, n = again);
            notes
                .push(Warning::assumed(said, Change::new(said!("change-again"), &["data", "weights", "again"], "sum")));
        }
        let most = events.iter().map(|event| event.weight).fold(0.0, f32::max);
        // The middle of the customary scales: 3 of 5, 6 of 10.
        let middle = f64::from((most * 0.6).round());
        let low = events.iter().filter(|event| f64::from(event.weight) < middle).count();
        if weights.value == ValueUse::Weight && weights.meaning.is_none() && low > 0 {
            let said = said!("data-ratings-weigh", file = file, n = low, middle = middle, most = most.to_string());
            let threshold = serde_json::json!({ "at_least": middle });
            let change =
                Change::new(said!("change-threshold", least = middle), &["data", "weights", "value"], threshold);
            notes.push(Warning::assumed(said, change));
        }
    }
    if log.has_time()
        && let Some(apart) = apart(events)
    {
        let kind = if apart.is_before { "before" } else { "after" };
        notes.push(Warning::new(said!(
            "data-times-apart",
            file = file,
            n = apart.n,
            years = apart.years as u64,
            side = kind
        )));
    }
    notes
}

/// What was assumed of event types: whose numbers they are, and what those count whose words are not known or mean that an item was shown.
pub(super) fn of_types(log: &EventLog, weights: &WeightConfig) -> Vec<Warning> {
    let file = &log.path;
    let (mut notes, mut unknown) = (Vec::new(), Vec::new());
    if let Some(codes) = weights.codes_of(log.event_types()).filter(|_| weights.codes.is_none()) {
        let said = said!("data-codes-assumed", file = file, name = codes.name, words = codes.listed());
        notes.push(Warning::assumed(said, Change::new(said!("change-codes"), &["data", "weights", "codes"], "none")));
    }
    let of_types = log.types.iter().zip(log.type_words(weights)).zip(log.type_weights(weights));
    let guessed = of_types.filter(|(((name, _), _), weight)| *weight != 0.0 && !weights.events.contains_key(name));
    let change = |name: &str, said: Said, weight: f64| Change::new(said, &["data", "weights", "events", name], weight);
    for (((name, rows), word), weight) in guessed {
        if names::mean_the_same(word, "impression") && weight < 0.0 {
            let said = said!("data-event-shown", file = file, event = name, n = *rows);
            notes.push(Warning::assumed(said, change(name, said!("change-event-view"), 1.0)));
        } else if !names::is_event_word(word) {
            unknown.push((name, *rows));
        }
    }
    // One type alone counts the same whatever it is.
    if log.types.len() > 1 {
        unknown.sort_by_key(|(_, rows)| Reverse(*rows));
        for &(name, rows) in unknown.iter().take(UNKNOWN_TYPES) {
            let said = said!("data-event-unknown", file = file, event = name, n = rows);
            notes.push(Warning::assumed(said, change(name, said!("change-event-out"), 0.0)));
        }
        if unknown.len() > UNKNOWN_TYPES {
            let n = unknown.len() - UNKNOWN_TYPES;
            notes.push(Warning::new(said!("data-events-unknown", file = file, n = n)));
        }
    }
    notes
}

/// Event types whose words are not known that are told one by one.
const UNKNOWN_TYPES: usize = 3;

/// A few events that lie years before or after all others.
struct Apart {
    n: usize,
    years: i64,
    is_before: bool,
}

/// Years between events that make them a thing to be told.
const YEARS_APART: i64 = 5;

fn apart(events: &[Event]) -> Option<Apart> {
    const YEAR: i64 = 8766 * 3600 * time::SECOND;
    let (first, last) = events.iter().fold((i64::MAX, i64::MIN), |(a, b), e| (a.min(e.time), b.max(e.time)));
    if last.saturating_sub(first) < YEARS_APART * YEAR {
        return None;
    }
    let mut times: Vec<i64> = events.iter().map(|event| event.time).collect();
    times.sort_unstable();
    let (at, gap) = times.windows(2).map(|pair| pair[1] - pair[0]).enumerate().max_by_key(|(_, gap)| *gap)?;
    let (before, after) = (at + 1, times.len() - at - 1);
    let is_before = before <= after;
    let (n, span) = if is_before { (before, last - times[at + 1]) } else { (after, times[at] - first) };
    (4 * n < times.len() && gap >= YEARS_APART * YEAR && gap > 3 * span).then_some(Apart {
        n,
        years: gap / YEAR,
        is_before,
    })
}
