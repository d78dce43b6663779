//! Bad input ends in a message that names the place and the remedy, or in an account of the rows; never in a panic.

use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, DropReason, NegativeKind, Tables, ValueUse, WeightConfig, dataset, event_log};

use crate::support::{Folder, english, load, message, open};

#[test]
fn empty_file_and_only_a_header() {
    let folder = Folder::new();
    let text = message(load(&folder.file("empty.csv", "")));
    assert!(text.contains("empty.csv") && text.contains("is empty"), "{text}");
    let text = message(load(&folder.file("header.csv", "user_id,item_id\n")));
    assert!(text.contains("row 2") && text.contains("no row"), "{text}");
    let text = message(load(&folder.file("blank.csv", "\n\n\n")));
    assert!(text.contains("blank.csv"), "{text}");
}

#[test]
fn binary_junk() {
    let folder = Folder::new();
    let junk: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let text = message(load(&folder.file("photo.csv", junk)));
    assert!(text.contains("binary") && text.contains("Choose a CSV"), "{text}");
}

#[test]
fn truncated_gzip_and_damaged_zstd() {
    use std::io::Write as _;
    let folder = Folder::new();
    let log: String = (0..20_000).map(|i| format!("{},{}\n", i % 977, i * 7919 % 10_007)).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(format!("user_id,item_id\n{log}").as_bytes()).unwrap();
    let whole = gzip.finish().unwrap();
    let text = message(load(&folder.file("cut.csv.gz", &whole[..whole.len() / 2])));
    assert!(text.contains("cut.csv.gz") && text.contains("compressed data"), "{text}");
    let mut zstd = zstd::encode_all(log.as_bytes(), 1).unwrap();
    zstd.truncate(zstd.len() / 2);
    let text = message(load(&folder.file("cut.csv.zst", &zstd)));
    assert!(text.contains("compressed data"), "{text}");
}

#[test]
fn truncated_parquet() {
    use polars::prelude::{Column, DataFrame, NamedFrom, ParquetWriter, Series};
    let columns: Vec<Column> = vec![
        Series::new("user_id".into(), (0..500).collect::<Vec<i32>>()).into(),
        Series::new("item_id".into(), (0..500).collect::<Vec<i32>>()).into(),
    ];
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut DataFrame::new(500, columns).unwrap()).unwrap();
    let folder = Folder::new();
    let text = message(load(&folder.file("cut.parquet", &bytes[..bytes.len() - 200])));
    assert!(text.contains("cut.parquet") && text.contains("not whole Parquet"), "{text}");
    assert!(!text.contains('\n'), "one line: {text}");
}

#[test]
fn ragged_rows_are_kept_where_they_can_be_and_told_of() {
    let folder = Folder::new();
    let path =
        folder.file("ragged.csv", "user_id,item_id,rating\n1,a,5\n2,b\n3,c,4,surplus\n4\n5,e,3\n6,f,3\n7,g,3\n8,h,3\n");
    let table = open(&path).unwrap();
    assert!(english(&table.warnings[0].said).contains("row 3"), "{:?}", table.warnings);
    let data = load(&path).unwrap();
    // Row 3 has no rating, row 5 no item; the surplus field of row 4 is left out.
    assert_eq!(data.account.rows_in, 8);
    assert_eq!(data.account.dropped(DropReason::UnusableValue), 1);
    assert_eq!(data.account.dropped(DropReason::MissingId), 1);
    assert_eq!(data.account.rows_kept, 6);
    let told = data.warnings.iter().filter(|warning| english(&warning.said).contains("row 3")).count();
    assert_eq!(told, 1, "{:?}", data.warnings);
}

#[test]
fn quoted_newlines_and_separators() {
    let folder = Folder::new();
    let log = "user_id,item_id,title\n1,a,\"Two\nlines, one cell\"\n2,b,\"He said \"\"no\"\"\"\n1,b,\n";
    let data = load(&folder.file("quoted.csv", log)).unwrap();
    assert_eq!(data.account.rows_kept, 3);
    assert_eq!(data.item_name(0), "Two\nlines, one cell");
    assert_eq!(data.item_name(1), "He said \"no\"");
}

#[test]
fn latin_1_is_recognised_even_late_in_the_file() {
    let folder = Folder::new();
    let mut log = b"user_id;item_id;title\n".to_vec();
    for i in 0..200 {
        log.extend(format!("{i};i{};plain title\n", i % 9).bytes());
    }
    log.extend(b"900;caf\xe9;Caf\xe9 cr\xe8me br\xfbl\xe9e\n");
    let data = load(&folder.file("latin.csv", &log)).unwrap();
    assert!(data.interactions.items.index("café").is_some());
    // The same beyond the part that is looked at first.
    let mut log = b"user_id;item_id\n".to_vec();
    for i in 0..90_000 {
        log.extend(format!("{};i{}\n", i % 5000, i % 997).bytes());
    }
    log.extend(b"900;caf\xe9\n901;cr\xe8me\n");
    let data = load(&folder.file("late.csv", &log)).unwrap();
    assert!(data.interactions.items.index("café").is_some());
}

#[test]
fn absurd_values_are_dropped_and_counted() {
    let folder = Folder::new();
    let log = "user_id,item_id,quantity\n1,a,1e308\n1,b,NaN\n1,c,-3\n1,d,0\n1,e,2\n1,f,many\n2,a,inf\n2,b,1.5\n";
    let data = load(&folder.file("values.csv", log)).unwrap();
    assert_eq!(data.account.dropped(DropReason::UnusableValue), 5);
    // A quantity below zero is given back.
    assert_eq!(data.account.negative(NegativeKind::Returned), 1);
    assert_eq!(data.account.rows_kept, 2);
    // As a threshold, a value has only to be a number.
    let config = DataConfig {
        events: folder.path().join("values.csv"),
        weights: WeightConfig { value: ValueUse::AtLeast(0.0), ..WeightConfig::default() },
        ..DataConfig::default()
    };
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    assert_eq!(data.account.negative(NegativeKind::BelowThreshold), 1);
    assert_eq!(data.account.rows_kept, 4);
}

#[test]
fn times_at_the_ends_of_the_calendar() {
    let folder = Folder::new();
    let log = "user_id,item_id,timestamp\n1,a,0001-01-01T00:00:00Z\n1,b,9999-12-31 23:59:59\n2,a,2024-02-30\n2,b,soon\n2,c,2024-02-29\n";
    let data = load(&folder.file("times.csv", log)).unwrap();
    assert_eq!(data.account.dropped(DropReason::UnreadableTime), 2);
    assert_eq!(data.account.rows_kept, 3);
    let profile = tastebench::data::profile::Profile::of(&data);
    assert_eq!(profile.days.range, Some(("0001-01-01".into(), "9999-12-31".into())));
    assert!(profile.days.per_day.is_empty(), "three million days are not drawn");
}

#[test]
fn one_user_alone_is_told() {
    let folder = Folder::new();
    let data = load(&folder.file("one.csv", "user_id,item_id\n7,a\n7,b\n7,c\n")).unwrap();
    assert!(english(&data.warnings.last().unwrap().said).contains("same user “7”"), "{:?}", data.warnings);
}

#[test]
fn doubled_column_names_are_numbered() {
    let folder = Folder::new();
    let path = folder.file("double.csv", "user_id,item_id,user_id,note,note\n1,a,9,x,y\n2,b,8,x,y\n");
    let table = open(&path).unwrap();
    assert_eq!(table.columns, ["user_id", "item_id", "user_id (2)", "note", "note (2)"]);
    assert!(english(&table.warnings[0].said).contains("“note”"), "{:?}", table.warnings);
    assert_eq!(load(&path).unwrap().interactions.users.iter().collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn ten_thousand_columns() {
    let folder = Folder::new();
    let names: Vec<String> = (0..9_998).map(|c| format!("x{c}")).collect();
    let zeros = vec!["0"; 9_998].join(",");
    let mut log = format!("user_id,{},item_id\n", names.join(","));
    for row in 0..20 {
        log += &format!("{},{zeros},i{}\n", row % 4, row % 5);
    }
    let data = load(&folder.file("wide.csv", log)).unwrap();
    assert_eq!(data.interactions.events.len(), 20);
}

#[test]
fn an_identifier_of_a_megabyte() {
    let folder = Folder::new();
    let long = "x".repeat(1 << 20);
    let data = load(&folder.file("long.csv", format!("user_id,item_id\n{long},a\nb,a\n{long},c\n"))).unwrap();
    assert_eq!(data.interactions.users.index(&long), Some(1));
    assert_eq!(data.account.rows_kept, 3);
}

#[test]
fn a_file_that_vanishes_while_it_is_read() {
    let folder = Folder::new();
    let path = folder.file("gone.csv", "user_id,item_id\n1,a\n2,b\n");
    let config = DataConfig { events: path.clone(), ..DataConfig::default() };
    let tables = Tables::open(&config, &TaskContext::new()).unwrap();
    std::fs::remove_file(&path).unwrap();
    let text = message(event_log::read(&tables, &config, &TaskContext::new()));
    assert!(text.contains("gone.csv") && text.contains("does not exist"), "{text}");
    assert!(message(load(&path)).contains("does not exist"));
}

#[test]
fn a_folder_and_a_file_without_permission() {
    let folder = Folder::new();
    let text = message(load(folder.path()));
    assert!(text.contains("holds no part files"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.file("secret.csv", "user_id,item_id\n1,a\n");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        if std::fs::File::open(&path).is_ok() {
            eprintln!("skipped: this account may read everything");
        } else {
            assert!(message(load(&path)).contains("may not be read"));
        }
    }
}

#[test]
fn no_columns_and_unknown_columns() {
    let folder = Folder::new();
    let text = message(load(&folder.file("prose.csv", "once\nupon\na\ntime\n")));
    assert!(text.contains("no columns that could be told apart"), "{text}");
    let text = message(load(&folder.file("other.csv", "user_id,height\n1,3.5\n2,4.5\n")));
    assert!(text.contains("Choose the column that holds the item"), "{text}");
}

#[test]
fn nothing_left_says_why() {
    let folder = Folder::new();
    let text = message(load(&folder.file("none.csv", "user_id,item_id,timestamp\n1,,2024-01-01\n2,b,never\n")));
    assert!(
        text.contains("no usable row")
            && text.contains("user or item missing")
            && text.contains("time could not be read"),
        "{text}"
    );
}

#[test]
fn the_account_of_rows_always_adds_up() {
    let folder = Folder::new();
    let log = "user_id,item_id,event,timestamp\n\
        1,a,view,100\n1,a,view,100\n1,a,view,100.5\n1,a,view,103\n1,b,refund,100\n2,,view,5\n2,a,view,never\n3,c,,50\n2,b,buy,9\n";
    let data = load(&folder.file("log.csv", log)).unwrap();
    let account = &data.account;
    let dropped: u64 = account.reasons().map(|(_, n)| n).sum();
    let negative: u64 = account.negatives().map(|(_, n)| n).sum();
    assert_eq!(account.rows_in, account.rows_kept + negative + dropped);
    assert_eq!(account.negative(NegativeKind::Returned), 1);
    let counts = [
        DropReason::UnreadableTime,
        DropReason::MissingId,
        DropReason::EventNotMapped,
        DropReason::ExactDuplicate,
        DropReason::Repeat,
    ]
    .map(|r| account.dropped(r));
    assert_eq!(counts, [1, 1, 1, 1, 1]);
    assert_eq!(account.rows_kept, 3);
}

fn rated() -> String {
    let row = |i: u64| format!("u{},i{},{},{}\n", i % 20, i * 7 % 31, 1 + i % 5, 1_700_000_000 + i * 600);
    format!("user_id,item_id,rating,timestamp\n{}", (0..400).map(row).collect::<String>())
}

#[test]
fn a_threshold_that_nothing_reaches_is_named_with_the_largest_value() {
    let folder = Folder::new();
    let mut config = DataConfig { events: folder.file("log.csv", rated()), ..DataConfig::default() };
    config.weights.value = ValueUse::AtLeast(9.0);
    let text = message(dataset::load(&config, &TaskContext::new()));
    assert!(text.contains("all values are below the threshold of 9; the largest is 5"), "{text}");
}

#[test]
fn an_attribute_of_mixed_types_a_negative_price_and_a_user_described_twice_are_told() {
    let folder = Folder::new();
    let items: String = (0..31).map(|i| format!("i{i},Thing {i},{}\n", ["12.5", "free", "-3", "19"][i % 4])).collect();
    let users: String = (0..20).map(|i| format!("u{i},{}\nu{i},{}\n", 20 + i, 60 + i)).collect();
    let config = DataConfig {
        events: folder.file("log.csv", rated()),
        items: Some(folder.file("items.csv", format!("item_id,title,price\n{items}"))),
        users: Some(folder.file("users.csv", format!("user_id,age\n{users}"))),
        ..DataConfig::default()
    };
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    let told: String = data.warnings.iter().map(|warning| english(&warning.said) + "\n").collect();
    assert!(
        told.contains("“price”: of 8 items it holds something else than it should (price), such as “free”"),
        "{told}"
    );
    assert!(told.contains("users.csv: 20 rows are about something that an earlier row described"), "{told}");
    let price = data.item_attributes.columns.iter().find(|column| column.name == "price").unwrap();
    assert!(told.contains("“price”: of 8 items the price is below zero, such as “-3”"), "{told}");
    assert_eq!(price.n_known(), 15, "neither what is none nor what is below zero");
    let age = data.user_attributes.columns.iter().find(|column| column.name == "age").unwrap();
    assert_eq!(age.number(0), Some(20.0), "the first row counts");
}

#[test]
fn impressions_of_nobody_are_counted_and_a_log_of_nobody_says_what_may_stand_for_users() {
    let folder = Folder::new();
    let row = |i: u64| {
        let user = if i.is_multiple_of(3) { format!("u{}", i % 7) } else { String::new() };
        format!("{user},i{},{},{}\n", i % 11, u64::from(i.is_multiple_of(4)), 1_700_000_000 + i * 60)
    };
    let rows: String = (0..300).map(row).collect();
    let data = load(&folder.file("log.csv", format!("user_id,item_id,click,timestamp\n{rows}"))).unwrap();
    assert_eq!(data.account.dropped(DropReason::MissingId), 200);
    assert_eq!(data.account.negative(NegativeKind::NotTaken), 75);
    assert_eq!(data.account.rows_kept, 25);
    let rows: String = (0..300).map(|i| row(i).split_once(',').unwrap().1.to_owned()).collect();
    let text = message(load(&folder.file("nobody.csv", format!("item_id,click,timestamp\n{rows}"))));
    assert!(text.contains("nobody.csv") && text.contains("a session or a device can stand for one"), "{text}");
}

/// What is not about items of the log is looked at and let go: memory does not grow with the catalogue.
#[test]
fn a_catalogue_that_is_far_larger_than_its_log_says_the_same_of_the_logs_items() {
    let folder = Folder::new();
    let small: String = (0..31).map(|i| format!("i{i},Thing {i},kind {}\n", i % 4)).collect();
    let others: String = (0..60_000).map(|i| format!("x{i},Other {i},kind {}\n", i % 4)).collect();
    let load = |name: &str, items: String| {
        let items = folder.file(name, format!("item_id,title,category\n{items}"));
        let config =
            DataConfig { events: folder.file("log.csv", rated()), items: Some(items), ..DataConfig::default() };
        dataset::load(&config, &TaskContext::new()).unwrap()
    };
    let (alone, among) = (load("a.csv", small.clone()), load("b.csv", format!("{others}{small}")));
    let known = |data: &tastebench::data::Dataset| -> Vec<Vec<Option<String>>> {
        let n = data.interactions.items.len();
        let column =
            |c: &tastebench::data::attributes::Attribute| (0..n).map(|i| c.text(i).map(str::to_owned)).collect();
        data.item_attributes.columns.iter().map(column).collect()
    };
    assert_eq!(known(&alone), known(&among));
    assert_eq!((alone.items_without_events, among.items_without_events), (0, 60_000));
    assert_eq!(alone.users_without_events, 0);
}

#[test]
fn a_threshold_counts_the_value_that_it_names_and_leaves_rows_without_values_alone() {
    let folder = Folder::new();
    let row = |i: u64| {
        format!("u{},i{},{},{}\n", i % 20, i * 7 % 31, ["0.7", "3.3", "4.6"][(i % 3) as usize], 1_700_000_000 + i * 600)
    };
    let rows: String = (0..300).map(row).collect();
    let mut config = DataConfig {
        events: folder.file("log.csv", format!("user_id,item_id,rating,timestamp\n{rows}")),
        ..DataConfig::default()
    };
    for (least, below) in [(3.3, 100), (4.6, 200), (0.7, 0)] {
        config.weights.value = ValueUse::AtLeast(least);
        let data = dataset::load(&config, &TaskContext::new()).unwrap();
        assert_eq!(data.account.negative(NegativeKind::BelowThreshold), below, "{least}");
        let shown = data.value_histogram.as_ref().unwrap();
        assert_eq!(shown.rows_below(least), below, "{least}");
        assert_eq!(data.users_without_events, 20 - data.interactions.users.len() as u64);
    }
    let held_out: String = (0..40).map(|i| format!("u{},i{},{}\n", i % 20, i % 31, 1_800_000_000 + i * 60)).collect();
    config.test = Some(folder.file("test.csv", format!("user_id,item_id,timestamp\n{held_out}")));
    config.weights.value = ValueUse::AtLeast(3.3);
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    assert_eq!(data.account.negative(NegativeKind::BelowThreshold), 100);
    assert_eq!(data.interactions.events.iter().filter(|event| event.part == 1 && event.weight == 1.0).count(), 40);
    assert_eq!(data.value_histogram.as_ref().unwrap().bars.len(), 3, "no value is made up");
}

#[test]
fn a_word_for_nothing_among_event_codes_changes_no_meaning() {
    let folder = Folder::new();
    let row = |i: u64| format!("u{},i{},{},{}\n", i % 20, i * 7 % 31, 1 + i % 6, 1_700_000_000 + i * 600);
    let rows: String = (0..300).map(row).collect();
    let load =
        |more: &str| load(&folder.file("log.csv", format!("user_id,item_id,type,timestamp\n{rows}{more}"))).unwrap();
    let (plain, with_null) = (load(""), load("u1,i2,NULL,1700900000\n"));
    assert_eq!(plain.event_types, with_null.event_types);
    assert!(with_null.account.negative(NegativeKind::TakenOut) > 0);
    assert_eq!(with_null.account.dropped(DropReason::EventNotMapped), 1);
}
