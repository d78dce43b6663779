//! From a log on disk to a [`Dataset`]: read → schema → event_log → clean → dataset.

pub mod act;
pub mod attributes;
pub mod clean;
pub mod config;
pub mod dataset;
pub mod event_log;
pub mod interactions;
mod interned;
pub mod names;
pub mod profile;
pub mod read;
pub mod recognise;
pub mod sample;
pub mod schema;
pub mod sessions;
pub mod time;
pub mod weight;

pub use act::Act;
pub use attributes::{AttributeKind, AttributeTable};
pub use clean::{CleanConfig, DropReason, RowAccount};
pub use config::DataConfig;
pub use dataset::{CleanLog, Dataset};
pub use event_log::EventLog;
pub use interactions::Interactions;
pub use read::RawTable;
pub use schema::{Mapping, Role, TableKind};
pub use weight::{Transform, ValueUse, WeightConfig};
