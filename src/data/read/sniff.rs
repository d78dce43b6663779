//! The layout of a text table: separator, quotes, header; judged from its first lines.

use std::collections::HashMap;
use std::path::Path;

use crate::base::{InputError, Said, SaidValue, StageError, Warning};
use crate::said;

/// The byte that stands for `::` once it is exchanged: ASCII's unit separator.
pub const DOUBLE_COLON_BYTE: u8 = 0x1f;

/// Lines that the layout is judged from.
const JUDGED_ROWS: usize = 200;
/// The share of rows that must have the same number of fields for a separator to be believed.
const BELIEVABLE: f64 = 0.6;

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// A tab.
    Tab,
    /// `,`.
    Comma,
    /// `;`.
    Semicolon,
    /// `|`.
    Pipe,
    /// `::`, exchanged for a single byte before reading.
    DoubleColon,
    /// A blank.
    Space,
}

impl Separator {
    const ALL: [Self; 6] = [Self::Tab, Self::Comma, Self::Semicolon, Self::Pipe, Self::DoubleColon, Self::Space];

    /// The byte that readers split at.
    pub fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Pipe => b'|',
            Self::DoubleColon => DOUBLE_COLON_BYTE,
            Self::Space => b' ',
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Tab => said!("separator-tab"),
            Self::Comma => said!("separator-comma"),
            Self::Semicolon => said!("separator-semicolon"),
            Self::Pipe => said!("separator-pipe"),
            Self::DoubleColon => said!("separator-double-colon"),
            Self::Space => said!("separator-space"),
        }
    }
}

/// How rows are cut into fields.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    pub separator: Separator,
    pub quoted: bool,
    pub has_header: bool,
}

/// The first rows, cut into fields.
pub struct Parsed {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub warnings: Vec<Warning>,
}

/// Judges the layout of `text`, the first lines of `path`.
pub fn layout(path: &Path, text: &str) -> Result<Layout, StageError> {
    let mut best: Option<(f64, Separator, bool)> = None;
    for separator in Separator::ALL {
        for quoted in [true, false] {
            if separator == Separator::DoubleColon && quoted {
                continue;
            }
            let rows = cut(text, separator, quoted, JUDGED_ROWS);
            let (n_fields, share) = usual_width(&rows);
            if n_fields < 2 || share < BELIEVABLE {
                continue;
            }
            // More fields are better evidence; blanks also stand inside text, so they count last.
            let evidence = share * share * (n_fields as f64).ln_1p();
            let evidence = if separator == Separator::Space { evidence * 0.2 } else { evidence };
            if best.is_none_or(|(e, ..)| evidence > e + 1e-9) {
                best = Some((evidence, separator, quoted));
            }
        }
    }
    let Some((_, separator, quoted)) = best else {
        return Err(InputError::new(path, said!("data-columns-unclear"), said!("data-columns-unclear.remedy"))
            .at_row(1)
            .into());
    };
    let has_header = has_header(&cut(text, separator, quoted, JUDGED_ROWS));
    Ok(Layout { separator, quoted, has_header })
}

/// Cuts the first rows into fields, names the columns and notes ragged rows.
pub fn parse(path: &Path, layout: &Layout, text: &str) -> Result<Parsed, StageError> {
    let mut rows = cut(text, layout.separator, layout.quoted, super::PREVIEW_ROWS + 1);
    let mut warnings = Vec::new();
    if rows.is_empty() {
        return Err(super::empty_file(path).into());
    }
    let width = if layout.has_header { rows[0].len().max(1) } else { usual_width(&rows).0 };
    // GroupLens-like dumps close every row but the header with a separator; those cells are empty.
    let ragged =
        |row: &Vec<String>| row.len() < width || row[width.min(row.len())..].iter().any(|cell| !cell.trim().is_empty());
    let ragged_rows: Vec<usize> =
        rows.iter().enumerate().skip(1).filter(|(_, row)| ragged(row)).map(|(at, _)| at + 1).collect();
    if let Some(first) = ragged_rows.first() {
        warnings.push(Warning::new(said!(
            "data-ragged",
            file = path,
            row = first.to_string(),
            found = rows[first - 1].len(),
            expected = width,
            ragged = ragged_rows.len(),
            rows = rows.len(),
        )));
    }
    let columns = if layout.has_header {
        let header = rows.remove(0);
        let mut seen = HashMap::new();
        for name in &header {
            *seen.entry(name.trim().to_owned()).or_insert(0) += 1;
        }
        let mut doubled: Vec<_> =
            seen.iter().filter(|(n, c)| **c > 1 && !n.is_empty()).map(|(n, _)| n.clone()).collect();
        doubled.sort();
        if !doubled.is_empty() {
            let names = doubled.into_iter().map(|name| said!("quoted", text = name)).collect::<SaidValue>();
            warnings.push(Warning::new(said!("data-doubled-names", file = path, names = names)));
        }
        unique_names(&header)
    } else {
        (1..=width).map(|c| format!("Column {c}")).collect()
    };
    rows.truncate(super::PREVIEW_ROWS);
    for row in &mut rows {
        row.resize(columns.len(), String::new());
    }
    Ok(Parsed { columns, rows, warnings })
}

/// The first `limit` rows of `text` as fields; blank lines are passed over.
fn cut(text: &str, separator: Separator, quoted: bool, limit: usize) -> Vec<Vec<String>> {
    let exchanged = super::decode::with_single_byte_separator(text.as_bytes(), separator);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .quoting(quoted)
        .has_headers(false)
        .flexible(true)
        .from_reader(exchanged.as_deref().unwrap_or(text.as_bytes()));
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while rows.len() < limit && reader.read_record(&mut record).unwrap_or(false) {
        rows.push(record.iter().map(str::to_owned).collect());
    }
    rows
}

/// The most frequent number of fields, and the share of rows that have it.
fn usual_width(rows: &[Vec<String>]) -> (usize, f64) {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for row in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(width, count)| (count, width))
        .map_or((0, 0.0), |(width, count)| (width, count as f64 / rows.len() as f64))
}

/// A first row is a header if it names a known column, if it is a data frame's row of column numbers,
/// or if it is text where the rows below are numbers.
fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    if first.iter().any(|cell| crate::data::names::is_known(cell)) {
        return true;
    }
    let numbered = |from: usize| first.iter().skip(from).enumerate().all(|(i, cell)| cell.trim() == i.to_string());
    if first.len() > 1
        && (numbered(0) && first[0] == "0" && below.first().is_none_or(|r| r[0] != "1")
            || first[0].is_empty() && numbered(1))
    {
        return true;
    }
    let is_number = |cell: &str| cell.trim().parse::<f64>().is_ok();
    if first.iter().any(|cell| is_number(cell) || cell.trim().is_empty()) {
        return false;
    }
    (0..first.len()).any(|c| {
        let filled: Vec<_> = below.iter().filter_map(|row| row.get(c)).filter(|cell| !cell.trim().is_empty()).collect();
        !filled.is_empty() && filled.iter().filter(|cell| is_number(cell)).count() * 10 >= filled.len() * 9
    })
}

/// Column names without blanks around them; empty ones are numbered, doubled ones get a suffix.
fn unique_names(header: &[String]) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    header
        .iter()
        .enumerate()
        .map(|(c, name)| {
            let name = match name.trim().trim_start_matches('\u{feff}') {
                "" => format!("Column {}", c + 1),
                name => name.to_owned(),
            };
            let count = taken.entry(name.clone()).or_default();
            *count += 1;
            if *count == 1 { name } else { format!("{name} ({count})") }
        })
        .collect()
}
