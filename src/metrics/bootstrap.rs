//! Intervals by resampling users (Efron 1979).

use rand::Rng as _;
use rayon::prelude::*;

use crate::base::{Cancelled, TaskContext, seed};

/// Stream of the resamples' random numbers.
const STREAM: u64 = 5 << 40;

/// The 2.5th and 97.5th percentile of the mean over users, for each of several metrics, from `resamples` draws of as
/// many users with replacement. `values[metric][user]`; the same draw serves all metrics. `None` without users or draws.
pub fn intervals(
    values: &[Vec<f64>],
    resamples: usize,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Option<Vec<(f64, f64)>>, Cancelled> {
    let n_users = values.first().map_or(0, Vec::len);
    if n_users == 0 || resamples == 0 {
        return Ok(None);
    }
    let means: Vec<Vec<f64>> = (0..resamples)
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
    let interval = |metric: usize| {
        let mut of_metric: Vec<f64> = means.iter().map(|m| m[metric]).collect();
        of_metric.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| of_metric[((resamples - 1) as f64 * share).round() as usize];
        (at(0.025), at(0.975))
    };
    Ok(Some((0..values.len()).map(interval).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_of_a_coin_is_close_to_the_normal_one_and_repeats() {
        let coin: Vec<f64> = (0..1000).map(|i| f64::from(i % 2)).collect();
        let run = || intervals(std::slice::from_ref(&coin), 2000, 3, &TaskContext::new()).unwrap().unwrap();
        let (low, high) = run()[0];
        let half = 1.96 * (0.25f64 / 1000.0).sqrt();
        assert!((low - (0.5 - half)).abs() < 0.004 && (high - (0.5 + half)).abs() < 0.004, "{low} {high}");
        assert_eq!(run()[0], (low, high));
    }
}
