//! Small buttons by which something is done as the previewed user. Their place is kept; they show where the pointer or the
//! keyboard is.

use egui::{Align2, CornerRadius, FontId, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::data::Act;
use crate::gui::theme::{Tokens, text};

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
    let words = acts.iter().map(|(act, _)| {
        let font = FontId::proportional(text::NOTE);
        ui.painter().layout_no_wrap(short_word(*act).to_owned(), font, tokens.ink).size().x
    });
    let words: Vec<f32> = words.collect();
    let n = acts.len().max(1) as f32;
    let around = (rect.width() - (n - 1.0) * GAP - words.iter().sum::<f32>()) / n;
    let mut left = rect.left();
    let buttons: Vec<(Act, Response)> = acts
        .iter()
        .zip(&words)
        .enumerate()
        .map(|(at, (&(act, _), word))| {
            let rect = Rect::from_min_size(pos2(left, rect.top()), vec2(word + around, rect.height()));
            left = rect.right() + GAP;
            // Numbered by place, so that the keyboard stays where it is when the list follows.
            let response = ui.interact(rect, ui.scope_id().with(("act", place, at)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, full_words(act, name)));
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            (act, response)
        })
        .collect();
    let is_shown = is_pointed_at || buttons.iter().any(|(_, response)| response.has_focus());
    for (act, response) in buttons.iter().filter(|_| is_shown) {
        let is_active = response.hovered() || response.has_focus();
        let (fill, line, ink) = match is_active {
            true => (tokens.accent_soft, tokens.accent, tokens.accent),
            false => (tokens.surface, tokens.line, tokens.ink),
        };
        let painter = ui.painter();
        let line = Stroke::new(1.0, line);
        painter.rect(response.rect, CornerRadius::same(5), fill, line, egui::StrokeKind::Inside);
        let font = FontId::proportional(text::NOTE);
        painter.text(response.rect.center(), Align2::CENTER_CENTER, short_word(*act), font, ink);
    }
    let chosen = buttons.iter().find(|(_, response)| response.clicked()).map(|(act, _)| *act);
    (chosen, is_shown)
}

fn short_word(act: Act) -> &'static str {
    match act {
        Act::View => "View",
        Act::Cart => "Basket",
        Act::Purchase => "Buy",
        Act::Take => "Take",
    }
}

fn full_words(act: Act, name: &str) -> String {
    match act {
        Act::View => format!("View {name}"),
        Act::Cart => format!("Put {name} in the basket"),
        Act::Purchase => format!("Buy {name}"),
        Act::Take => format!("Take {name}"),
    }
}
