//! Fields of settings: a number, a number that can be off, a choice.

use egui::{ComboBox, DragValue, Ui};

use crate::base::Said;
use crate::gui::say::say;
use crate::gui::theme::gap;

/// A number that can be dragged or typed.
pub fn number(
    ui: &mut Ui,
    name: impl Into<Said>,
    value: &mut f64,
    range: std::ops::RangeInclusive<f64>,
    speed: f64,
    suffix: impl Into<Said>,
) {
    let (name, suffix) = (say(ui, name), say(ui, suffix));
    let response = ui.add(DragValue::new(value).range(range).speed(speed).max_decimals(3).suffix(suffix));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::drag_value(true, 0.0);
        info.label = Some(name.clone());
        info
    });
}

/// A number that can be off.
pub fn optional(
    ui: &mut Ui,
    name: impl Into<Said>,
    why: impl Into<Said>,
    value: &mut Option<f64>,
    start: f64,
    range: std::ops::RangeInclusive<f64>,
    suffix: impl Into<Said>,
) {
    let (name, why, suffix) = (name.into(), say(ui, why), suffix.into());
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        let mut is_on = value.is_some();
        if ui.checkbox(&mut is_on, say(ui, &name)).on_hover_text(why).changed() {
            *value = is_on.then_some(start);
        }
        if let Some(value) = value {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                number(ui, name, value, range, 1.0, suffix)
            });
        }
    });
}

/// A choice list with a name for screen readers.
pub fn combo(ui: &mut Ui, name: impl Into<Said>, chosen: impl Into<Said>, content: impl FnOnce(&mut Ui)) {
    let (name, chosen) = (name.into(), say(ui, chosen));
    // By its key, which is the same in every language.
    let salt = name.as_plain().unwrap_or(&name.key);
    let combo = ComboBox::from_id_salt(salt).selected_text(chosen).show_ui(ui, content);
    let name = say(ui, name);
    combo.response.widget_info(move || egui::WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, &name));
}
