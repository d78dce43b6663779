//! What each command does.

use std::path::PathBuf;

use super::command::Command;
use super::job::{Job, Product};
use super::message::{Severity, file_name};
use super::node::NodeId;
use super::open_project::OpenProject;
use super::settings::Gesture;
use super::stages::blend::BlendCommand;
use super::stages::data::{DataCommand, change_settings};
use super::stages::features::FeaturesCommand;
use super::stages::models::ModelsCommand;
use super::state::Workspace;
use crate::data::TableKind;
use crate::features;
use crate::jobs::Lane;
use crate::models::{ComponentId, ModelConfig};
use crate::pipeline::search::{self, SearchConfig, SearchData, Trial};
use crate::pipeline::{Edit, PipelineConfig};
use crate::project;
use crate::project::runs::RunBook;
use crate::said;

impl Workspace {
    /// Carries out a command: changes settings, or starts a job. Never waits.
    pub fn update(&mut self, command: impl Into<Command>) {
        let files = self.open.as_ref().map(|open| open.config().paths());
        match command.into() {
            Command::OpenSample => match project::sample_shop() {
                Ok(config) => {
                    self.open_project(config.clone(), config, None, RunBook::default());
                    self.ask(&[NodeId::Data]);
                }
                Err(error) => self.say(Severity::Error, &error),
            },
            Command::Open(paths) => self.open_files(paths),
            Command::Edit(edits) => self.edit(None, &edits),
            Command::Adjust(edits) => self.edit(Some(Gesture::Setting), &edits),
            Command::Data(command) => self.carry_out_data(command),
            Command::Features(FeaturesCommand::ShowMap) => self.ask(&[NodeId::Map]),
            Command::Models(command) => self.carry_out_models(command),
            Command::Blend(command) => {
                let asked: &[NodeId] = match command {
                    BlendCommand::Unseal => &[NodeId::Test],
                    BlendCommand::Tune(_) => &[NodeId::Tuned],
                    BlendCommand::Again => &[NodeId::FullFigures, NodeId::Curve, NodeId::List],
                    _ => &[],
                };
                if let Some(OpenProject { blend, settings, models, .. }) = &mut self.open {
                    blend.carry_out(command, settings, models);
                }
                self.ask(asked);
            }
            Command::Preview(command) => {
                if let Some(OpenProject { preview, data, blend, .. }) = &mut self.open {
                    preview.carry_out(command, data, blend);
                }
            }
            Command::Release => self.change(|open| open.settings.let_go()),
            Command::Undo => self.change(|open| open.settings.undo()),
            Command::Redo => self.change(|open| open.settings.redo()),
            Command::Cancel(id) => {
                if let Some(job) = self.jobs.cancel(id) {
                    self.stopped(&job);
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
        if files != self.open.as_ref().map(|open| open.config().paths()) {
            self.look_at_files();
        }
        self.drive();
    }

    fn change(&mut self, change: impl FnOnce(&mut OpenProject)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn edit(&mut self, held: Option<Gesture>, edits: &[Edit]) {
        let Some(open) = &mut self.open else { return };
        if let Err(error) = open.settings.edit(held, edits) {
            self.say(Severity::Error, &error);
        }
    }

    fn carry_out_data(&mut self, command: DataCommand) {
        match command {
            DataCommand::AddFound(paths) => self.recognise(paths, true),
            DataCommand::Add(TableKind::Events, path) => self.open_files(vec![path]),
            DataCommand::OpenAgain => self.open_again(),
            DataCommand::Load => {
                // A file may have changed, and a failed attempt be worth another.
                self.open_again();
                self.ask(&[NodeId::Data]);
            }
            DataCommand::LookAtDropped => self.ask(&[NodeId::DroppedRows]),
            command => self.change(|open| change_settings(&command, &mut open.settings)),
        }
    }

    fn open_again(&mut self) {
        self.change(OpenProject::try_all_again);
        self.look_at_files();
    }

    fn carry_out_models(&mut self, command: ModelsCommand) {
        let Some(open) = &mut self.open else { return };
        match command {
            ModelsCommand::Set(component) => open.settings.change(None, |config| config.set_component(*component)),
            ModelsCommand::Remove(id) => {
                open.settings.change(None, |config| config.models.retain(|component| component.id != id));
            }
            ModelsCommand::Rename(id, name) => self.rename(&id, &name),
            ModelsCommand::Use(component) => {
                let id = component.id.clone();
                open.settings.change(None, |config| config.set_component(*component));
                self.ask(&[NodeId::Model(id)]);
            }
            ModelsCommand::Train(ids) => self.ask(&ids.into_iter().map(NodeId::Model).collect::<Vec<_>>()),
            ModelsCommand::Unqueue(id) => open.models.model_mut(&id).status.refuse(),
            ModelsCommand::Pause(paused) => {
                open.models.is_paused = paused;
                self.jobs.pause(paused, Job::is_training);
            }
            ModelsCommand::Search(start, settings) => self.search_settings(*start, settings),
            ModelsCommand::RenameRun(number, name) => open.models.change_run(number, |run| run.name = name),
            ModelsCommand::PinRun(number, pinned) => open.models.change_run(number, |run| run.is_pinned = pinned),
            ModelsCommand::DeleteRuns(numbers) => {
                open.models.write(|book| numbers.into_iter().for_each(|number| book.remove(number)));
            }
        }
    }

    /// Gives a model another name. What was made of it goes over to it with its key.
    fn rename(&mut self, id: &ComponentId, name: &str) {
        let Some(open) = &mut self.open else { return };
        let mut config = open.config().clone();
        match config.rename_component(id, name) {
            Err(problem) => self.say(Severity::Warning, &problem),
            Ok(name) => {
                open.models.hand_over(id, &name);
                open.settings.change(None, |now| *now = config);
            }
        }
    }

    /// Looks for settings; what was tried before is not tried again.
    fn search_settings(&mut self, start: ModelConfig, settings: SearchConfig) {
        let Some(open) = &mut self.open else { return };
        let (Some(loaded), Some(split)) = (open.data.loaded.fresh().cloned(), open.data.split.fresh().cloned()) else {
            return self.say(Severity::Warning, said!("message-search-needs-split"));
        };
        let Some(key) = open.data.split.status.wanted else { return };
        let (kind, config) = (start.kind(), open.config().clone());
        let described = open.features.matrix.status.wanted.filter(|_| start.needs_features());
        let features = open.features.matrix.fresh().cloned();
        let done = open.models.write(|book| book.begin_search(&start, &settings, key, described));
        let is_paused = open.models.is_paused;
        self.stop_idle();
        let title = said!("job-searching", model = kind.label());
        self.jobs.submit_telling(Job::Search(kind), title, Lane::Background, move |teller, ctx| {
            let features = match features {
                None if start.needs_features() => Some(features::build(&split, &config.features, ctx)?.into()),
                built => built,
            };
            let on = SearchData { data: loaded.data.clone(), split, features };
            let mut tell = |trial: &Trial| teller.tell(Product::Trial(kind, key, Box::new(trial.clone())));
            let (_, end) = search::search(&settings, &config, &start, &on, &done, &mut tell, ctx)?;
            Ok(Product::Searched(kind, key, end))
        });
        self.jobs.pause(is_paused, Job::is_training);
    }

    fn open_files(&mut self, paths: Vec<PathBuf>) {
        if let Some(path) = paths.iter().find(|p| project::is_project(p)).cloned() {
            let title = said!("job-opening", file = file_name(&path));
            let left = Box::new(self.config().clone());
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
        self.open_project(config.clone(), config, None, RunBook::default());
    }

    /// Puts a project in place of what was open.
    pub(super) fn open_project(
        &mut self,
        config: PipelineConfig,
        saved: PipelineConfig,
        path: Option<PathBuf>,
        book: RunBook,
    ) {
        self.close();
        self.open = Some(OpenProject::new(config, saved, path, book));
        self.begin_keeping();
        self.look_at_files();
    }

    fn close(&mut self) {
        // Models that were trained are still kept: they are of use when the project is opened again.
        for job in self.jobs.running().into_iter().filter(|job| !matches!(job.kind, Job::LookAtState | Job::KeepModels))
        {
            self.jobs.cancel(job.id);
        }
        self.open = None;
        self.end_keeping();
        self.messages.begin_anew();
        self.asked = None;
    }

    /// Sees, beside the window, what the project's files hold. A long file is not begun again while it is being read.
    pub(super) fn look_at_files(&mut self) {
        let Some(open) = &mut self.open else { return };
        let paths = open.config().paths();
        if open.data.looked_at == paths && self.jobs.is_running(&Job::LookAtFiles) {
            return;
        }
        open.data.looked_at.clone_from(&paths);
        let known = self.fingerprints.clone();
        self.jobs.submit(Job::LookAtFiles, said!("job-looking-at-files"), Lane::Interactive, move |ctx| {
            Ok(Product::Fingerprints(known.look(&paths, ctx)?))
        });
    }
}
