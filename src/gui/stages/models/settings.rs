//! The form of a model's settings, drawn from the model's own table.

use egui::Ui;
use serde_json::Value;

use crate::gui::widgets::basics::setting;
use crate::gui::widgets::fields::{combo, number};
use crate::models::ModelConfig;
use crate::models::settings::{Domain, Setting};

/// Settings in words: "Neighbours 200 · Shrinkage 1.5".
pub fn summary(model: &ModelConfig, of: &[&Setting]) -> String {
    let written = model.written();
    let words = of.iter().filter_map(|s| Some(format!("{} {}", s.label, s.words(written.get(s.name)?))));
    words.collect::<Vec<_>>().join(" · ")
}

/// One row a setting; those that the others leave without effect are not shown.
pub fn form(ui: &mut Ui, model: &mut ModelConfig, has_time: bool, user_columns: &[&str]) {
    let written = model.written();
    for of in model.kind().settings().iter().filter(|s| s.has_effect(&written)) {
        let before = written.get(of.name).cloned().unwrap_or_default();
        let mut value = before.clone();
        match of.domain {
            Domain::Switch => {
                let mut is_on = before.as_bool().unwrap_or_default();
                ui.checkbox(&mut is_on, of.label).on_hover_text(of.help);
                value = is_on.into();
            }
            Domain::Optional(low, high) => {
                let mut is_on = !before.is_null();
                ui.add_enabled_ui(has_time, |ui| ui.checkbox(&mut is_on, of.label).on_hover_text(of.help));
                let mut number_set = before.as_f64().unwrap_or(30.0);
                if is_on {
                    setting(ui, "", of.help, |ui| number(ui, of.label, &mut number_set, low..=high, 0.5, ""));
                }
                value = if is_on { number_set.into() } else { Value::Null };
            }
            Domain::Choice(choices) => setting(ui, of.label, of.help, |ui| {
                let mut chosen = before.as_str().unwrap_or_default();
                let name = choices.iter().find(|(key, _)| *key == chosen).map_or(chosen, |(_, name)| name);
                combo(ui, of.label, name, |ui| {
                    for (key, name) in choices {
                        ui.selectable_value(&mut chosen, key, *name);
                    }
                });
                value = chosen.into();
            }),
            Domain::UserColumn => setting(ui, of.label, of.help, |ui| {
                let mut chosen = before.as_str();
                combo(ui, of.label, chosen.unwrap_or("everybody"), |ui| {
                    ui.selectable_value(&mut chosen, None, "everybody");
                    for name in user_columns {
                        ui.selectable_value(&mut chosen, Some(name), *name);
                    }
                });
                value = chosen.into();
            }),
            Domain::Whole(low, high) => setting(ui, of.label, of.help, |ui| {
                let mut n = before.as_f64().unwrap_or_default();
                number(ui, of.label, &mut n, low as f64..=high as f64, 1.0, "");
                value = (n.round() as u64).into();
            }),
            Domain::Real(low, high) => setting(ui, of.label, of.help, |ui| {
                let mut x = before.as_f64().unwrap_or_default();
                // A pull of a hundred points is the whole of a short domain, or doubles a large value.
                let speed = if high - low <= 10.0 { (high - low) / 100.0 } else { (x.abs() / 100.0).max(0.001) };
                number(ui, of.label, &mut x, low..=high, speed, "");
                value = x.into();
            }),
        }
        if value != before
            && let Some(changed) = model.with(of.name, value)
        {
            *model = changed;
        }
    }
}
