//! What became of every row of a log.

use serde::Serialize;

use crate::base::Said;
use crate::said;

/// Why a row was dropped; in the order in which the reasons are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// The time could not be read.
    UnreadableTime,
    /// No user or no item.
    MissingId,
    /// The event type has weight 0 or is empty.
    EventNotMapped,
    /// The value is no number, not finite or zero, or the label says neither yes nor no.
    UnusableValue,
    /// A row like this was there already.
    ExactDuplicate,
    /// The same user, item and event type again within moments.
    Repeat,
    /// Before or after the chosen window of time.
    OutsideWindow,
    /// Rated again: another rating of the user counts.
    RatedAgain,
    /// From a user with too many events a day.
    Robot,
    /// From a user with too few items or on an item with too few users.
    KCore,
}

impl DropReason {
    /// All reasons in order.
    pub const ALL: [Self; 10] = [
        Self::UnreadableTime,
        Self::MissingId,
        Self::EventNotMapped,
        Self::UnusableValue,
        Self::ExactDuplicate,
        Self::Repeat,
        Self::OutsideWindow,
        Self::RatedAgain,
        Self::Robot,
        Self::KCore,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::UnreadableTime => "unreadable_time",
            Self::MissingId => "missing_id",
            Self::EventNotMapped => "event_not_mapped",
            Self::UnusableValue => "unusable_value",
            Self::ExactDuplicate => "exact_duplicate",
            Self::Repeat => "repeat",
            Self::OutsideWindow => "outside_window",
            Self::RatedAgain => "rated_again",
            Self::Robot => "robot",
            Self::KCore => "k_core",
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::UnreadableTime => said!("drop-unreadable-time"),
            Self::MissingId => said!("drop-missing-id"),
            Self::EventNotMapped => said!("drop-event-not-mapped"),
            Self::UnusableValue => said!("drop-unusable-value"),
            Self::ExactDuplicate => said!("drop-exact-duplicate"),
            Self::Repeat => said!("drop-repeat"),
            Self::OutsideWindow => said!("drop-outside-window"),
            Self::RatedAgain => said!("drop-rated-again"),
            Self::Robot => said!("drop-robot"),
            Self::KCore => said!("drop-k-core"),
        }
    }
}

/// Why an event speaks against its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NegativeKind {
    /// A type of event that says so.
    Disliked,
    /// Taken out of the basket.
    TakenOut,
    /// Given back.
    Returned,
    /// A label that says no: shown and not taken.
    NotTaken,
    /// A value below the threshold.
    BelowThreshold,
}

impl NegativeKind {
    /// All kinds in order.
    pub const ALL: [Self; 5] = [Self::Disliked, Self::TakenOut, Self::Returned, Self::NotTaken, Self::BelowThreshold];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disliked => "disliked",
            Self::TakenOut => "taken_out",
            Self::Returned => "returned",
            Self::NotTaken => "not_taken",
            Self::BelowThreshold => "below_threshold",
        }
    }

    /// Whether the item is hidden from who said it. What was shown and not taken may be taken the next time.
    pub fn hides(self) -> bool {
        matches!(self, Self::Disliked | Self::BelowThreshold)
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Disliked => said!("negative-disliked"),
            Self::TakenOut => said!("negative-taken-out"),
            Self::Returned => said!("negative-returned"),
            Self::NotTaken => said!("negative-not-taken"),
            Self::BelowThreshold => said!("negative-below-threshold"),
        }
    }
}

/// What became of a row that is no interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It was dropped.
    Dropped(DropReason),
    /// It is kept apart.
    Against(NegativeKind),
}

impl Fate {
    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dropped(reason) => reason.id(),
            Self::Against(kind) => kind.id(),
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Dropped(reason) => reason.label(),
            Self::Against(kind) => kind.label(),
        }
    }
}

/// Rows of one fate that can be looked at.
pub const ROWS_TO_LOOK_AT: usize = 50;

/// How many rows there are of a fate, and the first of them.
#[derive(Debug, Clone, Default)]
struct Rows {
    n: u64,
    /// Not more than [`ROWS_TO_LOOK_AT`], in any order.
    first: Vec<u32>,
}

impl Rows {
    fn add(&mut self, row: u32) {
        self.n += 1;
        if self.first.len() < ROWS_TO_LOOK_AT {
            self.first.push(row);
        } else if let Some(last) = self.first.iter_mut().max().filter(|last| row < **last) {
            *last = row;
        }
    }
}

/// Accounts are about numbers of rows; which rows they are follows the order of the file.
impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.n == other.n
    }
}

impl Eq for Rows {}

/// What became of the rows: `rows_in = rows_kept + Σ negative + Σ dropped` always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowAccount {
    /// Rows read.
    pub rows_in: u64,
    /// Rows that became events.
    pub rows_kept: u64,
    negative: [Rows; NegativeKind::ALL.len()],
    dropped: [Rows; DropReason::ALL.len()],
}

impl RowAccount {
    /// Rows dropped for a reason.
    pub fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped[reason as usize].n
    }

    /// The reasons that dropped any row, with their counts.
    pub fn reasons(&self) -> impl Iterator<Item = (DropReason, u64)> + '_ {
        DropReason::ALL.into_iter().map(|r| (r, self.dropped(r))).filter(|(_, n)| *n > 0)
    }

    /// Rows that are kept apart because they speak against their items.
    pub fn negative(&self, kind: NegativeKind) -> u64 {
        self.negative[kind as usize].n
    }

    /// The kinds of negative rows that there are, with their counts.
    pub fn negatives(&self) -> impl Iterator<Item = (NegativeKind, u64)> + '_ {
        NegativeKind::ALL.into_iter().map(|kind| (kind, self.negative(kind))).filter(|(_, n)| *n > 0)
    }

    /// What became of the rows that are no interactions, with their counts: first what was dropped.
    pub fn fates(&self) -> impl Iterator<Item = (Fate, u64)> + '_ {
        let dropped = self.reasons().map(|(reason, n)| (Fate::Dropped(reason), n));
        dropped.chain(self.negatives().map(|(kind, n)| (Fate::Against(kind), n)))
    }

    /// The first rows of a fate, ascending, no more than fifty.
    pub fn first_rows(&self, fate: Fate) -> Vec<u32> {
        let mut rows = match fate {
            Fate::Dropped(reason) => self.dropped[reason as usize].first.clone(),
            Fate::Against(kind) => self.negative[kind as usize].first.clone(),
        };
        rows.sort_unstable();
        rows
    }

    /// Notes a dropped row.
    pub(super) fn drop(&mut self, reason: DropReason, row: u32) {
        self.dropped[reason as usize].add(row);
    }

    /// Notes a negative row.
    pub(super) fn set_apart(&mut self, kind: NegativeKind, row: u32) {
        self.negative[kind as usize].add(row);
    }
}
