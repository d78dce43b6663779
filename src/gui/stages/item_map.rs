//! The map of items beside how much its components explain.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align, ComboBox, Layout, RichText, TextFormat, Ui, vec2};

use crate::base::format::thousands;
use crate::features::{Coloring, ContentMap};
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::theme::{Tokens, gap, semibold, text};
use crate::gui::widgets::basics::{card, failure, heading, note, primary_button, progress};
use crate::gui::widgets::item_map::{ItemMap, variance};
use crate::gui::widgets::variance_plot;
use crate::workspace::{FeaturesCommand, Job, LoadedData, NodeId, StageState};

/// Least height of a plot.
const PLOT: f32 = 232.0;
/// What stands in a card besides its plot.
const REST: f32 = 96.0;
/// Height of the lines above a plot, the same in both cards.
const HEADER: f32 = 20.0;

const TITLE: &str = "Map of items";

/// Draws both cards, `height` high or as high as they need to be.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData, height: f32) {
    let tokens = cx.tokens;
    // The remark takes the last two lines.
    let plot = (height - 2.0 * gap::ROW - REST).max(PLOT);
    let is_used = |name: &str| {
        let setting = cx.ws.config().features.setting(name);
        setting.enabled && setting.weight > 0.0
    };
    if !loaded.features.iter().any(|f| is_used(&f.name)) {
        card_without_map(ui, tokens, plot, |ui| {
            note(ui, tokens, "No feature is switched on. Switch one on above, and the items are placed by it.");
        });
        return;
    }
    if cx.ws.features().wants_map() {
        cx.send(FeaturesCommand::ShowMap);
    }
    let state = cx.ws.features().map_state();
    let map = cx.ws.features().map.value.clone().filter(|_| state != StageState::Failed);
    let Some(map) = map else {
        card_without_map(ui, tokens, plot, |ui| absent(ui, cx, state));
        return;
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        let width = ui.available_width() - gap::GROUP;
        for (share, is_map) in [(0.66, true), (0.34, false)] {
            ui.allocate_ui_with_layout(vec2(width * share, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| match is_map {
                    true => items(ui, cx, loaded, &map, state, plot),
                    false => shares(ui, cx, &map, plot),
                });
            });
        }
    });
    ui.add_space(gap::MEDIUM);
    note(ui, tokens, remark(&map));
}

fn card_without_map(ui: &mut Ui, tokens: &Tokens, plot: f32, content: impl FnOnce(&mut Ui)) {
    card(ui, tokens, |ui| {
        ui.set_min_height(plot + REST - 2.0 * gap::GROUP);
        heading(ui, TITLE);
        ui.add_space(gap::MEDIUM);
        content(ui);
    });
}

/// Why there is no map, and what leads to one.
fn absent(ui: &mut Ui, cx: &mut ViewContext<'_>, state: StageState) {
    let tokens = cx.tokens;
    let again = |ui: &mut Ui, cx: &mut ViewContext<'_>| {
        ui.add_space(gap::MEDIUM);
        if primary_button(ui, tokens, "Draw the map").clicked() {
            cx.send(FeaturesCommand::ShowMap);
        }
    };
    match (state, cx.ws.features().map.status.failed()) {
        (StageState::Failed, Some(error)) => {
            failure(ui, tokens, &say(ui.ctx(), error));
            again(ui, cx);
        }
        (StageState::Running, _) => {
            note(ui, tokens, busy_words(cx));
            let running = cx.ws.running();
            let job = running.iter().find(|job| matches!(job.kind, Job::Make(NodeId::Map | NodeId::Features)));
            progress(ui, tokens, job.and_then(|job| job.progress.fraction), 160.0);
        }
        (_, Some(_)) => {
            note(ui, tokens, "The map was stopped before it was there.");
            again(ui, cx);
        }
        _ => _ = note(ui, tokens, "The map is drawn as soon as the log is loaded and split."),
    }
}

fn busy_words(cx: &ViewContext<'_>) -> &'static str {
    match cx.ws.map_waits() {
        true => "The map follows when training has ended.",
        false => "Placing the items by their features…",
    }
}

fn items(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    loaded: &LoadedData,
    map: &Arc<ContentMap>,
    state: StageState,
    height: f32,
) {
    let tokens = cx.tokens;
    let coloring = map.colorings.iter().find(|c| c.attribute == cx.view.map_color).or(map.colorings.first());
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        heading(ui, TITLE);
        if state == StageState::Running {
            note(ui, tokens, busy_words(cx));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let Some(coloring) = coloring else { return };
            let combo = ComboBox::from_id_salt("map_color").selected_text(&coloring.attribute).show_ui(ui, |ui| {
                for choice in &map.colorings {
                    let is_chosen = choice.attribute == coloring.attribute;
                    if ui.selectable_label(is_chosen, &choice.attribute).clicked() {
                        cx.view.map_color.clone_from(&choice.attribute);
                    }
                }
            });
            let label = note(ui, tokens, "Coloured by");
            combo.response.labelled_by(label.id);
        });
    });
    legend(ui, cx, coloring);
    let attribute = coloring.and_then(|coloring| {
        loaded.data.item_attributes.columns.iter().find(|attribute| attribute.name == coloring.attribute)
    });
    let words = |item: u32| {
        let name = loaded.data.item_name(item as usize);
        match attribute {
            Some(attribute) => {
                format!("{name}\n{}: {}", attribute.name, attribute.text(item as usize).unwrap_or("not known"))
            }
            None => name.to_owned(),
        }
    };
    ItemMap { map, coloring, words: &words }.show(ui, tokens, height);
}

/// The coloured categories.
fn legend(ui: &mut Ui, cx: &ViewContext<'_>, coloring: Option<&Coloring>) {
    let tokens = cx.tokens;
    let Some(coloring) = coloring else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = HEADER;
        ui.spacing_mut().item_spacing.y = 0.0;
        let has_others = coloring.points.last().is_some_and(|points| !points.is_empty());
        let names = coloring.categories.iter().map(String::as_str).enumerate();
        for (at, name) in names.chain(has_others.then_some((usize::MAX, "other"))) {
            let format = |color| TextFormat::simple(egui::FontId::proportional(text::NOTE), color);
            let mut words = LayoutJob::default();
            words.append("● ", 0.0, format(tokens.category(at)));
            words.append(&cut(name), 0.0, format(tokens.quiet));
            ui.add(egui::Label::new(words).extend());
        }
    });
}

/// A name short enough for a legend.
fn cut(name: &str) -> String {
    const LONGEST: usize = 24;
    if name.chars().count() <= LONGEST {
        name.to_owned()
    } else {
        name.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

fn shares(ui: &mut Ui, cx: &ViewContext<'_>, map: &ContentMap, height: f32) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        heading(ui, "Explained variance");
    });
    ui.horizontal(|ui| {
        ui.set_min_height(HEADER);
        let n = map.explained.len();
        let words = match n {
            1 => "the only component".to_owned(),
            n => format!("the first {n} together"),
        };
        ui.label(RichText::new(variance(map.explained.iter().sum())).font(semibold(text::BODY)).color(tokens.ink));
        note(ui, tokens, words);
    });
    variance_plot::show(ui, tokens, &map.explained, height);
}

/// What the map is of, in words below it.
fn remark(map: &ContentMap) -> String {
    let n = |n: usize| thousands(n as u64);
    let drawn = match map.points.len() == map.n_items {
        true => format!("All {} items with content are drawn", n(map.n_items)),
        false => format!("{} of {} items with content are drawn, a sample", n(map.points.len()), n(map.n_items)),
    };
    let empty = match map.n_empty {
        0 => String::new(),
        1 => "; 1 item has none".into(),
        empty => format!("; {} items have none", n(empty)),
    };
    let of = match map.is_projected {
        true => "Shares are of the variance after a random projection to fewer columns.",
        false => "Shares are of the whole variance of the content vectors.",
    };
    format!("{drawn}{empty}. Near items are alike in what is switched on (principal components). {of}")
}
