//! The weight of one model: name, track in the model's colour, percent.

use egui::{Response, Slider, Ui, vec2};

use crate::gui::say::say;
use crate::gui::series::Series;
use crate::gui::theme::{Tokens, gap};
use crate::said;

/// Width of the models' names.
const NAME: f32 = 128.0;

/// What a slider was used for in this frame.
pub struct Moved {
    /// The new weight, 0 to 1.
    pub to: Option<f64>,
    /// Its response.
    pub response: Response,
}

/// Draws the slider of a model at `weight`, over the width that is left.
pub fn show(ui: &mut Ui, tokens: &Tokens, model: &Series, weight: f64) -> Moved {
    let mut value = weight;
    let color = model.color;
    let response = ui
        .horizontal(|ui| {
            ui.set_min_height(gap::ROW);
            let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), egui::Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.5, color);
            let name = ui
                .allocate_ui_with_layout(vec2(NAME, gap::ROW), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.set_min_width(NAME);
                    ui.label(&model.name)
                })
                .inner;
            name.clone().on_hover_text(&model.meaning);
            let response = ui
                .scope(|ui| {
                    // The handle's size follows the height of a control.
                    ui.spacing_mut().interact_size.y = 20.0;
                    ui.spacing_mut().slider_width = (ui.available_width() - 72.0).max(80.0);
                    let visuals = &mut ui.style_mut().visuals;
                    visuals.selection.bg_fill = color;
                    visuals.widgets.inactive.bg_fill = tokens.line;
                    visuals.widgets.hovered.bg_fill = tokens.line;
                    visuals.widgets.active.bg_fill = tokens.line;
                    visuals.widgets.inactive.fg_stroke = egui::Stroke::new(2.0, color);
                    visuals.widgets.hovered.fg_stroke = egui::Stroke::new(2.0, color);
                    visuals.widgets.active.fg_stroke = egui::Stroke::new(2.0, color);
                    ui.add(Slider::new(&mut value, 0.0..=1.0).show_value(false).step_by(0.0))
                })
                .inner
                .labelled_by(name.id);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(say(ui, said!("figure-percent", n = format!("{:.0}", weight * 100.0))));
            });
            response
        })
        .inner;
    let moved = (response.changed() && value != weight).then_some(value);
    Moved { to: moved, response }
}
