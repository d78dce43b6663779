//! The program as it is started: exit codes, files, the same run again.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Folder, in_english, small_items, small_log};

fn process(args: &[&str]) -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_tastebench"));
    in_english(&mut process).args(args).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    process
}

fn tastebench(args: &[&str]) -> Output {
    process(args).output().unwrap()
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

    use polars::prelude::{ParquetReader, SerReader as _};
    let lists = std::fs::File::open(out.join("recommendations.parquet")).unwrap();
    let lists = ParquetReader::new(lists).finish().unwrap();
    let names: Vec<_> = lists.get_column_names().iter().map(|n| n.to_string()).collect();
    assert_eq!(names, ["user", "rank", "item", "score", "popular", "item_knn", "content", "served"]);
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
        kept["trials"].as_array().unwrap().iter().map(|t| t["number"].as_u64().unwrap()).collect::<Vec<_>>()
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
fn a_file_of_another_search_is_refused_before_any_training() {
    let folder = Folder::new();
    let a = folder.file("A.csv", small_log());
    let b = folder.file("B.csv", small_log().lines().take(400).collect::<Vec<_>>().join("\n"));
    let trials = folder.path().join("trials.json");
    let search = |log: &Path, more: &[&str]| {
        let mut args = vec!["search", text(log), "--trials", "2", "--out", text(&trials)];
        args.extend(more);
        let output = tastebench(&args);
        (output.status.code(), stderr(&output))
    };
    let ease = ["--model", "ease", "--seed", "1"];
    assert_eq!(search(&a, &ease), (Some(0), String::new()));
    let kept = std::fs::read(&trials).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&kept).unwrap();
    let subject = &written["search"];
    assert_eq!((&written["format_version"], &subject["log"]), (&1.into(), &"A.csv".into()));
    assert_eq!((&subject["metric"], &subject["seed"]), (&"ndcg@20".into(), &1.into()));
    assert_eq!((&subject["start"]["id"], &subject["method"]), (&"ease".into(), &"halving".into()));
    assert_eq!(subject["split"]["validation"], 0.1);

    let refused = |log: &Path, more: &[&str], words: &[&str]| {
        let (code, said) = search(log, more);
        assert_eq!(code, Some(2), "{more:?}: {said}");
        assert!(words.iter().all(|words| said.contains(words)), "{more:?}: {said}");
        assert_eq!(std::fs::read(&trials).unwrap(), kept, "the file is as it was");
    };
    let was = "trials.json: holds a search of ease on A.csv for ndcg@20, seed 1";
    refused(
        &b,
        &["--model", "ials", "--seed", "1"],
        &[was, "; this is ials on B.csv for ndcg@20, seed 1. Name another file."],
    );
    refused(&a, &["--model", "ease", "--seed", "2"], &[was, "this is ease on A.csv for ndcg@20, seed 2."]);
    refused(&a, &[&ease[..], &["--metric", "recall@10"]].concat(), &[was, "for recall@10, seed 1."]);
    refused(&a, &[&ease[..], &["--method", "random"]].concat(), &["method halving", "method random"]);
    refused(&a, &[&ease[..], &["--set", "ease.reg=7.0"]].concat(), &["starting with reg ", "starting with reg 7.0."]);
    refused(&a, &[&ease[..], &["--set", "split.validation=0.2"]].concat(), &["split with validation 0.2."]);
    refused(&a, &[&ease[..], &["--set", "data.clean.repeat_secs=9"]].concat(), &[was, "read with other settings."]);
    std::fs::copy(&b, &a).unwrap();
    refused(&a, &ease, &["ease on A.csv (content ", "this is ease on A.csv (content "]);
    folder.file("A.csv", small_log());
    let moved = folder.path().join("elsewhere");
    std::fs::create_dir(&moved).unwrap();
    std::fs::rename(&a, moved.join("A.csv")).unwrap();
    assert_eq!(search(&moved.join("A.csv"), &ease), (Some(0), String::new()), "the same log in another place");

    let bare = serde_json::to_vec(&written["trials"]).unwrap();
    std::fs::write(&trials, bare).unwrap();
    let (code, said) = search(&moved.join("A.csv"), &ease);
    assert_eq!(code, Some(2));
    assert!(said.contains("but not what was searched") && said.contains("Name another file"), "{said}");
    std::fs::write(&trials, "{\"format_version\": 7, \"tries\": []}").unwrap();
    let (_, said) = search(&moved.join("A.csv"), &ease);
    assert!(said.contains("newer program (layout 7; this one reads up to 1). Update this one."), "{said}");
    std::fs::remove_file(&trials).unwrap();
    let (_, said) = search(&folder.path().join("none.csv"), &ease);
    assert!(said.contains("none.csv: does not exist"), "{said}");
}

#[test]
fn a_search_that_goes_on_with_more_trials_is_the_longer_search() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let search = |method: &str, trials: &str, name: &str| {
        let out = folder.path().join(name);
        let args = ["search", text(&events), "--model", "item_knn", "--method", method, "--trials", trials];
        let output = tastebench(&[&args[..], &["--out", text(&out)]].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
        let mut trials = std::mem::take(file["trials"].as_array_mut().unwrap());
        for trial in &mut trials {
            trial["fit_seconds"].take();
            trial["score_seconds"].take();
        }
        trials.sort_by_key(|t| (t["round"].as_u64(), t["number"].as_u64()));
        trials
    };
    for (method, least) in [("random", 9), ("halving", 9 + 3 + 1)] {
        search(method, "4", &format!("{method}.json"));
        let longer = search(method, "9", &format!("{method}.json"));
        let at_once = search(method, "9", &format!("{method} at once.json"));
        assert_eq!(at_once.len(), least);
        assert!(at_once.iter().all(|trial| longer.contains(trial)), "{method}: what was tried counts the same");
    }
}

#[test]
fn what_cannot_be_used_is_refused_before_the_log_is_read() {
    let folder = Folder::new();
    let (gone, items) = (folder.path().join("gone.csv"), folder.file("items.csv", small_items()));
    let refused = |args: &[&str], words: &[&str]| {
        let output = tastebench(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(words.iter().all(|words| said.contains(words)), "{args:?}: {said}");
    };
    for (setting, words) in [
        ("split.validation=0.9", "split.validation is 0.9; it must lie between 0 and 0.5"),
        ("split.last_n=0", "split.last_n is 0"),
        ("split.popularity_exponent=nan", "split.popularity_exponent is NaN"),
        ("data.clean.repeat_secs=-1", "clean.repeat_secs is -1"),
        ("data.clean.repeat_secs=inf", "clean.repeat_secs is inf"),
        ("data.clean.from=\"last week\"", "clean.from is “last week”, which is no time"),
        ("data.clean.until=\"soon\"", "clean.until is “soon”"),
        ("data.clean.min_items_per_user=0", "clean.min_items_per_user is 0"),
        ("data.clean.min_users_per_item=0", "clean.min_users_per_item is 0"),
        ("data.clean.robot_events_per_day=0", "clean.robot_events_per_day is 0"),
        ("features.price.weight=11", "weight of feature “price” is 11"),
        ("evaluation.resamples=20000", "evaluation.resamples"),
    ] {
        refused(&["run", text(&gone), "--models", "popular", "--set", setting], &[words]);
        refused(&["search", text(&gone), "--model", "ease", "--set", setting], &[words]);
    }
    let names = ["no metric “ndcg@50”", "recall@10", "ndcg@20", "coverage@20"];
    refused(&["search", text(&gone), "--model", "ease", "--metric", "ndcg@50"], &names);
    refused(&["search", text(&gone), "--model", "ease", "--trials", "0"], &["trials is 0"]);

    let events = folder.file("events.csv", small_log());
    let args = ["run", text(&events), "--items", text(&items), "--set", "features.prcie.weight=2.0"];
    refused(&args, &["features.prcie: no column gives this feature", "title, category, price"]);
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
fn columns_of_items_and_users_files_can_be_said_to_be_something_else() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let items = folder.file("items.csv", small_items());
    let users = folder.file("users.csv", (0..40).fold("who,age\n".to_owned(), |t, u| t + &format!("u{u},{u}\n")));
    let project = folder.path().join("out");
    let run = |more: &[&str]| {
        let args = ["run", text(&events), "--items", text(&items), "--users", text(&users), "--models", "popular"];
        tastebench(&[&args[..], &["--out", text(&project)], more].concat())
    };
    let output = run(&[
        "--items-column",
        "title=ignore",
        "--items-column",
        "price=item_number",
        "--users-column",
        "who=user",
        "--users-column",
        "age=ignore",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let columns = tastebench::project::load(&project.join("project.toml")).unwrap().data.columns;
    let role = |of: &tastebench::data::schema::ChosenRoles, name: &str| of.get(name).copied();
    use tastebench::data::Role;
    assert_eq!(role(&columns.items, "title"), Some(Role::Ignore));
    assert_eq!(role(&columns.items, "price"), Some(Role::item(tastebench::data::AttributeKind::Number)));
    assert_eq!(role(&columns.users, "who"), Some(Role::User));
    assert_eq!(role(&columns.users, "age"), Some(Role::Ignore));

    let refused = |more: &[&str], words: &[&str]| {
        let output = run(more);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        words.iter().for_each(|word| assert!(stderr(&output).contains(word), "{word}: {}", stderr(&output)));
    };
    refused(&["--items-column", "tilte=item_title"], &["items.csv", "no column “tilte”", "“title”"]);
    refused(&["--users-column", "who=person"], &["users.csv", "no role “person”", "user.category"]);
    refused(&["--items-column", "price=session"], &["items.csv", "“session”", "item.price"]);
    refused(&["--users-column", "who"], &["users.csv", "NAME=ROLE"]);
    refused(&["--column", "evnet=event"], &["events.csv", "no column “evnet”"]);
    let output = tastebench(&["run", text(&events), "--items-column", "title=ignore"]);
    assert!(stderr(&output).contains("--items"), "{}", stderr(&output));
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
    fails(&["run", text(&events), "--set", "item_knn.neighbors=0"], 2, "between 1 and 100,000");
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

/// The numbers in a text, one after the other.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && !".,".contains(c));
    parts.map(|part| part.trim_matches(['.', ','])).filter(|part| !part.is_empty()).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('一'..='龥').contains(&c))
}

/// English words that follow each other: two of three letters or more that are no names of commands.
fn english_in(text: &str) -> Vec<String> {
    let names = ["tastebench", "run", "search", "inspect", "recommend", "sample", "help"];
    let is_word = |word: &str| {
        let word = word.trim_matches([',', '.', ';', ':', '(', ')', '[', ']', '\'', '"']);
        word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic()) && !names.contains(&word)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).filter(|pair| pair.iter().all(|word| is_word(word))).map(|pair| pair.join(" ")).collect()
}

#[test]
fn the_command_line_speaks_the_language_that_is_asked_for_or_of_the_system() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let english = stdout(&tastebench(&["inspect", text(&events)]));
    assert!(!is_chinese(&english), "{english}");
    let chinese = stdout(&tastebench(&["--lang", "zh-CN", "inspect", text(&events)]));
    for word in ["示例", "用户", "行为类型", "保留"] {
        assert!(chinese.contains(word), "{chinese}");
    }
    // In Chinese a tenth is 10%.
    let figures = |text| numbers(text).into_iter().filter(|n| *n != "10").map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(figures(&chinese), figures(&english), "{chinese}{english}");
    assert_eq!(stdout(&tastebench(&["inspect", text(&events), "--lang=zh"])), chinese);
    if cfg!(all(unix, not(target_os = "macos"))) {
        let of_system = process(&["inspect", text(&events)]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
        assert_eq!(stdout(&of_system), chinese);
        let asked = process(&["inspect", text(&events), "--lang", "en"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
        assert_eq!(stdout(&asked), english);
    }
    let unknown = tastebench(&["--lang", "xx", "inspect", text(&events)]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = stderr(&unknown);
    assert!(said.contains("“xx”") && said.contains("en (English), zh-CN (简体中文)"), "{said}");
}

#[test]
fn json_is_the_same_in_every_language() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let out = folder.path().join("out");
    let model = out.join("models/click_ranker.safetensors");
    let run = ["run", text(&events), "--models", "click_ranker", "--out", text(&out), "--save-models", "--json"];
    let inspect = ["inspect", text(&events), "--json"];
    let recommend = ["recommend", text(&model), "--history", "i2,i4", "--json"];
    for (args, is_run) in [(&run[..], true), (&inspect, false), (&recommend, false)] {
        let [english, chinese] = ["en", "zh-CN"].map(|language| {
            let output = tastebench(&[&["--lang", language][..], args].concat());
            assert!(output.status.success(), "{}", stderr(&output));
            stdout(&output)
        });
        if is_run {
            assert_eq!(figures(&chinese), figures(&english));
        } else {
            assert_eq!(chinese, english);
        }
    }
}

#[test]
fn help_and_mistakes_are_said_in_chinese() {
    let chinese = |args: &[&str]| tastebench(&[&["--lang", "zh-CN"][..], args].concat());
    let helps = [
        &["--help"][..],
        &["-h"],
        &["help"],
        &["run", "--help"],
        &["help", "run"],
        &["search", "--help"],
        &["inspect", "--help"],
        &["recommend", "--help"],
        &["sample", "--help"],
        &["help", "help"],
    ];
    for args in helps {
        let output = chinese(args);
        let said = stdout(&output);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        assert!(said.contains("用法：\n  tastebench"), "{args:?}: {said}");
        assert_eq!(english_in(&said), Vec::<String>::new(), "{args:?}: {said}");
        for line in said.lines().filter(|line| line.starts_with("  ") && !line.starts_with("  tastebench")) {
            assert!(is_chinese(line), "{args:?}: {line}");
        }
    }
    let help = stdout(&chinese(&["search", "--help"]));
    assert!(help.contains("[选项]") && help.contains("--out <文件>") && help.contains("（默认：27）"), "{help}");

    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let wrong: [(&[&str], &[&str]); 12] = [
        (&["run"], &["缺少", "<文件>"]),
        (&["sample"], &["缺少", "--out <文件夹>"]),
        (&["run", text(&events), "--modles", "ease"], &["--modles", "--models"]),
        (&["run", text(&events), "-x"], &["-x", "-- -x"]),
        (&["run", text(&events), "--seed", "many"], &["many", "整数"]),
        (&["run", text(&events), "--seed"], &["--seed <数量>", "缺少值"]),
        (&["run", text(&events), "--json=3"], &["--json", "3"]),
        (&["run", text(&events), "--seed", "1", "--seed", "2"], &["--seed <数量>", "只能使用一次"]),
        (&["run", "--train", "a", "--test", "b", "--events", "c"], &["--events <文件>", "--train <文件>", "同时"]),
        (&["help", "runn"], &["runn"]),
        (&["search", text(&events), "--model", "ease", "--minutes", "soon"], &["soon", "数字"]),
        (&["run", text(&events), "--lang"], &["--lang <语言>", "缺少值"]),
    ];
    for (args, words) in wrong {
        let output = chinese(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.starts_with("错误：") && words.iter().all(|words| said.contains(words)), "{args:?}: {said}");
        assert_eq!(english_in(&said), Vec::<String>::new(), "{args:?}: {said}");
    }
    let said = stderr(&tastebench(&["run", text(&events), "--modles", "ease"]));
    assert!(
        said.starts_with("error: unexpected argument “--modles”") && said.contains("tip: did you mean --models?"),
        "{said}"
    );
}

/// An interrupt ends the run with code 130 and leaves no half-written file.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    let folder = Folder::new();
    let out = folder.path().join("shop");
    let mut child = process(&["sample", "--out", text(&out), "--events", "8000000"]).spawn().unwrap();
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

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log());
    let mut child = process(&["inspect", text(&events)])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn inspect_shows_dropped_rows_with_file_and_line() {
    let folder = Folder::new();
    let events = folder.file("events.csv", small_log() + "u1,,view,1700000000\n");
    let line = small_log().lines().count() as u64 + 1;
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&tastebench(&["inspect", text(&events), "--json", "--dropped"]))).unwrap();
    let row = &report["dropped_rows"]["missing_id"][0];
    assert_eq!(row["line"], line);
    assert_eq!((&row["cells"]["user_id"], &row["cells"]["event"]), (&"u1".into(), &"view".into()));
    assert!(row["file"].as_str().unwrap().ends_with("events.csv"));
    let shown = stdout(&tastebench(&["inspect", text(&events), "--dropped"]));
    assert!(shown.contains(&format!("events.csv, line {line}:  u1 |  | view | 1700000000")), "{shown}");
    let without = stdout(&tastebench(&["inspect", text(&events), "--json"]));
    assert!(serde_json::from_str::<serde_json::Value>(&without).unwrap()["dropped_rows"].is_null());
}

#[test]
fn returns_take_back_purchases_and_can_be_kept_from_it() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,quantity,timestamp\n");
    for user in 0..30 {
        (0..8).for_each(|item| {
            log += &format!("u{user},i{},2,{}\n", (user + item) % 12, 1_700_000_000 + item * 1000 + user)
        });
        log += &format!("u{user},i{user_item},-2,{}\n", 1_700_000_900 + user, user_item = user % 12);
    }
    let events = folder.file("log.csv", log);
    let run = |setting: &str| -> serde_json::Value {
        let out = tastebench(&["run", text(&events), "--models", "popular", "--set", setting, "--json"]);
        serde_json::from_str(&stdout(&out)).unwrap_or_else(|_| panic!("{}", stderr(&out)))
    };
    let (taken, kept) = (run("data.weights.returns=take_back"), run("data.weights.returns=keep"));
    let n = |report: &serde_json::Value| report["split"]["train_interactions"].as_u64().unwrap();
    assert_eq!(n(&kept), n(&taken) + 30);
    assert_eq!(taken["data"]["negative"]["returned"], 30);
    assert!(taken["warnings"].to_string().contains("Returns cover 30 purchases in full"), "{taken}");
}

/// What was assumed is told with an option; typed as it stands, it is understood, and the remark is gone.
#[test]
fn every_option_that_a_remark_offers_is_understood_and_ends_it() {
    let folder = Folder::new();
    let rows = |row: &dyn Fn(u32) -> String| (0..60).map(|i| row(i) + "\n").collect::<String>();
    let logs = [
        format!(
            "user_id,item_id,event kind.x,event,stars,date\n{}",
            rows(&|i| {
                let event = ["impression", "it's a=b", "view"][i as usize % 3];
                format!("u{},i{},k{},{event},,{:02}/0{}/2024", i % 7, i % 5, i % 4, 1 + i % 9, 1 + i % 8)
            })
        ),
        format!("user_id,item_id,rating\n{}", rows(&|i| format!("u{},i{},{}", i % 7, i % 5, 1 + i % 5))),
        format!("user_id,item_id,event\n{}", rows(&|i| format!("u{},i{},{}", i % 7, i % 5, 1 + i % 4))),
        format!(
            "user_id,item_id,date,time\n{}",
            rows(&|i| format!("u{},i{},2024-01-{:02},{}:15", i % 7, i % 5, 1 + i % 28, i % 24))
        ),
        format!("user_id,item_id,order_date\n{}", rows(&|i| format!("u{},i{},{}", i % 7, i % 5, 43_800 + i))),
        format!(
            "user_id,item_id,when it was\n{}",
            rows(&|i| format!("u{},i{},2024-01-{:02}", i % 7, i % 5, 1 + i % 28))
        ),
    ];
    let mut n_offered = 0;
    for (at, log) in logs.iter().enumerate() {
        let path = folder.file(&format!("log-{at}.csv"), log);
        let inspect = |options: &[String]| {
            let mut args = vec!["inspect", text(&path), "--json"];
            args.extend(options.iter().map(String::as_str));
            let output = tastebench(&args);
            assert!(output.status.success(), "{options:?}: {}", stderr(&output));
            serde_json::from_str::<serde_json::Value>(&stdout(&output)).unwrap()
        };
        let report = inspect(&[]);
        let told = stdout(&tastebench(&["inspect", text(&path)]));
        for assumed in report["assumed"].as_array().unwrap() {
            let option = assumed["option"].as_str().unwrap();
            assert!(told.contains(option), "the text says it too: {option}");
            let (name, value) = option.split_once(' ').unwrap();
            // As a shell takes it apart.
            let value = match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
                Some(quoted) => quoted.replace("'\\''", "'"),
                None => value.to_owned(),
            };
            let changed = inspect(&[name.to_owned(), value]);
            let still = changed["assumed"].as_array().unwrap();
            assert!(still.iter().all(|other| other["said"] != assumed["said"]), "{option}: {}", assumed["said"]);
            n_offered += 1;
        }
    }
    assert!(n_offered >= 8, "{n_offered}");
}
