//! The models of a project by names of their own, so that a kind can take part more than once: two `ease` with different settings.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::config::{ModelConfig, ModelKind, Written};
use crate::base::{Said, StageError};
use crate::said;

/// The name of a model in its project. Unless its owner gives it another, it is that of the kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(Arc<str>);

/// Characters that a name has at the most.
const LONGEST: usize = 60;
/// The name of the blend among the runs.
const BLEND: &str = "blend";
/// Names of other columns of the file of lists.
const COLUMNS: [&str; 5] = ["user", "rank", "item", "score", "served"];

impl ComponentId {
    /// A name, if it can be one: it also names a file and a column.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn new(name: &str) -> Result<Self, Said> {
        let name = name.trim();
        let n = name.chars().count();
        let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
        if n == 0 || n > LONGEST {
            return Err(said!("models-name-length", most = LONGEST));
        }
        if let Some(c) = name.chars().find(|c| forbidden(*c)) {
            return Err(said!("models-name-character", character = c.escape_default().to_string()));
        }
        if name.starts_with('.') || name.ends_with('.') {
            return Err(said!("models-name-full-stop"));
        }
        if name == BLEND || COLUMNS.contains(&name) {
            return Err(said!("models-name-reserved", name = name));
        }
        Ok(Self(name.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<ModelKind> for ComponentId {
    fn from(kind: ModelKind) -> Self {
        Self(kind.id().into())
    }
}

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ComponentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ComponentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(Said::into_error)
    }
}

/// A model that takes part in a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Its name, unlike those of all others.
    pub id: ComponentId,
    /// Its kind and settings.
    pub model: ModelConfig,
}

impl Component {
    /// The name on the screen: that of the kind, with its number if there are several, unless its owner gave it one.
    pub fn label(&self) -> Said {
        let kind = self.model.kind();
        match self.id.as_str().strip_prefix(kind.id()) {
            Some("") => kind.label(),
            Some(number) if number.starts_with(' ') && number[1..].parse::<u32>().is_ok() => {
                said!("numbered", name = kind.label(), number = number.trim_start())
            }
            _ => Said::plain(self.id.as_str()),
        }
    }

    /// Checks name and settings.
    ///
    /// # Errors
    /// The name of another kind, or a setting outside its domain, in words.
    pub fn check(&self) -> Result<(), StageError> {
        match ModelKind::named(self.id.as_str()) {
            Some(kind) if kind != self.model.kind() => {
                let own = self.model.kind().label();
                Err(StageError::setting(said!("models-name-of-kind", own = own, name = kind.id())))
            }
            _ => self.model.check(),
        }
    }

    /// Its place among the models of a project: by kind, then those that have the kind's name, then by name.
    pub fn order(&self) -> impl Ord + '_ {
        let kind = self.model.kind();
        (kind, !self.id.as_str().starts_with(kind.id()), &self.id)
    }

    /// The first of "ease", "ease 2", "ease 3" … that no other model of the project has.
    pub fn with_free_name(model: ModelConfig, others: &[Self]) -> Self {
        let is_taken = |id: &ComponentId| others.iter().any(|other| other.id == *id);
        let mut id = ComponentId::from(model.kind());
        let mut n = 2;
        while is_taken(&id) {
            id = ComponentId(format!("{} {n}", model.kind()).into());
            n += 1;
        }
        Self { id, model }
    }
}

impl From<ModelConfig> for Component {
    fn from(model: ModelConfig) -> Self {
        Self { id: model.kind().into(), model }
    }
}

/// In files the name is left out where it is that of the kind.
impl Serialize for Component {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = Some(self.id.as_str()).filter(|name| *name != self.model.kind().id());
        self.model.serialize_named(name, serializer)
    }
}

impl<'de> Deserialize<'de> for Component {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { name, model } = Written::deserialize(deserializer)?;
        Ok(Self { id: name.unwrap_or_else(|| model.kind().into()), model })
    }
}
