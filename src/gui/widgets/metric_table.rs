//! Metrics of the blend and of each model, row by row.

use egui::{RichText, Ui, vec2};

use super::data_table::{self, Col};
use crate::base::Said;
use crate::gui::say::{say, words};
use crate::gui::theme::{Tokens, text};
use crate::metrics::{Figure, Metric, MetricTable};
use crate::said;

/// One row.
pub struct MetricRow<'a> {
    /// Name of the run.
    pub name: &'a str,
    /// The colour of the model behind it; `None` for the blend.
    pub color: Option<egui::Color32>,
    /// Its figures.
    pub table: &'a MetricTable,
    /// Whether the figures are on their way: drawn dimmed.
    pub is_dimmed: bool,
}

/// What stands beside the heading of such a table.
pub const UNIT: Said = Said::new("metric-unit");

/// The least width of a figure with its interval.
const WITH_INTERVAL: f32 = 66.0;

/// Draws the rows with all metrics at `k`, in [percent](UNIT).
pub fn show(ui: &mut Ui, tokens: &Tokens, id: &str, rows: &[MetricRow<'_>], k: usize) {
    let width_of = |n_columns: usize| ((ui.available_width() - 134.0) / n_columns as f32 - 16.0).clamp(46.0, 116.0);
    // In a narrow window the metrics that say least beside the others make room.
    let mut figures: Vec<Figure> = Figure::all().collect();
    if width_of(figures.len()) < WITH_INTERVAL {
        figures.retain(|m| !matches!(m, Figure::OfLists(Metric::Map | Metric::Mrr | Metric::Precision)));
    }
    let width = width_of(figures.len());
    let mut columns = vec![Col::rest(Said::plain(""))];
    columns.extend(figures.iter().map(|m| Col::number(m.label(), width)));
    data_table::show(ui, tokens, id, &columns, rows.len(), f32::INFINITY, |ui, row, column| {
        let row = &rows[row];
        if row.is_dimmed {
            ui.set_opacity(0.5);
        }
        if column == 0 {
            let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), egui::Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.5, row.color.unwrap_or(tokens.ink));
            ui.label(row.name);
            return;
        }
        let figure = figures[column - 1];
        let Some(value) = row.table.get(figure.at(k)) else { return };
        let meaning = figure.meaning();
        // Right to left: the interval stands behind the figure.
        if let Some(interval) = value.interval
            && width >= WITH_INTERVAL
        {
            ui.label(RichText::new(words(ui).plus_minus(interval)).size(text::NOTE).color(tokens.quiet));
        }
        ui.spacing_mut().item_spacing.x = 4.0;
        let label = ui.label(words(ui).in_percent(value.mean, value.interval));
        let hover = match value.interval {
            Some((low, high)) => said!(
                "metric-with-interval",
                meaning = meaning,
                low = format!("{:.2}", low * 100.0),
                high = format!("{:.2}", high * 100.0)
            ),
            None => said!("metric-without-interval", meaning = meaning),
        };
        label.on_hover_text(say(ui, hover));
    });
}
