//! The state behind the window: settings, results, running work. Knows nothing of how it is drawn.
//!
//! A view reads [`Workspace`] and sends a [`Command`]; [`Workspace::update`] changes settings or starts a job; a finished job hands
//! back an `Arc` ([`Workspace::poll`]). What is made is a [`Node`]: a value with the key that it was made from and the key that the
//! settings want. One loop (`drive`) makes again what no longer fits, where that is cheap or was asked for.
//!
//! The files stand in their order: each knows those above it.

mod message;
mod settings;
mod stage;

mod node;

mod stages;

mod command;
mod job;
mod keeping;
mod kept_models;
mod open_project;
mod trace;

mod state;

mod drive;
mod fetching;
mod receive;
mod recognised;
mod saving;
mod update;

pub use command::Command;
pub use job::{Job, RunningJob, StateFolder};
pub use message::{Message, Severity};
pub use node::{Node, NodeId, NodeRow};
pub use stage::{Stage, StageState};
pub use stages::blend::{Behind, BlendCommand, BlendFigures, Gain, SliderCurve, TestFigures};
pub use stages::data::{DataCommand, KnownColumn, LoadedData, OpenedTable};
pub use stages::features::FeaturesCommand;
pub use stages::models::{ModelsCommand, TrainedModel};
pub use stages::preview::{Met, Preview, PreviewCommand};
pub use state::Workspace;
