//! The project file: settings as readable TOML, saved whole or not at all.

mod layout;
pub mod model_cache;
pub mod recovery;
pub mod runs;
pub mod search_file;

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::{InputError, Said, StageError, files};
use crate::data::sample;
use crate::pipeline::PipelineConfig;
use crate::pipeline::config::FORMAT_VERSION;
use crate::said;

/// Whether a file is a project, by its name.
pub fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// The path with the ending by which a project is known.
pub fn with_extension(path: PathBuf) -> PathBuf {
    if is_project(&path) {
        return path;
    }
    let mut path = path.into_os_string();
    path.push(".toml");
    path.into()
}

/// Reads a project. Paths in it are relative to its folder.
///
/// # Errors
/// A file that cannot be read, that is no project (with row and reason), or whose settings cannot be used.
pub fn load(path: &Path) -> Result<PipelineConfig, StageError> {
    let text = fs::read_to_string(path).map_err(|e| InputError::io(path, &e))?;
    let mut config = parse(path, &text)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    for file in config.paths_mut() {
        if !sample::is_inside(file) && !file.as_os_str().is_empty() {
            *file = folder.join(&*file);
        }
    }
    Ok(config)
}

/// The project of the sample shop.
pub fn sample_shop() -> Result<PipelineConfig, StageError> {
    parse(Path::new("sample_data/project.toml"), sample::PROJECT)
}

/// Saves a project. Files below its folder are named relative to it, others by their whole path.
///
/// # Errors
/// A folder that cannot be written.
pub fn save(path: &Path, config: &PipelineConfig) -> Result<(), StageError> {
    let mut config = config.clone();
    let whole = std::path::absolute(path).map_err(|e| not_written(path, &e))?;
    let folder = whole.parent().unwrap_or(Path::new(""));
    for file in config.paths_mut() {
        if !sample::is_inside(file) && !file.as_os_str().is_empty() {
            let absolute = std::path::absolute(&*file).map_err(|e| not_written(path, &e))?;
            *file = absolute.strip_prefix(folder).map(PathBuf::from).unwrap_or(absolute);
        }
    }
    let text = toml::to_string_pretty(&config).map_err(|e| not_written(path, &e))?;
    files::write_atomic(path, |out| out.write_all(text.as_bytes()))
}

fn not_written(path: &Path, error: &dyn std::fmt::Display) -> StageError {
    StageError::failed(said!("project-file-not-written", file = path, error = error.to_string()))
}

fn parse(path: &Path, text: &str) -> Result<PipelineConfig, StageError> {
    let config = parse_unchecked(path, text)?;
    config.check()?;
    Ok(config)
}

/// The same for settings that may be half made: what was typed last need not be usable yet.
fn parse_unchecked(path: &Path, text: &str) -> Result<PipelineConfig, StageError> {
    let wrong = |e: toml::de::Error| {
        let row = e.span().map(|span| {
            text.as_bytes()[..span.start.min(text.len())].iter().filter(|b| **b == b'\n').count() as u64 + 1
        });
        let problem = Said::of_error(&e.message().trim().replace('\n', ", "));
        let error = InputError::new(path, problem, said!("project-correct-line"));
        row.map_or(error.clone(), |row| error.at_row(row))
    };
    // What a newer layout has, only a newer program knows: its version is read before anything else is.
    let whole: toml::Table = toml::from_str(text).map_err(wrong)?;
    let version = whole.get("format_version").and_then(toml::Value::as_integer).and_then(|v| u64::try_from(v).ok());
    refuse_newer(path, version, FORMAT_VERSION)?;
    Ok(match version {
        Some(older) if older < u64::from(FORMAT_VERSION) => {
            let migrated = layout::migrated(whole, older as usize);
            migrated.try_into().map_err(|e: toml::de::Error| {
                // The row of a mistake is that of the text, where it is one there too.
                let in_text = toml::from_str::<PipelineConfig>(text).err();
                wrong(in_text.filter(|in_text| in_text.message() == e.message()).unwrap_or(e))
            })?
        }
        // From the text, so that a mistake is named with its row. Who writes no version means the newest layout.
        _ => toml::from_str(text).map_err(wrong)?,
    })
}

/// Refuses a file of a newer layout than this program reads, whatever else it holds.
fn refuse_newer(path: &Path, version: Option<u64>, newest: u32) -> Result<(), InputError> {
    match version {
        Some(version) if version > u64::from(newest) => Err(InputError::new(
            path,
            said!("project-newer-layout", version = version, newest = newest),
            said!("project-update"),
        )),
        _ => Ok(()),
    }
}
