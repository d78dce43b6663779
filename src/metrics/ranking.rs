//! Metrics of the ranks at which a user's held-out items stand.
//!
//! `hits` are the ranks (from 1, ascending) of held-out items within the first `k`; `m` is the number of held-out
//! items, those that no list can reach included.

use serde::{Deserialize, Serialize};

/// A metric of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// hits / m.
    Recall,
    /// Σ over hits of 1 / log2(1 + r), over the same sum for the best list possible (Järvelin & Kekäläinen 2002).
    Ndcg,
    /// Σ over hits of precision at r, over min(k, m).
    Map,
    /// 1 / first hit's rank, 0 without a hit.
    Mrr,
    /// 1 if there is a hit.
    HitRate,
    /// hits / k.
    Precision,
}

impl Metric {
    /// All metrics, in the order of tables.
    pub const ALL: [Self; 6] = [Self::Recall, Self::Ndcg, Self::Map, Self::Mrr, Self::HitRate, Self::Precision];

    /// The name in files: "recall", used as "recall@20".
    pub fn id(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Ndcg => "ndcg",
            Self::Map => "map",
            Self::Mrr => "mrr",
            Self::HitRate => "hit_rate",
            Self::Precision => "precision",
        }
    }

    /// The metric at `k` for hits within the first `k` and `m` ≥ 1 held-out items, in [0, 1]. `discounts` reach to `k`.
    pub fn of(self, hits: &[usize], k: usize, m: usize, discounts: &Discounts) -> f64 {
        let n_hits = hits.len() as f64;
        match self {
            Self::Recall => n_hits / m as f64,
            Self::Precision => n_hits / k as f64,
            Self::HitRate => f64::from(u8::from(!hits.is_empty())),
            Self::Mrr => hits.first().map_or(0.0, |&r| 1.0 / r as f64),
            // From 0, since the sum of nothing is −0.
            Self::Ndcg => hits.iter().fold(0.0, |sum, &r| sum + discounts.of_rank[r]) / discounts.ideal[k.min(m)],
            Self::Map => {
                let precisions = hits.iter().enumerate().map(|(before, &r)| (before + 1) as f64 / r as f64);
                precisions.fold(0.0, |sum, p| sum + p) / k.min(m) as f64
            }
        }
    }
}

/// NDCG's logarithms, taken once for all lists.
#[derive(Debug, Clone)]
pub struct Discounts {
    /// 1 / log2(1 + r) at each rank r; there is no rank 0.
    of_rank: Vec<f64>,
    /// The sum of the first n.
    ideal: Vec<f64>,
}

impl Discounts {
    /// For lists of up to `k` places.
    pub fn new(k: usize) -> Self {
        let rest = (1..=k).map(|rank| 1.0 / (1.0 + rank as f64).log2());
        let of_rank: Vec<f64> = std::iter::once(0.0).chain(rest).collect();
        let sums = of_rank.iter().scan(0.0, |sum, discount| {
            *sum += discount;
            Some(*sum)
        });
        Self { ideal: sums.collect(), of_rank }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand: a list of 5 with hits at ranks 1 and 4, three items held out.
    #[test]
    fn hand_computed() {
        let of = |metric: Metric| metric.of(&[1, 4], 5, 3, &Discounts::new(5));
        assert_eq!(of(Metric::Recall), 2.0 / 3.0);
        assert_eq!(of(Metric::Precision), 2.0 / 5.0);
        assert_eq!(of(Metric::HitRate), 1.0);
        assert_eq!(of(Metric::Mrr), 1.0);
        assert!((of(Metric::Map) - (1.0 + 2.0 / 4.0) / 3.0).abs() < 1e-15);
        let ideal = 1.0 + 1.0 / 3f64.log2() + 1.0 / 2.0;
        assert!((of(Metric::Ndcg) - (1.0 + 1.0 / 5f64.log2()) / ideal).abs() < 1e-15);
    }

    #[test]
    fn no_hit_is_zero_and_a_perfect_list_is_one() {
        let discounts = Discounts::new(10);
        for metric in Metric::ALL {
            assert_eq!(metric.of(&[], 10, 4, &discounts), 0.0, "{metric:?}");
        }
        for metric in [Metric::Recall, Metric::Ndcg, Metric::Map, Metric::Mrr, Metric::HitRate] {
            assert!((metric.of(&[1, 2, 3, 4], 10, 4, &discounts) - 1.0).abs() < 1e-15, "{metric:?}");
        }
        // More held out than places: NDCG and MAP reach 1, recall cannot.
        assert!((Metric::Ndcg.of(&[1, 2], 2, 9, &discounts) - 1.0).abs() < 1e-15);
        assert_eq!(Metric::Recall.of(&[1, 2], 2, 9, &discounts), 2.0 / 9.0);
    }
}
