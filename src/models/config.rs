//! A kind of model with its settings, whatever kind it is.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::REGISTRY;
use super::model_file::ModelReader;
use super::recommender::{Recommender, TrainingData};
use super::settings::{self, Setting};
use super::spec::{AnySpec, Entry, ModelInfo, ModelSpec};
use crate::base::{InputError, Said, SaidValue, StageError, TaskContext};
use crate::features::FeatureMatrix;
use crate::said;
use crate::split::Shape;

/// A kind of model: its place in the registry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelKind(u8);

impl ModelKind {
    /// All kinds, in the order of lists.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0..REGISTRY.len() as u8).map(Self)
    }

    /// The kind whose settings are `S`.
    ///
    /// # Panics
    /// Where the registry has no line for it.
    pub fn of<S: ModelSpec>() -> Self {
        Self::named(S::INFO.id).unwrap_or_else(|| panic!("the registry has no line for {}", S::INFO.id))
    }

    /// The kind with a name in files.
    pub fn named(id: &str) -> Option<Self> {
        Self::all().find(|kind| kind.id() == id)
    }

    fn entry(self) -> &'static Entry {
        &REGISTRY[usize::from(self.0)]
    }

    /// What is known of it.
    pub fn info(self) -> &'static ModelInfo {
        self.entry().info
    }

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// The name on the screen.
    pub fn label(self) -> Said {
        self.info().label()
    }

    /// What it does, in a sentence for people who do not compute it.
    pub fn meaning(self) -> Said {
        Said::of(format!("model-{}.meaning", self.id()))
    }

    /// What can be set.
    pub fn settings(self) -> &'static [Setting] {
        self.info().settings
    }

    /// The settings a new model of this kind starts from.
    pub fn default_config(self) -> ModelConfig {
        ModelConfig { kind: self, spec: (self.entry().default)() }
    }
}

impl fmt::Display for ModelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for ModelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl std::str::FromStr for ModelKind {
    type Err = Said;

    fn from_str(text: &str) -> Result<Self, Said> {
        let ids = || Self::all().map(Self::id).collect::<SaidValue>();
        Self::named(&text.replace('-', "_")).ok_or_else(|| said!("models-unknown", text = text, known = ids()))
    }
}

impl Serialize for ModelKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for ModelKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Said::into_error)
    }
}

/// A kind of model with its settings.
#[derive(Clone)]
pub struct ModelConfig {
    kind: ModelKind,
    spec: Arc<dyn AnySpec>,
}

impl<S: ModelSpec> From<S> for ModelConfig {
    fn from(settings: S) -> Self {
        Self { kind: ModelKind::of::<S>(), spec: Arc::new(settings) }
    }
}

impl PartialEq for ModelConfig {
    fn eq(&self, other: &Self) -> bool {
        self.spec.equals(&*other.spec)
    }
}

impl fmt::Debug for ModelConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}

impl ModelConfig {
    /// The kind of model.
    pub fn kind(&self) -> ModelKind {
        self.kind
    }

    /// Its settings, if they are of this kind.
    pub fn settings<S: ModelSpec>(&self) -> Option<&S> {
        self.spec.as_any().downcast_ref()
    }

    /// Whether fitting asks for the items' features.
    pub fn needs_features(&self) -> bool {
        self.kind.info().needs_features
    }

    /// The settings as they are written, by name; `id` names the kind.
    pub fn written(&self) -> Value {
        let mut written = serde_json::Map::from_iter([("id".to_owned(), self.kind.id().into())]);
        if let Value::Object(settings) = self.spec.written() {
            written.extend(settings);
        }
        written.into()
    }

    /// Writes the settings in the order of their table, behind the kind and a name if there is one.
    pub(super) fn serialize_named<S: Serializer>(&self, name: Option<&str>, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.spec.written();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.kind.id())?;
        if let Some(name) = name {
            map.serialize_entry("name", name)?;
        }
        for setting in self.kind.settings() {
            if let Some(value) = written.get(setting.name) {
                map.serialize_entry(setting.name, value)?;
            }
        }
        map.end()
    }

    /// The same kind of model with one setting changed; `None` where the setting or the value's type is not its own.
    #[must_use]
    pub fn with(&self, setting: &str, value: Value) -> Option<Self> {
        let mut written = self.spec.written();
        written.as_object_mut()?.insert(setting.to_owned(), value);
        Some(Self { kind: self.kind, spec: (self.kind.entry().parse)(written).ok()? })
    }

    /// Checks the settings' domains.
    ///
    /// # Errors
    /// A sentence naming the setting and its domain.
    pub fn check(&self) -> Result<(), StageError> {
        settings::check(self.kind.id(), self.kind.settings(), &self.spec.written())
    }

    /// Bytes that fitting is going to take at the most: see [`ModelSpec::memory`].
    pub fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        self.spec.memory(shape, features)
    }

    /// Fits a model on the training part, once its memory is free beside that of other work.
    ///
    /// # Errors
    /// Settings outside their domains, too little memory, data that the model cannot learn from, or cancellation.
    pub fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        self.check()?;
        let features = training.features.map(|f| &**f);
        let items = said!("n-items", n = training.split.train.n_cols());
        let needed = self.memory(&training.split.shape, features);
        let instead = match self.kind.info().smaller.and_then(ModelKind::named) {
            Some(smaller) => said!("models-use-instead", model = smaller.label()),
            None => said!("models-smaller-settings"),
        };
        let _reserved = ctx.reserve(needed, self.kind.label(), items, instead)?;
        self.spec.fit(training, ctx)
    }

    /// Reads a fitted model of this kind.
    pub(super) fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        self.spec.read(file)
    }
}

impl Serialize for ModelConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_named(None, serializer)
    }
}

impl<'de> Deserialize<'de> for ModelConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::<IgnoredAny>::deserialize(deserializer)?;
        match written.name {
            Some(_) => Err(said!("models-no-name-here").into_error()),
            None => Ok(written.model),
        }
    }
}

/// A table that was written by [`ModelConfig::serialize_named`]. Read field by field, so that a mistake is named with its row.
pub(super) struct Written<N> {
    pub(super) name: Option<N>,
    pub(super) model: ModelConfig,
}

impl<'de, N: Deserialize<'de>> Deserialize<'de> for Written<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WrittenVisitor(PhantomData))
    }
}

struct WrittenVisitor<N>(PhantomData<N>);

impl<'de, N: Deserialize<'de>> Visitor<'de> for WrittenVisitor<N> {
    type Value = Written<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{ id = …, … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut kind, mut name, mut settings) = (None::<ModelKind>, None, serde_json::Map::new());
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "id" => kind = Some(map.next_value()?),
                "name" => name = Some(map.next_value()?),
                _ => _ = settings.insert(field, map.next_value()?),
            }
        }
        let kind = kind.ok_or_else(|| A::Error::missing_field("id"))?;
        let spec = (kind.entry().parse)(settings.into()).map_err(A::Error::custom)?;
        Ok(Written { name, model: ModelConfig { kind, spec } })
    }
}
