//! Models: whatever scores items for a history.

pub mod click_ranker;
pub mod config;
pub mod content;
pub mod content_components;
pub mod contract;
pub mod ease;
pub mod graph_filter;
pub mod ials;
pub mod item_knn;
pub mod item_weights;
pub mod popular;
pub mod recommender;
pub mod rp3beta;
pub mod session_knn;
pub mod settings;
pub mod similarity;
pub mod sparse_ease;
pub mod store;
pub mod transitions;
pub mod user_knn;

pub use config::{ModelConfig, ModelId};
pub use recommender::{Candidates, History, Recommender, TrainingData};
