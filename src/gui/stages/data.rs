//! Files, what their columns are, what became of the rows, and what the log looks like.

use egui::{Align, Button, ComboBox, Layout, RichText, ScrollArea, Ui};

use super::{data_account, data_known};
use crate::base::{Said, StageError, Warning};
use crate::data::{Mapping, Role, Table, TableKind};
use crate::gui::context::ViewContext;
use crate::gui::prompts::PathPrompt;
use crate::gui::say::{percent, say};
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{card, empty_state, failure, heading, key_figure, note, primary_button, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::day_plot;
use crate::pipeline::Edit;
use crate::said;
use crate::workspace::{Command, DataCommand, LoadedData, Stage, StageState};

/// Height of the cards beside each other.
const CARD: f32 = 246.0;
/// Rows of the preview that are shown.
const SHOWN_ROWS: usize = 50;
/// Columns of the preview that are shown; the others can be chosen in the list of a project file.
const SHOWN_COLUMNS: usize = 200;

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, Stage::Data.label(), said!("data-page-why"));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if cx.ws.data().not_opened().next().is_some() {
            not_opened(ui, cx);
        } else if let Some(error) = cx.ws.data().loaded.status.error().or(cx.ws.data().split.status.error()) {
            failure(ui, tokens, error);
            ui.add_space(gap::MEDIUM);
        }
        if cx.ws.data().events.value.is_none() {
            empty_state(ui, tokens, said!("data-page-opening"), said!("data-page-opening-why"));
            return;
        }
        if let Some(loaded) = cx.ws.loaded().cloned() {
            load_again(ui, cx);
            summary(ui, cx, &loaded);
            ui.add_space(gap::GROUP);
            data_account::rows(ui, cx, &loaded);
            data_known::show(ui, cx, &loaded);
            noticed(ui, cx, &loaded);
        }
        columns(ui, cx);
    });
}

/// The files of the settings that could not be opened, each with the ways on.
fn not_opened(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let data = &cx.ws.config().data;
    for (kind, path) in [(TableKind::Items, &data.items), (TableKind::Users, &data.users)] {
        let failed = cx.ws.data().not_opened().find(|(of, _)| *of == kind).map(|(_, error)| error);
        let Some((error, path)) = failed.zip(path.as_ref()) else { continue };
        let words = match error {
            StageError::Cancelled(_) => said!("data-page-opening-stopped", file = path),
            error => error.into(),
        };
        failure(ui, tokens, words);
        let (remove, choose, waits) = match kind {
            TableKind::Users => {
                (said!("data-page-remove-users"), said!("data-page-choose-users"), said!("data-page-waits-for-users"))
            }
            _ => (said!("data-page-remove-items"), said!("data-page-choose-items"), said!("data-page-waits-for-items")),
        };
        ui.add_space(gap::SMALL);
        ui.horizontal(|ui| {
            if primary_button(ui, tokens, said!("action-try-again")).clicked() {
                cx.send(DataCommand::OpenAgain);
            }
            let button = |words: Said| Button::new(cx.say(words)).min_size(egui::vec2(0.0, 32.0));
            let (remove, choose) = (button(remove), button(choose));
            if ui.add(remove).clicked() {
                cx.send(DataCommand::Remove(kind));
            }
            if ui.add(choose).clicked() {
                cx.view.prompt = Some(PathPrompt::add(kind));
            }
            note(ui, tokens, if cx.ws.loaded().is_some() { said!("data-page-as-before") } else { waits });
        });
        ui.add_space(gap::GROUP);
    }
}

/// What takes long to load is not loaded again by itself, nor is what failed: then the screen says so, with the way on.
fn load_again(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let lacking = cx
        .ws
        .data()
        .events
        .value
        .as_ref()
        .and_then(|events| events.mapping(&cx.ws.config().data.columns.events).missing(TableKind::Events));
    if let Some(missing) = lacking {
        ui.label(RichText::new(cx.say(said!("sentence", text = missing))).color(tokens.warning));
        ui.add_space(gap::GROUP);
        return;
    }
    let words = match cx.ws.stage_state(Stage::Data) {
        // What follows is made when the hand lets go.
        _ if cx.ws.is_held() => return,
        _ if cx.ws.data().not_opened().next().is_some() => return,
        _ if cx.ws.running().iter().any(|job| job.kind.is_loading()) => return,
        // Its split can fail, and is set next to it.
        _ if cx.ws.data().loaded.status.is_fresh() => return,
        StageState::Stale => said!("data-page-stale"),
        StageState::Failed => said!("data-page-failed"),
        _ => return,
    };
    ui.horizontal(|ui| {
        if primary_button(ui, tokens, said!("data-page-load-again")).clicked() {
            cx.send(DataCommand::Load);
        }
        ui.label(RichText::new(cx.say(words)).color(tokens.warning));
    });
    ui.add_space(gap::GROUP);
}

fn summary(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let tokens = cx.tokens;
    let profile = &loaded.profile;
    let n = |n: usize| cx.words.count(n as u64);
    card(ui, tokens, |ui| {
        let n_days = profile.days.per_day.len();
        let days = match &profile.days.range {
            None => said!("data-page-no-times"),
            Some((first, last)) if first == last => Said::plain(first),
            Some((first, last)) => said!("data-page-range", first = first, last = last),
        };
        let figures = [
            (
                said!("data-page-users"),
                n(profile.users),
                said!("data-page-median-items", n = profile.history_lengths[0]),
            ),
            (
                said!("data-page-items"),
                n(profile.items),
                said!("data-page-head-share", share = percent(profile.head_share, 0)),
            ),
            (
                said!("data-page-events"),
                n(profile.events),
                profile.sessions.map_or(Said::plain(""), |n| said!("data-page-sessions", n = n)),
            ),
            (
                said!("data-page-interactions"),
                n(profile.interactions),
                said!("data-page-density", share = percent(profile.density, 3)),
            ),
            (said!("data-page-days"), if n_days == 0 { "—".into() } else { n(n_days) }, days),
        ];
        ui.columns(figures.len(), |columns| {
            for (ui, (name, figure, remark)) in columns.iter_mut().zip(figures) {
                key_figure(ui, tokens, name, &figure, remark);
            }
        });
    });
    ui.add_space(gap::GROUP);
    let half = egui::vec2((ui.available_width() - gap::GROUP) / 2.0, 0.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::GROUP;
        ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| {
                ui.set_min_height(CARD);
                ui.horizontal(|ui| {
                    ui.set_min_height(gap::ROW);
                    heading(ui, said!("data-page-by-day"));
                });
                ui.add_space(gap::MEDIUM);
                day_plot::show(ui, tokens, profile, CARD - gap::ROW - 18.0);
            });
        });
        ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| {
                ui.set_min_height(CARD);
                data_account::show(ui, cx, loaded);
            });
        });
    });
}

/// What was noticed and assumed, each with the click that makes it otherwise.
fn noticed(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let tokens = cx.tokens;
    let split = cx.ws.data().split.value.clone();
    let of_split = split.iter().flat_map(|split| &split.warnings);
    let warnings: Vec<&Warning> = loaded.data.warnings.iter().chain(of_split).collect();
    if warnings.is_empty() {
        return;
    }
    card(ui, tokens, |ui| {
        heading(ui, said!("data-page-noticed"));
        ui.add_space(gap::SMALL);
        for warning in warnings {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(cx.say(&warning.said)).size(text::NOTE));
                if let Some(change) = &warning.change
                    && ui.link(RichText::new(cx.say(&change.said)).size(text::NOTE)).clicked()
                {
                    cx.send(Command::Edit(vec![Edit::of(change)]));
                }
            });
        }
    });
    ui.add_space(gap::GROUP);
}

fn columns(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    // A file that was taken out is still at hand, for an undo.
    let files = &cx.ws.config().data;
    let is_used = [true, files.items.is_some(), files.users.is_some()];
    let ws = cx.ws;
    let opened = |kind: TableKind| ws.data().table(kind).value.as_ref().filter(|_| is_used[kind as usize]);
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            for kind in [TableKind::Events, TableKind::Items, TableKind::Users] {
                let is_there = opened(kind).is_some();
                let words = match (kind, is_there) {
                    (TableKind::Events, _) => said!("data-page-events"),
                    (TableKind::Items, true) => said!("data-page-items"),
                    (TableKind::Items, false) => said!("data-page-add-items"),
                    (TableKind::Users, true) => said!("data-page-users"),
                    (TableKind::Users, false) => said!("data-page-add-users"),
                };
                let chosen = is_there && cx.view.table == kind;
                if ui.add(egui::Button::selectable(chosen, cx.say(words))).clicked() {
                    if is_there {
                        cx.view.table = kind;
                    } else {
                        cx.view.prompt = Some(PathPrompt::add(kind));
                    }
                }
            }
        });
        let kind = if opened(cx.view.table).is_some() { cx.view.table } else { TableKind::Events };
        let Some(opened) = opened(kind).cloned() else { return };
        let mapping = opened.mapping(cx.ws.config().data.columns.of(kind));
        let table = &opened.table;
        ui.horizontal(|ui| {
            note(ui, tokens, said!("data-page-file", file = &table.path, description = table.description.clone()));
            let remove = RichText::new(cx.say(said!("data-page-remove"))).size(text::NOTE);
            if kind != TableKind::Events && ui.link(remove).clicked() {
                cx.send(DataCommand::Remove(kind));
            }
        });
        for warning in &table.warnings {
            ui.label(RichText::new(cx.say(&warning.said)).size(text::NOTE).color(tokens.warning));
        }
        let missing = mapping.missing(kind);
        if cx.ws.loaded().is_none() && kind == TableKind::Events {
            ui.add_space(gap::SMALL);
            ui.horizontal(|ui| {
                ui.add_enabled_ui(missing.is_none() && cx.ws.stage_state(Stage::Data) != StageState::Running, |ui| {
                    if primary_button(ui, tokens, said!("data-page-load")).clicked() {
                        cx.send(DataCommand::Load);
                    }
                });
                let (words, color) = match missing {
                    Some(missing) => (said!("sentence", text = missing), tokens.warning),
                    None => (said!("data-page-check"), tokens.quiet),
                };
                ui.label(RichText::new(cx.say(words)).color(color));
            });
        }
        ui.add_space(gap::SMALL);
        preview(ui, cx, table, &mapping, kind);
    });
}

/// First rows under the roles of their columns.
fn preview(ui: &mut Ui, cx: &mut ViewContext<'_>, table: &Table, mapping: &Mapping, kind: TableKind) {
    let tokens = cx.tokens;
    let n_columns = table.columns.len().min(SHOWN_COLUMNS);
    if table.columns.len() > n_columns {
        note(ui, tokens, said!("data-page-first-columns", shown = n_columns, all = table.columns.len()));
    }
    let mut chosen = None;
    let width = (ui.available_width() / n_columns.max(1) as f32 - gap::GROUP).clamp(148.0, 240.0);
    ScrollArea::horizontal().id_salt(("preview", kind as u8)).show(ui, |ui| {
        let columns = vec![Col::text(Said::plain(""), width); n_columns];
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::GROUP;
            for (c, name) in table.columns.iter().enumerate().take(n_columns) {
                ui.allocate_ui_with_layout(egui::vec2(width, 54.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    let label = ui.add(egui::Label::new(RichText::new(name).font(semibold(text::BODY))).truncate());
                    let role = mapping.roles[c];
                    let color = if role == Role::Ignore { tokens.quiet } else { tokens.accent };
                    let combo = ComboBox::from_id_salt(("role", kind as u8, c))
                        .width(width - 16.0)
                        .truncate()
                        .selected_text(RichText::new(say(ui, role.label())).color(color))
                        .show_ui(ui, |ui| {
                            for choice in kind.roles() {
                                if ui.selectable_label(choice == role, say(ui, choice.label())).clicked()
                                    && choice != role
                                {
                                    chosen = Some((name.clone(), choice));
                                }
                            }
                        });
                    combo.response.labelled_by(label.id);
                });
            }
        });
        let n_rows = table.preview.len().min(SHOWN_ROWS);
        ui.set_min_width(n_columns as f32 * (width + gap::GROUP));
        data_table::show(ui, tokens, "first_rows", &columns, n_rows, 320.0, |ui, row, column| {
            let cell: String = table.preview[row][column].chars().take(60).collect();
            let color = if mapping.roles[column] == Role::Ignore { tokens.quiet } else { tokens.ink };
            cell_text(ui, RichText::new(cell).color(color));
        });
    });
    if let Some((column, role)) = chosen {
        cx.send(DataCommand::SetRole(kind, column, role));
    }
}
