//! What is made again after an edit: sequences of edits and the table of nodes.

use std::time::{Duration, Instant};

use tastebench::pipeline::PipelineConfig;
use tastebench::project;
use tastebench::workspace::{Command, ModelsCommand, Workspace};

use crate::support::{Folder, component, small_items, small_log, to};

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
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained", |ws| all_made(ws) && ws.running().is_empty());
    ws
}

/// The nodes that are neither made nor only made when asked for, as "name state".
fn not_made(ws: &Workspace) -> Vec<String> {
    let asked_for = ["dropped rows", "map", "tuned weights", "test"];
    let rows = ws.nodes().into_iter().filter(|row| row.word() != "made" && !asked_for.contains(&row.name.as_str()));
    rows.map(|row| format!("{} {}", row.name, row.word())).collect()
}

fn all_made(ws: &Workspace) -> bool {
    not_made(ws).is_empty()
}

/// What an edit leaves unmade at once; then all follows.
fn after(ws: &mut Workspace, change: impl FnOnce(&mut PipelineConfig)) -> Vec<String> {
    let mut config = ws.config().clone();
    change(&mut config);
    ws.update(to(ws, &config));
    let unmade = not_made(ws);
    until(ws, "all followed", |ws| all_made(ws) && ws.running().is_empty());
    unmade
}

#[test]
fn an_edit_makes_again_what_lies_below_it_and_nothing_else() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let list = ["list making", "reasons stale"];
    let shown = ["figures stale", "full figures stale", "curve stale", "list stale", "reasons stale"];
    assert_eq!(after(&mut ws, |c| c.evaluation.resamples = 10), ["full figures making"]);
    let unmade = after(&mut ws, |c| c.evaluation.k = vec![5]);
    assert_eq!(unmade, ["figures making", "full figures stale", "curve making"]);
    let unmade = after(&mut ws, |c| _ = c.blend.weights.insert(component("popular").id, 0.7));
    assert_eq!(unmade, [&["figures making", "full figures stale", "curve making"], &list[..]].concat());
    let unmade = after(&mut ws, |c| c.blend.normalization = tastebench::blend::Normalization::MinMax);
    assert_eq!(unmade, [&["scores making"], &shown[..3], &list[..]].concat());
    let neighbors = |c: &mut PipelineConfig| {
        let knn = c.models[1].model.with("neighbors", 7.into()).unwrap();
        c.models[1].model = knn;
    };
    let unmade = after(&mut ws, neighbors);
    assert_eq!(unmade, [&["memory making", "model item_knn making", "scores stale"], &shown[..]].concat());
    let unmade = after(&mut ws, |c| c.features.features.entry("price".into()).or_default().enabled = false);
    let features = ["features making", "memory making", "model content waiting", "scores stale"];
    assert_eq!(unmade, [&features[..], &shown[..]].concat());
    // One model trains at a time. Whose list is shown is not known before the log is parted.
    let below_the_split = [
        &["features stale", "memory stale", "model popular waiting", "model item_knn waiting"][..],
        &["model content waiting", "scores stale"],
        &shown[..3],
        &["found users stale", "list undecided", "reasons undecided"],
    ]
    .concat();
    let unmade = after(&mut ws, |c| c.split.test = 0.2);
    assert_eq!(unmade, [&["split making"], &below_the_split[..]].concat());
    let unmade = after(&mut ws, |c| _ = c.data.weights.events.insert("view".into(), 0.5));
    assert_eq!(unmade, [&["data making", "split stale"], &below_the_split[..]].concat());
}

/// A setting that cannot be used fails where it acts; what is below waits; the settings before it give the results before it.
#[test]
fn a_failure_is_of_the_settings_that_failed_alone() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let before = table(&ws);
    let mut config = ws.config().clone();
    config.data.weights.half_life_days = Some(-1.0);
    ws.update(to(&ws, &config));
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
