//! A log that is ready for splitting: events, what is known of items and users, the account of rows.

use std::path::{Path, PathBuf};

use polars::prelude::StringChunked;
use serde::{Deserialize, Serialize};

use super::attributes::AttributeTable;
use super::clean::{self, CleanConfig, CodedRows, EventColumns, Interned, MISSING, RowAccount};
use super::interactions::{Event, Interactions};
use super::read::RawTable;
use super::sample;
use super::schema::{ChosenRoles, Mapping, Role, TableKind};
use super::weight::WeightConfig;
use crate::base::{InputError, StageError, TaskContext, Vocabulary, Warning, machine};

/// Which files are read, what their columns mean, and how they are cleaned.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataConfig {
    /// The events, or their training part where `test` is given.
    pub events: PathBuf,
    /// The events held out, where they come in a file of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<PathBuf>,
    /// The catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<PathBuf>,
    /// The users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<PathBuf>,
    /// Chosen roles of columns by name; the others are guessed.
    #[serde(skip_serializing_if = "Columns::is_empty")]
    pub columns: Columns,
    /// What is dropped.
    pub clean: CleanConfig,
    /// What events weigh.
    pub weights: WeightConfig,
}

/// Chosen roles, file by file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// Roles in the events file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub events: ChosenRoles,
    /// Roles in the items file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub items: ChosenRoles,
    /// Roles in the users file.
    #[serde(skip_serializing_if = "ChosenRoles::is_empty")]
    pub users: ChosenRoles,
}

impl Columns {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The chosen roles of one file.
    pub fn of(&self, kind: TableKind) -> &ChosenRoles {
        match kind {
            TableKind::Events => &self.events,
            TableKind::Items => &self.items,
            TableKind::Users => &self.users,
        }
    }

    /// The chosen roles of one file, to be changed.
    pub fn of_mut(&mut self, kind: TableKind) -> &mut ChosenRoles {
        match kind {
            TableKind::Events => &mut self.events,
            TableKind::Items => &mut self.items,
            TableKind::Users => &mut self.users,
        }
    }
}

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

/// Opens a file by path; `sample:NAME` is a table of the sample shop inside the program.
pub fn open(path: &Path, ctx: &TaskContext) -> Result<RawTable, StageError> {
    match sample::embedded(path) {
        Some(text) => RawTable::from_text(path, text),
        None => RawTable::open(path, ctx),
    }
}

/// Bytes that [`load`] is going to take at the most, judged from the sizes and the first rows of the files.
///
/// # Errors
/// A file that cannot be opened.
pub fn memory(config: &DataConfig, ctx: &TaskContext) -> Result<u64, StageError> {
    let (mut kept, mut reading) = (0, 0);
    for path in [Some(&config.events), config.test.as_ref()].into_iter().flatten() {
        let table = open(path, ctx)?;
        let mapping = Mapping::guess(&table, TableKind::Events, &config.columns.events);
        let used: Vec<(usize, Role)> = mapping.used().collect();
        let expected = table.expected(&used.iter().map(|(column, _)| *column).collect::<Vec<_>>())?;
        let n_codes = used
            .iter()
            .filter(|(_, role)| matches!(role, Role::User | Role::Item | Role::Event | Role::Session))
            .count() as u64;
        reading = reading.max(kept + expected.reading);
        kept += expected.columns + expected.rows * (4 * n_codes + size_of::<Event>() as u64 + IDENTIFIERS);
    }
    for (kind, path) in [(TableKind::Items, &config.items), (TableKind::Users, &config.users)] {
        let Some(path) = path else { continue };
        let table = open(path, ctx)?;
        let used: Vec<usize> = Mapping::guess(&table, kind, config.columns.of(kind)).used().map(|(c, _)| c).collect();
        let expected = table.expected(&used)?;
        reading = reading.max(kept + expected.reading);
        kept += expected.columns;
    }
    Ok(reading.max(kept))
}

/// Bytes a row for the texts of identifiers and their codes; where each stands in few rows it is more, where in many less.
const IDENTIFIERS: u64 = 24;

/// Reads and cleans the files of `config`.
///
/// # Errors
/// A message naming file, row and column for input that cannot be used, or the setting that is wrong.
pub fn load(config: &DataConfig, ctx: &TaskContext) -> Result<Dataset, StageError> {
    config.weights.of_events().check().map_err(StageError::Setting)?;
    if let Some(words) = machine::refusal(memory(config, ctx)?, "the log", machine::available_memory()) {
        let instead = "Take a shorter time, or a file with fewer rows or columns";
        return Err(StageError::Failed(format!("{}: {words}. {instead}.", config.events.display())));
    }
    let mut warnings = Vec::new();
    let mut parts = vec![read_events(&config.events, &config.columns.events, &mut warnings, ctx)?];
    if let Some(test) = &config.test {
        parts.push(read_events(test, &config.columns.events, &mut warnings, ctx)?);
    }
    let n_rows = parts.iter().map(|p| p.columns.user.len()).sum::<usize>();
    if u32::try_from(n_rows).is_err() {
        let most = "has more than 4,294,967,295 rows";
        return Err(InputError::new(&config.events, most, "Split it, or take a shorter time").into());
    }

    let (mut users, mut items, mut types, mut sessions) =
        (Interned::default(), Interned::default(), Interned::default(), Interned::default());
    let mut events: Vec<Event> = Vec::with_capacity(n_rows);
    let mut account = RowAccount::default();
    let mut event_types: Vec<EventType> = Vec::new();
    let mut coded = Vec::new();
    ctx.start("Reading identifiers", 2 * n_rows)?;
    for part in &parts {
        let user = users.intern(&part.columns.user, ctx)?;
        let item = items.intern(&part.columns.item, ctx)?;
        let event = part.columns.event.as_ref().map(|e| types.intern(e, ctx)).transpose()?;
        let session = part.columns.session.as_ref().map(|s| sessions.intern(s, ctx)).transpose()?;
        coded.push((user, item, event, session));
    }
    if types.values.len() > usize::from(u16::MAX) {
        return Err(InputError::new(
            &config.events,
            format!("has {} different event types", types.values.len()),
            "Choose another column as the event type, or none",
        )
        .into());
    }
    for (_, _, event, _) in &coded {
        event_types.resize_with(types.values.len().max(1), || EventType { name: String::new(), weight: 1.0, rows: 0 });
        for &code in event.iter().flatten() {
            if let Some(kind) = event_types.get_mut(code as usize) {
                kind.rows += 1;
            }
        }
    }
    for (kind, name) in event_types.iter_mut().zip(&types.values) {
        kind.name = name.to_string();
        kind.weight = config.weights.event_weight(name);
    }
    if types.values.is_empty() {
        event_types[0].rows = n_rows as u64;
    }
    let event_weights: Vec<f64> = event_types.iter().map(|e| e.weight).collect();
    let has_time = parts.iter().all(|p| p.columns.time.is_some());
    ctx.start("Reading times and values", n_rows)?;
    for (place, (part, (user, item, event, session))) in parts.iter().zip(&coded).enumerate() {
        let rows = CodedRows {
            user,
            item,
            event: event.as_deref(),
            session: session.as_deref(),
            time: part.columns.time.as_ref().filter(|_| has_time),
            value: part.columns.value.as_ref(),
            part: place as u8,
        };
        clean::readable_events(&rows, &event_weights, &config.weights, &mut account, &mut events, ctx)?;
    }

    // From codes in order of appearance to indices that depend on the set of identifiers alone.
    let (all_users, user_index) = Vocabulary::from_distinct(&users.without_decimal_point());
    let (all_items, item_index) = Vocabulary::from_distinct(&items.without_decimal_point());
    for event in &mut events {
        event.user = user_index[event.user as usize];
        event.item = item_index[event.item as usize];
    }
    clean::clean(&mut events, &config.clean, has_time, &mut account, ctx)?;
    if events.is_empty() {
        return Err(nothing_left(&config.events, &account).into());
    }
    let (kept_users, user_kept) = kept(&all_users, events.iter().map(|e| e.user));
    let (kept_items, item_kept) = kept(&all_items, events.iter().map(|e| e.item));
    for event in &mut events {
        event.user = user_kept[event.user as usize];
        event.item = item_kept[event.item as usize];
    }
    let interactions = Interactions {
        users: kept_users,
        items: kept_items,
        events,
        has_time,
        has_sessions: parts.iter().all(|p| p.columns.session.is_some()),
        has_test_part: config.test.is_some(),
    };

    ctx.start("Reading attributes", 0)?;
    let mut data = Dataset { interactions, event_types, account, warnings, ..Dataset::default() };
    let mut first_row = 0;
    for (part, (user, item, ..)) in parts.iter().zip(&coded) {
        for (name, role, cells) in &part.attributes {
            let (table, codes, index, kept, n) = if role.is_item_attribute() {
                (&mut data.item_attributes, item, &item_index, &item_kept, data.interactions.items.len())
            } else {
                (&mut data.user_attributes, user, &user_index, &user_kept, data.interactions.users.len())
            };
            table.add_from_events(name, *role, n, cells, first_row, |row| {
                let code = *codes.get(row).filter(|c| **c != MISSING)?;
                Some(kept[index[code as usize] as usize]).filter(|k| *k != MISSING).map(|k| k as usize)
            });
            ctx.check()?;
        }
        first_row += part.columns.user.len() as u32;
    }
    drop(parts);
    if let Some(path) = &config.items {
        data.items_without_events = read_attributes(path, TableKind::Items, config, &mut data, ctx)?;
    }
    if let Some(path) = &config.users {
        read_attributes(path, TableKind::Users, config, &mut data, ctx)?;
    }
    if !data.interactions.has_time {
        data.warnings.push(Warning::new(format!(
            "{}: there are no times. Where it matters what came first, the order of its rows stands for them.",
            config.events.display(),
        )));
    }
    if data.interactions.users.len() == 1 {
        data.warnings.push(Warning::new(format!(
            "{}: every row has the same user “{}”. Check which column holds the users: with a single one there is nothing to learn from others.",
            config.events.display(),
            data.interactions.users.id(0),
        )));
    }
    Ok(data)
}

struct EventsFile {
    columns: EventColumns,
    attributes: Vec<(String, Role, StringChunked)>,
}

fn read_events(
    path: &Path,
    chosen: &ChosenRoles,
    warnings: &mut Vec<Warning>,
    ctx: &TaskContext,
) -> Result<EventsFile, StageError> {
    let table = open(path, ctx)?;
    warnings.extend(table.warnings.iter().cloned());
    let mapping = Mapping::guess(&table, TableKind::Events, chosen);
    if let Some(missing) = mapping.missing(TableKind::Events) {
        let columns = some_names(&table.columns);
        return Err(InputError::new(
            path,
            format!("has no column recognised as user and item among {columns}"),
            missing,
        )
        .into());
    }
    let used: Vec<(usize, Role)> = mapping.used().collect();
    let columns = table.read(&used.iter().map(|(c, _)| *c).collect::<Vec<_>>(), ctx)?;
    let mut singles: Vec<Option<StringChunked>> = vec![None; Role::ALL.len()];
    let mut attributes = Vec::new();
    for ((at, role), cells) in used.into_iter().zip(columns) {
        if role.is_item_attribute() || role == Role::UserAttribute {
            attributes.push((table.columns[at].clone(), role, cells));
        } else {
            singles[role as usize] = Some(cells);
        }
    }
    let mut take = |role: Role| singles[role as usize].take();
    let (Some(user), Some(item)) = (take(Role::User), take(Role::Item)) else {
        return Err(InputError::new(path, "has no user or item column", "Choose them").into());
    };
    let columns = EventColumns {
        user,
        item,
        event: take(Role::Event),
        time: take(Role::Timestamp),
        value: take(Role::Value),
        session: take(Role::Session),
    };
    Ok(EventsFile { columns, attributes })
}

/// Adds the attributes of an items or users file; counts the rows about what has no event.
fn read_attributes(
    path: &Path,
    kind: TableKind,
    config: &DataConfig,
    data: &mut Dataset,
    ctx: &TaskContext,
) -> Result<u64, StageError> {
    let table = open(path, ctx)?;
    data.warnings.extend(table.warnings.iter().cloned());
    let mapping = Mapping::guess(&table, kind, config.columns.of(kind));
    let (key, vocabulary, attributes) = match kind {
        TableKind::Users => (Role::User, &data.interactions.users, &mut data.user_attributes),
        _ => (Role::Item, &data.interactions.items, &mut data.item_attributes),
    };
    let Some(key_column) = mapping.column(key) else {
        let missing = mapping.missing(kind).unwrap_or_default();
        return Err(InputError::new(path, "has no column of identifiers", missing).into());
    };
    let used: Vec<(usize, Role)> =
        mapping.used().filter(|(_, r)| r.is_item_attribute() || *r == Role::UserAttribute).collect();
    let wanted: Vec<usize> = std::iter::once(key_column).chain(used.iter().map(|(c, _)| *c)).collect();
    let columns = table.read(&wanted, ctx)?;
    let mut ids = Interned::default();
    let codes = ids.intern(&columns[0], ctx)?;
    let index: Vec<Option<u32>> = ids.without_decimal_point().iter().map(|id| vocabulary.index(id)).collect();
    for ((column, role), cells) in used.into_iter().zip(&columns[1..]) {
        attributes.add(&table.columns[column], role, vocabulary.len(), cells, |row| {
            let code = *codes.get(row).filter(|c| **c != MISSING)?;
            index[code as usize].map(|i| i as usize)
        });
        ctx.check()?;
    }
    let unknown = index.iter().filter(|i| i.is_none()).count();
    if unknown == index.len() {
        data.warnings.push(Warning::new(format!(
            "{}: none of its {} identifiers stands in the events. Check which column holds them.",
            path.display(),
            index.len(),
        )));
    }
    Ok(unknown as u64)
}

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

fn nothing_left(path: &Path, account: &RowAccount) -> InputError {
    let reasons: Vec<_> = account.reasons().map(|(reason, n)| format!("{n} × {reason}")).collect();
    InputError::new(
        path,
        format!("has no usable row; of {} rows: {}", account.rows_in, reasons.join(", ")),
        "Check which columns hold user, item, time and value, and the cleaning settings",
    )
}

/// The first names of columns, for messages.
pub fn some_names(columns: &[String]) -> String {
    let shown: Vec<String> =
        columns.iter().take(8).map(|c| format!("“{}”", c.chars().take(40).collect::<String>())).collect();
    let more = if columns.len() > 8 { format!(" and {} more", columns.len() - 8) } else { String::new() };
    shown.join(", ") + &more
}
