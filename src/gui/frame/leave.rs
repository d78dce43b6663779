//! What is not saved is asked about before it is left: by closing the window or opening something else.

use egui::{Button, RichText, Ui, vec2};

use super::rail::project_name;
use crate::data::TableKind;
use crate::gui::context::ViewContext;
use crate::gui::prompts::Answer;
use crate::gui::say::say;
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{heading, modal, primary_button};
use crate::said;
use crate::workspace::{Command, DataCommand};

/// Width of the question.
const WIDTH: f32 = 420.0;

/// Whether a command leaves the open project.
pub fn leaves(command: &Command) -> bool {
    matches!(
        command,
        Command::Open(_)
            | Command::OpenSample
            | Command::Data(DataCommand::Add(TableKind::Events, _))
            | Command::Restore(_)
            | Command::Close
    )
}

/// Draws the question while it is open.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let Some(prompt) = cx.view.leave.as_mut().filter(|p| p.answer == Answer::None) else { return };
    let tokens = cx.tokens;
    let asked = modal(ui, "leave", |ui| {
        ui.set_width(WIDTH);
        heading(ui, said!("leave-title", name = project_name(cx.ws)));
        ui.add_space(gap::SMALL);
        ui.label(RichText::new(say(ui, said!("leave-loss"))).color(tokens.quiet));
        ui.add_space(gap::MEDIUM);
        ui.horizontal(|ui| {
            let save = primary_button(ui, tokens, said!("action-save"));
            // The return key presses what has the focus.
            if ui.memory(|m| m.focused().is_none()) {
                save.request_focus();
            }
            let button = |words: String| Button::new(words).min_size(vec2(0.0, 32.0));
            if save.clicked() {
                prompt.answer = Answer::Save;
            }
            if ui.add(button(say(ui, said!("action-discard")))).clicked() {
                prompt.answer = Answer::Discard;
            }
            if ui.add(button(say(ui, said!("action-go-back")))).clicked() {
                prompt.answer = Answer::Back;
            }
        });
    });
    if asked.should_close() {
        prompt.answer = Answer::Back;
    }
}
