//! What a change did to a list: who came, rose, fell and left.

use super::RankedList;

/// How an entry stands compared with an earlier list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It was not in the list.
    New,
    /// It stands so many places higher.
    Rose(usize),
    /// It stands so many places lower.
    Fell(usize),
    /// It is where it was.
    Stayed,
}

/// What moved from one list to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// How each entry of the later list moved, in its order.
    pub entries: Vec<Move>,
    /// Items of the earlier list that are not in the later one, in the order of the earlier list.
    pub left: Vec<u32>,
}

impl Moved {
    /// Compares two lists.
    pub fn between(before: &RankedList, after: &RankedList) -> Self {
        let place = |list: &RankedList, item: u32| list.entries.iter().position(|e| e.item == item);
        let of_entry = |(now, item): (usize, u32)| match place(before, item) {
            None => Move::New,
            Some(was) if was > now => Move::Rose(was - now),
            Some(was) if was < now => Move::Fell(now - was),
            Some(_) => Move::Stayed,
        };
        let items = |list: &RankedList| list.entries.iter().map(|e| e.item).collect::<Vec<_>>();
        Self {
            entries: items(after).into_iter().enumerate().map(of_entry).collect(),
            left: items(before).into_iter().filter(|item| place(after, *item).is_none()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::RankedItem;

    fn list(items: &[u32]) -> RankedList {
        RankedList {
            entries: items.iter().map(|&item| RankedItem { item, score: 0.0, parts: Vec::new() }).collect(),
            ..RankedList::default()
        }
    }

    #[test]
    fn entries_come_rise_fall_stay_and_leave() {
        let moved = Moved::between(&list(&[10, 20, 30, 40, 50, 70]), &list(&[10, 40, 60, 20, 70, 30]));
        let expected = [Move::Stayed, Move::Rose(2), Move::New, Move::Fell(2), Move::Rose(1), Move::Fell(3)];
        assert_eq!(moved.entries, expected);
        assert_eq!(moved.left, [50]);
    }

    #[test]
    fn lists_of_different_lengths_compare() {
        assert_eq!(Moved::between(&list(&[]), &list(&[1])), Moved { entries: vec![Move::New], left: vec![] });
        assert_eq!(Moved::between(&list(&[1, 2]), &list(&[])), Moved { entries: vec![], left: vec![1, 2] });
    }
}
