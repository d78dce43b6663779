//! Content keys: what a result was made from, so that only what changed is made again.

use std::path::PathBuf;

use serde::Serialize;

use super::config::PipelineConfig;
use super::fingerprint::Fingerprints;
use super::search::SearchConfig;
use crate::data::{CleanConfig, DataConfig, EventLog, WeightConfig};
use crate::models::ModelConfig;

/// Hash of a stage's own settings, of what it was made from and of the files behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Key {
    fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut key = [0; 16];
        hasher.finalize_xof().fill(&mut key);
        Self(key)
    }

    /// Key of some text, for tests.
    #[cfg(test)]
    pub(crate) fn of_text(text: &str) -> Self {
        Self::of(&[text.as_bytes()])
    }

    /// Key of what follows from other things and some plain values.
    pub fn following(what: &str, from: &[Self], values: &impl Serialize) -> Self {
        let from: Vec<u8> = from.iter().flat_map(|key| key.0).collect();
        Self::of(&[what.as_bytes(), &from, &written(values)])
    }

    /// Key of the log as it is read: what its files hold, and what their columns are.
    ///
    /// `None` while the fingerprint of a file is not known.
    pub fn log(config: &PipelineConfig, fingerprints: &Fingerprints) -> Option<Self> {
        let data =
            DataConfig { clean: CleanConfig::default(), weights: WeightConfig::default(), ..config.data.clone() };
        let of_files = Self::data(&PipelineConfig { data, ..config.clone() }, fingerprints)?;
        Some(Self::of(&[b"log", &of_files.0]))
    }

    /// Key of a log without what was dropped. Of the weights it matters which event types have none or speak against items, and
    /// what the value is and is used for.
    pub fn cleaned(config: &PipelineConfig, key: Self, log: &EventLog) -> Self {
        let weights = &config.data.weights;
        let speaks_for: Vec<bool> = log.type_weights(weights).iter().map(|weight| *weight > 0.0).collect();
        let speaks_against: Vec<bool> = log.type_weights(weights).iter().map(|weight| *weight < 0.0).collect();
        let values = written(&(weights.value, log.value_meaning(weights), weights.again));
        let types = written(&(speaks_for, speaks_against));
        Self::of(&[b"cleaned", &key.0, &written(&config.data.clean), &values, &types])
    }

    /// Key of the cleaned and weighed log: what its files hold and how they are read, not where they lie.
    ///
    /// `None` while the fingerprint of a file is not known.
    pub fn data(config: &PipelineConfig, fingerprints: &Fingerprints) -> Option<Self> {
        let mut nowhere = config.clone();
        let mut files = Vec::new();
        for path in nowhere.paths_mut() {
            // A place without a path still tells which files there are.
            files.extend_from_slice(fingerprints.get(&std::mem::replace(path, PathBuf::new()))?.bytes());
        }
        // What is done with summed weights begins in the split.
        nowhere.data.weights = nowhere.data.weights.of_events();
        Some(Self::of(&[b"data", &written(&nowhere.data), &files]))
    }

    /// Key of the split, with what becomes of the weights in it.
    pub fn split(config: &PipelineConfig, data: Self) -> Self {
        let weights = written(&config.data.weights.of_pairs());
        Self::of(&[b"split", &data.0, &written(&config.split), &weights, &config.seed.to_le_bytes()])
    }

    /// Key of the feature matrix, which is counted over what the training part knows.
    pub fn features(config: &PipelineConfig, split: Self) -> Self {
        Self::of(&[b"features", &split.0, &written(&config.features)])
    }

    /// Key of the map of items.
    pub fn map(features: Self, seed: u64) -> Self {
        Self::of(&[b"map", &features.0, &seed.to_le_bytes()])
    }

    /// Key of a fitted model.
    pub fn model(model: &ModelConfig, seed: u64, split: Self, features: Self) -> Self {
        let features: &[u8] = if model.needs_features() { &features.0 } else { b"" };
        Self::of(&[b"model", &split.0, features, &written(model), &seed.to_le_bytes()])
    }

    /// Key of a search that begins with the settings of a model. What bounds it (trials, minutes, patience) is no part of it.
    pub fn search(start: Self, settings: &SearchConfig) -> Self {
        let SearchConfig { method, metric, seed, .. } = settings;
        Self::of(&[b"search", &start.0, method.id().as_bytes(), metric.to_string().as_bytes(), &seed.to_le_bytes()])
    }

    /// Key of the normalised scores of a part's users.
    pub fn scores(config: &PipelineConfig, models: &[Self], part: &str) -> Self {
        let models: Vec<u8> = models.iter().flat_map(|m| m.0).collect();
        Self::of(&[
            b"scores",
            &models,
            &written(&config.blend.normalization),
            part.as_bytes(),
            &config.seed.to_le_bytes(),
        ])
    }
}

fn written(value: &impl Serialize) -> Vec<u8> {
    // Settings are plain data: writing them as JSON has nothing to fail on but non-finite numbers, written as null.
    serde_json::to_vec(value).unwrap_or_default()
}
