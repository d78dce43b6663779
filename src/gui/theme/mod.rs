//! The look: tokens for colour, space and type, and what they make of egui's style.

mod fonts;
mod style;
mod tokens;

pub use style::{apply, semibold};
pub use tokens::{Tokens, gap, text};
