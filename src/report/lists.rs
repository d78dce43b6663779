//! `recommendations.parquet`: the list of every user that has a history.

use std::io;
use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType, Field, NamedFrom, ParquetWriter, PolarsError, Schema, Series};
use rayon::prelude::*;

use crate::base::{Cancelled, StageError, TaskContext, files};
use crate::pipeline::{Judged, PipelineConfig, RunOutput, run};
use crate::ranking::{self, RankedList};
use crate::said;

/// Rows of the file that are held in memory at once, some more where the models score large blocks of users.
const ROWS: usize = 1 << 18;

/// Writes user, rank (from 1), item, score, what each model adds to the score, and which path served
/// the list, user by user; lists as long as the longest
/// k that is reported. The histories are all that is known before the test part; the models are those that test was judged with.
pub fn write(path: &Path, config: &PipelineConfig, output: &RunOutput, ctx: &TaskContext) -> Result<(), StageError> {
    write_in_groups(path, config, output, ROWS, ctx)
}

fn write_in_groups(
    path: &Path,
    config: &PipelineConfig,
    output: &RunOutput,
    rows_at_once: usize,
    ctx: &TaskContext,
) -> Result<(), StageError> {
    let log = &output.data.interactions;
    let Judged { split, fitted, .. } = &output.last;
    let histories = &split.test.history;
    let components = run::components(config, fitted, split);
    let ids: Vec<_> = fitted.iter().map(|f| f.component.id.clone()).collect();
    let weights: Vec<f32> = config.blend.weights_of(&ids).into_iter().map(|w| w as f32).collect();
    let k = config.evaluation.k.last().copied().unwrap_or(20);
    ctx.start(said!("step-lists"), histories.n_users())?;
    let failed = |e: PolarsError| StageError::failed(said!("pipeline-lists-failed", error = e.to_string()));
    let mut schema: Schema = [
        Field::new("user".into(), DataType::String),
        Field::new("rank".into(), DataType::UInt32),
        Field::new("item".into(), DataType::String),
        Field::new("score".into(), DataType::Float32),
    ]
    .into_iter()
    .collect();
    for id in &ids {
        schema.with_column(id.as_str().into(), DataType::Float32);
    }
    schema.with_column("served".into(), DataType::String);
    let make = |users: &[usize]| -> Result<DataFrame, StageError> {
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
        let lists = || users.iter().zip(lists.iter().flatten());
        let rows = || lists().flat_map(|(user, list)| list.entries.iter().enumerate().map(move |e| (*user, e)));
        let served: Vec<&str> = lists().flat_map(|(_, list)| list.entries.iter().map(|_| list.served.id())).collect();
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
            columns.push(Series::new(id.as_str().into(), parts).into());
        }
        columns.push(Series::new("served".into(), served).into());
        DataFrame::new(columns[0].len(), columns).map_err(failed)
    };

    // Whole blocks of users, so that they are scored as if all were made at once.
    let at_once = (rows_at_once / k.max(1)).div_ceil(components.block()).max(1) * components.block();
    let users: Vec<usize> = (0..histories.n_users()).collect();
    let mut stopped = None;
    let written = files::write_atomic(path, |out| {
        let mut writer = ParquetWriter::new(out).batched(&schema).map_err(io::Error::other)?;
        for users in users.chunks(at_once) {
            let frame = make(users).map_err(|e| {
                stopped = Some(e);
                io::ErrorKind::Interrupted
            })?;
            writer.write_batch(&frame).map_err(io::Error::other)?;
        }
        writer.finish().map(drop).map_err(io::Error::other)
    });
    stopped.map_or(written, Err)
}

#[cfg(test)]
mod tests {
    use polars::prelude::{ParquetReader, SerReader};

    use super::*;
    use crate::pipeline;

    #[test]
    fn groups_of_rows_hold_the_same_lists_as_one() {
        let mut config = PipelineConfig::for_events(Path::new("sample:events.csv"));
        config.models = pipeline::default_models(false);
        let ctx = TaskContext::new();
        let output = pipeline::run(&config, &ctx).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str, rows: usize| {
            let path = folder.path().join(name);
            write_in_groups(&path, &config, &output, rows, &ctx).unwrap();
            let mut file = ParquetReader::new(std::fs::File::open(path).unwrap());
            let n_groups = file.get_metadata().unwrap().row_groups.len();
            (n_groups, file.finish().unwrap())
        };
        let (one, whole) = read("whole.parquet", usize::MAX / 2);
        let (several, parts) = read("parts.parquet", 500);
        assert!(one == 1 && several > 3 && whole.height() > 2000, "{one} {several} {}", whole.height());
        assert!(whole.equals(&parts));
        let cancelled = TaskContext::new();
        cancelled.cancel();
        let path = folder.path().join("cancelled.parquet");
        assert!(matches!(write(&path, &config, &output, &cancelled), Err(StageError::Cancelled(_))));
        assert!(!path.exists());
    }
}
