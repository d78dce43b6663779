//! Before anything is open.

use egui::{Align, Button, Layout, RichText, TextEdit, Ui, vec2};

use crate::base::{Said, SaidValue};
use crate::gui::context::ViewContext;
use crate::gui::dialogs::Purpose;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{cut_line, failure, heading, note, primary_button};
use crate::project::recovery::About;
use crate::said;
use crate::workspace::Command;

/// Width of the column in the middle.
const WIDTH: f32 = 520.0;

/// Lists the work that was not saved before a crash, with what can be done about it.
fn kept_work(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    if cx.ws.state_folder().unsaved.is_empty() {
        return;
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |t| t.as_secs() as i64);
    ui.add_space(gap::MARGIN);
    heading(ui, said!("welcome-unsaved-work"));
    for found in &cx.ws.state_folder().unsaved {
        ui.horizontal(|ui| {
            let words = cx.say(match &found.about {
                Ok(about) => unsaved(about, cx.words.ago(now - about.changed)),
                Err(error) => error.into(),
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(cx.say(said!("action-discard"))).clicked() {
                    cx.commands.push(Command::Discard(found.folder.clone()));
                }
                if found.about.is_ok() && ui.button(cx.say(said!("welcome-restore"))).clicked() {
                    cx.commands.push(Command::Restore(found.folder.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    cut_line(ui, RichText::new(&words).size(text::BODY), &words);
                });
            });
        });
    }
}

fn unsaved(about: &About, ago: String) -> Said {
    let mut work = vec![said!("welcome-runs", n = about.runs)];
    if about.trials > 0 {
        work.push(said!("welcome-trials", n = about.trials));
    }
    said!("welcome-unsaved", name = about.name.clone(), ago = ago, work = work.into_iter().collect::<SaidValue>())
}

/// Draws the welcome screen.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    ui.add_space((ui.available_height() * 0.14).max(gap::GROUP));
    let left = ((ui.available_width() - WIDTH) / 2.0).max(0.0);
    ui.horizontal(|ui| {
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.set_width(WIDTH);
            ui.label(RichText::new("Tastebench").font(semibold(34.0)).color(tokens.ink));
            ui.label(RichText::new(cx.say(said!("welcome-tagline"))).size(15.0).color(tokens.quiet));
            ui.add_space(gap::MARGIN);
            ui.horizontal(|ui| {
                if primary_button(ui, tokens, said!("welcome-sample")).clicked() {
                    cx.send(Command::OpenSample);
                }
                let open = Button::new(cx.say(said!("welcome-open"))).min_size(vec2(0.0, 32.0));
                if ui.add(open).on_hover_text(cx.say(said!("welcome-open-why"))).clicked() {
                    cx.dialog = Some(Purpose::Open);
                }
            });
            ui.add_space(gap::GROUP);
            let label = note(ui, tokens, said!("welcome-path"));
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(&mut cx.view.path)
                    .hint_text("/data/shop/events.csv")
                    .margin(egui::Margin::symmetric(8, 6))
                    .desired_width(WIDTH - 92.0);
                let response = ui.add(field).labelled_by(label.id);
                let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                let path = cx.view.path.trim().to_owned();
                let open = Button::new(cx.say(said!("action-open")));
                let open = ui.add_enabled(!path.is_empty(), open);
                let open = open.on_disabled_hover_text(cx.say(said!("welcome-path")));
                if (open.clicked() || entered) && !path.is_empty() {
                    cx.send(Command::Open(vec![path.into()]));
                }
            });
            if let Some(error) = cx.ws.opening_error() {
                ui.add_space(gap::GROUP);
                failure(ui, tokens, &error.said);
            }
            kept_work(ui, cx);
            let recent = cx.view.kept.recent.clone();
            if !recent.is_empty() {
                ui.add_space(gap::MARGIN);
                heading(ui, said!("welcome-recent"));
                for path in recent {
                    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                    let folder = path.parent().map_or_else(String::new, |p| p.display().to_string());
                    ui.horizontal(|ui| {
                        if ui.link(RichText::new(name).size(text::BODY)).clicked() {
                            cx.send(Command::Open(vec![path.clone()]));
                        }
                        ui.add(egui::Label::new(RichText::new(folder).size(text::NOTE).color(tokens.quiet)).truncate());
                    });
                }
            }
            ui.add_space(gap::MARGIN);
            if cx.ws.state_folder().model_bytes > 0 {
                ui.horizontal(|ui| {
                    let size = SaidValue::Bytes(cx.ws.state_folder().model_bytes);
                    note(ui, tokens, said!("welcome-kept-models", size = size));
                    let empty = RichText::new(cx.say(said!("welcome-empty"))).size(text::NOTE);
                    if ui.link(empty).on_hover_text(cx.say(said!("welcome-empty-why"))).clicked() {
                        cx.send(Command::EmptyCache);
                    }
                });
            }
            note(ui, tokens, said!("welcome-formats"));
        });
    });
}
