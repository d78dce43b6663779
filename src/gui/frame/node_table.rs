//! How everything that the workspace makes stands, for those who want to see it work (F12).

use egui::{RichText, Ui};

use crate::gui::context::ViewContext;
use crate::gui::theme::text;
use crate::gui::widgets::data_table::{self, Col, cell_text};
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
    let window = egui::Window::new("How it stands").open(&mut open).resizable(false).default_pos(corner);
    window.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let [name, state, wanted, made, making, failed, seconds] = NodeRow::COLUMNS;
        let key = |name| Col::text(name, 68.0);
        let columns = [
            Col::rest(name),
            Col::text(state, 76.0),
            key(wanted),
            key(made),
            key(making),
            key(failed),
            Col::number(seconds, 60.0),
        ];
        let cells: Vec<[String; 7]> = rows.iter().map(NodeRow::cells).collect();
        data_table::show(ui, tokens, "nodes", &columns, cells.len(), HEIGHT, |ui, row, column| {
            cell_text(ui, RichText::new(&cells[row][column]).size(text::NOTE));
        });
    });
    cx.view.shows_workings = open;
}
