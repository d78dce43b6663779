//! Which of several files is the log, which the items and which the users: seen in what they hold. Their names break ties alone.

use std::collections::HashSet;
use std::path::Path;

use super::names;
use super::nothing;
use super::read::Table;
use super::role::{Entity, Role, TableKind};
use super::schema::{ChosenRoles, Mapping};

/// From here on a table holds events and describes nothing, even where another one is the log.
const IS_LOG: u8 = 3;
/// From here on a table is taken for the next log where one is open already.
const MAY_BE_LOG: u8 = 2;
/// Share of the log's identifiers that a file must know for them to tell what it is about; of the others it knows fewer than this.
const KNOWN: f64 = 0.1;

/// What each table is, parallel to `tables`: at most one of them is the log, one the items, one the users; `None` for what is
/// left over. `log` is the log that they go with; without one, the table that looks most like a log is it.
pub fn recognise(tables: &[Table], log: Option<&Table>) -> Vec<Option<TableKind>> {
    let likeness: Vec<u8> = tables.iter().map(likeness_to_log).collect();
    let surest = (0..tables.len()).rev().max_by_key(|&at| (likeness[at], !says_other(&tables[at].path)));
    let least = if log.is_some() { MAY_BE_LOG } else { 0 };
    let events = surest.filter(|at| likeness[*at] >= least);
    let log = events.map(|at| &tables[at]).or(log);
    let of = |(at, table): (usize, &Table)| match log {
        _ if Some(at) == events => Some(TableKind::Events),
        Some(log) if likeness[at] < IS_LOG => Some(described(table, log)),
        _ => None,
    };
    let mut kinds: Vec<_> = tables.iter().enumerate().map(of).collect();
    for kind in [TableKind::Items, TableKind::Users] {
        let alike = || (0..tables.len()).filter(|&at| kinds[at] == Some(kind));
        let says_so = |at: &usize| says(&tables[*at].path, kind);
        let chosen = alike().find(says_so).or(alike().next());
        let left_over: Vec<usize> = alike().filter(|at| Some(*at) != chosen).collect();
        left_over.into_iter().for_each(|at| kinds[at] = None);
    }
    kinds
}

/// How surely a table holds events, from 0 (each row is about something of its own) to 4.
fn likeness_to_log(table: &Table) -> u8 {
    let mapping = guess(table, TableKind::Events);
    let happens = [Role::Timestamp, Role::Event, Role::Session].iter().any(|r| mapping.column(*r).is_some());
    let is_unique = |column: usize| cells(table, column).len() == table.preview.len();
    match (named(table, Role::User), named(table, Role::Item)) {
        (Some(user), Some(item)) => {
            let describes_items = item == 0 && mapping.has_item_attributes();
            let describes_users = user == 0 && mapping.roles.iter().any(|role| role.entity() == Some(Entity::User));
            // Items that name their seller, users that name what they like best.
            if (describes_items || describes_users) && is_unique(0) && !happens { 1 } else { 4 }
        }
        (Some(id), None) | (None, Some(id)) => match (is_unique(id), happens) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        },
        (None, None) => match (is_unique(first(table)), happens) {
            (true, false) => 0,
            // Things with a date, such as films and the day they came out.
            (true, true) => 1,
            (false, false) => 3,
            (false, true) => 4,
        },
    }
}

/// Whether a table that is no log describes items or users.
fn described(table: &Table, log: &Table) -> TableKind {
    let kind = |is_users: bool| if is_users { TableKind::Users } else { TableKind::Items };
    match (named(table, Role::User), named(table, Role::Item)) {
        (Some(user), Some(item)) => return kind(user < item),
        (user, item) if user.is_some() != item.is_some() => return kind(user.is_some()),
        _ => {}
    }
    let roles: Vec<Role> = table.columns.iter().filter_map(|c| Some(names::role(c)?.0)).collect();
    let about_items = roles.iter().filter(|r| r.is_item_attribute()).count();
    let about_users = roles.iter().filter(|r| r.entity() == Some(Entity::User)).count();
    if about_items != about_users {
        return kind(about_users > about_items);
    }
    let key = guess(table, TableKind::Items).column(Role::Item).unwrap_or(0);
    let (keys, of_log) = (cells(table, key), guess(log, TableKind::Events));
    let known = |role: Role| {
        let ids = of_log.column(role).map(|column| cells(log, column)).unwrap_or_default();
        ids.intersection(&keys).count() as f64 / ids.len().max(1) as f64
    };
    match (known(Role::Item), known(Role::User)) {
        (items, users) if (items < KNOWN) != (users < KNOWN) => kind(users > items),
        // Both count from 1, as it may be.
        _ => kind(says(&table.path, TableKind::Users)),
    }
}

fn guess(table: &Table, kind: TableKind) -> Mapping {
    Mapping::guess(table, kind, &ChosenRoles::new())
}

/// The first column, but for the row numbers that some programs write under no name.
fn first(table: &Table) -> usize {
    usize::from(table.has_header && table.columns.len() > 2 && table.columns[0] == "Column 1")
}

/// The first column that is called like what has this role.
fn named(table: &Table, role: Role) -> Option<usize> {
    let is_named = |name: &String| names::role(name).is_some_and(|(named, _)| named == role);
    table.columns.iter().position(is_named).filter(|_| table.has_header)
}

/// The different cells of a column among the first rows.
fn cells(table: &Table, column: usize) -> HashSet<&str> {
    table.preview.iter().map(|row| row[column].trim()).filter(|cell| !nothing::is_nothing(cell)).collect()
}

/// Whether a file is called as if it held items, users or what is held out.
fn says_other(path: &Path) -> bool {
    let is_test = path.file_name().is_some_and(|name| name.to_string_lossy().to_lowercase().contains("test"));
    is_test || says(path, TableKind::Items) || says(path, TableKind::Users)
}

fn says(path: &Path, kind: TableKind) -> bool {
    let words: &[&str] = match kind {
        TableKind::Events => &[],
        TableKind::Items => &["item", "product", "movie", "catalog", "book", "商品"],
        TableKind::Users => &["user", "customer", "demograph", "用户"],
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    words.iter().any(|word| name.contains(word))
}
