//! A metric against one setting, a point a trial.

use egui::{Color32, Ui};
use egui_plot::{HoverPosition, PlotPoints, Points};

use super::axis::{quiet_plot, round_marks, rounded};
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::said;

/// One trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScatterPoint {
    /// The setting's value; choices count from 0.
    pub x: f64,
    /// The metric, 0 to 1.
    pub y: f64,
    /// Whether it was fitted on everything.
    pub is_full: bool,
    /// Whether it is the best of those.
    pub is_best: bool,
}

/// What is drawn.
pub struct ScatterPlot<'a> {
    /// The trials.
    pub points: &'a [ScatterPoint],
    /// The setting's name.
    pub setting: &'a str,
    /// Whether the setting is drawn by its logarithm.
    pub is_log: bool,
    /// Names of the choices, where the setting is one of some.
    pub choices: Vec<String>,
    /// The metric's name.
    pub metric: &'a str,
    /// Colour of the trials on everything.
    pub color: Color32,
}

impl ScatterPlot<'_> {
    /// Draws the trials.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens, height: f32) {
        let is_log = self.is_log;
        let place = move |x: f64| if is_log { x.max(f64::MIN_POSITIVE).log10() } else { x };
        let back = move |x: f64| if is_log { 10f64.powf(x) } else { x };
        let of = |wanted: &dyn Fn(&ScatterPoint) -> bool| {
            let points = self.points.iter().filter(|p| wanted(p));
            PlotPoints::from(points.map(|p| [place(p.x), p.y * 100.0]).collect::<Vec<[f64; 2]>>())
        };
        let (setting, metric) = (self.setting.to_owned(), self.metric.to_owned());
        let choices = self.choices.clone();
        let text_at = move |x: f64| match choices.get(x.round().max(0.0) as usize) {
            Some(name) => name.clone(),
            None => short(back(x)),
        };
        let of_mark = text_at.clone();
        let words = words(ui);
        let least = if self.choices.is_empty() { 1e-9 } else { 1.0 };
        quiet_plot(ui, "scatter", tokens, height)
            .set_margin_fraction(egui::vec2(0.04, 0.1))
            .x_grid_spacer(round_marks(5, least))
            .y_grid_spacer(round_marks(4, 0.01))
            .x_axis_label(self.setting.to_owned())
            .y_axis_label(words.say(said!("axis-percent", metric = self.metric)))
            .x_axis_formatter(move |mark, _| of_mark(mark.value))
            .y_axis_formatter(|mark, _| rounded(mark))
            .label_formatter(move |position| match position {
                HoverPosition::NearDataPoint { position, .. } => {
                    let (at, value) = (text_at(position.x), words.percent(position.y / 100.0, None));
                    let (setting, metric) = (&setting, &metric);
                    Some(words.say(said!(
                        "scatter-plot-point",
                        setting = setting,
                        at = at,
                        metric = metric,
                        value = value
                    )))
                }
                HoverPosition::Elsewhere { .. } => None,
            })
            .show(ui, |plot| {
                plot.points(Points::new("few", of(&|p| !p.is_full)).radius(3.0).color(tokens.quiet));
                plot.points(Points::new("all", of(&|p| p.is_full && !p.is_best)).radius(4.0).color(self.color));
                plot.points(Points::new("best", of(&|p| p.is_best)).radius(6.5).color(self.color));
            });
    }
}

/// Three digits that count.
fn short(x: f64) -> String {
    let digits = if x == 0.0 { 0 } else { (2 - x.abs().log10().floor() as i32).clamp(0, 6) as usize };
    let text = format!("{x:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
