//! Products of sparse matrices of which only the best of each row are kept.

use rayon::prelude::*;

use super::csr::{CsrMatrix, SparseRow};
use super::topk::{Scored, best_first};
use crate::base::{Cancelled, TaskContext};

/// The `k` best positive entries of each row of `left` · `right` after `score(row, column, sum)`; a score of 0 or below
/// leaves an entry out. O(Σ over the entries of `left` of the length of their row in `right`). Tells `ctx` of each row.
///
/// # Errors
/// Cancellation.
pub fn best_of_product(
    left: &CsrMatrix,
    right: &CsrMatrix,
    k: usize,
    ctx: &TaskContext,
    score: impl Fn(usize, u32, f32) -> f32 + Sync,
) -> Result<CsrMatrix, Cancelled> {
    let rows: Vec<(Vec<u32>, Vec<f32>)> = (0..left.n_rows())
        .into_par_iter()
        .map_init(
            || Accumulator::new(right.n_cols()),
            |sums, row| {
                ctx.advance(1)?;
                for (inner, factor) in left.row(row).iter() {
                    sums.add(factor, right.row(inner as usize));
                }
                Ok(sums.take_best(k, |column, sum| score(row, column, sum)))
            },
        )
        .collect::<Result<_, Cancelled>>()?;
    Ok(CsrMatrix::from_rows(right.n_cols(), rows))
}

/// A dense row of sums that knows which of its places were touched. All that is added must be positive.
pub struct Accumulator {
    sums: Vec<f32>,
    touched: Vec<u32>,
    best: Vec<Scored>,
}

impl Accumulator {
    /// A row of `n` places.
    pub fn new(n: usize) -> Self {
        Self { sums: vec![0.0; n], touched: Vec::new(), best: Vec::new() }
    }

    /// Adds `factor` times a row.
    pub fn add(&mut self, factor: f32, row: SparseRow<'_>) {
        for (column, value) in row.iter() {
            let sum = &mut self.sums[column as usize];
            if *sum == 0.0 {
                self.touched.push(column);
            }
            *sum += factor * value;
        }
    }

    /// The `k` best places with a positive score, by ascending column; clears the sums.
    pub fn take_best(&mut self, k: usize, score: impl Fn(u32, f32) -> f32) -> (Vec<u32>, Vec<f32>) {
        self.best.clear();
        for &column in &self.touched {
            let sum = std::mem::take(&mut self.sums[column as usize]);
            let score = score(column, sum);
            if score > 0.0 && score.is_finite() {
                self.best.push(Scored { index: column, score });
            }
        }
        self.touched.clear();
        if self.best.len() > k {
            self.best.select_nth_unstable_by(k - 1, best_first);
            self.best.truncate(k);
        }
        self.best.sort_unstable_by_key(|s| s.index);
        self.best.dedup_by_key(|s| s.index);
        self.best.iter().map(|s| (s.index, s.score)).unzip()
    }
}
