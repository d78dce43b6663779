//! What was assumed of a table's columns, said in one line each, with the setting that makes it otherwise.

use std::path::Path;

use super::content::Content;
use super::names;
use super::read::Table;
use super::role::{AttributeKind, Entity, Role, TableKind};
use super::schema::{ChosenRoles, Mapping, some_names};
use crate::base::{Change, SaidValue, Warning};
use crate::said;

/// What there is to say of the columns of a table that nobody chose the role of.
pub fn of(table: &Table, mapping: &Mapping, kind: TableKind, chosen: &ChosenRoles) -> Vec<Warning> {
    let mut notes = Vec::new();
    let file = match kind {
        TableKind::Events => "events",
        TableKind::Items => "items",
        TableKind::Users => "users",
    };
    let change = |column: &str, role: Role| {
        let said = match role {
            Role::Ignore => said!("change-role-out", column = column),
            role => said!("change-role", column = column, role = role.label()),
        };
        Change::new(said, &["data", "columns", file, column], role.to_string())
    };
    let mut unused = Vec::new();
    let has_time = mapping.column(Role::Timestamp).is_some();
    for (column, name) in table.columns.iter().enumerate().filter(|(_, name)| !chosen.contains_key(*name)) {
        let seen = Content::of(table, column);
        let named = names::role(name).map(|(role, _)| role);
        let example = || table.preview.iter().map(|row| row[column].trim()).find(|cell| !cell.is_empty()).unwrap_or("");
        let is_unread = |role: Role| named == Some(role) && mapping.column(role).is_none() && seen.n_filled > 0;
        if kind == TableKind::Events && !has_time && is_unread(Role::Timestamp) {
            let said = said!("data-time-not-read", file = &table.path, column = name.as_str(), example = example());
            notes.push(Warning::assumed(said, change(name, Role::Timestamp)));
        } else if kind == TableKind::Events && is_unread(Role::Value) {
            let said = said!("data-value-not-read", file = &table.path, column = name.as_str(), example = example());
            notes.push(Warning::assumed(said, change(name, Role::Value)));
        } else if kind == TableKind::Events && is_unread(Role::Label) && mapping.column(Role::Event).is_none() {
            let said = said!("data-label-not-read", file = &table.path, column = name.as_str(), example = example());
            notes.push(Warning::assumed(said, change(name, Role::Event)));
        } else if mapping.roles[column] == Role::Ignore && seen.n_distinct > 1 && !seen.counts_rows {
            unused.push(name.clone());
        }
    }
    if kind == TableKind::Events {
        let guessed = |role: Role| {
            let column = mapping.column(role)?;
            let name = &table.columns[column];
            let is_named = table.has_header && names::role(name).is_some_and(|(named, _)| named == role);
            (!is_named && !chosen.contains_key(name)).then_some(name)
        };
        if let (Some(user), Some(item)) = (guessed(Role::User), guessed(Role::Item)) {
            let (file, user, named) = (&table.path, user.as_str(), item.as_str());
            let said = if table.has_header {
                said!("data-by-place", file = file, user = user, item = named)
            } else {
                said!("data-no-header", file = file, user = user, item = named)
            };
            notes.push(Warning::assumed(said, change(item, Role::User)));
        }
        if let (Some(day), Some(clock)) = (mapping.column(Role::Timestamp), mapping.column(Role::Clock))
            && !chosen.contains_key(&table.columns[clock])
        {
            let (day, clock) = (table.columns[day].as_str(), table.columns[clock].as_str());
            let said = said!("data-clock", file = &table.path, day = day, clock = clock);
            notes.push(Warning::assumed(said, change(clock, Role::Ignore)));
        }
        if let Some(time) = guessed(Role::Timestamp).filter(|_| table.has_header) {
            let said = said!("data-only-dates", file = &table.path, column = time.as_str());
            notes.push(Warning::assumed(said, change(time, Role::Attribute(Entity::Event, AttributeKind::Date))));
        }
    }
    if let Some(first) = unused.first() {
        let of = match kind {
            TableKind::Events => Entity::Event,
            TableKind::Items => Entity::Item,
            TableKind::Users => Entity::User,
        };
        let said = said!("data-columns-unused", file = &table.path, names = some_names(&unused));
        notes.push(Warning::assumed(said, change(first, Role::Attribute(of, AttributeKind::Text))));
    }
    notes
}

/// Words for nothing, counted by column.
#[derive(Default)]
pub struct Nothing {
    columns: Vec<(String, u64, String)>,
}

impl Nothing {
    /// Adds those of a column: how many, and one of them.
    pub fn add(&mut self, column: &str, found: Option<(u64, String)>) {
        let Some((n, word)) = found else { return };
        match self.columns.iter_mut().find(|(own, ..)| own == column) {
            Some((_, of_column, _)) => *of_column += n,
            None => self.columns.push((column.to_owned(), n, word)),
        }
    }

    /// What there is to say of them.
    pub fn said(&self, file: &Path) -> Option<Warning> {
        let of = |(column, n, word): &(String, u64, String)| {
            said!("data-nothing-in-column", column = column.as_str(), n = *n, word = word.as_str())
        };
        let columns = self.columns.iter().map(of).collect::<SaidValue>();
        (!self.columns.is_empty())
            .then(|| Warning::new(said!("data-words-for-nothing", file = file, columns = columns)))
    }
}
