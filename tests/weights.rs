//! Weights are moved, held, shared out and looked for; what a blend gains is said on the same users.

use tastebench::base::TaskContext;
use tastebench::blend::ScoreCache;
use tastebench::blend::weights::Sliders;
use tastebench::metrics::paired_differences;
use tastebench::pipeline::evaluate::evaluate_cached;
use tastebench::pipeline::{self, PipelineConfig, tune};
use tastebench::split::Part;
use tastebench::workspace::{BlendCommand, Command, DataCommand, ModelsCommand, Workspace};

use crate::support::{Folder, at, component, english, id, small_items, small_log};
use crate::workspace::{is_settled, until};

const MODELS: [&str; 3] = ["popular", "item_knn", "content"];

fn config(folder: &Folder) -> PipelineConfig {
    let mut config = PipelineConfig::for_events(&folder.file("events.csv", small_log()));
    config.data.items = Some(folder.file("items.csv", small_items()));
    config.models = MODELS.map(component).into();
    config
}

fn trained(folder: &Folder) -> Workspace {
    let path = folder.path().join("shop.toml");
    tastebench::project::save(&path, &config(folder)).unwrap();
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![path]));
    until(&mut ws, "loaded", |ws| ws.data().split.value.is_some());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    until(&mut ws, "trained and blended", is_settled);
    ws
}

fn close_to(weights: &[f64], expected: [f64; 3]) {
    assert!(weights.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{weights:?}, not {expected:?}");
}

#[test]
fn a_gain_is_the_paired_difference_to_the_best_model_alone_on_the_same_users() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    ws.update(BlendCommand::Set(id("popular"), 0.2));
    let has_intervals =
        |ws: &Workspace| ws.blend().figures().is_some_and(|f| f.gains.iter().any(|g| g.interval.is_some()));
    until(&mut ws, "full figures", |ws| is_settled(ws) && has_intervals(ws));
    let headless = pipeline::run(ws.config(), &TaskContext::new()).unwrap();
    let run = |id: &str| headless.runs.iter().find(|r| r.id == id && r.part == Part::Validation).unwrap();
    let figures = ws.blend().figures().unwrap();
    assert!(figures.alone.iter().all(|table| table.users == figures.table.users));
    for metric in ["recall@10", "recall@20", "ndcg@20", "hit_rate@10"].map(at) {
        let mean = |id: &str| run(id).metrics.get(metric).unwrap().mean;
        let best = MODELS.into_iter().reduce(|a, b| if mean(b) > mean(a) { b } else { a }).unwrap();
        let gain = figures.gain(metric).unwrap();
        assert_eq!((gain.model.as_str(), gain.mean), (best, mean("blend") - mean(best)), "{metric}");
        let (first, second) = (&run(best).evaluation, &run("blend").evaluation);
        let draws = ws.config().evaluation.resamples;
        let all = paired_differences(first, second, draws, ws.config().seed, &TaskContext::new()).unwrap();
        let difference = all.into_iter().find(|d| d.key == metric).unwrap();
        assert_eq!((gain.interval, gain.is_clear()), (difference.interval, difference.is_clear()), "{metric}");
    }
}

#[test]
fn figures_of_some_users_are_the_means_over_those_users() {
    let folder = Folder::new();
    let headless = pipeline::run(&config(&folder), &TaskContext::new()).unwrap();
    let evaluation = &headless.runs[0].evaluation;
    let some: Vec<u32> = evaluation.positions.iter().copied().step_by(3).collect();
    let table = evaluation.table_of(&some).unwrap();
    assert_eq!(table.users, some.len());
    for value in &table.values {
        let of_users = evaluation.of_users(value.key).unwrap();
        let mean = of_users.iter().step_by(3).sum::<f64>() / some.len() as f64;
        assert!((value.mean - mean).abs() < 1e-12, "{}", value.key);
    }
    assert_eq!(evaluation.table_of(&evaluation.positions).unwrap(), headless.runs[0].metrics);
    assert_eq!(evaluation.table_of(&[u32::MAX]), None);
}

#[test]
fn weights_are_typed_made_equal_held_and_taken_back() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let at_first = ws.weights();
    ws.update(BlendCommand::Set(id("content"), 0.5));
    ws.update(BlendCommand::Set(id("popular"), 0.1));
    let typed = ws.weights();
    assert_eq!(typed[0], 0.1);
    // To all and back, each a step of its own: the others come back as they were.
    ws.update(BlendCommand::Set(id("popular"), 1.0));
    close_to(&ws.weights(), [1.0, 0.0, 0.0]);
    ws.update(BlendCommand::Set(id("popular"), 0.1));
    close_to(&ws.weights(), [typed[0], typed[1], typed[2]]);
    // What is held stays, and leaves the others what it does not take.
    ws.update(BlendCommand::Lock(id("content"), true));
    ws.update(BlendCommand::Drag(id("popular"), 0.9));
    ws.update(Command::Release);
    close_to(&ws.weights(), [1.0 - typed[2], 0.0, typed[2]]);
    ws.update(BlendCommand::Drag(id("content"), 0.9));
    close_to(&ws.weights(), [1.0 - typed[2], 0.0, typed[2]]);
    ws.update(BlendCommand::Equal);
    close_to(&ws.weights(), [(1.0 - typed[2]) / 2.0, (1.0 - typed[2]) / 2.0, typed[2]]);
    ws.update(BlendCommand::Only(id("item_knn")));
    close_to(&ws.weights(), [0.0, 1.0 - typed[2], typed[2]]);
    ws.update(BlendCommand::Lock(id("content"), false));
    ws.update(BlendCommand::Only(id("item_knn")));
    close_to(&ws.weights(), [0.0, 1.0, 0.0]);
    ws.update(BlendCommand::Equal);
    close_to(&ws.weights(), [1.0 / 3.0; 3]);
    ws.update(BlendCommand::Reset);
    assert_eq!(ws.weights(), at_first);
    ws.update(Command::Undo);
    close_to(&ws.weights(), [1.0 / 3.0; 3]);
}

#[test]
fn weights_that_are_looked_for_are_no_worse_than_any_of_a_grid_and_are_one_step() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let (before, said) = (ws.config().clone(), ws.messages().len());
    ws.update(BlendCommand::Tune(at("ndcg@20")));
    until(&mut ws, "tuned", |ws| ws.messages().len() > said && is_settled(ws));
    let words = english(&ws.messages().last().unwrap().said);
    assert!(words.contains("NDCG@20") && words.contains("24 users"), "{words}");
    let cache: &ScoreCache = ws.blend().scores.value.as_ref().unwrap();
    let value = |weights: [f32; 3]| {
        let evaluated = evaluate_cached(cache, &weights, &[20], &TaskContext::new()).unwrap();
        evaluated.evaluation.table().get(at("ndcg@20")).unwrap().mean
    };
    let now = ws.weights();
    let tuned = value([now[0] as f32, now[1] as f32, now[2] as f32]);
    for a in 0..=5 {
        for b in 0..=5 - a {
            let weights = [a as f32 / 5.0, b as f32 / 5.0, (5 - a - b) as f32 / 5.0];
            assert!(tuned >= value(weights) - 1e-9, "{weights:?}: {} > {tuned}", value(weights));
        }
    }
    ws.update(Command::Undo);
    assert_eq!(*ws.config(), before);
    // What is locked stays where it is.
    let cache: &ScoreCache = ws.blend().scores.value.as_ref().unwrap();
    let sliders = Sliders { is_locked: vec![false, false, true], ..Sliders::free(vec![0.3, 0.3, 0.4]) };
    let tuned = tune::tune(cache, &sliders, at("ndcg@20"), &[20], &TaskContext::new()).unwrap();
    assert_eq!(tuned.weights[2], 0.4);
}

#[test]
fn looks_at_test_are_counted_in_the_project() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    let looks = |ws: &Workspace| ws.book().n_looks_at_test(&ws.data_key().unwrap());
    assert_eq!(looks(&ws), 0);
    for times in 1..=2 {
        ws.update(BlendCommand::Unseal);
        until(&mut ws, "test", |ws| ws.blend().test.fresh().is_some());
        assert_eq!(looks(&ws), times);
        ws.update(BlendCommand::Unseal);
        ws.update(BlendCommand::Set(id("popular"), 0.1 * times as f64));
        until(&mut ws, "settled", is_settled);
    }
    let path = ws.project_path().unwrap().to_owned();
    ws.update(Command::Save(path.clone()));
    until(&mut ws, "saved", |ws| ws.running().is_empty());
    drop(ws);
    let mut ws = Workspace::new(1, None, || {});
    ws.update(Command::Open(vec![path]));
    ws.update(DataCommand::Load);
    until(&mut ws, "opened again", |ws| ws.data().split.value.is_some());
    assert_eq!(looks(&ws), 2);
}

#[test]
fn the_band_of_a_curve_is_the_paired_difference_from_its_best_weight() {
    let folder = Folder::new();
    let mut ws = trained(&folder);
    ws.update(BlendCommand::ShowCurve(id("popular")));
    until(&mut ws, "the curve", |ws| ws.blend().curve.fresh().is_some_and(|c| c.model == id("popular")));
    let cache: &ScoreCache = ws.blend().scores.value.as_ref().unwrap();
    let sliders = Sliders::free(ws.weights());
    let of_users = |t: f64| {
        let weights: Vec<f32> = sliders.with(0, t).iter().map(|w| *w as f32).collect();
        let evaluation = evaluate_cached(cache, &weights, &[20], &TaskContext::new()).unwrap().evaluation;
        evaluation.of_users(at("ndcg@20")).unwrap().to_vec()
    };
    let curve = &ws.blend().curve.value.as_ref().unwrap().curve;
    let (best, _) = curve.best(at("ndcg@20")).unwrap();
    let best = of_users(best);
    let mut widest: f64 = 0.0;
    for (t, table) in &curve.points {
        let value = table.get(at("ndcg@20")).unwrap();
        let (low, high) = value.interval.unwrap();
        let differences: Vec<f64> = of_users(*t).iter().zip(&best).map(|(own, best)| own - best).collect();
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let half = 1.96 * (variance / n).sqrt();
        assert!((value.mean - low - half).abs() < 1e-9 && (high - value.mean - half).abs() < 1e-9, "at {t}");
        widest = widest.max(half);
    }
    assert!(widest > 0.0, "there is a band");
}
