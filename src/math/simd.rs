//! Loops with the widest vectors that the machine has, found when the program runs.

/// Runs `work` compiled for the machine's vectors (AVX2 where there is one). What it calls gains as far as it is inlined:
/// [`dot`](super::dense::dot) and [`axpy`](super::dense::axpy) are. Products and sums are not fused and keep their order, so the
/// result is the same bits on every machine.
#[inline(always)]
pub fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}
