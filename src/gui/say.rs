//! The window's words, from wherever something is drawn: they lie beside egui's own state.

use std::sync::Arc;

use egui::{Context, Id};

use crate::base::Said;
use crate::words::{LANGUAGES, Words};

fn place() -> Id {
    Id::unique("words")
}

/// From now on the window speaks these.
pub fn speak(ctx: &Context, words: Words) {
    ctx.data_mut(|data| data.insert_temp(place(), Arc::new(words)));
}

/// The words that the window speaks.
pub fn words(ctx: &Context) -> Arc<Words> {
    let spoken = ctx.data(|data| data.get_temp(place()));
    spoken.unwrap_or_else(|| {
        speak(ctx, Words::of(&LANGUAGES[0]));
        ctx.data(|data| data.get_temp(place())).unwrap_or_else(|| Arc::new(Words::of(&LANGUAGES[0])))
    })
}

/// The words of something that is said, or of an error.
pub fn say(ctx: &Context, said: impl Into<Said>) -> String {
    words(ctx).say(said)
}
