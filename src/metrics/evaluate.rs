//! Judging lists: counting the hits of every held-out user.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::bootstrap::{Resamples, resample};
use super::key::{Figure, MetricKey};
use super::ranking::{Discounts, Metric};
use super::table::{MetricTable, MetricValue};
use crate::base::{Cancelled, StageError, TaskContext};
use crate::said;
use crate::split::Holdout;

/// What is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EvaluationConfig {
    /// Lengths of list to report, each 1 to 1000, ascending. Default 10 and 20.
    pub k: Vec<usize>,
    /// Draws for the intervals, 0 (none) to 10,000. Default 1000.
    pub resamples: usize,
    /// Whether the chosen settings are fitted once more, on training and validation, before test is judged and lists are
    /// written. Default `true`. Validation's figures never depend on it.
    pub refit: bool,
}

impl Default for EvaluationConfig {
    fn default() -> Self {
        Self { k: vec![10, 20], resamples: 1000, refit: true }
    }
}

impl EvaluationConfig {
    /// Whether the figures that it reports are the same. The fit before test changes nothing of them.
    pub fn reports_like(&self, other: &Self) -> bool {
        (&self.k, self.resamples) == (&other.k, other.resamples)
    }

    /// Checks the domains.
    ///
    /// # Errors
    /// The setting that is outside its domain.
    pub fn check(&self) -> Result<(), StageError> {
        if self.k.is_empty() || !self.k.is_sorted_by(|a, b| a < b) || self.k.iter().any(|k| !(1..=1000).contains(k)) {
            return Err(StageError::setting(said!("metrics-list-lengths")));
        }
        if self.resamples > 10_000 {
            return Err(StageError::setting(said!("metrics-resamples")));
        }
        Ok(())
    }

    /// The figures that are reported.
    pub fn metrics(&self) -> impl Iterator<Item = MetricKey> + '_ {
        Figure::all().flat_map(|figure| self.k.iter().map(move |k| figure.at(*k)))
    }
}

/// Lists that one task judges.
const LISTS: usize = 256;

/// What lists were worth to the users one by one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Evaluation {
    /// The users, by their positions in the holdout.
    #[serde(skip)]
    pub positions: Vec<u32>,
    ks: Vec<usize>,
    /// `values[metric × k][user]`, in the order of the table.
    #[serde(skip)]
    values: Vec<Vec<f64>>,
    /// Share of the candidates that stand in any list, for each k.
    coverage: Vec<f64>,
    #[serde(skip)]
    resamples: Option<Resamples>,
}

/// Resamples are no part of it: they follow from the values and a seed.
impl PartialEq for Evaluation {
    fn eq(&self, other: &Self) -> bool {
        (&self.positions, &self.ks, &self.values, &self.coverage)
            == (&other.positions, &other.ks, &other.values, &other.coverage)
    }
}

/// Judges lists, best first, of all users of the holdout, in their order.
pub fn evaluate_lists(holdout: &Holdout, lists: &[Vec<u32>], n_candidates: usize, ks: &[usize]) -> Evaluation {
    let judge = Judge::new(holdout, ks);
    let of_block = |hits: &mut Vec<usize>, (block, lists): (usize, &[Vec<u32>])| {
        let mut values = Vec::with_capacity(lists.len() * judge.n_values());
        for (position, list) in (block * LISTS..).zip(lists) {
            judge.judge(position, list.iter().copied(), hits, &mut values);
        }
        values
    };
    let per_block: Vec<Vec<f64>> = lists.par_chunks(LISTS).enumerate().map_init(Vec::new, of_block).collect();
    judge.evaluation((0..lists.len() as u32).collect(), &per_block, n_candidates)
}

/// Counts the hits of lists, whoever made them.
///
/// Several threads may use one; the result does not depend on their number, as long as the values of blocks of users are handed
/// back in the users' order.
pub struct Judge<'a> {
    holdout: &'a Holdout,
    ks: &'a [usize],
    /// For each k, which items stand in any list.
    shown: Vec<Vec<AtomicBool>>,
    discounts: Discounts,
}

impl<'a> Judge<'a> {
    /// For lists of the users of `holdout`, judged at the lengths `ks`, ascending.
    pub fn new(holdout: &'a Holdout, ks: &'a [usize]) -> Self {
        let none = || (0..holdout.history.n_items()).map(|_| AtomicBool::new(false)).collect();
        let discounts = Discounts::new(ks.last().copied().unwrap_or(0));
        Self { holdout, ks, shown: ks.iter().map(|_| none()).collect(), discounts }
    }

    /// Figures that [`Self::judge`] adds for a list.
    pub fn n_values(&self) -> usize {
        Metric::ALL.len() * self.ks.len()
    }

    /// Adds the metrics of the list of the user at `position` of the holdout to `values`, in the order of the table. `hits` is room
    /// for its own use.
    pub fn judge(
        &self,
        position: usize,
        list: impl Iterator<Item = u32> + Clone,
        hits: &mut Vec<usize>,
        values: &mut Vec<f64>,
    ) {
        for (&k, shown) in self.ks.iter().zip(&self.shown) {
            for item in list.clone().take(k) {
                // Only read where it is known: what is written, the other threads' caches lose.
                if !shown[item as usize].load(Ordering::Relaxed) {
                    shown[item as usize].store(true, Ordering::Relaxed);
                }
            }
        }
        let held = self.holdout.held_out.row(position);
        hits.clear();
        hits.extend(list.enumerate().filter(|(_, item)| held.contains(*item)).map(|(at, _)| at + 1));
        for metric in Metric::ALL {
            for &k in self.ks {
                let within = hits.partition_point(|&r| r <= k);
                values.push(metric.of(&hits[..within], k, held.len(), &self.discounts));
            }
        }
    }

    /// From the metrics of the users at `positions`, block after block.
    pub fn evaluation(self, positions: Vec<u32>, per_block: &[Vec<f64>], n_candidates: usize) -> Evaluation {
        let of_all =
            |v| per_block.iter().flat_map(|block| block.iter().skip(v).step_by(self.n_values())).copied().collect();
        let values = (0..self.n_values()).map(of_all).collect();
        let share = |shown: &Vec<AtomicBool>| {
            shown.iter().filter(|s| s.load(Ordering::Relaxed)).count() as f64 / n_candidates.max(1) as f64
        };
        let coverage = self.shown.iter().map(share).collect();
        Evaluation { positions, ks: self.ks.to_vec(), values, coverage, resamples: None }
    }
}

impl Evaluation {
    /// The metrics of lists, each with its values user by user.
    pub fn each_metric(&self) -> impl Iterator<Item = (MetricKey, &[f64])> {
        let keys = Metric::ALL.into_iter().flat_map(|m| self.ks.iter().map(move |k| m.at(*k)));
        keys.zip(self.values.iter().map(Vec::as_slice))
    }

    /// The values of a metric in the order of [`Self::positions`]; `None` where it was not judged.
    pub fn of_users(&self, metric: MetricKey) -> Option<&[f64]> {
        self.each_metric().find(|(key, _)| *key == metric).map(|(_, values)| values)
    }

    /// The values of all metrics in the order of the table, each as long as [`Self::positions`]. They and the positions are not written
    /// with the rest: as text they would be long.
    pub fn values(&self) -> Vec<f64> {
        self.values.concat()
    }

    /// What was written with what [`Self::values`] and [`Self::positions`] were; `None` where they do not fit.
    pub fn with_values(self, positions: Vec<u32>, values: &[f64]) -> Option<Self> {
        let n_values = Metric::ALL.len() * self.ks.len();
        let fits = values.len() == n_values * positions.len() && self.coverage.len() == self.ks.len();
        let values = match positions.len() {
            0 => vec![Vec::new(); n_values],
            n_users => values.chunks_exact(n_users).map(<[f64]>::to_vec).collect(),
        };
        fits.then_some(Self { positions, values, ..self })
    }

    /// Resamples the users, for intervals of the means and of differences from another evaluation.
    ///
    /// # Errors
    /// Cancellation.
    pub fn resample(&mut self, draws: usize, seed: u64, ctx: &TaskContext) -> Result<(), Cancelled> {
        self.resamples = resample(&self.values, draws, seed, ctx)?;
        Ok(())
    }

    /// What [`Self::resample`] made.
    pub(super) fn resamples(&self) -> Option<&Resamples> {
        self.resamples.as_ref()
    }

    /// The means over some of the users, by ascending positions; `None` where one of them was not judged. Coverage is of all lists
    /// alone.
    pub fn table_of(&self, positions: &[u32]) -> Option<MetricTable> {
        if positions == self.positions {
            return Some(self.table());
        }
        let places: Option<Vec<usize>> = positions.iter().map(|p| self.positions.binary_search(p).ok()).collect();
        let places = places?;
        let mean = |of_users: &[f64]| places.iter().map(|&at| of_users[at]).sum::<f64>() / places.len().max(1) as f64;
        let of_metric = |(key, of_users)| MetricValue { key, mean: mean(of_users), interval: None };
        Some(MetricTable { users: places.len(), values: self.each_metric().map(of_metric).collect() })
    }

    /// The means, with their bootstrap intervals if the users were resampled.
    pub fn table(&self) -> MetricTable {
        let intervals = self.resamples.as_ref().map(Resamples::intervals);
        let users = self.positions.len();
        let mut values: Vec<MetricValue> = self
            .each_metric()
            .enumerate()
            .map(|(at, (key, of_users))| MetricValue {
                key,
                mean: of_users.iter().sum::<f64>() / users.max(1) as f64,
                interval: intervals.as_ref().map(|i| i[at]),
            })
            .collect();
        values.extend(self.ks.iter().zip(&self.coverage).map(|(k, &mean)| MetricValue {
            key: Figure::Coverage.at(*k),
            mean,
            interval: None,
        }));
        MetricTable { users, values }
    }
}
