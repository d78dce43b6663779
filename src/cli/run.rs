//! `tastebench run`.

use super::args::RunArgs;
use super::progress::Bar;
use super::say::words;
use super::settings::meant;
use super::table::table;
use crate::base::format::thousands;
use crate::base::{StageError, TaskContext, files};
use crate::metrics::PairedDifference;
use crate::models::{Component, store};
use crate::pipeline::{self, Comparison, Fitted, PipelineConfig, RunOutput};
use crate::report::lists;
use crate::report::metrics::MetricsReport;
use crate::{project, split::Part};

/// Runs, prints, and writes what `--out` asks for.
pub fn run(args: &RunArgs, ctx: &TaskContext) -> Result<(), StageError> {
    // What a training file holds is for learning, all of it, where a project does not say otherwise.
    let config = meant(&args.project, &args.models, 0.0, ctx)?;
    let bar = Bar::watch(ctx);
    let output = pipeline::run(&config, ctx)?;
    let report = MetricsReport::of(&config, &output);
    let failed = |e: serde_json::Error| StageError::failed(format!("The figures could not be written as JSON: {e}"));
    let json = serde_json::to_string_pretty(&report).map_err(failed)?;
    if let Some(folder) = &args.out {
        lists::write(&folder.join("recommendations.parquet"), &config, &output, ctx)?;
        files::write_atomic(&folder.join("metrics.json"), |w| w.write_all(json.as_bytes()))?;
        project::save(&folder.join("project.toml"), &config)?;
        if args.save_models {
            for Fitted { component: Component { id, model: config }, model, .. } in &output.last.fitted {
                ctx.start(format!("Saving {id}"), 0)?;
                let path = folder.join("models").join(format!("{id}.safetensors"));
                store::save(&path, config, &**model, &output.data.interactions.items, &output.last.split.catalogue)?;
            }
        }
    }
    drop(bar);
    if args.json {
        println!("{json}")
    } else {
        print(&config, &output)
    }
    Ok(())
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
        println!("  dropped {}: {}", thousands(n), words().say(reason.label()));
    }
    let test = &output.last.split.test;
    println!(
        "split {}: {} training interactions; test {} users, {} held-out items, {:.1} % of them cold",
        output.split.kind.id(),
        thousands(output.split.train.n_entries() as u64),
        thousands(test.users.len() as u64),
        thousands(test.held_out.n_entries() as u64),
        test.cold_share * 100.0,
    );
    for warning in output.data.warnings.iter().chain(&output.split.warnings) {
        println!("note: {}", words().say(&warning.said));
    }
    for part in [Part::Validation, Part::Test] {
        let runs: Vec<_> = output.runs.iter().filter(|r| r.part == part).collect();
        let Some(first) = runs.first() else { continue };
        let k = config.evaluation.k.last().copied().unwrap_or_default();
        let shown: Vec<String> =
            ["recall", "ndcg", "map", "mrr", "hit_rate", "precision", "coverage"].map(|m| format!("{m}@{k}")).into();
        let compared = format!("ndcg@{k}");
        let comparison = output.comparisons.iter().find(|c| c.part == part);
        let mut header: Vec<&str> = ["model"].into_iter().chain(shown.iter().map(String::as_str)).collect();
        header.extend(comparison.map(|_| "difference"));
        header.extend(["fit s", "score s"]);
        let rows = runs
            .iter()
            .map(|run| {
                let figure =
                    |name: &String| run.metrics.get(name).map_or_else(String::new, |v| format!("{:.4}", v.mean));
                let mut row = vec![run.id.clone()];
                row.extend(shown.iter().map(figure));
                row.extend(comparison.map(|c| against(c, &run.id, &compared)));
                row.extend([format!("{:.2}", run.fit_seconds), format!("{:.2}", run.score_seconds)]);
                row
            })
            .collect();
        let refit = if first.refit { "; fitted again on training and validation" } else { "" };
        println!("\n{} ({} users{refit})", part.id(), thousands(first.metrics.users as u64));
        println!("{}", table(&header, rows, 1));
        if let Some(Comparison { baseline, .. }) = comparison {
            println!(
                "difference: {compared} above {baseline}, user by user, with half of its 95 % interval; * for p < 0.05, corrected for the number of models"
            );
        }
    }
}

/// What a run is above the baseline: "-0.0123 ± 0.0045 *".
fn against(comparison: &Comparison, id: &str, metric: &str) -> String {
    let Some(run) = comparison.runs.iter().find(|run| run.id == id) else { return String::new() };
    let Some(at) = run.differences.iter().position(|d| d.name == metric) else { return String::new() };
    let PairedDifference { mean, interval, .. } = run.differences[at];
    let half = interval.map_or_else(String::new, |(low, high)| format!(" ± {:.4}", (high - low) / 2.0));
    let mark = if run.corrected[at].is_some_and(|p| p < 0.05) { " *" } else { "  " };
    format!("{mean:+.4}{half}{mark}")
}
