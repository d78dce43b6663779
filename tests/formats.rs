//! One log in every format, separator and encoding is one log.

use std::io::Write as _;
use std::path::PathBuf;

use polars::prelude::{DataFrame, NamedFrom as _, ParquetWriter, Series};
use tastebench::base::TaskContext;
use tastebench::data::profile::Profile;
use tastebench::data::{AttributeKind, DataConfig, Dataset, Entity, Role, dataset};

use crate::support::{Folder, load};

const HEADER: [&str; 7] = ["user_id", "item_id", "event", "rating", "timestamp", "device", "title"];

/// Rows of users, items, events, ratings, times, devices and titles; some stand twice, some lack an identifier.
fn rows() -> Vec<[String; 7]> {
    let mut rows = Vec::new();
    for row in 0..400u64 {
        let (user, item) = (row * 7 % 30, row * row % 41);
        let user = if row % 57 == 0 { "NULL".into() } else { format!("用户{user}") };
        rows.push([
            user,
            format!("i{item}"),
            ["浏览", "浏览", "加购", "购买"][(row % 4) as usize].into(),
            format!("{}.5", 1 + row % 5),
            format!("2024-03-{:02} {:02}:00:00", 1 + row % 28, row % 24),
            ["手机", "网页", ""][(row % 3) as usize].into(),
            format!("灯, \"{item}\" 号; 新"),
        ]);
        if row % 40 == 3 {
            rows.push(rows[rows.len() - 1].clone());
        }
    }
    rows
}

fn delimited(separator: &str, decimal: char) -> String {
    let quote = |cell: &str| {
        if cell.contains(['"', ',', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let mut text = HEADER.join(separator) + "\n";
    for row in rows() {
        let cells = row
            .iter()
            .enumerate()
            .map(|(at, cell)| if at == 3 && decimal == ',' { cell.replace('.', ",") } else { quote(cell) });
        text += &(cells.collect::<Vec<_>>().join(separator) + "\n");
    }
    text
}

fn json_lines() -> String {
    let mut text = String::new();
    for (at, row) in rows().into_iter().enumerate() {
        let mut object = serde_json::Map::new();
        let mut cells: Vec<_> = HEADER.into_iter().zip(row).collect();
        // The order of the keys means nothing.
        if at % 2 == 1 {
            cells.reverse();
        }
        for (name, cell) in cells {
            let value = match name {
                "rating" => cell.parse::<f64>().unwrap().into(),
                _ if cell.is_empty() => serde_json::Value::Null,
                _ => cell.into(),
            };
            object.insert(name.to_owned(), value);
        }
        text += &(serde_json::Value::Object(object).to_string() + "\n");
    }
    text
}

fn parquet(folder: &Folder) -> PathBuf {
    let rows = rows();
    let columns = HEADER.iter().enumerate().map(|(at, name)| {
        let cells = rows.iter().map(|row| row[at].as_str());
        match *name {
            "rating" => {
                Series::new((*name).into(), cells.map(|c| c.parse::<f64>().unwrap()).collect::<Vec<_>>()).into()
            }
            _ => Series::new((*name).into(), cells.map(|c| (!c.is_empty()).then_some(c)).collect::<Vec<_>>()).into(),
        }
    });
    let mut frame = DataFrame::new(rows.len(), columns.collect()).unwrap();
    let path = folder.path().join("log.parquet");
    ParquetWriter::new(std::fs::File::create(&path).unwrap()).finish(&mut frame).unwrap();
    path
}

/// What must be the same: the figures, the account, what is known of items and events.
fn told(data: &Dataset) -> String {
    let mut profile = serde_json::to_value(Profile::of(data)).unwrap();
    // Event types have the order in which they appear.
    profile["event_types"].as_array_mut().unwrap().sort_by_key(ToString::to_string);
    let mut text = format!("{profile:#} {:?}", data.account);
    for event in &data.interactions.events {
        let device = data.context.iter().find(|column| column.name == "device").unwrap().text(event.row);
        text += &format!(
            "\n{} {} {} {} {device:?}",
            data.interactions.users.id(event.user as usize),
            data.item_name(event.item as usize),
            event.time,
            event.weight
        );
    }
    text
}

#[test]
fn one_log_in_every_writing_is_one_log() {
    let folder = Folder::new();
    let comma = delimited(",", '.');
    let wanted = told(&load(&folder.file("comma.csv", &comma)).unwrap());
    assert!(wanted.contains("灯, \"1\" 号; 新") && wanted.contains("Some(\"手机\")"), "{wanted}");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(comma.as_bytes()).unwrap();
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(comma.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let parts = folder.path().join("parts");
    std::fs::create_dir(&parts).unwrap();
    let lines: Vec<&str> = comma.lines().collect();
    for (at, chunk) in lines[1..].chunks(150).enumerate() {
        std::fs::write(parts.join(format!("part-{at}.csv")), format!("{}\n{}\n", lines[0], chunk.join("\n"))).unwrap();
    }
    std::fs::write(parts.join("_SUCCESS"), "").unwrap();
    let with_blanks = format!("# a report\n\n{}", comma.replace('\n', "\r\n\r\n"));
    for path in [
        folder.file("semicolon.csv", delimited(";", ',')),
        folder.file("tab.tsv", delimited("\t", '.')),
        folder.file("mark.csv", format!("\u{feff}{comma}")),
        folder.file("sep.csv", format!("sep=,\r\n{}", comma.replace('\n', "\r\n"))),
        folder.file("utf16.csv", utf16),
        folder.file("gbk.csv", encoding_rs::GBK.encode(&comma).0),
        folder.file("log.csv.gz", gzip.finish().unwrap()),
        folder.file("log.csv.zst", zstd::encode_all(comma.as_bytes(), 1).unwrap()),
        folder.file("log.jsonl", json_lines()),
        folder.file("blank_lines.csv", with_blanks),
        parquet(&folder),
        parts,
    ] {
        let data = load(&path).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        assert_eq!(told(&data), wanted, "{}", path.display());
    }
}

#[test]
fn an_event_keeps_what_stands_beside_it() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,timestamp,hour,page,seconds,seen_at\n");
    for row in 0..60 {
        log += &format!(
            "u{},i{},{},{},p{},{}.5,2024-01-{:02}\n",
            row % 7,
            row % 11,
            1_700_000_000 + 60 * row,
            row % 24,
            row % 3,
            row,
            1 + row % 28
        );
    }
    let data = load(&folder.file("log.csv", log)).unwrap();
    let kinds: Vec<_> = data.context.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    use AttributeKind::{Category, Date, Number};
    assert_eq!(kinds, [("hour", Number), ("page", Category), ("seconds", Number), ("seen_at", Date)]);
    for event in &data.interactions.events {
        // The row of an event is known by its time.
        let row = (event.time / 1_000_000 - 1_700_000_000) / 60;
        assert_eq!(data.context[0].number(event.row), Some((row % 24) as f64));
        assert_eq!(data.context[1].text(event.row), Some(format!("p{}", row % 3).as_str()));
        assert_eq!(data.context[2].number(event.row), Some(row as f64 + 0.5));
    }
    // Left out when it is said to be nothing.
    let mut config = DataConfig { events: folder.path().join("log.csv"), ..DataConfig::default() };
    config.columns.events.insert("page".into(), Role::Ignore);
    config.columns.events.insert("hour".into(), Role::Attribute(Entity::Event, Category));
    let data = dataset::load(&config, &TaskContext::new()).unwrap();
    let kinds: Vec<_> = data.context.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    assert_eq!(kinds, [("hour", Category), ("seconds", Number), ("seen_at", Date)]);
}

#[test]
fn a_file_that_turns_out_to_be_in_another_encoding_is_read_anew() {
    let folder = Folder::new();
    let mut log = "user_id,item_id\n".to_owned().into_bytes();
    for row in 0..200_000 {
        log.extend(format!("u{},item{}\n", row % 1000, row % 77).bytes());
    }
    for row in 0..500 {
        log.extend(&*encoding_rs::GBK.encode(&format!("用户{},商品{}\n", row % 50, row % 7)).0);
    }
    let data = load(&folder.file("late.csv", log)).unwrap();
    assert!(data.interactions.users.index("用户7").is_some());
    assert_eq!((data.interactions.users.len(), data.interactions.items.len()), (1050, 84));
}

#[test]
fn other_formats_are_refused_by_name() {
    let folder = Folder::new();
    for (name, content, said) in [
        ("a.xlsx", &b"PK\x03\x04rest"[..], "Excel"),
        ("a.db", b"SQLite format 3\0rest", "SQLite"),
        ("a.avro", b"Obj\x01rest", "Avro"),
        ("a.json", b"[{\"user_id\": 1,\n\"item_id\": 2}]", "JSON Lines"),
    ] {
        let error = crate::support::message(load(&folder.file(name, content)));
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn a_line_that_is_no_json_is_named_wherever_it_stands_in_the_file() {
    let folder = Folder::new();
    let line = |i: u64| {
        format!("{{\"user_id\":\"u{}\",\"item_id\":\"i{}\",\"timestamp\":{}}}\n", i % 50, i % 90, 1_700_000_000 + i)
    };
    // The last of them lies some blocks behind the first.
    for broken in [2, 1500, 60_000] {
        let mut text: String = (1..broken).map(line).collect();
        text += "{\"user_id\": \"u1\n";
        (broken..broken + 100).for_each(|i| text += &line(i));
        let error = crate::support::message(load(&folder.file("log.jsonl", format!("\n{text}"))));
        assert!(error.contains(&format!("row {}:", broken + 1)), "{error}");
    }
}
