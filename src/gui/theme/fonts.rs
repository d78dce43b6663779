//! Inter with tabular figures; behind it Noto Sans SC, so that Chinese shows on every machine.

use std::sync::Arc;

use egui::epaint::text::{GlyphBitmap, GlyphRasterizer, RasterizedGlyph};
use egui::{Color32, ColorImage, FontData, FontDefinitions, FontFamily, vec2};

/// Family of headings and key figures.
pub const SEMIBOLD: &str = "semibold";

/// The program's fonts; egui's own stay behind them for symbols.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("Inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    add("Inter SemiBold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    add("Noto Sans SC", include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf"));
    let own = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| {
        let mut names = vec![first.to_owned(), "Noto Sans SC".to_owned()];
        names.extend(own.iter().cloned());
        names
    };
    fonts.families.insert(FontFamily::Proportional, family("Inter"));
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), family("Inter SemiBold"));
    if let Some(monospace) = fonts.families.get_mut(&FontFamily::Monospace) {
        monospace.push("Noto Sans SC".to_owned());
    }
    fonts
}

/// Draws a hollow box for what no font has, neither the program's nor the system's: Inter has nothing for it, and a name must not vanish.
pub fn missing_glyphs() -> GlyphRasterizer {
    GlyphRasterizer::new("tastebench::missing", |request| {
        let is_drawn = !request.cluster.chars().all(is_unseen);
        is_drawn.then(|| {
            let [width, height] = [0.5, 0.7].map(|part| (part * request.font_size_px).round().max(3.0) as usize);
            let mut image = ColorImage::filled([width, height], Color32::TRANSPARENT);
            for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
                if x == 0 || y == 0 || x + 1 == width || y + 1 == height {
                    image[(x, y)] = Color32::WHITE;
                }
            }
            let space = (0.1 * request.font_size_px).round();
            let bitmap = GlyphBitmap { image, offset_px: vec2(space, -(height as f32)), is_color: false };
            RasterizedGlyph { bitmap, advance_px: width as f32 + 2.0 * space }
        })
    })
}

/// Characters that take no room: controls, joiners, marks of direction, selectors of variants.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use egui::{FontId, RawInput};

    use super::*;

    /// What is drawn of a text with the program's own fonts alone.
    fn drawn(text: &str) -> bool {
        let ctx = egui::Context::default();
        ctx.set_fonts(definitions());
        ctx.add_glyph_rasterizer(missing_glyphs());
        let mut is_drawn = false;
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(14.0), Color32::WHITE);
            is_drawn = galley.rows.iter().flat_map(|row| &row.glyphs).all(|glyph| !glyph.uv_rect.is_nothing());
        });
        // egui asserts that textures are handed to a renderer: here is none.
        output.textures_delta.clear();
        is_drawn
    }

    #[test]
    fn what_no_font_has_is_a_box_and_never_nothing() {
        for text in ["Plain", "\u{e01}\u{e02}", "\u{c548}\u{b155}", "\u{1f9ff}"] {
            assert!(drawn(text), "{text}");
        }
        assert!(!drawn("\u{200b}"), "what takes no room has no box");
    }
}
