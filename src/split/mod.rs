//! Which events are for learning, which for choosing and which for judging.
//!
//! Models learn from the training part. Settings and blend weights are chosen on validation. Test is looked at once.
//! A held-out item is one that the user had not met before; what they met before is masked, as in the lists.

mod assign;
mod catalogue;
mod dislikes;
mod history;
mod history_buf;
mod returns;
mod shape;

pub use catalogue::Catalogue;
pub use dislikes::Dislikes;
pub use history::{Histories, History};
pub use history_buf::HistoryBuf;
pub use shape::Shape;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Cancelled, Change, Said, SaidValue, StageError, TaskContext, UserIdx, Warning};
use crate::data::attributes::AttributeTable;
use crate::data::interactions::Event;
use crate::data::weight::Returns;
use crate::data::{Dataset, WeightConfig};
use crate::math::CsrMatrix;
use crate::said;

/// How events are parted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SplitConfig {
    /// The kind of split; by default the given one where there is a test file, by time where there are times, else
    /// random.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SplitKind>,
    /// Share of the events (of each user's items in a random split) for validation, 0 to 0.5. Default 0.1.
    pub validation: f64,
    /// The same for test; not used by the given split. Default 0.1.
    pub test: f64,
    /// Items of each user for test, and again for validation, in the leave-last-out split. 1 to 100, default 1.
    pub last_n: usize,
    /// Where held-out items are drawn at random, an item's chance is its popularity to this power, −2 to 2. Default 0: all
    /// alike. At −1 rare and popular items are asked for alike (Bonner & Vasile 2018); above 0 lists are judged where demand
    /// gathers further on few items.
    pub popularity_exponent: f64,
}

impl Default for SplitConfig {
    fn default() -> Self {
        Self { kind: None, validation: 0.1, test: 0.1, last_n: 1, popularity_exponent: 0.0 }
    }
}

impl SplitConfig {
    /// Checks the domains.
    ///
    /// # Errors
    /// The setting that is outside its domain.
    pub fn check(&self) -> Result<(), StageError> {
        for (setting, share) in [("validation", self.validation), ("test", self.test)] {
            if !(0.0..=0.5).contains(&share) {
                return Err(StageError::setting(said!("split-share-range", setting = setting, share = share)));
            }
        }
        if !(-2.0..=2.0).contains(&self.popularity_exponent) {
            return Err(StageError::setting(said!("split-exponent-range", value = self.popularity_exponent)));
        }
        if !(1..=100).contains(&self.last_n) {
            return Err(StageError::setting(said!("split-last-n-range", n = self.last_n)));
        }
        Ok(())
    }
}

/// The kinds of split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitKind {
    /// Two moments in time part the log: what comes later is predicted from what came before.
    GlobalTime,
    /// Each user's last items are held out; without times by the order of the rows.
    LeaveLastOut,
    /// A share of each user's items is drawn at random.
    Random,
    /// The test part comes in a file of its own.
    Given,
}

impl SplitKind {
    /// All kinds in the order of choice lists.
    pub const ALL: [Self; 4] = [Self::GlobalTime, Self::LeaveLastOut, Self::Random, Self::Given];

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::GlobalTime => "global_time",
            Self::LeaveLastOut => "leave_last_out",
            Self::Random => "random",
            Self::Given => "given",
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::GlobalTime => said!("split-global-time"),
            Self::LeaveLastOut => said!("split-leave-last-out"),
            Self::Random => said!("split-random"),
            Self::Given => said!("split-given"),
        }
    }
}

impl std::str::FromStr for SplitKind {
    type Err = Said;

    fn from_str(text: &str) -> Result<Self, Said> {
        let id = text.replace('-', "_");
        Self::ALL.into_iter().find(|k| k.id() == id).ok_or_else(|| {
            let ids = Self::ALL.iter().map(|k| k.id()).collect::<SaidValue>();
            said!("split-unknown", text = text, ids = ids)
        })
    }
}

/// The part of the log that an event belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// For learning.
    Train,
    /// For choosing.
    Validation,
    /// For judging.
    Test,
    /// For nothing: what was taken back, and training events that a quick trial leaves out.
    Unused,
}

impl Part {
    /// The name in files, and by which words choose.
    pub fn id(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Validation => "validation",
            Self::Test => "test",
            Self::Unused => "unused",
        }
    }
}

/// A log in its parts. Built whole, never changed.
#[derive(Debug, Clone)]
pub struct TrainTestSplit {
    /// The kind that was used.
    pub kind: SplitKind,
    /// The part of each event, parallel to the dataset's events.
    pub parts: Vec<Part>,
    /// The part of each event that speaks against its item, parallel to those of the dataset.
    pub negative_parts: Vec<Part>,
    /// Users × items, the weights of the training part.
    pub train: CsrMatrix,
    /// The sizes of the training part.
    pub shape: Shape,
    /// What validation asks for; `None` where the split has no validation part.
    pub validation: Option<Holdout>,
    /// What test asks for.
    pub test: Holdout,
    /// The items as the training part knows them: who is a candidate.
    pub catalogue: Catalogue,
    /// What is known of items by the training part: what held-out rows say of them is left out.
    pub item_attributes: AttributeTable,
    /// The same of users.
    pub user_attributes: AttributeTable,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// The users of one part and what they went on to choose.
#[derive(Debug, Clone)]
pub struct Holdout {
    /// The part.
    pub part: Part,
    /// What was known of every user before this part began.
    pub history: Arc<Histories>,
    /// Users with a history and at least one held-out item, ascending.
    pub users: Vec<UserIdx>,
    /// Held-out items of each of `users`, ascending, weight 1; one row a user of `users`.
    pub held_out: CsrMatrix,
    /// Share of the held-out items that no training event knows, 0 to 1: they count as missed.
    pub cold_share: f64,
    /// Users with held-out items but no history; they are not evaluated.
    pub n_new_users: usize,
}

impl TrainTestSplit {
    /// The held-out part asked for, if the split has it.
    pub fn holdout(&self, part: Part) -> Option<&Holdout> {
        match part {
            Part::Train | Part::Unused => None,
            Part::Validation => self.validation.as_ref(),
            Part::Test => Some(&self.test),
        }
    }

    /// The same split with validation in its training part: what test is judged with once settings were chosen. Test asks the
    /// same of the same users; fewer of its items are unknown.
    ///
    /// # Errors
    /// Cancellation.
    pub fn with_validation_for_learning(&self, data: &Dataset, ctx: &TaskContext) -> Result<Self, Cancelled> {
        let learnt = |part: &Part| if *part == Part::Validation { Part::Train } else { *part };
        let parts: Vec<Part> = self.parts.iter().map(learnt).collect();
        let negative_parts: Vec<Part> = self.negative_parts.iter().map(learnt).collect();
        // What is known before test is the training part now.
        let train = self.test.history.matrix.clone();
        let (item_attributes, user_attributes) = known_attributes(data, &parts, ctx)?;
        let mut test = self.test.clone();
        test.cold_share = cold_share(&test.held_out, &train.column_counts());
        let catalogue = Catalogue::of(&train);
        let shape = Shape::of(&data.interactions, &parts, &negative_parts, &train, &user_attributes);
        Ok(Self {
            kind: self.kind,
            parts,
            negative_parts,
            train,
            shape,
            validation: None,
            test,
            catalogue,
            item_attributes,
            user_attributes,
            warnings: self.warnings.clone(),
        })
    }

    /// The same split with the training events of some users alone; all users are still asked for.
    pub fn with_training_users(&self, data: &Dataset, is_kept: impl Fn(usize) -> bool) -> Self {
        let mut thin = self.clone();
        thin.train = self.train.with_rows(&is_kept);
        let events = data.interactions.events.iter().zip(&mut thin.parts);
        let negatives = data.negatives.iter().map(|negative| &negative.event).zip(&mut thin.negative_parts);
        for (event, part) in events.chain(negatives) {
            if *part == Part::Train && !is_kept(event.user as usize) {
                *part = Part::Unused;
            }
        }
        thin.catalogue = Catalogue::of(&thin.train);
        thin.shape =
            Shape::of(&data.interactions, &thin.parts, &thin.negative_parts, &thin.train, &thin.user_attributes);
        thin
    }
}

/// What is known of items and users by the training part.
fn known_attributes(
    data: &Dataset,
    parts: &[Part],
    ctx: &TaskContext,
) -> Result<(AttributeTable, AttributeTable), Cancelled> {
    let training = data.interactions.events.iter().zip(parts).filter(|(_, part)| **part == Part::Train).map(|(e, _)| e);
    let items = data.item_attributes.as_of(training.clone(), |e| e.item, ctx)?;
    Ok((items, data.user_attributes.as_of(training, |e| e.user, ctx)?))
}

/// Share of the held-out items that training does not know, 0 to 1.
fn cold_share(held_out: &CsrMatrix, train_counts: &[u32]) -> f64 {
    let held = held_out.rows().flat_map(|row| row.indices);
    let n_cold = held.filter(|&&i| train_counts[i as usize] == 0).count();
    n_cold as f64 / held_out.n_entries().max(1) as f64
}

/// Parts the log.
///
/// # Errors
/// A split that does not fit the log (by time without times, a test part that is empty), or a share or half-life outside
/// its range.
pub fn split(
    data: &Dataset,
    config: &SplitConfig,
    weights: &WeightConfig,
    seed: u64,
    ctx: &TaskContext,
) -> Result<TrainTestSplit, StageError> {
    ctx.start(said!("step-splitting"), 0)?;
    config.check()?;
    weights.of_pairs().check().map_err(StageError::setting)?;
    let log = &data.interactions;
    let kind = config.kind.unwrap_or(if log.has_test_part {
        SplitKind::Given
    } else if log.has_time {
        SplitKind::GlobalTime
    } else {
        SplitKind::Random
    });
    if kind == SplitKind::GlobalTime && !log.has_time {
        return Err(StageError::setting(said!("split-needs-time")));
    }
    if kind == SplitKind::Given && !log.has_test_part {
        return Err(StageError::setting(said!("split-needs-test-file")));
    }
    if kind != SplitKind::Given && log.has_test_part {
        return Err(StageError::setting(said!("split-has-test-file")));
    }
    let taken_back = match weights.returns {
        Returns::TakeBack => returns::taken_back(data, kind, config, ctx)?,
        Returns::Keep => Vec::new(),
    };
    let parts = parted(kind, &log.events, &taken_back, |events| match kind {
        SplitKind::GlobalTime => assign::by_time(events, config),
        SplitKind::LeaveLastOut => assign::leave_last_out(events, config),
        SplitKind::Random => assign::random(events, config, seed),
        SplitKind::Given => assign::given(events, config, seed),
    });
    ctx.check()?;

    let mut warnings = Vec::new();
    let negative_parts = dislikes::parts(data, &parts, kind, config);
    if !taken_back.is_empty() {
        let change = Change::new(said!("change-returns"), &["data", "weights", "returns"], "keep");
        warnings.push(Warning::assumed(said!("split-taken-back", n = taken_back.len()), change));
    }
    if kind == SplitKind::Random && log.has_time {
        warnings.push(Warning::new(said!("split-random-despite-times")));
    }
    let matrix = |last: Part| interaction_matrix(data, weights, &parts, last);
    let train = matrix(Part::Train);
    if train.n_entries() == 0 {
        let is_one_moment = log.time_range().is_some_and(|(first, last)| first == last);
        return Err(StageError::setting(match kind {
            SplitKind::GlobalTime if is_one_moment => said!("split-one-moment"),
            _ => said!("split-no-training"),
        }));
    }
    ctx.check()?;
    let counts = train.column_counts();
    let catalogue = Catalogue::of(&train);
    let (item_attributes, user_attributes) = known_attributes(data, &parts, ctx)?;
    let has_validation = parts.contains(&Part::Validation);
    let disliked = |last: Part| dislikes::up_to(data, &negative_parts, last);
    let validation = has_validation.then(|| {
        let known = Histories::new(log, &parts, Part::Train, train.clone(), disliked(Part::Train));
        holdout(&log.events, &parts, Part::Validation, known, &counts)
    });
    ctx.check()?;
    let known = if has_validation { matrix(Part::Validation) } else { train.clone() };
    let known = Histories::new(log, &parts, Part::Validation, known, disliked(Part::Validation));
    let test = holdout(&log.events, &parts, Part::Test, known, &counts);
    if test.users.is_empty() {
        return Err(StageError::setting(said!("split-no-test")));
    }
    if kind == SplitKind::GlobalTime {
        let n_test = parts.iter().filter(|part| **part == Part::Test).count();
        let share = n_test as f64 / parts.len() as f64;
        // Events of one moment stay together, so a busy last day is in test as a whole.
        if share > 1.5 * config.test {
            let (asked, share) = (SaidValue::Share(config.test), SaidValue::Share(share));
            let said = said!("split-test-is-large", asked = asked, share = share, n = n_test, all = parts.len());
            warnings.push(Warning::new(said));
        }
    }
    let validation = validation.filter(|v| {
        let usable = !v.users.is_empty();
        if !usable {
            warnings.push(Warning::new(said!("split-no-validation")));
        }
        usable
    });
    let shape = Shape::of(log, &parts, &negative_parts, &train, &user_attributes);
    Ok(TrainTestSplit {
        kind,
        parts,
        negative_parts,
        train,
        shape,
        validation,
        test,
        catalogue,
        item_attributes,
        user_attributes,
        warnings,
    })
}

/// The parts of events of which some are for nothing. They move no moment that parts a log.
fn parted(kind: SplitKind, events: &[Event], unused: &[usize], assign: impl Fn(&[Event]) -> Vec<Part>) -> Vec<Part> {
    if kind == SplitKind::GlobalTime || unused.is_empty() {
        let mut parts = assign(events);
        unused.iter().for_each(|at| parts[*at] = Part::Unused);
        return parts;
    }
    let is_unused = |at: &usize| unused.binary_search(at).is_ok();
    let used: Vec<Event> = (0..events.len()).filter(|at| !is_unused(at)).map(|at| events[at]).collect();
    let mut parts = assign(&used).into_iter();
    let part = |at| if is_unused(&at) { Part::Unused } else { parts.next().unwrap_or(Part::Unused) };
    (0..events.len()).map(part).collect()
}

/// What an old entry is worth at the least: far below all that counts, and with squares above 0, so that models can divide by sums.
const LEAST_WEIGHT: f32 = 1e-15;

/// Users × items from the events of all parts up to `last`, with decay counted from their newest event.
fn interaction_matrix(data: &Dataset, weights: &WeightConfig, parts: &[Part], last: Part) -> CsrMatrix {
    let log = &data.interactions;
    let used = || log.events.iter().zip(parts).filter(|(_, part)| **part <= last).map(|(event, _)| event);
    let now = used().map(|e| e.time).max().unwrap_or_default();
    let users: Vec<u32> = used().map(|e| e.user).collect();
    let items: Vec<u32> = used().map(|e| e.item).collect();
    let weight = |e: &Event| {
        let age = if log.has_time { now - e.time } else { 0 };
        (f64::from(e.weight) * weights.decay(age)) as f32
    };
    let values: Vec<f32> = used().map(weight).collect();
    let mut matrix = CsrMatrix::from_triplets(log.users.len(), log.items.len(), &users, &items, &values);
    for value in matrix.values_mut() {
        *value = weights.transform.apply(*value).max(LEAST_WEIGHT);
    }
    matrix
}

fn holdout(events: &[Event], parts: &[Part], part: Part, history: Histories, train_counts: &[u32]) -> Holdout {
    let mut users = Vec::new();
    let mut rows = Vec::new();
    let mut n_new_users = 0;
    let mut start = 0;
    for of_user in events.chunk_by(|a, b| a.user == b.user) {
        let parts = &parts[start..start + of_user.len()];
        start += of_user.len();
        let user = of_user[0].user;
        let known = history.matrix.row(user as usize);
        let disliked = history.of(user as usize).disliked;
        // Events of a user ascend by item.
        let mut held: Vec<u32> = of_user
            .iter()
            .zip(parts)
            .filter(|(event, p)| **p == part && !known.contains(event.item))
            .filter(|(event, _)| disliked.binary_search(&event.item).is_err())
            .map(|(event, _)| event.item)
            .collect();
        held.dedup();
        if held.is_empty() {
            continue;
        }
        if known.is_empty() {
            n_new_users += 1;
            continue;
        }
        users.push(UserIdx(user));
        let ones = vec![1.0; held.len()];
        rows.push((held, ones));
    }
    let held_out = CsrMatrix::from_rows(history.n_items(), rows);
    let cold_share = cold_share(&held_out, train_counts);
    Holdout { part, users, held_out, history: Arc::new(history), cold_share, n_new_users }
}
