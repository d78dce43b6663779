//! Delimited text cut into rows and cells.
//!
//! One rule says where a row ends, for finding blocks of whole rows and for cutting them: a cell is quoted where it begins with a quote and a
//! closing quote stands right before a separator or the end of a line. Any other quote is part of the text, so a title such as
//! `"Best" monitor 24"` swallows nothing.

use memchr::{memchr, memchr2, memchr2_iter, memmem, memrchr};

use super::batch::{self, Batch};
use super::format::Wanted;
use crate::base::Said;
use crate::said;

/// The longest quoted cell; a quote that is not closed within it is part of the text.
const QUOTED_LIMIT: usize = 1 << 20;
/// Mark of a column that is not wanted.
const NOWHERE: u16 = u16::MAX;

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
    /// `::`.
    DoubleColon,
    /// A blank.
    Space,
}

impl Separator {
    /// All, in the order in which they are tried.
    pub const ALL: [Self; 6] = [Self::Tab, Self::Comma, Self::Semicolon, Self::Pipe, Self::DoubleColon, Self::Space];

    /// Its first byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Pipe => b'|',
            Self::DoubleColon => b':',
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

/// How rows are cut into cells.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// What stands between two cells.
    pub separator: Separator,
    /// Whether cells may stand in quotes.
    pub quoted: bool,
    /// Cells of a row, or 0 where it is not known yet.
    pub width: usize,
}

/// Where a cell stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Whether quotes inside it are doubled.
    pub is_escaped: bool,
}

impl Cell {
    /// Its text, doubled quotes made single.
    pub fn text<'a>(&self, text: &'a str) -> std::borrow::Cow<'a, str> {
        let cell = &text[self.start..self.end];
        if self.is_escaped { cell.replace("\"\"", "\"").into() } else { cell.into() }
    }
}

impl Cut {
    /// How much of `text` is whole rows; all of it where it `is_end`.
    pub fn whole_rows(&self, text: &[u8], is_end: bool) -> usize {
        if is_end {
            return text.len();
        }
        let (mut at, mut cells) = (0, Vec::new());
        while self.quoted
            && let Some(quote) = memchr(b'"', &text[at..])
        {
            // Rows without a quote end with their line.
            at = memrchr(b'\n', &text[..at + quote]).map_or(at, |end| at.max(end + 1));
            match self.row(text, at, is_end, &mut cells) {
                Some(end) => at = end,
                None => return at,
            }
        }
        memrchr(b'\n', &text[at..]).map_or(at, |end| at + end + 1)
    }

    /// The cells of the row that begins at `at`, and where the next one begins; `None` where its end is not in the text.
    pub fn row(&self, text: &[u8], at: usize, is_end: bool, cells: &mut Vec<Cell>) -> Option<usize> {
        let (end, is_open) = self.cells(text, at, is_end, cells)?;
        let line_end = memchr(b'\n', &text[at..end]).map(|first| at + first + 1).filter(|line_end| *line_end < end);
        if let Some(line_end) = line_end.filter(|_| self.width > 0 && (cells.len() != self.width || is_open)) {
            // Two lone quotes in different lines look like one quoted cell. The line is cut as if the text ended with it: so it is where a block does.
            // What decides on a quote may lie behind the row, and so in the next block.
            let mut alone = Vec::new();
            let (end, _) = self.cells(&text[..line_end], at, true, &mut alone)?;
            if alone.len() == self.width {
                *cells = alone;
                return Some(end);
            }
        }
        Some(end)
    }

    /// The cells of a row, where the next one begins, and whether that a quote closes nowhere was seen only behind it.
    fn cells(&self, text: &[u8], at: usize, is_end: bool, cells: &mut Vec<Cell>) -> Option<(usize, bool)> {
        cells.clear();
        let (mut start, mut seen_to) = (at, at);
        loop {
            let mut cell = Cell { start, end: start, is_escaped: false };
            let mut end = None;
            if self.quoted && text.get(start) == Some(&b'"') {
                match self.closing(text, start + 1, is_end) {
                    Closing::At(close, is_escaped) => {
                        cell = Cell { start: start + 1, end: close, is_escaped };
                        end = Some(close + 1);
                    }
                    Closing::Nowhere(seen) => seen_to = seen_to.max(seen),
                    Closing::NotInText => return None,
                }
            }
            // Behind a closing quote there is a separator or the end of the line.
            let (cell_end, next) = self.end_of_cell(text, end.unwrap_or(start));
            if end.is_none() {
                cell.end = cell_end;
            }
            match next {
                Next::Cell(next) => start = next,
                Next::Row(next) => {
                    if end.is_none() && cell.end > cell.start && text[cell.end - 1] == b'\r' {
                        cell.end -= 1;
                    }
                    cells.push(cell);
                    return Some((next, seen_to >= next));
                }
                Next::Nothing if !is_end => return None,
                Next::Nothing => {
                    cells.push(cell);
                    return Some((text.len(), seen_to >= text.len()));
                }
            }
            cells.push(cell);
        }
    }

    /// Where a cell without quotes ends that begins at `at`, and what follows it.
    fn end_of_cell(&self, text: &[u8], at: usize) -> (usize, Next) {
        let rest = &text[at..];
        let (end, length) = match self.separator {
            Separator::DoubleColon => {
                let line = memchr(b'\n', rest);
                let separator = memmem::find(&rest[..line.unwrap_or(rest.len())], b"::");
                (separator.or(line), if separator.is_some() { 2 } else { 1 })
            }
            one => (memchr2(one.byte(), b'\n', rest), 1),
        };
        match end {
            None => (text.len(), Next::Nothing),
            Some(end) if length == 1 && rest[end] == b'\n' => (at + end, Next::Row(at + end + 1)),
            Some(end) => (at + end, Next::Cell(at + end + length)),
        }
    }

    /// The quote that closes a cell whose text begins at `at`.
    fn closing(&self, text: &[u8], at: usize, is_end: bool) -> Closing {
        let limit = text.len().min(at + QUOTED_LIMIT);
        let (mut from, mut is_escaped) = (at, false);
        while let Some(quote) = memchr(b'"', &text[from..limit]) {
            let quote = from + quote;
            match &text[quote + 1..] {
                [] | [b'\r'] if !is_end => return Closing::NotInText,
                [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r'] => return Closing::At(quote, is_escaped),
                [b'"', ..] => (from, is_escaped) = (quote + 2, true),
                [b':'] if self.separator == Separator::DoubleColon && !is_end => return Closing::NotInText,
                [b':', b':', ..] if self.separator == Separator::DoubleColon => return Closing::At(quote, is_escaped),
                [next, ..] if self.separator != Separator::DoubleColon && *next == self.separator.byte() => {
                    return Closing::At(quote, is_escaped);
                }
                _ => return Closing::Nowhere(quote),
            }
            if from > limit {
                break;
            }
        }
        if limit == text.len() && !is_end { Closing::NotInText } else { Closing::Nowhere(limit) }
    }

    /// All rows of `text`, which holds whole rows alone. Rows that are `header` but for quotes, blanks and capitals are
    /// counted and left out.
    pub fn batch(&self, text: String, header: Option<&[u8]>, wanted: Wanted<'_>) -> Batch {
        let mut slots = vec![NOWHERE; self.width];
        for (slot, column) in wanted.columns.iter().enumerate() {
            slots[*column] = slot as u16;
        }
        // Rows about as long as their first line is will not need more room than this.
        let is_plain = !(self.quoted && memchr(b'"', text.as_bytes()).is_some()
            || self.separator == Separator::DoubleColon
            || !wanted.unhashed.is_empty());
        let header = header.map(|header| bare(header).collect());
        let mut maker = Maker { slots: &slots, header, wanted, line: 0, extra: String::new() };
        let batch = Batch::new(text, wanted.columns.len());
        if is_plain { maker.plain(batch, self.separator.byte()) } else { maker.quoted(batch, *self) }
    }
}

enum Next {
    Cell(usize),
    Row(usize),
    Nothing,
}

enum Closing {
    /// Here; doubled quotes stand before it or not.
    At(usize, bool),
    /// The opening quote is part of the text, as is seen here.
    Nowhere(usize),
    /// What follows the text has to be seen.
    NotInText,
}

/// A row without quotes, blanks and the mark of its encoding, in small letters.
fn bare(row: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row);
    row.iter().filter(|byte| !matches!(byte, b'"' | b' ' | b'\r' | b'\n')).map(u8::to_ascii_lowercase)
}

/// Makes a batch of the rows of a block.
struct Maker<'a> {
    slots: &'a [u16],
    /// The header, [`bare`].
    header: Option<Vec<u8>>,
    wanted: Wanted<'a>,
    line: u32,
    /// Cells whose doubled quotes were made single; they lie behind the text.
    extra: String,
}

impl Maker<'_> {
    /// Rows without quotes, with a separator of one byte.
    fn plain(&mut self, mut batch: Batch, separator: u8) -> Batch {
        let text = std::mem::take(batch.text_mut());
        let bytes = text.as_bytes();
        let ends = memchr2_iter(separator, b'\n', bytes);
        let last = (!bytes.is_empty() && bytes.last() != Some(&b'\n')).then_some(bytes.len());
        let (mut line_start, mut cell_start, mut column) = (0, 0, 0);
        let mut cells: Vec<(u32, u32)> = vec![(0, 0); self.wanted.columns.len()];
        let mut surplus = false;
        for end in ends.chain(last) {
            let is_row_end = bytes.get(end) != Some(&separator);
            let mut cell_end = end;
            if is_row_end && end > cell_start && bytes[end - 1] == b'\r' {
                cell_end -= 1;
            }
            match self.slots.get(column) {
                Some(&NOWHERE) => {}
                Some(&slot) => cells[slot as usize] = (cell_start as u32, cell_end as u32),
                None => surplus |= !bytes[cell_start..cell_end].trim_ascii().is_empty(),
            }
            column += 1;
            cell_start = end + 1;
            if !is_row_end {
                continue;
            }
            // A row that ends early does not have the cells of the row before it.
            for slot in self.slots.iter().skip(column).filter(|slot| **slot != NOWHERE) {
                cells[*slot as usize] = (0, 0);
            }
            let row = &bytes[line_start..cell_end.max(line_start)];
            if !row.trim_ascii().is_empty() {
                if self.is_header(row) {
                    self.skip_header(&mut batch);
                } else {
                    batch.add_row().copy_from_slice(&cells);
                    self.end_row(&mut batch, column, surplus, batch::hash(row));
                }
            }
            self.line += 1;
            (line_start, column, surplus) = (cell_start, 0, false);
        }
        batch.n_lines = self.line;
        *batch.text_mut() = text;
        batch
    }

    /// Rows of any kind.
    fn quoted(&mut self, mut batch: Batch, cut: Cut) -> Batch {
        let text = std::mem::take(batch.text_mut());
        let bytes = text.as_bytes();
        let (mut at, mut cells) = (0, Vec::new());
        while at < bytes.len() {
            let Some(next) = cut.row(bytes, at, true, &mut cells) else { break };
            let row = bytes[at..next].trim_ascii_end();
            let n_lines = memchr::memchr_iter(b'\n', &bytes[at..next]).count().max(1) as u32;
            if self.is_header(row) {
                self.skip_header(&mut batch);
            } else if !row.trim_ascii().is_empty() {
                self.add_row(&mut batch, &text, &cells);
                let width = self.slots.len();
                let surplus = cells[width.min(cells.len())..]
                    .iter()
                    .any(|cell| !bytes[cell.start..cell.end].trim_ascii().is_empty());
                let hash = match self.wanted.unhashed {
                    [] => batch::hash(row),
                    without => {
                        let rest = cells.iter().enumerate().filter(|(c, _)| !without.contains(c));
                        batch::hash_cells(rest.map(|(_, cell)| &bytes[cell.start..cell.end]))
                    }
                };
                self.end_row(&mut batch, cells.len(), surplus, hash);
            }
            self.line += n_lines;
            at = next;
        }
        batch.n_lines = self.line;
        *batch.text_mut() = text;
        batch.text_mut().push_str(&self.extra);
        batch
    }

    fn add_row(&mut self, batch: &mut Batch, text: &str, cells: &[Cell]) {
        let row = batch.add_row();
        for (cell, slot) in cells.iter().zip(self.slots).filter(|(_, slot)| **slot != NOWHERE) {
            row[*slot as usize] = if cell.is_escaped {
                let start = text.len() + self.extra.len();
                self.extra.push_str(&cell.text(text));
                (start as u32, (text.len() + self.extra.len()) as u32)
            } else {
                (cell.start as u32, cell.end as u32)
            };
        }
    }

    fn end_row(&mut self, batch: &mut Batch, n_cells: usize, surplus: bool, hash: u64) {
        if n_cells < self.slots.len() || surplus {
            batch.oddities.ragged += 1;
            batch.oddities.first_ragged.get_or_insert((u64::from(self.line), n_cells));
        }
        batch.end_row(hash, self.line);
    }

    /// Whether a row is the header again, as where exports were joined. Most rows differ in their first letter.
    fn is_header(&self, row: &[u8]) -> bool {
        self.header.as_ref().is_some_and(|header| bare(row).eq(header.iter().copied()))
    }

    fn skip_header(&mut self, batch: &mut Batch) {
        batch.oddities.headers += 1;
        batch.oddities.first_header.get_or_insert(u64::from(self.line));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(separator: Separator, quoted: bool, width: usize) -> Cut {
        Cut { separator, quoted, width }
    }

    fn read(cut: Cut, text: &str) -> Vec<Vec<String>> {
        let columns: Vec<usize> = (0..cut.width).collect();
        let batch = cut.batch(text.to_owned(), None, Wanted { columns: &columns, unhashed: &[] });
        (0..batch.n_rows()).map(|row| columns.iter().map(|c| batch.cell(row, *c).to_owned()).collect()).collect()
    }

    #[test]
    fn quotes_hold_a_cell_together_only_where_they_close_before_a_separator() {
        let quoted = cut(Separator::Comma, true, 3);
        assert_eq!(read(quoted, "1,\"a, \"\"b\"\"\nc\",x\n"), [["1", "a, \"b\"\nc", "x"]]);
        assert_eq!(
            read(quoted, "1,\"Best\" monitor 24\",x\r\n2,b,y"),
            [["1", "\"Best\" monitor 24\"", "x"], ["2", "b", "y"]]
        );
        // Two lone quotes in different lines are no cell of two lines.
        assert_eq!(read(quoted, "1,a,\"x\n2,b\",y\n"), [["1", "a", "\"x"], ["2", "b\"", "y"]]);
        let pairs = cut(Separator::Comma, true, 2);
        assert_eq!(read(pairs, "\"\",\"a:a\n\n\",,\n"), [["", "\"a:a"], ["\"", ""]]);
        assert_eq!(read(pairs, "\",\n\",\"\n\",\n\r").len(), 3);
        assert_eq!(read(pairs, "\",\n\",\"\n"), [vec!["\"", ""], vec![",", ""]]);
        assert_eq!(read(cut(Separator::DoubleColon, false, 2), "1::a:b\n2::c\n"), [["1", "a:b"], ["2", "c"]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]

        /// Wherever a text is parted into blocks of whole rows, its rows are the same.
        #[test]
        fn rows_are_the_same_in_blocks_of_any_size(text in "[ab,;:\"\r\n]{0,60}", bytes in 1usize..20, which in 0usize..4) {
            let cut = [
                cut(Separator::Comma, true, 2),
                cut(Separator::Comma, false, 2),
                cut(Separator::DoubleColon, true, 2),
                cut(Separator::Semicolon, true, 3),
            ][which];
            let (mut rows, mut rest, mut read_to) = (Vec::new(), Vec::new(), 0);
            loop {
                let more = &text.as_bytes()[read_to..(read_to + bytes).min(text.len())];
                rest.extend_from_slice(more);
                read_to += more.len();
                let is_end = read_to == text.len();
                let end = cut.whole_rows(&rest, is_end);
                rows.extend(read(cut, std::str::from_utf8(&rest[..end]).unwrap()));
                rest.drain(..end);
                if is_end {
                    break;
                }
            }
            prop_assert_eq!(rows, read(cut, &text));
        }

        /// Rows without quotes are cut in a way of their own, to the same cells.
        #[test]
        fn plain_rows_are_cut_alike_in_both_ways(text in "[ab, \r\n]{0,60}") {
            let quoted = cut(Separator::Comma, true, 3);
            let columns = [0, 1, 2];
            let wanted = Wanted { columns: &columns, unhashed: &[] };
            let plain = quoted.batch(text.clone(), None, wanted);
            let mut maker = Maker { slots: &[0, 1, 2], header: None, wanted, line: 0, extra: String::new() };
            let slow = maker.quoted(Batch::new(text, 3), quoted);
            let cells = |batch: &Batch| {
                (0..batch.n_rows()).flat_map(|row| columns.map(|c| batch.cell(row, c).to_owned())).collect::<Vec<_>>()
            };
            prop_assert_eq!(cells(&plain), cells(&slow));
            prop_assert_eq!((plain.lines, plain.n_lines, plain.oddities), (slow.lines, slow.n_lines, slow.oddities));
        }
    }
}
