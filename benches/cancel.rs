//! How soon work ends that was told to stop: the longest wait of reading a log and of each model, and the step it was in.
//!
//! `cargo bench --bench cancel -- EVENTS [ITEMS] [reading] [MODEL…]` works with default settings, then again and again, each time stopped
//! at another moment, until the thread has ended.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tastebench::base::{StageError, TaskContext};
use tastebench::data::dataset;
use tastebench::features::{self, FeatureMatrix};
use tastebench::models::{ModelConfig, ModelKind};
use tastebench::pipeline::{PipelineConfig, run};
use tastebench::split;

/// The word for reading, cleaning and weighing the log.
const READING: &str = "reading";
/// Moments at which work is stopped.
const STOPS: u32 = 24;
/// Longer work is stopped within this time only.
const LONGEST: Duration = Duration::from_secs(120);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let is_name = |word: &&String| **word == READING || ModelKind::all().any(|id| id.id() == **word);
    let (names, files): (Vec<_>, Vec<_>) = words.iter().partition(is_name);
    let Some(events) = files.first() else { return println!("Name a file of events.") };
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|asked| *asked == name);
    let mut config = PipelineConfig::for_events(&PathBuf::from(events));
    config.data.items = files.get(1).map(PathBuf::from);
    println!("| work | as a whole | longest wait | in the step |\n| --- | --- | --- | --- |");
    if is_asked(READING) {
        let data = config.data.clone();
        longest_wait(READING, move |ctx| dataset::load(&data, ctx).map(drop));
    }
    if names.iter().all(|name| *name == READING) && !names.is_empty() {
        return;
    }
    let ctx = TaskContext::new();
    let data = Arc::new(dataset::load(&config.data, &ctx).unwrap());
    let split = Arc::new(split::split(&data, &config.split, &config.data.weights, config.seed, &ctx).unwrap());
    let features: Option<Arc<FeatureMatrix>> = features::build(&split, &config.features, &ctx).ok().map(Arc::new);
    for id in ModelKind::all().filter(|id| is_asked(id.id())) {
        let (config, data, split, features) = (config.clone(), Arc::clone(&data), Arc::clone(&split), features.clone());
        longest_wait(id.id(), move |ctx| {
            let model: ModelConfig = id.default_config();
            let fitted = run::fit(&model.clone().into(), &data, &split, features.as_ref(), config.seed, ctx)?;
            let holdout = split.validation.as_ref().unwrap_or(&split.test);
            run::evaluate_model(&config, &fitted, &split, holdout, ctx).map(drop)
        });
    }
}

/// Does some work, then begins it again and again and stops it each time at another moment; prints its line of the table.
fn longest_wait(name: &str, work: impl Fn(&TaskContext) -> Result<(), StageError> + Send + Sync + 'static) {
    let work = Arc::new(work);
    let stopped = |after: Duration| {
        let ctx = TaskContext::new();
        let (work, within) = (Arc::clone(&work), ctx.clone());
        let start = Instant::now();
        let thread = thread::spawn(move || {
            let pool = rayon::ThreadPoolBuilder::new().build().unwrap();
            pool.install(|| work(&within))
        });
        while start.elapsed() < after && !thread.is_finished() {
            thread::sleep(Duration::from_millis(1).min(after));
        }
        let step = ctx.progress().step;
        let told = Instant::now();
        ctx.cancel();
        let result = thread.join().unwrap();
        (told.elapsed(), step, result, start.elapsed())
    };
    let (_, _, result, whole) = stopped(LONGEST);
    if let Err(error) = result
        && whole < LONGEST
    {
        println!("| `{name}` | {error} | | |");
        return;
    }
    let waits = (0..STOPS).map(|at| stopped(whole.min(LONGEST) * (2 * at + 1) / (2 * STOPS)));
    let (wait, step, ..) = waits.max_by_key(|(wait, ..)| *wait).unwrap();
    println!(
        "| `{name}` | {:.1} s | {} ms | {} |",
        whole.as_secs_f64(),
        wait.as_millis(),
        step.map(|step| step.to_string()).unwrap_or_default()
    );
}
