//! A slider for each model, and what can be done with all of them.

use egui::{Align, Button, Layout, RichText, Ui};

use crate::base::Said;
use crate::blend::Normalization;
use crate::gui::context::ViewContext;
use crate::gui::theme::{gap, text};
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::fields::combo;
use crate::gui::widgets::weight_slider::{self, Moved};
use crate::said;
use crate::workspace::{BlendCommand, BlendFigures, Job, NodeId};

/// Draws the sliders.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, figures: &BlendFigures, k: usize) {
    let tokens = cx.tokens;
    ui.horizontal(|ui| {
        heading(ui, said!("blend-sliders"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let now = cx.ws.config().blend.normalization;
            let mut chosen = now;
            combo(ui, said!("blend-scale-name"), now.label(), |ui| {
                for choice in Normalization::ALL {
                    ui.selectable_value(&mut chosen, choice, cx.words.say(choice.label()));
                }
            });
            if chosen != now {
                cx.edit(|config| config.blend.normalization = chosen);
            }
            note(ui, tokens, said!("blend-scale"));
        });
    });
    let ids = cx.ws.config().model_ids();
    if ids.len() > 1 {
        actions(ui, cx, figures, k);
    }
    ui.add_space(gap::SMALL);
    for (model, weight) in ids.iter().cloned().zip(cx.ws.weights()) {
        let is_blended = cx.ws.has_slider(&model);
        let is_locked = cx.ws.config().blend.locked.contains(&model);
        let series = cx.series(&model);
        // Where all others are locked, there is nobody to take or give.
        let is_free = ids.len() == 1 || ids.iter().any(|id| *id != model && !cx.ws.config().blend.locked.contains(id));
        let held = match (is_blended, is_locked, is_free) {
            (false, ..) => Some(said!("blend-not-trained")),
            (_, true, _) => Some(said!("weight-is-locked")),
            (.., false) => Some(said!("blend-others-locked")),
            _ => None,
        };
        match weight_slider::show(ui, tokens, &series, weight, is_locked, held.as_ref()) {
            Moved::Dragged(to) => cx.send(BlendCommand::Drag(model, to)),
            Moved::Set(to) => cx.send(BlendCommand::Set(model, to)),
            Moved::Grabbed => cx.send(BlendCommand::ShowCurve(model)),
            Moved::Locked(is_locked) => cx.send(BlendCommand::Lock(model, is_locked)),
            Moved::Not => {}
        }
    }
}

/// What can be done with all weights at once.
fn actions(ui: &mut Ui, cx: &mut ViewContext<'_>, figures: &BlendFigures, k: usize) {
    let metric = cx.view.metric.at(k);
    let label = metric.label();
    let best = figures.gain(metric).map(|gain| gain.model.clone());
    let is_tuning = cx.ws.running().iter().any(|job| job.kind == Job::Make(NodeId::Tuned));
    let can_tune = cx.ws.blend().scores.fresh().is_some() && !is_tuning;
    let ids = cx.ws.config().model_ids();
    let [now, saved] = [cx.ws.config(), cx.ws.saved_config()].map(|config| config.blend.weights_of(&ids));
    let can_reset = now != saved;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
        let button = |ui: &mut Ui, why_not: Option<Said>, words: Said, why: Said| {
            let words = RichText::new(cx.say(words)).size(text::NOTE);
            let button = ui.add_enabled(why_not.is_none(), Button::new(words)).on_hover_text(cx.say(why));
            let why_not = why_not.map(|why_not| cx.say(why_not)).unwrap_or_default();
            button.on_disabled_hover_text(why_not).clicked()
        };
        let coming = || said!("blend-scores-coming");
        let mut asked = None;
        if button(ui, None, said!("blend-equal"), said!("blend-equal-hint")) {
            asked = Some(BlendCommand::Equal);
        }
        let name = best.as_ref().map_or(String::new(), |best| cx.series(best).name);
        let why = said!("blend-only-hint", model = name, metric = label.clone());
        if button(ui, best.is_none().then(coming), said!("blend-only"), why) {
            asked = best.map(BlendCommand::Only);
        }
        let why_not = (!can_tune).then(|| if is_tuning { said!("step-tuning") } else { coming() });
        if button(ui, why_not, said!("blend-tune"), said!("blend-tune-hint", metric = label)) {
            asked = Some(BlendCommand::Tune(metric));
        }
        if button(ui, (!can_reset).then(|| said!("blend-reset-not")), said!("blend-reset"), said!("blend-reset-hint")) {
            asked = Some(BlendCommand::Reset);
        }
        if let Some(command) = asked {
            cx.send(command);
        }
    });
}
