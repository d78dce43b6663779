//! Fitted models that are kept from one opening of a project to the next: where, and which of them are going to be.

use std::collections::{HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use super::stages::data::LoadedData;
use crate::pipeline::Key;
use crate::project::model_cache::{BOUND, Kept, ModelCache};

/// Where models are kept, and which of them are going to be.
#[derive(Default)]
pub(super) struct KeptModels {
    /// Where they are kept, if there is a state folder.
    pub cache: Option<ModelCache>,
    /// Keys that were looked for.
    pub sought: HashSet<Key>,
    /// Models that wait for being kept, with the log that they learnt from.
    pub waiting: VecDeque<(Key, Kept, Arc<LoadedData>)>,
}

impl KeptModels {
    pub fn new(state: Option<PathBuf>) -> Self {
        Self { cache: state.map(|state| ModelCache::new(&state, BOUND)), ..Self::default() }
    }

    /// Lets all models be looked for again.
    pub fn forget_what_was_sought(&mut self) {
        self.sought.clear();
    }
}
