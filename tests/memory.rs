//! What a fit takes is what it said that it would take, and what does not fit is refused in words.
//!
//! Each model is fitted in a process of its own, since the peak of resident memory belongs to a process.

use std::io::Write as _;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{DataFrame, NamedFrom as _, ParquetWriter, Series};
use tastebench::base::{TaskContext, Vocabulary};
use tastebench::data::attributes::AttributeBuilder;
use tastebench::data::column::Texts;
use tastebench::data::interactions::{Event, Interactions};
use tastebench::data::{AttributeKind, DataConfig, Dataset, Entity, Tables, dataset, event_log};
use tastebench::features::{FeatureBlock, FeatureMatrix};
use tastebench::math::CsrMatrix;
use tastebench::models::{ModelConfig, TrainingData};
use tastebench::split::{self, SplitConfig, SplitKind};

use crate::support::{Folder, in_english, kind};

const MB: i64 = 1 << 20;

/// Held while a process runs that is measured or limited, so that one at a time takes memory.
static ALONE: Mutex<()> = Mutex::new(());

/// A model, what is set, and a log: users, items, events of each user, and whether their items are near each other.
struct Case {
    model: &'static str,
    settings: &'static [(&'static str, i64)],
    /// Whether it is told apart by a column that is different for each user.
    by: bool,
    log: [usize; 3],
}

/// Logs of which a fit takes 80 to 140 MB within seconds: what takes time without memory is kept small.
const CASES: &[Case] = &[
    Case { model: "popular", settings: &[], by: false, log: [20_000, 8_000_000, 6] },
    Case { model: "popular", settings: &[], by: true, log: [150_000, 2_500_000, 20] },
    Case { model: "item_knn", settings: &[], by: false, log: [60_000, 60_000, 15] },
    Case { model: "user_knn", settings: &[], by: false, log: [200_000, 20_000, 24] },
    Case { model: "rp3beta", settings: &[], by: false, log: [60_000, 60_000, 15] },
    Case { model: "ease", settings: &[], by: false, log: [50_000, 5_000, 10] },
    Case { model: "sparse_ease", settings: &[("neighbors", 5)], by: false, log: [60_000, 60_000, 15] },
    Case { model: "ials", settings: &[("factors", 64), ("sweeps", 1)], by: false, log: [100_000, 400_000, 6] },
    Case { model: "graph_filter", settings: &[("rank", 8)], by: false, log: [20_000, 60_000, 20] },
    Case { model: "session_knn", settings: &[], by: false, log: [300_000, 20_000, 20] },
    Case { model: "transitions", settings: &[("window", 5)], by: false, log: [80_000, 20_000, 20] },
    Case { model: "content", settings: &[], by: false, log: [60_000, 4_000_000, 6] },
    Case {
        model: "click_ranker",
        settings: &[("epochs", 1), ("negatives", 1), ("recent", 1)],
        by: false,
        log: [150_000, 20_000, 20],
    },
];

impl Case {
    /// The name of the case: the model, where it is told apart by a column of the users with that column.
    fn name(&self) -> String {
        if self.by { format!("{} by mail", self.model) } else { self.model.to_string() }
    }
}

/// Three features an item.
fn features(n_items: usize) -> FeatureMatrix {
    let indptr = (0..=n_items).map(|item| 3 * item).collect();
    let entries = 0..3 * n_items as u64;
    let indices = entries.clone().map(|at| (300 * (at % 3) + mixed(at + 1) % 300) as u32).collect();
    let values = entries.map(|_| 1.0).collect();
    let terms = (0..1000).map(|term| term.to_string()).collect();
    let blocks = vec![FeatureBlock { name: "kind".into(), start: 0, terms }];
    FeatureMatrix { matrix: CsrMatrix::from_parts(1000, indptr, indices, values).unwrap(), blocks }
}

fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (n ^ (n >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (n >> 32)
}

/// Every user takes items by chance, a day apart or minutes after each other.
fn log([n_users, n_items, each]: [usize; 3], by: bool) -> Dataset {
    let ids = |n: usize| {
        let mut text = String::new();
        let ends = (0..n).map(|id| {
            text += &id.to_string();
            text.len()
        });
        let ends = ends.collect();
        Vocabulary::from_parts(text, ends).unwrap()
    };
    let mut events = Vec::with_capacity(n_users * each);
    for user in 0..n_users {
        for at in 0..each {
            let row = (user * each + at) as u32;
            let item = (mixed(u64::from(row) + 1) % n_items as u64) as u32;
            let time = 1_700_000_000_000_000 + (at as i64 / 4 * 86_400 + at as i64 * 60) * 1_000_000;
            let (user, weight, session) = (user as u32, 1.0, u32::MAX);
            events.push(Event { user, item, time, weight, session, row, event: 0, part: 0 });
        }
        let first = user * each;
        events[first..].sort_by_key(|e| (e.item, e.time));
    }
    let interactions = Interactions {
        users: ids(n_users),
        items: ids(n_items),
        events,
        has_time: true,
        has_sessions: false,
        has_test_part: false,
    };
    let mut data = Dataset { interactions, ..Dataset::default() };
    if by {
        let alone: Vec<String> = (0..n_users).map(|user| format!("u{user}@shop")).collect();
        let alone = Texts::of(alone.iter().map(String::as_str), n_users);
        let mut attributes = AttributeBuilder::default();
        attributes.add("mail", AttributeKind::Category, n_users, &alone, Some);
        data.user_attributes = attributes.finish(Entity::User, &mut Vec::new());
    }
    data
}

/// Kilobytes that the system tells of this process.
fn status(name: &str) -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    1024 * line.trim_start_matches(':').split_whitespace().next().unwrap().parse::<i64>().unwrap()
}

/// Tells what `work` took: `estimate` and the peak above what was resident before it.
fn measure<T>(estimate: u64, work: impl FnOnce() -> T) {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = status("VmRSS");
    let result = work();
    println!("MEASURED {estimate} {}", status("VmHWM") - before);
    drop(result);
}

#[test]
#[ignore = "run by the other tests in a process of its own"]
fn child() {
    let Ok(of) = std::env::var("TASTEBENCH_MEASURED") else { return };
    if let Some(path) = of.strip_prefix("load ") {
        let config = DataConfig { events: path.into(), ..DataConfig::default() };
        let tables = Tables::open(&config, &TaskContext::new()).unwrap();
        let estimate = event_log::memory(&tables, &config).unwrap();
        measure(estimate, || dataset::load(&config, &TaskContext::new()).unwrap());
        return;
    }
    let case = CASES.iter().find(|case| case.name() == of).unwrap();
    fit(case);
}

fn fit(case: &Case) {
    let ctx = TaskContext::new();
    let data = log(case.log, case.by);
    let split_config =
        SplitConfig { kind: Some(SplitKind::Random), validation: 0.0, test: 0.1, ..SplitConfig::default() };
    let split = split::split(&data, &split_config, &Default::default(), 1, &ctx).unwrap();
    let mut config: ModelConfig = kind(case.model).default_config();
    for (name, value) in case.settings {
        config = config.with(name, (*value).into()).unwrap();
    }
    if case.by {
        config = config.with("by", "mail".into()).unwrap();
    }
    let features = config.needs_features().then(|| Arc::new(features(case.log[1])));
    let estimate = config.memory(&split.shape, features.as_deref());
    let training = TrainingData { data: &data, split: &split, features: features.as_ref(), seed: 1 };
    measure(estimate, || config.fit(training, &ctx).unwrap());
}

/// What a child measured: estimate and peak.
fn measured(of: &str) -> (i64, i64) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // The system's allocator gives back at once what is freed, so that nothing that lies unused hides what a fit takes.
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::child", "--ignored", "--nocapture"])
        .env("TASTEBENCH_MEASURED", of)
        .env("MALLOC_TRIM_THRESHOLD_", "0")
        .env("MALLOC_MMAP_THRESHOLD_", "65536")
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = text.lines().find_map(|line| line.split_once("MEASURED "));
    let told = told.unwrap_or_else(|| panic!("{of}: {text} {}", String::from_utf8_lossy(&output.stderr)));
    let numbers: Vec<i64> = told.1.split_whitespace().map(|n| n.parse().unwrap()).collect();
    (numbers[0], numbers[1])
}

/// Whether an estimate holds, and is no more than half too large.
fn check(of: &str, failed: &mut Vec<String>) {
    let (estimate, peak) = measured(of);
    let line =
        format!("{of}: {} MB said, {} MB taken, ratio {:.2}", estimate / MB, peak / MB, estimate as f64 / peak as f64);
    println!("{line}");
    if peak > estimate + 32 * MB || 3 * peak < 2 * estimate {
        failed.push(line);
    }
}

#[test]
fn a_fit_takes_what_it_said() {
    if !cfg!(target_os = "linux") {
        return println!("The peak of a process is not known here.");
    }
    let only = std::env::var("TASTEBENCH_ONLY").ok();
    let mut failed = Vec::new();
    for case in CASES.iter().filter(|case| only.as_ref().is_none_or(|only| only.split(',').any(|o| o == case.model))) {
        check(&case.name(), &mut failed);
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// `n` events of users and items by chance, a second apart.
fn csv(n: u64, n_users: u64, n_items: u64) -> String {
    let mut text = String::from("user_id,item_id,timestamp\n");
    for row in 0..n {
        let (user, item) = (mixed(2 * row + 1) % n_users, mixed(2 * row + 2) % n_items);
        text += &format!("{user},{item},{}\n", 1_700_000_000 + row);
    }
    text
}

#[test]
fn loading_takes_what_it_said() {
    if !cfg!(target_os = "linux") {
        return println!("The peak of a process is not known here.");
    }
    let folder = Folder::new();
    let text = csv(1_250_000, 100_000, 20_000);
    let path = folder.file("events.csv", &text);
    let rows: Vec<Vec<i64>> =
        text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect()).collect();
    let column =
        |at: usize, name: &str| Series::new(name.into(), rows.iter().map(|row| row[at]).collect::<Vec<_>>()).into();
    let columns = vec![column(0, "user_id"), column(1, "item_id"), column(2, "timestamp")];
    let mut table = DataFrame::new(rows.len(), columns).unwrap();
    drop(rows);
    let parquet = folder.path().join("events.parquet");
    ParquetWriter::new(std::fs::File::create(&parquet).unwrap()).finish(&mut table).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = folder.file("events.csv.gz", gzip.finish().unwrap());
    let mut failed = Vec::new();
    for path in [path, parquet, gzip] {
        check(&format!("load {}", path.display()), &mut failed);
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The program with an address space of so many megabytes.
fn limited(megabytes: u64, arguments: &[&str]) -> Output {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let limited = format!("ulimit -v {}; exec \"$0\" \"$@\"", megabytes << 10);
    in_english(&mut Command::new("sh"))
        .args(["-c", &limited, env!("CARGO_BIN_EXE_tastebench"), "run"])
        .args(arguments)
        .env("RAYON_NUM_THREADS", "2")
        .env("POLARS_MAX_THREADS", "2")
        .output()
        .unwrap()
}

#[test]
fn what_does_not_fit_is_refused_and_never_killed() {
    if !cfg!(target_os = "linux") {
        return println!("Memory cannot be limited here.");
    }
    let folder = Folder::new();
    let path = folder.file("events.csv", csv(100_000, 12_000, 12_000));
    let users: String = (0..12_000).map(|user| format!("{user},u{user}@shop\n")).collect();
    let users = folder.file("users.csv", format!("user_id,mail\n{users}"));
    let (path, users) = (path.to_str().unwrap(), users.to_str().unwrap());
    // What is asked of the model, and whether it fits.
    let cases = [
        ("popular", "popular.by=mail", true),
        ("transitions", "transitions.window=100", true),
        ("graph_filter", "graph_filter.rank=4096", false),
        ("ials", "ials.factors=4096", false),
        ("ease", "ease.reg=300", false),
    ];
    for (model, setting, fits) in cases {
        let output = limited(600, &[path, "--users", users, "--models", model, "--set", setting]);
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(if fits { 0 } else { 1 }), "{setting}: {words}");
        assert!(fits || words.contains("needs") && words.contains("are free"), "{setting}: {words}");
    }
    let long = folder.file("long.csv", format!("user_id,item_id,timestamp\n{}", "7,8,1700000000\n".repeat(15_000_000)));
    let output = limited(900, &[long.to_str().unwrap(), "--models", "popular"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("long.csv") && words.contains("needs") && words.contains("shorter time"), "{words}");
}
