//! `recommendations.parquet`: the list of every user that has a history.

use std::io;
use std::path::Path;

use polars::prelude::{Column, DataFrame, NamedFrom, ParquetWriter, Series};
use rayon::prelude::*;

use crate::base::{Cancelled, StageError, TaskContext, files};
use crate::pipeline::{Judged, PipelineConfig, RunOutput, run};
use crate::ranking::{self, RankedList};

/// Writes user, rank (from 1), item, score and what each model adds to it, user by user; lists as long as the longest
/// k that is reported. The histories are all that is known before the test part; the models are those that test was judged with.
pub fn write(path: &Path, config: &PipelineConfig, output: &RunOutput, ctx: &TaskContext) -> Result<(), StageError> {
    let log = &output.data.interactions;
    let Judged { split, fitted, .. } = &output.last;
    let histories = &split.test.history;
    let components = run::components(config, fitted, split);
    let ids: Vec<_> = fitted.iter().map(|f| f.config.id()).collect();
    let weights: Vec<f32> = config.blend.weights_of(&ids).into_iter().map(|w| w as f32).collect();
    let k = config.evaluation.k.last().copied().unwrap_or(20);
    ctx.start("Making lists", histories.n_users())?;
    let users: Vec<usize> = (0..histories.n_users()).collect();
    let lists: Vec<Vec<RankedList>> = users
        .par_chunks(components.block())
        .map(|users| {
            ctx.advance(users.len())?;
            let of_block: Vec<_> = users.iter().map(|user| histories.of(*user)).collect();
            let mut lists = ranking::recommend_block(&components, &weights, &of_block, k);
            for (list, _) in lists.iter_mut().zip(&of_block).filter(|(_, history)| history.is_empty()) {
                list.entries.clear();
            }
            Ok(lists)
        })
        .collect::<Result<_, Cancelled>>()?;
    let lists = lists.concat();

    let rows =
        || lists.iter().enumerate().flat_map(|(user, list)| list.entries.iter().enumerate().map(move |e| (user, e)));
    let users: Vec<&str> = rows().map(|(user, _)| log.users.id(user)).collect();
    let ranks: Vec<u32> = rows().map(|(_, (at, _))| at as u32 + 1).collect();
    let items: Vec<&str> = rows().map(|(_, (_, e))| log.items.id(e.item as usize)).collect();
    let scores: Vec<f32> = rows().map(|(_, (_, e))| e.score).collect();
    let mut columns: Vec<Column> = vec![
        Series::new("user".into(), users).into(),
        Series::new("rank".into(), ranks).into(),
        Series::new("item".into(), items).into(),
        Series::new("score".into(), scores).into(),
    ];
    for (model, id) in ids.iter().enumerate() {
        let parts: Vec<f32> = rows().map(|(_, (_, e))| e.parts[model]).collect();
        columns.push(Series::new(id.id().into(), parts).into());
    }
    let failed =
        |e: polars::prelude::PolarsError| StageError::Failed(format!("The lists could not be put together: {e}"));
    let mut frame = DataFrame::new(columns[0].len(), columns).map_err(failed)?;
    files::write_atomic(path, |out| ParquetWriter::new(out).finish(&mut frame).map(drop).map_err(io::Error::other))
}
