//! Picking, setting and training models, and their figures side by side.

use egui::{Align, Layout, ProgressBar, RichText, Sense, Stroke, Ui};

use super::data_settings::{combo, number};
use crate::base::StageError;
use crate::base::format::duration;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{
    card, empty_state, heading, note, primary_button, setting, state_dot, state_words, title,
};
use crate::gui::widgets::metric_table::{self, MetricRow};
use crate::models::content::Measure;
use crate::models::item_knn::{ItemKnnConfig, Similarity};
use crate::models::{ModelConfig, ModelId};
use crate::workspace::{Command, Job, StageState};

/// Height of a model's card.
const CARD: f32 = 184.0;

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
    let n = ModelId::ALL.len() as f32;
    let width = (ui.available_width() - gap::GROUP * (n - 1.0)) / n;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        for id in ModelId::ALL {
            ui.allocate_ui_with_layout(egui::vec2(width, CARD), Layout::top_down(Align::Min), |ui| {
                model_card(ui, cx, id)
            });
        }
    });
    ui.add_space(gap::GROUP);
    figures(ui, cx);
}

fn model_card(ui: &mut Ui, cx: &mut ViewContext<'_>, id: ModelId) {
    let tokens = cx.tokens;
    let chosen = cx.view.model == id;
    let frame = egui::Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, if chosen { tokens.accent } else { tokens.line }))
        .corner_radius(6)
        .inner_margin(egui::Margin::same(gap::GROUP as i8));
    let response = frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_height(CARD - 2.0 * gap::GROUP);
            let mut takes_part = cx.ws.config.model(id).is_some();
            ui.horizontal(|ui| {
                let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), Sense::hover());
                ui.painter().circle_filled(dot.center(), 5.0, tokens.series(id));
                let size = if cx.is_narrow { text::BODY } else { text::HEADING };
                ui.label(RichText::new(id.label()).font(semibold(size)));
                if !cx.is_narrow {
                    note(ui, tokens, id.id());
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let check = ui.checkbox(&mut takes_part, "").on_hover_text("Takes part");
                    let name = format!("Use {}", id.label());
                    check.widget_info(|| {
                        egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, takes_part, &name)
                    });
                    if check.changed() {
                        cx.edit(|config| match takes_part {
                            true => {
                                config.models.push(id.default_config());
                                config.models.sort_by_key(ModelConfig::id);
                            }
                            false => config.models.retain(|m| m.id() != id),
                        });
                    }
                });
            });
            ui.label(RichText::new(id.meaning()).color(tokens.quiet));
            if takes_part {
                ui.with_layout(Layout::bottom_up(Align::Min), |ui| state_line(ui, cx, id));
            }
        })
        .response;
    let clicked = ui.interact(response.rect, ui.scope_id().with(("card", id.id())), Sense::click());
    clicked.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Settings of {}", id.label()))
    });
    if clicked.clicked() {
        cx.view.model = id;
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
        let words = match (state, slot.and_then(|s| s.value.as_ref())) {
            (StageState::Done, Some(model)) => format!("trained in {}", duration(model.fitted.fit_seconds)),
            (state, _) => state_words(tokens, state).1.to_owned(),
        };
        note(ui, tokens, words);
        let again = if matches!(state, StageState::Done) { None } else { Some("Train") };
        if let Some(words) = again {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(words).clicked() {
                    cx.send(Command::Train(vec![id]));
                }
            });
        }
    });
    if state == StageState::Failed
        && let Some((_, error)) = slot.and_then(|s| s.failure.as_ref())
        && !matches!(error, StageError::Cancelled(_))
    {
        ui.label(RichText::new(error.to_string()).size(text::NOTE).color(tokens.bad));
    }
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
    match &mut model {
        ModelConfig::Popular(config) => {
            let has_time = cx.ws.loaded().is_some_and(|d| d.data.interactions.has_time);
            let mut is_on = config.half_life_days.is_some();
            ui.add_enabled_ui(has_time, |ui| {
                if ui
                    .checkbox(&mut is_on, "Newer events count more")
                    .on_hover_text("Events lose half of their weight after some days")
                    .changed()
                {
                    config.half_life_days = is_on.then_some(30.0);
                }
            });
            if let Some(days) = &mut config.half_life_days {
                setting(ui, "Half-life", "Days after which an event counts half", |ui| {
                    number(ui, "Half-life", days, 0.1..=3650.0, 0.5, " days")
                });
            }
        }
        ModelConfig::ItemKnn(config) => item_knn(ui, config),
        ModelConfig::Content(config) => {
            setting(
                ui,
                "Compared by",
                "Cosine looks at the direction alone; the product favours items of which much is known",
                |ui| {
                    let words = |m| if m == Measure::Cosine { "cosine" } else { "product" };
                    combo(ui, "Compared by", words(config.measure), |ui| {
                        for choice in [Measure::Cosine, Measure::Dot] {
                            ui.selectable_value(&mut config.measure, choice, words(choice));
                        }
                    });
                },
            );
            note(ui, cx.tokens, "What is compared is chosen in the stage Features.");
        }
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

fn item_knn(ui: &mut Ui, config: &mut ItemKnnConfig) {
    let name_of = |s: Similarity| Similarity::ALL.iter().find(|(x, _)| *x == s).map_or("", |(_, n)| n);
    setting(ui, "Similarity", "How alike two items are, by who takes them", |ui| {
        combo(ui, "Similarity", name_of(config.similarity), |ui| {
            for (choice, name) in Similarity::ALL {
                ui.selectable_value(&mut config.similarity, choice, name);
            }
        });
    });
    setting(ui, "Neighbours", "Neighbours kept of each item", |ui| {
        let mut n = config.neighbors as f64;
        number(ui, "Neighbours", &mut n, 1.0..=100_000.0, 1.0, "");
        config.neighbors = n.round() as usize;
    });
    setting(ui, "Shrinkage", "Doubts what few users say", |ui| {
        number(ui, "Shrinkage", &mut config.shrinkage, 0.0..=10_000.0, 0.1, "")
    });
    setting(
        ui,
        "Discount for busy users",
        "0: a user with many items says as much about each; 1: as much in all as one with few",
        |ui| {
            number(ui, "Discount for busy users", &mut config.user_discount, 0.0..=1.0, 0.01, "");
        },
    );
    match config.similarity {
        Similarity::Asymmetric => setting(ui, "Asymmetry", "Below 0.5 popular items gain", |ui| {
            number(ui, "Asymmetry", &mut config.asymmetry, 0.0..=1.0, 0.01, "");
        }),
        Similarity::Bm25 => {
            setting(ui, "k1", "How fast many events of a pair stop to count", |ui| {
                number(ui, "k1", &mut config.k1, 0.0..=100.0, 0.02, "")
            });
            setting(ui, "b", "How much popular items are held back", |ui| {
                number(ui, "b", &mut config.b, 0.0..=1.0, 0.01, "")
            });
        }
        _ => {}
    }
    ui.checkbox(&mut config.normalize_neighbors, "Scale each item's neighbours to sum 1")
        .on_hover_text("Gives every item of a history the same say, however many neighbours it has");
}
