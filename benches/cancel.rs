//! How soon a training ends that was told to stop: the longest wait of each model, and the step it was in.
//!
//! `cargo bench --bench cancel -- EVENTS [ITEMS] [MODEL…]` fits with default settings, then again and again, each time stopped
//! at another moment, until the thread has ended.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tastebench::base::TaskContext;
use tastebench::data::dataset;
use tastebench::features::{self, FeatureMatrix};
use tastebench::models::{ModelConfig, ModelKind};
use tastebench::pipeline::{PipelineConfig, run};
use tastebench::split;

/// Moments at which each model is stopped.
const STOPS: u32 = 24;
/// Longer trainings are stopped within this time only.
const LONGEST: Duration = Duration::from_secs(120);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let (models, files): (Vec<_>, Vec<_>) = words.iter().partition(|word| ModelKind::all().any(|id| id.id() == **word));
    let Some(events) = files.first() else { return println!("Name a file of events.") };
    let mut config = PipelineConfig::for_events(&PathBuf::from(events));
    config.data.items = files.get(1).map(PathBuf::from);
    let ctx = TaskContext::new();
    let data = Arc::new(dataset::load(&config.data, &ctx).unwrap());
    let split = Arc::new(split::split(&data, &config.split, &config.data.weights, config.seed, &ctx).unwrap());
    let features: Option<Arc<FeatureMatrix>> = features::build(&split, &config.features, &ctx).ok().map(Arc::new);
    println!("| model | whole training | longest wait | in the step |\n| --- | --- | --- | --- |");
    for id in ModelKind::all().filter(|id| models.is_empty() || models.iter().any(|m| *m == id.id())) {
        let (config, data, split, features) = (config.clone(), Arc::clone(&data), Arc::clone(&split), features.clone());
        let train = move |ctx: &TaskContext| {
            let model: ModelConfig = id.default_config();
            let fitted = run::fit(&model.clone().into(), &data, &split, features.as_ref(), config.seed, ctx)?;
            run::evaluate_model(&config, &fitted, &split, split.validation.as_ref().unwrap_or(&split.test), ctx)
        };
        let train = Arc::new(train);
        let stopped = |after: Duration| {
            let ctx = TaskContext::new();
            let (train, within) = (Arc::clone(&train), ctx.clone());
            let start = Instant::now();
            let work = thread::spawn(move || {
                let pool = rayon::ThreadPoolBuilder::new().build().unwrap();
                pool.install(|| train(&within).map(drop))
            });
            while start.elapsed() < after && !work.is_finished() {
                thread::sleep(Duration::from_millis(1).min(after));
            }
            let step = ctx.progress().step;
            let told = Instant::now();
            ctx.cancel();
            let result = work.join().unwrap();
            (told.elapsed(), step, result, start.elapsed())
        };
        let (_, _, result, whole) = stopped(LONGEST);
        if let Err(error) = result
            && whole < LONGEST
        {
            println!("| `{id}` | {error} | | |");
            continue;
        }
        let waits = (0..STOPS).map(|at| stopped(whole.min(LONGEST) * (2 * at + 1) / (2 * STOPS)));
        let (wait, step, ..) = waits.max_by_key(|(wait, ..)| *wait).unwrap();
        println!(
            "| `{id}` | {:.1} s | {} ms | {} |",
            whole.as_secs_f64(),
            wait.as_millis(),
            step.map(|step| step.to_string()).unwrap_or_default()
        );
    }
}
