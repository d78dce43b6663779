//! What the memory of a fit depends on.

use std::collections::BTreeMap;

use super::Part;
use crate::data::Interactions;
use crate::data::attributes::AttributeTable;
use crate::math::CsrMatrix;

/// Sizes of a training part, counted once with the split.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Users of the log.
    pub users: usize,
    /// Items of the log.
    pub items: usize,
    /// Pairs of user and item.
    pub entries: usize,
    /// Events.
    pub events: usize,
    /// Entries of the longest history.
    pub longest: usize,
    /// Different values of each column that is known of the users.
    pub groups: BTreeMap<String, usize>,
    /// Of each item: entries of all its users' histories, itself counted once for each.
    pub reach: Vec<u32>,
    /// Events of each item.
    pub events_of_item: Vec<u32>,
    /// Events that speak against their items.
    pub negatives: usize,
}

impl Shape {
    /// Counts a training part and the values of the users' columns.
    pub(super) fn of(
        log: &Interactions,
        parts: &[Part],
        negative_parts: &[Part],
        train: &CsrMatrix,
        users: &AttributeTable,
    ) -> Self {
        let mut reach = vec![0u32; train.n_cols()];
        for row in train.rows() {
            let n = row.len() as u32;
            row.indices.iter().for_each(|item| reach[*item as usize] = reach[*item as usize].saturating_add(n));
        }
        let mut events_of_item = vec![0u32; train.n_cols()];
        for (event, _) in log.events.iter().zip(parts).filter(|(_, part)| **part == Part::Train) {
            events_of_item[event.item as usize] += 1;
        }
        Self {
            users: train.n_rows(),
            items: train.n_cols(),
            entries: train.n_entries(),
            events: events_of_item.iter().map(|n| *n as usize).sum(),
            longest: train.rows().map(|row| row.len()).max().unwrap_or_default(),
            groups: users.columns.iter().map(|column| (column.name.clone(), column.values().len())).collect(),
            reach,
            events_of_item,
            negatives: negative_parts.iter().filter(|part| **part == Part::Train).count(),
        }
    }

    /// Bytes of a sparse matrix of the interactions, users × items.
    pub fn matrix(&self) -> u64 {
        8 * (self.entries + self.users) as u64
    }

    /// Bytes of the same, items × users.
    pub fn turned(&self) -> u64 {
        8 * (self.entries + self.items) as u64
    }

    /// Pairs of items at the most, if of each item those are counted that stand in a history with it, but no more than `k`.
    pub fn pairs(&self, k: usize) -> u64 {
        let k = k.min(self.items) as u64;
        self.reach.iter().map(|n| u64::from(*n).min(k)).sum()
    }

    /// The same where each event of an item counts no more than `steps` others.
    pub fn steps(&self, k: usize, steps: usize) -> u64 {
        let k = k.min(self.items) as u64;
        let met = |(reach, events): (&u32, &u32)| u64::from(*reach).min(u64::from(*events) * steps as u64).min(k);
        self.reach.iter().zip(&self.events_of_item).map(met).sum()
    }
}
