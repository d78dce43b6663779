//! The line at the bottom: what runs, what was said, how much is loaded.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::base::format::{duration, thousands};
use crate::gui::context::ViewContext;
use crate::gui::say::say;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::progress;
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
                ui.label(RichText::new(format!("{} · stopping", say(ui.ctx(), &stopping[0].title))).size(text::NOTE));
            }
            None => _ = ui.label(RichText::new("Ready").size(text::NOTE).color(tokens.quiet)),
            Some(job) => {
                let step = job.progress.step.as_ref().filter(|step| **step != job.title);
                let title = say(ui.ctx(), &job.title);
                let words = step.map_or_else(|| title.clone(), |step| format!("{title} · {}", say(ui.ctx(), step)));
                ui.label(RichText::new(words).size(text::NOTE));
                progress(ui, tokens, job.progress.fraction, 140.0);
                ui.label(
                    RichText::new(remaining(job.progress.remaining, job.since.elapsed().as_secs_f64()))
                        .size(text::NOTE)
                        .color(tokens.quiet),
                );
                if job.kind.can_be_cancelled() && ui.button(RichText::new("Cancel").size(text::NOTE)).clicked() {
                    cx.send(Command::Cancel(job.id));
                }
                if jobs.len() > 1 {
                    ui.label(
                        RichText::new(format!("and {} more", jobs.len() - 1)).size(text::NOTE).color(tokens.quiet),
                    );
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(loaded) = cx.ws.loaded().filter(|_| cx.ws.is_open()) {
                let rows = format!("{} rows", thousands(loaded.data.account.rows_in));
                ui.label(RichText::new(rows).size(text::NOTE).color(tokens.quiet));
            }
            let n = cx.ws.messages().len();
            if n > 0 {
                let words = if n == 1 { "1 message".to_owned() } else { format!("{n} messages") };
                let button = ui.button(RichText::new(words).size(text::NOTE));
                if button.clicked() {
                    cx.view.shows_messages = !cx.view.shows_messages;
                }
            }
            if let Some(worst) = worst_frame {
                let words = format!("longest frame of 5 s: {:.1} ms", worst * 1000.0);
                ui.label(RichText::new(words).size(text::NOTE).color(tokens.quiet));
            }
        });
    });
    if cx.view.shows_messages {
        messages(ui, cx);
    }
}

/// The rest of the present step where it can be told, else how long the job has run.
fn remaining(left: Option<f64>, elapsed: f64) -> String {
    match left {
        Some(seconds) => format!("{} left", duration(seconds)),
        None if elapsed > 1.0 => duration(elapsed),
        None => String::new(),
    }
}

fn messages(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let mut open = true;
    egui::Window::new("Messages")
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
                    ui.label(RichText::new(say(ui.ctx(), &message.said)).color(color));
                    ui.add_space(gap::SMALL);
                }
            });
        });
    cx.view.shows_messages = open;
}
