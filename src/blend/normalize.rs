//! Scores of different models on one scale, user by user over all candidates.

use serde::{Deserialize, Serialize};

use crate::base::Said;
use crate::said;

/// How the scores of one user are brought to one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalization {
    /// The worst candidate at 0, the best at 1.
    MinMax,
    /// Mean 0, standard deviation 1.
    #[default]
    ZScore,
    /// Places: the best at 1, the worst at 0, equal scores at their mean place.
    Rank,
    /// Scores as the models give them.
    None,
}

impl Normalization {
    /// All ways, in the order of choice lists.
    pub const ALL: [Self; 4] = [Self::ZScore, Self::MinMax, Self::Rank, Self::None];

    /// The name on the screen.
    pub fn label(self) -> Said {
        match self {
            Self::ZScore => said!("blend-scale-z-score"),
            Self::MinMax => said!("blend-scale-min-max"),
            Self::Rank => said!("blend-scale-rank"),
            Self::None => said!("blend-scale-none"),
        }
    }

    /// Normalises the finite scores in place; `-inf` (no candidate) becomes 0. Scores that are all equal become 0.
    pub fn apply(self, scores: &mut [f32]) {
        match self {
            Self::None => map(scores, |s| s),
            Self::MinMax => {
                let low = candidates(scores).fold(f32::INFINITY, f32::min);
                let high = candidates(scores).fold(f32::NEG_INFINITY, f32::max);
                let spread = high - low;
                map(scores, |s| if spread > 0.0 { (s - low) / spread } else { 0.0 });
            }
            Self::ZScore => {
                let (mean, deviation) = moments(scores);
                map(scores, |s| if deviation > 0.0 { (s - mean) / deviation } else { 0.0 });
            }
            Self::Rank => rank(scores),
        }
    }
}

fn candidates(scores: &[f32]) -> impl Iterator<Item = f32> + '_ {
    scores.iter().copied().filter(|s| *s != f32::NEG_INFINITY)
}

/// Mean and standard deviation of the candidates, in two passes: blocks of eight running sums that fit the machine's
/// vectors, added in f64.
fn moments(scores: &[f32]) -> (f32, f32) {
    let n = lane_sums(scores, |_| 1.0).max(1.0);
    let mean = lane_sums(scores, |s| s) / n;
    let shift = mean as f32;
    let variance = lane_sums(scores, |s| (s - shift) * (s - shift)) / n;
    (shift, variance.sqrt() as f32)
}

/// Σ `value`(s) over the candidates.
fn lane_sums(scores: &[f32], value: impl Fn(f32) -> f32) -> f64 {
    const LANES: usize = 8;
    let of_block = |block: &[f32]| {
        let mut sums = [0.0f32; LANES];
        for part in block.chunks(LANES) {
            for (sum, &s) in sums.iter_mut().zip(part) {
                *sum += if s == f32::NEG_INFINITY { 0.0 } else { value(s) };
            }
        }
        f64::from(sums.iter().sum::<f32>())
    };
    scores.chunks(64 * LANES).map(of_block).sum()
}

fn map(scores: &mut [f32], f: impl Fn(f32) -> f32) {
    for score in scores {
        *score = if *score == f32::NEG_INFINITY { 0.0 } else { f(*score) };
    }
}

fn rank(scores: &mut [f32]) {
    let mut order: Vec<u32> = (0..scores.len() as u32).filter(|&i| scores[i as usize] != f32::NEG_INFINITY).collect();
    order.sort_unstable_by(|&a, &b| scores[a as usize].total_cmp(&scores[b as usize]).then(a.cmp(&b)));
    let last = order.len().saturating_sub(1).max(1) as f32;
    let mut places = vec![0.0; scores.len()];
    let mut below = 0usize;
    for equal in order.chunk_by(|&a, &b| scores[a as usize] == scores[b as usize]) {
        let mean_place = below as f32 + (equal.len() - 1) as f32 / 2.0;
        for &i in equal {
            places[i as usize] = mean_place / last;
        }
        below += equal.len();
    }
    scores.copy_from_slice(&places);
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUT: f32 = f32::NEG_INFINITY;

    fn applied(way: Normalization, scores: &[f32]) -> Vec<f32> {
        let mut scores = scores.to_vec();
        way.apply(&mut scores);
        scores
    }

    #[test]
    fn known_cases() {
        assert_eq!(applied(Normalization::MinMax, &[2.0, OUT, 4.0, 3.0]), [0.0, 0.0, 1.0, 0.5]);
        assert_eq!(applied(Normalization::Rank, &[5.0, 1.0, 5.0, OUT, 9.0]), [0.5, 0.0, 0.5, 0.0, 1.0]);
        assert_eq!(applied(Normalization::ZScore, &[1.0, 3.0, OUT]), [-1.0, 1.0, 0.0]);
        assert_eq!(applied(Normalization::ZScore, &[7.0, 7.0]), [0.0, 0.0]);
        assert_eq!(applied(Normalization::MinMax, &[7.0, OUT]), [0.0, 0.0]);
    }
}
