//! `tastebench recommend`: a list from a saved model, without the log that it was trained on.

use serde_json::json;

use super::args::RecommendArgs;
use super::out::out;
use super::say::{english, words};
use super::table::table;
use crate::base::{Said, SaidValue, StageError, TaskContext};
use crate::data::Transform;
use crate::models::recommender::Reason;
use crate::models::store;
use crate::ranking::{self, Served};
use crate::said;
use crate::split::HistoryBuf;

/// Reasons shown of each item.
const REASONS: usize = 3;

/// Prints the best items for a history, and what speaks for each.
pub fn run(args: &RecommendArgs, ctx: &TaskContext) -> Result<(), StageError> {
    ctx.start(said!("cli-step-reading-model"), 0)?;
    let stored = store::load(&args.model)?;
    // A history that is typed has no weights: an item weighs 1, however often it was met.
    let mut history = HistoryBuf::empty(Transform::Binary);
    for id in args.history.iter().filter(|id| !id.is_empty()) {
        let item = stored.items.index(id).ok_or_else(|| {
            let items = said!("n-items", n = stored.items.len());
            StageError::setting(said!("cli-no-item", item = id, items = items))
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
    let label = |reason: Reason| match reason {
        Reason::HistoryItem(item) => Said::plain(stored.items.id(item as usize)),
        Reason::Feature(column) => said!("cli-reason-feature", number = column.to_string()),
        Reason::Popularity => said!("cli-reason-popularity"),
        Reason::Item => said!("cli-reason-item"),
    };
    if args.json {
        let list: Vec<_> = best
            .iter()
            .map(|s| {
                let reasons = reasons(s.index).into_iter();
                let because: Vec<_> =
                    reasons.map(|(r, v)| json!({ "reason": english().say(label(r)), "adds": v })).collect();
                json!({ "item": stored.items.id(s.index as usize), "score": s.score, "because": because })
            })
            .collect();
        out!("{}", json!({ "model": stored.config, "served": served.id(), "list": list }));
        return Ok(());
    }
    let rows = best.iter().enumerate().map(|(at, s)| {
        let because: SaidValue = reasons(s.index)
            .into_iter()
            .map(|(r, v)| said!("cli-reason", reason = label(r), adds = format!("{v:+.4}")))
            .collect();
        vec![
            (at + 1).to_string(),
            stored.items.id(s.index as usize).to_owned(),
            words().say(said!("plain", text = because)),
            format!("{:.4}", s.score),
        ]
    });
    let items = said!("n-items", n = stored.items.len());
    out!("{}", words().say(said!("cli-model", model = stored.config.kind().id(), items = items)));
    if served == Served::Popularity {
        out!("{}", words().say(said!("cli-by-popularity")));
    }
    let header = [
        said!("cli-heading-rank"),
        said!("cli-heading-item"),
        said!("cli-heading-because"),
        said!("cli-heading-score"),
    ];
    out!("{}", table(header.map(|heading| words().say(heading)), rows.collect(), 3));
    Ok(())
}
