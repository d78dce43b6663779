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

/// What the rows of a log are, one by one.
struct Readable<'a> {
    log: &'a EventLog,
    /// Weights of the event types.
    of_types: Vec<f64>,
    /// How events of a type speak against their item, where their weight is below 0.
    against: Vec<NegativeKind>,
    value: ValueUse,
    meaning: ValueMeaning,
}

impl<'a> Readable<'a> {
    fn new(log: &'a EventLog, weights: &WeightConfig) -> Self {
        let against = |word: &str| match word {
            word if names::mean_the_same(word, "return") => NegativeKind::Returned,
            word if names::mean_the_same(word, "remove") => NegativeKind::TakenOut,
            word if names::mean_the_same(word, "impression") => NegativeKind::NotTaken,
            _ => NegativeKind::Disliked,
        };
        Self {
            log,
            of_types: log.type_weights(weights),
            against: log.type_words(weights).map(against).collect(),
            value: weights.value,
            meaning: log.value_meaning(weights),
        }
    }

    /// The event that a row is, and why it speaks against its item if it does; or why it cannot be used. An event weighs what its value
    /// multiplies.
    fn event(&self, row: usize) -> Result<(Event, Option<NegativeKind>), DropReason> {
        let rows = &self.log.rows;
        let time = rows.time.as_ref().map_or(row as i64, |times| times[row]);
        if time == UNKNOWN {
            return Err(DropReason::UnreadableTime);
        }
        let (user, item) = (rows.user[row], rows.item[row]);
        if user == MISSING || item == MISSING {
            return Err(DropReason::MissingId);
        }
        let event = rows.event.as_ref().map_or(0, |events| events[row]);
        let of_type = self.of_types.get(event as usize).copied().unwrap_or(0.0);
        if of_type == 0.0 {
            return Err(DropReason::EventNotMapped);
        }
        let value = self.value.valued(rows.value.as_ref().map(|values| values[row]), self.meaning);
        let label = rows.label.as_ref().map(|labels| labels[row]);
        let (factor, kind) = match (value, label) {
            (Valued::Unusable, _) | (_, Some(None)) => return Err(DropReason::UnusableValue),
            (Valued::Returns(n), _) => (n, Some(NegativeKind::Returned)),
            (Valued::Counts(n), _) if of_type < 0.0 => (n, Some(self.against[event as usize])),
            (Valued::Counts(n), Some(Some(false))) => (n, Some(NegativeKind::NotTaken)),
            (Valued::Counts(n), _) => (n, None),
        };
        let event = Event {
            user,
            item,
            time,
            weight: factor as f32,
            session: rows.session.as_ref().map_or(MISSING, |sessions| sessions[row]),
            row: row as u32,
            event: event as u16,
            part: u8::from(row >= self.log.n_first),
        };
        Ok((event, kind))
    }

    /// Calls `take` with every row in turn; rows that repeat an earlier one word for word are dropped, unless something else is wrong
    /// with them.
    fn each(
        &self,
        ctx: &TaskContext,
        mut take: impl FnMut(u32, Result<(Event, Option<NegativeKind>), DropReason>),
    ) -> Result<(), StageError> {
        let mut repeated = self.log.rows.repeated.iter().copied().peekable();
        for row in 0..self.log.n_rows() {
            if row % ROWS_PER_CHECK == 0 {
                ctx.advance(if row == 0 { 0 } else { ROWS_PER_CHECK })?;
            }
            let is_repeated = repeated.next_if_eq(&(row as u32)).is_some();
            let event = self.event(row);
            take(row as u32, if is_repeated { event.and(Err(DropReason::ExactDuplicate)) } else { event });
        }
        Ok(())
    }
}

/// Drops the rows that cannot be used and those of event types without weight; the rest become events.
fn readable(
    log: &EventLog,
    weights: &WeightConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<Sorted, StageError> {
    ctx.start(said!("step-dropping"), 2 * log.n_rows())?;
    account.rows_in = log.n_rows() as u64;
    let rows = Readable::new(log, weights);
    // Where the next event of each user goes: events are put with their users at once, so that only those of one user are left to be
    // sorted, and nothing takes long that cannot be stopped.
    let mut next = vec![0; log.users.len()];
    let mut negatives = Vec::new();
    rows.each(ctx, |row, event| match event {
        Ok((event, None)) => next[event.user as usize] += 1,
        Ok((event, Some(kind))) => negatives.push(Negative { event, kind }),
        Err(reason) => account.drop(reason, row),
    })?;
    let mut n_events = 0;
    for count in &mut next {
        n_events += std::mem::replace(count, n_events);
    }
    let mut events = Vec::with_capacity(n_events);
    while events.len() < n_events {
        ctx.check()?;
        events.resize(n_events.min(events.len() + ROWS_PER_CHECK), Event::default());
    }
    rows.each(ctx, |_, event| {
        if let Ok((event, None)) = event {
            let at = &mut next[event.user as usize];
            events[*at] = event;
            *at += 1;
        }
    })?;
    ctx.start(said!("step-cleaning"), 0)?;
    let of_users = events.par_chunk_by_mut(|a, b| a.user == b.user);
    // Of rows alike in what counts, that of the lowest weight is first, whatever their order in the file.
    of_users.try_for_each(|of_user| ctx.check().map(|()| sort(of_user, order)))?;
    sort(&mut negatives, |negative| (order(&negative.event), negative.kind));
    ctx.check()?;
    Ok(Sorted { events, negatives })
}

/// Sorts on all threads what is long.
fn sort<T: Send, K: Ord>(rows: &mut [T], key: impl Fn(&T) -> K + Sync) {
    if rows.len() < ROWS_PER_CHECK { rows.sort_unstable_by_key(key) } else { rows.par_sort_unstable_by_key(key) }
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
    let has_time = log.has_time();
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
    if window != (None, None) {
        drop_outside_window(&mut events, |event| event, window, account);
        drop_outside_window(&mut negatives, |negative| &negative.event, window, account);
        ctx.check()?;
    }
    if log.value_meaning(weights) == ValueMeaning::Rating {
        keep_one_rating(&mut events, weights.again, account);
    }
    if let ValueUse::AtLeast(least) = weights.value {
        // Weights were rounded, and so is what they are compared with.
        let below = events.extract_if(.., |event| event.weight < least as f32);
        negatives.extend(below.map(|event| Negative { event, kind: NegativeKind::BelowThreshold }));
        sort(&mut negatives, |negative| (order(&negative.event), negative.kind));
        // From the threshold on all count alike.
        events.iter_mut().for_each(|event| event.weight = 1.0);
        negatives.iter_mut().for_each(|negative| negative.event.weight = 1.0);
    }
    drop_robots(&mut events, config, has_time, account);
    ctx.check()?;
    drop_below_core(&mut events, config, account, ctx)?;
    account.rows_kept = events.len() as u64;
    ctx.check()?;
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

/// Of several ratings of one item by one user one counts, or what is made of them; what is done besides rating is no rating.
fn keep_one_rating(events: &mut Vec<Event>, again: Again, account: &mut RowAccount) {
    if again == Again::Sum {
        return;
    }
    let of_pair = |e: &Event| (e.user, e.item, e.part, e.event);
    let mut kept = Vec::with_capacity(events.len());
    for ratings in events.chunk_by(|a, b| of_pair(a) == of_pair(b)) {
        let by_time = |e: &&Event| (e.time, e.weight.to_bits(), e.row);
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
