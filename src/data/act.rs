//! What a user can do with an item, and what that weighs in a log.

use super::names;
use super::{Dataset, dataset::EventType};

/// Something that a user does with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Act {
    /// Looks at it.
    View,
    /// Puts it in the basket.
    Cart,
    /// Buys it.
    Purchase,
    /// Takes it, in a log that does not say how.
    Take,
}

impl Act {
    /// The acts that a log knows, each with the weight of one event. Those whose events the settings leave out are not among
    /// them; a log without event types knows one act, which weighs what its events weigh on average.
    pub fn offered(data: &Dataset) -> Vec<(Self, f64)> {
        let mut offered = Vec::new();
        if data.event_types.iter().any(|kind| !kind.name.is_empty()) {
            let words = [(Self::View, "view"), (Self::Cart, "cart"), (Self::Purchase, "purchase")];
            offered.extend(words.into_iter().filter_map(|(act, word)| Some((act, weight(&data.event_types, word)?))));
        }
        if offered.is_empty() {
            let events = &data.interactions.events;
            let sum: f64 = events.iter().map(|event| f64::from(event.weight)).sum();
            offered.push((Self::Take, if events.is_empty() { 1.0 } else { sum / events.len() as f64 }));
        }
        offered
    }
}

/// The weight of the log's most frequent event type that means `word`, or of the word itself where the log has none; `None`
/// where all that mean it are left out.
fn weight(types: &[EventType], word: &str) -> Option<f64> {
    let alike = || types.iter().filter(|kind| names::mean_the_same(kind.word.as_ref().unwrap_or(&kind.name), word));
    if alike().next().is_none() {
        return Some(names::event_weight(word));
    }
    // Of equally frequent ones the first.
    alike().filter(|kind| kind.weight > 0.0).rev().max_by_key(|kind| kind.rows).map(|kind| kind.weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Interactions;
    use crate::data::interactions::Event;

    fn log(types: &[(&str, f64, u64)]) -> Dataset {
        let kind = |&(name, weight, rows): &(&str, f64, u64)| EventType { name: name.into(), word: None, weight, rows };
        Dataset { event_types: types.iter().map(kind).collect(), ..Dataset::default() }
    }

    #[test]
    fn an_act_weighs_what_the_logs_event_of_that_meaning_weighs() {
        let data = log(&[("pv", 0.5, 10), ("click", 2.0, 90), ("加购", 4.0, 5), ("refund", 0.0, 1)]);
        // Nothing in the log means buying: the usual weight.
        assert_eq!(Act::offered(&data), [(Act::View, 2.0), (Act::Cart, 4.0), (Act::Purchase, 5.0)]);
    }

    #[test]
    fn what_the_settings_leave_out_is_not_offered() {
        let data = log(&[("view", 0.0, 10), ("buy", 7.0, 2)]);
        assert_eq!(Act::offered(&data), [(Act::Cart, 3.0), (Act::Purchase, 7.0)]);
    }

    #[test]
    fn a_log_without_event_types_offers_one_act_of_the_average_weight() {
        let mut data = log(&[("", 1.0, 2)]);
        assert_eq!(Act::offered(&data), [(Act::Take, 1.0)]);
        let rated = |weight| Event { user: 0, item: 0, time: 0, weight, session: u32::MAX, row: 0, event: 0, part: 0 };
        data.interactions = Interactions { events: vec![rated(5.0), rated(2.0)], ..Interactions::default() };
        assert_eq!(Act::offered(&data), [(Act::Take, 3.5)]);
    }
}
