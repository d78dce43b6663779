//! The list of one user, following the weights.

use egui::{Align, Layout, RichText, Ui};

use crate::base::Said;
use crate::gui::context::ViewContext;
use crate::gui::series::Series;
use crate::gui::theme::gap;
use crate::gui::widgets::basics::{heading, note};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::share_bar;
use crate::said;
use crate::workspace::Stage;

/// Draws the first `k` places of the list.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>, k: usize) {
    let tokens = cx.tokens;
    let Some(preview) = cx.ws.preview().list().cloned() else {
        note(ui, tokens, said!("blend-list-empty"));
        return;
    };
    ui.horizontal(|ui| {
        heading(ui, said!("blend-list"));
        let acts = preview.acts.len();
        let words = match preview.user {
            Some(_) => said!("blend-list-of-user", user = preview.name(), acts = acts),
            None => said!("blend-list-of-visitor", acts = acts),
        };
        note(ui, tokens, words);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.link(cx.say(said!("blend-another-user"))).clicked() {
                cx.view.stage = Stage::Preview;
            }
        });
    });
    let models: Vec<Series> = preview.models.iter().map(|id| cx.series(id)).collect();
    let shares = Col::text(said!("preview-shares"), 116.0);
    let columns = [Col::number(Said::plain(""), 20.0), Col::rest(said!("role-item")), shares];
    let rows = preview.list.entries.len().min(k);
    data_table::show(ui, tokens, "blend_list", &columns, rows, f32::INFINITY, |ui, row, column| {
        let entry = &preview.list.entries[row];
        match column {
            0 => _ = ui.label(RichText::new((row + 1).to_string()).color(tokens.quiet)),
            1 => {
                let is_hit = preview.held_out.binary_search(&entry.item).is_ok();
                let color = if is_hit { tokens.good } else { tokens.ink };
                cell_text(ui, RichText::new(preview.log.data.item_name(entry.item as usize)).color(color));
            }
            _ => share_bar::show(ui, tokens, &models, &entry.shares(), 116.0),
        }
    });
    if !preview.held_out.is_empty() {
        ui.add_space(gap::SMALL);
        note(ui, tokens, said!("blend-list-green"));
    }
}
