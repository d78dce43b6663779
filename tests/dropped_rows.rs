//! Dropped rows are found again in their files.

use std::time::{Duration, Instant};

use tastebench::base::TaskContext;
use tastebench::data::{DataConfig, DropReason, DroppedRows, Fate, NegativeKind, Tables, ValueUse, dataset};
use tastebench::workspace::{Command, DataCommand, Workspace};

use crate::support::{Folder, small_log};

/// Rows of a fate: the file's name, the line, the cells.
fn found(config: &DataConfig, fate: Fate) -> Vec<(String, u64, String)> {
    let ctx = TaskContext::new();
    let tables = Tables::open(config, &ctx).unwrap();
    let data = dataset::load_tables(&tables, config, &ctx).unwrap();
    let dropped = DroppedRows::read(&tables, &data, &ctx).unwrap();
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let rows = dropped.rows.iter().find(|(of, _)| *of == fate).map(|(_, rows)| rows.as_slice()).unwrap_or_default();
    rows.iter().map(|row| (name(&row.file), row.line, row.cells.join("|"))).collect()
}

#[test]
fn a_dropped_row_is_found_by_file_and_line() {
    let folder = Folder::new();
    let log = "user_id,item_id,rating,timestamp,note\n\
               1,a,5,1700000000,\"two\nlines\"\n\
               \n\
               ,b,4,1700000100,x\n\
               1,c,2,1700000200,y\n\
               2,a,5,1700000300,z\n\
               2,a,5,1700000300,z\n\
               3,c,4,1700000400,w\n";
    let mut config = DataConfig { events: folder.file("train.csv", log), ..DataConfig::default() };
    config.weights.value = ValueUse::AtLeast(3.0);
    let row = |file: &str, line, cells: &str| (file.to_owned(), line, cells.to_owned());
    let missing = Fate::Dropped(DropReason::MissingId);
    let below = Fate::Against(NegativeKind::BelowThreshold);
    assert_eq!(found(&config, missing), [row("train.csv", 5, "|b|4|1700000100|x")]);
    assert_eq!(found(&config, below), [row("train.csv", 6, "1|c|2|1700000200|y")]);
    let again = Fate::Dropped(DropReason::ExactDuplicate);
    assert_eq!(found(&config, again), [row("train.csv", 8, "2|a|5|1700000300|z")]);
    // Rows are counted on into the file held out.
    config.test =
        Some(folder.file("test.csv", "user_id,item_id,rating,timestamp,note\n3,a,1,1700000500,v\n3,,5,1700000600,u\n"));
    assert_eq!(
        found(&config, missing),
        [row("train.csv", 5, "|b|4|1700000100|x"), row("test.csv", 3, "3||5|1700000600|u")]
    );
    let other = "timestamp,item_id,rating,user_id\n1700000500,a,1,3\n";
    config.test = Some(folder.file("other.csv", other));
    assert_eq!(found(&config, below).last(), Some(&row("other.csv", 2, "3|a|1|1700000500|")), "by name");
    config.test = Some(folder.file("test.csv", "user_id,item_id,rating,timestamp,note\n3,a,1,1700000500,v\n"));
    assert_eq!(found(&config, below).last(), Some(&row("test.csv", 2, "3|a|1|1700000500|v")));
}

#[test]
fn no_more_than_the_first_rows_are_shown() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,timestamp\n");
    (0..4000).for_each(|row| {
        log += &format!("{},{},{}\n", if row % 2 == 0 { "" } else { "u" }, row % 50, 1_700_000_000 + row * 60)
    });
    let config = DataConfig { events: folder.file("log.csv", log), ..DataConfig::default() };
    let lines: Vec<u64> =
        found(&config, Fate::Dropped(DropReason::MissingId)).into_iter().map(|(_, line, _)| line).collect();
    assert_eq!(lines, (0..50).map(|at| 2 + 2 * at).collect::<Vec<u64>>());
}

#[test]
fn the_window_looks_them_up_when_asked() {
    let folder = Folder::new();
    let log = small_log() + ",nobody,view,1700000000\n";
    let mut ws = Workspace::new(2, None, || {});
    let until = |ws: &mut Workspace, is_so: &dyn Fn(&Workspace) -> bool| {
        let start = Instant::now();
        while !is_so(ws) {
            assert!(start.elapsed() < Duration::from_secs(60));
            ws.poll();
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    ws.update(Command::Open(vec![folder.file("log.csv", log)]));
    until(&mut ws, &|ws| ws.data().events.value.is_some() && ws.running().is_empty());
    ws.update(DataCommand::Load);
    until(&mut ws, &|ws| ws.loaded().is_some() && ws.running().is_empty());
    assert!(ws.data().dropped_rows.value.is_none(), "nothing is read before it is asked for");
    ws.update(DataCommand::LookAtDropped);
    until(&mut ws, &|ws| ws.data().dropped_rows.fresh().is_some());
    let dropped = ws.data().dropped_rows.value.clone().unwrap();
    let missing = dropped.rows.iter().find(|(fate, _)| *fate == Fate::Dropped(DropReason::MissingId)).unwrap();
    assert!(missing.1[0].cells.contains(&"nobody".to_owned()), "{:?}", missing.1);
}
