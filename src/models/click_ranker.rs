//! `click_ranker`: logistic regression over features of the item and of how it fits the history, learnt online by
//! FTRL-proximal (McMahan and others 2013, algorithm 1).
//!
//! The clicks are the first meetings of a user and an item, since a list shows nothing that the user has met; each counts as much as
//! the pair's weight, the mean being 1. For each, items that the user did not take are drawn as what was passed over. Events that
//! speak against their item are examples of what was passed over, too, each at its moment. The score is the log-odds of a click: the sum
//! of the weights of the features that hold.

use std::sync::Arc;

use rand::RngExt as _;
use serde::{Deserialize, Serialize};

use super::click_log::{ClickLog, LastItems};
use super::model_file::{self, ModelReader, ModelWriter};
use super::recommender::{
    Candidates, Contribution, History, Reason, Recommender, TrainingCurve, TrainingData, pick, recent,
};
use super::settings::{Search, Setting, real, whole};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, StageError, TaskContext, seed};
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::said;
use crate::split::Shape;

/// Settings of [`ClickRanker::fit`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClickRankerConfig {
    /// α of the paper: the rate at which weights learn, 0.001 to 10. Default 0.1.
    pub learning_rate: f64,
    /// λ₁: above it weights that say little stay at 0, 0 to 1,000. Default 0.5.
    pub l1: f64,
    /// λ₂: keeps weights small, 0 to 1,000. Default 1.
    pub l2: f64,
    /// Items drawn as passed over for each click, 1 to 100. Default 4.
    pub negatives: usize,
    /// Times that the log is gone through, 1 to 100. Default 2.
    pub epochs: usize,
    /// Last items of a history that the taste is taken of, 1 to 1,000. Default 50.
    pub recent: usize,
}

impl Default for ClickRankerConfig {
    fn default() -> Self {
        Self { learning_rate: 0.1, l1: 0.5, l2: 1.0, negatives: 4, epochs: 2, recent: 50 }
    }
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    real("learning_rate", (0.001, 10.0), Search::Log(0.01, 1.0)),
    real("l1", (0.0, 1000.0), Search::Log(0.01, 10.0)),
    real("l2", (0.0, 1000.0), Search::Log(0.1, 10.0)),
    whole("negatives", (1, 100), Search::Log(1.0, 10.0)),
    whole("epochs", (1, 100), Search::Fixed),
    whole("recent", (1, 1000), Search::Log(5.0, 200.0)),
];

impl ModelSpec for ClickRankerConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "click_ranker",
        color: (0x5B6770, 0xA8B4BD),
        settings: SETTINGS,
        needs_features: true,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        ClickRanker::memory(shape, features)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(ClickRanker::fit(self, training, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(ClickRanker::read(self, file)?))
    }
}

/// Stream of the random numbers that items are drawn with.
const STREAM: u64 = 11 << 40;
/// β of the paper.
const BETA: f32 = 1.0;
/// Classes of history lengths and of popularity: powers of two.
const CLASSES: usize = 16;
/// Points of the training curve.
const POINTS: usize = 40;

/// The weights by feature, and the items' features.
#[derive(Debug, Clone)]
pub struct ClickRanker {
    features: Arc<FeatureMatrix>,
    /// Features × items.
    by_feature: CsrMatrix,
    layout: Layout,
    weights: Vec<f32>,
    /// Class of each item's popularity.
    classes: Vec<u8>,
    recent: usize,
    curve: TrainingCurve,
}

/// Where the weights of each kind of feature stand.
#[derive(Debug, Clone)]
struct Layout {
    n_items: usize,
    n_features: usize,
    /// Block of each feature.
    block_of: Vec<u32>,
    n_blocks: usize,
}

impl Layout {
    const BIAS: usize = 0;

    fn new(features: &FeatureMatrix) -> Self {
        let blocks = features.blocks.iter().enumerate();
        Self {
            n_items: features.matrix.n_rows(),
            n_features: features.matrix.n_cols(),
            block_of: blocks.flat_map(|(at, b)| std::iter::repeat_n(at as u32, b.terms.len())).collect(),
            n_blocks: features.blocks.len(),
        }
    }

    fn item(&self, item: u32) -> usize {
        1 + item as usize
    }

    fn feature(&self, feature: u32) -> usize {
        1 + self.n_items + feature as usize
    }

    /// How much an item is like the taste in one block of features.
    fn likeness(&self, block: usize) -> usize {
        1 + self.n_items + self.n_features + block
    }

    /// A history of this length meets an item of this popularity.
    fn cross(&self, history: usize, popularity: u8) -> usize {
        1 + self.n_items + self.n_features + self.n_blocks + history * CLASSES + popularity as usize
    }

    fn len(&self) -> usize {
        self.cross(CLASSES - 1, CLASSES as u8 - 1) + 1
    }
}

fn class(n: usize) -> usize {
    ((n + 1).ilog2() as usize).min(CLASSES - 1)
}

/// A linear model under FTRL-proximal: weights follow from the sums z and n.
struct Ftrl {
    z: Vec<f32>,
    n: Vec<f32>,
    alpha: f32,
    l1: f32,
    l2: f32,
}

impl Ftrl {
    fn weight(&self, at: usize) -> f32 {
        let z = self.z[at];
        if z.abs() <= self.l1 {
            return 0.0;
        }
        -(z - z.signum() * self.l1) / ((BETA + self.n[at].sqrt()) / self.alpha + self.l2)
    }

    /// Predicts the click, learns from what came as if it came `times` times; gives the logarithmic loss before learning.
    fn learn(&mut self, example: &[(usize, f32)], clicked: bool, times: f32) -> f64 {
        let odds: f32 = example.iter().map(|(at, value)| self.weight(*at) * value).sum();
        let probability = 1.0 / (1.0 + (-odds.clamp(-35.0, 35.0)).exp());
        let error = times * (probability - if clicked { 1.0 } else { 0.0 });
        for &(at, value) in example {
            let gradient = error * value;
            let square = gradient * gradient;
            let sigma = ((self.n[at] + square).sqrt() - self.n[at].sqrt()) / self.alpha;
            let weight = self.weight(at);
            self.z[at] += gradient - sigma * weight;
            self.n[at] += square;
        }
        -f64::from(times) * f64::from(if clicked { probability } else { 1.0 - probability }).max(1e-9).ln()
    }
}

/// The mean of the feature vectors of a history's end, kept with the places that it touches.
struct Taste {
    values: Vec<f32>,
    touched: Vec<u32>,
}

impl Taste {
    fn set(&mut self, items: impl Iterator<Item = u32>, features: &CsrMatrix) {
        for feature in self.touched.drain(..) {
            self.values[feature as usize] = 0.0;
        }
        let mut n = 0.0f32;
        for item in items {
            n += 1.0;
            for (feature, value) in features.row(item as usize).iter() {
                self.values[feature as usize] += value;
                self.touched.push(feature);
            }
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        for &feature in &self.touched {
            self.values[feature as usize] /= n;
        }
    }
}

impl ClickRanker {
    /// Goes through the first meetings in their order: O(meetings · (negatives + recent) · features of an item).
    ///
    /// # Errors
    /// Cancellation.
    pub fn fit(config: &ClickRankerConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        let train = &training.split.train;
        let features = training.features.map(Arc::clone).unwrap_or_else(|| {
            let rows = (0..train.n_cols()).map(|_| Default::default());
            Arc::new(FeatureMatrix { matrix: CsrMatrix::from_rows(0, rows), blocks: Vec::new() })
        });
        let layout = Layout::new(&features);
        let classes: Vec<u8> = train.column_counts().iter().map(|&n| class(n as usize) as u8).collect();
        let clicks = ClickLog::of(training);
        let mean = mean_weight(train);
        ctx.start(ClickRankerConfig::INFO.fitting(), clicks.meetings.len() * config.epochs)?;
        let mut model = Ftrl {
            z: vec![0.0; layout.len()],
            n: vec![0.0; layout.len()],
            alpha: config.learning_rate as f32,
            l1: config.l1 as f32,
            l2: config.l2 as f32,
        };
        let candidates: Vec<u32> = {
            let counts = train.column_counts();
            (0..counts.len() as u32).filter(|&i| counts[i as usize] > 0).collect()
        };
        let mut random = seed::rng(training.seed, STREAM);
        let mut taste = Taste { values: vec![0.0; layout.n_features], touched: Vec::new() };
        let mut example = Vec::new();
        let mut curve = TrainingCurve { measure: said!("curve-log-loss"), values: Vec::new() };
        let (mut loss, mut n_examples) = (0.0, 0.0);
        let per_point = (clicks.meetings.len() * config.epochs).div_ceil(POINTS).max(1);
        let mut last_items = LastItems::new(train.n_cols());
        for epoch in 0..config.epochs {
            for (at, meeting) in clicks.meetings.iter().enumerate() {
                ctx.advance(1)?;
                let known = train.row(meeting.user as usize);
                taste.set(last_items.of(clicks.before(meeting), config.recent), &features.matrix);
                let mut show = |shown: u32, clicked: bool, times: f32| {
                    let history = class(meeting.n_met as usize);
                    describe(&layout, &features.matrix, &classes, &taste.values, history, shown, &mut example);
                    loss += model.learn(&example, clicked, times);
                    n_examples += f64::from(times);
                };
                if meeting.is_taken {
                    show(meeting.item, true, (f64::from(known.get(meeting.item)) / mean) as f32);
                    for _ in 0..config.negatives {
                        let drawn = candidates[random.random_range(0..candidates.len())];
                        if !known.contains(drawn) {
                            show(drawn, false, 1.0);
                        }
                    }
                } else {
                    show(meeting.item, false, 1.0);
                }
                if (epoch * clicks.meetings.len() + at + 1).is_multiple_of(per_point) {
                    ctx.tell(loss / n_examples);
                    curve.values.push(loss / n_examples);
                    (loss, n_examples) = (0.0, 0.0);
                }
            }
        }
        drop(clicks);
        let weights = (0..layout.len()).map(|at| model.weight(at)).collect();
        let by_feature = features.matrix.transpose();
        Ok(Self { features, by_feature, layout, weights, classes, recent: config.recent, curve })
    }

    /// Bytes that fitting takes: the meetings, what was passed over among them, their moments and their order; then the meetings with two sums a feature; in the end
    /// the sums, the weights and the features by feature.
    pub fn memory(shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        let (pairs, items) = ((shape.entries + shape.negatives) as u64, shape.items as u64);
        let kept = (4 * shape.events + 8 * shape.users) as u64;
        let n_features = features.map_or(0, |f| f.matrix.n_cols() as u64);
        let weights = items + n_features;
        let of_items = 9 * items + 8 * n_features;
        let ordering = kept + 44 * pairs + 4 * items;
        let learning = kept + 20 * pairs + 8 * weights + 4 * items;
        let turning = 12 * weights + features.map_or(0, FeatureMatrix::turned);
        of_items + ordering.max(learning).max(turning)
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(config: &ClickRankerConfig, file: &mut ModelReader) -> Result<Self, InputError> {
        let features = model_file::read_features(file)?;
        let (weights, classes) = (file.floats("weights")?, file.bytes("classes")?);
        let layout = Layout::new(&features);
        let classes_fit = classes.len() == layout.n_items && classes.iter().all(|c| (*c as usize) < CLASSES);
        if weights.len() != layout.len() || !classes_fit {
            return Err(file.damaged(said!("models-file-lengths")));
        }
        let by_feature = features.matrix.transpose();
        let curve = file.fact("curve")?;
        Ok(Self { features: Arc::new(features), by_feature, layout, weights, classes, recent: config.recent, curve })
    }

    fn taste(&self, history: History<'_>) -> Vec<f32> {
        let mut taste = Taste { values: vec![0.0; self.layout.n_features], touched: Vec::new() };
        let items = recent(history, self.recent).map(|(item, _)| item).filter(|i| (*i as usize) < self.layout.n_items);
        taste.set(items, &self.features.matrix);
        taste.values
    }
}

/// The mean entry of a matrix, 1 for an empty one.
fn mean_weight(train: &CsrMatrix) -> f64 {
    let total: f64 = train.column_sums().iter().sum();
    if total > 0.0 { total / train.n_entries() as f64 } else { 1.0 }
}

/// The features that hold for an item shown to a history, with their values.
fn describe(
    layout: &Layout,
    features: &CsrMatrix,
    classes: &[u8],
    taste: &[f32],
    history: usize,
    item: u32,
    out: &mut Vec<(usize, f32)>,
) {
    out.clear();
    out.push((Layout::BIAS, 1.0));
    out.push((layout.item(item), 1.0));
    out.push((layout.cross(history, classes[item as usize]), 1.0));
    let first = out.len();
    out.extend((0..layout.n_blocks).map(|block| (layout.likeness(block), 0.0)));
    for (feature, value) in features.row(item as usize).iter() {
        out[first + layout.block_of[feature as usize] as usize].1 += taste[feature as usize] * value;
        out.push((layout.feature(feature), value));
    }
}

impl Recommender for ClickRanker {
    fn n_items(&self) -> usize {
        self.layout.n_items
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let layout = &self.layout;
        let known = history.items.indices.partition_point(|&i| (i as usize) < layout.n_items);
        let length = class(known);
        let mut all: Vec<f32> = (0..layout.n_items as u32)
            .map(|item| {
                let cross = layout.cross(length, self.classes[item as usize]);
                self.weights[Layout::BIAS] + self.weights[layout.item(item)] + self.weights[cross]
            })
            .collect();
        let taste = self.taste(history);
        for (feature, liking) in taste.into_iter().enumerate() {
            let likeness = self.weights[layout.likeness(layout.block_of[feature] as usize)] * liking;
            let weight = self.weights[layout.feature(feature as u32)] + likeness;
            if weight != 0.0 {
                for (item, value) in self.by_feature.row(feature).iter() {
                    all[item as usize] += weight * value;
                }
            }
        }
        pick(&all, items, out);
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        let layout = &self.layout;
        if item as usize >= layout.n_items {
            return Vec::new();
        }
        let known = history.items.indices.partition_point(|&i| (i as usize) < layout.n_items);
        let taste = self.taste(history);
        let cross = layout.cross(class(known), self.classes[item as usize]);
        let own = self.weights[Layout::BIAS] + self.weights[layout.item(item)];
        let of_feature = |(feature, value): (u32, f32)| {
            let likeness = self.weights[layout.likeness(layout.block_of[feature as usize] as usize)];
            let weight = self.weights[layout.feature(feature)] + likeness * taste[feature as usize];
            (Reason::Feature(feature), weight * value)
        };
        let features = self.features.matrix.row(item as usize);
        [(Reason::Item, own), (Reason::Popularity, self.weights[cross])]
            .into_iter()
            .chain(features.iter().map(of_feature))
            .filter(|(_, value)| *value != 0.0)
            .collect()
    }

    fn training_curve(&self) -> Option<&TrainingCurve> {
        Some(&self.curve)
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        model_file::save_features(&self.features, out);
        out.floats("weights", &self.weights);
        out.bytes("classes", &self.classes);
        out.fact("curve", serde_json::json!(self.curve));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::click_log::tests::shop;

    /// Algorithm 1 of the paper by hand, with α = ½, λ₁ = 0.1, λ₂ = 1.
    #[test]
    fn a_step_of_the_learner_is_that_of_the_paper() {
        let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        let mut model = Ftrl { z: vec![0.0; 3], n: vec![0.0; 3], alpha: 0.5, l1: 0.1, l2: 1.0 };
        // All weights are 0, so p = ½ and the gradients are −½ and −1: z = g, n = g².
        close(model.learn(&[(0, 1.0), (1, 2.0)], true, 1.0), 2f64.ln());
        // w = (|z| − λ₁) / ((1 + √n) / α + λ₂).
        close(model.weight(0).into(), 0.4 / 4.0);
        close(model.weight(1).into(), 0.9 / 5.0);
        close(model.weight(2).into(), 0.0);
        // Passed over, and counted twice: p = 1 / (1 + e^−0.18), g = 2p, σ = (√(1 + g²) − 1) / α, z = −1 + g − 0.18 σ.
        close(model.learn(&[(1, 1.0)], false, 2.0), 1.574_384);
        close(model.z[1].into(), -0.082_698);
        close(model.n[1].into(), 2.187_572);
        // Within λ₁ a weight is 0.
        close(model.weight(1).into(), 0.0);
    }

    #[test]
    fn an_event_that_weighs_more_teaches_more() {
        let mut log = String::from("user_id,item_id,event,timestamp\n");
        for user in 0..40u32 {
            let (item, event) = if user % 2 == 0 { ("bought", "purchase") } else { ("seen", "view") };
            log += &format!("{user},{item},{event},1000\n{user},x{},view,2000\n{user},x9,view,3000\n", user % 5);
        }
        let (data, split) = shop(&log);
        let training = TrainingData { data: &data, split: &split, features: None, seed: 1 };
        let model = ClickRanker::fit(&ClickRankerConfig::default(), training, &TaskContext::new()).unwrap();
        let mut scores = vec![0.0; model.n_items()];
        model.score(History::EMPTY, Candidates::All, &mut scores);
        let score = |id: &str| scores[data.interactions.items.index(id).unwrap() as usize];
        assert!(score("bought") > score("seen"), "{} {}", score("bought"), score("seen"));
    }
}
