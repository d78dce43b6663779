//! How an entry moved in its list, as a quiet mark.

use egui::{Align2, FontId, Pos2, Sense, Shape, Stroke, Ui, WidgetInfo, vec2};

use crate::gui::say::words;
use crate::gui::theme::{Tokens, text};
use crate::ranking::Move;
use crate::said;

/// The room that a mark takes.
pub const SIZE: egui::Vec2 = vec2(30.0, 20.0);

/// Draws a mark from the middle of its left edge.
pub fn show(ui: &Ui, tokens: &Tokens, left: Pos2, place: usize, moved: Move) {
    let (said, is_up) = match moved {
        Move::New => (said!("move-new"), None),
        Move::Rose(n) => (said!("move-up", n = n), Some((n, true))),
        Move::Fell(n) => (said!("move-down", n = n), Some((n, false))),
        Move::Stayed => return,
    };
    let rect = egui::Rect::from_min_size(left - vec2(0.0, SIZE.y / 2.0), SIZE);
    let response = ui.interact(rect, ui.scope_id().with(("moved", place)), Sense::hover());
    let words = words(ui);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Label, true, words.say(&said)));
    let painter = ui.painter();
    let font = FontId::proportional(text::NOTE);
    let Some((n, is_up)) = is_up else {
        painter.text(left + vec2(2.0, 0.0), Align2::LEFT_CENTER, words.say(said), font, tokens.accent);
        return;
    };
    // Drawn, as not every font has triangles.
    let tip = if is_up { -1.0 } else { 1.0 };
    let center = left + vec2(6.0, 0.0);
    let corners = [vec2(-4.0, -3.0 * tip), vec2(4.0, -3.0 * tip), vec2(0.0, 3.0 * tip)].map(|by| center + by);
    painter.add(Shape::convex_polygon(corners.to_vec(), tokens.quiet, Stroke::NONE));
    painter.text(left + vec2(13.0, 0.0), Align2::LEFT_CENTER, n.to_string(), font, tokens.quiet);
}
