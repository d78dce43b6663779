//! The leading right singular vectors of a sparse matrix.

use faer::{Mat, MatRef, Side};
use rand::RngExt as _;

use super::csr::CsrMatrix;
use super::dense::{DenseMatrix, sparse_times};
use super::eigen::{eigen, eigen_memory};
use crate::base::{Cancelled, TaskContext, seed};

/// Vectors that join the basis at once, at the least and at the most: many make the products quick, few the space deep.
const BLOCK: (usize, usize) = (8, 64);
/// The search ends when no leading vector's residual |Av − θv| / θ, A = XᵀX, is above this.
const TOLERANCE: f64 = 1e-4;
/// Stream of the random numbers that the search starts from.
const STREAM: u64 = 9 << 40;

/// Singular values, descending, and the right vectors: one a column.
#[derive(Debug, Clone)]
pub struct RightVectors {
    /// σ, descending.
    pub values: Vec<f32>,
    /// Columns of the sparse matrix × vectors, columns orthonormal.
    pub vectors: DenseMatrix,
    /// The largest residual of a leading vector each time that it was looked at: how the search converged.
    pub residuals: Vec<f64>,
}

/// Most vectors that the basis is given for `rank` wanted ones.
pub fn basis_limit(rank: usize, n_rows: usize, n_cols: usize) -> usize {
    (8 * rank + 128).min(n_rows).min(n_cols)
}

/// Vectors that join the basis at once.
fn width(rank: usize, limit: usize) -> usize {
    (rank / 8).clamp(BLOCK.0, BLOCK.1).min(limit.max(1))
}

/// Bytes that [`right_vectors`] takes at the most: the matrix turned round, the basis and some blocks, and the small matrix with its
/// axes.
pub fn vectors_memory(rank: usize, n_rows: usize, n_cols: usize, n_entries: usize) -> u64 {
    let limit = basis_limit(rank, n_rows, n_cols);
    let blocks = width(rank.min(n_rows).min(n_cols), limit) * (n_rows + 3 * n_cols);
    (8 * (n_entries + n_cols) + 4 * (limit * n_cols + blocks) + 8 * limit * limit) as u64 + eigen_memory(limit)
}

/// The `rank` leading right singular vectors of `x` (rows × columns), fewer if `x` is smaller.
///
/// A block Krylov space of A = XᵀX with full orthogonalisation and Rayleigh–Ritz on it (Golub & Underwood 1977; Musco & Musco
/// 2015): each block costs two sparse products and 8 · columns · basis · block operations. Tells `ctx` of its residuals.
///
/// # Errors
/// Cancellation.
pub fn right_vectors(x: &CsrMatrix, rank: usize, seed: u64, ctx: &TaskContext) -> Result<RightVectors, Cancelled> {
    let (n_rows, n_cols) = (x.n_rows(), x.n_cols());
    let rank = rank.min(n_rows).min(n_cols);
    let limit = basis_limit(rank, n_rows, n_cols);
    let transposed = x.transpose();
    let mut random = seed::rng(seed, STREAM);
    let width = width(rank, limit);
    let start = (0..n_cols * width).map(|_| random.random::<f32>() - 0.5).collect();
    let mut block = DenseMatrix::from_values(n_cols, width, start).unwrap_or_default();
    let mut basis = DenseMatrix::zeros(n_cols, limit);
    // QᵀAQ, by the columns that each block brings.
    let mut small = Mat::<f64>::zeros(limit, limit);
    let mut residuals = Vec::new();
    let mut n = 0;
    let mut checked_at = 0;
    orthonormalize(&mut block);
    let (squares, turn) = loop {
        ctx.advance(1)?;
        append(&mut basis, n, &block);
        let mut image = sparse_times(&transposed, &sparse_times(x, &block));
        ctx.check()?;
        let first = n;
        n += block.n_cols();
        // What lies in the space so far is the new part of QᵀAQ; the rest spans the next block. Twice, for the digits.
        for _ in 0..2 {
            let inside = basis.inner(n, &image);
            for (row, values) in inside.chunks(block.n_cols()).enumerate() {
                for (column, value) in values.iter().enumerate() {
                    small[(row, first + column)] += value;
                }
            }
            let inside = inside.into_iter().map(|v| v as f32).collect();
            let Some(inside) = DenseMatrix::from_values(n, block.n_cols(), inside) else { break };
            basis.times_into(&inside, -1.0, &mut image);
        }
        ctx.check()?;
        let rest = image.gram();
        let is_full = n == limit;
        if is_full || (n >= 2 * rank && n >= checked_at + rank / 2) {
            checked_at = n;
            // Only non-finite input fails; the identity keeps the basis as it is.
            let (squares, turn) = eigen(n, |i, j| small[(j, i)]).unwrap_or_else(|| (vec![0.0; n], Mat::identity(n, n)));
            let worst = worst_residual(&rest, &squares, &turn, rank);
            ctx.tell(worst);
            residuals.push(worst);
            if is_full || worst < TOLERANCE {
                break (squares, turn);
            }
        }
        if n + image.n_cols() > limit {
            image = first_columns(&image, limit - n);
        }
        orthonormalize(&mut image);
        // Where the rest was nearly nothing, its direction is noise that may lie in the space again.
        let inside = basis.inner(n, &image).into_iter().map(|v| v as f32).collect();
        if let Some(inside) = DenseMatrix::from_values(n, image.n_cols(), inside) {
            basis.times_into(&inside, -1.0, &mut image);
        }
        orthonormalize(&mut image);
        block = image;
    };
    let values = squares[..rank].iter().map(|s| s.max(0.0).sqrt() as f32).collect();
    let leading = DenseMatrix::from_values(
        n,
        rank,
        (0..n * rank).map(|at| turn[(at / rank.max(1), at % rank.max(1))] as f32).collect(),
    );
    Ok(RightVectors { values, vectors: basis.times(&leading.unwrap_or_default()), residuals })
}

/// Puts the block's columns behind the first `n` of the basis.
fn append(basis: &mut DenseMatrix, n: usize, block: &DenseMatrix) {
    for row in 0..basis.n_rows() {
        basis.row_mut(row)[n..][..block.n_cols()].copy_from_slice(block.row(row));
    }
}

fn first_columns(matrix: &DenseMatrix, n: usize) -> DenseMatrix {
    let mut first = DenseMatrix::zeros(matrix.n_rows(), n);
    for row in 0..matrix.n_rows() {
        first.row_mut(row).copy_from_slice(&matrix.row(row)[..n]);
    }
    first
}

/// The largest |Av − θv| / θ of the leading vectors: what A sends out of the space comes from the last block alone, and `rest`
/// is that part's Gram matrix.
fn worst_residual(rest: &[f64], squares: &[f64], turn: &Mat<f64>, rank: usize) -> f64 {
    let n = turn.nrows();
    let width = rest.len().isqrt();
    let rest = MatRef::from_row_major_slice(rest, width, width);
    let last = turn.subrows(n - width, width);
    let largest = squares.first().copied().unwrap_or_default();
    let of_vector = |k: usize| {
        let v = last.col(k);
        let square: f64 = (0..width).map(|i| (0..width).map(|j| v[i] * rest[(i, j)] * v[j]).sum::<f64>()).sum();
        // Values that are nothing beside the largest have no direction of their own.
        square.max(0.0).sqrt() / squares[k].max(1e-6 * largest).max(f64::MIN_POSITIVE)
    };
    (0..rank).map(of_vector).fold(0.0, f64::max)
}

/// Makes the columns orthonormal: Q = B·C⁻ᵀ of BᵀB = CCᵀ, done twice for the digits (Yamamoto and others 2015).
fn orthonormalize(basis: &mut DenseMatrix) {
    let n = basis.n_cols();
    for _ in 0..2 {
        let gram = basis.gram();
        let mut gram = Mat::<f64>::from_fn(n, n, |i, j| gram[i * n + j]);
        // A trace of the identity keeps columns that depend on each other from breaking the factor.
        let trace: f64 = (0..n).map(|i| gram[(i, i)]).sum();
        for i in 0..n {
            gram[(i, i)] += trace * 1e-12 + f64::MIN_POSITIVE;
        }
        let Ok(factor) = gram.llt(Side::Lower) else { return };
        let mut inverse = Mat::<f64>::identity(n, n);
        faer::linalg::triangular_solve::solve_lower_triangular_in_place(factor.L(), inverse.as_mut(), faer::Par::Seq);
        let mut right = DenseMatrix::zeros(n, n);
        for i in 0..n {
            for j in i..n {
                right.row_mut(i)[j] = inverse[(j, i)] as f32;
            }
        }
        *basis = basis.times(&right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_dense_decomposition() {
        let mut random = seed::rng(3, 0);
        let (n, m) = (60u32, 45u32);
        let cells: Vec<(u32, u32)> = (0..n).flat_map(|r| (0..m).map(move |c| (r, c))).collect();
        let kept: Vec<(u32, u32)> = cells.into_iter().filter(|_| random.random::<f32>() < 0.2).collect();
        let (rows, cols): (Vec<u32>, Vec<u32>) = kept.into_iter().unzip();
        let x = CsrMatrix::from_triplets(n as usize, m as usize, &rows, &cols, &vec![1.0; rows.len()]);
        let dense =
            Mat::<f64>::from_fn(n as usize, m as usize, |r, c| f64::from(u8::from(x.row(r).contains(c as u32))));
        let expected = dense.thin_svd().unwrap();
        let found = right_vectors(&x, 8, 1, &TaskContext::new()).unwrap();
        for k in 0..8 {
            assert!((f64::from(found.values[k]) - expected.S()[k]).abs() < 1e-4);
            let product: f64 = (0..m as usize).map(|i| f64::from(found.vectors.row(i)[k]) * expected.V()[(i, k)]).sum();
            assert!(product.abs() > 0.99999, "{k}: {product}");
        }
    }
}
