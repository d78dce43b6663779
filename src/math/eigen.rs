//! Eigenvalues of small symmetric matrices.

use faer::{Mat, Side};

/// Eigenvalues, descending, and eigenvectors (one a column) of the symmetric n × n matrix with `value(i, j)`, of which i ≥ j is
/// asked. On the calling thread, in f64: O(n³). `None` where a value is not finite.
pub fn eigen(n: usize, value: impl Fn(usize, usize) -> f64) -> Option<(Vec<f64>, Mat<f64>)> {
    let symmetric = Mat::from_fn(n, n, |i, j| value(i.max(j), i.min(j)));
    let found = symmetric.self_adjoint_eigen(Side::Lower).ok()?;
    let vectors = Mat::from_fn(n, n, |i, j| found.U()[(i, n - 1 - j)]);
    Some(((0..n).rev().map(|i| found.S()[i]).collect(), vectors))
}
