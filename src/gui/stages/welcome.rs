//! Before anything is open.

use egui::{Align, Button, Label, Layout, RichText, TextEdit, Ui, vec2};

use crate::base::format::{ago, bytes, count};
use crate::gui::context::ViewContext;
use crate::gui::dialogs::Purpose;
use crate::gui::say::say;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{failure, note, primary_button};
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
    ui.label(RichText::new("Unsaved work").heading());
    for found in &cx.ws.state_folder().unsaved {
        ui.horizontal(|ui| {
            let words = match &found.about {
                Ok(about) => {
                    let mut words = format!(
                        "{}, changed {}, {}",
                        cx.say(&about.name),
                        ago(now - about.changed),
                        count(about.runs, "run")
                    );
                    if about.trials > 0 {
                        words += &format!(", {}", count(about.trials, "trial"));
                    }
                    words
                }
                Err(error) => say(ui.ctx(), error),
            };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("Discard").clicked() {
                    cx.commands.push(Command::Discard(found.folder.clone()));
                }
                if found.about.is_ok() && ui.button("Restore").clicked() {
                    cx.commands.push(Command::Restore(found.folder.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(&words).size(text::BODY)).truncate()).on_hover_text(&words);
                });
            });
        });
    }
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
            ui.label(
                RichText::new("Drop a shop's behaviour log here, drag a weight, and watch what it does to every list. Nothing leaves this machine.")
                    .size(15.0)
                    .color(tokens.quiet),
            );
            ui.add_space(gap::MARGIN);
            ui.horizontal(|ui| {
                if primary_button(ui, tokens, "Open the sample shop").clicked() {
                    cx.send(Command::OpenSample);
                }
                if ui.add(Button::new("Open…").min_size(vec2(0.0, 32.0))).on_hover_text("A log (CSV, Parquet) or a project (Ctrl+O)").clicked() {
                    cx.dialog = Some(Purpose::Open);
                }
            });
            ui.add_space(gap::GROUP);
            let label = note(ui, tokens, "Or type where the file is");
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(&mut cx.view.path)
                    .hint_text("/data/shop/events.csv")
                    .margin(egui::Margin::symmetric(8, 6))
                    .desired_width(WIDTH - 92.0);
                let response = ui.add(field).labelled_by(label.id);
                let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                let path = cx.view.path.trim().to_owned();
                if (ui.add_enabled(!path.is_empty(), Button::new("Open")).clicked() || entered) && !path.is_empty() {
                    cx.send(Command::Open(vec![path.into()]));
                }
            });
            if let Some(error) = cx.ws.opening_error() {
                ui.add_space(gap::GROUP);
                failure(ui, tokens, &say(ui.ctx(), &error.said));
            }
            kept_work(ui, cx);
            let recent = cx.view.kept.recent.clone();
            if !recent.is_empty() {
                ui.add_space(gap::MARGIN);
                ui.label(RichText::new("Recent").heading());
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
                    note(ui, tokens, format!("Kept models: {} ·", bytes(cx.ws.state_folder().model_bytes)));
                    let why = "Remove them; a project that is opened again trains its models anew";
                    if ui.link(RichText::new("Empty").size(text::NOTE)).on_hover_text(why).clicked() {
                        cx.send(Command::EmptyCache);
                    }
                });
            }
            note(ui, tokens, "Logs as CSV (comma, tab, semicolon, ::; also .gz and .zst) or Parquet. Several files dropped together are taken as events, items and users.");
        });
    });
}
