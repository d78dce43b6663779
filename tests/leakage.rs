//! Nothing of what is held out reaches a model: the same log with other held-out events gives the same models.

use std::sync::Arc;

use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, Dataset, WeightConfig, dataset};
use tastebench::features::{self, FeatureConfig};
use tastebench::models::{Candidates, ModelConfig, ModelKind, TrainingData};
use tastebench::split::{SplitConfig, SplitKind, TrainTestSplit, split};

use crate::support::{Folder, component};

const HEADER: &str = "user_id,item_id,event,timestamp,title,category,price\n";

/// An event with what its row says of the item.
fn row(user: &str, item: &str, event: &str, time: u64, price: f64) -> String {
    let n: u64 = item[1..].parse().unwrap_or(99);
    format!(
        "{user},{item},{event},{time},Thing {} {item},{},{price}\n",
        ["red", "blue", "green"][n as usize % 3],
        ["even", "odd"][n as usize % 2]
    )
}

/// Thirty users, each with ten items long ago, then with what `last` says.
fn log(last: impl Fn(usize) -> String) -> (String, String) {
    let mut known = String::new();
    let mut late = String::new();
    for user in 0..30usize {
        for step in 0..10 {
            let item = (user * 7 + step * 2 * (1 + user % 4)) % 24 / 2 * 2 + user % 2;
            let event = ["view", "view", "purchase"][step % 3];
            let time = 1_600_000_000 + (step * 7000 + user * 60) as u64;
            known += &row(&format!("u{user:02}"), &format!("i{item:02}"), event, time, 5.0 + item as f64);
        }
        late += &last(user);
    }
    (known, late)
}

/// Held-out events as they are, and quite other ones: another item, one that nobody had (in order behind all others), other
/// prices, titles and events of an item that is known; and that of a stranger, unless the last item of whoever has few stays in
/// training.
fn both(user: usize, kind: SplitKind) -> [String; 2] {
    let (name, time) = (format!("u{user:02}"), 1_700_000_000 + user as u64);
    let known = format!("i{:02}", user % 24);
    match user % 3 {
        0 => {
            [row(&name, "i98", "view", time, 7.0), format!("{name},zz,purchase,{time},Quite red red thing,none,9999\n")]
        }
        1 => [row(&name, &known, "view", time, 7.0), format!("{name},{known},purchase,{time},Blue bird,none,1234\n")],
        _ if kind == SplitKind::LeaveLastOut => {
            [row(&name, "i98", "view", time, 7.0), row(&name, "i97", "view", time, 0.01)]
        }
        _ => [row(&name, "i98", "view", time, 7.0), row("zstranger", "zz", "purchase", time, 4321.0)],
    }
}

/// What a catalogue says of every item, those included that are only held out.
fn catalogue() -> String {
    let items = (0..24).chain([97, 98]).map(|n| format!("i{n:02}"));
    let rows =
        items.enumerate().map(|(n, id)| format!("{id},soft {} cloth {},{}\n", ["wool", "silk"][n % 2], n % 5, 10 + n));
    format!("item_id,description,weight\n{}zz,soft soft wool coat,5000\n", rows.collect::<String>())
}

struct Log {
    data: Dataset,
    split: TrainTestSplit,
}

fn parted(config: &DataConfig, kind: SplitKind) -> Log {
    let ctx = TaskContext::new();
    let data = dataset::load(config, &ctx).unwrap();
    let split_config = SplitConfig { kind: Some(kind), validation: 0.0, test: 30.0 / 330.0, ..SplitConfig::default() };
    let split = split(&data, &split_config, &WeightConfig::default(), 1, &ctx).unwrap();
    Log { data, split }
}

/// Scores of the items that both logs' training parts know, for every user that they know.
fn scores(log: &Log, config: &ModelConfig, users: &[String], items: &[String]) -> Vec<f32> {
    let ctx = TaskContext::new();
    let features = Arc::new(features::build(&log.split, &FeatureConfig::default(), &ctx).unwrap());
    let training = TrainingData { data: &log.data, split: &log.split, features: Some(&features), seed: 1 };
    let model = config.fit(training, &ctx).unwrap();
    let index = |id: &String| log.data.interactions.items.index(id).unwrap();
    let items: Vec<u32> = items.iter().map(index).collect();
    let mut all = Vec::new();
    for user in users {
        let user = log.data.interactions.users.index(user).unwrap() as usize;
        let mut scores = vec![0.0; items.len()];
        model.score(log.split.test.history.of(user), Candidates::Items(&items), &mut scores);
        all.extend(scores);
    }
    all
}

#[test]
fn other_held_out_events_give_the_same_models() {
    let folder = Folder::new();
    for kind in [SplitKind::GlobalTime, SplitKind::LeaveLastOut, SplitKind::Given] {
        let logs = [0, 1].map(|which| {
            let (known, late) = log(|user| both(user, kind)[which].clone());
            let name = |what: &str| format!("{what}{which}.csv");
            let items = Some(folder.file("items.csv", catalogue()));
            let config = if kind == SplitKind::Given {
                DataConfig {
                    events: folder.file(&name("train"), format!("{HEADER}{known}")),
                    test: Some(folder.file(&name("test"), format!("{HEADER}{late}"))),
                    items,
                    ..DataConfig::default()
                }
            } else {
                DataConfig {
                    items,
                    events: folder.file(&name("log"), format!("{HEADER}{late}{known}")),
                    ..DataConfig::default()
                }
            };
            parted(&config, kind)
        });
        let known = |log: &Log| {
            let counts = log.split.train.column_counts();
            let ids = log.data.interactions.items.iter().enumerate().filter(|(i, _)| counts[*i] > 0);
            ids.map(|(_, id)| id.to_owned()).collect::<Vec<_>>()
        };
        let items = known(&logs[0]);
        assert_eq!(items, known(&logs[1]), "{kind:?}");
        assert!(items.len() >= 20 && !items.contains(&"zz".to_owned()));
        let users: Vec<String> = (0..30).map(|user| format!("u{user:02}")).collect();
        let components = component("content").model.with("components", 4.into()).unwrap();
        for config in ModelKind::all().map(ModelKind::default_config).chain([components]) {
            let [a, b] = [0, 1].map(|which| scores(&logs[which], &config, &users, &items));
            let scale = a.iter().fold(1e-6f32, |m, v| m.max(v.abs()));
            let worst = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst <= 1e-4 * scale, "{config:?} {kind:?}: {worst} of {scale}");
        }
    }
}
