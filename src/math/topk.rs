//! The best k of a slice of scores.

use std::cmp::Ordering;

/// A column and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Position in the slice of scores.
    pub index: u32,
    /// The score; higher is better.
    pub score: f32,
}

/// Best first: the higher score, then the lower index. A total order, the same everywhere.
pub fn best_first(a: &Scored, b: &Scored) -> Ordering {
    b.score.total_cmp(&a.score).then(a.index.cmp(&b.index))
}

/// Scores that are looked at together.
const BLOCK: usize = 64;

/// The `k` best of `scores`, best first, into `out` (cleared). `-inf` marks what is not a candidate and
/// never appears; fewer than `k` candidates give a shorter list. O(n + k log k) expected.
pub fn top_k(scores: &[f32], k: usize, out: &mut Vec<Scored>) {
    out.clear();
    let k = k.min(scores.len());
    if k == 0 {
        return;
    }
    // A pool of 2k entries above a rising threshold: a full pool is halved by selection.
    let pool = (2 * k).max(64);
    let mut threshold = f32::NEG_INFINITY;
    for (at, block) in scores.chunks(BLOCK).enumerate() {
        // Nearly all blocks hold nothing above the threshold; to see that takes one comparison a vector.
        if !block.iter().fold(false, |any, &score| any | (score > threshold)) {
            continue;
        }
        for (index, &score) in (at * BLOCK..).zip(block) {
            // A later equal score loses its tie against what is in the pool already.
            if score > threshold {
                out.push(Scored { index: index as u32, score });
                if out.len() == pool {
                    out.select_nth_unstable_by(k - 1, best_first);
                    out.truncate(k);
                    threshold = out[k - 1].score;
                }
            }
        }
    }
    if out.len() > k {
        out.select_nth_unstable_by(k - 1, best_first);
        out.truncate(k);
    }
    out.sort_unstable_by(best_first);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn same_as_sorting_everything(scores in prop::collection::vec(0u8..12, 0..400), k in 0usize..90) {
            // Few distinct values, so that ties are the rule; 0 stands for "no candidate".
            let scores: Vec<f32> =
                scores.iter().map(|&s| if s == 0 { f32::NEG_INFINITY } else { f32::from(s) }).collect();
            let mut all: Vec<Scored> = scores
                .iter()
                .enumerate()
                .filter(|(_, s)| s.is_finite())
                .map(|(i, &score)| Scored { index: i as u32, score })
                .collect();
            all.sort_by(best_first);
            all.truncate(k);
            let mut out = Vec::new();
            top_k(&scores, k, &mut out);
            prop_assert_eq!(out, all);
        }
    }
}
