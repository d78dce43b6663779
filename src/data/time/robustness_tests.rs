//! Any bytes are survived, dates agree with jiff, and reading is fast.

use super::*;
use jiff::{Timestamp, tz::TimeZone};

/// A small generator of numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn timestamp(&mut self) -> Timestamp {
        // From the year 1000 to the year 9998.
        let second = self.below(284_000_000) * 1000 + self.below(1000);
        self.within(second as i64 - 30_600_000_000)
    }

    /// A timestamp of the years 2001 to 2033, as in a log.
    fn recent(&mut self) -> Timestamp {
        let second = 1_000_000_000 + self.below(1_000_000_000) as i64;
        self.within(second)
    }

    fn within(&mut self, second: i64) -> Timestamp {
        Timestamp::from_microsecond(second * SECOND + self.below(1_000_000) as i64).unwrap()
    }
}

const PIECES: [&str; 48] = [
    "0",
    "1",
    "2",
    "3",
    "9",
    "12",
    "19",
    "31",
    "2019",
    "00",
    "-",
    "/",
    ".",
    ":",
    " ",
    ",",
    "T",
    "Z",
    "+",
    "e",
    "E",
    "PM",
    "a.m.",
    "Apr",
    "May",
    "Tue",
    "年",
    "月",
    "日",
    "下午",
    "时",
    "分",
    "星期",
    "五",
    "\u{a0}",
    "\u{202f}",
    "UTC",
    "CST",
    "+08:00",
    "(",
    ")",
    "[",
    "]",
    "\0",
    "20191001",
    "999999999999999999",
    "2019-10-01",
    "5/6/",
];

#[test]
fn any_sequence_of_date_like_pieces_is_survived() {
    let mut dice = Dice(7);
    let mut seen = Seen::default();
    let mut raws = Vec::new();
    for _ in 0..150_000 {
        let mut cell = Vec::new();
        for _ in 0..dice.below(9) {
            cell.extend_from_slice(PIECES[dice.below(PIECES.len() as u64) as usize].as_bytes());
        }
        if dice.below(4) == 0 && !cell.is_empty() {
            let place = dice.below(cell.len() as u64) as usize;
            cell[place] = dice.below(256) as u8;
        }
        raws.push(read(&cell, &mut seen));
        if let Some(at) = std::str::from_utf8(&cell).ok().and_then(parse) {
            assert_ne!(format_minute(at), "—");
        }
    }
    assert!(seen.cells() - seen.unreadable() > 4_000);
    for unit in Unit::ALL {
        for order in DateOrder::ALL {
            let judgement = seen.judge(&Chosen { unit: Some(unit), order: Some(order) });
            for &raw in &raws {
                assert!(judgement.micros(raw).is_none_or(|at| format_date(at) != "—"));
            }
        }
    }
}

#[test]
fn any_bytes_are_survived() {
    let mut dice = Dice(11);
    let mut seen = Seen::default();
    for _ in 0..300_000 {
        let cell: Vec<u8> = (0..dice.below(24)).map(|_| dice.below(256) as u8).collect();
        read(&cell, &mut seen);
    }
    seen.judge(&Chosen::default());
}

#[test]
fn many_notations_agree_with_jiff() {
    let settled = [
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y-%m-%d %H:%M:%S",
        "%Y/%-m/%-d %-H:%M:%S",
        "%Y.%m.%d %H:%M:%S",
        "%Y%m%dT%H%M%SZ",
        "%a, %d %b %Y %H:%M:%S +0000",
        "%a %b %d %H:%M:%S +0000 %Y",
        "%a %b %e %H:%M:%S %Y",
        "%d/%b/%Y:%H:%M:%S +0000",
        "%A, %B %-d, %Y %I:%M:%S %p",
        "%d-%b-%Y %H:%M:%S",
        "%Y年%-m月%-d日 %H时%M分%S秒",
        "%Y%m%d%H%M%S",
    ];
    let mut dice = Dice(5);
    for _ in 0..5_000 {
        let at = dice.timestamp();
        let zoned = at.to_zoned_datetime(TimeZone::UTC);
        let whole = Some(at.as_microsecond().div_euclid(SECOND) * SECOND);
        for notation in settled {
            // Fourteen digits are believed to be a date in the years of logs only.
            if notation == "%Y%m%d%H%M%S" && !(1900..2200).contains(&zoned.year()) {
                continue;
            }
            let cell = zoned.strftime(notation).to_string();
            assert_eq!(parse(&cell), whole, "{cell}");
        }
        assert_eq!(parse(&at.to_string()), Some(at.as_microsecond()), "{at}");
        let mail = jiff::fmt::rfc2822::to_string(&zoned).unwrap();
        assert_eq!(parse(&mail), whole, "{mail}");
        for (order, notation) in
            [(DateOrder::DayFirst, "%d/%m/%Y %H:%M:%S"), (DateOrder::MonthFirst, "%m-%d-%Y %H:%M:%S")]
        {
            let mut seen = Seen::default();
            let raw = read(zoned.strftime(notation).to_string().as_bytes(), &mut seen);
            let judgement = seen.judge(&Chosen { order: Some(order), ..Chosen::default() });
            assert_eq!(judgement.micros(raw), whole, "{zoned}");
        }
        assert_eq!(format_minute(at.as_microsecond()), zoned.strftime("%Y-%m-%d %H:%M").to_string());
    }
}

#[test]
#[ignore = "a timing, to be run alone and in release mode"]
fn timing() {
    let mut dice = Dice(3);
    type Written = fn(&Timestamp) -> String;
    let columns: [(&str, Written); 6] = [
        ("ISO days", |at| at.strftime("%Y-%m-%d").to_string()),
        ("ISO seconds", |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ("ISO micros", |at| at.to_string()),
        ("integers", |at| at.as_millisecond().to_string()),
        ("slash dates", |at| at.strftime("%d/%m/%Y %H:%M").to_string()),
        ("mail dates", |at| at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()),
    ];
    for (name, write) in columns {
        let cells: Vec<String> = (0..100_000).map(|_| write(&dice.recent())).collect();
        let mut seen = Seen::default();
        let mut raws = Vec::with_capacity(cells.len());
        let reading = best_rate(cells.len(), || {
            raws.clear();
            raws.extend(cells.iter().map(|cell| read(cell.as_bytes(), &mut seen)));
        });
        let judgement = seen.judge(&Chosen::default());
        let mut sum = 0_i64;
        let converting = best_rate(cells.len(), || {
            sum = raws.iter().filter_map(|&raw| judgement.micros(raw)).fold(sum, i64::wrapping_add);
        });
        println!("{name}: read {reading:.0} million/s, converted {converting:.0} million/s (sum {sum})");
    }
}

/// Millions of cells a second in the fastest of many rounds, as the machine may be busy with something else.
fn best_rate(cells: usize, mut round: impl FnMut()) -> f64 {
    let rounds = (0..100).map(|_| {
        let started = std::time::Instant::now();
        round();
        started.elapsed().as_secs_f64()
    });
    cells as f64 / rounds.fold(f64::INFINITY, f64::min) / 1e6
}
