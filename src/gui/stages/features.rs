//! What is known of items: which of it is used, and how much it counts.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::item_map;
use crate::base::Said;
use crate::features::FeatureSetting;
use crate::gui::context::ViewContext;
use crate::gui::say::percent;
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{card, empty_state, note, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::fields::number;
use crate::said;
use crate::workspace::{LoadedData, Stage};

/// Rows of a table besides its features: the headings.
const ROWS: f32 = 1.2;

fn columns() -> Vec<Col> {
    vec![
        Col::text(said!("features-page-use"), 36.0),
        Col::text(said!("features-page-feature"), 110.0),
        Col::text(said!("features-page-kind"), 64.0),
        Col::text(said!("features-page-encoding"), 108.0),
        Col::number(said!("features-page-coverage"), 64.0),
        Col::number(said!("features-page-n-distinct"), 92.0),
        Col::rest(said!("features-page-most-frequent")),
    ]
}

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, Stage::Features.label(), said!("features-page-why"));
    let Some(loaded) = cx.ws.loaded().cloned() else {
        empty_state(ui, tokens, said!("no-log"), said!("features-page-no-log-why"));
        return;
    };
    if loaded.features.is_empty() {
        empty_state(ui, tokens, said!("features-page-none"), said!("features-page-none-why"));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let table = (ROWS + loaded.features.len() as f32) * gap::ROW;
        let table = table.min((ui.available_height() * 0.38).max(4.0 * gap::ROW));
        list(ui, cx, &loaded, table);
        ui.add_space(gap::GROUP);
        let rest = ui.available_height();
        item_map::show(ui, cx, &loaded, rest);
    });
}

/// The features with their switches and weights.
fn list(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData, height: f32) {
    let tokens = cx.tokens;
    let mut config = cx.ws.config().clone();
    card(ui, tokens, |ui| {
        let mut columns = columns();
        columns.push(Col::number(said!("features-page-weight"), 60.0));
        data_table::show(ui, tokens, "features", &columns, loaded.features.len(), height, |ui, row, column| {
            let feature = &loaded.features[row];
            let mut setting = config.features.setting(&feature.name, feature.kind);
            if !setting.enabled && column > 0 {
                ui.set_opacity(0.5);
            }
            match column {
                0 => {
                    let check = ui.checkbox(&mut setting.enabled, "");
                    let name = cx.say(said!("features-page-use-of", name = &feature.name));
                    check.widget_info(|| {
                        egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, setting.enabled, &name)
                    });
                }
                1 => cell_text(ui, &feature.name),
                2 => cell_text(ui, cx.say(feature.kind.label())),
                3 => cell_text(ui, cx.say(feature.encoding.label())),
                4 => cell_text(ui, cx.words.percent(feature.coverage, None)),
                5 => cell_text(ui, cx.words.count(feature.n_distinct as u64)),
                6 => {
                    if let Some((value, share)) = &feature.most_frequent {
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            note(ui, tokens, percent(*share, 1));
                            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                                cell_text(ui, RichText::new(value).color(tokens.quiet));
                            });
                        });
                    }
                }
                _ => {
                    let name = said!("features-page-weight-of", name = &feature.name);
                    number(ui, name, &mut setting.weight, 0.0..=10.0, 0.02, Said::plain(""));
                }
            }
            if setting != config.features.setting(&feature.name, feature.kind) {
                if setting == FeatureSetting::of(feature.kind) {
                    config.features.features.remove(&feature.name);
                } else {
                    config.features.features.insert(feature.name.clone(), setting);
                }
            }
        });
    });
    ui.add_space(gap::MEDIUM);
    note(ui, tokens, said!("features-page-follows"));
    cx.edit(|now| *now = config);
}
