//! Items as points, by their first two principal components.

use egui::Ui;
use egui_plot::{HoverPosition, PlotPoints, Points};

use super::axis::{quiet_plot, round_marks, rounded};
use crate::base::Said;
use crate::features::{Coloring, ContentMap};
use crate::gui::say::{percent, say};
use crate::gui::theme::Tokens;
use crate::said;

/// What is drawn.
pub struct ItemMap<'a> {
    /// The map.
    pub map: &'a ContentMap,
    /// What colours the points, if anything does.
    pub coloring: Option<&'a Coloring>,
    /// What is said of an item under the pointer.
    pub words: &'a dyn Fn(u32) -> String,
}

impl ItemMap<'_> {
    /// Draws the points, those of frequent categories above the others.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens, height: f32) {
        let Self { map, coloring, words } = self;
        let all: Vec<u32>;
        let classes: &[Vec<u32>] = match coloring {
            Some(coloring) => &coloring.points,
            None => {
                all = (0..map.points.len() as u32).collect();
                std::slice::from_ref(&all)
            }
        };
        let n_colored = coloring.map_or(0, |c| c.categories.len());
        let label = |component: usize| match map.explained.get(component) {
            Some(share) => said!("map-component", n = component + 1, share = variance(*share)),
            None => said!("map-component-without", n = component + 1),
        };
        quiet_plot(ui, "item_map", tokens, height)
            .set_margin_fraction(egui::vec2(0.03, 0.04))
            .x_grid_spacer(round_marks(5, 1e-3))
            .y_grid_spacer(round_marks(4, 1e-3))
            .x_axis_label(say(ui, label(0)))
            .y_axis_label(say(ui, label(1)))
            .x_axis_formatter(|mark, _| rounded(mark))
            .y_axis_formatter(|mark, _| rounded(mark))
            .label_formatter(|position| match position {
                // The series are named by their places among the classes.
                HoverPosition::NearDataPoint { plot_name, index, .. } => {
                    let class = classes.get(plot_name.parse::<usize>().ok()?)?;
                    Some(words(map.points.get(*class.get(*index)? as usize)?.item))
                }
                HoverPosition::Elsewhere { .. } => None,
            })
            .show(ui, |plot| {
                for (class, points) in classes.iter().enumerate().rev() {
                    let place = |at: &u32| {
                        let point = map.points[*at as usize];
                        [f64::from(point.x), f64::from(point.y)]
                    };
                    let points = PlotPoints::from(points.iter().map(place).collect::<Vec<[f64; 2]>>());
                    let place = if class < n_colored { class } else { usize::MAX };
                    plot.points(Points::new(class.to_string(), points).radius(2.5).color(tokens.category(place)));
                }
            });
    }
}

/// A share of the variance: "12 %", with a digit more below ten.
pub fn variance(share: f64) -> Said {
    percent(share, if share < 0.0995 { 1 } else { 0 })
}
