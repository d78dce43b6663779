//! Laws that every model obeys, to be run against each of them.

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::base::TaskContext;
    use crate::data::{DataConfig, Dataset, dataset};
    use crate::features::{self, FeatureConfig};
    use crate::math::csr::SparseRow;
    use crate::math::{Scored, top_k};
    use crate::models::item_knn::{ItemKnnConfig, Similarity};
    use crate::models::popular::PopularConfig;
    use crate::models::{Candidates, ModelConfig, ModelId, Recommender, TrainingData};
    use crate::split::{self, SplitConfig, SplitKind, TrainTestSplit};

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
            let split_config = SplitConfig { kind: Some(SplitKind::Random), validation: 0.0, test: 0.1, last_n: 1 };
            let split = split::split(&data, &split_config, &config.weights, 1, &ctx).unwrap();
            Self { data, split }
        }

        fn fit(&self, model: &ModelConfig) -> Arc<dyn Recommender> {
            let ctx = TaskContext::new();
            let features = Arc::new(features::build(&self.data, &FeatureConfig::default(), &ctx).unwrap());
            model.fit(TrainingData { data: &self.data, split: &self.split, features: Some(&features) }, &ctx).unwrap()
        }
    }

    /// Even users take even items, odd users odd ones; every user leaves one of their colour out (user 1 leaves 1, …).
    fn checkerboard() -> Shop {
        let mut events = String::from("user_id,item_id\n");
        let mut items = String::from("item_id,category,price\n");
        for item in 0..20 {
            items += &format!("{item},{},{}\n", ["even", "odd"][item % 2], 5 + item % 2);
            for user in (0..20).filter(|user| user % 2 == item % 2 && *user != item) {
                events += &format!("{user},{item}\n");
            }
        }
        Shop::new(&events, &items)
    }

    fn all_configs() -> Vec<ModelConfig> {
        let knn = |similarity, normalize_neighbors| {
            ModelConfig::ItemKnn(ItemKnnConfig { similarity, normalize_neighbors, ..ItemKnnConfig::default() })
        };
        let mut configs: Vec<ModelConfig> = ModelId::ALL.into_iter().map(ModelId::default_config).collect();
        configs.extend(Similarity::ALL.into_iter().map(|(similarity, _)| knn(similarity, false)));
        configs.push(knn(Similarity::Cosine, true));
        configs
    }

    fn scores(model: &dyn Recommender, history: SparseRow<'_>) -> Vec<f32> {
        let mut out = vec![f32::NAN; model.n_items()];
        model.score(history, Candidates::All, &mut out);
        out
    }

    #[test]
    fn checkerboard_ranks_the_withheld_item_first() {
        let shop = checkerboard();
        for config in all_configs() {
            if matches!(config, ModelConfig::Popular(_)) {
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
            let histories: Vec<_> = (0..shop.split.train.n_rows()).map(|u| shop.split.train.row(u)).collect();
            let mut block = vec![f32::NAN; histories.len() * model.n_items()];
            model.score_block(&histories, &mut block);
            for (history, of_block) in histories.iter().zip(block.chunks(model.n_items())) {
                let single = scores(&*model, *history);
                assert_eq!(single, of_block, "{config:?}");
                assert!(single.iter().all(|s| s.is_finite()), "{config:?}");
                let items = [7, 0, 19, 3];
                let mut part = [f32::NAN; 4];
                model.score(*history, Candidates::Items(&items), &mut part);
                assert_eq!(part, items.map(|i| single[i as usize]), "{config:?}");
            }
        }
    }

    #[test]
    fn empty_histories_unknown_items_and_long_lists_are_legal() {
        let shop = checkerboard();
        for config in all_configs() {
            let model = shop.fit(&config);
            assert!(scores(&*model, SparseRow::EMPTY).iter().all(|s| s.is_finite()), "{config:?}");
            let known = SparseRow { indices: &[2, 4], values: &[1.0, 2.0] };
            let unknown = SparseRow { indices: &[2, 4, 900], values: &[1.0, 2.0, 5.0] };
            assert_eq!(scores(&*model, known), scores(&*model, unknown), "{config:?}");
            let mut part = [f32::NAN];
            model.score(known, Candidates::Items(&[900]), &mut part);
            assert_eq!(part, [0.0], "{config:?}");
            let mut list = Vec::new();
            top_k(&scores(&*model, known), 10_000, &mut list);
            assert_eq!(list.len(), model.n_items());
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let shop = checkerboard();
        let with_threads = |n: usize, config: &ModelConfig| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
            pool.install(|| {
                let model = shop.fit(config);
                (0..20).map(|u| scores(&*model, shop.split.train.row(u))).collect::<Vec<_>>()
            })
        };
        for config in all_configs() {
            assert_eq!(with_threads(1, &config), with_threads(3, &config), "{config:?}");
        }
    }

    #[test]
    fn settings_outside_their_domain_are_refused_and_cancelling_stops() {
        let shop = checkerboard();
        let bad = [
            ModelConfig::ItemKnn(ItemKnnConfig { neighbors: 0, ..ItemKnnConfig::default() }),
            ModelConfig::ItemKnn(ItemKnnConfig { shrinkage: f64::NAN, ..ItemKnnConfig::default() }),
            ModelConfig::Popular(PopularConfig { half_life_days: Some(-1.0) }),
            // The log has no times.
            ModelConfig::Popular(PopularConfig { half_life_days: Some(3.0) }),
        ];
        let training = TrainingData { data: &shop.data, split: &shop.split, features: None };
        for config in bad {
            assert!(config.fit(training, &TaskContext::new()).is_err(), "{config:?}");
        }
        for config in all_configs() {
            let ctx = TaskContext::new();
            ctx.cancel();
            assert!(config.fit(training, &ctx).is_err(), "{config:?}");
        }
        // Without features there is nothing to be alike in.
        assert!(ModelId::Content.default_config().fit(training, &TaskContext::new()).is_err());
    }
}
