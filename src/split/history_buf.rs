//! A history that grows: what a user would be known by after one more act.

use super::History;
use crate::base::{UserIdx, seed};
use crate::data::Transform;
use crate::math::csr::SparseRow;

/// A history of its own, which items can be added to. The weights are those that the interaction matrix would have.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryBuf {
    items: Vec<u32>,
    weights: Vec<f32>,
    /// Summed weights before the transform, parallel to `items`.
    sums: Vec<f64>,
    order: Vec<u32>,
    disliked: Vec<u32>,
    against: Vec<u32>,
    user: Option<UserIdx>,
    transform: Transform,
}

impl HistoryBuf {
    /// Nothing is known, of nobody in particular.
    pub fn empty(transform: Transform) -> Self {
        Self::of(History::EMPTY, transform)
    }

    /// A history whose weights were made by `transform`.
    pub fn of(history: History<'_>, transform: Transform) -> Self {
        Self {
            items: history.items.indices.to_vec(),
            weights: history.items.values.to_vec(),
            sums: history.items.values.iter().map(|w| transform.invert(*w)).collect(),
            order: history.order.to_vec(),
            disliked: history.disliked.to_vec(),
            against: history.against.to_vec(),
            user: history.user,
            transform,
        }
    }

    /// The user meets an item with an event of this weight. Met again, its weight grows and it moves to the end of the order.
    ///
    /// Where the order was not known, all that was met before counts as met at one moment, which lies before this one.
    pub fn push(&mut self, item: u32, weight: f64) {
        if self.order.len() < self.items.len() {
            let user = self.user.map_or(u32::MAX, |u| u.0);
            self.order.clone_from(&self.items);
            self.order.sort_unstable_by_key(|item| seed::tie(user, *item));
        }
        match self.items.binary_search(&item) {
            Ok(at) => {
                self.sums[at] += weight;
                self.weights[at] = self.transform.apply(self.sums[at] as f32);
                self.order.retain(|met| *met != item);
            }
            Err(at) => {
                self.items.insert(at, item);
                self.sums.insert(at, weight);
                self.weights.insert(at, self.transform.apply(weight as f32));
            }
        }
        self.order.push(item);
    }

    /// The history as models take it.
    pub fn as_history(&self) -> History<'_> {
        History {
            items: SparseRow { indices: &self.items, values: &self.weights },
            order: &self.order,
            disliked: &self.disliked,
            against: &self.against,
            user: self.user,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn met_again_an_item_moves_to_the_end_and_its_weight_grows() {
        for (transform, grown) in [(Transform::Raw, 3.0), (Transform::Log, 2.0), (Transform::Binary, 1.0)] {
            let mut history = HistoryBuf::empty(transform);
            history.push(7, 2.0);
            history.push(3, 1.0);
            history.push(7, 1.0);
            let history = history.as_history();
            assert_eq!(history.items.indices, [3, 7]);
            assert_eq!(history.items.values, [1.0, grown], "{transform:?}");
            assert_eq!(history.order, [3, 7]);
        }
    }

    #[test]
    fn what_comes_after_an_unknown_order_is_the_newest_and_what_was_before_has_no_pattern() {
        let (items, weights) = ([2, 5, 9, 11], [1.0; 4]);
        let known = SparseRow { indices: &items, values: &weights };
        let of_user = |user: u32| {
            let mut history = HistoryBuf::of(History { user: Some(UserIdx(user)), ..known.into() }, Transform::Raw);
            assert!(history.as_history().order.is_empty(), "nothing is claimed before there is an act");
            history.push(5, 1.0);
            history.push(4, 1.0);
            history.as_history().order.to_vec()
        };
        let orders: Vec<Vec<u32>> = (0..20).map(of_user).collect();
        for order in &orders {
            assert_eq!(order[3..], [5, 4], "acts stand at the end");
            let mut all = order.clone();
            all.sort_unstable();
            assert_eq!(all, [2, 4, 5, 9, 11], "the order holds the items of the history");
        }
        assert!(orders.iter().any(|order| order[0] == 11), "older items do not stand by their number: {orders:?}");
    }
}
