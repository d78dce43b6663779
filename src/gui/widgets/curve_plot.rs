//! A metric along one slider.

use std::sync::Arc;

use egui::{Color32, Stroke, Ui};
use egui_plot::{FilledArea, GridMark, HoverPosition, Line, LineStyle, PlotPoint, PlotPoints, Points, Text, VLine};

use super::axis::{quiet_plot, round_marks, rounded};
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::metrics::MetricKey;
use crate::pipeline::curve::WeightCurve;
use crate::said;
use crate::words::Words;

/// What is drawn.
pub struct CurvePlot<'a> {
    /// Metrics by weight.
    pub curve: &'a WeightCurve,
    /// The metric.
    pub metric: MetricKey,
    /// Name of the slider's model.
    pub model: &'a str,
    /// The model's colour.
    pub color: Color32,
    /// Where the slider stands.
    pub weight: f64,
}

impl CurvePlot<'_> {
    /// Draws the curve with its band, the slider's place and the best weight. Gives the weight that was clicked.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens, height: f32) -> Option<f64> {
        let values = || self.curve.points.iter().filter_map(|(t, table)| Some((*t, table.get(self.metric)?)));
        let points: Vec<[f64; 2]> = values().map(|(t, value)| [t, value.mean * 100.0]).collect();
        let band: Vec<[f64; 3]> =
            values().filter_map(|(t, v)| v.interval.map(|(a, b)| [t, a * 100.0, b * 100.0])).collect();
        let bounds = || points.iter().map(|p| p[1]).chain(band.iter().flat_map(|b| [b[1], b[2]]));
        let (low, high) = (bounds().fold(f64::INFINITY, f64::min), bounds().fold(f64::NEG_INFINITY, f64::max));
        let margin = ((high - low) * 0.12).max(0.05);
        let best = self.curve.best(self.metric);
        let words = words(ui);
        let percent = |words: &Words, n: String| words.say(said!("figure-percent", n = n));
        let [of_mark, of_point] = [(); 2].map(|()| Arc::clone(&words));
        let label = words.say(self.metric.label());
        let [xs, lows, highs] = [0, 1, 2].map(|of| band.iter().map(|b| b[of]).collect::<Vec<f64>>());
        let plot = quiet_plot(ui, "weight_curve", tokens, height)
            .include_x(0.0)
            .include_x(1.0)
            .include_y(low - margin)
            .include_y(high + margin)
            .x_grid_spacer(|_| {
                let mark = |i: u32| GridMark { value: f64::from(i) / 4.0, step_size: 0.25 };
                (0..=4).map(mark).collect()
            })
            .y_grid_spacer(round_marks(4, 0.01))
            .set_margin_fraction(egui::vec2(0.015, 0.02))
            .x_axis_label(words.say(said!("curve-weight-axis", model = self.model)))
            .y_axis_label(words.say(said!("axis-percent", metric = self.metric.label())))
            .x_axis_formatter(move |mark, _| percent(&of_mark, format!("{:.0}", mark.value * 100.0)))
            .y_axis_formatter(|mark, _| rounded(mark))
            .label_formatter(move |position| match position {
                HoverPosition::NearDataPoint { position, .. } => {
                    let weight = percent(&of_point, format!("{:.0}", position.x * 100.0));
                    let value = percent(&of_point, format!("{:.2}", position.y));
                    Some(of_point.say(said!("curve-point", weight = weight, metric = &label, value = value)))
                }
                HoverPosition::Elsewhere { .. } => None,
            })
            .show(ui, |plot| {
                if !xs.is_empty() {
                    let fill = self.color.gamma_multiply(0.15);
                    plot.add(FilledArea::new("band", &xs, &lows, &highs).fill_color(fill).allow_hover(false));
                }
                let here = Stroke::new(1.0, tokens.quiet);
                plot.vline(
                    VLine::new("slider", self.weight).stroke(here).style(LineStyle::dashed_dense()).allow_hover(false),
                );
                plot.line(Line::new("curve", PlotPoints::from(points)).color(self.color).width(2.0));
                if let Some((t, value)) = best {
                    let at = [t, value * 100.0];
                    plot.points(Points::new("best", vec![at]).radius(5.0).color(self.color));
                    let weight = percent(&words, format!("{:.0}", t * 100.0));
                    let words = words.say(said!("curve-best", weight = weight));
                    let align = if t > 0.7 { egui::Align2::RIGHT_BOTTOM } else { egui::Align2::LEFT_BOTTOM };
                    plot.text(
                        Text::new("best", PlotPoint::new(at[0], at[1] + margin * 0.25), words)
                            .anchor(align)
                            .color(tokens.ink),
                    );
                }
            });
        let response = plot.response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let at = response.interact_pointer_pos().filter(|_| response.clicked())?;
        // In whole percent, as the slider moves.
        Some((plot.transform.value_from_position(at).x.clamp(0.0, 1.0) * 100.0).round() / 100.0)
    }
}
