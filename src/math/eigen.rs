//! Eigenvalues of small symmetric matrices.

use faer::{Mat, Side};

/// Eigenvalues, descending, and eigenvectors (one a column) of the symmetric n × n matrix with `value(i, j)`, of which i ≥ j is
/// asked. On the calling thread, in f64: O(n³). `None` where a value is not finite.
pub fn eigen(n: usize, value: impl Fn(usize, usize) -> f64) -> Option<(Vec<f64>, Mat<f64>)> {
    let symmetric = Mat::from_fn(n, n, |i, j| value(i.max(j), i.min(j)));
    if !symmetric.is_all_finite() {
        return None;
    }
    let found = symmetric.self_adjoint_eigen(Side::Lower).ok()?;
    let vectors = Mat::from_fn(n, n, |i, j| found.U()[(i, n - 1 - j)]);
    Some(((0..n).rev().map(|i| found.S()[i]).collect(), vectors))
}

/// Bytes that [`eigen`] takes: the matrix, its vectors, and room of the same size to work in.
pub fn eigen_memory(n: usize) -> u64 {
    (8 * 5 * n * n) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_give_the_matrix_again() {
        let value = |i: usize, j: usize| [[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]][i][j];
        let (values, vectors) = eigen(3, value).unwrap();
        assert!(values.is_sorted_by(|a, b| a >= b));
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| values[k] * vectors[(i, k)] * vectors[(j, k)]).sum();
                assert!((product - value(i, j)).abs() < 1e-12);
            }
        }
        assert!(eigen(2, |_, _| f64::NAN).is_none());
    }
}
