//! Where a file is, or where one goes: typed, or chosen in the system's dialog.
//!
//! A system without a dialog of its own gives none and says nothing, so the path can always be typed.

use std::path::PathBuf;

use egui::{Button, Key, RichText, TextEdit, Ui};

use crate::data::TableKind;
use crate::gui::context::ViewContext;
use crate::gui::dialogs::Purpose;
use crate::gui::say::say;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{modal, primary_button};
use crate::workspace::{Command, DataCommand};
use crate::{project, said};

/// Width of the prompt.
const WIDTH: f32 = 460.0;

/// Draws the prompt that is open, if one is.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let Some(mut prompt) = cx.view.prompt.take() else { return };
    let (title, action, hint) = match prompt.purpose {
        Purpose::Add(TableKind::Users) => (said!("prompt-users-file"), said!("action-add"), "/data/shop/users.csv"),
        Purpose::Add(_) => (said!("prompt-items-file"), said!("action-add"), "/data/shop/items.csv"),
        Purpose::Test => (said!("prompt-test-file"), said!("action-add"), "/data/shop/test.csv"),
        _ => (said!("save-project"), said!("action-save"), "/data/shop/project.toml"),
    };
    let mut stays = true;
    let mut is_cancelled = false;
    let asked = modal(ui, "path_prompt", |ui| {
        ui.set_width(WIDTH);
        let label = ui.label(RichText::new(say(ui, title)).heading());
        ui.add_space(gap::MEDIUM);
        let field = TextEdit::singleline(&mut prompt.text)
            .hint_text(hint)
            .margin(egui::Margin::symmetric(8, 6))
            .desired_width(f32::INFINITY);
        let response = ui.add(field).labelled_by(label.id);
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if !entered && ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        let replaces = prompt.replaces.as_ref().filter(|path| **path == typed(&prompt.text));
        if let Some(path) = replaces {
            let words = say(ui, said!("prompt-replaces", file = path));
            ui.label(RichText::new(words).size(text::NOTE).color(cx.tokens.warning));
        }
        let action = if replaces.is_some() { said!("action-replace") } else { action };
        ui.add_space(gap::MEDIUM);
        ui.horizontal(|ui| {
            let path = prompt.text.trim().to_owned();
            let confirmed =
                ui.add_enabled_ui(!path.is_empty(), |ui| primary_button(ui, cx.tokens, action).clicked()).inner;
            if (confirmed || entered) && !path.is_empty() {
                let path = PathBuf::from(path);
                stays = false;
                match prompt.purpose {
                    Purpose::Add(kind) => cx.send(DataCommand::Add(kind, path)),
                    Purpose::Test => cx.send(DataCommand::SetTest(Some(path))),
                    _ => {
                        let path = typed(&prompt.text);
                        // What else stands there is not lost by one press of a key.
                        let is_other = cx.ws.project_path() != Some(&*path) && path.exists();
                        if is_other && prompt.replaces.as_ref() != Some(&path) {
                            prompt.replaces = Some(path);
                            stays = true;
                        } else {
                            cx.send(Command::Save(path));
                        }
                    }
                }
            }
            let button = |words: String| Button::new(words).min_size(egui::vec2(0.0, 32.0));
            if ui.add(button(say(ui, said!("action-browse")))).clicked() {
                cx.dialog = Some(prompt.purpose);
                stays = false;
            }
            if ui.add(button(say(ui, said!("action-cancel")))).clicked() {
                is_cancelled = true;
            }
        });
    });
    if is_cancelled || (stays && asked.should_close()) {
        // Without a name nothing is saved, and so nothing is left.
        cx.view.leave = None;
    } else if stays {
        cx.view.prompt = Some(prompt);
    }
}

/// The project file that was typed.
fn typed(text: &str) -> PathBuf {
    project::with_extension(PathBuf::from(text.trim()))
}
