//! Returns take back what was bought.

use super::{Part, SplitConfig, SplitKind, assign};
use crate::base::{Cancelled, TaskContext};
use crate::data::interactions::Event;
use crate::data::names;
use crate::data::{Dataset, Negative, NegativeKind};

/// Shares of a quantity that are none: weights are rounded.
const ROUNDING: f64 = 1e-4;

/// The purchases that were given back, by their place among the events, ascending.
///
/// A return covers the last purchases of its item by its user up to its moment, as far as its quantity goes; what it covers in part counts
/// as bought. Where the log is parted by a moment, only returns in the same part count: a purchase that is given back after the moment is one as
/// far as is known by then. Where it is parted user by user or item by item, what was given back is out of the log before it is parted.
///
/// # Errors
/// Cancellation.
pub fn taken_back(
    data: &Dataset,
    kind: SplitKind,
    config: &SplitConfig,
    ctx: &TaskContext,
) -> Result<Vec<usize>, Cancelled> {
    let log = &data.interactions;
    let mut returns: Vec<&Negative> = data.negatives.iter().filter(|n| n.kind == NegativeKind::Returned).collect();
    if returns.is_empty() {
        return Ok(Vec::new());
    }
    let cuts = assign::cuts(&log.events, config);
    let part = |event: &Event| match kind {
        SplitKind::GlobalTime => assign::part_at(event.time, cuts),
        _ if event.part == 0 => Part::Train,
        _ => Part::Test,
    };
    let can_be_returned: Vec<bool> = data.event_types.iter().map(|kind| is_purchase(kind.meaning())).collect();
    let can_be_returned = |event: &Event| can_be_returned.get(usize::from(event.event)).is_some_and(|can| *can);
    let quantity = |event: &Event| {
        let of_type = data.event_types.get(usize::from(event.event)).map_or(1.0, |kind| kind.weight);
        f64::from(event.weight) / of_type
    };
    let pair = |event: &Event| (event.user, event.item, part(event));
    returns.sort_by_key(|negative| (pair(&negative.event), negative.event.time));
    let mut taken_back = Vec::new();
    // The purchases of a pair in time, and those that are not given back so far with what is left of them.
    let (mut bought, mut open): (Vec<usize>, Vec<(usize, f64)>) = (Vec::new(), Vec::new());
    for of_pair in returns.chunk_by(|a, b| pair(&a.event) == pair(&b.event)) {
        ctx.check()?;
        let of = pair(&of_pair[0].event);
        let start = log.events.partition_point(|event| (event.user, event.item) < (of.0, of.1));
        let of_item = log.events[start..].iter().take_while(|event| (event.user, event.item) == (of.0, of.1));
        bought.clear();
        let purchases = of_item.enumerate().filter(|(_, event)| part(event) == of.2 && can_be_returned(event));
        bought.extend(purchases.map(|(at, _)| start + at));
        bought.sort_by_key(|at| log.events[*at].time);
        open.clear();
        let mut next = bought.iter().copied().peekable();
        for negative in of_pair {
            while let Some(at) = next.next_if(|at| log.events[*at].time <= negative.event.time) {
                open.push((at, quantity(&log.events[at])));
            }
            let mut left = f64::from(negative.event.weight);
            while left > 0.0
                && let Some((at, kept)) = open.pop()
            {
                let rest = kept - left;
                left -= kept;
                if rest > ROUNDING * quantity(&log.events[at]) {
                    open.push((at, rest));
                } else {
                    taken_back.push(at);
                }
            }
        }
    }
    taken_back.sort_unstable();
    Ok(taken_back)
}

/// Whether an event of this meaning can be given back: all but those that are known to be no purchase.
fn is_purchase(meaning: &str) -> bool {
    !["view", "favorite", "cart"].iter().any(|other| names::mean_the_same(meaning, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TaskContext;
    use crate::data::{DataConfig, dataset};

    /// What is left of a log in training, and before it is parted otherwise.
    fn kept(log: &str, kind: SplitKind) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let events = folder.path().join("log.csv");
        std::fs::write(&events, log).unwrap();
        let ctx = TaskContext::new();
        let data = dataset::load(&DataConfig { events, ..DataConfig::default() }, &ctx).unwrap();
        let config = SplitConfig { validation: 0.0, test: 0.25, ..SplitConfig::default() };
        let gone = taken_back(&data, kind, &config, &ctx).unwrap();
        let left = data.interactions.events.iter().enumerate().filter(|(at, _)| gone.binary_search(at).is_err());
        left.map(|(_, e)| {
            let (users, items) = (&data.interactions.users, &data.interactions.items);
            format!("{}{}@{}", users.id(e.user as usize), items.id(e.item as usize), e.time / 1_000_000)
        })
        .collect()
    }

    #[test]
    fn a_return_takes_back_the_last_purchase_before_it_in_its_part() {
        let log = "user_id,item_id,event,timestamp\n1,a,view,5\n1,a,ordered,10\n1,a,ordered,20\n1,a,ordered,40\n1,a,return,30\n\
                   1,b,ordered,50\n1,b,return,150\n2,a,ordered,60\n2,c,return,70\n2,c,ordered,80\n2,d,ordered,140\n2,e,view,145\n";
        let others = ["1a@10", "1a@40", "1a@5", "2a@60", "2c@80", "2d@140", "2e@145"];
        let mut by_time = others.to_vec();
        // It is given back in the test part, which training knows nothing of.
        by_time.insert(3, "1b@50");
        assert_eq!(kept(log, SplitKind::GlobalTime), by_time);
        assert_eq!(kept(log, SplitKind::Random), others);
    }

    #[test]
    fn quantities_are_taken_back_as_far_as_they_are_covered() {
        let log = "user_id,item_id,quantity,timestamp\n1,a,3,10\n1,a,2,20\n1,a,-4,30\n1,b,6,10\n1,b,-2,20\n1,b,-4,30\n1,c,1,90\n";
        // Of `a` the two bought last go, and one of three stays, with its row.
        assert_eq!(kept(log, SplitKind::Random), ["1a@10", "1c@90"]);
    }
}
