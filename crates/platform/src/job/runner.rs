//! The workers of this server, and the keeper of its leases and schedules.

use super::claim::claim;
use super::finish::{Ending, end};
use super::{JobContext, JobError, JobKind, enqueue_scheduled, keeper};
use crate::Platform;
use crate::http::observe::panic_text;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use vocabulary::{Error, Result};

/// Running workers. Dropping it without [`Runner::stop`] leaves them to the end of the process.
pub struct Runner {
    inner: Arc<Inner>,
    hands: Vec<JoinHandle<()>>,
}

struct Inner {
    platform: Arc<Platform>,
    kinds: Vec<JobKind>,
    server: String,
    stopping: AtomicBool,
}

/// A job of another server, or one enqueued without ringing the bell, is found after so long.
const POLL: Duration = Duration::from_secs(1);

impl Runner {
    /// Starts the workers. `server` names this process among those that share the database.
    pub fn start(platform: &Arc<Platform>, kinds: Vec<JobKind>, server: &str) -> Result<Runner> {
        let inner = Arc::new(Inner {
            platform: platform.clone(),
            kinds,
            server: server.to_string(),
            stopping: AtomicBool::new(false),
        });
        let mut hands = vec![spawn("job-keeper", &inner, keep)?];
        for _ in 0..platform.settings.job_workers.max(1) {
            hands.push(spawn("job-worker", &inner, work)?);
        }
        Ok(Runner { inner, hands })
    }

    /// Asks running jobs to stop at their next step, gives them back to the queue, and waits for the workers.
    pub fn stop(self) {
        self.inner.stopping.store(true, Ordering::SeqCst);
        self.inner.platform.jobs.stop_all();
        for hand in self.hands {
            if hand.join().is_err() {
                tracing::error!("a worker of jobs had panicked");
            }
        }
    }
}

/// Runs everything that is due, schedules too, on this thread; answers how many jobs. For the command line and tests.
pub fn run_due(platform: &Arc<Platform>, kinds: &[JobKind], server: &str) -> Result<usize> {
    enqueue_scheduled(platform)?;
    let mut count = 0;
    while run_one(platform, kinds, server)? {
        count += 1;
    }
    Ok(count)
}

fn spawn(name: &str, inner: &Arc<Inner>, run: fn(&Inner)) -> Result<JoinHandle<()>> {
    let inner = inner.clone();
    let thread = std::thread::Builder::new().name(name.to_string());
    thread
        .spawn(move || run(&inner))
        .map_err(|error| Error::Unavailable(format!("no thread for jobs: {error}")))
}

fn work(inner: &Inner) {
    while !inner.stopping.load(Ordering::SeqCst) {
        let heard = inner.platform.jobs.rings();
        match run_one(&inner.platform, &inner.kinds, &inner.server) {
            Ok(true) => {}
            Ok(false) => inner.platform.jobs.wait(heard, POLL),
            Err(error) => {
                tracing::warn!(%error, "no job could be taken");
                inner.platform.jobs.wait(heard, POLL * 5);
            }
        }
    }
}

fn keep(inner: &Inner) {
    let lease = u64::try_from(inner.platform.settings.job_lease).unwrap_or(60);
    let (tick, prolong) = (Duration::from_millis(200), Duration::from_secs((lease / 4).max(1)));
    let (mut prolonged, mut scheduled) = (Instant::now(), None::<Instant>);
    while !inner.stopping.load(Ordering::SeqCst) {
        if prolonged.elapsed() >= prolong {
            prolonged = Instant::now();
            if let Err(error) = keeper::keep(&inner.platform) {
                tracing::warn!(%error, "leases of jobs were not prolonged");
            }
        }
        if scheduled.is_none_or(|last| last.elapsed() >= Duration::from_secs(5)) {
            scheduled = Some(Instant::now());
            note_levels(&inner.platform);
            if let Err(error) = enqueue_scheduled(&inner.platform) {
                tracing::warn!(%error, "schedules were not looked at");
            }
        }
        std::thread::sleep(tick);
    }
}

fn note_levels(platform: &Platform) {
    let (jobs, listeners) = (platform.jobs.count() as u64, platform.changes.listeners() as u64);
    platform.metrics.set("kith_jobs_running", "Jobs that run on this server", &[], jobs);
    let hashes = platform.hasher.hashed();
    platform.metrics.set("kith_password_hashes", "Passwords hashed since the start", &[], hashes);
    platform.metrics.set("kith_change_listeners", "Streams of live changes that are open", &[], listeners);
}

/// Takes one job and works on it; answers whether there was one.
fn run_one(platform: &Arc<Platform>, kinds: &[JobKind], server: &str) -> Result<bool> {
    let names: Vec<&'static str> = kinds.iter().map(|kind| kind.name).collect();
    let Some(job) = claim(platform, &names, server)? else { return Ok(false) };
    let Some(kind) = kinds.iter().find(|kind| kind.name == job.kind) else { return Ok(false) };
    let running = platform.jobs.begin(&job);
    let started = Instant::now();
    let context = JobContext { platform: platform.clone(), job, running: running.clone() };
    let outcome = catch_unwind(AssertUnwindSafe(|| (kind.run)(&context, context.job.payload.clone())));
    let ending = ending(kind.name, &context, outcome);
    platform.jobs.end(context.job.id);
    note(platform, kind.name, &ending, started);
    let progress = running.progress.lock().unwrap_or_else(PoisonError::into_inner).0.clone();
    let (job, now) = (context.job, platform.now());
    let id = job.id;
    if !platform.store.write(move |writer| end(writer, &job, &progress, &ending, now))? {
        tracing::warn!(job = %id, "a job ended after another server had taken it");
    }
    Ok(true)
}

type Outcome = std::thread::Result<Result<serde_json::Value, JobError>>;

fn ending(kind: &str, context: &JobContext, outcome: Outcome) -> Ending {
    let id = context.job.id;
    match outcome {
        Ok(Ok(result)) => Ending::Done(result),
        Ok(Err(JobError::Retry(error))) => {
            tracing::warn!(job = %id, kind, attempt = context.job.attempts, %error, "a job will be tried again");
            Ending::Again(error)
        }
        Ok(Err(JobError::Fail(error))) => {
            tracing::warn!(job = %id, kind, %error, "a job failed");
            Ending::Failed(error)
        }
        Ok(Err(JobError::Cancelled)) => Ending::Cancelled,
        Ok(Err(JobError::Stopped)) => Ending::Released,
        Err(panic) => {
            tracing::error!(job = %id, kind, panic = panic_text(&*panic), "a job panicked");
            Ending::Failed(Error::internal("panic"))
        }
    }
}

fn note(platform: &Platform, kind: &'static str, ending: &Ending, started: Instant) {
    let outcome = match ending {
        Ending::Done(_) => "done",
        Ending::Again(_) => "again",
        Ending::Failed(_) => "failed",
        Ending::Cancelled => "cancelled",
        Ending::Released => "released",
    };
    let labels = [("kind", kind), ("outcome", outcome)];
    platform.metrics.count("kith_jobs_total", "Tries of jobs that ended", &labels);
    let seconds = started.elapsed().as_secs_f64();
    platform.metrics.observe("kith_job_seconds", "How long tries of jobs took", &[("kind", kind)], seconds);
}
