//! Parts that several stages are made of; one file a part. Each knows those above it.

pub mod axis;
pub mod basics;
pub mod data_table;
pub mod listed;

pub mod act_buttons;
pub mod fields;
pub mod move_mark;
pub mod share_bar;
pub mod weight_slider;
pub mod why;

pub mod curve_plot;
pub mod day_plot;
pub mod item_map;
pub mod loss_plot;
pub mod scatter_plot;
pub mod value_plot;
pub mod variance_plot;

pub mod metric_table;
pub mod product_tile;
