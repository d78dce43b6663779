//! What whole columns are read as.

use super::*;

fn look(cells: &[&str]) -> (Seen, Vec<RawTime>) {
    let mut seen = Seen::default();
    let raws = cells.iter().map(|cell| read(cell.as_bytes(), &mut seen)).collect();
    (seen, raws)
}

fn judge(cells: &[&str]) -> Judgement {
    look(cells).0.judge(&Chosen::default())
}

/// The cells as ISO minutes, with an empty text for unreadable ones.
fn minutes(cells: &[&str], chosen: &Chosen) -> Vec<String> {
    let (seen, raws) = look(cells);
    let judgement = seen.judge(chosen);
    raws.iter().map(|&raw| judgement.micros(raw).map(format_minute).unwrap_or_default()).collect()
}

#[test]
fn negative_and_zero_epochs_belong_to_the_unit_of_the_rest() {
    let cells = ["-28800000", "-1", "0", "1400000000000", "1400000001000", "1400000002000.0"];
    let judgement = judge(&cells);
    assert_eq!((judgement.unit, judgement.doubts), (Unit::Millis, vec![]));
    let may = "2014-05-13 16:53";
    let expected = ["1969-12-31 16:00", "1969-12-31 23:59", "1970-01-01 00:00", may, may, may];
    assert_eq!(minutes(&cells, &Chosen::default()), expected);
}

#[test]
fn every_unit_is_found() {
    for (cells, unit) in [
        (["1569888000", "1569888001.5"], Unit::Seconds),
        (["1569888000000", "1569888001000"], Unit::Millis),
        (["1569888000000000", "1569888001000000"], Unit::Micros),
        (["1569888000000000000", "1.569888001e18"], Unit::Nanos),
        (["20191001", "20191002"], Unit::YearMonthDay),
        (["20191001123000", "20191001"], Unit::YearMonthDay),
    ] {
        let judgement = judge(&cells);
        assert_eq!((judgement.unit, judgement.doubts), (unit, vec![]), "{cells:?}");
    }
}

#[test]
fn small_numbers_are_seconds_and_said_to_be_unsure() {
    let judgement = judge(&["1", "250", "500", "0"]);
    assert_eq!(judgement.unit, Unit::Seconds);
    assert_eq!(judgement.doubts, [Doubt::UnitUnsure { cells: 3, assumed: Unit::Seconds }]);
    let judgement = judge(&["2012", "1999", "0"]);
    assert_eq!(judgement.doubts, [Doubt::LooksLikeYears { cells: 2, assumed: Unit::Seconds }]);
    assert_eq!(judge(&["0", "0"]).doubts, []);
}

#[test]
fn mixed_units_are_told() {
    let judgement = judge(&["1569888000", "1569888000", "1569888000000"]);
    let looks = vec![(Unit::Seconds, 2), (Unit::Millis, 1)];
    assert_eq!(judgement.doubts, [Doubt::UnitMixed { looks, assumed: Unit::Seconds }]);
    let judgement = judge(&["1569888000000", "1569888000000", "1569888000"]);
    let looks = vec![(Unit::Millis, 2), (Unit::Seconds, 1)];
    assert_eq!(judgement.doubts, [Doubt::UnitMixed { looks, assumed: Unit::Millis }]);
    let judgement = judge(&["1569888000", "1569888001", "20191001"]);
    let looks = vec![(Unit::Seconds, 2), (Unit::YearMonthDay, 1)];
    assert_eq!(judgement.doubts, [Doubt::UnitMixed { looks, assumed: Unit::Seconds }]);
}

#[test]
fn birthdays_in_milliseconds_around_1970_are_not_mixed() {
    let mut seen = Seen::default();
    for step in -1000..1000_i64 {
        read((step * 400_000_123).to_string().as_bytes(), &mut seen);
    }
    let judgement = seen.judge(&Chosen::default());
    assert_eq!((judgement.unit, judgement.doubts), (Unit::Millis, vec![]));
}

#[test]
fn compact_dates_need_nearly_the_whole_column() {
    let mut cells = vec!["20191001"; 19];
    cells.extend(["20191399", "0", "-1"]);
    assert_eq!(judge(&cells).unit, Unit::YearMonthDay);
    let shown = minutes(&cells, &Chosen::default());
    assert_eq!((shown[0].as_str(), shown[19].as_str(), shown[20].as_str()), ("2019-10-01 00:00", "", ""));
    assert_eq!(judge(&["20191001", "31415926", "12345678"]).unit, Unit::Seconds);
    assert_eq!(judge(&["2019100112"; 5]).unit, Unit::YearMonthDay);
    let judgement = judge(&["2019100112"; 4]);
    let looks = vec![(Unit::Seconds, 4), (Unit::YearMonthDay, 4)];
    assert_eq!(judgement.doubts, [Doubt::UnitMixed { looks, assumed: Unit::Seconds }]);
}

#[test]
fn one_telling_cell_settles_the_order_of_all() {
    let cells = ["3/4/2012", "5/6/2012", "25/12/2012"];
    let judgement = judge(&cells);
    assert_eq!((judgement.order, judgement.doubts), (DateOrder::DayFirst, vec![]));
    assert_eq!(minutes(&cells, &Chosen::default())[0], "2012-04-03 00:00");
    assert_eq!(judge(&["3.4.2012", "12.25.2012"]).order, DateOrder::MonthFirst);
}

#[test]
fn an_open_order_follows_custom_and_is_told() {
    let undecided = |cells, assumed| vec![Doubt::OrderUndecided { cells, assumed }];
    assert_eq!(judge(&["3/4/2012", "3/3/2012"]).doubts, undecided(1, DateOrder::MonthFirst));
    assert_eq!(judge(&["3-4-2012"]).doubts, undecided(1, DateOrder::MonthFirst));
    assert_eq!(judge(&["3.4.2012", "5.4.2012"]).doubts, undecided(2, DateOrder::DayFirst));
    assert_eq!(judge(&["3/3/2012"]).doubts, []);
}

#[test]
fn contradicting_orders_go_by_majority_and_are_told() {
    let cells = ["25/12/2012", "26/12/2012", "12/27/2012", "3/4/2012"];
    let assumed = DateOrder::DayFirst;
    assert_eq!(judge(&cells).doubts, [Doubt::OrderMixed { day_first: 2, month_first: 1, assumed }]);
    assert_eq!(minutes(&cells, &Chosen::default())[2..], ["", "2012-04-03 00:00"]);
}

#[test]
fn what_the_user_chose_is_not_in_doubt() {
    let chosen = Chosen { unit: Some(Unit::Millis), order: Some(DateOrder::DayFirst) };
    let cells = ["3/4/2012", "12/25/2012", "500", "1569888000000"];
    assert_eq!(look(&cells).0.judge(&chosen).doubts, []);
    assert_eq!(minutes(&cells, &chosen), ["2012-04-03 00:00", "", "1970-01-01 00:00", "2019-10-01 00:00"]);
    let chosen = Chosen { unit: Some(Unit::Nanos), ..Chosen::default() };
    assert_eq!(minutes(&["1569888000000000000", "1500.5"], &chosen), ["2019-10-01 00:00", "1970-01-01 00:00"]);
}

#[test]
fn unsure_years_and_zones_are_told() {
    let years = judge(&["25/10/19", "26/10/19"]).doubts;
    assert_eq!(years, [Doubt::TwoDigitYears { cells: 2 }, Doubt::YearFirstUnsure { cells: 2 }]);
    assert_eq!(judge(&["25/10/19", "26/10/98"]).doubts, [Doubt::TwoDigitYears { cells: 2 }]);
    assert_eq!(judge(&["3-Apr-12"]).doubts, [Doubt::TwoDigitYears { cells: 1 }]);
    assert_eq!(judge(&["Tue Apr 3 12:00:09 CST 2012"]).doubts, [Doubt::ZoneNameUnsure { cells: 1 }]);
}

#[test]
fn merged_counts_do_not_depend_on_the_cut() {
    let cells = [
        "3/4/12",
        "25.12.2012",
        "12/25/2012",
        "20191001",
        "1569888000",
        "1569888000000",
        "-5",
        "0",
        "soon",
        "2012",
        "Tue Apr 3 12:00:09 CST 2012",
        "9223372036854775807",
        "1e9",
    ];
    let whole = look(&cells).0;
    for cut in 0..=cells.len() {
        let (left, right) = cells.split_at(cut);
        let mut merged = look(right).0;
        merged.merge(&look(left).0);
        assert_eq!(merged, whole);
    }
    let mut double = whole.clone();
    double.merge(&whole);
    assert_eq!((double.cells(), double.unreadable(), double.numbers()), (26, 2, 16));
}

#[test]
fn names_are_stable() {
    assert_eq!(Unit::ALL.map(Unit::id), ["s", "ms", "us", "ns", "yyyymmdd", "days1900"]);
    assert_eq!(DateOrder::ALL.map(DateOrder::id), ["day_first", "month_first"]);
}
