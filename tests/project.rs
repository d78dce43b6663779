//! Project files: what is saved comes back, and what cannot be used says where.

use tastebench::data::{Role, ValueUse};
use tastebench::features::FeatureSetting;
use tastebench::models::transitions::TransitionsConfig;
use tastebench::models::{Component, ModelConfig, ModelKind};
use tastebench::pipeline::PipelineConfig;
use tastebench::project;
use tastebench::project::runs::RunBook;

use crate::support::{Folder, id, message};

#[test]
fn a_saved_project_comes_back_whole() {
    let folder = Folder::new();
    let events = folder.file("events.csv", "user_id,item_id\n1,a\n");
    let mut config = PipelineConfig::for_events(&events);
    config.data.columns.events.insert("who".into(), Role::User);
    config.data.weights.value = ValueUse::AtLeast(3.5);
    config.data.weights.events.insert("购买".into(), 7.0);
    config.features.features.insert("brand".into(), FeatureSetting { enabled: false, weight: 0.5 });
    config.blend.weights.insert(id("item_knn"), 0.75);
    config.evaluation.k = vec![5, 50];
    let path = folder.path().join("deep/project.toml");
    project::save(&path, &config).unwrap();
    assert_eq!(project::load(&path).unwrap(), config);

    // Beside its files a project can be moved together with them.
    let path = folder.path().join("project.toml");
    project::save(&path, &config).unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains("events = \"events.csv\""));
    assert_eq!(project::load(&path).unwrap(), config);
}

#[test]
fn mistakes_are_named_with_their_row() {
    let folder = Folder::new();
    let text = message(project::load(&folder.file("a.toml", "format_version = 1\nsed = 3\n")));
    assert!(text.contains("a.toml, row 2") && text.contains("sed"), "{text}");
    let text = message(project::load(
        &folder.file("b.toml", "[data]\nevents = \"x\"\n\n[[models]]\nid = \"item_knn\"\nneighbours = 3\n"),
    ));
    assert!(text.contains("neighbours"), "{text}");
    assert!(text.contains("row 4") && text.contains("neighbors"), "{text}");
    let text = message(project::load(&folder.file("c.toml", "[data]\nevents = \"x\"\n\n[[models]]\nid = \"magic\"\n")));
    let ids = ModelKind::all().map(ModelKind::id).collect::<Vec<_>>().join(", ");
    let said = format!("c.toml, row 5: no model “magic”; choose from {ids}. Correct this line, or remove it.");
    assert!(text.ends_with(&said), "{text}");
    let bad_name = "[data]\nevents = \"x\"\n\n[[models]]\nid = \"ease\"\nname = \"blend\"\n";
    let text = message(project::load(&folder.file("e.toml", bad_name)));
    let said = "e.toml, row 6: “blend” is the name of something else. Correct this line, or remove it.";
    assert!(text.ends_with(said), "{text}");
    // The same where an older layout is brought to the newest first.
    let text = message(project::load(&folder.file("f.toml", format!("format_version = 1\n{bad_name}"))));
    assert!(text.contains("f.toml, row 7: “blend” is the name of something else."), "{text}");
    let text = message(project::load(&folder.file("d.toml", "seed = 1\n")));
    assert!(text.contains("no events file"), "{text}");
    assert!(message(project::load(&folder.path().join("none.toml"))).contains("does not exist"));
}

#[test]
fn a_newer_layout_is_told_before_anything_else_of_the_file() {
    let folder = Folder::new();
    let newer = "was written by a newer program (layout 7; this one reads up to 3). Update this one.";
    let text = message(project::load(&folder.file("new.toml", "colour = \"red\"\nformat_version = 7\ndata = 3\n")));
    assert!(text.ends_with(newer), "{text}");
    let project = folder.file("shop.toml", "[data]\nevents = \"x\"\n");
    folder.file("shop.runs.json", "{\"format_version\": 7, \"runs\": {}}");
    let text = message(RunBook::load(&project));
    assert!(text.contains("shop.runs.json: was written by a newer program (layout 7;"), "{text}");
}

#[test]
fn a_project_of_layout_1_is_read_with_decays_that_mean_the_same_now() {
    let folder = Folder::new();
    let old = "format_version = 1\nseed = 5\n\n[data]\nevents = \"x.csv\"\n\n\
               [[models]]\nid = \"transitions\"\nwindow = 7\ndistance_decay = 1.0\nrecency_decay = 1.0\n";
    let config = project::load(&folder.file("old.toml", old)).unwrap();
    let transitions = TransitionsConfig { window: 7, ..TransitionsConfig::default() };
    assert_eq!(config.models, [Component::from(ModelConfig::from(transitions))]);
    assert_eq!((config.format_version, config.seed), (3, 5));
    let path = folder.path().join("new.toml");
    project::save(&path, &config).unwrap();
    assert_eq!(project::load(&path).unwrap(), config);
    // The same settings in the present layout are what they say.
    let new = old.replace("format_version = 1", "format_version = 3");
    let kept = TransitionsConfig { window: 7, distance_decay: 1.0, recency_decay: 1.0, ..TransitionsConfig::default() };
    let config = project::load(&folder.file("present.toml", new)).unwrap();
    assert_eq!(config.models, [Component::from(ModelConfig::from(kept))]);
}
