//! The figures of the blend, big, and compared with those of its models on the same users.

use egui::{RichText, Ui};

use crate::base::Said;
use crate::gui::context::ViewContext;
use crate::gui::theme::{Tokens, semibold, text};
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::metrics::{Figure, Metric};
use crate::said;
use crate::workspace::{BlendFigures, Gain, StageState};

/// Metrics shown big.
const BIG: [Figure; 5] = [
    Figure::OfLists(Metric::Recall),
    Figure::OfLists(Metric::Ndcg),
    Figure::OfLists(Metric::Map),
    Figure::OfLists(Metric::HitRate),
    Figure::Coverage,
];

/// Draws the big figures, each with what it has above the best model alone.
pub fn big(ui: &mut Ui, cx: &ViewContext<'_>, figures: &BlendFigures, k: usize, is_fresh: bool) {
    let tokens = cx.tokens;
    if !is_fresh {
        ui.set_opacity(0.5);
    }
    ui.columns(BIG.len(), |columns| {
        for (ui, metric) in columns.iter_mut().zip(BIG.map(|figure| figure.at(k))) {
            let value = figures.table.get(metric);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                note(ui, tokens, metric.label()).on_hover_text(cx.say(metric.figure.meaning()));
                ui.horizontal(|ui| {
                    // With as many digits while it is dragged as after, when the interval is known.
                    let figure = value.map_or("—".into(), |v| cx.words.percent(v.mean, None));
                    ui.label(RichText::new(figure).font(semibold(text::FIGURE)));
                    if let Some(interval) = value.and_then(|v| v.interval) {
                        note(ui, tokens, Said::plain(cx.words.plus_minus(interval)));
                    }
                });
                if let Some(gain) = figures.gain(metric) {
                    let points = cx.words.points(gain.mean, None);
                    let words = cx.say(said!("blend-gain", points = points, model = cx.series(&gain.model).name));
                    ui.label(RichText::new(words).size(text::NOTE).color(color(tokens, gain)))
                        .on_hover_text(cx.say(hint(cx, gain)));
                }
            });
        }
    });
}

/// A difference has a colour only where it is more than chance.
fn color(tokens: &Tokens, gain: &Gain) -> egui::Color32 {
    match (gain.is_clear(), gain.mean > 0.0) {
        (false, _) => tokens.quiet,
        (true, true) => tokens.good,
        (true, false) => tokens.bad,
    }
}

fn hint(cx: &ViewContext<'_>, gain: &Gain) -> Said {
    let Some((low, high)) = gain.interval else { return said!("blend-gain-hint") };
    let [low, high] = [low, high].map(|bound| cx.words.points(bound, Some((low, high))));
    match gain.is_clear() {
        true => said!("blend-gain-clear", low = low, high = high),
        false => said!("blend-gain-chance", low = low, high = high),
    }
}

/// Draws all figures of the blend, and of each of its models alone on the same users.
pub fn table(ui: &mut Ui, cx: &ViewContext<'_>, figures: &BlendFigures, k: usize) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, said!("blend-against-models"));
        note(ui, tokens, metric_table::UNIT);
    });
    let alone: Vec<_> =
        figures.models.iter().zip(&figures.alone).map(|(id, table)| (id, cx.series(id), table)).collect();
    let name = cx.say(said!("stage-blend"));
    let is_dimmed = cx.ws.blend().scores.fresh().is_none();
    let mut rows = vec![MetricRow { name: &name, color: None, table: &figures.table, is_dimmed }];
    rows.extend(alone.iter().map(|(id, series, table)| MetricRow {
        name: &series.name,
        color: Some(series.color),
        table,
        is_dimmed: cx.ws.models().model_state(id) != StageState::Done,
    }));
    metric_table::show(ui, tokens, "blend_figures", &rows, k);
}
