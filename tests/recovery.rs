//! Nothing that the user made is lost: not by closing, not by a crash, not by being killed.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use tastebench::data::{Role, TableKind};
use tastebench::pipeline::PipelineConfig;
use tastebench::pipeline::search::{Method, SearchConfig};
use tastebench::project;
use tastebench::project::recovery::{self, Entry, Work};
use tastebench::project::runs::RunBook;
use tastebench::workspace::{BlendCommand, Command, DataCommand, ModelsCommand, Severity, Workspace};

use crate::support::{Folder, english, id, small_log, to};
use crate::workspace::until;

fn workspace(folder: &Folder) -> Workspace {
    Workspace::new(1, Some(folder.path().join("state")), || {})
}

/// A small log, loaded and split, with two models.
fn opened(folder: &Folder) -> Workspace {
    let mut ws = workspace(folder);
    ws.update(Command::Open(vec![folder.file("shop.csv", small_log())]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    ws
}

fn with_seed(ws: &mut Workspace, seed: u64) {
    let mut config = ws.config().clone();
    config.seed = seed;
    ws.update(to(ws, &config));
}

fn until_safe(ws: &mut Workspace) {
    until(ws, "all changes are safe", |ws| ws.durable_revision() == ws.revision() && ws.running().is_empty());
}

fn entries(folder: &Folder) -> usize {
    std::fs::read_dir(folder.path().join("state/recovery")).map_or(0, Iterator::count)
}

#[test]
fn only_what_was_made_is_unsaved_work() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    assert!(!ws.has_unsaved_work(), "a log that was opened and loaded");
    ws.update(DataCommand::SetRole(TableKind::Events, "event".into(), Role::Ignore));
    assert!(ws.has_unsaved_work(), "a role was chosen");
    ws.update(Command::Undo);
    assert!(!ws.has_unsaved_work(), "and taken back");
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    assert!(ws.has_unsaved_work(), "a run without a project to lie beside");
    let project = folder.path().join("shop.toml");
    ws.update(Command::Save(project));
    until_safe(&mut ws);
    assert!(!ws.has_unsaved_work(), "all is saved");
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 2);
    assert!(!ws.has_unsaved_work(), "runs of a project are saved by themselves");
    ws.update(BlendCommand::Drag(id("popular"), 0.9));
    ws.update(Command::Release);
    assert!(ws.has_unsaved_work(), "a weight was moved");
    ws.update(Command::OpenSample);
    assert!(!ws.has_unsaved_work(), "the sample shop just opened");
}

#[test]
fn work_that_was_not_saved_is_offered_after_a_crash_and_comes_back_as_it_was() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    with_seed(&mut ws, 7);
    until(&mut ws, "trained again by itself", |ws| ws.book().runs.len() == 2);
    until_safe(&mut ws);
    let (config, book) = (ws.config().clone(), ws.book().clone());
    let mut other = workspace(&folder);
    until(&mut other, "looked", |ws| ws.running().is_empty());
    assert!(other.state_folder().unsaved.is_empty(), "its window is open");
    drop(ws);

    let mut ws = workspace(&folder);
    until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    let found = ws.state_folder().unsaved[0].clone();
    let about = found.about.unwrap();
    assert_eq!((about.name.as_plain(), about.runs, about.project), (Some("shop.csv"), 2, None));
    ws.update(Command::Restore(found.folder));
    until(&mut ws, "restored", |ws| ws.is_open() && ws.data().split.value.is_some());
    assert_eq!((ws.config(), ws.book()), (&config, &book));
    assert!(ws.has_unsaved_work() && ws.is_changed());
    until_safe(&mut ws);
    assert_eq!(entries(&folder), 1, "it stays safe in the entry that it came from");
    ws.update(Command::Save(folder.path().join("shop.toml")));
    until(&mut ws, "saved", |ws| !ws.has_unsaved_work());
    until_safe(&mut ws);
    assert_eq!(entries(&folder), 0);
}

#[test]
fn a_restored_project_is_saved_to_its_file_and_keeps_runs_made_since() {
    let folder = Folder::new();
    let project = folder.path().join("shop.toml");
    let mut ws = opened(&folder);
    ws.update(Command::Save(project.clone()));
    until_safe(&mut ws);
    with_seed(&mut ws, 5);
    until_safe(&mut ws);
    drop(ws);
    // The project is opened without its unsaved work, and a model is trained.
    let mut ws = workspace(&folder);
    ws.update(Command::Open(vec![project.clone()]));
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    until_safe(&mut ws);
    ws.update(Command::Close);
    until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    ws.update(Command::Restore(ws.state_folder().unsaved[0].folder.clone()));
    until(&mut ws, "restored", |ws| ws.is_open());
    assert_eq!((ws.project_path(), ws.config().seed, ws.book().runs.len()), (Some(project.as_path()), 5, 1));
    assert!(ws.has_unsaved_work());
    ws.update(Command::Save(ws.project_path().map(Path::to_owned).unwrap()));
    until(&mut ws, "saved", |ws| !ws.has_unsaved_work());
    assert_eq!(project::load(&project).unwrap().seed, 5);
    assert_eq!(RunBook::load(&project).unwrap().runs.len(), 1);
}

#[test]
fn work_whose_files_cannot_be_opened_stays_to_be_restored_later() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    with_seed(&mut ws, 5);
    until_safe(&mut ws);
    drop(ws);
    let (shop, away) = (folder.path().join("shop.csv"), folder.path().join("away.csv"));
    std::fs::rename(&shop, &away).unwrap();
    let mut ws = workspace(&folder);
    until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    for _ in 0..2 {
        let entry = ws.state_folder().unsaved[0].folder.clone();
        let n = ws.messages().len();
        ws.update(Command::Restore(entry));
        until(&mut ws, "the missing file", |ws| ws.messages().len() > n && !ws.is_open());
        until(&mut ws, "offered again", |ws| ws.state_folder().unsaved.len() == 1 && ws.running().is_empty());
    }
    std::fs::rename(&away, &shop).unwrap();
    ws.update(Command::Restore(ws.state_folder().unsaved[0].folder.clone()));
    until(&mut ws, "restored", |ws| ws.is_open() && ws.data().split.value.is_some());
    assert!(ws.config().seed == 5 && ws.has_unsaved_work());
}

#[test]
fn who_starts_with_a_file_is_told_of_unsaved_work() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    with_seed(&mut ws, 5);
    until_safe(&mut ws);
    drop(ws);
    let mut ws = workspace(&folder);
    ws.update(Command::Open(vec![folder.path().join("shop.csv")]));
    until(&mut ws, "told", |ws| {
        ws.messages().iter().any(|m| english(&m.said).contains("unsaved work of an earlier time"))
    });
    assert!(ws.is_open() && ws.config().seed == 42);
}

#[test]
fn closing_discards_and_a_damaged_entry_gives_a_message_and_can_be_discarded() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    with_seed(&mut ws, 5);
    until_safe(&mut ws);
    assert_eq!(entries(&folder), 1);
    ws.update(Command::Close);
    until(&mut ws, "looked", |ws| ws.running().is_empty());
    assert_eq!(entries(&folder), 0, "what was closed is discarded");

    let mut ws = opened(&folder);
    with_seed(&mut ws, 6);
    until_safe(&mut ws);
    drop(ws);
    let entry = std::fs::read_dir(folder.path().join("state/recovery")).unwrap().next().unwrap().unwrap().path();
    for file in std::fs::read_dir(&entry).unwrap().map(|f| f.unwrap().path()) {
        if file.extension().is_some_and(|e| e == "toml") {
            std::fs::write(file, "seed = [").unwrap();
        }
    }
    let mut ws = workspace(&folder);
    until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    ws.update(Command::Restore(entry.clone()));
    until(&mut ws, "refused", |ws| ws.messages().iter().any(|m| m.severity == Severity::Error));
    assert!(english(&ws.messages()[0].said).contains(".toml, row 1"), "{:?}", ws.messages());
    assert!(!ws.is_open() && ws.state_folder().unsaved.len() == 1);
    ws.update(Command::Discard(entry));
    until(&mut ws, "discarded", |ws| ws.state_folder().unsaved.is_empty());
    assert_eq!(entries(&folder), 0);
}

#[test]
fn what_a_newer_program_wrote_is_not_written_over_by_restored_work() {
    for newer in ["shop.runs.json", "shop.toml"] {
        let folder = Folder::new();
        let project = folder.path().join("shop.toml");
        let mut ws = opened(&folder);
        ws.update(ModelsCommand::Train(vec![id("popular")]));
        until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
        ws.update(Command::Save(project.clone()));
        until(&mut ws, "saved", |ws| !ws.has_unsaved_work());
        until_safe(&mut ws);
        with_seed(&mut ws, 5);
        until_safe(&mut ws);
        drop(ws);
        let text = match newer.ends_with(".json") {
            true => "{\"format_version\": 99, \"other\": 1}",
            false => "format_version = 99\n",
        };
        folder.file(newer, text);
        let mut ws = workspace(&folder);
        until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
        ws.update(Command::Restore(ws.state_folder().unsaved[0].folder.clone()));
        until(&mut ws, "restored", |ws| ws.is_open() && ws.data().split.value.is_some());
        assert_eq!((ws.config().seed, ws.project_path()), (5, None), "{newer}");
        assert!(!ws.book().runs.is_empty(), "its own runs are there");
        until_safe(&mut ws);
        drop(ws);
        assert_eq!(std::fs::read_to_string(folder.path().join(newer)).unwrap(), text);
    }
}

#[test]
fn unsaved_work_of_a_newer_program_asks_for_that_program_and_not_to_be_discarded() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    with_seed(&mut ws, 5);
    until_safe(&mut ws);
    drop(ws);
    let entry = std::fs::read_dir(folder.path().join("state/recovery")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(entry.join("entry.json"), "{\"format_version\": 99, \"when\": {}}").unwrap();
    let mut ws = workspace(&folder);
    until(&mut ws, "offered", |ws| ws.state_folder().unsaved.len() == 1);
    let error = ws.state_folder().unsaved[0].about.as_ref().unwrap_err();
    assert!(english(error).contains("newer"), "{}", english(error));
}

#[test]
fn a_save_that_was_just_asked_for_is_finished_before_the_workspace_goes() {
    let folder = Folder::new();
    let project = folder.path().join("shop.toml");
    let mut ws = opened(&folder);
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    // An autosave may be under way; the save waits for it.
    with_seed(&mut ws, 9);
    ws.update(Command::Save(project.clone()));
    drop(ws);
    assert_eq!(project::load(&project).unwrap().seed, 9);
    assert_eq!(RunBook::load(&project).unwrap().runs.len(), 1);
    assert_eq!(entries(&folder), 0, "nothing is left to be restored");
}

#[test]
fn a_state_folder_that_cannot_be_written_is_said_once_a_change_and_costs_nothing_else() {
    let folder = Folder::new();
    folder.file("state", "no folder");
    let mut ws = opened(&folder);
    let errors = |ws: &Workspace| ws.messages().iter().filter(|m| m.severity == Severity::Error).count();
    with_seed(&mut ws, 5);
    until(&mut ws, "said", |ws| errors(ws) == 1);
    for _ in 0..20 {
        ws.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(errors(&ws) == 1 && ws.durable_revision() < ws.revision(), "{:?}", ws.messages());
    ws.update(Command::Save(folder.path().join("shop.toml")));
    until(&mut ws, "saved all the same", |ws| !ws.has_unsaved_work());
    until_safe(&mut ws);
}

#[test]
fn two_copies_of_a_book_are_put_together_without_loss() {
    let folder = Folder::new();
    let mut ws = opened(&folder);
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    let mut left = ws.book().clone();
    ws.update(ModelsCommand::DeleteRuns(vec![1]));
    let mut right = RunBook::default();
    for (book, seed) in [(&mut left, 2), (&mut right, 3)] {
        let trained = ws.models().model(&id("popular")).unwrap().value.clone().unwrap();
        book.add(&trained.fitted.component.model, seed, trained.split, None, &trained.run);
    }
    left.absorb(right.clone());
    let numbers: BTreeSet<u64> = left.runs.iter().map(|r| r.number).collect();
    let seeds: BTreeSet<u64> = left.runs.iter().map(|r| r.seed).collect();
    assert_eq!((numbers.len(), seeds), (3, [2, 3, 42].into()));
    let once = left.clone();
    left.absorb(right);
    assert_eq!(left, once, "a second time adds nothing");
}

/// Where the killed process works; its seed.
const CHILD: [&str; 2] = ["TASTEBENCH_KILLED_IN", "TASTEBENCH_KILLED_SEED"];
const KILLS: usize = 200;
/// The weight that goes with a seed, so that settings of two moments are seen.
fn weight(seed: u64) -> f64 {
    (seed % 89) as f64 / 100.0 + 0.05
}

/// Not a test of its own: the process that is killed. It changes settings, trains, searches and saves, and says of each change
/// once it is safe.
#[test]
#[ignore = "runs in a process of its own, to be killed"]
fn process_to_be_killed() {
    let (Ok(folder), Ok(seed)) = (std::env::var(CHILD[0]), std::env::var(CHILD[1])) else { return };
    let folder = PathBuf::from(folder);
    let mut rng = Pcg64Mcg::seed_from_u64(seed.parse().unwrap());
    let mut ws = Workspace::new(1, Some(folder.join("state")), || {});
    let say = |words: String| {
        let mut out = std::io::stdout().lock();
        out.write_all(format!("\n{words}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
    };
    ws.update(Command::Open(vec![folder.join("shop.csv")]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    say("ready".into());
    let project = folder.join("shop.toml");
    let mut waiting: Vec<(u64, String)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let start = Instant::now();
    let mut saved = None;
    for seed in 1000.. {
        assert!(start.elapsed() < Duration::from_secs(60), "nobody killed it");
        match rng.random_range(0..10) {
            action @ 0..5 => {
                let mut config = ws.config().clone();
                config.seed = seed;
                config.evaluation.resamples = 10;
                config.blend.weights.insert(id("popular"), weight(seed));
                if let (0..2, Some(saved)) = (action, &saved) {
                    // Back to what was saved: then nothing is unsaved any more.
                    config = PipelineConfig::clone(saved);
                }
                say(format!("next {seed} {}", config.seed));
                ws.update(to(&ws, &config));
                waiting.push((ws.revision(), format!("settings {seed}")));
            }
            5..7 => ws.update(ModelsCommand::Train(vec![id("popular")])),
            7..9 => {
                let settings = SearchConfig { method: Method::Random, trials: 2, ..SearchConfig::default() };
                let model = ws.config().model(&id("popular")).unwrap().clone();
                ws.update(ModelsCommand::Search(Box::new(model), settings));
            }
            _ => {
                saved = Some(ws.config().clone()).filter(|config| config.seed >= 1000);
                ws.update(Command::Save(project.clone()));
            }
        }
        for _ in 0..rng.random_range(1..12) {
            ws.poll();
            for made in made(ws.book()) {
                if seen.insert(made.clone()) {
                    waiting.push((ws.revision(), made));
                }
            }
            let durable = ws.durable_revision();
            waiting.retain(|(revision, what)| {
                let is_safe = *revision <= durable;
                if is_safe {
                    say(format!("safe {what}"));
                }
                !is_safe
            });
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The runs and trials of a book, in words.
fn made(book: &RunBook) -> BTreeSet<String> {
    let runs = book.runs.iter().map(|r| format!("run {} {} {}", r.model.kind(), r.seed, r.data));
    let trials = book.searches.iter().flat_map(|s| s.trials.iter().map(|t| format!("trial {} {}", t.number, s.data)));
    runs.chain(trials).collect()
}

/// What the next start finds: the unsaved work, else the project.
fn found(folder: &Path) -> Option<Work> {
    let entries = recovery::list(&folder.join("state"));
    assert!(entries.len() <= 1, "{entries:?}");
    if let Some(entry) = entries.first() {
        return Some(Entry::claim(&entry.folder).and_then(|e| e.read()).unwrap().1);
    }
    let project = folder.join("shop.toml");
    project.exists().then(|| Work {
        config: project::load(&project).unwrap(),
        book: RunBook::load(&project).unwrap(),
        project: Some(project),
    })
}

/// Starts the process, kills it after a while, and looks at what is left. How many changes it had called safe, and whether
/// unsaved work was found.
fn kill_once(n: usize, log: &str) -> (usize, bool) {
    let folder = Folder::new();
    folder.file("shop.csv", log);
    let mut rng = Pcg64Mcg::seed_from_u64(n as u64);
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "recovery::process_to_be_killed", "--ignored", "--nocapture", "--test-threads=1"])
        .env(CHILD[0], folder.path())
        .env(CHILD[1], n.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "the process did not come up");
    std::thread::sleep(Duration::from_micros(rng.random_range(0..300_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    let lines: Vec<String> = lines.collect();
    let after = |word: &str| lines.iter().filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect();
    let safe: Vec<String> = after("safe ");
    // Each step with the seed that it set.
    let steps: Vec<String> = after("next ");
    let steps: Vec<(u64, u64)> =
        steps.iter().filter_map(|s| s.split_once(' ')).map(|(n, s)| (n.parse().unwrap(), s.parse().unwrap())).collect();
    let left = found(folder.path());
    let (config, book) = left.map_or_else(|| (PipelineConfig::default(), RunBook::default()), |w| (w.config, w.book));
    let made = made(&book);
    for what in &safe {
        match what.strip_prefix("settings ") {
            Some(step) => {
                let step: u64 = step.parse().unwrap();
                let is_as_new = steps.iter().any(|(at, seed)| *at >= step && *seed == config.seed);
                assert!(is_as_new, "kill {n}: settings {step} were safe, {} are left of {steps:?}", config.seed);
            }
            None => assert!(made.contains(what), "kill {n}: “{what}” was safe and is gone; left are {made:?}"),
        }
    }
    if config.seed >= 1000 {
        assert_eq!(config.blend.weights[&id("popular")], weight(config.seed), "kill {n}: settings of two moments");
    }
    // A run is of settings that were there before those that are left.
    let last = steps.iter().rposition(|(_, seed)| *seed == config.seed);
    let is_older = |seed: u64| seed < 1000 || steps.iter().position(|(_, s)| *s == seed) <= last;
    assert!(book.runs.iter().all(|r| is_older(r.seed)), "kill {n}: a run beside older settings, {}", config.seed);
    (safe.len(), !recovery::list(&folder.path().join("state")).is_empty())
}

#[test]
fn whatever_was_called_safe_is_there_after_two_hundred_kills() {
    let start = Instant::now();
    let log: String = small_log().lines().take(200).flat_map(|line| [line, "\n"]).collect();
    let (next, ends) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= KILLS {
                        return;
                    }
                    let end = kill_once(n, &log);
                    ends.lock().unwrap().push(end);
                }
            });
        }
    });
    let ends = ends.into_inner().unwrap();
    let safe: usize = ends.iter().map(|end| end.0).sum();
    let unsaved = ends.iter().filter(|end| end.1).count();
    println!(
        "{KILLS} kills in {:.1} s: {safe} changes were safe, {unsaved} times unsaved work was found",
        start.elapsed().as_secs_f64()
    );
    assert_eq!(ends.len(), KILLS);
    assert!(safe > KILLS && unsaved > KILLS / 10, "the kills came too early to show anything: {safe}, {unsaved}");
}
