//! The leading right singular vectors of a sparse matrix.

use faer::{Mat, MatRef, Side};
use rand::RngExt as _;

use super::csr::CsrMatrix;
use super::dense::{DenseMatrix, sparse_times};
use crate::base::{Cancelled, TaskContext, seed};

/// Rounds after which the search ends in any case.
const MAX_ROUNDS: usize = 60;
/// The search ends when no leading singular value moved by more than this share in a round.
const TOLERANCE: f64 = 1e-5;
/// Stream of the random numbers that the search starts from.
const STREAM: u64 = 9 << 40;

/// Singular values, descending, and the right vectors: one a column.
#[derive(Debug, Clone)]
pub struct RightVectors {
    /// σ, descending.
    pub values: Vec<f32>,
    /// Columns of the sparse matrix × vectors, columns orthonormal.
    pub vectors: DenseMatrix,
    /// The largest move of a singular value in each round, as a share: how the search converged.
    pub moves: Vec<f64>,
}

/// The `rank` leading right singular vectors of `x` (rows × columns), fewer if `x` is smaller.
///
/// Block subspace iteration with oversampling and Rayleigh–Ritz (Halko, Martinsson & Tropp 2011, §4.5): each round costs
/// two products with `x`. Tells `ctx` of its rounds.
///
/// # Errors
/// Cancellation.
pub fn right_vectors(x: &CsrMatrix, rank: usize, seed: u64, ctx: &TaskContext) -> Result<RightVectors, Cancelled> {
    let (n_rows, n_cols) = (x.n_rows(), x.n_cols());
    let rank = rank.min(n_rows).min(n_cols);
    let width = (rank + rank / 4 + 16).min(n_rows).min(n_cols);
    let transposed = x.transpose();
    let mut random = seed::rng(seed, STREAM);
    let start = (0..n_cols * width).map(|_| random.random::<f32>() - 0.5).collect();
    let mut basis = DenseMatrix::from_values(n_cols, width, start).unwrap_or_default();
    let mut values: Vec<f64> = vec![0.0; width];
    let mut moves = Vec::new();
    orthonormalize(&mut basis);
    for _ in 0..MAX_ROUNDS {
        ctx.advance(1)?;
        let image = sparse_times(x, &basis);
        ctx.check()?;
        // Rayleigh–Ritz: the eigenvectors of the small (XQ)ᵀ(XQ) turn the basis towards the singular vectors.
        let (squares, turn) = eigen(&image.gram(), width);
        let now: Vec<f64> = squares.iter().map(|s| s.max(0.0).sqrt()).collect();
        let moved = now.iter().zip(&values).take(rank).map(|(a, b)| (a - b).abs() / a.max(f64::MIN_POSITIVE));
        let moved = moved.fold(0.0, f64::max);
        values = now;
        ctx.tell(moved);
        moves.push(moved);
        if moved < TOLERANCE || width == n_cols {
            basis = basis.times(&turn);
            break;
        }
        basis = sparse_times(&transposed, &image.times(&turn));
        ctx.check()?;
        orthonormalize(&mut basis);
    }
    let mut vectors = DenseMatrix::zeros(n_cols, rank);
    for r in 0..n_cols {
        vectors.row_mut(r).copy_from_slice(&basis.row(r)[..rank]);
    }
    let values = values[..rank].iter().map(|v| *v as f32).collect();
    Ok(RightVectors { values, vectors, moves })
}

/// Eigenvalues, descending, and eigenvectors (one a column) of a symmetric n × n matrix.
fn eigen(symmetric: &[f64], n: usize) -> (Vec<f64>, DenseMatrix) {
    let matrix = MatRef::from_row_major_slice(symmetric, n, n);
    let mut turn = DenseMatrix::zeros(n, n);
    let Ok(found) = matrix.self_adjoint_eigen(Side::Lower) else {
        // Only non-finite input fails; the identity keeps the basis as it is.
        for i in 0..n {
            turn.row_mut(i)[i] = 1.0;
        }
        return (vec![0.0; n], turn);
    };
    for i in 0..n {
        for j in 0..n {
            turn.row_mut(i)[j] = found.U()[(i, n - 1 - j)] as f32;
        }
    }
    ((0..n).rev().map(|i| found.S()[i]).collect(), turn)
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
            assert!((f64::from(found.values[k]) - expected.S()[k]).abs() < 1e-3);
            let product: f64 = (0..m as usize).map(|i| f64::from(found.vectors.row(i)[k]) * expected.V()[(i, k)]).sum();
            assert!(product.abs() > 0.999, "{k}: {product}");
        }
    }
}
