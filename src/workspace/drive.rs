//! What has to be made next.
//!
//! After every command and every finished job, [`Workspace::drive`] compares the keys of the results with the keys that the
//! settings want, from upstream to downstream, and starts the first job of each kind that is missing and wanted.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::loading::QUICK_SECONDS;
use super::product::{Job, Product, TestFigures, TrainedModel};
use super::{BlendFigures, Node, Severity, Wanted, Workspace};
use crate::base::StageError;
use crate::blend::{Components, ScoreCache};
use crate::data::{Dataset, TableKind};
use crate::features::{self, ContentMap};
use crate::jobs::Lane;
use crate::models::{Component, ComponentId, ModelConfig, ModelKind};
use crate::pipeline::curve::WeightCurve;
use crate::pipeline::evaluate::{evaluate, evaluate_cached};
use crate::pipeline::search::{self, SearchConfig, SearchData, Trial};
use crate::pipeline::{Key, run};
use crate::split::{self, Holdout, Part, TrainTestSplit};

/// Memory for scores kept for dragging: as much as one pass over it takes well below a tenth of a second.
const SCORE_BYTES: usize = 256 << 20;

impl Workspace {
    /// Starts whatever is wanted and can be made.
    pub(super) fn drive(&mut self) {
        self.drive_keeping();
        if !self.is_open {
            return;
        }
        self.want();
        self.adopt_models();
        if !self.adjusting {
            self.drive_loading();
            self.drive_split();
            self.drive_kept_models();
            self.drive_models();
            self.drive_scores();
            self.drive_map();
        }
        self.drive_blend();
        self.drive_preview();
        self.print_trace();
    }

    /// What was trained under another name with the same settings need not be trained again: a renamed model, or a second one like it.
    fn adopt_models(&mut self) {
        for component in &self.config.models {
            let Some(key) = self.wanted.models.get(&component.id).copied() else { continue };
            if self.models.get(&component.id).is_some_and(|node| node.fresh(Some(key)).is_some()) {
                continue;
            }
            let Some(model) = self.models.values().find_map(|node| node.fresh(Some(key))).cloned() else { continue };
            let mut model = TrainedModel::clone(&model);
            model.run.id = component.id.to_string();
            model.fitted.component = component.clone();
            let seconds = model.fitted.fit_seconds + model.run.score_seconds;
            self.models.entry(component.id.clone()).or_default().set(key, model.into(), seconds);
        }
    }

    /// Works out the keys that fit the settings.
    fn want(&mut self) {
        let config = &self.config;
        let opened = |kind, path: Option<&std::path::PathBuf>| match path {
            None => true,
            Some(path) => self.tables.get(kind).is_some_and(|t| t.table.path == *path),
        };
        let ready = opened(TableKind::Events, Some(&config.data.events))
            && opened(TableKind::Items, config.data.items.as_ref())
            && opened(TableKind::Users, config.data.users.as_ref());
        let data = Key::data(config, &self.fingerprints).filter(|_| ready);
        let log = data.and_then(|_| Key::log(config, &self.fingerprints));
        let split = data.map(|d| Key::split(config, d));
        let features = split.map(|s| Key::features(config, s));
        let models: BTreeMap<ComponentId, Key> = match (split, features) {
            (Some(s), Some(f)) => {
                config.models.iter().map(|m| (m.id.clone(), Key::model(&m.model, config.seed, s, f))).collect()
            }
            _ => Default::default(),
        };
        let scores = (split.is_some() && !config.models.is_empty()).then(|| {
            let keys: Vec<Key> = config.models.iter().filter_map(|m| models.get(&m.id).copied()).collect();
            Key::scores(config, &keys, self.choosing_part().id())
        });
        let built = self.features.fresh(features).map(|f| &**f);
        let memory = match self.split.fresh(split) {
            // Counting takes a moment for large catalogues, so it is done anew only for other settings or features.
            Some(_)
                if self.wanted.split == split
                    && self.wanted.models == models
                    && self.wanted.has_features == built.is_some()
                    && !self.wanted.memory.is_empty() =>
            {
                std::mem::take(&mut self.wanted.memory)
            }
            Some(split) => {
                let takes_part = |kind: &ModelKind| config.models.iter().any(|m| m.model.kind() == *kind);
                let others = ModelKind::all().filter(|kind| !takes_part(kind));
                let others = others.map(|kind| Component::from(kind.default_config()));
                let all = config.models.iter().cloned().chain(others);
                all.map(|m| (m.id, m.model.memory(&split.shape, built))).collect()
            }
            None => Default::default(),
        };
        let has_features = built.is_some();
        let map = features.map(|f| Key::map(f, config.seed));
        self.wanted = Wanted { log, data, split, features, map, has_features, models, memory, scores };
    }

    fn drive_split(&mut self) {
        let Some(loaded) = self.data.fresh(self.wanted.data).cloned() else { return };
        let Some(key) = self.wanted.split else { return };
        // What is made for settings that are gone is of no use.
        if self.split.making() != Some(key) {
            self.jobs.cancel_kind(&Job::Split);
        }
        if self.split.key == Some(key) || self.split.has_failed(key) || self.jobs.is_running(&Job::Split) {
            return;
        }
        let (config, weights, seed) = (self.config.split.clone(), self.config.data.weights.clone(), self.config.seed);
        self.split.begin(key);
        self.jobs.submit(Job::Split, "Splitting the log", Lane::Background, move |ctx| {
            Ok(Product::Split(key, split::split(&loaded.data, &config, &weights, seed, ctx)?.into()))
        });
    }

    /// Starts the next model of the queue, or one that is quickly made again; one after the other, so that each has the
    /// machine's memory and processors.
    fn drive_models(&mut self) {
        let Some(loaded) = self.data.fresh(self.wanted.data).cloned() else { return };
        let Some(split) = self.split.fresh(self.wanted.split).cloned() else { return };
        let Some(features_key) = self.wanted.features else { return };
        self.stop_obsolete_training();
        let is_settled = |ws: &Self, id: &ComponentId| {
            let slot = ws.models.get(id);
            ws.config.model(id).is_none() || slot.is_some_and(|s| s.fresh(ws.wanted.models.get(id).copied()).is_some())
        };
        let mut queue = std::mem::take(&mut self.train_asked);
        queue.retain(|id| !is_settled(self, id));
        self.train_asked = queue;
        let is_quick = |m: &Arc<TrainedModel>| m.fitted.fit_seconds + m.run.score_seconds < QUICK_SECONDS;
        let quick = |id: &ComponentId| {
            let slot = self.models.get(id);
            !is_settled(self, id) && slot.is_some_and(|s| s.value.as_ref().is_some_and(is_quick))
        };
        let next = self.train_asked.iter().cloned().chain(self.config.model_ids().into_iter().filter(quick));
        for id in next.collect::<Vec<_>>() {
            // What was kept need not be trained: that is seen first. A training that stops still has its memory.
            if self.is_paused
                || self.jobs.is_running(&Job::FetchModels)
                || self.running().iter().any(|j| matches!(j.kind, Job::Fit(_)))
                || self.stopping().iter().any(|j| j.kind.is_training())
            {
                return;
            }
            let Some(key) = self.wanted.models.get(&id).copied() else { continue };
            let Some(component) = self.config.component(&id).cloned() else { continue };
            if self.models.get(&id).is_some_and(|s| s.has_failed(key)) {
                self.train_asked.retain(|asked| *asked != id);
                continue;
            }
            if component.model.needs_features() && self.features.fresh(self.wanted.features).is_none() {
                let failure = self.features.failure.clone().filter(|f| f.0 == features_key);
                if let Some((_, error)) = failure {
                    self.models.entry(id.clone()).or_default().begin(key);
                    match error {
                        StageError::Cancelled(_) => self.cancelled(&Job::Fit(id.clone())),
                        error => self.failed(&Job::Fit(id.clone()), error),
                    }
                } else if !(self.jobs.is_running(&Job::Features) && self.features.making() == Some(features_key)) {
                    self.submit_features(features_key, &split);
                }
                continue;
            }
            self.train_asked.retain(|asked| *asked != id);
            self.submit_fit(component, key, &loaded.data, &split);
        }
    }

    /// Stops training for settings that are gone; what was trained is trained with the present ones next.
    fn stop_obsolete_training(&mut self) {
        for job in self.jobs.running() {
            let Job::Fit(id) = &job.kind else { continue };
            let making = self.models.get(id).and_then(Node::making);
            if making == self.wanted.models.get(id).copied() {
                continue;
            }
            self.jobs.cancel(job.id);
            if self.config.model(id).is_some() && !self.train_asked.contains(id) {
                self.train_asked.insert(0, id.clone());
            }
        }
    }

    fn submit_features(&mut self, key: Key, split: &Arc<TrainTestSplit>) {
        let (config, split) = (self.config.features.clone(), Arc::clone(split));
        self.features.begin(key);
        self.jobs.submit(Job::Features, "Building features", Lane::Background, move |ctx| {
            Ok(Product::Features(key, features::build(&split, &config, ctx)?.into()))
        });
    }

    /// Makes the map of items once it was asked for, when nothing trains.
    fn drive_map(&mut self) {
        let (Some(key), Some(features_key)) = (self.wanted.map, self.wanted.features) else { return };
        if !self.map_asked || self.map_waits() || self.jobs.is_running(&Job::Map) {
            return;
        }
        if self.map.key == Some(key) || self.map.has_failed(key) {
            self.map_asked = false;
            return;
        }
        let Some(split) = self.split.fresh(self.wanted.split).cloned() else { return };
        let Some(features) = self.features.fresh(self.wanted.features).cloned() else {
            match self.features.failure.clone().filter(|f| f.0 == features_key) {
                Some((_, error)) => {
                    self.map.failure = Some((key, error));
                    self.map_asked = false;
                }
                None if self.jobs.is_running(&Job::Features) && self.features.making() == Some(features_key) => {}
                None => self.submit_features(features_key, &split),
            }
            return;
        };
        let seed = self.config.seed;
        self.map.begin(key);
        self.jobs.submit(Job::Map, "Mapping items", Lane::Background, move |ctx| {
            Ok(Product::Map(key, ContentMap::of(&features, &split, seed, ctx)?.into()))
        });
    }

    fn submit_fit(&mut self, component: Component, key: Key, data: &Arc<Dataset>, split: &Arc<TrainTestSplit>) {
        let features = self.features.value.clone().filter(|_| component.model.needs_features());
        let (config, data, split, part) =
            (self.config.clone(), Arc::clone(data), Arc::clone(split), self.choosing_part());
        let id = component.id.clone();
        let Some(split_key) = self.wanted.split else { return };
        // It is made when training has ended.
        self.jobs.cancel_kind(&Job::Map);
        self.models.entry(id.clone()).or_default().begin(key);
        self.jobs.submit(
            Job::Fit(id.clone()),
            format!("Training {}", component.label()),
            Lane::Background,
            move |ctx| {
                let fitted = run::fit(&component, &data, &split, features.as_ref(), config.seed, ctx)?;
                let run = run::evaluate_model(&config, &fitted, &split, holdout(&split, part), ctx)?;
                Ok(Product::Model(id, key, TrainedModel { fitted, run, split: split_key }.into()))
            },
        );
    }

    /// Looks for settings; what was tried before is not tried again.
    pub(super) fn submit_search(&mut self, start: ModelConfig, settings: SearchConfig) {
        let (Some(loaded), Some(split)) = (self.loaded().cloned(), self.split.fresh(self.wanted.split).cloned()) else {
            return self.say(Severity::Warning, "A search needs a log that is loaded and split.");
        };
        let Some(key) = self.wanted.split else { return };
        let kind = start.kind();
        let described = self.wanted.features.filter(|_| start.needs_features());
        let done = self.book.begin_search(&start, &settings, key, described);
        self.book_changed = true;
        let features = self.features.fresh(self.wanted.features).cloned();
        let config = self.config.clone();
        // It is made when training has ended.
        self.jobs.cancel_kind(&Job::Map);
        let title = format!("Searching settings of {}", kind.label());
        self.jobs.submit_telling(Job::Search(kind), title, Lane::Background, move |teller, ctx| {
            let features = match features {
                None if start.needs_features() => Some(features::build(&split, &config.features, ctx)?.into()),
                built => built,
            };
            let on = SearchData { data: Arc::clone(&loaded.data), split, features };
            let mut tell = |trial: &Trial| teller.tell(Product::Trial(kind, key, Box::new(trial.clone())));
            let (_, end) = search::search(&settings, &config, &start, &on, &done, &mut tell, ctx)?;
            Ok(Product::Searched(kind, key, end))
        });
        self.jobs.pause(self.is_paused, Job::is_training);
    }

    /// The models ready to be blended, if all are trained.
    pub(super) fn components(&self) -> Option<Components> {
        let split = self.split.fresh(self.wanted.split)?;
        let fitted: Vec<_> = self.trained()?.iter().map(|m| m.fitted.clone()).collect();
        Some(run::components(&self.config, &fitted, split))
    }

    fn drive_scores(&mut self) {
        if self.scores.making() != self.wanted.scores {
            self.jobs.cancel_kind(&Job::Scores);
        }
        let (Some(key), Some(components)) = (self.wanted.scores, self.components()) else { return };
        if self.scores.key == Some(key) || self.scores.has_failed(key) || self.jobs.is_running(&Job::Scores) {
            return;
        }
        let Some(split) = self.split.value.clone() else { return };
        let (part, seed) = (self.choosing_part(), self.config.seed);
        self.scores.begin(key);
        self.jobs.submit(Job::Scores, "Scoring users for the blend", Lane::Background, move |ctx| {
            let holdout = Arc::new(holdout(&split, part).clone());
            Ok(Product::Scores(key, ScoreCache::build(components, holdout, SCORE_BYTES, seed, ctx)?.into()))
        });
    }

    fn drive_blend(&mut self) {
        let Some(cache) = self.fresh_scores().cloned() else { return };
        let weights = self.weights();
        let ks = self.config.evaluation.k.clone();
        // One evaluation at a time: the next one starts with the newest weights when it ends.
        if self.blend_moved && !self.jobs.is_running(&Job::Blend) {
            self.blend_moved = false;
            self.unsettled = None;
            self.jobs.cancel_kind(&Job::Settle);
            let (weights, ks, cache) = (weights.clone(), ks.clone(), Arc::clone(&cache));
            self.jobs.submit(Job::Blend, "Evaluating the blend", Lane::Interactive, move |ctx| {
                let table = evaluate_cached(&cache, &as_f32(&weights), &ks, ctx)?.evaluation.table();
                Ok(Product::Blend { table, weights, n_users: cache.holdout().users.len() })
            });
        } else if !self.dragging
            && !self.jobs.is_running(&Job::Blend)
            && !self.jobs.is_running(&Job::Settle)
            && !self.is_settled(&weights)
            && self.unsettled.as_ref() != Some(&weights)
        {
            self.submit_settle(cache.clone(), weights.clone());
        }
        if self.curve_moved && !self.jobs.is_running(&Job::Curve) {
            let ids = self.config.model_ids();
            let model = self.grabbed.clone().filter(|g| ids.contains(g)).or(ids.last().cloned());
            let Some(model) = model else { return };
            let Some(at) = ids.iter().position(|id| *id == model) else { return };
            self.curve_moved = false;
            self.grabbed = Some(model.clone());
            self.jobs.submit(Job::Curve, "Drawing the curve", Lane::Interactive, move |ctx| {
                Ok(Product::Curve(model, WeightCurve::along(&cache, &weights, at, &ks, ctx)?.into()))
            });
        }
    }

    /// Whether the figures shown are the full ones, with intervals, at these weights.
    fn is_settled(&self, weights: &[f64]) -> bool {
        let has_intervals = |b: &BlendFigures| {
            self.config.evaluation.resamples == 0 || b.table.values.iter().any(|v| v.interval.is_some())
        };
        self.blend.as_ref().is_some_and(|b| b.weights == weights && b.is_full() && has_intervals(b))
    }

    fn submit_settle(&mut self, cache: Arc<ScoreCache>, weights: Vec<f64>) {
        let (ks, resamples, seed) =
            (self.config.evaluation.k.clone(), self.config.evaluation.resamples, self.config.seed);
        self.jobs.submit(Job::Settle, "Evaluating all users", Lane::Background, move |ctx| {
            let holdout = cache.holdout();
            ctx.start("Evaluating all users", holdout.users.len())?;
            let mut judged = if cache.is_complete() {
                evaluate_cached(&cache, &as_f32(&weights), &ks, ctx)?
            } else {
                evaluate(cache.components(), &as_f32(&weights), holdout, &ks, ctx)?
            };
            judged.evaluation.resample(resamples, seed, ctx)?;
            let table = judged.evaluation.table();
            Ok(Product::Blend { table, weights, n_users: holdout.users.len() })
        });
    }

    pub(super) fn unseal(&mut self) {
        let (Some(models), Some(split)) = (self.trained(), self.split.value.clone()) else { return };
        let (Some(key), Some(loaded)) = (self.test_key(), self.loaded().cloned()) else { return };
        let config = self.config.clone();
        self.test.begin(key);
        self.jobs.submit(Job::Test, "Evaluating on test", Lane::Background, move |ctx| {
            let chosen: Vec<_> = models.iter().map(|m| m.fitted.clone()).collect();
            let last = run::for_test(&config, &loaded.data, &split, chosen, ctx)?;
            Ok(Product::Test(key, TestFigures { runs: last.judge(&config, ctx)? }.into()))
        });
    }

    /// What figures on test depend on: the models and the weights.
    pub fn test_key(&self) -> Option<Key> {
        let keys: Vec<Key> = self.config.models.iter().filter_map(|m| self.wanted.models.get(&m.id).copied()).collect();
        let weights = format!("test {:?} {:?}", self.config.blend.weights, self.config.evaluation);
        (keys.len() == self.config.models.len()).then(|| Key::scores(&self.config, &keys, &weights))
    }
}

pub(super) fn holdout(split: &TrainTestSplit, part: Part) -> &Holdout {
    split.holdout(part).unwrap_or(&split.test)
}

pub(super) fn as_f32(weights: &[f64]) -> Vec<f32> {
    weights.iter().map(|w| *w as f32).collect()
}
