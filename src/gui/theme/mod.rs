//! The look: tokens for colour, space and type, and what they make of egui's style.

mod fonts;
mod tokens;

mod style;

pub use fonts::missing_glyphs;
pub use style::{apply, semibold};
pub use tokens::{Tokens, gap, text};
