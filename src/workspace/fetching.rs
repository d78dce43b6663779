//! Keeping fitted models and fetching those that the settings want. Nothing is trained here.

use std::sync::Arc;

use super::job::{Job, Product};
use super::stages::data::holdout;
use super::stages::models::TrainedModel;
use super::state::Workspace;
use crate::jobs::Lane;
use crate::models::{Component, ComponentId};
use crate::pipeline::{Key, run};
use crate::project::model_cache::Kept;
use crate::said;

impl Workspace {
    /// Notes that a model that was just fitted is to be kept.
    pub(super) fn keep_model(&mut self, key: Key, model: &TrainedModel) {
        let Some(loaded) = self.data().loaded.fresh().cloned() else { return };
        let is_wanted = self.models().wants(key);
        if self.kept_models.cache.is_none() || !is_wanted {
            return;
        }
        let evaluation = self.config().evaluation.clone();
        let kept = Kept { fitted: model.fitted.clone(), run: model.run.clone(), evaluation };
        self.kept_models.sought.remove(&key);
        self.kept_models.waiting.push_back((key, kept, loaded));
    }

    /// Puts a model that was kept in its place, as if it had been trained.
    pub(super) fn fetched(&mut self, id: &ComponentId, key: Key, model: Arc<TrainedModel>) {
        self.kept_models.sought.remove(&key);
        if let Some(open) = &mut self.open {
            let seconds = model.seconds();
            open.models.model_mut(id).set(key, model, seconds);
        }
    }

    /// Keeps the model that waits longest. One a job: what cannot be written takes no other with it.
    pub(super) fn keep_next_model(&mut self) {
        let Some(cache) = self.kept_models.cache.clone().filter(|_| !self.jobs.is_running(&Job::KeepModels)) else {
            return;
        };
        let Some((key, kept, loaded)) = self.kept_models.waiting.pop_front() else { return };
        self.jobs.submit(Job::KeepModels, said!("job-keeping-models"), Lane::Background, move |_| {
            cache.save(key, &kept, &loaded.data.interactions.items)?;
            Ok(Product::ModelsKept)
        });
    }

    /// Keeps what waits for it, and looks for models that are wanted and not there.
    pub(super) fn drive_kept_models(&mut self) {
        self.keep_next_model();
        let Some(cache) = self.kept_models.cache.clone().filter(|_| !self.jobs.is_running(&Job::FetchModels)) else {
            return;
        };
        let data = self.data();
        let (Some(loaded), Some(split)) = (data.loaded.fresh().cloned(), data.split.fresh().cloned()) else { return };
        let Some(split_key) = data.split.status.wanted else { return };
        let part = data.choosing_part();
        let missing: Vec<(Component, Key)> = self.config().models.iter().filter_map(|m| self.missing(m)).collect();
        let missing: Vec<_> = missing.into_iter().filter(|(_, key)| self.kept_models.sought.insert(*key)).collect();
        if missing.is_empty() {
            return;
        }
        let config = self.config().clone();
        self.jobs.submit_telling(
            Job::FetchModels,
            said!("job-fetching-models"),
            Lane::Interactive,
            move |teller, ctx| {
                let holdout = holdout(&split, part);
                for (model, key) in missing {
                    ctx.check()?;
                    let Some(kept) = cache.load(key, &model, &loaded.data.interactions.items) else { continue };
                    // Figures that were reported in another way are made anew; the model is the same.
                    let is_same = kept.evaluation.reports_like(&config.evaluation) && kept.run.part == holdout.part;
                    let run = match is_same {
                        true => kept.run,
                        false => run::evaluate_model(&config, &kept.fitted, &split, holdout, ctx)?,
                    };
                    let trained = TrainedModel { fitted: kept.fitted, run, split: split_key };
                    teller.tell(Product::Fetched(model.id, key, trained.into()));
                }
                Ok(Product::ModelsKept)
            },
        );
    }

    /// A model that the settings want and that is neither there nor being made.
    fn missing(&self, model: &Component) -> Option<(Component, Key)> {
        let status = &self.models().model(&model.id)?.status;
        let key = status.wanted.filter(|_| !status.is_fresh() && status.making.is_none())?;
        Some((model.clone(), key))
    }

    pub(super) fn empty_cache(&mut self) {
        let Some(cache) = self.kept_models.cache.clone() else { return };
        self.kept_models.forget_what_was_sought();
        self.look_at_state_after(said!("job-removing-models"), move || {
            cache.empty();
            Ok(())
        });
    }
}
