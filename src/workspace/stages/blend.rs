//! Weights: the figures of the models as one, along a slider, and on the sealed part.

use std::sync::Arc;

use super::data::{DataStage, holdout};
use super::models::ModelsStage;
use crate::blend::weights::with_weight;
use crate::blend::{Components, ScoreCache};
use crate::jobs::Lane;
use crate::metrics::MetricTable;
use crate::models::ComponentId;
use crate::pipeline::curve::WeightCurve;
use crate::pipeline::evaluate::{evaluate, evaluate_cached};
use crate::pipeline::{Fitted, Key, PipelineConfig, Run, run};
use crate::said;
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
    /// Show the curve along a slider.
    ShowCurve(ComponentId),
    /// Look at the test part, knowingly.
    Unseal,
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
    /// Users that a full evaluation has.
    pub n_users: usize,
}

impl BlendFigures {
    /// Whether the figures are over all users.
    pub fn is_full(&self) -> bool {
        self.table.users == self.n_users
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

impl BlendStage {
    nodes! {
        Scores => scores,
        Figures => figures,
        FullFigures => full_figures,
        Curve => curve,
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
                let key = figures.map(|figures| Key::following("full figures", &[figures], &settings));
                Spec::new(Policy::Settled, key, [NodeId::Figures])
            }
            NodeId::Curve => {
                let key = scores.zip(self.slider(&ids)).map(|(scores, at)| {
                    // The curve is the same wherever its own slider stands.
                    let others = with_weight(&weights, at, 0.0);
                    let others: Vec<i64> = others.iter().map(|weight| (weight * 1e6).round() as i64).collect();
                    Key::following("curve", &[scores], &(&ids[at], others, ks))
                });
                Spec::new(Policy::Newest, key, [NodeId::Scores])
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
        Some(match id {
            NodeId::Figures => self.figures.task(said!("job-figures"), Lane::Interactive, move |ctx| {
                let table = evaluate_cached(&cache, &as_f32(&weights), &ks, ctx)?.evaluation.table();
                Ok(BlendFigures { table, models: ids, weights, n_users: cache.holdout().users.len() })
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
                    let table = judged.evaluation.table();
                    Ok(BlendFigures { table, models: ids, weights, n_users: holdout.users.len() })
                })
            }
            NodeId::Curve => {
                let at = self.slider(&ids)?;
                self.curve.task(said!("job-curve"), Lane::Interactive, move |ctx| {
                    let curve = WeightCurve::along(&cache, &weights, at, &ks, ctx)?;
                    Ok(SliderCurve { model: ids[at].clone(), curve })
                })
            }
            _ => return None,
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
                let ids = sliders(settings.now(), models);
                let Some(at) = ids.iter().position(|id| *id == model) else { return };
                let weights = with_weight(&settings.now().blend.weights_of(&ids), at, t);
                settings.change(Some(Gesture::Weight), |config| {
                    config.blend.weights.extend(ids.into_iter().zip(weights));
                });
                self.slider = Some(model);
            }
            BlendCommand::ShowCurve(model) => self.slider = Some(model),
            BlendCommand::Unseal => {}
        }
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

    /// Seconds that evaluating them took.
    pub fn seconds(&self) -> f64 {
        self.shown().status.seconds
    }

    /// How the stage stands.
    pub fn state(&self) -> StageState {
        self.scores.state()
    }
}
