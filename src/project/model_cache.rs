//! Fitted models kept in the state folder, so that a project that is opened again shows lists without training again.
//!
//! A model is three files in `models`, named by its key and by the program that made it: its arrays (`.safetensors`), what it was
//! worth to each user (`.users`), and its figures (`.json`), written after them. Another build of the program may fit otherwise, so
//! it reads none of them. Whatever cannot be read is removed, and the model is trained when it is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::base::{StageError, Vocabulary, files, machine};
use crate::metrics::{Evaluation, EvaluationConfig};
use crate::models::{Component, store};
use crate::pipeline::{Fitted, Key, Run};
use crate::split::Catalogue;

/// Bytes that all kept models may take.
pub const BOUND: u64 = 2_000_000_000;
/// A model that takes more than this part of the bound is not kept.
const LARGEST: u64 = 4;

/// A model with its figures.
#[derive(Clone)]
pub struct Kept {
    /// The model.
    pub fitted: Fitted,
    /// Its figures.
    pub run: Run,
    /// How they were reported.
    pub evaluation: EvaluationConfig,
}

#[derive(Serialize, Deserialize)]
struct Figures {
    run: Run,
    fit_seconds: f64,
    evaluation: EvaluationConfig,
    of_users: Evaluation,
}

/// The kept models of a state folder.
#[derive(Debug, Clone)]
pub struct ModelCache {
    folder: PathBuf,
    bound: u64,
    /// Tells this build of the program from others.
    build: String,
}

impl ModelCache {
    /// The kept models of a state folder, together at most `bound` bytes.
    pub fn new(state: &Path, bound: u64) -> Self {
        Self { folder: state.join("models"), bound, build: build() }
    }

    /// Keeps a model; `items` are the catalogue that it was fitted on. What was used least lately gives way.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn save(&self, key: Key, kept: &Kept, items: &Vocabulary) -> Result<(), StageError> {
        let model = kept.fitted.model.as_ref();
        let (positions, values) = (&kept.run.evaluation.positions, kept.run.evaluation.values());
        let of_users = size_of_val(&positions[..]) + size_of_val(&values[..]);
        if store::size(model, items) + of_users as u64 > self.bound / LARGEST {
            return Ok(());
        }
        let figures = Figures {
            run: kept.run.clone(),
            fit_seconds: kept.fitted.fit_seconds,
            evaluation: kept.evaluation.clone(),
            of_users: kept.run.evaluation.as_ref().clone(),
        };
        let text = serde_json::to_vec_pretty(&figures).map_err(|e| super::not_written(&self.figures(key), &e))?;
        // The split says who is a candidate.
        let any = Catalogue::new(vec![1; items.len()]);
        store::save(&self.arrays(key), &kept.fitted.component.model, model, items, &any)?;
        files::write_atomic(&self.of_users(key), |out| {
            out.write_all(bytemuck::cast_slice(positions))?;
            out.write_all(bytemuck::cast_slice(&values))
        })?;
        files::write_atomic(&self.figures(key), |out| out.write_all(&text))?;
        self.trim();
        Ok(())
    }

    /// The model of a key, if it is kept and its file is sound.
    pub fn load(&self, key: Key, component: &Component, items: &Vocabulary) -> Option<Kept> {
        let text = fs::read(self.figures(key)).ok()?;
        let size = fs::metadata(self.arrays(key)).map_or(0, |m| m.len());
        if size.saturating_mul(2) > machine::available_memory() {
            return None;
        }
        let sound = || {
            let figures: Figures = serde_json::from_slice(&text).ok()?;
            let stored = store::load(&self.arrays(key)).ok()?;
            let fits = stored.config == component.model && stored.items.parts() == items.parts();
            let Figures { mut run, fit_seconds, evaluation, of_users } = figures;
            let bytes = fs::read(self.of_users(key)).ok()?;
            let (positions, values) = bytes.split_at_checked(size_of::<u32>() * run.metrics.users)?;
            // Cut off, the last value would be filled up with zeros.
            let values = Some(values).filter(|v| v.len().is_multiple_of(size_of::<f64>()))?;
            let (positions, values) = (bytemuck::pod_collect_to_vec(positions), bytemuck::pod_collect_to_vec(values));
            // It may have had another name.
            run.id = component.id.to_string();
            run.evaluation = of_users.with_values(positions, &values)?.into();
            let fitted = Fitted { component: component.clone(), model: stored.model, fit_seconds, memory: run.memory };
            fits.then_some(Kept { fitted, run, evaluation })
        };
        let kept = sound();
        match &kept {
            // The time of change tells when it was used last.
            Some(_) => self.touch(key),
            None => [self.figures(key), self.of_users(key), self.arrays(key)]
                .iter()
                .for_each(|path| _ = fs::remove_file(path)),
        }
        kept
    }

    fn touch(&self, key: Key) {
        let file = fs::OpenOptions::new().write(true).open(self.figures(key));
        _ = file.and_then(|f| f.set_modified(SystemTime::now()));
    }

    /// Bytes that the kept models take.
    pub fn bytes(&self) -> u64 {
        self.files().iter().map(|f| f.bytes).sum()
    }

    /// Removes all of them.
    pub fn empty(&self) {
        for file in self.files() {
            _ = fs::remove_file(file.path);
        }
    }

    /// Removes what was used least lately until the rest is within the bound. Files of other versions and what a crash left
    /// behind go the same way.
    fn trim(&self) {
        let mut files = self.files();
        let mut total: u64 = files.iter().map(|f| f.bytes).sum();
        // Figures with their arrays: those were written just before them, and only figures tell of the last use.
        let used: std::collections::HashMap<_, _> =
            files.iter().filter(|f| has_extension(&f.path, "json")).map(|f| (f.path.clone(), f.used)).collect();
        for file in &mut files {
            if let Some(used) = used.get(&file.path.with_extension("json")) {
                file.used = *used;
            }
        }
        files.sort_by(|a, b| a.used.cmp(&b.used).then_with(|| a.path.cmp(&b.path)));
        for file in files {
            if total <= self.bound {
                break;
            }
            _ = fs::remove_file(&file.path);
            total -= file.bytes;
        }
    }

    fn files(&self) -> Vec<KeptFile> {
        let file = |entry: fs::DirEntry| {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(KeptFile { path: entry.path(), bytes: metadata.len(), used: metadata.modified().ok()? })
        };
        fs::read_dir(&self.folder).into_iter().flatten().flatten().filter_map(file).collect()
    }

    fn figures(&self, key: Key) -> PathBuf {
        self.folder.join(format!("{key}-{}.json", self.build))
    }

    fn of_users(&self, key: Key) -> PathBuf {
        self.figures(key).with_extension("users")
    }

    fn arrays(&self, key: Key) -> PathBuf {
        self.figures(key).with_extension("safetensors")
    }
}

/// Length and time of change of the program itself.
fn build() -> String {
    let program = std::env::current_exe().and_then(fs::metadata);
    let changed = program.as_ref().ok().and_then(|m| m.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("{:x}-{:x}", program.map_or(0, |m| m.len()), changed.map_or(0, |t| t.as_nanos()))
}

struct KeptFile {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e == extension)
}
