//! What each column means: guessed from names and content, changed by the user.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::names;
use super::read::RawTable;
use super::time;
use crate::base::Said;
use crate::said;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who acted. One column, required in an events file.
    User,
    /// On what. One column, required in an events file.
    Item,
    /// The type of event: view, cart, purchase.
    Event,
    /// When.
    Timestamp,
    /// A number that says how much: a rating, a quantity, a count.
    Value,
    /// Groups the events of one visit.
    Session,
    /// The item's name, shown in lists and used as text.
    ItemTitle,
    /// The item's category, or several separated by `|`.
    ItemCategory,
    /// The item's brand, maker or author.
    ItemBrand,
    /// The item's price.
    ItemPrice,
    /// More text about the item.
    ItemText,
    /// Another number about the item.
    ItemNumber,
    /// Anything about the user.
    UserAttribute,
    /// Not used.
    Ignore,
}

impl Role {
    /// All roles in the order of choice lists.
    pub const ALL: [Self; 14] = [
        Self::User,
        Self::Item,
        Self::Event,
        Self::Timestamp,
        Self::Value,
        Self::Session,
        Self::ItemTitle,
        Self::ItemCategory,
        Self::ItemBrand,
        Self::ItemPrice,
        Self::ItemText,
        Self::ItemNumber,
        Self::UserAttribute,
        Self::Ignore,
    ];

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::User => said!("role-user"),
            Self::Item => said!("role-item"),
            Self::Event => said!("role-event"),
            Self::Timestamp => said!("role-timestamp"),
            Self::Value => said!("role-value"),
            Self::Session => said!("role-session"),
            Self::ItemTitle => said!("role-item-title"),
            Self::ItemCategory => said!("role-item-category"),
            Self::ItemBrand => said!("role-item-brand"),
            Self::ItemPrice => said!("role-item-price"),
            Self::ItemText => said!("role-item-text"),
            Self::ItemNumber => said!("role-item-number"),
            Self::UserAttribute => said!("role-user-attribute"),
            Self::Ignore => said!("role-ignore"),
        }
    }

    /// Whether a table has at most one column of this role.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::User
                | Self::Item
                | Self::Event
                | Self::Timestamp
                | Self::Value
                | Self::Session
                | Self::ItemTitle
                | Self::ItemPrice
        )
    }

    /// Whether the column describes items.
    pub fn is_item_attribute(self) -> bool {
        matches!(
            self,
            Self::ItemTitle
                | Self::ItemCategory
                | Self::ItemBrand
                | Self::ItemPrice
                | Self::ItemText
                | Self::ItemNumber
        )
    }
}

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// One row an event.
    Events,
    /// One row an item.
    Items,
    /// One row a user.
    Users,
}

impl TableKind {
    /// The roles that make sense in such a file.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| match self {
            Self::Events => true,
            Self::Items => role.is_item_attribute() || matches!(role, Role::Item | Role::Ignore),
            Self::Users => matches!(role, Role::User | Role::UserAttribute | Role::Ignore),
        })
    }
}

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
    pub fn guess(table: &RawTable, kind: TableKind, chosen: &ChosenRoles) -> Self {
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

/// What the preview's rows say about a column.
struct Content {
    n_filled: usize,
    n_distinct: usize,
    /// Shares of the filled cells.
    integers: f64,
    numbers: f64,
    times: f64,
    plausible_times: f64,
    event_words: f64,
    /// 0, 1, 2, … or 1, 2, 3, …: a row number.
    counts_rows: bool,
    has_point: bool,
    largest: f64,
}

impl Content {
    fn of(table: &RawTable, column: usize) -> Self {
        let cells: Vec<&str> =
            table.preview.iter().map(|row| row[column].trim()).filter(|c| !names::is_missing(c)).collect();
        let share =
            |test: &dyn Fn(&str) -> bool| cells.iter().filter(|c| test(c)).count() as f64 / cells.len().max(1) as f64;
        let number = |c: &str| c.parse::<f64>().ok();
        let counted = |from: i64| {
            cells.len() > 2 && cells.iter().zip(from..).all(|(c, i)| c.parse::<i64>().is_ok_and(|v| v == i))
        };
        Self {
            n_filled: cells.len(),
            n_distinct: cells.iter().collect::<HashSet<_>>().len(),
            integers: share(&|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit())),
            numbers: share(&|c| number(c).is_some()),
            times: share(&|c| time::parse(c).is_some()),
            plausible_times: share(&time::is_plausible),
            event_words: share(&names::is_event_word),
            counts_rows: counted(0) || counted(1),
            has_point: cells.iter().any(|c| number(c).is_some() && c.contains('.')),
            largest: cells.iter().filter_map(|c| number(c)).fold(0.0, f64::max),
        }
    }

    /// Whether the content can hold what the name promises.
    fn fits(&self, name: &str, role: Role, n_rows: usize) -> bool {
        match role {
            // A "day" may be a number of its own; a "timestamp" is a time, however odd.
            Role::Timestamp if names::says_time(name) => self.n_filled == 0 || self.times >= 0.5,
            Role::Timestamp => self.plausible_times >= 0.5,
            Role::Value | Role::ItemPrice | Role::ItemNumber => self.n_filled == 0 || self.numbers >= 0.5,
            Role::Event => self.n_distinct <= 50,
            // An order number that only purchases carry names no sessions.
            Role::Session => self.n_filled * 2 >= n_rows,
            _ => true,
        }
    }
}

fn guess_events(table: &RawTable) -> Vec<Role> {
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
    roles
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
            2 if content[c].n_distinct * 2 < content[c].n_filled => Role::ItemCategory,
            _ => continue,
        };
        if roles[c] == Role::Ignore && (!role.is_single() || !roles.contains(&role)) {
            roles[c] = role;
        }
    }
}

fn guess_attributes(table: &RawTable, key: Role) -> Vec<Role> {
    let mut roles = vec![Role::Ignore; table.columns.len()];
    let named: Vec<_> = table.columns.iter().map(|name| names::role(name)).collect();
    let best = named
        .iter()
        .enumerate()
        .filter_map(|(c, n)| n.filter(|(role, _)| *role == key).map(|(_, rank)| (rank, c)))
        .min();
    let key_column = best.map_or_else(
        || (0..roles.len()).find(|&c| Content::of(table, c).n_distinct == table.preview.len()).unwrap_or(0),
        |(_, c)| c,
    );
    for (c, name) in table.columns.iter().enumerate() {
        let content = Content::of(table, c);
        roles[c] = if c == key_column {
            key
        } else if content.n_filled == 0 || content.counts_rows {
            Role::Ignore
        } else if key == Role::User {
            Role::UserAttribute
        } else {
            match named[c] {
                Some((role, _))
                    if role.is_item_attribute()
                        && content.fits(name, role, table.preview.len())
                        && !(role.is_single() && roles.contains(&role)) =>
                {
                    role
                }
                Some((Role::Item, _)) => Role::Ignore,
                // Names such as "score" or "weight" mean a number about the item here.
                _ => unnamed_item_attribute(name, &content),
            }
        };
    }
    roles
}

fn unnamed_item_attribute(name: &str, content: &Content) -> Role {
    let is_link = name.to_lowercase().contains("url") || name.to_lowercase().contains("image");
    if is_link || content.n_distinct < 2 {
        Role::Ignore
    } else if content.numbers > 0.95 && content.n_distinct > 12 {
        Role::ItemNumber
    } else if content.n_distinct * 4 < content.n_filled {
        Role::ItemCategory
    } else {
        Role::Ignore
    }
}
