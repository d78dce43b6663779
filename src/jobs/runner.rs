//! Named threads that do one job each and report how it ended.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded};
use thread_priority::{ThreadPriority, set_current_thread_priority};

use super::guarded;
use crate::base::{Ledger, Progress, Said, StageError, TaskContext};
use crate::said;

/// Number of a job, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(u64);

/// What a job is about. A newer job of the same kind cancels the older.
pub trait JobKind: Clone + Eq + std::hash::Hash + Send + Sync + 'static {}
impl<T: Clone + Eq + std::hash::Hash + Send + Sync + 'static> JobKind for T {}

/// What came of a job.
#[derive(Debug)]
pub enum Outcome<T> {
    /// Part of a result; the job goes on.
    Told(T),
    /// A result.
    Done(T),
    /// None, for a reason; a panic too ends here, in words.
    Failed(StageError),
    /// None, because somebody asked.
    Cancelled,
}

/// News of a job.
#[derive(Debug)]
pub struct JobEvent<K, T> {
    /// Which.
    pub id: JobId,
    /// Of which kind.
    pub kind: K,
    /// What.
    pub outcome: Outcome<T>,
    /// Seconds since it began.
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
    pub title: Said,
    /// How far it is.
    pub progress: Progress,
    /// Whether it is held.
    pub is_paused: bool,
    /// When it began.
    pub since: Instant,
}

/// Priority of background threads of 99, 50 being the usual one: enough to let the window go first, not so low that other
/// programs stop the work altogether.
const LOW: u8 = 34;
/// News that is waiting to be fetched; a full queue makes workers wait, not the window.
const QUEUE: usize = 256;

/// Where a job computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// At once, on all processors, beside whatever else runs: for what a hand on a slider waits for.
    Interactive,
    /// On threads of its own which give way to the window and to what is interactive.
    Background,
    /// At once, and to its end whatever happens: for what must not be lost. It cannot be cancelled, and the runner waits for it
    /// before it goes.
    Saving,
}

/// Hands over a part of a job's result before its end.
pub struct Teller<'a, T>(&'a (dyn Fn(T) + Sync));

impl<T> Teller<'_, T> {
    /// Hands it over.
    pub fn tell(&self, part: T) {
        (self.0)(part);
    }
}

/// Starts jobs and collects their ends.
pub struct JobRunner<K, T> {
    running: HashMap<JobId, Running<K>>,
    /// Jobs that were told to stop and whose threads have not ended yet: they still hold what they took.
    stopping: HashMap<JobId, Running<K>>,
    next: u64,
    ends: Sender<JobEvent<K, T>>,
    ended: Receiver<JobEvent<K, T>>,
    threads: usize,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Ends of jobs that found no thread.
    unstarted: Vec<JobEvent<K, T>>,
    /// What the jobs were promised of the machine's memory.
    ledger: Arc<Ledger>,
}

struct Running<K> {
    kind: K,
    lane: Lane,
    title: Said,
    ctx: TaskContext,
    is_paused: bool,
    since: Instant,
}

impl<K: JobKind, T: Send + 'static> JobRunner<K, T> {
    /// A runner whose background jobs compute on `threads` threads each; `wake` is called when there is news.
    pub fn new(threads: usize, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (ends, ended) = bounded(QUEUE);
        Self {
            running: HashMap::new(),
            stopping: HashMap::new(),
            next: 0,
            ends,
            ended,
            threads: threads.max(1),
            wake: Arc::new(wake),
            unstarted: Vec::new(),
            ledger: Arc::default(),
        }
    }

    /// Starts a job; one of the same kind that still runs is cancelled.
    pub fn submit(
        &mut self,
        kind: K,
        title: impl Into<Said>,
        lane: Lane,
        work: impl FnOnce(&TaskContext) -> Result<T, StageError> + Send + 'static,
    ) -> JobId {
        self.submit_telling(kind, title, lane, move |_, ctx| work(ctx))
    }

    /// Starts a job that hands over parts of its result; one of the same kind that still runs is cancelled.
    pub fn submit_telling(
        &mut self,
        kind: K,
        title: impl Into<Said>,
        lane: Lane,
        work: impl FnOnce(&Teller<'_, T>, &TaskContext) -> Result<T, StageError> + Send + 'static,
    ) -> JobId {
        self.cancel_kind(&kind);
        self.next += 1;
        let id = JobId(self.next);
        let title = title.into();
        let ctx = TaskContext::sharing(&self.ledger);
        let since = Instant::now();
        let running =
            Running { kind: kind.clone(), lane, title: title.clone(), ctx: ctx.clone(), is_paused: false, since };
        self.running.insert(id, running);
        let ended = self.ends.clone();
        let wake = Arc::clone(&self.wake);
        let threads = self.threads;
        let of_thread = kind.clone();
        let job = move || {
            let send = |outcome| {
                let seconds = since.elapsed().as_secs_f64();
                // The receiver lives as long as the window; without it nobody waits for news.
                _ = ended.send(JobEvent { id, kind: of_thread.clone(), outcome, seconds });
                wake();
            };
            let result = guarded(|| {
                let within = || work(&Teller(&|part| send(Outcome::Told(part))), &ctx);
                match lane {
                    Lane::Interactive | Lane::Saving => within(),
                    Lane::Background => pool(threads)?.install(within),
                }
            });
            send(match result {
                Ok(value) => Outcome::Done(value),
                Err(StageError::Cancelled(_)) => Outcome::Cancelled,
                Err(error) => Outcome::Failed(error),
            });
        };
        if let Err(e) = thread::Builder::new().name(title.key.into_owned()).spawn(job) {
            let outcome = Outcome::Failed(no_thread(e));
            self.unstarted.push(JobEvent { id, kind, outcome, seconds: 0.0 });
        }
        id
    }

    /// Holds the jobs of some kinds, or lets them go on.
    pub fn pause(&mut self, paused: bool, which: impl Fn(&K) -> bool) {
        for job in self.running.values_mut().filter(|job| which(&job.kind)) {
            job.is_paused = paused;
            job.ctx.pause(paused);
        }
    }

    /// Asks the jobs of a kind to stop. Nothing comes of them any more; until their threads end they are among [`Self::stopping`].
    pub fn cancel_kind(&mut self, kind: &K) {
        let ids: Vec<JobId> = self.running.iter().filter(|(_, job)| job.kind == *kind).map(|(id, _)| *id).collect();
        for id in ids {
            self.cancel(id);
        }
    }

    /// Asks one job to stop, as [`Self::cancel_kind`]. Its kind, if it ran and is none that must come to its end.
    pub fn cancel(&mut self, id: JobId) -> Option<K> {
        if self.running.get(&id)?.lane == Lane::Saving {
            return None;
        }
        let job = self.running.remove(&id)?;
        job.ctx.cancel();
        let kind = job.kind.clone();
        self.stopping.insert(id, job);
        Some(kind)
    }

    /// The news since the last call; of jobs that were cancelled or replaced there is none.
    pub fn poll(&mut self) -> Vec<JobEvent<K, T>> {
        let mut events = std::mem::take(&mut self.unstarted);
        events.retain(|event| self.end(event.id));
        while let Ok(event) = self.ended.try_recv() {
            self.note(event, &mut events);
        }
        events
    }

    /// Waits for the jobs that must come to their end, those that save and some others, and gives the news until then.
    pub fn finish(&mut self, others: impl Fn(&K) -> bool) -> Vec<JobEvent<K, T>> {
        let mut events = self.poll();
        while self.must_end(&others)
            && let Ok(event) = self.ended.recv()
        {
            self.note(event, &mut events);
        }
        events
    }

    /// Whether a job runs that saves what must not be lost.
    pub fn is_saving(&self) -> bool {
        self.must_end(|_| false)
    }

    /// Whether a job runs that must come to its end: one that saves, or one of some others.
    pub fn must_end(&self, others: impl Fn(&K) -> bool) -> bool {
        self.running.values().any(|job| job.lane == Lane::Saving || others(&job.kind))
    }

    fn note(&mut self, event: JobEvent<K, T>, events: &mut Vec<JobEvent<K, T>>) {
        let is_wanted = match event.outcome {
            Outcome::Told(_) => self.running.contains_key(&event.id),
            _ => self.end(event.id),
        };
        if is_wanted {
            events.push(event);
        }
    }

    /// Notes that a job's thread ended. Whether anybody waits for what came of it.
    fn end(&mut self, id: JobId) -> bool {
        self.stopping.remove(&id);
        self.running.remove(&id).is_some()
    }

    /// The jobs that run, oldest first.
    pub fn running(&self) -> Vec<JobStatus<K>> {
        statuses(&self.running)
    }

    /// The jobs that were told to stop and whose threads still run, oldest first.
    pub fn stopping(&self) -> Vec<JobStatus<K>> {
        statuses(&self.stopping)
    }

    /// Whether a job of the kind runs.
    pub fn is_running(&self, kind: &K) -> bool {
        self.running.values().any(|j| j.kind == *kind)
    }
}

fn statuses<K: JobKind>(of: &HashMap<JobId, Running<K>>) -> Vec<JobStatus<K>> {
    let status = |(&id, job): (&JobId, &Running<K>)| JobStatus {
        id,
        kind: job.kind.clone(),
        title: job.title.clone(),
        progress: job.ctx.progress(),
        is_paused: job.is_paused,
        since: job.since,
    };
    let mut jobs: Vec<_> = of.iter().map(status).collect();
    jobs.sort_by_key(|j| j.id);
    jobs
}

/// Threads for one background job: as many as there are processors, but after whatever else wants to run. Each job has its
/// own, so that one that is held holds no other.
fn pool(threads: usize) -> Result<rayon::ThreadPool, StageError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|i| format!("compute-{i}"))
        .start_handler(|_| {
            // Where the system does not allow it, all threads are alike.
            if let Ok(low) = LOW.try_into() {
                _ = set_current_thread_priority(ThreadPriority::Crossplatform(low));
            }
        })
        .build()
        .map_err(no_thread)
}

fn no_thread(error: impl std::fmt::Display) -> StageError {
    StageError::failed(said!("job-no-thread", error = error.to_string()))
}

impl<K, T> Drop for JobRunner<K, T> {
    fn drop(&mut self) {
        self.running.retain(|_, job| {
            let stays = job.lane == Lane::Saving;
            if !stays {
                job.ctx.cancel();
            }
            stays
        });
        for event in self.unstarted.drain(..) {
            self.running.remove(&event.id);
        }
        // Each job tells its end, and nothing after it.
        while !self.running.is_empty()
            && let Ok(event) = self.ended.recv()
        {
            if !matches!(event.outcome, Outcome::Told(_)) {
                self.running.remove(&event.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said;
    use std::time::Duration;

    fn wait<K: JobKind, T: Send + 'static>(runner: &mut JobRunner<K, T>) -> JobEvent<K, T> {
        for _ in 0..6000 {
            if let Some(event) = runner.poll().pop() {
                return event;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("no job ended within a minute");
    }

    #[test]
    fn a_panic_becomes_a_message_and_the_runner_lives_on() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        runner.submit("fit", Said::plain("Fitting"), Lane::Background, |_| panic!("index out of bounds"));
        let Outcome::Failed(error) = wait(&mut runner).outcome else { panic!("expected a failure") };
        assert!(error.to_string().contains("index out of bounds"), "{error}");
        runner.submit("fit", Said::plain("Fitting"), Lane::Background, |_| Ok(7));
        assert!(matches!(wait(&mut runner).outcome, Outcome::Done(7)));
    }

    #[test]
    fn a_newer_job_replaces_the_older_whose_end_is_never_seen() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        runner.submit("fit", Said::plain("Fitting"), Lane::Background, |ctx| {
            while ctx.check().is_ok() {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(1)
        });
        runner.submit("fit", Said::plain("Fitting"), Lane::Background, |_| Ok(2));
        assert_eq!(runner.running().len(), 1);
        assert!(matches!(wait(&mut runner).outcome, Outcome::Done(2)));
        thread::sleep(Duration::from_millis(50));
        assert!(runner.poll().is_empty());
    }

    #[test]
    fn a_cancelled_job_is_stopping_until_its_thread_ends() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        let (go_on, waits) = bounded::<()>(1);
        // A library's call that asks nobody whether it should stop.
        let id = runner.submit("fit", Said::plain("Fitting"), Lane::Background, move |ctx| {
            _ = waits.recv();
            ctx.check()?;
            Ok(1)
        });
        assert_eq!(runner.cancel(id), Some("fit"));
        assert!(runner.running().is_empty() && !runner.is_running(&"fit"));
        assert!(runner.poll().is_empty());
        assert_eq!(runner.stopping().iter().map(|job| job.id).collect::<Vec<_>>(), [id]);
        go_on.send(()).unwrap();
        for _ in 0..6000 {
            assert!(runner.poll().is_empty(), "nothing comes of it");
            if runner.stopping().is_empty() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it did not end within a minute");
    }

    /// Each takes more than half of what is free; the second begins when the first one's thread has ended, though it was cancelled
    /// long before.
    #[test]
    fn two_hungry_jobs_never_meet_though_the_first_is_cancelled() {
        let mut runner: JobRunner<&str, u32> = JobRunner::new(1, || {});
        let bytes = crate::base::machine::available_memory() / 10 * 6;
        let reserve =
            move |ctx: &TaskContext| ctx.reserve(bytes, Said::plain("it"), Said::plain("this"), Said::plain("Wait"));
        let (begun, has_begun) = bounded::<&str>(2);
        let (go_on, waits) = bounded::<()>(1);
        let of_first = begun.clone();
        let first = runner.submit("fit", Said::plain("Fitting"), Lane::Background, move |ctx| {
            let _reserved = reserve(ctx)?;
            _ = of_first.send("first");
            _ = waits.recv();
            Ok(1)
        });
        assert_eq!(has_begun.recv().unwrap(), "first");
        runner.submit("search", Said::plain("Searching"), Lane::Background, move |ctx| {
            let _reserved = reserve(ctx)?;
            _ = begun.send("second");
            Ok(2)
        });
        runner.cancel(first);
        for _ in 0..6000 {
            if runner.running().iter().any(|job| job.progress.step == Some(said!("step-waiting-for-memory"))) {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        assert!(has_begun.try_recv().is_err(), "the first still holds its memory");
        go_on.send(()).unwrap();
        assert_eq!(has_begun.recv_timeout(Duration::from_secs(60)).unwrap(), "second");
        assert!(matches!(wait(&mut runner).outcome, Outcome::Done(2)));
    }

    #[test]
    fn what_must_not_be_lost_is_written_before_the_runner_goes_and_cannot_be_cancelled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("saved");
        let mut runner: JobRunner<&str, ()> = JobRunner::new(1, || {});
        let to = path.clone();
        let id = runner.submit("save", Said::plain("Saving"), Lane::Saving, move |ctx| {
            thread::sleep(Duration::from_millis(300));
            ctx.check()?;
            crate::base::files::write_atomic(&to, |out| out.write_all(b"all of it"))
        });
        runner.submit("fit", Said::plain("Fitting"), Lane::Background, |ctx| {
            while ctx.check().is_ok() {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(())
        });
        assert_eq!(runner.cancel(id), None);
        runner.cancel_kind(&"save");
        assert!(runner.is_running(&"save"));
        drop(runner);
        assert_eq!(std::fs::read(&path).unwrap(), b"all of it");
    }
}
