//! What holds in every stage of the window, whatever the settings are.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use tastebench::models::settings::{Domain, Setting};
use tastebench::models::{Component, ModelKind};
use tastebench::pipeline::PipelineConfig;
use tastebench::workspace::Stage;

use crate::gui::{Window, click, until, window_with};
use crate::support::{english, to};

/// Settings that are drawn.
const CASES: usize = 200;

/// The sample shop, loaded, with every kind of model taking part.
fn sample_shop_with_all_models() -> Window {
    let mut harness = window_with(None);
    click(&mut harness, "Open the sample shop");
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    let ws = harness.state().workspace();
    let mut config = ws.config().clone();
    config.models = ModelKind::all().map(|kind| kind.default_config().into()).collect();
    let command = to(ws, &config);
    harness.state_mut().carry_out(command);
    harness.run_steps(3);
    harness
}

/// A number of a domain: within, near 0, or at one of its ends.
fn number(low: f64, high: f64) -> impl Strategy<Value = f64> {
    let near_zero = (-9.0f64..9.0).prop_map(move |exponent| 10f64.powf(exponent).clamp(low, high));
    prop_oneof![3 => low..=high, 3 => near_zero, 1 => Just(low), 1 => Just(high)]
}

fn value(setting: &Setting) -> BoxedStrategy<Value> {
    match setting.domain {
        Domain::Whole(low, high) => number(low as f64, high as f64).prop_map(|x| Value::from(x.round() as u64)).boxed(),
        Domain::Real(low, high) => number(low, high).prop_map(Value::from).boxed(),
        Domain::Optional(low, high) => prop_oneof![Just(Value::Null), number(low, high).prop_map(Value::from)].boxed(),
        Domain::Choice(choices) => prop::sample::select(choices).prop_map(Value::from).boxed(),
        Domain::Switch => any::<bool>().prop_map(Value::from).boxed(),
        Domain::UserColumn => Just(Value::Null).boxed(),
    }
}

fn model(kind: ModelKind) -> impl Strategy<Value = Component> {
    let values: Vec<_> = kind.settings().iter().map(|s| value(s).prop_map(|v| (s.name, v))).collect();
    values.prop_map(move |values| {
        let mut written = kind.default_config().written();
        values.into_iter().for_each(|(name, value)| written[name] = value);
        serde_json::from_value(written).expect("settings within their domains are legal")
    })
}

/// Legal settings of a project, all else as in `now`.
fn settings(now: PipelineConfig) -> impl Strategy<Value = PipelineConfig> {
    let models: Vec<_> = ModelKind::all().map(model).collect();
    let clean = (number(0.0, 1e7), prop::option::of(1u32..=u32::MAX), 0u32..30, 0u32..30, any::<bool>());
    let split = (number(0.001, 0.4), number(0.001, 0.4), 1usize..50, number(0.0, 1.0));
    let weights = (prop::option::of(number(0.01, 1e4)), number(0.0, 1e3));
    let others = (number(0.0, 1e3), 0usize..10_000, 0u64..=u64::MAX, prop::collection::vec(number(0.0, 1.0), 12));
    let all = (models, clean, split, weights, others);
    all.prop_map(move |(models, clean, split, weights, others)| {
        let mut config = PipelineConfig { models, ..now.clone() };
        let (repeat_secs, robots, per_user, per_item, is_from) = clean;
        config.data.clean.repeat_secs = repeat_secs;
        config.data.clean.robot_events_per_day = robots;
        (config.data.clean.min_items_per_user, config.data.clean.min_users_per_item) = (per_user, per_item);
        config.data.clean.from = is_from.then(|| "2025-02-01".into());
        (config.split.validation, config.split.test, config.split.last_n, config.split.popularity_exponent) = split;
        config.data.weights.half_life_days = weights.0;
        config.data.weights.events.insert("view".into(), weights.1);
        config.features.features.entry("title".into()).or_default().weight = others.0;
        (config.evaluation.resamples, config.seed) = (others.1, others.2);
        config.blend.weights = config.model_ids().into_iter().zip(others.3).collect();
        config
    })
}

/// A view that shows a setting must not change it: not by its steps, its digits, or the range of its slider.
#[test]
fn looking_changes_no_setting_in_any_stage() {
    let mut harness = sample_shop_with_all_models();
    let now = harness.state().workspace().config().clone();
    let mut runner = TestRunner::deterministic();
    let names: Vec<String> = ModelKind::all().map(|kind| format!("Settings of {}", english(kind.label()))).collect();
    let (mut n_drawn, mut n_illegal) = (0, 0);
    while n_drawn < CASES {
        let config = settings(now.clone()).new_tree(&mut runner).unwrap().current();
        if config.check().is_err() {
            n_illegal += 1;
            assert!(n_illegal < 10 * CASES, "few of the settings are legal: {:?}", config.check());
            continue;
        }
        let command = to(harness.state().workspace(), &config);
        harness.state_mut().carry_out(command);
        assert_eq!(*harness.state().workspace().config(), config);
        for stage in Stage::ALL {
            click(&mut harness, &english(stage.label()));
            harness.step();
            if stage == Stage::Models {
                // The form of one model, another each time.
                click(&mut harness, &names[n_drawn % names.len()]);
                harness.step();
            }
            assert_eq!(*harness.state().workspace().config(), config, "{stage:?}");
        }
        n_drawn += 1;
    }
}
