//! What single cells and whole columns are read as.

use super::*;
use Mark::{Comma, Point};

fn look(cells: &[&str]) -> Seen {
    let mut seen = Seen::default();
    for cell in cells {
        read(cell.as_bytes(), &mut seen);
    }
    seen
}

fn all_are(cells: &[&str], mark: Mark, expected: f64) {
    for cell in cells {
        assert_eq!(parse(cell, mark), Some(expected), "{cell}");
        assert_eq!(look(&[cell]).numbers(), 1, "{cell}");
    }
}

#[test]
fn plain_numbers_are_read() {
    for mark in Mark::ALL {
        all_are(&["3", "+3", "3e0", "03", " 3 ", "30e-1"], mark, 3.0);
        all_are(&["-3", "−3", "(3)", "- 3"], mark, -3.0);
        all_are(&["1e3", "1E+3", "1000", "1 000", "1'000", "1’000", "1\u{a0}000", "1\u{202f}000"], mark, 1000.0);
    }
    all_are(&["4.5", "4.50", "+4.5", "45e-1"], Point, 4.5);
    all_are(&["4,5", "4,50", "+4,5", "0,45e1"], Comma, 4.5);
    all_are(&[".5", "0.5", "0.500"], Point, 0.5);
    all_are(&[",5", "0,5", "0,500"], Comma, 0.5);
    all_are(&["5.", "0005.0e0"], Point, 5.0);
    for text in [
        "0.1",
        "-0.3",
        "123456.7891",
        "999999999999.999",
        "0.000000000000001",
        "9007199254740993",
        "1.7976931348623157e308",
    ] {
        assert_eq!(parse(text, Point), text.parse().ok(), "{text}");
        assert_eq!(parse(&text.replace('.', ","), Comma), text.parse().ok(), "{text}");
    }
    assert_eq!(parse("123456789012345678901234567890", Point), Some(1.2345678901234568e29));
}

#[test]
fn thousands_are_grouped_with_either_mark() {
    all_are(&["1,299.00", "1299.0", "1 299.00", "1'299.00", "1,299"], Point, 1299.0);
    all_are(
        &["1.299,00", "1299,0", "1 299,00", "1\u{a0}299,00", "1\u{202f}299,00", "1'299,00", "1.299"],
        Comma,
        1299.0,
    );
    all_are(&["1,234,567.5", "1 234 567.5", "1'234'567.5"], Point, 1_234_567.5);
    all_are(&["12,34,567.5"], Point, 1_234_567.5);
    all_are(&["1.234.567", "1.234.567,0"], Comma, 1_234_567.0);
    all_are(&["1.299"], Point, 1.299);
    all_are(&["1,299"], Comma, 1.299);
}

#[test]
fn currencies_and_percent_signs_are_taken_off() {
    all_are(
        &["$4.5", "$ 4.5", "4.5 $", "€4.5", "4.5€", "£4.5", "¥4.5", "￥4.5", "4.5元", "kr 4.5", "4.5 kr"],
        Point,
        4.5,
    );
    all_are(
        &["USD 4.5", "4.5 EUR", "4.5EUR", "Rs. 4.5", "Rs.4.5", "US$4.5", "4.5\u{a0}€", "4.5 %", "4.5%"],
        Point,
        4.5,
    );
    all_are(&["-$4.5", "$-4.5", "($4.5)", "$(4.5)", "(4.5) €", "( 4.5 )", "(4.5%)", "−4.5 €"], Point, -4.5);
    all_are(&["(12.50)"], Point, -12.5);
    all_are(&["1.299,00 €", "EUR 1.299,00", "CHF 1'299,00"], Comma, 1299.0);
}

#[test]
fn other_texts_are_not_numbers() {
    let texts = [
        "",
        " ",
        "-",
        ".",
        ",",
        "+",
        "e",
        "e3",
        "1e",
        "1e+",
        "1e1.5",
        "$",
        "%",
        "()",
        "( )",
        "NaN",
        "inf",
        "-inf",
        "infinity",
        "2019-10-01",
        "1/2/2019",
        "1.2.3",
        "1.2.2019",
        "10.0.0.1",
        "12 apples",
        "007-1",
        "1 2",
        "1 23",
        "1  000",
        "12:30",
        "--3",
        "+-3",
        "(-3)",
        "(3",
        "3)",
        "3-",
        "$$3",
        "$3$",
        "3%%",
        "0x10",
        "1_000",
        "1,,000",
        ",000,",
        "1,00,00",
        "0,123,456",
        "1,299.00.00",
        "1.299,00,00",
        "1,299 000",
        "1'299 000",
        "1 299,000,000",
        "1234,567,890",
        "一",
        "٣",
        "1e3e3",
        "3 dollars",
    ];
    for text in texts {
        assert_eq!(look(&[text]).numbers(), 0, "{text}");
        assert_eq!((parse(text, Point), parse(text, Comma)), (None, None), "{text}");
    }
    assert_eq!(parse("1e999", Point), None);
    assert_eq!(parse("4.5", Comma), None);
    assert_eq!(parse("4,5", Point), None);
}

#[test]
fn the_mark_is_found_from_telling_cells() {
    for cells in
        [["4.5", "1,299"], ["1,299.00", "1.299"], ["1,299,000", "1,299"], ["0.125", "1.299"], ["1234.567", "5"]]
    {
        assert_eq!(look(&cells).judge(None), Judged { mark: Point, doubt: None }, "{cells:?}");
    }
    for cells in
        [["4,5", "1.299"], ["1.299,00", "1,299"], ["1.299.000", "1.299"], ["0,125", "1,299"], ["1 299,000", "5"]]
    {
        assert_eq!(look(&cells).judge(None), Judged { mark: Comma, doubt: None }, "{cells:?}");
    }
    assert_eq!(look(&["5", "-7", "1 000", ""]).judge(None), Judged { mark: Point, doubt: None });
}

#[test]
fn doubts_about_the_mark_are_told() {
    let undecided = Doubt::MarkUndecided { cells: 2, assumed: Point };
    assert_eq!(look(&["1,299", "12,500", "7"]).judge(None).doubt, Some(undecided));
    assert_eq!(look(&["1.299", "-12.500"]).judge(None).doubt, Some(undecided));
    let mixed = Doubt::MarkMixed { point: 1, comma: 2, assumed: Comma };
    assert_eq!(look(&["4.5", "4,5", "5,5 €"]).judge(None), Judged { mark: Comma, doubt: Some(mixed) });
    assert_eq!(look(&["4,5"]).judge(Some(Point)), Judged { mark: Point, doubt: None });
}

#[test]
fn merged_counts_do_not_depend_on_the_cut() {
    let cells = ["4.5", "4,5", "1,299", "7", "apple", ""];
    let whole = look(&cells);
    for cut in 0..=cells.len() {
        let mut merged = look(&cells[cut..]);
        merged.merge(&look(&cells[..cut]));
        assert_eq!(merged, whole);
    }
    assert_eq!((whole.cells(), whole.numbers()), (6, 4));
}

#[test]
fn any_sequence_of_number_like_pieces_is_survived() {
    let pieces = [
        "0", "1", "12", "299", "000", ".", ",", "-", "+", "(", ")", "e", "E", " ", "'", "%", "$", "€", "kr", "\u{a0}",
        "−",
    ];
    let mut state = 1_u64;
    let mut roll = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for _ in 0..300_000 {
        let mut cell: Vec<u8> = (0..roll(8)).flat_map(|_| pieces[roll(pieces.len())].bytes()).collect();
        if roll(5) == 0 && !cell.is_empty() {
            let place = roll(cell.len());
            cell[place] = roll(256) as u8;
        }
        let mut seen = Seen::default();
        read(&cell, &mut seen);
        if let Ok(text) = std::str::from_utf8(&cell) {
            let values = Mark::ALL.map(|mark| parse(text, mark));
            // What was seen as a number can be read with one of the marks, unless it is too large.
            let huge = text.contains(['e', 'E']);
            assert!(huge || (seen.numbers() == 1) == values.iter().any(Option::is_some), "{text}");
            if seen.judge(None).doubt.is_some() {
                assert!(huge || values[0] != values[1], "{text}");
            }
        }
    }
}

#[test]
#[ignore = "a timing, to be run alone and in release mode"]
fn timing() {
    for (name, cell_of) in [
        ("plain", (|row| format!("{}.{:02}", row * 7919 % 100_000, row % 100)) as fn(u64) -> String),
        ("dressed", |row| format!("${},{:03}.50", row % 900 + 1, row * 7919 % 1000)),
    ] {
        let cells: Vec<String> = (0..100_000).map(cell_of).collect();
        let mut seen = Seen::default();
        let (mut looking, mut reading) = (f64::INFINITY, f64::INFINITY);
        let mut sum = 0.0;
        for _ in 0..50 {
            let started = std::time::Instant::now();
            cells.iter().for_each(|cell| read(cell.as_bytes(), &mut seen));
            looking = looking.min(started.elapsed().as_secs_f64());
            let started = std::time::Instant::now();
            sum += cells.iter().filter_map(|cell| parse(cell, Point)).sum::<f64>();
            reading = reading.min(started.elapsed().as_secs_f64());
        }
        let rate = |seconds: f64| cells.len() as f64 / seconds / 1e6;
        println!("{name}: looked {:.0} million/s, parsed {:.0} million/s (sum {sum})", rate(looking), rate(reading));
    }
}
