//! Two ways of making lists compared on the same users: users differ from each other far more than two lists of one user do, so
//! that two intervals can overlap where the difference is beyond doubt.

use rand::Rng as _;
use rayon::prelude::*;

use super::bootstrap;
use super::evaluate::Evaluation;
use super::key::MetricKey;
use crate::base::{Cancelled, TaskContext, seed};

/// Stream of the random signs.
const STREAM: u64 = 15 << 40;
/// What a coin makes of a difference.
const SIGN: [f64; 2] = [1.0, -1.0];
/// Sums that run side by side.
const LANES: usize = 8;

/// The difference of one metric between two ways of making lists, on the users that both were judged on.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedDifference {
    /// The metric.
    pub key: MetricKey,
    /// The mean over users of second − first.
    pub mean: f64,
    /// 95 % bootstrap interval of the mean difference; `None` without draws.
    pub interval: Option<(f64, f64)>,
    /// How often chance alone gives a mean at least as far from zero, 0 to 1: the randomisation test that turns the sign of
    /// each user's difference by a coin (Fisher 1935; Smucker and others 2007). `None` without draws.
    pub p_value: Option<f64>,
}

impl PairedDifference {
    /// Whether the interval leaves zero: only then may a difference be shown as one.
    pub fn is_clear(&self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }
}

/// The differences second − first in every metric that both have, on the users that both were judged on; none if there is no such
/// user. Intervals and p-values come of `draws` draws under `seed`; the same draws serve all metrics, and any number of threads.
///
/// # Errors
/// Cancellation.
pub fn paired_differences(
    first: &Evaluation,
    second: &Evaluation,
    draws: usize,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Vec<PairedDifference>, Cancelled> {
    compared(first, second, (draws, seed), true, ctx)
}

/// The same without p-values, which take longest.
///
/// # Errors
/// Cancellation.
pub fn paired_intervals(
    first: &Evaluation,
    second: &Evaluation,
    draws: usize,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Vec<PairedDifference>, Cancelled> {
    compared(first, second, (draws, seed), false, ctx)
}

fn compared(
    first: &Evaluation,
    second: &Evaluation,
    (draws, seed): (usize, u64),
    has_p_values: bool,
    ctx: &TaskContext,
) -> Result<Vec<PairedDifference>, Cancelled> {
    let places = common(&first.positions, &second.positions);
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let of_metric = |(key, a): (MetricKey, &[f64])| {
        let b = second.of_users(key)?;
        Some((key, places.iter().map(|&(i, j)| b[j] - a[i]).collect()))
    };
    let (keys, differences): (Vec<MetricKey>, Vec<Vec<f64>>) = first.each_metric().filter_map(of_metric).unzip();
    let is_whole = [first, second].iter().all(|evaluation| evaluation.positions.len() == places.len());
    let known = second.resamples().zip(first.resamples()).filter(|_| is_whole);
    let resamples = match known.and_then(|(second, first)| second.minus(first)) {
        Some(resamples) => Some(resamples),
        None => bootstrap::resample(&differences, draws, seed, ctx)?,
    };
    let intervals = resamples.map(|resamples| resamples.intervals());
    let p_values = if has_p_values { p_values(&differences, draws, seed, ctx)? } else { None };
    let of_metric = |(at, key): (usize, MetricKey)| PairedDifference {
        key,
        mean: mean(&differences[at]),
        interval: intervals.as_ref().map(|i| i[at]),
        p_value: p_values.as_ref().map(|p| p[at]),
    };
    Ok(keys.into_iter().enumerate().map(of_metric).collect())
}

/// Half the 95 % interval of the mean paired difference by the normal approximation, 1.96 · s / √n: for many differences in a moment.
/// With some hundred users it differs little from that of the bootstrap. Both slices hold the same users.
pub fn half_interval(first: &[f64], second: &[f64]) -> f64 {
    let n = first.len().min(second.len()) as f64;
    let difference = || first.iter().zip(second).map(|(a, b)| b - a);
    let mean = difference().sum::<f64>() / n;
    let squares: f64 = difference().map(|d| (d - mean) * (d - mean)).sum();
    if n < 2.0 { 0.0 } else { 1.96 * (squares / (n - 1.0) / n).sqrt() }
}

/// The p-values of several comparisons raised so that the chance of even one false finding among them stays below the level that
/// they are read at (Holm 1979): in ascending order the i-th of m is multiplied by m − i + 1, and none falls below the one before.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut raised = vec![1.0; p_values.len()];
    let mut least: f64 = 0.0;
    for (rank, &at) in order.iter().enumerate() {
        least = least.max((p_values[at] * (p_values.len() - rank) as f64).min(1.0));
        raised[at] = least;
    }
    raised
}

/// The places, in two ascending lists, of what stands in both.
fn common(first: &[u32], second: &[u32]) -> Vec<(usize, usize)> {
    let mut places = Vec::with_capacity(first.len().min(second.len()));
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (first.get(i), second.get(j)) {
        if a == b {
            places.push((i, j));
        }
        (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
    }
    places
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// For each metric the share of draws whose mean is at least as far from zero as the true one, that one counted as a draw.
fn p_values(
    differences: &[Vec<f64>],
    draws: usize,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Option<Vec<f64>>, Cancelled> {
    if draws == 0 {
        return Ok(None);
    }
    // Sums that are equal but for the order of their terms count as equal.
    let bars: Vec<f64> = differences.iter().map(|d| d.iter().sum::<f64>().abs() * (1.0 - 1e-12)).collect();
    let reached: Vec<Vec<bool>> = (0..draws)
        .into_par_iter()
        .map(|draw| {
            ctx.check()?;
            let mut rng = seed::rng(seed, STREAM + draw as u64);
            let n_words = differences.first().map_or(0, |d| d.len().div_ceil(64));
            let signs: Vec<u64> = (0..n_words).map(|_| rng.next_u64()).collect();
            // As numbers, made once for all metrics.
            let signs: Vec<f64> =
                signs.iter().flat_map(|word| (0..64).map(move |bit| SIGN[(word >> bit & 1) as usize])).collect();
            let turned = |of_metric: &Vec<f64>| {
                // Eight sums side by side, always in the same order.
                let mut sums = [0.0; LANES];
                for (values, signs) in of_metric.chunks(LANES).zip(signs.chunks(LANES)) {
                    for ((sum, value), sign) in sums.iter_mut().zip(values).zip(signs) {
                        *sum += value * sign;
                    }
                }
                sums.iter().sum::<f64>()
            };
            Ok(differences.iter().zip(&bars).map(|(d, bar)| turned(d).abs() >= *bar).collect())
        })
        .collect::<Result<_, Cancelled>>()?;
    let share = |metric: usize| {
        let n = reached.iter().filter(|of_draw| of_draw[metric]).count();
        (n + 1) as f64 / (draws + 1) as f64
    };
    Ok(Some((0..differences.len()).map(share).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p_of(differences: &[f64]) -> f64 {
        p_values(&[differences.to_vec()], 100_000, 7, &TaskContext::new()).unwrap().unwrap()[0]
    }

    /// scipy.stats.permutation_test((d,), numpy.mean, permutation_type="samples", n_resamples=numpy.inf).pvalue, all 2¹² signs.
    #[test]
    fn p_values_are_those_of_all_signs() {
        let cases: [(&[f64], f64); 3] = [
            (&[0.3, -0.1, 0.25, 0.4, -0.05, 0.2, 0.1, -0.2, 0.35, 0.15, 0.05, -0.15], 0.10400390625),
            (&[1.0, 0.0, 0.0, 1.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0], 0.0703125),
            (&[0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4, -0.4, 0.5, -0.5, 0.6, -0.5], 1.0),
        ];
        for (differences, exact) in cases {
            let error = 4.0 * (exact * (1.0 - exact) / 100_000.0).sqrt() + 1e-5;
            let p = p_of(differences);
            assert!((p - exact).abs() < error, "{p}, exactly {exact}");
        }
        assert_eq!(p_of(&[0.0; 5]), 1.0, "no difference at all");
    }

    /// statsmodels.stats.multitest.multipletests(p, method="holm")[1].
    #[test]
    fn holm_is_that_of_statsmodels() {
        let raised = holm(&[0.01, 0.04, 0.03, 0.005, 0.6, 0.03]);
        let golden = [0.05, 0.12, 0.12, 0.03, 0.6, 0.12];
        assert!(raised.iter().zip(golden).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-12), "{raised:?}");
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn only_users_of_both_are_compared() {
        assert_eq!(common(&[1, 4, 6, 9], &[0, 4, 5, 6, 7]), [(1, 1), (2, 3)]);
    }
}
