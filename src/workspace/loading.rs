//! From the files to the log that all else is made from, in three steps: reading, cleaning, weighing. A change makes again only what
//! comes after it: a weight of an event reads no file.

use std::sync::Arc;
use std::time::Instant;

use super::product::{Job, LoadedData, Product};
use super::{Node, Workspace};
use crate::base::TaskContext;
use crate::data::profile::Profile;
use crate::data::{Act, CleanLog, DataConfig, Dataset, EventLog, TableKind, dataset, event_log};
use crate::features;
use crate::jobs::Lane;
use crate::pipeline::Key;

/// What took less than this is made again by itself when settings change.
pub(super) const QUICK_SECONDS: f64 = 3.0;

/// The steps before the log is whole, and the one that is being made.
#[derive(Default)]
pub(super) struct Loading {
    /// The log as it was read.
    log: Node<Timed<EventLog>>,
    /// The log without what was dropped.
    cleaned: Node<Timed<CleanLog>>,
    /// Key of the step that is being made.
    making: Option<Key>,
}

/// A result of a step with the seconds that it took.
pub struct Timed<T> {
    value: T,
    seconds: f64,
}

impl<T> Timed<T> {
    fn make<E>(make: impl FnOnce() -> Result<T, E>) -> Result<Self, E> {
        let start = Instant::now();
        Ok(Self { value: make()?, seconds: start.elapsed().as_secs_f64() })
    }
}

/// The jobs of the steps, in their order.
pub(super) const STEPS: [Job; 3] = [Job::Read, Job::Clean, Job::Weigh];

impl Workspace {
    /// Starts the first step that is missing, if loading was asked for or is quickly done.
    pub(super) fn drive_loading(&mut self) {
        let (Some(whole), Some(log_key)) = (self.wanted.data, self.wanted.log) else { return };
        if self.jobs.is_running(&Job::LookAtFiles) {
            return;
        }
        if self.data.key == Some(whole) || self.data.has_failed(whole) {
            self.load_asked = false;
            return;
        }
        let log = self.loading.log.fresh(Some(log_key)).cloned();
        let cleaned_key = log.as_ref().map(|log| Key::cleaned(&self.config, log_key, &log.value));
        let cleaned = self.loading.cleaned.fresh(cleaned_key).cloned();
        // What was begun goes on to its end.
        let is_begun = self.data.making() == Some(whole);
        if !(self.load_asked || is_begun || self.is_quick(log.is_some(), cleaned.is_some())) {
            return;
        }
        let Some(events) = &self.tables.events else { return };
        if events.mapping(&self.config.data.columns.events).missing(TableKind::Events).is_some() {
            // The screen asks for the missing column.
            self.load_asked = false;
            return;
        }
        let step = cleaned_key.map_or(log_key, |key| if cleaned.is_some() { whole } else { key });
        let is_running = |job: &Job| self.jobs.is_running(job);
        if self.loading.making == Some(step) && STEPS.iter().any(is_running) {
            return;
        }
        STEPS.iter().for_each(|job| self.jobs.cancel_kind(job));
        if self.stopping().iter().any(|job| STEPS.contains(&job.kind)) {
            // It still has its memory.
            self.load_asked = true;
            return;
        }
        self.loading.making = Some(step);
        self.data.begin(whole);
        let config = self.config.data.clone();
        match (log, cleaned_key, cleaned) {
            (Some(log), _, Some(cleaned)) => self.submit_weighing(whole, log, cleaned, config),
            (Some(log), Some(key), None) => {
                self.jobs.submit(Job::Clean, "Cleaning the log", Lane::Background, move |ctx| {
                    let cleaned = Timed::make(|| dataset::clean(&log.value, &config, ctx))?;
                    Ok(Product::Cleaned(key, cleaned.into()))
                });
            }
            _ => self.submit_reading(log_key, config),
        }
    }

    /// Whether the steps that are missing took little time when they were made last.
    fn is_quick(&self, is_read: bool, is_cleaned: bool) -> bool {
        let Some(weighing) = self.data.value.as_ref().map(|loaded| loaded.weighing_seconds) else { return false };
        let reading = self.loading.log.value.as_ref().map(|log| log.seconds);
        let cleaning = self.loading.cleaned.value.as_ref().map(|cleaned| cleaned.seconds);
        let missing = |step: Option<f64>, is_there| if is_there { Some(0.0) } else { step };
        let steps = missing(reading, is_read).zip(missing(cleaning, is_cleaned));
        steps.is_some_and(|(reading, cleaning)| reading + cleaning + weighing < QUICK_SECONDS)
    }

    fn submit_reading(&mut self, key: Key, config: DataConfig) {
        let known = self.fingerprints.clone();
        let mut paths = self.config.clone();
        let paths: Vec<_> = paths.paths_mut().map(|p| p.clone()).collect();
        self.jobs.submit(Job::Read, "Reading the log", Lane::Background, move |ctx| {
            let log = Timed::make(|| event_log::read(&config, ctx))?;
            // Of a file that changed meanwhile, what was read is not what the key says.
            known.look(&paths, ctx)?.check_unchanged(&known, &paths)?;
            Ok(Product::Read(key, log.into()))
        });
    }

    fn submit_weighing(
        &mut self,
        key: Key,
        log: Arc<Timed<EventLog>>,
        cleaned: Arc<Timed<CleanLog>>,
        config: DataConfig,
    ) {
        self.jobs.submit(Job::Weigh, "Weighing events", Lane::Background, move |ctx| {
            let start = Instant::now();
            let data = dataset::weigh(&log.value, cleaned.value.clone(), &config.weights, ctx)?;
            let mut loaded = loaded(data, ctx)?;
            loaded.weighing_seconds = start.elapsed().as_secs_f64();
            loaded.seconds = log.seconds + cleaned.seconds + loaded.weighing_seconds;
            Ok(Product::Loaded(key, loaded.into()))
        });
    }

    /// Puts the log that was read in its place.
    pub(super) fn take_log(&mut self, key: Key, log: Arc<Timed<EventLog>>) {
        // Nothing of another log is of use any more.
        self.loading.cleaned = Node::default();
        let seconds = log.seconds;
        self.loading.log.set(key, log, seconds);
    }

    /// Puts the cleaned log in its place.
    pub(super) fn take_cleaned(&mut self, key: Key, cleaned: Arc<Timed<CleanLog>>) {
        let seconds = cleaned.seconds;
        self.loading.cleaned.set(key, cleaned, seconds);
    }
}

fn loaded(data: Dataset, ctx: &TaskContext) -> Result<LoadedData, crate::base::StageError> {
    let data = Arc::new(data);
    let profile = Profile::of(&data);
    ctx.check()?;
    let features = features::describe(&data);
    let acts = Act::offered(&data);
    Ok(LoadedData { data, profile, features, acts, seconds: 0.0, weighing_seconds: 0.0 })
}
