//! What the workspace does, on the terminal: with `TASTEBENCH_TRACE=1` the table of nodes is printed whenever a line of it changed.

use super::node::NodeRow;

/// What was printed last.
#[derive(Default)]
pub(super) struct Trace {
    is_on: bool,
    shown: Vec<NodeRow>,
}

impl Trace {
    /// On if the environment asks for it.
    pub fn from_environment() -> Self {
        Self { is_on: std::env::var_os("TASTEBENCH_TRACE").is_some_and(|v| v == "1"), ..Self::default() }
    }
}

impl Trace {
    /// Prints the lines that changed.
    pub fn print(&mut self, rows: impl FnOnce() -> Vec<NodeRow>) {
        if !self.is_on {
            return;
        }
        let rows = rows();
        if self.shown.is_empty() {
            let [name, word, wanted, made, making, failed, seconds] = NodeRow::COLUMNS;
            eprintln!("{name:<24} {word:<10} {wanted:<9} {made:<9} {making:<9} {failed:<9} {seconds:>8}");
        }
        for row in rows.iter().filter(|row| !self.shown.contains(row)) {
            eprintln!("{row}");
        }
        self.shown = rows;
    }
}
