//! The best candidates of one user's scores: the one way in which every list is made, judged, shown or written.

use serde::{Deserialize, Serialize};

use crate::math::{Scored, top_k};
use crate::split::{Catalogue, History};

/// Which path a list came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// The models had something to say.
    #[default]
    Models,
    /// They said the same of every candidate, as where nothing is known of a user: the most popular items stand in.
    Popularity,
}

impl Served {
    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Popularity => "popularity",
        }
    }
}

/// The best `k` candidates for a history by `scores` (one an item), into `list`, best first; of equal scores the lower index
/// first. What is no candidate is marked in `scores` with `-inf`. Where all candidates score the same, the number of their
/// users in training takes the place of the scores.
pub fn best(
    catalogue: &Catalogue,
    history: History<'_>,
    scores: &mut [f32],
    k: usize,
    list: &mut Vec<Scored>,
) -> Served {
    catalogue.exclude(history, scores);
    top_k(scores, k, list);
    if !says_nothing(scores, list) {
        return Served::Models;
    }
    for (score, n_users) in scores.iter_mut().zip(catalogue.popularity()).filter(|(s, _)| **s > f32::NEG_INFINITY) {
        *score = *n_users as f32;
    }
    top_k(scores, k, list);
    Served::Popularity
}

/// Whether several candidates all score the same. Looked at closely only where the ends of the list do.
fn says_nothing(scores: &[f32], list: &[Scored]) -> bool {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    if first.score > last.score {
        return false;
    }
    let mut candidates = scores.iter().filter(|s| **s > f32::NEG_INFINITY);
    candidates.all(|s| *s == first.score) && scores.iter().filter(|s| **s > f32::NEG_INFINITY).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(scores: &[f32], k: usize) -> (Served, Vec<(u32, f32)>) {
        let catalogue = Catalogue::new(vec![3, 0, 9, 5, 9]);
        let (mut scores, mut list) = (scores.to_vec(), Vec::new());
        let served = best(&catalogue, History::EMPTY, &mut scores, k, &mut list);
        (served, list.iter().map(|entry| (entry.index, entry.score)).collect())
    }

    #[test]
    fn what_training_does_not_know_never_stands_in_a_list() {
        assert_eq!(listed(&[-3.0, 7.0, -1.0, -2.0, -9.0], 9).1, [(2, -1.0), (3, -2.0), (0, -3.0), (4, -9.0)]);
    }

    #[test]
    fn the_most_popular_stand_in_where_the_models_say_nothing() {
        for k in 1..5 {
            let (served, list) = listed(&[0.5, 7.0, 0.5, 0.5, 0.5], k);
            assert_eq!(served, Served::Popularity);
            assert_eq!(list, [(2, 9.0), (4, 9.0), (3, 5.0), (0, 3.0)][..k]);
        }
        // One candidate that stands apart, at the end even, is something said.
        for k in 1..5 {
            let (served, list) = listed(&[0.5, 7.0, 0.5, 0.5, 0.0], k);
            assert_eq!((served, list[0]), (Served::Models, (0, 0.5)), "{k}");
        }
    }
}
