//! Something to be said, before it is put into words: a key, and the values in it.
//!
//! What happens is noticed where no language is known. It is handed upwards as [`Said`] and becomes a sentence in `words` alone.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The key of words that were put together elsewhere.
const PLAIN: &str = "plain";
/// What is said stands behind it in the error of a library.
const MARK: &str = "said:";

/// A sentence or label by its key. In files, words that were put together elsewhere are plain text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Said {
    /// Its name in the files of words.
    pub key: Cow<'static, str>,
    /// What stands in it, by name.
    pub values: Vec<(Cow<'static, str>, SaidValue)>,
}

/// A value in a sentence. The language decides how it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidValue {
    /// A name, or words of others that have no translation.
    Text(String),
    /// A whole number of things.
    Count(u64),
    /// A number, written with as many digits as it has.
    Number(f64),
    /// An amount of memory.
    Bytes(u64),
    /// A share, 0 to 1.
    Share(f64),
    /// A duration in seconds.
    Secs(f64),
    /// Several, one after the other.
    List(Vec<SaidValue>),
    /// Something else that is said.
    Said(Said),
}

impl Said {
    /// Something without values.
    pub const fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), values: Vec::new() }
    }

    /// Something of a family: the label of a model, of a metric.
    pub fn of(key: String) -> Self {
        Self { key: Cow::Owned(key), values: Vec::new() }
    }

    /// A name or the words of others, which no language changes.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(PLAIN).with("text", text.into())
    }

    /// As the error of a `Deserialize`, from which [`Said::of_error`] takes it again.
    pub fn into_error<E: serde::de::Error>(self) -> E {
        E::custom(format!("{MARK}{}", serde_json::to_string(&self).unwrap_or_default()))
    }

    /// What an error of reading says: what [`Said::into_error`] put into it, else its own words.
    pub fn of_error(message: &str) -> Self {
        let said =
            message.split_once(MARK).map(|(_, rest)| serde_json::Deserializer::from_str(rest).into_iter().next());
        match said {
            Some(Some(Ok(said))) => said,
            _ => Self::plain(message),
        }
    }

    /// The text of what no language changes.
    pub fn as_plain(&self) -> Option<&str> {
        match &self.values[..] {
            [(_, SaidValue::Text(text))] if self.key == PLAIN => Some(text),
            _ => None,
        }
    }

    /// Whether there is nothing to be said.
    pub fn is_empty(&self) -> bool {
        self.as_plain() == Some("")
    }

    /// The same with a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<SaidValue>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }
}

/// Says something by its key: `said!("log-empty")`, `said!("needs-memory", model = name, bytes = SaidValue::Bytes(n))`.
#[macro_export]
macro_rules! said {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::base::Said::new($key)$(.with(stringify!($name), $value))*
    };
}

/// For logs and for those who debug; people read what `words` makes of it.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (PLAIN, [(_, text)]) = (&*self.key, &self.values[..]) {
            return write!(f, "{text}");
        }
        f.write_str(&self.key)?;
        for (name, value) in &self.values {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for SaidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(n) | Self::Bytes(n) => write!(f, "{n}"),
            Self::Number(x) | Self::Share(x) | Self::Secs(x) => write!(f, "{x}"),
            Self::List(values) => values.iter().try_for_each(|value| write!(f, "{value}, ")),
            Self::Said(said) => write!(f, "({said})"),
        }
    }
}

/// How it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    ByKey { key: Cow<'static, str>, values: Vec<(Cow<'static, str>, SaidValue)> },
}

impl From<Said> for Written {
    fn from(Said { key, values }: Said) -> Self {
        match (&*key, &values[..]) {
            (PLAIN, [(_, SaidValue::Text(text))]) => Self::Plain(text.clone()),
            _ => Self::ByKey { key, values },
        }
    }
}

impl From<Written> for Said {
    fn from(written: Written) -> Self {
        match written {
            Written::Plain(text) => Self::plain(text),
            Written::ByKey { key, values } => Self { key, values },
        }
    }
}

impl From<&Said> for Said {
    fn from(said: &Self) -> Self {
        said.clone()
    }
}

impl From<&str> for SaidValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SaidValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for SaidValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Path> for SaidValue {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<&PathBuf> for SaidValue {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<usize> for SaidValue {
    fn from(n: usize) -> Self {
        Self::Count(n as u64)
    }
}

impl From<u64> for SaidValue {
    fn from(n: u64) -> Self {
        Self::Count(n)
    }
}

impl From<u32> for SaidValue {
    fn from(n: u32) -> Self {
        Self::Count(n.into())
    }
}

impl<T: Into<Self>> FromIterator<T> for SaidValue {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl From<f64> for SaidValue {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

impl From<Said> for SaidValue {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}
