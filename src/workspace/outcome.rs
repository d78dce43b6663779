//! What became of a job: a result to put in its place, a failure, or nothing because it was cancelled.

use super::product::{Job, OpenedTable, Product};
use super::{BlendFigures, PreviewActs, Severity, SliderCurve, Workspace};
use crate::base::StageError;
use crate::base::format::percent;
use crate::data::TableKind;
use crate::pipeline::search::{self, End};
use crate::pipeline::{PipelineConfig, default_models};

impl Workspace {
    /// Puts the result of a job in its place.
    pub(super) fn take(&mut self, product: Product, seconds: f64) {
        match product {
            Product::Project { config, book, path, left } => {
                if self.has_new_work(&left) {
                    self.asked = Some(super::Command::Open(vec![path]));
                    return;
                }
                self.open_project(*config, Some(path));
                self.book = book;
            }
            Product::Recognised(files) => self.recognised(files),
            Product::Table(kind, table) => {
                if kind == TableKind::Events {
                    self.offer_content(&table);
                }
                self.tables.failures.remove(&kind);
                *self.tables.slot(kind) = Some(table);
            }
            Product::Fingerprints(newer) => self.fingerprints.extend(newer),
            Product::Read(key, log) => self.take_log(key, log),
            Product::Cleaned(key, cleaned) => self.take_cleaned(key, cleaned),
            Product::Loaded(key, loaded) => {
                let unknown = self.config.features.check_names(&loaded.data).err();
                let warnings = loaded.data.warnings.iter().map(|w| w.to_string());
                self.warn(Job::Weigh, warnings.chain(unknown.map(|u| u.to_string())).collect());
                let users = &loaded.data.interactions.users;
                // The same user stays in view when the log is loaded again.
                let same = self
                    .preview_user
                    .zip(self.data.value.as_ref())
                    .and_then(|(user, old)| users.index(old.data.interactions.users.id(user as usize)));
                self.preview_user = same;
                self.preview = self.preview.take().filter(|_| same.is_some());
                // Items may have other places now.
                self.acts = PreviewActs::default();
                self.map = super::Node::default();
                self.jobs.cancel_kind(&Job::Map);
                self.found_users = [].into();
                let seconds = loaded.seconds;
                self.data.set(key, loaded, seconds);
            }
            Product::Split(key, split) => {
                self.warn(Job::Split, split.warnings.iter().map(|w| w.to_string()).collect());
                if self.preview_user.is_none() && !self.acts.is_invented {
                    self.preview_user = split.validation.as_ref().unwrap_or(&split.test).users.first().map(|u| u.0);
                }
                self.split.set(key, split, seconds);
                self.update_found();
            }
            Product::Features(key, features) => self.features.set(key, features, seconds),
            Product::Map(key, map) if self.wanted.map == Some(key) => self.map.set(key, map, seconds),
            Product::Map(..) => {}
            Product::Model(id, key, model) => {
                self.book.add(&model.fitted.component.model, self.config.seed, model.split, &model.run);
                self.book_changed = true;
                self.keep_model(&id, key, &model);
                self.models.entry(id).or_default().set(key, model, seconds);
            }
            Product::Trial(kind, split, trial) => {
                self.book.add_trial(kind, split, *trial);
                self.book_changed = true;
            }
            Product::Searched(kind, split, end) => {
                self.book.end_search(kind, split, end);
                self.book_changed = true;
                let mut words = match self.search(kind).map(|s| (s, search::best(&s.trials, &s.config.metric))) {
                    Some((s, Some(best))) => format!(
                        "Searched {}: {} settings tried, the best reach {} {}.",
                        kind.label(),
                        s.trials.iter().map(|t| t.number).collect::<std::collections::BTreeSet<_>>().len(),
                        s.config.metric,
                        percent(best.value(&s.config.metric), None),
                    ),
                    _ => format!("Searched {}: no settings gave a model.", kind.label()),
                };
                if let Some(search) = self.search(kind).filter(|_| end != End::Complete) {
                    words += &format!(" {}", end.words(&search.config));
                }
                self.say(Severity::Info, words);
            }
            Product::Scores(key, cache) => {
                self.scores.set(key, cache, seconds);
                self.blend_moved = true;
                self.curve_moved = true;
                self.preview_moved = true;
            }
            Product::Blend { table, weights, n_users } => {
                self.blend = Some(BlendFigures { table, weights, n_users, millis: seconds * 1000.0 });
            }
            Product::Curve(model, curve) => self.curve = Some(SliderCurve { model, curve }),
            Product::Preview(preview) => {
                if self.preview_user == preview.user {
                    self.preview = Some(preview);
                }
            }
            Product::Reasons(of, reasons) => self.take_reasons(&of, reasons),
            Product::Found(users) => self.found_users = users,
            Product::Test(key, figures) => self.test.set(key, figures, seconds),
            Product::Saved(saved) => self.saved(*saved),
            Product::RunsSaved(opening, revision) => self.runs_saved(opening, revision),
            Product::Autosaved(opening, at) => self.autosaved(opening, at),
            Product::Restored(restored) => self.go_on_with(*restored),
            Product::Fetched(id, key, model) => self.fetched(id, key, model),
            Product::ModelsKept => {}
            Product::State(state) => {
                if self.is_open && !state.unsaved.is_empty() && self.state.unsaved.is_empty() {
                    self.say(
                        Severity::Warning,
                        "There is unsaved work of an earlier time. Close this to restore or discard it.",
                    );
                }
                self.state = state;
            }
        }
    }

    /// A log opened without a project that describes its items can be tried with the model that compares them.
    fn offer_content(&mut self, events: &OpenedTable) {
        let is_untouched =
            self.project_path.is_none() && self.config == PipelineConfig::for_events(&self.config.data.events);
        let mapping = events.mapping(&self.config.data.columns.events);
        if is_untouched && mapping.has_item_attributes() {
            self.config.models = default_models(true);
            self.saved = self.config.clone();
        }
    }

    fn update_found(&mut self) {
        if self.found_users.is_empty() {
            self.update(super::Command::FindUsers(String::new()));
        }
    }

    /// Records why a job has no result.
    pub(super) fn failed(&mut self, job: &Job, error: StageError) {
        if matches!(job, Job::SaveRuns | Job::Autosave) {
            self.could_not_keep(job);
        }
        // The map says on its own place why it is not there.
        if *job != Job::Map {
            self.say(Severity::Error, error.to_string());
        }
        match job {
            Job::Read | Job::Clean | Job::Weigh => self.data.fail(error),
            Job::Split => self.split.fail(error),
            Job::Features => self.features.fail(error),
            Job::Map => self.map.fail(error),
            Job::Fit(id) => {
                self.models.entry(id.clone()).or_default().fail(error);
                self.train_asked.retain(|asked| asked != id);
            }
            Job::Scores => self.scores.fail(error),
            Job::Test => self.test.fail(error),
            Job::Blend | Job::Settle => self.unsettled = Some(self.weights()),
            Job::Reasons => self.give_up_reasons(),
            Job::Open(TableKind::Events) if self.tables.events.is_none() => self.is_open = false,
            Job::Open(kind) => self.has_no_table(*kind, error),
            _ => {}
        }
    }

    /// Notes that a file of the settings could not be opened. It stays in the settings: it may only be away for now.
    fn has_no_table(&mut self, kind: TableKind, error: StageError) {
        *self.tables.slot(kind) = None;
        self.tables.failures.insert(kind, error);
    }

    /// Forgets what a cancelled job was asked for, so that it does not start again by itself.
    pub(super) fn cancelled(&mut self, job: &Job) {
        let stopped = || StageError::Cancelled(crate::base::Cancelled);
        match job {
            Job::LookAtFiles => self.load_asked = false,
            Job::Read | Job::Clean | Job::Weigh | Job::Open(_) => {
                if let Job::Open(kind) = job {
                    self.has_no_table(*kind, stopped());
                }
                self.load_asked = false;
                self.data.stop();
                if self.tables.events.is_none() {
                    self.is_open = false;
                }
            }
            Job::Split => self.split.stop(),
            Job::Features => {
                self.train_asked.clear();
                self.features.stop();
            }
            Job::Map => self.map.stop(),
            Job::Blend | Job::Settle => self.unsettled = Some(self.weights()),
            Job::Reasons => self.give_up_reasons(),
            Job::Fit(id) => {
                self.train_asked.retain(|asked| asked != id);
                self.models.entry(id.clone()).or_default().stop();
            }
            Job::Scores => self.scores.stop(),
            Job::Test => self.test.stop(),
            _ => {}
        }
    }
}
