//! The window's words, from wherever something is drawn: they lie beside egui's own state.

use std::sync::Arc;

use egui::{Context, Id};

use crate::base::Said;
use crate::words::{LANGUAGES, Words};

/// The words that the window speaks.
pub fn words(ctx: &Context) -> Arc<Words> {
    let english = || Arc::new(Words::of(&LANGUAGES[0]));
    ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_insert_with(Id::unique("words"), english)))
}

/// The words of something that is said, or of an error.
pub fn say(ctx: &Context, said: impl Into<Said>) -> String {
    words(ctx).say(said)
}
