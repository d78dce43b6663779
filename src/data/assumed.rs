//! What was assumed of event types, values and times of a log, each with the setting that makes it otherwise.

use std::cmp::Reverse;

use super::account::{DropReason, RowAccount};
use super::event_log::EventLog;
use super::interactions::Event;
use super::names::{self, ValueMeaning};
use super::time;
use super::weight::{Again, ValueUse, WeightConfig};
use crate::base::{Change, Said, Vocabulary, Warning};
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
        // An event without a rating among others that have one is not low.
        let is_rated =
            |event: &Event| log.rows.value.as_ref().is_none_or(|values| values[event.row as usize].is_finite());
        let low = events.iter().filter(|event| f64::from(event.weight) < middle && is_rated(event)).count();
        if weights.value == ValueUse::Weight && weights.meaning.is_none() && low > 0 {
            let said = said!("data-ratings-weigh", file = file, n = low, middle = middle, most = most.to_string());
            let threshold = serde_json::json!({ "at_least": middle });
            let change =
                Change::new(said!("change-threshold", least = middle), &["data", "weights", "value"], threshold);
            notes.push(Warning::assumed(said, change));
        }
    }
    if log.has_time() {
        for apart in apart(events) {
            let side = if apart.is_before { "before" } else { "after" };
            let (n, years) = (apart.n, apart.years as u64);
            notes.push(Warning::new(said!("data-times-apart", file = file, n = n, years = years, side = side)));
        }
    }
    notes
}

/// What there is to say of the users that are left: that they are few, and that one of them may be nobody.
pub(super) fn of_users(log: &EventLog, users: &Vocabulary, events: &[Event], account: &RowAccount) -> Vec<Warning> {
    let (mut notes, file) = (Vec::new(), &log.path);
    let (n_left, n_all) = (users.len(), log.users.len());
    if n_all >= FEW_OF && n_left * 10 < n_all {
        let reasons = account.reasons().map(|(reason, n)| (n, reason.label()));
        let reasons = reasons.chain(account.negatives().map(|(kind, n)| (n, kind.label())));
        if let Some((rows, reason)) = reasons.max_by_key(|(rows, _)| *rows) {
            let said = said!("data-few-users", file = file, left = n_left, n = n_all, rows = rows, reason = reason);
            notes.push(Warning::new(said));
        }
    }
    let of_users = events.chunk_by(|a, b| a.user == b.user);
    if let Some(most) = of_users.max_by_key(|of_user| of_user.len()).filter(|_| n_left > 2 && events.len() >= 10) {
        let id = users.id(most[0].user as usize);
        let is_word = NOBODY.contains(&id.to_lowercase().as_str());
        if most.len() * 2 >= events.len() || is_word && most.len() * 10 >= events.len() {
            let said = said!("data-busy-user", file = file, user = id, n = most.len(), of = events.len());
            notes.push(Warning::new(said));
        }
    }
    notes
}

/// Users from which on it is reported that few of them are left.
const FEW_OF: usize = 20;
/// What stands in the place of a user where nobody was logged in.
const NOBODY: [&str; 9] = ["0", "-1", "guest", "anonymous", "anon", "visitor", "nobody", "test", "default"];

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

/// Event types whose words are not known that are reported one by one.
const UNKNOWN_TYPES: usize = 3;

/// Events that lie years before or after all others.
struct Apart {
    n: usize,
    years: i64,
    is_before: bool,
}

/// Years between events that make them worth reporting.
const YEARS_APART: i64 = 5;
/// Groups of such events that are reported.
const GROUPS_APART: usize = 4;

/// Groups of few events that a gap parts from the others, the widest gap first: it is years wide, and three times as wide as the moments are
/// apart between which half of all events lie.
fn apart(events: &[Event]) -> Vec<Apart> {
    const YEAR: i64 = 8766 * 3600 * time::SECOND;
    let mut groups = Vec::new();
    let (first, last) = events.iter().fold((i64::MAX, i64::MIN), |(a, b), e| (a.min(e.time), b.max(e.time)));
    if last.saturating_sub(first) < YEARS_APART * YEAR {
        return groups;
    }
    let mut times: Vec<i64> = events.iter().map(|event| event.time).collect();
    times.sort_unstable();
    let (n_all, mut rest) = (times.len(), &times[..]);
    let usual = times[n_all - 1 - n_all / 4] - times[n_all / 4];
    while groups.len() < GROUPS_APART {
        let gaps = rest.windows(2).map(|pair| pair[1] - pair[0]).enumerate();
        let Some((at, gap)) = gaps.max_by_key(|(_, gap)| *gap) else { break };
        let (before, after) = rest.split_at(at + 1);
        let is_before = before.len() <= after.len();
        let n = before.len().min(after.len());
        if 4 * n >= n_all || gap < YEARS_APART * YEAR || gap <= 3 * usual {
            break;
        }
        groups.push(Apart { n, years: gap / YEAR, is_before });
        rest = if is_before { after } else { before };
    }
    groups
}
