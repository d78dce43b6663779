//! What is known of items and users besides their events.

use polars::prelude::StringChunked;

use super::names;
use super::schema::Role;

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
    values: Vec<Box<str>>,
}

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
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Category => "category",
            Self::Brand => "brand",
            Self::Price => "price",
            Self::Text => "text",
            Self::Number => "number",
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

    /// The categories of an index.
    pub fn parts(&self, index: usize) -> impl Iterator<Item = &str> {
        self.text(index).unwrap_or_default().split('|').map(str::trim).filter(|p| !p.is_empty())
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
    /// Adds a column: `index_of` gives for each row the index it is about. The first value of an index stays. A
    /// column that is there already by name and kind is filled up, not added again.
    pub fn add(
        &mut self,
        name: &str,
        role: Role,
        n: usize,
        rows: &StringChunked,
        index_of: impl Fn(usize) -> Option<usize>,
    ) {
        let Some(kind) = AttributeKind::of(role) else { return };
        let place = self.columns.iter().position(|c| c.name == name && c.kind == kind);
        let column = match place {
            Some(place) => &mut self.columns[place],
            None => {
                self.columns.push(Attribute { name: name.to_owned(), kind, values: vec!["".into(); n] });
                let last = self.columns.len() - 1;
                &mut self.columns[last]
            }
        };
        // RecBole's token sequences separate categories by blanks.
        let by_blanks = kind == AttributeKind::Category && name.ends_with(":token_seq");
        for (row, cell) in rows.iter().enumerate() {
            let cell = cell.unwrap_or_default().trim();
            if names::is_missing(cell) {
                continue;
            }
            if let Some(index) = index_of(row)
                && column.values[index].is_empty()
            {
                column.values[index] =
                    if by_blanks { cell.split_whitespace().collect::<Vec<_>>().join("|").into() } else { cell.into() };
            }
        }
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
