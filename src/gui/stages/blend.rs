//! A weight for each model; figures and lists follow while it is dragged.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::base::format::{duration, percent, plus_minus, points, thousands};
use crate::blend::Normalization;
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::series::Series;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{card, empty_state, failure, heading, note, primary_button, title};
use crate::gui::widgets::curve_plot::CurvePlot;
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::fields::combo;
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::gui::widgets::{share_bar, weight_slider};
use crate::metrics::{Metric, MetricTable};
use crate::models::ComponentId;
use crate::said;
use crate::workspace::{BlendCommand, Job, ModelsCommand, NodeId, Stage, StageState};

/// Metrics shown big above the sliders.
const BIG: [Metric; 4] = [Metric::Recall, Metric::Ndcg, Metric::Map, Metric::HitRate];

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let part = cx.ws.data().choosing_part().id();
    title(ui, tokens, "Blend", "Drag a weight: every figure and every list follows");
    if let Some(error) = cx.ws.blend().scores.status.error() {
        failure(ui, tokens, &say(ui.ctx(), error));
    }
    let Some(figures) = cx.ws.blend().figures().cloned().filter(|_| cx.ws.blend().scores.value.is_some()) else {
        let is_running = cx.ws.stage_state(Stage::Models) == StageState::Running
            || cx.ws.stage_state(Stage::Blend) == StageState::Running;
        if is_running {
            empty_state(
                ui,
                tokens,
                "On its way",
                "As soon as the models are trained, their weights can be dragged here.",
            );
        } else {
            empty_state(ui, tokens, "Nothing to blend yet", "Train the models; then drag their weights here.");
            ui.vertical_centered(|ui| {
                if cx.ws.loaded().is_some() && primary_button(ui, tokens, "Train all").clicked() {
                    cx.send(ModelsCommand::Train(cx.ws.config().model_ids()));
                }
            });
        }
        return;
    };
    let ks = cx.ws.config().evaluation.k.clone();
    let k = if ks.contains(&cx.view.k) { cx.view.k } else { ks.last().copied().unwrap_or(20) };
    let is_fresh = cx.ws.blend().scores.fresh().is_some();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        card(ui, tokens, |ui| big_figures(ui, cx, &figures.table, k, is_fresh));
        ui.add_space(gap::SMALL);
        ui.horizontal(|ui| {
            let users = if figures.is_full() {
                format!("{part}, all {} users", thousands(figures.n_users as u64))
            } else {
                format!(
                    "{part}, {} of {} users while the full figures are computed",
                    thousands(figures.table.users as u64),
                    thousands(figures.n_users as u64)
                )
            };
            note(ui, tokens, format!("{users} · last evaluation {}", duration(cx.ws.blend().seconds())));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for &choice in ks.iter().rev() {
                    if ui
                        .add(egui::Button::selectable(choice == k, format!("@{choice}")))
                        .on_hover_text("Length of list")
                        .clicked()
                    {
                        cx.view.k = choice;
                    }
                }
            });
        });
        left_out(ui, cx, &figures.models);
        ui.add_space(gap::MEDIUM);
        let wide = ui.available_width();
        let left = (wide * 0.56).max(440.0).min(wide - 300.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::GROUP;
            ui.allocate_ui_with_layout(egui::vec2(left - gap::GROUP, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| sliders(ui, cx));
                ui.add_space(gap::MEDIUM);
                card(ui, tokens, |ui| curve(ui, cx, k));
            });
            ui.allocate_ui_with_layout(egui::vec2(wide - left, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| list(ui, cx));
            });
        });
        ui.add_space(gap::GROUP);
        card(ui, tokens, |ui| table(ui, cx, &figures.table, k));
        ui.add_space(gap::GROUP);
        card(ui, tokens, |ui| test(ui, cx, k));
    });
}

/// The models that take part and are not blended, because they are not there.
fn left_out(ui: &mut Ui, cx: &ViewContext<'_>, blended: &[ComponentId]) {
    let missing = cx.ws.config().model_ids().into_iter().filter(|id| !blended.contains(id));
    let names: Vec<String> = missing.map(|id| cx.series(&id).name).collect();
    if !names.is_empty() {
        let words = format!("Without {}: not trained with these settings.", names.join(", "));
        ui.label(RichText::new(words).size(text::NOTE).color(cx.tokens.warning));
    }
}

fn big_figures(ui: &mut Ui, cx: &ViewContext<'_>, table: &MetricTable, k: usize, is_fresh: bool) {
    let tokens = cx.tokens;
    if !is_fresh {
        ui.set_opacity(0.5);
    }
    ui.columns(BIG.len() + 1, |columns| {
        let names = BIG.iter().map(|m| (m.label(), format!("{}@{k}", m.id()), m.meaning()));
        let coverage = (said!("metric-coverage"), format!("coverage@{k}"), said!("metric-coverage.meaning"));
        for (ui, (label, name, meaning)) in columns.iter_mut().zip(names.chain([coverage])) {
            let value = table.get(&name);
            let alone = |id: &ComponentId| Some((id.clone(), cx.ws.models().trained(id)?.run.metrics.get(&name)?));
            let ids = cx.ws.config().model_ids();
            let best = ids.iter().filter_map(alone).max_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                note(ui, tokens, said!("metric-at", metric = label, k = k.to_string())).on_hover_text(cx.say(meaning));
                ui.horizontal(|ui| {
                    // With as many digits while it is dragged as after, when the interval is known.
                    let figure = value.map_or("—".into(), |v| percent(v.mean, None));
                    ui.label(RichText::new(figure).font(semibold(text::FIGURE)));
                    if let Some(interval) = value.and_then(|v| v.interval) {
                        note(ui, tokens, plus_minus(interval));
                    }
                });
                if let (Some(value), Some((id, best))) = (value, best) {
                    let gain = points(value.mean - best.mean, None);
                    // Where the intervals overlap the difference may be chance, and has no colour.
                    let is_above = value.interval.zip(best.interval).is_some_and(|(own, best)| own.0 > best.1);
                    let color = if is_above { tokens.good } else { tokens.quiet };
                    let words = format!("{gain} vs {}", cx.series(&id).name);
                    ui.label(RichText::new(words).size(text::NOTE).color(color))
                        .on_hover_text("Difference to the best model alone, in points");
                }
            });
        }
    });
}

fn sliders(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, "Weights");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let now = cx.ws.config().blend.normalization;
            let mut chosen = now;
            combo(ui, "Scores brought to one scale by", now.label(), |ui| {
                for choice in Normalization::ALL {
                    ui.selectable_value(&mut chosen, choice, say(ui, choice.label()));
                }
            });
            cx.edit(|config| config.blend.normalization = chosen);
            note(ui, tokens, "scale");
        });
    });
    ui.add_space(gap::SMALL);
    for (model, weight) in cx.ws.config().model_ids().into_iter().zip(cx.ws.weights()) {
        let is_blended = cx.ws.has_slider(&model);
        let moved =
            ui.add_enabled_ui(is_blended, |ui| weight_slider::show(ui, tokens, &cx.series(&model), weight)).inner;
        if let Some(to) = moved.to {
            cx.send(BlendCommand::Drag(model.clone(), to));
        }
        if moved.response.gained_focus() || moved.response.drag_started() {
            cx.send(BlendCommand::ShowCurve(model));
        }
    }
}

fn curve(ui: &mut Ui, cx: &mut ViewContext<'_>, k: usize) {
    let tokens = cx.tokens;
    let is_one_alone = cx.ws.blend().figures().is_some_and(|figures| figures.models.len() == 1);
    if is_one_alone {
        note(
            ui,
            tokens,
            "One model alone has no weight to choose: train another to see how the figures change along it.",
        );
        return;
    }
    let Some(slider) = cx.ws.blend().curve.value.clone() else {
        note(ui, tokens, "Drag a slider: how the figures change along it is drawn here.");
        return;
    };
    let Series { name, color, .. } = cx.series(&slider.model);
    ui.horizontal(|ui| {
        heading(ui, &format!("Along the weight of {name}"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            combo(ui, "Metric of the curve", cx.view.metric.label(), |ui| {
                for metric in Metric::ALL {
                    ui.selectable_value(&mut cx.view.metric, metric, say(ui, metric.label()));
                }
            });
        });
    });
    let at = cx.ws.config().model_ids().iter().position(|m| *m == slider.model);
    let weight = at.and_then(|at| cx.ws.weights().get(at).copied()).unwrap_or(0.0);
    let metric = cx.view.metric;
    CurvePlot {
        curve: &slider.curve,
        metric: &format!("{}@{k}", metric.id()),
        metric_label: format!("{}@{k}", metric.label()),
        model: &name,
        color,
        weight,
    }
    .show(ui, tokens, 240.0);
}

/// The list of one user, following the weights.
fn list(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let Some(preview) = cx.ws.preview().list().cloned() else {
        note(ui, tokens, "The list of a user appears here.");
        return;
    };
    ui.horizontal(|ui| {
        heading(ui, "List");
        let user = if preview.user.is_some() { "user " } else { "" };
        let acts = if preview.acts.is_empty() { "" } else { ", with the acts of Preview" };
        note(ui, tokens, format!("{user}{}{acts}", cx.say(preview.name())));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.link("Another user").clicked() {
                cx.view.stage = Stage::Preview;
            }
        });
    });
    let models: Vec<Series> = preview.models.iter().map(|id| cx.series(id)).collect();
    let columns = [Col::number("", 20.0), Col::rest("Item"), Col::text("Shares", 116.0)];
    let rows = preview.list.entries.len().min(14);
    data_table::show(ui, tokens, "blend_list", &columns, rows, f32::INFINITY, |ui, row, column| {
        let entry = &preview.list.entries[row];
        match column {
            0 => _ = ui.label(RichText::new((row + 1).to_string()).color(tokens.quiet)),
            1 => {
                let is_hit = preview.held_out.binary_search(&entry.item).is_ok();
                let color = if is_hit { tokens.good } else { tokens.ink };
                cell_text(ui, RichText::new(preview.log.data.item_name(entry.item as usize)).color(color));
            }
            _ => share_bar::show(ui, tokens, &models, &entry.shares(), 116.0),
        }
    });
    if !preview.held_out.is_empty() {
        ui.add_space(gap::SMALL);
        note(ui, tokens, "Green: what this user went on to choose.");
    }
}

fn table(ui: &mut Ui, cx: &mut ViewContext<'_>, blend: &MetricTable, k: usize) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, "The blend against each model");
        note(ui, tokens, metric_table::UNIT);
    });
    let models: Vec<_> = cx
        .ws
        .config()
        .model_ids()
        .into_iter()
        .filter_map(|id| {
            Some((cx.series(&id), cx.ws.models().model(&id)?.value.clone()?, cx.ws.models().model_state(&id)))
        })
        .collect();
    let mut rows =
        vec![MetricRow { name: "Blend", color: None, table: blend, is_dimmed: cx.ws.blend().scores.fresh().is_none() }];
    rows.extend(models.iter().map(|(series, model, state)| MetricRow {
        name: &series.name,
        color: Some(series.color),
        table: &model.run.metrics,
        is_dimmed: *state != StageState::Done,
    }));
    metric_table::show(ui, tokens, "blend_figures", &rows, k);
}

/// The sealed part: looked at when asked, and only then.
fn test(ui: &mut Ui, cx: &mut ViewContext<'_>, k: usize) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, "Test");
        note(ui, tokens, format!("sealed: what was chosen on validation is judged here, once, {}", metric_table::UNIT));
    });
    let is_running = cx.ws.running().iter().any(|j| j.kind == Job::Make(NodeId::Test));
    let mut refit = cx.ws.config().evaluation.refit;
    let words = "Fit again on training and validation first";
    let why = "Once settings are chosen, validation too can be learnt from: closer to what lists in use are made from";
    if ui.add_enabled(!is_running, egui::Checkbox::new(&mut refit, words)).on_hover_text(why).changed() {
        cx.edit(|config| config.evaluation.refit = refit);
    }
    match cx.ws.blend().test.fresh().cloned() {
        Some(figures) => {
            let series: Vec<Option<Series>> =
                figures.runs.iter().map(|run| Some(cx.series(&ComponentId::new(&run.id).ok()?))).collect();
            let rows: Vec<MetricRow<'_>> = figures
                .runs
                .iter()
                .zip(&series)
                .map(|(run, series)| MetricRow {
                    name: series.as_ref().map_or("Blend", |s| &s.name),
                    color: series.as_ref().map(|s| s.color),
                    table: &run.metrics,
                    is_dimmed: false,
                })
                .collect();
            metric_table::show(ui, tokens, "test_figures", &rows, k);
            if let Some(run) = figures.runs.last()
                && let Some(value) = run.metrics.get(&format!("ndcg@{k}"))
            {
                note(
                    ui,
                    tokens,
                    format!(
                        "{} users; NDCG@{k} of the last row {}; fitted on {}",
                        thousands(run.metrics.users as u64),
                        percent(value.mean, value.interval),
                        if run.refit { "training and validation" } else { "training alone" },
                    ),
                );
            }
        }
        None => {
            ui.add_enabled_ui(!is_running && cx.ws.blend().scores.fresh().is_some(), |ui| {
                let words = if is_running { "Evaluating…" } else { "Look at the test part" };
                if ui
                    .button(words)
                    .on_hover_text("Settings changed after looking at test are no longer chosen honestly")
                    .clicked()
                {
                    cx.send(BlendCommand::Unseal);
                }
            });
        }
    }
}
