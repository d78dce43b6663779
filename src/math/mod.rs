//! Kernels and containers that know no user, item or file: sparse and dense rows, an inverse in place, eigenvalues, singular
//! vectors, and the best k of a slice.

pub mod csr;
pub mod dense;
pub mod eigen;
pub mod inverse;
pub mod product;
pub mod simd;
pub mod svd;
pub mod topk;

pub use csr::CsrMatrix;
pub use dense::DenseMatrix;
pub use topk::{Scored, top_k};
