//! Tastebench: a workbench for recommendations.
//!
//! How failure is handled: a stage that has no result returns a [`base::StageError`] whose words name the place and the
//! remedy; it travels by `?` and is shown once, by the command line or the window. Rows that make no sense are no failure:
//! they are dropped, counted by reason and shown. A panic ends in [`jobs::guarded`] and becomes such a message.
//!
//! The modules stand in the order in which data flows. An import points only to a module above it in this list; a test
//! reads the imports and fails on any other.

pub mod base;
pub mod math;

pub mod data;
pub mod split;
pub mod features;
pub mod models;
pub mod blend;
pub mod ranking;
pub mod metrics;

pub mod pipeline;
pub mod report;
pub mod project;

pub mod jobs;
pub mod workspace;

pub mod words;
pub mod cli;
#[cfg(feature = "gui")]
pub mod gui;
