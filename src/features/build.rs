//! Item attributes to one sparse row of features an item.

use std::collections::BTreeMap;

use linfa::DatasetBase;
use linfa::traits::{Fit, Transformer};
use linfa_preprocessing::linear_scaling::LinearScaler;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Encoding, FeatureConfig, text};
use crate::base::{StageError, TaskContext};
use crate::data::AttributeKind;
use crate::data::attributes::Attribute;
use crate::math::CsrMatrix;
use crate::said;
use crate::split::TrainTestSplit;

/// A word must stand in at least this many items to compare any two by it.
const MIN_ITEMS_PER_WORD: u32 = 2;
/// Items between two looks at the cancel flag.
const ITEMS_PER_CHECK: usize = 1024;

/// One row of features an item, block by block. Each item's part of a block has the length of the block's weight, so that a
/// long title does not outweigh a category.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureMatrix {
    /// Items × features.
    pub matrix: CsrMatrix,
    /// The blocks, by ascending columns.
    pub blocks: Vec<FeatureBlock>,
}

impl FeatureMatrix {
    /// Bytes of the same matrix by feature.
    pub fn turned(&self) -> u64 {
        8 * (self.matrix.n_entries() + self.matrix.n_cols()) as u64
    }
}

/// The columns that come from one attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureBlock {
    /// The attribute.
    pub name: String,
    /// First column.
    pub start: usize,
    /// What each column stands for.
    pub terms: Vec<String>,
}

/// Builds the features that are switched on. Whatever is counted or scaled (words, categories, ranges of numbers) is so over the
/// items that the training part knows; the others are described by it.
///
/// # Errors
/// A weight outside 0 to 10, or an attribute that cannot be scaled.
pub fn build(split: &TrainTestSplit, config: &FeatureConfig, ctx: &TaskContext) -> Result<FeatureMatrix, StageError> {
    config.check()?;
    let n_items = split.train.n_cols();
    let columns = &split.item_attributes.columns;
    let mut is_known = vec![true; n_items];
    split.catalogue.cold_items().iter().for_each(|&item| is_known[item as usize] = false);
    ctx.start(said!("job-features"), n_items * columns.len())?;
    let mut rows: Vec<(Vec<u32>, Vec<f32>)> = vec![Default::default(); n_items];
    let mut blocks: Vec<FeatureBlock> = Vec::new();
    let mut start = 0;
    for attribute in columns {
        let setting = config.setting(&attribute.name, attribute.kind);
        if !setting.enabled || setting.weight == 0.0 {
            continue;
        }
        let (terms, block) = match Encoding::of(attribute.kind) {
            Some(Encoding::Text) => words(attribute, &is_known, ctx)?,
            Some(Encoding::Categories) => categories(attribute, &is_known, ctx)?,
            Some(Encoding::Number) => number(attribute, &is_known, ctx)?,
            None => continue,
        };
        for (row, entries) in rows.iter_mut().zip(block) {
            let length = entries.iter().map(|(_, v)| f64::from(*v) * f64::from(*v)).sum::<f64>().sqrt();
            for (column, value) in entries {
                row.0.push((start + column as usize) as u32);
                row.1.push((f64::from(value) / length * setting.weight) as f32);
            }
        }
        blocks.push(FeatureBlock { name: attribute.name.clone(), start, terms });
        start += blocks.last().map_or(0, |b| b.terms.len());
    }
    Ok(FeatureMatrix { matrix: CsrMatrix::from_rows(start, rows), blocks })
}

/// The columns' names, and each item's entries by ascending column.
type Block = (Vec<String>, Vec<Vec<(u32, f32)>>);

/// TF-IDF: (1 + log tf) · log(n / df), of words that stand in at least two known items.
fn words(attribute: &Attribute, is_known: &[bool], ctx: &TaskContext) -> Result<Block, StageError> {
    let mut counted: Vec<BTreeMap<String, u32>> = Vec::with_capacity(attribute.len());
    let mut in_items: BTreeMap<String, u32> = BTreeMap::new();
    for (item, is_known) in is_known.iter().enumerate() {
        check(item, ctx)?;
        let mut counts = BTreeMap::new();
        for token in text::tokens(attribute.text(item).unwrap_or_default()) {
            *counts.entry(token).or_default() += 1;
        }
        for token in counts.keys().filter(|_| *is_known) {
            match in_items.get_mut(token) {
                Some(n) => *n += 1,
                None => _ = in_items.insert(token.clone(), 1),
            }
        }
        counted.push(counts);
    }
    in_items.retain(|_, n| *n >= MIN_ITEMS_PER_WORD);
    let columns: BTreeMap<&str, (u32, u32)> =
        in_items.iter().enumerate().map(|(c, (word, &n))| (word.as_str(), (c as u32, n))).collect();
    let n = (0..attribute.len()).filter(|&item| is_known[item] && attribute.text(item).is_some()).count() as f64;
    let rows = counted
        .iter()
        .map(|counts| {
            let weighed = counts.iter().filter_map(|(word, &tf)| {
                let &(column, df) = columns.get(word.as_str())?;
                let value = (1.0 + f64::from(tf).ln()) * (n / f64::from(df)).ln();
                // A word of every item tells nothing.
                (value > 0.0).then_some((column, value as f32))
            });
            weighed.collect()
        })
        .collect();
    Ok((in_items.into_keys().collect(), rows))
}

/// One column a category that a known item has.
fn categories(attribute: &Attribute, is_known: &[bool], ctx: &TaskContext) -> Result<Block, StageError> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    for (item, _) in is_known.iter().enumerate().filter(|(_, known)| **known) {
        check(item, ctx)?;
        names.extend(attribute.parts(item).map(|part| (part, 0)));
    }
    for (column, at) in names.values_mut().enumerate() {
        *at = column as u32;
    }
    let rows = (0..attribute.len())
        .map(|item| {
            let mut columns: Vec<u32> = attribute.parts(item).filter_map(|part| names.get(part).copied()).collect();
            columns.sort_unstable();
            columns.dedup();
            columns.into_iter().map(|c| (c, 1.0)).collect()
        })
        .collect();
    Ok((names.into_keys().map(str::to_owned).collect(), rows))
}

/// A number between the least and the greatest of the known items as a direction in a quarter circle: the product of two items'
/// directions is 1 for equal numbers and falls to 0 for the most unlike. Prices are compared by ratio.
fn number(attribute: &Attribute, is_known: &[bool], ctx: &TaskContext) -> Result<Block, StageError> {
    let by_ratio = attribute.kind == AttributeKind::Price;
    let value = |item: usize| {
        let number = attribute.number(item)?;
        if by_ratio { (number > 0.0).then(|| number.ln()) } else { Some(number) }
    };
    let values: Vec<(usize, f64)> = (0..attribute.len()).filter_map(|item| value(item).map(|v| (item, v))).collect();
    let known: Vec<f64> = values.iter().filter(|(item, _)| is_known[*item]).map(|(_, v)| *v).collect();
    let mut rows = vec![Vec::new(); attribute.len()];
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let spread = known.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least;
    let terms = vec![format!("low {}", attribute.name), format!("high {}", attribute.name)];
    if !(spread > 0.0 && spread.is_finite()) {
        return Ok((terms, rows));
    }
    ctx.check()?;
    let failed =
        |error: String| StageError::failed(said!("features-not-scaled", feature = &attribute.name, error = error));
    let column = |values: Vec<f64>| {
        let column = Array2::from_shape_vec((values.len(), 1), values).map_err(|e| failed(e.to_string()));
        column.map(DatasetBase::from)
    };
    let scaler = LinearScaler::min_max().fit(&column(known)?).map_err(|e| failed(e.to_string()))?;
    let scaled = scaler.transform(column(values.iter().map(|(_, v)| *v).collect())?);
    for (&(item, _), share) in values.iter().zip(scaled.records()) {
        // Beyond what training knows there is nothing more extreme than its own ends.
        let angle = share.clamp(0.0, 1.0) * std::f64::consts::FRAC_PI_2;
        rows[item] = vec![(0, angle.cos() as f32), (1, angle.sin() as f32)];
    }
    Ok((terms, rows))
}

fn check(item: usize, ctx: &TaskContext) -> Result<(), StageError> {
    if item.is_multiple_of(ITEMS_PER_CHECK) {
        ctx.advance(ITEMS_PER_CHECK)?;
    }
    Ok(())
}
