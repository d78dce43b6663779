//! A weight for each model; figures and lists follow while it is dragged.

mod curve;
mod figures;
mod list;
mod test;
mod weights;

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::base::SaidValue;
use crate::gui::context::ViewContext;
use crate::gui::stages::behind;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{card, empty_state, failure, note, primary_button, title};
use crate::models::ComponentId;
use crate::said;
use crate::split::Part;
use crate::workspace::{Behind, ModelsCommand, Stage, StageState};

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, said!("stage-blend"), said!("blend-sentence"));
    if let Some(error) = cx.ws.blend().scores.status.error() {
        failure(ui, tokens, error);
    }
    let Some(figures) = cx.ws.blend().figures().cloned().filter(|_| cx.ws.blend().scores.value.is_some()) else {
        let is_running = cx.ws.stage_state(Stage::Models) == StageState::Running
            || cx.ws.stage_state(Stage::Blend) == StageState::Running;
        if is_running {
            empty_state(ui, tokens, said!("blend-on-its-way"), said!("blend-on-its-way-then"));
        } else if cx.ws.blend().behind() == Some(Behind::Stopped) {
            behind::show(ui, cx);
        } else {
            empty_state(ui, tokens, said!("blend-nothing"), said!("blend-nothing-then"));
            ui.vertical_centered(|ui| {
                let can_train = cx.ws.loaded().is_some() && cx.ws.data().split.status.error().is_none();
                if can_train && primary_button(ui, tokens, said!("models-train-all")).clicked() {
                    cx.send(ModelsCommand::Train(cx.ws.config().model_ids()));
                }
            });
        }
        return;
    };
    let ks = cx.ws.config().evaluation.k.clone();
    let k = cx.view.list_length(cx.ws);
    let (part, behind) = (figures.part, cx.ws.blend().behind());
    // While a weight is dragged they are a moment behind: that is not shown.
    let is_fresh = cx.ws.blend().scores.fresh().is_some() && behind != Some(Behind::Stopped);
    behind::show(ui, cx);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        card(ui, tokens, |ui| figures::big(ui, cx, &figures, k, is_fresh));
        ui.add_space(gap::SMALL);
        ui.horizontal(|ui| {
            let (users, duration) = (figures.n_users, SaidValue::Secs(cx.ws.blend().seconds()));
            let some = figures.table.users;
            let words = match (figures.is_full(), behind) {
                (true, _) => said!("blend-of-all-users", part = part.id(), users = users, duration = duration),
                (false, None) => {
                    said!("blend-of-some-users", part = part.id(), some = some, users = users, duration = duration)
                }
                (false, Some(_)) => said!("blend-of-a-sample", part = part.id(), some = some, users = users),
            };
            note(ui, tokens, words);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for &choice in ks.iter().rev() {
                    if ui
                        .add(egui::Button::selectable(choice == k, format!("@{choice}")))
                        .on_hover_text(cx.say(said!("blend-list-length")))
                        .clicked()
                    {
                        cx.view.k = choice;
                    }
                }
            });
        });
        if behind != Some(Behind::Untrained) {
            left_out(ui, cx, &figures.models);
        }
        if part == Part::Test {
            on_test(ui, cx);
        }
        ui.add_space(gap::MEDIUM);
        let wide = ui.available_width();
        let left = (wide * 0.52).max(400.0).min(wide - 300.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::GROUP;
            ui.allocate_ui_with_layout(egui::vec2(left - gap::GROUP, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| weights::show(ui, cx, &figures, k));
            });
            // What follows the weights stands next to them, however many models there are.
            ui.allocate_ui_with_layout(egui::vec2(wide - left, 0.0), Layout::top_down(Align::Min), |ui| {
                card(ui, tokens, |ui| curve::show(ui, cx, k));
                ui.add_space(gap::MEDIUM);
                card(ui, tokens, |ui| list::show(ui, cx, k));
            });
        });
        ui.add_space(gap::GROUP);
        card(ui, tokens, |ui| figures::table(ui, cx, &figures, k));
        ui.add_space(gap::GROUP);
        card(ui, tokens, |ui| test::show(ui, cx, k));
    });
}

/// The models that take part and are not blended, because they are not there.
fn left_out(ui: &mut Ui, cx: &mut ViewContext<'_>, blended: &[ComponentId]) {
    let missing: Vec<_> = cx.ws.config().model_ids().into_iter().filter(|id| !blended.contains(id)).collect();
    if missing.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let names: SaidValue = missing.iter().map(|id| cx.series(id).name).collect();
        let words = cx.say(said!("blend-left-out", models = names));
        ui.label(RichText::new(words).size(text::NOTE).color(cx.tokens.warning));
        let is_idle = missing.iter().all(|id| cx.ws.models().model_state(id) != StageState::Running);
        if is_idle && ui.link(RichText::new(cx.say(said!("models-train"))).size(text::NOTE)).clicked() {
            cx.send(ModelsCommand::Train(missing));
        }
    });
}

/// Without validation the weights are chosen on test: that is said, with the way to a part for choosing.
fn on_test(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(cx.say(said!("blend-on-test"))).size(text::NOTE).color(cx.tokens.warning));
        if ui.link(RichText::new(cx.say(said!("blend-to-split"))).size(text::NOTE)).clicked() {
            cx.view.stage = Stage::Data;
        }
    });
}
