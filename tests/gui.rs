//! The window as a user meets it: found by label, driven by the mouse.

use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tastebench::gui::{App, speak};
use tastebench::pipeline::search::{Method, SearchConfig};
use tastebench::ranking::Move;
use tastebench::split::SplitKind;
use tastebench::words::{LANGUAGES, Language, Words};
use tastebench::workspace::{
    BlendCommand, Command, DataCommand, Job, ModelsCommand, NodeId, PreviewCommand, Workspace,
};

use crate::support::{Folder, at, english, id, kind, to};

pub type Window = Harness<'static, App>;

fn window() -> Window {
    window_with(None)
}

/// A window whose unsaved work and models are kept in a folder.
pub fn window_with(state: Option<std::path::PathBuf>) -> Window {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_theme(egui::Theme::Light)
        .build_eframe(|creation| App::new(creation, Vec::new(), state, Some(&LANGUAGES[0])));
    harness.step();
    harness
}

/// Steps until the state is as wanted; workers run meanwhile.
pub fn until(harness: &mut Window, what: &str, is_so: impl Fn(&Workspace) -> bool) {
    let start = Instant::now();
    loop {
        harness.step();
        if is_so(harness.state().workspace()) {
            break;
        }
        let messages = &harness.state().workspace().messages();
        assert!(start.elapsed() < Duration::from_secs(120), "waited for: {what}; {messages:?}");
        std::thread::sleep(Duration::from_millis(4));
    }
    harness.step();
    harness.step();
}

pub fn click(harness: &mut Window, label: &str) {
    harness.get_by_label(label).click();
    harness.step();
    harness.step();
}

fn scroll_a_page(harness: &mut Window) {
    harness.hover_at(egui::pos2(450.0, 300.0));
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Page,
        delta: egui::vec2(0.0, -1.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run_steps(60);
}

fn sample_shop_trained() -> Window {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    click(&mut harness, "Models");
    click(&mut harness, "Train all");
    until(&mut harness, "training", |ws| {
        ws.running().is_empty() && ws.blend().figures().is_some() && ws.preview().list().is_some()
    });
    harness
}

#[test]
fn the_legend_of_the_preview_names_only_models_that_speak() {
    let mut harness = sample_shop_trained();
    let is_named = |harness: &Window| harness.query_all_by_label("Bought together").next().is_some();
    click(&mut harness, "Preview");
    assert!(is_named(&harness));

    click(&mut harness, "Blend");
    let rect = harness.get_by_role_and_label(egui::accesskit::Role::Slider, "Bought together").rect();
    harness.drag_at(rect.center());
    harness.step();
    harness.hover_at(rect.left_center());
    harness.step();
    harness.drop_at(rect.left_center());
    until(&mut harness, "the list without the model", |ws| {
        let entries = &ws.preview().list().unwrap().list.entries;
        ws.running().is_empty() && ws.weights()[1] == 0.0 && entries.iter().all(|entry| entry.parts[1] == 0.0)
    });
    click(&mut harness, "Preview");
    assert!(!is_named(&harness));
}

fn preview(harness: &Window) -> tastebench::workspace::Preview {
    harness.state().workspace().preview().list().unwrap().as_ref().clone()
}

fn until_followed(harness: &mut Window) {
    until(harness, "the list follows, with its reasons", |ws| {
        ws.preview().list().is_some_and(|p| {
            p.acts == ws.preview().acts() && p.user == ws.preview_user() && ws.preview().reasons().is_some()
        })
    });
}

#[test]
fn acting_on_a_tile_changes_the_list_marks_what_moved_and_can_be_taken_back() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Preview");
    let names = |harness: &Window, item: u32| {
        harness.state().workspace().loaded().unwrap().data.item_name(item as usize).to_owned()
    };
    let first = preview(&harness);
    let name = names(&harness, first.list.entries[0].item);
    let count = |harness: &Window, label: &str| harness.query_all_by_label(label).count();
    click(&mut harness, &format!("View {name}"));
    until_followed(&mut harness);
    let after = preview(&harness);
    assert_ne!(after.list, first.list);
    let moved = after.moved.clone().unwrap();
    let n_new = moved.entries.iter().filter(|m| **m == Move::New).count();
    assert!(n_new > 0);
    // Tiles further down are not drawn before they are scrolled to.
    harness.set_size(egui::vec2(1440.0, 2000.0));
    harness.run_steps(2);
    assert_eq!(count(&harness, "new"), n_new);
    assert_eq!(count(&harness, "up by 1"), moved.entries.iter().filter(|m| **m == Move::Rose(1)).count());
    assert_eq!(count(&harness, "viewed just now"), 1);
    assert_eq!(count(&harness, "1 act as this user"), 1);
    if let Some(left) = moved.left.first() {
        let left = names(&harness, *left);
        assert!(harness.query_all_by_label_contains(&format!("Left: {left}")).next().is_some());
    }

    click(&mut harness, "Table");
    let second = names(&harness, after.list.entries[2].item);
    click(&mut harness, &format!("Buy {second}"));
    until_followed(&mut harness);
    assert_eq!(count(&harness, "bought just now"), 1);
    assert_eq!(count(&harness, "2 acts as this user"), 1);
    assert!(count(&harness, "new") > 0);
    click(&mut harness, "Undo the last act");
    until_followed(&mut harness);
    assert_eq!(preview(&harness).list, after.list);
    // What was viewed has left the list and can be bought still.
    click(&mut harness, &format!("Buy {name}"));
    until_followed(&mut harness);
    assert_eq!(preview(&harness).acts.len(), 2);
    click(&mut harness, &format!("Undo: {name} bought"));
    until_followed(&mut harness);
    assert_eq!(preview(&harness).list, after.list);
    click(&mut harness, &format!("Undo: {name} viewed"));
    until_followed(&mut harness);
    assert_eq!(preview(&harness).list, first.list);

    click(&mut harness, "Shop window");
    click(&mut harness, &format!("Put {name} in the basket"));
    until_followed(&mut harness);
    click(&mut harness, "Start again");
    until_followed(&mut harness);
    assert_eq!(preview(&harness).list, first.list);
    assert_eq!(count(&harness, "new"), 0);
}

#[test]
fn a_tile_names_the_act_that_speaks_for_it() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Preview");
    click(&mut harness, "Invent a visitor");
    until_followed(&mut harness);
    let data = harness.state().workspace().loaded().unwrap().data.clone();
    let name = data.item_name(preview(&harness).list.entries[0].item as usize).to_owned();
    click(&mut harness, &format!("View {name}"));
    until_followed(&mut harness);
    assert!(!harness.state().workspace().preview().reasons().unwrap()[0].is_empty());
    let top = data.item_name(preview(&harness).list.entries[0].item as usize);
    let tile = harness.get_by_label(&format!("View {top}")).rect();
    harness.hover_at(tile.center() + egui::vec2(0.0, 60.0));
    harness.run_steps(40);
    let because = format!("because of {name} (viewed just now)");
    assert!(harness.query_all_by_label_contains(&because).next().is_some());
}

#[test]
fn acting_works_by_keyboard_and_nothing_moves_under_the_pointer() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Preview");
    for size in [egui::vec2(1440.0, 900.0), egui::vec2(1024.0, 640.0)] {
        harness.set_size(size);
        harness.run_steps(2);
        for view in ["Table", "Shop window"] {
            click(&mut harness, view);
            let data = harness.state().workspace().loaded().unwrap().data.clone();
            let before = preview(&harness);
            let button = |at: usize| format!("View {}", data.item_name(before.list.entries[at].item as usize));
            let places = |harness: &Window| [0, 1, 2].map(|at| harness.get_by_label(&button(at)).rect());
            let resting = places(&harness);
            harness.hover_at(resting[0].center());
            harness.run_steps(3);
            assert_eq!(places(&harness), resting, "{view} at {size}");
            harness.get_by_label(&button(0)).focus();
            harness.run_steps(2);
            harness.key_press(egui::Key::Enter);
            harness.run_steps(2);
            until_followed(&mut harness);
            assert_eq!(preview(&harness).acts.len(), before.acts.len() + 1, "{view} at {size}");
            let after = preview(&harness);
            let now = format!("View {}", data.item_name(after.list.entries[0].item as usize));
            assert!(harness.get_by_label(&now).is_focused(), "the keyboard stays at the first place");
            assert_eq!(harness.get_by_label(&now).rect(), resting[0], "the list stays where it is");
        }
    }
}

#[test]
fn a_stage_keeps_its_scrolling_to_itself() {
    let mut harness = sample_shop_trained();
    harness.set_size(egui::vec2(1024.0, 640.0));
    harness.run_steps(2);
    let top = |harness: &Window, label: &str| harness.query_by_label(label).map(|node| node.rect().top());
    click(&mut harness, "Blend");
    let of_blend = top(&harness, "Weights");
    click(&mut harness, "Models");
    let of_models = top(&harness, "Train all").unwrap();
    scroll_a_page(&mut harness);
    let scrolled = top(&harness, "Train all");
    assert!(scrolled.is_none_or(|top| top < of_models - 100.0), "{scrolled:?}");
    click(&mut harness, "Blend");
    assert!(of_blend.is_some());
    assert_eq!(top(&harness, "Weights"), of_blend);
    click(&mut harness, "Models");
    assert_eq!(top(&harness, "Train all"), scrolled);
}

#[test]
fn two_runs_stand_side_by_side_with_their_difference() {
    let mut harness = sample_shop_trained();
    // The table of runs keeps its rows where it begins below what is seen.
    harness.set_size(egui::vec2(1024.0, 640.0));
    harness.run_steps(2);
    click(&mut harness, "Runs (3)");
    scroll_a_page(&mut harness);
    for label in ["Choose run 1", "Choose run 2"] {
        click(&mut harness, label);
    }
    // Tall enough for all of it: what is scrolled away is not drawn.
    harness.set_size(egui::vec2(1440.0, 1600.0));
    harness.run_steps(2);
    for label in ["Side by side", "Popular (run 1)", "Bought together (run 2)", "Difference", "NDCG@20", "Shrinkage"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    let ndcg = |run: usize| harness.state().workspace().book().runs[run].metrics.get(at("ndcg@20")).unwrap().clone();
    let points = Words::of(&LANGUAGES[0]).points(ndcg(1).mean - ndcg(0).mean, ndcg(0).interval);
    assert!(points.starts_with('+') && harness.query_all_by_label(&points).next().is_some(), "{points}");
}

#[test]
fn figures_show_their_intervals_in_a_narrow_window_too() {
    let mut harness = sample_shop_trained();
    for size in [egui::vec2(1440.0, 900.0), egui::vec2(1024.0, 640.0)] {
        harness.set_size(size);
        harness.run_steps(2);
        let model = harness.state().workspace().models().model(&id("popular")).unwrap().value.clone().unwrap();
        let (low, high) = model.run.metrics.get(at("ndcg@20")).unwrap().interval.unwrap();
        let shown = format!("± {:.1}", (high - low) * 50.0);
        assert!(harness.query_all_by_label(&shown).next().is_some(), "{shown} at {size}");
    }
}

#[test]
fn open_the_sample_shop_train_drag_a_slider_and_see_figures_and_list_follow() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Blend");
    let figures = harness.state().workspace().blend().figures().cloned().unwrap();
    let shown =
        |table: &tastebench::metrics::MetricTable| format!("{:.1} %", table.get(at("ndcg@20")).unwrap().mean * 100.0);
    assert!(harness.query_all_by_label(&shown(&figures.table)).next().is_some(), "the figure is on the screen");
    let list = harness.state().workspace().preview().list().cloned().unwrap().list.clone();

    let slider = harness.get_by_role_and_label(egui::accesskit::Role::Slider, "Popular");
    let rect = slider.rect();
    let y = rect.center().y;
    harness.drag_at(egui::pos2(rect.left() + rect.width() * 0.12, y));
    harness.step();
    for step in 0..12 {
        harness.hover_at(egui::pos2(rect.left() + rect.width() * (0.12 + 0.07 * step as f32), y));
        harness.step();
    }
    until(&mut harness, "figures followed during the drag", |ws| ws.blend().figures().unwrap().weights[0] > 0.5);
    harness.drop_at(egui::pos2(rect.right() - 2.0, y));
    until(&mut harness, "settled", |ws| {
        ws.running().is_empty() && ws.blend().figures().is_some_and(|b| b.weights == ws.weights() && b.is_full())
    });
    let after = harness.state().workspace().blend().figures().cloned().unwrap();
    assert_ne!(after.table.get(at("ndcg@20")), figures.table.get(at("ndcg@20")));
    assert!(harness.query_all_by_label(&shown(&after.table)).next().is_some(), "the new figure is on the screen");
    until(&mut harness, "the list followed", |ws| ws.preview().list().unwrap().list != list);

    // The whole drag is one step back.
    click(&mut harness, "Undo");
    assert_eq!(harness.state().workspace().weights(), figures.weights);
}

#[test]
fn a_broken_file_is_explained_on_the_screen() {
    let folder = Folder::new();
    let path = folder.file("broken.csv", "");
    let mut harness = window();
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(&mut harness, "the failure", |ws| !ws.messages().is_empty() && !ws.is_open());
    assert!(harness.query_all_by_label_contains("is empty").next().is_some());
    assert!(harness.query_by_label("Open the sample shop").is_some(), "the way on is still there");
}

#[test]
fn a_message_follows_the_language_and_can_be_closed() {
    let folder = Folder::new();
    let path = folder.file("broken.csv", "");
    let mut harness = window();
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(&mut harness, "the failure", |ws| !ws.messages().is_empty() && !ws.is_open());
    // It stands on the screen that it belongs to, and over its corner.
    let n = |harness: &Window, words: &str| harness.query_all_by_label_contains(words).count();
    assert_eq!(n(&harness, "is empty"), 2);
    speak(&harness.ctx, Words::of(Language::named("zh-CN").unwrap()));
    harness.run_steps(3);
    assert_eq!((n(&harness, "is empty"), n(&harness, "为空")), (0, 2));
    click(&mut harness, "关闭消息");
    harness.run_steps(3);
    assert_eq!((n(&harness, "关闭消息"), n(&harness, "为空")), (0, 1));
}

#[test]
fn columns_are_shown_and_loading_is_one_click() {
    let folder = Folder::new();
    let path = folder.file("log.csv", crate::support::small_log());
    let mut harness = window();
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(&mut harness, "opened", |ws| ws.data().events.value.is_some());
    assert!(harness.query_by_label("user_id").is_some());
    click(&mut harness, "Load the log");
    until(&mut harness, "loaded", |ws| ws.loaded().is_some() && ws.running().is_empty());
    assert!(harness.query_by_label("Rows kept").is_some());
}

#[test]
fn every_stage_draws_before_and_after_there_is_anything() {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    for stage in ["Features", "Models", "Blend", "Preview", "Data"] {
        click(&mut harness, stage);
    }
    let mut harness = sample_shop_trained();
    for size in [egui::vec2(1024.0, 640.0), egui::vec2(1440.0, 900.0)] {
        harness.set_size(size);
        harness.run_steps(2);
        for stage in ["Data", "Features", "Models", "Blend", "Preview"] {
            click(&mut harness, stage);
            harness.check_accessibility();
        }
        click(&mut harness, "Table");
        click(&mut harness, "Shop window");
    }
    let slider = harness.query_by_role(egui::accesskit::Role::Slider);
    assert!(slider.is_none_or(|s| s.accesskit_node().label().is_some()));
}

#[test]
fn a_typed_path_adds_items_and_saves_the_project() {
    let folder = Folder::new();
    let path = folder.file("log.csv", crate::support::small_log());
    let items = folder.file("items.csv", crate::support::small_items());
    let project = folder.path().join("kept.toml");
    let mut harness = window();
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(&mut harness, "opened", |ws| ws.data().events.value.is_some());
    let typed = |harness: &mut Window, button: &str, title: &str, path: &std::path::Path, action: Option<&str>| {
        click(harness, button);
        let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, title);
        field.focus();
        field.type_text(path.to_str().unwrap());
        harness.run_steps(3);
        match action {
            Some(button) => click(harness, button),
            None => harness.key_press(egui::Key::Enter),
        }
        harness.run_steps(2);
    };
    typed(&mut harness, "Add items…", "Add an items file", &items, Some("Add"));
    until(&mut harness, "items opened", |ws| ws.data().items.value.is_some());
    let users = folder.file("users.csv", "user_id,segment\nu1,north\nu2,south\n");
    typed(&mut harness, "Add users…", "Add a users file", &users, None);
    until(&mut harness, "users opened by the return key", |ws| ws.data().users.value.is_some());
    click(&mut harness, "Save");
    assert!(harness.query_by_label("Save the project").is_some());
    click(&mut harness, "Cancel");
    harness.state_mut().carry_out(Command::Save(project.clone()));
    until(&mut harness, "saved", |ws| !ws.is_changed());
    assert!(std::fs::read_to_string(project).unwrap().contains("items = \"items.csv\""));
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

fn drop_files(harness: &mut Window, paths: impl IntoIterator<Item = std::path::PathBuf>) {
    for path in paths {
        harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    }
}

#[test]
fn a_dropped_file_opens() {
    let folder = Folder::new();
    let events = folder.file("log.csv", crate::support::small_log());
    let items = folder.file("items.csv", crate::support::small_items());
    let mut harness = window();
    drop_files(&mut harness, [items, events]);
    until(&mut harness, "both opened", |ws| ws.data().events.value.is_some() && ws.data().items.value.is_some());
}

/// What was kept, by its name.
#[derive(Default)]
struct KeptText(std::collections::BTreeMap<String, String>);

impl eframe::Storage for KeptText {
    fn get_string(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }
    fn set_string(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }
    fn remove_string(&mut self, key: &str) {
        self.0.remove(key);
    }
    fn flush(&mut self) {}
}

#[test]
fn the_language_is_chosen_in_the_status_bar_and_kept() {
    let mut harness = window();
    let mut kept = KeptText::default();
    eframe::App::save(harness.state_mut(), &mut kept);
    assert!(!kept.0["view"].contains("zh-CN"), "nothing was chosen yet");
    click(&mut harness, "Language");
    click(&mut harness, "简体中文");
    click(&mut harness, "打开示例商店");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    for words in ["每日行为数", "示例商店", "语言"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    eframe::App::save(harness.state_mut(), &mut kept);
    assert!(kept.0["view"].contains("zh-CN"));

    // By keyboard too: the language stands in the list under its own name.
    harness.get_by_label("语言").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    harness.get_by_label("English").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    assert!(harness.query_by_label("Events by day").is_some());
    assert!(harness.query_by_label("每日行为数").is_none());
}

#[test]
fn light_and_dark_are_kept_and_how_far_a_project_was_scrolled_is_not() {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    let dark = harness.query_by_label("Light").is_some();
    let mut kept = KeptText::default();
    for is_dark in [!dark, dark] {
        click(&mut harness, if is_dark { "Dark" } else { "Light" });
        harness.run_steps(2);
        eframe::App::save(harness.state_mut(), &mut kept);
        assert!(kept.0["view"].contains(&format!("is_dark:Some({is_dark})")), "{}", kept.0["view"]);
    }
    assert!(!eframe::App::persist_egui_memory(harness.state()));
}

/// Whether images can be drawn here; says so where they cannot.
fn can_draw(harness: &mut Window) -> bool {
    let drawn = harness.render();
    if let Err(e) = &drawn {
        eprintln!("skipped: no image can be drawn here ({e})");
    }
    drawn.is_ok()
}

#[test]
fn image_of_the_welcome_screen() {
    let mut harness = window();
    if can_draw(&mut harness) {
        harness.snapshot("welcome");
    }
}

#[test]
fn image_of_the_features_with_chinese_text() {
    let mut harness = sample_shop_trained();
    harness.set_size(egui::vec2(1100.0, 720.0));
    // Clicks go where things stand after the new layout.
    harness.run_steps(2);
    click(&mut harness, "Features");
    harness.remove_cursor();
    until(&mut harness, "the map", |ws| ws.features().map.value.is_some() && ws.running().is_empty());
    if can_draw(&mut harness) {
        harness.snapshot("features");
    }
}

/// What could not be loaded again stays out of date until the user says so: there is a button for it, before and after the settings are right.
#[test]
fn a_log_that_was_loaded_before_can_be_loaded_again() {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    let offered = |harness: &Window| harness.query_all_by_label("Load again").count();
    assert_eq!(offered(&harness), 0);
    let edit = |harness: &mut Window, from: Option<&str>| {
        let mut config = harness.state().workspace().config().clone();
        config.data.clean.from = from.map(str::to_owned);
        let edit = to(harness.state().workspace(), &config);
        harness.state_mut().carry_out(edit);
    };
    edit(&mut harness, Some("the day before yesterday"));
    until(&mut harness, "the failure", |ws| ws.data().loaded.status.failure.is_some() && ws.running().is_empty());
    assert_eq!(offered(&harness), 1);
    click(&mut harness, "Load again");
    until(&mut harness, "another failure", |ws| ws.data().loaded.status.failure.is_some() && ws.running().is_empty());
    assert_eq!(offered(&harness), 1);
    edit(&mut harness, None);
    until(&mut harness, "the log as it was", |ws| ws.running().is_empty());
    assert_eq!(offered(&harness), 0);
}

/// A window with a small log of this name, loaded.
fn loaded(folder: &Folder, name: &str) -> Window {
    let mut harness = window();
    open_and_load(&mut harness, folder.file(name, crate::support::small_log()));
    harness
}

fn open_and_load(harness: &mut Window, path: std::path::PathBuf) {
    harness.state_mut().carry_out(Command::Open(vec![path]));
    until(harness, "opened", |ws| ws.data().events.value.is_some());
    click(harness, "Load the log");
    until(harness, "loaded", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
}

#[test]
fn items_dropped_on_an_open_log_are_added_to_it() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "UserBehavior.csv");
    drop_files(&mut harness, [folder.file("items.csv", crate::support::small_items())]);
    until(&mut harness, "items added", |ws| ws.data().items.value.is_some() && ws.running().is_empty());
    let ws = harness.state().workspace();
    assert!(ws.config().data.events.ends_with("UserBehavior.csv") && ws.can_undo());
    assert!(ws.config().model(&id("content")).is_some());
    // Another log would take the place of what is not saved: that is asked first.
    drop_files(&mut harness, [folder.file("items of 2024.csv", crate::support::small_log())]);
    until(&mut harness, "looked at", |ws| ws.running().is_empty());
    harness.run_steps(10);
    assert!(harness.state().workspace().config().data.events.ends_with("UserBehavior.csv"));
    assert!(harness.query_by_label("Save changes to UserBehavior.csv?").is_some());
    click(&mut harness, "Discard");
    until(&mut harness, "the other log", |ws| ws.config().data.events.ends_with("items of 2024.csv"));
}

#[test]
fn an_items_file_that_is_away_is_shown_with_what_can_be_done() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "log.csv");
    let away = folder.path().join("items.csv");
    harness.state_mut().carry_out(DataCommand::Add(tastebench::data::TableKind::Items, away.clone()));
    until(&mut harness, "the failure", |ws| ws.running().is_empty() && !ws.messages().is_empty());
    assert!(harness.query_all_by_label_contains("items.csv: does not exist").next().is_some());
    harness.check_accessibility();
    assert!(harness.query_by_label("Choose another items file…").is_some());
    // By keyboard, as the other buttons.
    harness.get_by_label("Try again").focus();
    folder.file("items.csv", crate::support::small_items());
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    until(&mut harness, "opened when asked again", |ws| ws.data().items.value.is_some() && ws.running().is_empty());
    assert!(harness.query_by_label("Try again").is_none());
    harness
        .state_mut()
        .carry_out(DataCommand::Add(tastebench::data::TableKind::Items, away.with_file_name("none.csv")));
    until(&mut harness, "another failure", |ws| {
        ws.running().is_empty() && ws.messages().iter().any(|m| english(&m.said).contains("none.csv"))
    });
    click(&mut harness, "Remove the items file");
    until(&mut harness, "without items", |ws| ws.config().data.items.is_none() && ws.running().is_empty());
    assert!(harness.query_by_label("Try again").is_none());
}

#[test]
fn what_is_looked_at_in_one_project_is_not_carried_into_another() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "one.csv");
    let trained = |harness: &mut Window| {
        click(harness, "Train all");
        until(harness, "trained", |ws| ws.book().runs.len() == 2 && ws.running().is_empty());
        click(harness, "Runs (2)");
    };
    click(&mut harness, "Models");
    trained(&mut harness);
    click(&mut harness, "Choose run 1");
    click(&mut harness, "Delete");
    assert!(harness.query_by_label("Delete for good?").is_some());
    let filter = |harness: &Window| {
        let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Filter by words");
        field.accesskit_node().value().unwrap_or_default()
    };
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Filter by words").focus();
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Filter by words").type_text("popular");
    harness.run_steps(3);
    assert_eq!(filter(&harness), "popular");

    harness.state_mut().carry_out(Command::Open(vec![folder.file("two.csv", crate::support::small_log())]));
    harness.run_steps(3);
    click(&mut harness, "Discard");
    until(&mut harness, "the other log", |ws| {
        ws.config().data.events.ends_with("two.csv") && ws.data().events.value.is_some()
    });
    assert!(harness.query_by_label("Load the log").is_some(), "it begins at Data");
    click(&mut harness, "Load the log");
    until(&mut harness, "loaded", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    click(&mut harness, "Models");
    assert!(harness.query_by_label("Filter by words").is_none(), "the first tab is shown");
    trained(&mut harness);
    assert_eq!(filter(&harness), "");
    let count = |label: &str| harness.query_all_by_label(label).count();
    assert_eq!([count("Delete for good?"), count("Delete")], [0, 0], "no run is ticked");
}

#[test]
fn the_welcome_screen_is_silent_about_the_project_that_was_closed() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "log.csv");
    let mut config = harness.state().workspace().config().clone();
    config.data.clean.from = Some("the day before yesterday".into());
    let edit = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(edit);
    until(&mut harness, "the failure", |ws| ws.data().loaded.status.failure.is_some() && ws.running().is_empty());
    harness.state_mut().carry_out(Command::Close);
    harness.run_steps(3);
    click(&mut harness, "Discard");
    assert!(harness.query_by_label("Open the sample shop").is_some());
    assert_eq!(harness.query_all_by_label_contains("the day before yesterday").count(), 0);
    // What could not be opened is explained.
    harness.state_mut().carry_out(Command::Open(vec![folder.path().join("none.toml")]));
    until(&mut harness, "the failure", |ws| ws.messages().iter().any(|m| english(&m.said).contains("none.toml")));
    let told = harness.query_all_by_label_contains("none.toml: does not exist").count();
    assert_eq!(told, 2, "on the screen, and over its corner");
}

#[test]
fn a_search_says_why_it_ended_and_goes_on_where_that_gives_more() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "log.csv");
    let id = id("item_knn");
    let start = harness.state().workspace().config().model(&id).unwrap().clone();
    let searched = |harness: &mut Window, n: usize| {
        until(harness, "searched", |ws| {
            ws.messages().iter().filter(|m| english(&m.said).contains("Searched")).count() == n
                && ws.running().is_empty()
        });
        harness.state().workspace().search(kind("item_knn")).unwrap().trials.len()
    };
    let shows = |harness: &Window, words: &str| harness.query_all_by_label_contains(words).next().is_some();
    click(&mut harness, "Models");
    click(&mut harness, "Search");
    let few = SearchConfig { method: Method::Random, trials: 2, patience: 100, ..SearchConfig::default() };
    let impatient = SearchConfig { trials: 40, patience: 3, ..few.clone() };
    let brief = SearchConfig { trials: 10_000, patience: 10_000, minutes: 0.01, ..few.clone() };
    harness.state_mut().carry_out(ModelsCommand::Search(Box::new(start.clone()), few));
    assert_eq!(searched(&mut harness, 1), 2);
    assert!(shows(&harness, "All 2 settings were tried."));
    assert!(harness.query_by_label("Go on").is_none(), "there is nothing left to go on with");
    click(&mut harness, "Try 2 more");
    assert_eq!(searched(&mut harness, 2), 4);
    harness.state_mut().carry_out(ModelsCommand::Search(Box::new(start.clone()), impatient));
    let n = searched(&mut harness, 3);
    assert!((4..40).contains(&n));
    assert!(shows(&harness, "3 in a row were no better"));
    click(&mut harness, "Try up to 3 more");
    let n_patient = searched(&mut harness, 4);
    assert!(n_patient > n, "it went on");
    harness.state_mut().carry_out(ModelsCommand::Search(Box::new(start), brief));
    let n = searched(&mut harness, 5);
    assert!((n_patient..10_000).contains(&n));
    assert!(shows(&harness, "its 0.01 minutes were over"));
    click(&mut harness, "Go on for 0.01 more minutes");
    assert!(searched(&mut harness, 6) > n, "it went on");
}

#[test]
fn the_features_show_a_map_of_the_items_and_what_its_components_explain() {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    assert!(harness.state().workspace().features().map.value.is_none(), "nobody looks at it yet");
    click(&mut harness, "Features");
    until(&mut harness, "the map", |ws| ws.features().map.value.is_some() && ws.running().is_empty());
    harness.run_steps(3);
    let map = harness.state().workspace().features().map.value.clone().unwrap();
    for words in ["Map of items", "Explained variance", "Coloured by"] {
        assert!(harness.query_all_by_label(words).next().is_some(), "{words}");
    }
    assert_eq!((map.points.len(), map.n_items, map.n_empty), (1623, 1623, 0));
    let first = format!("{:.0} %", map.explained.iter().sum::<f64>() * 100.0);
    assert!(harness.query_all_by_label(&first).next().is_some(), "what the first ten explain together");
    let drawn = "All 1,623 items with content are drawn";
    assert!(harness.query_all_by_label_contains(drawn).next().is_some());

    // Every feature off: the stage says what to do. On again: the map comes by itself.
    let all = |harness: &mut Window, enabled: bool| {
        let mut config = harness.state().workspace().config().clone();
        for feature in ["title", "title_zh", "category", "brand", "price", "launched"] {
            let setting = tastebench::features::FeatureSetting { enabled, weight: 1.0 };
            config.features.features.insert(feature.into(), setting);
        }
        let edit = to(harness.state().workspace(), &config);
        harness.state_mut().carry_out(edit);
        harness.run_steps(3);
    };
    all(&mut harness, false);
    assert!(harness.query_all_by_label_contains("No feature is switched on").next().is_some());
    all(&mut harness, true);
    until(&mut harness, "another map", |ws| ws.running().is_empty() && ws.features().map.value.as_ref() != Some(&map));
    assert!(harness.query_all_by_label_contains(drawn).next().is_some());
}

/// The pointer over a point names the item and its category, by the attribute that colours the map.
#[test]
fn a_point_of_the_map_tells_its_item_and_category() {
    let mut harness = window();
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    click(&mut harness, "Features");
    until(&mut harness, "the map", |ws| ws.features().map.value.is_some() && ws.running().is_empty());
    let heading = harness.get_by_label("Map of items").rect();
    let data = harness.state().workspace().loaded().unwrap().data.clone();
    let brands = data.item_attributes.columns.iter().find(|a| a.name == "brand").unwrap();
    // Wherever the points lie, a few places further there is one near.
    let places = (0..600).map(|at| egui::vec2(80.0 + 25.0 * (at % 24) as f32, 80.0 + 12.0 * (at / 24) as f32));
    let found = places.into_iter().find_map(|place| {
        harness.hover_at(heading.left_top() + place);
        harness.run_steps(2);
        let text = harness.query_all_by_label_contains("brand: ").next()?.accesskit_node().value()?;
        Some(text.to_owned())
    });
    let found = found.expect("a tooltip");
    let (name, brand) = found.split_once("\nbrand: ").unwrap();
    let item = (0..brands.len()).find(|item| data.item_name(*item) == name).unwrap();
    assert_eq!(brands.text(item), Some(brand));
}

#[test]
fn a_failed_split_is_said_in_each_stage_with_the_way_to_it() {
    let folder = Folder::new();
    let log: String =
        crate::support::small_log().lines().map(|l| l.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    let mut harness = window();
    open_and_load(&mut harness, folder.file("log.csv", log));
    let mut config = harness.state().workspace().config().clone();
    config.split.kind = Some(SplitKind::GlobalTime);
    let command = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(command);
    until(&mut harness, "the failure", |ws| ws.data().split.status.error().is_some());
    for stage in ["Features", "Models", "Blend", "Preview"] {
        click(&mut harness, stage);
        assert!(harness.query_all_by_label_contains("needs a time column").next().is_some(), "{stage}");
        click(&mut harness, "Change the split in Data");
        assert!(harness.query_by_label("Training, validation, test").is_some(), "{stage}");
    }
    // The log itself was loaded.
    assert!(harness.query_by_label("Load again").is_none());
}

#[test]
fn a_model_that_is_left_out_comes_back_with_its_settings() {
    let mut harness = sample_shop_trained();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
    harness.run_steps(3);
    let mut config = harness.state().workspace().config().clone();
    let mut model = config.component(&id("item_knn")).unwrap().clone();
    model.model = model.model.with("neighbors", 7.into()).unwrap();
    config.set_component(model.clone());
    let edit = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(edit);
    harness.run_steps(3);
    let label = format!("Use {}", english(model.model.kind().label()));
    click(&mut harness, &label);
    assert!(harness.state().workspace().config().model(&model.id).is_none());
    click(&mut harness, &label);
    assert_eq!(harness.state().workspace().config().model(&model.id), Some(&model.model));
}

#[test]
fn a_lock_can_be_opened_also_where_all_weights_are_locked() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Blend");
    let mut config = harness.state().workspace().config().clone();
    config.blend.locked = config.model_ids().into_iter().collect();
    let edit = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(edit);
    harness.run_steps(3);
    let before = harness.state().workspace().config().blend.locked.len();
    click(&mut harness, "Lock the weight of Popular");
    let locked = &harness.state().workspace().config().blend.locked;
    assert!(locked.len() + 1 == before && !locked.contains(&id("popular")), "{locked:?}");
}

#[test]
fn undo_takes_back_the_last_act_in_the_preview_and_a_setting_elsewhere() {
    let mut harness = sample_shop_trained();
    harness.state_mut().carry_out(BlendCommand::Set(id("popular"), 0.7));
    click(&mut harness, "Preview");
    until(&mut harness, "the list", |ws| ws.can_act() && ws.running().is_empty());
    let list = &harness.state().workspace().preview().list().unwrap().list;
    let item = list.entries[0].item;
    harness.state_mut().carry_out(PreviewCommand::Act(item, tastebench::data::Act::View));
    until(&mut harness, "the list after it", |ws| ws.running().is_empty());
    let weights = harness.state().workspace().weights();
    assert_eq!(harness.state().workspace().preview().acts().len(), 1);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(3);
    let ws = harness.state().workspace();
    assert!(ws.preview().acts().is_empty() && ws.weights() == weights, "the act alone");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(3);
    assert_ne!(harness.state().workspace().weights(), weights, "then the setting");
}

#[test]
fn scoring_that_was_stopped_says_so_and_can_be_tried_again() {
    let mut harness = sample_shop_trained();
    click(&mut harness, "Blend");
    let mut config = harness.state().workspace().config().clone();
    config.blend.normalization = tastebench::blend::Normalization::Rank;
    let edit = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(edit);
    let scoring = Job::Make(NodeId::Scores);
    let job = harness.state().workspace().running().into_iter().find(|job| job.kind == scoring).unwrap().id;
    harness.state_mut().carry_out(Command::Cancel(job));
    until(&mut harness, "quiet", |ws| ws.running().is_empty());
    for stage in ["Preview", "Blend"] {
        click(&mut harness, stage);
        assert!(harness.query_by_label_contains("stopped or failed").is_some(), "{stage}");
    }
    click(&mut harness, "Try again");
    until(&mut harness, "the figures", |ws| ws.running().is_empty() && ws.blend().scores.fresh().is_some());
    assert!(harness.query_by_label_contains("stopped or failed").is_none());
}

#[test]
fn recent_lists_projects_and_no_log_that_was_looked_at() {
    let folder = Folder::new();
    let mut harness = loaded(&folder, "log.csv");
    harness.state_mut().carry_out(Command::Close);
    until(&mut harness, "closed", |ws| !ws.is_open());
    assert!(harness.query_by_label("Recent").is_none());
    open_and_load(&mut harness, folder.path().join("log.csv"));
    harness.state_mut().carry_out(Command::Save(folder.path().join("kept.toml")));
    until(&mut harness, "saved", |ws| ws.project_path().is_some() && ws.running().is_empty());
    harness.state_mut().carry_out(Command::Close);
    until(&mut harness, "closed", |ws| !ws.is_open());
    assert!(harness.query_by_label("kept.toml").is_some());
    assert!(harness.query_by_label("log.csv").is_none());
}
