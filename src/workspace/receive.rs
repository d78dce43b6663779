//! What became of a job: a result to put in its place, a failure, or nothing because it was stopped.

use std::collections::BTreeSet;

use super::command::Command;
use super::job::{Job, Product};
use super::message::Severity;
use super::node::{AnyNode, NodeId, Value};
use super::open_project::OpenProject;
use super::stages::data::OpenedTable;
use super::state::Workspace;
use crate::base::{Said, SaidValue, StageError};
use crate::data::TableKind;
use crate::jobs::{JobEvent, Outcome};
use crate::models::ModelKind;
use crate::pipeline::search::{self, End};
use crate::pipeline::{Key, PipelineConfig, default_models};
use crate::said;

impl Workspace {
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
        let opening = self.keeping.opening;
        for event in ended {
            // Something else was opened by an event before it.
            if self.keeping.opening != opening && event.kind.is_of_project() {
                continue;
            }
            match event.outcome {
                Outcome::Told(product) | Outcome::Done(product) => self.take(product, event.seconds),
                Outcome::Failed(error) => self.failed(&event.kind, error),
                Outcome::Cancelled => self.stopped(&event.kind),
            }
        }
        any
    }

    /// Puts the result of a job in its place.
    fn take(&mut self, product: Product, seconds: f64) {
        match product {
            Product::Made(id, key, value) => self.made(&id, key, value, seconds),
            Product::Project { config, book, path, left } => {
                if self.has_new_work(&left) {
                    self.asked = Some(Command::Open(vec![path]));
                    return;
                }
                self.open_project((*config).clone(), *config, Some(path), book);
                self.ask(&[NodeId::Data]);
            }
            Product::Recognised(files) => self.recognised(files),
            Product::Fingerprints(newer) => {
                if let Some(open) = &mut self.open {
                    open.data.follow_files(open.settings.now(), &self.fingerprints, &newer);
                }
                self.fingerprints.extend(newer);
            }
            Product::Trial(kind, split, trial) => {
                if let Some(open) = &mut self.open {
                    open.models.write(|book| book.add_trial(kind, split, *trial));
                }
            }
            Product::Searched(kind, split, end) => self.searched(kind, split, end),
            Product::Saved(saved) => self.saved(*saved),
            Product::RunsSaved(opening, revision) => self.keeping.runs_saved(opening, revision),
            Product::Autosaved(opening, at) => self.keeping.autosaved(opening, at),
            Product::Restored(restored) => self.go_on_with(*restored),
            Product::Fetched(id, key, model) => self.fetched(&id, key, model),
            Product::ModelsKept => {}
            Product::State(state) => {
                if self.is_open() && !state.unsaved.is_empty() && self.state.unsaved.is_empty() {
                    self.say(Severity::Warning, said!("message-unsaved-work"));
                }
                self.state = state;
            }
        }
    }

    /// Puts a result into its node; what it says besides is said.
    fn made(&mut self, id: &NodeId, key: Key, value: Value, seconds: f64) {
        let Some(open) = &mut self.open else { return };
        if let Some(node) = open.node_mut(id) {
            node.take(key, value, seconds);
        }
        open.follow(id);
        match id {
            NodeId::Table(TableKind::Events) => {
                if let Some(table) = open.data.events.value.clone() {
                    self.offer_content(&table);
                }
            }
            NodeId::Data => {
                let Some(loaded) = open.data.loaded.value.clone() else { return };
                let unknown = open.config().features.check_names(&loaded.data).err();
                let warnings = loaded.data.warnings.iter().map(|warning| warning.said.clone());
                self.warn(id, warnings.chain(unknown.as_ref().map(Said::from)).collect());
            }
            NodeId::Split => {
                let Some(split) = open.data.split.value.clone() else { return };
                self.warn(id, split.warnings.iter().map(|warning| warning.said.clone()).collect());
            }
            NodeId::Tuned => {
                let OpenProject { blend, settings, .. } = open;
                if let Some(said) = blend.take_tuned(settings) {
                    self.say(Severity::Info, said);
                }
            }
            NodeId::Test => {
                if let Some(split) = open.data.split.status.made {
                    open.models.write(|book| book.look_at_test(split));
                }
            }
            NodeId::Model(name) => {
                let (seed, node) = (open.config().seed, open.models.model_mut(name));
                let Some(model) = node.value.clone() else { return };
                // Waiting for memory, or while training was held, is no cost of its own.
                node.status.seconds = model.seconds();
                let settings = &model.fitted.component.model;
                let features = open.features.matrix.status.wanted.filter(|_| settings.needs_features());
                open.models.write(|book| book.add(settings, seed, model.split, features, &model.run));
                self.keep_model(key, &model);
            }
            _ => {}
        }
    }

    /// Records the warnings of a result; those that its result before gave already stand.
    fn warn(&mut self, of: &NodeId, warnings: Vec<Said>) {
        let Some(open) = &mut self.open else { return };
        let stood = open.warned.insert(of.clone(), warnings.clone()).unwrap_or_default();
        for warning in warnings.into_iter().filter(|warning| !stood.contains(warning)) {
            self.say(Severity::Warning, warning);
        }
    }

    /// A log opened without a project that describes its items can be tried with the model that compares them.
    fn offer_content(&mut self, events: &OpenedTable) {
        let Some(open) = &mut self.open else { return };
        let config = open.config();
        let is_untouched = open.path.is_none() && *config == PipelineConfig::for_events(&config.data.events);
        if is_untouched && events.mapping(&config.data.columns.events).has_item_attributes() {
            open.settings.begin_with(|config| config.models = default_models(true));
        }
    }

    fn searched(&mut self, kind: ModelKind, split: Key, end: End) {
        let Some(open) = &mut self.open else { return };
        open.models.write(|book| book.end_search(kind, split, end));
        let Some(search) = self.search(kind) else { return };
        let end = end.said(&search.config);
        let metric = search.config.metric;
        let tried: BTreeSet<usize> = search.trials.iter().map(|trial| trial.number).collect();
        let said = match search::best(&search.trials, metric) {
            Some(best) => {
                let value = SaidValue::Share(best.value(metric));
                said!(
                    "message-searched",
                    model = kind.label(),
                    tried = tried.len(),
                    metric = metric.label(),
                    value = value,
                    end = end
                )
            }
            None => said!("message-searched-in-vain", model = kind.label(), end = end),
        };
        self.say(Severity::Info, said);
    }

    /// Records why a job has no result.
    fn failed(&mut self, job: &Job, error: StageError) {
        if matches!(job, Job::SaveRuns | Job::Autosave) {
            self.keeping.could_not_keep(job);
        }
        // The map says on its own place why it is not there.
        if *job != Job::Make(NodeId::Map) {
            self.say(Severity::Error, &error);
        }
        self.ended(job, error);
    }

    /// What was stopped does not start again by itself.
    pub(super) fn stopped(&mut self, job: &Job) {
        if let (Job::LookAtFiles, Some(open)) = (job, &mut self.open) {
            open.data.loaded.status.asked = None;
        }
        self.ended(job, StageError::Cancelled(crate::base::Cancelled));
    }

    /// Books in its node that a job gave no result. Without a log there is no project.
    fn ended(&mut self, job: &Job, error: StageError) {
        let (Job::Make(id), Some(open)) = (job, &mut self.open) else { return };
        if let Some((key, _)) = open.node(id).and_then(|node| node.status().making) {
            // A model that was given another name meanwhile is the same model: under that name it is not begun again.
            for model in open.config().model_ids().into_iter().map(NodeId::Model) {
                if let Some(status) = open.node_mut(&model).map(AnyNode::status_mut)
                    && status.wanted == Some(key)
                {
                    status.failure = Some((key, error.clone()));
                    status.asked = None;
                }
            }
        }
        if let Some(node) = open.node_mut(id) {
            node.status_mut().fail(error);
        }
        if open.data.events.value.is_none() && open.data.events.status.failed().is_some() {
            self.open = None;
        }
    }
}
