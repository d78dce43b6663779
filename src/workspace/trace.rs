//! What the workspace does, on the terminal: with `TASTEBENCH_TRACE=1` the table of nodes is printed whenever a line of it changed.

use super::Workspace;
use super::node::NodeRow;

/// What was printed last.
#[derive(Default)]
pub(super) struct Trace {
    is_on: bool,
    shown: Vec<NodeRow>,
}

impl Trace {
    /// On if the environment asks for it.
    pub(super) fn from_environment() -> Self {
        Self { is_on: std::env::var_os("TASTEBENCH_TRACE").is_some_and(|v| v == "1"), ..Self::default() }
    }
}

impl Workspace {
    /// Prints the lines that changed.
    pub(super) fn print_trace(&mut self) {
        if !self.trace.is_on {
            return;
        }
        let rows = self.nodes();
        if self.trace.shown.is_empty() {
            let [name, word, wanted, made] = ["node", "state", "wanted", "made"];
            eprintln!("{name:<24} {word:<10} {wanted:<9} {made:<9} {:<9} {:<9} {:>8}", "making", "failed", "seconds");
        }
        for row in rows.iter().filter(|row| !self.trace.shown.contains(row)) {
            eprintln!("{row}");
        }
        self.trace.shown = rows;
    }
}
