//! `popular`: the same list for everybody.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model_file::{ModelReader, ModelWriter};
use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData};
use super::settings::{Domain, Search, Setting, row};
use super::spec::{ModelInfo, ModelSpec};
use crate::base::{InputError, SaidValue, StageError, TaskContext};
use crate::data::time;
use crate::features::FeatureMatrix;
use crate::math::CsrMatrix;
use crate::math::csr::SparseRow;
use crate::said;
use crate::split::{Part, Shape};

/// Settings of [`Popular::fit`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PopularConfig {
    /// Days after which an event counts half, from the end of the training part; off by default. Needs times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
    /// A column of the users file (segment, region): each of its values has a list of its own; off by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The table of the settings.
const SETTINGS: &[Setting] = &[
    row("half_life_days", Domain::Optional(0.001, 100_000.0), Search::Log(1.0, 365.0)),
    row("by", Domain::UserColumn, Search::Fixed),
];

impl ModelSpec for PopularConfig {
    const INFO: &ModelInfo = &ModelInfo {
        id: "popular",
        color: (0xE69F00, 0xE69F00),
        settings: SETTINGS,
        needs_features: false,
        smaller: None,
    };

    fn memory(&self, shape: &Shape, _features: Option<&FeatureMatrix>) -> u64 {
        Popular::memory(self, shape)
    }

    fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        Ok(Arc::new(Popular::fit(self, training, ctx)?))
    }

    fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(Arc::new(Popular::read(file)?))
    }
}

/// Weight of everybody's shares beside those of a group: a group of few events is mostly like everybody.
const EVERYBODY: f64 = 100.0;
/// Users between two looks at the cancel flag.
const USERS_PER_CHECK: usize = 1 << 12;

/// Items by the summed weight of their training interactions, the history does not matter.
#[derive(Debug, Clone)]
pub struct Popular {
    /// Everybody's score of each item.
    everybody: Vec<f32>,
    /// The score of each item in a group that does not have it; empty without `by`, where everybody is one group.
    elsewhere: Vec<f32>,
    /// Groups × items: the scores of the items that each group has.
    of_groups: CsrMatrix,
    /// Group of each user, counted from 1; 0 for who belongs to none.
    groups: Vec<u32>,
}

/// The scores of a group of users.
#[derive(Clone, Copy)]
struct Scores<'a> {
    all: &'a [f32],
    own: SparseRow<'a>,
}

/// Up to here 32 bits tell all counts apart: 2²⁴.
const WHOLE: f64 = 16_777_216.0;
/// Part of a sum below which a difference comes from rounding: 2⁻³².
const ROUNDING: f64 = 1.0 / 4_294_967_296.0;

impl Popular {
    /// Sums the training part.
    ///
    /// # Errors
    /// A half-life on a log without times; a column that the users file does not have; cancellation.
    pub fn fit(config: &PopularConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start(PopularConfig::INFO.fitting(), 0)?;
        let log = &training.data.interactions;
        if config.half_life_days.is_some() && !log.has_time {
            let info = PopularConfig::INFO;
            return Err(StageError::setting(said!(
                "models-needs-time",
                model = info.label(),
                setting = info.setting("half_life_days")
            )));
        }
        let (n_groups, groups) = match &config.by {
            None => (0, vec![0; log.users.len()]),
            Some(column) => groups(training, column)?,
        };
        ctx.check()?;
        let weights = Weights::new(config.half_life_days, training);
        let n = log.items.len();
        let mut sums = vec![0.0f64; n];
        for user in 0..groups.len() {
            if user.is_multiple_of(USERS_PER_CHECK) {
                ctx.check()?;
            }
            weights.of(user, |item, weight| sums[item as usize] += weight);
        }
        let total: f64 = sums.iter().sum();
        let everybody = ordered(&sums);
        let mut model = Self { everybody, elsewhere: Vec::new(), of_groups: CsrMatrix::empty(n_groups, n), groups };
        if n_groups > 0 {
            for sum in &mut sums {
                *sum = EVERYBODY * *sum / total.max(f64::MIN_POSITIVE);
            }
            model.elsewhere = ordered(&sums);
            model.of_groups = scores_of_groups(n_groups, &model.groups, &weights, &sums, ctx)?;
        }
        Ok(model)
    }

    /// Bytes that fitting takes: sums (as f64, as f32, and in order) and scores of the items, groups of the users; with `by` also the users in the order of their
    /// groups, and an entry for each item that a group has.
    pub fn memory(config: &PopularConfig, shape: &Shape) -> u64 {
        let alone = 16 * shape.items + 12 * shape.users;
        let Some(column) = &config.by else { return alone as u64 };
        let n_groups = shape.groups.get(column).copied().unwrap_or_default();
        let entries = shape.entries.min(n_groups.saturating_mul(shape.items));
        (alone + 16 * shape.items + 16 * shape.users + 8 * n_groups + 8 * entries) as u64
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(file: &mut ModelReader) -> Result<Self, InputError> {
        if file.layout() < 3 {
            return Err(file.broken(said!("models-file-older"), said!("models-file-train-again")));
        }
        let (everybody, elsewhere) = (file.floats("everybody")?, file.floats("elsewhere")?);
        let (of_groups, groups) = (file.sparse("of_groups")?, file.indices("groups")?);
        let fits = of_groups.n_cols() == everybody.len()
            && elsewhere.len() == if of_groups.n_rows() == 0 { 0 } else { everybody.len() };
        if !fits || groups.iter().any(|g| *g as usize > of_groups.n_rows()) {
            return Err(file.damaged(said!("models-file-no-lists")));
        }
        Ok(Self { everybody, elsewhere, of_groups, groups })
    }

    fn scores(&self, history: History<'_>) -> Scores<'_> {
        match history.user.and_then(|user| self.groups.get(user.idx())).copied().unwrap_or(0) {
            0 => Scores { all: &self.everybody, own: SparseRow::EMPTY },
            group => Scores { all: &self.elsewhere, own: self.of_groups.row(group as usize - 1) },
        }
    }
}

impl Scores<'_> {
    fn get(&self, item: u32) -> Option<f32> {
        let own = self.own.indices.binary_search(&item).ok().map(|at| self.own.values[at]);
        own.or_else(|| self.all.get(item as usize).copied())
    }
}

/// What the training interactions count, user by user.
struct Weights<'a> {
    training: TrainingData<'a>,
    /// Microseconds of a half-life's day and the newest event, where events fade.
    fading: Option<(f64, i64)>,
    /// Where the events of each user begin, where they are asked for.
    starts: Vec<usize>,
}

impl<'a> Weights<'a> {
    fn new(half_life: Option<f64>, training: TrainingData<'a>) -> Self {
        let Some(half_life) = half_life else { return Self { training, fading: None, starts: Vec::new() } };
        let log = &training.data.interactions;
        let parts = log.events.iter().zip(&training.split.parts);
        let now = parts.filter(|(_, part)| **part == Part::Train).map(|(e, _)| e.time).max().unwrap_or_default();
        let mut starts = vec![0; log.users.len() + 1];
        for event in &log.events {
            starts[event.user as usize + 1] += 1;
        }
        for user in 0..log.users.len() {
            starts[user + 1] += starts[user];
        }
        Self { training, fading: Some((half_life, now)), starts }
    }

    /// Tells of the items of a user, and what each event or pair counts.
    fn of(&self, user: usize, mut tell: impl FnMut(u32, f64)) {
        let Some((half_life, now)) = self.fading else {
            return self.training.split.train.row(user).iter().for_each(|(item, weight)| tell(item, f64::from(weight)));
        };
        for at in self.starts[user]..self.starts[user + 1] {
            let event = &self.training.data.interactions.events[at];
            if self.training.split.parts[at] == Part::Train {
                let days = (now - event.time) as f64 / time::DAY as f64;
                tell(event.item, f64::from(event.weight) * (-days / half_life).exp2());
            }
        }
    }
}

/// Groups × items: what the users of each group add up to, and everybody's shares; only items that the group has.
fn scores_of_groups(
    n_groups: usize,
    groups: &[u32],
    weights: &Weights<'_>,
    shares: &[f64],
    ctx: &TaskContext,
) -> Result<CsrMatrix, StageError> {
    let mut users: Vec<u32> = (0..groups.len() as u32).filter(|user| groups[*user as usize] > 0).collect();
    // Stable, so that sums run in the order of the users.
    users.sort_by_key(|user| groups[*user as usize]);
    let mut sums = vec![0.0f64; shares.len()];
    let mut items: Vec<u32> = Vec::new();
    let most = weights.training.split.train.n_entries().min(n_groups.saturating_mul(shares.len()));
    let (mut indices, mut values) = (Vec::with_capacity(most), Vec::with_capacity(most));
    let mut indptr = Vec::with_capacity(n_groups + 1);
    indptr.push(0);
    for of_group in users.chunk_by(|a, b| groups[*a as usize] == groups[*b as usize]) {
        items.clear();
        for (at, user) in of_group.iter().enumerate() {
            if at.is_multiple_of(USERS_PER_CHECK) {
                ctx.check()?;
            }
            weights.of(*user as usize, |item, weight| {
                let sum = &mut sums[item as usize];
                if *sum == 0.0 {
                    items.push(item);
                }
                *sum += weight;
            });
        }
        // A weight too small for f64 leaves its item to be met again.
        items.sort_unstable();
        items.dedup();
        for &item in &items {
            indices.push(item);
            values.push((std::mem::take(&mut sums[item as usize]) + shares[item as usize]) as f32);
        }
        indptr.push(indices.len());
    }
    debug_assert_eq!(indptr.len(), n_groups + 1);
    indices.shrink_to_fit();
    values.shrink_to_fit();
    Ok(CsrMatrix::from_parts(shares.len(), indptr, indices, values)
        .unwrap_or_else(|| CsrMatrix::empty(n_groups, shares.len())))
}

/// The number of different values of a user column, and for each user its value counted from 1, or 0.
fn groups(training: TrainingData<'_>, column: &str) -> Result<(usize, Vec<u32>), StageError> {
    let columns = &training.split.user_attributes.columns;
    let Some(attribute) = columns.iter().find(|c| c.name == column) else {
        let (model, by) = (PopularConfig::INFO.label(), PopularConfig::INFO.setting("by"));
        let names: SaidValue = columns.iter().map(|c| &c.name).collect();
        return Err(StageError::setting(match columns.is_empty() {
            true => said!("models-no-users", model = model, setting = by, column = column),
            false => said!("models-no-column", model = model, setting = by, column = column, columns = names),
        }));
    };
    let values = attribute.values();
    let group = |user| attribute.text(user).and_then(|v| values.binary_search(&v).ok()).map_or(0, |at| at as u32 + 1);
    Ok((values.len(), (0..training.data.interactions.users.len()).map(group).collect()))
}

/// Sums in 32 bits. Those above 2²⁴, of which neighbouring counts would become equal, go up by the least there is, so that their
/// order stays; sums that differ by less than [`ROUNDING`] are equal but for the order that they were added in.
fn ordered(sums: &[f64]) -> Vec<f32> {
    let mut scores: Vec<f32> = sums.iter().map(|sum| *sum as f32).collect();
    let mut large: Vec<u32> = (0..sums.len() as u32).filter(|item| sums[*item as usize] >= WHOLE).collect();
    large.sort_unstable_by(|a, b| sums[*a as usize].total_cmp(&sums[*b as usize]));
    let mut last = (0.0, 0.0f32);
    for item in large {
        let sum = sums[item as usize];
        if sum > last.0 * (1.0 + ROUNDING) {
            last = (sum, (sum as f32).max(last.1.next_up()));
        }
        scores[item as usize] = last.1;
    }
    scores
}

impl Recommender for Popular {
    fn n_items(&self) -> usize {
        self.everybody.len()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        let scores = self.scores(history);
        match items {
            Candidates::All => {
                out.copy_from_slice(scores.all);
                scores.own.iter().for_each(|(item, score)| out[item as usize] = score);
            }
            Candidates::Items(items) => {
                out.iter_mut().zip(items).for_each(|(out, item)| *out = scores.get(*item).unwrap_or(0.0));
            }
        }
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        self.scores(history).get(item).map(|score| (Reason::Popularity, score)).into_iter().collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.floats("everybody", &self.everybody);
        out.floats("elsewhere", &self.elsewhere);
        out.sparse("of_groups", &self.of_groups);
        out.indices("groups", &self.groups);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::base::UserIdx;
    use crate::data::{DataConfig, dataset};
    use crate::split;

    #[test]
    fn groups_score_as_sums_over_all_items_do() {
        let ctx = TaskContext::new();
        let file = |name: &str| PathBuf::from(format!("sample:{name}.csv"));
        let config = DataConfig { events: file("events"), users: Some(file("users")), ..DataConfig::default() };
        let data = dataset::load(&config, &ctx).unwrap();
        let split = split::split(&data, &Default::default(), &config.weights, 1, &ctx).unwrap();
        let training = TrainingData { data: &data, split: &split, features: None, seed: 1 };
        let column = data.user_attributes.columns[0].name.clone();
        let (n_groups, groups) = groups(training, &column).unwrap();
        assert!(n_groups > 1);
        for half_life_days in [None, Some(20.0)] {
            let model =
                Popular::fit(&PopularConfig { half_life_days, by: Some(column.clone()) }, training, &ctx).unwrap();
            let weights = Weights::new(half_life_days, training);
            let mut sums = vec![vec![0.0f64; model.n_items()]; n_groups + 1];
            for (user, &group) in groups.iter().enumerate() {
                weights.of(user, |item, weight| {
                    sums[0][item as usize] += weight;
                    if group > 0 {
                        sums[group as usize][item as usize] += weight;
                    }
                });
            }
            let total: f64 = sums[0].iter().sum();
            for (user, &group) in groups.iter().enumerate() {
                let expected = sums[group as usize].iter().zip(&sums[0]).map(|(sum, all)| match group {
                    0 => *sum as f32,
                    _ => (sum + EVERYBODY * all / total) as f32,
                });
                let mut scores = vec![0.0; model.n_items()];
                let history = History { user: Some(UserIdx(user as u32)), ..History::EMPTY };
                model.score(history, Candidates::All, &mut scores);
                assert!(scores.iter().copied().eq(expected), "user {user}");
                let last = model.n_items() as u32 - 1;
                let mut some = [0.0; 2];
                model.score(history, Candidates::Items(&[last, 0]), &mut some);
                assert_eq!(some, [scores[last as usize], scores[0]]);
            }
        }
    }
}
