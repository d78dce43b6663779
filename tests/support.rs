//! Small logs in temporary folders, and short ways to ask the library.

use std::path::{Path, PathBuf};

use tastebench::base::{Said, StageError, TaskContext};
use tastebench::data::{DataConfig, Dataset, Mapping, Role, Table, TableKind, dataset};
use tastebench::metrics::MetricKey;
use tastebench::models::{Component, ComponentId, ModelKind};
use tastebench::pipeline::{Edit, PipelineConfig};
use tastebench::words::{LANGUAGES, Words};
use tastebench::workspace::{Command, Workspace};

/// A folder that vanishes with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

pub fn open(path: &Path) -> Result<Table, StageError> {
    Table::open(path, &TaskContext::new())
}

pub fn load(path: &Path) -> Result<Dataset, StageError> {
    dataset::load(&DataConfig { events: path.to_owned(), ..DataConfig::default() }, &TaskContext::new())
}

/// The error of something that must fail, in words.
pub fn message<T>(result: Result<T, StageError>) -> String {
    match result {
        Ok(_) => panic!("expected a failure"),
        Err(error) => english(&error),
    }
}

/// Column names by role, as guessed; unused columns are left out.
pub fn guessed(path: &Path, kind: TableKind) -> Vec<(String, Role)> {
    let table = open(path).unwrap();
    let mapping = Mapping::guess(&table, kind, &Default::default());
    mapping.used().map(|(c, role)| (table.columns[c].clone(), role)).collect()
}

/// A few hundred events of forty users who like odd or even items, with times.
pub fn small_log() -> String {
    let mut text = String::from("user_id,item_id,event,timestamp\n");
    for user in 0..40u64 {
        for step in 0..12u64 {
            let item = (user * 7 + step * 2 * (1 + user % 5)) % 30 / 2 * 2 + user % 2;
            let event = ["view", "view", "cart", "purchase"][(step % 4) as usize];
            text += &format!("u{user},i{item},{event},{}\n", 1_700_000_000 + user * 60 + step * 90_000);
        }
    }
    text
}

/// The items of [`small_log`] with a category and a price.
pub fn small_items() -> String {
    let mut text = String::from("item_id,title,category,price\n");
    for item in 0..30 {
        text += &format!("i{item},Thing {item},{},{}.5\n", ["even", "odd"][item % 2], 3 + item);
    }
    text
}

/// A kind of model by its name in files.
pub fn kind(id: &str) -> ModelKind {
    ModelKind::named(id).unwrap()
}

/// A model by its name in the project.
pub fn id(name: &str) -> ComponentId {
    ComponentId::new(name).unwrap()
}

/// A kind of model with its defaults, to take part.
pub fn component(kind_id: &str) -> Component {
    kind(kind_id).default_config().into()
}

/// All kinds with their defaults.
pub fn all_models() -> Vec<Component> {
    ModelKind::all().map(|kind| kind.default_config().into()).collect()
}

/// What leads to other settings.
pub fn to(ws: &Workspace, config: &PipelineConfig) -> Command {
    Command::Edit(Edit::between(ws.config(), config))
}

/// The English words of what is said, or of an error.
pub fn english(said: impl Into<Said>) -> String {
    Words::of(&LANGUAGES[0]).say(said)
}

/// A process of the program speaks English whatever the machine's locale is.
pub fn in_english(process: &mut std::process::Command) -> &mut std::process::Command {
    process.env("LC_ALL", "C").env_remove("LANGUAGE")
}

/// The source files below a folder.
pub fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// A metric by its name: "ndcg@20".
pub fn at(name: &str) -> MetricKey {
    name.parse().unwrap()
}
