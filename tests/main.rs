//! All integration tests in one binary: linking is most of their cost.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod architecture;
mod bad_input;
mod cli;
mod columns;
mod components;
mod data_laws;
mod data_steps;
#[cfg(unix)]
mod disk_full;
mod dropped_rows;
mod exports;
mod formats;
#[cfg(feature = "gui")]
mod gui;
#[cfg(feature = "gui")]
mod gui_laws;
#[cfg(feature = "gui")]
mod gui_leave;
mod kept_models;
mod leakage;
mod lists;
mod memory;
mod metrics;
mod models;
mod nodes;
mod order;
mod paired;
mod pipeline;
mod project;
mod projection;
mod recovery;
mod sequences;
mod split;
mod support;
mod weights;
mod words;
mod workspace;
