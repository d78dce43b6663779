//! `popular`: the same list for everybody.

use serde::{Deserialize, Serialize};

use super::recommender::{Candidates, History, Recommender, TrainingData, pick};
use crate::base::{StageError, TaskContext};
use crate::data::time;
use crate::split::Part;

/// Settings of [`Popular`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PopularConfig {
    /// Days after which an event counts half, from the end of the training part; off by default. Needs times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
}

impl PopularConfig {
    pub(super) fn check(&self) -> Result<(), StageError> {
        match self.half_life_days {
            Some(days) if !(days.is_finite() && days > 0.0) => {
                Err(StageError::setting(format!("popular: half_life_days is {days}; it must be above 0.")))
            }
            _ => Ok(()),
        }
    }
}

/// Items by the summed weight of their training interactions, the history does not matter.
#[derive(Debug, Clone)]
pub struct Popular {
    scores: Vec<f32>,
}

impl Popular {
    /// Sums the training part.
    ///
    /// # Errors
    /// A half-life on a log without times.
    pub fn fit(config: &PopularConfig, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Self, StageError> {
        ctx.start("Fitting popular", 0)?;
        let sums = match config.half_life_days {
            None => training.split.train.column_sums(),
            Some(days) => decayed(days, training)?,
        };
        Ok(Self { scores: sums.into_iter().map(|s| s as f32).collect() })
    }
}

fn decayed(half_life_days: f64, training: TrainingData<'_>) -> Result<Vec<f64>, StageError> {
    let log = &training.data.interactions;
    if !log.has_time {
        return Err(StageError::setting("popular: half_life_days needs a time column. Choose one, or leave it off."));
    }
    let events = || log.events.iter().zip(&training.split.parts).filter(|(_, p)| **p == Part::Train).map(|(e, _)| e);
    let now = events().map(|e| e.time).max().unwrap_or_default();
    let mut sums = vec![0.0; log.items.len()];
    for event in events() {
        let days = (now - event.time) as f64 / time::DAY as f64;
        sums[event.item as usize] += f64::from(event.weight) * (-days / half_life_days).exp2();
    }
    Ok(sums)
}

impl Recommender for Popular {
    fn n_items(&self) -> usize {
        self.scores.len()
    }

    fn score(&self, _: History<'_>, items: Candidates<'_>, out: &mut [f32]) {
        pick(&self.scores, items, out);
    }
}
