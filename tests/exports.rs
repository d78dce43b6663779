//! Small logs as shops and their programs export them: what a careful reader sees in each.

use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, Dataset, Role, TableKind, dataset, time};

use crate::support::{Folder, english, guessed, load, message};

/// Twelve rows of four users and three items, written by `row` from their number, user and item.
fn rows(row: impl Fn(u32, &str, &str) -> String) -> String {
    (0..12).map(|i| row(i, &format!("u{}", i % 4), &format!("i{}", i % 3)) + "\n").collect()
}

/// The columns in use as `name=role`.
fn roles(name: &str, text: &str) -> String {
    let folder = Folder::new();
    let found = guessed(&folder.file(name, text), TableKind::Events);
    found.iter().map(|(name, role)| format!("{name}={role}")).collect::<Vec<_>>().join(" ")
}

fn read(name: &str, text: impl AsRef<[u8]>) -> Dataset {
    load(&Folder::new().file(name, text)).unwrap()
}

fn days(data: &Dataset) -> [String; 2] {
    let (first, last) = data.interactions.time_range().unwrap();
    [first, last].map(time::format_minute)
}

fn notes(data: &Dataset) -> String {
    data.warnings.iter().map(|warning| english(&warning.said)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_first_row_that_is_unlike_all_others_names_the_columns() {
    for (log, wanted) in [
        (
            format!(
                "Kunde;Artikel;Menge;Datum\n{}",
                rows(|i, u, a| format!("{u};{a};{},5;{:02}.01.2023", 1 + i % 3, 1 + i))
            ),
            "Kunde=user Artikel=item Menge=value Datum=timestamp",
        ),
        (format!("who,what\n{}", rows(|_, u, a| format!("{u},{a}"))), "who=user what=item"),
        (
            format!(
                "alpha,beta\n{}",
                rows(|i, _, _| format!("{},{}", ["ann", "bob"][i as usize % 2], ["tea", "ink", "oil"][i as usize % 3]))
            ),
            "alpha=user beta=item",
        ),
        (rows(|_, u, a| format!("{u},{a}")), "Column 1=user Column 2=item"),
        (
            rows(|i, _, _| format!("{},{}", ["ann", "bob"][i as usize % 2], ["tea", "ink", "oil"][i as usize % 3])),
            "Column 1=user Column 2=item",
        ),
        (
            format!(
                "Sales in January;;\n;;\nKunde;Artikel;Menge\n{}",
                rows(|i, u, a| format!("{u};{a};{}", 1 + i % 3))
            ),
            "Kunde=user Artikel=item Menge=value",
        ),
        (
            format!(
                "Report,Sales\nCreated,2024-02-01\ncustomer_id,sku,quantity,date\n{}",
                rows(|i, u, a| format!("{u},{a},1,2024-01-{:02}", 1 + i))
            ),
            "customer_id=user sku=item quantity=value date=timestamp",
        ),
    ] {
        assert_eq!(roles("log.csv", &log), wanted, "{log}");
    }
    // What stands first without names was taken by its place, and that is told.
    let told = notes(&read("log.csv", rows(|_, u, a| format!("{u},{a}"))));
    assert!(told.contains("has no row of names; “Column 1” was taken for the user"), "{told}");
    let told = notes(&read("log.csv", format!("who,what\n{}", rows(|_, u, a| format!("{u},{a}")))));
    assert!(told.contains("“who” was taken for the user and “what” for the item, by their place"), "{told}");
}

#[test]
fn a_header_that_stands_again_in_other_writing_and_a_total_are_no_events() {
    let part = rows(|_, u, a| format!("{u},{a},1"));
    for again in [
        "user_id,item_id,quantity",
        "\"user_id\",\"item_id\",\"quantity\"",
        "User_ID,Item_ID,Quantity",
        "\u{feff}user_id, item_id, quantity",
    ] {
        let data = read("log.csv", format!("user_id,item_id,quantity\n{part}{again}\n{part}"));
        assert_eq!((data.account.rows_in, data.interactions.users.len()), (24, 4), "{again}");
    }
    for total in ["Total,,12", "Grand Total,x,12", "合计,,12"] {
        let data = read("log.csv", format!("user_id,item_id,quantity\n{part}{total}\n"));
        assert_eq!((data.account.rows_in, data.interactions.users.len()), (13, 4), "{total}");
        assert!(notes(&data).contains(total.split(',').next().unwrap()), "{}", notes(&data));
    }
    // A customer of that name who buys all along is one.
    let data = read("log.csv", format!("user_id,item_id,quantity\nTotal,i1,1\n{part}Total,i2,1\n"));
    assert_eq!(data.interactions.users.len(), 5);
}

#[test]
fn days_of_spreadsheets_names_of_months_and_times_of_day_are_read() {
    let log = |name: &str, cell: &dyn Fn(u32) -> String| {
        read("log.csv", format!("user_id;item_id;{name}\n{}", rows(|i, u, a| format!("{u};{a};{}", cell(i)))))
    };
    let of = |data: Dataset| (days(&data), data.account.rows_kept);
    let span = |first: &str, last: &str| ([first.to_owned(), last.to_owned()], 12);
    assert_eq!(of(log("date", &|i| format!("{},5", 43_831 + i))), span("2020-01-01 12:00", "2020-01-12 12:00"));
    assert_eq!(of(log("order_date", &|i| format!("{}", 43_831 + i))), span("2020-01-01 00:00", "2020-01-12 00:00"));
    let months = [
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ];
    for months in months {
        let months: Vec<&str> = months.split(' ').collect();
        let written = |i: u32| format!("3 {} 2019", months[i as usize]);
        assert_eq!(of(log("date", &written)), span("2019-01-03 00:00", "2019-12-03 00:00"), "{months:?}");
    }
    assert_eq!(
        of(log("fecha", &|i| format!("{} de mayo de 2019", 10 + i))),
        span("2019-05-10 00:00", "2019-05-21 00:00")
    );
    for clock in ["time;9:05", "time;9:05:00 AM", "hour;9", "hourmin;905"] {
        let (name, cell) = clock.split_once(';').unwrap();
        let data = log(&format!("date;{name}"), &|i| format!("2021-01-{:02};{cell}", 10 + i));
        let minute = if name == "hour" { "09:00" } else { "09:05" };
        assert_eq!(days(&data)[0], format!("2021-01-10 {minute}"), "{clock}");
        assert!(notes(&data).contains("read from “date” and “"), "{}", notes(&data));
    }
    // A number that is called no time is none.
    assert!(!log("zip", &|i| format!("{}", 43_831 + i)).interactions.has_time);
}

#[test]
fn the_only_dates_say_when_and_those_of_a_user_do_not() {
    let log = |cell: &dyn Fn(u32) -> u32| {
        let row = |i: u32| format!("u{},i{},2023-01-{:02}\n", i % 6, i % 5, 1 + cell(i));
        format!("user_id,item_id,seen_on\n{}", (0..120).map(row).collect::<String>())
    };
    let data = read("log.csv", log(&|i| i % 23));
    assert!(
        data.interactions.has_time && notes(&data).contains("“seen_on” was taken for the time"),
        "{}",
        notes(&data)
    );
    assert!(!read("log.csv", log(&|i| i % 6)).interactions.has_time, "each user has one date");
}

#[test]
fn yes_and_no_and_ratings_may_be_words() {
    for (yes, no) in [("like", "dislike"), ("1", "-1"), ("pos", "neg"), ("👍", "👎"), ("Ja", "Nein"), ("+", "-")] {
        let word = |i: u32| if i.is_multiple_of(2) { yes } else { no };
        let data =
            read("log.csv", format!("user_id,item_id,feedback\n{}", rows(|i, u, a| format!("{u},{a},{}", word(i)))));
        assert_eq!((data.account.rows_kept, data.account.negatives().map(|(_, n)| n).sum()), (6, 6u64), "{yes}");
    }
    for scale in [" stars", "/5", " out of 5", ".0 out of 5 stars"] {
        let data = read(
            "log.csv",
            format!("user_id,item_id,rating\n{}", rows(|i, u, a| format!("{u},{a},{}{scale}", 1 + i % 5))),
        );
        let weights: Vec<f32> = data.interactions.events.iter().map(|event| event.weight).collect();
        assert!(
            weights.len() == 12 && weights.iter().all(|w| (1.0..=5.0).contains(w)) && weights.contains(&5.0),
            "{scale} {weights:?}"
        );
    }
    let told =
        notes(&read("log.csv", format!("user_id,item_id,label\n{}", rows(|i, u, a| format!("{u},{a},{}", i % 3)))));
    assert!(told.contains("“label” is called like a yes or no"), "{told}");
}

#[test]
fn an_event_of_a_type_that_has_no_value_counts_by_itself() {
    let row = |i: u32, u: &str, a: &str| match i % 3 {
        0 => format!("{u},{a},rate,{}", 1 + i % 5),
        1 => format!("{u},{a},view,"),
        _ => format!("{u},{a},purchase,"),
    };
    let data = read("log.csv", format!("user_id,item_id,event,rating\n{}", rows(row)));
    assert_eq!(data.account.rows_kept, 12, "{:?}", data.account);
    // Of a type that has values one without is not usable.
    let text = format!("user_id,item_id,event,rating\n{}u0,i0,rate,\n", rows(row));
    assert_eq!(read("log.csv", text).account.rows_kept, 12);
}

#[test]
fn what_is_always_the_same_of_an_item_or_a_user_is_known_of_them_and_a_device_is_not() {
    let row = |i: u64| {
        format!(
            "u{},i{},t{},{},{}\n",
            i % 11,
            i % 13,
            i % 13 % 4,
            ["de", "fr"][(i % 11 % 2) as usize],
            ["app", "web"][(i % 11 % 2) as usize]
        )
    };
    let log = format!("user_id,item_id,material,tongue,device\n{}", (0..400).map(row).collect::<String>());
    assert_eq!(
        roles("log.csv", &log),
        "user_id=user item_id=item material=item.category tongue=user.category device=event.category"
    );
}

#[test]
fn a_user_that_is_nobody_and_few_users_that_are_left_are_told() {
    let guest = |i: u32, u: &str| if i.is_multiple_of(2) { "guest".to_owned() } else { u.to_owned() };
    let log = rows(|i, u, a| format!("{},{a},{}", guest(i, u), 1_700_000_000 + 86_400 * i));
    let told = notes(&read("log.csv", format!("user_id,item_id,timestamp\n{log}")));
    assert!(told.contains("“guest” has 6 of 12 events"), "{told}");
    let folder = Folder::new();
    let rows: String = (0..100).map(|i| format!("u{i},i{},{}\n", i % 9, if i < 5 { 5 } else { 1 })).collect();
    let mut config = DataConfig {
        events: folder.file("log.csv", format!("user_id,item_id,rating\n{rows}")),
        ..DataConfig::default()
    };
    config.weights.value = tastebench::data::ValueUse::AtLeast(4.0);
    let told = notes(&dataset::load(&config, &TaskContext::new()).unwrap());
    assert!(told.contains("5 of 100 users are left, mostly because of 95 rows: below the threshold"), "{told}");
}

#[test]
fn events_far_from_all_others_are_told_on_both_sides() {
    let mut log = String::from("user_id,item_id,date\nu0,i0,1899-12-30\nu1,i1,2099-01-01\nu2,i2,9999-12-31\n");
    log += &(0..60).map(|i| format!("u{},i{},2017-11-{:02}\n", i % 7, i % 5, 1 + i % 30)).collect::<String>();
    let told = notes(&read("log.csv", log));
    for years in ["7,900 years after", "117 years before", "81 years after"] {
        assert!(told.contains(years), "{years}: {told}");
    }
}

#[test]
fn names_inside_others_and_those_of_other_tongues_are_known() {
    let nested: String = rows(|i, u, a| {
        format!(
            "{{\"event\":\"Product Viewed\",\"properties\":{{\"$city\":\"Berlin\",\"distinct_id\":\"{u}\",\"product_id\":\"{a}\",\"time\":{}}}}}",
            1_700_000_000 + i * 60
        )
    });
    let wanted = "event=event properties.distinct_id=user properties.product_id=item properties.time=timestamp";
    assert_eq!(roles("log.jsonl", &nested), wanted);
    let spanish = format!(
        "cliente;producto;cantidad;precio;fecha\n{}",
        rows(|i, u, a| format!("{u};{a};{};9,90;{:02}/11/2023", 1 + i % 3, 13 + i))
    );
    assert_eq!(
        roles("log.csv", &spanish),
        format!(
            "cliente=user producto=item cantidad=value precio={} fecha=timestamp",
            Role::item(tastebench::data::AttributeKind::Price)
        )
    );
}

/// Prices of clusters and warehouses are decimals, and columns may hold tables.
#[test]
fn parquet_with_decimals_is_read_and_nested_columns_are_named() {
    use polars::prelude::{Column, DataFrame, DataType, NamedFrom, ParquetWriter, Series};
    let folder = Folder::new();
    let path = folder.path().join("log.parquet");
    let price = Series::new("price".into(), [9.5f64, 12.25]).cast(&DataType::Decimal(10, 2)).unwrap();
    let inner = Series::new("".into(), [Series::new("".into(), ["a"]), Series::new("".into(), ["b"])]);
    let columns: Vec<Column> = vec![
        Series::new("user_id".into(), ["u1", "u2"]).into(),
        Series::new("item_id".into(), ["a", "b"]).into(),
        price.into(),
        Series::new("nested".into(), [inner.clone(), inner]).into(),
        Series::new("span".into(), [5i64, 6])
            .cast(&DataType::Duration(polars::prelude::TimeUnit::Milliseconds))
            .unwrap()
            .into(),
    ];
    let mut frame = DataFrame::new(2, columns).unwrap();
    ParquetWriter::new(std::fs::File::create(&path).unwrap()).finish(&mut frame).unwrap();
    let data = load(&path).unwrap();
    let price = data.item_attributes.columns.iter().find(|column| column.name == "price").unwrap();
    assert_eq!([price.number(0), price.number(1)], [Some(9.5), Some(12.25)]);
    assert!(notes(&data).contains("“nested”, “span”"), "{}", notes(&data));
}

#[test]
fn a_pointer_to_a_large_file_is_refused_by_name() {
    let folder = Folder::new();
    let pointer = folder.file("log.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
    let text = message(load(&pointer));
    assert!(text.contains("Git-LFS"), "{text}");
}

#[test]
fn a_value_that_is_no_number_is_named_by_its_line() {
    let folder = Folder::new();
    let part = |bad: u32| {
        rows(|i, u, a| format!("{u},{a},{}", if i == bad { "many".to_owned() } else { (1 + i % 3).to_string() }))
    };
    let path = folder.file("log.csv", format!("# a report\n\nuser_id,item_id,quantity\n{}", part(4)));
    let told = notes(&load(&path).unwrap());
    assert!(told.contains("log.csv, row 8: “quantity” holds no number"), "{told}");
    let parts = folder.path().join("parts");
    std::fs::create_dir(&parts).unwrap();
    for (name, bad) in [("part-0.csv", 99), ("part-1.csv", 2), ("part-2.csv", 0)] {
        std::fs::write(parts.join(name), format!("user_id,item_id,quantity\n{}", part(bad))).unwrap();
    }
    let told = notes(&load(&parts).unwrap());
    assert!(told.contains("part-1.csv, row 4: “quantity” holds no number (2 such rows)"), "{told}");
}

#[test]
fn a_column_of_values_that_is_empty_drops_no_row() {
    let data = read("log.csv", format!("user_id,item_id,rating\n{}", rows(|_, u, a| format!("{u},{a},"))));
    assert_eq!(data.account.rows_kept, 12, "{:?}", data.account);
    assert!(notes(&data).contains("“rating” holds nothing"), "{}", notes(&data));
}

#[test]
fn what_looks_like_an_export_and_is_none_is_read_as_before() {
    // A first event without a digit among identifiers that have some is an event.
    let log = rows(|i, u, a| {
        if i == 0 {
            "fadecafe,KnVlze,2024-01-01T00:00:00,view".to_owned()
        } else {
            format!("{u},{a},2024-01-{:02}T00:00:00,view", 1 + i)
        }
    });
    assert_eq!(read("log.csv", &log).account.rows_in, 12);
    // A known name that stands again below is a value.
    let log = rows(|i, u, a| format!("{u},{a},{},email", 1_700_000_000 + i));
    assert_eq!(read("log.csv", &log).account.rows_in, 12);
    // A header narrower than its rows is one.
    let data = read("log.csv", format!("user_id,item_id\n{}", rows(|_, u, a| format!("{u},{a},,"))));
    assert_eq!(data.interactions.users.len(), 4);
    assert!(!notes(&data).contains("by their place"), "{}", notes(&data));
    // Days that say their own time, and numbers, have no other behind them.
    for day in ["2024-01-01 00:00:00", "1704067200", "2024-01-01T00:00:00Z"] {
        let data = read(
            "log.csv",
            format!("user_id,item_id,date,hour\n{}", rows(|i, u, a| format!("{u},{a},{day},{}", i % 24))),
        );
        assert_eq!(data.account.dropped(tastebench::data::DropReason::UnreadableTime), 0, "{day}");
    }
    // Where the time of day is missing the day alone counts.
    let data = read(
        "log.csv",
        format!(
            "user_id,item_id,date,time\n{}",
            rows(|i, u, a| format!("{u},{a},2024-01-{:02},{}", 1 + i, if i > 10 { "NA" } else { "9:05" }))
        ),
    );
    assert_eq!(data.account.dropped(tastebench::data::DropReason::UnreadableTime), 0, "{:?}", data.account);
    // What is inside a product or a device says it of them.
    let nested = roles(
        "log.csv",
        &format!(
            "user_id,item_id,product.rating,device.type,user.created\n{}",
            rows(|i, u, a| format!("{u},{a},{},mobile,2019-01-{:02}", 1 + i % 5, 1 + i))
        ),
    );
    assert!(
        !nested.contains("value") && !nested.contains("=event ") && !nested.contains("user.created=timestamp"),
        "{nested}"
    );
    // Dates of something else are no times of events.
    for name in ["signup_date", "delivery_date"] {
        let data = read(
            "log.csv",
            format!("user_id,item_id,{name}\n{}", rows(|i, u, a| format!("{u},{a},2024-01-{:02}", 1 + i))),
        );
        assert!(!data.interactions.has_time, "{name}");
    }
    // Shows among films are no impressions, and hidden things no dislikes.
    let kinds = read(
        "log.csv",
        format!(
            "user_id,item_id,type\n{}",
            rows(|i, u, a| format!("{u},{a},{}", ["movie", "show", "episode"][i as usize / 4]))
        ),
    );
    assert_eq!(kinds.account.rows_kept, 12, "{:?}", kinds.account);
    assert!(
        !roles(
            "log.csv",
            &format!(
                "user_id,item_id,status\n{}",
                rows(|i, u, a| format!("{u},{a},{}", ["active", "hidden", "pending"][i as usize % 3]))
            )
        )
        .contains("status=event ")
    );
    // More than one purchase is a purchase.
    let log: String =
        (0..1500).map(|i| format!("u{},i{},{}\n", i % 40, i % 37, if i < 1200 { i % 2 } else { i % 4 })).collect();
    let data = read("log.csv", format!("user_id,item_id,purchase\n{log}"));
    assert_eq!(data.account.dropped(tastebench::data::DropReason::UnusableValue), 0, "{:?}", data.account);
    // A second name of each item is no category.
    let log: String = (0..400).map(|i| format!("u{},i{},CODE{}\n", i % 31, i % 37, i % 37)).collect();
    assert!(!roles("log.csv", &format!("user_id,item_id,product_code\n{log}")).contains("item.category"));
}

#[test]
fn a_chosen_time_has_no_time_of_day_that_was_guessed_for_another() {
    let folder = Folder::new();
    let log = format!(
        "user_id,item_id,date,hour,made\n{}",
        rows(|i, u, a| format!("{u},{a},2024-01-{:02},7,2023-05-{:02} 10:00", 1 + i, 1 + i))
    );
    let mut config = DataConfig { events: folder.file("log.csv", log), ..DataConfig::default() };
    config.columns.events.insert("made".into(), Role::Timestamp);
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    assert_eq!(days(&data), ["2023-05-01 10:00", "2023-05-12 10:00"]);
}
