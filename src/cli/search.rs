//! `tastebench search`.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::SearchArgs;
use super::out::out;
use super::progress::Bar;
use super::say::words;
use super::settings::meant;
use super::table::table;
use crate::base::{StageError, TaskContext};
use crate::data::{Table, dataset};
use crate::metrics::MetricKey;
use crate::pipeline::Fingerprints;
use crate::pipeline::search::{self, SearchConfig, SearchData, Trial};
use crate::project::search_file::{SearchFile, Subject};
use crate::{features, said, split};

/// Trials that are printed.
const SHOWN: usize = 10;

/// Searches, prints the best trials, and keeps all in a file if asked.
pub fn run(args: &SearchArgs, ctx: &TaskContext) -> Result<(), StageError> {
    let config =
        meant(&args.project, Some(std::slice::from_ref(&args.model)), split::SplitConfig::default().validation, ctx)?;
    config.check()?;
    let settings = SearchConfig {
        method: args.method,
        trials: args.trials,
        minutes: args.minutes,
        patience: args.patience,
        metric: search::reported(&args.metric, &config.evaluation)?,
        seed: config.seed,
    };
    settings.check()?;
    let bar = Bar::watch(ctx);
    let start = &config.models[0].model;
    // Only a search that is kept must know itself again.
    let kept = args.out.is_some();
    let paths: Vec<PathBuf> = config.clone().paths_mut().filter(|_| kept).map(|p| p.clone()).collect();
    let known = Fingerprints::default().look(&paths, ctx)?;
    for path in paths.iter().filter(|path| !known.get(path).is_some_and(|f| f.is_readable())) {
        // It says why.
        Table::open(path, ctx)?;
    }
    let subject = Subject::new(start, &settings, &config, &known);
    let mut file = args.out.as_deref().zip(subject).map(|(path, s)| SearchFile::load(path, s)).transpose()?;
    let done = file.as_ref().map_or_else(Vec::new, |file| file.trials.clone());
    let data = Arc::new(dataset::load(&config.data, ctx)?);
    known.look(&paths, ctx)?.check_unchanged(&known, &paths)?;
    if start.needs_features() {
        config.features.check_names(&data)?;
    }
    let split = Arc::new(split::split(&data, &config.split, &config.data.weights, config.seed, ctx)?);
    let features = match start.needs_features() {
        true => Some(Arc::new(features::build(&split, &config.features, ctx)?)),
        false => None,
    };
    let mut unsaved = Ok(());
    let on = SearchData { data, split, features };
    let trials = search::search(
        &settings,
        &config,
        start,
        &on,
        &done,
        &mut |trial| {
            if let Some((path, file)) = args.out.as_deref().zip(file.as_mut()) {
                file.trials.push(trial.clone());
                // Without a place for what is found it goes on, and says so in the end.
                unsaved = std::mem::replace(&mut unsaved, Ok(())).and_then(|()| file.save(path));
            }
        },
        ctx,
    );
    drop(bar);
    let (trials, end) = trials?;
    print(&trials, settings.metric);
    out!("{}", words().say(end.said(&settings)));
    unsaved
}

fn print(trials: &[Trial], metric: MetricKey) {
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
            let value = trial
                .failure
                .as_ref()
                .map_or_else(|| format!("{:.4}", trial.value(metric)), |failure| words().say(failure));
            let users = if trial.is_full { said!("cli-users-all") } else { said!("cli-users-some") };
            vec![settings.to_string(), words().say(users), value, format!("{:.1}", trial.fit_seconds)]
        })
        .collect();
    let header = [said!("cli-heading-settings"), said!("cli-heading-users"), metric.label(), said!("cli-heading-fit")];
    out!("{}", table(header.map(|heading| words().say(heading)), rows, 2));
}
