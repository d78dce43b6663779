//! Project files: what is saved comes back, and what cannot be used says where.

use tastebench::data::{Role, ValueUse};
use tastebench::features::FeatureSetting;
use tastebench::models::ModelId;
use tastebench::pipeline::PipelineConfig;
use tastebench::project;

use crate::support::{Folder, message};

#[test]
fn a_saved_project_comes_back_whole() {
    let folder = Folder::new();
    let events = folder.file("events.csv", "user_id,item_id\n1,a\n");
    let mut config = PipelineConfig::for_events(&events);
    config.data.columns.events.insert("who".into(), Role::User);
    config.data.weights.value = ValueUse::AtLeast(3.5);
    config.data.weights.events.insert("购买".into(), 7.0);
    config.features.features.insert("brand".into(), FeatureSetting { enabled: false, weight: 0.5 });
    config.blend.weights.insert(ModelId::ItemKnn, 0.75);
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
    let text = message(project::load(&folder.file("c.toml", "format_version = 99\n")));
    assert!(text.contains("newer program"), "{text}");
    let text = message(project::load(&folder.file("d.toml", "seed = 1\n")));
    assert!(text.contains("no events file"), "{text}");
    assert!(message(project::load(&folder.path().join("none.toml"))).contains("does not exist"));
}
