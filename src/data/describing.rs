//! A file of items or users: what it knows of those that the log has.
//!
//! It may be far larger than the log, so rows about others are not kept. Their values are, no more than [`JUDGED`] different ones a column: they say
//! with the rest how the column is read.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::attributes::AttributeBuilder;
use super::column::Texts;
use super::config::DataConfig;
use super::interned::MISSING;
use super::join::Join;
use super::notes::{self, Nothing};
use super::nothing;
use super::read::Table;
use super::read::batch::{self, Batch};
use super::role::{Role, TableKind};
use super::schema::Mapping;
use crate::base::{Change, InputError, StageError, TaskContext, Vocabulary, Warning};
use crate::said;

/// Different values of a column by which it is judged how it is read.
pub const JUDGED: usize = 1 << 20;
/// Identifiers of others that are compared in other ways, for a better join.
const COMPARED: usize = 1 << 20;

/// What a file of items or users describes.
pub struct Described {
    /// The file.
    pub path: PathBuf,
    /// Which of the two it is.
    pub kind: TableKind,
    /// Those that the log has.
    pub known: Vec<u32>,
    /// Number of others.
    pub n_unknown: u64,
}

/// Adds the attributes of an items or users file to those of the log's.
///
/// # Errors
/// A file without identifiers, or one that cannot be read on.
pub fn read(
    table: &Table,
    kind: TableKind,
    config: &DataConfig,
    (vocabulary, attributes): (&Vocabulary, &mut AttributeBuilder),
    warnings: &mut Vec<Warning>,
    ctx: &TaskContext,
) -> Result<Described, StageError> {
    warnings.extend(table.lasting_warnings());
    let chosen = config.columns.of(kind);
    let mapping = Mapping::guess(table, kind, chosen);
    let (key, missing, join) = match kind {
        TableKind::Users => (Role::User, said!("data-missing-user"), config.join.users),
        TableKind::Items | TableKind::Events => (Role::Item, said!("data-missing-item"), config.join.items),
    };
    let Some(key_column) = mapping.column(key) else {
        return Err(InputError::new(&table.path, said!("data-no-identifiers"), missing).into());
    };
    warnings.extend(notes::of(table, &mapping, kind, chosen));
    let attributes_of: Vec<(usize, Role)> = mapping.used().filter(|(_, role)| role.attribute().is_some()).collect();
    let wanted: Vec<usize> = std::iter::once(key_column).chain(attributes_of.iter().map(|(c, _)| *c)).collect();
    let places = Places::new(join, vocabulary);
    let start = || Rows::new(attributes_of.len());
    let is_enough = AtomicBool::new(false);
    let look = |batch: &Batch| places.look(batch, wanted.len(), &is_enough);
    let (mut rows, odd) = table.scan(&wanted, &[], ctx, start, look, |rows, seen, _| {
        rows.append(seen);
        is_enough.store(rows.others.len() >= COMPARED, Ordering::Relaxed);
        Ok(())
    })?;
    warnings.extend(odd);
    rows.settle(vocabulary);
    ctx.check()?;
    let n_distinct = rows.n_distinct();
    let mut known: Vec<u32> = rows.places.iter().copied().filter(|place| *place != MISSING).collect();
    known.sort_unstable();
    known.dedup();
    if join == Join::Exact {
        warnings.extend(hardly_meet(table, kind, &rows, &known, n_distinct, vocabulary));
    }
    if rows.n_named > n_distinct {
        warnings.push(Warning::new(said!("data-described-again", file = &table.path, n = rows.n_named - n_distinct)));
    }
    let mut nothing = Nothing::default();
    for ((column, role), mut cells) in attributes_of.into_iter().zip(std::mem::take(&mut rows.columns)) {
        let Some(kind) = role.attribute() else { continue };
        nothing.add(&table.columns[column], cells.drop_words_of_attribute());
        attributes.add(&table.columns[column], kind, vocabulary.len(), &cells, |row| {
            rows.places.get(row).filter(|place| **place != MISSING).map(|place| *place as usize)
        });
        ctx.check()?;
    }
    warnings.extend(nothing.said(&table.path));
    Ok(Described { path: table.path.clone(), kind, n_unknown: n_distinct.saturating_sub(known.len() as u64), known })
}

/// Where identifiers stand in the log.
struct Places<'a> {
    join: Join,
    vocabulary: &'a Vocabulary,
    /// By what is compared of them, where that is not all.
    index: HashMap<String, Option<u32>>,
}

/// A place that an identifier has without the point of a whole number, where all of the file are written with one.
const BY_POINT: u32 = 1 << 31;

impl<'a> Places<'a> {
    fn new(join: Join, vocabulary: &'a Vocabulary) -> Self {
        let index = if join == Join::Exact { HashMap::new() } else { join.index(vocabulary) };
        Self { join, vocabulary, index }
    }

    fn of(&self, id: &str) -> u32 {
        let place = match self.join {
            Join::Exact => self.vocabulary.index(id),
            join => join.key(id).and_then(|key| self.index.get(&*key).copied().flatten()),
        };
        let by_point = || whole(id).and_then(|id| self.vocabulary.index(id)).map(|place| place | BY_POINT);
        place.or_else(by_point).unwrap_or(MISSING)
    }

    /// The rows of a batch whose first column are identifiers. Of others these are kept unless there are enough.
    fn look(&self, batch: &Batch, width: usize, is_enough: &AtomicBool) -> Seen {
        let mut seen = Seen {
            columns: (1..width).map(|at| Texts::of(batch.column(at), batch.n_rows())).collect(),
            ..Seen::default()
        };
        let keeps_others = self.join == Join::Exact && !is_enough.load(Ordering::Relaxed);
        for (row, id) in batch.column(0).enumerate() {
            if nothing::is_nothing(id) {
                continue;
            }
            let place = self.of(id);
            if place == MISSING && nothing::may_be_nothing(id) {
                continue;
            }
            seen.ids.push(batch::hash(id.as_bytes()));
            seen.n_whole += u64::from(whole(id).is_some());
            if place != MISSING {
                seen.kept.push(row);
                seen.places.push(place);
            }
            // One that is met without its point may turn out not to be.
            if place >= BY_POINT && keeps_others {
                seen.others.push(id.into());
            }
        }
        seen
    }
}

/// A whole number without the point that an export wrote behind it.
fn whole(id: &str) -> Option<&str> {
    id.strip_suffix(".0").filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The rows of a batch.
#[derive(Default)]
struct Seen {
    columns: Vec<Texts>,
    /// Rows about those that the log has.
    kept: Vec<usize>,
    /// Place in the log of each of them.
    places: Vec<u32>,
    /// A hash of each identifier.
    ids: Vec<u64>,
    /// Identifiers that are whole numbers with a point.
    n_whole: u64,
    /// Identifiers that the log does not have.
    others: Vec<Box<str>>,
}

/// The rows of a file that are kept.
struct Rows {
    columns: Vec<Texts>,
    places: Vec<u32>,
    ids: Vec<u64>,
    n_named: u64,
    n_whole: u64,
    others: Vec<Box<str>>,
}

impl Rows {
    fn new(n_columns: usize) -> Self {
        let columns = (0..n_columns).map(|_| Texts::default()).collect();
        Self { columns, places: Vec::new(), ids: Vec::new(), n_named: 0, n_whole: 0, others: Vec::new() }
    }

    fn append(&mut self, seen: Seen) {
        for (column, rows) in self.columns.iter_mut().zip(&seen.columns) {
            if column.values.len() < JUDGED {
                column.values.merge(&rows.values);
            }
            column.append_some(rows, &seen.kept);
        }
        self.places.extend_from_slice(&seen.places);
        self.n_named += seen.ids.len() as u64;
        self.n_whole += seen.n_whole;
        self.ids.extend(seen.ids);
        let room = COMPARED.saturating_sub(self.others.len());
        self.others.extend(seen.others.into_iter().take(room));
    }

    /// Decides whether the file writes all its identifiers with a point.
    fn settle(&mut self, vocabulary: &Vocabulary) {
        let is_written_so = self.n_whole == self.n_named;
        for place in self.places.iter_mut().filter(|place| **place >= vocabulary.len() as u32) {
            *place = if is_written_so { *place & !BY_POINT } else { MISSING };
        }
    }

    fn n_distinct(&mut self) -> u64 {
        self.ids.par_sort_unstable();
        self.ids.dedup();
        self.ids.len() as u64
    }
}

/// A remark where most identifiers do not meet, with the join by which more would.
fn hardly_meet(
    table: &Table,
    kind: TableKind,
    rows: &Rows,
    known: &[u32],
    n_ids: u64,
    vocabulary: &Vocabulary,
) -> Option<Warning> {
    let most = n_ids.min(vocabulary.len() as u64);
    let now = known.len() as u64;
    if 2 * now > most {
        return None;
    }
    let meet = |join: Join| {
        let index = join.index(vocabulary);
        let of = |id: &str| index.get(&*join.key(id)?).copied().flatten();
        let mut met: Vec<u32> = rows.others.iter().filter_map(|id| of(id)).chain(known.iter().copied()).collect();
        met.sort_unstable();
        met.dedup();
        met.len() as u64
    };
    let (better, n) = Join::LOOSE.into_iter().map(|join| (join, meet(join))).rev().max_by_key(|(_, n)| *n)?;
    if n <= now || 2 * n < most {
        return None;
    }
    let file = match kind {
        TableKind::Users => "users",
        TableKind::Items | TableKind::Events => "items",
    };
    let said = said!("data-hardly-meet", file = &table.path, met = now, n = n_ids, better = n, join = better.id());
    let change = Change::new(said!("change-join", join = better.id()), &["data", "join", file], better.id());
    Some(Warning::assumed(said, change))
}
