//! The form of a model's settings, drawn from the model's own table.

use egui::Ui;
use serde_json::Value;

use crate::base::Said;
use crate::gui::say::say;
use crate::gui::widgets::basics::setting;
use crate::gui::widgets::fields::{combo, number};
use crate::models::ModelConfig;
use crate::models::settings::{Domain, Setting};
use crate::said;
use crate::words::Words;

/// Settings in words: "Neighbours 200 · Shrinkage 1.5".
pub fn summary(words: &Words, model: &ModelConfig, of: &[&Setting]) -> String {
    let (kind, written) = (model.kind(), model.written());
    let each = of.iter().filter_map(|s| {
        Some(words.say(said!("setting-value", setting = s.label(kind), value = s.value(written.get(s.name)?))))
    });
    each.collect::<Vec<_>>().join(" · ")
}

/// One row a setting; those that the others leave without effect are not shown.
pub fn form(ui: &mut Ui, model: &mut ModelConfig, has_time: bool, user_columns: &[&str]) {
    let (kind, written) = (model.kind(), model.written());
    for of in kind.settings().iter().filter(|s| s.has_effect(&written)) {
        let before = written.get(of.name).cloned().unwrap_or_default();
        let mut value = before.clone();
        let (label, help) = (of.label(kind), of.help(kind));
        match of.domain {
            Domain::Switch => {
                let mut is_on = before.as_bool().unwrap_or_default();
                ui.checkbox(&mut is_on, say(ui, &label)).on_hover_text(say(ui, &help));
                value = is_on.into();
            }
            Domain::Optional(low, high) => {
                let mut is_on = !before.is_null();
                // What is on can be taken off, whatever the log has.
                ui.add_enabled_ui(has_time || is_on, |ui| {
                    ui.checkbox(&mut is_on, say(ui, &label))
                        .on_hover_text(say(ui, &help))
                        .on_disabled_hover_text(say(ui, said!("models-no-time")))
                });
                let mut number_set = before.as_f64().unwrap_or(30.0);
                if is_on {
                    let nothing = || Said::plain("");
                    setting(ui, nothing(), &help, |ui| {
                        number(ui, &label, &mut number_set, low..=high, 0.5, nothing());
                    });
                }
                value = if is_on { number_set.into() } else { Value::Null };
            }
            Domain::Choice(choices) => setting(ui, &label, help, |ui| {
                let mut chosen = before.as_str().unwrap_or_default();
                combo(ui, &label, of.choice(chosen), |ui| {
                    for key in choices {
                        ui.selectable_value(&mut chosen, key, say(ui, of.choice(key)));
                    }
                });
                value = chosen.into();
            }),
            Domain::UserColumn => setting(ui, &label, help, |ui| {
                let mut chosen = before.as_str();
                combo(ui, &label, chosen.map_or(said!("models-everybody"), Said::plain), |ui| {
                    ui.selectable_value(&mut chosen, None, say(ui, said!("models-everybody")));
                    for name in user_columns {
                        ui.selectable_value(&mut chosen, Some(name), *name);
                    }
                });
                value = chosen.into();
            }),
            Domain::Whole(low, high) => setting(ui, &label, help, |ui| {
                let mut n = before.as_f64().unwrap_or_default();
                number(ui, &label, &mut n, low as f64..=high as f64, 1.0, Said::plain(""));
                value = (n.round() as u64).into();
            }),
            Domain::Real(low, high) => setting(ui, &label, help, |ui| {
                let mut x = before.as_f64().unwrap_or_default();
                // A pull of a hundred points is the whole of a short domain, or doubles a large value.
                let speed = if high - low <= 10.0 { (high - low) / 100.0 } else { (x.abs() / 100.0).max(0.001) };
                number(ui, &label, &mut x, low..=high, speed, Said::plain(""));
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
