//! How much an event says about a user's taste.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::{self, EVENT_CODES, EventCodes, ValueMeaning};
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
    /// Weight of each event type; those not named are guessed from their words. 0 leaves a type out; below 0 its events speak against
    /// their items and are kept apart.
    pub events: BTreeMap<String, f64>,
    /// Whose numbers the event types are, where they are numbers; by default judged by all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codes: Option<CodesChoice>,
    /// What the value is; by default judged by its name and content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<ValueMeaning>,
    /// What the value column is used for.
    pub value: ValueUse,
    /// Which of several ratings of one item counts. Default: the last.
    #[serde(skip_serializing_if = "Again::is_default")]
    pub again: Again,
    /// Days after which an event counts half; off by default. Age is counted from the end of the training part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
    /// What is done with the summed weight of a pair.
    pub transform: Transform,
    /// What a return makes of what was bought. Default: it takes it back.
    #[serde(skip_serializing_if = "Returns::is_default")]
    pub returns: Returns,
}

impl Default for WeightConfig {
    fn default() -> Self {
        Self {
            events: BTreeMap::new(),
            codes: None,
            meaning: None,
            value: ValueUse::Weight,
            again: Again::Last,
            half_life_days: None,
            transform: Transform::Log,
            returns: Returns::TakeBack,
        }
    }
}

/// What a rating, quantity or count is used for.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueUse {
    /// It multiplies the event's weight.
    #[default]
    Weight,
    /// Events with at least this value count, each with the event's own weight; those below speak against their items.
    AtLeast(f64),
    /// It is not looked at.
    Ignore,
}

/// Whose numbers event types are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodesChoice {
    /// Nobody's: each is a type without a word.
    None,
    /// 1 view, 2 favourite, 3 cart, 4 purchase.
    Taobao,
    /// 1 view, 2 cart, 3 removed from the cart, 4 order, 5 follow, 6 click.
    Jd,
}

/// Which of several ratings of one item by one user counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// The last.
    #[default]
    Last,
    /// The first.
    First,
    /// Their mean, at the time of the last.
    Mean,
    /// The highest, at the time of the last.
    Max,
    /// Their sum, each at its own time.
    Sum,
}

impl Again {
    /// All, in the order of choice lists.
    pub const ALL: [Self; 5] = [Self::Last, Self::First, Self::Mean, Self::Max, Self::Sum];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::First => "first",
            Self::Mean => "mean",
            Self::Max => "max",
            Self::Sum => "sum",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
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

/// What a return makes of what was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// It takes back the last purchases of its user and item, as far as it covers them; where a log is parted by a moment, those in the same part.
    #[default]
    TakeBack,
    /// Nothing: what was bought counts.
    Keep,
}

impl Returns {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Stands in a file without values for those that its rows would have.
pub(super) const NO_VALUE: f64 = f64::NEG_INFINITY;

/// What a row's value makes of it.
pub(super) enum Valued {
    /// It counts this much.
    Counts(f64),
    /// It takes back this much.
    Returns(f64),
    /// It is no value.
    Unusable,
}

impl ValueUse {
    /// What a row's value multiplies its weight by; every row counts once in a log without values. A threshold is looked at later, when it is
    /// known which of several ratings counts.
    pub(super) fn valued(self, value: Option<f64>, meaning: ValueMeaning) -> Valued {
        let is_usable = |value: f64| value.is_finite() && value.abs() < f64::from(f32::MAX) / 1e12;
        match (self, value) {
            // However much was given back, it was given back.
            (Self::Ignore, Some(value)) if value < 0.0 && value.is_finite() && meaning == ValueMeaning::Quantity => {
                Valued::Returns(1.0)
            }
            (Self::Ignore, _) | (_, None) => Valued::Counts(1.0),
            (Self::Weight, Some(NO_VALUE)) => Valued::Counts(1.0),
            // What has no value is not below any.
            (Self::AtLeast(_), Some(NO_VALUE)) => Valued::Counts(f32::MAX.into()),
            // Compared alone, it may be as large as it likes.
            (Self::AtLeast(_), Some(value)) if value.is_finite() => {
                Valued::Counts(value.clamp(f64::from(f32::MIN), f64::from(f32::MAX)))
            }
            (Self::Weight, Some(value)) if value > 0.0 && is_usable(value) => Valued::Counts(value),
            (Self::Weight, Some(value)) if value < 0.0 && is_usable(value) && meaning == ValueMeaning::Quantity => {
                Valued::Returns(-value)
            }
            _ => Valued::Unusable,
        }
    }
}

impl WeightConfig {
    /// The numbers that event types are, if they are numbers of a known log.
    pub fn codes_of<'a>(&self, types: impl Iterator<Item = &'a str> + Clone) -> Option<&'static EventCodes> {
        let named = |id: &str| EVENT_CODES.iter().find(|codes| codes.id == id);
        match self.codes {
            None => EventCodes::of(types),
            Some(CodesChoice::None) => None,
            Some(CodesChoice::Taobao) => named("taobao"),
            Some(CodesChoice::Jd) => named("jd"),
        }
    }

    /// The weight of an event type, whose number is one of `codes` if there are any. One without a name counts once.
    pub fn event_weight(&self, event: &str, codes: Option<&EventCodes>) -> f64 {
        let word = codes.and_then(|codes| codes.word(event)).unwrap_or(event);
        let guess = || if event.is_empty() { 1.0 } else { names::event_weight(word) };
        self.events.get(event).copied().unwrap_or_else(guess)
    }

    /// The part that acts when the log is read; what acts in the split is left at its default.
    #[must_use]
    pub fn of_events(&self) -> Self {
        Self { half_life_days: None, transform: Transform::default(), returns: Returns::default(), ..self.clone() }
    }

    /// The part that acts in the split; what acts when the log is read is left at its default.
    #[must_use]
    pub fn of_pairs(&self) -> Self {
        let Self { half_life_days, transform, returns, .. } = *self;
        Self { half_life_days, transform, returns, ..Self::default() }
    }

    /// Checks the domains: weights finite, half-life above 0.
    ///
    /// # Errors
    /// A sentence naming the setting and its domain.
    pub fn check(&self) -> Result<(), Said> {
        for (event, weight) in &self.events {
            if !(weight.is_finite() && (-1e6..=1e6).contains(weight)) {
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
