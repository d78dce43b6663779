//! What is not saved is asked about before it is left: by closing the window or opening something else.

use egui::{Button, RichText, Ui, vec2};

use super::context::ViewContext;
use super::theme::gap;
use super::widgets::basics::{modal, primary_button};
use super::widgets::rail::project_name;
use crate::data::TableKind;
use crate::workspace::{Command, Workspace};

/// Width of the question.
const WIDTH: f32 = 420.0;

/// What leaves the open project.
#[derive(Debug, Clone)]
pub enum Leave {
    /// The window is closed.
    Window,
    /// Something else is opened, or nothing.
    By(Command),
}

/// How far the question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is open.
    None,
    /// Save, then leave.
    Save,
    /// It is asked where to save.
    Naming,
    /// The project is being saved.
    Saving,
    /// Leave without saving.
    Discard,
    /// Stay.
    Back,
}

/// The question, with what was asked for.
#[derive(Debug, Clone)]
pub struct LeavePrompt {
    /// What goes on after the answer.
    pub leave: Leave,
    /// The answer so far.
    pub answer: Answer,
}

impl LeavePrompt {
    /// The question to ask before leaving, if there is something to lose. While the project is being saved, nothing
    /// need be asked: it is left once it is saved.
    pub fn before(leave: Leave, ws: &Workspace) -> Option<Self> {
        let answer = if ws.is_saving() { Answer::Saving } else { Answer::None };
        ws.has_unsaved_work().then_some(Self { leave, answer })
    }
}

/// Whether a command leaves the open project.
pub fn leaves(command: &Command) -> bool {
    matches!(
        command,
        Command::Open(_)
            | Command::OpenSample
            | Command::Add(TableKind::Events, _)
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
        ui.label(RichText::new(format!("Save changes to {}?", project_name(cx.ws))).heading());
        ui.add_space(gap::SMALL);
        ui.label(
            RichText::new("Settings, runs and searches that are not saved are lost otherwise.").color(tokens.quiet),
        );
        ui.add_space(gap::MEDIUM);
        ui.horizontal(|ui| {
            let save = primary_button(ui, tokens, "Save");
            // The return key presses what has the focus.
            if ui.memory(|m| m.focused().is_none()) {
                save.request_focus();
            }
            let button = |words: &str| Button::new(words).min_size(vec2(0.0, 32.0));
            if save.clicked() {
                prompt.answer = Answer::Save;
            }
            if ui.add(button("Discard")).clicked() {
                prompt.answer = Answer::Discard;
            }
            if ui.add(button("Go back")).clicked() {
                prompt.answer = Answer::Back;
            }
        });
    });
    if asked.should_close() {
        prompt.answer = Answer::Back;
    }
}
