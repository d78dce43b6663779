//! Picking, setting and training models, and their figures side by side.

use egui::{Align, Layout, ProgressBar, RichText, Sense, Ui};

use super::model_settings;
use crate::base::StageError;
use crate::base::format::duration;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{card, empty_state, heading, note, primary_button, state_dot, state_words, title};
use crate::gui::widgets::data_table::{self, Col};
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::models::{ModelConfig, ModelId};
use crate::workspace::{Command, Job, StageState};

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
    let ids = cx.ws.config.model_ids();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!ids.is_empty(), |ui| {
            if primary_button(ui, tokens, "Train all").clicked() {
                cx.send(Command::Train(ids.clone()));
            }
        });
        note(ui, tokens, "Training runs beside the window; go on working meanwhile.");
    });
    ui.add_space(gap::MEDIUM);
    card(ui, tokens, |ui| models(ui, cx));
    ui.add_space(gap::GROUP);
    figures(ui, cx);
}

/// One row a kind of model: whether it takes part, what it does, how it stands.
fn models(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let (name, state) = if cx.is_narrow { (156.0, 190.0) } else { (236.0, 280.0) };
    let columns = [Col::text("", 20.0), Col::text("Model", name), Col::rest("What it does"), Col::text("State", state)];
    data_table::show(ui, tokens, "models", &columns, ModelId::ALL.len(), f32::INFINITY, |ui, row, column| {
        let id = ModelId::ALL[row];
        match column {
            0 => takes_part(ui, cx, id),
            1 => {
                let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), Sense::hover());
                ui.painter().circle_filled(dot.center(), 5.0, tokens.series(id));
                let chosen = cx.view.model == id;
                let label = RichText::new(id.label()).font(semibold(text::BODY));
                let button = ui.add(egui::Button::selectable(chosen, label)).on_hover_text("Show its settings");
                button.widget_info(|| {
                    let name = format!("Settings of {}", id.label());
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
                });
                if button.clicked() {
                    cx.view.model = id;
                }
                if !cx.is_narrow {
                    note(ui, tokens, id.id());
                }
            }
            2 => {
                let words = RichText::new(id.meaning()).color(tokens.quiet);
                ui.add(egui::Label::new(words).truncate());
            }
            _ if cx.ws.config.model(id).is_some() => state_line(ui, cx, id),
            _ => {}
        }
    });
}

fn takes_part(ui: &mut Ui, cx: &mut ViewContext<'_>, id: ModelId) {
    let mut takes_part = cx.ws.config.model(id).is_some();
    let check = ui.checkbox(&mut takes_part, "").on_hover_text("Takes part");
    let name = format!("Use {}", id.label());
    check.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, takes_part, &name));
    if check.changed() {
        cx.edit(|config| match takes_part {
            true => {
                config.models.push(id.default_config());
                config.models.sort_by_key(ModelConfig::id);
            }
            false => config.models.retain(|m| m.id() != id),
        });
    }
}

fn state_line(ui: &mut Ui, cx: &mut ViewContext<'_>, id: ModelId) {
    let tokens = cx.tokens;
    let state = cx.ws.model_state(id);
    let slot = cx.ws.models.get(&id);
    let running = cx.ws.running().into_iter().find(|j| j.kind == Job::Fit(id));
    if let Some(job) = running {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("Cancel").clicked() {
                    cx.send(Command::Cancel(job.id));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let bar = ProgressBar::new(job.progress.fraction.unwrap_or(0.0));
                    ui.add(bar.desired_width(72.0).desired_height(6.0).fill(tokens.accent));
                    let step = RichText::new(&job.progress.step).size(text::NOTE).color(tokens.quiet);
                    ui.add(egui::Label::new(step).truncate());
                });
            });
        });
        return;
    }
    ui.horizontal(|ui| {
        state_dot(ui, tokens, state);
        let failure =
            slot.and_then(|s| s.failure.as_ref()).map(|f| &f.1).filter(|e| !matches!(e, StageError::Cancelled(_)));
        match (state, slot.and_then(|s| s.value.as_ref()), failure) {
            (StageState::Done, Some(model), _) => {
                note(ui, tokens, format!("trained in {}", duration(model.fitted.fit_seconds)));
            }
            (StageState::Failed, _, Some(error)) => {
                let words = RichText::new(error.to_string()).size(text::NOTE).color(tokens.bad);
                ui.add(egui::Label::new(words).truncate()).on_hover_text(error.to_string());
            }
            (state, ..) => {
                note(ui, tokens, state_words(tokens, state).1);
            }
        }
        let again = if matches!(state, StageState::Done) { None } else { Some("Train") };
        if let Some(words) = again {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(words).clicked() {
                    cx.send(Command::Train(vec![id]));
                }
            });
        }
    });
}

fn figures(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let trained: Vec<_> = cx
        .ws
        .config
        .model_ids()
        .into_iter()
        .filter_map(|id| Some((id, cx.ws.models.get(&id)?.value.clone()?)))
        .collect();
    if trained.is_empty() {
        return;
    }
    let k = cx.ws.config.evaluation.k.last().copied().unwrap_or(20);
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, &format!("Figures at {k}"));
            let users = trained.first().map_or(0, |(_, m)| m.run.metrics.users);
            let part = cx.ws.choosing_part().id();
            note(
                ui,
                tokens,
                format!(
                    "{part}, {} users, full catalogue, ± half of the 95 % interval",
                    crate::base::format::thousands(users as u64)
                ),
            );
        });
        let rows: Vec<MetricRow<'_>> = trained
            .iter()
            .map(|(id, model)| MetricRow {
                name: id.label(),
                model: Some(*id),
                table: &model.run.metrics,
                is_dimmed: cx.ws.model_state(*id) != StageState::Done,
            })
            .collect();
        metric_table::show(ui, tokens, "model_figures", &rows, k);
    });
}

/// The settings of the chosen model.
pub fn inspector(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let id = cx.view.model;
    heading(ui, id.label());
    note(ui, cx.tokens, id.meaning());
    ui.add_space(gap::MEDIUM);
    let Some(mut model) = cx.ws.config.model(id).cloned() else {
        note(ui, cx.tokens, "It takes no part. Tick it to set and train it.");
        return;
    };
    let loaded = cx.ws.loaded();
    let has_time = loaded.is_some_and(|d| d.data.interactions.has_time);
    let user_columns: Vec<&str> =
        loaded.iter().flat_map(|d| d.data.user_attributes.columns.iter().map(|c| c.name.as_str())).collect();
    model_settings::form(ui, &mut model, has_time, &user_columns);
    if id == ModelId::Content {
        note(ui, cx.tokens, "What is compared is chosen in the stage Features.");
    }
    cx.edit(|config| {
        for place in config.models.iter_mut().filter(|m| m.id() == id) {
            *place = model.clone();
        }
    });
    ui.add_space(gap::MEDIUM);
    if ui.button("Back to the defaults").clicked() {
        cx.edit(|config| {
            for place in config.models.iter_mut().filter(|m| m.id() == id) {
                *place = id.default_config();
            }
        });
    }
}
