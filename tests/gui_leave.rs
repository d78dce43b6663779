//! The window asks before it leaves what is not saved, and offers what a crash left behind.

use egui_kittest::kittest::Queryable as _;
use tastebench::project;
use tastebench::workspace::{BlendCommand, Command, ModelsCommand, Severity};

use crate::gui::{Window, click, until, window_with};
use crate::support::{Folder, id, small_log};

const QUESTION: &str = "Save changes to shop.csv?";

/// A window with a small log loaded whose weights were changed.
fn changed(folder: &Folder) -> Window {
    let mut harness = window_with(Some(folder.path().join("state")));
    let path = folder.file("shop.csv", small_log());
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(&mut harness, "opened", |ws| ws.data().events.value.is_some());
    click(&mut harness, "Load the log");
    until(&mut harness, "loaded", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    harness.state_mut().carry_out(BlendCommand::Drag(id("popular"), 0.8));
    harness.state_mut().carry_out(Command::Release);
    until(&mut harness, "autosaved", |ws| ws.durable_revision() == ws.revision() && ws.running().is_empty());
    harness
}

fn is_asked(harness: &Window, question: &str) -> bool {
    harness.query_by_label(question).is_some()
}

fn ask(harness: &mut Window, command: Command) {
    harness.state_mut().carry_out(command);
    // The first frame measures the question.
    harness.run_steps(3);
}

fn other(folder: &Folder) -> Command {
    Command::Open(vec![folder.file("other.csv", small_log())])
}

fn asks_to_close(harness: &mut Window) -> Vec<egui::ViewportCommand> {
    let viewport = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    harness.step();
    let commands = &harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
    commands.clone()
}

#[test]
fn opening_another_log_asks_first_and_going_back_keeps_everything() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    let config = harness.state().workspace().config().clone();
    for command in [other(&folder), Command::OpenSample, Command::Close] {
        ask(&mut harness, command);
        assert!(is_asked(&harness, QUESTION));
        click(&mut harness, "Go back");
        assert!(!is_asked(&harness, QUESTION));
    }
    // The button of the rail, and the escape key.
    click(&mut harness, "Close");
    harness.step();
    assert!(is_asked(&harness, QUESTION));
    harness.key_press(egui::Key::Escape);
    harness.run_steps(3);
    assert!(!is_asked(&harness, QUESTION));
    let ws = harness.state().workspace();
    assert!(ws.is_open() && *ws.config() == config && ws.has_unsaved_work());
    assert_eq!(project::recovery::list(&folder.path().join("state")).len(), 0, "the entry is still held");
}

#[test]
fn discarding_goes_on_to_what_was_asked_for() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    ask(&mut harness, other(&folder));
    click(&mut harness, "Discard");
    until(&mut harness, "the other log", |ws| {
        ws.config().data.events.ends_with("other.csv") && ws.data().events.value.is_some() && ws.running().is_empty()
    });
    assert!(!harness.state().workspace().has_unsaved_work());
    assert_eq!(std::fs::read_dir(folder.path().join("state/recovery")).unwrap().count(), 0);
}

#[test]
fn saving_asks_for_a_name_once_and_then_goes_on() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    ask(&mut harness, other(&folder));
    // The return key saves.
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    assert!(harness.query_by_label("Save the project").is_some(), "it has no name yet");
    assert!(harness.state().workspace().config().data.events.ends_with("shop.csv"));
    harness.get_all_by_role_and_label(egui::accesskit::Role::Button, "Save").last().unwrap().click();
    harness.step();
    until(&mut harness, "the other log", |ws| {
        ws.config().data.events.ends_with("other.csv") && ws.running().is_empty()
    });
    let saved = project::load(&folder.path().join("shop.toml")).unwrap();
    assert!(saved.blend.weights[&id("popular")] > 0.7);

    // With a name it is saved at once.
    harness.state_mut().carry_out(Command::Open(vec![folder.path().join("shop.toml")]));
    until(&mut harness, "the project", |ws| ws.project_path().is_some() && ws.data().split.value.is_some());
    harness.state_mut().carry_out(BlendCommand::Drag(id("popular"), 0.3));
    harness.state_mut().carry_out(Command::Release);
    ask(&mut harness, other(&folder));
    assert!(is_asked(&harness, "Save changes to shop.toml?"));
    harness.get_all_by_role_and_label(egui::accesskit::Role::Button, "Save").last().unwrap().click();
    until(&mut harness, "the other log", |ws| {
        ws.config().data.events.ends_with("other.csv") && ws.running().is_empty()
    });
    let saved = project::load(&folder.path().join("shop.toml")).unwrap();
    assert!(saved.blend.weights[&id("popular")] < 0.4);
}

#[test]
fn another_file_is_replaced_only_by_a_second_click_and_a_project_gets_its_ending() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    let other = folder.file("kept.toml", "seed = 7\n");
    let save = |harness: &mut Window, words: &str| {
        harness.get_all_by_role_and_label(egui::accesskit::Role::Button, words).last().unwrap().click();
        harness.run_steps(3);
    };
    save(&mut harness, "Save");
    let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Save the project");
    field.focus();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Save the project")
        .type_text(folder.path().join("kept").to_str().unwrap());
    harness.run_steps(3);
    save(&mut harness, "Save");
    assert!(harness.query_by_label_contains("is there already").is_some());
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "seed = 7\n");
    save(&mut harness, "Replace");
    until(&mut harness, "saved", |ws| ws.project_path().is_some());
    assert_eq!(harness.state().workspace().project_path(), Some(&*other));
    assert!(project::load(&other).unwrap().data.events.ends_with("shop.csv"));
}

#[test]
fn a_save_that_fails_or_gets_no_name_discards_nothing() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    let config = harness.state().workspace().config().clone();
    ask(&mut harness, other(&folder));
    harness.get_all_by_role_and_label(egui::accesskit::Role::Button, "Save").last().unwrap().click();
    harness.run_steps(3);
    click(&mut harness, "Cancel");
    assert!(!is_asked(&harness, QUESTION) && *harness.state().workspace().config() == config);

    ask(&mut harness, other(&folder));
    // The folder of the name is a file.
    let nowhere = folder.file("file", "").join("project.toml");
    harness.state_mut().carry_out(Command::Save(nowhere));
    until(&mut harness, "the failure", |ws| ws.messages().iter().any(|m| m.severity == Severity::Error));
    harness.run_steps(3);
    let ws = harness.state().workspace();
    assert!(ws.is_open() && *ws.config() == config && ws.has_unsaved_work());
    assert!(!is_asked(&harness, QUESTION));
}

#[test]
fn closing_the_window_is_held_back_until_the_question_is_answered() {
    let folder = Folder::new();
    let mut harness = changed(&folder);
    assert!(asks_to_close(&mut harness).contains(&egui::ViewportCommand::CancelClose));
    harness.run_steps(3);
    assert!(is_asked(&harness, QUESTION));
    harness.get_by_label("Discard").click();
    let mut commands = Vec::new();
    for _ in 0..3 {
        harness.step();
        commands.extend(harness.output().viewport_output[&egui::ViewportId::ROOT].commands.clone());
    }
    assert!(commands.contains(&egui::ViewportCommand::Close), "{commands:?}");
    assert!(!asks_to_close(&mut harness).contains(&egui::ViewportCommand::CancelClose), "nothing is left to lose");
}

#[test]
fn a_window_without_changes_is_closed_without_a_question() {
    let folder = Folder::new();
    let mut harness = window_with(None);
    assert!(asks_to_close(&mut harness).is_empty());
    harness.state_mut().carry_out(Command::Open(vec![folder.file("shop.csv", small_log())]));
    until(&mut harness, "opened", |ws| ws.data().events.value.is_some());
    assert!(!asks_to_close(&mut harness).contains(&egui::ViewportCommand::CancelClose));
}

#[test]
fn the_welcome_screen_offers_unsaved_work_and_says_what_kept_models_take() {
    let folder = Folder::new();
    let state = Some(folder.path().join("state"));
    let mut harness = changed(&folder);
    let config = harness.state().workspace().config().clone();
    harness.state_mut().carry_out(ModelsCommand::Train(vec![id("popular")]));
    until(&mut harness, "trained and kept", |ws| {
        ws.book().runs.len() == 1 && ws.durable_revision() == ws.revision() && ws.running().is_empty()
    });
    drop(harness);
    let mut harness = window_with(state.clone());
    until(&mut harness, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    assert!(harness.query_by_label("shop.csv, changed just now, 1 run").is_some());
    assert!(harness.query_by_label_contains("Kept models: ").is_some());
    harness.check_accessibility();
    click(&mut harness, "Restore");
    until(&mut harness, "restored", |ws| ws.is_open() && ws.running().is_empty());
    let ws = harness.state().workspace();
    assert!(*ws.config() == config && ws.book().runs.len() == 1 && ws.has_unsaved_work());
    drop(harness);

    let mut harness = window_with(state);
    until(&mut harness, "offered again", |ws| ws.state_folder().unsaved.len() == 1);
    click(&mut harness, "Discard");
    until(&mut harness, "discarded", |ws| ws.state_folder().unsaved.is_empty());
    click(&mut harness, "Empty");
    until(&mut harness, "emptied", |ws| ws.state_folder().model_bytes == 0);
    assert!(harness.query_by_label("Unsaved work").is_none());
    assert!(harness.query_by_label_contains("Kept models: ").is_none());
}
