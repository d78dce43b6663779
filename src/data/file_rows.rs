//! The rows of one events file, column by column, as they were read: nothing is decided yet.

use super::column::{Column, Numbers, Reading, Texts, Times};
use super::content::Content;
use super::notes;
use super::read::Table;
use super::role::{AttributeKind, Entity, Role, TableKind};
use super::schema::{ChosenRoles, Mapping, some_names};
use crate::base::{InputError, Said, StageError, TaskContext, Warning};
use crate::said;

/// The columns of one events file that have a role.
pub struct FileRows {
    /// User of each row.
    pub user: Texts,
    /// Item of each row.
    pub item: Texts,
    /// Event type of each row, if the file has them.
    pub event: Option<Texts>,
    /// Session of each row, if the file has them.
    pub session: Option<Texts>,
    /// When each row happened, if the file says.
    pub time: Option<(String, Times)>,
    /// Rating, quantity or count of each row, if the file has them.
    pub value: Option<(String, Numbers)>,
    /// Yes or no of each row, if the file has it.
    pub label: Option<Texts>,
    /// What else the file knows of items, users and the events.
    pub attributes: Vec<(String, Role, Column)>,
    /// A hash of each whole row.
    pub hashes: Vec<u64>,
    /// Number of rows.
    pub n_rows: usize,
}

/// How the cells of a column with this role are read.
fn reading(table: &Table, column: usize, role: Role) -> Reading {
    match role {
        Role::Timestamp => Reading::Times,
        Role::Value | Role::Attribute(Entity::Event, AttributeKind::Number) => {
            Reading::Numbers(Content::of(table, column).mark)
        }
        Role::Attribute(Entity::Event, AttributeKind::Date) => Reading::Times,
        _ => Reading::Texts,
    }
}

/// Reads the columns of an events file that have a role.
///
/// # Errors
/// A file without users or items, or one that cannot be read on.
pub fn read(
    table: &Table,
    chosen: &ChosenRoles,
    warnings: &mut Vec<Warning>,
    ctx: &TaskContext,
) -> Result<FileRows, StageError> {
    warnings.extend(table.lasting_warnings());
    let mapping = Mapping::guess(table, TableKind::Events, chosen);
    let lacks = |missing: Said| {
        InputError::new(&table.path, said!("data-no-user-and-item", columns = some_names(&table.columns)), missing)
    };
    if let Some(missing) = mapping.missing(TableKind::Events) {
        return Err(lacks(missing).into());
    }
    warnings.extend(notes::of(table, &mapping, TableKind::Events, chosen));
    let used: Vec<(usize, Role)> = mapping.used().collect();
    let readings: Vec<Reading> = used.iter().map(|(column, role)| reading(table, *column, *role)).collect();
    let columns: Vec<usize> = used.iter().map(|(column, _)| *column).collect();
    let unhashed: Vec<usize> =
        (0..table.columns.len()).filter(|c| !columns.contains(c) && table.counts_rows(*c)).collect();
    let clock = used.iter().position(|(_, role)| *role == Role::Clock);
    let start = || (readings.iter().map(|reading| Column::new(*reading)).collect::<Vec<_>>(), Vec::<u64>::new());
    let ((columns, hashes), odd) = table.scan(
        &columns,
        &unhashed,
        ctx,
        start,
        |batch| {
            let of = |(at, reading): (usize, &Reading)| match clock {
                Some(clock) if used[at].1 == Role::Timestamp => Column::of_days(batch, at, clock),
                _ => Column::of(batch, at, *reading),
            };
            let columns = readings.iter().enumerate().map(of);
            (columns.collect::<Vec<_>>(), batch.hashes.clone())
        },
        |(columns, hashes), (rows, of_rows), place| {
            columns.iter_mut().zip(rows).for_each(|(column, rows)| column.append(rows.at(place)));
            hashes.extend_from_slice(&of_rows);
            Ok(())
        },
    )?;
    warnings.extend(odd);
    let mut named = Vec::with_capacity(used.len());
    for ((at, role), column) in used.into_iter().zip(columns) {
        named.push((table.columns[at].clone(), role, column));
    }
    let (mut singles, attributes): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(_, role, _)| role.attribute().is_none());
    let mut take = |role: Role| {
        let at = singles.iter().position(|(_, own, _)| *own == role)?;
        let (name, _, column) = singles.swap_remove(at);
        Some((name, column))
    };
    let mut texts = |role: Role| match take(role) {
        Some((_, Column::Texts(texts))) => Some(texts),
        _ => None,
    };
    let (Some(user), Some(item)) = (texts(Role::User), texts(Role::Item)) else {
        return Err(lacks(said!("data-missing-user-and-item")).into());
    };
    let (event, session, label) = (texts(Role::Event), texts(Role::Session), texts(Role::Label));
    let time = match take(Role::Timestamp) {
        Some((name, Column::Times(times))) => Some((name, *times)),
        _ => None,
    };
    let value = match take(Role::Value) {
        Some((name, Column::Numbers(numbers))) => Some((name, numbers)),
        _ => None,
    };
    Ok(FileRows { user, item, event, session, time, value, label, attributes, n_rows: hashes.len(), hashes })
}
