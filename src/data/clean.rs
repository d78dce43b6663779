//! From rows of text to events that can be counted on, with an account of every row.

use hashbrown::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::event_log::{EventLog, UNREADABLE};
use super::interactions::Event;
use super::interned::{MISSING, ROWS_PER_CHECK};
use super::time;
use super::weight::WeightConfig;
use crate::base::{Said, StageError, TaskContext};
use crate::said;

/// Which rows are dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CleanConfig {
    /// The same (user, item, event) again within this many seconds is one event. Default 1; 0 keeps all.
    pub repeat_secs: f64,
    /// First moment that counts, in any writing of a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First moment that no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Users with more events than this on any day are robots and left out; off by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub robot_events_per_day: Option<u32>,
    /// Users with fewer distinct items are left out, again and again until it holds. Default 1.
    pub min_items_per_user: u32,
    /// Items with fewer distinct users are left out, again and again until it holds. Default 1.
    pub min_users_per_item: u32,
}

impl Default for CleanConfig {
    fn default() -> Self {
        Self {
            repeat_secs: 1.0,
            from: None,
            until: None,
            robot_events_per_day: None,
            min_items_per_user: 1,
            min_users_per_item: 1,
        }
    }
}

impl CleanConfig {
    /// Checks the domains.
    ///
    /// # Errors
    /// The setting that is outside its domain.
    pub fn check(&self) -> Result<(), StageError> {
        if !(self.repeat_secs.is_finite() && self.repeat_secs >= 0.0) {
            return Err(StageError::setting(said!("data-repeat-secs-range", value = self.repeat_secs)));
        }
        self.window()?;
        let least = [
            ("robot_events_per_day", self.robot_events_per_day),
            ("min_items_per_user", Some(self.min_items_per_user)),
            ("min_users_per_item", Some(self.min_users_per_item)),
        ];
        match least.iter().find(|(_, value)| *value == Some(0)) {
            Some((setting, _)) => Err(StageError::setting(said!("data-clean-zero", setting = *setting))),
            None => Ok(()),
        }
    }

    /// The first moment that counts and the first that no longer does.
    fn window(&self) -> Result<(Option<i64>, Option<i64>), StageError> {
        let bound = |setting: &str, text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => time::parse(text)
                .map(Some)
                .ok_or_else(|| StageError::setting(said!("data-clean-no-time", setting = setting, text = text))),
        };
        Ok((bound("from", &self.from)?, bound("until", &self.until)?))
    }
}

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
    /// The value is no number, not finite, zero or negative.
    UnusableValue,
    /// The value is below the threshold.
    BelowThreshold,
    /// A row like this was there already.
    ExactDuplicate,
    /// The same user, item and event type again within moments.
    Repeat,
    /// Before or after the chosen window of time.
    OutsideWindow,
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
        Self::BelowThreshold,
        Self::ExactDuplicate,
        Self::Repeat,
        Self::OutsideWindow,
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
            Self::BelowThreshold => "below_threshold",
            Self::ExactDuplicate => "exact_duplicate",
            Self::Repeat => "repeat",
            Self::OutsideWindow => "outside_window",
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
            Self::BelowThreshold => said!("drop-below-threshold"),
            Self::ExactDuplicate => said!("drop-exact-duplicate"),
            Self::Repeat => said!("drop-repeat"),
            Self::OutsideWindow => said!("drop-outside-window"),
            Self::Robot => said!("drop-robot"),
            Self::KCore => said!("drop-k-core"),
        }
    }
}

/// What became of the rows: `rows_in = rows_kept + Σ dropped` always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowAccount {
    /// Rows read.
    pub rows_in: u64,
    /// Rows that became events.
    pub rows_kept: u64,
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

    fn drop(&mut self, reason: DropReason, n: u64) {
        self.dropped[reason as usize] += n;
    }
}

/// Drops the rows that cannot be used and those of event types without weight; the rest become events that weigh what their value
/// multiplies.
pub(super) fn readable_events(
    log: &EventLog,
    weights: &WeightConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<Vec<Event>, StageError> {
    ctx.start(said!("step-dropping"), log.n_rows())?;
    let has_time = log.has_time();
    let is_used: Vec<bool> = log.types.iter().map(|(name, _)| weights.uses(name, log.has_event_column())).collect();
    let mut events = Vec::with_capacity(log.n_rows());
    for (part, file) in log.files.iter().enumerate() {
        let times = file.time.as_ref().filter(|_| has_time);
        let first_row = account.rows_in;
        account.rows_in += file.user.len() as u64;
        for row in 0..file.user.len() {
            if row % ROWS_PER_CHECK == 0 {
                ctx.advance(if row == 0 { 0 } else { ROWS_PER_CHECK })?;
            }
            let number = first_row + row as u64;
            let time = times.map_or(number as i64, |times| times[row]);
            if time == UNREADABLE {
                account.drop(DropReason::UnreadableTime, 1);
                continue;
            }
            let (user, item) = (file.user[row], file.item[row]);
            if user == MISSING || item == MISSING {
                account.drop(DropReason::MissingId, 1);
                continue;
            }
            let event = file.event.as_ref().map_or(0, |events| events[row]);
            if !is_used.get(event as usize).is_some_and(|used| *used) {
                account.drop(DropReason::EventNotMapped, 1);
                continue;
            }
            let factor = match weights.value.factor(file.value.as_ref().map(|values| values[row])) {
                Ok(factor) => factor,
                Err(reason) => {
                    account.drop(reason, 1);
                    continue;
                }
            };
            events.push(Event {
                user,
                item,
                time,
                weight: factor as f32,
                session: file.session.as_ref().map_or(MISSING, |sessions| sessions[row]),
                row: number as u32,
                event: event as u16,
                part: part as u8,
            });
        }
    }
    Ok(events)
}

/// Drops duplicates, repeats, what lies outside the window, robots and what is below the k-core.
/// Leaves the events ordered by user, item, part, event type, time.
pub(super) fn clean(
    events: &mut Vec<Event>,
    config: &CleanConfig,
    has_time: bool,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<(), StageError> {
    ctx.start(said!("step-cleaning"), 0)?;
    // Where the rows stand for the time, rows that are equal but for their place come together, the first of them first.
    let moment = |e: &Event| if has_time { e.time } else { 0 };
    let content = |e: &Event| (e.user, e.item, e.part, e.event, moment(e), e.weight.to_bits(), e.session);
    events.par_sort_unstable_by_key(|e| (content(e), e.row));
    ctx.check()?;
    let before = events.len();
    events.dedup_by(|next, kept| content(next) == content(kept));
    account.drop(DropReason::ExactDuplicate, (before - events.len()) as u64);
    if !has_time {
        events.par_sort_unstable_by_key(|e| (e.user, e.item, e.part, e.event, e.time));
    }
    drop_repeats(events, config, has_time, account);
    ctx.check()?;
    drop_outside_window(events, config, has_time, account)?;
    drop_robots(events, config, has_time, account);
    ctx.check()?;
    drop_below_core(events, config, account, ctx)?;
    account.rows_kept = events.len() as u64;
    Ok(())
}

fn drop_repeats(events: &mut Vec<Event>, config: &CleanConfig, has_time: bool, account: &mut RowAccount) {
    if has_time && config.repeat_secs > 0.0 {
        let within = (config.repeat_secs * time::SECOND as f64) as i64;
        let before = events.len();
        events.dedup_by(|next, kept| {
            (next.user, next.item, next.part, next.event) == (kept.user, kept.item, kept.part, kept.event)
                && next.time - kept.time <= within
        });
        account.drop(DropReason::Repeat, (before - events.len()) as u64);
    }
}

fn drop_outside_window(
    events: &mut Vec<Event>,
    config: &CleanConfig,
    has_time: bool,
    account: &mut RowAccount,
) -> Result<(), StageError> {
    let (from, until) = config.window()?;
    if (from.is_some() || until.is_some()) && !has_time {
        return Err(StageError::setting(said!("data-window-needs-time")));
    }
    let before = events.len();
    events.retain(|e| from.is_none_or(|f| e.time >= f) && until.is_none_or(|u| e.time < u));
    account.drop(DropReason::OutsideWindow, (before - events.len()) as u64);
    Ok(())
}

fn drop_robots(events: &mut Vec<Event>, config: &CleanConfig, has_time: bool, account: &mut RowAccount) {
    let Some(limit) = config.robot_events_per_day.filter(|_| has_time) else { return };
    let before = events.len();
    let mut kept = Vec::with_capacity(before);
    let mut per_day: HashMap<i64, u32> = HashMap::new();
    for of_user in events.chunk_by(|a, b| a.user == b.user) {
        per_day.clear();
        for event in of_user {
            *per_day.entry(event.time.div_euclid(time::DAY)).or_default() += 1;
        }
        if per_day.values().all(|&n| n <= limit) {
            kept.extend_from_slice(of_user);
        }
    }
    *events = kept;
    account.drop(DropReason::Robot, (before - events.len()) as u64);
}

fn drop_below_core(
    events: &mut Vec<Event>,
    config: &CleanConfig,
    account: &mut RowAccount,
    ctx: &TaskContext,
) -> Result<(), StageError> {
    if config.min_items_per_user <= 1 && config.min_users_per_item <= 1 {
        return Ok(());
    }
    let before = events.len();
    loop {
        ctx.check()?;
        let mut items_of: HashMap<u32, u32> = HashMap::new();
        let mut users_of: HashMap<u32, u32> = HashMap::new();
        for pair in events.chunk_by(|a, b| (a.user, a.item) == (b.user, b.item)) {
            *items_of.entry(pair[0].user).or_default() += 1;
            *users_of.entry(pair[0].item).or_default() += 1;
        }
        let left = events.len();
        events.retain(|e| {
            items_of[&e.user] >= config.min_items_per_user && users_of[&e.item] >= config.min_users_per_item
        });
        if events.len() == left {
            break;
        }
    }
    account.drop(DropReason::KCore, (before - events.len()) as u64);
    Ok(())
}
