//! The kernels that are compared with other libraries, each at the settings that those are run with.
//!
//! `TASTEBENCH_TRAIN=train.csv.gz TASTEBENCH_TEST=test.csv.gz cargo bench --bench speed` on a given split; without them on a
//! generated shop. `benches/peers.py` runs the others on the same files. Compare ratios of one run, not times of two.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use tastebench::base::{TaskContext, UserIdx};
use tastebench::data::sample::{self, SampleConfig};
use tastebench::data::{Dataset, dataset};
use tastebench::math::dense::{DenseMatrix, multiply};
use tastebench::math::{CsrMatrix, top_k};
use tastebench::metrics::evaluate_lists;
use tastebench::models::{Candidates, ModelConfig, Recommender, TrainingData};
use tastebench::pipeline::evaluate::evaluate;
use tastebench::pipeline::{Fitted, PipelineConfig, run};
use tastebench::project;
use tastebench::split::{self, TrainTestSplit};

/// Items of the dense inverse.
const DENSE_ITEMS: usize = 15_000;
/// Factors of the matrix factorisation.
const FACTORS: usize = 128;

struct Log {
    config: PipelineConfig,
    data: Dataset,
    split: TrainTestSplit,
}

fn log(ctx: &TaskContext) -> Log {
    let given = ["TASTEBENCH_TRAIN", "TASTEBENCH_TEST"].map(std::env::var_os);
    let folder = tempfile::tempdir().unwrap();
    let config = match given {
        [Some(train), Some(test)] => {
            let mut config = PipelineConfig::for_events(std::path::Path::new(&train));
            config.data.test = Some(test.into());
            config.split.validation = 0.0;
            config
        }
        _ => {
            sample::write(SampleConfig { events: 300_000, seed: 1 }, folder.path(), ctx).unwrap();
            project::load(&folder.path().join("project.toml")).unwrap()
        }
    };
    let data = dataset::load(&config.data, ctx).unwrap();
    let split = split::split(&data, &config.split, &config.data.weights, 1, ctx).unwrap();
    Log { config, data, split }
}

fn model(settings: &str) -> ModelConfig {
    serde_json::from_str(settings).unwrap()
}

fn speed(c: &mut Criterion) {
    let ctx = TaskContext::new();
    let log = log(&ctx);
    let training = TrainingData { data: &log.data, split: &log.split, features: None, seed: 1 };
    let mut group = c.benchmark_group("speed");
    group.sample_size(10);

    let knn = model(r#"{"id": "item_knn", "similarity": "cosine", "neighbors": 100}"#);
    // Ninths of what the peers have: of both an observed pair weighs ten times an unobserved one.
    let ials = |sweeps: usize| {
        let settings = r#"{"id": "ials", "reg": 0.0011111111, "reg_exponent": 0.0, "unobserved_weight": 0.11111111}"#;
        model(settings).with("sweeps", sweeps.into()).unwrap().with("factors", FACTORS.into()).unwrap()
    };
    group.bench_function("item_knn: fit, 100 neighbours", |b| b.iter(|| knn.fit(training, &ctx).unwrap()));
    // The difference of both, halved, is a sweep.
    for sweeps in [1, 3] {
        let model = ials(sweeps);
        group.bench_function(format!("ials: fit, 128 factors, {sweeps} sweeps"), |b| {
            b.iter(|| model.fit(training, &ctx).unwrap());
        });
    }
    let fitted = ials(3).fit(training, &ctx).unwrap();
    let reached = fitted.training_curve().and_then(|c| c.values.last()).unwrap();
    println!("speed/ials: loss per interaction after 3 sweeps: {:.4}", 9.0 * reached);
    let users = log.split.test.users.len();
    let lists = lists_of(&*knn.fit(training, &ctx).unwrap(), &log);
    group.bench_function("evaluation: six metrics at 20 of lists that are there", |b| {
        b.iter(|| evaluate_lists(&log.split.test, &lists, log.split.train.n_cols(), &[20]).table());
    });
    for config in [knn, ials(3)] {
        let fitted = Fitted {
            model: config.fit(training, &ctx).unwrap(),
            component: config.into(),
            fit_seconds: 0.0,
            memory: 0,
        };
        let components = run::components(&log.config, std::slice::from_ref(&fitted), &log.split);
        let name = format!("{}: score, rank and judge all users, seven metrics", fitted.component.id);
        group.bench_function(name, |b| {
            b.iter(|| evaluate(&components, &[1.0], &log.split.test, &[20], &ctx).unwrap());
        });
    }
    // What the products of the factors would take at the machine's own rate.
    let items = DenseMatrix::zeros(log.split.train.n_cols(), FACTORS);
    group.bench_function("sgemm: users × factors × items", |b| {
        b.iter(|| {
            use rayon::prelude::*;
            (0..users).into_par_iter().chunks(64).for_each_init(Vec::new, |out, users| {
                let block = DenseMatrix::zeros(users.len(), FACTORS);
                out.resize(users.len() * items.n_rows(), 0.0);
                multiply(out, items.n_rows(), block.view(), items.view().transpose());
                black_box(&out);
            });
        });
    });
    group.finish();
    // One run: it takes as long as all others together.
    let few = most_popular(&log.split.train, DENSE_ITEMS);
    let ease = tastebench::models::ease::EaseConfig::default();
    let start = Instant::now();
    black_box(tastebench::models::ease::Ease::fit(&ease, &few, &ctx).unwrap());
    println!("speed/ease: fit, {} items, once: {:.2} s", few.n_cols(), start.elapsed().as_secs_f64());
}

/// The best 20 of each user of the test part.
fn lists_of(model: &dyn Recommender, log: &Log) -> Vec<Vec<u32>> {
    let (mut scores, mut best) = (vec![0.0; model.n_items()], Vec::new());
    let of_user = |user: &UserIdx| {
        let history = log.split.test.history.of(user.idx());
        model.score(history, Candidates::All, &mut scores);
        history.items.indices.iter().for_each(|i| scores[*i as usize] = f32::NEG_INFINITY);
        top_k(&scores, 20, &mut best);
        best.iter().map(|entry| entry.index).collect()
    };
    log.split.test.users.iter().map(of_user).collect()
}

/// The interactions with the `n` most popular items.
fn most_popular(train: &CsrMatrix, n: usize) -> CsrMatrix {
    let counts = train.column_counts();
    let mut order: Vec<u32> = (0..counts.len() as u32).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(counts[i as usize]), i));
    order.truncate(n);
    let mut place = vec![None; counts.len()];
    for (at, &item) in order.iter().enumerate() {
        place[item as usize] = Some(at as u32);
    }
    let entries = train.rows().enumerate().flat_map(|(user, row)| {
        row.indices.iter().filter_map(|i| place[*i as usize]).map(move |item| (user as u32, item)).collect::<Vec<_>>()
    });
    let (rows, columns): (Vec<u32>, Vec<u32>) = entries.unzip();
    CsrMatrix::from_triplets(train.n_rows(), order.len(), &rows, &columns, &vec![1.0; rows.len()])
}

criterion_group!(benches, speed);
criterion_main!(benches);
