//! Files, what their columns are, what became of the rows, and what the log looks like.

use egui::{Align, Button, ComboBox, Layout, RichText, ScrollArea, Ui};

use crate::base::StageError;
use crate::base::format::{duration, thousands};
use crate::data::{Mapping, RawTable, Role, TableKind};
use crate::gui::context::ViewContext;
use crate::gui::prompts::PathPrompt;
use crate::gui::say::say;
use crate::gui::theme::{gap, semibold, text};
use crate::gui::widgets::basics::{card, empty_state, failure, heading, key_figure, note, primary_button, title};
use crate::gui::widgets::data_table::{self, Col, cell_text};
use crate::gui::widgets::day_plot;
use crate::workspace::{DataCommand, LoadedData, Stage, StageState};

/// Height of the cards beside each other.
const CARD: f32 = 236.0;
/// Rows of the preview that are shown.
const SHOWN_ROWS: usize = 50;
/// Columns of the preview that are shown; the others can be chosen in the list of a project file.
const SHOWN_COLUMNS: usize = 200;

/// Draws the stage.
pub fn show(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    title(ui, tokens, "Data", "What was read, what each column is, and what became of the rows");
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if cx.ws.data().not_opened().next().is_some() {
            not_opened(ui, cx);
        } else if let Some(error) = cx.ws.data().loaded.status.error().or(cx.ws.data().split.status.error()) {
            failure(ui, tokens, &say(ui.ctx(), error));
            ui.add_space(gap::MEDIUM);
        }
        if cx.ws.data().events.value.is_none() {
            empty_state(ui, tokens, "Opening the log…", "Its columns are shown as soon as its first rows are read.");
            return;
        }
        if let Some(loaded) = cx.ws.loaded().cloned() {
            load_again(ui, cx);
            summary(ui, cx, &loaded);
            ui.add_space(gap::GROUP);
        }
        columns(ui, cx);
    });
}

/// The files of the settings that could not be opened, each with the ways on.
fn not_opened(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let data = &cx.ws.config().data;
    for (kind, name, path) in [(TableKind::Items, "items", &data.items), (TableKind::Users, "users", &data.users)] {
        let failed = cx.ws.data().not_opened().find(|(of, _)| *of == kind).map(|(_, error)| error);
        let Some((error, path)) = failed.zip(path.as_ref()) else { continue };
        let words = match error {
            StageError::Cancelled(_) => format!("{}: opening it was stopped.", path.display()),
            error => say(ui.ctx(), error),
        };
        failure(ui, tokens, &words);
        ui.add_space(gap::SMALL);
        ui.horizontal(|ui| {
            if primary_button(ui, tokens, "Try again").clicked() {
                cx.send(DataCommand::OpenAgain);
            }
            let button = |words: String| Button::new(words).min_size(egui::vec2(0.0, 32.0));
            if ui.add(button(format!("Remove the {name} file"))).clicked() {
                cx.send(DataCommand::Remove(kind));
            }
            if ui.add(button(format!("Choose another {name} file…"))).clicked() {
                cx.view.prompt = Some(PathPrompt::add(kind));
            }
            note(
                ui,
                tokens,
                match cx.ws.loaded() {
                    None => format!("The log is loaded once its {name} file is there, or removed."),
                    Some(_) => "What stands below is the log as it was loaded before.".into(),
                },
            );
        });
        ui.add_space(gap::GROUP);
    }
}

/// What takes long to load is not loaded again by itself, nor is what failed: then the screen says so, with the way on.
fn load_again(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    let words = match cx.ws.stage_state(Stage::Data) {
        _ if cx.ws.data().not_opened().next().is_some() => return,
        _ if cx.ws.running().iter().any(|job| job.kind.is_loading()) => return,
        StageState::Stale => "Settings or files changed. What stands here is the log as it was loaded before.",
        StageState::Failed => "The log could not be loaded with these settings. What stands here was loaded before.",
        _ => return,
    };
    ui.horizontal(|ui| {
        if primary_button(ui, tokens, "Load again").clicked() {
            cx.send(DataCommand::Load);
        }
        ui.label(RichText::new(words).color(tokens.warning));
    });
    ui.add_space(gap::GROUP);
}

fn summary(ui: &mut Ui, cx: &mut ViewContext<'_>, loaded: &LoadedData) {
    let tokens = cx.tokens;
    let profile = &loaded.profile;
    let n = |n: usize| thousands(n as u64);
    card(ui, tokens, |ui| {
        let days = profile.days.range.as_ref().map_or_else(
            || "no times".into(),
            |(first, last)| if first == last { first.to_string() } else { format!("{first} – {last}") },
        );
        let sessions = profile.sessions.map_or_else(String::new, |s| format!("{} sessions", n(s)));
        let figures = [
            ("Users", n(profile.users), format!("median {} items", profile.history_lengths[0])),
            ("Items", n(profile.items), format!("top tenth draws {:.0} %", profile.head_share * 100.0)),
            ("Events", n(profile.events), sessions),
            ("Interactions", n(profile.interactions), format!("{:.3} % of all pairs", profile.density * 100.0)),
            ("Days", if profile.days.per_day.is_empty() { "—".into() } else { n(profile.days.per_day.len()) }, days),
        ];
        ui.columns(figures.len(), |columns| {
            for (ui, (name, figure, remark)) in columns.iter_mut().zip(&figures) {
                key_figure(ui, tokens, name, figure, remark);
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
                heading(ui, "Events by day");
                ui.add_space(gap::MEDIUM);
                day_plot::show(ui, tokens, profile, CARD - 36.0);
            });
        });
        ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| {
            card(ui, tokens, |ui| {
                ui.set_min_height(CARD);
                account(ui, cx, loaded);
            });
        });
    });
}

fn account(ui: &mut Ui, cx: &ViewContext<'_>, loaded: &LoadedData) {
    let tokens = cx.tokens;
    let account = &loaded.data.account;
    ui.horizontal(|ui| {
        heading(ui, "What became of the rows");
        if !cx.is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                note(ui, tokens, format!("read in {}", duration(cx.ws.data().seconds())));
            });
        }
    });
    ui.add_space(gap::SMALL);
    let row = |ui: &mut Ui, name: &str, count: u64, is_sum: bool| {
        ui.horizontal(|ui| {
            ui.set_min_height(22.0);
            let font = if is_sum { semibold(text::BODY) } else { egui::FontId::proportional(text::BODY) };
            let color = if is_sum { tokens.ink } else { tokens.quiet };
            ui.label(RichText::new(name).font(font.clone()).color(color));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(RichText::new(thousands(count)).font(font).color(color));
            });
        });
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    row(ui, "Rows read", account.rows_in, true);
    for (reason, count) in account.reasons() {
        row(ui, &format!("– {}", cx.say(reason.label())), count, false);
    }
    row(ui, "Rows kept", account.rows_kept, true);
    if loaded.data.items_without_events > 0 {
        ui.add_space(gap::MEDIUM);
        note(
            ui,
            tokens,
            format!("Items of the catalogue without any event: {}", thousands(loaded.data.items_without_events)),
        );
    }
}

fn columns(ui: &mut Ui, cx: &mut ViewContext<'_>) {
    let tokens = cx.tokens;
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            for (kind, name) in
                [(TableKind::Events, "Events"), (TableKind::Items, "Items"), (TableKind::Users, "Users")]
            {
                let is_there = cx.ws.data().table(kind).value.as_ref().is_some();
                let words = if is_there { name.to_owned() } else { format!("Add {}…", name.to_lowercase()) };
                let chosen = is_there && cx.view.table == kind;
                if ui.add(egui::Button::selectable(chosen, words)).clicked() {
                    if is_there {
                        cx.view.table = kind;
                    } else {
                        cx.view.prompt = Some(PathPrompt::add(kind));
                    }
                }
            }
        });
        let kind = if cx.ws.data().table(cx.view.table).value.is_some() { cx.view.table } else { TableKind::Events };
        let Some(opened) = cx.ws.data().table(kind).value.as_ref().cloned() else { return };
        let mapping = opened.mapping(cx.ws.config().data.columns.of(kind));
        let table = &opened.table;
        ui.horizontal(|ui| {
            note(ui, tokens, format!("{} · {}", table.path.display(), cx.say(&table.description)));
            if kind != TableKind::Events && ui.link(RichText::new("remove").size(text::NOTE)).clicked() {
                cx.send(DataCommand::Remove(kind));
            }
        });
        for warning in &table.warnings {
            ui.label(RichText::new(say(ui.ctx(), &warning.said)).size(text::NOTE).color(tokens.warning));
        }
        let missing = mapping.missing(kind);
        if cx.ws.loaded().is_none() && kind == TableKind::Events {
            ui.add_space(gap::SMALL);
            ui.horizontal(|ui| {
                ui.add_enabled_ui(missing.is_none() && cx.ws.stage_state(Stage::Data) != StageState::Running, |ui| {
                    if primary_button(ui, tokens, "Load the log").clicked() {
                        cx.send(DataCommand::Load);
                    }
                });
                match &missing {
                    Some(missing) => ui.label(
                        RichText::new(cx.say(crate::said!("sentence", text = missing.clone()))).color(tokens.warning),
                    ),
                    None => ui.label(
                        RichText::new("Check what each column was taken for; every guess can be changed.")
                            .color(tokens.quiet),
                    ),
                };
            });
        }
        ui.add_space(gap::SMALL);
        preview(ui, cx, table, &mapping, kind);
    });
}

/// First rows under the roles of their columns.
fn preview(ui: &mut Ui, cx: &mut ViewContext<'_>, table: &RawTable, mapping: &Mapping, kind: TableKind) {
    let tokens = cx.tokens;
    let n_columns = table.columns.len().min(SHOWN_COLUMNS);
    if table.columns.len() > n_columns {
        note(
            ui,
            tokens,
            format!("The first {n_columns} of {} columns are shown.", thousands(table.columns.len() as u64)),
        );
    }
    let mut chosen = None;
    ScrollArea::horizontal().id_salt(("preview", kind as u8)).show(ui, |ui| {
        let columns = vec![Col::text("", 148.0); n_columns];
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::GROUP;
            for (c, name) in table.columns.iter().enumerate().take(n_columns) {
                ui.allocate_ui_with_layout(egui::vec2(148.0, 54.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(148.0);
                    let label = ui.add(egui::Label::new(RichText::new(name).font(semibold(text::BODY))).truncate());
                    let role = mapping.roles[c];
                    let color = if role == Role::Ignore { tokens.quiet } else { tokens.accent };
                    let combo = ComboBox::from_id_salt(("role", kind as u8, c))
                        .width(132.0)
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
        ui.set_min_width(n_columns as f32 * (148.0 + gap::GROUP));
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
