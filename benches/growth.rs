//! How fit and score time grow with the log, for a fixed catalogue: a table with exponents and a plot.
//!
//! `cargo bench --bench growth` goes to 10,000,000 events and writes `growth.svg` into `assets/screenshots`;
//! `-- LARGEST MODEL…` goes to another number and prints the table of these models. The exponent is the slope of the logarithms
//! between the two largest logs: 1 is linear.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tastebench::base::{TaskContext, seed};
use tastebench::data::{DataConfig, dataset};
use tastebench::features::{self, FeatureConfig};
use tastebench::models::{ModelKind, TrainingData};
use tastebench::split::{self, SplitConfig, SplitKind};

use rand::RngExt as _;

/// Size of the catalogue.
const ITEMS: u64 = 5_000;
/// Events of a user.
const PER_USER: u64 = 25;
/// Users who are scored.
const SCORED: usize = 1_000;

/// Seconds of one model by size of the log.
struct Growth {
    id: ModelKind,
    fit: Vec<f64>,
    score: Vec<f64>,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let largest = words.iter().find_map(|word| word.parse().ok()).unwrap_or(10_000_000u64);
    let mut sizes: Vec<u64> = (0..).map(|at| 100_000 * 10u64.pow(at)).take_while(|n| *n < largest).collect();
    sizes.push(largest);
    let is_named = |id: &ModelKind| words.iter().any(|word| word == id.id());
    let is_of_all = !ModelKind::all().any(|kind| is_named(&kind));
    let chosen = ModelKind::all().filter(|id| is_of_all || is_named(id));
    let mut found: Vec<Growth> = chosen.map(|id| Growth { id, fit: Vec::new(), score: Vec::new() }).collect();
    for &n in &sizes {
        measure(n, &mut found);
    }
    let slope = |v: &[f64]| match (v, &sizes[..]) {
        ([.., a, b], [.., n, m]) => (b / a).ln() / (*m as f64 / *n as f64).ln(),
        _ => f64::NAN,
    };
    println!(
        "| model | fit of {sizes:?} events, s | exponent | score of {SCORED} users, s | exponent |\n| --- | --- | --- | --- | --- |"
    );
    for Growth { id, fit, score } in &found {
        let words = |v: &[f64]| v.iter().map(|s| format!("{s:.2}")).collect::<Vec<_>>().join(" / ");
        println!("| `{id}` | {} | {:.2} | {} | {:.2} |", words(fit), slope(fit), words(score), slope(score));
    }
    if is_of_all {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots/growth.svg");
        std::fs::write(path, plot(&sizes, &found)).unwrap();
    }
}

/// Fits and scores every model on a log of `n` events.
fn measure(n: u64, found: &mut [Growth]) {
    let ctx = TaskContext::new();
    let folder = tempfile::tempdir().unwrap();
    let config = DataConfig {
        events: write_log(folder.path(), n),
        items: Some(write_items(folder.path())),
        ..DataConfig::default()
    };
    let data = dataset::load(&config, &ctx).unwrap();
    let split_config = SplitConfig { kind: Some(SplitKind::LeaveLastOut), validation: 0.0, ..SplitConfig::default() };
    let split = split::split(&data, &split_config, &config.weights, 1, &ctx).unwrap();
    let features = Arc::new(features::build(&split, &FeatureConfig::default(), &ctx).unwrap());
    let training = TrainingData { data: &data, split: &split, features: Some(&features), seed: 1 };
    for Growth { id, fit, score } in found {
        let model = match id.default_config() {
            config if config.kind().id() == "ials" => config.with("sweeps", 2.into()).unwrap(),
            config => config,
        };
        let start = Instant::now();
        let model = model.fit(training, &ctx).unwrap();
        fit.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let users: Vec<_> = split.test.users.iter().take(SCORED).collect();
        for block in users.chunks(model.block().max(1)) {
            let histories: Vec<_> = block.iter().map(|u| split.test.history.of(u.idx())).collect();
            model.score_block(&histories, &mut vec![0.0; histories.len() * model.n_items()]);
        }
        score.push(start.elapsed().as_secs_f64());
        eprintln!("{n:>10} {id}: {:.2} s, {:.2} s", fit.last().unwrap(), score.last().unwrap());
    }
}

/// Users of a few tastes, items of very different popularity, visits in time.
fn write_log(folder: &Path, n: u64) -> std::path::PathBuf {
    let path = folder.join("events.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(out, "user_id,item_id,timestamp").unwrap();
    for user in 0..n / PER_USER {
        let mut random = seed::rng(7, user);
        for step in 0..PER_USER {
            let near = random.random::<f64>().powi(3) * (ITEMS / 10) as f64;
            let taste = if random.random::<f32>() < 0.8 { user % 10 } else { random.random_range(0..10) };
            let time = 1_600_000_000 + random.random_range(0..10_000_000u64) + step * 60;
            writeln!(out, "{user},{},{time}", near as u64 * 10 + taste).unwrap();
        }
    }
    out.flush().unwrap();
    path
}

fn write_items(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("items.csv");
    let rows: String = (0..ITEMS).map(|i| format!("{i},c{},{}\n", i % 10, 5 + i % 90)).collect();
    std::fs::write(&path, format!("item_id,category,price\n{rows}")).unwrap();
    path
}

/// Fit time against events, both by their logarithm.
fn plot(sizes: &[u64], found: &[Growth]) -> String {
    const COLORS: [&str; 6] = ["#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"];
    let (width, height, left, bottom) = (760.0, 420.0, 60.0, 40.0);
    let last = *sizes.last().unwrap() as f64;
    let x = |n: f64| left + (n.log10() - 5.0) / (last.log10() - 5.0).max(1.0) * (width - left - 150.0);
    let y = |s: f64| height - bottom - (s.max(1e-3).log10() + 3.0) / 6.0 * (height - bottom - 20.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"Inter, sans-serif\" \
         font-size=\"12\"><rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>"
    );
    for power in -3..=3 {
        let at = y(10f64.powi(power));
        let words =
            if power < 0 { format!("{} ms", 10f64.powi(power + 3)) } else { format!("{} s", 10f64.powi(power)) };
        write!(svg, "<path d=\"M{left} {at:.1}H{:.1}\" stroke=\"#E3E3DF\"/>", x(last)).unwrap();
        write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#666B70\">{words}</text>",
            left - 8.0,
            at + 4.0
        )
        .unwrap();
    }
    for n in sizes {
        let power = (*n as f64).log10();
        let at = x(*n as f64);
        write!(svg, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#666B70\">10<tspan dy=\"-5\" font-size=\"9\">{power:.0}</tspan></text>", height - bottom + 20.0).unwrap();
    }
    write!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#666B70\">events, {ITEMS} items</text>",
        (left + x(last)) / 2.0,
        height - 4.0
    )
    .unwrap();
    let mut ends: Vec<(f64, &Growth)> = found.iter().map(|g| (y(*g.fit.last().unwrap()), g)).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = 0.0f64;
    for (at, (end, growth)) in ends.iter().enumerate() {
        let color = COLORS[at % COLORS.len()];
        let points: Vec<String> =
            sizes.iter().zip(&growth.fit).map(|(n, s)| format!("{:.1},{:.1}", x(*n as f64), y(*s))).collect();
        write!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>", points.join(" "))
            .unwrap();
        // Names keep clear of each other.
        free = (free + 14.0).max(*end + 4.0);
        write!(svg, "<text x=\"{:.1}\" y=\"{free:.1}\" fill=\"{color}\">{}</text>", x(last) + 8.0, growth.id).unwrap();
    }
    svg + "</svg>\n"
}
