//! From settings to metrics: load, split, fit, evaluate, blend.

use std::sync::Arc;
use std::time::Instant;

use super::compare::{Comparison, compare};
use super::config::PipelineConfig;
use super::evaluate::evaluate;
use crate::base::{Said, StageError, TaskContext};
use crate::blend::Components;
use crate::data::{Dataset, dataset};
use crate::features::{self, FeatureMatrix};
use crate::metrics::{Evaluation, MetricTable};
use crate::models::{Component, ModelKind, Recommender, TrainingData};
use crate::said;
use crate::split::{self, Holdout, Part, TrainTestSplit};

/// A fitted model with what it was fitted from.
#[derive(Clone)]
pub struct Fitted {
    /// Its name and settings.
    pub component: Component,
    /// The model.
    pub model: Arc<dyn Recommender>,
    /// Wall-clock seconds that fitting took.
    pub fit_seconds: f64,
    /// Bytes that fitting was said to take at the most.
    pub memory: u64,
}

/// The figures of one model, or of the blend, on one part.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Run {
    /// The model's name, or "blend".
    pub id: String,
    /// The kind of the model; `None` for the blend.
    #[serde(default)]
    pub kind: Option<ModelKind>,
    /// The part that it was judged on.
    pub part: Part,
    /// Whether it was fitted again, on training and validation; never so on validation itself.
    pub refit: bool,
    /// Its settings; for the blend, its weights.
    pub params: serde_json::Value,
    /// Seconds that fitting took (for the blend: all its models).
    pub fit_seconds: f64,
    /// Bytes that fitting was estimated to take before it began (for the blend: its hungriest model).
    pub memory: u64,
    /// Seconds that scoring and ranking all users took, metrics included.
    pub score_seconds: f64,
    /// Users to whom the models had nothing to say: the most popular items stood in.
    #[serde(default)]
    pub n_by_popularity: usize,
    /// The figures.
    pub metrics: MetricTable,
    /// What they are the means of, user by user; not kept in files.
    #[serde(skip)]
    pub evaluation: Arc<Evaluation>,
}

/// All that a run made.
pub struct RunOutput {
    /// The cleaned log.
    pub data: Arc<Dataset>,
    /// Its parts, as settings are chosen on them.
    pub split: Arc<TrainTestSplit>,
    /// What test was judged with and lists are made from.
    pub last: Judged,
    /// Figures: test first, then validation where there is one; in each the models, then the blend of several.
    pub runs: Vec<Run>,
    /// The runs of each part against the best of them.
    pub comparisons: Vec<Comparison>,
}

/// The models that are judged on test, with the split that they were fitted on.
pub struct Judged {
    /// With validation in its training part where `refit`.
    pub split: Arc<TrainTestSplit>,
    /// The models in the order of the settings.
    pub fitted: Vec<Fitted>,
    /// Whether they were fitted again, on training and validation.
    pub refit: bool,
}

/// Runs the whole pipeline. Test is looked at: calling this is the explicit action.
///
/// # Errors
/// The first stage that has no result, in its words.
pub fn run(config: &PipelineConfig, ctx: &TaskContext) -> Result<RunOutput, StageError> {
    config.check()?;
    if config.models.is_empty() {
        return Err(StageError::setting(said!("pipeline-no-model")));
    }
    let data = Arc::new(dataset::load(&config.data, ctx)?);
    config.features.check_names(&data)?;
    let split = Arc::new(split::split(&data, &config.split, &config.data.weights, config.seed, ctx)?);
    let mut fitted = Vec::new();
    let mut on_validation = Vec::new();
    if split.validation.is_some() || !is_refit(config, &split) {
        fitted = fit_all(config, &data, &split, ctx)?;
    }
    if let Some(validation) = &split.validation {
        on_validation = judge_all(config, &fitted, &split, validation, ctx)?;
    }
    let last = for_test(config, &data, &split, fitted, ctx)?;
    let mut runs = last.judge(config, ctx)?;
    runs.extend(on_validation);
    let comparisons = compare(&runs, &config.evaluation, config.seed, ctx)?;
    Ok(RunOutput { data, split, last, runs, comparisons })
}

/// Whether models are fitted again before test is judged: there must be something more to learn from.
fn is_refit(config: &PipelineConfig, split: &TrainTestSplit) -> bool {
    config.evaluation.refit && split.parts.contains(&Part::Validation)
}

/// The models to be judged on test: the chosen ones, or the same settings fitted again on training and validation where
/// `evaluation.refit` asks for it. The chosen ones are let go first, so that both need not fit into memory; what somebody else
/// holds, as the window does for its lists, stays.
///
/// # Errors
/// A model that cannot be fitted again, or cancellation.
pub fn for_test(
    config: &PipelineConfig,
    data: &Dataset,
    split: &Arc<TrainTestSplit>,
    chosen: Vec<Fitted>,
    ctx: &TaskContext,
) -> Result<Judged, StageError> {
    if !is_refit(config, split) {
        return Ok(Judged { split: Arc::clone(split), fitted: chosen, refit: false });
    }
    drop(chosen);
    ctx.start(said!("step-joining"), 0)?;
    let split = Arc::new(split.with_validation_for_learning(data, ctx)?);
    let fitted = fit_all(config, data, &split, ctx)?;
    Ok(Judged { split, fitted, refit: true })
}

impl Judged {
    /// The figures on test: the models, then the blend of several.
    ///
    /// # Errors
    /// Cancellation.
    pub fn judge(&self, config: &PipelineConfig, ctx: &TaskContext) -> Result<Vec<Run>, StageError> {
        let runs = judge_all(config, &self.fitted, &self.split, &self.split.test, ctx)?;
        Ok(runs.into_iter().map(|run| Run { refit: self.refit, ..run }).collect())
    }
}

fn fit_all(
    config: &PipelineConfig,
    data: &Dataset,
    split: &TrainTestSplit,
    ctx: &TaskContext,
) -> Result<Vec<Fitted>, StageError> {
    let needs_features = config.models.iter().any(|component| component.model.needs_features());
    let features = needs_features.then(|| features::build(split, &config.features, ctx)).transpose()?.map(Arc::new);
    config.models.iter().map(|component| fit(component, data, split, features.as_ref(), config.seed, ctx)).collect()
}

fn judge_all(
    config: &PipelineConfig,
    fitted: &[Fitted],
    split: &TrainTestSplit,
    holdout: &Holdout,
    ctx: &TaskContext,
) -> Result<Vec<Run>, StageError> {
    let models = fitted.iter().map(|model| evaluate_model(config, model, split, holdout, ctx));
    let mut runs = models.collect::<Result<Vec<_>, _>>()?;
    if fitted.len() > 1 {
        runs.push(evaluate_blend(config, fitted, split, holdout, ctx)?);
    }
    Ok(runs)
}

/// Fits one model.
pub fn fit(
    component: &Component,
    data: &Dataset,
    split: &TrainTestSplit,
    features: Option<&Arc<FeatureMatrix>>,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Fitted, StageError> {
    let start = Instant::now();
    let model = component.model.fit(TrainingData { data, split, features, seed }, ctx)?;
    let memory = component.model.memory(&split.shape, features.map(|f| &**f));
    Ok(Fitted { component: component.clone(), model, fit_seconds: start.elapsed().as_secs_f64(), memory })
}

/// The fitted models ready to be blended.
pub fn components(config: &PipelineConfig, fitted: &[Fitted], split: &TrainTestSplit) -> Components {
    Components {
        models: fitted.iter().map(|f| Arc::clone(&f.model)).collect(),
        normalization: config.blend.normalization,
        catalogue: split.catalogue.clone(),
    }
}

/// The figures of one model alone on one part.
pub fn evaluate_model(
    config: &PipelineConfig,
    fitted: &Fitted,
    split: &TrainTestSplit,
    holdout: &Holdout,
    ctx: &TaskContext,
) -> Result<Run, StageError> {
    let Component { id, model } = &fitted.component;
    let components = components(config, std::slice::from_ref(fitted), split);
    let mut params = model.written();
    if let Some(params) = params.as_object_mut() {
        params.remove("id");
    }
    let Judgement { metrics, evaluation, n_by_popularity, seconds: score_seconds } =
        judge(config, fitted.component.label(), &components, &[1.0], holdout, ctx)?;
    let memory = fitted.memory;
    Ok(Run {
        id: id.to_string(),
        kind: Some(model.kind()),
        part: holdout.part,
        refit: false,
        params,
        fit_seconds: fitted.fit_seconds,
        memory,
        score_seconds,
        n_by_popularity,
        metrics,
        evaluation,
    })
}

/// The figures of the blend on one part.
pub fn evaluate_blend(
    config: &PipelineConfig,
    fitted: &[Fitted],
    split: &TrainTestSplit,
    holdout: &Holdout,
    ctx: &TaskContext,
) -> Result<Run, StageError> {
    let ids: Vec<_> = fitted.iter().map(|f| f.component.id.clone()).collect();
    let weights = config.blend.weights_of(&ids);
    let as_f32: Vec<f32> = weights.iter().map(|w| *w as f32).collect();
    let components = components(config, fitted, split);
    let Judgement { metrics, evaluation, n_by_popularity, seconds: score_seconds } =
        judge(config, said!("stage-blend"), &components, &as_f32, holdout, ctx)?;
    let named: serde_json::Map<_, _> = ids.iter().zip(&weights).map(|(id, w)| (id.to_string(), (*w).into())).collect();
    Ok(Run {
        id: "blend".into(),
        kind: None,
        part: holdout.part,
        refit: false,
        params: serde_json::json!({ "normalization": config.blend.normalization, "weights": named }),
        fit_seconds: fitted.iter().map(|f| f.fit_seconds).sum(),
        memory: fitted.iter().map(|f| f.memory).max().unwrap_or_default(),
        score_seconds,
        n_by_popularity,
        metrics,
        evaluation,
    })
}

struct Judgement {
    metrics: MetricTable,
    evaluation: Arc<Evaluation>,
    n_by_popularity: usize,
    seconds: f64,
}

fn judge(
    config: &PipelineConfig,
    of: Said,
    components: &Components,
    weights: &[f32],
    holdout: &Holdout,
    ctx: &TaskContext,
) -> Result<Judgement, StageError> {
    ctx.start(said!("step-evaluating", model = of, part = holdout.part.id()), holdout.users.len())?;
    let start = Instant::now();
    let mut judged = evaluate(components, weights, holdout, &config.evaluation.k, ctx)?;
    let seconds = start.elapsed().as_secs_f64();
    judged.evaluation.resample(config.evaluation.resamples, config.seed, ctx)?;
    let metrics = judged.evaluation.table();
    Ok(Judgement { metrics, evaluation: Arc::new(judged.evaluation), n_by_popularity: judged.n_by_popularity, seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the first byte of the log to the last interval.
    #[test]
    fn a_run_that_is_cancelled_at_any_look_ends_as_cancelled() {
        const THREADS: u64 = 3;
        const PARTS: u64 = 31;
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let mut log = String::from("user_id,item_id,timestamp\n");
        for user in 0..100u64 {
            for step in 0..12 {
                let item = (user * 7 + step * step * (1 + user % 5)) % 40 / 2 * 2 + user % 2;
                log += &format!("u{user},i{item},{}\n", 1_700_000_000 + user * 60 + step * 90_000);
            }
        }
        let items: String = (0..40).map(|item| format!("i{item},c{},{}\n", item % 5, 3 + item)).collect();
        let mut config = PipelineConfig::for_events(&file("log.csv", log));
        config.data.items = Some(file("items.csv", format!("item_id,category,price\n{items}")));
        config.models = crate::pipeline::default_models(true);
        config.evaluation.resamples = 50;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS as usize).build().unwrap();
        let ran = |ctx: &TaskContext| pool.install(|| run(&config, ctx).map(drop));
        let ctx = TaskContext::new();
        ran(&ctx).unwrap();
        let whole = ctx.looks();
        for look in (0..=PARTS).map(|part| (whole * part / PARTS).max(1)) {
            let ctx = TaskContext::cancelled_at(look);
            let result = ran(&ctx);
            let step = ctx.progress().step;
            assert!(matches!(result, Err(StageError::Cancelled(_))), "at look {look} of {whole}, {step:?}: {result:?}");
            let more = ctx.looks() - look;
            assert!(more <= THREADS, "at look {look} of {whole}, {step:?}: {more} more");
        }
    }
}
