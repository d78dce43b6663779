//! `item_knn`: items that the same users take (Sarwar 2001; Linden 2003; Deshpande & Karypis 2004).
//!
//! r̂(u, i) = Σ over j in the history of  α(u, j) · s(i, j), with the top-n neighbours of each item j.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::recommender::{Candidates, History, Recommender};
use crate::base::{StageError, TaskContext};
use crate::math::csr::SparseRow;
use crate::math::topk::best_first;
use crate::math::{CsrMatrix, Scored};

/// Settings of [`ItemKnn`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemKnnConfig {
    /// How alike two items are, by who takes them.
    pub similarity: Similarity,
    /// Neighbours kept of each item, 1 to 100,000. Default 200.
    pub neighbors: usize,
    /// Added to the similarity's denominator: doubts what few users say. 0 to 10,000, default 0.
    pub shrinkage: f64,
    /// Users count by their history's length to the power −γ: at 0 all alike, at 0.5 their rows have unit length, at 1 a
    /// user with many items says as much in all as one with few. 0 to 1, default 0.5.
    pub user_discount: f64,
    /// The share of the norms that falls on the recommended item in `asymmetric` (Aiolli 2013): at 0.5 it is the
    /// cosine, below it popular items gain. 0 to 1, default 0.3.
    pub asymmetry: f64,
    /// BM25's saturation of weights, 0 to 100. Default 1.2.
    pub k1: f64,
    /// BM25's normalisation by the item's popularity, 0 to 1. Default 0.75.
    pub b: f64,
    /// Whether each item's neighbours are scaled to sum to 1 (Deshpande & Karypis 2004, §5.1). Default off.
    pub normalize_neighbors: bool,
}

/// How alike two items are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Similarity {
    /// x·y / (|x||y|).
    #[default]
    Cosine,
    /// x·y / (|x|^2(1−a) |y|^2a).
    Asymmetric,
    /// Common users over all users of both; weights are not looked at.
    Jaccard,
    /// Cosine of weights √w · log(items / items of the user).
    TfIdf,
    /// Product of BM25 weights (Robertson & Zaragoza 2009), users as terms.
    Bm25,
}

impl Similarity {
    /// All similarities, in the order of choice lists, with their names on the screen.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Cosine, "Cosine"),
        (Self::Asymmetric, "Asymmetric cosine"),
        (Self::Jaccard, "Jaccard"),
        (Self::TfIdf, "TF-IDF"),
        (Self::Bm25, "BM25"),
    ];
}

impl Default for ItemKnnConfig {
    fn default() -> Self {
        Self {
            similarity: Similarity::Cosine,
            neighbors: 200,
            shrinkage: 0.0,
            user_discount: 0.5,
            asymmetry: 0.3,
            k1: 1.2,
            b: 0.75,
            normalize_neighbors: false,
        }
    }
}

impl ItemKnnConfig {
    pub(super) fn check(&self) -> Result<(), StageError> {
        let within = |name: &str, value: f64, low: f64, high: f64| {
            if (low..=high).contains(&value) {
                return Ok(());
            }
            Err(StageError::setting(format!("item_knn: {name} is {value}; it must lie between {low} and {high}.")))
        };
        within("neighbors", self.neighbors as f64, 1.0, 100_000.0)?;
        within("shrinkage", self.shrinkage, 0.0, 10_000.0)?;
        within("user_discount", self.user_discount, 0.0, 1.0)?;
        within("asymmetry", self.asymmetry, 0.0, 1.0)?;
        within("k1", self.k1, 0.0, 100.0)?;
        within("b", self.b, 0.0, 1.0)
    }
}

/// The neighbours of every item.
#[derive(Debug, Clone)]
pub struct ItemKnn {
    /// Items × items: row j holds the neighbours of j with their similarities.
    neighbors: CsrMatrix,
}

impl ItemKnn {
    /// Finds the neighbours: for each item one pass over the histories of its users, O(Σ |N(u)|²) in all.
    ///
    /// # Errors
    /// Cancellation.
    pub fn fit(config: &ItemKnnConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start("Fitting item_knn", train.n_cols())?;
        let users = weighted(config, train);
        let items = users.transpose();
        let norms: Vec<f64> = items.rows().map(|row| norm_part(config, row)).collect();
        let n_items = items.n_rows();
        let rows: Vec<(Vec<u32>, Vec<f32>)> = (0..n_items)
            .into_par_iter()
            .map_init(
                || Accumulator::new(n_items),
                |sums, item| {
                    ctx.advance(1)?;
                    for (user, weight) in items.row(item).iter() {
                        sums.add(weight, users.row(user as usize));
                    }
                    Ok(sums.take_best(config.neighbors, |other, product| {
                        if other as usize == item { 0.0 } else { similarity(config, &norms, item, other, product) }
                    }))
                },
            )
            .collect::<Result<_, StageError>>()?;
        let mut neighbors = CsrMatrix::from_rows(n_items, rows);
        if config.normalize_neighbors {
            normalize_rows(&mut neighbors);
        }
        Ok(Self { neighbors })
    }
}

/// Users × items with the weights that the products are taken of.
fn weighted(config: &ItemKnnConfig, train: &CsrMatrix) -> CsrMatrix {
    let counts = train.column_counts();
    let mean_count = train.n_entries() as f64 / train.n_cols().max(1) as f64;
    let n_items = train.n_cols() as f64;
    let rows = train.rows().map(|row| {
        let discount = (row.len().max(1) as f64).powf(-config.user_discount);
        let rarity = (n_items / row.len().max(1) as f64).ln();
        let value = |(item, w): (u32, f32)| {
            let w = f64::from(w);
            let value = match config.similarity {
                Similarity::Cosine | Similarity::Asymmetric => w,
                Similarity::Jaccard => return 1.0,
                Similarity::TfIdf => w.sqrt() * rarity,
                Similarity::Bm25 => {
                    let length = f64::from(counts[item as usize]) / mean_count;
                    w * (config.k1 + 1.0) / (w + config.k1 * (1.0 - config.b + config.b * length)) * rarity
                }
            };
            (value * discount) as f32
        };
        (row.indices.to_vec(), row.iter().map(value).collect())
    });
    CsrMatrix::from_rows(train.n_cols(), rows)
}

/// What the denominator needs of one item: squared length, or number of users.
fn norm_part(config: &ItemKnnConfig, row: SparseRow<'_>) -> f64 {
    match config.similarity {
        Similarity::Jaccard => row.len() as f64,
        _ => row.values.iter().map(|v| f64::from(*v) * f64::from(*v)).sum(),
    }
}

/// How much having `item` speaks for `other`.
fn similarity(config: &ItemKnnConfig, norms: &[f64], item: usize, other: u32, product: f32) -> f32 {
    let (x, y) = (norms[item], norms[other as usize]);
    let denominator = match config.similarity {
        Similarity::Cosine | Similarity::TfIdf => (x * y).sqrt(),
        Similarity::Asymmetric => x.powf(1.0 - config.asymmetry) * y.powf(config.asymmetry),
        Similarity::Jaccard => x + y - f64::from(product),
        Similarity::Bm25 => 1.0,
    };
    (f64::from(product) / (denominator + config.shrinkage).max(f64::MIN_POSITIVE)) as f32
}

fn normalize_rows(matrix: &mut CsrMatrix) {
    let sums: Vec<f64> = matrix.rows().map(|row| row.values.iter().map(|v| f64::from(*v)).sum()).collect();
    let lengths: Vec<usize> = matrix.rows().map(|row| row.len()).collect();
    let mut values = matrix.values_mut();
    for (sum, length) in sums.into_iter().zip(lengths) {
        let (row, rest) = values.split_at_mut(length);
        for value in row {
            *value = (f64::from(*value) / sum) as f32;
        }
        values = rest;
    }
}

/// A dense row of sums that knows which of its places were touched.
struct Accumulator {
    sums: Vec<f32>,
    touched: Vec<u32>,
    best: Vec<Scored>,
}

impl Accumulator {
    fn new(n: usize) -> Self {
        Self { sums: vec![0.0; n], touched: Vec::new(), best: Vec::new() }
    }

    fn add(&mut self, factor: f32, row: SparseRow<'_>) {
        for (column, value) in row.iter() {
            let sum = &mut self.sums[column as usize];
            if *sum == 0.0 {
                self.touched.push(column);
            }
            *sum += factor * value;
        }
    }

    /// The `k` best places with a positive score, by ascending column; clears the sums.
    fn take_best(&mut self, k: usize, score: impl Fn(u32, f32) -> f32) -> (Vec<u32>, Vec<f32>) {
        self.best.clear();
        for &column in &self.touched {
            let sum = std::mem::take(&mut self.sums[column as usize]);
            let score = score(column, sum);
            if score > 0.0 && score.is_finite() {
                self.best.push(Scored { index: column, score });
            }
        }
        self.touched.clear();
        if self.best.len() > k {
            self.best.select_nth_unstable_by(k - 1, best_first);
            self.best.truncate(k);
        }
        self.best.sort_unstable_by_key(|s| s.index);
        self.best.dedup_by_key(|s| s.index);
        self.best.iter().map(|s| (s.index, s.score)).unzip()
    }
}

impl Recommender for ItemKnn {
    fn n_items(&self) -> usize {
        self.neighbors.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        out.fill(0.0);
        let known = history.iter().filter(|(item, _)| (*item as usize) < self.neighbors.n_rows());
        match items {
            Candidates::All => {
                for (item, weight) in known {
                    for (other, similarity) in self.neighbors.row(item as usize).iter() {
                        out[other as usize] += weight * similarity;
                    }
                }
            }
            Candidates::Items(items) => {
                for (item, weight) in known {
                    let row = self.neighbors.row(item as usize);
                    for (score, other) in out.iter_mut().zip(items) {
                        if let Ok(at) = row.indices.binary_search(other) {
                            *score += weight * row.values[at];
                        }
                    }
                }
            }
        }
    }
}
