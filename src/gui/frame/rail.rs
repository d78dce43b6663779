//! The stages along the left edge, each with its state and one figure.

use std::path::Path;

use egui::{
    Align, Align2, CornerRadius, FontId, Key, KeyboardShortcut, Layout, Modifiers, RichText, Sense, Theme,
    ThemePreference, Ui, WidgetInfo, pos2, vec2,
};

use crate::base::Said;
use crate::data::sample;
use crate::gui::context::ViewContext;
use crate::gui::prompts::PathPrompt;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{focus_ring, state_words};
use crate::metrics::Metric;
use crate::said;
use crate::workspace::{Command, Stage, StageState, Workspace};

/// Width of the rail.
pub const WIDTH: f32 = 200.0;
/// Its width in a narrow window, where figures give way.
pub const NARROW_WIDTH: f32 = 144.0;

/// Draws the rail.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    ui.label(RichText::new("Tastebench").font(semibold(17.0)).color(cx.tokens.ink));
    let name = cx.say(project_name(cx.ws));
    ui.add(egui::Label::new(RichText::new(name).size(text::NOTE).color(cx.tokens.quiet)).truncate());
    let words = match (cx.ws.has_unsaved_work(), cx.ws.project_path()) {
        (true, _) => said!("rail-not-saved"),
        (false, Some(_)) => said!("rail-saved"),
        (false, None) => said!("rail-no-project"),
    };
    ui.label(RichText::new(cx.say(words)).size(text::NOTE).color(cx.tokens.quiet));
    ui.add_space(gap::GROUP);
    ui.spacing_mut().item_spacing.y = 2.0;
    for stage in Stage::ALL {
        stage_row(ui, cx, stage);
    }
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        ui.spacing_mut().item_spacing = vec2(gap::SMALL, gap::SMALL);
        theme_switch(ui, cx);
        ui.horizontal(|ui| {
            let [undo, redo] =
                [said!("action-undo"), said!("action-redo")].map(|words| egui::Button::new(cx.say(words)));
            let shortcut = |modifiers| ui.ctx().format_shortcut(&KeyboardShortcut::new(modifiers, Key::Z));
            let nothing = |said: Said| cx.words.say(said);
            let (back, forth) = (shortcut(Modifiers::COMMAND), shortcut(Modifiers::COMMAND | Modifiers::SHIFT));
            let back_to = cx.view.undo(cx.ws);
            if ui
                .add_enabled(back_to.is_some(), undo)
                .on_hover_text(back)
                .on_disabled_hover_text(nothing(said!("rail-nothing-to-undo")))
                .clicked()
            {
                cx.commands.extend(back_to);
            }
            if ui
                .add_enabled(cx.ws.can_redo(), redo)
                .on_hover_text(forth)
                .on_disabled_hover_text(nothing(said!("rail-nothing-to-redo")))
                .clicked()
            {
                cx.send(Command::Redo);
            }
        });
        ui.horizontal(|ui| {
            if ui.button(cx.say(said!("action-save"))).on_hover_text(cx.say(said!("rail-save-why"))).clicked() {
                match cx.ws.project_path().map(Path::to_owned) {
                    Some(path) => cx.send(Command::Save(path)),
                    None => cx.view.prompt = Some(PathPrompt::save(&cx.ws.config().data.events)),
                }
            }
            if ui.button(cx.say(said!("action-close"))).on_hover_text(cx.say(said!("rail-close-why"))).clicked() {
                cx.send(Command::Close);
            }
        });
    });
}

fn stage_row(ui: &mut Ui, cx: &mut ViewContext<'_>, stage: Stage) {
    let tokens = cx.tokens;
    let state = cx.ws.stage_state(stage);
    let (color, word) = state_words(tokens, state);
    let (word, name) = (cx.say(word), cx.say(stage.label()));
    let chosen = cx.view.stage == stage;
    let height = if cx.is_narrow { 34.0 } else { 48.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::Button, true, chosen, &name));
    let fill = if chosen {
        tokens.accent_soft
    } else if response.hovered() {
        tokens.ground
    } else {
        tokens.surface
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(6), fill);
    let dot = pos2(rect.left() + 14.0, rect.top() + 17.0);
    if state == StageState::Empty {
        painter.circle_stroke(dot, 4.0, egui::Stroke::new(1.5, tokens.quiet));
    } else {
        painter.circle_filled(dot, 4.5, color);
    }
    let ink = if chosen { tokens.accent } else { tokens.ink };
    let left = rect.left() + 28.0;
    painter.text(pos2(left, rect.top() + 17.0), Align2::LEFT_CENTER, name, semibold(text::BODY), ink);
    let figure = key_figure(cx, stage).map(|figure| cx.say(figure));
    if !cx.is_narrow {
        let at = pos2(left, rect.top() + 34.0);
        let words = figure.as_ref().unwrap_or(&word);
        painter.text(at, Align2::LEFT_CENTER, words, FontId::proportional(text::NOTE), tokens.quiet);
    }
    let hover = match figure.filter(|_| state != StageState::Failed) {
        Some(figure) => cx.say(said!("rail-state", state = word, figure = figure)),
        None => word,
    };
    focus_ring(ui, tokens, &response);
    if response.on_hover_text(hover).clicked() {
        cx.view.stage = stage;
    }
}

/// The one figure of a stage.
fn key_figure(cx: &ViewContext<'_>, stage: Stage) -> Option<Said> {
    let (ws, words) = (cx.ws, cx.words);
    match stage {
        Stage::Data => ws.loaded().map(|d| said!("n-events", n = d.profile.events)),
        Stage::Features => {
            let loaded = ws.loaded()?;
            let on = loaded.features.iter().filter(|f| ws.config().features.setting(&f.name, f.kind).enabled).count();
            Some(said!("rail-features", on = on, all = loaded.features.len()))
        }
        Stage::Models => {
            let trained =
                ws.config().models.iter().filter(|m| ws.models().model_state(&m.id) == StageState::Done).count();
            Some(said!("rail-trained", trained = trained, all = ws.config().models.len()))
        }
        Stage::Blend => {
            let figures = ws.blend().figures()?;
            let metric = Metric::Ndcg.at(cx.view.list_length(ws));
            let value = figures.table.get(metric)?;
            Some(said!("rail-metric", metric = metric.label(), value = words.percent(value.mean, value.interval)))
        }
        Stage::Preview => {
            let loaded = ws.loaded()?;
            if ws.preview().is_visitor() {
                return Some(said!("rail-visitor"));
            }
            let user = ws.preview_user()?;
            Some(said!("rail-user", user = loaded.data.interactions.users.id(user as usize)))
        }
    }
}

/// The name of what is open, for the screen.
pub fn project_name(ws: &Workspace) -> Said {
    let path = ws.project_path().unwrap_or(&ws.config().data.events);
    if sample::is_inside(path) {
        return said!("project-sample-shop");
    }
    Said::plain(path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()))
}

fn theme_switch(ui: &mut Ui, cx: &ViewContext<'_>) {
    let now = ui.ctx().theme();
    let (words, other) = match now {
        Theme::Dark => (said!("rail-light"), ThemePreference::Light),
        Theme::Light => (said!("rail-dark"), ThemePreference::Dark),
    };
    if ui.button(cx.say(words)).on_hover_text(cx.say(said!("rail-theme-why"))).clicked() {
        ui.ctx().set_theme(other);
    }
}
