//! What is known of items: which of it is used, and how much it counts.

use egui::{RichText, ScrollArea, Ui};

use super::item_map;
use crate::base::format::thousands;
use crate::features::FeatureSetting;
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{card, empty_state, note, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::fields::number;
use crate::workspace::LoadedData;

/// Rows of a table besides its features: the headings.
const ROWS: f32 = 1.2;

fn columns() -> Vec<Col> {
    vec![
        Col::text("Use", 36.0),
        Col::text("Feature", 110.0),
        Col::text("What it is", 64.0),
        Col::text("Compared as", 108.0),
        Col::number("Known for", 64.0),
        Col::number("Different values", 92.0),
        Col::rest("Most frequent"),
    ]
}

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, "Features", "What is known of items, and how much each counts when items are compared");
    let Some(loaded) = cx.ws.loaded().cloned() else {
        empty_state(
            ui,
            tokens,
            "No log is loaded yet",
            "Load one in the stage Data; the features of its items are listed here.",
        );
        return;
    };
    if loaded.features.is_empty() {
        empty_state(
            ui,
            tokens,
            "Nothing is known of the items",
            "Add an items file with titles, categories, brands or prices in the stage Data.",
        );
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
        columns.push(Col::number("Weight", 60.0));
        data_table::show(ui, tokens, "features", &columns, loaded.features.len(), height, |ui, row, column| {
            let feature = &loaded.features[row];
            let mut setting = config.features.setting(&feature.name);
            if !setting.enabled && column > 0 {
                ui.set_opacity(0.5);
            }
            match column {
                0 => {
                    let check = ui.checkbox(&mut setting.enabled, "");
                    let name = format!("Use {}", feature.name);
                    check.widget_info(|| {
                        egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, setting.enabled, &name)
                    });
                }
                1 => cell_text(ui, &feature.name),
                2 => cell_text(ui, say(ui, feature.kind.label())),
                3 => cell_text(ui, say(ui, feature.encoding.label())),
                4 => cell_text(ui, format!("{:.1} %", feature.coverage * 100.0)),
                5 => cell_text(ui, thousands(feature.n_distinct as u64)),
                6 => {
                    if let Some((value, share)) = &feature.most_frequent {
                        cell_text(ui, RichText::new(format!("{value}  ({:.1} %)", share * 100.0)).color(tokens.quiet));
                    }
                }
                _ => {
                    let name = format!("Weight of {}", feature.name);
                    number(ui, &name, &mut setting.weight, 0.0..=10.0, 0.02, "");
                }
            }
            if setting != config.features.setting(&feature.name) {
                if setting == FeatureSetting::default() {
                    config.features.features.remove(&feature.name);
                } else {
                    config.features.features.insert(feature.name.clone(), setting);
                }
            }
        });
    });
    ui.add_space(gap::MEDIUM);
    note(
        ui,
        tokens,
        "The model “Alike” compares items by what is switched on here. It follows at once if it has been trained.",
    );
    cx.edit(|now| *now = config);
}
