//! The whole run: determinism, blends, lists, leakage.

use tastebench::base::TaskContext;
use tastebench::blend::{Normalization, ScoreCache};
use tastebench::data::sample;
use tastebench::models::ModelKind;
use tastebench::pipeline::evaluate::evaluate_cached;
use tastebench::pipeline::{self, PipelineConfig, RunOutput, run};
use tastebench::project;
use tastebench::split::{Part, SplitKind};

use crate::support::{Folder, all_models, at, component, english, id, message, small_items, small_log};

fn small(folder: &Folder) -> PipelineConfig {
    let mut config = PipelineConfig::for_events(&folder.file("events.csv", small_log()));
    config.data.items = Some(folder.file("items.csv", small_items()));
    config.models.push(component("content"));
    config.evaluation.resamples = 50;
    config
}

fn ran(config: &PipelineConfig) -> RunOutput {
    pipeline::run(config, &TaskContext::new()).unwrap()
}

/// Every model, judged on four hundred users: several blocks of users whatever the size that a model asks for. The blend once more
/// from scores that are kept.
#[test]
fn any_number_of_threads_gives_the_same_figures() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,event,timestamp\n");
    for user in 0..400u64 {
        for step in 0..12u64 {
            let item = (user * 7 + step * step * (1 + user % 11)) % 120 / 2 * 2 + user % 2;
            let event = ["view", "view", "cart", "purchase"][((step + user) % 4) as usize];
            log += &format!("u{user},i{item},{event},{}\n", 1_700_000_000 + user * 60 + step * 90_000);
        }
    }
    let mut items = String::from("item_id,title,category,price\n");
    (0..120).for_each(|item| items += &format!("i{item},Thing {},c{},{}\n", item % 9, item % 5, 3 + item));
    let mut config = PipelineConfig::for_events(&folder.file("events.csv", log));
    config.data.items = Some(folder.file("items.csv", items));
    config.split.kind = Some(SplitKind::LeaveLastOut);
    config.models = all_models();
    config.evaluation.resamples = 50;
    let figures = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let output = ran(&config);
            let last = &output.last;
            let components = run::components(&config, &last.fitted, &last.split);
            let (holdout, ctx) = (last.split.test.clone().into(), TaskContext::new());
            let cache = ScoreCache::build(components, holdout, 1 << 30, 1, &ctx).unwrap();
            let kept = evaluate_cached(&cache, &vec![0.1; ModelKind::all().count()], &config.evaluation.k, &ctx)
                .unwrap()
                .evaluation
                .table();
            let runs = output.runs.into_iter().map(|r| (r.id, r.part.id(), r.metrics));
            runs.chain([("kept".into(), "test", kept)]).collect::<Vec<_>>()
        })
    };
    let one = figures(1);
    assert_eq!(one.len(), 2 * (ModelKind::all().count() + 1) + 1, "the models and their blend on two parts");
    assert!(one.iter().all(|(_, _, metrics)| metrics.users > 192), "several blocks of 64 users");
    assert_eq!(one, figures(3));
}

#[test]
fn scores_kept_for_dragging_give_the_figures_of_a_full_evaluation() {
    let folder = Folder::new();
    let mut config = small(&folder);
    config.blend.weights = [(id("popular"), 0.2), (id("item_knn"), 0.5), (id("content"), 0.3)].into();
    config.evaluation.refit = false;
    for normalization in Normalization::ALL {
        config.blend.normalization = normalization;
        let output = ran(&config);
        let holdout = output.split.validation.clone().unwrap();
        let components = run::components(&config, &output.last.fitted, &output.last.split);
        let cache = ScoreCache::build(components, holdout.into(), 1 << 30, 1, &TaskContext::new()).unwrap();
        assert!(cache.is_complete());
        let table = evaluate_cached(&cache, &[0.2, 0.5, 0.3], &config.evaluation.k, &TaskContext::new());
        let table = table.unwrap().evaluation.table();
        let blend = output.runs.iter().find(|r| r.id == "blend" && r.part == Part::Validation).unwrap();
        for value in &table.values {
            assert_eq!(value.mean, blend.metrics.get(value.key).unwrap().mean, "{} {normalization:?}", value.key);
        }
    }
}

#[test]
fn a_blend_with_all_weight_on_one_model_is_that_model() {
    let folder = Folder::new();
    let mut config = small(&folder);
    config.blend.weights = [(id("popular"), 0.0), (id("item_knn"), 1.0), (id("content"), 0.0)].into();
    config.blend.normalization = Normalization::None;
    let output = ran(&config);
    for part in [Part::Validation, Part::Test] {
        let of = |id: &str| output.runs.iter().find(|r| r.id == id && r.part == part).unwrap().metrics.clone();
        assert_eq!(of("blend"), of("item_knn"));
    }
}

#[test]
fn the_test_part_changes_no_figure_on_validation() {
    let folder = Folder::new();
    let config = small(&folder);
    let log = small_log();
    let (header, rows) = log.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| row.rsplit(',').next().unwrap().parse::<u64>().unwrap());
    let before = ran(&config);
    // The last tenth, which is the test part, is exchanged for other items of the same users at the same times.
    let n_test = rows.len() / 10;
    let other: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let mut cells: Vec<&str> = row.split(',').collect();
            if at >= rows.len() - n_test {
                cells[1] = if cells[1] == "i4" { "i5" } else { "i4" };
            }
            cells.join(",")
        })
        .collect();
    folder.file("events.csv", format!("{header}\n{}\n", other.join("\n")));
    let after = ran(&config);
    let validation = |output: &RunOutput| {
        output
            .runs
            .iter()
            .filter(|r| r.part == Part::Validation)
            .map(|r| (r.id.clone(), r.metrics.clone()))
            .collect::<Vec<_>>()
    };
    let test = |output: &RunOutput| {
        output.runs.iter().filter(|r| r.part == Part::Test).map(|r| r.metrics.clone()).collect::<Vec<_>>()
    };
    assert_eq!(validation(&before), validation(&after));
    assert_ne!(test(&before), test(&after));
}

#[test]
fn the_sample_shop_is_worth_blending() {
    let mut config = project::sample_shop().unwrap();
    config.evaluation.resamples = 0;
    let output = ran(&config);
    let ndcg = |id: &str| {
        let run = output.runs.iter().find(|r| r.id == id && r.part == Part::Validation).unwrap();
        run.metrics.get(at("ndcg@20")).unwrap().mean
    };
    for id in ["popular", "item_knn", "content"] {
        assert!(ndcg("blend") > ndcg(id), "blend {} {id} {}", ndcg("blend"), ndcg(id));
    }
    let account = &output.data.account;
    let dirt = account.reasons().map(|(_, n)| n).sum::<u64>() as f64 / account.rows_in as f64;
    assert!((0.01..0.03).contains(&dirt), "{dirt}");
    assert!(sample::embedded("sample:events.csv".as_ref()).unwrap().len() < 8 << 20);
}

#[test]
fn a_fit_that_runs_ends_with_cancelled() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id\n");
    for user in 0..600u64 {
        for step in 0..300u64 {
            log += &format!("{user},{}\n", (user * 31 + step * step * 7 + step) % 9000);
        }
    }
    let mut config = PipelineConfig::for_events(&folder.file("long.csv", log));
    config.models = vec![component("item_knn")];
    let ctx = TaskContext::new();
    let watched = ctx.clone();
    let work = std::thread::spawn(move || pipeline::run(&config, &ctx).map(drop));
    while !work.is_finished() {
        let progress = watched.progress();
        if progress.step.is_some_and(|step| english(step) == "Fitting Bought together")
            && progress.fraction.is_some_and(|f| f > 0.0)
        {
            watched.cancel();
            break;
        }
        std::thread::yield_now();
    }
    assert_eq!(message(work.join().unwrap()), "Stopped.");
}

#[test]
fn cancelling_and_settings_without_sense() {
    let folder = Folder::new();
    let mut config = small(&folder);
    let ctx = TaskContext::new();
    ctx.cancel();
    assert_eq!(message(pipeline::run(&config, &ctx)), "Stopped.");
    config.evaluation.k = vec![20, 10];
    assert!(message(pipeline::run(&config, &TaskContext::new())).contains("ascending"));
    config.evaluation.k = vec![10];
    config.models.push(component("popular"));
    assert!(message(pipeline::run(&config, &TaskContext::new())).contains("twice"));
    config.models.clear();
    assert!(message(pipeline::run(&config, &TaskContext::new())).contains("no model"));
}

/// Validation's figures are those of the training part whatever is done for test; test's are those of a log whose training
/// part holds both, and items that only validation knows are candidates then.
#[test]
fn refit_judges_test_with_what_was_fitted_on_training_and_validation() {
    let folder = Folder::new();
    let mut log = small_log();
    // An item that appears in the validation part and is asked for in the test part.
    for user in 0..6u64 {
        let time = 1_700_000_000 + user * 60 + 8 * 90_000;
        log += &format!("u{user},new,view,{time}\nu{},new,purchase,{}\n", user + 20, 1_700_000_000 + 2_000_000 + user);
    }
    let mut config = PipelineConfig::for_events(&folder.file("events.csv", &log));
    config.models = vec![component("popular"), component("item_knn")];
    config.split.validation = 0.25;
    config.evaluation.resamples = 0;
    assert!(config.evaluation.refit, "on by default");
    let with = ran(&config);
    config.evaluation.refit = false;
    let without = ran(&config);
    let of = |output: &RunOutput, part: Part| {
        let of_part = output.runs.iter().filter(|r| r.part == part);
        of_part.map(|r| (r.id.clone(), r.refit, r.metrics.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of(&with, Part::Validation), of(&without, Part::Validation));
    assert!(of(&with, Part::Validation).iter().all(|r| !r.1));
    assert!(of(&with, Part::Test).iter().all(|r| r.1) && of(&without, Part::Test).iter().all(|r| !r.1));
    let new = with.data.interactions.items.index("new").unwrap();
    assert!(
        without.last.split.catalogue.cold_items().contains(&new)
            && !with.last.split.catalogue.cold_items().contains(&new)
    );
    assert!(with.last.split.test.cold_share < without.last.split.test.cold_share);
    assert_eq!(with.last.split.test.users, without.last.split.test.users);

    // The same figures as of a log split by the same moments without a validation part.
    config.split.validation = 0.0;
    let joined = ran(&config);
    assert_eq!(joined.last.split.train, with.last.split.train);
    let figures = |output: &RunOutput| of(output, Part::Test).into_iter().map(|r| (r.0, r.2)).collect::<Vec<_>>();
    assert_eq!(figures(&joined), figures(&with));
    assert_ne!(figures(&without), figures(&with));
}
