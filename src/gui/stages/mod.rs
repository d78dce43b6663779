//! One screen a file, in the order in which data flows. Blank lines keep the order.

pub mod welcome;

mod behind;
mod data_account;
mod data_known;
mod data;
mod data_settings;

mod item_map;

mod features;

mod models;

mod blend;

mod preview;

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::context::ViewContext;
use super::theme::gap;
use super::widgets::basics::failure;
use crate::said;
use crate::workspace::Stage;

/// Draws the chosen stage, with an inspector at the right where it has settings.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let stage = cx.view.stage;
    let inspector: Option<fn(&mut Ui, &mut ViewContext<'_>)> = match stage {
        Stage::Data => Some(data_settings::show),
        Stage::Models => Some(models::inspector),
        _ => None,
    };
    if let Some(inspector) = inspector.filter(|_| cx.ws.loaded().is_some()) {
        Panel::right("inspector")
            .exact_size(if cx.is_narrow { 272.0 } else { 320.0 })
            .resizable(false)
            .frame(Frame::new().fill(cx.tokens.surface).inner_margin(Margin::same(gap::GROUP as i8)))
            .show(ui, |ui| {
                let scroll = ScrollArea::vertical().id_salt(stage as u8).auto_shrink(false);
                scroll.show(ui, |ui| inspector(ui, cx));
            });
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(cx.tokens.ground).inner_margin(Margin::same(gap::MARGIN as i8)))
        .show(ui, |ui| {
            if stage != Stage::Data {
                failed_split(ui, cx);
            }
            // Each stage keeps how far it is scrolled to itself.
            ui.push_id(stage as u8, |ui| match stage {
                Stage::Data => data::show(ui, cx),
                Stage::Features => features::show(ui, cx),
                Stage::Models => models::show(ui, cx),
                Stage::Blend => blend::show(ui, cx),
                Stage::Preview => preview::show(ui, cx),
            })
        });
}

/// Why nothing follows from the log, with the way to what can be changed.
fn failed_split(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let Some(error) = cx.ws.data().split.status.error() else { return };
    failure(ui, cx.tokens, error);
    if ui.link(cx.say(said!("stage-to-split"))).clicked() {
        cx.view.stage = Stage::Data;
    }
    ui.add_space(gap::MEDIUM);
}
