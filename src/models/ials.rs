//! `ials`: matrix factorisation of implicit feedback by alternating least squares (Hu, Koren & Volinsky 2008), with the
//! regularisation by frequency of Rendle and others (2022).
//!
//! Loss:  Σ over all u, i of  c(u, i) · (p(u, i) − x_u·y_i)²  +  Σ_u λ_u |x_u|²  +  Σ_i λ_i |y_i|²,
//! c = α₀ + α(u, i), p = 1 where there is an interaction, else c = α₀, p = 0;  λ_u = λ · (|N(u)| + α₀ · items)^ν. Items and users
//! without an interaction do not count among them, and their vectors are 0.
//!
//! A sweep solves all users, then all items. The systems (α₀ YᵀY + Σ α y yᵀ + λI) x = Σ c y are solved by a few steps of
//! conjugate gradients from the last solution (Takács, Pilászy & Tikk 2011). Products of vectors stay the same when users and
//! items are turned together, so both are turned to the axes of YᵀY first: there the part that all systems share is a
//! diagonal. It costs nothing a step, and divided by it the steps go twice as far.

use std::sync::Arc;

use faer::Mat;
use faer::linalg::solvers::Solve as _;
use rand::RngExt as _;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingCurve, TrainingData, known};
use super::settings::{Search, Setting, real, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{Cancelled, InputError, StageError, TaskContext, seed};
use crate::features::FeatureMatrix;
use crate::math::csr::SparseRow;
use crate::math::dense::{dot, inner_memory, multiply_rows};
use crate::math::eigen::{eigen, eigen_memory};
use crate::math::simd::{self, Simd, WithSimd, vectorized};
use crate::math::{CsrMatrix, DenseMatrix};
use crate::said;
use crate::split::Shape;

/// Settings of [`Ials::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IalsConfig {
    /// Length of the vectors, 1 to 4,096. Default 128.
    pub factors: usize,
    /// Sweeps over users and items, 1 to 1,000. Default 16.
    pub sweeps: usize,
    /// λ, 0 to 1,000,000. Default 0.2.
    pub reg: f64,
    /// ν: 0 regularises all users alike, 1 by how much is known of them. 0 to 1, default 0.5.
    pub reg_exponent: f64,
    /// α₀: the confidence that what was not met is not wanted, 0.00001 to 100. Default 0.03.
    pub unobserved_weight: f64,
}

impl Default for IalsConfig {
    fn default() -> Self {
        Self { factors: 128, sweeps: 16, reg: 0.2, reg_exponent: 0.5, unobserved_weight: 0.03 }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    whole("factors", (1, 4096), Search::Log(32.0, 256.0)),
    whole("sweeps", (1, 1000), Search::Fixed),
    real("reg", (0.0, 1e6), Search::Log(3e-3, 1.0)),
    real("reg_exponent", (0.0, 1.0), Search::Even(0.3, 1.0)),
    real("unobserved_weight", (1e-5, 100.0), Search::Log(0.01, 1.0)),
];

impl ModelSpec for IalsConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "ials",
        color: (0x6A5ACD, 0xA79BFF),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        Ials::memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(Ials::fit(self, &training.split.train, training.seed, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(Ials::read(self, file)?))
    }
}

/// Stream of the random numbers that factors start from.
const STREAM: u64 = 10 << 40;
/// Rows that one task solves.
const ROWS: usize = 32;
/// Steps of conjugate gradients in a sweep.
const STEPS: usize = 2;
/// Steps at the most where a history is folded in from nothing.
const FOLD_STEPS: usize = 40;
/// A fold-in ends when the residual's square falls below this share of the right side's.
const FOLD_TOLERANCE: f32 = 1e-12;
/// Axes on which the partners are shorter than this share of the longest count as that long in the preconditioner.
const SHORTEST: f32 = 1e-6;
/// Histories that are scored at once.
const BLOCK: usize = 64;

/// The items' vectors, and what folding in needs.
#[derive(Debug, Clone)]
pub struct Ials {
    items: DenseMatrix,
    side: Side,
    curve: TrainingCurve,
}

/// What all systems of one side share, where the axes are those of the partners' YᵀY.
#[derive(Debug, Clone)]
struct Side {
    config: IalsConfig,
    /// The diagonal of α₀ · YᵀY.
    diagonal: Vec<f32>,
    n_partners: usize,
}

impl Side {
    /// Turns both sides to the axes of the partners.
    fn turn(
        config: &IalsConfig,
        partners: &mut DenseMatrix,
        others: &mut DenseMatrix,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        let k = partners.n_cols();
        let gram = partners.gram();
        ctx.check()?;
        let (squares, axes) = eigen(k, |i, j| gram[i * k + j]).ok_or_else(|| {
            let info = IalsConfig::INFO;
            StageError::setting(said!(
                "models-vectors-grew",
                model = info.label(),
                reg = info.setting("reg"),
                weight = info.setting("unobserved_weight")
            ))
        })?;
        let axes = (0..k * k).map(|at| axes[(at / k, at % k)] as f32).collect();
        let axes = DenseMatrix::from_values(k, k, axes).unwrap_or_default();
        ctx.check()?;
        partners.turn(&axes);
        ctx.check()?;
        others.turn(&axes);
        let diagonal = squares.iter().map(|s| (s.max(0.0) * config.unobserved_weight) as f32).collect();
        Ok(Self { config: config.clone(), diagonal, n_partners: n_known(partners) })
    }

    fn unobserved(&self) -> f32 {
        self.config.unobserved_weight as f32
    }

    fn ridge(&self, n_known: usize) -> f32 {
        ridge(&self.config, n_known, self.n_partners) as f32
    }

    /// The solution of one row's system for any right side, exactly.
    fn solve_for(&self, row: SparseRow<'_>, partners: &DenseMatrix, right: &[f32]) -> Vec<f32> {
        let k = partners.n_cols();
        let ridge = f64::from(self.ridge(row.len()));
        let mut system =
            Mat::<f64>::from_fn(k, k, |i, j| if i == j { f64::from(self.diagonal[i]) + ridge } else { 0.0 });
        for (partner, weight) in row.iter() {
            let y = partners.row(partner as usize);
            for i in 0..k {
                for j in 0..=i {
                    system[(i, j)] += f64::from(weight) * f64::from(y[i]) * f64::from(y[j]);
                }
            }
        }
        let right = Mat::<f64>::from_fn(k, 1, |i, _| f64::from(right[i]));
        match system.llt(faer::Side::Lower) {
            Ok(factor) => factor.solve(right).col_as_slice(0).iter().map(|v| *v as f32).collect(),
            Err(_) => vec![0.0; k],
        }
    }
}

/// Rows that are not all 0.
fn n_known(vectors: &DenseMatrix) -> usize {
    vectors.rows().filter(|row| row.iter().any(|v| *v != 0.0)).count()
}

/// λ of a row with `n_known` of `n_partners` met.
fn ridge(config: &IalsConfig, n_known: usize, n_partners: usize) -> f64 {
    config.reg * (n_known as f64 + config.unobserved_weight * n_partners as f64).powf(config.reg_exponent)
}

/// Solves systems of one side, one row after the other.
struct Solve<'a, R> {
    side: &'a Side,
    partners: &'a DenseMatrix,
    /// The rows' interactions and, in the same order, their vectors.
    rows: R,
    x: &'a mut [f32],
    /// Steps of conjugate gradients at the most.
    steps: usize,
    /// A row ends when the square of its residual, in the preconditioner's measure, falls below this share of what it was at
    /// the start.
    tolerance: f32,
}

impl<'a, R: Iterator<Item = SparseRow<'a>>> WithSimd for Solve<'a, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { side, partners, rows, x, steps, tolerance } = self;
        let k = partners.n_cols();
        let mut room = Room::new(k);
        for (row, x) in rows.zip(x.chunks_exact_mut(k.max(1))) {
            room.solve(simd, side, row, partners, x, steps, tolerance);
        }
    }
}

/// Vectors that solving a row needs, used again for the next.
struct Room {
    /// The shared diagonal and the ridge.
    diagonal: Vec<f32>,
    /// 1 / diagonal.
    inverse: Vec<f32>,
    residual: Vec<f32>,
    direction: Vec<f32>,
    image: Vec<f32>,
}

impl Room {
    fn new(k: usize) -> Self {
        let [diagonal, inverse, residual, direction, image] = [(); 5].map(|()| vec![0.0; k]);
        Self { diagonal, inverse, residual, direction, image }
    }

    /// Improves `x` by conjugate gradients, preconditioned by the diagonal.
    #[expect(clippy::too_many_arguments, reason = "one inner loop, named by what it is given")]
    #[inline(always)]
    fn solve<S: Simd>(
        &mut self,
        simd: S,
        side: &Side,
        row: SparseRow<'_>,
        partners: &DenseMatrix,
        x: &mut [f32],
        steps: usize,
        tolerance: f32,
    ) {
        let Self { diagonal, inverse, residual, direction, image } = self;
        let (unobserved, ridge) = (side.unobserved(), side.ridge(row.len()));
        let shortest = SHORTEST * side.diagonal.first().copied().unwrap_or_default();
        for ((diagonal, inverse), shared) in diagonal.iter_mut().zip(&mut *inverse).zip(&side.diagonal) {
            *diagonal = shared + ridge;
            *inverse = 1.0 / (shared.max(shortest) + ridge).max(f32::MIN_POSITIVE);
        }
        // b − Ax, both sums over the interactions in one pass.
        for ((residual, x), diagonal) in residual.iter_mut().zip(&*x).zip(&*diagonal) {
            *residual = -diagonal * x;
        }
        add_products(simd, residual, row, partners, x, |weight, product| unobserved + weight - weight * product);
        for ((direction, residual), inverse) in direction.iter_mut().zip(&*residual).zip(&*inverse) {
            *direction = residual * inverse;
        }
        let mut square = simd::dot(simd, residual, direction);
        let limit = tolerance * square;
        for _ in 0..steps {
            if square <= limit {
                break;
            }
            for ((image, direction), diagonal) in image.iter_mut().zip(&*direction).zip(&*diagonal) {
                *image = diagonal * direction;
            }
            add_products(simd, image, row, partners, direction, |weight, product| weight * product);
            let curvature = simd::dot(simd, direction, image);
            if curvature.is_nan() || curvature <= 0.0 {
                break;
            }
            let step = square / curvature;
            simd::axpy(simd, x, step, direction);
            simd::axpy(simd, residual, -step, image);
            for ((image, residual), inverse) in image.iter_mut().zip(&*residual).zip(&*inverse) {
                *image = residual * inverse;
            }
            let next = simd::dot(simd, residual, image);
            let turn = next / square;
            square = next;
            for (direction, image) in direction.iter_mut().zip(&*image) {
                *direction = image + turn * *direction;
            }
        }
    }
}

/// `out` += Σ over the row's entries of `factor(weight, x·y)` · y, four partners y at a time.
#[inline(always)]
fn add_products<S: Simd>(
    simd: S,
    out: &mut [f32],
    row: SparseRow<'_>,
    partners: &DenseMatrix,
    x: &[f32],
    factor: impl Fn(f32, f32) -> f32,
) {
    let (fours, rest) = row.indices.as_chunks::<4>();
    let (weights, weights_of_rest) = row.values.as_chunks::<4>();
    for (four, weights) in fours.iter().zip(weights) {
        let ys = four.map(|partner| partners.row(partner as usize));
        let products = simd::dot4(simd, x, ys);
        let factors = [0, 1, 2, 3].map(|at| factor(weights[at], products[at]));
        simd::axpy4(simd, out, factors, ys);
    }
    for (partner, weight) in rest.iter().zip(weights_of_rest) {
        let y = partners.row(*partner as usize);
        simd::axpy(simd, out, factor(*weight, simd::dot(simd, x, y)), y);
    }
}

impl Ials {
    /// Bytes that fitting takes: the interactions by item, the vectors of both sides, the axes of one of them, and the losses.
    pub fn memory(config: &IalsConfig, shape: &Shape) -> u64 {
        let (k, rows) = (config.factors, shape.users + shape.items);
        let axes = (8 * k * k) as u64 + eigen_memory(k).max(inner_memory(k * k) - (8 * k * k) as u64);
        let turning = rayon::current_num_threads() * 4 * 256 * k;
        shape.turned() + (4 * k * rows + turning) as u64 + axes.max((8 * rows) as u64)
    }

    /// Sweeps over users and items: O(entries · factors + (users + items) · factors²) each.
    ///
    /// # Errors
    /// Cancellation, or settings under which the vectors grow without end.
    pub fn fit(config: &IalsConfig, train: &CsrMatrix, seed: u64, ctx: &TaskContext) -> Result<Self, StageError> {
        let k = config.factors;
        ctx.start(IalsConfig::INFO.fitting(), config.sweeps * (train.n_rows() + train.n_cols()))?;
        let by_item = train.transpose();
        let mut users = DenseMatrix::zeros(train.n_rows(), k);
        let mut items = DenseMatrix::zeros(train.n_cols(), k);
        let spread = 0.2 / (k as f32).sqrt();
        items.values_mut().par_chunks_mut(k).enumerate().filter(|(item, _)| !by_item.row(*item).is_empty()).for_each(
            |(item, row)| {
                let mut random = seed::rng(seed, STREAM + item as u64);
                row.iter_mut().for_each(|v| *v = (random.random::<f32>() - 0.5) * spread);
            },
        );
        let mut losses = Vec::new();
        for _ in 0..config.sweeps {
            let side = Side::turn(config, &mut items, &mut users, ctx)?;
            sweep(&side, train, &items, &mut users, ctx)?;
            let side = Side::turn(config, &mut users, &mut items, ctx)?;
            sweep(&side, &by_item, &users, &mut items, ctx)?;
            let loss = loss(config, &side, train, &users, &items) / train.n_entries().max(1) as f64;
            ctx.tell(loss);
            losses.push(loss);
        }
        let mut model = Self::of_items(config, items, ctx)?;
        model.curve.values = losses;
        Ok(model)
    }

    /// A model of items' vectors (items × factors) that were trained elsewhere; `config.factors` must be their length.
    ///
    /// # Errors
    /// Cancellation, or vectors that are not finite.
    pub fn of_items(config: &IalsConfig, mut items: DenseMatrix, ctx: &TaskContext) -> Result<Self, StageError> {
        let side = Side::turn(config, &mut items, &mut DenseMatrix::zeros(0, config.factors), ctx)?;
        Ok(Self { items, side, curve: TrainingCurve { measure: said!("curve-loss"), values: Vec::new() } })
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &IalsConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let items = file.dense("items")?;
        let diagonal = file.floats("diagonal")?;
        if [diagonal.len(), config.factors] != [items.n_cols(); 2] {
            return Err(file.damaged(said!("models-file-lengths")));
        }
        let side = Side { config: config.clone(), diagonal, n_partners: n_known(&items) };
        Ok(Self { items, side, curve: file.fact("curve")? })
    }

    /// The vectors of several histories: histories × factors.
    fn fold_in(&self, histories: &[History<'_>]) -> DenseMatrix {
        let k = self.items.n_cols();
        let mut folded = DenseMatrix::zeros(histories.len(), k);
        vectorized(Solve {
            side: &self.side,
            partners: &self.items,
            rows: histories.iter().map(|h| known(h.items, self.n_items())),
            x: folded.values_mut(),
            steps: FOLD_STEPS,
            tolerance: FOLD_TOLERANCE,
        });
        folded
    }
}

/// Solves all rows of one side.
fn sweep(
    side: &Side,
    matrix: &CsrMatrix,
    partners: &DenseMatrix,
    x: &mut DenseMatrix,
    ctx: &TaskContext,
) -> Result<(), Cancelled> {
    let k = partners.n_cols();
    x.values_mut().par_chunks_mut((ROWS * k).max(1)).enumerate().try_for_each(|(block, x)| {
        let first = block * ROWS;
        let n = x.len() / k;
        let rows = (first..first + n).map(|r| matrix.row(r));
        vectorized(Solve { side, partners, rows, x, steps: STEPS, tolerance: 0.0 });
        ctx.advance(n)
    })
}

/// The loss as defined above, on the axes of `users`; its part over all pairs is Σ α₀ (x·y)² = Σ_i y_iᵀ (α₀ XᵀX) y_i.
fn loss(config: &IalsConfig, side: &Side, train: &CsrMatrix, users: &DenseMatrix, items: &DenseMatrix) -> f64 {
    let unobserved = config.unobserved_weight;
    let (n_users, n_items) = (n_known(users), n_known(items));
    let of_user = |u: usize| {
        let (x, row) = (users.row(u), train.row(u));
        let of_pair = |(i, w): (u32, f32)| {
            let score = f64::from(dot(x, items.row(i as usize)));
            (unobserved + f64::from(w)) * (1.0 - score).powi(2) - unobserved * score * score
        };
        row.iter().map(of_pair).sum::<f64>() + ridge(config, row.len(), n_items) * f64::from(dot(x, x))
    };
    let counts = train.column_counts();
    let of_item = |i: usize| {
        let y = items.row(i);
        let with_all: f64 = side.diagonal.iter().zip(y).map(|(d, y)| f64::from(*d) * f64::from(*y).powi(2)).sum();
        with_all + ridge(config, counts[i] as usize, n_users) * f64::from(dot(y, y))
    };
    // Collected before they are added, so that the sum does not depend on the number of threads.
    let of_users: Vec<f64> = (0..users.n_rows()).into_par_iter().map(of_user).collect();
    let of_items: Vec<f64> = (0..items.n_rows()).into_par_iter().map(of_item).collect();
    of_users.into_iter().sum::<f64>() + of_items.into_iter().sum::<f64>()
}

impl Recommender for Ials {
    fn n_items(&self) -> usize {
        self.items.n_rows()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let user = self.fold_in(&[history]);
        match items {
            Candidates::All => {
                for (score, row) in out.iter_mut().zip(self.items.rows()) {
                    *score = dot(user.row(0), row);
                }
            }
            Candidates::Items(items) => {
                for (score, &item) in out.iter_mut().zip(items) {
                    let known = (item as usize) < self.items.n_rows();
                    *score = if known { dot(user.row(0), self.items.row(item as usize)) } else { 0.0 };
                }
            }
        }
    }

    fn block(&self) -> usize {
        BLOCK
    }

    fn score_block(&self, histories: &[History<'_>], out: &mut [f32]) {
        let users = self.fold_in(histories);
        multiply_rows(out, self.n_items(), users.view(), self.items.view().transpose());
    }

    /// Hu and others (2008), §5: the score is Σ over the history of c · yᵢᵀ W yⱼ, W the inverse of the user's system.
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        let row = known(history.items, self.items.n_rows());
        if item as usize >= self.items.n_rows() || row.is_empty() {
            return Vec::new();
        }
        // W yᵢ solves the user's system for another right side; W is symmetric.
        let target = self.items.row(item as usize);
        let solved = self.side.solve_for(row, &self.items, target);
        row.iter()
            .map(|(of, weight)| {
                let value = (self.side.unobserved() + weight) * dot(self.items.row(of as usize), &solved);
                (Reason::HistoryItem(of), value)
            })
            .collect()
    }

    fn training_curve(&self) -> Option<&TrainingCurve> {
        Some(&self.curve)
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("items", &self.items);
        out.floats("diagonal", &self.side.diagonal);
        out.fact("curve", serde_json::json!(self.curve));
    }
}
