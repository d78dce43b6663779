//! Parts that several stages are made of; one file a part.

pub mod act_buttons;
pub mod axis;
pub mod basics;
pub mod curve_plot;
pub mod data_table;
pub mod day_plot;
pub mod item_map;
pub mod listed;
pub mod loss_plot;
pub mod metric_table;
pub mod move_mark;
pub mod path_prompt;
pub mod product_tile;
pub mod rail;
pub mod scatter_plot;
pub mod share_bar;
pub mod status_bar;
pub mod variance_plot;
pub mod weight_slider;
pub mod why;
