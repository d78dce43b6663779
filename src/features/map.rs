//! The items as points of a plane: their first two principal components, and how much each component explains.

use std::collections::BTreeMap;

use super::{Encoding, FeatureMatrix, Projection};
use crate::base::{StageError, TaskContext, seed};
use crate::data::attributes::Attribute;
use crate::said;
use crate::split::TrainTestSplit;

/// Components whose share of the variance is shown.
const COMPONENTS: usize = 10;
/// Points that are drawn; of more items a sample by the seed.
const DRAWN: usize = 4000;
/// Categories of an attribute that have a colour of their own.
pub const COLORED: usize = 8;

/// The items' content as a map.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentMap {
    /// The items that are drawn, ascending.
    pub points: Vec<MapPoint>,
    /// Items that have content.
    pub n_items: usize,
    /// Items that have none, and so no place.
    pub n_empty: usize,
    /// Share of the variance that each of the first components explains, 0 to 1, descending.
    pub explained: Vec<f64>,
    /// Whether the shares are of vectors that were projected at random before.
    pub is_projected: bool,
    /// Attributes that points can be coloured by, the one whose coloured categories hold most items first.
    pub colorings: Vec<Coloring>,
}

/// Where an item lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapPoint {
    /// The item.
    pub item: u32,
    /// On the first component.
    pub x: f32,
    /// On the second; 0 where there is one only.
    pub y: f32,
}

/// The points by the categories of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Coloring {
    /// The attribute.
    pub attribute: String,
    /// The most frequent categories, at the most [`COLORED`], the most frequent first.
    pub categories: Vec<String>,
    /// The points of each category, by their place among the points; the last are those of any other or of none.
    pub points: Vec<Vec<u32>>,
}

impl ContentMap {
    /// Works the map out.
    ///
    /// # Errors
    /// No feature with content, what [`Projection::fit`] refuses, or cancellation.
    pub fn of(
        features: &FeatureMatrix,
        split: &TrainTestSplit,
        seed: u64,
        ctx: &TaskContext,
    ) -> Result<Self, StageError> {
        let (n_items, memory) = (features.matrix.n_rows(), Projection::memory(features.matrix.n_rows(), COMPONENTS));
        let (who, what) = (said!("features-memory-map"), said!("n-items", n = n_items));
        let _reserved = ctx.reserve(memory, who, what, said!("features-memory-map.remedy"))?;
        let projection = Projection::fit(&features.matrix, split.catalogue.cold_items(), COMPONENTS, seed, ctx)?;
        let mut items: Vec<u32> = (0..features.matrix.n_rows() as u32)
            .filter(|item| !features.matrix.row_range(*item as usize).is_empty())
            .collect();
        let mut colorings: Vec<(usize, Coloring)> = Vec::new();
        let n_items = items.len();
        let attributes = split.item_attributes.columns.iter();
        let categorical = attributes.filter(|a| Encoding::of(a.kind) == Some(Encoding::Categories));
        let frequent: Vec<(&Attribute, Vec<&str>, usize)> =
            categorical.filter_map(|attribute| frequent(attribute, &items)).collect();
        ctx.check()?;
        if items.len() > DRAWN {
            items.sort_by_cached_key(|item| (seed::mix(seed ^ seed::mix(u64::from(*item))), *item));
            items.truncate(DRAWN);
            items.sort_unstable();
        }
        for (attribute, categories, n_held) in frequent {
            let mut points = vec![Vec::new(); categories.len() + 1];
            for (at, item) in items.iter().enumerate() {
                let category = category(attribute, *item);
                let class = categories.iter().position(|c| category == Some(*c)).unwrap_or(categories.len());
                points[class].push(at as u32);
            }
            let categories = categories.into_iter().map(str::to_owned).collect();
            colorings.push((n_held, Coloring { attribute: attribute.name.clone(), categories, points }));
        }
        colorings.sort_by_key(|(n_held, _)| std::cmp::Reverse(*n_held));
        let place = |item: u32| {
            let place = projection.places.row(item as usize);
            MapPoint { item, x: place[0], y: place.get(1).copied().unwrap_or(0.0) }
        };
        Ok(Self {
            points: items.into_iter().map(place).collect(),
            n_items,
            n_empty: projection.n_empty,
            explained: projection.explained,
            is_projected: projection.is_projected,
            colorings: colorings.into_iter().map(|(_, coloring)| coloring).collect(),
        })
    }
}

/// The first category of an item.
fn category(attribute: &Attribute, item: u32) -> Option<&str> {
    attribute.parts(item as usize).next()
}

/// The most frequent categories of an attribute that tells items apart, and how many items they hold.
fn frequent<'a>(attribute: &'a Attribute, items: &[u32]) -> Option<(&'a Attribute, Vec<&'a str>, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        if let Some(category) = category(attribute, *item) {
            *counts.entry(category).or_default() += 1;
        }
    }
    if counts.len() < 2 {
        return None;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts.truncate(COLORED);
    let n_held = counts.iter().map(|(_, n)| n).sum();
    Some((attribute, counts.into_iter().map(|(category, _)| category).collect(), n_held))
}
