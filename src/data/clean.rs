//! From rows of text to events that can be counted on, with an account of every row.

use hashbrown::HashMap;
use rayon::prelude::*;

use super::account::{DropReason, NegativeKind, RowAccount};
use super::config::CleanConfig;
use super::event_log::EventLog;
use super::interactions::Event;
use super::interned::{MISSING, ROWS_PER_CHECK};
use super::names::{self, ValueMeaning};
use super::time::{self, UNKNOWN};
use super::weight::{Again, ValueUse, Valued, WeightConfig};
use crate::base::{StageError, TaskContext};
use crate::said;

/// The events that can be used, and those that speak against their items.
#[derive(Debug, Clone, Default)]
pub(super) struct Sorted {
    /// Events by user, item, part, event type, time. Each weighs what its value multiplies.
    pub(super) events: Vec<Event>,
    /// Events that speak against their items, in the same order.
    pub(super) negatives: Vec<Negative>,
}

/// An event that speaks against its item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Negative {
    /// The event; its weight says how much, above 0.
    pub event: Event,
    /// Why.
    pub kind: NegativeKind,
}

/// Drops the rows that cannot be used and those of event types without weight; the rest become events that weigh what their value
/// multiplies.
fn readable(
    log: &EventLog,
    weights: &WeightConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<Sorted, StageError> {
    ctx.start(said!("step-dropping"), log.n_rows())?;
    let of_types = log.type_weights(weights);
    let against = |word: &str| match word {
        word if names::mean_the_same(word, "return") => NegativeKind::Returned,
        word if names::mean_the_same(word, "remove") => NegativeKind::TakenOut,
        _ => NegativeKind::Disliked,
    };
    let against: Vec<NegativeKind> = log.type_words(weights).map(against).collect();
    let meaning = log.value_meaning(weights);
    let mut sorted = Sorted { events: Vec::with_capacity(log.n_rows()), negatives: Vec::new() };
    let rows = &log.rows;
    let mut repeated = rows.repeated.iter().copied().peekable();
    account.rows_in = log.n_rows() as u64;
    for row in 0..log.n_rows() {
        if row % ROWS_PER_CHECK == 0 {
            ctx.advance(if row == 0 { 0 } else { ROWS_PER_CHECK })?;
        }
        let is_repeated = repeated.next_if_eq(&(row as u32)).is_some();
        let time = rows.time.as_ref().map_or(row as i64, |times| times[row]);
        if time == UNKNOWN {
            account.drop(DropReason::UnreadableTime, row as u32);
            continue;
        }
        let (user, item) = (rows.user[row], rows.item[row]);
        if user == MISSING || item == MISSING {
            account.drop(DropReason::MissingId, row as u32);
            continue;
        }
        let event = rows.event.as_ref().map_or(0, |events| events[row]);
        let of_type = of_types.get(event as usize).copied().unwrap_or(0.0);
        if of_type == 0.0 {
            account.drop(DropReason::EventNotMapped, row as u32);
            continue;
        }
        let value = weights.value.valued(rows.value.as_ref().map(|values| values[row]), meaning);
        let label = rows.label.as_ref().map(|labels| labels[row]);
        let (factor, kind) = match (value, label) {
            (Valued::Unusable, _) | (_, Some(None)) => {
                account.drop(DropReason::UnusableValue, row as u32);
                continue;
            }
            (Valued::Returns(n), _) => (n, Some(NegativeKind::Returned)),
            (Valued::Counts(n), _) if of_type < 0.0 => (n, Some(against[event as usize])),
            (Valued::Counts(n), Some(Some(false))) => (n, Some(NegativeKind::NotTaken)),
            (Valued::Counts(n), _) => (n, None),
        };
        if is_repeated {
            account.drop(DropReason::ExactDuplicate, row as u32);
            continue;
        }
        let event = Event {
            user,
            item,
            time,
            weight: factor as f32,
            session: rows.session.as_ref().map_or(MISSING, |sessions| sessions[row]),
            row: row as u32,
            event: event as u16,
            part: u8::from(row >= log.n_first),
        };
        match kind {
            None => sorted.events.push(event),
            Some(kind) => sorted.negatives.push(Negative { event, kind }),
        }
    }
    Ok(sorted)
}

/// What a log is cleaned to: unusable rows, duplicates, repeats, what lies outside the window, other ratings of the same item, robots and what
/// is below the k-core are dropped.
pub(super) fn clean(
    log: &EventLog,
    weights: &WeightConfig,
    config: &CleanConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<Sorted, StageError> {
    let Sorted { mut events, mut negatives } = readable(log, weights, account, ctx)?;
    ctx.start(said!("step-cleaning"), 0)?;
    let has_time = log.has_time();
    // Of rows alike in what counts, that of the lowest weight is first, whatever their order in the file.
    events.par_sort_unstable_by_key(order);
    negatives.par_sort_unstable_by_key(|negative| (order(&negative.event), negative.kind));
    ctx.check()?;
    let window = config.window()?;
    if window != (None, None) && !has_time {
        return Err(StageError::setting(said!("data-window-needs-time")));
    }
    // Lines of one receipt are no repeats: their quantities are added up.
    if !(log.value_meaning(weights) == ValueMeaning::Quantity && log.rows.value.is_some()) {
        drop_repeats(&mut events, |event| event, config, has_time, account);
        drop_repeats(&mut negatives, |negative| &negative.event, config, has_time, account);
    }
    ctx.check()?;
    drop_outside_window(&mut events, |event| event, window, account);
    drop_outside_window(&mut negatives, |negative| &negative.event, window, account);
    if log.value_meaning(weights) == ValueMeaning::Rating {
        keep_one_rating(&mut events, weights.again, account);
    }
    if let ValueUse::AtLeast(least) = weights.value {
        // Weights were rounded, and so is what they are compared with.
        let below = events.extract_if(.., |event| event.weight < least as f32);
        negatives.extend(below.map(|event| Negative { event, kind: NegativeKind::BelowThreshold }));
        negatives.par_sort_unstable_by_key(|negative| (order(&negative.event), negative.kind));
        // From the threshold on all count alike.
        events.iter_mut().for_each(|event| event.weight = 1.0);
        negatives.iter_mut().for_each(|negative| negative.event.weight = 1.0);
    }
    drop_robots(&mut events, config, has_time, account);
    ctx.check()?;
    drop_below_core(&mut events, config, account, ctx)?;
    account.rows_kept = events.len() as u64;
    negatives.iter().for_each(|negative| account.set_apart(negative.kind, negative.event.row));
    Ok(Sorted { events, negatives })
}

/// By user, item, part, event type and time.
fn order(e: &Event) -> (u32, u32, u8, u16, i64, u32, u32, u32) {
    (e.user, e.item, e.part, e.event, e.time, e.weight.to_bits(), e.session, e.row)
}

fn drop_repeats<T>(
    rows: &mut Vec<T>,
    of: impl Fn(&T) -> &Event,
    config: &CleanConfig,
    has_time: bool,
    account: &mut RowAccount,
) {
    if has_time && config.repeat_secs > 0.0 {
        let within = (config.repeat_secs * time::SECOND as f64) as i64;
        rows.dedup_by(|next, kept| {
            let (next, kept) = (of(next), of(kept));
            let is_repeat = (next.user, next.item, next.part, next.event)
                == (kept.user, kept.item, kept.part, kept.event)
                && next.time - kept.time <= within;
            if is_repeat {
                account.drop(DropReason::Repeat, next.row);
            }
            is_repeat
        });
    }
}

fn drop_outside_window<T>(
    rows: &mut Vec<T>,
    of: impl Fn(&T) -> &Event,
    (from, until): (Option<i64>, Option<i64>),
    account: &mut RowAccount,
) {
    rows.retain(|row| {
        let event = of(row);
        let is_inside = from.is_none_or(|f| event.time >= f) && until.is_none_or(|u| event.time < u);
        if !is_inside {
            account.drop(DropReason::OutsideWindow, event.row);
        }
        is_inside
    });
}

/// Of several ratings of one item by one user one counts, or what is made of them.
fn keep_one_rating(events: &mut Vec<Event>, again: Again, account: &mut RowAccount) {
    if again == Again::Sum {
        return;
    }
    let of_pair = |e: &Event| (e.user, e.item, e.part);
    let mut kept = Vec::with_capacity(events.len());
    for ratings in events.chunk_by(|a, b| of_pair(a) == of_pair(b)) {
        let by_time = |e: &&Event| (e.time, e.event, e.weight.to_bits(), e.row);
        let Some(last) = ratings.iter().max_by_key(by_time) else { continue };
        let weights = ratings.iter().map(|event| f64::from(event.weight));
        let counts = match again {
            Again::First => ratings.iter().min_by_key(by_time).copied().unwrap_or(*last),
            Again::Mean => Event { weight: (weights.sum::<f64>() / ratings.len() as f64) as f32, ..*last },
            Again::Max => Event { weight: weights.fold(0.0, f64::max) as f32, ..*last },
            Again::Last | Again::Sum => *last,
        };
        kept.push(counts);
        let others = ratings.iter().filter(|rating| rating.row != counts.row);
        others.for_each(|rating| account.drop(DropReason::RatedAgain, rating.row));
    }
    *events = kept;
}

fn drop_robots(events: &mut Vec<Event>, config: &CleanConfig, has_time: bool, account: &mut RowAccount) {
    let Some(limit) = config.robot_events_per_day.filter(|_| has_time) else { return };
    let mut kept = Vec::with_capacity(events.len());
    let mut per_day: HashMap<i64, u32> = HashMap::new();
    for of_user in events.chunk_by(|a, b| a.user == b.user) {
        per_day.clear();
        for event in of_user {
            *per_day.entry(event.time.div_euclid(time::DAY)).or_default() += 1;
        }
        if per_day.values().all(|&n| n <= limit) {
            kept.extend_from_slice(of_user);
        } else {
            of_user.iter().for_each(|event| account.drop(DropReason::Robot, event.row));
        }
    }
    *events = kept;
}

fn drop_below_core(
    events: &mut Vec<Event>,
    config: &CleanConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<(), StageError> {
    if config.min_items_per_user <= 1 && config.min_users_per_item <= 1 {
        return Ok(());
    }
    loop {
        ctx.check()?;
        let mut items_of: HashMap<u32, u32> = HashMap::new();
        let mut users_of: HashMap<u32, u32> = HashMap::new();
        for pair in events.chunk_by(|a, b| (a.user, a.item) == (b.user, b.item)) {
            *items_of.entry(pair[0].user).or_default() += 1;
            *users_of.entry(pair[0].item).or_default() += 1;
        }
        let left = events.len();
        events.retain(|e| {
            let is_kept =
                items_of[&e.user] >= config.min_items_per_user && users_of[&e.item] >= config.min_users_per_item;
            if !is_kept {
                account.drop(DropReason::KCore, e.row);
            }
            is_kept
        });
        if events.len() == left {
            break;
        }
    }
    Ok(())
}
