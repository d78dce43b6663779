//! The program as it is started: exit codes, files, the same run again.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Folder, small_items, small_log};

fn tastebench(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tastebench"))
        .args(args)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// `metrics.json` without what differs from run to run.
fn figures(json: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(json).unwrap();
    for run in report["runs"].as_array_mut().unwrap() {
        let run = run.as_object_mut().unwrap();
        assert!(run.remove("fit_seconds").unwrap().as_f64().unwrap() >= 0.0);
        assert!(run.remove("score_seconds").unwrap().as_f64().unwrap() > 0.0);
    }
    report
}

#[test]
fn run_writes_its_files_and_the_project_gives_the_same_run() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let items = folder.file("items.csv", small_items());
    let out = folder.path().join("out");
    let args = [
        "run",
        text(&events),
        "--items",
        text(&items),
        "--models",
        "popular,item_knn,content",
        "--k",
        "5,10",
        "--seed",
        "9",
        "--set",
        "item_knn.neighbors=7",
        "--set",
        "blend.weights.content=0.4",
        "--out",
        text(&out),
        "--json",
    ];
    let first = tastebench(&args);
    assert!(first.status.success(), "{}", stderr(&first));
    assert_eq!(stderr(&first), "", "no progress without a terminal");
    let written = std::fs::read_to_string(out.join("metrics.json")).unwrap();
    assert_eq!(stdout(&first).trim(), written);
    let report = figures(&written);
    assert_eq!(report["seed"], 9);
    let runs = report["runs"].as_array().unwrap();
    let of_test: Vec<_> = runs.iter().filter(|r| r["split"] == "test").map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(of_test, ["popular", "item_knn", "content", "blend"]);
    assert_eq!(runs[1]["params"]["neighbors"], 7);
    for name in ["recall@5", "ndcg@10", "map@10", "mrr@5", "hit_rate@10", "precision@5", "coverage@10"] {
        assert!(runs[3]["metrics"][name].as_f64().unwrap() > 0.0, "{name}");
    }
    let again = tastebench(&["run", text(&out.join("project.toml")), "--json"]);
    assert_eq!(figures(&stdout(&again)), report);

    use polars::prelude::{LazyFrame, PlRefPath, ScanArgsParquet};
    let path = PlRefPath::try_from_path(&out.join("recommendations.parquet")).unwrap();
    let lists = LazyFrame::scan_parquet(path, ScanArgsParquet::default()).unwrap().collect().unwrap();
    let names: Vec<_> = lists.get_column_names().iter().map(|n| n.to_string()).collect();
    assert_eq!(names, ["user", "rank", "item", "score", "popular", "item_knn", "content"]);
    let column = |name: &str| lists.column(name).unwrap().f32().unwrap().into_no_null_iter().collect::<Vec<_>>();
    let (score, parts) = (column("score"), ["popular", "item_knn", "content"].map(column));
    assert!(lists.height() > 300);
    for (row, score) in score.iter().enumerate() {
        let sum: f32 = parts.iter().map(|p| p[row]).sum();
        assert!((sum - score).abs() < 1e-4, "the parts of row {row} add up to its score");
    }
}

#[test]
fn a_saved_model_recommends_in_another_process() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let out = folder.path().join("out");
    let args = ["run", text(&events), "--models", "item_knn,ials", "--out", text(&out), "--save-models"];
    let run = tastebench(&args);
    assert!(run.status.success(), "{}", stderr(&run));
    for id in ["item_knn", "ials"] {
        let model = out.join("models").join(format!("{id}.safetensors"));
        let asked = tastebench(&["recommend", text(&model), "--history", "i2,i4", "--k", "3", "--json"]);
        assert!(asked.status.success(), "{}", stderr(&asked));
        let list: serde_json::Value = serde_json::from_str(&stdout(&asked)).unwrap();
        let list = list["list"].as_array().unwrap();
        let items: Vec<&str> = list.iter().map(|e| e["item"].as_str().unwrap()).collect();
        assert_eq!(items.len(), 3);
        assert!(items.iter().all(|i| *i != "i2" && *i != "i4"), "{items:?}");
        let number = |item: &str| item[1..].parse::<u32>().unwrap();
        assert_eq!(number(items[0]) % 2, 0, "even items go with even ones: {items:?}");
        let ask = |history: &str| stdout(&tastebench(&["recommend", text(&model), "--history", history, "--json"]));
        assert_eq!(ask("i2,i4,i2"), ask("i4,i2"), "met again, an item weighs no more");
    }
    let broken = folder.file("half.safetensors", &std::fs::read(out.join("models/ials.safetensors")).unwrap()[..700]);
    let asked = tastebench(&["recommend", text(&broken), "--history", "i2"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(stderr(&asked).contains("half.safetensors"), "{}", stderr(&asked));
    let asked = tastebench(&["recommend", text(&out.join("models/ials.safetensors")), "--history", "nobody"]);
    assert_eq!(asked.status.code(), Some(2), "an item that the model does not know");
    assert!(stderr(&asked).contains("nobody"), "{}", stderr(&asked));
}

#[test]
fn a_search_goes_on_where_its_file_ends() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let trials = folder.path().join("trials.json");
    let search = |n: &'static str| {
        tastebench(&[
            "search",
            text(&events),
            "--model",
            "rp3beta",
            "--method",
            "random",
            "--trials",
            n,
            "--metric",
            "recall@10",
            "--out",
            text(&trials),
        ])
    };
    let numbers = || {
        let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&trials).unwrap()).unwrap();
        kept.as_array().unwrap().iter().map(|t| t["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let first = search("3");
    assert!(first.status.success(), "{}", stderr(&first));
    assert_eq!(numbers(), [0, 1, 2]);
    let more = search("5");
    assert_eq!(numbers(), [0, 1, 2, 3, 4], "what was tried is not tried again");
    assert!(stdout(&more).contains("beta"), "{}", stdout(&more));
    std::fs::write(&trials, "[1, 2").unwrap();
    let refused = search("5");
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("trials.json, row 1"), "{}", stderr(&refused));
}

#[test]
fn given_train_and_test_files() {
    let folder = Folder::new();
    let train = folder.file("train.csv", "user_id,item_id\n1,a\n1,b\n2,a\n2,b\n2,c\n3,b\n3,c\n");
    let test = folder.file("test.csv", "user_id,item_id\n1,c\n3,a\n");
    let output = tastebench(&[
        "run",
        "--train",
        text(&train),
        "--test",
        text(&test),
        "--models",
        "item_knn",
        "--k",
        "1",
        "--json",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let report = figures(&stdout(&output));
    assert_eq!(report["split"]["kind"], "given");
    assert_eq!(report["runs"].as_array().unwrap().len(), 1, "all of train is for learning");
    assert_eq!(report["runs"][0]["users"], 2);
    assert_eq!(report["runs"][0]["metrics"]["recall@1"], 1.0);
}

#[test]
fn inspect_tells_the_mapping_and_the_account() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let output = tastebench(&["inspect", text(&events), "--json"]);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["columns"][0]["role"], "user");
    assert_eq!(report["profile"]["users"], 40);
    assert_eq!(report["account"]["rows"], 480);
    let output = tastebench(&["inspect", text(&events)]);
    assert!(stdout(&output).contains("Event type") && stdout(&output).contains("480"));
    // A column can be said to be something else.
    let output = tastebench(&["inspect", text(&events), "--column", "item_id=ignore"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Choose the column that holds the item"), "{}", stderr(&output));
}

#[test]
fn sample_writes_a_shop_that_runs() {
    let folder = Folder::new();
    let out = folder.path().join("shop");
    let output = tastebench(&["sample", "--out", text(&out), "--events", "3000", "--seed", "5"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let output = tastebench(&["run", text(&out.join("project.toml")), "--set", "evaluation.resamples=0"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("blend"));
}

#[test]
fn exit_codes_and_one_line_of_reason() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let fails = |args: &[&str], code: i32, words: &str| {
        let output = tastebench(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    };
    fails(&["run", "/nowhere/at/all.csv"], 2, "does not exist");
    fails(&["run"], 2, "required");
    fails(&["run", text(&events), "--models", "magic"], 2, "no model “magic”");
    fails(&["run", text(&events), "--set", "item_knn.colour=red"], 2, "colour");
    fails(&["run", text(&events), "--set", "item_knn.neighbors=0"], 2, "between 1 and 100000");
    fails(&["run", text(&events), "--models", "popular", "--set", "item_knn.neighbors=5"], 2, "has no model item_knn");
    fails(&["run", text(&events), "--split", "given"], 2, "needs a test file");
    fails(&["run", text(&events), "--models", "content"], 2, "no feature of the items is known");
    fails(&["run", text(&events), "--k", "0"], 2, "1 to 1000");
    let blocked = folder.file("blocked", "");
    fails(&["run", text(&events), "--out", text(&blocked)], 1, "could not be written");
    #[cfg(all(unix, not(target_os = "macos"), feature = "gui"))]
    fails(&[text(&events)], 2, "there is no display");
    assert_eq!(tastebench(&["--help"]).status.code(), Some(0));
    assert!(stdout(&tastebench(&["--version"])).starts_with("tastebench "));
}

/// An interrupt ends the run with code 130 and leaves no half-written file.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    let folder = Folder::new();
    let out = folder.path().join("shop");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tastebench"))
        .args(["sample", "--out", text(&out), "--events", "8000000"])
        .spawn()
        .unwrap();
    // Its first files are written when the log begins.
    for _ in 0..600 {
        if out.join("users.csv").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!out.join("events.csv").exists());
}
