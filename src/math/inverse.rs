//! The inverse of a symmetric positive definite matrix in its own place.

use faer::linalg::matmul::matmul;
use faer::linalg::solvers::DenseSolveCore;
use faer::prelude::ReborrowMut;
use faer::{Accum, Mat, MatMut, Par, Side};
use rayon::prelude::*;

use super::dense::DenseMatrix;
use crate::base::{Cancelled, TaskContext};

/// Rows and columns swept at a time.
const BLOCK: usize = 512;

/// Why there is no inverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InverseError {
    /// The user asked to stop.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// A pivot block is not positive definite.
    #[error("the matrix is not positive definite")]
    NotPositive,
}

/// Replaces `a` (n × n, symmetric positive definite, only its lower triangle is read) by its inverse, whole.
///
/// The sweep operator (Beaton 1964), a block of rows at a time, on the lower triangle: n³ operations, nearly all in matrix
/// products, and beside the matrix only two panels of n × 512. Tells `ctx` of n units of progress.
///
/// # Errors
/// Cancellation, or a matrix that is not positive definite in f32.
pub fn invert_in_place(a: &mut DenseMatrix, ctx: &TaskContext) -> Result<(), InverseError> {
    let n = a.n_rows();
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        sweep(a, start, width, ctx)?;
        ctx.advance(width)?;
    }
    // Swept everywhere, the lower triangle holds −A⁻¹.
    for value in a.values_mut() {
        *value = -*value;
    }
    mirror(a);
    Ok(())
}

/// Sweeps the rows and columns `start..start + width`:
/// `A_KK` → −D with D = `A_KK`⁻¹, `A_iK` → `A_iK` D, and `A_ij` → `A_ij` − `A_iK` D `A_jK`ᵀ elsewhere.
fn sweep(a: &mut DenseMatrix, start: usize, width: usize, ctx: &TaskContext) -> Result<(), InverseError> {
    let n = a.n_rows();
    let end = start + width;
    let pivot = pivot_inverse(a, start, width)?;
    // The block's columns of the whole symmetric matrix, taken from its lower triangle.
    let mut panel = DenseMatrix::zeros(n, width);
    for row in end..n {
        panel.row_mut(row).copy_from_slice(&a.row(row)[start..end]);
    }
    for (k, row) in (start..end).enumerate() {
        for (j, value) in a.row(row)[..start].iter().enumerate() {
            panel.values_mut()[j * width + k] = *value;
        }
    }
    let scaled = panel.times(&pivot);
    let panel = &panel;
    let update = |(block, rows): (usize, &mut [f32])| {
        ctx.check()?;
        let first = block * BLOCK;
        let height = rows.len() / n;
        let of_block = scaled.view().subrows(first, height);
        if first == start {
            for (k, row) in rows.chunks_exact_mut(n).enumerate() {
                for (j, value) in row[..start].iter_mut().enumerate() {
                    *value = scaled.row(j)[k];
                }
                for (value, d) in row[start..end].iter_mut().zip(pivot.row(k)) {
                    *value = -d;
                }
            }
            return Ok(());
        }
        // The columns up to this block's own diagonal, those of the swept block apart.
        let last = first + height;
        let mut rest = MatMut::from_row_major_slice_mut(&mut *rows, height, n);
        for columns in [0..last.min(start), end..last.max(end)] {
            let others = panel.view().subrows(columns.start, columns.len());
            let sums = rest.rb_mut().subcols_mut(columns.start, columns.len());
            matmul(sums, Accum::Add, of_block, others.transpose(), -1.0, Par::Seq);
        }
        if first > start {
            for (k, row) in rows.chunks_exact_mut(n).enumerate() {
                row[start..end].copy_from_slice(scaled.row(first + k));
            }
        }
        Ok(())
    };
    a.values_mut().par_chunks_mut(BLOCK * n).enumerate().try_for_each(update)
}

/// The inverse of a block on the diagonal, computed in f64.
fn pivot_inverse(a: &DenseMatrix, start: usize, width: usize) -> Result<DenseMatrix, InverseError> {
    let block = Mat::<f64>::from_fn(width, width, |i, j| {
        let (i, j) = (i.max(j), i.min(j));
        f64::from(a.row(start + i)[start + j])
    });
    let inverse = block.llt(Side::Lower).map_err(|_| InverseError::NotPositive)?.inverse();
    let mut out = DenseMatrix::zeros(width, width);
    for i in 0..width {
        for (j, value) in out.row_mut(i).iter_mut().enumerate() {
            *value = inverse[(i.max(j), i.min(j))] as f32;
        }
    }
    if out.values().iter().all(|v| v.is_finite()) { Ok(out) } else { Err(InverseError::NotPositive) }
}

/// Copies the lower triangle to the upper one.
fn mirror(a: &mut DenseMatrix) {
    let n = a.n_rows();
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        let (above, from) = a.values_mut().split_at_mut(start * n);
        let (block, _) = from.split_at_mut(width * n);
        above.par_chunks_mut(n).enumerate().for_each(|(row, values)| {
            for (k, value) in values[start..start + width].iter_mut().enumerate() {
                *value = block[k * n + row];
            }
        });
        for i in 0..width {
            for j in i + 1..width {
                block[i * n + start + j] = block[j * n + start + i];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::seed;
    use rand::RngExt as _;

    /// A matrix of several blocks, the last of them short.
    #[test]
    fn the_product_with_the_inverse_is_the_identity() {
        let n = 2 * BLOCK + 77;
        let mut random = seed::rng(5, 0);
        let low_rank = DenseMatrix::from_values(40, n, (0..40 * n).map(|_| random.random::<f32>()).collect()).unwrap();
        let mut a = DenseMatrix::from_values(n, n, low_rank.gram().into_iter().map(|v| v as f32).collect()).unwrap();
        for i in 0..n {
            a.row_mut(i)[i] += 50.0;
        }
        let original = a.clone();
        invert_in_place(&mut a, &TaskContext::new()).unwrap();
        let product = original.times(&a);
        for (i, row) in product.rows().enumerate() {
            for (j, value) in row.iter().enumerate() {
                let expected = if i == j { 1.0 } else { 0.0 };
                assert!((value - expected).abs() < 1e-3, "{i} {j}: {value}");
            }
        }
        for i in 0..n {
            for j in 0..i {
                assert_eq!(a.row(i)[j], a.row(j)[i]);
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        let mut a = DenseMatrix::from_values(2, 2, vec![1.0, 2.0, 2.0, 1.0]).unwrap();
        assert_eq!(invert_in_place(&mut a, &TaskContext::new()), Err(InverseError::NotPositive));
    }
}
