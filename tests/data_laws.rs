//! What holds for every log: the account adds up, the order of the rows does not matter, and what is made from a step is what a fresh load
//! makes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tastebench::base::{StageError, TaskContext};
use tastebench::data::dataset::{clean, load, weigh};
use tastebench::data::interactions::Event;
use tastebench::data::profile::Profile;
use tastebench::data::weight::Again;
use tastebench::data::{
    CleanConfig, DataConfig, Dataset, Fate, Role, Tables, ValueMeaning, ValueUse, WeightConfig, event_log,
};

use crate::support::Folder;

/// One row of a log as it may be found: cells that are missing or no good among them.
fn row() -> impl Strategy<Value = [String; 6]> {
    let of = |cells: &'static [&'static str]| prop::sample::select(cells).prop_map(str::to_owned);
    (
        of(&["u1", "u2", "u2", "u2", "u2", "u3", "u3", "", "NULL"]),
        of(&["a", "a", "b", "b", "c", "", "NA"]),
        of(&["view", "view", "cart", "purchase", "return", "dislike", "wave", ""]),
        of(&["1", "2", "3", "4.5", "5", "0", "-2", "many", ""]),
        of(&["1", "1", "1", "yes", "0", "no", "", "perhaps"]),
        prop_oneof![
            8 => (0u32..12).prop_map(|t| format!("{}", 1_700_000_000 + t * t * 900)),
            1 => of(&["yesterday", ""]),
        ],
    )
        .prop_map(|(user, item, event, value, label, time)| [user, item, event, value, label, time])
}

const COLUMNS: [(&str, Role); 6] = [
    ("user_id", Role::User),
    ("item_id", Role::Item),
    ("event", Role::Event),
    ("value", Role::Value),
    ("label", Role::Label),
    ("timestamp", Role::Timestamp),
];

/// Rows with the columns that the log has besides who, what and when.
fn log() -> impl Strategy<Value = (Vec<[String; 6]>, Vec<usize>)> {
    let columns = prop::sample::select(vec![vec![], vec![2], vec![3], vec![4], vec![2, 3], vec![2, 3, 4]]);
    (prop::collection::vec(row(), 30..120), columns).prop_map(|(mut rows, mut columns)| {
        // Some rows stand twice, word for word.
        let again: Vec<_> = rows.iter().step_by(9).cloned().collect();
        rows.extend(again);
        columns.extend([0, 1, 5]);
        columns.sort_unstable();
        (rows, columns)
    })
}

fn settings() -> impl Strategy<Value = (CleanConfig, WeightConfig)> {
    let clean = (
        prop::sample::select(vec![0.0, 1.0, 7200.0]),
        prop::option::of(Just("2023-11-15".to_owned())),
        prop::option::of(2u32..9),
        1u32..4,
        1u32..4,
    );
    let clean = clean.prop_map(|(repeat_secs, from, robot_events_per_day, min_items_per_user, min_users_per_item)| {
        CleanConfig { repeat_secs, from, robot_events_per_day, min_items_per_user, min_users_per_item, until: None }
    });
    let weights = (
        prop::collection::btree_map(
            prop::sample::select(vec!["view", "cart", "wave", "purchase"]).prop_map(str::to_owned),
            prop::sample::select(vec![-2.0, 0.0, 0.5, 3.0]),
            0..3,
        ),
        prop::option::of(prop::sample::select(ValueMeaning::ALL.to_vec())),
        prop::sample::select(vec![ValueUse::Weight, ValueUse::AtLeast(3.0), ValueUse::AtLeast(9.0), ValueUse::Ignore]),
        prop::sample::select(Again::ALL.to_vec()),
    );
    let weights = weights.prop_map(|(events, meaning, value, again)| WeightConfig {
        events,
        meaning,
        value,
        again,
        ..WeightConfig::default()
    });
    (clean, weights)
}

fn config(
    folder: &Folder,
    rows: &[[String; 6]],
    columns: &[usize],
    settings: &(CleanConfig, WeightConfig),
) -> DataConfig {
    let line = |cells: &[&str]| cells.join(",") + "\n";
    let mut text = line(&columns.iter().map(|at| COLUMNS[*at].0).collect::<Vec<_>>());
    rows.iter().for_each(|row| text += &line(&columns.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>()));
    let mut config = DataConfig {
        events: folder.file("log.csv", text),
        clean: settings.0.clone(),
        weights: settings.1.clone(),
        ..DataConfig::default()
    };
    config.columns.events = columns.iter().map(|at| (COLUMNS[*at].0.to_owned(), COLUMNS[*at].1)).collect();
    config
}

/// A log of which nothing is left is one, too.
fn loaded(config: &DataConfig) -> Option<Dataset> {
    match load(config, &TaskContext::new()) {
        Ok(data) => Some(data),
        // Or without times, where it asks for a window of time.
        Err(StageError::Input(_) | StageError::Setting(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// User, item, event type, time and weight.
type Named = (String, String, String, i64, u32);

/// The events by name, without the number of their row.
fn events(data: &Dataset) -> Vec<Named> {
    let named = |event: &Event| named(data, event);
    let mut events: Vec<_> = data.interactions.events.iter().map(named).collect();
    events.sort();
    events
}

fn negatives(data: &Dataset) -> Vec<(&'static str, Named)> {
    let mut negatives: Vec<_> = data.negatives.iter().map(|n| (n.kind.id(), named(data, &n.event))).collect();
    negatives.sort();
    negatives
}

fn named(data: &Dataset, event: &Event) -> Named {
    let log = &data.interactions;
    let kind = data.event_types[usize::from(event.event)].name.clone();
    let (user, item) = (log.users.id(event.user as usize), log.items.id(event.item as usize));
    (user.to_owned(), item.to_owned(), kind, event.time, event.weight.to_bits())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_account_adds_up((rows, columns) in log(), settings in settings()) {
        let folder = Folder::new();
        let Some(data) = loaded(&config(&folder, &rows, &columns, &settings)) else { return Ok(()) };
        let account = &data.account;
        let others: u64 = account.fates().map(|(_, n)| n).sum();
        prop_assert_eq!(account.rows_in, rows.len() as u64);
        prop_assert_eq!(account.rows_kept + others, account.rows_in, "{:?}", account);
        prop_assert_eq!(account.rows_kept, data.interactions.events.len() as u64);
        // Each row has one fate, and the rows that can be looked at are of those that are no events.
        let mut seen: Vec<u32> = account.fates().flat_map(|(fate, _)| account.first_rows(fate)).collect();
        seen.extend(data.interactions.events.iter().map(|event| event.row));
        let n = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), n, "a row has two fates");
        for negative in data.negatives.iter() {
            let first = account.first_rows(Fate::Against(negative.kind));
            prop_assert!(first.len() == 50 || first.contains(&negative.event.row));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter_where_there_is_a_time(
        ((rows, columns), shuffled) in log().prop_flat_map(|(rows, columns)| {
            (Just((rows.clone(), columns)), Just(rows).prop_shuffle())
        }),
        settings in settings(),
    ) {
        let (one, other) = (Folder::new(), Folder::new());
        let one = loaded(&config(&one, &rows, &columns, &settings));
        let other = loaded(&config(&other, &shuffled, &columns, &settings));
        prop_assert_eq!(one.is_some(), other.is_some());
        let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
        prop_assert_eq!(&one.account, &other.account);
        prop_assert_eq!(events(&one), events(&other));
        prop_assert_eq!(negatives(&one), negatives(&other));
        let types = |data: &Dataset| -> BTreeMap<String, (u64, f64)> {
            data.event_types.iter().map(|kind| (kind.name.clone(), (kind.rows, kind.weight))).collect()
        };
        prop_assert_eq!(types(&one), types(&other));
        let profile = |data: &Dataset| Profile { event_types: Vec::new(), ..Profile::of(data) };
        prop_assert_eq!(profile(&one), profile(&other));
    }

    #[test]
    fn what_is_made_from_a_log_that_was_read_is_what_a_fresh_load_makes(
        (rows, columns) in log(),
        before in settings(),
        after in settings(),
    ) {
        let folder = Folder::new();
        let ctx = TaskContext::new();
        let before = config(&folder, &rows, &columns, &before);
        let log = event_log::read(&Tables::open(&before, &ctx).unwrap(), &before, &ctx).unwrap();
        let after = DataConfig { clean: after.0, weights: after.1, ..before };
        let made = clean(&log, &after, &ctx).and_then(|cleaned| weigh(&log, cleaned, &after.weights, &ctx)).ok();
        let fresh = loaded(&after);
        prop_assert_eq!(made.is_some(), fresh.is_some());
        let (Some(made), Some(fresh)) = (made, fresh) else { return Ok(()) };
        prop_assert_eq!(&made.account, &fresh.account);
        prop_assert_eq!(&made.event_types, &fresh.event_types);
        prop_assert_eq!(&made.interactions.events, &fresh.interactions.events);
        prop_assert_eq!(&made.negatives, &fresh.negatives);
    }
}
