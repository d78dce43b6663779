//! The inverse of a symmetric positive definite matrix in its own place.

use faer::linalg::matmul::matmul;
use faer::linalg::solvers::DenseSolveCore;
use faer::prelude::ReborrowMut;
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};
use rayon::prelude::*;

use super::dense::{DenseMatrix, multiply};
use crate::base::{Cancelled, TaskContext};

/// Rows and columns swept at a time.
const BLOCK: usize = 512;
/// Columns of one product in a sweep: the panel's part for them stays in the processor's second cache.
const TILE: usize = 128;
/// Rows that are written together where a block is transposed: of each row read, a few whole lines of the cache.
const STRIP: usize = 64;

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
    let mut panels = [0, 1].map(|_| vec![0.0; n * BLOCK.min(n)]);
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        sweep(a, &mut panels, start, width, ctx)?;
        ctx.advance(width)?;
    }
    negate_and_mirror(a, ctx)?;
    Ok(())
}

/// Bytes that [`invert_in_place`] works in, the n × n matrix included: two panels and a few blocks in f64.
pub fn memory(n: usize) -> u64 {
    let width = BLOCK.min(n);
    (4 * n * (n + 2 * width) + 5 * 8 * width * width) as u64
}

/// Sweeps the rows and columns `start..start + width`:
/// `A_KK` → −D with D = `A_KK`⁻¹, `A_iK` → `A_iK` D, and `A_ij` → `A_ij` − `A_iK` D `A_jK`ᵀ elsewhere.
///
/// `panels` is room for `A_iK` and `A_iK` D of all rows i, n × width each.
fn sweep(
    a: &mut DenseMatrix,
    panels: &mut [Vec<f32>; 2],
    start: usize,
    width: usize,
    ctx: &TaskContext,
) -> Result<(), InverseError> {
    let n = a.n_rows();
    let end = start + width;
    let pivot = pivot_inverse(a, start, width)?;
    let [panel, scaled] = panels.each_mut().map(|p| &mut p[..n * width]);
    take_columns(a, start, width, panel);
    scaled.par_chunks_mut(BLOCK * width).zip(panel.par_chunks(BLOCK * width)).try_for_each(|(out, rows)| {
        ctx.check()?;
        multiply(out, width, MatRef::from_row_major_slice(rows, rows.len() / width, width), pivot.view());
        Ok::<_, Cancelled>(())
    })?;
    let [panel, scaled] = [panel, scaled].map(|p| MatRef::from_row_major_slice(&*p, n, width));
    let update = |(block, rows): (usize, &mut [f32])| {
        let first = block * BLOCK;
        let height = rows.len() / n;
        if first == start {
            for (k, row) in rows.chunks_exact_mut(n).enumerate() {
                for (value, scaled) in row[..start].iter_mut().zip(scaled.col(k).iter()) {
                    *value = *scaled;
                }
                for (value, d) in row[start..end].iter_mut().zip(pivot.row(k)) {
                    *value = -d;
                }
            }
            return Ok(());
        }
        // The columns up to this block's own diagonal, those of the swept block apart.
        let last = first + height;
        let of_block = scaled.subrows(first, height);
        let mut rest = MatMut::from_row_major_slice_mut(&mut *rows, height, n);
        for part in [0..last.min(start), end..last.max(end)] {
            for from in part.clone().step_by(TILE) {
                ctx.check()?;
                let n_columns = TILE.min(part.end - from);
                // Rows above the diagonal are not needed.
                let top = from.saturating_sub(first);
                let sums = rest.rb_mut().submatrix_mut(top, from, height - top, n_columns);
                let of_rows = of_block.subrows(top, height - top);
                let others = panel.subrows(from, n_columns).transpose();
                matmul(sums, Accum::Add, of_rows, others, -1.0, Par::Seq);
            }
        }
        if first > start {
            for (row, scaled) in rows.chunks_exact_mut(n).zip(of_block.row_iter()) {
                for (value, scaled) in row[start..end].iter_mut().zip(scaled.iter()) {
                    *value = *scaled;
                }
            }
        }
        Ok(())
    };
    // Lower blocks have more columns. Taken one by one, the largest first, all threads end at nearly the same time.
    a.values_mut().chunks_mut(BLOCK * n).enumerate().rev().par_bridge().try_for_each(update)
}

/// The block's columns of the whole symmetric matrix, n × width, taken from the lower triangle; the rows of the block itself
/// are left as they were.
fn take_columns(a: &DenseMatrix, start: usize, width: usize, panel: &mut [f32]) {
    let end = start + width;
    let (above, rest) = panel.split_at_mut(start * width);
    above.par_chunks_mut(STRIP * width).enumerate().for_each(|(strip, rows)| {
        let first = strip * STRIP;
        for k in 0..width {
            for (row, value) in a.row(start + k)[first..].iter().take(rows.len() / width).enumerate() {
                rows[row * width + k] = *value;
            }
        }
    });
    rest[width * width..].par_chunks_mut(width).enumerate().for_each(|(row, out)| {
        out.copy_from_slice(&a.row(end + row)[start..end]);
    });
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

/// Swept everywhere, the lower triangle holds −A⁻¹: turns its sign and copies it to the upper triangle.
fn negate_and_mirror(a: &mut DenseMatrix, ctx: &TaskContext) -> Result<(), Cancelled> {
    let n = a.n_rows();
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        ctx.check()?;
        let (above, from) = a.values_mut().split_at_mut(start * n);
        let (block, _) = from.split_at_mut(width * n);
        block.par_chunks_mut(n).for_each(|row| row[..start + width].iter_mut().for_each(|v| *v = -*v));
        let block = &*block;
        above.par_chunks_mut(STRIP * n).enumerate().for_each(|(strip, rows)| {
            let first = strip * STRIP;
            for k in 0..width {
                for (row, value) in block[k * n + first..][..rows.len() / n].iter().enumerate() {
                    rows[row * n + start + k] = *value;
                }
            }
        });
        mirror_block(&mut a.values_mut()[start * n..], start, width, n);
    }
    Ok(())
}

/// The upper triangle of a block on the diagonal, which begins in column `start` of `rows`.
fn mirror_block(rows: &mut [f32], start: usize, width: usize, n: usize) {
    for i in 0..width {
        for j in i + 1..width {
            rows[i * n + start + j] = rows[j * n + start + i];
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
