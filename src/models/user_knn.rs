//! `user_knn`: what users with a like history take (Herlocker 1999; Sarwar 2000).
//!
//! r̂(u, i) = Σ over the n most alike users v of  s(u, v) · α(v, i). Neighbours are found for the history that is asked with,
//! so that a visitor nobody has seen is served like everybody.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, known, pick};
use super::settings::{Domain, Search, Setting, real, row, whole};
use super::similarity::{Similarity, SimilarityConfig};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::math::csr::SparseRow;
use crate::math::topk::best_first;
use crate::math::{CsrMatrix, Scored};
use crate::said;
use crate::split::Shape;

/// Settings of [`UserKnn::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserKnnConfig {
    /// How alike two users are, by what they take.
    pub similarity: Similarity,
    /// Neighbours that have a say, 1 to 100,000. Default 200.
    pub neighbors: usize,
    /// Added to the similarity's denominator, 0 to 10,000. Default 0.
    pub shrinkage: f64,
    /// δ: items count by their popularity to the power −δ when users are compared, 0 to 1. Default 0.5.
    pub item_discount: f64,
    /// a of `asymmetric`, 0 to 1. Default 0.3.
    pub asymmetry: f64,
    /// BM25's saturation of weights, 0 to 100. Default 1.2.
    pub k1: f64,
    /// BM25's normalisation by length, 0 to 1. Default 0.75.
    pub b: f64,
}

impl Default for UserKnnConfig {
    fn default() -> Self {
        let SimilarityConfig { similarity, shrinkage, asymmetry, k1, b } = SimilarityConfig::default();
        Self { similarity, neighbors: 200, shrinkage, item_discount: 0.5, asymmetry, k1, b }
    }
}

impl UserKnnConfig {
    fn measure(&self) -> SimilarityConfig {
        let Self { similarity, shrinkage, asymmetry, k1, b, .. } = *self;
        SimilarityConfig { similarity, shrinkage, asymmetry, k1, b }
    }
}

fn mean_length(train: &CsrMatrix) -> f64 {
    train.n_entries() as f64 / train.n_occupied_rows().max(1) as f64
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    row("similarity", Domain::Choice(Similarity::CHOICES), Search::All),
    whole("neighbors", (1, 100_000), Search::Log(20.0, 1000.0)),
    real("shrinkage", (0.0, 10_000.0), Search::Fixed),
    real("item_discount", (0.0, 1.0), Search::Even(0.0, 1.0)),
    real("asymmetry", (0.0, 1.0), Search::Even(0.0, 0.6)).only_with("similarity", "asymmetric"),
    real("k1", (0.0, 100.0), Search::Log(0.1, 10.0)).only_with("similarity", "bm25"),
    real("b", (0.0, 1.0), Search::Even(0.0, 1.0)).only_with("similarity", "bm25"),
];

impl ModelSpec for UserKnnConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "user_knn",
        color: (0x3E9BD6, 0x8FD0F5),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        UserKnn::memory(shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(UserKnn::fit(self, &training.split.train, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(UserKnn::read(self, file)?))
    }
}

/// The training users with their weights for comparing.
#[derive(Debug, Clone)]
pub struct UserKnn {
    measure: SimilarityConfig,
    neighbors: usize,
    /// Users × items: what neighbours hand on.
    train: CsrMatrix,
    /// Items × users: the weights that products are taken of.
    by_item: CsrMatrix,
    /// What each training user gives to the denominator.
    sides: Vec<f64>,
    /// What each item of a history is multiplied by: the items' discount and their rarity.
    factors: Vec<f32>,
    /// Mean number of items of a user, for BM25.
    mean_length: f64,
}

impl UserKnn {
    /// Turns the interactions round.
    ///
    /// # Errors
    /// Cancellation.
    pub fn fit(config: &UserKnnConfig, train: &CsrMatrix, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(UserKnnConfig::INFO.fitting(), 0)?;
        let measure = config.measure();
        let discount = |n: u32| match config.similarity {
            Similarity::Jaccard => 1.0,
            _ => f64::from(n.max(1)).powf(-config.item_discount),
        };
        // Items are the terms here: an item that many users have is a frequent one.
        let n_users = train.n_occupied_rows();
        let factor = |n: u32| (discount(n) * measure.rarity(n as usize, n_users)) as f32;
        let mut model = Self {
            neighbors: config.neighbors,
            factors: train.column_counts().into_iter().map(factor).collect(),
            sides: Vec::new(),
            by_item: CsrMatrix::default(),
            train: train.clone(),
            mean_length: mean_length(train),
            measure,
        };
        ctx.check()?;
        let weighted = train.mapped(|length, item, weight| model.weight(length, item, weight));
        ctx.check()?;
        model.sides = weighted.rows().map(|row| model.measure.of_other(model.measure.norm(row.values))).collect();
        model.by_item = weighted.transpose();
        Ok(model)
    }

    /// Bytes that fitting takes: the interactions, the same weighted, and those by item.
    pub fn memory(shape: &Shape) -> u64 {
        2 * shape.matrix() + shape.turned() + (8 * shape.users + 8 * shape.items) as u64
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &UserKnnConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let (train, by_item) = (file.sparse("train")?, file.sparse("by_item")?);
        let (sides, factors) = (file.doubles("sides")?, file.floats("factors")?);
        if [train.n_rows(), sides.len()] != [by_item.n_cols(); 2]
            || [train.n_cols(), factors.len()] != [by_item.n_rows(); 2]
        {
            return Err(file.damaged(said!("models-file-lengths")));
        }
        let (measure, neighbors) = (config.measure(), config.neighbors);
        Ok(Self { measure, neighbors, mean_length: mean_length(&train), train, by_item, sides, factors })
    }

    /// What an item of a history of `length` items counts when users are compared.
    fn weight(&self, length: usize, item: u32, weight: f32) -> f32 {
        let length = length as f64 / self.mean_length.max(f64::MIN_POSITIVE);
        self.measure.term(weight, length) as f32 * self.factors[item as usize]
    }

    /// The weights of a history for comparing.
    fn weighted(&self, row: SparseRow<'_>) -> Vec<f32> {
        row.iter().map(|(item, weight)| self.weight(row.len(), item, weight)).collect()
    }

    /// The most alike users and what divides each product.
    fn neighbors(&self, row: SparseRow<'_>, weights: &[f32]) -> Vec<(Scored, f64)> {
        let known = self.measure.of_known(self.measure.norm(weights));
        let mut products = vec![0.0f32; self.sides.len()];
        let mut met = Vec::new();
        for (&item, weight) in row.indices.iter().zip(weights) {
            for (user, value) in self.by_item.row(item as usize).iter() {
                // An item that everybody has may weigh nothing: then it makes nobody a neighbour.
                let part = weight * value;
                let product = &mut products[user as usize];
                if *product == 0.0 && part > 0.0 {
                    met.push(user);
                }
                *product += part;
            }
        }
        let mut found: Vec<(Scored, f64)> = met
            .into_iter()
            .map(|user| {
                let product = products[user as usize];
                let divisor = self.measure.denominator(known, self.sides[user as usize], f64::from(product));
                (Scored { index: user, score: (f64::from(product) / divisor) as f32 }, divisor)
            })
            .filter(|(s, _)| s.score > 0.0)
            .collect();
        if found.len() > self.neighbors {
            found.select_nth_unstable_by(self.neighbors - 1, |a, b| best_first(&a.0, &b.0));
            found.truncate(self.neighbors);
        }
        found.sort_unstable_by_key(|(s, _)| s.index);
        found
    }
}

impl Recommender for UserKnn {
    fn n_items(&self) -> usize {
        self.by_item.n_rows()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let row = known(history.items, self.n_items());
        let weights = self.weighted(row);
        let mut all = vec![0.0; self.n_items()];
        for (user, _) in self.neighbors(row, &weights) {
            for (item, weight) in self.train.row(user.index as usize).iter() {
                all[item as usize] += user.score * weight;
            }
        }
        pick(&all, items, out);
    }

    /// A neighbour is alike by the items of the history: each adds its part of the product to what the neighbour hands on.
    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        let row = known(history.items, self.n_items());
        let weights = self.weighted(row);
        let mut parts = vec![0.0f64; row.len()];
        for (user, divisor) in self.neighbors(row, &weights) {
            let handed_on = f64::from(self.train.row(user.index as usize).get(item));
            if handed_on == 0.0 {
                continue;
            }
            for ((part, &of), &weight) in parts.iter_mut().zip(row.indices).zip(&weights) {
                let product = f64::from(weight) * f64::from(self.by_item.row(of as usize).get(user.index));
                *part += product / divisor * handed_on;
            }
        }
        row.indices
            .iter()
            .zip(parts)
            .filter(|(_, p)| *p != 0.0)
            .map(|(&of, p)| (Reason::HistoryItem(of), p as f32))
            .collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.sparse("train", &self.train);
        out.sparse("by_item", &self.by_item);
        out.doubles("sides", &self.sides);
        out.floats("factors", &self.factors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everybody has item 0, which so weighs nothing; its users must not stand twice among the few that are kept.
    #[test]
    fn an_item_of_everybody_makes_no_neighbour_twice() {
        let (mut users, mut items) = (Vec::new(), Vec::new());
        for user in 0..12u32 {
            for item in [0, 1 + user % 3, 4 + user % 4] {
                users.push(user);
                items.push(item);
            }
        }
        let train = CsrMatrix::from_triplets(12, 8, &users, &items, &vec![1.0; users.len()]);
        for similarity in [Similarity::TfIdf, Similarity::Bm25] {
            let config = UserKnnConfig { similarity, neighbors: 4, ..UserKnnConfig::default() };
            let model = UserKnn::fit(&config, &train, &TaskContext::new()).unwrap();
            let row = SparseRow { indices: &[0, 1, 4], values: &[1.0; 3] };
            let found: Vec<u32> =
                model.neighbors(row, &model.weighted(row)).into_iter().map(|(s, _)| s.index).collect();
            let mut distinct = found.clone();
            distinct.dedup();
            assert_eq!((found.len(), &distinct), (4, &found), "{similarity:?}");
        }
    }
}
