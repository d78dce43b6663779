//! What the values of a log are, and what is known of items, users and events.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::data::ValueUse;
use crate::gui::context::ViewContext;
use crate::gui::say::percent;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{card, heading, note};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::value_plot::ValuePlot;
use crate::said;
use crate::workspace::{KnownColumn, LoadedData};

/// Height of the cards.
const CARD: f32 = 220.0;

/// Draws the cards that there is something for, side by side.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let known = &loaded.known;
    let has_values = loaded.data.value_histogram.is_some();
    let n_cards = usize::from(has_values) + usize::from(!known.is_empty());
    if n_cards == 0 {
        return;
    }
    let tokens = cx.tokens;
    let width = (ui.available_width() - gap::GROUP * (n_cards - 1) as f32) / n_cards as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        let place = |ui: &mut Ui, content: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| {
                    ui.set_min_height(CARD);
                    content(ui);
                });
            });
        };
        if has_values {
            place(ui, &mut |ui| values(ui, cx, loaded));
        }
        if !known.is_empty() {
            place(ui, &mut |ui| attributes(ui, cx, known));
        }
    });
    ui.add_space(gap::GROUP);
}

/// Rows by value; where the value is a threshold, its mark is dragged.
fn values(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let (Some(histogram), Some(meaning)) = (&loaded.data.value_histogram, loaded.data.value_meaning) else { return };
    let name = said!("value-meaning", meaning = meaning.id());
    let threshold = match cx.ws.config().data.weights.value {
        ValueUse::AtLeast(least) => Some(least),
        ValueUse::Weight | ValueUse::Ignore => None,
    };
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        heading(ui, name.clone());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match threshold {
            Some(least) => {
                let below = histogram.rows_below(least);
                let key = if histogram.is_exact { "exact" } else { "about" };
                let remove = RichText::new(cx.say(said!("data-page-remove-threshold"))).size(text::NOTE);
                if ui.link(remove).clicked() {
                    cx.edit(|config| config.data.weights.value = ValueUse::Weight);
                }
                note(ui, cx.tokens, said!("data-page-values-below", least = least, n = below, counted = key));
            }
            None => {
                let set = RichText::new(cx.say(said!("data-page-set-threshold"))).size(text::NOTE);
                if ui.link(set).on_hover_text(cx.say(said!("data-page-at-least-why"))).clicked() {
                    let most = histogram.bars.last().map_or(0.0, |bar| bar.value);
                    // The middle of the customary scales: 3 of 5, 6 of 10.
                    let middle = histogram.nearest(most * 0.6);
                    cx.edit(|config| config.data.weights.value = ValueUse::AtLeast(middle));
                }
            }
        });
    });
    ui.add_space(gap::MEDIUM);
    let plot = ValuePlot { histogram, threshold, name: cx.say(name) };
    if let Some(least) = plot.show(ui, cx.tokens, CARD - gap::ROW - 18.0) {
        cx.edit(|config| config.data.weights.value = ValueUse::AtLeast(least));
    }
}

fn attributes(ui: &mut Ui, cx: &ViewContext<'_>, known: &[KnownColumn]) {
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        heading(ui, said!("data-page-known"));
    });
    let columns = [
        Col::rest(said!("data-page-known-column")),
        Col::text(said!("data-page-known-kind"), (0.36 * ui.available_width()).min(150.0)),
        Col::number(said!("data-page-known-share"), 62.0),
    ];
    ScrollArea::horizontal().id_salt("known").show(ui, |ui| {
        data_table::show(
            ui,
            cx.tokens,
            "known",
            &columns,
            known.len(),
            CARD - gap::ROW - gap::SMALL,
            |ui, row, column| {
                let of = &known[row];
                let share = of.n_known as f64 / of.n.max(1) as f64;
                let cell = match column {
                    0 => of.name.clone(),
                    1 => cx.say(of.role.label()),
                    _ => cx.say(percent(share, if share > 0.0 && share < 0.01 { 1 } else { 0 })),
                };
                let color = if column == 0 { cx.tokens.ink } else { cx.tokens.quiet };
                cell_text(ui, RichText::new(cell).color(color));
            },
        );
    });
}
