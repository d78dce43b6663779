//! What real users would be shown, and why.

use egui::{Align, Layout, RichText, ScrollArea, TextEdit, Ui};

use crate::data::time;
use crate::data::{AttributeKind, Dataset};
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{card, empty_state, heading, note, primary_button, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::{product_tile, share_bar};
use crate::workspace::{Command, Preview};

/// Width of the column of users.
const USERS: f32 = 220.0;
/// Space between tiles.
const TILE_GAP: f32 = 12.0;
/// Width of the column of history.
const HISTORY: f32 = 300.0;

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, "Preview", "Pick a user: what they had, what they would be shown, and what speaks for it");
    let Some(loaded) = cx.ws.loaded().cloned() else {
        empty_state(ui, tokens, "No log is loaded yet", "Load one in the stage Data.");
        return;
    };
    if cx.ws.preview.is_none() && cx.ws.trained().is_none() {
        empty_state(
            ui,
            tokens,
            "No model is trained yet",
            "Train the models; then every user's list can be looked at here.",
        );
        ui.vertical_centered(|ui| {
            if primary_button(ui, tokens, "Train all").clicked() {
                cx.send(Command::Train(cx.ws.config.model_ids()));
            }
        });
        return;
    }
    let height = ui.available_height();
    let users_width = if cx.is_narrow { 156.0 } else { USERS };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        ui.allocate_ui_with_layout(egui::vec2(users_width, height), Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| users(ui, cx, &loaded.data));
        });
        let Some(preview) = cx.ws.preview.clone() else { return };
        let history_width = if cx.is_narrow { 210.0 } else { HISTORY };
        ui.allocate_ui_with_layout(egui::vec2(history_width, height), Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| history(ui, cx, &loaded.data, &preview));
        });
        ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            list(ui, cx, &loaded.data, &preview);
        });
    });
}

fn users(ui: &mut Ui, cx: &mut ViewContext<'_>, data: &Dataset) {
    let tokens = cx.tokens;
    let label = ui.label(RichText::new("Users").heading());
    let field = TextEdit::singleline(&mut cx.view.search)
        .hint_text("Search")
        .margin(egui::Margin::symmetric(8, 5))
        .desired_width(f32::INFINITY);
    if ui.add(field).labelled_by(label.id).changed() {
        cx.send(Command::FindUsers(cx.view.search.clone()));
    }
    let found = cx.ws.found_users.clone();
    if found.is_empty() {
        note(ui, tokens, "No user's identifier holds this text.");
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, 24.0, found.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for user in found[rows].iter().copied() {
            let chosen = cx.ws.preview_user == Some(user);
            let name = data.interactions.users.id(user as usize);
            let row =
                egui::Button::selectable(chosen, name).min_size(egui::vec2(ui.available_width(), 24.0)).truncate();
            if ui.add(row).clicked() {
                cx.send(Command::PickUser(user));
            }
        }
    });
}

fn history(ui: &mut Ui, cx: &ViewContext<'_>, data: &Dataset, preview: &Preview) {
    let tokens = cx.tokens;
    heading(ui, data.interactions.users.id(preview.user as usize));
    let about: Vec<String> = data
        .user_attributes
        .columns
        .iter()
        .filter_map(|a| Some(format!("{} {}", a.name, a.text(preview.user as usize)?)))
        .take(4)
        .collect();
    if !about.is_empty() {
        note(ui, tokens, about.join(" · "));
    }
    ui.add_space(gap::SMALL);
    note(
        ui,
        tokens,
        match preview.history.len() {
            1 => "History, one item".to_owned(),
            n => format!("History, {n} items"),
        },
    );
    ScrollArea::vertical().id_salt("history").auto_shrink(false).show_rows(
        ui,
        40.0,
        preview.history.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (item, weight, at) in &preview.history[rows] {
                ui.allocate_ui_with_layout(
                    egui::vec2(ui.available_width(), 40.0),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_min_height(40.0);
                        cell_text(ui, data.item_name(*item as usize));
                        let category =
                            data.item_attributes.text(AttributeKind::Category, *item as usize).unwrap_or_default();
                        let when = at.map(time::format_minute).unwrap_or_default();
                        let facts: Vec<&str> =
                            [when.as_str(), category].into_iter().filter(|f| !f.is_empty()).collect();
                        cell_text(
                            ui,
                            RichText::new(format!("{}  w {weight:.2}", facts.join(" · ")))
                                .size(text::NOTE)
                                .color(tokens.quiet),
                        );
                    },
                );
            }
        },
    );
}

fn list(ui: &mut Ui, cx: &mut ViewContext<'_>, data: &Dataset, preview: &Preview) {
    let tokens = cx.tokens;
    let is_hit = |item: u32| preview.held_out.binary_search(&item).is_ok();
    ui.horizontal(|ui| {
        heading(ui, "Would be shown");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (tiles, words) in [(false, "Table"), (true, "Shop window")] {
                if ui.add(egui::Button::selectable(cx.view.shows_tiles == tiles, words)).clicked() {
                    cx.view.shows_tiles = tiles;
                }
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        for (at, model) in preview.models.iter().enumerate() {
            // One without a weight, or without a word on these items, has no colour in the bars.
            if !preview.list.entries.iter().any(|entry| entry.parts.get(at).is_some_and(|part| *part > 0.0)) {
                continue;
            }
            let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.0, tokens.series(*model));
            note(ui, tokens, model.label());
        }
    });
    let hits = preview.list.entries.iter().filter(|e| is_hit(e.item)).count();
    if !preview.held_out.is_empty() {
        note(ui, tokens, format!("{hits} of {} that this user went on to choose", preview.held_out.len()));
    }
    ui.add_space(gap::SMALL);
    if preview.list.entries.is_empty() {
        note(ui, tokens, "There is no candidate left: this user has everything.");
        return;
    }
    if cx.view.shows_tiles {
        ScrollArea::vertical().id_salt("tiles").auto_shrink(false).show(ui, |ui| {
            // As many tiles a row as fit, sharing the whole width.
            let width = ui.available_width() - gap::SMALL;
            let n = ((width + TILE_GAP) / (product_tile::MIN_WIDTH + TILE_GAP)).floor().max(1.0);
            let tile = ((width - (n - 1.0) * TILE_GAP) / n).floor();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::Vec2::splat(TILE_GAP);
                for (at, entry) in preview.list.entries.iter().enumerate() {
                    product_tile::show(ui, tokens, data, &preview.models, entry, at + 1, is_hit(entry.item), tile);
                }
            });
        });
        return;
    }
    card(ui, tokens, |ui| {
        let columns = [
            Col::number("", 20.0),
            Col::rest("Item"),
            Col::text("Category", 100.0),
            Col::number("Price", 64.0),
            Col::number("Score", 56.0),
            Col::text("Shares", 110.0),
        ];
        data_table::show(
            ui,
            tokens,
            "list",
            &columns,
            preview.list.entries.len(),
            ui.available_height(),
            |ui, row, column| {
                let entry = &preview.list.entries[row];
                let item = entry.item as usize;
                match column {
                    0 => _ = ui.label(RichText::new((row + 1).to_string()).color(tokens.quiet)),
                    1 => {
                        let color = if is_hit(entry.item) { tokens.good } else { tokens.ink };
                        cell_text(ui, RichText::new(data.item_name(item)).color(color));
                    }
                    2 => cell_text(ui, data.item_attributes.text(AttributeKind::Category, item).unwrap_or("—")),
                    3 => {
                        let price = data.item_attributes.first(AttributeKind::Price).and_then(|p| p.number(item));
                        cell_text(ui, price.map_or("—".into(), |p| format!("{p:.2}")));
                    }
                    4 => cell_text(ui, format!("{:.3}", entry.score)),
                    _ => share_bar::show(ui, tokens, &preview.models, &entry.shares(), 110.0),
                }
            },
        );
    });
}
