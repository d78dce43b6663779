//! Which models are trained, with which settings.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::content::{Content, ContentConfig};
use super::item_knn::{ItemKnn, ItemKnnConfig};
use super::popular::{Popular, PopularConfig};
use super::recommender::{Recommender, TrainingData};
use crate::base::{StageError, TaskContext};

/// A kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelId {
    /// What everybody takes.
    Popular,
    /// Items that are taken together.
    ItemKnn,
    /// Items that are alike.
    Content,
}

/// A kind of model with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "id", rename_all = "snake_case")]
pub enum ModelConfig {
    /// See [`Popular`].
    Popular(PopularConfig),
    /// See [`ItemKnn`].
    ItemKnn(ItemKnnConfig),
    /// See [`Content`].
    Content(ContentConfig),
}

impl ModelId {
    /// All kinds, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Popular, Self::ItemKnn, Self::Content];

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Popular => "popular",
            Self::ItemKnn => "item_knn",
            Self::Content => "content",
        }
    }

    /// The name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Popular => "Popular",
            Self::ItemKnn => "Bought together",
            Self::Content => "Alike",
        }
    }

    /// What it does, in a sentence for people who do not compute it.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Popular => "Recommends what most users take. The mark that every other model has to beat.",
            Self::ItemKnn => "Recommends items that the same users take together (item neighbourhoods).",
            Self::Content => "Recommends items with titles, categories, brands and prices like those in the history.",
        }
    }

    /// The settings a new model of this kind starts from.
    pub fn default_config(self) -> ModelConfig {
        match self {
            Self::Popular => ModelConfig::Popular(PopularConfig::default()),
            Self::ItemKnn => ModelConfig::ItemKnn(ItemKnnConfig::default()),
            Self::Content => ModelConfig::Content(ContentConfig::default()),
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
            Self::Content(_) => ModelId::Content,
        }
    }

    /// Whether fitting asks for the items' features.
    pub fn needs_features(&self) -> bool {
        matches!(self, Self::Content(_))
    }

    /// Checks the settings' domains.
    ///
    /// # Errors
    /// A sentence naming the setting and its domain.
    pub fn check(&self) -> Result<(), StageError> {
        match self {
            Self::Popular(config) => config.check(),
            Self::ItemKnn(config) => config.check(),
            Self::Content(_) => Ok(()),
        }
    }

    /// Fits a model on the training part.
    ///
    /// # Errors
    /// Settings outside their domains, data that the model cannot learn from, or cancellation.
    pub fn fit(&self, training: TrainingData<'_>, ctx: &TaskContext) -> Result<Arc<dyn Recommender>, StageError> {
        self.check()?;
        Ok(match self {
            Self::Popular(config) => Arc::new(Popular::fit(config, training, ctx)?),
            Self::ItemKnn(config) => Arc::new(ItemKnn::fit(config, &training.split.train, ctx)?),
            Self::Content(config) => Arc::new(Content::fit(config, training, ctx)?),
        })
    }
}
