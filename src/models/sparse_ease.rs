//! `sparse_ease`: EASE for catalogues whose item × item matrix does not fit (the task of SANSA, Spišák 2023).
//!
//! Each item is regressed on the items it shares most users with, and on them alone (Ning & Karypis 2011, §3.4): column j of
//! the inverse is found exactly on a pattern S_j: B_Sj = (G_SS + λI)⁻¹ G_Sj, j not in S_j. With as many neighbours as there are
//! other items S_j is the rest of the catalogue, and it is EASE.

use std::sync::Arc;

use faer::linalg::solvers::Solve;
use faer::{Mat, Side};
use serde::{Deserialize, Serialize};

use super::ease::{Scales, reg_too_small};
use super::item_weights::{ItemWeights, product_of_items};
use super::model_file::ModelReader;
use super::recommender::{Recommender, TrainingData};
use super::settings::{Search, Setting, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::math::product::best_of_product;
use crate::said;
use crate::split::Shape;

/// Settings of [`fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SparseEaseConfig {
    /// λ: the ridge, 0.001 to 1,000,000. Default 300.
    pub reg: f64,
    /// Items that each item is regressed on, 1 to 2,000. Default 200.
    pub neighbors: usize,
    /// γ: users count by their history's length to the power −γ, 0 to 1. Default 0.
    pub user_discount: f64,
    /// δ: items are scaled by their popularity to the power −δ, 0 to 1. Default 0.
    pub item_discount: f64,
    /// Which of both ends carries the items' scale, 0 to 1. Default 0.5.
    pub asymmetry: f64,
}

impl Default for SparseEaseConfig {
    fn default() -> Self {
        Self { reg: 300.0, neighbors: 200, user_discount: 0.0, item_discount: 0.0, asymmetry: 0.5 }
    }
}

/// The table of the settings: those of `ease`, and the pattern.
const SETTINGS: &[Setting] = &[
    super::ease::SETTINGS[0],
    whole("neighbors", (1, 2000), Search::Log(50.0, 500.0)),
    super::ease::SETTINGS[1],
    super::ease::SETTINGS[2],
    super::ease::SETTINGS[3],
];

impl ModelSpec for SparseEaseConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "sparse_ease",
        color: (0xA34A80, 0xC774A6),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(fit(self, &training.split.train, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(ItemWeights::read(file)?))
    }
}

/// Pairs kept of each item while the patterns are solved.
const PAIRS: usize = 4000;

/// Solves one small system an item: O(items · neighbours³).
///
/// # Errors
/// Cancellation, or a ridge too small for the digits of f32.
pub fn fit(config: &SparseEaseConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<ItemWeights, StageError> {
    let n = train.n_cols();
    ctx.start(SparseEaseConfig::INFO.fitting_part(said!("step-counting-pairs")), n)?;
    let Scales { scaled, from, to } = Scales::new(train, config.user_discount, config.item_discount, config.asymmetry);
    let items = scaled.transpose();
    let squares: Vec<f64> = items.rows().map(|r| r.values.iter().map(|v| f64::from(*v).powi(2)).sum()).collect();
    let pairs =
        Pairs { kept: best_of_product(&items, &scaled, PAIRS.max(config.neighbors), ctx, |_, _, sum| sum)?, squares };
    ctx.start(SparseEaseConfig::INFO.fitting_part(said!("step-solving")), n)?;
    let columns = CsrMatrix::written_by_rows(
        n,
        n,
        |item| pairs.room(item, config.neighbors),
        || vec![u32::MAX; n],
        |place, item, others, weights| {
            ctx.advance(1)?;
            let pattern = pairs.pattern(item, config.neighbors);
            for (at, &other) in pattern.iter().enumerate() {
                place[other as usize] = at as u32;
            }
            let solved = pairs.solve(&pattern, place, item, config.reg);
            for &other in &pattern {
                place[other as usize] = u32::MAX;
            }
            let too_small = || StageError::setting(reg_too_small(SparseEaseConfig::INFO, config.reg));
            let solved = solved.ok_or_else(too_small)?;
            for ((other, weight), solved) in pattern.iter().zip(weights).zip(solved) {
                *weight = (solved * f64::from(from[*other as usize]) * f64::from(to[item])) as f32;
            }
            others[..pattern.len()].copy_from_slice(&pattern);
            Ok::<_, StageError>(pattern.len())
        },
    )?;
    drop((pairs, items, scaled));
    Ok(ItemWeights::new(columns.transpose()))
}

/// Bytes that [`fit`] takes: the interactions by user and by item, the pairs that are kept and, from them, the columns of the
/// weights; each thread solves a system. In the end the columns are turned to rows.
fn memory(config: &SparseEaseConfig, shape: &Shape) -> u64 {
    let (n, k) = (shape.items as u64, config.neighbors.min(shape.items));
    let interactions = shape.matrix() + shape.turned() + 20 * n;
    let kept = PAIRS.max(config.neighbors);
    let columns = if k + 1 >= shape.items { n * n } else { shape.pairs(k) };
    let solving = rayon::current_num_threads() as u64 * (4 * n + 20 * (k * k) as u64 + 16 * kept as u64);
    let both = interactions + product_of_items(kept, shape).max(8 * shape.pairs(kept) + 8 * columns + 24 * n + solving);
    both.max(16 * columns + 24 * n)
}

/// The Gram matrix as far as it is kept: the strongest pairs of each item, an item with itself always. A pair that neither of
/// its items kept counts as 0.
struct Pairs {
    kept: CsrMatrix,
    /// The diagonal.
    squares: Vec<f64>,
}

impl Pairs {
    /// Items at the most of [`Self::pattern`].
    fn room(&self, item: usize, k: usize) -> usize {
        let n = self.squares.len();
        if k + 1 >= n { n - 1 } else { k.min(self.kept.row_range(item).len()) }
    }

    /// The `k` items with the highest cosine to `item`, itself not among them, ascending; all others where `k` reaches them.
    fn pattern(&self, item: usize, k: usize) -> Vec<u32> {
        let n = self.squares.len();
        if k + 1 >= n {
            return (0..n as u32).filter(|&other| other as usize != item).collect();
        }
        let others = self.kept.row(item).iter().filter(|(other, _)| *other as usize != item);
        let mut others: Vec<(f64, u32)> =
            others.map(|(other, sum)| (f64::from(sum) / self.squares[other as usize].sqrt(), other)).collect();
        let best_first = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if others.len() > k {
            others.select_nth_unstable_by(k - 1, best_first);
            others.truncate(k);
        }
        let mut pattern: Vec<u32> = others.into_iter().map(|(_, other)| other).collect();
        pattern.sort_unstable();
        pattern
    }

    /// The ridge regression of `item` on `pattern`; `place` tells where each item stands in it.
    fn solve(&self, pattern: &[u32], place: &[u32], item: usize, reg: f64) -> Option<Vec<f64>> {
        let m = pattern.len();
        if m == 0 {
            return Some(Vec::new());
        }
        let mut gram = Mat::<f64>::zeros(m, m);
        let mut right = Mat::<f64>::zeros(m, 1);
        for (at, &other) in pattern.iter().enumerate() {
            for (column, sum) in self.kept.row(other as usize).iter() {
                if column as usize == item {
                    right[(at, 0)] = f64::from(sum);
                    continue;
                }
                let to = place[column as usize];
                if to != u32::MAX {
                    // A pair may be kept on one side only.
                    gram[(at.max(to as usize), at.min(to as usize))] = f64::from(sum);
                }
            }
            gram[(at, at)] = self.squares[other as usize] + reg;
        }
        // The same of the item's own pairs: a popular neighbour may have kept others.
        for (other, sum) in self.kept.row(item).iter() {
            let at = place[other as usize];
            if at != u32::MAX {
                right[(at as usize, 0)] = f64::from(sum);
            }
        }
        let solution = gram.llt(Side::Lower).ok()?.solve(right);
        Some((0..m).map(|i| solution[(i, 0)]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::DenseMatrix;
    use crate::models::ease::{Ease, EaseConfig};
    use crate::models::recommender::{Candidates, Recommender};
    use rand::RngExt as _;

    fn weights(model: &dyn Recommender) -> DenseMatrix {
        let n = model.n_items();
        let mut all = DenseMatrix::zeros(n, n);
        for item in 0..n {
            let history = crate::math::csr::SparseRow { indices: &[item as u32], values: &[1.0] };
            model.score(history.into(), Candidates::All, all.row_mut(item));
        }
        all
    }

    #[test]
    fn with_all_neighbours_it_is_ease() {
        let mut random = crate::base::seed::rng(3, 0);
        let (mut users, mut items, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for user in 0..60 {
            for item in 0..30 {
                if random.random::<f64>() < 0.2 {
                    users.push(user);
                    items.push(item);
                    values.push(1.0 + 3.0 * random.random::<f32>());
                }
            }
        }
        let train = CsrMatrix::from_triplets(60, 30, &users, &items, &values);
        let (user_discount, item_discount, asymmetry) = (0.3, 0.4, 0.2);
        let dense = EaseConfig { reg: 5.0, user_discount, item_discount, asymmetry };
        let sparse = SparseEaseConfig { reg: 5.0, neighbors: 29, user_discount, item_discount, asymmetry };
        let dense = weights(&Ease::fit(&dense, &train, &TaskContext::new()).unwrap());
        let sparse = weights(&fit(&sparse, &train, &TaskContext::new()).unwrap());
        for (a, b) in dense.values().iter().zip(sparse.values()) {
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }

    /// Item 0 stands with more items than it can keep pairs; each of them stands with item 0 alone.
    #[test]
    fn a_popular_neighbour_is_no_lost_target() {
        let n = PAIRS as u32 + 1000;
        let users: Vec<u32> = (1..n).flat_map(|item| [item - 1; 2]).collect();
        let items: Vec<u32> = (1..n).flat_map(|item| [0, item]).collect();
        let train = CsrMatrix::from_triplets(n as usize - 1, n as usize, &users, &items, &vec![1.0; users.len()]);
        let config = SparseEaseConfig { reg: 10.0, neighbors: 20, ..SparseEaseConfig::default() };
        let model = fit(&config, &train, &TaskContext::new()).unwrap();
        let mut scores = vec![0.0; n as usize];
        let history = crate::math::csr::SparseRow { indices: &[0], values: &[1.0] };
        model.score(history.into(), Candidates::All, &mut scores);
        // One shared user over all of item 0's users and the ridge.
        let expected = 1.0 / (f64::from(n - 1) + 10.0);
        assert!(
            scores[1..].iter().all(|s| (f64::from(*s) / expected - 1.0).abs() < 1e-5),
            "{:?}",
            &scores[n as usize - 3..]
        );
    }
}
