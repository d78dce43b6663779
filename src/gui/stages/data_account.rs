//! What became of the rows: a waterfall from the rows read to those kept, and the dropped rows themselves.

use egui::{Align, CornerRadius, Layout, Rect, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use crate::base::{Said, SaidValue};
use crate::data::Fate;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{card, failure, heading, note};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::said;
use crate::workspace::{DataCommand, LoadedData};

/// Width of the bars of the waterfall.
const BARS: f32 = 84.0;
/// Width of a column of numbers.
const NUMBERS: f32 = 70.0;
/// Columns of dropped rows that are shown.
const SHOWN_COLUMNS: usize = 30;

/// Draws the account.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let tokens = cx.tokens;
    let account = &loaded.data.account;
    ui.horizontal(|ui| {
        heading(ui, said!("data-page-account"));
        if !cx.is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                note(ui, tokens, said!("data-page-read-in", time = SaidValue::Secs(cx.ws.data().seconds())));
            });
        }
    });
    ui.add_space(gap::SMALL);
    ui.spacing_mut().item_spacing.y = 0.0;
    let all = account.rows_in;
    row(ui, cx, Line::sum(said!("data-page-rows-read"), all, (0, all)), all);
    let mut left = all;
    for (fate, n) in account.fates() {
        let name = match fate {
            Fate::Dropped(reason) => said!("data-page-dropped", reason = reason.label()),
            Fate::Against(kind) => said!("data-page-negative", kind = kind.label()),
        };
        row(ui, cx, Line { name, n, span: (left.saturating_sub(n), left), fate: Some(fate) }, all);
        left = left.saturating_sub(n);
    }
    row(ui, cx, Line::sum(said!("data-page-rows-kept"), account.rows_kept, (0, account.rows_kept)), all);
    let (items, users) = (loaded.data.items_without_events, loaded.data.users_without_events);
    if items + users > 0 {
        ui.add_space(gap::MEDIUM);
    }
    if items > 0 {
        note(ui, tokens, said!("data-page-items-without-events", n = items));
    }
    if users > 0 {
        note(ui, tokens, said!("data-page-users-without-events", n = users));
    }
}

/// A line of the account.
struct Line {
    name: Said,
    n: u64,
    /// The rows before it that its bar stands for: from … to ….
    span: (u64, u64),
    /// What its rows can be looked at by.
    fate: Option<Fate>,
}

impl Line {
    fn sum(name: Said, n: u64, span: (u64, u64)) -> Self {
        Self { name, n, span, fate: None }
    }
}

fn row(ui: &mut Ui, cx: &mut ViewContext<'_>, line: Line, all: u64) {
    let tokens = cx.tokens;
    let is_sum = line.fate.is_none();
    let font = if is_sum { semibold(text::BODY) } else { egui::FontId::proportional(text::BODY) };
    let color = if is_sum { tokens.ink } else { tokens.quiet };
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let n = RichText::new(cx.words.count(line.n)).font(font.clone()).color(color);
            if cx.is_narrow {
                ui.label(n);
            } else {
                // The bars stand below each other.
                ui.allocate_ui_with_layout(vec2(NUMBERS, 22.0), Layout::right_to_left(Align::Center), |ui| {
                    ui.set_min_width(NUMBERS);
                    ui.label(n);
                });
            }
            if !cx.is_narrow && all > 0 {
                let (rect, _) = ui.allocate_exact_size(vec2(BARS, 8.0), Sense::hover());
                let x = |n: u64| rect.left() + rect.width() * (n as f64 / all as f64) as f32;
                let (from, to) = (x(line.span.0), x(line.span.1));
                let bar = Rect::from_min_max(pos2(from, rect.top()), pos2(to.max(from + 1.5), rect.bottom()));
                let fill = match line.fate {
                    None => tokens.accent,
                    Some(Fate::Dropped(_)) => tokens.quiet,
                    Some(Fate::Against(_)) => tokens.warning,
                };
                ui.painter().rect_filled(bar, CornerRadius::same(1), fill);
                ui.add_space(gap::MEDIUM);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = RichText::new(cx.say(line.name)).font(font);
                let Some(fate) = line.fate else {
                    ui.add(egui::Label::new(name.color(color)).truncate());
                    return;
                };
                let label = egui::Label::new(name.color(tokens.accent)).truncate().sense(Sense::click());
                let look = cx.say(said!("data-page-look-at-rows"));
                let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(look);
                if response.clicked() {
                    let is_shown = cx.view.shown_fate == Some(fate);
                    cx.view.shown_fate = (!is_shown).then_some(fate);
                    if !is_shown {
                        cx.send(DataCommand::LookAtDropped);
                    }
                }
            });
        });
    });
}

/// Draws the rows of the chosen fate.
pub fn rows(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let Some(fate) = cx.view.shown_fate else { return };
    let Some((_, n)) = loaded.data.account.fates().find(|(of, _)| *of == fate) else { return };
    let tokens = cx.tokens;
    let node = &cx.ws.data().dropped_rows;
    let (value, error) = (node.fresh().cloned(), node.status.failed().cloned());
    // The log was made again: its rows are others.
    if value.is_none() && error.is_none() && node.status.making.is_none() && node.status.asked.is_none() {
        cx.send(DataCommand::LookAtDropped);
    }
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, said!("data-page-rows-of", reason = fate.label()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.link(RichText::new(cx.say(said!("data-page-hide-rows"))).size(text::NOTE)).clicked() {
                    cx.view.shown_fate = None;
                }
            });
        });
        if let Some(error) = error {
            failure(ui, tokens, &error);
            return;
        }
        let Some(dropped) = value else {
            note(ui, tokens, said!("data-page-looking-up-rows"));
            return;
        };
        let rows = dropped.rows.iter().find(|(of, _)| *of == fate).map(|(_, rows)| rows.as_slice()).unwrap_or_default();
        if (rows.len() as u64) < n {
            note(ui, tokens, said!("data-page-first-rows", shown = rows.len(), all = n));
        }
        ui.add_space(gap::SMALL);
        let n_columns = dropped.columns.len().min(SHOWN_COLUMNS);
        let width = (ui.available_width() / (n_columns + 2) as f32 - gap::GROUP).clamp(148.0, 240.0);
        let mut columns = vec![
            Col::text(said!("data-page-row-file"), width).shown_if(rows.iter().any(|row| row.file != rows[0].file)),
            Col::number(said!("data-page-row-line"), NUMBERS),
        ];
        columns.extend(dropped.columns.iter().take(n_columns).map(|name| Col::text(Said::plain(name), width)));
        ScrollArea::horizontal().id_salt("dropped_rows").show(ui, |ui| {
            ui.set_min_width(columns.len() as f32 * (width + gap::GROUP));
            data_table::show(ui, tokens, "dropped_rows", &columns, rows.len(), 320.0, |ui, at, column| {
                let row = &rows[at];
                let cell = match column {
                    0 => row.file.file_name().unwrap_or(row.file.as_os_str()).to_string_lossy().into_owned(),
                    1 => cx.words.count(row.line),
                    column => row.cells[column - 2].chars().take(60).collect(),
                };
                cell_text(ui, RichText::new(cell).color(if column < 2 { tokens.quiet } else { tokens.ink }));
            });
        });
    });
    ui.add_space(gap::GROUP);
}
