//! How often each value occurs, with the threshold as a mark that can be dragged.

use std::sync::Arc;

use egui::{CursorIcon, Sense, Stroke, Ui};
use egui_plot::{Bar, BarChart, GridInput, GridMark, LineStyle, VLine};

use super::axis::{quiet_plot, round_marks, rounded};
use crate::data::value_histogram::ValueHistogram;
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::said;

/// Values that have a mark each.
const FEW: usize = 12;
/// Marks whose step is said to be so much wider than it is are written though they stand close.
const MARKED: f64 = 4.0;

/// What is drawn.
pub struct ValuePlot<'a> {
    /// Rows by value.
    pub histogram: &'a ValueHistogram,
    /// Values from here on count; those below speak against their items.
    pub threshold: Option<f64>,
    /// The name of the values, for the axis.
    pub name: String,
}

impl ValuePlot<'_> {
    /// Draws the bars and the mark. Gives the threshold that the mark was dragged or set to.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens, height: f32) -> Option<f64> {
        let bars = &self.histogram.bars;
        let (first, last) = (bars.first()?.value, bars.last()?.value);
        let step = bars.windows(2).map(|pair| pair[1].value - pair[0].value).fold(f64::INFINITY, f64::min);
        let step = if step.is_finite() { step } else { 1.0 };
        // A range begins at its value, a single value stands in the middle of its bar.
        let shift = if self.histogram.is_exact { 0.0 } else { step / 2.0 };
        let is_below = |value: f64| self.threshold.is_some_and(|least| value < least);
        let bar = |at: &crate::data::value_histogram::ValueBar| {
            let color = if is_below(at.value) { tokens.line } else { tokens.accent };
            Bar::new(at.value + shift, at.rows as f64).width((step * 0.8).max((last - first) / 200.0)).fill(color)
        };
        let is_few = self.is_few();
        let drawn = bars.iter().map(bar).collect();
        // The mark stands before the first bar that counts.
        let mark_at = |least: f64| if self.histogram.is_exact { least - step / 2.0 } else { least };
        let words = words(ui);
        let of_axis = Arc::clone(&words);
        let plot = quiet_plot(ui, "values", tokens, height)
            .include_y(0.0)
            .include_x(first - step)
            .include_x(last + step)
            .sense(Sense::click_and_drag())
            .x_grid_spacer(self.marks(step, ui.available_width()))
            .y_grid_spacer(round_marks(4, 1.0))
            .set_margin_fraction(egui::vec2(0.01, 0.06))
            .x_axis_label(self.name)
            .y_axis_label(words.say(said!("value-plot-rows")))
            .x_axis_formatter(move |mark, _| if is_few { shown(mark.value) } else { rounded(mark) })
            .y_axis_formatter(move |mark, _| of_axis.count(mark.value.max(0.0) as u64))
            .show(ui, |plot| {
                plot.bar_chart(BarChart::new("values", drawn).allow_hover(false));
                if let Some(least) = self.threshold {
                    let line = VLine::new("threshold", mark_at(least)).stroke(Stroke::new(2.0, tokens.ink));
                    plot.vline(line.style(LineStyle::Solid).allow_hover(false));
                }
            });
        let value_at = |at: egui::Pos2| plot.transform.value_from_position(at).x;
        let pointed_at = plot.response.hover_pos().map(|at| value_at(at) - shift);
        let dragged_to = plot.response.interact_pointer_pos().filter(|_| self.threshold.is_some()).map(|at| {
            let value = value_at(at);
            let least = if self.histogram.is_exact { value + step / 2.0 } else { value };
            self.histogram.nearest(least)
        });
        let is_moved = plot.response.dragged() || plot.response.clicked();
        let mut response = plot.response;
        if self.threshold.is_some() {
            response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
        }
        if let Some(value) = pointed_at.filter(|_| !response.dragged()) {
            let nearest = self.histogram.nearest(value);
            let rows = bars.iter().find(|bar| bar.value == nearest).map_or(0, |bar| bar.rows);
            let said = match (self.histogram.is_exact, nearest) {
                (true, _) => said!("value-plot-value", value = shown(nearest), n = rows),
                (false, at) if at == last => said!("value-plot-from", from = shown(nearest), n = rows),
                (false, at) if at == first => said!("value-plot-below", to = shown(nearest + step), n = rows),
                (false, _) => {
                    said!("value-plot-range", from = shown(nearest), to = shown(nearest + step), n = rows)
                }
            };
            response.on_hover_ui_at_pointer(|ui| _ = ui.label(words.say(said)));
        }
        dragged_to.filter(|to| is_moved && self.threshold != Some(*to))
    }
}

impl ValuePlot<'_> {
    fn is_few(&self) -> bool {
        self.histogram.is_exact && self.histogram.bars.len() <= FEW
    }

    /// A mark at each value where they are few.
    fn marks(&self, step: f64, width: f32) -> Box<dyn Fn(GridInput) -> Vec<GridMark>> {
        if !self.is_few() {
            let n = (width / 80.0).clamp(2.0, 6.0) as usize;
            return Box::new(round_marks(n, if self.histogram.is_exact { step } else { 0.0 }));
        }
        let at: Vec<f64> = self.histogram.bars.iter().map(|bar| bar.value).collect();
        Box::new(move |_| at.iter().map(|value| GridMark { value: *value, step_size: MARKED * step }).collect())
    }
}

/// A value with the digits that it needs.
fn shown(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}
