//! Which runs of one part differ beyond chance: each against the best of them, user by user.

use super::run::Run;
use crate::base::{Cancelled, TaskContext};
use crate::metrics::{EvaluationConfig, Metric, PairedDifference, holm, paired_differences};
use crate::said;
use crate::split::Part;

/// The runs of a part against the best of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The part that they were judged on.
    pub part: Part,
    /// The run that the others are compared with.
    pub baseline: String,
    /// The others, with what they are above the baseline.
    pub runs: Vec<Compared>,
}

/// A run against the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The run.
    pub id: String,
    /// The difference run − baseline in each metric.
    pub differences: Vec<PairedDifference>,
    /// The p-value of each difference, corrected by Holm's method for the number of runs compared.
    pub corrected: Vec<Option<f64>>,
}

/// Compares the runs of each part that has several. The baseline of all parts is the run with the highest NDCG at the longest list on
/// validation, or on test where there is no validation: so that test does not choose what it is compared with.
///
/// # Errors
/// Cancellation.
pub fn compare(
    runs: &[Run],
    config: &EvaluationConfig,
    seed: u64,
    ctx: &TaskContext,
) -> Result<Vec<Comparison>, Cancelled> {
    let of_part = |part| runs.iter().filter(move |run| run.part == part);
    let metric = Metric::Ndcg.at(config.k.last().copied().unwrap_or_default());
    let figure = |run: &Run| run.metrics.get(metric).map_or(0.0, |value| value.mean);
    let chosen_on = if of_part(Part::Validation).next().is_some() { Part::Validation } else { Part::Test };
    // Of equal ones the first.
    let Some(best) = of_part(chosen_on).reduce(|best, run| if figure(run) > figure(best) { run } else { best }) else {
        return Ok(Vec::new());
    };
    let mut comparisons = Vec::new();
    for part in [Part::Validation, Part::Test] {
        let Some(baseline) = of_part(part).find(|run| run.id == best.id) else { continue };
        let others: Vec<&Run> = of_part(part).filter(|run| run.id != best.id).collect();
        if others.is_empty() {
            continue;
        }
        ctx.start(said!("step-comparing", n = others.len() + 1, part = part.id()), others.len())?;
        let mut compared = Vec::with_capacity(others.len());
        for run in others {
            let differences = paired_differences(&baseline.evaluation, &run.evaluation, config.resamples, seed, ctx)?;
            compared.push(Compared { id: run.id.clone(), corrected: vec![None; differences.len()], differences });
            ctx.advance(1)?;
        }
        correct(&mut compared);
        comparisons.push(Comparison { part, baseline: best.id.clone(), runs: compared });
    }
    Ok(comparisons)
}

/// Corrects the p-values of each metric over all runs.
fn correct(compared: &mut [Compared]) {
    for metric in 0..compared.iter().map(|c| c.differences.len()).min().unwrap_or_default() {
        let p_values: Option<Vec<f64>> = compared.iter().map(|c| c.differences[metric].p_value).collect();
        for (run, p) in compared.iter_mut().zip(p_values.map(|p| holm(&p)).into_iter().flatten()) {
            run.corrected[metric] = Some(p);
        }
    }
}
