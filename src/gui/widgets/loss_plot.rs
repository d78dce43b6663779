//! How training went, round by round.

use egui::{Color32, Ui};
use egui_plot::{HoverPosition, Line, PlotPoints};

use super::axis::{quiet_plot, round_marks};
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::said;

/// Draws a loss against its rounds; `measure` names it on the axis.
pub fn show(ui: &mut Ui, tokens: &Tokens, measure: &str, values: &[f64], color: Color32, height: f32) {
    let points: Vec<[f64; 2]> = values.iter().enumerate().map(|(round, v)| [(round + 1) as f64, *v]).collect();
    let words = words(ui);
    let name = measure.to_owned();
    quiet_plot(ui, "loss", tokens, height)
        .set_margin_fraction(egui::vec2(0.03, 0.08))
        .x_grid_spacer(round_marks(4, 1.0))
        .y_grid_spacer(round_marks(3, 1e-6))
        .x_axis_label(words.say(said!("loss-plot-round")))
        .y_axis_label(measure.to_owned())
        .x_axis_formatter(|mark, _| format!("{:.0}", mark.value))
        .y_axis_formatter(|mark, _| format!("{:.3}", mark.value).trim_end_matches('0').trim_end_matches('.').to_owned())
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { position, .. } => {
                let (round, value) = (format!("{:.0}", position.x), format!("{:.5}", position.y));
                Some(words.say(said!("loss-plot-point", round = round, measure = &name, value = value)))
            }
            HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot| plot.line(Line::new(measure.to_owned(), PlotPoints::from(points)).color(color).width(2.0)));
}
