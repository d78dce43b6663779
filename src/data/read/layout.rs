//! The layout of a text table: lines before the table, separator, quotes, header; judged from its first lines.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::rows::{Cell, Cut, Separator};
use crate::base::{InputError, SaidValue, StageError, Warning};
use crate::data::number::{self, Mark};
use crate::data::{names, time};
use crate::said;

/// Lines that the layout is judged from.
const JUDGED_ROWS: usize = 200;
/// The share of rows that must have the same number of fields for a separator to be believed.
const BELIEVABLE: f64 = 0.6;
/// Lines that may stand before a table.
const PREAMBLE: usize = 50;

/// How a table is cut into rows and fields.
#[derive(Debug, Clone)]
pub struct Layout {
    /// How rows are cut.
    pub cut: Cut,
    /// Lines before the table.
    pub skipped: usize,
    /// The header, word for word, where there is one.
    pub header: Option<String>,
    /// Names of the columns; made up ("Column 3") where the file has none.
    pub columns: Vec<String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Judges the layout of `text`, the first lines of `path`.
///
/// # Errors
/// Lines that have no fields in common.
pub fn layout(path: &Path, text: &str) -> Result<Layout, StageError> {
    let (told, first) = separator_line(text);
    let table = &text[first..];
    let mut best: Option<(f64, Cut)> = None;
    for separator in Separator::ALL.into_iter().filter(|separator| told.is_none_or(|told| told == *separator)) {
        let mut share_if_quoted = 0.0;
        for quoted in [true, false] {
            let cut = Cut { separator, quoted, width: 0 };
            let rows = rows(table, cut);
            let (width, share) = usual_width(&rows[preamble(&rows, table)..]);
            // Quotes that hold cells together are believed, though rows cut through them may have more fields.
            if width < 2 || share < BELIEVABLE || share <= share_if_quoted {
                continue;
            }
            share_if_quoted = share;
            // More fields are better evidence; blanks also stand inside text, so they count last.
            let evidence = share * share * (width as f64).ln_1p();
            let evidence = if separator == Separator::Space { evidence * 0.2 } else { evidence };
            if best.is_none_or(|(e, _)| evidence > e + 1e-9) {
                best = Some((evidence, Cut { width, ..cut }));
            }
        }
    }
    let Some((_, cut)) = best else {
        return Err(InputError::new(path, said!("data-columns-unclear"), said!("data-columns-unclear.remedy"))
            .at_row(1)
            .into());
    };
    Ok(named(path, text, first, cut))
}

/// `sep=;`, which spreadsheets write and read; with the place behind that line.
fn separator_line(text: &str) -> (Option<Separator>, usize) {
    let Some(end) = text.find('\n') else { return (None, 0) };
    let line = text[..end].trim_end_matches('\r').trim_matches('"');
    let told = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="));
    let separator = told.and_then(|told| {
        Separator::ALL.into_iter().find(|s| told.as_bytes() == [s.byte()] && *s != Separator::DoubleColon)
    });
    (separator, if separator.is_some() { end + 1 } else { 0 })
}

/// The layout with its header and the names of the columns.
fn named(path: &Path, text: &str, first: usize, cut: Cut) -> Layout {
    let table = &text[first..];
    let all = rows(table, Cut { width: 0, ..cut });
    let before = preamble(&all, table);
    let start = first + all.get(before).map_or(0, |row| row.start);
    let fields: Vec<Vec<String>> = all[before..].iter().map(|row| row.fields(table)).collect();
    let has_header = has_header(&fields);
    let skipped = text[..start].matches('\n').count();
    let mut warnings = Vec::new();
    if before > 0 {
        warnings.push(Warning::new(said!("data-lines-before", file = path, n = skipped)));
    }
    // GroupLens-like dumps close every row but the header with a separator: the header counts.
    let width = if has_header { fields[0].len().max(1) } else { cut.width };
    let columns = if has_header {
        if let Some(names) = doubled(&fields[0]) {
            warnings.push(Warning::new(said!("data-doubled-names", file = path, names = names)));
        }
        unique_names(&fields[0])
    } else {
        (1..=width).map(|c| format!("Column {c}")).collect()
    };
    let header = has_header.then(|| table[all[before].start..all[before].end].trim_end().to_owned());
    Layout { cut: Cut { width, ..cut }, skipped, header, columns, warnings }
}

/// A row and where its cells stand.
struct Row {
    start: usize,
    end: usize,
    cells: Vec<Cell>,
}

impl Row {
    fn fields(&self, text: &str) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text(text).into_owned()).collect()
    }
}

/// The first rows; blank lines are passed over.
fn rows(text: &str, cut: Cut) -> Vec<Row> {
    let (mut rows, mut at) = (Vec::new(), 0);
    while at < text.len() && rows.len() < JUDGED_ROWS {
        let mut cells = Vec::new();
        let Some(end) = cut.row(text.as_bytes(), at, true, &mut cells) else { break };
        if !text[at..end].trim().is_empty() {
            rows.push(Row { start: at, end, cells });
        }
        at = end;
    }
    rows
}

/// How many of the first rows are no part of the table: remarks that begin with `#`, and lines of a single field before the first row of
/// several. Spreadsheets fill such lines up with empty fields, and write `name, value` above tables that are wider.
fn preamble(rows: &[Row], text: &str) -> usize {
    let (width, _) = usual_width(rows);
    let is_remark = |row: &Row| {
        let is_marked = text[row.start..row.end].trim_start().starts_with('#');
        let n_filled = row.cells.iter().filter(|cell| !cell.text(text).trim().is_empty()).count();
        let is_short = n_filled <= 1 || (n_filled == 2 && width >= 4);
        let is_header = row.cells.iter().filter(|cell| names::is_known(&cell.text(text))).count() >= 2;
        row.cells.len() != width && (is_marked || is_short && !is_header) || width >= 3 && n_filled <= 1
    };
    let n = rows.iter().take(PREAMBLE).take_while(|row| is_remark(row)).count();
    if width < 2 || n == rows.len() { 0 } else { n }
}

/// The most frequent number of fields, and the share of rows that have it.
fn usual_width(rows: &[Row]) -> (usize, f64) {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for row in rows {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|&(width, count)| (count, width));
    usual.map_or((0, 0.0), |(width, count)| (width, count as f64 / rows.len() as f64))
}

/// A first row is a header if it names a known column, if it is a data frame's row of column numbers, if it is text where the rows below are
/// numbers or times, or if none of its cells
/// stands below again and either two have no digit where nearly all below have one, or others stand often.
fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    // A value is no name: it stands again below, unless the whole header does.
    let is_again = below.contains(first);
    let stands_again = |c: usize| below.iter().any(|row| row.get(c).is_some_and(|cell| cell.trim() == first[c].trim()));
    if (0..first.len()).any(|c| names::is_known(&first[c]) && (is_again || !stands_again(c))) {
        return true;
    }
    let numbered = |from: usize| first.iter().skip(from).enumerate().all(|(i, cell)| cell.trim() == i.to_string());
    if first.len() > 1
        && (numbered(0) && first[0] == "0" && below.first().is_none_or(|r| r[0] != "1")
            || first[0].is_empty() && numbered(1))
    {
        return true;
    }
    let is_number = |cell: &str| Mark::ALL.iter().any(|mark| number::parse(cell, *mark).is_some());
    let is_time = |cell: &str| time::parse(cell.trim()).is_some();
    if first.iter().any(|cell| is_number(cell) || is_time(cell) || cell.trim().is_empty()) {
        return false;
    }
    let column = |c: usize| -> Vec<&str> {
        below.iter().filter_map(|row| row.get(c)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
    };
    let has_digit = |cell: &str| cell.bytes().any(|b| b.is_ascii_digit());
    let differs = |c: usize| {
        let filled = column(c);
        let nearly_all =
            |test: &dyn Fn(&str) -> bool| filled.iter().filter(|cell| test(cell)).count() * 10 >= filled.len() * 9;
        let is_other = |test: &dyn Fn(&str) -> bool| !test(&first[c]) && nearly_all(test);
        !filled.is_empty() && (is_other(&is_number) || is_other(&is_time))
    };
    // One text without a digit may be a value; where two are, they are names of columns.
    let lacks_digit = |c: &usize| {
        let filled = column(*c);
        let n_with = filled.iter().filter(|cell| has_digit(cell)).count();
        !has_digit(&first[*c]) && filled.len() >= 5 && n_with * 10 >= filled.len() * 9
    };
    let repeats = |c: usize| {
        let (n, different) = (column(c).len(), column(c).into_iter().collect::<HashSet<_>>().len());
        n >= 10 && different * 3 <= n
    };
    let columns = || 0..first.len();
    let is_unlike = || columns().filter(lacks_digit).count() >= 2 || columns().any(repeats);
    columns().any(differs) || !columns().any(stands_again) && is_unlike()
}

/// Names that stand more than once.
fn doubled(header: &[String]) -> Option<SaidValue> {
    let mut names: Vec<&str> = header.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    let mut doubled: Vec<&str> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    doubled.dedup();
    (!doubled.is_empty()).then(|| doubled.into_iter().map(|name| said!("quoted", text = name)).collect())
}

/// Column names without blanks around them; empty ones are numbered, doubled ones get a suffix.
pub fn unique_names(header: &[String]) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let name = |(c, name): (usize, &String)| {
        let name = match name.trim().trim_start_matches('\u{feff}').trim_start_matches('#').trim() {
            "" => format!("Column {}", c + 1),
            name => name.to_owned(),
        };
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    };
    header.iter().enumerate().map(name).collect()
}
