//! The sealed part: looked at when asked, and only then.

use egui::{RichText, Ui};

use crate::gui::context::ViewContext;
use crate::gui::series::Series;
use crate::gui::theme::text;
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::metrics::Metric;
use crate::models::ComponentId;
use crate::said;
use crate::workspace::{BlendCommand, Job, NodeId};

/// Draws the figures of test, or the way to them.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, k: usize) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, said!("blend-test"));
        note(ui, tokens, said!("blend-test-sealed", unit = metric_table::UNIT));
    });
    let n_looks = cx.ws.data_key().map_or(0, |data| cx.ws.book().n_looks_at_test(&data));
    if n_looks > 0 {
        let color = if n_looks > 1 { tokens.warning } else { tokens.quiet };
        ui.label(RichText::new(cx.say(said!("blend-test-looks", n = n_looks))).size(text::NOTE).color(color));
    }
    let is_running = cx.ws.running().iter().any(|j| j.kind == Job::Make(NodeId::Test));
    let mut refit = cx.ws.config().evaluation.refit;
    let (words, why) = (cx.say(said!("blend-test-refit")), cx.say(said!("blend-test-refit-hint")));
    if ui.add_enabled(!is_running, egui::Checkbox::new(&mut refit, words)).on_hover_text(why).changed() {
        cx.edit(|config| config.evaluation.refit = refit);
    }
    match cx.ws.blend().test.fresh().cloned() {
        Some(figures) => {
            let series: Vec<Option<Series>> =
                figures.runs.iter().map(|run| Some(cx.series(&ComponentId::new(&run.id).ok()?))).collect();
            let of_blend = cx.say(said!("stage-blend"));
            let rows: Vec<MetricRow<'_>> = figures
                .runs
                .iter()
                .zip(&series)
                .map(|(run, series)| MetricRow {
                    name: series.as_ref().map_or(&of_blend, |s| &s.name),
                    color: series.as_ref().map(|s| s.color),
                    table: &run.metrics,
                    is_dimmed: false,
                })
                .collect();
            metric_table::show(ui, tokens, "test_figures", &rows, k);
            if let Some(run) = figures.runs.last()
                && let Some(value) = run.metrics.get(Metric::Ndcg.at(k))
            {
                let (users, metric) = (run.metrics.users, value.key.label());
                let value = cx.words.percent(value.mean, value.interval);
                let words = match run.refit {
                    true => said!("blend-test-refitted", users = users, metric = metric, value = value),
                    false => said!("blend-test-fitted", users = users, metric = metric, value = value),
                };
                note(ui, tokens, words);
            }
        }
        None => {
            ui.add_enabled_ui(!is_running && cx.ws.blend().scores.fresh().is_some(), |ui| {
                let words = if is_running { said!("blend-test-running") } else { said!("blend-test-look") };
                let button = ui.button(cx.say(words)).on_hover_text(cx.say(said!("blend-test-look-hint")));
                if button.on_disabled_hover_text(cx.say(said!("blend-scores-coming"))).clicked() {
                    cx.send(BlendCommand::Unseal);
                }
            });
        }
    }
}
