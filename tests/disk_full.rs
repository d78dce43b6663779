//! A disk that is full takes nothing away: what was saved stays whole, and what could not be saved still counts as unsaved.
//!
//! The work is done by a process of its own that may write no file longer than a kilobyte, whose writes fail in the middle as those
//! on a full disk do.

use std::path::{Path, PathBuf};
use std::process::Command as Process;

use tastebench::project;
use tastebench::project::runs::RunBook;
use tastebench::workspace::{Command, DataCommand, ModelsCommand, Severity, Workspace};

use crate::support::{Folder, all_models, english, id, small_log, to};
use crate::workspace::until;

/// Where the limited process works.
const CHILD: &str = "TASTEBENCH_FULL_DISK_IN";
const LIMIT: u64 = 1024;

fn workspace(folder: &Path) -> Workspace {
    Workspace::new(1, Some(folder.join("state")), || {})
}

/// All files below a folder with their content, those of the state folder apart.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_file() {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

/// Files that were begun below a folder and neither named nor removed.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(unfinished(&path));
        } else if path.file_name().unwrap().to_string_lossy().starts_with(".tmp") {
            found.push(path);
        }
    }
    found
}

fn errors(ws: &Workspace) -> Vec<String> {
    ws.messages().iter().filter(|m| m.severity == Severity::Error).map(|m| english(&m.said).clone()).collect()
}

#[test]
#[ignore = "runs in a process of its own, which may write no long file"]
fn child() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let project = folder.join("shop.toml");
    let before = files(&folder);
    let mut ws = workspace(&folder);
    ws.update(Command::Open(vec![project.clone()]));
    until(&mut ws, "split", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    assert!(!ws.has_unsaved_work());

    let says = |ws: &Workspace, name: &str| {
        let said = errors(ws).into_iter().find(|text| text.contains(name) && text.contains("could not be written"));
        said.is_some_and(|text| text.ends_with("Check the folder and the free space."))
    };
    // Runs are saved beside the project by themselves.
    ws.update(ModelsCommand::Train(vec![id("item_knn")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() > 1);
    until(&mut ws, "the runs could not be saved", |ws| says(ws, "shop.runs"));
    assert!(ws.has_unsaved_work(), "the new run is nowhere");

    let mut config = ws.config().clone();
    config.seed = 7;
    ws.update(to(&ws, &config));
    until(&mut ws, "the changes could not be kept", |ws| says(ws, "recovery"));
    assert!(ws.durable_revision() < ws.revision(), "a crash could take the change");

    ws.update(Command::Save(project.clone()));
    until(&mut ws, "the project could not be saved", |ws| says(ws, "shop.toml"));
    until(&mut ws, "at rest", |ws| ws.running().is_empty() && !ws.is_saving());
    assert!(ws.has_unsaved_work() && ws.is_changed());
    assert!(ws.config().seed == 7 && ws.book().runs.len() > 1, "all is still in the window");
    assert!(!ws.messages().iter().any(|m| english(&m.said).starts_with("Saved")), "{:?}", ws.messages());
    assert!(files(&folder) == before, "what lay in the folder is as it was, and nothing else lies there");
    drop(ws);
    assert!(files(&folder) == before);
    assert_eq!(unfinished(&folder), Vec::<PathBuf>::new());
}

#[test]
fn a_full_disk_leaves_the_old_project_whole_and_the_new_work_unsaved() {
    let folder = Folder::new();
    let project = folder.path().join("shop.toml");
    let mut ws = workspace(folder.path());
    ws.update(Command::Open(vec![folder.file("shop.csv", small_log())]));
    until(&mut ws, "opened", |ws| ws.data().events.value.is_some());
    let mut config = ws.config().clone();
    config.models = all_models().into_iter().filter(|component| component.id != id("content")).collect();
    ws.update(to(&ws, &config));
    ws.update(DataCommand::Load);
    until(&mut ws, "split", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(vec![id("popular")]));
    until(&mut ws, "trained", |ws| ws.book().runs.len() == 1);
    ws.update(Command::Save(project.clone()));
    until(&mut ws, "saved", |ws| !ws.has_unsaved_work() && ws.running().is_empty());
    drop(ws);
    let long = files(folder.path()).iter().filter(|(_, bytes)| bytes.len() as u64 > LIMIT).count();
    assert_eq!(long, 3, "the log, the project and its runs are longer than what may be written");

    // Half a kilobyte or a whole one, by the shell. A write beyond it would end the process, were the signal not ignored.
    let within_limit = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let output = Process::new("sh")
        .args(["-c", within_limit, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "disk_full::child", "--ignored", "--nocapture"])
        .env(CHILD, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_ne!(project::load(&project).unwrap().seed, 7);
    assert_eq!(RunBook::load(&project).unwrap().runs.len(), 1);
}
