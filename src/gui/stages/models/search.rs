//! Looking for settings of the chosen model: how, what was tried, and the way from the best into the blend.

use egui::{Align, Layout, RichText, Ui};
use serde_json::Value;

use super::settings::summary;
use crate::base::{Said, SaidValue};
use crate::gui::context::{TrialRows, ViewContext};
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{card, heading, note};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::fields::{combo, number};
use crate::gui::widgets::scatter_plot::{ScatterPlot, ScatterPoint};
use crate::metrics::{Metric, MetricKey};
use crate::models::Component;
use crate::models::settings::{Domain, Search, Setting};
use crate::pipeline::search::{self, End, Method, SearchConfig, Trial};
use crate::project::runs::SearchRecord;
use crate::said;
use crate::split::Part;
use crate::words::Words;
use crate::workspace::{Command, Job, ModelsCommand};

/// Draws the search.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let id = cx.view.model.clone();
    let Some(kind) = cx.kind_of(&id) else { return };
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, said!("models-settings-of", model = cx.series(&id).name));
            note(ui, tokens, said!("models-search-where"));
        });
        if !search::is_searchable(kind) {
            note(ui, tokens, said!("models-search-nothing"));
            return;
        }
        if cx.ws.data().choosing_part() == Part::Test {
            note(ui, tokens, said!("models-search-needs-validation"));
            return;
        }
        let running = cx.ws.running().into_iter().find(|j| j.kind == Job::Search(kind));
        let record = cx.ws.search(kind);
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(running.is_none(), |ui| controls(ui, cx));
            let start = cx.ws.config().model(&id).cloned().unwrap_or_else(|| kind.default_config());
            match &running {
                Some(job) => {
                    if ui.button(cx.say(said!("models-search-stop"))).clicked() {
                        cx.send(Command::Cancel(job.id));
                    }
                    let words = match job.is_paused {
                        true => said!("models-job-paused"),
                        false => Said::plain(cx.words.duration(job.since.elapsed().as_secs_f64())),
                    };
                    note(ui, tokens, words);
                }
                None => {
                    if ui.button(cx.say(said!("models-search-start"))).clicked() {
                        cx.send(ModelsCommand::Search(Box::new(start), cx.view.search_config.clone()));
                    }
                    if let Some(record) = record {
                        let why = cx.say(said!("models-search-again-hint"));
                        if let Some((words, more)) = go_on(record)
                            && ui.button(cx.say(words)).on_hover_text(why).clicked()
                        {
                            cx.send(ModelsCommand::Search(Box::new(record.start.clone()), more));
                        }
                        note(ui, tokens, record.ended.said(&record.config));
                    }
                }
            }
        });
        match record {
            Some(record) if !record.trials.is_empty() => {
                ui.add_space(gap::MEDIUM);
                results(ui, cx, record);
            }
            _ => {
                let words = if running.is_some() { said!("models-search-first") } else { said!("models-search-empty") };
                note(ui, tokens, words);
            }
        }
    });
}

/// The button that goes on with a search that ended, and with what; none where nothing is left to go on with.
fn go_on(record: &SearchRecord) -> Option<(Said, SearchConfig)> {
    let more = search::going_on(&record.config, record.ended)?;
    let words = match record.ended {
        End::Stopped => said!("models-go-on"),
        End::Minutes => said!("models-search-minutes-more", n = more.minutes),
        End::Complete => said!("models-search-more", n = more.trials - record.config.trials),
        End::Patience => said!("models-search-up-to-more", n = more.patience - record.config.patience),
    };
    Some((words, more))
}

fn controls(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let ks = &cx.ws.config().evaluation.k;
    let SearchConfig { method, trials, minutes, metric, seed, .. } = &mut cx.view.search_config;
    combo(ui, said!("models-search-method"), method.label(), |ui| {
        for choice in Method::ALL {
            ui.selectable_value(method, choice, cx.words.say(choice.label()));
        }
    });
    let metrics: Vec<MetricKey> = ks.iter().flat_map(|k| Metric::ALL.map(|m| m.at(*k))).collect();
    let is_ndcg = |key: &&MetricKey| key.figure == Metric::Ndcg.into();
    if !metrics.contains(metric)
        && let Some(first) = metrics.iter().rev().find(is_ndcg).or(metrics.first())
    {
        *metric = *first;
    }
    combo(ui, said!("models-search-metric"), metric.label(), |ui| {
        for key in metrics {
            ui.selectable_value(metric, key, cx.words.say(key.label()));
        }
    });
    let (mut n, mut from) = (*trials as f64, *seed as f64);
    let (of_trials, of_minutes) = (said!("models-search-trials-unit"), said!("models-search-minutes-unit"));
    number(ui, said!("models-search-trials"), &mut n, 1.0..=10_000.0, 1.0, of_trials);
    number(ui, said!("models-search-minutes"), minutes, 0.01..=10_000.0, 0.5, of_minutes);
    note(ui, cx.tokens, said!("models-search-seed"));
    number(ui, said!("models-search-seed"), &mut from, 0.0..=9_999.0, 1.0, Said::plain(""));
    (*trials, *seed) = (n as usize, from as u64);
}

fn results(ui: &mut Ui, cx: &mut ViewContext<'_>, record: &SearchRecord) {
    let tokens = cx.tokens;
    let id = cx.view.model.clone();
    let color = cx.series(&id).color;
    let metric = record.config.metric;
    let kind = record.start.kind();
    let searched: Vec<&Setting> = kind.settings().iter().filter(|s| s.search != Search::Fixed).collect();
    if !searched.iter().any(|s| s.name == cx.view.search_axis)
        && let Some(first) = searched.first()
    {
        cx.view.search_axis = first.name;
    }
    let axis = searched.iter().find(|s| s.name == cx.view.search_axis).copied();
    let from = (cx.ws.models().book_changes(), kind.id(), cx.view.search_axis, cx.words.language.id, cx.ws.data_key());
    let rows = cx.view.trials.get(from, || rows(cx.words, record, &searched, axis));
    let best = rows.best.map(|place| &record.trials[place]);
    ui.horizontal(|ui| {
        note(ui, tokens, said!("models-search-tried", n = record.trials.len(), full = rows.n_full));
        if let Some(best) = best {
            let value = SaidValue::Share(best.value(metric));
            note(ui, tokens, said!("models-search-best", metric = metric.label(), value = value));
            let is_used = cx.ws.config().model(&id) == Some(&best.model);
            ui.add_enabled_ui(!is_used, |ui| {
                let words = if is_used { said!("models-search-best-used") } else { said!("models-search-use-best") };
                if ui.button(cx.say(words)).clicked() {
                    cx.send(ModelsCommand::Use(Box::new(Component { id: id.clone(), model: best.model.clone() })));
                }
            });
        }
    });
    ui.horizontal_wrapped(|ui| {
        for setting in &searched {
            let chosen = cx.view.search_axis == setting.name;
            if ui
                .add(egui::Button::selectable(chosen, cx.say(setting.label(kind))))
                .on_hover_text(cx.say(setting.help(kind)))
                .clicked()
            {
                cx.view.search_axis = setting.name;
            }
        }
    });
    if let Some(setting) = axis {
        let plot = ScatterPlot {
            points: &rows.points,
            setting: &cx.say(setting.label(kind)),
            is_log: matches!(setting.search, Search::Log(..)),
            choices: choices(setting, cx.words),
            metric: &cx.say(metric.label()),
            color,
        };
        plot.show(ui, tokens, 220.0);
        ui.horizontal(|ui| {
            let [all, some] = [said!("models-search-on-all"), said!("models-search-on-some")];
            for (words, color, radius) in [(all, color, 4.0), (some, tokens.quiet, 3.0)] {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
                ui.painter().circle_filled(rect.center(), radius, color);
                note(ui, tokens, words);
            }
        });
    }
    table(ui, cx, record, &rows);
}

/// The trials as they are shown: the best ones on all users in words, all as points along a setting.
fn rows(words: &Words, record: &SearchRecord, searched: &[&Setting], axis: Option<&Setting>) -> TrialRows {
    const SHOWN: usize = 8;
    let (trials, metric) = (&record.trials, record.config.metric);
    let best = search::best(trials, metric);
    let point = |trial| point(trial, axis?, metric, best);
    let mut full: Vec<usize> = (0..trials.len()).filter(|place| trials[*place].is_full).collect();
    let n_full = full.len();
    full.sort_by(|&a, &b| {
        let (a, b) = (&trials[a], &trials[b]);
        b.value(metric).total_cmp(&a.value(metric)).then(a.number.cmp(&b.number))
    });
    full.truncate(SHOWN);
    TrialRows {
        n_full,
        best: best.and_then(|best| trials.iter().position(|trial| std::ptr::eq(trial, best))),
        points: trials.iter().filter_map(point).collect(),
        top: full.into_iter().map(|place| (place, summary(words, &trials[place].model, searched))).collect(),
    }
}

/// The place of a trial; `None` for one that gave no model.
fn point(trial: &Trial, setting: &Setting, metric: MetricKey, best: Option<&Trial>) -> Option<ScatterPoint> {
    let y = trial.metrics.as_ref()?.get(metric)?.mean;
    let value = trial.model.written().get(setting.name)?.clone();
    let x = match (&value, setting.domain) {
        (Value::String(key), Domain::Choice(choices)) => choices.iter().position(|k| k == key)? as f64,
        (Value::Bool(is_on), _) => f64::from(u8::from(*is_on)),
        (value, _) => value.as_f64()?,
    };
    let is_best = best.is_some_and(|b| b.number == trial.number && b.round == trial.round);
    Some(ScatterPoint { x, y, is_full: trial.is_full, is_best })
}

fn choices(setting: &Setting, words: &Words) -> Vec<String> {
    match setting.domain {
        Domain::Choice(choices) => choices.iter().map(|key| words.say(setting.choice(key))).collect(),
        Domain::Switch => vec![words.say(said!("off")), words.say(said!("on"))],
        _ => Vec::new(),
    }
}

/// The best trials on all users, each to be used.
fn table(ui: &mut Ui, cx: &mut ViewContext<'_>, record: &SearchRecord, rows: &TrialRows) {
    let tokens = cx.tokens;
    let metric = record.config.metric;
    if rows.top.is_empty() {
        return;
    }
    let columns = [
        Col::number(said!("models-search-value"), 72.0),
        Col::rest(said!("runs-settings")),
        Col::number(said!("models-fit"), 76.0),
        Col::text(Said::plain(""), 56.0),
    ];
    ui.add_space(gap::MEDIUM);
    data_table::show(ui, tokens, "trials", &columns, rows.top.len(), f32::INFINITY, |ui, row, column| {
        let (place, settings) = &rows.top[row];
        let trial = &record.trials[*place];
        match (column, &trial.failure) {
            (0, None) => _ = ui.label(cx.words.percent(trial.value(metric), None)),
            (1, Some(failure)) => cell_text(ui, RichText::new(cx.say(failure)).size(text::NOTE).color(tokens.bad)),
            (1, None) => {
                cell_text(ui, RichText::new(settings).size(text::NOTE).color(tokens.quiet));
            }
            (2, None) => _ = ui.label(cx.words.duration(trial.fit_seconds)),
            (3, None) => {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let why = cx.say(said!("models-search-use-hint"));
                    if ui.small_button(cx.say(said!("models-search-use"))).on_hover_text(why).clicked() {
                        let id = cx.view.model.clone();
                        cx.send(ModelsCommand::Use(Box::new(Component { id, model: trial.model.clone() })));
                    }
                });
            }
            _ => {}
        }
    });
}
