//! The map of items beside how much its components explain.

use std::sync::Arc;

use egui::{Align, ComboBox, Layout, RichText, Ui, vec2};

use crate::base::Said;
use crate::features::FeatureInfo;
use crate::features::{Coloring, ContentMap};
use crate::gui::context::ViewContext;
use crate::gui::theme::{Tokens, gap, semibold, text};
use crate::gui::widgets::basics::{card, failure, heading, legend_entry, note, primary_button, progress};
use crate::gui::widgets::item_map::{ItemMap, variance};
use crate::gui::widgets::variance_plot;
use crate::said;
use crate::workspace::{FeaturesCommand, Job, LoadedData, NodeId, StageState};

/// Least height of a plot.
const PLOT: f32 = 232.0;
/// What stands in a card besides its plot.
const REST: f32 = 96.0;
/// Height of the lines above a plot, the same in both cards.
const HEADER: f32 = 20.0;

/// Draws both cards, `height` high or as high as they need to be.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData, height: f32) {
    let tokens = cx.tokens;
    // The remark takes the last two lines.
    let plot = (height - 2.0 * gap::ROW - REST).max(PLOT);
    let is_used = |of: &FeatureInfo| {
        let setting = cx.ws.config().features.setting(&of.name, of.kind);
        setting.enabled && setting.weight > 0.0
    };
    if !loaded.features.iter().any(is_used) {
        card_without_map(ui, tokens, plot, |ui| {
            note(ui, tokens, said!("map-nothing-on"));
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
        heading(ui, said!("map-title"));
        ui.add_space(gap::MEDIUM);
        content(ui);
    });
}

/// Why there is no map, and what leads to one.
fn absent(ui: &mut Ui, cx: &mut ViewContext<'_>, state: StageState) {
    let tokens = cx.tokens;
    let again = |ui: &mut Ui, cx: &mut ViewContext<'_>| {
        ui.add_space(gap::MEDIUM);
        if primary_button(ui, tokens, said!("map-draw")).clicked() {
            cx.send(FeaturesCommand::ShowMap);
        }
    };
    match (state, cx.ws.features().map.status.failed()) {
        (StageState::Failed, Some(error)) => {
            failure(ui, tokens, error);
            again(ui, cx);
        }
        (StageState::Running, _) => {
            note(ui, tokens, busy_words(cx));
            let running = cx.ws.running();
            let job = running.iter().find(|job| matches!(job.kind, Job::Make(NodeId::Map | NodeId::Features)));
            progress(ui, tokens, job.and_then(|job| job.progress.fraction), 160.0);
        }
        (_, Some(_)) => {
            note(ui, tokens, said!("map-stopped"));
            again(ui, cx);
        }
        _ => _ = note(ui, tokens, said!("map-when-split")),
    }
}

fn busy_words(cx: &ViewContext<'_>) -> Said {
    match cx.ws.map_waits() {
        true => said!("map-after-training"),
        false => said!("map-placing"),
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
        heading(ui, said!("map-title"));
        if state == StageState::Running {
            note(ui, tokens, busy_words(cx));
        } else if cx.ws.features().map.status.failed().is_some() {
            note(ui, tokens, said!("map-of-before"));
            if ui.link(RichText::new(cx.say(said!("map-draw"))).size(text::NOTE)).clicked() {
                cx.send(FeaturesCommand::ShowMap);
            }
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
            let label = note(ui, tokens, said!("map-coloured-by"));
            combo.response.labelled_by(label.id);
        });
    });
    legend(ui, cx, coloring);
    let attribute = coloring.and_then(|coloring| {
        loaded.data.item_attributes.columns.iter().find(|attribute| attribute.name == coloring.attribute)
    });
    let words = |item: u32| {
        let name = loaded.data.item_name(item as usize);
        let Some(attribute) = attribute else { return name.to_owned() };
        let value = attribute.text(item as usize).map_or(said!("map-not-known"), Said::plain);
        cx.say(said!("map-point", item = name, attribute = &attribute.name, value = value))
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
        let other = cx.say(said!("map-other"));
        let names = coloring.categories.iter().map(String::as_str).enumerate();
        for (at, name) in names.chain(has_others.then_some((usize::MAX, other.as_str()))) {
            legend_entry(ui, tokens, tokens.category(at), &cut(name));
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
        heading(ui, said!("map-explained"));
    });
    ui.horizontal(|ui| {
        ui.set_min_height(HEADER);
        let share = cx.say(variance(map.explained.iter().sum()));
        ui.label(RichText::new(share).font(semibold(text::BODY)).color(tokens.ink));
        note(ui, tokens, said!("map-together", n = map.explained.len()));
    });
    variance_plot::show(ui, tokens, &map.explained, height);
}

/// What the map is of, in words below it.
fn remark(map: &ContentMap) -> Said {
    let drawn = match map.points.len() == map.n_items {
        true => said!("map-all-drawn", items = map.n_items, empty = map.n_empty),
        false => said!("map-sample-drawn", drawn = map.points.len(), items = map.n_items, empty = map.n_empty),
    };
    let shares = match map.is_projected {
        true => said!("map-shares-of-projection"),
        false => said!("map-shares-of-all"),
    };
    said!("map-remark", drawn = drawn, shares = shares)
}
