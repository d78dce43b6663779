//! Tables: one look for all of them.

use egui::{Align, Label, Layout, RichText, Ui, WidgetText};
use egui_extras::{Column, TableBuilder};

use crate::base::Said;
use crate::gui::say::say;
use crate::gui::theme::{Tokens, gap, text};
use crate::said;

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Col {
    /// Its heading.
    pub name: Said,
    /// Its width; `None` takes what is left.
    pub width: Option<f32>,
    /// Whether it holds numbers, which stand on the right.
    pub is_number: bool,
    /// Whether it is drawn: where room is short, what says least is left out.
    pub is_shown: bool,
}

impl Col {
    /// A column of text.
    pub fn text(name: impl Into<Said>, width: f32) -> Self {
        Self { name: name.into(), width: Some(width), is_number: false, is_shown: true }
    }

    /// The column that takes what is left.
    pub fn rest(name: impl Into<Said>) -> Self {
        Self { name: name.into(), width: None, is_number: false, is_shown: true }
    }

    /// The column, drawn only where this holds. Columns keep their numbers when others are left out.
    pub fn shown_if(self, is_shown: bool) -> Self {
        Self { is_shown, ..self }
    }

    /// A column of numbers.
    pub fn number(name: impl Into<Said>, width: f32) -> Self {
        Self { name: name.into(), width: Some(width), is_number: true, is_shown: true }
    }
}

/// The column that rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column.
    pub column: usize,
    /// Whether the largest stands on top.
    pub is_descending: bool,
}

/// Draws a table of `n_rows`; `cell(ui, row, column)` fills a cell. Only visible rows are drawn. What does not fit into
/// `max_height`, heading and all, is scrolled to.
pub fn show(
    ui: &mut Ui,
    tokens: &Tokens,
    id: &str,
    columns: &[Col],
    n_rows: usize,
    max_height: f32,
    cell: impl FnMut(&mut Ui, usize, usize),
) {
    draw(ui, tokens, id, columns, n_rows, max_height, None, cell);
}

/// The same with headings that can be clicked: the rows come sorted by `sort`, which a click changes.
#[expect(clippy::too_many_arguments, reason = "those of show and one more")]
pub fn show_sorted(
    ui: &mut Ui,
    tokens: &Tokens,
    id: &str,
    columns: &[Col],
    n_rows: usize,
    max_height: f32,
    sort: &mut Sort,
    cell: impl FnMut(&mut Ui, usize, usize),
) {
    draw(ui, tokens, id, columns, n_rows, max_height, Some(sort), cell);
}

#[expect(clippy::too_many_arguments, reason = "see show")]
fn draw(
    ui: &mut Ui,
    tokens: &Tokens,
    id: &str,
    columns: &[Col],
    n_rows: usize,
    max_height: f32,
    mut sort: Option<&mut Sort>,
    mut cell: impl FnMut(&mut Ui, usize, usize),
) {
    ui.push_id(id, |ui| {
        let has_header = columns.iter().any(|c| !c.name.is_empty());
        let header_height = if has_header { gap::ROW } else { 0.0 };
        let body_height = (max_height - header_height).max(gap::ROW);
        // Columns touch, so that lines run through; the gap is inside the cells.
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        let mut table = TableBuilder::new(ui)
            .striped(false)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink([false, true])
            // Its own height, however little of the page is seen below its top.
            .min_scrolled_height(if body_height.is_finite() { body_height } else { 0.0 })
            .vscroll(body_height.is_finite())
            .max_scroll_height(body_height);
        let shown = || columns.iter().enumerate().filter(|(_, column)| column.is_shown);
        let last = shown().next_back().map(|(c, _)| c);
        let gap_of = |c: usize| if Some(c) == last { 0.0 } else { gap::GROUP };
        for (c, column) in shown() {
            table = table.column(match column.width {
                Some(width) => Column::exact(width + gap_of(c)).clip(true),
                None => Column::remainder().clip(true),
            });
        }
        let layout = |column: &Col| match column.is_number {
            true => Layout::right_to_left(Align::Center),
            false => Layout::left_to_right(Align::Center),
        };
        // A line below the cell, and its content without the gap.
        let in_cell = |ui: &mut Ui, c: usize, content: &mut dyn FnMut(&mut Ui)| {
            let rect = ui.max_rect();
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.line));
            let inner = egui::Rect::from_min_max(rect.min, rect.max - egui::vec2(gap_of(c), 0.0));
            let builder = egui::UiBuilder::new().max_rect(inner).layout(layout(&columns[c]));
            let ui = &mut ui.new_child(builder);
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 0.0);
            content(ui);
        };
        table
            .header(header_height, |mut header| {
                for (c, column) in shown() {
                    header.col(|ui| {
                        if has_header {
                            in_cell(ui, c, &mut |ui| match sort.as_deref_mut().filter(|_| !column.name.is_empty()) {
                                Some(sort) => sort_heading(ui, tokens, column, c, sort),
                                None => {
                                    let name =
                                        RichText::new(say(ui, &column.name)).size(text::NOTE).color(tokens.quiet);
                                    ui.add(Label::new(name).truncate());
                                }
                            });
                        }
                    });
                }
            })
            .body(|body| {
                body.rows(gap::ROW, n_rows, |mut row| {
                    let at = row.index();
                    for (c, _) in shown() {
                        row.col(|ui| in_cell(ui, c, &mut |ui| cell(ui, at, c)));
                    }
                });
            });
    });
}

/// A heading that sorts by its column; a second click turns the order round.
fn sort_heading(ui: &mut Ui, tokens: &Tokens, column: &Col, at: usize, sort: &mut Sort) {
    let is_sorted = sort.column == at;
    let color = if is_sorted { tokens.ink } else { tokens.quiet };
    let mark = match (is_sorted, sort.is_descending) {
        (false, _) => "",
        (true, true) => " ↓",
        (true, false) => " ↑",
    };
    let name = say(ui, &column.name);
    let words = RichText::new(format!("{name}{mark}")).size(text::NOTE).color(color);
    let heading = ui.add(Label::new(words).truncate().sense(egui::Sense::click()));
    let name = say(ui, said!("sort-by", column = column.name.clone()));
    heading.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
    if heading.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        // Numbers are looked at from the largest, names from the first.
        let is_descending = if is_sorted { !sort.is_descending } else { column.is_number };
        *sort = Sort { column: at, is_descending };
    }
}

/// Text that is cut at the cell's edge.
pub fn cell_text(ui: &mut Ui, words: impl Into<WidgetText>) {
    ui.add(Label::new(words).truncate());
}
