//! `tastebench run`.

use std::path::Path;

use super::args::RunArgs;
use super::progress::Bar;
use super::table::table;
use crate::base::format::thousands;
use crate::base::{StageError, TaskContext, files};
use crate::data::{Mapping, TableKind, dataset};
use crate::models::ModelId;
use crate::pipeline::{self, PipelineConfig, RunOutput, default_models};
use crate::report::lists;
use crate::report::metrics::MetricsReport;
use crate::{project, split::Part};

/// Runs, prints, and writes what `--out` asks for.
pub fn run(args: Box<RunArgs>, ctx: &TaskContext) -> Result<(), StageError> {
    let config = meant(&args, ctx)?;
    let bar = Bar::watch(ctx);
    let output = pipeline::run(&config, ctx)?;
    let report = MetricsReport::of(&config, &output);
    let failed = |e: serde_json::Error| StageError::Failed(format!("The figures could not be written as JSON: {e}"));
    let json = serde_json::to_string_pretty(&report).map_err(failed)?;
    if let Some(folder) = &args.out {
        lists::write(&folder.join("recommendations.parquet"), &config, &output, ctx)?;
        files::write_atomic(&folder.join("metrics.json"), |w| w.write_all(json.as_bytes()))?;
        project::save(&folder.join("project.toml"), &config)?;
    }
    drop(bar);
    if args.json {
        println!("{json}")
    } else {
        print(&config, &output)
    }
    Ok(())
}

/// The settings that the arguments mean.
fn meant(args: &RunArgs, ctx: &TaskContext) -> Result<PipelineConfig, StageError> {
    let is_project = |path: &Path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    let mut config = match &args.input {
        Some(path) if is_project(path) => project::load(path)?,
        Some(path) => PipelineConfig::for_events(path),
        None => PipelineConfig::default(),
    };
    let from_project = args.input.as_deref().is_some_and(is_project);
    if let (Some(train), Some(test)) = (&args.train, &args.test) {
        if !from_project {
            // What the training file holds is for learning, all of it.
            config.split.validation = 0.0;
        }
        config.data.events.clone_from(train);
        config.data.test = Some(test.clone());
        config.split.kind = None;
    }
    if let Some(items) = &args.items {
        config.data.items = Some(items.clone());
    }
    if let Some(users) = &args.users {
        config.data.users = Some(users.clone());
    }
    config.data.columns.events.extend(args.columns.columns.iter().cloned());
    if !args.models.is_empty() {
        let named = args.models.iter().map(|id| config.model(*id).cloned().unwrap_or_else(|| id.default_config()));
        config.models = named.collect();
    } else if config.models.is_empty() || !from_project {
        let events = dataset::open(&config.data.events, ctx)?;
        let mapping = Mapping::guess(&events, TableKind::Events, &config.data.columns.events);
        config.models = default_models(config.data.items.is_some() || mapping.has_item_attributes());
    }
    if args.split.is_some() {
        config.split.kind = args.split;
    }
    if !args.k.is_empty() {
        config.evaluation.k.clone_from(&args.k);
        config.evaluation.k.sort_unstable();
        config.evaluation.k.dedup();
    }
    if let Some(seed) = args.seed {
        config.seed = seed;
    }
    for setting in &args.settings {
        config = with_setting(config, setting)?;
    }
    Ok(config)
}

/// Applies `model.param=value`, or `section.setting=value` of the project file. A new setting of a model that does not
/// take part is a mistake.
fn with_setting(config: PipelineConfig, setting: &str) -> Result<PipelineConfig, StageError> {
    let wrong = |why: String| StageError::setting(format!("--set {setting}: {why}"));
    let (path, value) = setting.split_once('=').ok_or_else(|| wrong("write MODEL.PARAM=VALUE".into()))?;
    // A TOML value where it is one, else text.
    let value: toml::Value = toml::from_str::<toml::Table>(&format!("v = {value}"))
        .ok()
        .and_then(|mut t| t.remove("v"))
        .unwrap_or_else(|| toml::Value::String(value.to_owned()));
    let mut whole = toml::Table::try_from(&config).map_err(|e| wrong(e.to_string()))?;
    let mut keys: Vec<&str> = path.split('.').collect();
    let last = keys.pop().filter(|_| !keys.is_empty()).ok_or_else(|| wrong("write MODEL.PARAM=VALUE".into()))?;
    let mut place = &mut whole;
    if let Ok(id) = keys[0].parse::<ModelId>() {
        let at = config.models.iter().position(|m| m.id() == id);
        let at = at.ok_or_else(|| wrong(format!("the run has no model {id}")))?;
        place = whole
            .get_mut("models")
            .and_then(|m| m.as_array_mut()?.get_mut(at)?.as_table_mut())
            .ok_or_else(|| wrong("the project has no such place".into()))?;
        keys.remove(0);
    }
    for key in keys {
        place = place
            .entry(key)
            .or_insert_with(|| toml::Table::new().into())
            .as_table_mut()
            .ok_or_else(|| wrong(format!("“{key}” has no settings")))?;
    }
    place.insert(last.to_owned(), value);
    whole.try_into().map_err(|e: toml::de::Error| wrong(e.message().trim().replace('\n', ", ")))
}

fn print(config: &PipelineConfig, output: &RunOutput) {
    let log = &output.data.interactions;
    let account = &output.data.account;
    println!(
        "{} users, {} items, {} interactions from {} events ({} rows read)",
        thousands(log.users.len() as u64),
        thousands(log.items.len() as u64),
        thousands(log.n_pairs() as u64),
        thousands(log.events.len() as u64),
        thousands(account.rows_in),
    );
    for (reason, n) in account.reasons() {
        println!("  dropped {}: {reason}", thousands(n));
    }
    let test = &output.split.test;
    println!(
        "split {}: {} training interactions; test {} users, {} held-out items, {:.1} % of them cold",
        output.split.kind.id(),
        thousands(output.split.train.n_entries() as u64),
        thousands(test.users.len() as u64),
        thousands(test.held_out.n_entries() as u64),
        test.cold_share * 100.0,
    );
    for warning in output.data.warnings.iter().chain(&output.split.warnings) {
        println!("note: {warning}");
    }
    for part in [Part::Validation, Part::Test] {
        let runs: Vec<_> = output.runs.iter().filter(|r| r.part == part).collect();
        let Some(first) = runs.first() else { continue };
        let k = config.evaluation.k.last().copied().unwrap_or_default();
        let shown: Vec<String> =
            ["recall", "ndcg", "map", "mrr", "hit_rate", "precision", "coverage"].map(|m| format!("{m}@{k}")).into();
        let header: Vec<&str> =
            ["model"].into_iter().chain(shown.iter().map(String::as_str)).chain(["fit s", "score s"]).collect();
        let rows = runs
            .iter()
            .map(|run| {
                let figure =
                    |name: &String| run.metrics.get(name).map_or_else(String::new, |v| format!("{:.4}", v.mean));
                let mut row = vec![run.id.clone()];
                row.extend(shown.iter().map(figure));
                row.extend([format!("{:.2}", run.fit_seconds), format!("{:.2}", run.score_seconds)]);
                row
            })
            .collect();
        println!("\n{} ({} users)", part.id(), thousands(first.metrics.users as u64));
        println!("{}", table(&header, rows, 1));
    }
}
