//! Picking, setting and training models, and their figures side by side.

mod comparison;
mod settings;

mod runs;
mod search;

use egui::{Align, Layout, RichText, ScrollArea, Sense, Ui};

use crate::base::{Said, SaidValue};
use crate::gui::context::{ModelsTab, ViewContext};
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{
    card, cut_line, empty_state, heading, note, primary_button, progress, setting, state_dot, state_words, title,
};
use crate::gui::widgets::data_table::{self, Col};
use crate::gui::widgets::loss_plot;
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::models::{Component, ComponentId, ModelKind};
use crate::said;
use crate::workspace::{Command, Job, ModelsCommand, StageState};

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, said!("stage-models"), said!("models-sentence"));
    if cx.ws.loaded().is_none() {
        empty_state(ui, tokens, said!("no-log"), said!("models-no-log-then"));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        actions(ui, cx);
        ui.add_space(gap::MEDIUM);
        card(ui, tokens, |ui| models(ui, cx));
        ui.add_space(gap::GROUP);
        tabs(ui, cx);
        ui.add_space(gap::MEDIUM);
        match cx.view.models_tab {
            ModelsTab::Figures => figures(ui, cx),
            ModelsTab::Search => search::show(ui, cx),
            ModelsTab::Runs => runs::show(ui, cx),
        }
    });
}

/// Training all, holding it, and what waits.
fn actions(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let ids = cx.ws.config().model_ids();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!ids.is_empty(), |ui| {
            if primary_button(ui, tokens, said!("models-train-all")).clicked() {
                cx.send(ModelsCommand::Train(ids.clone()));
            }
        });
        let is_training = cx.ws.running().iter().any(|j| j.kind.is_training());
        if is_training || cx.ws.models().is_paused {
            let words = if cx.ws.models().is_paused { said!("models-go-on") } else { said!("models-pause") };
            if ui.add(egui::Button::new(cx.say(words)).min_size(egui::vec2(72.0, 32.0))).clicked() {
                cx.send(ModelsCommand::Pause(!cx.ws.models().is_paused));
            }
        }
        let waiting = cx.ws.models().queue().len();
        let words = match (cx.ws.models().is_paused, waiting) {
            (true, _) => said!("models-paused"),
            (false, 0) => said!("models-in-background"),
            (false, n) => said!("models-waiting", n = n),
        };
        note(ui, tokens, words);
    });
}

fn tabs(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        let tabs = [
            (ModelsTab::Figures, said!("models-tab-figures")),
            (ModelsTab::Search, said!("models-tab-search")),
            (ModelsTab::Runs, said!("models-tab-runs", n = cx.ws.book().runs.len())),
        ];
        for (tab, words) in tabs {
            if ui.add(egui::Button::selectable(cx.view.models_tab == tab, cx.say(words))).clicked() {
                cx.view.models_tab = tab;
            }
        }
    });
}

/// The rows of the table: all models of each kind; a kind that takes no part has a row too.
fn rows(cx: &ViewContext<'_>) -> Vec<(ComponentId, ModelKind)> {
    let of_kind = |kind| {
        let config = cx.ws.config();
        let left_out = cx.view.left_out.iter().filter(|left| config.model(&left.id).is_none());
        let mut own: Vec<_> =
            config.models.iter().chain(left_out).filter(|c| c.model.kind() == kind).map(|c| c.id.clone()).collect();
        if own.is_empty() {
            own.push(kind.into());
        }
        own.into_iter().map(move |id| (id, kind))
    };
    ModelKind::all().flat_map(of_kind).collect()
}

/// One row a model: whether it takes part, what it does, how it stands.
fn models(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let state = if cx.is_narrow { 190.0 } else { 232.0 };
    let columns = [
        Col::text(Said::plain(""), 20.0),
        Col::text(said!("models-model"), 156.0),
        Col::rest(if cx.is_narrow { Said::plain("") } else { said!("models-what-it-does") }),
        Col::number(said!("models-memory"), 64.0),
        Col::text(said!("models-state"), state),
    ];
    let rows = rows(cx);
    data_table::show(ui, tokens, "models", &columns, rows.len(), f32::INFINITY, |ui, row, column| {
        let (id, kind) = &rows[row];
        let series = cx.series(id);
        match column {
            0 => takes_part(ui, cx, id, *kind),
            1 => {
                let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), Sense::hover());
                ui.painter().circle_filled(dot.center(), 5.0, series.color);
                let chosen = cx.view.model == *id;
                let label = RichText::new(&series.name).font(semibold(text::BODY));
                let hover = said!("models-click", meaning = &series.meaning);
                let button = ui.add(egui::Button::selectable(chosen, label)).on_hover_text(cx.say(hover));
                button.widget_info(|| {
                    let name = cx.say(said!("models-settings-of", model = &series.name));
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
                });
                if button.clicked() {
                    cx.view.model = id.clone();
                }
            }
            // Where room is short, what it does is told when the pointer rests on its name.
            2 if cx.is_narrow => {}
            2 => {
                let words = RichText::new(&series.meaning).color(tokens.quiet);
                cut_line(ui, words, &series.meaning);
            }
            3 => {
                if let Some(needed) = cx.ws.models().memory_of(id) {
                    let words = Said::plain(cx.words.bytes(needed));
                    note(ui, tokens, words).on_hover_text(cx.say(said!("models-memory-hint")));
                }
            }
            _ if cx.ws.config().model(id).is_some() => state_line(ui, cx, id),
            _ => {}
        }
    });
}

fn takes_part(ui: &mut Ui, cx: &mut ViewContext<'_>, id: &ComponentId, kind: ModelKind) {
    let mut takes_part = cx.ws.config().model(id).is_some();
    let check = ui.checkbox(&mut takes_part, "").on_hover_text(cx.say(said!("models-takes-part")));
    let name = cx.say(said!("models-use", model = cx.series(id).name));
    check.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, takes_part, &name));
    if check.changed() {
        let at = cx.view.left_out.iter().position(|left| left.id == *id);
        let left = at.map(|at| cx.view.left_out.remove(at));
        if takes_part {
            let component = left.unwrap_or_else(|| kind.default_config().into());
            cx.send(ModelsCommand::Set(Box::new(component)));
        } else {
            let model = cx.ws.config().model(id).cloned();
            cx.view.left_out.extend(model.map(|model| Component { id: id.clone(), model }));
            cx.send(ModelsCommand::Remove(id.clone()));
        }
    }
}

fn state_line(ui: &mut Ui, cx: &mut ViewContext<'_>, id: &ComponentId) {
    let tokens = cx.tokens;
    let state = cx.ws.models().model_state(id);
    let slot = cx.ws.models().model(id);
    let fit = Job::training(id.clone());
    let running = cx.ws.running().into_iter().find(|j| j.kind == fit);
    if let Some(job) = running {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(cx.say(said!("action-cancel"))).clicked() {
                    cx.send(Command::Cancel(job.id));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    progress(ui, tokens, job.progress.fraction, 56.0);
                    let step = job.progress.step.unwrap_or_else(|| Said::plain(""));
                    let hover = cx.say(&step);
                    let words = match job.progress.remaining {
                        _ if job.is_paused => cx.say(said!("models-job-paused")),
                        Some(seconds) => cx.say(said!("models-time-left", duration = SaidValue::Secs(seconds))),
                        None => cx.say(step_alone(step)),
                    };
                    let words = RichText::new(words).size(text::NOTE).color(tokens.quiet);
                    cut_line(ui, words, &hover);
                });
            });
        });
        return;
    }
    if cx.ws.stopping().iter().any(|j| j.kind == fit) && !cx.ws.models().queue().contains(id) {
        ui.horizontal(|ui| {
            state_dot(ui, tokens, StageState::Running);
            note(ui, tokens, said!("models-stopping")).on_hover_text(cx.say(said!("models-stopping-hint")));
        });
        return;
    }
    if let Some(place) = cx.ws.models().queue().iter().position(|waiting| waiting == id) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(cx.say(said!("action-cancel"))).clicked() {
                    cx.send(ModelsCommand::Unqueue(id.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    state_dot(ui, tokens, StageState::Empty);
                    note(ui, tokens, said!("models-queued", n = place + 1));
                });
            });
        });
        return;
    }
    ui.horizontal(|ui| {
        state_dot(ui, tokens, state);
        let failure = slot.and_then(|s| s.status.error());
        match (state, slot.and_then(|s| s.value.as_ref()), failure) {
            (StageState::Done, Some(model), _) => {
                note(ui, tokens, said!("models-trained", duration = SaidValue::Secs(model.fitted.fit_seconds)));
            }
            (StageState::Failed, _, Some(error)) => {
                let words = RichText::new(cx.say(error)).size(text::NOTE).color(tokens.bad);
                cut_line(ui, words, &cx.say(error));
            }
            (state, ..) => {
                note(ui, tokens, state_words(tokens, state).1);
            }
        }
        if state != StageState::Done {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(cx.say(said!("models-train"))).clicked() {
                    cx.send(ModelsCommand::Train(vec![id.clone()]));
                }
            });
        }
    });
}

/// "Fitting ease: inverting" → "inverting": the row says which model it is.
fn step_alone(step: Said) -> Said {
    match step.values.iter().find(|(name, _)| name == "part") {
        Some((_, SaidValue::Said(part))) => part.clone(),
        _ => step,
    }
}

fn figures(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let trained: Vec<_> = cx
        .ws
        .config()
        .model_ids()
        .into_iter()
        .filter_map(|id| {
            Some((cx.series(&id), cx.ws.models().model(&id)?.value.clone()?, cx.ws.models().model_state(&id)))
        })
        .collect();
    // Figures stand side by side where they are of the same users.
    let split = cx.ws.data().split.status.wanted;
    let (trained, of_another): (Vec<_>, Vec<_>) =
        trained.into_iter().partition(|(_, model, _)| Some(model.split) == split);
    let of_another: Vec<String> = of_another.into_iter().map(|(series, ..)| series.name).collect();
    if !of_another.is_empty() {
        note(ui, tokens, said!("models-of-another-split", models = of_another.into_iter().collect::<SaidValue>()));
    }
    if trained.is_empty() {
        note(ui, tokens, said!("models-none-trained"));
        return;
    }
    let k = cx.ws.config().evaluation.k.last().copied().unwrap_or(20);
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, said!("models-figures-at", k = k.to_string()));
            let users = trained.first().map_or(0, |(_, m, _)| m.run.metrics.users);
            let part = cx.ws.data().choosing_part().id();
            note(ui, tokens, said!("models-figures-of", part = part, users = users, unit = metric_table::UNIT));
        });
        let rows: Vec<MetricRow<'_>> = trained
            .iter()
            .map(|(series, model, state)| MetricRow {
                name: &series.name,
                color: Some(series.color),
                table: &model.run.metrics,
                is_dimmed: *state != StageState::Done,
            })
            .collect();
        metric_table::show(ui, tokens, "model_figures", &rows, k);
        for (series, model, _) in trained.iter().filter(|(_, model, _)| model.run.n_by_popularity > 0) {
            let (n, users) = (model.run.n_by_popularity, model.run.metrics.users);
            note(ui, tokens, said!("models-says-nothing", model = &series.name, n = n, users = users));
        }
    });
}

/// The settings of the chosen model.
pub fn inspector(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let id = cx.view.model.clone();
    let Some(kind) = cx.kind_of(&id) else {
        note(ui, cx.tokens, said!("models-choose"));
        return;
    };
    heading(ui, Said::plain(cx.series(&id).name));
    note(ui, cx.tokens, said!("models-about", meaning = kind.meaning(), kind = kind.id()));
    ui.add_space(gap::MEDIUM);
    let Some(mut model) = cx.ws.config().model(&id).cloned() else {
        note(ui, cx.tokens, said!("models-takes-no-part"));
        // One that has the name of its kind stays in the table to be ticked.
        if id.as_str() != kind.id() && ui.button(cx.say(said!("data-page-remove"))).clicked() {
            cx.view.left_out.retain(|left| left.id != id);
            cx.view.model = kind.into();
        }
        return;
    };
    name_field(ui, cx, &id);
    let loaded = cx.ws.loaded();
    let has_time = loaded.is_some_and(|d| d.data.interactions.has_time);
    let user_columns: Vec<&str> =
        loaded.iter().flat_map(|d| d.data.user_attributes.columns.iter().map(|c| c.name.as_str())).collect();
    settings::form(ui, &mut model, has_time, &user_columns);
    if kind.info().needs_features {
        note(ui, cx.tokens, said!("models-needs-features"));
    }
    training_curve(ui, cx, &id);
    ui.add_space(gap::MEDIUM);
    ui.horizontal_wrapped(|ui| {
        if ui.button(cx.say(said!("models-defaults"))).clicked() {
            model = kind.default_config();
        }
        let why = cx.say(said!("models-duplicate-hint"));
        if ui.button(cx.say(said!("models-duplicate"))).on_hover_text(why).clicked() {
            let copy = Component::with_free_name(model.clone(), &cx.ws.config().models);
            cx.view.model = copy.id.clone();
            cx.send(ModelsCommand::Set(Box::new(copy)));
        }
    });
    if cx.ws.config().model(&id) != Some(&model) {
        cx.edit(|config| config.set_component(Component { id, model }));
    }
}

/// The name of a model in its project; it is taken over when the field is left, if it can be had.
fn name_field(ui: &mut Ui, cx: &mut ViewContext<'_>, id: &ComponentId) {
    let typed = cx.view.naming.take().filter(|(of, _)| of == id).map(|(_, text)| text);
    let mut text = typed.unwrap_or_else(|| id.to_string());
    let field = setting(ui, said!("models-name"), said!("models-name-hint"), |ui| {
        let field = ui.add(egui::TextEdit::singleline(&mut text).desired_width(f32::INFINITY));
        field.widget_info(|| {
            let mut info = egui::WidgetInfo::new(egui::accesskit::Role::TextInput);
            info.label = Some(cx.say(said!("models-name-field")));
            info
        });
        field
    });
    let renamed = cx.ws.config().clone().rename_component(id, &text);
    match renamed {
        Err(problem) => _ = note(ui, cx.tokens, &problem),
        Ok(name) if field.lost_focus() && name != *id => {
            cx.send(ModelsCommand::Rename(id.clone(), text));
            cx.view.model = name;
            return;
        }
        Ok(_) => {}
    }
    if field.has_focus() {
        cx.view.naming = Some((id.clone(), text));
    }
}

/// The curve of the training that runs, or of the last one.
fn training_curve(ui: &mut Ui, cx: &ViewContext<'_>, id: &ComponentId) {
    let running = cx.ws.running().into_iter().find(|j| j.kind == Job::training(id.clone())).map(|j| j.progress.curve);
    let trained = cx.ws.models().model(id).and_then(|s| s.value.as_ref()).and_then(|m| m.fitted.model.training_curve());
    let values = match (&running, trained) {
        (Some(curve), _) => &curve[..],
        (None, Some(curve)) => &curve.values[..],
        (None, None) => return,
    };
    if values.len() < 2 {
        return;
    }
    ui.add_space(gap::GROUP);
    let words = if running.is_some() { said!("models-training-curve") } else { said!("models-last-training") };
    note(ui, cx.tokens, words);
    let measure = trained.map_or_else(|| cx.say(said!("models-loss")), |c| cx.say(&c.measure));
    loss_plot::show(ui, cx.tokens, &measure, values, cx.series(id).color, 150.0);
}
