//! Loops over vectors with AVX2 where the machine has it, which is found when the program runs; NEON or SSE2 elsewhere.
//!
//! The order of a sum follows the width of the registers: one machine always gives the same bits, two machines nearly.

pub use pulp::{Simd, WithSimd};

/// Runs `work` compiled for the machine's registers. Its `with_simd` must be `#[inline(always)]`; so are the loops below that it
/// is made of, and simple loops of its own gain too.
#[inline(always)]
pub fn vectorized<W: WithSimd>(work: W) -> W::Output {
    pulp::Arch::new().dispatch(work)
}

/// a · b.
#[inline(always)]
pub fn dot<S: Simd>(simd: S, a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (S::as_simd_f32s(a), S::as_simd_f32s(b));
    let ((a, a_odd), (b, b_odd)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let mut sums = [simd.splat_f32s(0.0); 4];
    for (x, y) in a.iter().zip(b) {
        for at in 0..4 {
            sums[at] = simd.mul_add_e_f32s(x[at], y[at], sums[at]);
        }
    }
    for (x, y) in a_odd.iter().zip(b_odd) {
        sums[0] = simd.mul_add_e_f32s(*x, *y, sums[0]);
    }
    sums[1] = simd.mul_add_e_f32s(simd.partial_load_f32s(a_rest), simd.partial_load_f32s(b_rest), sums[1]);
    let [a, b, c, d] = sums;
    simd.reduce_sum_f32s(simd.add_f32s(simd.add_f32s(a, b), simd.add_f32s(c, d)))
}

/// The products of `x` with four vectors of its length, for which `x` is read once.
#[inline(always)]
pub fn dot4<S: Simd>(simd: S, x: &[f32], ys: [&[f32]; 4]) -> [f32; 4] {
    let (x, x_rest) = S::as_simd_f32s(x);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = ys.map(S::as_simd_f32s);
    let x_rest = simd.partial_load_f32s(x_rest);
    let [mut of_a, mut of_b, mut of_c, mut of_d] =
        [a_rest, b_rest, c_rest, d_rest].map(|y| simd.mul_f32s(x_rest, simd.partial_load_f32s(y)));
    for ((((x, a), b), c), d) in x.iter().zip(a).zip(b).zip(c).zip(d) {
        of_a = simd.mul_add_e_f32s(*x, *a, of_a);
        of_b = simd.mul_add_e_f32s(*x, *b, of_b);
        of_c = simd.mul_add_e_f32s(*x, *c, of_c);
        of_d = simd.mul_add_e_f32s(*x, *d, of_d);
    }
    [of_a, of_b, of_c, of_d].map(|sum| simd.reduce_sum_f32s(sum))
}

/// `out` += `factor` · `x`.
#[inline(always)]
pub fn axpy<S: Simd>(simd: S, out: &mut [f32], factor: f32, x: &[f32]) {
    let ((sums, sums_rest), (x, x_rest)) = (S::as_mut_simd_f32s(out), S::as_simd_f32s(x));
    let factors = simd.splat_f32s(factor);
    for (sum, x) in sums.iter_mut().zip(x) {
        *sum = simd.mul_add_e_f32s(factors, *x, *sum);
    }
    for (sum, x) in sums_rest.iter_mut().zip(x_rest) {
        *sum += factor * x;
    }
}

/// `out` += Σ `factors`\[j\] · `xs`\[j\] of four vectors, for which `out` is read and written once.
#[inline(always)]
pub fn axpy4<S: Simd>(simd: S, out: &mut [f32], factors: [f32; 4], xs: [&[f32]; 4]) {
    let (sums, sums_rest) = S::as_mut_simd_f32s(out);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = xs.map(S::as_simd_f32s);
    let [of_a, of_b, of_c, of_d] = factors.map(|factor| simd.splat_f32s(factor));
    for ((((sum, a), b), c), d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let ab = simd.mul_add_e_f32s(of_b, *b, simd.mul_add_e_f32s(of_a, *a, *sum));
        *sum = simd.add_f32s(ab, simd.mul_add_e_f32s(of_d, *d, simd.mul_f32s(of_c, *c)));
    }
    for ((((sum, a), b), c), d) in sums_rest.iter_mut().zip(a_rest).zip(b_rest).zip(c_rest).zip(d_rest) {
        *sum += (factors[0] * a + factors[1] * b) + (factors[2] * c + factors[3] * d);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct All<'a> {
        x: &'a [f32],
        ys: [&'a [f32]; 4],
    }

    impl WithSimd for All<'_> {
        type Output = (f32, [f32; 4], Vec<f32>, Vec<f32>);

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
            let Self { x, ys } = self;
            let (mut one, mut four) = (x.to_vec(), x.to_vec());
            axpy(simd, &mut one, 2.0, ys[3]);
            axpy4(simd, &mut four, [1.0, -1.0, 2.0, 0.5], ys);
            (dot(simd, x, ys[1]), dot4(simd, x, ys), one, four)
        }
    }

    /// Small whole numbers, so that every order of a sum is exact; lengths around those of the registers.
    #[test]
    fn agree_with_sums_by_hand() {
        for n in [0, 1, 7, 8, 15, 16, 17, 31, 64, 67, 131] {
            let vector = |step: usize| (0..n).map(|at| (at * step % 7) as f32 - 3.0).collect::<Vec<_>>();
            let (x, ys) = (vector(5), [1, 2, 3, 4].map(vector));
            let by_hand = |y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
            let (one, of_four, added, four_added) = vectorized(All { x: &x, ys: ys.each_ref().map(|y| &y[..]) });
            assert_eq!(one, by_hand(&ys[1]));
            assert_eq!(of_four, ys.each_ref().map(|y| by_hand(y)));
            for at in 0..n {
                assert_eq!(added[at], x[at] + 2.0 * ys[3][at]);
                assert_eq!(four_added[at], x[at] + ys[0][at] - ys[1][at] + 2.0 * ys[2][at] + 0.5 * ys[3][at]);
            }
        }
    }
}
