//! What is known of users at the moment that a list is made for them.

use super::Part;
use super::dislikes::Dislikes;
use crate::base::{UserIdx, seed};
use crate::data::Interactions;
use crate::data::interactions::Event;
use crate::math::CsrMatrix;
use crate::math::csr::SparseRow;

/// What is known of one user.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History<'a> {
    /// Items and their weights, ascending by item. Models pass over items beyond their catalogue.
    pub items: SparseRow<'a>,
    /// The same items in the order in which the user last met them, the newest last; empty where no order is known.
    pub order: &'a [u32],
    /// Items that the user said they do not want, ascending: no candidates.
    pub disliked: &'a [u32],
    /// Items that anything was said against, those of `disliked` among them, ascending: shown and not taken, given back, taken out.
    pub against: &'a [u32],
    /// Who it is, where that is known.
    pub user: Option<UserIdx>,
}

impl<'a> History<'a> {
    /// Nothing is known.
    pub const EMPTY: History<'static> =
        History { items: SparseRow::EMPTY, order: &[], disliked: &[], against: &[], user: None };

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Items that something was said against and nothing for, of those below `n_items`.
    pub fn unwanted(&self, n_items: usize) -> impl Iterator<Item = u32> + Clone + use<'a> {
        let (items, against) = (self.items, self.against);
        against.iter().copied().take_while(move |i| (*i as usize) < n_items).filter(move |i| !items.contains(*i))
    }
}

impl<'a> From<SparseRow<'a>> for History<'a> {
    fn from(items: SparseRow<'a>) -> Self {
        Self { items, order: &[], disliked: &[], against: &[], user: None }
    }
}

/// The histories of all users.
#[derive(Debug, Clone)]
pub struct Histories {
    /// Users × items, the weights of all that is known.
    pub matrix: CsrMatrix,
    /// Items by the time of their last meeting, user by user, parallel to the matrix.
    order: Vec<u32>,
    /// What is hidden.
    disliked: Dislikes,
    /// All that was said against items.
    against: Dislikes,
}

impl Histories {
    /// Histories without an order.
    pub fn unordered(matrix: CsrMatrix) -> Self {
        Self { matrix, order: Vec::new(), disliked: Dislikes::default(), against: Dislikes::default() }
    }

    /// The events of all parts up to `last`, which `matrix` was summed from.
    pub(super) fn new(
        log: &Interactions,
        parts: &[Part],
        last: Part,
        matrix: CsrMatrix,
        [disliked, against]: [Dislikes; 2],
    ) -> Self {
        let mut order = Vec::with_capacity(matrix.n_entries());
        let mut start = 0;
        let mut met: Vec<(i64, u32)> = Vec::new();
        for of_user in log.events.chunk_by(|a, b| a.user == b.user) {
            let parts = &parts[start..start + of_user.len()];
            start += of_user.len();
            met.clear();
            let known = of_user.iter().zip(parts).filter(|(_, part)| **part <= last).map(|(event, _)| event);
            for Event { item, time, .. } in known {
                match met.last_mut() {
                    Some((newest, of)) if of == item => *newest = (*newest).max(*time),
                    _ => met.push((*time, *item)),
                }
            }
            met.sort_unstable_by_key(|&(time, item)| (time, seed::tie(of_user[0].user, item)));
            order.extend(met.iter().map(|(_, item)| item));
        }
        debug_assert_eq!(order.len(), matrix.n_entries());
        Self { matrix, order, disliked, against }
    }

    /// Number of users.
    pub fn n_users(&self) -> usize {
        self.matrix.n_rows()
    }

    /// Size of the catalogue.
    pub fn n_items(&self) -> usize {
        self.matrix.n_cols()
    }

    /// The history of a user.
    pub fn of(&self, user: usize) -> History<'_> {
        let order = self.order.get(self.matrix.row_range(user)).unwrap_or_default();
        let (disliked, against) = (self.disliked.of(user), self.against.of(user));
        History { items: self.matrix.row(user), order, disliked, against, user: Some(UserIdx(user as u32)) }
    }
}
