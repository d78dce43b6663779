//! What is known of items and users besides their events.
//!
//! Some of it stands in files of its own, some in the rows of the events, where it may change from row to row (a price) and where
//! the rows that are held out must not be looked at: [`AttributeTable::as_of`] takes what the rows of a part say. Each column is a code an
//! index into its different values, which are read once as what they are: names, numbers, days.

use std::sync::Arc;

use super::attribute_values::{Read, Values};
use super::column::Texts;
use super::interactions::Event;
use super::interned::{Interned, MISSING};
use super::role::{AttributeKind, Entity};
use crate::base::{Cancelled, TaskContext, Warning};
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
    /// The place of each index's value among the values, [`MISSING`] where nothing is known.
    codes: Arc<Vec<u32>>,
    values: Arc<Values>,
    /// What single rows of the events say, where the column stands in them.
    by_row: Option<Arc<RowCodes>>,
}

/// The values of a column row by row: that of its index but for the rows named here.
#[derive(Debug, Clone, Default)]
struct RowCodes {
    /// The value of each index, by which rows that are not named have theirs.
    base: Vec<u32>,
    /// The rows from this one on have the value of the index; [`ALWAYS`] where a file of its own gave it.
    since: Vec<u32>,
    /// Rows, ascending, that say something else: which value, or that there is none.
    differing: Vec<(u32, u32)>,
}

/// Mark of a value that no row of the events gave.
const ALWAYS: u32 = u32::MAX;
/// Events between two looks at the cancel flag.
const EVENTS_PER_CHECK: usize = 1 << 16;

impl Attribute {
    fn value(&self, index: usize) -> Option<usize> {
        self.codes.get(index).filter(|code| **code != MISSING).map(|code| *code as usize)
    }

    /// The value of an index as text, if there is one.
    pub fn text(&self, index: usize) -> Option<&str> {
        self.value(index).map(|value| self.values.text(value))
    }

    /// The value of an index as a number, if it is one: of a date the days since 1970.
    pub fn number(&self, index: usize) -> Option<f64> {
        self.values.number(self.value(index)?)
    }

    /// The names of an index: its category, its categories, or each step of its path.
    pub fn parts(&self, index: usize) -> impl Iterator<Item = &str> {
        self.value(index).into_iter().flat_map(|value| self.values.names(value))
    }

    /// The value that row number `row` of the events, about `index`, gives.
    fn at_row(by_row: &RowCodes, index: usize, row: u32) -> u32 {
        match by_row.differing.binary_search_by_key(&row, |(at, _)| *at) {
            Ok(at) => by_row.differing[at].1,
            Err(_) if by_row.since[index] == ALWAYS || row >= by_row.since[index] => by_row.base[index],
            Err(_) => MISSING,
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
        self.codes.iter().filter(|code| **code != MISSING).count()
    }

    /// How many values it has room for.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether it has room for none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

impl AttributeTable {
    /// The same table for the indices that are kept: `new_index` gives for each old index its new one of `n`, `MISSING` where it has none.
    pub(super) fn kept(&self, new_index: &[u32], n: usize) -> Self {
        let column = |column: &Attribute| {
            let mut codes = vec![MISSING; n];
            let (mut since, mut base) = (vec![0; n], vec![MISSING; n]);
            for (old, new) in new_index.iter().enumerate().filter(|(_, new)| **new != MISSING) {
                codes[*new as usize] = column.codes[old];
                if let Some(by_row) = &column.by_row {
                    since[*new as usize] = by_row.since[old];
                    base[*new as usize] = by_row.base[old];
                }
            }
            let by_row = column
                .by_row
                .as_ref()
                .map(|by_row| Arc::new(RowCodes { base, since, differing: by_row.differing.clone() }));
            Attribute {
                name: column.name.clone(),
                kind: column.kind,
                codes: codes.into(),
                values: Arc::clone(&column.values),
                by_row,
            }
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
            let mut newest: Vec<(i64, u32)> = vec![(i64::MIN, MISSING); of_all.len()];
            for (at, event) in events.clone().enumerate() {
                if at % EVENTS_PER_CHECK == 0 {
                    ctx.check()?;
                }
                let index = index_of(event) as usize;
                let code = Attribute::at_row(&by_row, index, event.row);
                if code != MISSING && event.time >= newest[index].0 {
                    newest[index] = (event.time, code);
                }
            }
            for ((newest, code), since) in newest.iter_mut().zip(of_all.codes.iter()).zip(&by_row.since) {
                if newest.1 == MISSING && *since == ALWAYS {
                    newest.1 = *code;
                }
            }
            column.codes = Arc::new(newest.into_iter().map(|(_, code)| code).collect());
        }
        Ok(Self { columns })
    }

    /// The same as [`as_of`](Self::as_of), but what single rows say stays known.
    ///
    /// # Errors
    /// Cancellation.
    pub(super) fn shown_by<'a>(
        &self,
        events: impl Iterator<Item = &'a Event> + Clone,
        index_of: impl Fn(&Event) -> u32,
        ctx: &TaskContext,
    ) -> Result<Self, Cancelled> {
        let mut table = self.as_of(events, index_of, ctx)?;
        for (column, of_all) in table.columns.iter_mut().zip(&self.columns) {
            column.by_row.clone_from(&of_all.by_row);
        }
        Ok(table)
    }

    /// The first column of a kind.
    pub fn first(&self, kind: AttributeKind) -> Option<&Attribute> {
        self.columns.iter().find(|c| c.kind == kind)
    }

    /// The first column of names: a category, several, or a path.
    pub fn category(&self) -> Option<&Attribute> {
        use AttributeKind::{Categories, Category, Path};
        self.columns.iter().find(|c| matches!(c.kind, Category | Categories | Path))
    }

    /// The first known text of a kind.
    pub fn text(&self, kind: AttributeKind, index: usize) -> Option<&str> {
        self.first(kind)?.text(index)
    }
}

/// Puts a table together from columns of several files.
#[derive(Default)]
pub struct AttributeBuilder {
    columns: Vec<Building>,
}

struct Building {
    name: String,
    kind: AttributeKind,
    values: Interned,
    codes: Vec<u32>,
    by_row: Option<RowCodes>,
}

impl AttributeBuilder {
    /// Adds a column of a file of items or users: `index_of` gives for each row the index it is about. The first value of an
    /// index stays. A column that is there already by name and kind is filled up, not added again.
    pub fn add(
        &mut self,
        name: &str,
        kind: AttributeKind,
        n: usize,
        rows: &Texts,
        index_of: impl Fn(usize) -> Option<usize>,
    ) {
        let column = self.column(name, kind, n);
        let code = column.values.merge(&rows.values);
        for (row, value) in rows.codes.iter().enumerate().filter(|(_, value)| **value != MISSING) {
            if let Some(index) = index_of(row)
                && column.codes[index] == MISSING
            {
                column.codes[index] = code[*value as usize];
                if let Some(by_row) = &mut column.by_row {
                    by_row.since[index] = ALWAYS;
                }
            }
        }
    }

    /// Adds a column of the events, whose rows are numbered from `first_row` on. A column that is there already by name and
    /// kind goes on, as that of a second file does.
    pub fn add_from_events(
        &mut self,
        name: &str,
        kind: AttributeKind,
        n: usize,
        rows: &Texts,
        first_row: u32,
        index_of: impl Fn(usize) -> Option<usize>,
    ) {
        let column = self.column(name, kind, n);
        let code = column.values.merge(&rows.values);
        let by_row = column.by_row.get_or_insert_with(RowCodes::default);
        by_row.since.resize(n, first_row);
        let of_row = |row: usize| {
            rows.codes.get(row).map_or(MISSING, |v| if *v == MISSING { MISSING } else { code[*v as usize] })
        };
        for row in 0..rows.codes.len() {
            if let Some(index) = index_of(row)
                && column.codes[index] == MISSING
                && of_row(row) != MISSING
            {
                column.codes[index] = of_row(row);
                by_row.since[index] = first_row;
            }
        }
        for row in 0..rows.codes.len() {
            if let Some(index) = index_of(row)
                && of_row(row) != column.codes[index]
            {
                by_row.differing.push((first_row + row as u32, of_row(row)));
            }
        }
    }

    /// The column of a name and kind, made if it is not there.
    fn column(&mut self, name: &str, kind: AttributeKind, n: usize) -> &mut Building {
        let place = self.columns.iter().position(|c| c.name == name && c.kind == kind);
        let place = place.unwrap_or_else(|| {
            let name = name.to_owned();
            self.columns.push(Building {
                name,
                kind,
                values: Interned::default(),
                codes: vec![MISSING; n],
                by_row: None,
            });
            self.columns.len() - 1
        });
        &mut self.columns[place]
    }

    /// Reads the values as what they are. What cannot be read as its column says is not known, and told.
    pub fn finish(self, of: Entity, warnings: &mut Vec<Warning>) -> AttributeTable {
        let column = |column: Building| {
            let Read { values, place, unreadable, negative } = Values::read(&column.name, column.kind, &column.values);
            let place_of = |code: u32| if code == MISSING { MISSING } else { place[code as usize] };
            let name = said!("quoted", text = column.name.as_str());
            let n = |odd: &[u32]| column.codes.iter().filter(|code| odd.binary_search(code).is_ok()).count();
            // Words for nothing are odd too, and stand nowhere any more.
            let example = |odd: &[u32]| {
                let standing = column.codes.iter().find(|code| odd.binary_search(code).is_ok());
                said!("quoted", text = standing.map_or("", |code| column.values.value(*code)))
            };
            if n(&unreadable) > 0 {
                let said = said!(
                    "data-attribute-unreadable",
                    column = name.clone(),
                    n = n(&unreadable),
                    of = of.id(),
                    kind = column.kind.label(),
                    example = example(&unreadable)
                );
                warnings.push(Warning::new(said));
            }
            if n(&negative) > 0 {
                let said = said!(
                    "data-attribute-negative",
                    column = name,
                    n = n(&negative),
                    of = of.id(),
                    example = example(&negative)
                );
                warnings.push(Warning::new(said));
            }
            let codes: Vec<u32> = column.codes.iter().map(|code| place_of(*code)).collect();
            let by_row = column.by_row.map(|mut by_row| {
                by_row.differing.iter_mut().for_each(|(_, code)| *code = place_of(*code));
                by_row.base.clone_from(&codes);
                Arc::new(by_row)
            });
            Attribute { name: column.name, kind: column.kind, codes: codes.into(), values: values.into(), by_row }
        };
        AttributeTable { columns: self.columns.into_iter().map(column).collect() }
    }
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
        let mut table = AttributeBuilder::default();
        let items = [0, 0, 1, 2, 0, 1];
        let cells = |values: &[&str]| Texts::of(values.iter().copied(), values.len());
        let rows = cells(&["5", "7", "", "", "9", "3"]);
        table.add_from_events("price", AttributeKind::Price, 3, &rows, 0, |row| Some(items[row]));
        table.add("price", AttributeKind::Price, 3, &cells(&["1", "1", "1"]), Some);
        let table = table.finish(Entity::Item, &mut Vec::new());
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
