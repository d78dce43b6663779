//! Which items of a history speak for an entry of a list.

use std::collections::BTreeMap;

use super::RankedItem;
use crate::blend::Components;
use crate::models::recommender::Reason;
use crate::split::History;

/// An item of the history that speaks for an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Because {
    /// The item.
    pub item: u32,
    /// Its share of all that speaks for the entry, 0 to 1.
    pub share: f32,
}

/// The `n` items of the history that say most for an entry of the list made for it, the weightiest first.
///
/// Each model has the share that it has in the entry ([`RankedItem::shares`]). What speaks for the item in the model's own
/// explanation divides that share; what speaks against it is passed over, as it is among the models. The rest of 1 is said by
/// other things than the history: popularity, features.
pub fn because(components: &Components, history: History<'_>, entry: &RankedItem, n: usize) -> Vec<Because> {
    let mut shares: BTreeMap<u32, f32> = BTreeMap::new();
    for (model, share) in components.models.iter().zip(entry.shares()).filter(|(_, share)| *share > 0.0) {
        let speaking = model.explain(history, entry.item).into_iter().filter(|(_, value)| *value > 0.0);
        let speaking: Vec<_> = speaking.collect();
        let sum: f32 = speaking.iter().map(|(_, value)| value).sum();
        for (reason, value) in speaking {
            if let Reason::HistoryItem(item) = reason {
                *shares.entry(item).or_default() += share * value / sum;
            }
        }
    }
    let mut reasons: Vec<Because> = shares.into_iter().map(|(item, share)| Because { item, share }).collect();
    reasons.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.item.cmp(&b.item)));
    reasons.truncate(n);
    reasons
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::blend::Normalization;
    use crate::models::model_file::ModelWriter;
    use crate::models::recommender::Contribution;
    use crate::models::{Candidates, Recommender};
    use crate::split::Catalogue;

    /// A model that explains every item alike.
    struct Says(Vec<Contribution>);

    impl Recommender for Says {
        fn n_items(&self) -> usize {
            9
        }

        fn score(&self, _: History<'_>, _: Candidates<'_>, out: &mut [f32]) {
            out.fill(0.0);
        }

        fn explain(&self, _: History<'_>, _: u32) -> Vec<Contribution> {
            self.0.clone()
        }

        fn save<'a>(&'a self, _: &mut ModelWriter<'a>) {}
    }

    fn said(parts: &[f32], n: usize) -> Vec<Because> {
        let history = Reason::HistoryItem;
        let models = [
            vec![(history(1), 3.0), (history(2), 1.0), (history(3), -9.0)],
            vec![(history(2), 10.0), (Reason::Popularity, 30.0)],
            vec![(history(4), 1.0)],
        ];
        let components = Components {
            models: models.into_iter().map(|said| Arc::new(Says(said)) as Arc<dyn Recommender>).collect(),
            normalization: Normalization::ZScore,
            catalogue: Catalogue::new(vec![1; 9]),
        };
        because(&components, History::EMPTY, &RankedItem { item: 8, score: 1.0, parts: parts.to_vec() }, n)
    }

    #[test]
    fn the_share_of_each_model_is_divided_among_what_speaks_in_it() {
        // The first model has half of what speaks, the second too; the third speaks against the item.
        let reasons = said(&[0.4, 0.4, -1.0], 3);
        let found: Vec<(u32, f32)> = reasons.iter().map(|r| (r.item, r.share)).collect();
        assert_eq!(found, [(1, 0.375), (2, 0.25)]);
    }

    #[test]
    fn the_weightiest_reasons_are_kept() {
        let reasons = said(&[0.0, 0.0, 2.0], 1);
        assert_eq!(reasons, [Because { item: 4, share: 1.0 }]);
        assert_eq!(said(&[0.8, 0.4, 0.4], 1)[0].item, 1);
        assert!(said(&[0.0, 0.0, 0.0], 3).is_empty(), "nothing speaks for it");
    }
}
