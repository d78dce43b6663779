//! Models: whatever scores items for a history.
//!
//! To add a kind: a file whose settings implement [`spec::ModelSpec`], its `pub mod` below, and its line in `REGISTRY`. A module imports
//! only from those above it.

pub mod model_file;
pub mod recommender;
pub mod settings;
pub mod spec;

pub mod click_log;
pub mod content_components;
pub mod item_weights;
pub mod similarity;

pub mod popular;
pub mod item_knn;
pub mod user_knn;
pub mod rp3beta;
pub mod ease;
pub mod sparse_ease;
pub mod ials;
pub mod graph_filter;
pub mod session_knn;
pub mod transitions;
pub mod content;
pub mod click_ranker;

pub mod config;
pub mod component;
pub mod store;
#[cfg(test)]
mod contract;

pub use component::{Component, ComponentId};
pub use config::{ModelConfig, ModelKind};
pub use recommender::{Candidates, History, Recommender, TrainingData};
pub use spec::{ModelInfo, ModelSpec};

use spec::Entry;

/// The kinds of model in the order of lists.
const REGISTRY: &[Entry] = &[
    Entry::of::<popular::PopularConfig>(),
    Entry::of::<item_knn::ItemKnnConfig>(),
    Entry::of::<user_knn::UserKnnConfig>(),
    Entry::of::<rp3beta::Rp3BetaConfig>(),
    Entry::of::<ease::EaseConfig>(),
    Entry::of::<sparse_ease::SparseEaseConfig>(),
    Entry::of::<ials::IalsConfig>(),
    Entry::of::<graph_filter::GraphFilterConfig>(),
    Entry::of::<session_knn::SessionKnnConfig>(),
    Entry::of::<transitions::TransitionsConfig>(),
    Entry::of::<content::ContentConfig>(),
    Entry::of::<click_ranker::ClickRankerConfig>(),
];
