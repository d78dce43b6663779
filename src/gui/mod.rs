//! The window. The only user of egui. Each file knows those above it.

mod say;
mod theme;

mod series;

mod widgets;

mod dialogs;
mod prompts;

mod prepared;

mod context;

mod frame;
mod stages;

pub mod app;

mod start;

pub use app::App;
pub use say::speak;
pub use start::run;
