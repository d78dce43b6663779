//! `metrics.json`: data, split and the figures of every run.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::pipeline::{Compared, Comparison, PipelineConfig, Run, RunOutput};
use crate::split::{Part, TrainTestSplit};

/// The content of `metrics.json`.
#[derive(Debug, Serialize)]
pub struct MetricsReport {
    tastebench: &'static str,
    seed: u64,
    data: Value,
    split: Value,
    runs: Vec<Value>,
    comparisons: Vec<Value>,
    /// What should be looked at, in English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

impl MetricsReport {
    /// Collects what a run has to say, with its warnings in words.
    pub fn of(config: &PipelineConfig, output: &RunOutput, warnings: Vec<String>) -> Self {
        let log = &output.data.interactions;
        let account = &output.data.account;
        let dropped: Map<String, Value> = account.reasons().map(|(r, n)| (r.id().to_owned(), n.into())).collect();
        let negative: Map<String, Value> =
            account.negatives().map(|(kind, n)| (kind.id().to_owned(), n.into())).collect();
        Self {
            tastebench: env!("CARGO_PKG_VERSION"),
            seed: config.seed,
            data: json!({
                "users": log.users.len(),
                "items": log.items.len(),
                "interactions": log.n_pairs(),
                "events": log.events.len(),
                "rows": account.rows_in,
                "negative": negative,
                "dropped": dropped,
            }),
            split: split(&output.split, &output.last.split),
            runs: output.runs.iter().map(run).collect(),
            comparisons: output.comparisons.iter().map(comparison).collect(),
            warnings,
        }
    }
}

fn split(split: &TrainTestSplit, last: &TrainTestSplit) -> Value {
    let part = |holdout: &crate::split::Holdout| {
        json!({
            "users": holdout.users.len(),
            "held_out": holdout.held_out.n_entries(),
            "cold_item_share": holdout.cold_share,
            "new_users_left_out": holdout.n_new_users,
        })
    };
    json!({
        "kind": split.kind.id(),
        "train_interactions": split.train.n_entries(),
        "candidates": last.catalogue.n_candidates(),
        "validation": split.validation.as_ref().map(part),
        "test": part(&last.test),
    })
}

fn run(run: &Run) -> Value {
    let figures = || run.metrics.values.iter();
    let metrics: Map<String, Value> = figures().map(|v| (v.key.to_string(), v.mean.into())).collect();
    let intervals: Map<String, Value> =
        figures().filter_map(|v| Some((v.key.to_string(), json!([v.interval?.0, v.interval?.1])))).collect();
    let mut written = json!({
        "id": run.id,
        "kind": run.kind,
        "split": run.part.id(),
        "users": run.metrics.users,
        "fit_seconds": run.fit_seconds,
        "memory_bytes": run.memory,
        "score_seconds": run.score_seconds,
        "users_by_popularity": run.n_by_popularity,
        "params": run.params,
        "metrics": metrics,
        "intervals": intervals,
    });
    if run.part == Part::Test {
        written["refit"] = run.refit.into();
    }
    written
}

fn comparison(comparison: &Comparison) -> Value {
    let of_run = |run: &Compared| {
        let of_metric = run.differences.iter().zip(&run.corrected).map(|(difference, corrected)| {
            let written = json!({
                "difference": difference.mean,
                "interval": difference.interval.map(|(low, high)| [low, high]),
                "p_value": difference.p_value,
                "p_value_corrected": corrected,
            });
            (difference.key.to_string(), written)
        });
        json!({ "id": run.id, "metrics": of_metric.collect::<Map<_, _>>() })
    };
    json!({
        "split": comparison.part.id(),
        "baseline": comparison.baseline,
        "runs": comparison.runs.iter().map(of_run).collect::<Vec<_>>(),
    })
}
