//! A log as it was read: codes, times and values row by row, before anything is dropped or weighed. Cleaning and weights work on it, so
//! that a change of them reads no file again.

use std::path::{Path, PathBuf};

use polars::prelude::StringChunked;

use super::attributes::AttributeTable;
use super::config::DataConfig;
use super::interactions::Event;
use super::interned::{Interned, MISSING, ROWS_PER_CHECK};
use super::read::RawTable;
use super::sample;
use super::schema::{ChosenRoles, Mapping, Role, TableKind};
use super::time;
use crate::base::{InputError, Said, SaidValue, StageError, TaskContext, Vocabulary, Warning};
use crate::said;

/// A time that could not be read.
pub(super) const UNREADABLE: i64 = i64::MIN;

/// A log with its items and users files, read and coded. Built whole, never changed.
pub struct EventLog {
    /// The log, for messages.
    pub(super) path: PathBuf,
    /// All users of the log.
    pub(super) users: Vocabulary,
    /// All items of the log.
    pub(super) items: Vocabulary,
    /// Names of the event types by code, and the rows of each; one without a name if the log does not tell them apart.
    pub(super) types: Vec<(String, u64)>,
    /// The rows of the log, then those of the test file.
    pub(super) files: Vec<CodedRows>,
    /// What is known of items.
    pub(super) item_attributes: AttributeTable,
    /// What is known of users.
    pub(super) user_attributes: AttributeTable,
    /// What the items file and the users file describe.
    pub(super) described: Vec<Described>,
    /// What the user should know.
    pub(super) warnings: Vec<Warning>,
}

/// What a file of items or users describes.
pub(super) struct Described {
    /// The file.
    pub(super) path: PathBuf,
    /// Which of the two it is.
    pub(super) kind: TableKind,
    /// Those that the log has.
    pub(super) known: Vec<u32>,
    /// Number of others.
    pub(super) n_unknown: u64,
}

/// The rows of one events file, in their order.
pub(super) struct CodedRows {
    /// User of each row, [`MISSING`] where there is none.
    pub(super) user: Vec<u32>,
    /// Item of each row.
    pub(super) item: Vec<u32>,
    /// Event type of each row, if the file has them.
    pub(super) event: Option<Vec<u32>>,
    /// Session of each row, if the file has them.
    pub(super) session: Option<Vec<u32>>,
    /// UTC microseconds, [`UNREADABLE`] where they are none; without them rows count in their order.
    pub(super) time: Option<Vec<i64>>,
    /// Rating, quantity or count, not a number where it is none.
    pub(super) value: Option<Vec<f64>>,
}

impl EventLog {
    /// Names of the event types by code.
    pub fn event_types(&self) -> impl Iterator<Item = &str> {
        self.types.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a column tells event types apart.
    pub(super) fn has_event_column(&self) -> bool {
        self.files.iter().any(|file| file.event.is_some())
    }

    /// Whether all rows have times.
    pub(super) fn has_time(&self) -> bool {
        self.files.iter().all(|file| file.time.is_some())
    }

    /// Rows of all files.
    pub(super) fn n_rows(&self) -> usize {
        self.files.iter().map(|file| file.user.len()).sum()
    }
}

/// Opens a file by path; `sample:NAME` is a table of the sample shop inside the program.
pub fn open(path: &Path, ctx: &TaskContext) -> Result<RawTable, StageError> {
    match sample::embedded(path) {
        Some(text) => RawTable::from_text(path, text),
        None => RawTable::open(path, ctx),
    }
}

/// Bytes that reading and cleaning is going to take at the most, judged from the sizes and the first rows of the files.
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

/// Reads the files of `config`; only its files and columns are looked at.
///
/// # Errors
/// A message naming file, row and column for input that cannot be used.
pub fn read(config: &DataConfig, ctx: &TaskContext) -> Result<EventLog, StageError> {
    let who = said!("data-memory-file", file = &config.events);
    let _reserved =
        ctx.reserve(memory(config, ctx)?, who, said!("data-memory-log"), said!("data-memory-log.remedy"))?;
    let mut warnings = Vec::new();
    let mut parts = vec![read_events(&config.events, &config.columns.events, &mut warnings, ctx)?];
    if let Some(test) = &config.test {
        parts.push(read_events(test, &config.columns.events, &mut warnings, ctx)?);
    }
    let n_rows = parts.iter().map(|p| p.columns.user.len()).sum::<usize>();
    if u32::try_from(n_rows).is_err() {
        let problem = said!("data-too-many-rows", most = u64::from(u32::MAX));
        return Err(InputError::new(&config.events, problem, said!("data-too-many-rows.remedy")).into());
    }
    let mut coder = Coder::default();
    ctx.start(said!("step-reading-identifiers"), 2 * n_rows)?;
    let mut files = Vec::with_capacity(parts.len());
    for part in &mut parts {
        files.push(coder.codes(&part.columns, ctx)?);
    }
    let types = coder.types(&config.events, &files)?;
    ctx.start(said!("step-reading-times"), n_rows)?;
    for (part, file) in parts.iter_mut().zip(&mut files) {
        file.time = part.columns.time.take().map(|cells| times(&cells, ctx)).transpose()?;
        file.value = part.columns.value.take().map(|cells| values(&cells, ctx)).transpose()?;
    }
    // From codes in order of appearance to indices that depend on the set of identifiers alone.
    let (users, user_index) = Vocabulary::from_distinct(&coder.users.without_decimal_point());
    let (items, item_index) = Vocabulary::from_distinct(&coder.items.without_decimal_point());
    drop(coder);
    for file in &mut files {
        let index = |codes: &mut Vec<u32>, index: &[u32]| {
            codes.iter_mut().filter(|code| **code != MISSING).for_each(|code| *code = index[*code as usize]);
        };
        index(&mut file.user, &user_index);
        index(&mut file.item, &item_index);
    }
    ctx.start(said!("step-reading-attributes"), 0)?;
    let (mut item_attributes, mut user_attributes) = (AttributeTable::default(), AttributeTable::default());
    let mut first_row = 0;
    for (part, file) in parts.iter().zip(&files) {
        for (name, role, cells) in &part.attributes {
            let (table, of_rows, n) = match role.is_item_attribute() {
                true => (&mut item_attributes, &file.item, items.len()),
                false => (&mut user_attributes, &file.user, users.len()),
            };
            let index_of = |row: usize| of_rows.get(row).filter(|i| **i != MISSING).map(|i| *i as usize);
            table.add_from_events(name, *role, n, cells, first_row, index_of);
            ctx.check()?;
        }
        first_row += file.user.len() as u32;
    }
    drop(parts);
    let mut described = Vec::new();
    if let Some(path) = &config.items {
        let known = (&items, &mut item_attributes);
        described.push(read_attributes(path, TableKind::Items, config, known, &mut warnings, ctx)?);
    }
    if let Some(path) = &config.users {
        let known = (&users, &mut user_attributes);
        described.push(read_attributes(path, TableKind::Users, config, known, &mut warnings, ctx)?);
    }
    let path = config.events.clone();
    Ok(EventLog { path, users, items, types, files, item_attributes, user_attributes, described, warnings })
}

/// The text columns of one events file that have a role.
struct EventColumns {
    user: StringChunked,
    item: StringChunked,
    event: Option<StringChunked>,
    time: Option<StringChunked>,
    value: Option<StringChunked>,
    session: Option<StringChunked>,
}

/// The codes of all files, in order of first appearance.
#[derive(Default)]
struct Coder {
    users: Interned,
    items: Interned,
    types: Interned,
    sessions: Interned,
}

impl Coder {
    fn codes(&mut self, columns: &EventColumns, ctx: &TaskContext) -> Result<CodedRows, StageError> {
        let user = self.users.intern(&columns.user, ctx)?;
        let item = self.items.intern(&columns.item, ctx)?;
        let event = columns.event.as_ref().map(|e| self.types.intern(e, ctx)).transpose()?;
        let session = columns.session.as_ref().map(|s| self.sessions.intern(s, ctx)).transpose()?;
        Ok(CodedRows { user, item, event, session, time: None, value: None })
    }

    /// The event types with their rows.
    fn types(&self, path: &Path, files: &[CodedRows]) -> Result<Vec<(String, u64)>, StageError> {
        if self.types.values.len() > usize::from(u16::MAX) {
            let problem = said!("data-too-many-types", n = self.types.values.len());
            return Err(InputError::new(path, problem, said!("data-too-many-types.remedy")).into());
        }
        let mut types: Vec<(String, u64)> = self.types.values.iter().map(|name| (name.to_string(), 0)).collect();
        if types.is_empty() {
            let n_rows = files.iter().map(|file| file.user.len() as u64).sum();
            return Ok(vec![(String::new(), n_rows)]);
        }
        for &code in files.iter().filter_map(|file| file.event.as_ref()).flatten() {
            if let Some((_, rows)) = types.get_mut(code as usize) {
                *rows += 1;
            }
        }
        Ok(types)
    }
}

fn times(cells: &StringChunked, ctx: &TaskContext) -> Result<Vec<i64>, StageError> {
    each(cells, ctx, |cell| cell.and_then(time::parse).unwrap_or(UNREADABLE))
}

fn values(cells: &StringChunked, ctx: &TaskContext) -> Result<Vec<f64>, StageError> {
    each(cells, ctx, |cell| cell.and_then(|cell| cell.trim().parse().ok()).unwrap_or(f64::NAN))
}

fn each<T>(cells: &StringChunked, ctx: &TaskContext, read: impl Fn(Option<&str>) -> T) -> Result<Vec<T>, StageError> {
    let mut values = Vec::with_capacity(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        if row % ROWS_PER_CHECK == 0 {
            ctx.advance(if row == 0 { 0 } else { ROWS_PER_CHECK / 2 })?;
        }
        values.push(read(cell));
    }
    Ok(values)
}

struct EventsFile {
    columns: EventColumns,
    /// Columns of items and users that stand in the events.
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
    let lacks = |missing: Said| {
        InputError::new(path, said!("data-no-user-and-item", columns = some_names(&table.columns)), missing)
    };
    if let Some(missing) = mapping.missing(TableKind::Events) {
        return Err(lacks(missing).into());
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
        return Err(lacks(said!("data-missing-user-and-item")).into());
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

/// Adds the attributes of an items or users file.
fn read_attributes(
    path: &Path,
    kind: TableKind,
    config: &DataConfig,
    (vocabulary, attributes): (&Vocabulary, &mut AttributeTable),
    warnings: &mut Vec<Warning>,
    ctx: &TaskContext,
) -> Result<Described, StageError> {
    let table = open(path, ctx)?;
    warnings.extend(table.warnings.iter().cloned());
    let mapping = Mapping::guess(&table, kind, config.columns.of(kind));
    let (key, missing) = match kind {
        TableKind::Users => (Role::User, said!("data-missing-user")),
        TableKind::Items | TableKind::Events => (Role::Item, said!("data-missing-item")),
    };
    let Some(key_column) = mapping.column(key) else {
        return Err(InputError::new(path, said!("data-no-identifiers"), missing).into());
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
    let known: Vec<u32> = index.iter().copied().flatten().collect();
    Ok(Described { path: path.to_owned(), kind, n_unknown: (index.len() - known.len()) as u64, known })
}

/// The first names of columns, for messages.
pub fn some_names(columns: &[String]) -> Said {
    const SHOWN: usize = 8;
    let quoted = |name: &String| said!("quoted", text = name.chars().take(40).collect::<String>());
    let names = columns.iter().take(SHOWN).map(quoted).collect::<SaidValue>();
    match columns.len().saturating_sub(SHOWN) {
        0 => said!("plain", text = names),
        more => said!("data-names-and-more", names = names, more = more),
    }
}
