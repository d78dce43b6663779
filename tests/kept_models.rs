//! A project that is opened again has its models, without training them again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tastebench::base::{TaskContext, Vocabulary};
use tastebench::models::{Candidates, ComponentId, Recommender};
use tastebench::pipeline::{Fingerprints, Key, PipelineConfig};
use tastebench::project::model_cache::{Kept, ModelCache};
use tastebench::workspace::{Command, DataCommand, Job, ModelsCommand, NodeId, Stage, StageState, Workspace};

use crate::support::{Folder, at, id, small_items, small_log, to};
use crate::workspace::{is_settled, until};

fn workspace(folder: &Folder) -> Workspace {
    Workspace::new(1, Some(folder.path().join("state")), || {})
}

/// A project with all its models trained, saved and kept.
fn project(folder: &Folder) -> (PathBuf, Workspace) {
    let mut ws = workspace(folder);
    let events = folder.file("events.csv", small_log());
    let items = folder.file("items.csv", small_items());
    ws.update(Command::Open(vec![items, events]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some() && ws.data().items.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    let path = folder.path().join("shop.toml");
    ws.update(Command::Save(path.clone()));
    until(&mut ws, "saved and kept", |ws| !ws.has_unsaved_work() && ws.running().is_empty());
    (path, ws)
}

/// Opens a project, and waits until nothing is done any more. Whether a model was trained meanwhile.
fn reopened(folder: &Folder, path: &Path) -> (Workspace, bool) {
    let mut ws = workspace(folder);
    ws.update(Command::Open(vec![path.to_owned()]));
    let mut has_trained = false;
    let mut quiet = 0;
    while quiet < 20 {
        ws.poll();
        let running = ws.running();
        has_trained |= running.iter().any(|j| matches!(j.kind, Job::Make(NodeId::Model(_))));
        quiet = if running.is_empty() && ws.data().split.value.is_some() { quiet + 1 } else { 0 };
        std::thread::sleep(Duration::from_millis(2));
    }
    (ws, has_trained)
}

fn files(folder: &Folder) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder.path().join("state/models"))
        .map(|dir| dir.map(|f| f.unwrap().path()).collect())
        .unwrap_or_default();
    files.sort();
    files
}

fn scores(ws: &Workspace, model: &dyn Recommender) -> Vec<u32> {
    let split = ws.data().split.value.as_ref().unwrap();
    let holdout = split.validation.as_ref().unwrap();
    let mut bits = Vec::new();
    for user in &holdout.users {
        let mut out = vec![0.0; model.n_items()];
        model.score(holdout.history.of(user.idx()), Candidates::All, &mut out);
        bits.extend(out.iter().map(|s: &f32| s.to_bits()));
    }
    bits
}

/// Whether all models fit the settings.
fn is_trained(ws: &Workspace, id: &ComponentId) -> bool {
    ws.models().model_state(id) == StageState::Done
}

fn are_trained(ws: &Workspace) -> bool {
    let ids = ws.config().model_ids();
    !ids.is_empty() && ids.iter().all(|id| ws.models().model_state(id) == StageState::Done)
}

#[test]
fn a_project_that_is_opened_again_has_its_models_without_training() {
    let folder = Folder::new();
    let (path, first) = project(&folder);
    assert_eq!(first.config().models.len(), 3);
    let (again, has_trained) = reopened(&folder, &path);
    assert!(!has_trained);
    for id in first.config().model_ids() {
        assert_eq!(again.models().model_state(&id), StageState::Done, "{id}");
        let (old, new) = (
            first.models().model(&id).unwrap().value.as_ref().unwrap(),
            again.models().model(&id).unwrap().value.as_ref().unwrap(),
        );
        assert_eq!((&new.run, new.fitted.fit_seconds), (&old.run, old.fitted.fit_seconds));
        assert_eq!(scores(&again, &*new.fitted.model), scores(&first, &*old.fitted.model), "{id}");
    }
    assert_eq!(again.stage_state(Stage::Blend), StageState::Done);
    assert_eq!(again.stage_state(Stage::Preview), StageState::Done);
    assert_eq!(again.blend().figures().unwrap().table, first.blend().figures().unwrap().table);
    assert_eq!(again.preview().list().unwrap().list, first.preview().list().unwrap().list);
    assert_eq!(again.book(), first.book(), "no second record");
    assert!(!again.has_unsaved_work());
    drop(first);

    // In the same window too, as often as it is opened.
    let mut ws = again;
    for _ in 0..2 {
        ws.update(Command::Close);
        ws.update(Command::Open(vec![path.clone()]));
        until(&mut ws, "all models", are_trained);
    }
    // And for settings that are gone back to.
    let mut config = ws.config().clone();
    config.seed = 1;
    ws.update(to(&ws, &config));
    until(&mut ws, "trained with another seed", |ws| ws.book().runs.len() == 6 && is_settled(ws));
    ws.update(Command::Undo);
    until(&mut ws, "fetched again", |ws| are_trained(ws) && is_settled(ws));
    assert_eq!(ws.book().runs.len(), 6);
}

#[test]
fn models_that_were_just_trained_are_kept_when_the_window_is_closed() {
    let folder = Folder::new();
    let (path, mut ws) = project(&folder);
    let n = files(&folder).len();
    let mut config = ws.config().clone();
    config.seed = 7;
    ws.update(to(&ws, &config));
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained", |ws| ws.config().model_ids().iter().all(|id| is_trained(ws, id)));
    ws.update(Command::Save(path.clone()));
    ws.finish();
    drop(ws);
    assert!(files(&folder).len() > n);
    let (ws, has_trained) = reopened(&folder, &path);
    assert!(!has_trained && are_trained(&ws));
}

#[test]
fn figures_that_are_reported_in_another_way_are_made_anew_from_the_kept_model() {
    let folder = Folder::new();
    let (path, mut ws) = project(&folder);
    let mut config = ws.config().clone();
    config.evaluation.k = vec![3];
    ws.update(to(&ws, &config));
    ws.update(Command::Save(path.clone()));
    until(&mut ws, "saved", |ws| !ws.has_unsaved_work() && ws.running().is_empty());
    let (again, has_trained) = reopened(&folder, &path);
    let run = &again.models().model(&id("popular")).unwrap().value.as_ref().unwrap().run;
    assert!(!has_trained && run.metrics.get(at("ndcg@3")).is_some() && run.metrics.get(at("ndcg@20")).is_none());
}

#[test]
fn a_model_whose_file_is_damaged_is_removed_and_trained_when_asked_for() {
    for ending in ["safetensors", "users", "json"] {
        damaged_is_removed(ending);
    }
}

fn damaged_is_removed(ending: &str) {
    let folder = Folder::new();
    let (path, ws) = project(&folder);
    drop(ws);
    for file in files(&folder).iter().filter(|f| f.extension().is_some_and(|e| e == ending)) {
        let bytes = std::fs::read(file).unwrap();
        std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    }
    let (mut ws, has_trained) = reopened(&folder, &path);
    assert!(!has_trained, "nothing is trained that was not asked for");
    assert_eq!(ws.models().model_state(&id("item_knn")), StageState::Empty);
    assert!(files(&folder).is_empty(), "{:?}", files(&folder));
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and kept again", |ws| is_settled(ws) && ws.running().is_empty());
    assert_eq!(files(&folder).len(), 9, "three files a model");
}

#[test]
fn all_kept_models_can_be_removed() {
    let folder = Folder::new();
    let (path, mut ws) = project(&folder);
    ws.update(Command::Close);
    until(&mut ws, "looked", |ws| ws.state_folder().model_bytes > 0);
    let bytes: u64 = files(&folder).iter().map(|f| f.metadata().unwrap().len()).sum();
    assert_eq!(ws.state_folder().model_bytes, bytes);
    ws.update(Command::EmptyCache);
    until(&mut ws, "emptied", |ws| ws.state_folder().model_bytes == 0);
    assert!(files(&folder).is_empty());
    let (again, _) = reopened(&folder, &path);
    assert_eq!(again.models().model_state(&id("popular")), StageState::Empty);
}

#[test]
fn the_bound_is_kept_by_removing_what_was_used_least_lately() {
    let folder = Folder::new();
    let (_, ws) = project(&folder);
    let trained = ws.models().model(&id("item_knn")).unwrap().value.clone().unwrap();
    let items: &Vocabulary = &ws.loaded().unwrap().data.interactions.items;
    let evaluation = ws.config().evaluation.clone();
    let kept = Kept { fitted: trained.fitted.clone(), run: trained.run.clone(), evaluation };
    let events = folder.file("any.csv", "user_id,item_id\n");
    let files = Fingerprints::default().look(std::slice::from_ref(&events), &TaskContext::new()).unwrap();
    let log = Key::data(&PipelineConfig::for_events(&events), &files).unwrap();
    let key = |seed: u64| Key::model(&kept.fitted.component.model, seed, log, log);
    let state = folder.path().join("bounded");
    let unbounded = ModelCache::new(&state, u64::MAX);
    unbounded.save(key(0), &kept, items).unwrap();
    let one = unbounded.bytes();
    // Room for four and a half; times of change are told apart by the clock.
    let cache = ModelCache::new(&state, one * 9 / 2);
    let pause = || std::thread::sleep(Duration::from_millis(20));
    for seed in 1..4 {
        pause();
        cache.save(key(seed), &kept, items).unwrap();
    }
    pause();
    assert!(cache.load(key(0), &kept.fitted.component, items).is_some(), "used again");
    pause();
    cache.save(key(4), &kept, items).unwrap();
    assert!(cache.bytes() <= one * 9 / 2);
    let is_there = |seed| cache.load(key(seed), &kept.fitted.component, items).is_some();
    assert_eq!([0, 1, 2, 3, 4].map(is_there), [true, false, true, true, true]);

    let small = ModelCache::new(&folder.path().join("small"), one * 2);
    small.save(key(0), &kept, items).unwrap();
    assert_eq!(small.bytes(), 0, "one model may take a quarter of the bound");
    let (other, _) = Vocabulary::from_distinct(&["a", "b"]);
    assert!(cache.load(key(0), &kept.fitted.component, &other).is_none(), "another catalogue");
}
