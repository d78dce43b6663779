//! The weight of one model: name, track in the model's colour, percent to be typed, and a lock.

use egui::{
    Align, DragValue, Layout, Pos2, Rect, Sense, Slider, SliderClamping, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::basics::{cut_line, focus_ring};
use crate::base::Said;
use crate::gui::say::say;
use crate::gui::series::Series;
use crate::gui::theme::{Tokens, gap};
use crate::said;

/// Width of the models' names.
const NAME: f32 = 128.0;
/// Width of percent and lock.
const FIGURE: f32 = 104.0;
/// Width of the percent.
const FIELD: f32 = 68.0;
/// A step of a key, and what a drag snaps to.
const STEP: f64 = 0.01;

/// What a row was used for in this frame.
pub enum Moved {
    /// Nothing.
    Not,
    /// It was grabbed or got the focus.
    Grabbed,
    /// It was dragged to a weight, 0 to 1.
    Dragged(f64),
    /// A weight was typed.
    Set(f64),
    /// It was locked, or let follow again.
    Locked(bool),
}

/// Draws the row of a model at `weight`, over the width that is left. Where the weight cannot be moved, `held` says why; the lock can
/// always be opened.
pub fn show(ui: &mut Ui, tokens: &Tokens, model: &Series, weight: f64, is_locked: bool, held: Option<&Said>) -> Moved {
    let mut moved = Moved::Not;
    let color = model.color;
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.5, color);
        let name = ui
            .allocate_ui_with_layout(vec2(NAME, gap::ROW), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(NAME);
                cut_line(ui, egui::RichText::new(&model.name), &model.meaning)
            })
            .inner;
        let slider = ui.add_enabled_ui(held.is_none(), |ui| {
            // The handle's size follows the height of a control.
            ui.spacing_mut().interact_size.y = 20.0;
            ui.spacing_mut().slider_width = (ui.available_width() - FIGURE).max(60.0);
            let visuals = &mut ui.style_mut().visuals;
            visuals.selection.bg_fill = color;
            for of_state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
                of_state.bg_fill = tokens.line;
                of_state.fg_stroke = egui::Stroke::new(2.0, color);
            }
            let mut value = weight;
            // Untouched it stays as it is: rounded to a step, it would move the others, and they it.
            let slider = Slider::new(&mut value, 0.0..=1.0).clamping(SliderClamping::Edits).step_by(STEP);
            let slider = ui.add(slider.show_value(false));
            let slider = slider.labelled_by(name.id);
            if slider.changed() && value != weight {
                moved = Moved::Dragged(value);
            } else if slider.gained_focus() || slider.drag_started() {
                moved = Moved::Grabbed;
            }
            focus_ring(ui, tokens, &slider);
        });
        if let Some(held) = held {
            slider.response.on_hover_text(say(ui, held));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let why = say(ui, if is_locked { said!("weight-unlock") } else { said!("weight-lock") });
            let (rect, lock) = ui.allocate_exact_size(vec2(18.0, 20.0), Sense::click());
            lock_mark(ui, tokens, rect, is_locked);
            focus_ring(ui, tokens, &lock);
            let lock = lock.on_hover_text(&why);
            let words = say(ui, said!("weight-lock-of", model = &model.name));
            lock.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, is_locked, &words));
            if lock.clicked() {
                moved = Moved::Locked(!is_locked);
            }
            let percent = say(ui, said!("figure-percent", n = ""));
            let mut typed = weight * 100.0;
            let field = DragValue::new(&mut typed)
                .range(0.0..=100.0)
                .clamp_existing_to_range(false)
                .update_while_editing(false)
                .max_decimals(1)
                .speed(0.0)
                .suffix(percent);
            ui.spacing_mut().interact_size.x = FIELD;
            let field = ui.add_enabled(held.is_none(), field);
            let words = say(ui, said!("weight-of", model = &model.name));
            field.widget_info(|| WidgetInfo {
                label: Some(words.clone()),
                ..WidgetInfo::drag_value(true, weight * 100.0)
            });
            // Only what was typed, not what has more digits than are shown.
            if field.changed() && (typed / 100.0 - weight).abs() > 5e-4 {
                moved = Moved::Set(typed / 100.0);
            }
        });
    });
    moved
}

/// A padlock, closed or open: the fonts have none.
fn lock_mark(ui: &Ui, tokens: &Tokens, rect: Rect, is_locked: bool) {
    let stroke = Stroke::new(1.3, if is_locked { tokens.ink } else { tokens.quiet });
    let body = Rect::from_center_size(rect.center() + vec2(0.0, 2.5), vec2(9.0, 7.0));
    if is_locked {
        ui.painter().rect_filled(body, 1, stroke.color);
    } else {
        ui.painter().rect_stroke(body, 1, stroke, StrokeKind::Inside);
    }
    // The open shackle stands beside its hole.
    let left = body.center_top() + vec2(if is_locked { -2.8 } else { 1.2 }, 0.0);
    let arc = (0..=8).map(|i| f32::from(i as u8) / 8.0 * std::f32::consts::PI);
    let bow = arc.map(|angle| left + vec2(2.8 - 2.8 * angle.cos(), -1.5 - 2.8 * angle.sin()));
    let end = if is_locked { left + vec2(5.6, 0.0) } else { left + vec2(5.6, -1.5) };
    let line: Vec<Pos2> = std::iter::once(left).chain(bow).chain([end]).collect();
    ui.painter().line(line, stroke);
}
