//! Models against other implementations: lists made by `goldens/make_models.py` and, on weights, `goldens/make_weighted.py`.

use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value;
use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, Dataset, Transform, WeightConfig, dataset};
use tastebench::math::{DenseMatrix, Scored, top_k};
use tastebench::models::ials::{Ials, IalsConfig};
use tastebench::models::{Candidates, ModelConfig, Recommender, TrainingData};
use tastebench::split::{self, SplitConfig, SplitKind, TrainTestSplit};

use crate::support::Folder;

/// Share of the users whose lists must be the same.
const SAME: f64 = 0.99;
/// Scores may differ by this share of the list's best.
const TOLERANCE: f64 = 1e-4;

/// The pairs that `generated` in the script makes.
fn generated() -> Vec<(u64, u64)> {
    let mut state = 12345u64;
    let mut draw = |n: u64| {
        state = (state * 1_103_515_245 + 12345) % (1 << 31);
        (state >> 8) % n
    };
    let mut pairs = Vec::new();
    for user in 0..400 {
        let mut items = std::collections::BTreeSet::new();
        for _ in 0..10 + draw(40) {
            let near = draw(60) * draw(60) / 60;
            let group = if draw(4) > 0 { user % 5 } else { draw(5) };
            items.insert(near * 5 + group);
        }
        pairs.extend(items.into_iter().map(|item| (user, item)));
    }
    pairs
}

fn ml_100k(path: &Path) -> Vec<(u64, u64)> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows = text.lines().skip(1).map(|line| line.split('\t').map(|cell| cell.parse::<u64>().ok()));
    let pair = |mut cells: Box<dyn Iterator<Item = Option<u64>>>| Some((cells.next()??, cells.next()??));
    rows.by_ref().filter_map(|cells| pair(Box::new(cells.collect::<Vec<_>>().into_iter()))).collect()
}

struct Log {
    data: Dataset,
    split: TrainTestSplit,
}

/// Every tenth pair is left out of training; the catalogue are the items of training. `weight` is what the pair at a place weighs.
fn load(pairs: &[(u64, u64)], weight: impl Fn(usize) -> f64) -> Log {
    let folder = Folder::new();
    let part = |is_test: bool| pairs.iter().enumerate().filter(move |(at, _)| (at % 10 == 0) == is_test);
    let known: std::collections::HashSet<u64> = part(false).map(|(_, (_, item))| *item).collect();
    let rows = |is_test: bool| {
        let kept = part(is_test).filter(|(_, (_, item))| known.contains(item));
        kept.map(|(at, (user, item))| format!("{user},{item},{}\n", weight(at))).collect::<String>()
    };
    let header = "user_id,item_id,rating\n";
    let config = DataConfig {
        events: folder.file("train.csv", format!("{header}{}", rows(false))),
        test: Some(folder.file("test.csv", format!("{header}{}", rows(true)))),
        weights: WeightConfig { transform: Transform::Raw, ..WeightConfig::default() },
        ..DataConfig::default()
    };
    let ctx = TaskContext::new();
    let data = dataset::load(&config, &ctx).unwrap();
    let split_config = SplitConfig { kind: Some(SplitKind::Given), validation: 0.0, ..SplitConfig::default() };
    let split = split::split(&data, &split_config, &config.weights, 1, &ctx).unwrap();
    Log { data, split }
}

impl Log {
    fn fit(&self, config: &ModelConfig) -> std::sync::Arc<dyn Recommender> {
        let training = TrainingData { data: &self.data, split: &self.split, features: None, seed: 1 };
        config.fit(training, &TaskContext::new()).unwrap()
    }

    fn item(&self, id: &Value) -> usize {
        self.data.interactions.items.index(&id.to_string()).unwrap() as usize
    }

    /// The share of users whose list has the same items with the same scores; items that tie may change places.
    fn agreement(&self, model: &dyn Recommender, lists: &Value) -> f64 {
        let lists = lists.as_array().unwrap();
        let same = lists.iter().filter(|of_user| {
            let user = self.data.interactions.users.index(&of_user[0].to_string()).unwrap();
            let history = self.split.test.history.of(user as usize);
            let mut scores = vec![0.0; model.n_items()];
            model.score(history, Candidates::All, &mut scores);
            for &item in history.items.indices {
                scores[item as usize] = f32::NEG_INFINITY;
            }
            let theirs = of_user[1].as_array().unwrap();
            let mut ours: Vec<Scored> = Vec::new();
            top_k(&scores, theirs.len(), &mut ours);
            let scale = theirs[0][1].as_f64().unwrap().abs();
            theirs.iter().zip(&ours).all(|(theirs, ours)| {
                let expected = theirs[1].as_f64().unwrap();
                let of_same_item = f64::from(scores[self.item(&theirs[0])]);
                let of_same_place = f64::from(ours.score);
                (of_same_item - expected).abs() <= TOLERANCE * scale
                    && (of_same_place - expected).abs() <= TOLERANCE * scale
            })
        });
        same.count() as f64 / lists.len() as f64
    }
}

fn model(settings: &str) -> ModelConfig {
    serde_json::from_str(settings).unwrap()
}

/// What a script has made.
pub fn golden(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name);
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn compare(pairs: &[(u64, u64)], name: &str) {
    let golden = golden(name);
    let log = load(pairs, |_| 1.0);
    let models = [
        ("item_knn cosine", r#"{"id": "item_knn", "similarity": "cosine", "neighbors": 100000}"#),
        ("item_knn tf_idf", r#"{"id": "item_knn", "similarity": "tf_idf", "neighbors": 100000}"#),
        ("item_knn bm25", r#"{"id": "item_knn", "similarity": "bm25", "neighbors": 100000, "k1": 1.2, "b": 0.75}"#),
        ("user_knn cosine", r#"{"id": "user_knn", "similarity": "cosine", "neighbors": 100000}"#),
        ("user_knn tf_idf", r#"{"id": "user_knn", "similarity": "tf_idf", "neighbors": 100000}"#),
        ("user_knn bm25", r#"{"id": "user_knn", "similarity": "bm25", "neighbors": 100000, "k1": 1.2, "b": 0.75}"#),
        ("rp3beta", r#"{"id": "rp3beta", "alpha": 0.8, "beta": 0.3, "neighbors": 100}"#),
        ("ease", r#"{"id": "ease", "reg": 50.0}"#),
        (
            "graph_filter",
            r#"{"id": "graph_filter", "rank": 32, "ideal_weight": 0.3, "user_discount": 0.5, "asymmetry": 0.5,
                "ideal_asymmetry": 0.0, "neighbors": 100000}"#,
        ),
        (
            "graph_filter sharpened",
            r#"{"id": "graph_filter", "rank": 32, "ideal_weight": 0.2, "user_discount": 0.5, "asymmetry": 0.5,
                "ideal_asymmetry": 0.0, "neighbors": 100000, "sharpening": 1.5}"#,
        ),
    ];
    for (name, settings) in models {
        let mut config = model(settings);
        if name.starts_with("item_knn") {
            config = config.with("user_discount", 0.0.into()).unwrap().with("shrinkage", 0.0.into()).unwrap();
            config = config.with("normalize_neighbors", false.into()).unwrap();
        }
        if name.starts_with("user_knn") {
            config = config.with("item_discount", 0.0.into()).unwrap().with("shrinkage", 0.0.into()).unwrap();
        }
        let agreement = log.agreement(&*log.fit(&config), &golden[name]);
        println!("{name}: {:.1} % of the lists agree", agreement * 100.0);
        assert!(agreement >= SAME, "{name}: {agreement}");
    }
    let config = IalsConfig { factors: 8, sweeps: 30, reg: 0.5, reg_exponent: 0.0, unobserved_weight: 1.0 };
    als(&log, &config, &golden["ials"]);
}

/// Vectors are found from other random starts, so their lists are not the same. What can be compared: the loss that is
/// reached, and the lists that follow from the other's item vectors.
fn als(log: &Log, config: &IalsConfig, golden: &Value) {
    let fitted = log.fit(&ModelConfig::from(config.clone()));
    let reached = *fitted.training_curve().unwrap().values.last().unwrap();
    let theirs = golden["loss_per_interaction"].as_f64().unwrap();
    println!("ials: loss {reached:.5}, theirs {theirs:.5}");
    assert!(reached <= theirs * 1.01, "{reached} {theirs}");

    let mut items = DenseMatrix::zeros(fitted.n_items(), 8);
    for of_item in golden["items"].as_array().unwrap() {
        let row = items.row_mut(log.item(&of_item[0]));
        for (value, theirs) in row.iter_mut().zip(of_item[1].as_array().unwrap()) {
            *value = theirs.as_f64().unwrap() as f32;
        }
    }
    let agreement = log.agreement(&Ials::of_items(config, items, &TaskContext::new()).unwrap(), &golden["lists"]);
    println!("ials: {:.1} % of the lists agree", agreement * 100.0);
    assert!(agreement >= SAME, "{agreement}");
}

#[test]
fn models_agree_with_other_implementations() {
    compare(&generated(), "models-generated.json.gz");
}

#[test]
fn models_agree_with_their_formulas_where_entries_weigh_differently() {
    let golden = golden("models-weighted.json.gz");
    let log = load(&generated(), |at| (1 + 7919 * at % 13) as f64 / 4.0);
    let knn = |model: &str, similarity: &str| {
        let discount = if model == "item_knn" { "user_discount" } else { "item_discount" };
        let config = serde_json::json!({"id": model, "similarity": similarity, "neighbors": 100_000, discount: 0.0});
        (format!("{model} {similarity}"), config.to_string())
    };
    let measures = ["cosine", "asymmetric", "jaccard", "tf_idf", "bm25"];
    let mut models: Vec<(String, String)> =
        ["item_knn", "user_knn"].iter().flat_map(|model| measures.map(|of| knn(model, of))).collect();
    models.extend(
        [
            (
                "item_knn discounted",
                r#"{"id": "item_knn", "neighbors": 30, "shrinkage": 2.0, "user_discount": 0.5, "normalize_neighbors": true}"#,
            ),
            ("user_knn discounted", r#"{"id": "user_knn", "neighbors": 30, "shrinkage": 2.0, "item_discount": 0.5}"#),
            ("rp3beta", r#"{"id": "rp3beta", "alpha": 0.8, "beta": 0.3, "neighbors": 100}"#),
            ("ease", r#"{"id": "ease", "reg": 50.0}"#),
            (
                "ease discounted",
                r#"{"id": "ease", "reg": 2.0, "user_discount": 0.3, "item_discount": 0.4, "asymmetry": 0.2}"#,
            ),
            (
                "ease discounted",
                r#"{"id": "sparse_ease", "reg": 2.0, "user_discount": 0.3, "item_discount": 0.4, "asymmetry": 0.2,
                    "neighbors": 2000}"#,
            ),
            (
                "graph_filter",
                r#"{"id": "graph_filter", "rank": 32, "ideal_weight": 0.3, "user_discount": 0.3, "asymmetry": 0.4,
                    "ideal_asymmetry": 0.1, "neighbors": 100000}"#,
            ),
            (
                "graph_filter sharpened",
                r#"{"id": "graph_filter", "rank": 32, "ideal_weight": 0.2, "user_discount": 0.5, "asymmetry": 0.5,
                    "ideal_asymmetry": 0.0, "neighbors": 100000, "sharpening": 1.5}"#,
            ),
        ]
        .map(|(name, settings)| (name.to_owned(), settings.to_owned())),
    );
    for (name, settings) in models {
        let agreement = log.agreement(&*log.fit(&model(&settings)), &golden[&name]);
        println!("{name}: {:.1} % of the lists agree", agreement * 100.0);
        assert!(agreement >= SAME, "{name}: {agreement}");
    }
    let config = IalsConfig { factors: 8, sweeps: 30, reg: 0.05, reg_exponent: 0.5, unobserved_weight: 0.3 };
    als(&log, &config, &golden["ials"]);
}

/// MovieLens may not be handed on, so this needs a copy: `TASTEBENCH_ML_100K=…/ml-100k.inter`.
#[test]
fn models_agree_with_other_implementations_on_movielens() {
    let Some(path) = std::env::var_os("TASTEBENCH_ML_100K") else {
        eprintln!("skipped: TASTEBENCH_ML_100K names no ml-100k.inter");
        return;
    };
    compare(&ml_100k(Path::new(&path)), "models-ml-100k.json.gz");
}
