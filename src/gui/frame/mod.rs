//! What stands around the stages and over them.

pub mod path_prompt;
pub mod rail;

pub mod leave;
pub mod node_table;
pub mod status_bar;
pub mod toasts;
