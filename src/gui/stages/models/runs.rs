//! Every run so far: sorted, filtered, named, compared, taken over or deleted.

use egui::{RichText, TextEdit, Ui};

use super::comparison;
use super::settings::summary;
use crate::base::Said;
use crate::data::time;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{card, note};
use crate::gui::widgets::data_table::{self, Col, Sort, cell_text};
use crate::metrics::{Metric, MetricValue};
use crate::models::Component;
use crate::models::settings::Setting;
use crate::project::runs::RunRecord;
use crate::said;
use crate::words::Words;
use crate::workspace::ModelsCommand;

/// Metrics that have a column.
const SHOWN: [Metric; 2] = [Metric::Recall, Metric::Ndcg];
/// Columns in front of the metrics.
const LEADING: usize = 4;
/// Width below which a metric is shown without its interval.
const WITH_INTERVAL: f32 = 84.0;

/// Draws the runs.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    if cx.ws.book().runs.is_empty() {
        note(ui, tokens, said!("runs-empty"));
        return;
    }
    let book = &cx.ws.book();
    cx.view.runs.chosen.retain(|number| book.get(*number).is_some());
    card(ui, tokens, |ui| {
        actions(ui, cx);
        ui.add_space(gap::SMALL);
        table(ui, cx);
    });
    let chosen: Vec<&RunRecord> = cx.view.runs.chosen.iter().filter_map(|n| cx.ws.book().get(*n)).collect();
    if let [left, right] = chosen[..] {
        ui.add_space(gap::GROUP);
        card(ui, tokens, |ui| comparison::show(ui, cx, left, right));
    }
}

/// What can be done with the ticked runs.
fn actions(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let chosen: Vec<u64> = cx.view.runs.chosen.iter().copied().collect();
    ui.horizontal(|ui| {
        let words = cx.say(said!("runs-filter"));
        let filter = TextEdit::singleline(&mut cx.view.runs.filter).hint_text(&words).desired_width(180.0);
        let filter = ui.add(filter);
        filter.widget_info(|| {
            let mut info = egui::WidgetInfo::new(egui::accesskit::Role::TextInput);
            info.label = Some(words.clone());
            info
        });
        if chosen.is_empty() {
            let is_kept = cx.ws.project_path().is_some();
            let words = cx.say(if is_kept { said!("runs-tick") } else { said!("runs-tick-and-save") });
            cell_text(ui, RichText::new(words).size(text::NOTE).color(cx.tokens.quiet));
            cx.view.runs.is_deleting = false;
            return;
        }
        if let [number] = chosen[..]
            && let Some(run) = cx.ws.book().get(number)
        {
            let why = cx.say(said!("runs-use-hint"));
            if ui.button(cx.say(said!("runs-use"))).on_hover_text(why).clicked() {
                cx.send(ModelsCommand::Use(Box::new(component_for(cx, run))));
            }
            if ui.button(cx.say(said!("runs-rename"))).clicked() {
                cx.view.runs.renaming = Some((number, run.name.clone()));
            }
        }
        let all_pinned = chosen.iter().filter_map(|n| cx.ws.book().get(*n)).all(|r| r.is_pinned);
        let words = if all_pinned { said!("runs-unpin") } else { said!("runs-pin") };
        if ui.button(cx.say(words)).clicked() {
            chosen.iter().for_each(|n| cx.send(ModelsCommand::PinRun(*n, !all_pinned)));
        }
        let words = match cx.view.runs.is_deleting {
            false => said!("runs-delete"),
            true => said!("runs-delete-for-good", n = chosen.len()),
        };
        let delete = ui.button(cx.say(words));
        if cx.view.runs.is_deleting
            && !delete.clicked()
            && ui.input(|i| i.pointer.any_click() || i.key_pressed(egui::Key::Escape))
        {
            cx.view.runs.is_deleting = false;
        }
        if delete.clicked() {
            if cx.view.runs.is_deleting {
                cx.view.runs.chosen.clear();
                cx.send(ModelsCommand::DeleteRuns(chosen.clone()));
            }
            cx.view.runs.is_deleting = !cx.view.runs.is_deleting;
        }
    });
}

/// The model that takes a run's settings over: the chosen one if it is of this kind, else the first one of the kind, else a new one.
fn component_for(cx: &ViewContext<'_>, run: &RunRecord) -> Component {
    let kind = run.model.kind();
    let of_kind = || cx.ws.config().models.iter().filter(|other| other.model.kind() == kind);
    let id = of_kind().find(|other| other.id == cx.view.model).or(of_kind().next()).map(|other| other.id.clone());
    Component { id: id.unwrap_or_else(|| kind.into()), model: run.model.clone() }
}

/// The settings of a run in words, those alone that are not the defaults.
fn settings(words: &Words, run: &RunRecord) -> String {
    let (written, default) = (run.model.written(), run.model.kind().default_config().written());
    let all = run.model.kind().settings();
    let changed: Vec<&Setting> = all.iter().filter(|s| written.get(s.name) != default.get(s.name)).collect();
    if changed.is_empty() { words.say(said!("runs-defaults")) } else { summary(words, &run.model, &changed) }
}

fn table(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let k = cx.ws.config().evaluation.k.last().copied().unwrap_or(20);
    let width = if cx.is_narrow { 64.0 } else { 104.0 };
    let mut columns = vec![
        Col::text(Said::plain(""), 20.0),
        Col::text(said!("runs-run"), if cx.is_narrow { 120.0 } else { 148.0 }),
        Col::rest(said!("runs-settings")),
        Col::text(said!("runs-ended"), 80.0).shown_if(!cx.is_narrow),
    ];
    columns.extend(SHOWN.map(|m| Col::number(m.label(), width)));
    columns.extend([
        Col::number(said!("models-fit"), 76.0),
        Col::number(said!("models-memory"), 64.0).shown_if(!cx.is_narrow),
    ]);
    let (data, mut sort) = (cx.ws.data_key(), cx.view.runs.sort);
    let from = (cx.ws.models().book_changes(), &cx.view.runs.filter, sort, k, cx.words.language.id);
    let rows = cx.view.runs.rows.get(from, || rows(cx.words, &cx.ws.book().runs, &cx.view.runs.filter, sort, k));
    data_table::show_sorted(ui, tokens, "runs", &columns, rows.len(), 12.0 * gap::ROW, &mut sort, |ui, row, column| {
        let (place, settings) = &rows[row];
        let Some(run) = cx.ws.book().runs.get(*place) else { return };
        if data.as_ref() != Some(&run.data) {
            ui.set_opacity(0.55);
        }
        match column {
            0 => tick(ui, cx, run),
            1 => name_cell(ui, cx, run),
            2 => {
                let label = egui::Label::new(RichText::new(settings).size(text::NOTE).color(tokens.quiet)).truncate();
                ui.add(label.show_tooltip_when_elided(false)).on_hover_ui(|ui| about(ui, cx, run, settings));
            }
            3 => {
                let ended = ended(run);
                // The year stands in the tooltip alone.
                let words = ended.split_once('-').map_or(&*ended, |(_, rest)| rest);
                note(ui, tokens, Said::plain(words)).on_hover_text(&ended);
            }
            6 => _ = ui.label(cx.words.duration(run.fit_seconds)),
            7 => {
                let why = cx.say(said!("runs-memory-hint"));
                note(ui, tokens, Said::plain(cx.words.bytes(run.memory))).on_hover_text(why);
            }
            _ => {
                let Some(value) = figure(run, SHOWN[column - LEADING], k) else { return };
                if let Some(interval) = value.interval.filter(|_| width > WITH_INTERVAL) {
                    note(ui, tokens, Said::plain(cx.words.plus_minus(interval)));
                }
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(cx.words.percent(value.mean, value.interval));
            }
        }
    });
    cx.view.runs.sort = sort;
    if rows.is_empty() {
        note(ui, tokens, said!("runs-none-found"));
    }
}

fn figure(run: &RunRecord, metric: Metric, k: usize) -> Option<&MetricValue> {
    run.metrics.get(metric.at(k))
}

/// The runs that hold all words of `filter`, by their place in the book, pinned ones first; each with its settings in words.
fn rows(words: &Words, runs: &[RunRecord], filter: &str, sort: Sort, k: usize) -> Vec<(usize, String)> {
    let filter = filter.to_lowercase();
    let row = |(place, run): (usize, &RunRecord)| {
        let (label, settings) = (words.say(run.label()), settings(words, run));
        let text = format!("{label} {} {settings}", run.model.kind().id()).to_lowercase();
        let value = match sort.column.checked_sub(LEADING) {
            Some(0 | 1) => figure(run, SHOWN[sort.column - LEADING], k).map_or(-1.0, |value| value.mean),
            Some(2) => run.fit_seconds,
            Some(3) => run.memory as f64,
            _ => run.finished as f64,
        };
        let name = if sort.column == 1 { label } else { String::new() };
        filter.split_whitespace().all(|word| text.contains(word)).then_some((name, value, place, settings))
    };
    let mut rows: Vec<_> = runs.iter().enumerate().filter_map(row).collect();
    rows.sort_by(|a, b| {
        let order = match sort.column {
            1 => a.0.cmp(&b.0),
            2 => a.3.cmp(&b.3),
            _ => a.1.total_cmp(&b.1),
        };
        let order = if sort.is_descending { order.reverse() } else { order };
        let (run, other) = (&runs[a.2], &runs[b.2]);
        other.is_pinned.cmp(&run.is_pinned).then(order).then(other.number.cmp(&run.number))
    });
    rows.into_iter().map(|(_, _, place, settings)| (place, settings)).collect()
}

/// What a run was made with and on, for a tooltip.
fn about(ui: &mut Ui, cx: &ViewContext<'_>, run: &RunRecord, settings: &str) {
    ui.label(settings);
    ui.label(cx.say(said!(
        "runs-about",
        time = ended(run),
        seed = run.seed.to_string(),
        part = run.part.id(),
        data = &run.data[..run.data.len().min(8)]
    )));
    if cx.ws.data_key().as_ref() != Some(&run.data) {
        ui.label(cx.say(said!("runs-other-data")));
    }
}

fn tick(ui: &mut Ui, cx: &mut ViewContext<'_>, run: &RunRecord) {
    let mut is_chosen = cx.view.runs.chosen.contains(&run.number);
    let check = ui.checkbox(&mut is_chosen, "");
    let words = cx.say(said!("runs-choose", number = run.number.to_string()));
    check.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, is_chosen, &words));
    if check.changed() {
        cx.view.runs.is_deleting = false;
        match is_chosen {
            true => _ = cx.view.runs.chosen.insert(run.number),
            false => _ = cx.view.runs.chosen.remove(&run.number),
        }
    }
}

fn name_cell(ui: &mut Ui, cx: &mut ViewContext<'_>, run: &RunRecord) {
    if let Some((_, typed)) = cx.view.runs.renaming.as_mut().filter(|(number, _)| *number == run.number) {
        let hint = cx.words.say(run.model.kind().label());
        let edit = ui.add(TextEdit::singleline(typed).hint_text(hint).desired_width(f32::INFINITY));
        if edit.lost_focus() {
            // Escape keeps the old name.
            let is_kept = ui.input(|i| i.key_pressed(egui::Key::Escape));
            if let Some((number, typed)) = cx.view.runs.renaming.take().filter(|_| !is_kept) {
                cx.send(ModelsCommand::RenameRun(number, typed.trim().to_owned()));
            }
        } else {
            edit.request_focus();
        }
        return;
    }
    let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
    ui.painter().circle_filled(dot.center(), 4.5, cx.tokens.of_pair(run.model.kind().info().color));
    let name = if run.is_pinned { said!("runs-pinned", name = run.label()) } else { run.label() };
    cell_text(ui, cx.say(name));
}

fn ended(run: &RunRecord) -> String {
    time::format_minute(run.finished.saturating_mul(1_000_000))
}
