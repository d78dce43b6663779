//! Kernels and containers that know no user, item or file: sparse rows and the best k of a slice.

pub mod csr;
pub mod topk;

pub use csr::CsrMatrix;
pub use topk::{Scored, top_k};
