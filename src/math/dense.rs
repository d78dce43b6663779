//! Dense matrices, row by row, and the products that models are made of.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::csr::{CsrMatrix, SparseRow};
use super::simd::{self, Simd, WithSimd, vectorized};

/// Rows that one task takes. Fixed, so that sums and results do not depend on the number of threads.
const ROWS: usize = 256;
/// Bytes of sums over blocks of rows that are kept at once.
const BLOCKS_BYTES: usize = 512 << 20;

/// A dense matrix; row `r` is `values[r * n_cols..][..n_cols]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DenseMatrix {
    n_rows: usize,
    n_cols: usize,
    values: Vec<f32>,
}

impl DenseMatrix {
    /// Zeros, written by all threads: memory fresh from the system that is read before it is written costs a second fault a
    /// page, which stops the other threads too.
    pub fn zeros(n_rows: usize, n_cols: usize) -> Self {
        let mut values = vec![0.0; n_rows * n_cols];
        values.par_chunks_mut(1 << 18).for_each(|part| part.fill(0.0));
        Self { n_rows, n_cols, values }
    }

    /// From values row by row; `None` unless they are `n_rows` · `n_cols`.
    pub fn from_values(n_rows: usize, n_cols: usize, values: Vec<f32>) -> Option<Self> {
        (values.len() == n_rows * n_cols).then_some(Self { n_rows, n_cols, values })
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Number of columns.
    pub fn n_cols(&self) -> usize {
        self.n_cols
    }

    /// Row `row`.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.n_cols..][..self.n_cols]
    }

    /// Row `row`, to be written.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[row * self.n_cols..][..self.n_cols]
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        (0..self.n_rows).map(|r| self.row(r))
    }

    /// All values, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All values, to be written.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// The matrix for products of faer.
    pub fn view(&self) -> MatRef<'_, f32> {
        MatRef::from_row_major_slice(&self.values, self.n_rows, self.n_cols)
    }

    /// XᵀX, n_cols × n_cols, the sums over blocks of rows added in f64.
    pub fn gram(&self) -> Vec<f64> {
        self.inner(self.n_cols, self)
    }

    /// XᵀY of this matrix's first `n` columns, n × `other.n_cols()`; the sums over blocks of rows are added in f64. Both have
    /// the same number of rows.
    pub fn inner(&self, n: usize, other: &DenseMatrix) -> Vec<f64> {
        let (width, k) = (self.n_cols.max(1), other.n_cols.max(1));
        let mut sums = vec![0.0; n * other.n_cols];
        let blocks: Vec<_> = self.values.chunks(16 * ROWS * width).zip(other.values.chunks(16 * ROWS * k)).collect();
        // Added in the order of the blocks, however many are computed at once: the sums do not depend on it.
        for blocks in blocks.chunks(blocks_at_once(n * k)) {
            let blocks: Vec<Vec<f32>> = blocks
                .par_iter()
                .map(|(left, right)| {
                    let left = MatRef::from_row_major_slice(left, left.len() / width, width).subcols(0, n);
                    let mut sums = vec![0.0; n * k];
                    multiply(&mut sums, k, left.transpose(), MatRef::from_row_major_slice(right, right.len() / k, k));
                    sums
                })
                .collect();
            for block in blocks {
                for (sum, value) in sums.iter_mut().zip(block) {
                    *sum += f64::from(value);
                }
            }
        }
        sums
    }

    /// Adds `factor` · (this matrix's first `right.n_rows()` columns · `right`) to `out`.
    pub fn times_into(&self, right: &DenseMatrix, factor: f32, out: &mut DenseMatrix) {
        self.product(right, Accum::Add, factor, out);
    }

    /// This matrix times a small one, `right.n_rows()` ≤ `n_cols`: what it lacks counts as 0.
    pub fn times(&self, right: &DenseMatrix) -> DenseMatrix {
        let mut out = DenseMatrix::zeros(self.n_rows, right.n_cols);
        self.product(right, Accum::Replace, 1.0, &mut out);
        out
    }

    fn product(&self, right: &DenseMatrix, accum: Accum, factor: f32, out: &mut DenseMatrix) {
        let (n, k) = (self.n_cols.max(1), right.n_cols.max(1));
        out.values.par_chunks_mut(ROWS * k).zip(self.values.par_chunks(ROWS * n)).for_each(|(out, rows)| {
            let rows = MatRef::from_row_major_slice(rows, rows.len() / n, n).subcols(0, right.n_rows);
            let out = MatMut::from_row_major_slice_mut(out, rows.nrows(), k);
            matmul(out, accum, rows, right.view(), factor, Par::Seq);
        });
    }

    /// Replaces each row x by x · `right`, n_cols × n_cols.
    pub fn turn(&mut self, right: &DenseMatrix) {
        let k = self.n_cols.max(1);
        self.values.par_chunks_mut(ROWS * k).for_each_init(Vec::new, |turned: &mut Vec<f32>, rows| {
            turned.resize(rows.len(), 0.0);
            multiply(turned, k, MatRef::from_row_major_slice(rows, rows.len() / k, k), right.view());
            rows.copy_from_slice(turned);
        });
    }
}

/// Blocks of sums of `n` values that are kept at once: one a thread, and no more than a fixed share of memory.
fn blocks_at_once(n: usize) -> usize {
    (BLOCKS_BYTES / (4 * n.max(1))).clamp(1, rayon::current_num_threads().max(1))
}

/// Bytes that [`DenseMatrix::inner`] takes for `n` sums.
pub fn inner_memory(n: usize) -> u64 {
    (8 * n + blocks_at_once(n) * 4 * n) as u64
}

/// `out` (row by row, `n_cols` wide) = a · b, on the calling thread.
pub fn multiply(out: &mut [f32], n_cols: usize, a: MatRef<'_, f32>, b: MatRef<'_, f32>) {
    let out = MatMut::from_row_major_slice_mut(out, a.nrows(), n_cols);
    matmul(out, Accum::Replace, a, b, 1.0, Par::Seq);
}

/// The same, in which a row has the same bits whatever other rows stand beside it: the library multiplies a single row in another
/// order of sums, so that it is given two.
pub fn multiply_rows(out: &mut [f32], n_cols: usize, a: MatRef<'_, f32>, b: MatRef<'_, f32>) {
    if a.nrows() != 1 {
        return multiply(out, n_cols, a, b);
    }
    let twice = Mat::from_fn(2, a.ncols(), |_, column| a[(0, column)]);
    let mut both = vec![0.0; 2 * n_cols];
    multiply(&mut both, n_cols, twice.as_ref(), b);
    out.copy_from_slice(&both[..n_cols]);
}

/// A sparse matrix times a dense one: rows of `left` × columns of `right`.
pub fn sparse_times(left: &CsrMatrix, right: &DenseMatrix) -> DenseMatrix {
    let mut out = DenseMatrix::zeros(left.n_rows(), right.n_cols());
    let k = right.n_cols().max(1);
    out.values.par_chunks_mut(k).enumerate().for_each(|(r, out)| {
        vectorized(AddRows { out, row: left.row(r), matrix: right });
    });
    out
}

/// `out` += Σ over the entries (j, v) of `row` of v · `matrix`\[j\].
struct AddRows<'a> {
    out: &'a mut [f32],
    row: SparseRow<'a>,
    matrix: &'a DenseMatrix,
}

impl WithSimd for AddRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for (j, value) in self.row.iter() {
            simd::axpy(simd, self.out, value, self.matrix.row(j as usize));
        }
    }
}

/// `out` += `factor` · `x`, for long vectors: it waits for the memory, not for the processor.
pub fn axpy(out: &mut [f32], factor: f32, x: &[f32]) {
    for (sum, value) in out.iter_mut().zip(x) {
        *sum += factor * value;
    }
}

/// a · b. Asks for the machine's registers at every call, which costs little beside vectors of some length; the innermost loops
/// use [`simd::dot`].
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    struct Dot<'a>(&'a [f32], &'a [f32]);
    impl WithSimd for Dot<'_> {
        type Output = f32;

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> f32 {
            simd::dot(simd, self.0, self.1)
        }
    }
    vectorized(Dot(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_sums_by_hand() {
        let a = DenseMatrix::from_values(3, 2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
        let b = DenseMatrix::from_values(2, 2, vec![1.0, -1.0, 0.5, 2.0]).unwrap();
        assert_eq!(a.times(&b).values(), [2.0, 3.0, 5.0, 5.0, 8.0, 7.0]);
        assert_eq!(a.gram(), [35.0, 44.0, 44.0, 56.0]);
        let sparse = CsrMatrix::from_triplets(2, 3, &[0, 0, 1], &[0, 2, 1], &[1.0, 2.0, 3.0]);
        assert_eq!(sparse_times(&sparse, &a).values(), [11.0, 14.0, 9.0, 12.0]);
        assert_eq!(dot(&[1.0; 19], &[2.0; 19]), 38.0);
        let mut turned = a.clone();
        turned.turn(&b);
        assert_eq!(turned, a.times(&b));
        assert!(DenseMatrix::from_values(2, 2, vec![1.0]).is_none());
    }
}
