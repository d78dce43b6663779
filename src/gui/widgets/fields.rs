//! Fields of settings: a number, a number that can be off, a choice.

use egui::{ComboBox, DragValue, Ui};

use crate::base::Said;
use crate::gui::say::say;
use crate::gui::theme::gap;
use crate::said;

/// A number that can be dragged or typed. It is changed by hand alone: what stands outside the range, or has more digits than are shown,
/// stays as it is. Whether it was.
pub fn number(
    ui: &mut Ui,
    name: impl Into<Said>,
    value: &mut f64,
    range: std::ops::RangeInclusive<f64>,
    speed: f64,
    suffix: impl Into<Said>,
) -> bool {
    let (name, suffix) = (say(ui, name), say(ui, suffix));
    let mut shown = *value;
    let [low, high] = [*range.start(), *range.end()].map(digits);
    let field = DragValue::new(&mut shown)
        .range(range)
        .clamp_existing_to_range(false)
        .speed(speed)
        // What is typed counts when it is done: a 2 on the way to 200 trains nothing.
        .update_while_editing(false)
        .custom_formatter(|x, _| digits(x))
        .suffix(suffix);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::drag_value(true, *value);
        info.label = Some(name.clone());
        info
    });
    let response = response.on_hover_text(say(ui, said!("field-range", low = low, high = high)));
    let is_changed = response.changed() && digits(shown) != digits(*value);
    if is_changed {
        *value = shown;
    }
    is_changed
}

/// A number with the six digits that say most of it: 0.000012, 1234567.
fn digits(x: f64) -> String {
    let before_point = if x == 0.0 { 0.0 } else { x.abs().log10().floor() };
    let behind = (5.0 - before_point).clamp(0.0, 12.0) as usize;
    let text = format!("{x:.behind$}");
    if behind == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
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
                number(ui, name, value, range, 1.0, suffix);
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

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn small_and_large_numbers_show_what_they_are() {
        let shown = [0.0, 0.00001, 0.1 + 0.2, 30.0, 1234.5678, 1_234_567.8, 2e-9].map(digits);
        assert_eq!(shown, ["0", "0.00001", "0.3", "30", "1234.57", "1234568", "0.000000002"]);
    }
}
