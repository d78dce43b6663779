//! `graph_filter`: smooths a history over the graph of items (GF-CF, Shen 2021; Turbo-CF, Park 2024).
//!
//! A linear filter, the normalised co-occurrence of items (of which the strongest of each item are kept), plus an ideal
//! filter that lets the lowest frequencies through: the projection on the leading right singular vectors V of
//! R̃ = D_u^−½ · R · D_i^−½:   r̂ = x · D_i^−p · (R̃ᵀR̃ + w · V Vᵀ) · D_i^p,  p = ½ for the ideal part.
//! R is divided by its mean entry, so that the unit of the weights does not matter, and the degrees D are the sums of its rows
//! and columns: R̃ has no singular value above 1.
//!
//! Smoothing may be followed by sharpening (BSPM, Choi 2023): the heat equation backwards in time for T,
//! r̂ · exp(−T R̃ᵀR̃), in ⌈T / 1.5⌉ equal steps of the fourth-order Runge–Kutta method: Σ over k ≤ 4 of  (−h)^k/k! · (R̃ᵀR̃)^k
//! for a step of h. Up to h = 1.5 a step damps every frequency the more the lower it is; a longer one would not, and from 2.8 on
//! it would amplify.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::item_weights::product_of_items;
use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{
    Candidates, Contribution, History, Reason, Recommender, TrainingCurve, TrainingData, known, pick,
};
use super::settings::{Search, Setting, real, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::dense::{axpy, dot, multiply_rows};
use crate::math::product::best_of_product;
use crate::math::simd::{Simd, WithSimd, vectorized};
use crate::math::svd::{right_vectors, vectors_memory};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::said;
use crate::split::Shape;

/// Settings of [`GraphFilter::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GraphFilterConfig {
    /// Singular vectors that the ideal filter lets through, 1 to 4,096. Default 256.
    pub rank: usize,
    /// w: the ideal filter's weight, 0 to 100. Default 0.3.
    pub ideal_weight: f64,
    /// γ: users count by their history's length to the power −2γ in the linear filter, 0 to 1. Default 0.5.
    pub user_discount: f64,
    /// a: the share of the items' norms on the recommended item in the linear filter, 0 to 1. Default 0.5.
    pub asymmetry: f64,
    /// The same in the ideal filter. Default 0: what it adds to an item grows with √popularity.
    pub ideal_asymmetry: f64,
    /// Items kept of each item's row of the linear filter, 1 to 100,000. Default 100,000 (all).
    pub neighbors: usize,
    /// T: how long both filters' sum is sharpened, 0 to 5. Default 0 (not at all).
    pub sharpening: f64,
}

impl Default for GraphFilterConfig {
    fn default() -> Self {
        Self {
            rank: 256,
            ideal_weight: 0.3,
            user_discount: 0.5,
            asymmetry: 0.5,
            ideal_asymmetry: 0.0,
            neighbors: 100_000,
            sharpening: 0.0,
        }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    whole("rank", (1, 4096), Search::Log(32.0, 512.0)),
    real("ideal_weight", (0.0, 100.0), Search::Even(0.0, 1.0)),
    real("user_discount", (0.0, 1.0), Search::Even(0.3, 0.8)),
    real("asymmetry", (0.0, 1.0), Search::Even(0.0, 0.6)),
    real("ideal_asymmetry", (0.0, 1.0), Search::Even(0.0, 0.5)),
    whole("neighbors", (1, 100_000), Search::Log(50.0, 5000.0)),
    real("sharpening", (0.0, 5.0), Search::Even(0.0, 3.0)),
];

impl ModelSpec for GraphFilterConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "graph_filter",
        color: (0x8A6D1F, 0xF0E442),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        GraphFilter::memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(GraphFilter::fit(self, &training.split.train, training.seed, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(GraphFilter::read(self, file)?))
    }
}

/// Terms of the series of one step of sharpening.
const SHARPENING_TERMS: u32 = 4;
/// Longest step of sharpening.
const SHARPENING_STEP: f64 = 1.5;

/// Histories that are projected at once.
const BLOCK: usize = 64;
/// The same where they are sharpened, which takes longer: cancel is asked between blocks.
const SHARPENED: usize = 32;
/// Histories that are sharpened at once: what they make of all items should stay in the processor's second cache.
const STRIP: usize = 8;

/// Both filters.
#[derive(Debug, Clone)]
pub struct GraphFilter {
    /// Items × items: the linear filter.
    linear: CsrMatrix,
    /// Items × rank: V, each row times what a history item's weight is multiplied by.
    inward: DenseMatrix,
    /// Items × rank: V, each row times what a score is multiplied by.
    outward: DenseMatrix,
    /// Users × items: R̃, where there is sharpening.
    graph: Option<CsrMatrix>,
    sharpening: f64,
    curve: TrainingCurve,
}

impl GraphFilter {
    /// Counts pairs for the linear filter, O(Σ |N(u)|²), and searches the singular vectors.
    ///
    /// # Errors
    /// Cancellation.
    pub fn fit(
        config: &GraphFilterConfig,
        train: &CsrMatrix,
        seed: u64,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        ctx.start(GraphFilterConfig::INFO.fitting_part(said!("step-linear-filter")), train.n_cols())?;
        let (train, degrees) = with_mean_one(train);
        let degree = |item: u32| degrees[item as usize];
        let busy = |discount: f64| {
            let mut rows = train.clone();
            rows.scale_rows(|_, row| row.values.iter().map(|v| f64::from(*v)).sum::<f64>().powf(-discount));
            rows
        };
        let users = busy(config.user_discount);
        let from: Vec<f64> = degrees.iter().map(|d| d.powf(config.asymmetry - 1.0)).collect();
        let to: Vec<f64> = degrees.iter().map(|d| d.powf(-config.asymmetry)).collect();
        let by_item = users.transpose();
        let linear = best_of_product(&by_item, &users, config.neighbors, ctx, |item, other, sum| {
            // What an item says for itself is masked in the end, but sharpening takes it along.
            if other as usize == item && config.sharpening == 0.0 {
                0.0
            } else {
                (f64::from(sum) * from[item] * to[other as usize]) as f32
            }
        })?;
        drop((users, by_item));
        ctx.start(GraphFilterConfig::INFO.fitting_part(said!("step-ideal-filter")), 0)?;
        let normalized = busy(0.5).mapped(|_, item, v| (f64::from(v) / degree(item).sqrt()) as f32);
        drop(train);
        let found = right_vectors(&normalized, config.rank, seed, ctx)?;
        let scaled = |factor: &dyn Fn(u32) -> f64| {
            let mut vectors = found.vectors.clone();
            for item in 0..vectors.n_rows() {
                let factor = factor(item as u32) as f32;
                vectors.row_mut(item).iter_mut().for_each(|v| *v *= factor);
            }
            vectors
        };
        let shift = 0.5 - config.ideal_asymmetry;
        Ok(Self {
            linear,
            inward: scaled(&|i| degree(i).powf(-shift) * config.ideal_weight),
            outward: scaled(&|i| degree(i).powf(shift)),
            graph: (config.sharpening > 0.0).then_some(normalized),
            sharpening: config.sharpening,
            curve: TrainingCurve { measure: said!("curve-residual"), values: found.residuals },
        })
    }

    /// Bytes that fitting takes: three copies of the interactions and the pairs; then the filter, the interactions and the search
    /// for singular vectors; in the end the vectors three times.
    pub fn memory(config: &GraphFilterConfig, shape: &Shape) -> u64 {
        let Shape { users, items, entries, .. } = *shape;
        let linear = 8 * shape.pairs(config.neighbors);
        let counting = 2 * shape.matrix() + shape.turned() + product_of_items(config.neighbors, shape);
        let normalizing = linear + 3 * shape.matrix();
        let rank = config.rank.min(users).min(items);
        let found = shape.matrix() + linear + (12 * items * rank) as u64;
        let searching = linear + shape.matrix() + vectors_memory(config.rank, users, items, entries);
        counting.max(normalizing).max(searching).max(found) + 40 * items as u64
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &GraphFilterConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let (linear, inward, outward) = (file.sparse("linear")?, file.dense("inward")?, file.dense("outward")?);
        let sharpening = config.sharpening;
        let graph = if sharpening > 0.0 { Some(file.sparse("graph")?) } else { None };
        let curve = file.fact("curve")?;
        let n = linear.n_cols();
        let n_graph = graph.as_ref().map_or(n, CsrMatrix::n_cols);
        match [linear.n_rows(), inward.n_rows(), outward.n_rows(), n_graph] == [n; 4]
            && inward.n_cols() == outward.n_cols()
        {
            true => Ok(Self { linear, inward, outward, graph, sharpening, curve }),
            false => Err(file.damaged(said!("models-file-lengths"))),
        }
    }

    /// x · V of a history.
    fn project(&self, history: History<'_>) -> Vec<f32> {
        let mut projected = vec![0.0; self.inward.n_cols()];
        for (item, weight) in known(history.items, self.n_items()).iter() {
            axpy(&mut projected, weight, self.inward.row(item as usize));
        }
        projected
    }

    /// Sharpens scores, histories × items.
    fn sharpen(&self, scores: &mut [f32]) {
        let Some(graph) = &self.graph else { return };
        let n = self.n_items().max(1);
        for scores in scores.chunks_mut(STRIP * n) {
            // Items × histories, so that an entry of the graph meets numbers that stand side by side.
            let mut image = vec![[0.0; STRIP]; n];
            for (lane, row) in scores.chunks_exact(n).enumerate() {
                for (image, score) in image.iter_mut().zip(row) {
                    image[lane] = *score;
                }
            }
            let steps = (self.sharpening / SHARPENING_STEP).ceil().max(1.0);
            let mut sum = image.clone();
            for step in 0..steps as usize {
                if step > 0 {
                    image.clone_from(&sum);
                }
                let mut factor = 1.0;
                for k in 1..=SHARPENING_TERMS {
                    factor *= -self.sharpening / steps / f64::from(k);
                    image = vectorized(Smooth { graph, image: &image });
                    axpy(sum.as_flattened_mut(), factor as f32, image.as_flattened());
                }
            }
            for (lane, row) in scores.chunks_exact_mut(n).enumerate() {
                for (score, sum) in row.iter_mut().zip(&sum) {
                    *score = sum[lane];
                }
            }
        }
    }
}

/// The interactions over their mean, and the items' sums, 1 for an item without any.
fn with_mean_one(train: &CsrMatrix) -> (CsrMatrix, Vec<f64>) {
    let total: f64 = train.column_sums().iter().sum();
    let mean = total / train.n_entries().max(1) as f64;
    let train = train.mapped(|_, _, v| (f64::from(v) / mean) as f32);
    let degrees = train.column_sums().into_iter().map(|sum| if sum > 0.0 { sum } else { 1.0 }).collect();
    (train, degrees)
}

/// R̃ᵀR̃ · `image`, items × histories.
struct Smooth<'a> {
    graph: &'a CsrMatrix,
    image: &'a [[f32; STRIP]],
}

impl WithSimd for Smooth<'_> {
    type Output = Vec<[f32; STRIP]>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self { graph, image } = self;
        let mut out = vec![[0.0; STRIP]; image.len()];
        for row in graph.rows() {
            let mut of_user = [0.0f32; STRIP];
            for (item, value) in row.iter() {
                let image = &image[item as usize];
                for lane in 0..STRIP {
                    of_user[lane] += value * image[lane];
                }
            }
            for (item, value) in row.iter() {
                let out = &mut out[item as usize];
                for lane in 0..STRIP {
                    out[lane] += value * of_user[lane];
                }
            }
        }
        out
    }
}

impl Recommender for GraphFilter {
    fn n_items(&self) -> usize {
        self.linear.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        if self.graph.is_some() {
            let mut all = vec![0.0; self.n_items()];
            self.score_block(&[history], &mut all);
            pick(&all, items, out);
            return;
        }
        let projected = self.project(history);
        let known = known(history.items, self.n_items());
        match items {
            Candidates::All => {
                for (score, row) in out.iter_mut().zip(self.outward.rows()) {
                    *score = dot(&projected, row);
                }
                for (item, weight) in known.iter() {
                    for (other, value) in self.linear.row(item as usize).iter() {
                        out[other as usize] += weight * value;
                    }
                }
            }
            Candidates::Items(items) => {
                for (score, &other) in out.iter_mut().zip(items) {
                    *score = 0.0;
                    if (other as usize) < self.n_items() {
                        *score = dot(&projected, self.outward.row(other as usize));
                        for (item, weight) in known.iter() {
                            *score += weight * self.linear.row(item as usize).get(other);
                        }
                    }
                }
            }
        }
    }

    fn block(&self) -> usize {
        if self.graph.is_some() { SHARPENED } else { BLOCK }
    }

    fn score_block(&self, histories: &[History<'_>], out: &mut [f32]) {
        let n = self.n_items();
        let projected: Vec<f32> = histories.iter().flat_map(|h| self.project(*h)).collect();
        let Some(projected) = DenseMatrix::from_values(histories.len(), self.inward.n_cols(), projected) else {
            return;
        };
        multiply_rows(out, n, projected.view(), self.outward.view().transpose());
        for (history, row) in histories.iter().zip(out.chunks_exact_mut(n.max(1))) {
            for (item, weight) in known(history.items, n).iter() {
                for (other, value) in self.linear.row(item as usize).iter() {
                    row[other as usize] += weight * value;
                }
            }
        }
        self.sharpen(out);
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        if item as usize >= self.n_items() {
            return Vec::new();
        }
        // Sharpening is symmetric: what reaches `item` through it is what it makes of `item` alone.
        let mut seen = vec![0.0; self.n_items()];
        seen[item as usize] = 1.0;
        self.sharpen(&mut seen);
        let mut outward = vec![0.0; self.outward.n_cols()];
        for (value, row) in seen.iter().zip(self.outward.rows()).filter(|(value, _)| **value != 0.0) {
            axpy(&mut outward, *value, row);
        }
        known(history.items, self.n_items())
            .iter()
            .map(|(of, weight)| {
                let ideal = dot(self.inward.row(of as usize), &outward);
                let linear: f32 = self.linear.row(of as usize).iter().map(|(i, value)| value * seen[i as usize]).sum();
                (Reason::HistoryItem(of), weight * (ideal + linear))
            })
            .collect()
    }

    fn training_curve(&self) -> Option<&TrainingCurve> {
        Some(&self.curve)
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.sparse("linear", &self.linear);
        out.dense("inward", &self.inward);
        out.dense("outward", &self.outward);
        if let Some(graph) = &self.graph {
            out.sparse("graph", graph);
        }
        out.fact("curve", serde_json::json!(self.curve));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt as _;

    fn shop(unit: f32) -> CsrMatrix {
        let mut random = crate::base::seed::rng(5, 0);
        let (mut users, mut items, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for user in 0..40u32 {
            for item in 0..25u32 {
                if random.random::<f64>() < 0.25 || item == user % 25 {
                    users.push(user);
                    items.push(item);
                    weights.push(unit * (1.0 + 9.0 * random.random::<f32>()));
                }
            }
        }
        CsrMatrix::from_triplets(40, 25, &users, &items, &weights)
    }

    fn fitted(train: &CsrMatrix, sharpening: f64) -> GraphFilter {
        let config = GraphFilterConfig { rank: 4, sharpening, user_discount: 0.3, ..GraphFilterConfig::default() };
        GraphFilter::fit(&config, train, 1, &TaskContext::new()).unwrap()
    }

    /// The lowest frequency is the root of the items' sums, its singular value 1: sharpened for T it falls to about e^−T.
    #[test]
    fn sharpening_damps_the_lowest_frequency_the_more_the_longer_it_lasts() {
        let train = shop(1.0);
        let lowest: Vec<f32> = train.column_sums().into_iter().map(|sum| sum.sqrt() as f32).collect();
        let mut before = 1.0;
        for sharpening in [0.3, 1.0, 1.5, 1.6, 2.0, 3.0, 4.0, 5.0] {
            let mut seen = lowest.clone();
            fitted(&train, sharpening).sharpen(&mut seen);
            let left = f64::from(seen[3] / lowest[3]);
            assert!(seen.iter().zip(&lowest).all(|(s, l)| (f64::from(s / l) - left).abs() < 1e-4), "{sharpening}");
            assert!(
                left < before && left > 0.9 * (-sharpening).exp() && left < 1.6 * (-sharpening).exp(),
                "{sharpening}: {left}"
            );
            before = left;
        }
    }

    #[test]
    fn the_unit_of_the_weights_does_not_matter() {
        let (ones, hundreds) = (shop(1.0), shop(100.0));
        for sharpening in [0.0, 2.0, 5.0] {
            let (a, b) = (fitted(&ones, sharpening), fitted(&hundreds, sharpening));
            let (mut of_a, mut of_b) = (vec![0.0; 25], vec![0.0; 25]);
            a.score(ones.row(7).into(), Candidates::All, &mut of_a);
            b.score(ones.row(7).into(), Candidates::All, &mut of_b);
            let scale = of_a.iter().fold(0.0f32, |m, v| m.max(v.abs()));
            assert!(scale < 1e3, "{sharpening}: {scale}");
            assert!(of_a.iter().zip(&of_b).all(|(a, b)| (a - b).abs() < 1e-4 * scale), "{sharpening}");
        }
    }
}
