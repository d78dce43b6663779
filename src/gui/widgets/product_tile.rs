//! A product as a shop would show it: drawn cover, title, brand, price, what speaks for it.

use egui::{Align2, Color32, CornerRadius, Label, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use super::listed::Listed;
use super::{act_buttons, move_mark, share_bar, why};
use crate::data::{Act, AttributeKind};
use crate::gui::say::say;
use crate::gui::theme::{Tokens, semibold, text};
use crate::ranking::Move;
use crate::said;

/// The least width of a tile.
pub const MIN_WIDTH: f32 = 148.0;
/// Its height.
const HEIGHT: f32 = 208.0;

/// Draws the tile of the list's entry `at`, `width` wide. What was done with it.
pub fn show(
    ui: &mut Ui,
    tokens: &Tokens,
    listed: Listed<'_>,
    at: usize,
    acts: &[(Act, f64)],
    width: f32,
) -> Option<Act> {
    let Listed { data, preview, models, .. } = listed;
    let entry = &preview.list.entries[at];
    let is_hit = preview.held_out.binary_search(&entry.item).is_ok();
    let item = entry.item as usize;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let painter = ui.painter();
    let line = if is_hit { Stroke::new(2.0, tokens.good) } else { Stroke::new(1.0, tokens.line) };
    painter.rect(rect, CornerRadius::same(6), tokens.surface, line, egui::StrokeKind::Inside);
    let title = data.item_name(item);
    let category = data.item_attributes.category().and_then(|c| c.text(item)).unwrap_or_default();
    let cover = Rect::from_min_size(rect.min + vec2(1.0, 1.0), vec2(rect.width() - 2.0, 92.0));
    draw_cover(ui, cover, title, category);
    let painter = ui.painter();
    let badge = Rect::from_min_size(cover.min + vec2(8.0, 8.0), vec2(24.0, 20.0));
    painter.rect_filled(badge, CornerRadius::same(4), tokens.surface);
    painter.text(badge.center(), Align2::CENTER_CENTER, (at + 1).to_string(), semibold(text::NOTE), tokens.ink);
    let moved = preview.moved.as_ref().and_then(|moved| moved.entries.get(at));
    if let Some(moved) = moved.filter(|moved| **moved != Move::Stayed) {
        let mark = Rect::from_min_size(badge.right_top() + vec2(4.0, 0.0), move_mark::SIZE);
        painter.rect_filled(mark, CornerRadius::same(4), tokens.surface);
        move_mark::show(ui, tokens, mark.left_center(), at, *moved);
    }
    if is_hit {
        let mark = Rect::from_min_size(pos2(cover.right() - 60.0, cover.top() + 8.0), vec2(52.0, 20.0));
        painter.rect_filled(mark, CornerRadius::same(4), tokens.good);
        painter.text(
            mark.center(),
            Align2::CENTER_CENTER,
            say(ui, said!("tile-chosen")),
            semibold(text::NOTE),
            tokens.surface,
        );
    }
    let inner = Rect::from_min_max(pos2(rect.left() + 12.0, cover.bottom() + 8.0), rect.max - vec2(12.0, 10.0));
    let builder = egui::UiBuilder::new().max_rect(inner).layout(egui::Layout::top_down(egui::Align::Min));
    {
        // A child of its own: what it holds does not move the next tile.
        let ui = &mut ui.new_child(builder);
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut job = egui::text::LayoutJob::simple(
            title.to_owned(),
            egui::FontId::proportional(text::BODY),
            tokens.ink,
            inner.width(),
        );
        job.wrap.max_rows = 2;
        ui.allocate_ui(vec2(inner.width(), 36.0), |ui| {
            ui.set_min_height(36.0);
            // Words that could be marked would keep the tooltip away.
            ui.add(Label::new(job).selectable(false));
        });
        let brand = data.item_attributes.text(AttributeKind::Brand, item).unwrap_or(category);
        let brand = Label::new(RichText::new(brand).size(text::NOTE).color(tokens.quiet));
        ui.add(brand.truncate().show_tooltip_when_elided(false).selectable(false));
        let price = data.item_attributes.first(AttributeKind::Price).and_then(|p| p.number(item));
        let price = RichText::new(price.map_or(String::new(), |p| format!("{p:.2}"))).font(semibold(text::BODY));
        ui.add(Label::new(price).selectable(false));
        ui.add_space(4.0);
        share_bar::show(ui, tokens, models, &entry.shares(), inner.width());
    }
    response.on_hover_ui(|ui| why::show(ui, listed, at));
    let bar = Rect::from_min_max(
        pos2(cover.left() + 7.0, cover.bottom() - act_buttons::HEIGHT - 7.0),
        cover.max - vec2(7.0, 7.0),
    );
    let is_pointed_at = ui.rect_contains_pointer(rect);
    act_buttons::show(ui, tokens, bar, (at, title), acts, is_pointed_at).0
}

/// A cover in a colour of the title's own, with the category's letter. An identifier has none: its first digit says nothing.
fn draw_cover(ui: &Ui, rect: Rect, title: &str, category: &str) {
    let hash = title.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let hue = (hash % 360) as f32 / 360.0;
    let tone = |saturation, value| Color32::from(egui::ecolor::Hsva::new(hue, saturation, value, 1.0));
    let painter = ui.painter().with_clip_rect(rect);
    let radius = CornerRadius { nw: 5, ne: 5, sw: 0, se: 0 };
    painter.rect_filled(rect, radius, tone(0.28, 0.86));
    let at = |x: u64, y: u64| {
        pos2(rect.left() + rect.width() * (x % 97) as f32 / 97.0, rect.top() + rect.height() * (y % 89) as f32 / 89.0)
    };
    painter.circle_filled(at(hash >> 8, hash >> 16), 38.0, tone(0.34, 0.8));
    painter.circle_filled(at(hash >> 24, hash >> 32), 24.0, tone(0.22, 0.93));
    if let Some(letter) = [category, title].iter().find_map(|text| text.chars().next()).filter(|c| c.is_alphabetic()) {
        let letter = letter.to_uppercase().to_string();
        painter.text(rect.center(), Align2::CENTER_CENTER, letter, semibold(34.0), tone(0.62, 0.38));
    }
}
