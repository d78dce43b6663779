//! The house keeps its floors: imports point downwards, and egui lives in the window alone.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The modules in the order of `lib.rs`, bottom first.
fn floors() -> Vec<String> {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    lib.lines().filter_map(|l| Some(l.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned())).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with the floor that it belongs to and its text without test modules.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    paths
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(root().join("src")).unwrap();
            let floor =
                inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (floor != "lib" && floor != "main").then_some((floor, path, code))
        })
        .collect()
}

/// The floors that a text names in `crate::…` paths, grouped imports included.
fn named_floors(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            // `use crate::{a, b::c}`: the first word of each entry at depth one.
            let mut depth = 0;
            let mut word = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(std::mem::take(&mut word)),
                    c if depth == 0 => word.push(c),
                    _ => {}
                }
            }
            found.push(word);
        } else {
            found.push(part.to_owned());
        }
    }
    found
        .into_iter()
        .map(|w| w.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|w| !w.is_empty())
        .collect()
}

#[test]
fn imports_point_only_to_lower_floors() {
    let floors = floors();
    assert!(floors.len() > 12, "lib.rs names its floors: {floors:?}");
    let height: HashMap<&str, usize> = floors.iter().enumerate().map(|(i, f)| (f.as_str(), i)).collect();
    for (floor, path, text) in files() {
        for named in named_floors(&text) {
            let (Some(&own), Some(&other)) = (height.get(floor.as_str()), height.get(named.as_str())) else { continue };
            assert!(other <= own, "{} is on the floor {floor} and imports the higher {named}", path.display());
            let apart = floor == "gui" && named == "cli";
            assert!(!apart, "{}: the window and the command line do not know each other", path.display());
        }
    }
}

/// Models know what is above them in `mod.rs`, and nothing below.
#[test]
fn models_import_only_from_above() {
    let list = std::fs::read_to_string(root().join("src/models/mod.rs")).unwrap();
    let order: Vec<&str> = list.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 12, "{order:?}");
    for (floor, path, text) in files() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Some(own) = order.iter().position(|module| *module == name).filter(|_| floor == "models") else { continue };
        for part in text.split("super::").skip(1).chain(text.split("crate::models::").skip(1)) {
            let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let other = order.iter().position(|module| *module == named);
            assert!(other.is_none_or(|other| other <= own), "{name} imports {named}, which stands below it");
        }
    }
}

#[test]
fn egui_is_used_by_the_window_alone() {
    for (floor, path, text) in files() {
        for word in ["egui::", "eframe::", "egui_plot::", "egui_extras::", "rfd::"] {
            assert!(floor == "gui" || !text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn views_do_no_work_of_their_own() {
    for (floor, path, text) in files() {
        // Dialogs are the one place that may wait, on a thread of their own.
        if floor != "gui" || path.ends_with("dialogs.rs") {
            continue;
        }
        for word in ["std::fs", "std::thread::spawn", "thread::Builder", "File::open", "rayon", "polars"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn the_reader_of_imports_sees_groups() {
    assert_eq!(named_floors("use crate::{jobs::Lane, data::{a, b}};\nuse crate::gui::x;"), ["jobs", "data", "gui"]);
}
