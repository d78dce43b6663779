//! Fitted models are kept from one opening of a project to the next: written after each fit, and fetched where the settings
//! want a model that was kept. Nothing is trained here.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::Workspace;
use super::product::{Job, LoadedData, Product, TrainedModel};
use crate::jobs::Lane;
use crate::models::{Component, ComponentId};
use crate::pipeline::{Key, run};
use crate::project::model_cache::{BOUND, Kept, ModelCache};

/// Where models are kept, and which of them are going to be.
#[derive(Default)]
pub(super) struct KeptModels {
    cache: Option<ModelCache>,
    /// Keys that were looked for.
    sought: HashSet<Key>,
    /// Models that wait for being kept, with the log that they learnt from.
    waiting: Vec<(Key, Kept, Arc<LoadedData>)>,
}

impl KeptModels {
    pub(super) fn new(state: Option<PathBuf>) -> Self {
        Self { cache: state.map(|state| ModelCache::new(&state, BOUND)), ..Self::default() }
    }

    /// Lets all models be looked for again.
    pub(super) fn forget_what_was_sought(&mut self) {
        self.sought.clear();
    }
}

impl Workspace {
    /// Notes that a model that was just fitted is to be kept.
    pub(super) fn keep_model(&mut self, id: &ComponentId, key: Key, model: &TrainedModel) {
        let Some(loaded) = self.data.fresh(self.wanted.data).cloned() else { return };
        if self.kept_models.cache.is_none() || self.wanted.models.get(id) != Some(&key) {
            return;
        }
        let evaluation = self.config.evaluation.clone();
        let kept = Kept { fitted: model.fitted.clone(), run: model.run.clone(), evaluation };
        self.kept_models.sought.remove(&key);
        self.kept_models.waiting.push((key, kept, loaded));
    }

    /// Puts a model that was kept in its place, as if it had been trained.
    pub(super) fn fetched(&mut self, id: ComponentId, key: Key, model: Arc<TrainedModel>) {
        self.kept_models.sought.remove(&key);
        self.models.entry(id).or_default().set(key, model, 0.0);
    }

    /// Keeps what waits for it, and looks for models that are wanted and not there.
    pub(super) fn drive_kept_models(&mut self) {
        let Some(cache) = self.kept_models.cache.clone() else { return };
        if !self.kept_models.waiting.is_empty() && !self.jobs.is_running(&Job::KeepModels) {
            let (waiting, cache) = (std::mem::take(&mut self.kept_models.waiting), cache.clone());
            self.jobs.submit(Job::KeepModels, "Keeping trained models", Lane::Background, move |ctx| {
                for (key, kept, loaded) in waiting {
                    ctx.check()?;
                    cache.save(key, &kept, &loaded.data.interactions.items)?;
                }
                Ok(Product::ModelsKept)
            });
        }
        if self.jobs.is_running(&Job::FetchModels) {
            return;
        }
        let Some(loaded) = self.data.fresh(self.wanted.data).cloned() else { return };
        let Some(split) = self.split.fresh(self.wanted.split).cloned() else { return };
        let Some(split_key) = self.wanted.split else { return };
        let missing: Vec<(Component, Key)> = self.config.models.iter().filter_map(|m| self.missing(m)).collect();
        let missing: Vec<_> = missing.into_iter().filter(|(_, key)| self.kept_models.sought.insert(*key)).collect();
        if missing.is_empty() {
            return;
        }
        let (config, part) = (self.config.clone(), self.choosing_part());
        self.jobs.submit_telling(Job::FetchModels, "Fetching trained models", Lane::Interactive, move |teller, ctx| {
            let holdout = split.holdout(part).unwrap_or(&split.test);
            for (model, key) in missing {
                ctx.check()?;
                let Some(kept) = cache.load(key, &model, &loaded.data.interactions.items) else { continue };
                // Figures that were reported in another way are made anew; the model is the same.
                let run = match kept.evaluation == config.evaluation && kept.run.part == holdout.part {
                    true => kept.run,
                    false => run::evaluate_model(&config, &kept.fitted, &split, holdout, ctx)?,
                };
                let trained = TrainedModel { fitted: kept.fitted, run, split: split_key };
                teller.tell(Product::Fetched(model.id, key, trained.into()));
            }
            Ok(Product::ModelsKept)
        });
    }

    fn missing(&self, model: &Component) -> Option<(Component, Key)> {
        let (id, key) = (&model.id, *self.wanted.models.get(&model.id)?);
        let is_there = self.models.get(id).is_some_and(|slot| slot.fresh(Some(key)).is_some());
        (!is_there && !self.jobs.is_running(&Job::Fit(id.clone()))).then(|| (model.clone(), key))
    }

    pub(super) fn empty_cache(&mut self) {
        let Some(cache) = self.kept_models.cache.clone() else { return };
        self.kept_models.forget_what_was_sought();
        self.look_at_state_after("Removing kept models", move || {
            cache.empty();
            Ok(())
        });
    }
}
