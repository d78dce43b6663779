//! How a model looks everywhere: its name and its colour.

use egui::Color32;

use super::theme::Tokens;
use crate::models::{ComponentId, ModelKind};
use crate::pipeline::PipelineConfig;
use crate::words::Words;

/// A model in plots, tables and sliders.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name on the screen.
    pub name: String,
    /// What it does.
    pub meaning: String,
    /// Its colour: that of its kind; a second one of the kind has it in another shade.
    pub color: Color32,
}

impl Series {
    /// The look of a model of the settings, or of the kind of this name where it takes no part.
    pub fn of(id: &ComponentId, config: &PipelineConfig, tokens: &Tokens, words: &Words) -> Self {
        let component = config.component(id);
        let Some(kind) = component.map(|c| c.model.kind()).or_else(|| ModelKind::named(id.as_str())) else {
            return Self { name: id.to_string(), meaning: String::new(), color: tokens.quiet };
        };
        let name = words.say(component.map_or_else(|| kind.label(), |c| c.label()));
        let alike = config.models.iter().filter(|other| other.model.kind() == kind);
        let place = alike.take_while(|other| other.id != *id).count();
        let own = tokens.of_pair(kind.info().color);
        let color = match place % 3 {
            0 => own,
            1 => own.lerp_to_gamma(Color32::BLACK, 0.4),
            _ => own.lerp_to_gamma(Color32::WHITE, 0.5),
        };
        Self { name, meaning: words.say(kind.meaning()), color }
    }
}
