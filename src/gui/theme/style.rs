//! egui's style from the tokens.

use egui::style::{HandleShape, WidgetVisuals};
use egui::{Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, vec2};

use super::fonts;
use super::tokens::{Tokens, text};

/// Sets fonts and both themes' styles.
pub fn apply(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| set(style, theme));
    }
}

/// Type of headings and key figures.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SEMIBOLD.into()))
}

fn set(style: &mut Style, theme: Theme) {
    let t = Tokens::of(theme);
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(text::NOTE)),
        (TextStyle::Body, FontId::proportional(text::BODY)),
        (TextStyle::Button, FontId::proportional(text::BODY)),
        (TextStyle::Monospace, FontId::monospace(text::BODY)),
        (TextStyle::Heading, semibold(text::HEADING)),
    ]
    .into();
    style.drag_value_text_style = TextStyle::Body;
    style.animation_time = 0.1;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 8.0);
    spacing.button_padding = vec2(12.0, 5.0);
    spacing.interact_size = vec2(32.0, 28.0);
    spacing.slider_rail_height = 4.0;
    spacing.combo_width = 120.0;
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(16);
    spacing.scroll = egui::style::ScrollStyle::solid();
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.bar_inner_margin = 4.0;
    spacing.scroll.foreground_color = false;

    let v = &mut style.visuals;
    v.dark_mode = theme == Theme::Dark;
    v.override_text_color = None;
    v.weak_text_color = Some(t.quiet);
    v.panel_fill = t.ground;
    v.window_fill = t.surface;
    v.window_stroke = Stroke::new(1.0, t.line);
    v.window_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: egui::Color32::from_black_alpha(40) };
    v.popup_shadow = v.window_shadow;
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(6);
    v.extreme_bg_color = t.surface;
    v.text_edit_bg_color = Some(t.surface);
    v.faint_bg_color = t.ground;
    v.code_bg_color = t.ground;
    v.hyperlink_color = t.accent;
    v.error_fg_color = t.bad;
    v.warn_fg_color = t.warning;
    v.selection.bg_fill = t.accent_soft;
    v.selection.stroke = Stroke::new(1.0, t.accent);
    v.slider_trailing_fill = true;
    v.handle_shape = HandleShape::Circle;
    v.striped = false;
    v.indent_has_left_vline = false;

    let visuals = |fill, line, ink| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(5),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    v.widgets.noninteractive = visuals(t.surface, t.line, t.ink);
    v.widgets.inactive = visuals(t.surface, t.line, t.ink);
    v.widgets.hovered = visuals(t.ground, t.quiet, t.ink);
    v.widgets.active = visuals(t.accent_soft, t.accent, t.ink);
    v.widgets.open = visuals(t.ground, t.accent, t.ink);
}
