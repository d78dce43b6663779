//! Messages over the lower right corner, each for some seconds or until it is closed.

use std::time::Duration;

use egui::{
    Align2, Area, Button, Context, CornerRadius, Frame, Id, Label, Margin, Order, RichText, Shadow, Stroke, Ui, vec2,
};

use crate::gui::say::{say, words};
use crate::gui::theme::{Tokens, gap, text};
use crate::said;
use crate::workspace::{Message, Severity};

/// Width of a message's text.
const WIDTH: f32 = 300.0;
/// Characters of a message; its place in the program says the rest.
const N_CHARS: usize = 220;
/// Seconds that a message stays after the pointer was on it.
const AFTER_POINTER: f64 = 2.0;
/// Messages at a time: an older one gives way.
const N_SHOWN: usize = 3;

/// The messages that are shown now.
#[derive(Default)]
pub struct Toasts {
    /// Messages that were shown already, or are being shown.
    n_seen: usize,
    shown: Vec<Toast>,
}

struct Toast {
    /// Its place among the messages.
    at: usize,
    /// When it goes, in seconds of the window's clock.
    until: f64,
}

impl Toasts {
    /// Messages of a project go when it is left.
    pub fn forget_project(&mut self) {
        self.shown.clear();
    }

    /// Draws what is new of `messages`, in the language of now, and lets go what was read. The pointer holds it. While all messages
    /// are listed, none is shown here.
    pub fn show(&mut self, ctx: &Context, messages: &[Message], are_listed: bool) {
        let now = ctx.input(|i| i.time);
        let new = self.n_seen..messages.len();
        for at in new {
            // The same message is not shown twice at a time.
            self.shown.retain(|toast| messages[toast.at].said != messages[at].said);
            self.shown.push(Toast { at, until: now + seconds(messages[at].severity) });
        }
        self.n_seen = messages.len();
        self.shown.drain(..self.shown.len().saturating_sub(N_SHOWN));
        if are_listed || self.shown.is_empty() {
            self.shown.clear();
            return;
        }
        let area =
            Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0));
        let drawn = area.show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = gap::SMALL;
            self.shown.retain(|toast| !show_one(ui, &messages[toast.at]));
        });
        if drawn.response.contains_pointer() {
            self.shown.iter_mut().for_each(|toast| toast.until = toast.until.max(now + AFTER_POINTER));
        }
        self.shown.retain(|toast| toast.until > now);
        if let Some(next) = self.shown.iter().map(|toast| toast.until).reduce(f64::min) {
            ctx.request_repaint_after(Duration::from_secs_f64(next - now));
        }
    }
}

/// How long a message stands.
fn seconds(severity: Severity) -> f64 {
    match severity {
        Severity::Info => 4.0,
        Severity::Warning => 8.0,
        Severity::Error => 12.0,
    }
}

/// Draws a message. Whether it was closed.
fn show_one(ui: &mut Ui, message: &Message) -> bool {
    let tokens = Tokens::of(ui.theme());
    let (mark, color) = match message.severity {
        Severity::Info => ("i", tokens.accent),
        Severity::Warning => ("!", tokens.warning),
        Severity::Error => ("!", tokens.bad),
    };
    let frame = Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(12, 8))
        .shadow(Shadow { offset: [0, 2], blur: 8, spread: 0, color: tokens.ink.gamma_multiply(0.15) });
    frame
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(mark).color(color).strong());
                let text = cut(&words(ui).say(&message.said), N_CHARS);
                ui.vertical(|ui| {
                    ui.set_width(WIDTH);
                    ui.add(Label::new(RichText::new(text).color(tokens.ink)).wrap());
                });
                let close = Button::new(RichText::new("×").size(text::BODY).color(tokens.quiet)).frame(false);
                let close = ui.add(close);
                let name = say(ui, said!("frame-close-message"));
                close.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
                close.on_hover_text(&name).clicked()
            })
            .inner
        })
        .inner
}

fn cut(text: &str, n: usize) -> String {
    if text.chars().count() <= n { text.to_owned() } else { text.chars().take(n - 1).chain(['…']).collect() }
}
