//! Tables and figures on the terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

/// A table with a header; all columns but the first `n_left` are right-aligned.
pub fn table<H: Into<String>>(header: impl IntoIterator<Item = H>, rows: Vec<Vec<String>>, n_left: usize) -> Table {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header(header.into_iter().map(Into::<String>::into));
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(n_left) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The columns that a line of text takes on a terminal: a Chinese character takes two.
pub fn width(text: &str) -> usize {
    if text.is_empty() {
        return 0;
    }
    let mut table = Table::new();
    table.add_row([text]);
    table.column_max_content_widths().first().copied().map_or(0, usize::from)
}

/// The blanks that bring a text to a width.
pub fn padding(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(width(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_take_two_columns() {
        assert_eq!(["", "ab", "用户", "90 % of 用户"].map(width), [0, 2, 4, 12]);
        assert_eq!(padding("用户", 5), " ");
        let table = table(["用户", "n"], vec![vec!["ab".into(), "1".into()]], 1).to_string();
        let widths: Vec<usize> = table.lines().map(width).collect();
        assert_eq!(widths[0], widths[1], "{table}");
    }
}
