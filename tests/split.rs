//! Splits hold out what they say, and nothing of it reaches training.

use std::sync::Arc;

use proptest::prelude::*;
use tastebench::base::{StageError, TaskContext, seed};
use tastebench::data::{DataConfig, Dataset, Transform, WeightConfig, dataset};
use tastebench::features::{self, FeatureConfig};
use tastebench::models::{Candidates, ModelKind, TrainingData};
use tastebench::split::{HistoryBuf, Part, SplitConfig, SplitKind, TrainTestSplit, split};

use crate::support::{Folder, english, load, message, small_log};

fn parted(data: &Dataset, config: &SplitConfig) -> Result<TrainTestSplit, StageError> {
    split(data, config, &WeightConfig::default(), 1, &TaskContext::new())
}

fn config(kind: SplitKind) -> SplitConfig {
    SplitConfig { kind: Some(kind), ..SplitConfig::default() }
}

#[test]
fn by_time_nothing_in_training_is_newer_than_what_is_held_out() {
    let folder = Folder::new();
    let data = load(&folder.file("log.csv", small_log())).unwrap();
    let parts = parted(&data, &config(SplitKind::GlobalTime)).unwrap();
    let times = |part: Part| {
        let of_part = move |(e, p): (&tastebench::data::interactions::Event, &Part)| (*p == part).then_some(e.time);
        data.interactions.events.iter().zip(&parts.parts).filter_map(of_part).collect::<Vec<_>>()
    };
    let (train, validation, test) = (times(Part::Train), times(Part::Validation), times(Part::Test));
    assert!(train.iter().max() < validation.iter().min());
    assert!(validation.iter().max() < test.iter().min());
    assert!(!test.is_empty() && !validation.is_empty());
}

#[test]
fn held_out_items_are_new_to_the_user_in_every_split() {
    let folder = Folder::new();
    let data = load(&folder.file("log.csv", small_log())).unwrap();
    for kind in [SplitKind::GlobalTime, SplitKind::LeaveLastOut, SplitKind::Random] {
        let parts = parted(&data, &config(kind)).unwrap();
        for holdout in [parts.validation.as_ref().unwrap(), &parts.test] {
            assert!(!holdout.users.is_empty());
            for (at, user) in holdout.users.iter().enumerate() {
                let known = holdout.history.matrix.row(user.idx());
                assert!(!known.is_empty());
                assert!(!holdout.held_out.row(at).is_empty());
                assert!(holdout.held_out.row(at).indices.iter().all(|i| !known.contains(*i)), "{kind:?}");
            }
        }
    }
}

#[test]
fn leave_last_out_holds_out_the_last_items() {
    let folder = Folder::new();
    let log = "user_id,item_id,timestamp\n1,a,10\n1,b,20\n1,c,30\n1,d,40\n2,a,5\n2,b,6\n3,c,1\n3,d,2\n3,a,9\n4,d,4\n4,b,7\n4,c,8\n4,c,99\n";
    let data = load(&folder.file("log.csv", log)).unwrap();
    let parts = parted(&data, &config(SplitKind::LeaveLastOut)).unwrap();
    let name = |item: u32| data.interactions.items.id(item as usize).to_owned();
    let held: Vec<(String, Vec<String>)> = parts
        .test
        .users
        .iter()
        .enumerate()
        .map(|(at, u)| {
            let items = parts.test.held_out.row(at).indices.iter().map(|i| name(*i)).collect();
            (data.interactions.users.id(u.idx()).to_owned(), items)
        })
        .collect();
    // User 2 has too few items for both parts; user 4 met c for the first time at 8, which is the last first time.
    let expected = [("1", "d"), ("3", "a"), ("4", "c")].map(|(u, i)| (u.to_owned(), vec![i.to_owned()]));
    assert_eq!(held, expected);
}

#[test]
fn given_files_and_what_training_does_not_know() {
    let folder = Folder::new();
    let data = DataConfig {
        events: folder.file("train.csv", "user_id,item_id\n1,a\n1,b\n2,a\n2,c\n"),
        test: Some(folder.file("test.csv", "user_id,item_id\n1,c\n1,z\n2,a\n2,b\n9,a\n")),
        ..DataConfig::default()
    };
    let data = dataset::load(&data, &TaskContext::new()).unwrap();
    let parts = parted(&data, &SplitConfig { validation: 0.0, ..SplitConfig::default() }).unwrap();
    assert_eq!(parts.kind, SplitKind::Given);
    assert!(parts.validation.is_none());
    // User 9 has no history; a was known to user 2; z is cold and counts as missed.
    assert_eq!(parts.test.users.len(), 2);
    assert_eq!(parts.test.n_new_users, 1);
    assert_eq!(parts.test.held_out.n_entries(), 3);
    assert!((parts.test.cold_share - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(parts.catalogue.cold_items().len(), 1);
}

#[test]
fn splits_that_do_not_fit_the_log_are_refused_with_a_remedy() {
    let folder = Folder::new();
    let timeless = load(&folder.file("pairs.csv", "user_id,item_id\n1,a\n1,b\n2,a\n2,b\n")).unwrap();
    assert!(message(parted(&timeless, &config(SplitKind::GlobalTime))).contains("needs a time column"));
    assert!(message(parted(&timeless, &config(SplitKind::Given))).contains("needs a test file"));
    let wrong = SplitConfig { test: 0.9, ..config(SplitKind::Random) };
    assert!(message(parted(&timeless, &wrong)).contains("between 0 and 0.5"));
    let timed = load(&folder.file("log.csv", small_log())).unwrap();
    let parted = parted(&timed, &config(SplitKind::Random)).unwrap();
    assert!(english(&parted.warnings[0].said).contains("learn from what happened after"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order of the rows does not matter: indices, split and weights are the same.
    #[test]
    fn shuffled_rows_give_the_same_matrix(seed in 0u64..1000) {
        let log = small_log();
        let (header, rows) = log.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        let folder = Folder::new();
        let straight = load(&folder.file("a.csv", &log)).unwrap();
        // A fixed shuffle by a hash of row and seed.
        rows.sort_by_key(|row| row.bytes().fold(seed + 1, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)));
        let shuffled = load(&folder.file("b.csv", format!("{header}\n{}\n", rows.join("\n")))).unwrap();
        for kind in [SplitKind::Random, SplitKind::GlobalTime] {
            let (a, b) = (parted(&straight, &config(kind)).unwrap(), parted(&shuffled, &config(kind)).unwrap());
            prop_assert_eq!(a.train, b.train);
            prop_assert_eq!(a.test.held_out, b.test.held_out);
        }
    }

    /// Pushed one by one in the order of time, a user's events make the history that the split makes of them all.
    #[test]
    fn pushing_events_one_by_one_gives_the_history_of_the_split(
        events in prop::collection::vec((0u32..3, 0u32..9, 0i64..40, 0usize..3), 30..120),
        n_known in 0usize..10,
        transform in prop::sample::select(vec![Transform::Raw, Transform::Log, Transform::Binary]),
    ) {
        let mut log = String::from("user_id,item_id,timestamp,event\n");
        for (user, item, time, event) in &events {
            let event = ["view", "cart", "purchase"][*event];
            log += &format!("u{user},i{item},{},{event}\n", 1_700_000_000 + time * 1000);
        }
        let folder = Folder::new();
        let data = load(&folder.file("log.csv", log)).unwrap();
        let weights = WeightConfig { transform, ..WeightConfig::default() };
        let random = config(SplitKind::Random);
        let Ok(parts) = split(&data, &random, &weights, 1, &TaskContext::new()) else { return Ok(()) };
        for user in 0..data.interactions.users.len() as u32 {
            let events = data.interactions.events.iter().zip(&parts.parts);
            let mut known: Vec<_> = events.filter(|(e, p)| e.user == user && **p <= Part::Validation).map(|e| e.0).collect();
            known.sort_by_key(|e| (e.time, seed::tie(user, e.item)));
            let whole = parts.test.history.of(user as usize);
            let mut pushed = HistoryBuf::empty(transform);
            let mut resumed = HistoryBuf::empty(transform);
            for (at, event) in known.iter().enumerate() {
                pushed.push(event.item, f64::from(event.weight));
                if at == n_known {
                    // Weights alone are enough to go on from.
                    resumed = HistoryBuf::of(resumed.as_history(), transform);
                }
                resumed.push(event.item, f64::from(event.weight));
            }
            for made in [pushed.as_history(), resumed.as_history()] {
                prop_assert_eq!(made.items.indices, whole.items.indices);
                prop_assert_eq!(made.order, whole.order);
                for (a, b) in made.items.values.iter().zip(whole.items.values) {
                    prop_assert!((a - b).abs() <= 1e-5 * b.abs(), "{} and {}", a, b);
                }
            }
        }
    }
}

#[test]
fn every_model_has_finite_scores_where_all_that_a_user_did_is_hundreds_of_half_lives_old() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,event,timestamp\n");
    for user in 0..40u64 {
        for step in 0..8u64 {
            // Half of the users were last here years before the others.
            let day = if user < 20 { step } else { 2_000 + step };
            log +=
                &format!("u{user},i{},view,{}\n", (user * 7 + step * step) % 30, 1_500_000_000 + day * 86_400 + user);
        }
    }
    let config = DataConfig {
        events: folder.file("log.csv", log),
        items: Some(folder.file("items.csv", crate::support::small_items())),
        ..DataConfig::default()
    };
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    for transform in [Transform::Raw, Transform::Log] {
        let weights = WeightConfig { half_life_days: Some(1.0), transform, ..WeightConfig::default() };
        let split = split(&data, &self::config(SplitKind::Random), &weights, 1, &TaskContext::new()).unwrap();
        let features = Arc::new(features::build(&split, &FeatureConfig::default(), &TaskContext::new()).unwrap());
        for kind in ModelKind::all() {
            let training = TrainingData { data: &data, split: &split, features: Some(&features), seed: 1 };
            let model = kind.default_config().fit(training, &TaskContext::new()).unwrap();
            let mut scores = vec![0.0; data.interactions.items.len()];
            for user in 0..data.interactions.users.len() {
                model.score(split.test.history.of(user), Candidates::All, &mut scores);
                assert!(scores.iter().all(|score| score.is_finite()), "{} {transform:?} {user}", kind.id());
            }
        }
    }
}

/// What was shown and passed over moments before it was taken gives away what is asked for, wherever the log is not parted by a moment.
#[test]
fn what_was_said_against_a_held_out_item_is_not_known_before() {
    let folder = Folder::new();
    for has_time in [true, false] {
        let mut log =
            String::from(if has_time { "user_id,item_id,label,timestamp\n" } else { "user_id,item_id,label\n" });
        for user in 0..20 {
            for step in 0..8 {
                let item = (user * 3 + step * 5) % 23;
                for label in 0..2 {
                    let time = 1_700_000_000 + step * 10_000 + user + label * 5;
                    let time = if has_time { format!(",{time}") } else { String::new() };
                    log += &format!("u{user},i{item},{label}{time}\n");
                }
            }
        }
        let data = crate::support::load(&folder.file("log.csv", log)).unwrap();
        for kind in [SplitKind::LeaveLastOut, SplitKind::Random] {
            let config = SplitConfig { kind: Some(kind), ..SplitConfig::default() };
            let split = split(&data, &config, &WeightConfig::default(), 3, &TaskContext::new()).unwrap();
            for holdout in [split.validation.as_ref(), Some(&split.test)].into_iter().flatten() {
                assert!(holdout.users.len() > 10);
                let mut n_against = 0;
                for (at, user) in holdout.users.iter().enumerate() {
                    let history = holdout.history.of(user.0 as usize);
                    n_against += history.against.len();
                    let asked = holdout.held_out.row(at).indices;
                    assert!(asked.iter().all(|item| !history.against.contains(item)), "{kind:?}");
                }
                assert!(n_against > 0, "what was passed over before is known");
            }
        }
    }
}

/// Items of one time are no items of one kind.
#[test]
fn a_date_is_no_feature_unless_it_is_switched_on() {
    let folder = Folder::new();
    let items: String = (0..30).map(|i| format!("i{i},{},2024-01-{:02}\n", i % 3, 1 + i % 28)).collect();
    let data_config = DataConfig {
        events: folder.file("log.csv", small_log()),
        items: Some(folder.file("items.csv", format!("item_id,category,launched\n{items}"))),
        ..DataConfig::default()
    };
    let data = dataset::load(&data_config, &TaskContext::new()).unwrap();
    let split = parted(&data, &config(SplitKind::LeaveLastOut)).unwrap();
    let used = |features: &FeatureConfig| -> Vec<String> {
        let built = features::build(&split, features, &TaskContext::new()).unwrap();
        built.blocks.iter().map(|block| block.name.clone()).collect()
    };
    let mut features = FeatureConfig::default();
    assert_eq!(used(&features), ["category"]);
    features.features.insert("launched".into(), features::FeatureSetting::default());
    assert_eq!(used(&features), ["category", "launched"]);
}
