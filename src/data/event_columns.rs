//! What single events carry besides who, what, when and how much: the device, the page, the hour, the place in a list.

use super::column::{Column, Texts};
use super::interned::{Interned, MISSING};
use super::role::AttributeKind;
use super::time::{Chosen, UNKNOWN};

/// A column of the events, one cell a row of the log; an event finds its cell by [`row`](super::interactions::Event::row).
#[derive(Debug, Clone)]
pub struct EventColumn {
    /// Its name in the file.
    pub name: String,
    /// What it is.
    pub kind: AttributeKind,
    cells: Cells,
}

#[derive(Debug, Clone)]
enum Cells {
    /// Codes of names or texts.
    Codes { codes: Vec<u32>, values: Vec<Box<str>> },
    /// Not a number where there is none.
    Numbers(Vec<f64>),
    /// UTC microseconds, [`UNKNOWN`] where there is none.
    Moments(Vec<i64>),
}

impl EventColumn {
    /// A column as it was read.
    pub fn new(name: String, kind: AttributeKind, column: Column) -> Self {
        let cells = match column {
            Column::Texts(Texts { codes, values }) => {
                Cells::Codes { codes, values: values.values().map(Box::from).collect() }
            }
            Column::Numbers(numbers) => Cells::Numbers(numbers.values),
            Column::Times(times) => {
                let judged = times.seen.judge(&Chosen::default());
                Cells::Moments(times.cells.into_iter().map(|cell| judged.micros(cell).unwrap_or(UNKNOWN)).collect())
            }
        };
        Self { name, kind, cells }
    }

    /// Adds the rows of a file that follows.
    pub fn append(&mut self, column: Column) {
        let added = Self::new(String::new(), self.kind, column);
        let n = self.len() + added.len();
        match (&mut self.cells, added.cells) {
            (Cells::Numbers(all), Cells::Numbers(rows)) => all.extend(rows),
            (Cells::Moments(all), Cells::Moments(rows)) => all.extend(rows),
            (Cells::Codes { codes, values }, Cells::Codes { codes: rows, values: own }) => {
                let mut interned = Interned::default();
                values.iter().for_each(|value| _ = interned.code(value));
                let index: Vec<u32> = own.iter().map(|value| interned.code(value)).collect();
                codes.extend(rows.into_iter().map(|code| if code == MISSING { MISSING } else { index[code as usize] }));
                *values = interned.values().map(Box::from).collect();
            }
            // Files whose columns of one name are read differently: what does not fit is not known.
            _ => self.fill(n),
        }
    }

    /// The cell of a row as text, if it holds one.
    pub fn text(&self, row: u32) -> Option<&str> {
        match &self.cells {
            Cells::Codes { codes, values } => {
                codes.get(row as usize).filter(|code| **code != MISSING).map(|code| &*values[*code as usize])
            }
            _ => None,
        }
    }

    /// The cell of a row as a number, or the moment in UTC microseconds.
    pub fn number(&self, row: u32) -> Option<f64> {
        match &self.cells {
            Cells::Codes { .. } => None,
            Cells::Numbers(numbers) => numbers.get(row as usize).copied().filter(|number| number.is_finite()),
            Cells::Moments(moments) => {
                moments.get(row as usize).filter(|moment| **moment != UNKNOWN).map(|m| *m as f64)
            }
        }
    }

    /// The code of the cell of a row among its [`names`](Self::names).
    pub fn code(&self, row: u32) -> Option<u32> {
        match &self.cells {
            Cells::Codes { codes, .. } => codes.get(row as usize).copied().filter(|code| *code != MISSING),
            _ => None,
        }
    }

    /// The different texts.
    pub fn names(&self) -> &[Box<str>] {
        match &self.cells {
            Cells::Codes { values, .. } => values,
            _ => &[],
        }
    }

    /// Gives it `n` rows; those that are new hold nothing.
    pub fn fill(&mut self, n: usize) {
        match &mut self.cells {
            Cells::Codes { codes, .. } => codes.resize(n, MISSING),
            Cells::Numbers(numbers) => numbers.resize(n, f64::NAN),
            Cells::Moments(moments) => moments.resize(n, UNKNOWN),
        }
    }

    /// Number of rows that hold something.
    pub fn n_known(&self) -> usize {
        match &self.cells {
            Cells::Codes { codes, .. } => codes.iter().filter(|code| **code != MISSING).count(),
            Cells::Numbers(numbers) => numbers.iter().filter(|number| number.is_finite()).count(),
            Cells::Moments(moments) => moments.iter().filter(|moment| **moment != UNKNOWN).count(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Codes { codes, .. } => codes.len(),
            Cells::Numbers(numbers) => numbers.len(),
            Cells::Moments(moments) => moments.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
