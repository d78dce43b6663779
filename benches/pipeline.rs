//! Where the time goes, from the file to the figures, on a generated shop of 300,000 events.
//!
//! `cargo bench` measures; `cargo bench -- fit` measures the fits alone. Compare ratios of one run, not times of two.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use tastebench::base::TaskContext;
use tastebench::blend::ScoreCache;
use tastebench::data::dataset;
use tastebench::data::sample::{self, SampleConfig};
use tastebench::features;
use tastebench::math::{CsrMatrix, top_k};
use tastebench::models::{Candidates, ModelKind, TrainingData};
use tastebench::pipeline::evaluate::{evaluate, evaluate_cached};
use tastebench::pipeline::run;
use tastebench::{project, split};

fn pipeline(c: &mut Criterion) {
    let ctx = TaskContext::new();
    let folder = tempfile::tempdir().unwrap();
    sample::write(SampleConfig { events: 300_000, seed: 1 }, folder.path(), &ctx).unwrap();
    let config = project::load(&folder.path().join("project.toml")).unwrap();

    let mut group = c.benchmark_group("pipeline");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| dataset::load(&config.data, &ctx).unwrap()));
    let data = dataset::load(&config.data, &ctx).unwrap();

    let events = &data.interactions.events;
    let users: Vec<u32> = events.iter().map(|e| e.user).collect();
    let items: Vec<u32> = events.iter().map(|e| e.item).collect();
    let weights: Vec<f32> = events.iter().map(|e| e.weight).collect();
    let (n_users, n_items) = (data.interactions.users.len(), data.interactions.items.len());
    group.bench_function("csr", |b| b.iter(|| CsrMatrix::from_triplets(n_users, n_items, &users, &items, &weights)));
    group.bench_function("split", |b| {
        b.iter(|| split::split(&data, &config.split, &config.data.weights, 1, &ctx).unwrap());
    });
    let split = split::split(&data, &config.split, &config.data.weights, 1, &ctx).unwrap();
    group.bench_function("features", |b| b.iter(|| features::build(&split, &config.features, &ctx).unwrap()));
    let features = Arc::new(features::build(&split, &config.features, &ctx).unwrap());
    let training = TrainingData { data: &data, split: &split, features: Some(&features), seed: 1 };
    for id in ModelKind::all() {
        let model = id.default_config();
        group.bench_function(format!("fit {id}"), |b| b.iter(|| model.fit(training, &ctx).unwrap()));
    }
    for id in ModelKind::all() {
        let model = id.default_config().fit(training, &ctx).unwrap();
        let mut scores = vec![0.0; n_items];
        let mut best = Vec::new();
        group.bench_function(format!("score and top 20, {id}, 100 users"), |b| {
            b.iter(|| {
                for user in 0..100 {
                    model.score(split.test.history.of(user), Candidates::All, &mut scores);
                    top_k(&scores, 20, &mut best);
                    black_box(&best);
                }
            });
        });
    }
    let fitted: Vec<_> =
        config.models.iter().map(|model| run::fit(model, &data, &split, Some(&features), 1, &ctx).unwrap()).collect();
    let components = run::components(&config, &fitted, &split);
    let holdout = Arc::new(split.validation.clone().unwrap());
    let ks = [10, 20];
    group.bench_function("evaluate the blend, scored anew", |b| {
        b.iter(|| evaluate(&components, &[0.1, 0.5, 0.4], &holdout, &ks, &ctx).unwrap());
    });
    let cache = ScoreCache::build(components.clone(), Arc::clone(&holdout), 1 << 30, 1, &ctx).unwrap();
    group.bench_function("evaluate the blend while dragging", |b| {
        b.iter(|| evaluate_cached(&cache, &[0.1, 0.5, 0.4], &ks, &ctx).unwrap());
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
