//! What the workspace makes: values that know what they were made from, what they should be made from, and why they could not be.
//!
//! A [`Node`] is a value with its [`Status`]: the key that it was made from, the key that the settings want, the key of the job that
//! makes it now, and the last failure under its own key. Nothing else says how it stands. [`Spec`] says when it is made.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::stage::StageState;
use crate::base::{Cancelled, Said, StageError, TaskContext};
use crate::data::TableKind;
use crate::jobs::{JobId, Lane};
use crate::models::ComponentId;
use crate::pipeline::Key;

/// What is made, in the order in which data flows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NodeId {
    /// A file with its first rows and what its columns were taken for.
    Table(TableKind),
    /// The log as it was read.
    Log,
    /// The log without what was dropped.
    Cleaned,
    /// The cleaned and weighed log with what is counted from it.
    Data,
    /// Dropped rows as they stand in their files.
    DroppedRows,
    /// Training, validation, test.
    Split,
    /// Features of items.
    Features,
    /// The items as points.
    Map,
    /// What training is going to take.
    Memory,
    /// A trained model.
    Model(ComponentId),
    /// The models' scores, kept for dragging weights.
    Scores,
    /// The blend's figures on the users whose scores are kept.
    Figures,
    /// The blend's figures on all users, with intervals.
    FullFigures,
    /// Figures along one slider.
    Curve,
    /// Weights that were looked for.
    Tuned,
    /// Figures on the sealed part.
    Test,
    /// Users by identifier.
    Found,
    /// The list of a user.
    List,
    /// What speaks for its entries.
    Reasons,
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Table(TableKind::Events) => "events file",
            Self::Table(TableKind::Items) => "items file",
            Self::Table(TableKind::Users) => "users file",
            Self::Log => "log",
            Self::Cleaned => "cleaned",
            Self::Data => "data",
            Self::DroppedRows => "dropped rows",
            Self::Split => "split",
            Self::Features => "features",
            Self::Map => "map",
            Self::Memory => "memory",
            Self::Model(id) => return write!(f, "model {id}"),
            Self::Scores => "scores",
            Self::Figures => "figures",
            Self::FullFigures => "full figures",
            Self::Curve => "curve",
            Self::Tuned => "tuned weights",
            Self::Test => "test",
            Self::Found => "found users",
            Self::List => "list",
            Self::Reasons => "reasons",
        };
        f.write_str(name)
    }
}

/// When something is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// As soon as what it is made from is there.
    Always,
    /// The same, but not while a hand holds a weight.
    Settled,
    /// The same, one after the other: what was begun comes to its end, then the newest is made. For what follows a hand.
    Newest,
    /// When asked, and by itself where it took little time before.
    IfQuick,
    /// When asked, or when something that was asked for needs it.
    WhenAsked,
    /// When asked, and for the settings of that moment alone.
    Once,
}

/// What a job takes for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Nothing that others would miss.
    Nothing,
    /// The memory of a whole log: one such job at a time, and after the files were looked at.
    Log,
    /// The whole machine: one such job at a time, unless training is held.
    Training,
    /// What training leaves.
    Idle,
}

/// When something is made, and from what.
#[derive(Debug, Clone)]
pub struct Spec {
    /// What it should be made from; `None` where something upstream is not decided.
    pub key: Option<Key>,
    /// When.
    pub policy: Policy,
    /// What has to be there first.
    pub needs: Vec<NodeId>,
    /// What the job takes for itself.
    pub claim: Claim,
}

impl Spec {
    /// Something that takes nothing for itself.
    pub fn new(policy: Policy, key: Option<Key>, needs: impl Into<Vec<NodeId>>) -> Self {
        Self { key, policy, needs: needs.into(), claim: Claim::Nothing }
    }

    /// The same with a claim.
    pub fn with_claim(self, claim: Claim) -> Self {
        Self { claim, ..self }
    }
}

/// A result, whatever its type.
pub type Value = Arc<dyn Any + Send + Sync>;

/// Work on a thread of its own.
pub type Work = Box<dyn FnOnce(&TaskContext) -> Result<Value, StageError> + Send>;

/// Work that makes a result.
pub struct Task {
    /// In words, for the screen.
    pub title: Said,
    /// Where it is done.
    pub lane: Lane,
    /// What is done.
    pub work: Work,
}

/// Whose turn it is among those that were asked for; a lower ticket comes first.
pub type Ticket = u64;

/// How a value stands.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// What the settings want it to be made from.
    pub wanted: Option<Key>,
    /// What it was made from.
    pub made: Option<Key>,
    /// What it is being made from, and the job.
    pub making: Option<(Key, JobId)>,
    /// Why the last attempt gave no result, with what it was to be made from.
    pub failure: Option<(Key, StageError)>,
    /// Whether it was asked for, and when.
    pub asked: Option<Ticket>,
    /// Seconds that making it took.
    pub seconds: f64,
}

impl Status {
    /// Whether it is there and fits the settings.
    pub fn is_fresh(&self) -> bool {
        self.wanted.is_some() && self.made == self.wanted
    }

    /// Why it could not be made with the present settings, or that it was stopped.
    pub fn failed(&self) -> Option<&StageError> {
        self.failure.as_ref().filter(|(key, _)| Some(*key) == self.wanted).map(|(_, error)| error)
    }

    /// Why it could not be made with the present settings. What the user stopped has not failed.
    pub fn error(&self) -> Option<&StageError> {
        self.failed().filter(|error| !matches!(error, StageError::Cancelled(_)))
    }

    /// How it stands.
    pub fn state(&self) -> StageState {
        if self.making.is_some() {
            StageState::Running
        } else if self.error().is_some() {
            StageState::Failed
        } else if self.made.is_none() {
            StageState::Empty
        } else if self.is_fresh() {
            StageState::Done
        } else {
            StageState::Stale
        }
    }

    /// The job that makes it gave no result. What failed waits until it is asked for again, or for other settings.
    pub fn fail(&mut self, error: StageError) {
        if let Some((key, _)) = self.making.take() {
            self.failure = Some((key, error));
            self.asked = None;
        }
    }

    /// The user wants it not to be made with the present settings.
    pub fn refuse(&mut self) {
        self.asked = None;
        self.failure = self.wanted.map(|key| (key, StageError::Cancelled(Cancelled)));
    }

    /// The user stopped the job that makes it.
    pub fn stop(&mut self) {
        self.fail(StageError::Cancelled(Cancelled));
    }
}

/// A value that is made by a job, and made again where another key is wanted.
#[derive(Clone)]
pub struct Node<T> {
    /// The newest result, kept while it is stale.
    pub value: Option<Arc<T>>,
    /// How it stands.
    pub status: Status,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { value: None, status: Status::default() }
    }
}

impl<T> Node<T> {
    /// The result, if it fits the settings.
    pub fn fresh(&self) -> Option<&Arc<T>> {
        self.value.as_ref().filter(|_| self.status.is_fresh())
    }

    /// How it stands.
    pub fn state(&self) -> StageState {
        self.status.state()
    }

    /// Takes a result.
    pub fn set(&mut self, key: Key, value: Arc<T>, seconds: f64) {
        let asked = self.status.asked.filter(|_| self.status.wanted != Some(key));
        self.value = Some(value);
        self.status = Status { made: Some(key), making: None, failure: None, asked, seconds, ..self.status };
    }

    /// Forgets the result, which speaks of something else now.
    pub fn forget(&mut self) {
        self.value = None;
        self.status.made = None;
    }
}

impl<T: Send + Sync + 'static> Node<T> {
    /// The work that makes it.
    pub fn task(
        &self,
        title: impl Into<Said>,
        lane: Lane,
        work: impl FnOnce(&TaskContext) -> Result<T, StageError> + Send + 'static,
    ) -> Task {
        Task { title: title.into(), lane, work: Box::new(move |ctx| Ok(Arc::new(work(ctx)?))) }
    }
}

/// A node, whatever it holds.
pub trait AnyNode {
    /// How it stands.
    fn status(&self) -> &Status;
    /// How it stands, for changing.
    fn status_mut(&mut self) -> &mut Status;
    /// Takes the result of one of its own tasks.
    fn take(&mut self, key: Key, value: Value, seconds: f64);
}

impl<T: Send + Sync + 'static> AnyNode for Node<T> {
    fn status(&self) -> &Status {
        &self.status
    }

    fn status_mut(&mut self) -> &mut Status {
        &mut self.status
    }

    fn take(&mut self, key: Key, value: Value, seconds: f64) {
        // A task is made by the node that takes its result, so the type is the same.
        if let Ok(value) = value.downcast() {
            self.set(key, value, seconds);
        }
    }
}

/// The nodes of a stage in the order in which they are made, each with the field that holds it.
macro_rules! nodes {
    ($($id:ident $(($kind:path))? => $field:ident),* $(,)?) => {
        /// Its nodes in the order in which they are made.
        pub fn ids() -> impl Iterator<Item = NodeId> {
            [$(NodeId::$id $(($kind))?),*].into_iter()
        }

        /// One of its nodes.
        pub fn node(&self, id: &NodeId) -> Option<&dyn AnyNode> {
            Some(match id {
                $(NodeId::$id $(($kind))? => &self.$field,)*
                _ => return None,
            })
        }

        /// One of its nodes, for changing.
        pub fn node_mut(&mut self, id: &NodeId) -> Option<&mut dyn AnyNode> {
            Some(match id {
                $(NodeId::$id $(($kind))? => &mut self.$field,)*
                _ => return None,
            })
        }
    };
}
pub(super) use nodes;

/// How a node stands, for tests and for people who want to see what the workspace does.
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
    /// Whether it was asked for and waits.
    pub waits: bool,
    /// Seconds that the result took.
    pub seconds: Option<f64>,
}

impl NodeRow {
    /// The line of a node.
    pub(super) fn of(id: &NodeId, status: &Status) -> Self {
        Self {
            name: id.to_string(),
            wanted: status.wanted,
            made: status.made,
            making: status.making.map(|(key, _)| key),
            failed: status.failure.as_ref().map(|failure| failure.0),
            waits: status.asked.is_some() && status.making.is_none(),
            seconds: status.made.map(|_| status.seconds),
        }
    }

    /// How it stands, in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self { making: Some(_), .. } => "making",
            Self { wanted: None, .. } => "undecided",
            Self { wanted, made, .. } if wanted == made => "made",
            Self { wanted, failed, .. } if wanted == failed => "failed",
            Self { waits: true, .. } => "waiting",
            Self { made: None, .. } => "missing",
            _ => "stale",
        }
    }

    /// The columns of [`NodeRow::cells`].
    pub const COLUMNS: [&'static str; 7] = ["node", "state", "wanted", "made", "making", "failed", "seconds"];

    /// The line as text; keys are cut short.
    pub fn cells(&self) -> [String; 7] {
        let short = |key: Option<Key>| key.map_or_else(|| "-".to_owned(), |key| key.to_string()[..8].to_owned());
        let seconds = self.seconds.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.3}"));
        let [wanted, made, making, failed] = [self.wanted, self.made, self.making, self.failed].map(short);
        [self.name.clone(), self.word().to_owned(), wanted, made, making, failed, seconds]
    }
}

impl fmt::Display for NodeRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [name, word, wanted, made, making, failed, seconds] = self.cells();
        write!(f, "{name:<24} {word:<10} {wanted:<9} {made:<9} {making:<9} {failed:<9} {seconds:>8}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::JobRunner;

    /// A job that fails after the settings have changed says nothing about the new ones.
    #[test]
    fn a_failure_is_booked_under_the_key_that_the_job_was_begun_with() {
        let [old, new] = [1, 2].map(|seed| Key::map(Key::of_text("features"), seed));
        let mut jobs = JobRunner::<&str, ()>::new(1, || {});
        let mut node = Node::<u32>::default();
        let mut begin = |node: &mut Node<u32>, key| {
            let job = jobs.submit("nothing", Said::plain("Nothing"), Lane::Interactive, |_| Ok(()));
            node.status.making = Some((key, job));
        };
        node.status.wanted = Some(new);
        begin(&mut node, old);
        node.status.fail(StageError::failed(Said::plain("no")));
        assert_eq!(node.state(), StageState::Empty);
        node.status.wanted = Some(old);
        assert_eq!(node.state(), StageState::Failed);
        node.status.wanted = Some(new);
        begin(&mut node, new);
        node.status.stop();
        assert_eq!(node.state(), StageState::Empty, "stopped is not failed");
        assert!(node.status.failed().is_some(), "but it is not begun again");
        node.set(new, 7.into(), 0.5);
        node.status.fail(StageError::failed(Said::plain("of nothing")));
        assert_eq!(node.state(), StageState::Done);
        let row = NodeRow::of(&NodeId::Split, &node.status);
        assert_eq!((row.word(), row.seconds), ("made", Some(0.5)));
        node.status.wanted = Some(old);
        assert_eq!(node.state(), StageState::Stale);
    }
}
