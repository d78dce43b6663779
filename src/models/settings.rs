//! What can be set of a model: one table a model, from which its settings are checked, drawn, and searched.

use std::fmt::Display;

use rand::RngExt as _;
use serde_json::Value;

use crate::base::seed::Rng;
use crate::base::{Said, SaidValue, StageError};
use crate::said;

/// One setting of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The key in project files and on the command line.
    pub name: &'static str,
    /// The values that are legal.
    pub domain: Domain,
    /// Where a search looks.
    pub search: Search,
    /// Another setting and the choice of it without which this one has no effect.
    pub only_with: Option<(&'static str, &'static str)>,
}

/// The values that a setting can have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Domain {
    /// Whole numbers from … to ….
    Whole(u64, u64),
    /// Numbers from … to ….
    Real(f64, f64),
    /// A number from … to …, or nothing.
    Optional(f64, f64),
    /// One of these, by key.
    Choice(&'static [&'static str]),
    /// On or off.
    Switch,
    /// The name of a column of the users file, or nothing.
    UserColumn,
}

/// The part of a domain that a search looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Search {
    /// None: the setting stays as it is.
    Fixed,
    /// Evenly from … to ….
    Even(f64, f64),
    /// Evenly by its logarithm from … to …, both above 0.
    Log(f64, f64),
    /// All choices, or on and off.
    All,
}

impl Setting {
    /// The same row, for a setting that has an effect only where `setting` is `choice`.
    pub(super) const fn only_with(self, setting: &'static str, choice: &'static str) -> Self {
        Self { only_with: Some((setting, choice)), ..self }
    }

    /// Whether it has an effect beside the others, given as they are written.
    pub fn has_effect(&self, written: &Value) -> bool {
        self.only_with.is_none_or(|(setting, choice)| written.get(setting).is_some_and(|v| v == choice))
    }

    /// The name on the screen, as a setting of a kind of model.
    pub fn label(&self, kind: impl Display) -> Said {
        Said::of(format!("model-{kind}.{}", self.name))
    }

    /// What it does and why one would change it.
    pub fn help(&self, kind: impl Display) -> Said {
        Said::of(format!("model-{kind}.{}-help", self.name))
    }

    /// A choice as it reads on the screen.
    pub fn choice(&self, key: &str) -> Said {
        Said::of(format!("{}-{key}", self.name))
    }

    /// A value as it reads on the screen.
    pub fn value(&self, value: &Value) -> SaidValue {
        match (value, self.domain) {
            (Value::String(key), Domain::Choice(_)) => self.choice(key).into(),
            (Value::String(text), _) => text.into(),
            (Value::Bool(true), _) => said!("on").into(),
            (Value::Bool(false) | Value::Null, _) => said!("off").into(),
            (number, _) => match (number.as_u64(), number.as_f64()) {
                (Some(n), _) => SaidValue::Count(n),
                (None, Some(x)) => SaidValue::Number(x),
                (None, None) => number.to_string().into(),
            },
        }
    }

    /// Checks a value.
    fn check(&self, model: &str, value: &Value) -> Result<(), StageError> {
        let name = self.name;
        let range = |low: f64, high: f64| {
            Err(StageError::setting(match value.as_f64() {
                Some(v) if (low..=high).contains(&v) => return Ok(()),
                Some(v) => {
                    said!("models-setting-range", model = model, setting = name, value = v, low = low, high = high)
                }
                None => said!("models-setting-no-number", model = model, setting = name, low = low, high = high),
            }))
        };
        match self.domain {
            Domain::Whole(low, high) => range(low as f64, high as f64),
            Domain::Real(low, high) => range(low, high),
            Domain::Optional(..) if value.is_null() => Ok(()),
            Domain::Optional(low, high) => range(low, high),
            // The types of the settings allow nothing else.
            Domain::Choice(_) | Domain::Switch | Domain::UserColumn => Ok(()),
        }
    }

    /// Draws a value from where a search looks; `None` for a setting that stays.
    pub fn draw(&self, random: &mut Rng) -> Option<Value> {
        let number = |v: f64| match self.domain {
            Domain::Whole(..) => Value::from(v.round() as u64),
            // Four digits: what is found is to be read and typed again.
            _ => Value::from(format!("{v:.3e}").parse::<f64>().unwrap_or(v)),
        };
        match (self.search, self.domain) {
            (Search::Fixed, _) => None,
            (Search::Even(low, high), _) => Some(number(low + (high - low) * random.random::<f64>())),
            (Search::Log(low, high), _) => Some(number((low.ln() + (high / low).ln() * random.random::<f64>()).exp())),
            (Search::All, Domain::Choice(choices)) => {
                choices.get(random.random_range(0..choices.len())).map(|key| Value::from(*key))
            }
            (Search::All, _) => Some(Value::from(random.random::<bool>())),
        }
    }
}

/// Checks all settings of a model, given as they are written.
///
/// # Errors
/// The first setting outside its domain, with the domain.
pub fn check(model: &str, settings: &[Setting], written: &Value) -> Result<(), StageError> {
    settings.iter().try_for_each(|s| s.check(model, written.get(s.name).unwrap_or(&Value::Null)))
}

/// A table row.
pub(super) const fn row(name: &'static str, domain: Domain, search: Search) -> Setting {
    Setting { name, domain, search, only_with: None }
}

/// A table row: a whole number.
pub(super) const fn whole(name: &'static str, domain: (u64, u64), search: Search) -> Setting {
    row(name, Domain::Whole(domain.0, domain.1), search)
}

/// A table row: a number.
pub(super) const fn real(name: &'static str, domain: (f64, f64), search: Search) -> Setting {
    row(name, Domain::Real(domain.0, domain.1), search)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_on_the_screen() {
        const CHOICE: Setting = row("similarity", Domain::Choice(&["tf_idf"]), Search::All);
        let words = |value: Value| CHOICE.value(&value);
        assert_eq!(words("tf_idf".into()), Said::new("similarity-tf_idf").into());
        assert_eq!([words(100_000.into()), words(0.25.into())], [SaidValue::Count(100_000), SaidValue::Number(0.25)]);
        assert_eq!([words(true.into()), words(Value::Null)], [said!("on").into(), said!("off").into()]);
    }
}
