//! `tastebench recommend`: a list from a saved model, without the log that it was trained on.

use serde_json::json;

use super::args::RecommendArgs;
use super::table::table;
use crate::base::{StageError, TaskContext};
use crate::data::Transform;
use crate::models::recommender::Reason;
use crate::models::store;
use crate::ranking::{self, Served};
use crate::split::HistoryBuf;

/// Reasons shown of each item.
const REASONS: usize = 3;

/// Prints the best items for a history, and what speaks for each.
pub fn run(args: &RecommendArgs, ctx: &TaskContext) -> Result<(), StageError> {
    ctx.start("Reading the model", 0)?;
    let stored = store::load(&args.model)?;
    // A history that is typed has no weights: an item weighs 1, however often it was met.
    let mut history = HistoryBuf::empty(Transform::Binary);
    for id in args.history.iter().filter(|id| !id.is_empty()) {
        let item = stored.items.index(id).ok_or_else(|| {
            StageError::setting(format!(
                "--history {id}: the model's catalogue of {} items has no such item.",
                stored.items.len()
            ))
        })?;
        history.push(item, 1.0);
    }
    let history = history.as_history();
    let mut scores = vec![0.0; stored.items.len()];
    stored.model.score_block(&[history], &mut scores);
    let mut best = Vec::new();
    let served = ranking::best(&stored.catalogue, history, &mut scores, args.k, &mut best);
    let reasons = |item: u32| -> Vec<(Reason, f32)> {
        let mut reasons = stored.model.explain(history, item);
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        reasons.truncate(REASONS);
        reasons
    };
    let words = |reason: Reason| match reason {
        Reason::HistoryItem(item) => stored.items.id(item as usize).to_owned(),
        Reason::Feature(column) => format!("feature {column}"),
        Reason::Popularity => "popularity".to_owned(),
        Reason::Item => "the item".to_owned(),
    };
    if args.json {
        let list: Vec<_> = best
            .iter()
            .map(|s| {
                let because: Vec<_> =
                    reasons(s.index).into_iter().map(|(r, v)| json!({ "reason": words(r), "adds": v })).collect();
                json!({ "item": stored.items.id(s.index as usize), "score": s.score, "because": because })
            })
            .collect();
        println!("{}", json!({ "model": stored.config, "served": served.id(), "list": list }));
        return Ok(());
    }
    let rows = best.iter().enumerate().map(|(at, s)| {
        let because: Vec<String> = reasons(s.index).into_iter().map(|(r, v)| format!("{} {v:+.4}", words(r))).collect();
        vec![
            (at + 1).to_string(),
            stored.items.id(s.index as usize).to_owned(),
            because.join(", "),
            format!("{:.4}", s.score),
        ]
    });
    println!("{} over {} items", stored.config.kind(), stored.items.len());
    if served == Served::Popularity {
        println!("The model has nothing to say of this history: these are the items with most users.");
    }
    println!("{}", table(&["rank", "item", "because of", "score"], rows.collect(), 3));
    Ok(())
}
