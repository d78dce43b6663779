//! The project file: settings as readable TOML, saved whole or not at all.

pub mod model_cache;
pub mod recovery;
pub mod runs;

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::{InputError, StageError, files};
use crate::data::sample;
use crate::pipeline::PipelineConfig;

/// Reads a project. Paths in it are relative to its folder.
///
/// # Errors
/// A file that cannot be read, that is no project (with row and reason), or whose settings cannot be used.
pub fn load(path: &Path) -> Result<PipelineConfig, StageError> {
    let text = fs::read_to_string(path).map_err(|e| InputError::io(path, &e))?;
    let mut config = parse(path, &text)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    for file in config.paths_mut() {
        if !is_inside_program(file) && !file.as_os_str().is_empty() {
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
    let failed =
        |e: &dyn std::fmt::Display| StageError::Failed(format!("{}: could not be written: {e}", path.display()));
    let whole = std::path::absolute(path).map_err(|e| failed(&e))?;
    let folder = whole.parent().unwrap_or(Path::new(""));
    for file in config.paths_mut() {
        if !is_inside_program(file) && !file.as_os_str().is_empty() {
            let absolute = std::path::absolute(&*file).map_err(|e| failed(&e))?;
            *file = absolute.strip_prefix(folder).map(PathBuf::from).unwrap_or(absolute);
        }
    }
    let text = toml::to_string_pretty(&config).map_err(|e| failed(&e))?;
    files::write_atomic(path, |out| out.write_all(text.as_bytes()))
}

fn parse(path: &Path, text: &str) -> Result<PipelineConfig, StageError> {
    let config = parse_unchecked(path, text)?;
    config.check()?;
    Ok(config)
}

/// The same for settings that may be half made: what was typed last need not be usable yet.
fn parse_unchecked(path: &Path, text: &str) -> Result<PipelineConfig, StageError> {
    let config: PipelineConfig = toml::from_str(text).map_err(|e| {
        let row = e.span().map(|span| {
            text.as_bytes()[..span.start.min(text.len())].iter().filter(|b| **b == b'\n').count() as u64 + 1
        });
        let error = InputError::new(path, e.message().trim().replace('\n', ", "), "Mend this line, or remove it");
        row.map_or(error.clone(), |row| error.at_row(row))
    })?;
    Ok(config)
}

/// Whether a path names a table of the sample shop inside the program.
fn is_inside_program(path: &Path) -> bool {
    path.to_str().is_some_and(|p| p.starts_with("sample:"))
}
