//! What speaks for an entry of a list, in a tooltip.

use egui::{RichText, Ui};

use super::act_buttons;
use super::listed::Listed;
use crate::gui::say::say;
use crate::said;

/// Lists the score, what each model adds to it, and the items of the history that say most.
pub fn show(ui: &mut Ui, Listed { data, preview, models, reasons }: Listed<'_>, at: usize) {
    let entry = &preview.list.entries[at];
    ui.label(RichText::new(data.item_name(entry.item as usize)).strong());
    ui.label(say(ui, said!("why-score", score = format!("{:.3}", entry.score))));
    for (model, part) in models.iter().zip(&entry.parts) {
        ui.label(format!("{}  {part:+.3}", model.name));
    }
    let reasons = reasons.and_then(|all| all.get(at));
    for because in reasons.into_iter().flatten() {
        let item = data.item_name(because.item as usize);
        let share = said!("figure-percent", n = format!("{:.0}", because.share * 100.0));
        let act = preview.acts.iter().rev().find(|(item, _)| *item == because.item);
        let words = match act {
            Some((_, act)) => said!("why-because-of-act", act = act_buttons::key(*act), item = item, share = share),
            None => said!("why-because-of", item = item, share = share),
        };
        ui.label(say(ui, words));
    }
}
