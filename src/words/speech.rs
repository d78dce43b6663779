//! What is said, in the words of a language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::language::{LANGUAGES, Language};
use super::number::number;
use crate::base::{Said, SaidValue};
use crate::said;

/// The words of a language.
pub struct Words {
    /// The language.
    pub language: &'static Language,
    bundle: FluentBundle<FluentResource>,
    /// What stands before and behind all that is said.
    marks: Option<[&'static str; 2]>,
}

impl Words {
    /// The words of a language. What it lacks is said in the first one.
    pub fn of(language: &'static Language) -> Self {
        let locales = [language.id, LANGUAGES[0].id].iter().filter_map(|id| id.parse().ok()).collect();
        let mut bundle = FluentBundle::new_concurrent(locales);
        // Marks of direction around values would be drawn as boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(n) => Some(number(n.value)),
            _ => None,
        }));
        for text in [LANGUAGES[0].text, language.text] {
            // Files of words are tested: what cannot be read is left out, and said in the first language or by its key.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle, marks: None }
    }

    /// The words of a language with marks around each sentence and label, to see what is not said by its key, and what is cut.
    pub fn marked(language: &'static Language, marks: [&'static str; 2]) -> Self {
        Self { marks: Some(marks), ..Self::of(language) }
    }

    /// The words of something that is said, or of an error; its key where there are none.
    pub fn say(&self, said: impl Into<Said>) -> String {
        let said = said.into();
        let words = self.unmarked(&said);
        match self.marks.filter(|_| said.as_plain().is_none()) {
            Some([before, behind]) => format!("{before}{words}{behind}"),
            None => words,
        }
    }

    pub(super) fn unmarked(&self, said: &Said) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in &said.values {
            values.set(&**name, self.value(value));
        }
        self.pattern(&said.key, Some(&values)).unwrap_or_else(|| match said.values[..] {
            [] => name(&said.key).to_owned(),
            _ => said.to_string(),
        })
    }

    /// The words of a key, or of a part of it: "model-ease", "model-ease.meaning".
    fn pattern(&self, key: &str, values: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = match key.split_once('.') {
            Some((key, part)) => self.bundle.get_message(key)?.get_attribute(part)?.value(),
            None => self.bundle.get_message(key)?.value()?,
        };
        Some(self.bundle.format_pattern(pattern, values, &mut Vec::new()).into_owned())
    }

    /// Several values, one after the other.
    fn list(&self, values: &[SaidValue]) -> String {
        let [values @ .., last] = values else { return String::new() };
        let last = self.unmarked(&said!("plain", text = last.clone()));
        values.iter().rev().fold(last, |rest, first| self.unmarked(&said!("list", first = first.clone(), rest = rest)))
    }

    fn value(&self, value: &SaidValue) -> FluentValue<'static> {
        match value {
            SaidValue::Text(text) => text.clone().into(),
            SaidValue::Count(n) => FluentValue::from(*n as f64),
            SaidValue::Number(x) => FluentValue::from(*x),
            SaidValue::Share(x) => self.percent(*x, None).into(),
            SaidValue::Bytes(n) => self.bytes(*n).into(),
            SaidValue::Secs(x) => self.duration(*x).into(),
            SaidValue::List(values) => self.list(values).into(),
            SaidValue::Said(said) => self.unmarked(said).into(),
        }
    }
}

/// The name in a key of a family that has no words for it: "rp3" of "model-rp3", "alpha" of "model-rp3.alpha". What would explain it is
/// left out.
fn name(key: &str) -> &str {
    if key.ends_with(".meaning") || key.ends_with("-help") {
        return "";
    }
    key.split_once('.').or_else(|| key.split_once('-')).map_or(key, |(_, name)| name)
}
