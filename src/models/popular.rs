//! `popular`: the same list for everybody.

use serde::{Deserialize, Serialize};

use super::recommender::{Candidates, Contribution, History, Reason, Recommender, TrainingData, pick};
use super::settings::{Domain, Search, Setting};
use super::store::{ModelReader, ModelWriter};
use crate::base::{InputError, StageError, TaskContext};
use crate::data::time;
use crate::math::DenseMatrix;
use crate::split::Part;

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
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "half_life_days",
        label: "Newer events count more",
        help: "Days after which an event counts half",
        domain: Domain::Optional(0.001, 100_000.0),
        search: Search::Log(1.0, 365.0),
    },
    Setting {
        name: "by",
        label: "Popular among",
        help: "A list for each value of a column of the users file, such as segment or region",
        domain: Domain::UserColumn,
        search: Search::Fixed,
    },
];

/// Weight of everybody's shares beside those of a group: a group of few events is mostly like everybody.
const EVERYBODY: f64 = 100.0;

/// Items by the summed weight of their training interactions, the history does not matter.
#[derive(Debug, Clone)]
pub struct Popular {
    /// Groups × items: of everybody, and then of each group, where they are told apart.
    scores: DenseMatrix,
    /// Position in `scores` of each user; 0 for who belongs to no group.
    groups: Vec<u32>,
}

impl Popular {
    /// Sums the training part.
    ///
    /// # Errors
    /// A half-life on a log without times; a column that the users file does not have.
    pub fn fit(config: &PopularConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start("Fitting popular", 0)?;
        let log = &training.data.interactions;
        if config.half_life_days.is_some() && !log.has_time {
            return Err(StageError::setting(
                "popular: half_life_days needs a time column. Choose one, or leave it off.",
            ));
        }
        let (names, groups) = match &config.by {
            None => (0, vec![0; log.users.len()]),
            Some(column) => groups(training, column)?,
        };
        let mut sums = vec![vec![0.0f64; log.items.len()]; names + 1];
        let mut add = |user: u32, item: u32, weight: f64| {
            sums[0][item as usize] += weight;
            if let group @ 1.. = groups[user as usize] {
                sums[group as usize][item as usize] += weight;
            }
        };
        match config.half_life_days {
            None => {
                for (user, row) in training.split.train.rows().enumerate() {
                    row.iter().for_each(|(item, weight)| add(user as u32, item, f64::from(weight)));
                }
            }
            Some(half_life) => {
                let parts = log.events.iter().zip(&training.split.parts);
                let events: Vec<_> = parts.filter(|(_, p)| **p == Part::Train).map(|(e, _)| e).collect();
                let now = events.iter().map(|e| e.time).max().unwrap_or_default();
                for event in events {
                    let days = (now - event.time) as f64 / time::DAY as f64;
                    add(event.user, event.item, f64::from(event.weight) * (-days / half_life).exp2());
                }
            }
        }
        let total: f64 = sums[0].iter().sum();
        let everybody = sums[0].clone();
        for of_group in &mut sums[1..] {
            for (sum, all) in of_group.iter_mut().zip(&everybody) {
                *sum += EVERYBODY * all / total.max(f64::MIN_POSITIVE);
            }
        }
        let mut scores = DenseMatrix::zeros(sums.len(), log.items.len());
        for (score, sum) in scores.values_mut().iter_mut().zip(sums.iter().flatten()) {
            *score = *sum as f32;
        }
        Ok(Self { scores, groups })
    }

    /// Reads what [`Recommender::save`] wrote.
    ///
    /// # Errors
    /// Arrays that are missing or do not fit each other.
    pub fn read(file: &mut ModelReader) -> Result<Self, InputError> {
        let scores = file.dense("scores")?;
        let groups = file.indices("groups")?;
        if scores.n_rows() == 0 || groups.iter().any(|g| *g as usize >= scores.n_rows()) {
            return Err(file.broken("holds groups without a list", "Save the model again"));
        }
        Ok(Self { scores, groups })
    }

    fn scores(&self, history: History<'_>) -> &[f32] {
        let group = history.user.and_then(|user| self.groups.get(user.idx())).copied().unwrap_or(0);
        self.scores.row(group as usize)
    }
}

/// The number of different values of a user column, and for each user its value counted from 1, or 0.
fn groups(training: TrainingData<'_>, column: &str) -> Result<(usize, Vec<u32>), StageError> {
    let columns = &training.split.user_attributes.columns;
    let Some(attribute) = columns.iter().find(|c| c.name == column) else {
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
        return Err(StageError::setting(match names.is_empty() {
            true => format!("popular: by is “{column}”, but nothing is known of the users. Add a users file."),
            false => format!("popular: by is “{column}”, but the users have {}.", names.join(", ")),
        }));
    };
    let mut values: Vec<&str> = (0..attribute.len()).filter_map(|user| attribute.text(user)).collect();
    values.sort_unstable();
    values.dedup();
    let group = |user| attribute.text(user).and_then(|v| values.binary_search(&v).ok()).map_or(0, |at| at as u32 + 1);
    Ok((values.len(), (0..training.data.interactions.users.len()).map(group).collect()))
}

impl Recommender for Popular {
    fn n_items(&self) -> usize {
        self.scores.n_cols()
    }

    fn score(&self, history: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        pick(self.scores(history), items, out);
    }

    fn explain(&self, history: History<'_>, item: u32) -> Vec<Contribution> {
        self.scores(history).get(item as usize).map(|score| (Reason::Popularity, *score)).into_iter().collect()
    }

    fn save<'a>(&'a self, out: &mut ModelWriter<'a>) {
        out.dense("scores", &self.scores);
        out.indices("groups", &self.groups);
    }
}
