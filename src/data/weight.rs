//! How much an event says about a user's taste.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clean::DropReason;
use super::names;
use super::time;
use crate::base::Said;
use crate::said;

/// Weights of events and how they become the entries of the interaction matrix.
///
/// w(u, i) = Σ over events of  w_event × value × 2^(−age / half-life), then the transform. The events' own weights are made
/// when the log is read; half-life and transform act in the split, where the end of the training part is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WeightConfig {
    /// Weight of each event type; those not named are guessed from their words. 0 leaves a type out.
    pub events: BTreeMap<String, f64>,
    /// What the value column is used for.
    pub value: ValueUse,
    /// Days after which an event counts half; off by default. Age is counted from the end of the training part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
    /// What is done with the summed weight of a pair.
    pub transform: Transform,
}

impl Default for WeightConfig {
    fn default() -> Self {
        Self { events: BTreeMap::new(), value: ValueUse::Weight, half_life_days: None, transform: Transform::Log }
    }
}

/// What a rating, quantity or count is used for.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueUse {
    /// It multiplies the event's weight.
    #[default]
    Weight,
    /// Only events with at least this value are kept, each with the event's own weight.
    AtLeast(f64),
    /// It is not looked at.
    Ignore,
}

/// What is done with the summed weight of a (user, item) pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// Taken as it is.
    Raw,
    /// log₂(1 + w): the tenth view says less than the first, and one event weighs 1, which regularisation is counted in.
    #[default]
    Log,
    /// 1 for every pair.
    Binary,
}

impl ValueUse {
    /// What a row's value multiplies its weight by; `None` for a log without values.
    pub(super) fn factor(self, value: Option<f64>) -> Result<f64, DropReason> {
        match (self, value) {
            (Self::Ignore, _) | (_, None) => Ok(1.0),
            (Self::AtLeast(least), Some(value)) if value < least => Err(DropReason::BelowThreshold),
            (Self::AtLeast(_), Some(value)) if value.is_finite() => Ok(1.0),
            (_, Some(value)) if value > 0.0 && value < f64::from(f32::MAX) / 1e12 => Ok(value),
            _ => Err(DropReason::UnusableValue),
        }
    }
}

impl WeightConfig {
    /// Whether rows of an event type are kept at all; without a column of types all are of one without a name.
    pub(super) fn uses(&self, event: &str, has_event_column: bool) -> bool {
        !has_event_column || self.event_weight(event) > 0.0
    }

    /// The weight of an event type; 0 leaves it out.
    pub fn event_weight(&self, event: &str) -> f64 {
        self.events.get(event).copied().unwrap_or_else(|| names::event_weight(event))
    }

    /// The part that acts when the log is read; what acts in the split is left at its default.
    #[must_use]
    pub fn of_events(&self) -> Self {
        Self { events: self.events.clone(), value: self.value, ..Self::default() }
    }

    /// The part that acts in the split; what acts when the log is read is left at its default.
    #[must_use]
    pub fn of_pairs(&self) -> Self {
        Self { half_life_days: self.half_life_days, transform: self.transform, ..Self::default() }
    }

    /// Checks the domains: weights finite and not negative, half-life above 0.
    ///
    /// # Errors
    /// A sentence naming the setting and its domain.
    pub fn check(&self) -> Result<(), Said> {
        for (event, weight) in &self.events {
            if !(weight.is_finite() && (0.0..=1e6).contains(weight)) {
                return Err(said!("data-event-weight-range", event = event, weight = *weight));
            }
        }
        if let Some(days) = self.half_life_days
            && !(days.is_finite() && days > 0.0)
        {
            return Err(said!("data-half-life-range", days = days));
        }
        if let ValueUse::AtLeast(least) = self.value
            && !least.is_finite()
        {
            return Err(said!("data-least-value-range", least = least));
        }
        Ok(())
    }

    /// The factor of an event that is `age` microseconds old.
    pub fn decay(&self, age: i64) -> f64 {
        self.half_life_days.map_or(1.0, |days| (-(age.max(0) as f64) / time::DAY as f64 / days).exp2())
    }
}

impl Transform {
    /// Applies the transform to a summed weight.
    pub fn apply(self, weight: f32) -> f32 {
        match self {
            Self::Raw => weight,
            Self::Log => (1.0 + f64::from(weight)).log2() as f32,
            Self::Binary => 1.0,
        }
    }

    /// A summed weight that the transform makes this of; of a binary one it is not known, so one event is taken.
    pub fn invert(self, weight: f32) -> f64 {
        match self {
            Self::Raw => weight.into(),
            Self::Log => f64::from(weight).exp2() - 1.0,
            Self::Binary => 1.0,
        }
    }
}
