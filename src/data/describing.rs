//! A file of items or users: what it knows of those that the log has.
//!
//! It may be far larger than the log. Of rows about others only the values are looked at, and no more than [`JUDGED`] different ones a column:
//! they say with the rest how the column is read.

use std::path::PathBuf;

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
/// Rows about others that are compared in other ways, for a better join.
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
    let look = |batch: &Batch| places.look(batch, wanted.len());
    let (mut rows, odd) = table.scan(&wanted, &[], ctx, start, look, |rows, seen, _| {
        rows.append(seen);
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
    /// The same for the joins that may be better.
    loose: Vec<HashMap<String, Option<u32>>>,
}

/// A place that an identifier has without the point of a whole number, where all of the file are written with one.
const BY_POINT: u32 = 1 << 31;

impl<'a> Places<'a> {
    fn new(join: Join, vocabulary: &'a Vocabulary) -> Self {
        let (index, loose) = match join {
            Join::Exact => (HashMap::new(), Join::LOOSE.iter().map(|join| join.index(vocabulary)).collect()),
            join => (join.index(vocabulary), Vec::new()),
        };
        Self { join, vocabulary, index, loose }
    }

    fn of(&self, id: &str) -> u32 {
        let place = match self.join {
            Join::Exact => self.vocabulary.index(id),
            join => join.key(id).and_then(|key| self.index.get(&*key).copied().flatten()),
        };
        let by_point = || whole(id).and_then(|id| self.vocabulary.index(id)).map(|place| place | BY_POINT);
        place.or_else(by_point).unwrap_or(MISSING)
    }

    /// The rows of a batch whose first column are identifiers.
    fn look(&self, batch: &Batch, width: usize) -> Seen {
        let mut seen = Seen {
            columns: (1..width).map(|at| Texts::of(batch.column(at), batch.n_rows())).collect(),
            ..Seen::default()
        };
        for id in batch.column(0) {
            if nothing::is_nothing(id) || nothing::may_be_nothing(id) && self.of(id) == MISSING {
                seen.places.push(MISSING);
                continue;
            }
            let place = self.of(id);
            seen.places.push(place);
            seen.ids.push(batch::hash(id.as_bytes()));
            seen.n_whole += u64::from(whole(id).is_some());
            if place == MISSING && !self.loose.is_empty() {
                let of = |(index, join): (&HashMap<String, Option<u32>>, Join)| {
                    join.key(id).and_then(|key| index.get(&*key).copied().flatten()).unwrap_or(MISSING)
                };
                let mut loosely = [MISSING; Join::LOOSE.len()];
                loosely.iter_mut().zip(self.loose.iter().zip(Join::LOOSE)).for_each(|(to, from)| *to = of(from));
                seen.loosely.push(loosely);
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
    /// Place in the log of each row.
    places: Vec<u32>,
    /// A hash of each identifier.
    ids: Vec<u64>,
    /// Identifiers that are whole numbers with a point.
    n_whole: u64,
    /// Places of the rows without one, by the other joins.
    loosely: Vec<[u32; Join::LOOSE.len()]>,
}

/// The rows of a file that are kept.
struct Rows {
    columns: Vec<Texts>,
    places: Vec<u32>,
    ids: Vec<u64>,
    n_named: u64,
    n_whole: u64,
    n_compared: usize,
    /// Places that the other joins would find beside those found.
    loosely: [Vec<u32>; Join::LOOSE.len()],
}

impl Rows {
    fn new(n_columns: usize) -> Self {
        Self {
            columns: (0..n_columns).map(|_| Texts::default()).collect(),
            places: Vec::new(),
            ids: Vec::new(),
            n_named: 0,
            n_whole: 0,
            n_compared: 0,
            loosely: std::array::from_fn(|_| Vec::new()),
        }
    }

    fn append(&mut self, seen: Seen) {
        // Once a column was seen enough of, rows about others are passed over.
        if self.columns.iter().all(|column| column.values.len() < JUDGED) {
            self.places.extend_from_slice(&seen.places);
            self.columns.iter_mut().zip(&seen.columns).for_each(|(column, rows)| column.append(rows));
        } else {
            let kept: Vec<usize> = (0..seen.places.len()).filter(|row| seen.places[*row] != MISSING).collect();
            self.places.extend(kept.iter().map(|row| seen.places[*row]));
            self.columns.iter_mut().zip(&seen.columns).for_each(|(column, rows)| column.append_some(rows, &kept));
        }
        self.n_named += seen.ids.len() as u64;
        self.n_whole += seen.n_whole;
        self.ids.extend(seen.ids);
        for places in seen.loosely.iter().take(COMPARED.saturating_sub(self.n_compared)) {
            let found = self.loosely.iter_mut().zip(places).filter(|(_, place)| **place != MISSING);
            found.for_each(|(all, place)| all.push(*place));
        }
        self.n_compared += seen.loosely.len();
    }

    /// Decides whether the file writes all its identifiers with a point.
    fn settle(&mut self, vocabulary: &Vocabulary) {
        let is_written_so = self.n_whole == self.n_named;
        for place in self.places.iter_mut().filter(|place| **place != MISSING && **place >= vocabulary.len() as u32) {
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
    let meet = |places: &Vec<u32>| {
        let mut met: Vec<u32> = known.iter().chain(places).copied().collect();
        met.sort_unstable();
        met.dedup();
        met.len() as u64
    };
    let all = Join::LOOSE.into_iter().zip(&rows.loosely).map(|(join, places)| (join, meet(places)));
    let (better, n) = all.rev().max_by_key(|(_, n)| *n)?;
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
