//! Named threads that do one job each and report how it ended.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::guarded;
use crate::base::{Progress, StageError, TaskContext};

/// Number of a job, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(u64);

/// What a job is about. A newer job of the same kind cancels the older.
pub trait JobKind: Clone + Eq + std::hash::Hash + Send + 'static {}
impl<T: Clone + Eq + std::hash::Hash + Send + 'static> JobKind for T {}

/// How a job ended.
#[derive(Debug)]
pub enum Outcome<T> {
    /// With a result.
    Done(T),
    /// With a reason; a panic too ends here, in words.
    Failed(StageError),
    /// Because somebody asked.
    Cancelled,
}

/// A job that ended.
#[derive(Debug)]
pub struct JobEvent<K, T> {
    /// Which.
    pub id: JobId,
    /// Of which kind.
    pub kind: K,
    /// How.
    pub outcome: Outcome<T>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// A job that runs.
#[derive(Debug, Clone)]
pub struct JobStatus<K> {
    /// Which.
    pub id: JobId,
    /// Of which kind.
    pub kind: K,
    /// In words, for the screen.
    pub title: String,
    /// How far it is.
    pub progress: Progress,
    /// When it began.
    pub since: Instant,
}

/// Ends that are waiting to be fetched; a full queue makes workers wait, not the window.
const QUEUE: usize = 256;

/// Where a job computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// At once, on all processors, beside whatever else runs: for what a hand on a slider waits for.
    Interactive,
    /// On the threads set aside for long work.
    Background,
}

/// Starts jobs and collects their ends.
pub struct JobRunner<K, T> {
    running: HashMap<JobId, Running<K>>,
    next: u64,
    ends: Sender<JobEvent<K, T>>,
    ended: Receiver<JobEvent<K, T>>,
    pool: Option<Arc<rayon::ThreadPool>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

struct Running<K> {
    kind: K,
    title: String,
    ctx: TaskContext,
    since: Instant,
}

impl<K: JobKind, T: Send + 'static> JobRunner<K, T> {
    /// A runner whose background jobs compute on `threads` threads; `wake` is called when one ends.
    pub fn new(threads: usize, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|i| format!("compute-{i}"))
            .build()
            .ok()
            .map(Arc::new);
        let (ends, ended) = bounded(QUEUE);
        Self { running: HashMap::new(), next: 0, ends, ended, pool, wake: Arc::new(wake) }
    }

    /// Starts a job; one of the same kind that still runs is cancelled.
    pub fn submit(
        &mut self,
        kind: K,
        title: impl Into<String>,
        lane: Lane,
        work: impl FnOnce(&TaskContext) -> Result<T, StageError> + Send + 'static,
    ) -> JobId {
        self.cancel_kind(&kind);
        self.next += 1;
        let id = JobId(self.next);
        let title = title.into();
        let ctx = TaskContext::new();
        let running = Running { kind: kind.clone(), title: title.clone(), ctx: ctx.clone(), since: Instant::now() };
        let since = running.since;
        self.running.insert(id, running);
        let ended = self.ends.clone();
        let wake = Arc::clone(&self.wake);
        let pool = self.pool.clone().filter(|_| lane == Lane::Background);
        let of_thread = kind.clone();
        let job = move || {
            let result = guarded(|| match &pool {
                Some(pool) => pool.install(|| work(&ctx)),
                None => work(&ctx),
            });
            let outcome = match result {
                Ok(value) => Outcome::Done(value),
                Err(StageError::Cancelled(_)) => Outcome::Cancelled,
                Err(error) => Outcome::Failed(error),
            };
            // The receiver lives as long as the window; without it nobody waits for the end.
            _ = ended.send(JobEvent { id, kind: of_thread, outcome, seconds: since.elapsed().as_secs_f64() });
            wake();
        };
        if let Err(e) = thread::Builder::new().name(title).spawn(job) {
            let outcome = Outcome::Failed(StageError::Failed(format!("No thread could be started: {e}.")));
            _ = self.ends.try_send(JobEvent { id, kind, outcome, seconds: 0.0 });
        }
        id
    }

    /// Asks the jobs of a kind to stop and forgets them: the window need not wait for the last of their work.
    pub fn cancel_kind(&mut self, kind: &K) {
        self.running.retain(|_, job| {
            let keep = job.kind != *kind;
            if !keep {
                job.ctx.cancel();
            }
            keep
        });
    }

    /// Asks one job to stop and forgets it. Its kind, if it ran.
    pub fn cancel(&mut self, id: JobId) -> Option<K> {
        let job = self.running.remove(&id)?;
        job.ctx.cancel();
        Some(job.kind)
    }

    /// The jobs that ended since the last call; those that were cancelled or replaced are left out.
    pub fn poll(&mut self) -> Vec<JobEvent<K, T>> {
        let mut events = Vec::new();
        while let Ok(event) = self.ended.try_recv() {
            if self.running.remove(&event.id).is_some() {
                events.push(event);
            }
        }
        events
    }

    /// The jobs that run, oldest first.
    pub fn running(&self) -> Vec<JobStatus<K>> {
        let mut jobs: Vec<_> = self
            .running
            .iter()
            .map(|(&id, job)| JobStatus {
                id,
                kind: job.kind.clone(),
                title: job.title.clone(),
                progress: job.ctx.progress(),
                since: job.since,
            })
            .collect();
        jobs.sort_by_key(|j| j.id);
        jobs
    }

    /// Whether a job of the kind runs.
    pub fn is_running(&self, kind: &K) -> bool {
        self.running.values().any(|j| j.kind == *kind)
    }
}

impl<K, T> Drop for JobRunner<K, T> {
    fn drop(&mut self) {
        for job in self.running.values() {
            job.ctx.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn wait<K: JobKind, T: Send + 'static>(runner: &mut JobRunner<K, T>) -> JobEvent<K, T> {
        for _ in 0..500 {
            if let Some(event) = runner.poll().pop() {
                return event;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("no job ended within five seconds");
    }

    #[test]
    fn a_panic_becomes_a_message_and_the_runner_lives_on() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        runner.submit("fit", "Fitting", Lane::Background, |_| panic!("index out of bounds"));
        let Outcome::Failed(error) = wait(&mut runner).outcome else { panic!("expected a failure") };
        assert!(error.to_string().contains("index out of bounds"), "{error}");
        runner.submit("fit", "Fitting", Lane::Background, |_| Ok(7));
        assert!(matches!(wait(&mut runner).outcome, Outcome::Done(7)));
    }

    #[test]
    fn a_newer_job_replaces_the_older_whose_end_is_never_seen() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        runner.submit("fit", "Fitting", Lane::Background, |ctx| {
            while ctx.check().is_ok() {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(1)
        });
        runner.submit("fit", "Fitting", Lane::Background, |_| Ok(2));
        assert_eq!(runner.running().len(), 1);
        assert!(matches!(wait(&mut runner).outcome, Outcome::Done(2)));
        thread::sleep(Duration::from_millis(50));
        assert!(runner.poll().is_empty());
    }
}
