//! `ials`: matrix factorisation of implicit feedback by alternating least squares (Hu, Koren & Volinsky 2008), with the
//! regularisation by frequency of Rendle and others (2022).
//!
//! Loss:  Σ over all u, i of  c(u, i) · (p(u, i) − x_u·y_i)²  +  Σ_u λ_u |x_u|²  +  Σ_i λ_i |y_i|²,
//! c = α₀ + α(u, i), p = 1 where there is an interaction, else c = α₀, p = 0;  λ_u = λ · (|N(u)| + α₀ · items)^ν.
//!
//! A sweep solves all users, then all items. The systems (α₀ YᵀY + Σ α y yᵀ + λI) x = Σ c y are solved by a few steps of
//! conjugate gradients from the last solution (Takács, Pilászy & Tikk 2011), a block of rows at a time, so that the dense
//! part is one matrix product.

use faer::Mat;
use faer::linalg::solvers::Solve;
use rand::RngExt as _;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingCurve, known};
use super::settings::{Search, Setting, real, whole};
use super::store::{ModelReader, ModelWriter};
use crate::base::{Cancelled, InputError, StageError, TaskContext, seed};
use crate::math::csr::SparseRow;
use crate::math::dense::{axpy, dot, multiply};
use crate::math::simd::vectorized;
use crate::math::{CsrMatrix, DenseMatrix};

/// Settings of [`Ials::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IalsConfig {
    /// Length of the vectors, 1 to 4,096. Default 128.
    pub factors: usize,
    /// Sweeps over users and items, 1 to 1,000. Default 16.
    pub sweeps: usize,
    /// λ, 0 to 1,000,000. Default 0.001.
    pub reg: f64,
    /// ν: 0 regularises all users alike, 1 by how much is known of them. 0 to 1, default 1.
    pub reg_exponent: f64,
    /// α₀: the confidence that what was not met is not wanted, 0.00001 to 100. Default 0.03.
    pub unobserved_weight: f64,
}

impl Default for IalsConfig {
    fn default() -> Self {
        Self { factors: 128, sweeps: 16, reg: 0.001, reg_exponent: 1.0, unobserved_weight: 0.03 }
    }
}

/// The table of the settings.
pub const SETTINGS: &[Setting] = &[
    whole("factors", "Factors", (1, 4096), Search::Log(32.0, 256.0), "Length of the users' and items' vectors"),
    whole("sweeps", "Sweeps", (1, 1000), Search::Fixed, "Rounds over all users and items"),
    real("reg", "Regularisation", (0.0, 1e6), Search::Log(1e-3, 0.1), "More of it keeps the vectors short"),
    real(
        "reg_exponent",
        "Regularise by frequency",
        (0.0, 1.0),
        Search::Even(0.5, 1.0),
        "0: all users and items alike; 1: by how much is known of them",
    ),
    real(
        "unobserved_weight",
        "Weight of what was not met",
        (1e-5, 100.0),
        Search::Log(0.01, 1.0),
        "How sure it is that an item nobody met is not wanted",
    ),
];

/// Stream of the random numbers that factors start from.
const STREAM: u64 = 10 << 40;
/// Rows solved at once.
const ROWS: usize = 32;
/// Steps of conjugate gradients in a sweep.
const STEPS: usize = 3;
/// Steps at the most where a history is folded in from nothing.
const FOLD_STEPS: usize = 40;
/// A fold-in ends when the residual's square falls below this share of the right side's.
const FOLD_TOLERANCE: f32 = 1e-12;
/// Histories that are scored at once.
const BLOCK: usize = 64;

/// The items' vectors, and what folding in needs.
#[derive(Debug, Clone)]
pub struct Ials {
    items: DenseMatrix,
    side: Side,
    curve: TrainingCurve,
}

/// What all systems of one side share.
#[derive(Debug, Clone)]
struct Side {
    /// α₀ · YᵀY.
    gram: DenseMatrix,
    unobserved: f32,
    reg: f64,
    exponent: f64,
    /// α₀ · number of partners.
    base: f64,
}

impl Side {
    fn new(config: &IalsConfig, partners: &DenseMatrix) -> Self {
        let k = config.factors;
        let scaled = partners.gram().into_iter().map(|v| (v * config.unobserved_weight) as f32).collect();
        let gram = DenseMatrix::from_values(k, k, scaled).unwrap_or_default();
        Self::with_gram(config, gram, partners.n_rows())
    }

    fn with_gram(config: &IalsConfig, gram: DenseMatrix, n_partners: usize) -> Self {
        Self {
            gram,
            unobserved: config.unobserved_weight as f32,
            reg: config.reg,
            exponent: config.reg_exponent,
            base: config.unobserved_weight * n_partners as f64,
        }
    }

    fn ridge(&self, n_known: usize) -> f32 {
        (self.reg * (n_known as f64 + self.base).powf(self.exponent)) as f32
    }

    /// Improves `x`, rows × factors, by up to `steps` of conjugate gradients; a row whose residual's square is below
    /// `tolerance` of its right side's stays.
    fn solve(&self, rows: &[SparseRow<'_>], partners: &DenseMatrix, x: &mut [f32], steps: usize, tolerance: f32) {
        vectorized(|| self.solve_vectorized(rows, partners, x, steps, tolerance));
    }

    #[inline(always)]
    fn solve_vectorized(
        &self,
        rows: &[SparseRow<'_>],
        partners: &DenseMatrix,
        x: &mut [f32],
        steps: usize,
        tolerance: f32,
    ) {
        let k = partners.n_cols();
        let n = rows.len();
        let mut room = vec![0.0f32; 3 * n * k];
        let (residual, rest) = room.split_at_mut(n * k);
        let (direction, image) = rest.split_at_mut(n * k);
        let mut squares = vec![0.0f32; n];
        let mut limits = vec![0.0f32; n];
        self.image(x, image);
        for (r, row) in rows.iter().enumerate() {
            let (x, image) = (&x[r * k..][..k], &mut image[r * k..][..k]);
            let ridge = self.ridge(row.len());
            axpy(image, ridge, x);
            let residual = &mut residual[r * k..][..k];
            // b − Ax, both sums over the interactions in one pass.
            let mut right = 0.0;
            for (partner, weight) in row.iter() {
                let y = partners.row(partner as usize);
                axpy(residual, self.unobserved + weight - weight * dot(x, y), y);
                if tolerance > 0.0 {
                    right += (self.unobserved + weight) * (self.unobserved + weight) * dot(y, y);
                }
            }
            residual.iter_mut().zip(&*image).for_each(|(r, a)| *r -= a);
            squares[r] = dot(residual, residual);
            limits[r] = tolerance * right;
        }
        direction.copy_from_slice(residual);
        for _ in 0..steps {
            if squares.iter().zip(&limits).all(|(s, l)| s <= l) {
                break;
            }
            self.image(direction, image);
            for (r, row) in rows.iter().enumerate().filter(|(r, _)| squares[*r] > limits[*r]).collect::<Vec<_>>() {
                let place = r * k..(r + 1) * k;
                let (direction, image) = (&mut direction[place.clone()], &mut image[place.clone()]);
                let residual = &mut residual[place.clone()];
                axpy(image, self.ridge(row.len()), direction);
                for (partner, weight) in row.iter() {
                    let y = partners.row(partner as usize);
                    axpy(image, weight * dot(direction, y), y);
                }
                let curvature = dot(direction, image);
                if curvature.is_nan() || curvature <= 0.0 {
                    squares[r] = 0.0;
                    continue;
                }
                let step = squares[r] / curvature;
                axpy(&mut x[place], step, direction);
                axpy(residual, -step, image);
                let square = dot(residual, residual);
                let turn = square / squares[r];
                squares[r] = square;
                direction.iter_mut().zip(&*residual).for_each(|(d, r)| *d = r + turn * *d);
            }
        }
    }

    /// The solution of one row's system for any right side, exactly.
    fn solve_for(&self, row: SparseRow<'_>, partners: &DenseMatrix, right: &[f32]) -> Vec<f32> {
        let k = partners.n_cols();
        let ridge = f64::from(self.ridge(row.len()));
        let mut system =
            Mat::<f64>::from_fn(k, k, |i, j| f64::from(self.gram.row(i)[j]) + if i == j { ridge } else { 0.0 });
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

    /// Rows · α₀YᵀY.
    fn image(&self, x: &[f32], out: &mut [f32]) {
        let k = self.gram.n_cols();
        multiply(out, k, faer::MatRef::from_row_major_slice(x, x.len() / k.max(1), k), self.gram.view());
    }
}

impl Ials {
    /// Bytes of the vectors of both sides.
    pub fn memory(config: &IalsConfig, n_users: usize, n_items: usize) -> u64 {
        4 * (config.factors * (n_users + n_items)) as u64
    }

    /// Sweeps over users and items: O(entries · factors + (users + items) · factors²) each.
    ///
    /// # Errors
    /// Cancellation.
    pub fn fit(config: &IalsConfig, train: &CsrMatrix, seed: u64, ctx: &TaskContext) -> Result<Self, StageError> {
        let k = config.factors;
        ctx.start("Fitting ials", config.sweeps * (train.n_rows() + train.n_cols()))?;
        let by_item = train.transpose();
        let mut users = DenseMatrix::zeros(train.n_rows(), k);
        let mut items = DenseMatrix::zeros(train.n_cols(), k);
        let spread = 0.2 / (k as f32).sqrt();
        items.values_mut().par_chunks_mut(k).enumerate().for_each(|(item, row)| {
            let mut random = seed::rng(seed, STREAM + item as u64);
            row.iter_mut().for_each(|v| *v = (random.random::<f32>() - 0.5) * spread);
        });
        let mut losses = Vec::new();
        for _ in 0..config.sweeps {
            let side = Side::new(config, &items);
            sweep(&side, train, &items, &mut users, ctx)?;
            let side = Side::new(config, &users);
            sweep(&side, &by_item, &users, &mut items, ctx)?;
            let loss = loss(config, train, &users, &items) / train.n_entries().max(1) as f64;
            ctx.tell(loss);
            losses.push(loss);
        }
        let side = Side::new(config, &items);
        let curve = TrainingCurve { measure: "loss per interaction".into(), values: losses };
        Ok(Self { items, side, curve })
    }

    /// A model of items' vectors (items × factors) that were trained elsewhere; `config.factors` must be their length.
    pub fn of_items(config: &IalsConfig, items: DenseMatrix) -> Self {
        let side = Side::new(config, &items);
        Self { items, side, curve: TrainingCurve { measure: "loss per interaction".into(), values: Vec::new() } }
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &IalsConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let items = file.dense("items")?;
        let gram = file.dense("gram")?;
        if [gram.n_rows(), gram.n_cols(), config.factors] != [items.n_cols(); 3] {
            return Err(file.broken("holds arrays of different lengths", "Save the model again"));
        }
        let side = Side::with_gram(config, gram, items.n_rows());
        Ok(Self { items, side, curve: file.fact("curve")? })
    }

    /// The vectors of several histories: histories × factors.
    fn fold_in(&self, histories: &[History<'_>]) -> DenseMatrix {
        let k = self.items.n_cols();
        let mut folded = DenseMatrix::zeros(histories.len(), k);
        let rows: Vec<SparseRow<'_>> = histories.iter().map(|h| known(h.items, self.items.n_rows())).collect();
        for (rows, x) in rows.chunks(ROWS).zip(folded.values_mut().chunks_mut((ROWS * k).max(1))) {
            self.side.solve(rows, &self.items, x, FOLD_STEPS, FOLD_TOLERANCE);
        }
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
        let rows: Vec<SparseRow<'_>> = (first..first + x.len() / k).map(|r| matrix.row(r)).collect();
        side.solve(&rows, partners, x, STEPS, 0.0);
        ctx.advance(rows.len())
    })
}

/// The loss as defined above; its part over all pairs is Σ α₀ (x·y)² = α₀ · tr(XᵀX YᵀY).
fn loss(config: &IalsConfig, train: &CsrMatrix, users: &DenseMatrix, items: &DenseMatrix) -> f64 {
    let unobserved = config.unobserved_weight;
    let (of_users, of_items) = (users.gram(), items.gram());
    let all: f64 = of_users.iter().zip(&of_items).map(|(a, b)| a * b).sum();
    let observed: Vec<f64> = (0..train.n_rows())
        .into_par_iter()
        .map(|u| {
            let x = users.row(u);
            let of_pair = |(i, w): (u32, f32)| {
                let score = f64::from(dot(x, items.row(i as usize)));
                (unobserved + f64::from(w)) * (1.0 - score).powi(2) - unobserved * score * score
            };
            train.row(u).iter().map(of_pair).sum()
        })
        .collect();
    let ridge = |rows: &DenseMatrix, counts: Vec<u32>, n_partners: usize| -> f64 {
        let of_row = |(row, n): (&[f32], u32)| {
            let ridge = config.reg * (f64::from(n) + unobserved * n_partners as f64).powf(config.reg_exponent);
            ridge * f64::from(dot(row, row))
        };
        rows.rows().zip(counts).map(of_row).sum()
    };
    let lengths = train.rows().map(|r| r.len() as u32).collect();
    unobserved * all
        + observed.iter().sum::<f64>()
        + ridge(users, lengths, items.n_rows())
        + ridge(items, train.column_counts(), users.n_rows())
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
        multiply(out, self.n_items(), users.view(), self.items.view().transpose());
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
                let value = (self.side.unobserved + weight) * dot(self.items.row(of as usize), &solved);
                (Reason::HistoryItem(of), value)
            })
            .collect()
    }

    fn training_curve(&self) -> Option<&TrainingCurve> {
        Some(&self.curve)
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("items", &self.items);
        out.dense("gram", &self.side.gram);
        out.fact("curve", serde_json::json!(self.curve));
    }
}
