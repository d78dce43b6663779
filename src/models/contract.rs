//! Laws that every model obeys, to be run against each of them.

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::base::{StageError, TaskContext};
    use crate::data::{DataConfig, Dataset, dataset};
    use crate::features::{self, FeatureConfig};
    use crate::math::csr::SparseRow;
    use crate::math::{Scored, top_k};
    use crate::models::content::{ContentConfig, Measure};
    use crate::models::graph_filter::GraphFilterConfig;
    use crate::models::ials::IalsConfig;
    use crate::models::item_knn::ItemKnnConfig;
    use crate::models::popular::PopularConfig;
    use crate::models::recommender::History;
    use crate::models::similarity::Similarity;
    use crate::models::store;
    use crate::models::transitions::TransitionsConfig;
    use crate::models::user_knn::UserKnnConfig;
    use crate::models::{Candidates, ModelConfig, ModelKind, Recommender, TrainingData};
    use crate::split::{self, Shape, SplitConfig, SplitKind, TrainTestSplit};

    fn kind(id: &str) -> ModelKind {
        ModelKind::named(id).unwrap()
    }

    struct Shop {
        data: Dataset,
        split: TrainTestSplit,
    }

    impl Shop {
        /// A log in a file of its own, split so that nearly everything is for training.
        fn new(events: &str, items: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = |name: &str, text: &str| {
                let path = folder.path().join(name);
                std::fs::write(&path, text).unwrap();
                path
            };
            let config = DataConfig {
                events: path("events.csv", events),
                items: Some(path("items.csv", items)),
                ..DataConfig::default()
            };
            let ctx = TaskContext::new();
            let data = dataset::load(&config, &ctx).unwrap();
            let split_config =
                SplitConfig { kind: Some(SplitKind::Random), validation: 0.0, test: 0.1, ..SplitConfig::default() };
            let split = split::split(&data, &split_config, &config.weights, 1, &ctx).unwrap();
            Self { data, split }
        }

        fn fit(&self, model: &ModelConfig) -> Arc<dyn Recommender> {
            let ctx = TaskContext::new();
            let features = Arc::new(features::build(&self.split, &FeatureConfig::default(), &ctx).unwrap());
            let training = TrainingData { data: &self.data, split: &self.split, features: Some(&features), seed: 1 };
            model.fit(training, &ctx).unwrap()
        }
    }

    /// Even users take even items, odd users odd ones; every user leaves one of their colour out (user 1 leaves 1, …).
    /// Each user takes them in one visit and begins at another item.
    fn checkerboard() -> Shop {
        let time = |user, item| format!(",{}", 1_700_000_000 + 60 * ((item + 3 * user) % 20));
        let items: String =
            (0..20).map(|item| format!("{item},{},{}\n", ["even", "odd"][item % 2], 5 + item % 2)).collect();
        let events = format!("user_id,item_id,timestamp\n{}", checkers(time));
        Shop::new(&events, &format!("item_id,category,price\n{items}"))
    }

    fn checkers(rest: impl Fn(usize, usize) -> String) -> String {
        let mut events = String::new();
        for item in 0..20 {
            for user in (0..20).filter(|user| user % 2 == item % 2 && *user != item) {
                events += &format!("{user},{item}{}\n", rest(user, item));
            }
        }
        events
    }

    fn all_configs() -> Vec<ModelConfig> {
        let knn = |similarity, normalize_neighbors| {
            ModelConfig::from(ItemKnnConfig { similarity, normalize_neighbors, ..ItemKnnConfig::default() })
        };
        let mut configs: Vec<ModelConfig> = ModelKind::all().map(ModelKind::default_config).collect();
        configs.extend(Similarity::ALL.map(|similarity| knn(similarity, false)));
        configs.extend(
            Similarity::ALL
                .map(|similarity| ModelConfig::from(UserKnnConfig { similarity, ..UserKnnConfig::default() })),
        );
        configs.push(knn(Similarity::Cosine, true));
        for measure in [Measure::Cosine, Measure::Dot] {
            configs.push(ModelConfig::from(ContentConfig { measure, components: 2, ..ContentConfig::default() }));
        }
        configs.push(ModelConfig::from(GraphFilterConfig { sharpening: 1.5, ..GraphFilterConfig::default() }));
        configs
    }

    fn scores<'a>(model: &dyn Recommender, history: impl Into<History<'a>>) -> Vec<f32> {
        let mut out = vec![f32::NAN; model.n_items()];
        model.score(history.into(), Candidates::All, &mut out);
        out
    }

    /// Equal to rounding.
    fn assert_close(a: &[f32], b: &[f32], config: &ModelConfig) {
        let scale = a.iter().fold(1e-3f32, |m, v| m.max(v.abs()));
        for (a, b) in a.iter().zip(b) {
            assert!((a - b).abs() <= 1e-4 * scale, "{a} {b} {config:?}");
        }
    }

    #[test]
    fn checkerboard_ranks_the_withheld_item_first() {
        let shop = checkerboard();
        for config in all_configs() {
            if config.settings::<PopularConfig>().is_some() {
                continue;
            }
            let model = shop.fit(&config);
            for user in 0..20usize {
                // The whole colour but the user's own number, whatever the split drew.
                let items: Vec<u32> =
                    (0..20u32).filter(|i| *i as usize % 2 == user % 2 && *i as usize != user).collect();
                let weights = vec![1.0; items.len()];
                let history = SparseRow { indices: &items, values: &weights };
                let mut found = scores(&*model, history);
                for &item in &items {
                    found[item as usize] = f32::NEG_INFINITY;
                }
                let mut best: Vec<Scored> = Vec::new();
                top_k(&found, 1, &mut best);
                assert_eq!(best[0].index as usize, user, "{config:?}");
            }
        }
    }

    #[test]
    fn a_block_scores_like_its_users_and_a_part_like_the_whole() {
        let shop = checkerboard();
        for config in all_configs() {
            let model = shop.fit(&config);
            let histories: Vec<_> =
                (0..shop.split.test.history.n_users()).map(|u| shop.split.test.history.of(u)).collect();
            let mut block = vec![f32::NAN; histories.len() * model.n_items()];
            model.score_block(&histories, &mut block);
            for (history, of_block) in histories.iter().zip(block.chunks(model.n_items())) {
                let single = scores(&*model, *history);
                assert_close(&single, of_block, &config);
                assert!(single.iter().all(|s| s.is_finite()), "{config:?}");
                let items = [7, 0, 19, 3];
                let mut part = [f32::NAN; 4];
                model.score(*history, Candidates::Items(&items), &mut part);
                assert_close(&part, &items.map(|i| single[i as usize]), &config);
            }
        }
    }

    #[test]
    fn content_takes_away_the_mean_of_what_something_was_said_against() {
        let shop = checkerboard();
        for config in all_configs() {
            let Some(settings) = config.settings::<ContentConfig>() else { continue };
            let model = shop.fit(&config);
            let liked = SparseRow { indices: &[2, 4, 7], values: &[1.0, 2.0, 1.0] };
            // 4 was given back and taken again; 900 is beyond the catalogue.
            let history = History { against: &[1, 3, 4, 6, 900], ..liked.into() };
            let with = scores(&*model, history);
            let without = scores(&*model, liked);
            let of = [1, 3, 6].map(|item| scores(&*model, SparseRow { indices: &[item], values: &[1.0] }));
            let expected: Vec<f32> = (0..20)
                .map(|i| without[i] - settings.dislikes as f32 * of.iter().map(|of| of[i]).sum::<f32>() / 3.0)
                .collect();
            assert_close(&with, &expected, &config);
            assert_ne!(with, without, "{config:?}");
            for item in 0..20u32 {
                let explained: f32 = model.explain(history, item).iter().map(|(_, value)| value).sum();
                assert!((explained - with[item as usize]).abs() < 1e-4, "{config:?}");
            }
        }
    }

    #[test]
    fn click_ranker_scores_what_was_shown_and_passed_over_below_what_was_not_shown() {
        let mut log = String::from("user_id,item_id,label,timestamp\n");
        for user in 0..40u32 {
            // Both are taken by as many; one of them is passed over by others.
            let taken = if user % 2 == 0 { "shown" } else { "unseen" };
            log += &format!("{user},{taken},1,1000\n");
            (0..12).for_each(|i| log += &format!("{user},x{},1,{}\n", (user + 3 * i) % 50, 3000 + i));
            if user % 2 == 1 {
                log += &format!("{user},shown,0,2000\n{user},shown,0,2500\n");
            }
        }
        let shop = Shop::new(&log, "item_id,category\n0,a\n");
        let model = shop.fit(&kind("click_ranker").default_config());
        let found = scores(&*model, History::EMPTY);
        let score = |id: &str| found[shop.data.interactions.items.index(id).unwrap() as usize];
        assert!(score("shown") < score("unseen") - 0.1, "{} {}", score("shown"), score("unseen"));
    }

    #[test]
    fn empty_histories_unknown_items_and_long_lists_are_legal() {
        let shop = checkerboard();
        for config in all_configs() {
            let model = shop.fit(&config);
            assert!(scores(&*model, History::EMPTY).iter().all(|s| s.is_finite()), "{config:?}");
            let known = SparseRow { indices: &[2, 4], values: &[1.0, 2.0] };
            let unknown = SparseRow { indices: &[2, 4, 900], values: &[1.0, 2.0, 5.0] };
            assert_eq!(scores(&*model, known), scores(&*model, unknown), "{config:?}");
            let mut part = [f32::NAN];
            model.score(known.into(), Candidates::Items(&[900]), &mut part);
            assert_eq!(part, [0.0], "{config:?}");
            let mut list = Vec::new();
            top_k(&scores(&*model, known), 10_000, &mut list);
            assert_eq!(list.len(), model.n_items());
        }
    }

    /// A log of `n_users` users with `n_each` events in visits over `n_items` items of ten kinds, some bought.
    fn large(n_users: u64, n_items: u64, n_each: u64) -> Shop {
        let mut state = 7u64;
        let mut draw = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let mut events = String::from("user_id,item_id,event,timestamp\n");
        for user in 0..n_users {
            let start = 1_700_000_000 + draw(10_000_000);
            for step in 0..n_each {
                let kind = if draw(4) > 0 { user % 10 } else { draw(10) };
                let item = draw(n_items / 10) * draw(n_items / 10) / (n_items / 10) * 10 + kind;
                let event = ["view", "view", "cart", "purchase"][draw(4) as usize];
                events += &format!("{user},{item},{event},{}\n", start + step / 4 * 86_400 + step * 60);
            }
        }
        let mut items = String::from("item_id,title,category,price\n");
        for item in 0..n_items {
            items += &format!("{item},Thing {} {},{},{}\n", draw(200), draw(200), item % 10, 1 + draw(100_000));
        }
        Shop::new(&events, &items)
    }

    /// Each kind of model with settings under which it is fitted soon.
    fn quick_configs() -> Vec<ModelConfig> {
        let quick = |kind: ModelKind| {
            let settings: &[(&str, u64)] = match kind.id() {
                "sparse_ease" => &[("neighbors", 20)],
                "ials" => &[("factors", 32), ("sweeps", 2)],
                "graph_filter" => &[("rank", 8), ("neighbors", 100)],
                "click_ranker" => &[("epochs", 1), ("negatives", 1)],
                _ => &[],
            };
            settings.iter().fold(kind.default_config(), |config, (name, n)| config.with(name, (*n).into()).unwrap())
        };
        let components = kind("content").default_config().with("components", 8.into()).unwrap();
        ModelKind::all().map(quick).chain([components]).collect()
    }

    /// A model as the bytes of its file, and some of its scores.
    fn bits(shop: &Shop, config: &ModelConfig, path: &std::path::Path) -> (Vec<u8>, Vec<u32>) {
        let model = shop.fit(config);
        store::save(path, config, &*model, &shop.data.interactions.items, &shop.split.catalogue).unwrap();
        let histories = &shop.split.test.history;
        let users = (0..histories.n_users()).step_by(1 + histories.n_users() / 20);
        let scores = users.flat_map(|user| scores(&*model, histories.of(user))).map(f32::to_bits).collect();
        (std::fs::read(path).unwrap(), scores)
    }

    /// Loops that are split over threads have several parts in these logs: there are more than 4,096 users or items where sums are
    /// taken by blocks of them, more than 512 items where a matrix is inverted by blocks.
    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let (tall, wide) = (large(9_000, 1_300, 12), large(600, 9_000, 60));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.safetensors");
        for config in quick_configs() {
            let shop = match config.kind().id() {
                // Their matrices are as long as the catalogue.
                "graph_filter" | "content" => &wide,
                _ => &tall,
            };
            let with_threads = |n: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
                pool.install(|| bits(shop, &config, &path))
            };
            assert!(with_threads(1) == with_threads(3), "{config:?}");
        }
    }

    /// Whoever else is asked for in the same block, a list is the same: what was measured is what is shown to one user alone.
    #[test]
    fn scores_do_not_depend_on_the_block_that_they_are_made_in() {
        let shop = large(600, 9_000, 40);
        let histories = &shop.split.test.history;
        let of_users = |users: &[usize]| users.iter().map(|user| histories.of(*user)).collect::<Vec<_>>();
        for config in quick_configs() {
            let model = shop.fit(&config);
            let n = model.n_items();
            let block = |users: &[usize]| {
                let mut out = vec![0.0; users.len() * n];
                model.score_block(&of_users(users), &mut out);
                out
            };
            let users: Vec<usize> = (0..70).collect();
            let all = block(&users);
            for (first, length) in [(0, 1), (5, 1), (3, 2), (7, 3), (11, 5), (2, 17), (20, 31), (1, 64), (69, 1)] {
                let some = block(&users[first..first + length]);
                let same = some.iter().zip(&all[first * n..]).all(|(a, b)| a.to_bits() == b.to_bits());
                assert!(same, "{config:?}: users {first} to {}", first + length);
            }
        }
    }

    /// Stopped at its first look, at its last one and between, a fit ends as cancelled, and each of its threads has looked at the
    /// most once more when it has ended.
    #[test]
    fn a_fit_that_is_cancelled_at_any_look_ends_as_cancelled() {
        const THREADS: u64 = 3;
        let shop = large(600, 700, 20);
        let features = Arc::new(features::build(&shop.split, &FeatureConfig::default(), &TaskContext::new()).unwrap());
        let training = TrainingData { data: &shop.data, split: &shop.split, features: Some(&features), seed: 1 };
        let fit = |config: &ModelConfig, ctx: &TaskContext| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS as usize).build().unwrap();
            std::thread::scope(|scope| {
                let work = scope.spawn(|| pool.install(|| config.fit(training, ctx).map(drop)));
                work.join().unwrap()
            })
        };
        for config in quick_configs() {
            let ctx = TaskContext::new();
            fit(&config, &ctx).unwrap();
            let whole = ctx.looks();
            assert!(whole >= 2, "{config:?} never looks while it works");
            for look in (0..=7).map(|part| (whole * part / 7).max(1)) {
                let ctx = TaskContext::cancelled_at(look);
                let result = fit(&config, &ctx);
                assert!(
                    matches!(result, Err(StageError::Cancelled(_))),
                    "{config:?} at look {look} of {whole}: {result:?}"
                );
                let more = ctx.looks() - look;
                assert!(more <= THREADS, "{config:?} at look {look} of {whole}: {more} more");
            }
        }
    }

    #[test]
    fn settings_outside_their_domain_are_refused_and_cancelling_stops() {
        let shop = checkerboard();
        let bad = [
            ModelConfig::from(ItemKnnConfig { neighbors: 0, ..ItemKnnConfig::default() }),
            ModelConfig::from(ItemKnnConfig { shrinkage: f64::NAN, ..ItemKnnConfig::default() }),
            ModelConfig::from(PopularConfig { half_life_days: Some(-1.0), by: None }),
            // Nothing is known of the users.
            ModelConfig::from(PopularConfig { half_life_days: None, by: Some("region".into()) }),
        ];
        let training = TrainingData { data: &shop.data, split: &shop.split, features: None, seed: 1 };
        for config in bad {
            assert!(config.fit(training, &TaskContext::new()).is_err(), "{config:?}");
        }
        for config in all_configs() {
            let ctx = TaskContext::new();
            ctx.cancel();
            assert!(config.fit(training, &ctx).is_err(), "{config:?}");
        }
        // Without features there is nothing to be alike in.
        assert!(kind("content").default_config().fit(training, &TaskContext::new()).is_err());
    }

    #[test]
    fn what_needs_times_says_so() {
        let shop =
            Shop::new(&format!("user_id,item_id\n{}", checkers(|_, _| String::new())), "item_id,category\n1,x\n");
        let training = TrainingData { data: &shop.data, split: &shop.split, features: None, seed: 1 };
        let transitions = TransitionsConfig { half_life_days: Some(3.0), ..TransitionsConfig::default() };
        let configs =
            [ModelConfig::from(PopularConfig { half_life_days: Some(3.0), by: None }), ModelConfig::from(transitions)];
        for config in configs {
            let message = config.fit(training, &TaskContext::new()).err().unwrap().to_string();
            assert!(message.starts_with("models-needs-time"), "{message}");
        }
    }

    #[test]
    fn what_was_saved_scores_to_the_same_bits() {
        let shop = checkerboard();
        let folder = tempfile::tempdir().unwrap();
        for config in all_configs() {
            let path = folder.path().join("model.safetensors");
            let model = shop.fit(&config);
            let items = &shop.data.interactions.items;
            store::save(&path, &config, &*model, items, &shop.split.catalogue).unwrap();
            let loaded = store::load(&path).unwrap();
            assert_eq!((&loaded.config, &loaded.items), (&config, items));
            assert_eq!(loaded.catalogue, shop.split.catalogue);
            for user in 0..20 {
                let history = shop.split.test.history.of(user);
                assert_eq!(scores(&*model, history), scores(&*loaded.model, history), "{config:?}");
            }
            assert_eq!(model.training_curve(), loaded.model.training_curve());
            // Cut anywhere, a file is refused in words.
            let whole = std::fs::read(&path).unwrap();
            for length in [0, 5, 100, whole.len() / 2, whole.len() - 1] {
                std::fs::write(&path, &whole[..length]).unwrap();
                assert!(store::load(&path).err().unwrap().to_string().contains("model.safetensors"));
            }
        }
    }

    #[test]
    fn what_does_not_fit_into_memory_is_refused() {
        let shop = checkerboard();
        let config = ModelConfig::from(IalsConfig { factors: 4096, ..IalsConfig::default() });
        assert!(config.memory(&shop.split.shape, None) >= 4 * 4096 * 40);
        // 200,000 items: 160 GB.
        let wide = Shape { users: 1, items: 200_000, ..Shape::default() };
        assert!(kind("ease").default_config().memory(&wide, None) > 160_000_000_000);
    }

    #[test]
    fn explanations_add_up_to_the_score() {
        let shop = checkerboard();
        for config in all_configs() {
            let model = shop.fit(&config);
            for user in 0..20 {
                let history = shop.split.test.history.of(user);
                let all = scores(&*model, history);
                let sum = |item| model.explain(history, item).iter().map(|(_, value)| value).sum();
                assert_close(&all, &(0..20).map(sum).collect::<Vec<f32>>(), &config);
                let parts = (0..20).flat_map(|item| model.explain(history, item)).map(|(_, value)| value);
                assert!(all.iter().copied().chain(parts).all(|v| v != 0.0 || v.is_sign_positive()), "−0: {config:?}");
                assert!(model.explain(history, 900).is_empty() || config.settings::<PopularConfig>().is_some());
            }
            assert!(!model.explain(shop.split.test.history.of(3), 3).is_empty(), "{config:?}");
        }
    }

    #[test]
    fn settings_tables_name_what_the_settings_are() {
        for id in ModelKind::all() {
            let config = id.default_config();
            config.check().unwrap();
            let written = config.written();
            let keys: Vec<&str> =
                written.as_object().unwrap().keys().map(String::as_str).filter(|k| *k != "id").collect();
            for key in &keys {
                assert!(id.settings().iter().any(|s| s.name == *key), "{id}: {key} has no row");
            }
            let mut random = crate::base::seed::rng(1, 0);
            for setting in id.settings() {
                for _ in 0..50 {
                    let Some(value) = setting.draw(&mut random) else { continue };
                    let drawn = config.with(setting.name, value).unwrap();
                    drawn.check().unwrap();
                }
            }
        }
    }
}
