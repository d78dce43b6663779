//! A log that is ready for splitting: events, what is known of items and users, the account of rows.
//!
//! It is made in three steps, each of which can be made again without those before it: [`read`](super::event_log::read()), [`clean`](clean()), [`weigh`].

use super::attributes::AttributeTable;
use super::clean::{self, DropReason, RowAccount};
use super::config::DataConfig;
use super::event_log::{self, EventLog};
use super::interactions::Interactions;
use super::interned::MISSING;
use super::schema::TableKind;
use super::weight::WeightConfig;
use crate::base::{InputError, SaidValue, StageError, TaskContext, Vocabulary, Warning};
use crate::said;

/// One event type of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct EventType {
    /// Its name in the log; empty if the log has no event column.
    pub name: String,
    /// The weight it was given; 0 leaves it out.
    pub weight: f64,
    /// Rows that carry it, before cleaning.
    pub rows: u64,
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
    /// Event types in order of their code.
    pub event_types: Vec<EventType>,
    /// What became of the rows.
    pub account: RowAccount,
    /// Rows of the items file about items without any event.
    pub items_without_events: u64,
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
    config.weights.of_events().check().map_err(StageError::setting)?;
    let log = event_log::read(config, ctx)?;
    let cleaned = clean(&log, config, ctx)?;
    weigh(&log, cleaned, &config.weights, ctx)
}

/// Drops what cannot be used or is not wanted. Of the weights it matters which event types have none, and what the value is used for.
///
/// # Errors
/// A log of which nothing is left, a setting that does not fit it, or cancellation.
pub fn clean(log: &EventLog, config: &DataConfig, ctx: &TaskContext) -> Result<CleanLog, StageError> {
    let has_time = log.has_time();
    let mut account = RowAccount::default();
    let mut events = clean::readable_events(log, &config.weights, &mut account, ctx)?;
    clean::clean(&mut events, &config.clean, has_time, &mut account, ctx)?;
    if events.is_empty() {
        return Err(nothing_left(log, &account).into());
    }
    let (users, user_kept) = kept(&log.users, events.iter().map(|e| e.user));
    let (items, item_kept) = kept(&log.items, events.iter().map(|e| e.item));
    for event in &mut events {
        event.user = user_kept[event.user as usize];
        event.item = item_kept[event.item as usize];
    }
    ctx.check()?;
    let mut warnings = log.warnings.clone();
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
    let interactions = Interactions {
        events,
        has_time,
        has_sessions: log.files.iter().all(|file| file.session.is_some()),
        has_test_part: log.files.len() > 1,
        users,
        items,
    };
    Ok(CleanLog(Dataset {
        item_attributes: log.item_attributes.kept(&item_kept, interactions.items.len()),
        user_attributes: log.user_attributes.kept(&user_kept, interactions.users.len()),
        interactions,
        event_types: Vec::new(),
        account,
        items_without_events,
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
    let of_type = |(name, rows): &(String, u64)| {
        let weight = if log.has_event_column() { weights.event_weight(name) } else { 1.0 };
        EventType { name: name.clone(), weight, rows: *rows }
    };
    data.event_types = log.types.iter().map(of_type).collect();
    let n_first = log.files.first().map_or(0, |file| file.user.len()) as u32;
    let value = |row: u32| {
        let (file, row) = if row < n_first { (0, row) } else { (1, row - n_first) };
        log.files.get(file).and_then(|file| file.value.as_ref()).map(|values| values[row as usize])
    };
    for events in data.interactions.events.chunks_mut(EVENTS_PER_CHECK) {
        ctx.check()?;
        for event in events {
            let of_type = data.event_types.get(usize::from(event.event)).map_or(0.0, |kind| kind.weight);
            // Rows that have none were dropped.
            let factor = weights.value.factor(value(event.row)).unwrap_or(1.0);
            event.weight = (of_type * factor) as f32;
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

fn nothing_left(log: &EventLog, account: &RowAccount) -> InputError {
    let of_reason = |(reason, n): (DropReason, u64)| said!("data-dropped-rows", n = n, reason = reason.label());
    let reasons = account.reasons().map(of_reason).collect::<SaidValue>();
    let problem = said!("data-nothing-left", rows = account.rows_in, reasons = reasons);
    InputError::new(&log.path, problem, said!("data-nothing-left.remedy"))
}
