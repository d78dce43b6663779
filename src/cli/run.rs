//! `tastebench run`.

use super::args::RunArgs;
use super::out::out;
use super::progress::Bar;
use super::say::{dropped_for, english, note, words};
use super::settings::meant;
use super::table::table;
use crate::base::{Said, SaidValue, StageError, TaskContext, files};
use crate::metrics::{Figure, Metric, MetricKey, PairedDifference};
use crate::models::{Component, store};
use crate::pipeline::{self, Comparison, Fitted, PipelineConfig, RunOutput};
use crate::report::lists;
use crate::report::metrics::MetricsReport;
use crate::{project, said, split::Part};

/// Runs, prints, and writes what `--out` asks for.
pub fn run(args: &RunArgs, ctx: &TaskContext) -> Result<(), StageError> {
    // What a training file holds is for learning, all of it, where a project does not say otherwise.
    let config = meant(&args.project, Some(&args.models), 0.0, ctx)?;
    let bar = Bar::watch(ctx);
    let output = pipeline::run(&config, ctx)?;
    let warnings = output.data.warnings.iter().chain(&output.split.warnings);
    let report = MetricsReport::of(&config, &output, warnings.map(|w| english().say(&w.said)).collect());
    let failed = |e: serde_json::Error| StageError::failed(said!("cli-figures-unwritable", error = e.to_string()));
    let json = serde_json::to_string_pretty(&report).map_err(failed)?;
    if let Some(folder) = &args.out {
        lists::write(&folder.join("recommendations.parquet"), &config, &output, ctx)?;
        files::write_atomic(&folder.join("metrics.json"), |w| w.write_all(json.as_bytes()))?;
        project::save(&folder.join("project.toml"), &config)?;
        if args.save_models {
            for Fitted { component: Component { id, model: config }, model, .. } in &output.last.fitted {
                ctx.start(said!("cli-step-saving-model", model = id.as_str()), 0)?;
                let path = folder.join("models").join(format!("{id}.safetensors"));
                store::save(&path, config, &**model, &output.data.interactions.items, &output.last.split.catalogue)?;
            }
        }
    }
    drop(bar);
    if args.json {
        out!("{json}")
    } else {
        print(&config, &output)
    }
    Ok(())
}

fn print(config: &PipelineConfig, output: &RunOutput) {
    let log = &output.data.interactions;
    let account = &output.data.account;
    let say = |said: Said| out!("{}", words().say(said));
    say(said!(
        "cli-log",
        users = said!("n-users", n = log.users.len()),
        items = said!("n-items", n = log.items.len()),
        interactions = said!("cli-n-interactions", n = log.n_pairs()),
        events = said!("n-events", n = log.events.len()),
        rows = said!("n-rows", n = account.rows_in),
    ));
    for (reason, n) in account.reasons() {
        out!("  {}", words().say(said!("cli-dropped", n = n, reason = dropped_for(reason))));
    }
    for (kind, n) in account.negatives() {
        out!("  {}", words().say(said!("cli-kept-apart", n = n, kind = kind.label())));
    }
    let test = &output.last.split.test;
    say(said!(
        "cli-split",
        kind = output.split.kind.label(),
        training = said!("cli-n-training", n = output.split.train.n_entries()),
        users = said!("n-users", n = test.users.len()),
        held_out = said!("cli-n-held-out", n = test.held_out.n_entries()),
        cold = SaidValue::Share(test.cold_share),
    ));
    output.data.warnings.iter().chain(&output.split.warnings).for_each(note);
    for part in [Part::Validation, Part::Test] {
        let runs: Vec<_> = output.runs.iter().filter(|r| r.part == part).collect();
        let Some(first) = runs.first() else { continue };
        let k = config.evaluation.k.last().copied().unwrap_or_default();
        let shown: Vec<MetricKey> = Figure::all().map(|figure| figure.at(k)).collect();
        let compared = Metric::Ndcg.at(k);
        let comparison = output.comparisons.iter().find(|c| c.part == part);
        let mut header = vec![said!("cli-heading-model")];
        header.extend(shown.iter().map(|metric| metric.label()));
        header.extend(comparison.map(|_| said!("cli-heading-difference")));
        header.extend([said!("cli-heading-fit"), said!("cli-heading-scoring")]);
        let rows = runs
            .iter()
            .map(|run| {
                let figure = |metric: &MetricKey| {
                    run.metrics.get(*metric).map_or_else(String::new, |v| format!("{:.4}", v.mean))
                };
                let mut row = vec![run.id.clone()];
                row.extend(shown.iter().map(figure));
                row.extend(comparison.map(|c| against(c, &run.id, compared)));
                row.extend([format!("{:.2}", run.fit_seconds), format!("{:.2}", run.score_seconds)]);
                row
            })
            .collect();
        let users = said!("n-users", n = first.metrics.users);
        out!();
        say(match (part, first.refit) {
            (Part::Test, true) => said!("cli-figures-test-refit", users = users),
            (Part::Test, false) => said!("cli-figures-test", users = users),
            _ => said!("cli-figures-validation", users = users),
        });
        out!("{}", table(header.into_iter().map(|heading| words().say(heading)), rows, 1));
        if let Some(Comparison { baseline, .. }) = comparison {
            say(said!("cli-difference", metric = compared.label(), baseline = baseline));
        }
    }
}

/// What a run is above the baseline: "-0.0123 ± 0.0045 *".
fn against(comparison: &Comparison, id: &str, metric: MetricKey) -> String {
    let Some(run) = comparison.runs.iter().find(|run| run.id == id) else { return String::new() };
    let Some(at) = run.differences.iter().position(|d| d.key == metric) else { return String::new() };
    let PairedDifference { mean, interval, .. } = run.differences[at];
    let half = interval.map_or_else(String::new, |(low, high)| format!(" ± {:.4}", (high - low) / 2.0));
    let mark = if run.corrected[at].is_some_and(|p| p < 0.05) { " *" } else { "  " };
    format!("{mean:+.4}{half}{mark}")
}
