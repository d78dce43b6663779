//! Two runs side by side: their figures, then their settings.

use egui::{RichText, Ui};

use crate::base::Said;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::metric_table::UNIT;
use crate::metrics::MetricValue;
use crate::project::runs::RunRecord;
use crate::said;

/// Draws two runs.
pub fn show(ui: &mut Ui, cx: &ViewContext<'_>, left: &RunRecord, right: &RunRecord) {
    let is_comparable = (&left.data, left.part) == (&right.data, right.part);
    ui.horizontal(|ui| {
        heading(ui, said!("runs-side-by-side"));
        note(ui, cx.tokens, UNIT);
    });
    if !is_comparable {
        note(ui, cx.tokens, said!("runs-not-comparable"));
    }
    figures(ui, cx, [left, right], is_comparable);
    ui.add_space(gap::GROUP);
    settings(ui, cx, [left, right]);
}

/// Columns of a table with this heading: what is compared, the two, and the difference.
fn columns(cx: &ViewContext<'_>, heads: [Said; 3]) -> [Col; 4] {
    let (of_run, of_difference) = if cx.is_narrow { (120.0, 80.0) } else { (180.0, 112.0) };
    let [left, right, difference] = heads;
    [
        Col::rest(Said::plain("")),
        Col::number(left, of_run),
        Col::number(right, of_run),
        Col::number(difference, of_difference),
    ]
}

fn figures(ui: &mut Ui, cx: &ViewContext<'_>, runs: [&RunRecord; 2], is_comparable: bool) {
    let [a, b] = runs.map(|run| said!("run-numbered", name = run.label(), number = run.number.to_string()));
    let columns = columns(cx, [a, b, if is_comparable { said!("difference") } else { Said::plain("") }]);
    let [left, right] = runs.map(|run| &run.metrics);
    let values: Vec<[&MetricValue; 2]> =
        left.values.iter().filter_map(|value| Some([value, right.get(value.key)?])).collect();
    let costs = [
        (said!("models-fit"), runs.map(|run| cx.words.duration(run.fit_seconds))),
        (said!("runs-scoring"), runs.map(|run| cx.words.duration(run.score_seconds))),
        (said!("models-memory"), runs.map(|run| cx.words.bytes(run.memory))),
    ];
    let n_rows = values.len() + costs.len();
    data_table::show(ui, cx.tokens, "figures of two", &columns, n_rows, f32::INFINITY, |ui, row, column| {
        match (values.get(row), column) {
            (Some(pair), 0) => cell_text(ui, cx.say(pair[0].key.label())),
            (Some(pair), 1 | 2) => {
                let value = pair[column - 1];
                if let Some(interval) = value.interval {
                    note(ui, cx.tokens, Said::plain(cx.words.plus_minus(interval)));
                }
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(cx.words.in_percent(value.mean, value.interval));
            }
            (Some(pair), _) if is_comparable => difference(ui, cx, pair),
            (None, 0) => cell_text(ui, cx.say(&costs[row - values.len()].0)),
            (None, 1 | 2) => cell_text(ui, &costs[row - values.len()].1[column - 1]),
            _ => {}
        }
    });
}

/// What the second has above the first, quiet where the intervals overlap.
fn difference(ui: &mut Ui, cx: &ViewContext<'_>, [left, right]: &[&MetricValue; 2]) {
    let overlap = left.interval.zip(right.interval).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
    let color = if overlap { cx.tokens.quiet } else { cx.tokens.ink };
    let words = cx.words.points(right.mean - left.mean, left.interval.or(right.interval));
    let label = ui.label(RichText::new(words).color(color));
    if overlap {
        label.on_hover_text(cx.say(said!("runs-overlap")));
    }
}

/// The settings of both; where both have one and it is the same, it is quiet.
fn settings(ui: &mut Ui, cx: &ViewContext<'_>, runs: [&RunRecord; 2]) {
    let of = runs.map(|run| run.model.kind().settings());
    let [first, second] = runs.map(|run| run.model.kind());
    let mut all: Vec<_> = of[0].iter().map(|s| (first, s)).collect();
    all.extend(of[1].iter().filter(|s| of[0].iter().all(|other| other.name != s.name)).map(|s| (second, s)));
    let written = runs.map(|run| run.model.written());
    let columns = columns(cx, [(); 3].map(|()| Said::plain("")));
    data_table::show(ui, cx.tokens, "settings of two", &columns, all.len(), f32::INFINITY, |ui, row, column| {
        let (kind, setting) = all[row];
        let words = [0, 1].map(|run: usize| {
            let own = of[run].iter().find(|s| s.name == setting.name)?;
            Some(cx.say(said!("plain", text = own.value(written[run].get(own.name)?))))
        });
        let color = if words[0] == words[1] { cx.tokens.quiet } else { cx.tokens.ink };
        match column {
            0 => cell_text(ui, RichText::new(cx.say(setting.label(kind))).color(color)),
            1 | 2 => match &words[column - 1] {
                Some(words) => cell_text(ui, RichText::new(words).color(color)),
                None => _ = ui.label(RichText::new("–").size(text::NOTE).color(cx.tokens.quiet)),
            },
            _ => {}
        }
    });
}
