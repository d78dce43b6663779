//! Which models are trained, with which settings.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::click_ranker::{self, ClickRanker, ClickRankerConfig};
use super::content::{self, Content, ContentConfig};
use super::content_components::ContentComponents;
use super::ease::{self, Ease, EaseConfig};
use super::graph_filter::{self, GraphFilter, GraphFilterConfig};
use super::ials::{self, Ials, IalsConfig};
use super::item_knn::{self, ItemKnnConfig};
use super::item_weights::ItemWeights;
use super::popular::{self, Popular, PopularConfig};
use super::recommender::{Recommender, TrainingData};
use super::rp3beta::{self, Rp3BetaConfig};
use super::session_knn::{self, SessionKnn, SessionKnnConfig};
use super::settings::{self, Setting};
use super::sparse_ease::{self, SparseEaseConfig};
use super::store::ModelReader;
use super::transitions::{self, Transitions, TransitionsConfig};
use super::user_knn::{self, UserKnn, UserKnnConfig};
use crate::base::format::thousands;
use crate::base::{InputError, StageError, TaskContext, machine};
use crate::features::FeatureMatrix;
use crate::split::Shape;

/// A kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelId {
    /// What everybody takes.
    Popular,
    /// Items that are taken together.
    ItemKnn,
    /// Users who take the same.
    UserKnn,
    /// Walks over users and items.
    #[serde(rename = "rp3beta")]
    Rp3Beta,
    /// Each item from all others.
    Ease,
    /// Each item from its nearest.
    SparseEase,
    /// Users and items as vectors.
    Ials,
    /// Histories smoothed over the graph of items.
    GraphFilter,
    /// Past sessions like the running one.
    SessionKnn,
    /// What follows an item.
    Transitions,
    /// Items that are alike.
    Content,
    /// The odds of a click.
    ClickRanker,
}

/// A kind of model with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "id", rename_all = "snake_case")]
pub enum ModelConfig {
    /// See [`popular`].
    Popular(PopularConfig),
    /// See [`item_knn`].
    ItemKnn(ItemKnnConfig),
    /// See [`user_knn`].
    UserKnn(UserKnnConfig),
    /// See [`rp3beta`].
    #[serde(rename = "rp3beta")]
    Rp3Beta(Rp3BetaConfig),
    /// See [`ease`].
    Ease(EaseConfig),
    /// See [`sparse_ease`].
    SparseEase(SparseEaseConfig),
    /// See [`ials`].
    Ials(IalsConfig),
    /// See [`graph_filter`].
    GraphFilter(GraphFilterConfig),
    /// See [`session_knn`].
    SessionKnn(SessionKnnConfig),
    /// See [`transitions`].
    Transitions(TransitionsConfig),
    /// See [`content`].
    Content(ContentConfig),
    /// See [`click_ranker`].
    ClickRanker(ClickRankerConfig),
}

impl ModelId {
    /// All kinds, in the order of lists.
    pub const ALL: [Self; 12] = [
        Self::Popular,
        Self::ItemKnn,
        Self::UserKnn,
        Self::Rp3Beta,
        Self::Ease,
        Self::SparseEase,
        Self::Ials,
        Self::GraphFilter,
        Self::SessionKnn,
        Self::Transitions,
        Self::Content,
        Self::ClickRanker,
    ];

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Popular => "popular",
            Self::ItemKnn => "item_knn",
            Self::UserKnn => "user_knn",
            Self::Rp3Beta => "rp3beta",
            Self::Ease => "ease",
            Self::SparseEase => "sparse_ease",
            Self::Ials => "ials",
            Self::GraphFilter => "graph_filter",
            Self::SessionKnn => "session_knn",
            Self::Transitions => "transitions",
            Self::Content => "content",
            Self::ClickRanker => "click_ranker",
        }
    }

    /// The name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Popular => "Popular",
            Self::ItemKnn => "Bought together",
            Self::UserKnn => "Like-minded",
            Self::Rp3Beta => "Random walk",
            Self::Ease => "All pairs",
            Self::SparseEase => "Strong pairs",
            Self::Ials => "Taste vectors",
            Self::GraphFilter => "Graph filter",
            Self::SessionKnn => "Like visits",
            Self::Transitions => "What comes next",
            Self::Content => "Alike",
            Self::ClickRanker => "Click odds",
        }
    }

    /// What it does, in a sentence for people who do not compute it.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Popular => "Recommends what most users take. The mark that every other model has to beat.",
            Self::ItemKnn => "Recommends items that the same users take together (item neighbourhoods).",
            Self::UserKnn => "Recommends what the users with the most alike histories take (user neighbourhoods).",
            Self::Rp3Beta => {
                "Recommends where a walk from item to user to item ends most often (three-step random walk)."
            }
            Self::Ease => {
                "Learns what every item says for every other, all at once (linear autoencoder). Strong, and hungry for memory."
            }
            Self::SparseEase => {
                "The same for large catalogues: each item is learnt from those it shares most users with."
            }
            Self::Ials => "Places users and items in one space so that near means wanted (matrix factorisation).",
            Self::GraphFilter => {
                "Smooths a history over the graph of items: near neighbours, and the broad lines of the whole assortment."
            }
            Self::SessionKnn => "Recommends what came in the past visits most like the running one.",
            Self::Transitions => "Recommends what users went on to after the items that they met last.",
            Self::Content => "Recommends items with titles, categories, brands and prices like those in the history.",
            Self::ClickRanker => {
                "Learns from every event what makes a click likely: the item, its features, and how they fit the history."
            }
        }
    }

    /// What can be set.
    pub fn settings(self) -> &'static [Setting] {
        match self {
            Self::Popular => popular::SETTINGS,
            Self::ItemKnn => item_knn::SETTINGS,
            Self::UserKnn => user_knn::SETTINGS,
            Self::Rp3Beta => rp3beta::SETTINGS,
            Self::Ease => ease::SETTINGS,
            Self::SparseEase => sparse_ease::SETTINGS,
            Self::Ials => ials::SETTINGS,
            Self::GraphFilter => graph_filter::SETTINGS,
            Self::SessionKnn => session_knn::SETTINGS,
            Self::Transitions => transitions::SETTINGS,
            Self::Content => content::SETTINGS,
            Self::ClickRanker => click_ranker::SETTINGS,
        }
    }

    /// The settings a new model of this kind starts from.
    pub fn default_config(self) -> ModelConfig {
        match self {
            Self::Popular => ModelConfig::Popular(PopularConfig::default()),
            Self::ItemKnn => ModelConfig::ItemKnn(ItemKnnConfig::default()),
            Self::UserKnn => ModelConfig::UserKnn(UserKnnConfig::default()),
            Self::Rp3Beta => ModelConfig::Rp3Beta(Rp3BetaConfig::default()),
            Self::Ease => ModelConfig::Ease(EaseConfig::default()),
            Self::SparseEase => ModelConfig::SparseEase(SparseEaseConfig::default()),
            Self::Ials => ModelConfig::Ials(IalsConfig::default()),
            Self::GraphFilter => ModelConfig::GraphFilter(GraphFilterConfig::default()),
            Self::SessionKnn => ModelConfig::SessionKnn(SessionKnnConfig::default()),
            Self::Transitions => ModelConfig::Transitions(TransitionsConfig::default()),
            Self::Content => ModelConfig::Content(ContentConfig::default()),
            Self::ClickRanker => ModelConfig::ClickRanker(ClickRankerConfig::default()),
        }
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl std::str::FromStr for ModelId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.replace('-', "_");
        Self::ALL.into_iter().find(|m| m.id() == id).ok_or_else(|| {
            let ids: Vec<_> = Self::ALL.iter().map(|m| m.id()).collect();
            format!("no model “{text}”; choose from {}", ids.join(", "))
        })
    }
}

impl ModelConfig {
    /// The kind of model.
    pub fn id(&self) -> ModelId {
        match self {
            Self::Popular(_) => ModelId::Popular,
            Self::ItemKnn(_) => ModelId::ItemKnn,
            Self::UserKnn(_) => ModelId::UserKnn,
            Self::Rp3Beta(_) => ModelId::Rp3Beta,
            Self::Ease(_) => ModelId::Ease,
            Self::SparseEase(_) => ModelId::SparseEase,
            Self::Ials(_) => ModelId::Ials,
            Self::GraphFilter(_) => ModelId::GraphFilter,
            Self::SessionKnn(_) => ModelId::SessionKnn,
            Self::Transitions(_) => ModelId::Transitions,
            Self::Content(_) => ModelId::Content,
            Self::ClickRanker(_) => ModelId::ClickRanker,
        }
    }

    /// Whether fitting asks for the items' features.
    pub fn needs_features(&self) -> bool {
        matches!(self, Self::Content(_) | Self::ClickRanker(_))
    }

    /// The settings as they are written, by name.
    pub fn written(&self) -> Value {
        // Plain data: nothing to fail on but numbers that are none, which are written as null.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The same kind of model with one setting changed; `None` where the setting or the value's type is not its own.
    #[must_use]
    pub fn with(&self, setting: &str, value: Value) -> Option<Self> {
        let mut written = self.written();
        written.as_object_mut()?.insert(setting.to_owned(), value);
        serde_json::from_value(written).ok()
    }

    /// Checks the settings' domains.
    ///
    /// # Errors
    /// A sentence naming the setting and its domain.
    pub fn check(&self) -> Result<(), StageError> {
        settings::check(self.id().id(), self.id().settings(), &self.written())
    }

    /// Bytes that fitting is going to take at the most, what there is before it not counted. Where a model learns from features and
    /// they are not built yet, nothing is counted for them.
    pub fn memory(&self, shape: &Shape, features: Option<&FeatureMatrix>) -> u64 {
        match self {
            Self::Popular(config) => Popular::memory(config, shape),
            Self::ItemKnn(config) => item_knn::memory(config, shape),
            Self::UserKnn(_) => UserKnn::memory(shape),
            Self::Rp3Beta(config) => rp3beta::memory(config, shape),
            Self::Ease(_) => Ease::memory(shape),
            Self::SparseEase(config) => sparse_ease::memory(config, shape),
            Self::Ials(config) => Ials::memory(config, shape),
            Self::GraphFilter(config) => GraphFilter::memory(config, shape),
            Self::SessionKnn(_) => SessionKnn::memory(shape),
            Self::Transitions(config) => Transitions::memory(config, shape),
            Self::Content(config) if config.components > 0 => ContentComponents::memory(config, shape.items),
            Self::Content(_) => Content::memory(shape, features),
            Self::ClickRanker(_) => ClickRanker::memory(shape, features),
        }
    }

    /// Fits a model on the training part.
    ///
    /// # Errors
    /// Settings outside their domains, too little memory, data that the model cannot learn from, or cancellation.
    pub fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        self.check()?;
        let train = &training.split.train;
        let features = training.features.map(|f| &**f);
        let items = format!("{} items", thousands(train.n_cols() as u64));
        if let Some(words) =
            machine::refusal(self.memory(&training.split.shape, features), &items, machine::available_memory())
        {
            let instead = if self.id() == ModelId::Ease {
                "Use sparse_ease"
            } else {
                "Close programs, or choose smaller settings"
            };
            return Err(StageError::Failed(format!("{} {words}. {instead}.", self.id())));
        }
        Ok(match self {
            Self::Popular(config) => Arc::new(Popular::fit(config, training, ctx)?),
            Self::ItemKnn(config) => Arc::new(item_knn::fit(config, train, ctx)?),
            Self::UserKnn(config) => Arc::new(UserKnn::fit(config, train, ctx)?),
            Self::Rp3Beta(config) => Arc::new(rp3beta::fit(config, train, ctx)?),
            Self::Ease(config) => Arc::new(Ease::fit(config, train, ctx)?),
            Self::SparseEase(config) => Arc::new(sparse_ease::fit(config, train, ctx)?),
            Self::Ials(config) => Arc::new(Ials::fit(config, train, training.seed, ctx)?),
            Self::GraphFilter(config) => Arc::new(GraphFilter::fit(config, train, training.seed, ctx)?),
            Self::SessionKnn(config) => Arc::new(SessionKnn::fit(config, training, ctx)?),
            Self::Transitions(config) => Arc::new(Transitions::fit(config, training, ctx)?),
            Self::Content(config) => content::fit(config, training, ctx)?,
            Self::ClickRanker(config) => Arc::new(ClickRanker::fit(config, training, ctx)?),
        })
    }

    /// Reads a fitted model of this kind.
    pub(super) fn read(&self, file: &mut ModelReader) -> Result<Arc<dyn Recommender>, InputError> {
        Ok(match self {
            Self::Popular(_) => Arc::new(Popular::read(file)?),
            Self::ItemKnn(_) | Self::Rp3Beta(_) | Self::SparseEase(_) => Arc::new(ItemWeights::read(file)?),
            Self::UserKnn(config) => Arc::new(UserKnn::read(config, file)?),
            Self::Ease(_) => Arc::new(Ease::read(file)?),
            Self::Ials(config) => Arc::new(Ials::read(config, file)?),
            Self::GraphFilter(config) => Arc::new(GraphFilter::read(config, file)?),
            Self::SessionKnn(config) => Arc::new(SessionKnn::read(config, file)?),
            Self::Transitions(config) => Arc::new(Transitions::read(config, file)?),
            Self::Content(config) => content::read(config, file)?,
            Self::ClickRanker(config) => Arc::new(ClickRanker::read(config, file)?),
        })
    }
}
