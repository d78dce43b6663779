//! What each column means: guessed from names and content, changed by the user.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::content::Content;
use super::names;
use super::read::Table;
use super::role::{AttributeKind, Entity, Role, TableKind};
use super::time;
use crate::base::{Said, SaidValue};
use crate::said;

/// The role of each column of a table, parallel to its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// One role a column.
    pub roles: Vec<Role>,
}

/// Roles that a user chose, by column name; columns not named are guessed.
pub type ChosenRoles = BTreeMap<String, Role>;

impl Mapping {
    /// The guess for `table`, with `chosen` roles put over it.
    pub fn guess(table: &Table, kind: TableKind, chosen: &ChosenRoles) -> Self {
        let roles = match kind {
            TableKind::Events => guess_events(table),
            TableKind::Items => guess_attributes(table, Role::Item),
            TableKind::Users => guess_attributes(table, Role::User),
        };
        Self { roles }.with_chosen(&table.columns, chosen)
    }

    /// The mapping of `columns` with `chosen` roles put over it; cheap, while guessing reads the whole preview.
    #[must_use]
    pub fn with_chosen(&self, columns: &[String], chosen: &ChosenRoles) -> Self {
        let mut roles = self.roles.clone();
        for (name, &role) in chosen {
            let Some(column) = columns.iter().position(|c| c == name) else { continue };
            if role.is_single() {
                for other in roles.iter_mut().filter(|r| **r == role) {
                    *other = Role::Ignore;
                }
            }
            // The time of day was guessed for the day that was guessed.
            if role == Role::Timestamp && roles[column] != role && !chosen.values().any(|role| *role == Role::Clock) {
                roles.iter_mut().filter(|r| **r == Role::Clock).for_each(|other| *other = Role::Ignore);
            }
            roles[column] = role;
        }
        Self { roles }
    }

    /// The first column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|&r| r == role)
    }

    /// The columns that are used, with their roles.
    pub fn used(&self) -> impl Iterator<Item = (usize, Role)> + '_ {
        self.roles.iter().copied().enumerate().filter(|(_, r)| *r != Role::Ignore)
    }

    /// Whether any column describes items.
    pub fn has_item_attributes(&self) -> bool {
        self.roles.iter().any(|r| r.is_item_attribute())
    }

    /// What still has to be chosen before the table can be loaded, without a full stop; `None` when nothing is missing.
    pub fn missing(&self, kind: TableKind) -> Option<Said> {
        let lacks = |role: Role| self.column(role).is_none();
        let lacks_user = kind != TableKind::Items && lacks(Role::User);
        let lacks_item = kind != TableKind::Users && lacks(Role::Item);
        match (lacks_user, lacks_item) {
            (true, true) => Some(said!("data-missing-user-and-item")),
            (true, false) => Some(said!("data-missing-user")),
            (false, true) => Some(said!("data-missing-item")),
            (false, false) => None,
        }
    }
}

fn guess_events(table: &Table) -> Vec<Role> {
    let n_rows = table.preview.len();
    let content: Vec<Content> = (0..table.columns.len()).map(|c| Content::of(table, c)).collect();
    let mut roles = vec![Role::Ignore; table.columns.len()];
    // By name: for roles that stand once, the surest name wins.
    let mut named: Vec<(usize, usize, Role)> = table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(c, name)| names::role(name).map(|(role, rank)| (rank, c, role)))
        .filter(|&(_, c, role)| content[c].fits(&table.columns[c], role, n_rows))
        .collect();
    named.sort();
    for (_, column, role) in named {
        if !role.is_single() || !roles.contains(&role) {
            roles[column] = role;
        }
    }
    let speaks = table.has_header && roles.iter().any(|r| matches!(r, Role::User | Role::Item));
    if !speaks {
        guess_by_content(&content, &mut roles);
    }
    let item = roles.iter().position(|role| *role == Role::Item);
    for (column, seen) in content.iter().enumerate() {
        let name = &table.columns[column];
        roles[column] = match roles[column] {
            Role::Attribute(Entity::Item, kind)
                if item.is_some_and(|item| differs_by_row(table, item, column, kind)) =>
            {
                context(name, seen)
            }
            Role::Attribute(of, kind) => {
                seen.kind(name, Some(kind)).map_or(Role::Ignore, |kind| Role::Attribute(of, kind))
            }
            Role::Ignore => context(name, seen),
            other => other,
        };
    }
    let dates = |roles: &[Role]| -> Vec<usize> {
        let is_date = |c: &usize| roles[*c] == Role::Attribute(Entity::Event, AttributeKind::Date);
        (0..roles.len()).filter(is_date).collect()
    };
    // The only dates there are say when things happened, whatever they are called, unless they say it of users or items.
    if let ([only], false) = (&dates(&roles)[..], roles.contains(&Role::Timestamp)) {
        let keys = roles.iter().enumerate().filter(|(_, role)| matches!(role, Role::User | Role::Item));
        let is_said = |key: usize| is_said_of(table, key, *only, DATED_AGAIN);
        if !names::is_other_date(&table.columns[*only]) && keys.clone().all(|(key, _)| !is_said(key)) {
            roles[*only] = Role::Timestamp;
        }
    }
    give_clock(table, &content, &mut roles);
    for (of, entity) in [(Role::Item, Entity::Item), (Role::User, Entity::User)] {
        let Some(key) = roles.iter().position(|role| *role == of) else { continue };
        let other = roles.iter().position(|role| *role == if of == Role::Item { Role::User } else { Role::Item });
        for (column, role) in roles.iter_mut().enumerate() {
            if let Role::Attribute(Entity::Event, kind) = *role
                && kind != AttributeKind::Date
                && !names::is_context(&table.columns[column])
                && is_said_of(table, key, column, SAID_AGAIN)
                && !names_each(table, key, column)
                && other.is_some_and(|other| !is_said_of(table, other, column, SAID_AGAIN))
            {
                *role = Role::Attribute(entity, kind);
            }
        }
    }
    roles
}

/// Finds the time of day that stands beside a day: by what it looks like, or hours and minutes as numbers by their name.
fn give_clock(table: &Table, content: &[Content], roles: &mut [Role]) {
    if !roles.iter().zip(content).any(|(role, seen)| *role == Role::Timestamp && seen.are_days) {
        return;
    }
    let is_free = |c: &usize| matches!(roles[*c], Role::Ignore | Role::Attribute(Entity::Event, _));
    let is_clock = |c: &usize| {
        let name = &table.columns[*c];
        content[*c].n_filled > 0
            && (content[*c].clocks > 0.95 || names::is_clock(name) && content[*c].fits(name, Role::Clock, 0))
    };
    let Some(day) = roles.iter().position(|role| *role == Role::Timestamp) else { return };
    // A day that says its own time, or is a number, cannot have another behind it.
    let makes_moments = |clock: &usize| {
        let (mut n, mut n_read) = (0, 0);
        for row in table.preview.iter().filter(|row| !row[day].trim().is_empty()) {
            let mut cell = row[day].trim().to_owned();
            time::write_clock(&row[*clock], &mut cell);
            n += 1;
            n_read += usize::from(time::parse(&cell).is_some());
        }
        n_read * 20 >= n * 19
    };
    if let Some(clock) = (0..roles.len()).filter(is_free).filter(is_clock).find(makes_moments) {
        roles[clock] = Role::Clock;
    }
}

/// Rows in which something was said of a user or an item again, from which on it is known to be always the same.
const SAID_AGAIN: usize = 40;
/// The same of a date, which is taken for the time of the events otherwise.
const DATED_AGAIN: usize = 3;

/// Whether a column has a value of its own for nearly each user or item: another name, and nothing that some have in common.
fn names_each(table: &Table, key: usize, column: usize) -> bool {
    let different = |column: usize| {
        let cells = table.preview.iter().map(|row| row[column].trim()).filter(|cell| !cell.is_empty());
        cells.collect::<HashSet<_>>().len()
    };
    let is_number = table.preview.iter().all(|row| row[column].trim().parse::<f64>().is_ok());
    !is_number && different(column) * 10 >= different(key) * 9
}

/// Whether a column that differs says the same of each user or item whenever it speaks of them.
fn is_said_of(table: &Table, key: usize, column: usize, least: usize) -> bool {
    let mut first: HashMap<&str, &str> = HashMap::new();
    let mut again = 0;
    for row in table.preview.iter().filter(|row| !row[column].trim().is_empty()) {
        let (key, value) = (row[key].trim(), row[column].trim());
        match first.get(key) {
            Some(before) if *before != value => return false,
            Some(_) => again += 1,
            None => _ = first.insert(key, value),
        }
    }
    again >= least
}

/// The role of a column that says something of the event alone.
fn context(name: &str, content: &Content) -> Role {
    if content.n_filled == 0 || content.counts_rows {
        return Role::Ignore;
    }
    content.kind(name, None).map_or(Role::Ignore, |kind| Role::Attribute(Entity::Event, kind))
}

/// Whether a column that is called like something of items says something else each time: the title of a review is none of its item. A price
/// may change.
fn differs_by_row(table: &Table, item: usize, column: usize, kind: AttributeKind) -> bool {
    if kind.is_number() {
        return false;
    }
    let mut first: HashMap<&str, &str> = HashMap::new();
    let (mut again, mut other) = (0, 0);
    for row in table.preview.iter().filter(|row| !row[column].trim().is_empty()) {
        let before = *first.entry(row[item].trim()).or_insert(row[column].trim());
        if std::ptr::eq(before, row[column].trim()) {
            continue;
        }
        again += 1;
        other += usize::from(before != row[column].trim());
    }
    again >= 20 && other * 2 > again
}

/// For tables whose names say nothing: times, event words and ratings by what they look like, then the
/// columns left over in the customary order user, item, category.
fn guess_by_content(content: &[Content], roles: &mut [Role]) {
    let mut give = |column: usize, role: Role| {
        if roles[column] == Role::Ignore && !roles.contains(&role) {
            roles[column] = role;
        }
    };
    for (c, seen) in content.iter().enumerate() {
        if seen.plausible_times > 0.95 && seen.integers < 1.0
            || seen.plausible_times > 0.95 && seen.n_distinct > 2 && seen.largest > 3e8
        {
            give(c, Role::Timestamp);
        } else if seen.event_words > 0.8 {
            give(c, Role::Event);
        }
    }
    let is_rating = |c: &Content| c.n_distinct <= 21 && c.largest <= 10.0 && c.n_filled > 2 * c.n_distinct;
    let ids: Vec<usize> = (0..content.len())
        .filter(|&c| {
            roles[c] == Role::Ignore && !(content[c].counts_rows && content.len() > 2) && content[c].n_filled > 0
        })
        .collect();
    // The first two columns that are left are the user and the item, whatever else they look like.
    for (place, &c) in ids.iter().enumerate() {
        let role = match place {
            0 => Role::User,
            1 => Role::Item,
            _ if content[c].numbers > 0.95 && (content[c].has_point || is_rating(&content[c])) => Role::Value,
            2 if content[c].n_distinct * 2 < content[c].n_filled => Role::item(AttributeKind::Category),
            _ => continue,
        };
        if roles[c] == Role::Ignore && (!role.is_single() || !roles.contains(&role)) {
            roles[c] = role;
        }
    }
}

fn guess_attributes(table: &Table, key: Role) -> Vec<Role> {
    let mut roles = vec![Role::Ignore; table.columns.len()];
    let named: Vec<_> = table.columns.iter().map(|name| names::role(name)).collect();
    let content: Vec<Content> = (0..table.columns.len()).map(|c| Content::of(table, c)).collect();
    let best = named
        .iter()
        .enumerate()
        .filter_map(|(c, n)| n.filter(|(role, _)| *role == key).map(|(_, rank)| (rank, c)))
        .min();
    let key_column = best.map_or_else(
        || (0..roles.len()).find(|&c| content[c].n_distinct == table.preview.len()).unwrap_or(0),
        |(_, c)| c,
    );
    let of = if key == Role::User { Entity::User } else { Entity::Item };
    for (c, name) in table.columns.iter().enumerate() {
        let seen = &content[c];
        roles[c] = if c == key_column {
            key
        } else if seen.n_filled == 0 || seen.counts_rows {
            Role::Ignore
        } else {
            match named[c] {
                Some((role @ Role::Attribute(named_of, kind), _))
                    if named_of == of
                        && seen.fits(name, role, table.preview.len())
                        && !(role.is_single() && roles.contains(&role)) =>
                {
                    seen.kind(name, Some(kind)).map_or(Role::Ignore, |kind| Role::Attribute(of, kind))
                }
                Some((Role::Item, _)) if key == Role::Item => Role::Ignore,
                // Names such as "score" or "weight" mean a number about the item here.
                _ => match seen.kind(name, None) {
                    Some(kind) if kind.fits(of) => Role::Attribute(of, kind),
                    // Whatever stands beside a user says something of them.
                    _ if of == Entity::User && seen.n_distinct > 1 => Role::user(AttributeKind::Category),
                    _ => Role::Ignore,
                },
            }
        };
    }
    roles
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
