//! Models: whatever scores items for a history.

pub mod config;
pub mod content;
pub mod contract;
pub mod item_knn;
pub mod popular;
pub mod recommender;

pub use config::{ModelConfig, ModelId};
pub use recommender::{Candidates, History, Recommender, TrainingData};
