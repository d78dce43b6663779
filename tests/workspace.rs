//! The state behind the window, driven by commands without a window.

use std::time::{Duration, Instant};

use tastebench::base::TaskContext;
use tastebench::data::{Act, NegativeKind, Role, TableKind, Transform, ValueUse};
use tastebench::models::ComponentId;
use tastebench::pipeline::{
    self, PipelineConfig,
    search::{self, Method, SearchConfig},
};
use tastebench::ranking::Moved;
use tastebench::split::Part;
use tastebench::workspace::{
    BlendCommand, Command, DataCommand, FeaturesCommand, Job, ModelsCommand, NodeId, Preview, PreviewCommand, Severity,
    Stage, StageState, Workspace,
};

use crate::support::{Folder, all_models, at, component, english, id, kind, small_items, small_log, to};

pub fn until(ws: &mut Workspace, what: &str, is_so: impl Fn(&Workspace) -> bool) {
    let start = Instant::now();
    while !is_so(ws) {
        let waited = start.elapsed() < Duration::from_secs(120);
        assert!(waited, "waited for: {what}; running: {:?}; messages: {:?}", ws.running(), ws.messages());
        ws.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
}

pub fn is_settled(ws: &Workspace) -> bool {
    ws.running().is_empty() && ws.blend().figures().is_some_and(|b| b.weights == ws.weights() && b.is_full())
}

fn opened(folder: &Folder) -> Workspace {
    let mut ws = Workspace::new(1, None, || {});
    let events = folder.file("events.csv", small_log());
    let items = folder.file("items.csv", small_items());
    ws.update(Command::Open(vec![items, events]));
    until(&mut ws, "files opened", |ws| ws.data().events.value.is_some() && ws.data().items.value.is_some());
    ws
}

fn trained(folder: &Folder) -> Workspace {
    let mut ws = opened(folder);
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    ws
}

#[test]
fn the_window_and_the_headless_run_give_the_same_figures_to_the_last_digit() {
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::OpenSample);
    until(&mut ws, "the sample shop", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    ws.update(BlendCommand::Drag(id("content"), 0.37));
    ws.update(Command::Release);
    until(&mut ws, "settled", |ws| is_settled(ws) && ws.blend().figures().unwrap().table.values[0].interval.is_some());
    assert_headless_agrees(&mut ws);
}

/// Every figure of the window, on validation and on test, is that of a headless run with the same settings.
fn assert_headless_agrees(ws: &mut Workspace) {
    ws.update(BlendCommand::Unseal);
    until(ws, "test", |ws| ws.blend().test.value.is_some());
    let headless = pipeline::run(ws.config(), &TaskContext::new()).unwrap();
    let of =
        |id: &str, part: Part| headless.runs.iter().find(|r| r.id == id && r.part == part).unwrap().metrics.clone();
    for id in ws.config().model_ids() {
        assert_eq!(
            ws.models().model(&id).unwrap().value.as_ref().unwrap().run.metrics,
            of(id.as_str(), Part::Validation),
            "{id}"
        );
    }
    assert_eq!(ws.blend().figures().unwrap().table, of("blend", Part::Validation));
    let test = &ws.blend().test.value.as_ref().unwrap().runs;
    assert_eq!(test.len(), ws.config().models.len() + 1, "the models and their blend");
    for run in test {
        assert_eq!(run.metrics, of(&run.id, Part::Test), "{}", run.id);
    }
}

#[test]
fn the_window_and_the_headless_run_agree_on_every_model() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    edit(&mut ws, |config| config.models = all_models());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "all trained and blended", |ws| {
        let trained = all_models().iter().all(|model| ws.models().model_state(&model.id) == StageState::Done);
        trained && is_settled(ws) && ws.blend().figures().unwrap().table.values[0].interval.is_some()
    });
    assert_headless_agrees(&mut ws);
}

#[test]
fn what_a_user_said_against_items_stands_in_their_history_at_its_moment() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    let mut log = small_log();
    // Items that nobody else is known to like are of no use; these are from the log.
    log +=
        "u3,i1,view,1700000000\nu3,i2,dislike,1700000001\nu3,i4,impression,1700000002\nu3,i1,impression,1700000003\n";
    let unmet: Vec<String> = ["i2", "i4"].map(str::to_owned).to_vec();
    assert!(small_log().lines().all(|row| !unmet.iter().any(|item| row.starts_with(&format!("u3,{item},")))));
    ws.update(Command::Open(vec![folder.file("events.csv", log)]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    let users = &ws.loaded().unwrap().data.interactions.users;
    let user = users.index("u3").unwrap();
    ws.update(PreviewCommand::PickUser(user));
    until(&mut ws, "their list", |ws| ws.preview().list().is_some_and(|list| list.user == Some(user)));
    let preview = ws.preview().list().unwrap();
    let items = &preview.log.data.interactions.items;
    let against: Vec<_> =
        preview.history.iter().filter_map(|met| Some((items.id(met.item as usize), met.weight.err()?))).collect();
    assert_eq!(
        against,
        [("i4", NegativeKind::NotTaken), ("i2", NegativeKind::Disliked)],
        "the newest first, and not what they took"
    );
    assert!(preview.history.is_sorted_by_key(|met| std::cmp::Reverse(met.at)));
    assert!(preview.list.entries.iter().all(|entry| items.id(entry.item as usize) != "i2"));
}

#[test]
fn a_drag_moves_figures_and_lists_and_is_one_step_for_undo() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let (figures, list, config) =
        (ws.blend().figures().unwrap().table.clone(), ws.preview().list().cloned().unwrap(), ws.config().clone());
    for step in 0..20 {
        ws.update(BlendCommand::Drag(id("popular"), f64::from(step) / 19.0));
        ws.poll();
    }
    ws.update(Command::Release);
    until(&mut ws, "settled at all weight on popular", is_settled);
    until(&mut ws, "the list followed", |ws| ws.preview().list().unwrap().list != list.list);
    assert_ne!(ws.blend().figures().unwrap().table, figures);
    assert_eq!(ws.weights()[0], 1.0);
    assert_eq!(ws.blend().curve.value.as_ref().unwrap().model, id("popular"));
    ws.update(Command::Undo);
    assert_eq!(*ws.config(), config);
    ws.update(Command::Redo);
    assert_eq!(ws.weights()[0], 1.0);
}

#[test]
fn a_change_makes_stale_what_lies_downstream_and_nothing_else() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let knn = ws.models().model(&id("item_knn")).unwrap().value.clone().unwrap();
    let content = ws.models().model(&id("content")).unwrap().value.clone().unwrap();
    let mut config = ws.config().clone();
    config
        .features
        .features
        .insert("price".into(), tastebench::features::FeatureSetting { enabled: false, weight: 1.0 });
    ws.update(to(&ws, &config));
    // The change is quick, so it is made good at once.
    until(&mut ws, "followed", |ws| is_settled(ws) && ws.models().model_state(&id("content")) == StageState::Done);
    assert!(std::sync::Arc::ptr_eq(&knn, ws.models().model(&id("item_knn")).unwrap().value.as_ref().unwrap()));
    assert!(!std::sync::Arc::ptr_eq(&content, ws.models().model(&id("content")).unwrap().value.as_ref().unwrap()));
}

#[test]
fn a_role_can_be_changed_before_loading() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("odd.csv", "alpha,item_id,when\n1,a,5\n2,b,6\n1,b,7\n2,c,8\n")]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    assert_eq!(ws.stage_state(Stage::Data), StageState::Empty, "no user column yet");
    ws.update(DataCommand::SetRole(TableKind::Events, "alpha".into(), Role::User));
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.loaded().is_some());
    assert_eq!(ws.loaded().unwrap().profile.users, 2);
}

#[test]
fn failures_become_messages_and_the_workspace_lives_on() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("empty.csv", "")]));
    until(&mut ws, "failed", |ws| !ws.is_open());
    assert!(ws.messages().iter().any(|m| m.severity == Severity::Error && english(&m.said).contains("is empty")));
    // Content without any feature fails; the others do not.
    ws.update(Command::Open(vec![folder.file("events.csv", small_log())]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    let mut config = ws.config().clone();
    config.models.push(component("content"));
    ws.update(to(&ws, &config));
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "all ended", |ws| {
        ws.running().is_empty() && ws.models().model_state(&id("content")) != StageState::Empty
    });
    assert_eq!(ws.models().model_state(&id("content")), StageState::Failed);
    assert_eq!(ws.models().model_state(&id("item_knn")), StageState::Done);
}

/// One that fails, one that was never trained and one that is stopped leave the others to be blended and previewed.
#[test]
fn the_models_that_are_ready_are_blended() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("events.csv", small_log())]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    // Without an items file there is nothing that content could compare.
    edit(&mut ws, |config| config.models = ["popular", "item_knn", "ease", "content"].map(component).into());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    let blended = |ws: &Workspace| ws.blend().figures().map(|figures| figures.models.clone()).unwrap_or_default();
    ws.update(ModelsCommand::Train(["popular", "item_knn", "content"].map(id).into()));
    until(&mut ws, "all ended", |ws| ws.running().is_empty() && ws.models().queue().is_empty());
    assert_eq!(ws.models().model_state(&id("content")), StageState::Failed);
    assert_eq!(ws.models().model_state(&id("ease")), StageState::Empty);
    let ready = [id("popular"), id("item_knn")];
    assert_eq!(blended(&ws), ready);
    assert_eq!(ws.preview().list().unwrap().models, ready);
    // They are the figures of a blend of these two.
    let of_two = ws.blend().figures().unwrap().clone();
    ws.update(BlendCommand::Unseal);
    until(&mut ws, "test", |ws| ws.blend().test.fresh().is_some());
    let judged: Vec<_> = ws.blend().test.value.as_ref().unwrap().runs.iter().map(|run| run.id.clone()).collect();
    assert_eq!(judged, ["popular", "item_knn", "blend"]);
    ws.update(ModelsCommand::Remove(id("content")));
    ws.update(ModelsCommand::Remove(id("ease")));
    until(&mut ws, "quiet", |ws| ws.running().is_empty() && ws.blend().scores.status.is_fresh());
    assert_eq!((blended(&ws), &ws.blend().figures().unwrap().table), (ready.to_vec(), &of_two.table));
    assert_eq!(ws.weights(), of_two.weights);
    // What follows by itself is waited for: the figures are never those of one of them alone.
    edit(&mut ws, |config| {
        let knn = config.models[1].model.with("neighbors", 3.into()).unwrap();
        config.models[1].model = knn;
    });
    until(&mut ws, "followed", |ws| {
        assert_eq!(blended(ws).len(), 2);
        ws.models().model_state(&id("item_knn")) == StageState::Done && is_settled(ws)
    });
}

#[test]
fn a_training_that_is_stopped_ends_its_thread_and_nothing_comes_of_it() {
    let folder = Folder::new();
    let mut ws = with_a_long_log(&folder);
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    let fit = |ws: &Workspace| ws.running().into_iter().find(|j| j.kind == Job::training(id("item_knn")));
    let is_under_way = |ws: &Workspace| fit(ws).is_none_or(|j| j.progress.fraction.is_some_and(|f| f > 0.0));
    until(&mut ws, "under way", is_under_way);
    let job = fit(&ws).expect("still training");
    ws.update(Command::Cancel(job.id));
    assert!(ws.running().is_empty(), "forgotten at once");
    assert_eq!(ws.stopping().len(), 1, "its thread still runs");
    until(&mut ws, "its thread has ended", |ws| ws.stopping().is_empty());
    assert!(ws.models().model(&id("item_knn")).is_none_or(|m| m.value.is_none()) && ws.book().runs.is_empty());
    assert_eq!(ws.models().model_state(&id("item_knn")), StageState::Empty, "stopped, not failed");
    // Asked again, it trains.
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    until(&mut ws, "trained", |ws| ws.models().model_state(&id("item_knn")) == StageState::Done);
}

/// A log over which the neighbourhoods of items take a while, split and ready to be trained on.
fn with_a_long_log(folder: &Folder) -> Workspace {
    let mut log = String::from("user_id,item_id\n");
    for user in 0..400u64 {
        for step in 0..250u64 {
            log += &format!("{user},{}\n", (user * 31 + step * step * 7 + step) % 6000);
        }
    }
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("long.csv", log)]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    ws
}

/// The training that runs.
fn training(ws: &Workspace) -> Option<tastebench::jobs::JobId> {
    ws.running().into_iter().find(|job| job.kind.is_training()).map(|job| job.id)
}

#[test]
fn a_training_goes_on_while_its_model_is_renamed_and_while_a_setting_is_held() {
    let folder = Folder::new();
    let mut ws = with_a_long_log(&folder);
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    let job = training(&ws);
    assert!(job.is_some());
    ws.update(ModelsCommand::Rename(id("item_knn"), "neighbours".into()));
    let mut held = ws.config().clone();
    held.seed += 1;
    let Command::Edit(edits) = to(&ws, &held) else { panic!("no edit") };
    ws.update(Command::Adjust(edits));
    assert_eq!(training(&ws), job, "it began again");
    // Back to where it was, and let go.
    held.seed -= 1;
    let Command::Edit(edits) = to(&ws, &held) else { panic!("no edit") };
    ws.update(Command::Adjust(edits));
    ws.update(Command::Release);
    assert_eq!(training(&ws), job, "it began again");
    until(&mut ws, "trained", |ws| ws.models().model_state(&id("neighbours")) == StageState::Done);
    assert_eq!(ws.book().runs.len(), 1);
    until(&mut ws, "blended", |ws| ws.running().is_empty() && ws.blend().figures().is_some());
    assert_eq!(ws.blend().figures().unwrap().models, [id("neighbours")]);
    ws.update(ModelsCommand::Rename(id("neighbours"), "near".into()));
    until(&mut ws, "blended", |ws| ws.running().is_empty());
    assert_eq!(ws.blend().figures().unwrap().models, [id("near")]);
    assert_eq!(ws.preview().list().unwrap().models, [id("near")]);
    assert_eq!(ws.book().runs.len(), 1, "it is the same model");
}

#[test]
fn a_training_that_is_stopped_after_its_model_was_renamed_stays_stopped() {
    let folder = Folder::new();
    let mut ws = with_a_long_log(&folder);
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    until(&mut ws, "it trains", |ws| training(ws).is_some());
    ws.update(ModelsCommand::Rename(id("item_knn"), "near".into()));
    ws.poll();
    ws.update(Command::Cancel(training(&ws).unwrap()));
    until(&mut ws, "quiet", |ws| ws.running().is_empty() && ws.stopping().is_empty());
    assert!(training(&ws).is_none() && ws.models().queue().is_empty());
    assert!(ws.models().model(&id("near")).is_none_or(|node| node.value.is_none()));
}

#[test]
fn a_model_that_takes_no_part_any_more_is_let_go_when_another_is_trained() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let held = |ws: &Workspace| ws.models().model(&id("item_knn")).is_some_and(|node| node.value.is_some());
    ws.update(ModelsCommand::Remove(id("item_knn")));
    until(&mut ws, "blended without it", is_settled);
    assert!(held(&ws), "it comes back at once by an undo");
    ws.update(ModelsCommand::Set(Box::new(component("rp3beta"))));
    ws.update(ModelsCommand::Train(vec![id("rp3beta")]));
    until(&mut ws, "trained", is_settled);
    assert!(!held(&ws));
}

#[test]
fn a_model_that_is_taken_out_of_the_queue_stays_out() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    ws.update(ModelsCommand::Pause(true));
    edit(&mut ws, |config| {
        let knn = config.models[1].model.with("neighbors", 3.into()).unwrap();
        config.models[1].model = knn;
    });
    assert_eq!(ws.models().queue(), [id("item_knn")], "it follows by itself");
    ws.update(ModelsCommand::Unqueue(id("item_knn")));
    ws.update(ModelsCommand::Pause(false));
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    assert_eq!(ws.models().model_state(&id("item_knn")), StageState::Stale);
    // The others go on without it.
    until(&mut ws, "blended", |ws| ws.running().is_empty() && ws.blend().scores.status.is_fresh());
    assert_eq!(ws.blend().figures().unwrap().models, [id("popular"), id("content")]);
}

#[test]
fn a_file_that_was_mended_is_opened_again_by_load() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("log.csv", "alpha,item_id,when\n1,a,5\n2,b,6\n1,b,7\n2,c,8\n")]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some() && ws.running().is_empty());
    ws.update(DataCommand::Load);
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    assert!(ws.loaded().is_none(), "no column holds users");
    folder.file("log.csv", "user_id,item_id,when\n1,a,5\n2,b,6\n1,b,7\n2,c,8\n");
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.loaded().is_some());
}

#[test]
fn what_is_opened_while_a_weight_is_held_is_worked_on_at_once() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    ws.update(BlendCommand::Drag(id("popular"), 0.9));
    assert!(ws.is_held());
    ws.update(Command::OpenSample);
    until(&mut ws, "the sample shop", |ws| {
        ws.config().data.events.as_os_str() == "sample:events.csv" && ws.data().split.value.is_some()
    });
    assert!(!ws.is_held());
}

#[test]
fn figures_that_were_stopped_do_not_start_again_by_themselves() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    ws.update(BlendCommand::Drag(id("popular"), 0.9));
    ws.update(Command::Release);
    until(&mut ws, "the full figures begin", |ws| {
        ws.running().iter().any(|j| j.kind == Job::Make(NodeId::FullFigures))
    });
    let job = ws.running().into_iter().find(|j| j.kind == Job::Make(NodeId::FullFigures)).unwrap();
    ws.update(Command::Cancel(job.id));
    assert!(ws.running().iter().all(|j| j.kind != Job::Make(NodeId::FullFigures)), "it started again");
    // Another weight asks anew.
    ws.update(BlendCommand::Drag(id("popular"), 0.4));
    ws.update(Command::Release);
    until(&mut ws, "settled", |ws| is_settled(ws) && ws.blend().figures().unwrap().table.values[0].interval.is_some());
}

#[test]
fn a_file_that_changed_is_read_again_when_asked() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    folder.file("events.csv", small_log().lines().take(300).collect::<Vec<_>>().join("\n"));
    ws.update(DataCommand::Load);
    until(&mut ws, "read again", |ws| ws.loaded().unwrap().data.account.rows_in == 299);
}

#[test]
fn a_log_that_describes_its_items_is_tried_with_content() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("log.csv", "user_id,item_id,brand\n1,a,x\n2,b,y\n1,b,y\n2,c,x\n")]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    assert!(ws.config().model(&id("content")).is_some());
    assert!(!ws.is_changed());
}

#[test]
fn a_test_file_makes_the_split_a_given_one() {
    let folder = Folder::new();
    let mut ws = Workspace::new(1, None, || {});
    let train = folder.file("train.csv", small_log());
    let test =
        folder.file("test.csv", "user_id,item_id,event,timestamp\nu1,i2,view,1700000000\nu2,i1,view,1700000001\n");
    ws.update(Command::Open(vec![train]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::SetTest(Some(test)));
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    assert_eq!(ws.data().split.value.as_ref().unwrap().kind, tastebench::split::SplitKind::Given);
    ws.update(DataCommand::SetTest(None));
    until(&mut ws, "split by time again", |ws| {
        ws.data().split.value.as_ref().unwrap().kind == tastebench::split::SplitKind::GlobalTime
    });
}

#[test]
fn saving_forgets_no_setting() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    let path = folder.path().join("project.toml");
    assert!(!ws.is_changed());
    ws.update(DataCommand::SetRole(TableKind::Events, "event".into(), Role::Ignore));
    assert!(ws.is_changed());
    ws.update(Command::Save(path.clone()));
    until(&mut ws, "saved", |ws| !ws.is_changed());
    let mut again = Workspace::new(1, None, || {});
    again.update(Command::Open(vec![path]));
    until(&mut again, "loaded from the project", |ws| ws.loaded().is_some());
    assert_eq!(again.config(), ws.config());
    assert_eq!(again.loaded().unwrap().data.event_types.len(), 1);
}

fn runs_ended(ws: &Workspace) -> Vec<ComponentId> {
    ws.book().runs.iter().map(|r| r.model.kind().into()).collect()
}

#[test]
fn models_are_trained_one_after_the_other_and_can_be_held() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Pause(true));
    let wanted = [id("item_knn"), id("popular"), id("content")];
    ws.update(ModelsCommand::Train(wanted.to_vec()));
    for _ in 0..20 {
        ws.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(ws.models().queue(), wanted, "nothing begins while training is held");
    assert!(ws.models().memory_of(&id("ease")).unwrap() > 0, "what it takes is known before it begins");
    ws.update(ModelsCommand::Unqueue(id("popular")));
    ws.update(ModelsCommand::Pause(false));
    let mut most = 0;
    let start = Instant::now();
    while runs_ended(&ws).len() < 2 {
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", ws.messages());
        most = most.max(ws.running().iter().filter(|j| matches!(j.kind, Job::Make(NodeId::Model(_)))).count());
        ws.poll();
    }
    assert_eq!(most, 1);
    assert_eq!(runs_ended(&ws), [id("item_knn"), id("content")], "in the order of the queue");
    assert_eq!(ws.models().model_state(&id("popular")), StageState::Empty, "it was taken out of the queue");
}

#[test]
fn a_held_search_stands_still_and_goes_on_after_a_restart_where_it_was_stopped() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    let project = folder.path().join("shop.toml");
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved", |ws| ws.project_path().is_some());
    let (id, kind) = (id("item_knn"), kind("item_knn"));
    let settings = SearchConfig { method: Method::Random, trials: 12, patience: 100, ..SearchConfig::default() };
    let start = ws.config().model(&id).unwrap().clone();
    ws.update(ModelsCommand::Search(Box::new(start.clone()), settings.clone()));
    until(&mut ws, "some trials", |ws| ws.search(kind).is_some_and(|s| s.trials.len() >= 3));
    ws.update(ModelsCommand::Pause(true));
    // The trial under way may still end.
    std::thread::sleep(Duration::from_millis(100));
    ws.poll();
    let held = ws.search(kind).unwrap().trials.len();
    std::thread::sleep(Duration::from_millis(200));
    ws.poll();
    if let Some(job) = ws.running().iter().find(|j| j.kind == Job::Search(kind)) {
        assert!(job.is_paused);
        assert_eq!(ws.search(kind).unwrap().trials.len(), held);
        let job = job.id;
        ws.update(Command::Cancel(job));
    }
    until(&mut ws, "the runs were saved", |ws| ws.running().is_empty());
    let before = ws.search(kind).unwrap().trials.clone();
    drop(ws);

    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![project]));
    until(&mut ws, "opened again", |ws| ws.data().split.value.is_some());
    let kept = ws.search(kind).expect("the search lies beside the project").clone();
    assert_eq!(kept.trials, before);
    ws.update(ModelsCommand::Search(Box::new(kept.start), kept.config));
    until(&mut ws, "the whole search", |ws| ws.messages().iter().any(|m| english(&m.said).contains("Searched")));
    let trials = ws.search(kind).unwrap().trials.clone();
    assert_eq!(trials.len(), 12, "no trial was made twice");
    assert_eq!(trials[..before.len()], before);
    assert!(trials.iter().all(|t| t.failure.is_none()), "{trials:?}");

    let best = search::best(&trials, at("ndcg@20")).unwrap().clone();
    assert!(trials.iter().all(|t| t.value(at("ndcg@20")) <= best.value(at("ndcg@20"))));
    ws.update(ModelsCommand::Use(Box::new(best.model.clone().into())));
    until(&mut ws, "the winner was trained", |ws| ws.models().model_state(&id) == StageState::Done);
    let run = &ws.models().model(&id).unwrap().value.as_ref().unwrap().run;
    assert_eq!(
        run.metrics.get(at("ndcg@20")).unwrap().mean,
        best.value(at("ndcg@20")),
        "the same figure as in the search"
    );
}

#[test]
fn runs_are_kept_named_and_deleted() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let n = ws.book().runs.len();
    assert_eq!(n, ws.config().models.len());
    let knn = ws.book().runs.iter().find(|r| r.model.kind() == kind("item_knn")).unwrap().clone();
    assert_eq!(Some(&knn.data), ws.data_key().as_ref());
    assert!(knn.metrics.values[0].interval.is_some() && knn.memory > 0);
    ws.update(ModelsCommand::RenameRun(knn.number, "无印 neighbours".into()));
    ws.update(ModelsCommand::PinRun(knn.number, true));
    ws.update(ModelsCommand::DeleteRuns(vec![ws.book().runs.iter().find(|r| r.number != knn.number).unwrap().number]));
    let project = folder.path().join("kept.toml");
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved", |ws| ws.project_path().is_some() && ws.running().is_empty());
    let kept = ws.book().clone();
    drop(ws);
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![project.clone()]));
    until(&mut ws, "opened again", |ws| ws.is_open() && ws.loaded().is_some());
    assert_eq!(*ws.book(), kept);
    assert_eq!(ws.book().runs.len(), n - 1);
    let named = ws.book().get(knn.number).unwrap();
    assert!(named.is_pinned && named.name == "无印 neighbours");

    // The same settings on the same data take the old run's place, with its name; others get a line of their own.
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    until(&mut ws, "trained again", |ws| {
        ws.models().model_state(&id("item_knn")) == StageState::Done && ws.running().is_empty()
    });
    assert_eq!(ws.book().runs.len(), n - 1);
    assert_eq!(ws.book().get(knn.number).unwrap().name, "无印 neighbours");

    std::fs::write(project.with_extension("runs.json"), "{\"runs\": 3}").unwrap();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![project]));
    until(&mut ws, "the broken book", |ws| !ws.messages().is_empty());
    assert!(english(&ws.messages()[0].said).contains("kept.runs.json, row 1"), "{:?}", ws.messages());
}

/// The list that answers what was done so far.
fn answered(ws: &mut Workspace) -> Preview {
    until(ws, "the list follows", |ws| {
        ws.preview().list().is_some_and(|p| p.acts == ws.preview().acts() && p.user == ws.preview_user())
    });
    Preview::clone(ws.preview().list().unwrap())
}

/// Does something with an item that stands in the list.
fn act(ws: &mut Workspace, place: usize, act: Act) -> Preview {
    let item = ws.preview().list().unwrap().list.entries[place].item;
    ws.update(PreviewCommand::Act(item, act));
    answered(ws)
}

#[test]
fn the_list_follows_acts_which_can_be_taken_back_to_the_same_bits() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let first = answered(&mut ws);
    assert_eq!(first.moved, None, "nothing was done");
    let after_one = act(&mut ws, 1, Act::View);
    let viewed = first.list.entries[1].item;
    assert_ne!(after_one.list, first.list);
    assert!(after_one.list.entries.iter().all(|e| e.item != viewed), "what was met is no candidate");
    let moved = after_one.moved.clone().unwrap();
    assert_eq!(moved, {
        let mut moved = Moved::between(&first.list, &after_one.list);
        moved.left.retain(|item| *item != viewed);
        moved
    });
    let after_two = act(&mut ws, 0, Act::Purchase);
    assert_ne!(after_two.list, after_one.list);

    ws.update(PreviewCommand::UndoAct(1));
    let undone = answered(&mut ws);
    assert_eq!(undone.list, after_one.list);
    assert_eq!(undone.moved, after_one.moved);
    act(&mut ws, 0, Act::Purchase);
    ws.update(PreviewCommand::UndoAct(0));
    let without_the_first = answered(&mut ws);
    assert_eq!(without_the_first.acts.len(), 1);
    assert_ne!(without_the_first.list, after_two.list);
    ws.update(PreviewCommand::StartAgain);
    let again = answered(&mut ws);
    assert_eq!(again.list, first.list);
    assert_eq!(again.moved, None);
    ws.update(PreviewCommand::UndoAct(7));
    ws.update(PreviewCommand::Act(u32::MAX, Act::View));
    ws.update(PreviewCommand::Act(0, Act::Take));
    assert!(ws.preview().acts().is_empty(), "what the log does not know is not done");
}

#[test]
fn acts_change_nothing_of_the_project() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    answered(&mut ws);
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    let state = |ws: &Workspace| {
        let blend = ws.blend().figures().cloned().unwrap();
        (
            ws.config().clone(),
            ws.is_changed(),
            ws.can_undo(),
            ws.book().clone(),
            blend.table.clone(),
            ws.messages().len(),
        )
    };
    let before = state(&ws);
    act(&mut ws, 0, Act::View);
    act(&mut ws, 0, Act::Cart);
    ws.update(PreviewCommand::UndoAct(0));
    answered(&mut ws);
    ws.update(PreviewCommand::InventUser);
    answered(&mut ws);
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    assert!(state(&ws) == before);
}

#[test]
fn acts_belong_to_one_user_and_one_log() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let first = answered(&mut ws);
    act(&mut ws, 0, Act::View);
    ws.update(PreviewCommand::PickUser(first.user.unwrap()));
    assert_eq!(ws.preview().acts().len(), 1, "the same user goes on");
    let other = (first.user.unwrap() + 1) % 40;
    ws.update(PreviewCommand::PickUser(other));
    assert!(ws.preview().acts().is_empty());
    answered(&mut ws);
    act(&mut ws, 0, Act::View);
    let mut config = ws.config().clone();
    config.data.weights.events.insert("view".into(), 2.0);
    ws.update(to(&ws, &config));
    until(&mut ws, "loaded anew", |ws| ws.loaded().unwrap().acts[0] == (Act::View, 2.0));
    assert!(ws.preview().acts().is_empty());
    let old = ws.preview().list().unwrap().list.entries[0].item;
    ws.update(PreviewCommand::Act(old, Act::View));
    assert!(ws.preview().acts().is_empty(), "the old list may speak of other items");
}

#[test]
fn an_invented_visitor_begins_with_a_list_and_is_known_by_acts_alone() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let first = answered(&mut ws);
    ws.update(PreviewCommand::InventUser);
    let visitor = answered(&mut ws);
    assert_eq!(visitor.user, None);
    assert!(visitor.history.is_empty() && visitor.held_out.is_empty());
    assert_eq!(visitor.list.entries.len(), 20, "whoever is not known is shown a whole list");
    let viewed = act(&mut ws, 0, Act::View);
    let item = visitor.list.entries[0].item;
    assert_ne!(viewed.list, visitor.list);
    until(&mut ws, "the reasons", |ws| ws.preview().reasons().is_some());
    let reasons = ws.preview().reasons().unwrap().clone();
    assert_eq!(reasons.len(), viewed.list.entries.len());
    assert!(reasons.iter().flatten().all(|because| because.item == item), "nothing else is known: {reasons:?}");
    assert!(reasons.iter().flatten().next().is_some());

    ws.update(PreviewCommand::PickUser(first.user.unwrap()));
    let back = answered(&mut ws);
    assert!(!ws.preview().is_visitor());
    assert_eq!(back.list, first.list);
}

#[test]
fn marks_compare_with_the_list_before_the_act_at_the_same_weights() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    answered(&mut ws);
    act(&mut ws, 3, Act::View);
    let acted = ws.preview().acts()[0].0;
    ws.update(BlendCommand::Drag(id("popular"), 1.0));
    ws.update(Command::Release);
    until(&mut ws, "the list at the new weight", |ws| ws.preview().list().unwrap().weights[0] == 1.0);
    let after = answered(&mut ws);
    ws.update(PreviewCommand::StartAgain);
    let before = answered(&mut ws);
    let mut moved = Moved::between(&before.list, &after.list);
    moved.left.retain(|item| *item != acted);
    assert_eq!(after.moved, Some(moved), "the weight moved nothing");
}

#[test]
fn a_log_that_says_only_who_and_what_knows_one_act() {
    let folder = Folder::new();
    let pairs: String = small_log().lines().skip(1).fold("user_id,item_id\n".to_owned(), |log, line| {
        let (pair, _) = line.match_indices(',').nth(1).map(|(at, _)| line.split_at(at)).unwrap();
        log + pair + "\n"
    });
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("pairs.csv", pairs)]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    assert_eq!(ws.loaded().unwrap().acts, [(Act::Take, 1.0)]);
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    let first = answered(&mut ws);
    ws.update(PreviewCommand::Act(first.list.entries[0].item, Act::View));
    assert!(ws.preview().acts().is_empty(), "the log does not tell viewing from buying");
    let after = act(&mut ws, 0, Act::Take);
    assert_ne!(after.list, first.list);
    ws.update(PreviewCommand::StartAgain);
    assert_eq!(answered(&mut ws).list, first.list);
}

/// Prints how long a list takes to follow an act, in the sample shop or in the log or project of TASTEBENCH_MEASURED:
/// `cargo test -- --ignored --nocapture follows_an_act`.
#[test]
#[ignore = "measures, and shows nothing by itself"]
fn how_soon_the_list_follows_an_act() {
    let mut ws = Workspace::new(1, None, || {});
    match std::env::var_os("TASTEBENCH_MEASURED") {
        Some(path) => ws.update(Command::Open(vec![path.into()])),
        None => ws.update(Command::OpenSample),
    }
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", |ws| is_settled(ws) && ws.preview().list().is_some());
    let mut millis = Vec::new();
    for _ in 0..30 {
        let item = ws.preview().list().unwrap().list.entries[0].item;
        let act = ws.loaded().unwrap().acts[0].0;
        let start = Instant::now();
        ws.update(PreviewCommand::Act(item, act));
        let in_update = start.elapsed();
        while ws.preview().list().unwrap().acts != ws.preview().acts() {
            ws.poll();
            std::thread::sleep(Duration::from_micros(50));
        }
        millis.push((start.elapsed().as_secs_f64() * 1000.0, in_update.as_secs_f64() * 1000.0));
    }
    let mut report = |what: &str, of: fn(&(f64, f64)) -> f64| {
        millis.sort_by(|a, b| of(a).total_cmp(&of(b)));
        println!("{what}: median {:.2} ms, longest {:.2} ms", of(&millis[15]), of(&millis[29]));
    };
    report("from act to list", |m| m.0);
    report("of it in update", |m| m.1);
}

/// The fingerprint of the log and its split once a project is loaded.
fn data_key(path: &std::path::Path) -> String {
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![path.to_owned()]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded and split", |ws| ws.data().split.value.is_some());
    ws.data_key().unwrap()
}

#[test]
fn a_log_is_known_by_its_bytes_wherever_it_lies_and_whenever_it_was_written() {
    let folder = Folder::new();
    let key = data_key(&folder.file("events.csv", small_log()));
    let events = folder.path().join("events.csv");
    let written = std::fs::File::options().write(true).open(&events).unwrap();
    written.set_modified(std::time::SystemTime::now() - Duration::from_secs(86_400)).unwrap();
    assert_eq!(data_key(&events), key, "touched");

    std::fs::create_dir_all(folder.path().join("copy")).unwrap();
    let copy = folder.path().join("copy/other name.csv");
    std::fs::copy(&events, &copy).unwrap();
    assert_eq!(data_key(&copy), key, "copied");
    let moved = folder.path().join("moved");
    std::fs::rename(folder.path().join("copy"), &moved).unwrap();
    assert_eq!(data_key(&moved.join("other name.csv")), key, "moved");

    // From the working folder as it is typed on the command line.
    let here = std::env::current_dir().unwrap();
    let up: std::path::PathBuf = here.components().skip(1).map(|_| "..").collect();
    let relative = up.join(events.strip_prefix("/").unwrap());
    assert!(relative.is_relative());
    assert_eq!(data_key(&relative), key, "by a relative path");

    let mut bytes = small_log().into_bytes();
    *bytes.iter_mut().rev().find(|b| b.is_ascii_digit()).unwrap() ^= 1;
    assert_ne!(data_key(&folder.file("events.csv", bytes)), key, "one byte is another log");
}

#[test]
fn files_of_the_same_content_in_other_places_are_other_data() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let items = folder.file("items.csv", small_items());
    let key = |change: &dyn Fn(&mut pipeline::PipelineConfig)| {
        let mut config = pipeline::PipelineConfig::for_events(&events);
        change(&mut config);
        let paths: Vec<_> = config.paths_mut().map(|p| p.clone()).collect();
        let known = pipeline::Fingerprints::default();
        assert_eq!(pipeline::Key::data(&config, &known), None, "nothing is known yet");
        let known = known.look(&paths, &TaskContext::new()).unwrap();
        pipeline::Key::data(&config, &known).unwrap()
    };
    let alone = key(&|_| {});
    let with_items = key(&|c| c.data.items = Some(items.clone()));
    let with_users = key(&|c| c.data.users = Some(items.clone()));
    assert_ne!(with_items, alone);
    assert_ne!(with_items, with_users, "the same file as items and as users");
    assert_ne!(key(&|c| c.data.clean.repeat_secs = 5.0), alone);
    assert_ne!(key(&|c| c.data.weights.value = ValueUse::Ignore), alone);
    assert_eq!(key(&|c| c.data.weights.half_life_days = Some(3.0)), alone, "it acts in the split");
    assert_eq!(key(&|c| c.data.weights.transform = Transform::Raw), alone, "it acts in the split");
}

#[test]
fn a_project_that_was_moved_keeps_its_runs_and_its_search_goes_on() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("before")).unwrap();
    let events = folder.file("before/events.csv", small_log());
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![events]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    ws.update(Command::Save(folder.path().join("before/shop.toml")));
    until(&mut ws, "saved", |ws| ws.project_path().is_some());
    let (id, kind) = (id("item_knn"), kind("item_knn"));
    ws.update(ModelsCommand::Train(vec![id.clone()]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    let search = |trials| SearchConfig { method: Method::Random, trials, patience: 100, ..SearchConfig::default() };
    let start = ws.config().model(&id).unwrap().clone();
    ws.update(ModelsCommand::Search(Box::new(start.clone()), search(2)));
    until(&mut ws, "searched", |ws| {
        ws.messages().iter().any(|m| english(&m.said).contains("Searched")) && ws.running().is_empty()
    });
    let trials = ws.search(kind).unwrap().trials.clone();
    drop(ws);

    // As an earlier program wrote it.
    let book = folder.path().join("before/shop.runs.json");
    let text = std::fs::read_to_string(&book).unwrap();
    assert!(text.contains("\"ended\": \"complete\""), "{text}");
    std::fs::write(&book, text.replace("\"ended\": \"complete\"", "\"ended\": \"stopped\"")).unwrap();

    let after = folder.path().join("after");
    std::fs::rename(folder.path().join("before"), &after).unwrap();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![after.join("shop.toml")]));
    until(&mut ws, "opened again", |ws| ws.data().split.value.is_some());
    assert_eq!(ws.data_key().as_ref(), Some(&ws.book().runs[0].data), "the run is one of this log");
    assert_eq!(ws.search(kind).map(|s| (&s.trials, s.ended)), Some((&trials, search::End::Complete)));
    ws.update(ModelsCommand::Search(Box::new(start), search(4)));
    until(&mut ws, "searched on", |ws| ws.messages().iter().any(|m| english(&m.said).contains("Searched")));
    let more = ws.search(kind).unwrap().trials.clone();
    assert_eq!(more.iter().map(|t| t.number).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(more[..2], trials, "with more trials it goes on with those it has");
}

#[test]
fn a_log_that_vanished_is_named_and_holds_nothing_up() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    std::fs::remove_file(folder.path().join("events.csv")).unwrap();
    ws.update(DataCommand::Load);
    until(&mut ws, "said", |ws| ws.messages().iter().any(|m| english(&m.said).contains("does not exist")));
    assert!(ws.running().is_empty());
    folder.file("events.csv", small_log());
    ws.update(DataCommand::Load);
    until(&mut ws, "as before", |ws| is_settled(ws) && ws.stage_state(Stage::Data) == StageState::Done);
}

#[test]
fn a_search_of_a_model_of_features_begins_anew_with_other_features() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let kind = kind("click_ranker");
    let settings = SearchConfig { method: Method::Random, trials: 2, ..SearchConfig::default() };
    let search = |ws: &mut Workspace| {
        ws.update(ModelsCommand::Search(Box::new(kind.default_config()), settings.clone()));
        until(ws, "searched", |ws| ws.running().is_empty());
        ws.book().searches.len()
    };
    assert_eq!([search(&mut ws), search(&mut ws)], [1, 1]);
    let mut config = ws.config().clone();
    let off = tastebench::features::FeatureSetting { enabled: false, weight: 1.0 };
    config.features.features.insert("price".into(), off);
    config.features.features.insert("prcie".into(), off);
    ws.update(to(&ws, &config));
    assert_eq!(search(&mut ws), 2, "its trials were of other features");
    ws.update(DataCommand::Load);
    config = ws.config().clone();
    config.data.clean.repeat_secs = 3.0;
    ws.update(to(&ws, &config));
    until(&mut ws, "the unknown name", |ws| ws.messages().iter().any(|m| english(&m.said).contains("features.prcie")));
}

fn edit(ws: &mut Workspace, change: impl FnOnce(&mut PipelineConfig)) {
    let mut config = ws.config().clone();
    change(&mut config);
    ws.update(to(ws, &config));
}

#[test]
fn half_life_and_transform_part_the_log_anew_and_read_no_file() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let log = ws.loaded().unwrap().clone();
    let changes: [fn(&mut PipelineConfig); 2] =
        [|c| c.data.weights.half_life_days = Some(2.0), |c| c.data.weights.transform = Transform::Raw];
    for change in changes {
        let (key, split) = (ws.data_key(), ws.data().split.value.clone().unwrap());
        let knn = ws.models().model(&id("item_knn")).unwrap().value.clone().unwrap();
        edit(&mut ws, change);
        until(&mut ws, "models followed", |ws| {
            assert!(
                ws.running().iter().all(|job| ![
                    Job::Make(NodeId::Log),
                    Job::Make(NodeId::Cleaned),
                    Job::Make(NodeId::Data)
                ]
                .contains(&job.kind)),
                "the file is read again"
            );
            is_settled(ws)
                && ws.models().model_state(&id("item_knn")) == StageState::Done
                && !std::sync::Arc::ptr_eq(&knn, ws.models().model(&id("item_knn")).unwrap().value.as_ref().unwrap())
        });
        assert!(std::sync::Arc::ptr_eq(&log, ws.loaded().unwrap()));
        assert_ne!(ws.data_key(), key, "a run is one of these weights");
        assert_ne!(ws.data().split.value.as_ref().unwrap().train, split.train);
    }
    // One that cannot be used fails where it acts, and the log goes on to be there.
    edit(&mut ws, |c| c.data.weights.half_life_days = Some(-1.0));
    until(&mut ws, "the failure", |ws| ws.data().split.status.error().is_some() && ws.running().is_empty());
    assert!(
        ws.data().loaded.status.failure.is_none()
            && english(&ws.messages().last().unwrap().said).contains("half_life_days")
    );
    edit(&mut ws, |c| c.data.weights.half_life_days = None);
    until(&mut ws, "as before", |ws| is_settled(ws) && ws.stage_state(Stage::Data) == StageState::Done);
}

/// Which steps ran from an edit until all had followed it.
fn steps_of(ws: &mut Workspace, change: impl FnOnce(&mut PipelineConfig)) -> Vec<Job> {
    let before = ws.loaded().unwrap().clone();
    let ran = std::cell::RefCell::new(Vec::new());
    let note = |ws: &Workspace| {
        let mut ran = ran.borrow_mut();
        for job in ws.running() {
            if [Job::Make(NodeId::Log), Job::Make(NodeId::Cleaned), Job::Make(NodeId::Data)].contains(&job.kind)
                && !ran.contains(&job.kind)
            {
                ran.push(job.kind);
            }
        }
    };
    edit(ws, change);
    note(ws);
    until(ws, "the log followed", |ws| {
        note(ws);
        !std::sync::Arc::ptr_eq(&before, ws.loaded().unwrap()) && ws.stage_state(Stage::Data) == StageState::Done
    });
    ran.into_inner()
}

#[test]
fn a_change_makes_again_only_the_steps_after_it() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    assert_eq!(steps_of(&mut ws, |c| _ = c.data.weights.events.insert("view".into(), 0.5)), [Job::Make(NodeId::Data)]);
    assert!(ws.loaded().unwrap().data.event_types.iter().any(|t| t.name == "view" && t.weight == 0.5));
    // A type that is left out is dropped with all that cleaning counts.
    let steps = steps_of(&mut ws, |c| _ = c.data.weights.events.insert("view".into(), 0.0));
    assert_eq!(steps, [Job::Make(NodeId::Cleaned), Job::Make(NodeId::Data)]);
    assert_eq!(
        steps_of(&mut ws, |c| c.data.clean.min_items_per_user = 2),
        [Job::Make(NodeId::Cleaned), Job::Make(NodeId::Data)]
    );
    let steps = steps_of(&mut ws, |c| _ = c.data.columns.events.insert("event".into(), Role::Ignore));
    assert_eq!(steps, [Job::Make(NodeId::Log), Job::Make(NodeId::Cleaned), Job::Make(NodeId::Data)]);
    // Undone, all is as it was, whatever was kept of the steps.
    steps_of(&mut ws, |c| c.data.columns.events.clear());
    let fresh = tastebench::data::dataset::load(&ws.config().data, &tastebench::base::TaskContext::new()).unwrap();
    assert_eq!(ws.loaded().unwrap().data.interactions.events, fresh.interactions.events);
}

/// A saved project with an items file that is away.
fn without_its_items(folder: &Folder) -> (Workspace, std::path::PathBuf) {
    let project = folder.path().join("shop.toml");
    let mut ws = opened(folder);
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved", |ws| ws.project_path().is_some());
    std::fs::remove_file(folder.path().join("items.csv")).unwrap();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![project.clone()]));
    until(&mut ws, "said", |ws| {
        ws.running().is_empty() && ws.messages().iter().any(|m| english(&m.said).contains("items.csv: does not exist"))
    });
    (ws, project)
}

#[test]
fn an_items_file_that_is_away_stays_in_the_project_and_is_a_failure_at_data() {
    let folder = Folder::new();
    let (mut ws, project) = without_its_items(&folder);
    assert!(ws.config().data.items.is_some() && !ws.is_changed());
    assert_eq!(ws.stage_state(Stage::Data), StageState::Failed);
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved again", |ws| ws.running().is_empty());
    assert!(std::fs::read_to_string(&project).unwrap().contains("items = \"items.csv\""));

    folder.file("items.csv", small_items());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded once it is there", |ws| ws.loaded().is_some() && ws.running().is_empty());
    assert_eq!(ws.stage_state(Stage::Data), StageState::Done);
    assert!(!ws.loaded().unwrap().features.is_empty());
}

#[test]
fn an_items_file_that_is_away_can_be_taken_out_and_put_back() {
    let folder = Folder::new();
    let (mut ws, _) = without_its_items(&folder);
    ws.update(DataCommand::Remove(TableKind::Items));
    until(&mut ws, "loaded without it", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    assert_eq!(ws.stage_state(Stage::Data), StageState::Done);
    ws.update(Command::Undo);
    until(&mut ws, "looked for again", |ws| ws.running().is_empty());
    assert!(ws.config().data.items.is_some());
    assert_eq!(ws.stage_state(Stage::Data), StageState::Failed);
}

/// Opens files at once; the files of the log, the items and the users.
fn sorted(files: &[std::path::PathBuf]) -> [Option<String>; 3] {
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let orders = [files.to_vec(), files.iter().rev().cloned().collect()];
    let mut found = Vec::new();
    for order in orders {
        let mut ws = Workspace::new(1, None, || {});
        ws.update(Command::Open(order));
        until(&mut ws, "opened", |ws| ws.data().events.value.is_some() && ws.running().is_empty());
        let data = &ws.config().data;
        found.push([Some(&data.events), data.items.as_ref(), data.users.as_ref()].map(|p| p.map(|p| name(p))));
    }
    assert_eq!(found[0], found[1], "in whichever order they come");
    found.swap_remove(0)
}

fn names(files: [&str; 3]) -> [Option<String>; 3] {
    files.map(|f| (!f.is_empty()).then(|| f.to_owned()))
}

#[test]
fn which_file_is_the_log_is_seen_in_it_and_not_in_its_name() {
    let folder = Folder::new();
    // Without a header: user, item, category, behaviour, time.
    let mut behaviour = String::new();
    for row in 0..200u64 {
        let act = ["pv", "pv", "cart", "buy"][(row % 4) as usize];
        behaviour +=
            &format!("{},{},{},{act},{}\n", 1 + row / 9, 500 + row * 7 % 40, row % 5, 1_511_544_070 + row * 60);
    }
    let taobao = folder.file("UserBehavior.csv", behaviour);
    let items = folder.file("items.csv", small_items());
    assert_eq!(sorted(&[items.clone(), taobao]), names(["UserBehavior.csv", "items.csv", ""]));

    let books = folder.file("books.csv", small_log());
    let users = folder.file("people.csv", (0..40).fold("user_id,age\n".to_owned(), |t, u| t + &format!("u{u},{u}\n")));
    assert_eq!(sorted(&[books, items.clone(), users.clone()]), names(["books.csv", "items.csv", "people.csv"]));
    let behaviour = folder.file("users_behavior.csv", small_log());
    assert_eq!(sorted(&[behaviour.clone(), users]), names(["users_behavior.csv", "", "people.csv"]));

    // Items that name their seller are items all the same.
    let sold =
        (0..30).fold("item_id,title,price,user_id\n".to_owned(), |t, i| t + &format!("i{i},T {i},{i}.5,u{}\n", i % 4));
    let sold = folder.file("user_items.csv", sold);
    assert_eq!(sorted(&[sold, behaviour]), names(["users_behavior.csv", "user_items.csv", ""]));
}

#[test]
fn files_without_a_header_are_told_apart_by_the_identifiers_of_the_log() {
    let folder = Folder::new();
    let log = (0..300u64).fold(String::new(), |t, r| {
        t + &format!("{}\t{}\t{}\t{}\n", 1 + r * 11 % 50, 1000 + r * 7 % 90, 1 + r % 5, 881_250_949 + r * 50)
    });
    let log = folder.file("u.data", log);
    let items = (0..90).fold(String::new(), |t, i| t + &format!("{}|Title number {i}|0|1|{}\n", 1000 + i, i % 2));
    let items = folder.file("u.one", items);
    let users = (0..50).fold(String::new(), |t, u| t + &format!("{}|{}|M|writer\n", 1 + u, 20 + u % 9));
    let users = folder.file("u.two", users);
    assert_eq!(sorted(&[items.clone(), users, log]), names(["u.data", "u.one", "u.two"]));

    // The row numbers of a program that wrote them under no name are no identifiers.
    let pairs =
        (0..300).fold(",0,1,2\n".to_owned(), |t, r| t + &format!("{r},{},{},7\n", r * 11 % 50, 1000 + r * 7 % 90));
    assert_eq!(sorted(&[items, folder.file("pairs.csv", pairs)]), names(["pairs.csv", "u.one", ""]));
}

#[test]
fn things_with_a_date_are_added_to_the_open_log_and_do_not_replace_it() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    let films = (0..40)
        .fold("id,title,release_date\n".to_owned(), |t, i| t + &format!("i{i},Film {i},1995-01-{:02}\n", 1 + i % 28));
    ws.update(DataCommand::AddFound(vec![folder.file("films.csv", films)]));
    until(&mut ws, "looked at", |ws| ws.running().is_empty());
    assert!(ws.take_asked().is_none(), "it asks to open them as a log");
    assert!(ws.config().data.items.as_ref().is_some_and(|path| path.ends_with("films.csv")), "{:?}", ws.messages());

    let other = folder.file("other.csv", small_log());
    ws.update(DataCommand::AddFound(vec![other]));
    until(&mut ws, "looked at", |ws| ws.running().is_empty());
    assert!(matches!(ws.take_asked(), Some(Command::Open(_))), "another log is asked about");
}

#[test]
fn what_is_changed_while_something_else_opens_is_asked_about() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    let project = folder.path().join("shop.toml");
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved", |ws| ws.project_path().is_some() && ws.running().is_empty());
    let [log, items] = [folder.file("other.csv", small_log()), folder.file("things.csv", small_items())];
    for paths in [vec![log, items], vec![project]] {
        ws.update(Command::Open(paths.clone()));
        edit(&mut ws, |config| config.seed += 1);
        until(&mut ws, "looked at", |ws| ws.running().is_empty());
        assert!(ws.is_changed(), "the change is gone");
        assert!(matches!(ws.take_asked(), Some(Command::Open(asked)) if asked.len() == paths.len()));
    }
    // Agreed to, it is carried out.
    ws.update(Command::Open(vec![folder.path().join("shop.toml")]));
    until(&mut ws, "opened", |ws| !ws.is_changed());
}

#[test]
fn a_second_log_is_not_taken_for_items() {
    let folder = Folder::new();
    let test = folder.file("test.csv", small_log());
    let train = folder.file("train.csv", small_log());
    assert_eq!(sorted(&[test.clone(), train.clone()]), names(["train.csv", "", ""]));
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![test, train, folder.path().join("none.csv")]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some() && ws.running().is_empty());
    for word in ["test.csv: was left out", "none.csv: does not exist"] {
        assert!(ws.messages().iter().any(|m| english(&m.said).contains(word)), "{:?}", ws.messages());
    }
}

#[test]
fn a_warning_of_a_log_is_given_once_while_it_stands() {
    let folder = Folder::new();
    let timeless: String = small_log().lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![folder.file("timeless.csv", timeless)]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    let count =
        |ws: &Workspace| ws.messages().iter().filter(|m| english(&m.said).contains("there are no times")).count();
    assert_eq!(count(&ws), 1);
    for weight in [2.0, 3.0, 4.0] {
        edit(&mut ws, |c| _ = c.data.weights.events.insert("view".into(), weight));
        until(&mut ws, "loaded anew", |ws| ws.loaded().unwrap().acts[0].1 == weight && ws.running().is_empty());
        assert_eq!(count(&ws), 1, "it stands already");
    }
    // A random split of a log with times is warned of once as well, and again once it was taken back.
    let mut ws = trained(&folder);
    let count = |ws: &Workspace| ws.messages().iter().filter(|m| english(&m.said).contains("A random split")).count();
    let random = tastebench::split::SplitKind::Random;
    edit(&mut ws, |c| c.split.kind = Some(random));
    until(&mut ws, "random", |ws| ws.data().split.value.as_ref().unwrap().kind == random && is_settled(ws));
    edit(&mut ws, |c| c.split.test = 0.2);
    until(&mut ws, "random still", is_settled);
    assert_eq!(count(&ws), 1);
    edit(&mut ws, |c| c.split.kind = None);
    until(&mut ws, "by time", |ws| ws.data().split.value.as_ref().unwrap().kind != random && is_settled(ws));
    edit(&mut ws, |c| c.split.kind = Some(random));
    until(&mut ws, "random again", |ws| ws.data().split.value.as_ref().unwrap().kind == random && is_settled(ws));
    assert_eq!(count(&ws), 2);
}

#[test]
fn the_map_is_made_when_asked_for_follows_the_features_and_waits_for_training() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(FeaturesCommand::ShowMap);
    assert!(
        !ws.features().wants_map() && ws.features().map_state() == StageState::Running,
        "it is asked for until there is a log"
    );
    ws.update(DataCommand::Load);
    until(&mut ws, "the map", |ws| ws.features().map_state() == StageState::Done);
    let first = ws.features().map.value.clone().unwrap();
    assert_eq!((first.n_items, first.points.len(), first.n_empty), (30, 30, 0));
    assert!(!first.is_projected && first.explained.iter().sum::<f64>() <= 1.0 + 1e-9);
    // Nothing but the category, which the shop has two of, tells its items apart.
    assert_eq!(first.colorings.len(), 1);
    assert_eq!(first.colorings[0].categories, ["even", "odd"]);
    let sides: Vec<Vec<bool>> = first.colorings[0].points[..2]
        .iter()
        .map(|points| points.iter().map(|at| first.points[*at as usize].x > 0.0).collect())
        .collect();
    assert!(sides.iter().all(|side| side.iter().all(|s| *s == side[0])) && sides[0][0] != sides[1][0], "{sides:?}");

    // Other features ask for another map, which is not made before somebody looks.
    let set = |ws: &mut Workspace, names: &[&str], enabled: bool| {
        let mut config = ws.config().clone();
        for name in names {
            let setting = tastebench::features::FeatureSetting { enabled, weight: 1.0 };
            config.features.features.insert((*name).into(), setting);
        }
        ws.update(to(ws, &config));
    };
    set(&mut ws, &["price"], false);
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    assert!(ws.features().wants_map() && ws.features().map_state() == StageState::Stale);
    ws.update(ModelsCommand::Train(vec![id("popular"), id("content")]));
    ws.update(FeaturesCommand::ShowMap);
    assert!(ws.map_waits() && !ws.running().iter().any(|job| job.kind == Job::Make(NodeId::Map)));
    until(&mut ws, "another map", |ws| {
        let trains = ws.running().iter().any(|job| job.kind.is_training()) || !ws.models().queue().is_empty();
        assert!(!(trains && ws.features().map_state() == StageState::Done), "training goes first");
        ws.features().map_state() == StageState::Done
    });
    assert_ne!(*ws.features().map.value.clone().unwrap(), *first);

    // Without features it says why, once, and no message pops up.
    until(&mut ws, "quiet", |ws| ws.running().is_empty());
    let n_messages = ws.messages().len();
    set(&mut ws, &["title", "category"], false);
    ws.update(ModelsCommand::Unqueue(id("content")));
    ws.update(FeaturesCommand::ShowMap);
    until(&mut ws, "the failure", |ws| ws.features().map_state() == StageState::Failed);
    assert!(!ws.features().wants_map(), "it is not tried again by itself");
    let words = english(ws.features().map.status.error().unwrap());
    assert!(words.contains("at least two items"), "{words}");
    assert!(!ws.messages()[n_messages..].iter().any(|m| english(&m.said) == words));
}

#[test]
fn a_map_that_was_stopped_stays_away_until_it_is_asked_for_again() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    ws.update(FeaturesCommand::ShowMap);
    while let Some(job) =
        ws.running().into_iter().find(|job| matches!(job.kind, Job::Make(NodeId::Features) | Job::Make(NodeId::Map)))
    {
        ws.update(Command::Cancel(job.id));
    }
    assert!(!ws.features().wants_map() && ws.features().map_state() == StageState::Empty);
    ws.update(FeaturesCommand::ShowMap);
    until(&mut ws, "the map", |ws| ws.features().map_state() == StageState::Done);
}
