//! `tastebench search`.

use std::path::Path;
use std::sync::Arc;

use super::args::SearchArgs;
use super::progress::Bar;
use super::settings::meant;
use super::table::table;
use crate::base::{InputError, StageError, TaskContext, files};
use crate::data::dataset;
use crate::pipeline::search::{self, SearchConfig, SearchData, Trial};
use crate::{features, split};

/// Trials that are printed.
const SHOWN: usize = 10;

/// Searches, prints the best trials, and keeps all in a file if asked.
pub fn run(args: &SearchArgs, ctx: &TaskContext) -> Result<(), StageError> {
    let config = meant(&args.project, &[args.model], split::SplitConfig::default().validation, ctx)?;
    config.check()?;
    let settings = SearchConfig {
        method: args.method,
        trials: args.trials,
        minutes: args.minutes,
        patience: args.patience,
        metric: args.metric.clone(),
        seed: config.seed,
    };
    let done = args.out.as_deref().map_or(Ok(Vec::new()), before)?;
    let bar = Bar::watch(ctx);
    let data = Arc::new(dataset::load(&config.data, ctx)?);
    let split = Arc::new(split::split(&data, &config.split, &config.data.weights, config.seed, ctx)?);
    let start = &config.models[0];
    let features = match start.needs_features() {
        true => Some(Arc::new(features::build(&split, &config.features, ctx)?)),
        false => None,
    };
    let mut told = done.clone();
    let mut unsaved = Ok(());
    let on = SearchData { data, split, features };
    let trials = search::search(
        &settings,
        &config,
        start,
        &on,
        &done,
        &mut |trial| {
            told.push(trial.clone());
            unsaved = args.out.as_deref().map_or(Ok(()), |path| save(path, &told));
        },
        ctx,
    );
    drop(bar);
    unsaved?;
    print(&trials?, &settings.metric);
    Ok(())
}

/// The trials of a search that was stopped.
fn before(path: &Path) -> Result<Vec<Trial>, StageError> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(InputError::io(path, &error).into()),
    };
    serde_json::from_slice(&text).map_err(|e| {
        let error = InputError::new(path, format!("holds no trials: {e}"), "Name another file");
        error.at_row(e.line() as u64).into()
    })
}

fn save(path: &Path, trials: &[Trial]) -> Result<(), StageError> {
    let text = serde_json::to_vec_pretty(trials).map_err(|e| StageError::Failed(e.to_string()))?;
    files::write_atomic(path, |out| out.write_all(&text))
}

fn print(trials: &[Trial], metric: &str) {
    let mut ranked: Vec<&Trial> = trials.iter().collect();
    ranked.sort_by(|a, b| {
        (b.is_full, b.value(metric)).partial_cmp(&(a.is_full, a.value(metric))).unwrap_or(std::cmp::Ordering::Equal)
    });
    let rows = ranked
        .into_iter()
        .take(SHOWN)
        .map(|trial| {
            let mut settings = trial.model.written();
            if let Some(settings) = settings.as_object_mut() {
                settings.remove("id");
            }
            let value = trial.failure.clone().unwrap_or_else(|| format!("{:.4}", trial.value(metric)));
            let users = if trial.is_full { "all" } else { "some" };
            vec![settings.to_string(), users.into(), value, format!("{:.1}", trial.fit_seconds)]
        })
        .collect();
    println!("{}", table(&["settings", "users", metric, "fit s"], rows, 2));
}
