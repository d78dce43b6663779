//! What is made again after an edit: sequences of edits and the table of nodes.

use std::time::{Duration, Instant};

use tastebench::pipeline::PipelineConfig;
use tastebench::project;
use tastebench::workspace::{Command, Workspace};

use crate::support::{Folder, component, small_items, small_log};

fn until(ws: &mut Workspace, what: &str, is_so: impl Fn(&Workspace) -> bool) {
    let start = Instant::now();
    while !is_so(ws) {
        assert!(start.elapsed() < Duration::from_secs(120), "never: {what}; {}", table(ws));
        ws.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn table(ws: &Workspace) -> String {
    ws.nodes().iter().map(|row| format!("{row}\n")).collect()
}

/// A project of three models, trained.
fn trained(folder: &Folder) -> Workspace {
    let mut config = PipelineConfig::for_events(&folder.file("log.csv", small_log()));
    config.data.items = Some(folder.file("items.csv", small_items()));
    config.models = ["popular", "item_knn", "content"].map(component).into();
    let path = folder.path().join("shop.toml");
    project::save(&path, &config).unwrap();
    let mut ws = Workspace::new(2, None, || {});
    ws.update(Command::Open(vec![path]));
    until(&mut ws, "loaded", |ws| ws.loaded().is_some() && ws.running().is_empty());
    ws.update(Command::Train(ws.config.model_ids()));
    until(&mut ws, "trained", |ws| all_made(ws) && ws.running().is_empty());
    ws
}

/// The nodes that are neither made nor only made when asked for, as "name state".
fn not_made(ws: &Workspace) -> Vec<String> {
    let asked_for = ["map", "test"];
    let rows = ws.nodes().into_iter().filter(|row| row.word() != "made" && !asked_for.contains(&row.name.as_str()));
    rows.map(|row| format!("{} {}", row.name, row.word())).collect()
}

fn all_made(ws: &Workspace) -> bool {
    not_made(ws).is_empty()
}

/// What an edit leaves unmade at once; then all follows.
fn after(ws: &mut Workspace, change: impl FnOnce(&mut PipelineConfig)) -> Vec<String> {
    let mut config = ws.config.clone();
    change(&mut config);
    ws.update(Command::Edit(Box::new(config)));
    let unmade = not_made(ws);
    until(ws, "all followed", |ws| all_made(ws) && ws.running().is_empty());
    unmade
}

#[test]
fn an_edit_makes_again_what_lies_below_it_and_nothing_else() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    assert_eq!(after(&mut ws, |c| c.evaluation.resamples = 10), Vec::<String>::new());
    assert_eq!(after(&mut ws, |c| c.blend.normalization = tastebench::blend::Normalization::MinMax), ["scores making"]);
    let neighbors = |c: &mut PipelineConfig| {
        let knn = c.models[1].model.with("neighbors", 7.into()).unwrap();
        c.models[1].model = knn;
    };
    assert_eq!(after(&mut ws, neighbors), ["model item_knn making", "scores stale"]);
    assert_eq!(
        after(&mut ws, |c| c.features.features.entry("price".into()).or_default().enabled = false),
        ["features making", "model content stale", "scores stale"],
    );
    // One model trains at a time.
    let below_the_split = ["features stale", "model popular stale", "model item_knn stale", "model content stale"];
    let unmade = after(&mut ws, |c| c.split.test = 0.2);
    assert_eq!(unmade, [&["split making"], &below_the_split[..], &["scores stale"]].concat());
    let unmade = after(&mut ws, |c| _ = c.data.weights.events.insert("view".into(), 0.5));
    assert_eq!(unmade, [&["data making", "split stale"], &below_the_split[..], &["scores stale"]].concat());
}

/// A setting that cannot be used fails where it acts; what is below waits; the settings before it give the results before it.
#[test]
fn a_failure_is_of_the_settings_that_failed_alone() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let before = table(&ws);
    let mut config = ws.config.clone();
    config.data.weights.half_life_days = Some(-1.0);
    ws.update(Command::Edit(Box::new(config)));
    // Changed again while the job that is going to fail runs.
    ws.update(Command::Undo);
    assert!(all_made(&ws), "{}", table(&ws));
    until(&mut ws, "the end of the job", |ws| ws.running().is_empty());
    assert!(all_made(&ws), "{}", table(&ws));
    ws.update(Command::Redo);
    until(&mut ws, "the failure", |ws| not_made(ws).contains(&"split failed".to_owned()) && ws.running().is_empty());
    ws.update(Command::Undo);
    assert!(all_made(&ws), "{}", table(&ws));
    let made =
        |table: &str| table.lines().map(|line| line.split_whitespace().take(4).collect()).collect::<Vec<String>>();
    assert_eq!(made(&table(&ws)), made(&before));
}
