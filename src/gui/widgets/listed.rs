//! A user's list with what its places are drawn from.

use crate::data::Dataset;
use crate::gui::series::Series;
use crate::ranking::Because;
use crate::workspace::Preview;

/// The list of a preview, the log that names its items, and the look of the models that speak for them.
#[derive(Clone, Copy)]
pub struct Listed<'a> {
    /// The log.
    pub data: &'a Dataset,
    /// The list.
    pub preview: &'a Preview,
    /// The models in the order of the list's parts.
    pub models: &'a [Series],
    /// What speaks for each entry, once that is known.
    pub reasons: Option<&'a Vec<Vec<Because>>>,
}
