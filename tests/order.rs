//! What came after what is known by times, or else by the order of the rows.

use tastebench::base::TaskContext;
use tastebench::data::{Dataset, WeightConfig};
use tastebench::models::{Candidates, History, ModelConfig, TrainingData};
use tastebench::split::{SplitConfig, SplitKind, TrainTestSplit, split};

use crate::support::{Folder, english, kind, load, message};

const DAY: u64 = 86_400;

fn last_out(data: &Dataset) -> TrainTestSplit {
    let config = SplitConfig { kind: Some(SplitKind::LeaveLastOut), ..SplitConfig::default() };
    split(data, &config, &WeightConfig::default(), 1, &TaskContext::new()).unwrap()
}

/// Every user walks along a ring of 40 items, from another place on: item 7 is followed by 8, 8 by 9.
fn ring(row: impl Fn(u64, u64, u64) -> String, header: &str) -> String {
    let mut log = format!("{header}\n");
    for user in 0..60 {
        for step in 0..8 {
            log += &format!("{}\n", row(user, (user * 7 + step) % 40, step));
        }
    }
    log
}

fn timeless() -> String {
    ring(|user, item, _| format!("u{user},{item}"), "user_id,item_id")
}

fn timed(seconds: u64) -> String {
    ring(|user, item, step| format!("u{user},{item},{}", 1_600_000_000 + step * seconds), "user_id,item_id,timestamp")
}

/// The best item for every user at the moment of the test part, by identifier.
fn best(data: &Dataset, parts: &TrainTestSplit, config: &ModelConfig) -> Vec<String> {
    let training = TrainingData { data, split: parts, features: None, seed: 1 };
    let model = config.fit(training, &TaskContext::new()).unwrap();
    (0..data.interactions.users.len())
        .map(|user| {
            let history: History<'_> = parts.test.history.of(user);
            let mut scores = vec![0.0; model.n_items()];
            model.score(history, Candidates::All, &mut scores);
            for &item in history.items.indices {
                scores[item as usize] = f32::NEG_INFINITY;
            }
            let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap();
            data.interactions.items.id(best).to_owned()
        })
        .collect()
}

fn held_out(data: &Dataset, parts: &TrainTestSplit) -> Vec<String> {
    let item = |at: usize| parts.test.held_out.row(at).indices[0] as usize;
    (0..parts.test.users.len()).map(|at| data.interactions.items.id(item(at)).to_owned()).collect()
}

#[test]
fn without_times_rows_are_in_order_and_the_log_says_so() {
    let folder = Folder::new();
    let data = load(&folder.file("log.csv", timeless())).unwrap();
    assert!(data.warnings.iter().any(|w| english(&w.said).contains("order of its rows")), "{:?}", data.warnings);
    let parts = last_out(&data);
    let last: Vec<String> = (0..60).map(|user| ((user * 7 + 7) % 40).to_string()).collect();
    let in_order = |texts: &[String]| {
        let mut of_user: Vec<(String, String)> = parts
            .test
            .users
            .iter()
            .zip(texts)
            .map(|(u, t)| (data.interactions.users.id(u.idx()).into(), t.clone()))
            .collect();
        of_user.sort_by_key(|(user, _)| user[1..].parse::<u64>().unwrap());
        of_user.into_iter().map(|(_, t)| t).collect::<Vec<_>>()
    };
    assert_eq!(in_order(&held_out(&data, &parts)), last);
    assert!(load(&folder.file("timed.csv", timed(60))).unwrap().warnings.is_empty());
}

/// Sessions break between all events that are a day apart, and there are none without times: what follows what is the same.
#[test]
fn what_comes_next_is_found_with_any_pauses_and_without_times() {
    let folder = Folder::new();
    for (name, log) in [("rows", timeless()), ("minutes", timed(60)), ("days", timed(DAY)), ("months", timed(40 * DAY))]
    {
        let data = load(&folder.file("log.csv", log)).unwrap();
        let parts = last_out(&data);
        assert_eq!(best(&data, &parts, &kind("transitions").default_config()), held_out(&data, &parts), "{name}");
        // Nearest sessions know the neighbourhood, not the direction.
        let near = best(&data, &parts, &kind("session_knn").default_config());
        let is_near = |(found, held): &(String, String)| {
            let apart = (found.parse::<i64>().unwrap() - held.parse::<i64>().unwrap()).rem_euclid(40);
            apart.min(40 - apart) <= 8
        };
        assert!(near.into_iter().zip(held_out(&data, &parts)).all(|pair| is_near(&pair)), "{name}");
    }
}

#[test]
fn a_step_within_a_session_says_more_and_an_old_gap_less() {
    let folder = Folder::new();
    // After a came b in the same visit (once) and c a month later (once); the rest makes users whole.
    let mut log = String::from("user_id,item_id,timestamp\n");
    for user in 0..6u64 {
        let start = 1_600_000_000 + user * 1000;
        let next = if user % 2 == 0 { format!("b,{}", start + 60) } else { format!("c,{}", start + 30 * DAY) };
        log += &format!(
            "u{user},a,{start}\nu{user},{next}\nu{user},y,{}\nu{user},z,{}\n",
            start + 90 * DAY,
            start + 99 * DAY
        );
    }
    let data = load(&folder.file("log.csv", log)).unwrap();
    let parts = last_out(&data);
    let score = |settings: serde_json::Value| {
        let config: ModelConfig = serde_json::from_value(settings).unwrap();
        let model = config
            .fit(TrainingData { data: &data, split: &parts, features: None, seed: 1 }, &TaskContext::new())
            .unwrap();
        let index = |id: &str| data.interactions.items.index(id).unwrap();
        let (item, order) = ([index("a")], [index("a")]);
        let items = tastebench::math::csr::SparseRow { indices: &item, values: &[1.0] };
        let mut scores = [0.0; 2];
        model.score(
            History { order: &order, ..items.into() },
            Candidates::Items(&[index("b"), index("c")]),
            &mut scores,
        );
        scores
    };
    let alike = score(serde_json::json!({"id": "transitions", "across_sessions": 1.0}));
    assert!((alike[0] - alike[1]).abs() < 1e-6, "{alike:?}");
    let tied = score(serde_json::json!({"id": "transitions", "across_sessions": 0.25}));
    assert!((tied[1] / tied[0] - 0.25).abs() < 1e-6, "{tied:?}");
    let aged = score(serde_json::json!({"id": "transitions", "across_sessions": 1.0, "half_life_days": 15.0}));
    assert!((aged[1] / aged[0] - 0.25).abs() < 1e-3, "{aged:?}");
}

#[test]
fn models_of_order_that_have_nothing_to_learn_from_say_so() {
    let folder = Folder::new();
    let data = load(&folder.file("log.csv", "user_id,item_id\na,1\na,2\nb,2\nb,1\nc,1\nc,3\n")).unwrap();
    let config = SplitConfig { kind: Some(SplitKind::LeaveLastOut), validation: 0.0, ..SplitConfig::default() };
    let parts = split(&data, &config, &WeightConfig::default(), 1, &TaskContext::new()).unwrap();
    let training = TrainingData { data: &data, split: &parts, features: None, seed: 1 };
    for model in ["transitions", "session_knn"] {
        let message = message(kind(model).default_config().fit(training, &TaskContext::new()).map(drop));
        assert!(message.contains("no user of the training part has two items"), "{message}");
    }
}

/// a, b, a again: the last item is a, and nothing of the history is newer than any of its last meetings.
#[test]
fn an_item_met_again_is_held_out_by_its_last_meeting() {
    let folder = Folder::new();
    let log = "user_id,item_id,timestamp\n1,a,10\n1,b,20\n1,c,25\n1,a,30\n2,a,1\n2,b,2\n2,c,3\n2,d,4\n";
    let data = load(&folder.file("log.csv", log)).unwrap();
    let parts = last_out(&data);
    assert_eq!(held_out(&data, &parts), ["a", "d"]);
    let history = parts.test.history.of(0);
    let names: Vec<&str> = history.order.iter().map(|i| data.interactions.items.id(*i as usize)).collect();
    assert_eq!(names, ["b", "c"]);
}
