//! Fields of settings: a number, a number that can be off, a choice.

use egui::{ComboBox, DragValue, Ui};

use crate::gui::theme::gap;

/// A number that can be dragged or typed.
pub fn number(
    ui: &mut Ui,
    name: &str,
    value: &mut f64,
    range: std::ops::RangeInclusive<f64>,
    speed: f64,
    suffix: &str,
) {
    let response = ui.add(DragValue::new(value).range(range).speed(speed).max_decimals(3).suffix(suffix.to_owned()));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::drag_value(true, 0.0);
        info.label = Some(name.to_owned());
        info
    });
}

/// A number that can be off.
pub fn optional(
    ui: &mut Ui,
    name: &str,
    why: &str,
    value: &mut Option<f64>,
    start: f64,
    range: std::ops::RangeInclusive<f64>,
    suffix: &str,
) {
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        let mut is_on = value.is_some();
        if ui.checkbox(&mut is_on, name).on_hover_text(why).changed() {
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
pub fn combo(ui: &mut Ui, name: &str, chosen: &str, content: impl FnOnce(&mut Ui)) {
    let combo = ComboBox::from_id_salt(name).selected_text(chosen).show_ui(ui, content);
    let label = name.to_owned();
    combo.response.widget_info(move || egui::WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, &label));
}
