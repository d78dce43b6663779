//! What users said against items, as far as it is known by then: what they do not want is hidden from them, the rest models learn from.

use super::{Part, SplitConfig, SplitKind, assign};
use crate::data::interactions::Event;
use crate::data::{Dataset, Negative};

/// Items that something was said against, user by user, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dislikes {
    /// All items, user by user.
    items: Vec<u32>,
    /// End of each user's items; empty where nobody dislikes anything.
    ends: Vec<usize>,
}

impl Dislikes {
    /// Those of `negatives` (user, item), in order, of so many users.
    fn new(n_users: usize, negatives: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut dislikes = Self::default();
        let mut last = None;
        for (user, item) in negatives.filter(|pair| last.replace(*pair) != Some(*pair)) {
            dislikes.ends.resize(user as usize, dislikes.items.len());
            dislikes.items.push(item);
        }
        if !dislikes.items.is_empty() {
            dislikes.ends.resize(n_users, dislikes.items.len());
        }
        dislikes
    }

    /// The items of a user, ascending.
    pub fn of(&self, user: usize) -> &[u32] {
        let Some(&end) = self.ends.get(user) else { return &[] };
        let start = if user == 0 { 0 } else { self.ends[user - 1] };
        &self.items[start..end]
    }
}

/// The part of each negative event: that of the moment at which it happened, as far as the split goes by moments. Where it does not, what
/// was said is known from the start, but for what was said of items that the user goes on to take in a held-out part: it would give away what
/// is asked for.
pub fn parts(data: &Dataset, parts: &[Part], kind: SplitKind, config: &SplitConfig) -> Vec<Part> {
    let log = &data.interactions;
    let negatives = data.negatives.iter().map(|negative| &negative.event);
    let mut taken = log.events.iter().zip(parts).peekable();
    // Both are in order of users and items.
    let mut not_before_taken = |negative: &Event, part: Part| {
        let of = |event: &Event| (event.user, event.item);
        while taken.next_if(|(event, _)| of(event) < of(negative)).is_some() {}
        let own = taken.clone().take_while(|(event, _)| of(event) == of(negative));
        own.map(|(_, part)| *part).filter(|part| *part != Part::Unused).fold(part, Part::max)
    };
    match kind {
        SplitKind::GlobalTime => {
            let cuts = assign::cuts(&log.events, config);
            negatives.map(|event| assign::part_at(event.time, cuts)).collect()
        }
        SplitKind::LeaveLastOut => {
            let first = first_held_out(&log.events, parts, log.users.len());
            negatives.map(|event| not_before_taken(event, first[event.user as usize].at(event.time))).collect()
        }
        SplitKind::Random => negatives.map(|event| not_before_taken(event, Part::Train)).collect(),
        SplitKind::Given => {
            let of_file = |event: &Event| if event.part == 0 { Part::Train } else { Part::Test };
            negatives.map(|event| not_before_taken(event, of_file(event))).collect()
        }
    }
}

/// What is disliked in the parts up to `last`, and all that is said against items.
pub fn up_to(data: &Dataset, parts: &[Part], last: Part) -> [Dislikes; 2] {
    let known = || data.negatives.iter().zip(parts).filter(|(_, part)| **part <= last).map(|(negative, _)| negative);
    let pair = |negative: &Negative| (negative.event.user, negative.event.item);
    let n_users = data.interactions.users.len();
    [
        Dislikes::new(n_users, known().filter(|negative| negative.kind.hides()).map(pair)),
        Dislikes::new(n_users, known().map(pair)),
    ]
}

/// When the first event of a user is held out.
#[derive(Clone, Copy)]
struct FirstHeldOut {
    validation: i64,
    test: i64,
}

impl FirstHeldOut {
    fn at(self, time: i64) -> Part {
        if time >= self.test {
            Part::Test
        } else if time >= self.validation {
            Part::Validation
        } else {
            Part::Train
        }
    }
}

fn first_held_out(events: &[Event], parts: &[Part], n_users: usize) -> Vec<FirstHeldOut> {
    let mut first = vec![FirstHeldOut { validation: i64::MAX, test: i64::MAX }; n_users];
    for (event, part) in events.iter().zip(parts) {
        let first = &mut first[event.user as usize];
        match part {
            Part::Validation => first.validation = first.validation.min(event.time),
            Part::Test => first.test = first.test.min(event.time),
            Part::Train | Part::Unused => {}
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::Dislikes;

    #[test]
    fn each_user_has_their_own() {
        let dislikes = Dislikes::new(5, [(1, 3), (1, 3), (1, 7), (3, 0)].into_iter());
        let of: Vec<&[u32]> = (0..6).map(|user| dislikes.of(user)).collect();
        assert_eq!(of, [&[][..], &[3, 7], &[], &[0], &[], &[]]);
        assert_eq!(Dislikes::new(5, std::iter::empty()).of(2), [0u32; 0]);
    }
}
