//! Small buttons by which something is done as the previewed user. Their place is kept; they show where the pointer or the
//! keyboard is.

use egui::{Align2, CornerRadius, FontId, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::data::Act;
use crate::gui::say::words;
use crate::gui::theme::{Tokens, text};
use crate::said;

/// Height of the buttons.
pub const HEIGHT: f32 = 22.0;
/// Space between them.
const GAP: f32 = 4.0;

/// Lays buttons for the acts over `rect`, for the item called `name` at a place of a list. The act that was chosen, and whether
/// the buttons show.
pub fn show(
    ui: &Ui,
    tokens: &Tokens,
    rect: Rect,
    (place, name): (usize, &str),
    acts: &[(Act, f64)],
    is_pointed_at: bool,
) -> (Option<Act>, bool) {
    // Each has the width of its word and the same share of the rest.
    let words = words(ui);
    let short: Vec<String> = acts.iter().map(|(act, _)| words.say(said!("act-short", act = key(*act)))).collect();
    let width_of = |word: &String| {
        let font = FontId::proportional(text::NOTE);
        ui.painter().layout_no_wrap(word.clone(), font, tokens.ink).size().x
    };
    let widths: Vec<f32> = short.iter().map(width_of).collect();
    let n = acts.len().max(1) as f32;
    let around = (rect.width() - (n - 1.0) * GAP - widths.iter().sum::<f32>()) / n;
    let mut left = rect.left();
    let buttons: Vec<(Act, Response)> = acts
        .iter()
        .zip(&widths)
        .enumerate()
        .map(|(at, (&(act, _), width))| {
            let rect = Rect::from_min_size(pos2(left, rect.top()), vec2(width + around, rect.height()));
            left = rect.right() + GAP;
            // Numbered by place, so that the keyboard stays where it is when the list follows.
            let response = ui.interact(rect, ui.scope_id().with(("act", place, at)), Sense::click());
            response.widget_info(|| {
                let words = words.say(said!("act-full", act = key(act), item = name));
                WidgetInfo::labeled(egui::accesskit::Role::Button, true, words)
            });
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            (act, response)
        })
        .collect();
    let is_shown = is_pointed_at || buttons.iter().any(|(_, response)| response.has_focus());
    for ((_, response), word) in buttons.iter().zip(&short).filter(|_| is_shown) {
        let is_active = response.hovered() || response.has_focus();
        let (fill, line, ink) = match is_active {
            true => (tokens.accent_soft, tokens.accent, tokens.accent),
            false => (tokens.surface, tokens.line, tokens.ink),
        };
        let painter = ui.painter();
        let line = Stroke::new(1.0, line);
        painter.rect(response.rect, CornerRadius::same(5), fill, line, egui::StrokeKind::Inside);
        let font = FontId::proportional(text::NOTE);
        painter.text(response.rect.center(), Align2::CENTER_CENTER, word, font, ink);
    }
    let chosen = buttons.iter().find(|(_, response)| response.clicked()).map(|(act, _)| *act);
    (chosen, is_shown)
}

/// An act in sentences that are chosen by it.
pub fn key(act: Act) -> &'static str {
    match act {
        Act::View => "view",
        Act::Cart => "cart",
        Act::Purchase => "purchase",
        Act::Take => "take",
    }
}
