//! Runs are compared with the best of them user by user.

use tastebench::base::TaskContext;
use tastebench::metrics::Metric;
use tastebench::pipeline::{self, PipelineConfig, RunOutput};
use tastebench::split::Part;

use crate::support::{at, component};

fn ran(n_threads: usize) -> RunOutput {
    let mut config = PipelineConfig::for_events(std::path::Path::new("sample:events.csv"));
    config.models = [component("popular"), component("item_knn"), component("rp3beta")].into();
    config.evaluation.resamples = 200;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
    pool.install(|| pipeline::run(&config, &TaskContext::new()).unwrap())
}

#[test]
fn differences_are_those_of_the_means_and_the_same_on_any_number_of_threads() {
    let output = ran(1);
    assert_eq!(output.comparisons.len(), 2, "validation and test");
    for comparison in &output.comparisons {
        let run = |id: &str| output.runs.iter().find(|r| r.id == id && r.part == comparison.part).unwrap();
        let best = output.runs.iter().filter(|r| r.part == Part::Validation);
        let best = best.max_by(|a, b| {
            let ndcg = |r: &pipeline::Run| r.metrics.get(at("ndcg@20")).unwrap().mean;
            ndcg(a).total_cmp(&ndcg(b))
        });
        assert_eq!(comparison.baseline, best.unwrap().id, "validation chooses, on test too");
        assert_eq!(comparison.runs.len(), 3, "three models and their blend, less the baseline");
        for compared in &comparison.runs {
            assert_eq!(compared.differences.len(), Metric::ALL.len() * 2);
            for (difference, corrected) in compared.differences.iter().zip(&compared.corrected) {
                let mean = |id: &str| run(id).metrics.get(difference.key).unwrap().mean;
                let expected = mean(&compared.id) - mean(&comparison.baseline);
                assert!((difference.mean - expected).abs() < 1e-12, "{}: {}", compared.id, difference.key);
                let (low, high) = difference.interval.unwrap();
                assert!(low <= difference.mean && difference.mean <= high);
                assert!(corrected.unwrap() >= difference.p_value.unwrap());
            }
        }
    }
    assert_eq!(output.comparisons, ran(3).comparisons);
}

/// Popular is far behind on the sample shop: the test must see it. A run compared with itself must see nothing.
#[test]
fn a_difference_beyond_doubt_is_found_and_none_is_not() {
    let output = ran(2);
    let validation = output.comparisons.iter().find(|c| c.part == Part::Validation).unwrap();
    let popular = validation.runs.iter().find(|r| r.id == "popular").unwrap();
    let at = popular.differences.iter().position(|d| d.key == at("ndcg@20")).unwrap();
    assert!(popular.differences[at].is_clear() && popular.corrected[at].unwrap() < 0.05, "{popular:?}");
    let run = &output.runs[0].evaluation;
    let none = tastebench::metrics::paired_differences(run, run, 100, 1, &TaskContext::new()).unwrap();
    assert!(none.iter().all(|d| d.mean == 0.0 && d.p_value == Some(1.0) && !d.is_clear()));
}
