//! The files, and the log in its steps: reading, cleaning, weighing, splitting. A change makes again only what comes after it: a weight
//! of an event reads no file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::{StageError, TaskContext};
use crate::data::attributes::Attribute;
use crate::data::profile::Profile;
use crate::data::schema::ChosenRoles;
use crate::data::{
    Act, AttributeTable, CleanLog, DataConfig, Dataset, DroppedRows, Entity, EventLog, Mapping, Role, Table, TableKind,
    Tables, dataset, event_log,
};
use crate::features::{self, FeatureInfo};
use crate::jobs::Lane;
use crate::models::content::ContentConfig;
use crate::models::{Component, ModelConfig};
use crate::pipeline::{Fingerprints, Key, PipelineConfig};
use crate::said;
use crate::split::{self, Holdout, Part, TrainTestSplit};
use crate::workspace::message::file_name;
use crate::workspace::node::{AnyNode, Claim, Node, NodeId, Policy, Spec, Task, nodes};
use crate::workspace::settings::Settings;
use crate::workspace::stage::StageState;

/// What can be done with the files and the log.
#[derive(Debug, Clone)]
pub enum DataCommand {
    /// Add files to the open project as items or users, by what is in them. Where one of them is a log, they are to be opened
    /// instead: see [`Workspace::take_asked`](crate::workspace::Workspace::take_asked).
    AddFound(Vec<PathBuf>),
    /// Add or exchange the items or users file.
    Add(TableKind, PathBuf),
    /// Judge on the events of this file: the split becomes the given one. `None` takes it out again.
    SetTest(Option<PathBuf>),
    /// Take a file out of the project.
    Remove(TableKind),
    /// Try again to open the files of the project that could not be opened.
    OpenAgain,
    /// Say what a column is.
    SetRole(TableKind, String, Role),
    /// Read and clean the files.
    Load,
    /// Look up the rows that were dropped.
    LookAtDropped,
}

/// An opened file with what its columns were taken for.
pub struct OpenedTable {
    /// The file.
    pub table: Arc<Table>,
    /// The guess, before any choice of the user.
    pub guess: Mapping,
}

impl OpenedTable {
    /// The roles of the columns, chosen ones over the guess.
    pub fn mapping(&self, chosen: &ChosenRoles) -> Mapping {
        self.guess.with_chosen(&self.table.columns, chosen)
    }
}

/// The cleaned log with what is counted from it.
pub struct LoadedData {
    /// The log.
    pub data: Arc<Dataset>,
    /// Its key figures.
    pub profile: Profile,
    /// The columns that say something of items, users and events.
    pub known: Vec<KnownColumn>,
    /// The features that items have.
    pub features: Vec<FeatureInfo>,
    /// What can be done as one of its users, with the weight of one such event.
    pub acts: Vec<(Act, f64)>,
}

/// A column that says something of items, users or events.
pub struct KnownColumn {
    /// Its name.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// How many of them it is known of.
    pub n_known: usize,
    /// How many there are.
    pub n: usize,
}

impl KnownColumn {
    fn all(data: &Dataset) -> Vec<Self> {
        let of_table = |of: Entity, table: &AttributeTable| -> Vec<Self> {
            let column = |column: &Attribute| Self {
                name: column.name.clone(),
                role: Role::Attribute(of, column.kind),
                n_known: column.n_known(),
                n: column.len(),
            };
            table.columns.iter().map(column).collect()
        };
        let mut all = of_table(Entity::Item, &data.item_attributes);
        all.extend(of_table(Entity::User, &data.user_attributes));
        all.extend(data.context.iter().map(|column| Self {
            name: column.name.clone(),
            role: Role::Attribute(Entity::Event, column.kind),
            n_known: column.n_known(),
            n: column.len(),
        }));
        all
    }
}

impl LoadedData {
    /// Counts what is shown of a log.
    ///
    /// # Errors
    /// Cancellation.
    pub fn of(data: Dataset, ctx: &TaskContext) -> Result<Self, StageError> {
        let profile = Profile::of(&data);
        ctx.check()?;
        let features = features::describe(&data);
        let acts = Act::offered(&data);
        let known = KnownColumn::all(&data);
        Ok(Self { data: data.into(), profile, known, features, acts })
    }
}

/// The stage *Data*.
#[derive(Default)]
pub struct DataStage {
    /// Events, or their training part.
    pub events: Node<OpenedTable>,
    /// Items.
    pub items: Node<OpenedTable>,
    /// Users.
    pub users: Node<OpenedTable>,
    /// The files that were looked at last for what they hold.
    pub looked_at: Vec<PathBuf>,
    log: Node<EventLog>,
    cleaned: Node<CleanLog>,
    /// The cleaned log.
    pub loaded: Node<LoadedData>,
    /// The first rows of each reason to drop them.
    pub dropped_rows: Node<DroppedRows>,
    /// Its parts.
    pub split: Node<TrainTestSplit>,
}

/// The tables of a project.
const TABLES: [TableKind; 3] = [TableKind::Events, TableKind::Items, TableKind::Users];

impl DataStage {
    nodes! {
        Table(TableKind::Events) => events,
        Table(TableKind::Items) => items,
        Table(TableKind::Users) => users,
        Log => log,
        Cleaned => cleaned,
        Data => loaded,
        DroppedRows => dropped_rows,
        Split => split,
    }

    /// When one of its nodes is made, and from what.
    pub fn spec(&self, id: &NodeId, config: &PipelineConfig, known: &Fingerprints) -> Option<Spec> {
        self.node(id)?;
        let key = self.key(id, config, known);
        Some(match id {
            NodeId::Table(_) => Spec::new(Policy::Always, key, []),
            NodeId::Log => {
                Spec::new(Policy::WhenAsked, key, used(config).map(|(kind, _)| NodeId::Table(kind)).collect::<Vec<_>>())
                    .with_claim(Claim::Log)
            }
            NodeId::Cleaned => Spec::new(Policy::WhenAsked, key, [NodeId::Log]).with_claim(Claim::Log),
            NodeId::Data => Spec::new(Policy::IfQuick, key, [NodeId::Cleaned]).with_claim(Claim::Log),
            NodeId::DroppedRows => Spec::new(Policy::WhenAsked, key, [NodeId::Data]),
            NodeId::Split => Spec::new(Policy::Always, key, [NodeId::Data]),
            _ => return None,
        })
    }

    fn key(&self, id: &NodeId, config: &PipelineConfig, known: &Fingerprints) -> Option<Key> {
        if let NodeId::Table(kind) = id {
            let path = used(config).find(|(used, _)| used == kind)?.1;
            return Some(Key::following("table", &[], &path.as_os_str().as_encoded_bytes()));
        }
        // The log is not decided before its columns are.
        if !used(config).all(|(kind, _)| self.table(kind).fresh().is_some()) || self.lacks_a_role(config) {
            return None;
        }
        let log = Key::log(config, known)?;
        let data = Key::data(config, known)?;
        Some(match id {
            NodeId::Log => log,
            NodeId::Cleaned => Key::cleaned(config, log, self.log.fresh()?),
            NodeId::Data => data,
            NodeId::DroppedRows => Key::following("dropped_rows", &[data], &()),
            _ => Key::split(config, data),
        })
    }

    /// The work that makes one of its nodes.
    pub fn task(&self, id: &NodeId, config: &PipelineConfig, known: &Fingerprints) -> Option<Task> {
        self.node(id)?;
        let data = config.data.clone();
        Some(match id {
            NodeId::Table(kind) => {
                let (kind, path) = used(config).find(|(used, _)| used == kind)?;
                self.open(kind, path.to_owned())
            }
            NodeId::Log => self.read(data, config.paths(), known.clone())?,
            NodeId::Cleaned => {
                let log = self.log.fresh()?.clone();
                self.cleaned.task(said!("job-cleaning"), Lane::Background, move |ctx| dataset::clean(&log, &data, ctx))
            }
            NodeId::Data => {
                let (log, cleaned) = (self.log.fresh()?.clone(), self.cleaned.fresh()?.clone());
                self.loaded.task(said!("job-weighing"), Lane::Background, move |ctx| {
                    LoadedData::of(dataset::weigh(&log, (*cleaned).clone(), &data.weights, ctx)?, ctx)
                })
            }
            NodeId::DroppedRows => {
                let loaded = self.loaded.fresh()?.clone();
                let events = Arc::clone(&self.events.fresh()?.table);
                self.dropped_rows.task(said!("job-looking-at-dropped"), Lane::Background, move |ctx| {
                    let test = data.test.as_deref().map(|test| Table::open(test, ctx).map(Arc::new)).transpose()?;
                    DroppedRows::read(&Tables { events, test, items: None, users: None }, &loaded.data, ctx)
                })
            }
            NodeId::Split => {
                let loaded = self.loaded.fresh()?.clone();
                let (split, seed) = (config.split.clone(), config.seed);
                self.split.task(said!("job-splitting"), Lane::Background, move |ctx| {
                    split::split(&loaded.data, &split, &data.weights, seed, ctx)
                })
            }
            _ => return None,
        })
    }

    fn open(&self, kind: TableKind, path: PathBuf) -> Task {
        let title = said!("job-opening", file = file_name(&path));
        self.events.task(title, Lane::Background, move |ctx| {
            let table = Arc::new(Table::open(&path, ctx)?);
            let guess = Mapping::guess(&table, kind, &ChosenRoles::new());
            Ok(OpenedTable { table, guess })
        })
    }

    fn read(&self, config: DataConfig, paths: Vec<PathBuf>, known: Fingerprints) -> Option<Task> {
        let table = |kind, path: &Option<PathBuf>| match path {
            None => Some(None),
            Some(_) => Some(Some(Arc::clone(&self.table(kind).fresh()?.table))),
        };
        let events = Arc::clone(&self.events.fresh()?.table);
        let (items, users) = (table(TableKind::Items, &config.items)?, table(TableKind::Users, &config.users)?);
        Some(self.log.task(said!("job-reading"), Lane::Background, move |ctx| {
            let test = config.test.as_deref().map(|test| Table::open(test, ctx).map(Arc::new)).transpose()?;
            let log = event_log::read(&Tables { events, test, items, users }, &config, ctx)?;
            // Of a file that changed meanwhile, what was read is not what the key says.
            known.look(&paths, ctx)?.check_unchanged(&known, &paths)?;
            Ok(log)
        }))
    }

    /// Opens files again that changed since they were looked at last.
    pub fn follow_files(&mut self, config: &PipelineConfig, before: &Fingerprints, now: &Fingerprints) {
        for (kind, path) in used(config) {
            let is_changed = before.get(path).is_some_and(|before| now.get(path).is_some_and(|now| now != before));
            if let Some(node) = self.node_mut(&NodeId::Table(kind)).filter(|_| is_changed) {
                node.status_mut().made = None;
            }
        }
    }

    /// Another log is going to be read: nothing of the last one is of use, and both would lie in memory.
    pub fn begin(&mut self, id: &NodeId) {
        if *id == NodeId::Log {
            self.log.forget();
            self.cleaned.forget();
        }
    }

    /// The table of a kind.
    pub fn table(&self, kind: TableKind) -> &Node<OpenedTable> {
        match kind {
            TableKind::Events => &self.events,
            TableKind::Items => &self.items,
            TableKind::Users => &self.users,
        }
    }

    /// The files that could not be opened or were stopped, with the reason.
    pub fn not_opened(&self) -> impl Iterator<Item = (TableKind, &StageError)> {
        TABLES.into_iter().filter_map(|kind| Some((kind, self.table(kind).status.failed()?)))
    }

    /// Whether the log has no column of a role that it must have.
    fn lacks_a_role(&self, config: &PipelineConfig) -> bool {
        let mapping = self.events.value.as_ref().map(|events| events.mapping(&config.data.columns.events));
        mapping.is_some_and(|mapping| mapping.missing(TableKind::Events).is_some())
    }

    /// A load that was asked for and cannot be begun: the screen asks for the column that is missing.
    pub fn drop_what_cannot_begin(&mut self, config: &PipelineConfig) {
        if self.events.fresh().is_some() && self.lacks_a_role(config) {
            self.loaded.status.asked = None;
        }
    }

    /// Seconds that reading, cleaning and weighing took.
    pub fn seconds(&self) -> f64 {
        [&self.log.status, &self.cleaned.status, &self.loaded.status].iter().map(|status| status.seconds).sum()
    }

    /// The part that settings and weights are chosen on: validation, or test where the split has no validation.
    pub fn choosing_part(&self) -> Part {
        match &self.split.value {
            Some(split) if split.validation.is_none() => Part::Test,
            _ => Part::Validation,
        }
    }

    /// How the stage stands.
    pub fn state(&self, config: &PipelineConfig) -> StageState {
        let tables = used(config).map(|(kind, _)| self.table(kind).state());
        // They are only made on the way to the log.
        let on_the_way = [self.log.state(), self.cleaned.state()].into_iter().filter(|s| *s == StageState::Running);
        // A file that was never opened yet is no news of its own.
        let tables = tables.filter(|state| matches!(state, StageState::Running | StageState::Failed));
        let split = Some(self.split.state()).filter(|state| *state == StageState::Failed);
        StageState::of_all(tables.chain(on_the_way).chain([self.loaded.state()]).chain(split))
    }
}

/// The files of the settings that are opened for their columns.
fn used(config: &PipelineConfig) -> impl Iterator<Item = (TableKind, &Path)> {
    let data = &config.data;
    let paths = [Some(&data.events), data.items.as_ref(), data.users.as_ref()];
    TABLES.into_iter().zip(paths).filter_map(|(kind, path)| Some((kind, path?.as_path())))
}

/// The part of a split that settings are chosen on.
pub fn holdout(split: &TrainTestSplit, part: Part) -> &Holdout {
    split.holdout(part).unwrap_or(&split.test)
}

/// Changes settings as a command says, where it does no more than that.
pub fn change_settings(command: &DataCommand, settings: &mut Settings) {
    settings.change(None, |config| match command.clone() {
        DataCommand::Add(kind, path) => name_file(config, kind, path),
        DataCommand::SetTest(path) => {
            config.data.test = path;
            config.split.kind = None;
        }
        DataCommand::Remove(TableKind::Items) => config.data.items = None,
        DataCommand::Remove(TableKind::Users) => config.data.users = None,
        DataCommand::SetRole(kind, column, role) => _ = config.data.columns.of_mut(kind).insert(column, role),
        DataCommand::Remove(TableKind::Events)
        | DataCommand::AddFound(_)
        | DataCommand::OpenAgain
        | DataCommand::LookAtDropped
        | DataCommand::Load => {}
    });
}

/// Makes a file the items or the users file; items that are described can be compared.
pub fn name_file(config: &mut PipelineConfig, kind: TableKind, path: PathBuf) {
    match kind {
        TableKind::Users => config.data.users = Some(path),
        _ => {
            config.data.items = Some(path);
            let content = Component::from(ModelConfig::from(ContentConfig::default()));
            if config.models.iter().all(|own| own.model.kind() != content.model.kind()) {
                config.set_component(content);
            }
        }
    }
}
