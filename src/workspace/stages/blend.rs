//! Weights: the figures of the models as one, along a slider, and on the sealed part.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{DataStage, holdout};
use super::models::ModelsStage;
use crate::base::{Cancelled, Said, SaidValue, TaskContext};
use crate::blend::weights::Sliders;
use crate::blend::{Components, ScoreCache};
use crate::jobs::Lane;
use crate::metrics::{Evaluation, MetricKey, MetricTable, MetricValue, paired_intervals};
use crate::models::ComponentId;
use crate::pipeline::curve::WeightCurve;
use crate::pipeline::evaluate::{evaluate, evaluate_cached};
use crate::pipeline::tune::{self, Tuned};
use crate::pipeline::{Fitted, Key, PipelineConfig, Run, run};
use crate::said;
use crate::split::Part;
use crate::workspace::node::{AnyNode, Node, NodeId, Policy, Spec, Task, nodes};
use crate::workspace::settings::{Gesture, Settings};
use crate::workspace::stage::StageState;

/// Memory for scores kept for dragging: as much as one pass over it takes well below a tenth of a second.
const SCORE_BYTES: usize = 256 << 20;

/// What can be done with the blend.
#[derive(Debug, Clone)]
pub enum BlendCommand {
    /// Move a weight; all moves until [`Command::Release`](crate::workspace::Command::Release) are one step for undo.
    Drag(ComponentId, f64),
    /// Set a weight.
    Set(ComponentId, f64),
    /// Give all that are not locked the same weight.
    Equal,
    /// Give the weight of all that are not locked to one of them.
    Only(ComponentId),
    /// Go back to the weights that the project file has.
    Reset,
    /// Hold a weight while others are moved, or let it follow again.
    Lock(ComponentId, bool),
    /// Look for the weights with the best value of a metric.
    Tune(MetricKey),
    /// Show the curve along a slider.
    ShowCurve(ComponentId),
    /// Look at the test part, knowingly.
    Unseal,
    /// Make what was stopped or failed.
    Again,
}

/// Figures of the blend at the weights of the sliders.
#[derive(Debug, Clone)]
pub struct BlendFigures {
    /// The figures; while a weight is dragged they may be over a sample of the users.
    pub table: MetricTable,
    /// The models that are blended.
    pub models: Vec<ComponentId>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// The part that they are of.
    pub part: Part,
    /// Users that a full evaluation has.
    pub n_users: usize,
    /// The figures of each of the models alone on the same users; empty where those are not known user by user.
    pub alone: Vec<MetricTable>,
    /// What the blend has above the best model alone, metric by metric.
    pub gains: Vec<Gain>,
}

/// Why figures and lists do not follow the settings, and are not going to by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// No model fits them.
    Untrained,
    /// What was on its way was stopped, or failed.
    Stopped,
    /// The figures of all users were stopped; those of a sample follow.
    Sampled,
}

/// What a blend has above the best of its models alone, on the same users.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// The metric.
    pub metric: MetricKey,
    /// The best model alone by this metric.
    pub model: ComponentId,
    /// Blend − model.
    pub mean: f64,
    /// 95 % interval of the paired difference, once it is known.
    pub interval: Option<(f64, f64)>,
}

impl Gain {
    /// Whether the interval leaves zero: only then is it shown as a gain or a loss.
    pub fn is_clear(&self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }
}

impl BlendFigures {
    /// Whether the figures are over all users.
    pub fn is_full(&self) -> bool {
        self.table.users == self.n_users
    }

    /// What the blend has above the best model alone by a metric.
    pub fn gain(&self, metric: MetricKey) -> Option<&Gain> {
        self.gains.iter().find(|gain| gain.metric == metric)
    }
}

/// The curve along one slider.
#[derive(Debug, Clone)]
pub struct SliderCurve {
    /// The slider.
    pub model: ComponentId,
    /// Metrics by weight.
    pub curve: WeightCurve,
}

/// Figures on the test part.
pub struct TestFigures {
    /// The models, then the blend of several.
    pub runs: Vec<Run>,
}

/// The stage *Blend*.
#[derive(Default)]
pub struct BlendStage {
    /// Scores for dragging.
    pub scores: Node<ScoreCache>,
    figures: Node<BlendFigures>,
    full_figures: Node<BlendFigures>,
    /// The curve along the slider grabbed last.
    pub curve: Node<SliderCurve>,
    slider: Option<ComponentId>,
    /// Weights of before one took all: the others come back in these proportions.
    before: BTreeMap<ComponentId, f64>,
    /// The metric that weights are looked for by.
    tuned_by: Option<MetricKey>,
    /// The models whose weights were looked for, and what was found.
    tuned: Node<(Vec<ComponentId>, Tuned)>,
    /// Figures on the sealed part, once they were asked for.
    pub test: Node<TestFigures>,
}

/// The models that can be blended, in the order of the settings: those that fit the settings, and those that are going to by
/// themselves. What failed, was stopped or is trained for the first time is left out until it is there.
pub fn blended(config: &PipelineConfig, models: &ModelsStage) -> Vec<ComponentId> {
    let is_ready = |id: &ComponentId| models.model(id).is_some_and(|node| node.status.is_fresh());
    config.model_ids().into_iter().filter(|id| is_ready(id) || models.is_followed(id)).collect()
}

/// The models whose weights can be moved: those that are blended, or all while there are none yet.
pub fn sliders(config: &PipelineConfig, models: &ModelsStage) -> Vec<ComponentId> {
    let blended = blended(config, models);
    if blended.is_empty() { config.model_ids() } else { blended }
}

/// The fitted models that are blended, once all of them fit the settings.
pub fn fitted(config: &PipelineConfig, models: &ModelsStage) -> Option<Vec<Fitted>> {
    let ids = blended(config, models);
    let fitted = |id: &ComponentId| Some(models.model(id)?.fresh()?.fitted.clone());
    let all: Option<Vec<Fitted>> = ids.iter().map(fitted).collect();
    all.filter(|fitted| !fitted.is_empty())
}

/// The models as one, once all that are blended fit the settings.
pub fn components(config: &PipelineConfig, data: &DataStage, models: &ModelsStage) -> Option<Components> {
    Some(run::components(config, &fitted(config, models)?, data.split.fresh()?))
}

/// Weights as they are multiplied with scores.
pub fn as_f32(weights: &[f64]) -> Vec<f32> {
    weights.iter().map(|weight| *weight as f32).collect()
}

/// What each of some models is worth alone, user by user.
fn alone(ids: &[ComponentId], models: &ModelsStage) -> Vec<Arc<Evaluation>> {
    let of = |id: &ComponentId| Some(Arc::clone(&models.model(id)?.fresh()?.run.evaluation));
    ids.iter().map(of).collect::<Option<_>>().unwrap_or_default()
}

impl BlendFigures {
    /// The figures of a blend, and of its models alone on the same users.
    fn of(
        blend: &Evaluation,
        models: Vec<ComponentId>,
        weights: Vec<f64>,
        (part, n_users): (Part, usize),
        alone: &[Arc<Evaluation>],
    ) -> Self {
        let table = blend.table();
        let alone: Option<Vec<_>> = alone.iter().map(|model| model.table_of(&blend.positions)).collect();
        let alone = alone.unwrap_or_default();
        let gain = |value: &MetricValue| {
            let of_models = models.iter().zip(&alone).filter_map(|(id, table)| Some((id, table.get(value.key)?.mean)));
            // The first of several that are equal.
            let (model, best) = of_models.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            Some(Gain { metric: value.key, model: model.clone(), mean: value.mean - best, interval: None })
        };
        let gains = table.values.iter().filter_map(gain).collect();
        Self { table, models, weights, part, n_users, alone, gains }
    }

    /// Finds the intervals of the gains: the same users are judged twice.
    fn compare(
        &mut self,
        blend: &Evaluation,
        alone: &[Arc<Evaluation>],
        draws: usize,
        seed: u64,
        ctx: &TaskContext,
    ) -> Result<(), Cancelled> {
        for (id, model) in self.models.iter().zip(alone) {
            if self.gains.iter().all(|gain| gain.model != *id) {
                continue;
            }
            for difference in paired_intervals(model, blend, draws, seed, ctx)? {
                let of_metric = |gain: &&mut Gain| gain.model == *id && gain.metric == difference.key;
                if let Some(gain) = self.gains.iter_mut().find(of_metric) {
                    gain.interval = difference.interval;
                }
            }
        }
        Ok(())
    }
}

impl BlendStage {
    nodes! {
        Scores => scores,
        Figures => figures,
        FullFigures => full_figures,
        Curve => curve,
        Tuned => tuned,
        Test => test,
    }

    /// When one of its nodes is made, and from what.
    pub fn spec(&self, id: &NodeId, config: &PipelineConfig, data: &DataStage, models: &ModelsStage) -> Option<Spec> {
        self.node(id)?;
        let ids = blended(config, models);
        let trained = || ids.iter().cloned().map(NodeId::Model);
        let weights = config.blend.weights_of(&ids);
        let ks = &config.evaluation.k;
        let scores = self.scores.status.wanted;
        Some(match id {
            NodeId::Scores => {
                let keys: Option<Vec<Key>> = ids.iter().map(|id| models.model(id)?.status.wanted).collect();
                let keys = keys.filter(|keys| !keys.is_empty());
                let key = keys.map(|keys| Key::scores(config, &keys, data.choosing_part().id()));
                Spec::new(Policy::Always, key, [NodeId::Split].into_iter().chain(trained()).collect::<Vec<_>>())
            }
            NodeId::Figures => {
                let key = scores.map(|scores| Key::following("figures", &[scores], &(&ids, weights, ks)));
                Spec::new(Policy::Newest, key, [NodeId::Scores])
            }
            NodeId::FullFigures => {
                let figures = self.figures.status.wanted;
                let settings = (config.evaluation.resamples, config.seed);
                let key = figures.map(|figures| Key::following("full_figures", &[figures], &settings));
                Spec::new(Policy::Settled, key, [NodeId::Figures])
            }
            NodeId::Curve => {
                let key = scores.zip(self.slider(&ids)).map(|(scores, at)| {
                    // The curve is the same wherever its own slider stands.
                    let sliders = self.sliders(&ids, config);
                    let others: Vec<i64> = sliders.with(at, 0.0).iter().map(|w| (w * 1e6).round() as i64).collect();
                    Key::following("curve", &[scores], &(&ids[at], others, sliders.is_locked, ks))
                });
                Spec::new(Policy::Newest, key, [NodeId::Scores])
            }
            NodeId::Tuned => {
                let from = (&ids, weights, &config.blend.locked, &self.tuned_by, ks);
                let key = scores.map(|scores| Key::following("tuned", &[scores], &from));
                Spec::new(Policy::Once, key, [NodeId::Scores])
            }
            NodeId::Test => {
                let key = scores.map(|scores| {
                    Key::following("test", &[scores], &(&ids, &config.blend.weights, &config.evaluation))
                });
                let needs: Vec<NodeId> = [NodeId::Data, NodeId::Split].into_iter().chain(trained()).collect();
                Spec::new(Policy::Once, key, needs)
            }
            _ => return None,
        })
    }

    /// The work that makes one of its nodes.
    pub fn task(&self, id: &NodeId, config: &PipelineConfig, data: &DataStage, models: &ModelsStage) -> Option<Task> {
        self.node(id)?;
        let ids = blended(config, models);
        let weights = config.blend.weights_of(&ids);
        let (ks, seed) = (config.evaluation.k.clone(), config.seed);
        if *id == NodeId::Scores {
            let (split, part) = (data.split.fresh()?.clone(), data.choosing_part());
            let components = components(config, data, models)?;
            return Some(self.scores.task(said!("job-scores"), Lane::Background, move |ctx| {
                let holdout = Arc::new(holdout(&split, part).clone());
                Ok(ScoreCache::build(components, holdout, SCORE_BYTES, seed, ctx)?)
            }));
        }
        if *id == NodeId::Test {
            let (loaded, split) = (data.loaded.fresh()?.clone(), data.split.fresh()?.clone());
            // What is not blended is not judged, nor fitted for it.
            let (mut config, chosen) = (config.clone(), fitted(config, models)?);
            config.models.retain(|component| ids.contains(&component.id));
            return Some(self.test.task(said!("job-test"), Lane::Background, move |ctx| {
                let last = run::for_test(&config, &loaded.data, &split, chosen, ctx)?;
                Ok(TestFigures { runs: last.judge(&config, ctx)? })
            }));
        }
        let cache = self.scores.fresh()?.clone();
        let (alone, part) = (alone(&ids, models), data.choosing_part());
        Some(match id {
            NodeId::Figures => self.figures.task(said!("job-figures"), Lane::Interactive, move |ctx| {
                let blend = evaluate_cached(&cache, &as_f32(&weights), &ks, ctx)?.evaluation;
                Ok(BlendFigures::of(&blend, ids, weights, (part, cache.holdout().users.len()), &alone))
            }),
            NodeId::FullFigures => {
                let resamples = config.evaluation.resamples;
                self.full_figures.task(said!("job-full-figures"), Lane::Background, move |ctx| {
                    let holdout = cache.holdout();
                    ctx.start(said!("job-full-figures"), holdout.users.len())?;
                    let mut judged = if cache.is_complete() {
                        evaluate_cached(&cache, &as_f32(&weights), &ks, ctx)?
                    } else {
                        evaluate(cache.components(), &as_f32(&weights), holdout, &ks, ctx)?
                    };
                    judged.evaluation.resample(resamples, seed, ctx)?;
                    let blend = judged.evaluation;
                    let mut figures = BlendFigures::of(&blend, ids, weights, (part, holdout.users.len()), &alone);
                    figures.compare(&blend, &alone, resamples, seed, ctx)?;
                    Ok(figures)
                })
            }
            NodeId::Curve => {
                let (at, sliders) = (self.slider(&ids)?, self.sliders(&ids, config));
                self.curve.task(said!("job-curve"), Lane::Interactive, move |ctx| {
                    let curve = WeightCurve::along(&cache, &sliders, at, &ks, ctx)?;
                    Ok(SliderCurve { model: ids[at].clone(), curve })
                })
            }
            NodeId::Tuned => {
                let (sliders, metric) = (self.sliders(&ids, config), self.tuned_by?);
                self.tuned.task(said!("step-tuning"), Lane::Background, move |ctx| {
                    let tuned = tune::tune(&cache, &sliders, metric, &ks, ctx)?;
                    Ok((ids, tuned))
                })
            }
            _ => return None,
        })
    }

    /// The weights of some models with what is locked among them, and in which proportions they follow.
    fn sliders(&self, ids: &[ComponentId], config: &PipelineConfig) -> Sliders {
        Sliders {
            weights: config.blend.weights_of(ids),
            is_locked: ids.iter().map(|id| config.blend.locked.contains(id)).collect(),
            before: ids.iter().map(|id| self.before.get(id).copied().unwrap_or(0.0)).collect(),
        }
    }

    /// Takes over the weights that were found, and gives what is to be said of them.
    pub fn take_tuned(&mut self, settings: &mut Settings) -> Option<Said> {
        let found = self.tuned.fresh()?.clone();
        let (ids, tuned) = &*found;
        let weights = ids.iter().cloned().zip(tuned.weights.iter().copied());
        settings.change(None, |config| config.blend.weights.extend(weights));
        let (before, after) = (SaidValue::Share(tuned.before), SaidValue::Share(tuned.after));
        let (metric, users) = (tuned.metric.label(), tuned.n_users);
        Some(match tuned.after > tuned.before {
            true => said!("message-tuned", metric = metric, before = before, after = after, users = users),
            false => said!("message-tuned-in-vain", metric = metric, before = before, users = users),
        })
    }

    /// The slider of the curve among those of `ids`: the one grabbed last, at first the last.
    fn slider(&self, ids: &[ComponentId]) -> Option<usize> {
        let grabbed = self.slider.as_ref().and_then(|slider| ids.iter().position(|id| id == slider));
        grabbed.or(ids.len().checked_sub(1))
    }

    /// Changes weights and curve as a command says; the test part is asked for elsewhere.
    pub fn carry_out(&mut self, command: BlendCommand, settings: &mut Settings, models: &ModelsStage) {
        match command {
            BlendCommand::Drag(model, t) => {
                self.move_weights(settings, models, Some(Gesture::Weight), |sliders, ids| {
                    Some(sliders.with(ids.iter().position(|id| *id == model)?, t))
                });
                self.slider = Some(model);
            }
            BlendCommand::Set(model, t) => {
                self.move_weights(settings, models, None, |sliders, ids| {
                    Some(sliders.with(ids.iter().position(|id| *id == model)?, t))
                });
                self.slider = Some(model);
            }
            BlendCommand::Equal => self.move_weights(settings, models, None, |sliders, _| Some(sliders.equal())),
            BlendCommand::Only(model) => self.move_weights(settings, models, None, |sliders, ids| {
                Some(sliders.with(ids.iter().position(|id| *id == model)?, 1.0))
            }),
            BlendCommand::Reset => {
                let saved = settings.saved().blend.weights.clone();
                settings.change(None, |config| config.blend.weights = saved);
            }
            BlendCommand::Lock(model, is_locked) => settings.change(None, |config| {
                // What stays must not be shared out anew when a model comes or goes.
                let ids = sliders(config, models);
                let weights = config.blend.weights_of(&ids);
                config.blend.weights.extend(ids.into_iter().zip(weights));
                match is_locked {
                    true => _ = config.blend.locked.insert(model),
                    false => _ = config.blend.locked.remove(&model),
                }
            }),
            BlendCommand::Tune(metric) => {
                self.tuned_by = Some(metric);
                // The same search may be asked for again.
                self.tuned.forget();
            }
            BlendCommand::ShowCurve(model) => self.slider = Some(model),
            BlendCommand::Unseal | BlendCommand::Again => {}
        }
    }

    /// Gives the models that can be moved other weights.
    fn move_weights(
        &mut self,
        settings: &mut Settings,
        models: &ModelsStage,
        held: Option<Gesture>,
        to: impl FnOnce(&Sliders, &[ComponentId]) -> Option<Vec<f64>>,
    ) {
        let ids = sliders(settings.now(), models);
        let from = self.sliders(&ids, settings.now());
        let Some(weights) = to(&from, &ids) else { return };
        // One that has all says nothing about the proportions of the others.
        if from.weights.iter().filter(|weight| **weight > 0.0).count() > 1 {
            self.before = ids.iter().cloned().zip(from.weights).collect();
        }
        settings.change(held, |config| config.blend.weights.extend(ids.into_iter().zip(weights)));
    }

    fn shown(&self) -> &Node<BlendFigures> {
        let weights = |node: &Node<BlendFigures>| node.value.as_ref().map(|figures| figures.weights.clone());
        // Until others are there, the full figures stay in view rather than those of the sample that came before them.
        let are_last = self.figures.fresh().is_none() && weights(&self.full_figures) == weights(&self.figures);
        if self.full_figures.fresh().is_some() || are_last { &self.full_figures } else { &self.figures }
    }

    /// The newest figures: the full ones where they are of the same weights.
    pub fn figures(&self) -> Option<&Arc<BlendFigures>> {
        self.shown().value.as_ref()
    }

    /// Why they do not follow the settings; `None` where they do, or are going to.
    pub fn behind(&self) -> Option<Behind> {
        let [scores, figures, full] = [&self.scores.status, &self.figures.status, &self.full_figures.status];
        if scores.wanted.is_none() {
            return Some(Behind::Untrained);
        }
        let has_stopped = scores.failed().or(figures.failed()).is_some();
        let lacks_full = || full.failed().is_some() && self.figures().is_none_or(|figures| !figures.is_full());
        has_stopped.then_some(Behind::Stopped).or_else(|| lacks_full().then_some(Behind::Sampled))
    }

    /// Seconds that evaluating them took.
    pub fn seconds(&self) -> f64 {
        self.shown().status.seconds
    }

    /// How the stage stands.
    pub fn state(&self) -> StageState {
        self.scores.state()
    }
}
