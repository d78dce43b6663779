//! Returns take back what was bought.

use super::Part;
use crate::data::NegativeKind;
use crate::data::interactions::Event;
use crate::data::names;
use crate::data::{Dataset, Negative};

/// Shares of a quantity that are none: weights are rounded.
const ROUNDING: f64 = 1e-4;

/// Marks purchases that were given back as [`Part::Unused`], and tells how many they are.
///
/// A return covers the last purchases of its item by its user up to its moment, as far as its quantity goes; what it covers in part counts
/// as bought. Only what lies in the same part is taken back: when a later part begins, the return is not known yet, and what is asked for in a
/// part is what was bought and kept in it.
pub fn take_back(data: &Dataset, parts: &mut [Part], negative_parts: &[Part]) -> u64 {
    let log = &data.interactions;
    let can_be_returned: Vec<bool> = data
        .event_types
        .iter()
        .map(|kind| {
            let word = kind.word.as_deref().unwrap_or(&kind.name);
            word.is_empty() || names::mean_the_same(word, "purchase")
        })
        .collect();
    let is_purchase = |event: &Event| can_be_returned.get(usize::from(event.event)).is_some_and(|can| *can);
    let quantity = |event: &Event| {
        let of_type = data.event_types.get(usize::from(event.event)).map_or(1.0, |kind| kind.weight);
        f64::from(event.weight) / of_type
    };
    let returns = data.negatives.iter().zip(negative_parts).filter(|(n, _)| n.kind == NegativeKind::Returned);
    let mut returns: Vec<(&Negative, Part)> = returns.map(|(negative, part)| (negative, *part)).collect();
    let pair = |event: &Event| (event.user, event.item);
    // Of one item, what is taken back first was given back first.
    returns.sort_by_key(|(negative, part)| (pair(&negative.event), *part, negative.event.time));
    let mut n_taken_back = 0;
    let mut open: Vec<(usize, f64)> = Vec::new();
    for of_pair in returns.chunk_by(|(a, p), (b, q)| (pair(&a.event), p) == (pair(&b.event), q)) {
        let ((first, part), of) = (of_pair[0], pair(&of_pair[0].0.event));
        debug_assert_eq!(first.kind, NegativeKind::Returned);
        let start = log.events.partition_point(|event| pair(event) < of);
        let bought = log.events[start..].iter().take_while(|event| pair(event) == of).enumerate();
        open.clear();
        open.extend(
            bought
                .filter(|(at, event)| parts[start + at] == part && is_purchase(event))
                .map(|(at, event)| (start + at, quantity(event))),
        );
        open.sort_by_key(|(at, _)| log.events[*at].time);
        for (negative, _) in of_pair {
            let mut left = f64::from(negative.event.weight);
            for (_, kept) in open.iter_mut().rev().filter(|(at, _)| log.events[*at].time <= negative.event.time) {
                let covered = left.min(*kept);
                (left, *kept) = (left - covered, *kept - covered);
            }
        }
        for (at, _) in open.iter().filter(|(at, kept)| *kept <= ROUNDING * quantity(&log.events[*at])) {
            parts[*at] = Part::Unused;
            n_taken_back += 1;
        }
    }
    n_taken_back
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TaskContext;
    use crate::data::{DataConfig, dataset};

    /// What is left of a log whose rows lie in these parts by their times: before 100 in training.
    fn kept(log: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let events = folder.path().join("log.csv");
        std::fs::write(&events, log).unwrap();
        let data = dataset::load(&DataConfig { events, ..DataConfig::default() }, &TaskContext::new()).unwrap();
        let part = |event: &Event| if event.time < 100_000_000 { Part::Train } else { Part::Test };
        let mut parts: Vec<Part> = data.interactions.events.iter().map(part).collect();
        let negative_parts: Vec<Part> = data.negatives.iter().map(|negative| part(&negative.event)).collect();
        let n = take_back(&data, &mut parts, &negative_parts);
        assert_eq!(n as usize, parts.iter().filter(|part| **part == Part::Unused).count());
        let left = data.interactions.events.iter().zip(&parts).filter(|(_, part)| **part != Part::Unused);
        left.map(|(e, _)| {
            let (users, items) = (&data.interactions.users, &data.interactions.items);
            format!("{}{}@{}", users.id(e.user as usize), items.id(e.item as usize), e.time / 1_000_000)
        })
        .collect()
    }

    #[test]
    fn a_return_takes_back_the_last_purchase_before_it_in_its_part() {
        let log = "user_id,item_id,event,timestamp\n1,a,view,5\n1,a,purchase,10\n1,a,purchase,20\n1,a,purchase,40\n1,a,return,30\n\
                   1,b,purchase,50\n1,b,return,150\n2,a,purchase,60\n2,c,return,70\n2,c,purchase,80\n";
        assert_eq!(kept(log), ["1a@5", "1a@10", "1a@40", "1b@50", "2a@60", "2c@80"].map(String::from).to_vec());
    }

    #[test]
    fn quantities_are_taken_back_as_far_as_they_are_covered() {
        let log = "user_id,item_id,quantity,timestamp\n1,a,3,10\n1,a,2,20\n1,a,-4,30\n1,b,6,10\n1,b,-2,20\n1,b,-4,30\n1,c,1,90\n";
        // Of `a` the two bought last go, and one of three stays, with its row.
        assert_eq!(kept(log), ["1a@10", "1c@90"].map(String::from).to_vec());
    }
}
