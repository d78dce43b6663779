//! What all plots share: quiet horizontal lines, no handles, few marks at round values.

use egui::{Id, Ui};
use egui_plot::{GridInput, GridMark, Plot};

use crate::gui::theme::Tokens;

/// A plot to be looked at, not moved.
pub fn quiet_plot<'a>(ui: &Ui, id: &'static str, tokens: &Tokens, height: f32) -> Plot<'a> {
    // How much room its axes take is known once they were drawn: one that comes into view is laid out twice before it is shown.
    let frame = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| {
        let last = data.get_temp_mut_or(Id::unique(("plot", id)), 0);
        std::mem::replace(last, frame)
    });
    if last + 1 < frame {
        ui.ctx().request_discard("the axes of a plot");
    }
    Plot::new(id)
        .height(height)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_background(false)
        .show_grid([false, true])
        .grid_color(tokens.line)
        .grid_fade(0.0)
        .cursor_color(tokens.quiet)
        .show_crosshair(false)
}

/// About `n` marks at round values (1, 2 or 5 times a power of ten) over what is shown, no closer than `least`.
pub fn round_marks(n: usize, least: f64) -> impl Fn(GridInput) -> Vec<GridMark> {
    move |input| {
        let (low, high) = input.bounds;
        let rough = ((high - low) / n as f64).max(least).max(f64::MIN_POSITIVE);
        let power = 10f64.powf(rough.log10().floor());
        let step_size =
            [1.0, 2.0, 5.0, 10.0].map(|f| f * power).into_iter().find(|s| *s >= rough).unwrap_or(10.0 * power);
        let first = (low / step_size).ceil() as i64;
        let last = (high / step_size).floor() as i64;
        (first..=last).take(50).map(|i| GridMark { value: i as f64 * step_size, step_size }).collect()
    }
}

/// The value of a mark with as many digits as tell it from the next.
pub fn rounded(mark: GridMark) -> String {
    let digits = (-mark.step_size.log10().floor()).clamp(0.0, 3.0) as usize;
    format!("{:.digits$}", mark.value)
}
