//! What the program says, in a language: sentences and labels by their keys, figures as people read them.
//!
//! A language is a file of Fluent (`assets/words`) and a line of [`LANGUAGES`]. What is said is made below as
//! [`Said`](crate::base::Said) and becomes words here.

mod language;
mod number;
mod speech;

mod figures;

pub use language::{LANGUAGES, Language};
pub use speech::Words;
