//! The window. The only user of egui.

pub mod app;
mod context;
mod dialogs;
mod leave;
mod series;
mod stages;
mod start;
mod theme;
mod widgets;

pub use app::App;
pub use start::run;
