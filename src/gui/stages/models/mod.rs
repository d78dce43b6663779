//! Picking, setting and training models, and their figures side by side.

mod comparison;
mod settings;

mod runs;
mod search;

use egui::{Align, Layout, RichText, ScrollArea, Sense, Ui};

use crate::base::format::{bytes, duration, thousands};
use crate::gui::context::{ModelsTab, ViewContext};
use crate::gui::say::say;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{
    card, empty_state, heading, note, primary_button, progress, setting, state_dot, state_words, title,
};
use crate::gui::widgets::data_table::{self, Col};
use crate::gui::widgets::loss_plot;
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::models::{Component, ComponentId, ModelKind};
use crate::workspace::{Command, Job, ModelsCommand, StageState};

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(
        ui,
        tokens,
        "Models",
        "Pick what to train; each learns from the training part and is judged on the validation part",
    );
    if cx.ws.loaded().is_none() {
        empty_state(
            ui,
            tokens,
            "No log is loaded yet",
            "Load one in the stage Data; then models can be trained on it.",
        );
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
            if primary_button(ui, tokens, "Train all").clicked() {
                cx.send(ModelsCommand::Train(ids.clone()));
            }
        });
        let is_training = cx.ws.running().iter().any(|j| j.kind.is_training());
        if is_training || cx.ws.models().is_paused {
            let words = if cx.ws.models().is_paused { "Go on" } else { "Pause" };
            if ui.add(egui::Button::new(words).min_size(egui::vec2(72.0, 32.0))).clicked() {
                cx.send(ModelsCommand::Pause(!cx.ws.models().is_paused));
            }
        }
        let waiting = cx.ws.models().queue().len();
        let words = match (cx.ws.models().is_paused, waiting) {
            (true, _) => "Training is held.".to_owned(),
            (false, 0) => "Training runs beside the window; go on working meanwhile.".to_owned(),
            (false, 1) => "One model waits for its turn.".to_owned(),
            (false, n) => format!("{n} models wait for their turn."),
        };
        note(ui, tokens, words);
    });
}

fn tabs(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let n_runs = cx.ws.book().runs.len();
    let runs = if n_runs == 0 { "Runs".to_owned() } else { format!("Runs ({n_runs})") };
    ui.horizontal(|ui| {
        let tabs = [
            (ModelsTab::Figures, "Figures".to_owned()),
            (ModelsTab::Search, "Search".to_owned()),
            (ModelsTab::Runs, runs),
        ];
        for (tab, words) in tabs {
            if ui.add(egui::Button::selectable(cx.view.models_tab == tab, words)).clicked() {
                cx.view.models_tab = tab;
            }
        }
    });
}

/// The rows of the table: all models of each kind; a kind that takes no part has a row too.
fn rows(cx: &ViewContext<'_>) -> Vec<(ComponentId, ModelKind)> {
    let of_kind = |kind| {
        let mut own: Vec<_> =
            cx.ws.config().models.iter().filter(|c| c.model.kind() == kind).map(|c| c.id.clone()).collect();
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
        Col::text("", 20.0),
        Col::text("Model", 156.0),
        Col::rest(if cx.is_narrow { "" } else { "What it does" }),
        Col::number("Memory", 64.0),
        Col::text("State", state),
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
                let hover = format!("{}\nClick to show its settings.", series.meaning);
                let button = ui.add(egui::Button::selectable(chosen, label)).on_hover_text(hover);
                button.widget_info(|| {
                    let name = format!("Settings of {}", series.name);
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
                ui.add(egui::Label::new(words).truncate()).on_hover_text(series.meaning);
            }
            3 => {
                if let Some(needed) = cx.ws.models().memory_of(id) {
                    note(ui, tokens, bytes(needed)).on_hover_text("What training takes at the most");
                }
            }
            _ if cx.ws.config().model(id).is_some() => state_line(ui, cx, id),
            _ => {}
        }
    });
}

fn takes_part(ui: &mut Ui, cx: &mut ViewContext<'_>, id: &ComponentId, kind: ModelKind) {
    let mut takes_part = cx.ws.config().model(id).is_some();
    let check = ui.checkbox(&mut takes_part, "").on_hover_text("Takes part");
    let name = format!("Use {}", cx.series(id).name);
    check.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, takes_part, &name));
    if check.changed() {
        cx.send(match takes_part {
            true => ModelsCommand::Set(Box::new(kind.default_config().into())),
            false => ModelsCommand::Remove(id.clone()),
        });
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
                if ui.button("Cancel").clicked() {
                    cx.send(Command::Cancel(job.id));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    progress(ui, tokens, job.progress.fraction, 56.0);
                    let step = job.progress.step.as_ref().map(|step| say(ui.ctx(), step)).unwrap_or_default();
                    let words = match job.progress.remaining {
                        _ if job.is_paused => "held".to_owned(),
                        Some(seconds) => format!("{} left", duration(seconds)),
                        None => step_alone(&step).to_owned(),
                    };
                    let words = RichText::new(words).size(text::NOTE).color(tokens.quiet);
                    ui.add(egui::Label::new(words).truncate()).on_hover_text(step);
                });
            });
        });
        return;
    }
    if cx.ws.stopping().iter().any(|j| j.kind == fit) && !cx.ws.models().queue().contains(id) {
        ui.horizontal(|ui| {
            state_dot(ui, tokens, StageState::Running);
            note(ui, tokens, "stopping")
                .on_hover_text("It still holds its memory. The next training begins when it has ended.");
        });
        return;
    }
    if let Some(place) = cx.ws.models().queue().iter().position(|waiting| waiting == id) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("Cancel").clicked() {
                    cx.send(ModelsCommand::Unqueue(id.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    state_dot(ui, tokens, StageState::Empty);
                    note(ui, tokens, format!("number {} in the queue", place + 1));
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
                note(ui, tokens, format!("trained in {}", duration(model.fitted.fit_seconds)));
            }
            (StageState::Failed, _, Some(error)) => {
                let words = RichText::new(say(ui.ctx(), error)).size(text::NOTE).color(tokens.bad);
                ui.add(egui::Label::new(words).truncate()).on_hover_text(say(ui.ctx(), error));
            }
            (state, ..) => {
                note(ui, tokens, state_words(tokens, state).1);
            }
        }
        let again = if matches!(state, StageState::Done) { None } else { Some("Train") };
        if let Some(words) = again {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(words).clicked() {
                    cx.send(ModelsCommand::Train(vec![id.clone()]));
                }
            });
        }
    });
}

/// "Fitting ease: inverting" → "inverting": the row says which model it is.
fn step_alone(step: &str) -> &str {
    step.split_once(": ").map_or(step, |(_, rest)| rest)
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
    if trained.is_empty() {
        note(ui, tokens, "No model is trained yet. Tick those to try and choose Train all.");
        return;
    }
    let k = cx.ws.config().evaluation.k.last().copied().unwrap_or(20);
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, &format!("Figures at {k}"));
            let users = trained.first().map_or(0, |(_, m, _)| m.run.metrics.users);
            let part = cx.ws.data().choosing_part().id();
            note(
                ui,
                tokens,
                format!("{part}, {} users, full catalogue, {}", thousands(users as u64), metric_table::UNIT),
            );
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
            let (n, of) = (model.run.n_by_popularity as u64, model.run.metrics.users as u64);
            let (n, of, name) = (thousands(n), thousands(of), &series.name);
            note(
                ui,
                tokens,
                format!("{name} says nothing about {n} of {of} users: they are shown the most popular items."),
            );
        }
    });
}

/// The settings of the chosen model.
pub fn inspector(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let id = cx.view.model.clone();
    let Some(kind) = cx.kind_of(&id) else {
        note(ui, cx.tokens, "Choose a model in the table.");
        return;
    };
    heading(ui, &cx.series(&id).name);
    note(ui, cx.tokens, format!("{} In project files: {kind}.", kind.meaning()));
    ui.add_space(gap::MEDIUM);
    let Some(mut model) = cx.ws.config().model(&id).cloned() else {
        note(ui, cx.tokens, "It takes no part. Tick it to set and train it.");
        return;
    };
    name_field(ui, cx, &id);
    let loaded = cx.ws.loaded();
    let has_time = loaded.is_some_and(|d| d.data.interactions.has_time);
    let user_columns: Vec<&str> =
        loaded.iter().flat_map(|d| d.data.user_attributes.columns.iter().map(|c| c.name.as_str())).collect();
    settings::form(ui, &mut model, has_time, &user_columns);
    if kind.info().needs_features {
        note(ui, cx.tokens, "What is known of the items is chosen in the stage Features.");
    }
    training_curve(ui, cx, &id);
    ui.add_space(gap::MEDIUM);
    ui.horizontal_wrapped(|ui| {
        if ui.button("Back to the defaults").clicked() {
            model = kind.default_config();
        }
        let why = "A second model of this kind, to try other settings beside these";
        if ui.button("Duplicate").on_hover_text(why).clicked() {
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
    let why = "Its name in tables, in files and on the command line";
    let field = setting(ui, "Name", why, |ui| {
        let field = ui.add(egui::TextEdit::singleline(&mut text).desired_width(f32::INFINITY));
        field.widget_info(|| {
            let mut info = egui::WidgetInfo::new(egui::accesskit::Role::TextInput);
            info.label = Some("Name of the model".into());
            info
        });
        field
    });
    let renamed = cx.ws.config().clone().rename_component(id, &text);
    match renamed {
        Err(problem) => _ = note(ui, cx.tokens, say(ui.ctx(), &problem)),
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
    note(ui, cx.tokens, if running.is_some() { "Training, round by round" } else { "The last training" });
    let measure = trained.map_or_else(|| "loss".to_owned(), |c| cx.say(&c.measure));
    loss_plot::show(ui, cx.tokens, &measure, values, cx.series(id).color, 150.0);
}
