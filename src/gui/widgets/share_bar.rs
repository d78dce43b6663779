//! A thin bar split by what each model adds.

use egui::{CornerRadius, Rect, Sense, Ui, pos2, vec2};

use crate::gui::say::words;
use crate::gui::series::Series;
use crate::gui::theme::Tokens;
use crate::said;

/// Draws the shares (summing to 1 at the most) over `width`.
pub fn show(ui: &mut Ui, tokens: &Tokens, models: &[Series], shares: &[f32], width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(2), tokens.line);
    let mut left = rect.left();
    for (model, share) in models.iter().zip(shares) {
        let right = left + rect.width() * share;
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        ui.painter().rect_filled(part, CornerRadius::same(1), model.color);
        left = right;
    }
    response.on_hover_ui(|ui| {
        let words = words(ui);
        for (model, share) in models.iter().zip(shares) {
            let share = words.say(said!("figure-percent", n = format!("{:.0}", share * 100.0)));
            ui.label(format!("{} {share}", model.name));
        }
    });
}
