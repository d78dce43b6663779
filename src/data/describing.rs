//! A file of items or users: what it knows of those that the log has.

use std::path::PathBuf;

use super::attributes::AttributeBuilder;
use super::column::{Column, Reading};
use super::config::DataConfig;
use super::interned::{MISSING, without_decimal_point};
use super::join::Join;
use super::notes::{self, Nothing};
use super::read::Table;
use super::role::{Role, TableKind};
use super::schema::Mapping;
use crate::base::{Change, InputError, StageError, TaskContext, Vocabulary, Warning};
use crate::said;

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
    let (key, missing) = match kind {
        TableKind::Users => (Role::User, said!("data-missing-user")),
        TableKind::Items | TableKind::Events => (Role::Item, said!("data-missing-item")),
    };
    let Some(key_column) = mapping.column(key) else {
        return Err(InputError::new(&table.path, said!("data-no-identifiers"), missing).into());
    };
    warnings.extend(notes::of(table, &mapping, kind, chosen));
    let attributes_of: Vec<(usize, Role)> = mapping.used().filter(|(_, role)| role.attribute().is_some()).collect();
    let wanted: Vec<usize> = std::iter::once(key_column).chain(attributes_of.iter().map(|(c, _)| *c)).collect();
    let start = || wanted.iter().map(|_| Column::new(Reading::Texts)).collect::<Vec<_>>();
    let (columns, odd) = table.scan(
        &wanted,
        &[],
        ctx,
        start,
        |batch| (0..wanted.len()).map(|at| Column::of(batch, at, Reading::Texts)).collect::<Vec<_>>(),
        |columns, rows, _| {
            columns.iter_mut().zip(rows).for_each(|(column, rows)| column.append(rows));
            Ok(())
        },
    )?;
    warnings.extend(odd);
    let mut texts = columns.into_iter().filter_map(|column| match column {
        Column::Texts(texts) => Some(texts),
        _ => None,
    });
    let Some(mut ids) = texts.next() else {
        return Err(InputError::new(&table.path, said!("data-no-identifiers"), missing).into());
    };
    ids.drop_words_for_nothing();
    let names = without_decimal_point(ids.values.values().collect());
    let is_used = ids.used();
    let join = match kind {
        TableKind::Users => config.join.users,
        TableKind::Items | TableKind::Events => config.join.items,
    };
    let index = join.places(&names, vocabulary);
    let used: Vec<&str> = names.iter().zip(&is_used).filter(|(_, used)| **used).map(|(id, _)| *id).collect();
    warnings.extend(hardly_meet(table, kind, &used, join, vocabulary));
    let n_named = ids.codes.iter().filter(|code| **code != MISSING).count();
    let n_distinct = is_used.iter().filter(|used| **used).count();
    if n_named > n_distinct {
        warnings.push(Warning::new(said!("data-described-again", file = &table.path, n = n_named - n_distinct)));
    }
    let mut nothing = Nothing::default();
    for ((column, role), mut cells) in attributes_of.into_iter().zip(texts) {
        let Some(kind) = role.attribute() else { continue };
        nothing.add(&table.columns[column], cells.drop_words_of_attribute());
        attributes.add(&table.columns[column], kind, vocabulary.len(), &cells, |row| {
            let code = *ids.codes.get(row).filter(|c| **c != MISSING)?;
            index[code as usize].map(|i| i as usize)
        });
        ctx.check()?;
    }
    warnings.extend(nothing.said(&table.path));
    let known: Vec<u32> =
        index.iter().zip(&is_used).filter(|(_, used)| **used).filter_map(|(index, _)| *index).collect();
    Ok(Described { path: table.path.clone(), kind, n_unknown: (n_distinct - known.len()) as u64, known })
}

/// A remark where most identifiers do not meet, with the join by which more would.
fn hardly_meet(table: &Table, kind: TableKind, ids: &[&str], join: Join, vocabulary: &Vocabulary) -> Option<Warning> {
    let meet = |join: Join| {
        let mut met: Vec<u32> = join.places(ids, vocabulary).into_iter().flatten().collect();
        met.sort_unstable();
        met.dedup();
        met.len()
    };
    let most = ids.len().min(vocabulary.len());
    let now = meet(join);
    if join != Join::Exact || 2 * now > most {
        return None;
    }
    let (better, n) = Join::LOOSE.into_iter().map(|join| (join, meet(join))).rev().max_by_key(|(_, n)| *n)?;
    if n <= now || 2 * n < most {
        return None;
    }
    let file = match kind {
        TableKind::Users => "users",
        TableKind::Items | TableKind::Events => "items",
    };
    let said = said!("data-hardly-meet", file = &table.path, met = now, n = ids.len(), better = n, join = better.id());
    let change = Change::new(said!("change-join", join = better.id()), &["data", "join", file], better.id());
    Some(Warning::assumed(said, change))
}
