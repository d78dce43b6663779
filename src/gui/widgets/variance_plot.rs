//! How much of the variance each principal component explains.

use egui::Ui;
use egui_plot::{Bar, BarChart, GridMark};

use super::axis::{quiet_plot, round_marks, rounded};
use super::item_map::variance;
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::said;

/// Draws a bar a component; the pointer finds its share and that of all up to it.
pub fn show(ui: &mut Ui, tokens: &Tokens, explained: &[f64], height: f32) {
    let bar = |(at, share): (usize, &f64)| Bar::new((at + 1) as f64, share * 100.0).width(0.7).fill(tokens.accent);
    let bars = explained.iter().enumerate().map(bar).collect();
    let shares = explained.to_vec();
    let n = explained.len();
    let words = words(ui);
    quiet_plot(ui, "explained_variance", tokens, height)
        .include_y(0.0)
        .set_margin_fraction(egui::vec2(0.03, 0.06))
        // Numbers this short have room at every bar; the axis would leave out what is closer than its usual step.
        .x_grid_spacer(move |_| (1..=n).map(|at| GridMark { value: at as f64, step_size: n as f64 }).collect())
        .y_grid_spacer(round_marks(4, 0.1))
        .x_axis_label(words.say(said!("variance-plot-component")))
        .y_axis_label(words.say(said!("variance-plot-variance")))
        .x_axis_formatter(|mark, _| format!("{:.0}", mark.value))
        .y_axis_formatter(|mark, _| rounded(mark))
        .label_formatter(|_| None)
        .show(ui, |plot| {
            let formatter = move |bar: &Bar, _: &BarChart| {
                let n = bar.argument.round().max(1.0) as usize;
                let (share, sum) = (variance(bar.value / 100.0), variance(shares.iter().take(n).sum()));
                words.say(said!("variance-plot-bar", n = n, share = share, sum = sum))
            };
            plot.bar_chart(BarChart::new("explained", bars).element_formatter(Box::new(formatter)));
        });
}
