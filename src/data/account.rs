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

/// What became of the rows: `rows_in = rows_kept + Σ negative + Σ dropped` always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowAccount {
    /// Rows read.
    pub rows_in: u64,
    /// Rows that became events.
    pub rows_kept: u64,
    negative: [u64; NegativeKind::ALL.len()],
    dropped: [u64; DropReason::ALL.len()],
}

impl RowAccount {
    /// Rows dropped for a reason.
    pub fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped[reason as usize]
    }

    /// The reasons that dropped any row, with their counts.
    pub fn reasons(&self) -> impl Iterator<Item = (DropReason, u64)> + '_ {
        DropReason::ALL.into_iter().map(|r| (r, self.dropped(r))).filter(|(_, n)| *n > 0)
    }

    /// Rows that are kept apart because they speak against their items.
    pub fn negative(&self, kind: NegativeKind) -> u64 {
        self.negative[kind as usize]
    }

    /// The kinds of negative rows that there are, with their counts.
    pub fn negatives(&self) -> impl Iterator<Item = (NegativeKind, u64)> + '_ {
        NegativeKind::ALL.into_iter().map(|kind| (kind, self.negative(kind))).filter(|(_, n)| *n > 0)
    }

    /// Counts dropped rows.
    pub(super) fn drop(&mut self, reason: DropReason, n: u64) {
        self.dropped[reason as usize] += n;
    }

    /// Counts negative rows.
    pub(super) fn set_negative(&mut self, kind: NegativeKind, n: u64) {
        self.negative[kind as usize] = n;
    }
}
