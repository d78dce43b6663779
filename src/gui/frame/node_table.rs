//! How everything that the workspace makes stands, for those who want to see it work (F12).

use egui::{RichText, Ui};

use crate::base::Said;
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::theme::text;
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::said;
use crate::workspace::NodeRow;

/// Width of the window of the table.
const WIDTH: f32 = 620.0;
/// Its height at the most.
const HEIGHT: f32 = 560.0;

/// Draws the table where it was asked for.
pub fn show(ui: &Ui, cx: &mut ViewContext<'_>) {
    if !cx.view.shows_workings {
        return;
    }
    let (tokens, rows) = (cx.tokens, cx.ws.nodes());
    let mut open = true;
    // At the right at first, where it covers no way out.
    let corner = ui.ctx().content_rect().right_top() + egui::vec2(-WIDTH - 64.0, 64.0);
    let window = egui::Window::new(say(ui, said!("node-table")))
        .id(egui::Id::unique("node_table"))
        .open(&mut open)
        .resizable(false)
        .default_pos(corner);
    window.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let key = |name| Col::text(name, 68.0);
        let columns = [
            Col::rest(said!("node-name")),
            Col::text(said!("node-state"), 76.0),
            key(said!("node-wanted")),
            key(said!("node-made")),
            key(said!("node-making")),
            key(said!("node-failed")),
            Col::number(said!("node-seconds"), 60.0),
        ];
        let cells = |row: &NodeRow| {
            let [name, _, keys @ ..] = row.cells();
            let mut cells = vec![name, cx.say(state(row))];
            cells.extend(keys);
            cells
        };
        let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
        data_table::show(ui, tokens, "nodes", &columns, cells.len(), HEIGHT, |ui, row, column| {
            cell_text(ui, RichText::new(&cells[row][column]).size(text::NOTE));
        });
    });
    cx.view.shows_workings = open;
}

/// How a node stands, in a word.
fn state(row: &NodeRow) -> Said {
    match row.word() {
        "making" => said!("node-making"),
        "undecided" => said!("node-undecided"),
        "made" => said!("node-made"),
        "failed" => said!("node-failed"),
        "waiting" => said!("node-waiting"),
        "missing" => said!("node-missing"),
        _ => said!("node-stale"),
    }
}
