//! How a metric changes along one slider.

use egui::{Align, Layout, Ui};

use crate::gui::context::ViewContext;
use crate::gui::series::Series;
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::curve_plot::CurvePlot;
use crate::gui::widgets::fields::combo;
use crate::metrics::Metric;
use crate::said;
use crate::workspace::BlendCommand;

/// Height of the curve, and where room is short.
const HEIGHT: [f32; 2] = [240.0, 170.0];

/// Draws the curve along the slider that was grabbed last. A click on it sets the weight.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, k: usize) {
    let tokens = cx.tokens;
    let figures = cx.ws.blend().figures().cloned();
    if figures.as_ref().is_some_and(|figures| figures.models.len() == 1) {
        note(ui, tokens, said!("blend-one-alone"));
        return;
    }
    let Some(slider) = cx.ws.blend().curve.value.clone() else {
        note(ui, tokens, said!("blend-no-curve"));
        return;
    };
    let Series { name, color, .. } = cx.series(&slider.model);
    ui.horizontal(|ui| {
        heading(ui, said!("weight-of", model = &name));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            combo(ui, said!("blend-curve-metric"), cx.view.metric.label(), |ui| {
                for metric in Metric::ALL {
                    ui.selectable_value(&mut cx.view.metric, metric, cx.words.say(metric.label()));
                }
            });
        });
    });
    let at = cx.ws.config().model_ids().iter().position(|m| *m == slider.model);
    let weight = at.and_then(|at| cx.ws.weights().get(at).copied()).unwrap_or(0.0);
    let metric = cx.view.metric.at(k);
    let [wide, narrow] = HEIGHT;
    let plot = CurvePlot { curve: &slider.curve, metric, model: &name, color, weight };
    if let Some(weight) = plot.show(ui, tokens, if cx.is_narrow { narrow } else { wide }) {
        cx.send(BlendCommand::Set(slider.model.clone(), weight));
    }
    let (some, all) = (slider.curve.n_users(), figures.map_or(0, |figures| figures.n_users));
    note(ui, tokens, said!("blend-curve-users", some = some, users = all))
        .on_hover_text(cx.say(said!("blend-curve-band")));
}
