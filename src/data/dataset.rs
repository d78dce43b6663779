//! A log that is ready for splitting: events, what is known of items and users, the account of rows.
//!
//! It is made in three steps, each of which can be made again without those before it: [`read`](super::event_log::read()), [`clean`](clean()), [`weigh`].

use super::account::{DropReason, NegativeKind, RowAccount};
use super::assumed;
use super::attributes::AttributeTable;
use super::clean::{self, Negative, Sorted};
use super::config::DataConfig;
use super::event_columns::EventColumn;
use super::event_log::{self, EventLog};
use super::interactions::{Event, Interactions};
use super::interned::MISSING;
use super::names::ValueMeaning;
use super::role::TableKind;
use super::tables::Tables;
use super::value_histogram::ValueHistogram;
use super::weight::{ValueUse, WeightConfig};
use crate::base::{InputError, SaidValue, StageError, TaskContext, Vocabulary, Warning};
use crate::said;
use std::sync::Arc;

/// One event type of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct EventType {
    /// Its name in the log; empty if the log has no event column.
    pub name: String,
    /// The word for it, where it is a number of a known log.
    pub word: Option<String>,
    /// The weight it was given; 0 leaves it out, below 0 its events speak against their items.
    pub weight: f64,
    /// Rows that carry it, before cleaning.
    pub rows: u64,
}

impl EventType {
    /// What it means: its word, or its name.
    pub fn meaning(&self) -> &str {
        self.word.as_deref().unwrap_or(&self.name)
    }
}

/// A cleaned log with everything known beside it. Built whole, never changed.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// The events and the vocabularies of users and items.
    pub interactions: Interactions,
    /// What is known of items, parallel to the items' vocabulary.
    pub item_attributes: AttributeTable,
    /// What is known of users, parallel to the users' vocabulary.
    pub user_attributes: AttributeTable,
    /// Events that speak against their items, by user, item and time; they are no interactions.
    pub negatives: Arc<Vec<Negative>>,
    /// What events carry besides, by the number of their row.
    pub context: Arc<Vec<EventColumn>>,
    /// What the values are, where the log has them.
    pub value_meaning: Option<ValueMeaning>,
    /// How often each value occurs in the log, before anything is dropped.
    pub value_histogram: Option<Arc<ValueHistogram>>,
    /// Event types in order of their code.
    pub event_types: Vec<EventType>,
    /// What became of the rows.
    pub account: RowAccount,
    /// Rows of the items file about items without any event.
    pub items_without_events: u64,
    /// Users of the log of whom no event counts: all of theirs were dropped or speak against items.
    pub users_without_events: u64,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl Dataset {
    /// The title of an item, or its identifier where it has none.
    pub fn item_name(&self, item: usize) -> &str {
        let title = self.item_attributes.text(super::AttributeKind::Title, item);
        title.unwrap_or_else(|| self.interactions.items.id(item))
    }
}

/// A log that was cleaned and is not weighed yet.
#[derive(Debug, Clone)]
pub struct CleanLog(Dataset);

/// Reads, cleans and weighs the files of `config`.
///
/// # Errors
/// A message naming file, row and column for input that cannot be used, or the setting that is wrong.
pub fn load(config: &DataConfig, ctx: &TaskContext) -> Result<Dataset, StageError> {
    load_tables(&Tables::open(config, ctx)?, config, ctx)
}

/// The same of files that are open.
///
/// # Errors
/// Those of [`load`].
pub fn load_tables(tables: &Tables, config: &DataConfig, ctx: &TaskContext) -> Result<Dataset, StageError> {
    config.weights.of_events().check().map_err(StageError::setting)?;
    let log = event_log::read(tables, config, ctx)?;
    let cleaned = clean(&log, config, ctx)?;
    weigh(&log, cleaned, &config.weights, ctx)
}

/// Drops what cannot be used or is not wanted. Of the weights it matters which event types have none or speak against items, and what the
/// value is and is used for.
///
/// # Errors
/// A log of which nothing is left, a setting that does not fit it, or cancellation.
pub fn clean(log: &EventLog, config: &DataConfig, ctx: &TaskContext) -> Result<CleanLog, StageError> {
    let has_time = log.has_time();
    let mut account = RowAccount::default();
    let Sorted { mut events, mut negatives } = clean::clean(log, &config.weights, &config.clean, &mut account, ctx)?;
    if events.is_empty() {
        return Err(nothing_left(log, &config.weights, &account).into());
    }
    let (users, user_kept) = kept(&log.users, events.iter().map(|e| e.user));
    ctx.check()?;
    let (items, item_kept) = kept(&log.items, events.iter().map(|e| e.item));
    ctx.check()?;
    let mut place = |event: &mut Event| {
        event.user = user_kept[event.user as usize];
        event.item = item_kept[event.item as usize];
    };
    events.iter_mut().for_each(&mut place);
    // What is said against items that nobody takes, or by users who take nothing, is of no use.
    negatives.iter_mut().for_each(|negative| place(&mut negative.event));
    negatives.retain(|negative| negative.event.user != MISSING && negative.event.item != MISSING);
    ctx.check()?;
    let mut warnings = log.warnings.clone();
    warnings.extend(assumed::of_values_and_times(log, &config.weights, &events, &account));
    warnings.extend(assumed::of_users(log, &users, &events, &account));
    let mut items_without_events = 0;
    for described in &log.described {
        let kept = if described.kind == TableKind::Users { &user_kept } else { &item_kept };
        let n_kept = described.known.iter().filter(|index| kept[**index as usize] != MISSING).count() as u64;
        let n = described.n_unknown + described.known.len() as u64;
        if n_kept == 0 {
            warnings.push(Warning::new(said!("data-describes-nothing", file = &described.path, n = n)));
        }
        if described.kind == TableKind::Items {
            items_without_events = n - n_kept;
        }
    }
    if !has_time {
        warnings.push(Warning::new(said!("data-no-times", file = &log.path)));
    }
    if users.len() == 1 {
        warnings.push(Warning::new(said!("data-single-user", file = &log.path, user = users.id(0))));
    }
    let users_without_events = (log.users.len() - users.len()) as u64;
    let interactions = Interactions {
        events,
        has_time,
        has_sessions: log.rows.session.is_some(),
        has_test_part: log.has_test_part,
        users,
        items,
    };
    // Rows that were dropped name nothing: of what the others say, the newest is shown.
    let events = interactions.events.iter();
    let items = log.item_attributes.kept(&item_kept, interactions.items.len());
    let users = log.user_attributes.kept(&user_kept, interactions.users.len());
    Ok(CleanLog(Dataset {
        item_attributes: items.shown_by(events.clone(), |event| event.item, ctx)?,
        user_attributes: users.shown_by(events, |event| event.user, ctx)?,
        interactions,
        negatives: negatives.into(),
        value_meaning: log.rows.value.as_ref().map(|_| log.value_meaning(&config.weights)),
        value_histogram: log.value_histogram.clone(),
        context: Arc::clone(&log.context),
        event_types: Vec::new(),
        account,
        items_without_events,
        users_without_events,
        warnings,
    }))
}

/// Gives each event its weight: that of its type, times its value where that is what the value is used for.
///
/// # Errors
/// A weight outside its domain, or cancellation.
pub fn weigh(
    log: &EventLog,
    CleanLog(mut data): CleanLog,
    weights: &WeightConfig,
    ctx: &TaskContext,
) -> Result<Dataset, StageError> {
    weights.of_events().check().map_err(StageError::setting)?;
    ctx.start(said!("job-weighing"), 0)?;
    let of_types = log.type_weights(weights).into_iter().zip(log.type_words(weights));
    let of_type = |((name, rows), (weight, word)): (&(String, u64), (f64, &str))| {
        let word = Some(word).filter(|word| word != name).map(str::to_owned);
        EventType { name: name.clone(), word, weight, rows: *rows }
    };
    data.event_types = log.types.iter().zip(of_types).map(of_type).collect();
    data.warnings.extend(assumed::of_types(log, weights));
    for events in data.interactions.events.chunks_mut(EVENTS_PER_CHECK) {
        ctx.check()?;
        for event in events {
            let of_type = data.event_types.get(usize::from(event.event)).map_or(0.0, |kind| kind.weight);
            event.weight = (of_type * f64::from(event.weight)) as f32;
        }
    }
    Ok(data)
}

/// Events between two looks at the cancel flag.
const EVENTS_PER_CHECK: usize = 1 << 20;

/// The part of a vocabulary that is used, and the new index of each old one ([`MISSING`] if unused).
fn kept(vocabulary: &Vocabulary, used: impl Iterator<Item = u32>) -> (Vocabulary, Vec<u32>) {
    let mut index = vec![MISSING; vocabulary.len()];
    for u in used {
        index[u as usize] = 0;
    }
    let mut ids = Vec::new();
    for (old, new) in index.iter_mut().enumerate().filter(|(_, new)| **new == 0) {
        *new = ids.len() as u32;
        ids.push(vocabulary.id(old));
    }
    // The order among those that stay is unchanged.
    (Vocabulary::from_distinct(&ids).0, index)
}

fn nothing_left(log: &EventLog, weights: &WeightConfig, account: &RowAccount) -> InputError {
    let of_reason = |(reason, n): (DropReason, u64)| said!("data-dropped-rows", n = n, reason = reason.label());
    let of_kind = |(kind, n): (NegativeKind, u64)| said!("data-dropped-rows", n = n, reason = kind.label());
    let reasons = account.reasons().map(of_reason).chain(account.negatives().map(of_kind)).collect::<SaidValue>();
    if let (ValueUse::AtLeast(least), Some(most)) = (weights.value, log.largest_value())
        && most < least
    {
        let problem = said!("data-threshold-above-all", least = least, most = most);
        return InputError::new(&log.path, problem, said!("data-threshold-above-all.remedy"));
    }
    let problem = said!("data-nothing-left", rows = account.rows_in, reasons = reasons);
    InputError::new(&log.path, problem, said!("data-nothing-left.remedy"))
}
