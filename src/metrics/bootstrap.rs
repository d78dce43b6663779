//! Intervals by resampling users (Efron 1979).

use rand::Rng as _;
use rayon::prelude::*;

use crate::base::{Cancelled, TaskContext, seed};

/// Stream of the resamples' random numbers.
const STREAM: u64 = 5 << 40;

/// The means of several metrics over draws of as many users as there are, with replacement.
#[derive(Debug, Clone, PartialEq)]
pub struct Resamples {
    seed: u64,
    n_users: usize,
    /// `means[draw][metric]`.
    means: Vec<Vec<f64>>,
}

/// Draws users `draws` times; `values[metric][user]`. The same draw serves all metrics, and all lists of values of as many users under
/// the same seed. `None` without users or draws.
pub fn resample(
    values: &[Vec<f64>],
    draws: usize,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Option<Resamples>, Cancelled> {
    let n_users = values.first().map_or(0, Vec::len);
    if n_users == 0 || draws == 0 {
        return Ok(None);
    }
    let means = (0..draws)
        .into_par_iter()
        .map(|draw| {
            ctx.check()?;
            let mut rng = seed::rng(seed, STREAM + draw as u64);
            let mut counts = vec![0u32; n_users];
            for _ in 0..n_users {
                // Multiply-shift maps a draw onto 0..n with a bias below n / 2⁶⁴.
                let user = (u128::from(rng.next_u64()) * n_users as u128) >> 64;
                counts[user as usize] += 1;
            }
            let mean = |of_metric: &Vec<f64>| {
                of_metric.iter().zip(&counts).map(|(v, &c)| v * f64::from(c)).sum::<f64>() / n_users as f64
            };
            Ok(values.iter().map(mean).collect())
        })
        .collect::<Result<_, Cancelled>>()?;
    Ok(Some(Resamples { seed, n_users, means }))
}

impl Resamples {
    /// The 2.5th and 97.5th percentile of each metric's mean.
    pub fn intervals(&self) -> Vec<(f64, f64)> {
        let n_metrics = self.means.first().map_or(0, Vec::len);
        let interval = |metric: usize| {
            let mut of_metric: Vec<f64> = self.means.iter().map(|m| m[metric]).collect();
            of_metric.sort_unstable_by(f64::total_cmp);
            let at = |share: f64| of_metric[((self.means.len() - 1) as f64 * share).round() as usize];
            (at(0.025), at(0.975))
        };
        (0..n_metrics).map(interval).collect()
    }

    /// The means of the differences self − other in the same draws: what resampling the users' differences gives. `None` where the
    /// draws are not the same. Both must be of the same users.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        let is_same = (self.seed, self.n_users, self.means.len()) == (other.seed, other.n_users, other.means.len());
        let draw = |(own, others): (&Vec<f64>, &Vec<f64>)| own.iter().zip(others).map(|(a, b)| a - b).collect();
        is_same.then(|| Self { means: self.means.iter().zip(&other.means).map(draw).collect(), ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resampled(values: &[f64], seed: u64) -> Resamples {
        resample(&[values.to_vec()], 2000, seed, &TaskContext::new()).unwrap().unwrap()
    }

    #[test]
    fn interval_of_a_coin_is_close_to_the_normal_one_and_repeats() {
        let coin: Vec<f64> = (0..1000).map(|i| f64::from(i % 2)).collect();
        let (low, high) = resampled(&coin, 3).intervals()[0];
        let half = 1.96 * (0.25f64 / 1000.0).sqrt();
        assert!((low - (0.5 - half)).abs() < 0.004 && (high - (0.5 + half)).abs() < 0.004, "{low} {high}");
        assert_eq!(resampled(&coin, 3), resampled(&coin, 3));
    }

    #[test]
    fn the_difference_of_two_is_that_of_their_users_differences() {
        let (a, b): (Vec<f64>, Vec<f64>) = (0..300).map(|i| (f64::from(i % 7), f64::from(i % 5))).unzip();
        let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
        let direct = resampled(&differences, 3).intervals()[0];
        let (low, high) = resampled(&a, 3).minus(&resampled(&b, 3)).unwrap().intervals()[0];
        assert!((low - direct.0).abs() < 1e-12 && (high - direct.1).abs() < 1e-12);
        assert!(resampled(&a, 3).minus(&resampled(&b, 4)).is_none(), "other draws");
    }
}
