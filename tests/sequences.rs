//! Models that no other program has, against their equations in numpy: `goldens/make_sequences.py`.

use std::sync::Arc;

use serde_json::Value;
use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, Dataset, Transform, WeightConfig, dataset};
use tastebench::features::{self, FeatureConfig};
use tastebench::models::{Candidates, ModelConfig, Recommender, TrainingData};
use tastebench::split::{self, SplitConfig, SplitKind, TrainTestSplit};

use crate::models::golden;
use crate::support::Folder;

/// Scores may differ by this share of the user's best.
const TOLERANCE: f64 = 2e-5;

struct Log {
    data: Dataset,
    split: TrainTestSplit,
}

/// The script's log for training, and an event of its first user after it with an item that nobody had, since a split must have a
/// test part.
fn load(golden: &Value, weights: WeightConfig) -> Log {
    let folder = Folder::new();
    let text = |name: &str| golden[name].as_str().unwrap().to_owned();
    let file = |name: &str| golden[name].as_str().map(|text| folder.file(&format!("{name}.csv"), text));
    let first = text("events").lines().nth(1).and_then(|row| row.split(',').next().map(str::to_owned)).unwrap();
    let late = format!("user_id,item_id,rating,timestamp\n{first},zz,1,1900000000\n");
    let config = DataConfig {
        events: folder.file("events.csv", text("events")),
        test: Some(folder.file("test.csv", late)),
        items: file("items"),
        users: file("users"),
        weights,
        ..DataConfig::default()
    };
    let ctx = TaskContext::new();
    let data = dataset::load(&config, &ctx).unwrap();
    let split_config = SplitConfig { kind: Some(SplitKind::Given), validation: 0.0, ..SplitConfig::default() };
    let split = split::split(&data, &split_config, &config.weights, 1, &ctx).unwrap();
    Log { data, split }
}

fn raw() -> WeightConfig {
    WeightConfig { transform: Transform::Raw, ..WeightConfig::default() }
}

impl Log {
    fn fit(&self, settings: &str) -> Arc<dyn Recommender> {
        let ctx = TaskContext::new();
        let config: ModelConfig = serde_json::from_str(settings).unwrap();
        let features = Arc::new(features::build(&self.split, &FeatureConfig::default(), &ctx).unwrap());
        let training = TrainingData { data: &self.data, split: &self.split, features: Some(&features), seed: 1 };
        config.fit(training, &ctx).unwrap()
    }

    fn user(&self, id: &str) -> usize {
        self.data.interactions.users.index(id).unwrap() as usize
    }

    /// The script's rows are of items in the order of their names, as are ours.
    fn is_in_order(&self) -> bool {
        let items: Vec<&str> = self.data.interactions.items.iter().collect();
        items.is_sorted()
    }
}

fn numbers(row: &Value) -> Vec<f64> {
    row.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

/// Equal to rounding; ours may go on with the item that only test knows.
fn assert_close(ours: &[f32], theirs: &[f64], what: &str) {
    assert!(ours.len() >= theirs.len(), "{what}");
    let scale = theirs.iter().fold(0.0f64, |m, v| m.max(v.abs()));
    for (item, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        assert!((f64::from(*ours) - theirs).abs() <= TOLERANCE * scale, "{what}, item {item}: {ours} {theirs}");
    }
}

#[test]
fn models_of_sequences_content_and_groups_agree_with_their_equations() {
    let golden = golden("sequences.json.gz");
    let log = load(&golden, raw());
    assert!(log.is_in_order());
    let models = [
        ("popular", r#"{"id": "popular"}"#),
        ("popular faded", r#"{"id": "popular", "half_life_days": 5.0}"#),
        ("popular by", r#"{"id": "popular", "by": "segment"}"#),
        ("popular by faded", r#"{"id": "popular", "by": "segment", "half_life_days": 5.0}"#),
        ("session_knn", r#"{"id": "session_knn", "neighbors": 100000, "sample": 100000, "recent": 5, "idf": true}"#),
        ("session_knn few", r#"{"id": "session_knn", "neighbors": 12, "sample": 30, "recent": 3, "idf": false}"#),
        (
            "transitions",
            r#"{"id": "transitions", "window": 20, "distance_decay": 0.35, "across_sessions": 0.5, "backward": 0.3,
                "normalization": 0.5, "popularity_discount": 0.15, "recent": 20, "recency_decay": 0.7, "neighbors": 1000}"#,
        ),
        (
            "transitions faded",
            r#"{"id": "transitions", "window": 3, "distance_decay": 0.2, "half_life_days": 2.0, "across_sessions": 0.7,
                "backward": 0.0, "normalization": 1.0, "popularity_discount": 0.4, "recent": 4, "recency_decay": 0.3,
                "neighbors": 1000}"#,
        ),
        ("content cosine", r#"{"id": "content", "measure": "cosine"}"#),
        ("content dot", r#"{"id": "content", "measure": "dot"}"#),
        ("content components", r#"{"id": "content", "measure": "cosine", "components": 4}"#),
    ];
    for (name, settings) in models {
        let model = log.fit(settings);
        let mut compared = 0;
        for (id, theirs) in golden["kept"].as_array().unwrap().iter().zip(golden[name].as_array().unwrap()) {
            let id = id.as_str().unwrap();
            if theirs.is_null() {
                continue;
            }
            let mut scores = vec![0.0; model.n_items()];
            model.score(log.split.test.history.of(log.user(id)), Candidates::All, &mut scores);
            assert_close(&scores, &numbers(theirs), &format!("{name}, user {id}"));
            compared += 1;
        }
        assert!(compared >= 8, "{name}: {compared} users");
    }
}

#[test]
fn older_events_weigh_less_by_the_half_life() {
    let golden = golden("sequences.json.gz");
    for (name, transform) in [("faded", Transform::Raw), ("faded log", Transform::Log)] {
        let log = load(&golden, WeightConfig { half_life_days: Some(5.0), transform, ..WeightConfig::default() });
        for (id, theirs) in golden["kept"].as_array().unwrap().iter().zip(golden[name].as_array().unwrap()) {
            let row = log.split.train.row(log.user(id.as_str().unwrap()));
            let mut ours = vec![0.0; log.split.train.n_cols()];
            row.iter().for_each(|(item, weight)| ours[item as usize] = weight);
            assert_close(&ours, &numbers(theirs), &format!("{name}, user {id}"));
            assert!(row.values.iter().any(|w| *w < 0.5), "some of it is old");
        }
    }
}

/// In a log in which everybody has met everything nothing can be drawn as passed over, so the whole course of learning is known.
#[test]
fn a_click_ranker_learns_as_algorithm_1_of_its_paper_does() {
    let whole = golden("sequences.json.gz");
    let mut golden = whole["click_ranker"].clone();
    // The features are those of a category and a price.
    let items = whole["items"].as_str().unwrap().lines().take(8).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{}\n", cells[0], cells[2], cells[3])
    });
    golden["items"] = items.collect::<String>().into();
    let log = load(&golden, raw());
    assert!(log.is_in_order());
    let settings = r#"{"id": "click_ranker", "learning_rate": 0.3, "l1": 0.05, "l2": 0.5, "epochs": 3, "recent": 4,
        "negatives": 3}"#;
    let model = log.fit(settings);
    for (user, theirs) in golden["scores"].as_array().unwrap().iter().enumerate() {
        let mut scores = vec![0.0; model.n_items()];
        model.score(log.split.test.history.of(log.user(&format!("u{user}"))), Candidates::All, &mut scores);
        assert_close(&scores, &numbers(theirs), &format!("user {user}"));
    }
    let curve: Vec<f32> = model.training_curve().unwrap().values.iter().map(|v| *v as f32).collect();
    assert_close(&curve, &numbers(&golden["curve"]), "curve");
}
