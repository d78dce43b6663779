//! A log as it was read: codes, times and values row by row, before anything is dropped or weighed. Cleaning and weights work on it, so
//! that a change of them reads no file again.

use std::path::PathBuf;
use std::sync::Arc;

use super::attributes::{AttributeBuilder, AttributeTable};
use super::column::{Column, Texts};
use super::config::DataConfig;
use super::describing::{self, Described};
use super::duplicates;
use super::event_columns::EventColumn;
use super::event_values;
use super::file_rows::{self, FileRows};
use super::interactions::Event;
use super::interned::{Interned, MISSING, without_decimal_point};
use super::names::{self, ValueMeaning};
use super::notes::Nothing;
use super::read::{Expected, Table};
use super::role::{Entity, Role, TableKind};
use super::schema::Mapping;
use super::tables::Tables;
use super::times;
use super::value_histogram::ValueHistogram;
use super::weight::{ValueUse, WeightConfig};
use crate::base::{InputError, StageError, TaskContext, Vocabulary, Warning};
use crate::said;

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
    pub(super) rows: CodedRows,
    /// Rows of the log, or of the training file.
    pub(super) n_first: usize,
    /// Whether there is a test file.
    pub(super) has_test_part: bool,
    /// What the values are, as far as they show it.
    pub(super) meaning: ValueMeaning,
    /// How often each value occurs.
    pub(super) value_histogram: Option<Arc<ValueHistogram>>,
    /// What single events carry besides, row by row.
    pub(super) context: Arc<Vec<EventColumn>>,
    /// What is known of items.
    pub(super) item_attributes: AttributeTable,
    /// What is known of users.
    pub(super) user_attributes: AttributeTable,
    /// What the items file and the users file describe.
    pub(super) described: Vec<Described>,
    /// What the user should know.
    pub(super) warnings: Vec<Warning>,
}

/// The rows of the events files, in their order.
#[derive(Default)]
pub(super) struct CodedRows {
    /// User of each row, [`MISSING`] where there is none.
    pub(super) user: Vec<u32>,
    /// Item of each row.
    pub(super) item: Vec<u32>,
    /// Event type of each row, if the log has them.
    pub(super) event: Option<Vec<u32>>,
    /// Session of each row, if the log has them.
    pub(super) session: Option<Vec<u32>>,
    /// UTC microseconds, [`time::UNKNOWN`] where they are none; without them rows count in their order.
    pub(super) time: Option<Vec<i64>>,
    /// Rating, quantity or count, not a number where it is none.
    pub(super) value: Option<Vec<f64>>,
    /// Yes, no, or neither of each row, if the log has it.
    pub(super) label: Option<Vec<Option<bool>>>,
    /// Rows, ascending, that repeat an earlier row of their file word for word.
    pub(super) repeated: Vec<u32>,
}

impl EventLog {
    /// Names of the event types by code.
    pub fn event_types(&self) -> impl Iterator<Item = &str> + Clone {
        self.types.iter().map(|(name, _)| name.as_str())
    }

    /// What the event types mean: their words, or the words for their numbers.
    pub fn type_words(&self, weights: &WeightConfig) -> impl Iterator<Item = &str> {
        let codes = weights.codes_of(self.event_types());
        self.event_types().map(move |name| codes.and_then(|codes| codes.word(name)).unwrap_or(name))
    }

    /// The weights of the event types.
    pub fn type_weights(&self, weights: &WeightConfig) -> Vec<f64> {
        let codes = weights.codes_of(self.event_types());
        let mut of_types: Vec<f64> = self.event_types().map(|name| weights.event_weight(name, codes)).collect();
        // Where no other type is known to speak for an item, being shown is all there is to go by.
        let is_sure = |(name, weight): (&str, &f64)| {
            *weight > 0.0 && (weights.events.contains_key(name) || codes.is_some() || names::is_event_word(name))
        };
        if !self.event_types().zip(&of_types).any(is_sure) {
            for (name, weight) in self.event_types().zip(&mut of_types) {
                if names::mean_the_same(name, "impression") && !weights.events.contains_key(name) {
                    *weight = 1.0;
                }
            }
        }
        of_types
    }

    /// What the values are.
    pub fn value_meaning(&self, weights: &WeightConfig) -> ValueMeaning {
        weights.meaning.unwrap_or(self.meaning)
    }

    /// The largest value, if there are any.
    pub(super) fn largest_value(&self) -> Option<f64> {
        let values = self.rows.value.iter().flatten().copied();
        values.filter(|value| value.is_finite()).reduce(f64::max)
    }

    /// Whether all rows have times.
    pub(super) fn has_time(&self) -> bool {
        self.rows.time.is_some()
    }

    /// Rows of all files.
    pub(super) fn n_rows(&self) -> usize {
        self.rows.user.len()
    }
}

/// Bytes a row for the texts of identifiers and their codes; where each stands in few rows it is more, where in many less.
const IDENTIFIERS: u64 = 16;
/// Bytes of the blocks that are cut at once.
const BLOCKS: u64 = 16 << 20;

/// Bytes that reading and cleaning is going to take at the most, judged from the sizes and the first rows of the files.
///
/// # Errors
/// A file that is gone.
pub fn memory(tables: &Tables, config: &DataConfig) -> Result<u64, StageError> {
    let (mut bytes, mut n_rows) = (BLOCKS, 0);
    for table in [Some(&tables.events), tables.test.as_ref()].into_iter().flatten() {
        let mapping = Mapping::guess(table, TableKind::Events, &config.columns.events);
        let of_row: u64 = mapping.used().map(|(_, role)| if is_wide(role) { 8 } else { 4 }).sum();
        // The hashes of the rows are sorted beside their order; events are made once they are gone.
        let beside = (2 * size_of::<u64>() as u64).max(size_of::<Event>() as u64);
        // Where rows can speak against their items, it is not known beforehand how many do.
        let is_negative = mapping.column(Role::Label).is_some() || matches!(config.weights.value, ValueUse::AtLeast(_));
        let beside = beside + if is_negative { 2 * size_of::<Event>() as u64 } else { 0 };
        let rows = table.expected()?.rows;
        n_rows += rows;
        bytes += rows * (of_row + beside + IDENTIFIERS);
    }
    for table in [&tables.items, &tables.users].into_iter().flatten() {
        // What is about those that the log has, which are no more than its rows, and so many values of others; and a hash an identifier.
        let Expected { rows, text } = table.expected()?;
        let kept = (n_rows + describing::JUDGED as u64).min(rows);
        bytes += 2 * (text as f64 * kept as f64 / rows.max(1) as f64) as u64 + size_of::<u64>() as u64 * rows;
    }
    Ok(bytes)
}

fn is_wide(role: Role) -> bool {
    use super::role::AttributeKind::{Date, Number};
    matches!(role, Role::Timestamp | Role::Value | Role::Attribute(Entity::Event, Number | Date))
}

/// Reads opened files; of `config` only columns and times are looked at.
///
/// # Errors
/// A message naming file, row and column for input that cannot be used.
pub fn read(tables: &Tables, config: &DataConfig, ctx: &TaskContext) -> Result<EventLog, StageError> {
    let path = &tables.events.path;
    let who = said!("data-memory-file", file = path);
    let _reserved =
        ctx.reserve(memory(tables, config)?, who, said!("data-memory-log"), said!("data-memory-log.remedy"))?;
    let mut warnings = Vec::new();
    let mut read = |table: &Table| file_rows::read(table, &config.columns.events, &mut warnings, ctx);
    let mut files = vec![read(&tables.events)?];
    if let Some(test) = &tables.test {
        files.push(read(test)?);
    }
    let n_rows: usize = files.iter().map(|file| file.n_rows).sum();
    if u32::try_from(n_rows).is_err() {
        let problem = said!("data-too-many-rows", most = u64::from(u32::MAX));
        return Err(InputError::new(path, problem, said!("data-too-many-rows.remedy")).into());
    }
    ctx.start(said!("step-reading-identifiers"), 0)?;
    let n_first = files[0].n_rows;
    let mut rows = CodedRows { repeated: repeated(&mut files, ctx)?, ..CodedRows::default() };
    let mut coder = Coder::default();
    let mut nothing = Nothing::default();
    for file in &mut files {
        nothing.add("user", file.user.drop_words_for_nothing());
        nothing.add("item", file.item.drop_words_for_nothing());
        nothing.add("user", file.user.drop_totals());
        nothing.add("item", file.item.drop_totals());
        ctx.check()?;
        append(&mut rows.user, &mut file.user, &mut coder.users);
        append(&mut rows.item, &mut file.item, &mut coder.items);
    }
    let Coder { users, items } = coder;
    let users = vocabulary(users, &mut rows.user, ctx)?;
    let items = vocabulary(items, &mut rows.item, ctx)?;
    ctx.check()?;
    let types = event_types(&mut rows, &mut files, path)?;
    ctx.check()?;
    rows.session = optional(&mut files, |file| file.session.take());
    rows.label = event_values::labels(&mut files);
    let meaning = event_values::value_meaning(&files);
    rows.value = event_values::values(&mut files, &mut warnings);
    if let (Some(values), Some(types)) = (&mut rows.value, &rows.event) {
        event_values::forgive_types_without_values(values, types);
    }
    let value_histogram = rows.value.as_deref().and_then(ValueHistogram::of).map(Arc::new);
    ctx.start(said!("step-reading-times"), 0)?;
    rows.time = times::read(&mut files, config, tables, &mut warnings);
    ctx.start(said!("step-reading-attributes"), 0)?;
    let mut attributes = Attributes { items: AttributeBuilder::default(), users: AttributeBuilder::default(), nothing };
    let context = attributes.of_events(files, &rows, (items.len(), users.len()), ctx)?;
    warnings.extend(attributes.nothing.said(path));
    let mut described = Vec::new();
    for (kind, vocabulary, builder) in
        [(TableKind::Items, &items, &mut attributes.items), (TableKind::Users, &users, &mut attributes.users)]
    {
        let Some(table) = tables.describing(kind) else { continue };
        described.push(describing::read(table, kind, config, (vocabulary, builder), &mut warnings, ctx)?);
    }
    Ok(EventLog {
        path: path.clone(),
        users,
        items,
        types,
        rows,
        n_first,
        has_test_part: tables.test.is_some(),
        meaning,
        value_histogram,
        context: Arc::new(context),
        item_attributes: attributes.items.finish(Entity::Item, &mut warnings),
        user_attributes: attributes.users.finish(Entity::User, &mut warnings),
        described,
        warnings,
    })
}

/// The codes of all files, in order of first appearance.
#[derive(Default)]
struct Coder {
    users: Interned,
    items: Interned,
}

/// Rows that repeat an earlier row of their file, numbered over all files.
fn repeated(files: &mut [FileRows], ctx: &TaskContext) -> Result<Vec<u32>, StageError> {
    let (mut repeated, mut first_row) = (Vec::new(), 0);
    for file in files {
        let hashes = std::mem::take(&mut file.hashes);
        repeated.extend(duplicates::repeated(&hashes, ctx)?.into_iter().map(|row| first_row + row));
        first_row += hashes.len() as u32;
    }
    Ok(repeated)
}

/// Adds the codes of a file's column behind those of the files before it.
fn append(codes: &mut Vec<u32>, column: &mut Texts, all: &mut Interned) {
    let column = std::mem::take(column);
    if codes.is_empty() {
        (*codes, *all) = (column.codes, column.values);
        return;
    }
    let index = all.merge(&column.values);
    codes.extend(column.codes.iter().map(|code| if *code == MISSING { MISSING } else { index[*code as usize] }));
}

/// The identifiers that rows have, in an order that depends on them alone; codes become indices.
fn vocabulary(values: Interned, codes: &mut [u32], ctx: &TaskContext) -> Result<Vocabulary, StageError> {
    let mut is_used = vec![false; values.len()];
    codes.iter().filter(|code| **code != MISSING).for_each(|code| is_used[*code as usize] = true);
    ctx.check()?;
    let used: Vec<u32> = (0..values.len() as u32).filter(|code| is_used[*code as usize]).collect();
    let ids: Vec<&str> = used.iter().map(|code| values.value(*code)).collect();
    let (vocabulary, order) = Vocabulary::from_distinct(&without_decimal_point(ids));
    let mut index = vec![MISSING; values.len()];
    used.iter().zip(order).for_each(|(code, at)| index[*code as usize] = at);
    ctx.check()?;
    recode(codes, &index);
    Ok(vocabulary)
}

fn recode(codes: &mut [u32], index: &[u32]) {
    codes.iter_mut().filter(|code| **code != MISSING).for_each(|code| *code = index[*code as usize]);
}

/// A column of texts that all files together have if one has it; a file without it has empty cells.
fn optional(files: &mut [FileRows], take: impl Fn(&mut FileRows) -> Option<Texts>) -> Option<Vec<u32>> {
    texts(files, take).map(|texts| texts.codes)
}

fn texts(files: &mut [FileRows], take: impl Fn(&mut FileRows) -> Option<Texts>) -> Option<Texts> {
    let mut all: Option<Texts> = None;
    let mut n_before = 0;
    for file in files {
        if let Some(mut column) = take(file) {
            let all = all.get_or_insert_with(Texts::default);
            all.codes.resize(n_before, MISSING);
            append(&mut all.codes, &mut column, &mut all.values);
        }
        n_before += file.n_rows;
        if let Some(all) = &mut all {
            all.codes.resize(n_before, MISSING);
        }
    }
    all
}

/// The event types with their rows.
fn event_types(
    rows: &mut CodedRows,
    files: &mut [FileRows],
    path: &std::path::Path,
) -> Result<Vec<(String, u64)>, StageError> {
    let has_none: Vec<bool> = files.iter().map(|file| file.event.is_none()).collect();
    let Some(mut column) = texts(files, |file| file.event.take()) else {
        return Ok(vec![(String::new(), rows.user.len() as u64)]);
    };
    column.drop_words_for_nothing();
    // The rows of a file that does not name its events are of a type without a name.
    let mut first = 0;
    for (file, has_none) in files.iter().zip(has_none) {
        let end = first + file.n_rows;
        if has_none {
            let code = column.values.code("");
            column.codes[first..end].fill(code);
        }
        first = end;
    }
    if column.values.len() > usize::from(u16::MAX) {
        let problem = said!("data-too-many-types", n = column.values.len());
        return Err(InputError::new(path, problem, said!("data-too-many-types.remedy")).into());
    }
    let mut n_rows = vec![0u64; column.values.len()];
    column.codes.iter().filter(|code| **code != MISSING).for_each(|code| n_rows[*code as usize] += 1);
    // A word for nothing is no type. Codes go by name, so that nothing that is decided by them depends on the order of the rows.
    let mut used: Vec<u32> = (0..n_rows.len() as u32).filter(|code| n_rows[*code as usize] > 0).collect();
    used.sort_unstable_by_key(|code| column.values.value(*code));
    let mut index = vec![MISSING; n_rows.len()];
    used.iter().zip(0..).for_each(|(code, at)| index[*code as usize] = at);
    let types = used.iter().map(|code| (column.values.value(*code).to_owned(), n_rows[*code as usize])).collect();
    recode(&mut column.codes, &index);
    rows.event = Some(column.codes);
    Ok(types)
}

/// What is known of items and users, while it is put together.
struct Attributes {
    items: AttributeBuilder,
    users: AttributeBuilder,
    nothing: Nothing,
}

impl Attributes {
    /// Takes what the rows of the events say of items and users; gives what they say of the events themselves.
    fn of_events(
        &mut self,
        files: Vec<FileRows>,
        rows: &CodedRows,
        (n_items, n_users): (usize, usize),
        ctx: &TaskContext,
    ) -> Result<Vec<EventColumn>, StageError> {
        let mut context: Vec<EventColumn> = Vec::new();
        let mut first_row = 0;
        for (at, file) in files.into_iter().enumerate() {
            for (name, role, column) in file.attributes {
                let Role::Attribute(of, kind) = role else { continue };
                let (builder, of_rows, n) = match of {
                    Entity::Item => (&mut self.items, &rows.item, n_items),
                    Entity::User => (&mut self.users, &rows.user, n_users),
                    Entity::Event => {
                        match context.iter_mut().find(|own| own.name == name && own.kind == kind) {
                            Some(own) => own.append(column),
                            // A column that the training file has not says nothing that can be learnt.
                            None if at > 0 => {}
                            None => context.push(EventColumn::new(name, kind, column)),
                        }
                        continue;
                    }
                };
                let Column::Texts(mut texts) = column else { continue };
                self.nothing.add(&name, texts.drop_words_of_attribute());
                let of_rows = &of_rows[first_row..first_row + file.n_rows];
                let index_of = |row: usize| Some(of_rows[row]).filter(|i| *i != MISSING).map(|i| i as usize);
                builder.add_from_events(&name, kind, n, &texts, first_row as u32, index_of);
                ctx.check()?;
            }
            first_row += file.n_rows;
        }
        Ok(context)
    }
}
