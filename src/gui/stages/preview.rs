//! What real users would be shown, and why.

use egui::{Align, Layout, RichText, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::base::{Said, SaidValue};
use crate::data::attributes::Attribute;
use crate::data::time;
use crate::data::{Act, AttributeKind, Dataset};
use crate::gui::context::ViewContext;
use crate::gui::series::Series;
use crate::gui::stages::behind;
use crate::gui::theme::{Tokens, gap, text};
use crate::gui::widgets::basics::{card, empty_state, heading, legend_entry, note, primary_button, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::listed::Listed;
use crate::gui::widgets::{act_buttons, move_mark, product_tile, share_bar, why};
use crate::ranking::Served;
use crate::said;
use crate::words::Words;
use crate::workspace::{Met, ModelsCommand, Preview, PreviewCommand};

/// Width of the column of users.
const USERS: f32 = 220.0;
/// Space between tiles.
const TILE_GAP: f32 = 12.0;
/// Width of the column of history.
const HISTORY: f32 = 300.0;
/// Height of a row of the history.
const HISTORY_ROW: f32 = 40.0;
/// Width of the shares in the table, and of the buttons that take their place.
const SHARES: f32 = 134.0;

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, said!("stage-preview"), said!("preview-sentence"));
    let Some(loaded) = cx.ws.loaded().cloned() else {
        empty_state(ui, tokens, said!("no-log"), said!("preview-no-log-then"));
        return;
    };
    if cx.ws.preview().list().is_none() && cx.ws.blend().scores.status.wanted.is_none() {
        empty_state(ui, tokens, said!("preview-no-model"), said!("preview-no-model-then"));
        ui.vertical_centered(|ui| {
            if primary_button(ui, tokens, said!("models-train-all")).clicked() {
                cx.send(ModelsCommand::Train(cx.ws.config().model_ids()));
            }
        });
        return;
    }
    behind::show(ui, cx);
    let height = ui.available_height();
    let users_width = if cx.is_narrow { 156.0 } else { USERS };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        ui.allocate_ui_with_layout(egui::vec2(users_width, height), Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| users(ui, cx, &loaded.data));
        });
        let Some(preview) = cx.ws.preview().list().cloned() else { return };
        let history_width = if cx.is_narrow { 210.0 } else { HISTORY };
        ui.allocate_ui_with_layout(egui::vec2(history_width, height), Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| history(ui, cx, &preview));
        });
        ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            list(ui, cx, &preview);
        });
    });
}

fn users(ui: &mut Ui, cx: &mut ViewContext<'_>, data: &Dataset) {
    let tokens = cx.tokens;
    let label = ui.label(RichText::new(cx.say(said!("data-page-users"))).heading());
    let visitor = egui::Button::selectable(cx.ws.preview().is_visitor(), cx.say(said!("preview-invent")));
    if ui.add(visitor.min_size(egui::vec2(ui.available_width(), 24.0)).truncate()).clicked() {
        cx.send(PreviewCommand::InventUser);
    }
    let field = TextEdit::singleline(&mut cx.view.search)
        .hint_text(cx.words.say(said!("preview-search")))
        .margin(egui::Margin::symmetric(8, 5))
        .desired_width(f32::INFINITY);
    if ui.add(field).labelled_by(label.id).changed() {
        cx.send(PreviewCommand::FindUsers(cx.view.search.clone()));
    }
    let Some(found) = cx.ws.preview().found.value.clone() else { return };
    if found.is_empty() {
        note(ui, tokens, said!("preview-nobody"));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, 24.0, found.len(), |ui, rows| {
        for user in found[rows].iter().copied() {
            let chosen = cx.ws.preview_user() == Some(user);
            let name = data.interactions.users.id(user as usize);
            let row =
                egui::Button::selectable(chosen, name).min_size(egui::vec2(ui.available_width(), 24.0)).truncate();
            if ui.add(row).clicked() {
                cx.send(PreviewCommand::PickUser(user));
            }
        }
    });
}

fn history(ui: &mut Ui, cx: &mut ViewContext<'_>, preview: &Preview) {
    let (tokens, data) = (cx.tokens, &*preview.log.data);
    heading(ui, preview.name());
    let attribute = |a: &Attribute| Some(format!("{} {}", a.name, a.text(preview.user? as usize)?));
    let about: Vec<String> = data.user_attributes.columns.iter().filter_map(attribute).take(4).collect();
    if !about.is_empty() {
        note(ui, tokens, Said::plain(about.join(" · ")));
    }
    ui.add_space(gap::SMALL);
    let acts = cx.ws.preview().acts();
    let against = preview.history.iter().filter(|met| met.weight.is_err()).count();
    let words = match (preview.history.len() - against, acts.len()) {
        (0, 0) => said!("preview-nothing-known"),
        (0, n) => said!("preview-acts", n = n),
        (items, 0) => said!("preview-history", items = items),
        (items, n) => said!("preview-acts-and-history", acts = n, items = items),
    };
    let words = if against == 0 { words } else { said!("preview-and-against", known = words, n = against) };
    note(ui, tokens, words);
    let offered = if cx.ws.can_act() { &preview.log.acts[..] } else { &[] };
    let mut command = None;
    let n_rows = acts.len() + preview.history.len();
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("history").auto_shrink(false).show_rows(ui, HISTORY_ROW, n_rows, |ui, rows| {
        for row in rows {
            let size = egui::vec2(ui.available_width(), HISTORY_ROW);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                ui.set_min_height(HISTORY_ROW);
                // The newest act stands on top, the log's history below.
                match acts.len().checked_sub(row + 1) {
                    Some(place) => {
                        // One row an item is enough to go on with it.
                        let is_newest = acts[place + 1..].iter().all(|(item, _)| *item != acts[place].0);
                        let offered = if is_newest { offered } else { &[] };
                        let row = act_row(ui, (tokens, cx.words), data, place, acts[place], offered);
                        command = row.or(command.take());
                    }
                    None => history_row(ui, (tokens, cx.words, cx.is_narrow), data, preview.history[row - acts.len()]),
                }
            });
        }
    });
    if let Some(command) = command {
        cx.send(command);
    }
}

/// An act with its way back; what was met can be met again. What is to be done.
fn act_row(
    ui: &mut Ui,
    (tokens, words): (&Tokens, &Words),
    data: &Dataset,
    place: usize,
    (item, act): (u32, Act),
    offered: &[(Act, f64)],
) -> Option<PreviewCommand> {
    let (row, name) = (ui.max_rect(), data.item_name(item as usize));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().button_padding.x = 8.0;
        let undo = RichText::new(words.say(said!("action-undo"))).size(text::NOTE);
        let undo = ui.add(egui::Button::new(undo).min_size(egui::vec2(0.0, 24.0)));
        undo.widget_info(|| {
            let words = words.say(said!("preview-undo-act", act = act_buttons::key(act), item = name));
            WidgetInfo::labeled(egui::accesskit::Role::Button, true, words)
        });
        let again = ui.with_layout(Layout::top_down(Align::Min), |ui| {
            cell_text(ui, name);
            let (_, line) = ui.max_rect().split_top_bottom_at_y(row.bottom() - act_buttons::HEIGHT);
            let buttons = line.with_max_x(line.right().min(line.left() + 180.0)).with_max_y(row.bottom() - 3.0);
            let is_pointed_at = ui.rect_contains_pointer(row);
            let (again, is_shown) = act_buttons::show(ui, tokens, buttons, (place, name), offered, is_pointed_at);
            if !is_shown {
                let words = words.say(said!("preview-act-done", act = act_buttons::key(act)));
                cell_text(ui, RichText::new(words).size(text::NOTE).color(tokens.accent));
            }
            again
        });
        match again.inner {
            Some(again) => Some(PreviewCommand::Act(item, again)),
            None => undo.clicked().then_some(PreviewCommand::UndoAct(place)),
        }
    })
    .inner
}

fn history_row(
    ui: &mut Ui,
    (tokens, words, is_narrow): (&Tokens, &Words, bool),
    data: &Dataset,
    Met { item, at, weight }: Met,
) {
    let name = RichText::new(data.item_name(item as usize));
    cell_text(ui, if weight.is_ok() { name } else { name.color(tokens.quiet) });
    let category = data.item_attributes.category().and_then(|c| c.text(item as usize)).unwrap_or_default();
    // Where room is short, the day says most.
    let format = if is_narrow { time::format_date } else { time::format_minute };
    let when = at.map(format).unwrap_or_default();
    let facts: Vec<&str> = [when.as_str(), category].into_iter().filter(|f| !f.is_empty()).collect();
    let weight = match weight {
        Ok(weight) => words.say(said!("preview-weight", weight = format!("{weight:.2}"))),
        Err(kind) => words.say(kind.label()),
    };
    let small = |text: String| RichText::new(text).size(text::NOTE).color(tokens.quiet);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(small(weight));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| cell_text(ui, small(facts.join(" · "))));
        });
    });
}

/// One line, whatever it holds, so that the list below stays where it is: what was done as the user and what left the list
/// by it, or that something can be done.
fn acts_bar(ui: &mut Ui, cx: &mut ViewContext<'_>, data: &Dataset, preview: &Preview) {
    let tokens = cx.tokens;
    let (width, n) = (ui.available_width(), cx.ws.preview().acts().len());
    let is_user = preview.user.is_some();
    ui.allocate_ui_with_layout(egui::vec2(width, gap::ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(egui::vec2(width, gap::ROW));
        if n == 0 {
            let words = match (cx.ws.can_act(), is_user) {
                (true, true) => cx.say(said!("preview-point-as-user")),
                (true, false) => cx.say(said!("preview-point-as-visitor")),
                (false, _) => String::new(),
            };
            ui.add(egui::Label::new(RichText::new(words).size(text::NOTE).color(tokens.quiet)).truncate());
            return;
        }
        ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
        let words =
            if is_user { said!("preview-acts-as-user", n = n) } else { said!("preview-acts-as-visitor", n = n) };
        ui.label(RichText::new(cx.say(words)).size(text::NOTE));
        let undo = ui.button(RichText::new(cx.say(said!("action-undo"))).size(text::NOTE));
        undo.widget_info(|| {
            WidgetInfo::labeled(egui::accesskit::Role::Button, true, cx.say(said!("preview-undo-last")))
        });
        if undo.clicked() {
            cx.send(PreviewCommand::UndoAct(n - 1));
        }
        if ui.button(RichText::new(cx.say(said!("preview-start-again"))).size(text::NOTE)).clicked() {
            cx.send(PreviewCommand::StartAgain);
        }
        let left = preview.moved.iter().flat_map(|moved| &moved.left);
        let left: Vec<&str> = left.map(|item| data.item_name(*item as usize)).collect();
        if !left.is_empty() {
            let words = cx.say(said!("preview-left", items = left.into_iter().collect::<SaidValue>()));
            ui.add(egui::Label::new(RichText::new(words).size(text::NOTE).color(tokens.quiet)).truncate());
        }
    });
}

fn list(ui: &mut Ui, cx: &mut ViewContext<'_>, preview: &Preview) {
    let data = &*preview.log.data;
    let acts = if cx.ws.can_act() { &preview.log.acts[..] } else { &[] };
    let tokens = cx.tokens;
    let models: Vec<Series> = preview.models.iter().map(|id| cx.series(id)).collect();
    let listed = Listed { data, preview, models: &models, reasons: cx.ws.preview().reasons() };
    let is_hit = |item: u32| preview.held_out.binary_search(&item).is_ok();
    ui.horizontal(|ui| {
        heading(ui, said!("preview-shown"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (tiles, words) in [(false, said!("preview-table")), (true, said!("preview-tiles"))] {
                if ui.add(egui::Button::selectable(cx.view.shows_tiles == tiles, cx.say(words))).clicked() {
                    cx.view.shows_tiles = tiles;
                }
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        for (at, model) in models.iter().enumerate() {
            // One without a weight, or without a word on these items, has no colour in the bars.
            if !preview.list.entries.iter().any(|entry| entry.parts.get(at).is_some_and(|part| *part > 0.0)) {
                continue;
            }
            legend_entry(ui, tokens, model.color, &model.name);
        }
    });
    let hits = preview.list.entries.iter().filter(|e| is_hit(e.item)).count();
    // The line is always there, so that nothing moves from user to user.
    note(
        ui,
        tokens,
        match preview.held_out.len() {
            0 => said!("preview-no-choices"),
            n => said!("preview-hits", hits = hits, n = n),
        },
    );
    if preview.list.served == Served::Popularity {
        note(ui, tokens, said!("preview-popularity"));
    }
    acts_bar(ui, cx, data, preview);
    if preview.list.entries.is_empty() {
        note(ui, tokens, said!("preview-no-candidate"));
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
                    if let Some(act) = product_tile::show(ui, tokens, listed, at, acts, tile) {
                        cx.send(PreviewCommand::Act(entry.item, act));
                    }
                }
            });
        });
        return;
    }
    card(ui, tokens, |ui| table(ui, cx, listed, acts));
}

fn table(ui: &mut Ui, cx: &mut ViewContext<'_>, listed: Listed<'_>, acts: &[(Act, f64)]) {
    let Listed { data, preview, models, .. } = listed;
    let tokens = cx.tokens;
    let table = ui.available_rect_before_wrap();
    let (width, height) = (table.width(), table.height());
    // What says least gives way, so that the titles have room.
    let columns = [
        Col::text(Said::plain(""), 20.0 + move_mark::SIZE.x),
        Col::rest(said!("role-item")),
        Col::text(said!("preview-category"), 100.0).shown_if(width > 640.0),
        Col::number(said!("preview-price"), 64.0).shown_if(width > 480.0),
        Col::number(said!("preview-score"), 56.0),
        Col::text(said!("preview-shares"), SHARES),
    ];
    data_table::show(ui, tokens, "list", &columns, preview.list.entries.len(), height, |ui, row, column| {
        let entry = &preview.list.entries[row];
        let item = entry.item as usize;
        match column {
            0 => {
                let cell = ui.max_rect();
                ui.label(RichText::new((row + 1).to_string()).color(tokens.quiet));
                if let Some(moved) = preview.moved.as_ref().and_then(|moved| moved.entries.get(row)) {
                    move_mark::show(ui, tokens, cell.left_center() + egui::vec2(20.0, 0.0), row, *moved);
                }
            }
            1 => {
                let is_hit = preview.held_out.binary_search(&entry.item).is_ok();
                let color = if is_hit { tokens.good } else { tokens.ink };
                let title = egui::Label::new(RichText::new(data.item_name(item)).color(color)).truncate();
                ui.add(title.show_tooltip_when_elided(false).selectable(false))
                    .on_hover_ui(|ui| why::show(ui, listed, row));
            }
            2 => cell_text(ui, data.item_attributes.category().and_then(|c| c.text(item)).unwrap_or("—")),
            3 => {
                let price = data.item_attributes.first(AttributeKind::Price).and_then(|p| p.number(item));
                cell_text(ui, price.map_or("—".into(), |p| format!("{p:.2}")));
            }
            4 => cell_text(ui, format!("{:.3}", entry.score)),
            _ => {
                let cell = ui.max_rect();
                let place = egui::Rect::from_center_size(cell.center(), egui::vec2(cell.width(), act_buttons::HEIGHT));
                let whole_row = egui::Rect::from_x_y_ranges(egui::Rangef::EVERYTHING, cell.y_range());
                let is_pointed_at = ui.ctx().rect_contains_pointer(ui.layer_id(), whole_row.intersect(table));
                let name = (row, data.item_name(item));
                let (act, is_shown) = act_buttons::show(ui, tokens, place, name, acts, is_pointed_at);
                if !is_shown {
                    share_bar::show(ui, tokens, models, &entry.shares(), SHARES);
                }
                if let Some(act) = act {
                    cx.send(PreviewCommand::Act(entry.item, act));
                }
            }
        }
    });
}
