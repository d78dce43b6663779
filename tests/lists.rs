//! What is measured is what is written: the lists in the file give the figures in the report.

use std::collections::HashMap;

use polars::prelude::{ParquetReader, SerReader};
use tastebench::base::TaskContext;
use tastebench::data::Transform;
use tastebench::metrics::{MetricTable, evaluate_lists};
use tastebench::pipeline::{self, PipelineConfig, RunOutput};
use tastebench::report::lists;
use tastebench::split::{Part, SplitKind};

use crate::support::{Folder, all_models, component, id};

/// Three hundred users in several blocks, some of whom have met nothing that anybody else has.
fn config(folder: &Folder) -> PipelineConfig {
    let mut log = String::from("user_id,item_id,event,timestamp\n");
    for user in 0..300u64 {
        for step in 0..10u64 {
            let item = match user % 50 {
                0 => 1000 + user * 10 + step,
                _ => (user * 7 + step * step * (1 + user % 11)) % 120 / 2 * 2 + user % 2,
            };
            let event = ["view", "view", "cart", "purchase"][((step + user) % 4) as usize];
            log += &format!("u{user},i{item},{event},{}\n", 1_700_000_000 + user * 60 + step * 90_000);
        }
    }
    let items = (0..120).fold("item_id,title,category,price\n".to_owned(), |text, item| {
        text + &format!("i{item},Thing {},c{},{}\n", item % 9, item % 5, 3 + item)
    });
    let mut config = PipelineConfig::for_events(&folder.file("events.csv", log));
    config.data.items = Some(folder.file("items.csv", items));
    config.split.kind = Some(SplitKind::LeaveLastOut);
    config.evaluation.resamples = 0;
    config
}

fn ran(config: &PipelineConfig) -> RunOutput {
    pipeline::run(config, &TaskContext::new()).unwrap()
}

/// The figures of the lists in the file, and how many of the judged users popularity served.
fn of_file(folder: &Folder, config: &PipelineConfig, output: &RunOutput) -> (MetricTable, usize) {
    let path = folder.path().join("recommendations.parquet");
    lists::write(&path, config, output, &TaskContext::new()).unwrap();
    let frame = ParquetReader::new(std::fs::File::open(path).unwrap()).finish().unwrap();
    let text = |name: &str| frame.column(name).unwrap().str().unwrap().clone();
    let (users, items, served) = (text("user"), text("item"), text("served"));
    let log = &output.data.interactions;
    let mut of_users: HashMap<u32, (Vec<u32>, bool)> = HashMap::new();
    for row in 0..frame.height() {
        let index = |of: Option<u32>| of.unwrap();
        let user = index(log.users.index(users.get(row).unwrap()));
        let (list, by_popularity) = of_users.entry(user).or_default();
        list.push(index(log.items.index(items.get(row).unwrap())));
        *by_popularity = served.get(row) == Some("popularity");
    }
    let split = &output.last.split;
    let judged: Vec<_> = split.test.users.iter().map(|user| of_users.remove(&user.0).unwrap_or_default()).collect();
    let n_by_popularity = judged.iter().filter(|(_, by_popularity)| *by_popularity).count();
    let lists: Vec<_> = judged.into_iter().map(|(list, _)| list).collect();
    let figures = evaluate_lists(&split.test, &lists, split.catalogue.n_candidates(), &config.evaluation.k);
    (figures.table(), n_by_popularity)
}

fn assert_the_file_gives_the_figures(folder: &Folder, config: &PipelineConfig) -> usize {
    let output = ran(config);
    let run = output.runs.iter().rfind(|run| run.part == Part::Test).unwrap();
    let (figures, n_by_popularity) = of_file(folder, config, &output);
    assert_eq!(figures, run.metrics, "{}", run.id);
    assert_eq!(n_by_popularity, run.n_by_popularity, "{}", run.id);
    n_by_popularity
}

#[test]
fn the_lists_of_every_model_alone_give_its_figures() {
    let folder = Folder::new();
    let mut config = config(&folder);
    for component in all_models() {
        let is_item_knn = component.id == id("item_knn");
        config.models = vec![component];
        let n_by_popularity = assert_the_file_gives_the_figures(&folder, &config);
        if is_item_knn {
            assert_eq!(n_by_popularity, 6, "it has nothing to say to six of the users");
        }
    }
}

#[test]
fn the_lists_of_blends_give_their_figures() {
    let folder = Folder::new();
    let mut config = config(&folder);
    config.models = all_models();
    assert_the_file_gives_the_figures(&folder, &config);
    // A weight of 0 leaves a model out of figures and lists alike.
    config.blend.weights = [(id("ials"), 0.7), (id("popular"), 0.0), (id("graph_filter"), 0.3)].into();
    assert_the_file_gives_the_figures(&folder, &config);
}

/// Sums above 2²⁴, which 32 bits cannot tell apart, in the order of the numbers all the same.
#[test]
fn counts_that_32_bits_cannot_tell_apart_are_ranked_and_judged_as_they_are() {
    let folder = Folder::new();
    let mut log = String::from("user_id,item_id,rating\n");
    // What is held out of each is the last.
    for item in 0..60u64 {
        log += &format!("a,i{item},16777216\nb,i{item},{}\n", 1 + (item * 37) % 60);
    }
    log += "a,other,1\nb,other,1\n";
    (0..60).for_each(|user| log += &format!("u{user},other,1\nu{user},i{user},1\n"));
    let mut config = PipelineConfig::for_events(&folder.file("log.csv", log));
    config.split.kind = Some(SplitKind::LeaveLastOut);
    config.split.validation = 0.0;
    config.data.weights.transform = Transform::Raw;
    config.evaluation.k = vec![20];
    config.evaluation.resamples = 0;
    config.models = vec![component("popular")];
    assert_the_file_gives_the_figures(&folder, &config);
    let output = ran(&config);
    let items = &output.data.interactions.items;
    let model = &output.last.fitted[0].model;
    let mut scores = vec![0.0; items.len()];
    model.score(tastebench::split::History::EMPTY, tastebench::models::Candidates::All, &mut scores);
    let mut order: Vec<u64> = (0..60).collect();
    let score = |item: &u64| scores[items.index(&format!("i{item}")).unwrap() as usize];
    order.sort_by(|a, b| score(b).total_cmp(&score(a)));
    let counts: Vec<u64> = order.iter().map(|item| (item * 37) % 60).collect();
    assert!(counts.is_sorted_by(|a, b| a > b), "{counts:?}");
}
