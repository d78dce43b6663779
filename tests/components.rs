//! A kind of model can take part more than once, each time under a name of its own.

use std::process::Command as Process;
use std::time::{Duration, Instant};

use polars::prelude::{ParquetReader, SerReader};
use tastebench::base::TaskContext;
use tastebench::models::ComponentId;
use tastebench::models::ease::EaseConfig;
use tastebench::models::{Component, ModelConfig, ModelKind, store};
use tastebench::pipeline::{self, PipelineConfig};
use tastebench::project;
use tastebench::report::lists;
use tastebench::split::Part;
use tastebench::workspace::{BlendCommand, Command, DataCommand, ModelsCommand, StageState, Workspace};

use crate::support::{Folder, component, english, id, in_english, kind, message, small_log, to};

/// `popular`, an `ease` without a name and one with λ 1,000 and the name "broad, λ=1000".
fn config(folder: &Folder) -> PipelineConfig {
    let mut config = PipelineConfig::for_events(&folder.file("log.csv", small_log()));
    config.models = vec![component("popular"), component("ease")];
    let broad = EaseConfig { reg: 1000.0, ..EaseConfig::default() };
    config.set_component(Component { id: id("broad, λ=1000"), model: broad.into() });
    config.blend.weights = [(id("popular"), 0.2), (id("ease"), 0.5), (id("broad, λ=1000"), 0.3)].into();
    config.evaluation.resamples = 0;
    config
}

#[test]
fn two_of_a_kind_are_judged_blended_written_and_saved_by_their_names() {
    let folder = Folder::new();
    let config = config(&folder);
    let path = folder.path().join("shop.toml");
    project::save(&path, &config).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("id = \"ease\"\nname = \"broad, λ=1000\"\nreg = 1000.0"), "{text}");
    assert_eq!(project::load(&path).unwrap().models, config.models);

    let output = pipeline::run(&config, &TaskContext::new()).unwrap();
    let of_test = |id: &str| output.runs.iter().find(|run| run.id == id && run.part == Part::Test).unwrap();
    assert_eq!(of_test("broad, λ=1000").kind, Some(kind("ease")));
    assert_eq!(of_test("broad, λ=1000").params["reg"], 1000.0);
    assert_eq!(of_test("ease").params["reg"], 300.0);
    // Each is what it would be alone.
    for component in &config.models {
        let alone = PipelineConfig { models: vec![component.clone()], ..config.clone() };
        let alone = pipeline::run(&alone, &TaskContext::new()).unwrap();
        assert_eq!(alone.runs[0].metrics, of_test(component.id.as_str()).metrics, "{}", component.id);
    }
    let file = folder.path().join("lists.parquet");
    lists::write(&file, &config, &output, &TaskContext::new()).unwrap();
    let frame = ParquetReader::new(std::fs::File::open(file).unwrap()).finish().unwrap();
    let names: Vec<&str> = frame.get_column_names().iter().map(|name| name.as_str()).collect();
    assert_eq!(names[4..], ["popular", "ease", "broad, λ=1000", "served"]);
}

#[test]
fn the_command_line_names_and_sets_each_of_two_of_a_kind() {
    let folder = Folder::new();
    let log = folder.file("log.csv", small_log());
    let run = |arguments: &[&str]| {
        let mut process = Process::new(env!("CARGO_BIN_EXE_tastebench"));
        let out = in_english(&mut process).arg("run").arg(&log).args(arguments).output().unwrap();
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let out = folder.path().join("out");
    let arguments = ["--models", "ease,ease", "--set", "ease 2.reg=1000", "--json", "--save-models", "--out"];
    let (json, problem) = run(&[&arguments[..], &[out.to_str().unwrap()]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|_| panic!("{problem}"));
    let runs: Vec<_> = json["runs"].as_array().unwrap().iter().filter(|run| run["split"] == "test").collect();
    let named: Vec<_> = runs.iter().map(|run| (&run["id"], &run["kind"], &run["params"]["reg"])).collect();
    assert_eq!(named[0], (&"ease".into(), &"ease".into(), &300.0.into()));
    assert_eq!(named[1], (&"ease 2".into(), &"ease".into(), &1000.0.into()));
    assert_eq!((named[2].0, named[2].1), (&"blend".into(), &serde_json::Value::Null));
    let saved = store::load(&out.join("models/ease 2.safetensors")).unwrap();
    assert_eq!(saved.config.settings::<EaseConfig>().unwrap().reg, 1000.0);
    // The project that was written has both, and a model of it is chosen by its name.
    let project = out.join("project.toml");
    let mut again = Process::new(env!("CARGO_BIN_EXE_tastebench"));
    let again = again.arg("run").arg(&project).args(["--models", "ease 2", "--json"]).output().unwrap();
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&again["runs"][0]["id"], &again["runs"][0]["params"]["reg"]), (&"ease 2".into(), &1000.0.into()));
    assert_eq!(again["runs"][0]["metrics"], runs[1]["metrics"]);

    assert!(run(&["--models", "easy"]).1.contains("no model “easy”; choose from popular,"));
    assert!(run(&["--models", "popular", "--set", "ease.reg=3"]).1.contains("the run has no model ease"));
}

#[test]
fn names_that_cannot_be_are_refused_in_words() {
    let long = "x".repeat(61);
    for name in ["", "  ", "a/b", "a\nb", "..", "blend", "score", &long] {
        assert!(ComponentId::new(name).is_err(), "{name:?}");
    }
    assert_eq!(ComponentId::new(" 宽 λ = 1,000 ").unwrap().as_str(), "宽 λ = 1,000");
    let folder = Folder::new();
    let mut config = config(&folder);
    for (name, part) in
        [("popular", "Another model has the name"), ("ials", "must not have the name of another"), ("a:b", "hold “:”")]
    {
        let text = message(config.clone().rename_component(&id("ease"), name));
        assert!(text.contains(part), "{text}");
    }
    config.models.push(component("ease"));
    assert!(message(config.check()).contains("The model ease stands twice in the project. Give one a name."));
    let project =
        folder.file("bad.toml", "[data]\nevents = \"log.csv\"\n\n[[models]]\nid = \"ease\"\nname = \"a/b\"\n");
    let text = message(project::load(&project));
    assert!(text.contains("bad.toml, row 6") && text.contains("must not hold “/”"), "{text}");
}

#[test]
fn the_registry_and_its_settings_are_sound() {
    let kinds: Vec<ModelKind> = ModelKind::all().collect();
    for (at, kind) in kinds.iter().enumerate() {
        assert!(kinds[..at].iter().all(|other| other.id() != kind.id() && other.label() != kind.label()), "{kind}");
        assert_eq!(ModelKind::named(kind.id()), Some(*kind));
        assert!(ComponentId::new(kind.id()).is_ok());
        assert!(kind.info().smaller.is_none_or(|smaller| ModelKind::named(smaller).is_some()), "{kind}");
        let config = kind.default_config();
        let written = config.written();
        for setting in kind.settings() {
            let Some((other, choice)) = setting.only_with else { continue };
            assert!(kind.settings().iter().any(|s| s.name == other), "{kind}: {}", setting.name);
            let chosen = config.with(other, choice.into()).unwrap();
            assert!(setting.has_effect(&chosen.written()), "{kind}: {}", setting.name);
            assert!(!setting.has_effect(&written) || written[other] == *choice, "{kind}: {}", setting.name);
        }
        let read: ModelConfig = serde_json::from_value(written).unwrap();
        assert_eq!((read.kind(), &read), (*kind, &config));
    }
}

fn until(ws: &mut Workspace, what: &str, is_so: impl Fn(&Workspace) -> bool) {
    let start = Instant::now();
    while !is_so(ws) {
        assert!(start.elapsed() < Duration::from_secs(120), "never: {what}; {:?}", ws.messages());
        ws.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_renamed_model_keeps_what_was_made_of_it_and_its_weight() {
    let folder = Folder::new();
    let path = folder.path().join("shop.toml");
    project::save(&path, &config(&folder)).unwrap();
    let mut ws = Workspace::new(2, None, || ());
    ws.update(Command::Open(vec![path]));
    until(&mut ws, "open", |ws| ws.is_open() && ws.running().is_empty());
    ws.update(DataCommand::Load);
    until(&mut ws, "loaded", |ws| ws.loaded().is_some() && ws.running().is_empty());
    ws.update(ModelsCommand::Train(ws.config().model_ids()));
    let done = |ws: &Workspace| ws.config().models.iter().all(|m| ws.models().model_state(&m.id) == StageState::Done);
    until(&mut ws, "trained", |ws| done(ws) && ws.running().is_empty());
    let n_runs = ws.book().runs.len();
    let model = ws.models().model(&id("ease")).unwrap().value.clone().unwrap();
    ws.update(ModelsCommand::Rename(id("ease"), "near".into()));
    assert!(ws.config().component(&id("ease")).is_none());
    until(&mut ws, "followed", |ws| done(ws) && ws.blend().scores.fresh().is_some() && ws.running().is_empty());
    let near = ws.models().model(&id("near")).unwrap().value.as_ref().unwrap();
    assert!(std::sync::Arc::ptr_eq(&model.fitted.model, &near.fitted.model));
    // Figures on test stand under the new name, with its weight.
    let mut config = ws.config().clone();
    config.evaluation.refit = false;
    ws.update(to(&ws, &config));
    ws.update(BlendCommand::Unseal);
    until(&mut ws, "test", |ws| ws.blend().test.fresh().is_some());
    let runs = &ws.blend().test.value.as_ref().unwrap().runs;
    assert_eq!(runs.last().unwrap().params["weights"]["near"], 0.5);
    assert!(runs.iter().any(|run| run.id == "near") && !runs.iter().any(|run| run.id == "ease"));
    ws.update(Command::Undo);
    assert_eq!(ws.book().runs.len(), n_runs, "nothing was trained");
    assert_eq!(ws.config().blend.weights[&id("near")], 0.5);
    ws.update(Command::Undo);
    assert_eq!(ws.models().model_state(&id("ease")), StageState::Done, "it has its old name again, and is trained");
    // A second one of a kind stands behind the first, with a number.
    let second = Component::with_free_name(kind("ease").default_config(), &ws.config().models);
    assert_eq!((second.id.as_str(), &*english(second.label())), ("ease 2", "All pairs 2"));
    let mut config = ws.config().clone();
    config.set_component(second);
    assert_eq!(config.model_ids(), [id("popular"), id("ease"), id("ease 2"), id("broad, λ=1000")]);
    ws.update(ModelsCommand::Rename(id("ease"), "broad, λ=1000".into()));
    assert!(
        english(&ws.messages().last().unwrap().said).contains("Another model has the name"),
        "{:?}",
        ws.messages().last()
    );
}
