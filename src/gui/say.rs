//! The window's words, from wherever something is drawn: they lie beside egui's own state.

use std::sync::Arc;

use egui::{Context, Id};

use crate::base::Said;
use crate::said;
use crate::words::{LANGUAGES, Words};

/// Where they lie.
fn place() -> Id {
    Id::unique("words")
}

/// Speaks these words from the next frame on.
pub fn speak(ctx: &Context, words: Words) {
    let spoke_before = ctx.data_mut(|data| {
        let before = data.get_temp::<Arc<Words>>(place()).is_some();
        data.insert_temp(place(), Arc::new(words));
        before
    });
    if spoke_before {
        // Windows and lists of choices keep the size that the words had when they were opened.
        ctx.memory_mut(egui::Memory::reset_areas);
        ctx.request_repaint();
    }
}

/// The words that the window speaks.
pub fn words(ctx: &Context) -> Arc<Words> {
    let english = || Arc::new(Words::of(&LANGUAGES[0]));
    ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_insert_with(place(), english)))
}

/// The words of something that is said, or of an error.
pub fn say(ctx: &Context, said: impl Into<Said>) -> String {
    words(ctx).say(said)
}

/// A share as percent with this many digits behind the point.
pub fn percent(share: f64, digits: usize) -> Said {
    said!("figure-percent", n = format!("{:.digits$}", share * 100.0))
}
