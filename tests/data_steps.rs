//! Reading, cleaning and weighing are steps of their own: what is made again from a step gives what a fresh load gives.

use tastebench::base::TaskContext;
use tastebench::data::dataset::{clean, load, weigh};
use tastebench::data::{CleanConfig, DataConfig, Dataset, Tables, ValueUse, WeightConfig, event_log};

use crate::support::{Folder, message};

/// Sixty users; a third of the events is rated, some of them unreadably; names, prices and ages stand in the rows and in files.
fn config(folder: &Folder) -> DataConfig {
    let mut log = String::from("user_id,item_id,event,timestamp,rating,price\n");
    for row in 0..900u64 {
        let (user, item) = (row * 7 % 60, row * row % 41);
        let event = ["view", "view", "cart", "purchase", ""][(row % 5) as usize];
        let rating = if row % 3 == 0 { format!("{}", row % 6) } else { "2.35".to_owned() };
        let rating = if row % 97 == 0 { "many" } else { &rating };
        log += &format!(
            "u{user},{item}.0,{event},{},{rating},{}\n",
            1_700_000_000 + row % 400 * 3600,
            5 + item + row / 450
        );
    }
    let items: String = (0..60).map(|item| format!("{item},Thing {item},{}\n", item % 4)).collect();
    let users: String = (0..70).map(|user| format!("u{user},{}\n", 18 + user % 50)).collect();
    DataConfig {
        events: folder.file("log.csv", log),
        items: Some(folder.file("items.csv", format!("item_id,title,category\n{items}"))),
        users: Some(folder.file("users.csv", format!("user_id,age\n{users}"))),
        ..DataConfig::default()
    }
}

fn assert_same(made: &Dataset, fresh: &Dataset, what: &str) {
    let (a, b) = (&made.interactions, &fresh.interactions);
    assert!(a.events == b.events && a.users == b.users && a.items == b.items, "{what}");
    assert_eq!((&made.event_types, &made.account), (&fresh.event_types, &fresh.account), "{what}");
    assert_eq!(made.items_without_events, fresh.items_without_events, "{what}");
    let texts = |data: &Dataset| {
        let tables = [(&data.item_attributes, a.items.len()), (&data.user_attributes, a.users.len())];
        let of_table = |(table, n): (&tastebench::data::AttributeTable, usize)| {
            let column = |c: &tastebench::data::attributes::Attribute| {
                let values: Vec<_> = (0..n).map(|index| c.text(index).map(str::to_owned)).collect();
                (c.name.clone(), values)
            };
            table.columns.iter().map(column).collect::<Vec<_>>()
        };
        tables.map(of_table)
    };
    assert_eq!(texts(made), texts(fresh), "{what}");
    let words = |data: &Dataset| data.warnings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(words(made), words(fresh), "{what}");
}

#[test]
fn cleaning_and_weighing_a_log_that_was_read_gives_what_a_fresh_load_gives() {
    let folder = Folder::new();
    let config = config(&folder);
    let ctx = TaskContext::new();
    let log = event_log::read(&Tables::open(&config, &ctx).unwrap(), &config, &ctx).unwrap();
    let weights = |events: &[(&str, f64)], value| WeightConfig {
        events: events.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect(),
        value,
        ..WeightConfig::default()
    };
    let cleanings = [
        CleanConfig::default(),
        CleanConfig { repeat_secs: 7200.0, min_items_per_user: 3, min_users_per_item: 4, ..CleanConfig::default() },
        CleanConfig { from: Some("2023-11-15".into()), robot_events_per_day: Some(3), ..CleanConfig::default() },
    ];
    let weighings = [
        weights(&[], ValueUse::Weight),
        weights(&[("view", 0.1), ("purchase", 7.3)], ValueUse::Weight),
        weights(&[("view", 0.0)], ValueUse::AtLeast(2.0)),
        weights(&[("cart", 2.5)], ValueUse::Ignore),
    ];
    for clean_config in &cleanings {
        for weights in &weighings {
            let config = DataConfig { clean: clean_config.clone(), weights: weights.clone(), ..config.clone() };
            let what = format!("{clean_config:?} {weights:?}");
            let fresh = load(&config, &ctx).unwrap();
            let cleaned = clean(&log, &config, &ctx).unwrap();
            assert_same(&weigh(&log, cleaned.clone(), weights, &ctx).unwrap(), &fresh, &what);
            // Weights that leave no other type out are given to the same cleaned log.
            let mut others = weights.clone();
            for weight in others.events.values_mut() {
                *weight *= 3.0;
            }
            let fresh = load(&DataConfig { weights: others.clone(), ..config }, &ctx).unwrap();
            assert_same(&weigh(&log, cleaned, &others, &ctx).unwrap(), &fresh, &what);
        }
    }
    let nothing =
        DataConfig { weights: weights(&[("view", 0.0), ("cart", 0.0), ("purchase", 0.0)], ValueUse::Weight), ..config };
    assert!(message(clean(&log, &nothing, &ctx)).contains("log.csv: has no usable row; of 900 rows"));
}
