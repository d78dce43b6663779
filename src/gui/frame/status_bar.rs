//! The line at the bottom: what runs, what was said, how much is loaded, which language is spoken.

use egui::{Align, ComboBox, Layout, Response, RichText, ScrollArea, Stroke, Ui, WidgetInfo};

use crate::base::{Said, SaidValue};
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{note, progress};
use crate::said;
use crate::words::LANGUAGES;
use crate::workspace::{Command, Severity};

/// Draws the bar; `worst_frame` is shown where it is asked for (F12).
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, worst_frame: Option<f32>) {
    let tokens = cx.tokens;
    ui.spacing_mut().interact_size.y = 20.0;
    ui.spacing_mut().button_padding = egui::vec2(8.0, 1.0);
    ui.horizontal_centered(|ui| {
        let mut jobs = cx.ws.running();
        jobs.retain(|job| !job.kind.is_quiet());
        let mut stopping = cx.ws.stopping();
        stopping.retain(|job| !job.kind.is_quiet());
        match jobs.first() {
            None if !stopping.is_empty() => {
                line(ui, said!("status-stopping", job = stopping[0].title.clone()));
            }
            None => _ = note(ui, tokens, said!("status-ready")),
            Some(job) => {
                let step = job.progress.step.as_ref().filter(|step| **step != job.title);
                line(
                    ui,
                    match step {
                        Some(step) => said!("status-step", job = job.title.clone(), step = step.clone()),
                        None => job.title.clone(),
                    },
                );
                progress(ui, tokens, job.progress.fraction, 140.0);
                if let Some(words) = remaining(job.progress.remaining, job.since.elapsed().as_secs_f64()) {
                    note(ui, tokens, words);
                }
                if job.kind.can_be_cancelled() && button(ui, said!("action-cancel")).clicked() {
                    cx.send(Command::Cancel(job.id));
                }
                if jobs.len() > 1 {
                    note(ui, tokens, said!("status-more", n = jobs.len() - 1));
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            language(ui, cx);
            if let Some(loaded) = cx.ws.loaded().filter(|_| cx.ws.is_open()) {
                note(ui, tokens, said!("n-rows", n = loaded.data.account.rows_in));
            }
            let n = cx.ws.messages().len();
            if n > 0 && button(ui, said!("status-messages", n = n)).clicked() {
                cx.view.shows_messages = !cx.view.shows_messages;
            }
            if let Some(worst) = worst_frame {
                note(ui, tokens, said!("status-longest-frame", ms = format!("{:.1}", worst * 1000.0)));
            }
        });
    });
    if cx.view.shows_messages {
        messages(ui, cx);
    }
}

fn line(ui: &mut Ui, words: impl Into<Said>) {
    ui.label(RichText::new(say(ui, words)).size(text::NOTE));
}

fn button(ui: &mut Ui, words: impl Into<Said>) -> Response {
    ui.button(RichText::new(say(ui, words)).size(text::NOTE))
}

/// The languages by their own names. It has no frame until it is pointed at.
fn language(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let spoken = cx.words.language;
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
        let combo = ComboBox::from_id_salt("language")
            .width(0.0)
            .selected_text(RichText::new(spoken.name).size(text::NOTE).color(cx.tokens.quiet))
            .show_ui(ui, |ui| {
                for language in LANGUAGES {
                    if ui.selectable_label(language == spoken, language.name).clicked() && language != spoken {
                        cx.language = Some(language);
                    }
                }
            });
        let name = cx.say(said!("status-language"));
        combo.response.widget_info(|| {
            let mut info = WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, &name);
            info.current_text_value = Some(spoken.name.to_owned());
            info
        });
    });
}

/// The rest of the present step where it can be told, else how long the job has run.
fn remaining(left: Option<f64>, elapsed: f64) -> Option<Said> {
    match left {
        Some(seconds) => Some(said!("status-left", time = SaidValue::Secs(seconds))),
        None => (elapsed > 1.0).then(|| said!("status-elapsed", time = SaidValue::Secs(elapsed))),
    }
}

fn messages(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let mut open = true;
    egui::Window::new(cx.say(said!("status-messages-title")))
        .id(egui::Id::unique("messages"))
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .anchor(egui::Align2::RIGHT_BOTTOM, [-16.0, -40.0])
        .show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for message in cx.ws.messages().iter().rev() {
                    let color = match message.severity {
                        Severity::Info => tokens.ink,
                        Severity::Warning => tokens.warning,
                        Severity::Error => tokens.bad,
                    };
                    ui.label(RichText::new(cx.say(&message.said)).color(color));
                    ui.add_space(gap::SMALL);
                }
            });
        });
    cx.view.shows_messages = open && !ui.input(|i| i.key_pressed(egui::Key::Escape));
}
