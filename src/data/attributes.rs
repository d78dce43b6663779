//! What is known of items and users besides their events.
//!
//! Some of it stands in files of its own, some in the rows of the events, where it may change from row to row (a price) and where
//! the rows that are held out must not be looked at: [`AttributeTable::as_of`] takes what the rows of a part say.

use std::sync::Arc;

use hashbrown::HashMap;
use polars::prelude::StringChunked;

use super::interactions::Event;
use super::interned::MISSING;
use super::names;
use super::schema::Role;
use crate::base::{Cancelled, Said, TaskContext};
use crate::said;

/// The columns known of each item (or user), one value for each index of the vocabulary.
#[derive(Debug, Clone, Default)]
pub struct AttributeTable {
    /// The columns, in file order.
    pub columns: Vec<Attribute>,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name in the file.
    pub name: String,
    /// What it is.
    pub kind: AttributeKind,
    /// One value an index; empty where nothing is known.
    values: Arc<Vec<Box<str>>>,
    /// What single rows of the events say, where the column stands in them.
    by_row: Option<Arc<RowValues>>,
}

/// The values of a column row by row: that of its index but for the rows named here.
#[derive(Debug, Clone, Default)]
struct RowValues {
    /// The rows from this one on have the value of the index; [`ALWAYS`] where a file of its own gave it.
    since: Vec<u32>,
    /// Rows, ascending, that say something else, with its place among `others`.
    differing: Vec<(u32, u32)>,
    /// Different values, the empty one included.
    others: Vec<Box<str>>,
}

/// Mark of a value that no row of the events gave.
const ALWAYS: u32 = u32::MAX;
/// Events between two looks at the cancel flag.
const EVENTS_PER_CHECK: usize = 1 << 16;

/// What an attribute is and so how it becomes features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeKind {
    /// The name shown in lists; also text.
    Title,
    /// One category, or several separated by `|`.
    Category,
    /// Brand, maker, author.
    Brand,
    /// A price: a number compared by ratio.
    Price,
    /// Words.
    Text,
    /// Any other number.
    Number,
}

impl AttributeKind {
    fn of(role: Role) -> Option<Self> {
        match role {
            Role::ItemTitle => Some(Self::Title),
            Role::ItemCategory | Role::UserAttribute => Some(Self::Category),
            Role::ItemBrand => Some(Self::Brand),
            Role::ItemPrice => Some(Self::Price),
            Role::ItemText => Some(Self::Text),
            Role::ItemNumber => Some(Self::Number),
            _ => None,
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Title => said!("attribute-title"),
            Self::Category => said!("attribute-category"),
            Self::Brand => said!("attribute-brand"),
            Self::Price => said!("attribute-price"),
            Self::Text => said!("attribute-text"),
            Self::Number => said!("attribute-number"),
        }
    }
}

impl Attribute {
    /// The value of an index as text, if there is one.
    pub fn text(&self, index: usize) -> Option<&str> {
        self.values.get(index).map(|v| &**v).filter(|v| !v.is_empty())
    }

    /// The value of an index as a number, if it is one.
    pub fn number(&self, index: usize) -> Option<f64> {
        self.text(index)?.parse().ok().filter(|n: &f64| n.is_finite())
    }

    /// RecBole's token sequences separate categories by blanks.
    fn is_separated_by_blanks(&self) -> bool {
        self.kind == AttributeKind::Category && self.name.ends_with(":token_seq")
    }

    /// The categories of an index.
    pub fn parts(&self, index: usize) -> impl Iterator<Item = &str> {
        self.text(index).unwrap_or_default().split('|').map(str::trim).filter(|p| !p.is_empty())
    }

    /// The value that row number `row` of the events, about `index`, gives.
    fn at_row<'a>(&'a self, by_row: &'a RowValues, index: usize, row: u32) -> &'a str {
        match by_row.differing.binary_search_by_key(&row, |(at, _)| *at) {
            Ok(at) => &by_row.others[by_row.differing[at].1 as usize],
            Err(_) if by_row.since[index] == ALWAYS || row >= by_row.since[index] => &self.values[index],
            Err(_) => "",
        }
    }

    /// The different values, in order.
    pub fn values(&self) -> Vec<&str> {
        let mut values: Vec<&str> = (0..self.len()).filter_map(|index| self.text(index)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    /// How many indices have a value.
    pub fn n_known(&self) -> usize {
        self.values.iter().filter(|v| !v.is_empty()).count()
    }

    /// How many values it has room for.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has room for none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl AttributeTable {
    /// Adds a column of a file of items or users: `index_of` gives for each row the index it is about. The first value of an
    /// index stays. A column that is there already by name and kind is filled up, not added again.
    pub fn add(
        &mut self,
        name: &str,
        role: Role,
        n: usize,
        rows: &StringChunked,
        index_of: impl Fn(usize) -> Option<usize>,
    ) {
        let Some(column) = self.column(name, role, n) else { return };
        let by_blanks = column.is_separated_by_blanks();
        let mut since = column.by_row.as_mut().map(|by_row| &mut Arc::make_mut(by_row).since);
        let values = Arc::make_mut(&mut column.values);
        for (row, cell) in rows.iter().enumerate() {
            if let Some((index, cell)) = index_of(row).zip(known(cell))
                && values[index].is_empty()
            {
                values[index] = written(cell, by_blanks);
                if let Some(since) = &mut since {
                    since[index] = ALWAYS;
                }
            }
        }
    }

    /// Adds a column of the events, whose rows are numbered from `first_row` on. A column that is there already by name and
    /// kind goes on, as that of a second file does.
    pub fn add_from_events(
        &mut self,
        name: &str,
        role: Role,
        n: usize,
        rows: &StringChunked,
        first_row: u32,
        index_of: impl Fn(usize) -> Option<usize>,
    ) {
        let Some(column) = self.column(name, role, n) else { return };
        let by_blanks = column.is_separated_by_blanks();
        let values = Arc::make_mut(&mut column.values);
        let by_row = Arc::make_mut(column.by_row.get_or_insert_with(Arc::default));
        by_row.since.resize(n, first_row);
        for (row, cell) in rows.iter().enumerate() {
            if let Some((index, cell)) = index_of(row).zip(known(cell))
                && values[index].is_empty()
            {
                values[index] = written(cell, by_blanks);
                by_row.since[index] = first_row;
            }
        }
        let mut codes: HashMap<Box<str>, u32> = HashMap::new();
        codes.extend(by_row.others.iter().enumerate().map(|(code, value)| (value.clone(), code as u32)));
        for (row, cell) in rows.iter().enumerate() {
            let Some(index) = index_of(row) else { continue };
            let value = known(cell).map_or_else(Box::default, |cell| written(cell, by_blanks));
            if value == values[index] {
                continue;
            }
            let next = by_row.others.len() as u32;
            let code = *codes.entry_ref(&value).or_insert(next);
            if code == next {
                by_row.others.push(value);
            }
            by_row.differing.push((first_row + row as u32, code));
        }
    }

    /// The same table for the indices that are kept: `new_index` gives for each old index its new one of `n`, `MISSING` where it has none.
    pub(super) fn kept(&self, new_index: &[u32], n: usize) -> Self {
        let column = |column: &Attribute| {
            let mut values: Vec<Box<str>> = vec!["".into(); n];
            let mut since = vec![0; n];
            for (old, new) in new_index.iter().enumerate().filter(|(_, new)| **new != MISSING) {
                values[*new as usize] = column.values[old].clone();
                if let Some(by_row) = &column.by_row {
                    since[*new as usize] = by_row.since[old];
                }
            }
            let by_row = column.by_row.as_ref().map(|by_row| Arc::new(RowValues { since, ..by_row.as_ref().clone() }));
            Attribute { name: column.name.clone(), kind: column.kind, values: values.into(), by_row }
        };
        Self { columns: self.columns.iter().map(column).collect() }
    }

    /// What `events` say: columns that stand in the events have the value of the newest of these events that gives one, other
    /// columns are as they are. `index_of` tells the index that an event is about.
    ///
    /// # Errors
    /// Cancellation.
    pub fn as_of<'a>(
        &self,
        events: impl Iterator<Item = &'a Event> + Clone,
        index_of: impl Fn(&Event) -> u32,
        ctx: &TaskContext,
    ) -> Result<Self, Cancelled> {
        let mut columns = self.columns.clone();
        for (column, of_all) in columns.iter_mut().zip(&self.columns) {
            let Some(by_row) = column.by_row.take() else { continue };
            let mut newest: Vec<(i64, &str)> = vec![(i64::MIN, ""); of_all.len()];
            for (at, event) in events.clone().enumerate() {
                if at % EVENTS_PER_CHECK == 0 {
                    ctx.check()?;
                }
                let index = index_of(event) as usize;
                let value = of_all.at_row(&by_row, index, event.row);
                if !value.is_empty() && event.time >= newest[index].0 {
                    newest[index] = (event.time, value);
                }
            }
            for ((newest, value), since) in newest.iter_mut().zip(of_all.values.iter()).zip(&by_row.since) {
                if newest.1.is_empty() && *since == ALWAYS {
                    newest.1 = value;
                }
            }
            column.values = Arc::new(newest.into_iter().map(|(_, value)| value.into()).collect());
        }
        Ok(Self { columns })
    }

    /// The column of a name and role, made if it is not there.
    fn column(&mut self, name: &str, role: Role, n: usize) -> Option<&mut Attribute> {
        let kind = AttributeKind::of(role)?;
        let place = self.columns.iter().position(|c| c.name == name && c.kind == kind);
        let place = place.unwrap_or_else(|| {
            let values = Arc::new(vec!["".into(); n]);
            self.columns.push(Attribute { name: name.to_owned(), kind, values, by_row: None });
            self.columns.len() - 1
        });
        Some(&mut self.columns[place])
    }

    /// The first column of a kind.
    pub fn first(&self, kind: AttributeKind) -> Option<&Attribute> {
        self.columns.iter().find(|c| c.kind == kind)
    }

    /// The first known text of a kind.
    pub fn text(&self, kind: AttributeKind, index: usize) -> Option<&str> {
        self.first(kind)?.text(index)
    }
}

/// A cell without the blanks around it, unless it holds nothing.
fn known(cell: Option<&str>) -> Option<&str> {
    let cell = cell.unwrap_or_default().trim();
    (!names::is_missing(cell)).then_some(cell)
}

fn written(cell: &str, by_blanks: bool) -> Box<str> {
    if by_blanks { cell.split_whitespace().collect::<Vec<_>>().join("|").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(item: u32, time: i64, row: u32) -> Event {
        Event { user: 0, item, time, weight: 1.0, session: u32::MAX, row, event: 0, part: 0 }
    }

    /// Item 0 has a price that changes, item 1 one that only the last row knows, item 2 one that the catalogue knows.
    #[test]
    fn a_part_knows_what_its_own_rows_say() {
        let mut table = AttributeTable::default();
        let items = [0, 0, 1, 2, 0, 1];
        let cells = |values: &[&str]| StringChunked::from_iter(values.iter().map(|v| Some(*v)));
        let rows = cells(&["5", "7", "", "", "9", "3"]);
        table.add_from_events("price", Role::ItemPrice, 3, &rows, 0, |row| Some(items[row]));
        table.add("price", Role::ItemPrice, 3, &cells(&["1", "1", "1"]), Some);
        let prices = |table: &AttributeTable| {
            (0..3).map(|i| table.text(AttributeKind::Price, i).unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(prices(&table), ["5", "3", "1"]);
        let events: Vec<Event> =
            (0..6).map(|row| event(items[row] as u32, [10, 30, 40, 50, 20, 60][row], row as u32)).collect();
        let known = |n: usize| prices(&table.as_of(events[..n].iter(), |e| e.item, &TaskContext::new()).unwrap());
        assert_eq!(known(1), ["5", "", "1"]);
        assert_eq!(known(3), ["7", "", "1"]);
        // Row 4 is older than row 1.
        assert_eq!(known(6), ["7", "3", "1"]);
    }
}
