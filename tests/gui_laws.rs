//! What holds in every stage of the window, whatever the settings are.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use tastebench::models::settings::{Domain, Setting};
use tastebench::models::{Component, ModelKind};
use tastebench::pipeline::{Edit, PipelineConfig};
use tastebench::workspace::Stage;

use std::collections::HashSet;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tastebench::data::attributes::AttributeTable;
use tastebench::gui::{App, speak};
use tastebench::said;
use tastebench::words::{LANGUAGES, Language, Words};
use tastebench::workspace::{Command, DataCommand, ModelsCommand};

use crate::gui::{Window, click, until, window_with};
use crate::support::{Folder, component, english, small_items, small_log, to};

/// Settings that are drawn.
const CASES: usize = 200;

/// A small log, loaded, with every kind of model taking part.
fn small_log_with_all_models(folder: &Folder) -> Window {
    let mut harness = window_with(None);
    let files = vec![folder.file("items.csv", small_items()), folder.file("events.csv", small_log())];
    harness.state_mut().carry_out(Command::Open(files));
    until(&mut harness, "the files", |ws| ws.data().events.value.is_some() && ws.data().items.value.is_some());
    harness.state_mut().carry_out(DataCommand::Load);
    until(&mut harness, "the log", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    let ws = harness.state().workspace();
    let mut config = ws.config().clone();
    config.models = ModelKind::all().map(|kind| kind.default_config().into()).collect();
    let command = to(ws, &config);
    harness.state_mut().carry_out(command);
    harness.run_steps(3);
    harness
}

fn go_to(harness: &mut Window, stage: Stage) {
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
    harness.key_press_modifiers(Modifiers::COMMAND, keys[stage as usize]);
    harness.run_steps(3);
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
        config.data.clean.from = is_from.then(|| "2023-11-20".into());
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
    let folder = Folder::new();
    let mut harness = small_log_with_all_models(&folder);
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
            go_to(&mut harness, stage);
            if stage == Stage::Models {
                // The form of one model, another each time.
                click(&mut harness, &names[n_drawn % names.len()]);
                harness.step();
            }
            assert_eq!(Edit::between(&config, harness.state().workspace().config()), [], "{stage:?}");
        }
        n_drawn += 1;
    }
}

/// Weights too: one that was rounded to the slider's step would move the others.
#[test]
fn looking_at_the_blend_moves_no_weight() {
    let folder = Folder::new();
    let mut harness = small_log_with_all_models(&folder);
    let mut config = harness.state().workspace().config().clone();
    config.models = ["popular", "item_knn", "rp3beta"].map(component).into();
    let command = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(command);
    let ids = config.model_ids();
    harness.state_mut().carry_out(ModelsCommand::Train(ids.clone()));
    until(&mut harness, "training", |ws| ws.running().is_empty() && ws.blend().figures().is_some_and(|f| f.is_full()));
    go_to(&mut harness, Stage::Blend);
    let mut runner = TestRunner::deterministic();
    for _ in 0..CASES {
        let weights = prop::collection::vec(number(0.0, 1.0), 3).new_tree(&mut runner).unwrap().current();
        config.blend.weights = ids.iter().cloned().zip(weights).collect();
        let command = to(harness.state().workspace(), &config);
        harness.state_mut().carry_out(command);
        harness.run_steps(3);
        assert_eq!(Edit::between(&config, harness.state().workspace().config()), []);
    }
    assert!(
        harness.query_by_role_and_label(egui::accesskit::Role::Slider, "Popular").is_some(),
        "the sliders were drawn"
    );
}

/// The sample shop in a small window that marks what it says: ⟦Rows kept⟧.
fn marked(language: &'static Language, marks: [&'static str; 2], models: &[&str]) -> Window {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1024.0, 640.0))
        // No font has the marks.
        .allow_missing_glyphs()
        .build_eframe(|creation| App::new(creation, Vec::new(), None, None));
    speak(&harness.ctx, Words::marked(language, marks));
    harness.run_steps(3);
    harness.state_mut().carry_out(Command::OpenSample);
    until(&mut harness, "the sample shop", |ws| ws.data().split.value.is_some() && ws.running().is_empty());
    let mut config = harness.state().workspace().config().clone();
    config.models = models.iter().map(|id| component(id)).collect();
    let command = to(harness.state().workspace(), &config);
    harness.state_mut().carry_out(command);
    harness.run_steps(3);
    harness
}

/// The view of a question over the window.
const QUESTION: &str = "the question before leaving";

/// Draws all that the window has, one after the other, and looks at each.
fn each_view(language: &'static Language, marks: [&'static str; 2], mut look: impl FnMut(&Window, &str)) {
    let words = Words::marked(language, marks);
    let mut harness =
        marked(language, marks, &["popular", "item_knn", "rp3beta", "content", "session_knn", "transitions"]);
    let press = |harness: &mut Window, key: &'static str| click(harness, &words.say(tastebench::base::Said::new(key)));
    for of in Stage::ALL {
        go_to(&mut harness, of);
        look(&harness, &format!("{of:?}, nothing trained"));
    }
    let ids = harness.state().workspace().config().model_ids();
    harness.state_mut().carry_out(ModelsCommand::Train(ids));
    until(&mut harness, "training", |ws| {
        ws.running().is_empty() && ws.blend().figures().is_some_and(|f| f.is_full()) && ws.preview().reasons().is_some()
    });
    for of in Stage::ALL {
        go_to(&mut harness, of);
        harness.run_steps(3);
        look(&harness, &format!("{of:?}, trained"));
    }
    press(&mut harness, "preview-table");
    look(&harness, "Preview as a table");
    go_to(&mut harness, Stage::Models);
    press(&mut harness, "models-tab-search");
    look(&harness, "search");
    let n = harness.state().workspace().book().runs.len();
    click(&mut harness, &words.say(said!("models-tab-runs", n = n)));
    look(&harness, "runs");
    harness.state_mut().carry_out(Command::Close);
    harness.run_steps(3);
    look(&harness, QUESTION);
    press(&mut harness, "action-discard");
    harness.run_steps(3);
    look(&harness, "welcome");
}

fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|t| t.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .map(String::from)
}

/// Words of the log, which no language changes.
fn words_of_the_log(harness: &Window) -> HashSet<String> {
    let ws = harness.state().workspace();
    let mut known: HashSet<String> =
        ["Tastebench", "Ctrl", "Shift", "kB", "MB", "GB", "min", "ms"].map(String::from).into();
    known.extend(LANGUAGES.iter().flat_map(|language| tokens(language.name)));
    known.extend(ModelKind::all().flat_map(|kind| tokens(kind.id())));
    known.extend(ws.config().paths().iter().flat_map(|path| tokens(&path.display().to_string()).collect::<Vec<_>>()));
    for table in [&ws.data().events, &ws.data().items, &ws.data().users].into_iter().flat_map(|node| &node.value) {
        known.extend(
            table.table.columns.iter().chain(table.table.preview.iter().flatten()).flat_map(|cell| tokens(cell)),
        );
    }
    if let Some(loaded) = ws.loaded() {
        let log = &loaded.data.interactions;
        known.extend(log.users.iter().chain(log.items.iter()).flat_map(tokens));
        let of_table = |table: &AttributeTable| {
            let texts =
                table.columns.iter().flat_map(|c| (0..log.items.len().max(log.users.len())).filter_map(|i| c.text(i)));
            texts.flat_map(tokens).collect::<Vec<_>>()
        };
        known.extend(of_table(&loaded.data.item_attributes));
        known.extend(of_table(&loaded.data.user_attributes));
    }
    known
}

/// What stands outside marks.
fn unmarked(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|c| {
        depth += i32::from(*c == '⟦') - i32::from(*c == '⟧');
        depth == 0 && *c != '⟧'
    });
    outside.collect()
}

#[test]
fn every_label_of_every_stage_is_said_by_its_key() {
    let mut known = HashSet::new();
    let mut unsaid = HashSet::new();
    each_view(&LANGUAGES[0], ["⟦", "⟧"], |harness, view| {
        // What was loaded is not forgotten when the project is closed.
        known.extend(words_of_the_log(harness));
        let mut n = 0;
        for node in harness.root().children_recursive() {
            let node = node.accesskit_node();
            // A line of a text that is wrapped.
            if node.role() == egui::accesskit::Role::TextRun {
                continue;
            }
            for text in [node.label(), node.value(), node.description()].into_iter().flatten() {
                n += 1;
                // A name of the log that is cut is known by its beginning.
                let is_known = |token: &String| {
                    known.contains(token) || (text.contains('…') && known.iter().any(|k: &String| k.starts_with(token)))
                };
                if !tokens(&unmarked(&text)).all(|token| is_known(&token)) {
                    unsaid.insert(format!("{view}: {text}"));
                }
            }
        }
        assert!(n > 5, "{view}: {n} texts");
    });
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

/// The texts that were painted, each with its place and what is seen of it.
fn painted(harness: &Window) -> Vec<(egui::Rect, egui::Rect, std::sync::Arc<egui::Galley>)> {
    fn of_shape(
        shape: &egui::Shape,
        clip: egui::Rect,
        found: &mut Vec<(egui::Rect, egui::Rect, std::sync::Arc<egui::Galley>)>,
    ) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| of_shape(shape, clip, found)),
            // Along an axis.
            egui::Shape::Text(text) if text.angle != 0.0 => {}
            egui::Shape::Text(text) => {
                found.push((text.galley.mesh_bounds.translate(text.pos.to_vec2()), clip, text.galley.clone()))
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    harness.output().shapes.iter().for_each(|shape| of_shape(&shape.shape, shape.clip_rect, &mut found));
    found
}

/// A mark that takes no room: the zero-width space.
const UNSEEN: &str = "\u{200b}";

/// Words of our own that are cut at the edge of their place; a name of the log may be.
fn cut(harness: &Window) -> Vec<String> {
    let is_cut = |(rect, clip, galley): &(egui::Rect, egui::Rect, std::sync::Arc<egui::Galley>)| {
        let is_seen = clip.intersects(*rect);
        is_seen && (galley.elided || rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0)
    };
    let all = painted(harness);
    let of_words = all.iter().filter(|text| text.2.text().contains(UNSEEN) && is_cut(text));
    of_words.map(|(rect, clip, galley)| format!("{} at {rect:?} in {clip:?}", galley.text())).collect()
}

/// Pairs of texts of which one lies on the other.
fn overlapping(harness: &Window) -> Vec<String> {
    let seen: Vec<(egui::Rect, String)> = painted(harness)
        .into_iter()
        .filter(|(_, _, galley)| !galley.text().trim().is_empty())
        .map(|(rect, clip, galley)| (rect.intersect(clip).shrink(2.0), galley.text().to_owned()))
        .filter(|(rect, _)| rect.is_positive())
        .collect();
    let mut found = Vec::new();
    for (at, (a, first)) in seen.iter().enumerate() {
        for (b, second) in &seen[at + 1..] {
            if a.intersect(*b).is_positive() && !(a == b && first == second) {
                found.push(format!("{first} on {second} at {a:?}"));
            }
        }
    }
    found
}

#[test]
fn nothing_is_cut_and_nothing_overlaps_in_a_small_window_in_any_language() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        each_view(language, [UNSEEN; 2], |harness, view| {
            let of = |what: &str, texts: Vec<String>| {
                texts.into_iter().map(|t| format!("{}, {view}, {what}: {t}", language.id)).collect::<Vec<_>>()
            };
            wrong.extend(of("cut", cut(harness)));
            // A question lies on what it is about.
            if view != QUESTION {
                wrong.extend(of("overlaps", overlapping(harness)));
            }
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
