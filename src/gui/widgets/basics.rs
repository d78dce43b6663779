//! Cards, headings, key figures, fields, empty states.

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align, Button, Color32, CornerRadius, FontId, Frame, Id, Label, Layout, Margin, Modal, ModalResponse, ProgressBar,
    Response, RichText, Stroke, TextFormat, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, vec2,
};

use crate::base::Said;
use crate::gui::say::say;
use crate::gui::theme::{Tokens, gap, semibold, text};
use crate::said;
use crate::workspace::StageState;

/// A surface with a quiet line around it.
pub fn card<R>(ui: &mut Ui, tokens: &Tokens, content: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::same(gap::GROUP as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui)
        })
        .inner
}

/// A question over the window, with the margins of a card.
pub fn modal<R>(ui: &Ui, id: &'static str, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(gap::GROUP as i8));
    Modal::new(Id::unique(id)).frame(frame).show(ui.ctx(), content)
}

/// A stage's title, and a sentence next to it where there is room.
pub fn title(ui: &mut Ui, tokens: &Tokens, title: impl Into<Said>, sentence: impl Into<Said>) {
    let (title, sentence) = (say(ui, title), say(ui, sentence));
    ui.horizontal(|ui| {
        let title = ui.label(RichText::new(title).font(semibold(20.0)).color(tokens.ink));
        ui.add_space(gap::MEDIUM);
        let words = WidgetText::from(RichText::new(&sentence).color(tokens.quiet));
        let words = words.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Body);
        // All of it, or what the pointer finds: half a sentence says nothing.
        if words.size().x <= ui.available_width() {
            ui.label(words);
        } else {
            title.on_hover_text(sentence);
        }
    });
    ui.add_space(gap::MEDIUM);
}

/// A heading inside a card or panel.
pub fn heading(ui: &mut Ui, words: impl Into<Said>) {
    ui.label(RichText::new(say(ui, words)).heading());
}

/// Small, quiet text.
pub fn note(ui: &mut Ui, tokens: &Tokens, words: impl Into<Said>) -> Response {
    ui.label(RichText::new(say(ui, words)).size(text::NOTE).color(tokens.quiet))
}

/// A line that is cut where its room ends. One tooltip has all of it, and then `more`.
pub fn cut_line(ui: &mut Ui, line: RichText, more: &str) -> Response {
    let all = line.text().to_owned();
    // The label's own tooltip would be a second one.
    ui.add(Label::new(line).truncate().show_tooltip_when_elided(false)).on_hover_ui(|ui| {
        ui.label(&all);
        if more != all {
            ui.label(more);
        }
    })
}

/// A dot and its name in a legend, as one label, so that no line ends between them.
pub fn legend_entry(ui: &mut Ui, tokens: &Tokens, color: Color32, name: &str) {
    let format = |color| TextFormat::simple(FontId::proportional(text::NOTE), color);
    let mut words = LayoutJob::default();
    words.append("● ", 0.0, format(color));
    words.append(name, 0.0, format(tokens.quiet));
    let label = ui.add(Label::new(words).extend());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
}

/// A big number with its name above and a remark below.
pub fn key_figure(ui: &mut Ui, tokens: &Tokens, name: impl Into<Said>, figure: &str, remark: impl Into<Said>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        note(ui, tokens, name);
        let size = if ui.available_width() < 110.0 { 20.0 } else { text::FIGURE };
        ui.add(Label::new(RichText::new(figure).font(semibold(size)).color(tokens.ink)).extend());
        let remark = RichText::new(say(ui, remark)).size(text::NOTE).color(tokens.quiet);
        ui.add(Label::new(remark).wrap());
    });
}

/// The button for the next step: one a screen.
pub fn primary_button(ui: &mut Ui, tokens: &Tokens, words: impl Into<Said>) -> Response {
    let label = RichText::new(say(ui, words)).color(tokens.on_accent).font(semibold(text::BODY));
    ui.add(Button::new(label).fill(tokens.accent).stroke(Stroke::NONE).min_size(vec2(0.0, 32.0)))
}

/// A name on the left, a control on the right edge.
pub fn setting<R>(ui: &mut Ui, name: impl Into<Said>, why: impl Into<Said>, control: impl FnOnce(&mut Ui) -> R) -> R {
    let (name, why) = (say(ui, name), say(ui, why));
    ui.horizontal(|ui| {
        ui.set_min_height(gap::ROW);
        ui.label(name).on_hover_text(why);
        ui.with_layout(Layout::right_to_left(Align::Center), control).inner
    })
    .inner
}

/// What stands where nothing is yet: what it will be and what to do.
pub fn empty_state(ui: &mut Ui, tokens: &Tokens, title: impl Into<Said>, words: impl Into<Said>) {
    let (title, words) = (say(ui, title), say(ui, words));
    ui.add_space(ui.available_height() * 0.28);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(title).font(semibold(18.0)).color(tokens.ink));
        ui.add_space(gap::SMALL);
        ui.label(RichText::new(words).color(tokens.quiet));
        ui.add_space(gap::GROUP);
    });
}

/// A failure in words, on a quiet ground with a line in the colour of failure.
pub fn failure(ui: &mut Ui, tokens: &Tokens, words: impl Into<Said>) {
    let words = say(ui, words);
    Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.bad))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(words).color(tokens.bad));
        });
}

/// How far something is, 0 to 1, on a track that shows where the end is.
pub fn progress(ui: &mut Ui, tokens: &Tokens, fraction: Option<f32>, width: f32) {
    ui.scope(|ui| {
        ui.visuals_mut().extreme_bg_color = tokens.line;
        let bar = ProgressBar::new(fraction.unwrap_or(0.0)).desired_width(width).desired_height(6.0);
        ui.add(bar.fill(tokens.accent));
    });
}

/// The colour and the word of a state.
pub fn state_words(tokens: &Tokens, state: StageState) -> (Color32, Said) {
    match state {
        StageState::Empty => (tokens.line, said!("state-empty")),
        StageState::Stale => (tokens.warning, said!("state-stale")),
        StageState::Running => (tokens.accent, said!("state-running")),
        StageState::Done => (tokens.good, said!("state-done")),
        StageState::Failed => (tokens.bad, said!("state-failed")),
    }
}

/// A dot in the colour of a state, its word for the pointer and for screen readers.
pub fn state_dot(ui: &mut Ui, tokens: &Tokens, state: StageState) {
    let (color, word) = state_words(tokens, state);
    let (rect, response) = ui.allocate_exact_size(vec2(10.0, 10.0), egui::Sense::hover());
    if state == StageState::Empty {
        ui.painter().circle_stroke(rect.center(), 4.0, Stroke::new(1.5, tokens.quiet));
    } else {
        ui.painter().circle_filled(rect.center(), 4.5, color);
    }
    response.on_hover_text(say(ui, word));
}

/// A line around what has the keyboard, where egui draws none.
pub fn focus_ring(ui: &Ui, tokens: &Tokens, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(response.rect.shrink(1.0), CornerRadius::same(5), stroke, egui::StrokeKind::Inside);
    }
}
