//! Products of sparse matrices of which only the best of each row are kept.

use super::csr::{CsrMatrix, SparseRow};
use crate::base::{Cancelled, TaskContext};

/// The `k` ≥ 1 best positive entries of each row of `left` · `right` after `score(row, column, sum)`; a score of 0 or below
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
    let met = |row: usize| left.row(row).indices.iter().map(|inner| right.row_range(*inner as usize).len()).sum();
    CsrMatrix::written_by_rows(
        left.n_rows(),
        right.n_cols(),
        |row| k.min(right.n_cols()).min(met(row)),
        || Accumulator::new(right.n_cols()),
        |sums, row, columns, values| {
            ctx.advance(1)?;
            for (inner, factor) in left.row(row).iter() {
                sums.add(factor, right.row(inner as usize));
            }
            Ok(sums.take_best(k, |column, sum| score(row, column, sum), columns, values))
        },
    )
}

/// Bytes that [`best_of_product`] takes where its result has `n` columns, rows of at most `longest` entries are added and at the
/// most `entries` are kept.
pub fn memory(n: usize, longest: usize, k: usize, entries: u64) -> u64 {
    let of_thread = Accumulator::memory(n, longest, k);
    8 * entries + 24 * n as u64 + rayon::current_num_threads() as u64 * of_thread
}

/// A dense row of sums that knows which of its places were touched. All that is added must be positive.
pub struct Accumulator {
    sums: Vec<f32>,
    /// The places that were touched are the first `n_touched`.
    touched: Vec<u32>,
    n_touched: usize,
    pool: Vec<u64>,
}

impl Accumulator {
    /// A row of `n` places.
    pub fn new(n: usize) -> Self {
        Self { sums: vec![0.0; n], touched: Vec::new(), n_touched: 0, pool: Vec::new() }
    }

    /// Bytes of a row of `n` places to which rows of at most `longest` entries are added and of which `k` are kept.
    pub fn memory(n: usize, longest: usize, k: usize) -> u64 {
        (4 * n + 4 * (n + longest) + 8 * n.min(2 * k)) as u64
    }

    /// Adds `factor` times a row.
    pub fn add(&mut self, factor: f32, row: SparseRow<'_>) {
        let room = self.n_touched + row.len() + 1;
        if self.touched.len() < room {
            self.touched.resize(room, 0);
        }
        // In locals, so that they stay in registers.
        let (sums, touched, mut n_touched) = (&mut self.sums[..], &mut self.touched[..], self.n_touched);
        for (column, value) in row.iter() {
            let sum = &mut sums[column as usize];
            // Written every time and kept if new: no branch that the processor would guess wrong. A product too small for f32
            // leaves its place to be touched again, which does no harm.
            touched[n_touched] = column;
            n_touched += usize::from(*sum == 0.0);
            *sum += factor * value;
        }
        self.n_touched = n_touched;
    }

    /// Adds to one place.
    pub fn add_one(&mut self, column: u32, value: f32) {
        self.add(value, SparseRow { indices: &[column], values: &[1.0] });
    }

    /// Writes the `k` ≥ 1 best places with a positive score and tells how many there are, by ascending column; clears the sums.
    pub fn take_best(
        &mut self,
        k: usize,
        score: impl Fn(u32, f32) -> f32,
        columns: &mut [u32],
        values: &mut [f32],
    ) -> usize {
        let (sums, pool) = (&mut self.sums[..], &mut self.pool);
        pool.clear();
        // A pool of 2k keys above a rising threshold: a full pool is halved by selection.
        let mut threshold = 0;
        for &column in &self.touched[..self.n_touched] {
            let sum = std::mem::take(&mut sums[column as usize]);
            let score = score(column, sum);
            if score > 0.0 && score.is_finite() {
                let key = key(column, score);
                if key > threshold {
                    pool.push(key);
                    if pool.len() >= 2 * k {
                        threshold = keep_best(pool, k);
                    }
                }
            }
        }
        self.n_touched = 0;
        if pool.len() > k {
            keep_best(pool, k);
        }
        pool.sort_unstable_by_key(|key| column(*key));
        for ((key, to), value) in pool.iter().zip(columns).zip(values) {
            *to = column(*key);
            *value = f32::from_bits((key >> 32) as u32);
        }
        pool.len()
    }
}

/// Keeps the `k` highest keys and tells the lowest of them.
fn keep_best(keys: &mut Vec<u64>, k: usize) -> u64 {
    let (_, lowest, _) = keys.select_nth_unstable_by(k - 1, |a, b| b.cmp(a));
    let lowest = *lowest;
    keys.truncate(k);
    lowest
}

/// A positive score and its column as a number that orders like [`best_first`](super::topk::best_first): by the score, of
/// equal ones the lower column is higher.
fn key(column: u32, score: f32) -> u64 {
    u64::from(score.to_bits()) << 32 | u64::from(!column)
}

fn column(key: u64) -> u32 {
    !(key as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::topk::{Scored, best_first};
    use proptest::prelude::*;

    proptest! {
        /// Few distinct sums, so that ties are the rule; a third of the columns is refused by its score.
        #[test]
        fn the_best_of_a_row_are_those_of_sorting_it(
            entries in prop::collection::vec((0u32..6, 0u32..90, 1u32..4), 1..300),
            k in 1usize..40,
        ) {
            let (rows, (columns, values)): (Vec<u32>, (Vec<u32>, Vec<f32>)) =
                entries.iter().map(|&(r, c, v)| (r, (c, v as f32))).unzip();
            let right = CsrMatrix::from_triplets(6, 90, &rows, &columns, &values);
            let left = CsrMatrix::from_triplets(2, 6, &[0, 0, 0, 1, 1], &[0, 2, 4, 1, 2], &[1.0, 2.0, 1.0, 1.0, 1.0]);
            let score = |_: usize, column: u32, sum: f32| if column.is_multiple_of(3) { 0.0 } else { sum };
            let found = best_of_product(&left, &right, k, &TaskContext::new(), score).unwrap();
            for row in 0..2 {
                let mut sums = [0.0f32; 90];
                for (inner, factor) in left.row(row).iter() {
                    right.row(inner as usize).iter().for_each(|(c, v)| sums[c as usize] += factor * v);
                }
                let scored = (0..90).map(|index| Scored { index, score: score(row, index, sums[index as usize]) });
                let mut expected: Vec<Scored> = scored.filter(|s| s.score > 0.0).collect();
                expected.sort_by(best_first);
                expected.truncate(k);
                expected.sort_by_key(|s| s.index);
                let found: Vec<Scored> = found.row(row).iter().map(|(index, score)| Scored { index, score }).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
