//! Content vectors in few dimensions: a sparse random projection where they are wide, then their principal components.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};
use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_reduction::Pca;
use ndarray::Array2;
use rand::RngExt as _;
use rayon::prelude::*;

use crate::base::{StageError, TaskContext, seed};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::said;

/// Most components that can be asked for.
pub const MAX_COMPONENTS: usize = 256;
/// Matrices of so many columns are taken as they are; wider ones are projected at random.
const MAX_EXACT: usize = 512;
/// Columns of the random projection: cosines come out about a sixteenth off, one over its root.
const WIDTH: usize = 256;
/// Columns that each feature is spread over, one in each of as many equal blocks (Kane & Nelson 2014, block construction).
const SPREAD: usize = 8;
/// Components below this share of the variance are left out: they cannot be told from rounding.
const LEAST_SHARE: f64 = 1e-6;
/// Items that one task takes. Fixed, so that sums do not depend on the number of threads.
const ITEMS_PER_BLOCK: usize = 2048;
/// Blocks whose products are in memory at once.
const BLOCKS_AT_ONCE: usize = 16;
/// First stream of the random numbers; each feature has its own.
const STREAM: u64 = 14 << 40;

/// The principal components of the items' content vectors.
///
/// Fitting takes 4 bytes (f32) for each item and each column (of the projection, where there is one) and each component, and
/// 8 (f64) for each pair of columns some 20 times and for 2,048 items a thread, however many features there are. For 100,000 items and
/// 10 components on two threads that is 120 MB where vectors are projected (256 columns), and 270 MB at the most (512 columns that
/// are taken exactly). Means, variances
/// and components are worked out in f64.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Items × components: where each item lies, the mean of the known ones in the middle. Zeros for an item without content.
    pub places: DenseMatrix,
    /// Components × columns, of length 1; the largest loading of each is positive (the first of equals).
    pub loadings: DenseMatrix,
    /// Share of the variance that each component explains, descending, 0 to 1; of all variance of the content vectors, or of
    /// their random projections where [`Self::is_projected`].
    pub explained: Vec<f64>,
    /// Whether the vectors were projected at random before: they had more columns than the projection has.
    pub is_projected: bool,
    /// Items without any content. They have no place, and are left out of the mean and the variance.
    pub n_empty: usize,
}

impl Projection {
    /// Bytes that fitting takes at the most, the content vectors themselves not counted.
    pub fn memory(n_items: usize, n: usize) -> u64 {
        let (n_items, n, width) = (n_items as u64, n as u64, MAX_EXACT as u64);
        let centred = rayon::current_num_threads().min(BLOCKS_AT_ONCE) * ITEMS_PER_BLOCK;
        4 * n_items * (width + n) + 8 * width * (width * (BLOCKS_AT_ONCE as u64 + 8) + centred as u64)
    }

    /// The first `n` principal components of `vectors` (items × features), fewer where the vectors have no more. Mean and
    /// components are those of the items that training knows: all but `cold_items`, ascending.
    ///
    /// Vectors of more than 512 columns are projected at random by `seed` to 256, so that lengths and angles are nearly kept
    /// (Johnson & Lindenstrauss 1984); narrower ones are taken exactly.
    ///
    /// # Errors
    /// Fewer than two items with content, items that are all the same, or cancellation.
    pub fn fit(
        vectors: &CsrMatrix,
        cold_items: &[u32],
        n: usize,
        seed: u64,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        let n = n.clamp(1, MAX_COMPONENTS);
        let n_empty = vectors.n_rows() - vectors.n_occupied_rows();
        let is_counted =
            |item: usize| !vectors.row_range(item).is_empty() && cold_items.binary_search(&(item as u32)).is_err();
        let n_counted = (0..vectors.n_rows()).filter(|item| is_counted(*item)).count();
        if n_counted < 2 {
            return Err(StageError::setting(said!("features-components-need-items")));
        }
        let is_projected = vectors.n_cols() > MAX_EXACT;
        let dense = match is_projected {
            true => project(vectors, WIDTH, seed, ctx)?,
            false => densify(vectors, ctx)?,
        };
        let covariance = Covariance::of(&dense, n_counted, is_counted, ctx)?;
        let (loadings, explained) = principal(&covariance, n)?;
        ctx.check()?;
        let places = covariance.places(vectors, &dense, &loadings, ctx)?;
        Ok(Self { places, loadings, explained, is_projected, n_empty })
    }
}

/// The vectors with their zeros written out.
fn densify(vectors: &CsrMatrix, ctx: &TaskContext) -> Result<DenseMatrix, StageError> {
    let width = vectors.n_cols();
    let mut dense = DenseMatrix::zeros(vectors.n_rows(), width);
    let blocks = dense.values_mut().par_chunks_mut(ITEMS_PER_BLOCK * width).enumerate();
    blocks.try_for_each(|(block, out)| {
        ctx.check()?;
        for (at, out) in out.chunks_mut(width).enumerate() {
            for (column, value) in vectors.row(block * ITEMS_PER_BLOCK + at).iter() {
                out[column as usize] = value;
            }
        }
        Ok::<_, StageError>(())
    })?;
    Ok(dense)
}

/// Sparse random projection: each feature is added to, or taken from, one column in each of [`SPREAD`] equal blocks, over √8.
fn project(vectors: &CsrMatrix, width: usize, seed: u64, ctx: &TaskContext) -> Result<DenseMatrix, StageError> {
    ctx.start(said!("step-projecting"), vectors.n_rows())?;
    let per_block = (width / SPREAD) as u32;
    let scale = (SPREAD as f32).sqrt().recip();
    let spread: Vec<[(u32, f32); SPREAD]> = (0..vectors.n_cols() as u64)
        .into_par_iter()
        .map(|feature| {
            let mut random = seed::rng(seed, STREAM + feature);
            std::array::from_fn(|block| {
                let column = block as u32 * per_block + random.random_range(0..per_block);
                (column, if random.random::<bool>() { scale } else { -scale })
            })
        })
        .collect();
    let mut dense = DenseMatrix::zeros(vectors.n_rows(), width);
    let blocks = dense.values_mut().par_chunks_mut(ITEMS_PER_BLOCK * width).enumerate();
    blocks.try_for_each(|(block, out)| {
        let n_rows = out.len() / width;
        for (at, out) in out.chunks_mut(width).enumerate() {
            for (feature, value) in vectors.row(block * ITEMS_PER_BLOCK + at).iter() {
                for (column, sign) in spread[feature as usize] {
                    out[column as usize] += sign * value;
                }
            }
        }
        ctx.advance(n_rows)
    })?;
    Ok(dense)
}

/// Mean and covariance of vectors, scaled so that all variance is 1.
struct Covariance {
    mean: Vec<f64>,
    values: Mat<f64>,
}

impl Covariance {
    fn of(
        dense: &DenseMatrix,
        n_counted: usize,
        is_counted: impl Fn(usize) -> bool + Sync,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        let width = dense.n_cols();
        ctx.start(said!("step-components"), dense.n_rows())?;
        let counted = |block: usize| {
            let first = block * ITEMS_PER_BLOCK;
            let last = dense.n_rows().min(first + ITEMS_PER_BLOCK);
            (first..last).filter(|item| is_counted(*item)).map(|item| dense.row(item))
        };
        let n_blocks = dense.n_rows().div_ceil(ITEMS_PER_BLOCK);
        let sums: Vec<Vec<f64>> = (0..n_blocks)
            .into_par_iter()
            .map(|block| {
                let mut sums = vec![0.0; width];
                counted(block).for_each(|row| add(&mut sums, row.iter().map(|v| f64::from(*v))));
                sums
            })
            .collect();
        let mut mean = vec![0.0; width];
        sums.into_iter().for_each(|part| add(&mut mean, part));
        mean.iter_mut().for_each(|sum| *sum /= n_counted as f64);
        let product = |block: usize| {
            let mut centred = Vec::with_capacity(ITEMS_PER_BLOCK * width);
            for row in counted(block) {
                centred.extend(row.iter().zip(&mean).map(|(v, mean)| f64::from(*v) - mean));
            }
            let rows = MatRef::from_row_major_slice(&centred, centred.len() / width.max(1), width);
            let mut part = Mat::zeros(width, width);
            matmul(&mut part, Accum::Replace, rows.transpose(), rows, 1.0, Par::Seq);
            ctx.advance(ITEMS_PER_BLOCK)?;
            Ok(part)
        };
        let mut values = Mat::<f64>::zeros(width, width);
        for first in (0..n_blocks).step_by(BLOCKS_AT_ONCE) {
            let last = n_blocks.min(first + BLOCKS_AT_ONCE);
            let parts: Vec<Mat<f64>> = (first..last).into_par_iter().map(product).collect::<Result<_, StageError>>()?;
            parts.into_iter().for_each(|part| values += part);
        }
        let total: f64 = (0..width).map(|c| values[(c, c)]).sum();
        let largest = mean.iter().fold(0.0f64, |m, v| m.max(v.abs()));
        // What vectors of f32 that are all the same leave by rounding is no variance.
        if total.is_nan() || total <= 1e-12 * largest * largest * n_counted as f64 {
            return Err(StageError::setting(said!("features-components-of-equal-items")));
        }
        values *= faer::Scale(1.0 / total);
        Ok(Self { mean, values })
    }

    /// Where each item with content lies on the components.
    fn places(
        &self,
        vectors: &CsrMatrix,
        dense: &DenseMatrix,
        loadings: &DenseMatrix,
        ctx: &TaskContext,
    ) -> Result<DenseMatrix, StageError> {
        let (width, n) = (dense.n_cols(), loadings.n_rows());
        let mut places = DenseMatrix::zeros(dense.n_rows(), n);
        let blocks = places.values_mut().par_chunks_mut(ITEMS_PER_BLOCK * n).enumerate();
        blocks.try_for_each(|(block, out)| {
            ctx.check()?;
            let first = block * ITEMS_PER_BLOCK;
            let n_rows = out.len() / n;
            let mut centred = vec![0.0f32; n_rows * width];
            for (at, row) in centred.chunks_mut(width).enumerate() {
                if vectors.row_range(first + at).is_empty() {
                    continue;
                }
                for ((out, value), mean) in row.iter_mut().zip(dense.row(first + at)).zip(&self.mean) {
                    *out = (f64::from(*value) - mean) as f32;
                }
            }
            let out = MatMut::from_row_major_slice_mut(out, n_rows, n);
            let centred = MatRef::from_row_major_slice(&centred, n_rows, width);
            matmul(out, Accum::Replace, centred, loadings.view().transpose(), 1.0, Par::Seq);
            Ok::<_, StageError>(())
        })?;
        Ok(places)
    }
}

fn add(sums: &mut [f64], values: impl IntoIterator<Item = f64>) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// The first `n` components of vectors with this covariance, and the share of the variance that each explains.
///
/// [`Pca`] copies its rows more than once, and each step of its iteration reads them all. With C = LLᵀ the rows of Lᵀ have the
/// same components as all items; with each row there is its negative, so that the mean is 0. So it is given 2 · width rows, however
/// many items there are. It is asked for all components: its iteration may break off far from the answer where it is asked for
/// some of them, and is exact from its first step on where it is asked for all.
fn principal(covariance: &Covariance, n: usize) -> Result<(DenseMatrix, Vec<f64>), StageError> {
    let failed = |error: String| StageError::failed(said!("features-components-failed", error = error));
    let width = covariance.mean.len();
    let mut values = covariance.values.clone();
    // A trace of the identity keeps columns that depend on each other from breaking the factor.
    for c in 0..width {
        values[(c, c)] += 1e-6 * LEAST_SHARE;
    }
    let factor = values.llt(Side::Lower).map_err(|_| StageError::failed(said!("features-components-not-finite")))?;
    let factor = factor.L();
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let rows = Array2::from_shape_fn((2 * width, width), |(row, column)| match row < width {
        true => half * factor[(column, row)],
        false => -half * factor[(column, row - width)],
    });
    let pca = Pca::params(width).fit(&DatasetBase::from(rows)).map_err(|e| failed(e.to_string()))?;
    let shares = pca.singular_values().iter().map(|sigma| sigma * sigma);
    let explained: Vec<f64> = shares.take_while(|share| *share > LEAST_SHARE).take(n).collect();
    let mut loadings = DenseMatrix::zeros(explained.len(), width);
    for (component, found) in pca.components().rows().into_iter().take(explained.len()).enumerate() {
        // Of loadings that differ by rounding alone the first decides, on every machine.
        let largest = found.iter().fold(0.0f64, |m, v| m.max(v.abs())) * (1.0 - 1e-6);
        let sign = found.iter().find(|v| v.abs() >= largest).map_or(1.0, |v| v.signum());
        for (out, value) in loadings.row_mut(component).iter_mut().zip(found) {
            *out = (value * sign) as f32;
        }
    }
    Ok((loadings, explained))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::eigen::eigen;

    /// About twenty features an item, the first ones frequent.
    fn random_vectors(n_items: usize, n_cols: usize, seed: u64) -> CsrMatrix {
        let rows = (0..n_items).map(|item| {
            let mut random = seed::rng(seed, item as u64);
            let mut column = || (random.random::<f64>().powi(2) * n_cols as f64) as u32;
            let columns: std::collections::BTreeSet<u32> = (0..20.min(n_cols.div_ceil(2))).map(|_| column()).collect();
            let values = columns.iter().map(|_| 0.1 + random.random::<f32>()).collect();
            (columns.into_iter().collect(), values)
        });
        CsrMatrix::from_rows(n_cols, rows)
    }

    fn fit(vectors: &CsrMatrix, n: usize) -> Result<Projection, StageError> {
        Projection::fit(vectors, &[], n, 1, &TaskContext::new())
    }

    fn places(vectors: &CsrMatrix) -> Projection {
        fit(vectors, 10).unwrap()
    }

    /// Each component's vector is one of the covariance, for every width, where some columns depend on others too: the library's
    /// iteration must have come to its end.
    #[test]
    fn components_are_eigenvectors_of_the_covariance_at_every_width() {
        let ctx = TaskContext::new();
        for d in (1..24).chain([33, 60, 96, 128, 200]) {
            let one_hot = (0..3 * d + 2).map(|i| (vec![(i * i % d) as u32], vec![1.0 + (i % 2) as f32]));
            for x in [random_vectors(3 * d + 2, d, 1), CsrMatrix::from_rows(d, one_hot)] {
                let dense = densify(&x, &ctx).unwrap();
                let covariance = Covariance::of(&dense, x.n_rows(), |_| true, &ctx).unwrap();
                let (loadings, explained) = principal(&covariance, MAX_COMPONENTS).unwrap();
                let (values, _) = eigen(d, |i, j| covariance.values[(i, j)]).unwrap();
                assert_eq!(explained.len(), values.iter().filter(|v| **v > LEAST_SHARE).count(), "{d}");
                for (k, share) in explained.iter().enumerate() {
                    assert!((share - values[k]).abs() < 1e-8, "{d}, {k}: {share} {}", values[k]);
                    let v = |i: usize| f64::from(loadings.row(k)[i]);
                    for i in 0..d {
                        let turned: f64 = (0..d).map(|j| covariance.values[(i, j)] * v(j)).sum();
                        assert!((turned - share * v(i)).abs() < 1e-6, "{d}, {k}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits_and_another_seed_others() {
        let x = random_vectors(5000, 600, 3);
        let with = |threads: usize, seed: u64| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Projection::fit(&x, &[], 10, seed, &TaskContext::new()).unwrap())
        };
        let one = with(1, 7);
        assert_eq!(one, with(3, 7));
        assert_ne!(one, with(1, 8));
        assert!(one.is_projected && one.explained.is_sorted_by(|a, b| a >= b));
        assert_eq!((one.places.n_rows(), one.places.n_cols(), one.loadings.n_cols()), (5000, 10, WIDTH));
        for loadings in one.loadings.rows() {
            assert!(loadings.iter().fold(0.0f32, |m, v| if v.abs() > m.abs() { *v } else { m }) > 0.0);
        }
    }

    #[test]
    fn the_random_projection_nearly_keeps_lengths_and_products() {
        let x = random_vectors(300, 4000, 5);
        let dense = project(&x, WIDTH, 1, &TaskContext::new()).unwrap();
        let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let full = densify(&x, &TaskContext::new()).unwrap();
        let length = |m: &DenseMatrix, i: usize| product(m.row(i), m.row(i)).sqrt();
        let mut errors = Vec::new();
        for i in 0..300 {
            let j = (i * 7 + 1) % 300;
            let scale = length(&full, i) * length(&full, j);
            errors.push((product(dense.row(i), dense.row(j)) - product(full.row(i), full.row(j))) / scale);
            errors.push(length(&dense, i) / length(&full, i) - 1.0);
        }
        let square = errors.iter().map(|e| e * e).sum::<f32>() / errors.len() as f32;
        // One over the root of the width.
        assert!(square.sqrt() < 1.0 / 16.0, "{}", square.sqrt());
    }

    #[test]
    fn items_without_content_and_cold_items_change_nothing_for_the_others() {
        let x = random_vectors(40, 12, 9);
        let alone = places(&x);
        let rows = |row: usize| (x.row(row).indices.to_vec(), x.row(row).values.to_vec());
        let odd = (vec![0, 11], vec![9.0, 9.0]);
        let with_others =
            CsrMatrix::from_rows(12, (0..40).map(rows).chain([Default::default(), odd, Default::default()]));
        let found = Projection::fit(&with_others, &[41], 10, 1, &TaskContext::new()).unwrap();
        assert_eq!(found.n_empty, 2);
        assert_eq!((&found.explained, &found.loadings), (&alone.explained, &alone.loadings));
        assert_eq!(&found.places.values()[..400], alone.places.values());
        assert_eq!([found.places.row(40), found.places.row(42)], [[0.0; 10]; 2]);
        assert!(found.places.row(41).iter().any(|v| *v != 0.0), "a cold item has a place");
        assert_ne!(found.explained, places(&with_others).explained, "which changes them if it is counted");
    }

    #[test]
    fn there_are_as_many_components_as_the_vectors_have() {
        let rows = (0..9).map(|item| (vec![0, 1], vec![item as f32, 1.0 - item as f32]));
        let found = places(&CsrMatrix::from_rows(2, rows));
        assert_eq!((found.explained.len(), found.places.n_cols()), (1, 1));
        assert!((found.explained[0] - 1.0).abs() < 1e-9);
        // Both columns load alike; the first of them is positive.
        assert!(found.loadings.row(0)[0] > 0.7 && found.loadings.row(0)[1] < -0.7, "{:?}", found.loadings);
    }

    #[test]
    fn what_has_no_components_says_so_and_cancelling_stops() {
        let of = |rows: Vec<(Vec<u32>, Vec<f32>)>| fit(&CsrMatrix::from_rows(3, rows), 2).unwrap_err().to_string();
        assert!(of(vec![]).starts_with("features-components-need-items"));
        assert!(of(vec![(vec![1], vec![2.0]), (vec![], vec![])]).starts_with("features-components-need-items"));
        assert!(of(vec![(vec![0, 1], vec![0.1, 0.3]); 1000]).starts_with("features-components-of-equal-items"));
        assert!(
            of(vec![(vec![0], vec![f32::NAN]), (vec![1], vec![1.0])]).starts_with("features-components-of-equal-items")
        );
        let ctx = TaskContext::new();
        ctx.cancel();
        for n_cols in [12, 600] {
            let stopped = Projection::fit(&random_vectors(40, n_cols, 1), &[], 2, 1, &ctx);
            assert!(matches!(stopped, Err(StageError::Cancelled(_))));
        }
    }

    /// `cargo test --release --lib -- --ignored --nocapture hundred_thousand` tells seconds and memory.
    #[test]
    #[ignore = "takes a minute without optimisation"]
    fn a_hundred_thousand_items_with_twenty_thousand_features() {
        let x = random_vectors(100_000, 20_000, 1);
        for n in [10, 64, 256] {
            let before = crate::base::machine::memory_in_use();
            let is_done = std::sync::atomic::AtomicBool::new(false);
            let start = std::time::Instant::now();
            let peak = std::thread::scope(|scope| {
                let watch = scope.spawn(|| {
                    let mut peak = 0;
                    while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                        peak = peak.max(crate::base::machine::memory_in_use());
                        std::thread::sleep(std::time::Duration::from_millis(5));
                    }
                    peak
                });
                fit(&x, n).unwrap();
                is_done.store(true, std::sync::atomic::Ordering::Relaxed);
                watch.join().unwrap()
            });
            let (seconds, peak) = (start.elapsed().as_secs_f64(), peak.saturating_sub(before) >> 20);
            let estimate = Projection::memory(100_000, n) >> 20;
            println!("{n} components: {seconds:.1} s, at the most {peak} MiB more; {estimate} MiB estimated");
        }
    }
}
