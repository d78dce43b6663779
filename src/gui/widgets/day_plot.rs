//! Events by day.

use std::sync::Arc;

use egui::Ui;
use egui_plot::{Bar, BarChart, GridInput, GridMark, HoverPosition};

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
    let bars = profile
        .days
        .per_day
        .chunks(per_bar)
        .enumerate()
        .map(|(at, days)| {
            let day = first as f64 + (at * per_bar) as f64 + (per_bar - 1) as f64 / 2.0;
            Bar::new(day, f64::from(days.iter().sum::<u32>())).width(per_bar as f64 * 0.8).fill(tokens.accent)
        })
        .collect();
    let words = words(ui);
    let at_day = {
        let words = Arc::clone(&words);
        move |day: f64, n: f64| words.say(said!("day-plot-day", date = date(day), n = n.max(0.0) as u64))
    };
    let at_point = at_day.clone();
    quiet_plot("events_by_day", tokens, height)
        .include_y(0.0)
        .y_grid_spacer(round_marks(4, 1.0))
        .x_grid_spacer(day_marks(profile.days.per_day.len(), ui.available_width()))
        .set_margin_fraction(egui::vec2(0.01, 0.06))
        .y_axis_label(words.say(said!("day-plot-events")))
        .x_axis_formatter(move |mark, _| date(mark.value))
        .y_axis_formatter(|mark, _| words.count(mark.value.max(0.0) as u64))
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { position, .. } => Some(at_point(position.x, position.y)),
            HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot| {
            let formatter = move |bar: &Bar, _: &BarChart| at_day(bar.argument, bar.value);
            plot.bar_chart(BarChart::new("events", bars).element_formatter(Box::new(formatter)));
        });
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
