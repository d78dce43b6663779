//! Events by day.

use std::sync::Arc;

use egui::Ui;
use egui_plot::{Bar, BarChart, GridInput, GridMark};

use super::axis::{quiet_plot, round_marks};
use super::basics::note;
use crate::data::profile::Profile;
use crate::data::time;
use crate::gui::say::words;
use crate::gui::theme::Tokens;
use crate::said;

/// Draws events by day, or says why there is nothing to draw.
pub fn show(ui: &mut Ui, tokens: &Tokens, profile: &Profile, height: f32) {
    if profile.days.per_day.is_empty() {
        note(ui, tokens, said!("day-plot-no-times"));
        return;
    }
    let first = profile.days.first;
    let date = move |day: f64| time::format_date((day.round() as i64) * time::DAY);
    // More bars than pixels would only flicker.
    let per_bar = profile.days.per_day.len().div_ceil(400).max(1);
    let bars: Vec<(f64, u64)> = profile
        .days
        .per_day
        .chunks(per_bar)
        .enumerate()
        .map(|(at, days)| {
            let day = first as f64 + (at * per_bar) as f64 + (per_bar - 1) as f64 / 2.0;
            (day, days.iter().map(|n| u64::from(*n)).sum())
        })
        .collect();
    let bar = |&(day, n): &(f64, u64)| Bar::new(day, n as f64).width(per_bar as f64 * 0.8).fill(tokens.accent);
    let drawn = bars.iter().map(bar).collect();
    let words = words(ui);
    let of_axis = Arc::clone(&words);
    let plot = quiet_plot(ui, "events_by_day", tokens, height)
        .include_y(0.0)
        .y_grid_spacer(round_marks(4, 1.0))
        .x_grid_spacer(day_marks(profile.days.per_day.len(), ui.available_width()))
        .set_margin_fraction(egui::vec2(0.01, 0.06))
        .y_axis_label(words.say(said!("day-plot-events")))
        .x_axis_formatter(move |mark, _| date(mark.value))
        .y_axis_formatter(move |mark, _| of_axis.count(mark.value.max(0.0) as u64))
        .show(ui, |plot| plot.bar_chart(BarChart::new("events", drawn).allow_hover(false)));
    // The plot's own words would lie on the bars.
    let pointed_at = plot.response.hover_pos().and_then(|at| {
        let day = plot.transform.value_from_position(at).x - first as f64 + 0.5;
        bars.get(usize::try_from((day / per_bar as f64).floor() as i64).ok()?)
    });
    if let Some(&(day, n)) = pointed_at {
        plot.response
            .on_hover_ui_at_pointer(|ui| _ = ui.label(words.say(said!("day-plot-day", date = date(day), n = n))));
    }
}

/// Up to three dates on the axis, evenly apart, as many as have room in `width`.
fn day_marks(n_days: usize, width: f32) -> impl Fn(GridInput) -> Vec<GridMark> {
    let n_marks = (width / 110.0).clamp(1.0, 3.0) as usize;
    let step = n_days.div_ceil(n_marks).max(1) as i64;
    move |input| {
        let first = input.bounds.0.ceil() as i64 + step / 2;
        let days = (first..=input.bounds.1.floor() as i64).step_by(step as usize);
        days.take(8).map(|day| GridMark { value: day as f64, step_size: step as f64 }).collect()
    }
}
