//! A value of the workspace with the keys that say how it stands: the one that it was made from, the one that is being made, and the
//! one that gave no result. What comes of a job is booked under the key that the job was begun with, whatever is wanted by then.

use std::fmt;
use std::sync::Arc;

use super::StageState;
use crate::base::{Cancelled, StageError};
use crate::pipeline::Key;

/// A value that is made by a job, and made again where another key is wanted.
#[derive(Clone)]
pub struct Node<T> {
    /// The newest result, kept while it is stale.
    pub value: Option<Arc<T>>,
    /// What the result was made from.
    pub key: Option<Key>,
    /// Why the last attempt gave no result, with what it was to be made from.
    pub failure: Option<(Key, StageError)>,
    /// What the job that was begun last is to make it from.
    making: Option<Key>,
    /// Seconds that making it took.
    seconds: f64,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { value: None, key: None, failure: None, making: None, seconds: 0.0 }
    }
}

impl<T> Node<T> {
    /// The result, if it was made from `key`.
    pub fn fresh(&self, key: Option<Key>) -> Option<&Arc<T>> {
        self.value.as_ref().filter(|_| key.is_some() && self.key == key)
    }

    /// Whether the last attempt to make it from `key` gave no result.
    pub fn has_failed(&self, key: Key) -> bool {
        self.failure.as_ref().is_some_and(|failure| failure.0 == key)
    }

    /// How it stands against the wanted key. What the user stopped has not failed.
    pub fn state(&self, key: Option<Key>, running: bool) -> StageState {
        let failure = self.failure.as_ref().filter(|(_, error)| !matches!(error, StageError::Cancelled(_)));
        if running {
            StageState::Running
        } else if key.is_some() && failure.map(|f| f.0) == key {
            StageState::Failed
        } else if self.value.is_none() {
            StageState::Empty
        } else if self.key == key && key.is_some() {
            StageState::Done
        } else {
            StageState::Stale
        }
    }

    /// A job begins to make it from `key`.
    pub(super) fn begin(&mut self, key: Key) {
        self.making = Some(key);
    }

    /// What the job that was begun last is to make it from.
    pub(super) fn making(&self) -> Option<Key> {
        self.making
    }

    /// Takes a result.
    pub(super) fn set(&mut self, key: Key, value: Arc<T>, seconds: f64) {
        *self = Self { value: Some(value), key: Some(key), failure: None, making: None, seconds };
    }

    /// The job that was begun last gave no result.
    pub(super) fn fail(&mut self, error: StageError) {
        if let Some(key) = self.making.take() {
            self.failure = Some((key, error));
        }
    }

    /// The job that was begun last was stopped by the user: it does not begin again by itself.
    pub(super) fn stop(&mut self) {
        self.fail(StageError::Cancelled(Cancelled));
    }

    /// A line of the table of nodes.
    pub(super) fn row(&self, name: impl Into<String>, wanted: Option<Key>, is_running: bool) -> NodeRow {
        NodeRow {
            name: name.into(),
            wanted,
            made: self.key,
            making: self.making.filter(|_| is_running),
            failed: self.failure.as_ref().map(|failure| failure.0),
            seconds: self.value.as_ref().map(|_| self.seconds),
        }
    }
}

/// How a node stands, for tests and for people who want to see what the workspace does (`TASTEBENCH_TRACE=1`).
#[derive(Debug, Clone, PartialEq)]
pub struct NodeRow {
    /// Its name: "split", "model ease".
    pub name: String,
    /// The key that fits the settings; `None` where something upstream is not decided.
    pub wanted: Option<Key>,
    /// The key of the result.
    pub made: Option<Key>,
    /// The key that a job makes it from now.
    pub making: Option<Key>,
    /// The key that gave no result.
    pub failed: Option<Key>,
    /// Seconds that the result took.
    pub seconds: Option<f64>,
}

impl NodeRow {
    /// How it stands, in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self { making: Some(_), .. } => "making",
            Self { wanted: None, .. } => "undecided",
            Self { wanted, made, .. } if wanted == made => "made",
            Self { wanted, failed, .. } if wanted == failed => "failed",
            Self { made: None, .. } => "missing",
            _ => "stale",
        }
    }
}

impl fmt::Display for NodeRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |key: Option<Key>| key.map_or_else(|| "-".to_owned(), |key| key.to_string()[..8].to_owned());
        let seconds = self.seconds.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.3}"));
        let Self { name, wanted, made, making, failed, .. } = self;
        let [wanted, made, making, failed] = [*wanted, *made, *making, *failed].map(short);
        let word = self.word();
        write!(f, "{name:<24} {word:<10} {wanted:<9} {made:<9} {making:<9} {failed:<9} {seconds:>8}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::PipelineConfig;

    /// A job that fails after the settings have changed says nothing about the new ones.
    #[test]
    fn a_failure_is_booked_under_the_key_that_the_job_was_begun_with() {
        let log = Key::log(&PipelineConfig::default(), &Default::default());
        assert!(log.is_none(), "no file is known");
        let [old, new] = [1, 2].map(|seed| Key::map(Key::of_text("features"), seed));
        let mut node = Node::<u32>::default();
        node.begin(old);
        node.fail(StageError::Failed("no".into()));
        assert!(node.has_failed(old) && !node.has_failed(new));
        assert_eq!(node.state(Some(new), false), StageState::Empty);
        assert_eq!(node.state(Some(old), false), StageState::Failed);
        node.begin(new);
        node.stop();
        assert_eq!(node.state(Some(new), false), StageState::Empty, "stopped is not failed");
        node.set(new, 7.into(), 0.5);
        node.fail(StageError::Failed("of nothing".into()));
        assert_eq!((node.state(Some(new), false), node.state(Some(old), false)), (StageState::Done, StageState::Stale));
        let row = node.row("it", Some(new), false);
        assert_eq!((row.word(), row.seconds), ("made", Some(0.5)));
    }
}
