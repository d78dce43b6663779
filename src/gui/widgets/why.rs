//! What speaks for an entry of a list, in a tooltip.

use egui::{RichText, Ui};

use super::listed::Listed;
use crate::gui::say::say;

/// Lists the score, what each model adds to it, and the items of the history that say most.
pub fn show(ui: &mut Ui, Listed { data, preview, models, reasons }: Listed<'_>, at: usize) {
    let entry = &preview.list.entries[at];
    ui.label(RichText::new(data.item_name(entry.item as usize)).strong());
    ui.label(format!("score {:.3}", entry.score));
    for (model, part) in models.iter().zip(&entry.parts) {
        ui.label(format!("{}  {part:+.3}", model.name));
    }
    let reasons = reasons.and_then(|all| all.get(at));
    for because in reasons.into_iter().flatten() {
        let act = preview.acts.iter().rev().find(|(item, _)| *item == because.item);
        let when = act.map_or(String::new(), |(_, act)| format!(" ({} just now)", say(ui, act.done())));
        let share = because.share * 100.0;
        ui.label(format!("because of {}{when}  {share:.0} %", data.item_name(because.item as usize)));
    }
}
