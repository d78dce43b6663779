//! Columns are recognised without help in the logs of this world.

use serde_json::Value;
use tastebench::base::TaskContext;
use tastebench::data::{
    AttributeKind, DataConfig, Dataset, Entity, NegativeKind, Role, TableKind, WeightConfig, dataset,
};

use crate::support::{Folder, english, guessed, load, open};

fn roles(name: &str, content: impl AsRef<[u8]>) -> Vec<(String, Role)> {
    let folder = Folder::new();
    guessed(&folder.file(name, content), TableKind::Events)
}

fn expect(found: &[(String, Role)], wanted: &[(&str, Role)]) {
    let found: Vec<_> = found.iter().map(|(n, r)| (n.as_str(), *r)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn retail_rocket() {
    let mut log = String::from("timestamp,visitorid,event,itemid,transactionid\n");
    for i in 0..30 {
        log += &format!("14332215{i:02}117,{},view,{},\n", 257_597 + i, 355_908 + i);
    }
    log += "1433221599117,257597,transaction,355908,4000\n";
    expect(
        &roles("events.csv", log),
        &[("timestamp", Role::Timestamp), ("visitorid", Role::User), ("event", Role::Event), ("itemid", Role::Item)],
    );
}

#[test]
fn rees46() {
    let log = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n\
        2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde\n\
        2019-10-01 00:00:01 UTC,cart,3900821,2053013552326770905,appliances.water_heater,aqua,33.20,554748717,9333dfbd\n";
    expect(
        &roles("oct.csv", log),
        &[
            ("event_time", Role::Timestamp),
            ("event_type", Role::Event),
            ("product_id", Role::Item),
            ("category_id", Role::item(AttributeKind::Category)),
            ("category_code", Role::item(AttributeKind::Path)),
            ("brand", Role::item(AttributeKind::Brand)),
            ("price", Role::item(AttributeKind::Price)),
            ("user_id", Role::User),
            ("user_session", Role::Session),
        ],
    );
}

#[test]
fn movielens_in_three_writings() {
    let rows = [("1", "31", "2.5", "1260759144"), ("1", "1029", "3.0", "1260759179"), ("7", "31", "4.0", "851868750")];
    let wanted = [Role::User, Role::Item, Role::Value, Role::Timestamp];
    let written = |header: &str, separator: &str| {
        let mut text = String::from(header);
        // Enough rows for content to speak where there is no header.
        for round in 0..40 {
            for (u, i, r, t) in rows {
                let row = [format!("{u}{round}"), format!("{i}{}", round % 7), r.to_owned(), t.to_owned()];
                text += &(row.join(separator) + "\n");
            }
        }
        text
    };
    for (name, header, separator) in [
        ("ratings.csv", "userId,movieId,rating,timestamp\n", ","),
        ("ratings.dat", "", "::"),
        ("u.data", "", "\t"),
        ("ml.inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float\n", "\t"),
    ] {
        let found = roles(name, written(header, separator));
        assert_eq!(found.iter().map(|r| r.1).collect::<Vec<_>>(), wanted, "{name}");
    }
}

#[test]
fn taobao_without_a_header() {
    let mut log = String::new();
    for i in 0..60 {
        let event = ["pv", "pv", "pv", "cart", "fav", "buy"][i % 6];
        log +=
            &format!("{},{},{},{event},{}\n", 1 + i / 6, 2_268_318 + i * 37, 2_520_377 + i % 5, 1_511_544_070 + i * 61);
    }
    let found: Vec<_> = roles("UserBehavior.csv", log).into_iter().map(|r| r.1).collect();
    assert_eq!(found, [Role::User, Role::Item, Role::item(AttributeKind::Category), Role::Event, Role::Timestamp]);
}

#[test]
fn chinese_headers_in_utf8_and_gbk() {
    let log = "用户ID,商品ID,行为类型,时间戳,商品名称,商品类别,品牌,售价\n\
        1001,A7,浏览,2024-03-01 10:00:00,极简台灯,灯具,云舍,129.00\n\
        1002,A9,购买,2024-03-01 10:05:00,复古马克杯,餐具,青禾,39.00\n";
    let wanted = [
        Role::User,
        Role::Item,
        Role::Event,
        Role::Timestamp,
        Role::item(AttributeKind::Title),
        Role::item(AttributeKind::Category),
        Role::item(AttributeKind::Brand),
        Role::item(AttributeKind::Price),
    ];
    let with_mark = format!("\u{feff}{log}");
    let gbk = encoding_rs::GBK.encode(log).0.into_owned();
    for content in [log.as_bytes(), with_mark.as_bytes(), &gbk] {
        let folder = Folder::new();
        let path = folder.file("行为.csv", content);
        assert_eq!(guessed(&path, TableKind::Events).iter().map(|r| r.1).collect::<Vec<_>>(), wanted);
        let data = load(&path).unwrap();
        assert_eq!(data.item_name(0), "极简台灯");
        let weights: Vec<_> = data.event_types.iter().map(|t| (t.name.as_str(), t.weight)).collect();
        assert_eq!(weights, [("浏览", 1.0), ("购买", 5.0)]);
    }
}

#[test]
fn a_plain_pair_and_numbered_columns() {
    expect(
        &roles("pairs.csv", "user_id,item_id\n0,1\n0,2\n1,1\n"),
        &[("user_id", Role::User), ("item_id", Role::Item)],
    );
    let mut log = String::from(",0,1,2\n");
    for i in 0..30 {
        log += &format!("{i},{},{},{}.0\n", (i * 7) % 11, 1000 + (i * 13) % 17, 50 + i * 3);
    }
    expect(&roles("all_data.csv", log), &[("0", Role::User), ("1", Role::Item), ("2", Role::Value)]);
}

#[test]
fn every_separator_and_compression() {
    use std::io::Write as _;
    let rows = [["user", "item", "rating"], ["a", "x y", "3"], ["b", "z", "4"], ["c", "x y", "5"]];
    for separator in [",", "\t", ";", "::", "|"] {
        let text: String = rows.iter().map(|r| r.join(separator) + "\n").collect();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let folder = Folder::new();
        for (name, content) in [("a.csv", text.into_bytes()), ("a.csv.gz", gzip.finish().unwrap()), ("a.csv.zst", zstd)]
        {
            let data = load(&folder.file(name, content)).unwrap();
            assert_eq!(data.interactions.items.iter().collect::<Vec<_>>(), ["x y", "z"], "{name} {separator}");
            assert_eq!(data.interactions.events.len(), 3);
        }
    }
}

#[test]
fn identifiers_keep_every_digit() {
    let folder = Folder::new();
    let big = "12345678901234567890123456789";
    let log = format!("user_id,item_id\n{big},9007199254740993\n{big},9007199254740992\n0007,9007199254740993\n");
    let data = load(&folder.file("big.csv", log)).unwrap();
    assert_eq!(data.interactions.users.iter().collect::<Vec<_>>(), ["0007", big]);
    assert_eq!(data.interactions.items.iter().collect::<Vec<_>>(), ["9007199254740992", "9007199254740993"]);

    // Whole numbers that an export wrote with a point.
    let data = load(&folder.file("float.csv", "CustomerID,StockCode\n17850.0,85123A\n13047.0,71053\n")).unwrap();
    assert_eq!(data.interactions.users.iter().collect::<Vec<_>>(), ["13047", "17850"]);
    // Where one is no such number, all stay as they are.
    let data = load(&folder.file("mixed.csv", "user,item\n1.0,a\n1.5,a\n")).unwrap();
    assert_eq!(data.interactions.users.iter().collect::<Vec<_>>(), ["1.0", "1.5"]);
}

#[test]
fn items_and_users_files() {
    let folder = Folder::new();
    let path = folder.file("m.item", "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n1\tToy Story\t1995\tAnimation Comedy\n2\tHeat\t1995\tAction\n");
    let found = guessed(&path, TableKind::Items);
    let found: Vec<_> = found.iter().map(|(n, r)| (n.as_str(), *r)).collect();
    assert_eq!(
        found,
        [
            ("item_id:token", Role::Item),
            ("movie_title:token_seq", Role::item(AttributeKind::Title)),
            ("release_year:token", Role::item(AttributeKind::Number)),
            ("class:token_seq", Role::item(AttributeKind::Categories)),
        ]
    );
    let path = folder.file("m.user", "user_id:token\tage:token\tgender:token\n1\t24\tM\n2\t53\tF\n");
    assert_eq!(guessed(&path, TableKind::Users)[0].1, Role::User);
}

#[test]
fn parquet_with_integers_and_times() {
    use polars::prelude::{Column, DataFrame, DataType, NamedFrom, ParquetWriter, Series, TimeUnit};
    let folder = Folder::new();
    let path = folder.path().join("log.parquet");
    let time = Series::new("timestamp".into(), [1_700_000_000_000i64, 1_700_000_060_000]);
    let time = time.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap();
    let columns: Vec<Column> = vec![
        Series::new("user_id".into(), [i64::MAX, 7]).into(),
        Series::new("item_id".into(), ["a", "b"]).into(),
        time.into(),
    ];
    let mut frame = DataFrame::new(2, columns).unwrap();
    ParquetWriter::new(std::fs::File::create(&path).unwrap()).finish(&mut frame).unwrap();
    let data = load(&path).unwrap();
    assert_eq!(data.interactions.users.iter().collect::<Vec<_>>(), ["7", "9223372036854775807"]);
    assert_eq!(data.interactions.time_range(), Some((1_700_000_000_000_000, 1_700_000_060_000_000)));
    assert!(english(&open(&path).unwrap().description).contains("Parquet"));
}

#[test]
fn one_user_a_line_is_read_item_by_item() {
    let folder = Folder::new();
    let data = load(&folder.file("sequences.txt", "u1 3 4 3 9\nu2 4 9\n\nu3 9 3 4 5 6\n")).unwrap();
    let log = &data.interactions;
    let mut events: Vec<_> = log.events.iter().collect();
    events.sort_by_key(|event| event.row);
    let told: Vec<String> =
        events.iter().map(|e| format!("{} {}", log.users.id(e.user as usize), log.items.id(e.item as usize))).collect();
    // What a user chose twice is no row that stands twice.
    assert_eq!(told, ["u1 3", "u1 4", "u1 3", "u1 9", "u2 4", "u2 9", "u3 9", "u3 3", "u3 4", "u3 5", "u3 6"]);
    assert!(!log.has_time);
}

#[test]
fn what_says_yes_or_no_is_a_label_and_a_place_or_a_fraction_is_a_number() {
    let folder = Folder::new();
    let row = |i: u64| format!("u{},i{},{},{},{}\n", i % 9, i % 7, i % 2, 1 + i % 3, ["0.5", "1.5"][(i % 2) as usize]);
    let rows: String = (0..80).map(row).collect();
    let log = folder.file("log.csv", format!("user_id,item_id,click,position,discount\n{rows}"));
    let found: Vec<Role> = guessed(&log, TableKind::Events).into_iter().map(|(_, role)| role).collect();
    let number = Role::Attribute(Entity::Event, AttributeKind::Number);
    assert_eq!(found, [Role::User, Role::Item, Role::Label, number, number]);
}

#[test]
fn a_join_by_decimal_point_is_offered_though_one_identifier_is_of_another_kind() {
    let folder = Folder::new();
    let log: String = (0..400).map(|i| format!("u{},{},{}\n", i % 20, 1000 + i % 61, 1_700_000_000 + i * 60)).collect();
    let items: String = (0..61).map(|i| format!("{}.0,Thing {i}\n", 1000 + i)).collect();
    let config = tastebench::data::DataConfig {
        events: folder.file("log.csv", format!("user_id,item_id,timestamp\n{log}")),
        items: Some(folder.file("items.csv", format!("item_id,title\n{items}x7,Other\n"))),
        ..Default::default()
    };
    let data = tastebench::data::dataset::load(&config, &tastebench::base::TaskContext::new()).unwrap();
    let change = data.warnings.iter().find_map(|warning| warning.change.as_ref()).unwrap();
    assert_eq!((change.path.join("."), &change.value), ("data.join.items".to_owned(), &"decimal_point".into()));
}

#[test]
fn what_a_dropped_row_says_of_an_item_is_not_its_name() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,timestamp,title,price\n,i1,1700000000,mailout,0\n");
    (0..60).for_each(|i| {
        log += &format!("u{},i{},{},Lamp {},{}\n", i % 9, i % 7, 1_700_000_100 + i * 60, i % 7, 5 + i / 30)
    });
    let data = load(&folder.file("log.csv", log)).unwrap();
    let item = data.interactions.items.index("i1").unwrap() as usize;
    assert_eq!(data.item_name(item), "Lamp 1");
    let price = data.item_attributes.first(AttributeKind::Price).unwrap();
    assert_eq!(price.number(item), Some(6.0), "the newest price");
}

#[test]
fn quantities_of_one_receipt_are_added_up() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,quantity,timestamp\n");
    (0..40).for_each(|i| {
        log += &format!(
            "u{},i{},1,{}\nu{},i{},3,{}\n",
            i % 9,
            i % 7,
            1_700_000_000 + i * 60,
            i % 9,
            i % 7,
            1_700_000_000 + i * 60
        )
    });
    let data = load(&folder.file("log.csv", log)).unwrap();
    assert_eq!(data.account.rows_kept, 80);
    assert_eq!(data.interactions.events.iter().map(|event| f64::from(event.weight)).sum::<f64>(), 160.0);
}

#[test]
fn what_an_event_type_counts_is_told_where_its_word_is_not_known_or_says_that_an_item_was_shown() {
    let folder = Folder::new();
    let log = "user_id,item_id,event,timestamp\nu1,a,impression,2024-05-01 10:00\nu1,b,impression,2024-05-01 10:00\n\
               u1,a,click,2024-05-01 10:01\nu2,b,click,2024-05-02 10:00\nu2,a,poke,2024-05-02 10:01\n\
               u2,a,Order Completed,2024-05-02 10:02\n";
    let config = |events: &[(&str, f64)]| DataConfig {
        events: folder.file("log.csv", log),
        weights: WeightConfig {
            events: events.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect(),
            ..WeightConfig::default()
        },
        ..DataConfig::default()
    };
    let load = |events: &[(&str, f64)]| dataset::load(&config(events), &TaskContext::new()).unwrap();
    let changes = |data: &Dataset| -> Vec<(String, Value)> {
        let changes = data.warnings.iter().filter_map(|warning| warning.change.as_ref());
        changes.map(|change| (change.path.join("."), change.value.clone())).collect()
    };
    let data = load(&[]);
    assert_eq!((data.account.rows_kept, data.account.negative(NegativeKind::NotTaken)), (4, 2));
    let of_type = |name: &str| data.event_types.iter().find(|kind| kind.name == name).unwrap().weight;
    assert_eq!(["impression", "click", "poke", "Order Completed"].map(of_type), [-1.0, 1.0, 1.0, 5.0]);
    let expected = [("data.weights.events.impression", 1.0), ("data.weights.events.poke", 0.0)];
    assert_eq!(changes(&data), expected.map(|(path, value)| (path.to_owned(), Value::from(value))));
    let chosen = load(&[("impression", 1.0), ("poke", 0.5)]);
    assert_eq!((chosen.account.rows_kept, changes(&chosen)), (6, vec![]), "what was chosen is no guess");

    // Nothing else is known: what was shown counts.
    let shown = folder.file("shown.csv", log.replace("click", "impression").replace("poke", "impression"));
    let shown = DataConfig { events: shown, ..config(&[("Order Completed", 0.0)]) };
    assert_eq!(dataset::load(&shown, &TaskContext::new()).unwrap().account.rows_kept, 5);
}
