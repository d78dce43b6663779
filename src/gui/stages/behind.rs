//! Why figures and lists do not follow the settings, and what makes them follow.

use egui::{RichText, Ui};

use crate::gui::context::ViewContext;
use crate::gui::theme::text;
use crate::said;
use crate::workspace::{Behind, BlendCommand, Command, ModelsCommand, Stage, StageState};

/// One line, where something keeps them back; a failed split is said above every stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let Some(behind) = cx.ws.blend().behind() else { return };
    let is_coming = [Stage::Data, Stage::Models].map(|stage| cx.ws.stage_state(stage)).contains(&StageState::Running);
    if is_coming || cx.ws.data().split.status.error().is_some() {
        return;
    }
    let (words, action) = match behind {
        Behind::Untrained => (said!("behind-untrained"), said!("models-train-all")),
        Behind::Stopped => (said!("behind-stopped"), said!("action-try-again")),
        Behind::Sampled => (said!("behind-sampled"), said!("behind-all-users")),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(cx.say(words)).size(text::NOTE).color(cx.tokens.warning));
        if ui.link(RichText::new(cx.say(action)).size(text::NOTE)).clicked() {
            let command: Command = match behind {
                Behind::Untrained => ModelsCommand::Train(cx.ws.config().model_ids()).into(),
                Behind::Stopped | Behind::Sampled => BlendCommand::Again.into(),
            };
            cx.send(command);
        }
    });
}
