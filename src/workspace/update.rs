//! What each command does.

use std::path::{Path, PathBuf};

use super::loading::Loading;
use super::product::{Job, OpenedTable, Product};
use super::recognised::name_file;
use super::{Command, Message, Node, PreviewActs, Severity, Tables, Workspace};
use crate::blend::weights::with_weight;
use crate::data::schema::ChosenRoles;
use crate::data::{Mapping, TableKind, event_log};
use crate::jobs::{JobEvent, Lane, Outcome};
use crate::models::ComponentId;
use crate::pipeline::PipelineConfig;
use crate::project;
use crate::project::runs::{RunBook, RunRecord};

/// Users that a search shows.
const FOUND: usize = 200;

impl Workspace {
    /// Carries out a command: changes settings, or starts a job. Never waits.
    pub fn update(&mut self, command: Command) {
        match command {
            Command::OpenSample => match project::sample_shop() {
                Ok(config) => self.open_project(config, None),
                Err(error) => self.say(Severity::Error, error.to_string()),
            },
            Command::Open(paths) => self.open(paths),
            Command::AddFound(paths) => self.recognise(paths, true),
            Command::Add(kind, path) => self.add(kind, path),
            Command::SetTest(path) => self.edit(|config| {
                config.data.test = path;
                config.split.kind = None;
            }),
            Command::Remove(kind) => {
                self.edit(|config| match kind {
                    TableKind::Events => {}
                    TableKind::Items => config.data.items = None,
                    TableKind::Users => config.data.users = None,
                });
            }
            Command::OpenAgain => self.open_tables(),
            Command::SetRole(kind, column, role) => {
                self.edit(|config| _ = config.data.columns.of_mut(kind).insert(column, role));
            }
            Command::Load => {
                self.load_asked = true;
                // A file may have changed, and a failed attempt be worth another.
                self.data.failure = None;
                match self.tables.failures.is_empty() {
                    true => self.look_at_files(),
                    false => self.open_tables(),
                }
            }
            Command::Edit(config) => self.edit(|now| *now = *config),
            Command::Adjust(config) => {
                self.undo.gesture(&self.config);
                let before = std::mem::replace(&mut self.config, *config);
                self.adjusting = true;
                self.settings_changed(&before);
            }
            Command::ShowMap => {
                self.map_asked = true;
                self.map.failure = None;
                self.features.failure = None;
            }
            Command::Train(ids) => {
                self.features.failure = None;
                for id in ids {
                    if let Some(slot) = self.models.get_mut(&id) {
                        slot.failure = None;
                    }
                    if !self.train_asked.contains(&id) {
                        self.train_asked.push(id);
                    }
                }
            }
            Command::Search(start, settings) => self.submit_search(*start, settings),
            Command::Pause(paused) => {
                self.is_paused = paused;
                self.jobs.pause(paused, Job::is_training);
            }
            Command::Unqueue(id) => self.train_asked.retain(|asked| *asked != id),
            Command::Use(component) => {
                let id = component.id.clone();
                self.edit(|config| config.set_component(*component));
                return self.update(Command::Train(vec![id]));
            }
            Command::RenameModel(id, name) => self.rename_model(&id, &name),
            Command::RenameRun(number, name) => self.change_run(number, |run| run.name = name),
            Command::PinRun(number, pinned) => self.change_run(number, |run| run.is_pinned = pinned),
            Command::DeleteRuns(numbers) => {
                numbers.into_iter().for_each(|number| self.book.remove(number));
                self.book_changed = true;
            }
            Command::Drag(model, t) => self.drag(model, t),
            Command::Release => {
                self.undo.end_gesture();
                self.adjusting = false;
                if std::mem::take(&mut self.dragging) {
                    self.curve_moved = true;
                }
            }
            Command::ShowCurve(model) => {
                if self.grabbed.as_ref() != Some(&model) {
                    self.grabbed = Some(model);
                    self.curve_moved = true;
                }
            }
            Command::FindUsers(text) => self.find_users(text),
            Command::PickUser(user) => self.pick_user(user),
            Command::InventUser => self.invent_user(),
            Command::Act(item, act) => self.act(item, act),
            Command::UndoAct(place) => self.undo_act(place),
            Command::StartAgain => self.start_again(),
            Command::Unseal => self.unseal(),
            Command::Cancel(id) => {
                if let Some(job) = self.jobs.cancel(id) {
                    self.cancelled(&job);
                }
            }
            Command::Undo => {
                if let Some(config) = self.undo.undo(&self.config) {
                    self.restore(config);
                }
            }
            Command::Redo => {
                if let Some(config) = self.undo.redo(&self.config) {
                    self.restore(config);
                }
            }
            Command::Save(path) => self.ask_to_save(path),
            Command::Restore(folder) => self.restore_work(folder),
            Command::Discard(folder) => self.discard_work(folder),
            Command::EmptyCache => self.empty_cache(),
            Command::Close => {
                self.close();
                self.look_at_state();
            }
        }
        self.drive();
    }

    /// Takes in the ends of jobs and starts what they make possible. Whether there was any.
    pub fn poll(&mut self) -> bool {
        let stopping = self.jobs.stopping().len();
        let ended = self.jobs.poll();
        // What waits for the memory of a stopped job can begin.
        let any = self.take_in(ended) || self.jobs.stopping().len() < stopping;
        if any {
            self.drive();
        }
        any
    }

    /// Takes in news of jobs. Whether there was any.
    pub(super) fn take_in(&mut self, ended: Vec<JobEvent<Job, Product>>) -> bool {
        let any = !ended.is_empty();
        for event in ended {
            match event.outcome {
                Outcome::Told(product) | Outcome::Done(product) => self.take(product, event.seconds),
                Outcome::Failed(error) => self.failed(&event.kind, error),
                Outcome::Cancelled => self.cancelled(&event.kind),
            }
        }
        any
    }

    fn open(&mut self, paths: Vec<PathBuf>) {
        if let Some(path) = paths.iter().find(|p| project::is_project(p)).cloned() {
            let title = format!("Opening {}", name(&path));
            let left = Box::new(self.config.clone());
            self.jobs.submit(Job::OpenProject, title, Lane::Interactive, move |_| {
                let config = Box::new(project::load(&path)?);
                Ok(Product::Project { config, book: RunBook::load(&path)?, path, left })
            });
            return;
        }
        match &paths[..] {
            [] => {}
            [events] => self.open_log(PipelineConfig::for_events(events)),
            _ => self.recognise(paths, false),
        }
    }

    /// Opens a log without a project; it is shown with what its columns were taken for, before it is loaded.
    pub(super) fn open_log(&mut self, config: PipelineConfig) {
        self.open_project(config, None);
        self.load_asked = false;
    }

    /// Puts a project in place of what was open.
    pub(super) fn open_project(&mut self, config: PipelineConfig, path: Option<PathBuf>) {
        self.close();
        self.is_open = true;
        self.load_asked = true;
        self.saved = config.clone();
        self.config = config;
        self.project_path = path;
        self.begin_keeping();
        self.open_tables();
    }

    fn close(&mut self) {
        for job in self.jobs.running().into_iter().filter(|job| job.kind != Job::LookAtState) {
            self.jobs.cancel(job.id);
        }
        self.is_open = false;
        self.end_keeping();
        self.config = PipelineConfig::default();
        self.saved = PipelineConfig::default();
        self.project_path = None;
        self.tables = Tables::default();
        self.data = Node::default();
        self.loading = Loading::default();
        self.split = Node::default();
        self.features = Node::default();
        self.map = Node::default();
        self.map_asked = false;
        self.models.clear();
        self.scores = Node::default();
        self.blend = None;
        self.curve = None;
        self.grabbed = None;
        self.preview = None;
        self.preview_user = None;
        self.acts = PreviewActs::default();
        self.found_users = [].into();
        self.test = Node::default();
        self.train_asked.clear();
        self.book = RunBook::default();
        self.book_changed = false;
        self.is_paused = false;
        self.load_asked = false;
        self.n_messages_before = self.messages.len();
        self.warned.clear();
        self.asked = None;
        self.undo = super::UndoStack::default();
    }

    fn add(&mut self, kind: TableKind, path: PathBuf) {
        if kind == TableKind::Events {
            return self.open(vec![path]);
        }
        self.edit(|config| name_file(config, kind, path));
    }

    /// Changes settings as one step for undo.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut PipelineConfig)) {
        let before = self.config.clone();
        change(&mut self.config);
        if self.config == before {
            return;
        }
        self.undo.step(&before);
        self.settings_changed(&before);
    }

    fn restore(&mut self, config: PipelineConfig) {
        let before = std::mem::replace(&mut self.config, config);
        self.settings_changed(&before);
    }

    fn settings_changed(&mut self, before: &PipelineConfig) {
        if self.config.blend != before.blend || self.config.evaluation != before.evaluation {
            self.blend_moved = true;
            self.curve_moved = true;
            self.preview_moved = true;
        }
        let files = |c: &PipelineConfig| c.clone().paths_mut().map(|p| p.clone()).collect::<Vec<_>>();
        if files(&self.config) != files(before) {
            self.open_tables();
        }
    }

    /// Looks at the files of the settings that are not the opened ones.
    fn open_tables(&mut self) {
        self.look_at_files();
        let data = &self.config.data;
        let files = [
            (TableKind::Events, Some(data.events.clone())),
            (TableKind::Items, data.items.clone()),
            (TableKind::Users, data.users.clone()),
        ];
        for (kind, path) in files {
            self.tables.failures.remove(&kind);
            match path {
                None => {
                    *self.tables.slot(kind) = None;
                    self.jobs.cancel_kind(&Job::Open(kind));
                }
                Some(path) if self.tables.get(kind).is_some_and(|t| t.table.path == path) => {}
                Some(path) => {
                    let title = format!("Opening {}", name(&path));
                    self.jobs.submit(Job::Open(kind), title, Lane::Background, move |ctx| {
                        let table = event_log::open(&path, ctx)?;
                        let guess = Mapping::guess(&table, kind, &ChosenRoles::new());
                        Ok(Product::Table(kind, OpenedTable { table, guess }.into()))
                    });
                }
            }
        }
    }

    /// Sees, beside the window, what the project's files hold. A long file is not begun again while it is being read.
    fn look_at_files(&mut self) {
        let paths: Vec<PathBuf> = self.config.paths_mut().map(|p| p.clone()).collect();
        if self.looked_at == paths && self.jobs.is_running(&Job::LookAtFiles) {
            return;
        }
        self.looked_at.clone_from(&paths);
        let known = self.fingerprints.clone();
        self.jobs.submit(Job::LookAtFiles, "Looking at the files", Lane::Interactive, move |ctx| {
            Ok(Product::Fingerprints(known.look(&paths, ctx)?))
        });
    }

    /// Gives a model another name. What was made of it goes over to it with its key.
    fn rename_model(&mut self, id: &ComponentId, name: &str) {
        let mut config = self.config.clone();
        match config.rename_component(id, name) {
            Err(problem) => self.say(Severity::Warning, problem.to_string()),
            Ok(name) => {
                let fit = Job::Fit(id.clone());
                if self.jobs.is_running(&fit) {
                    self.jobs.cancel_kind(&fit);
                    self.train_asked.insert(0, id.clone());
                }
                self.train_asked.iter_mut().filter(|asked| *asked == id).for_each(|asked| *asked = name.clone());
                self.edit(|now| *now = config);
            }
        }
    }

    fn drag(&mut self, model: ComponentId, t: f64) {
        let ids = self.config.model_ids();
        let Some(at) = ids.iter().position(|id| *id == model) else { return };
        self.undo.gesture(&self.config);
        let weights = with_weight(&self.weights(), at, t);
        self.config.blend.weights = ids.into_iter().zip(weights).collect();
        if self.grabbed.as_ref() != Some(&model) {
            self.grabbed = Some(model);
            self.curve_moved = true;
        }
        self.dragging = true;
        self.blend_moved = true;
        self.preview_moved = true;
    }

    fn find_users(&mut self, text: String) {
        let Some(loaded) = self.loaded().cloned() else { return };
        let preferred = self.split.value.clone();
        self.jobs.submit(Job::Find, "Searching users", Lane::Interactive, move |ctx| {
            let users = &loaded.data.interactions.users;
            let text = text.trim().to_lowercase();
            let mut found = Vec::new();
            // Without a search the evaluated users come first: their lists can be compared with what they chose.
            if text.is_empty()
                && let Some(split) = preferred
            {
                let holdout = split.validation.as_ref().unwrap_or(&split.test);
                found.extend(holdout.users.iter().take(FOUND).map(|u| u.0));
            }
            for (user, id) in users.iter().enumerate() {
                if found.len() >= FOUND {
                    break;
                }
                if user % 65_536 == 0 {
                    ctx.check()?;
                }
                if !text.is_empty() && id.to_lowercase().contains(&text) {
                    found.push(user as u32);
                }
            }
            Ok(Product::Found(found.into()))
        });
    }

    fn change_run(&mut self, number: u64, change: impl FnOnce(&mut RunRecord)) {
        if let Some(run) = self.book.get_mut(number) {
            change(run);
            self.book_changed = true;
        }
    }

    /// Records the warnings of a job's result; those that its result before gave already stand.
    pub(super) fn warn(&mut self, of: Job, warnings: Vec<String>) {
        let stood = self.warned.insert(of, warnings.clone()).unwrap_or_default();
        for warning in warnings.into_iter().filter(|warning| !stood.contains(warning)) {
            self.say(Severity::Warning, warning);
        }
    }

    /// Records a message for the screen.
    pub(super) fn say(&mut self, severity: Severity, text: impl Into<String>) {
        self.messages.push(Message::new(severity, text));
    }
}

/// The file's name without its folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
