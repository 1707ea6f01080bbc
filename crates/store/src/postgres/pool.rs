//! Connections for reading, lent to one thread at a time; threads for writing, each with a connection of its own.

use super::connection::{Bound, Link, Source};
use super::error::Meaning;
use crate::Reader;
use crate::store::Job;
use crate::write::session::Session;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use vocabulary::{Error, Result};

/// How often a write is run before its caller hears that too many met each other.
const TRIES: u32 = 12;
/// How often it is run beside all others. What met others that often waits its turn: of such writes one goes after the other, whatever
/// records they touch and in which sequence. A connection that breaks gives its turn up.
const SIDE_BY_SIDE: u32 = 2;
const TURN: &str = "SELECT pg_advisory_lock(1802072169)";
const TURN_OVER: &str = "SELECT pg_advisory_unlock(1802072169)";

/// A question that takes longer is given up: whoever asked has long gone, and connections are few. What goes through all
/// records of a list, such as an export, lifts this for itself (see `query::run::each`).
const BEGIN_READING: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '60s'";

/// The connections for reading.
pub(crate) struct Readers {
    source: Arc<Source>,
    state: Mutex<State>,
    freed: Condvar,
    most: usize,
    event_base: i64,
}

#[derive(Default)]
struct State {
    idle: Vec<Link>,
    lent: usize,
}

impl Readers {
    pub(crate) fn new(source: Arc<Source>, most: usize, event_base: i64) -> Readers {
        Readers { source, state: Mutex::default(), freed: Condvar::new(), most: most.max(1), event_base }
    }

    /// Reads from one consistent view.
    pub(crate) fn read(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
        let mut loan = self.lend()?;
        let begin = BEGIN_READING;
        let mut link = loan.link.as_mut().ok_or_else(|| Error::internal("a loan without a connection"))?;
        // A server that was restarted has left dead connections behind: a new one shows whether it is back.
        if link.batch(begin).is_err() {
            link = loan.link.insert(self.source.connect()?);
            link.batch(begin)?;
        }
        let mut memory = std::mem::take(&mut link.memory);
        memory.event_base = self.event_base;
        let mut bound = Bound::new(link);
        let outcome = body(&mut Session { connection: &mut bound, memory: &mut memory });
        link.batch("ROLLBACK")?;
        link.memory = memory;
        loan.sound = true;
        outcome
    }

    fn lend(&self) -> Result<Loan<'_>> {
        let mut loan = Loan { readers: self, link: None, sound: false };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.lent >= self.most {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.lent += 1;
        loan.link = state.idle.pop().filter(Link::is_open);
        drop(state);
        if loan.link.is_none() {
            loan.link = Some(self.source.connect()?);
        }
        Ok(loan)
    }
}

/// A lent connection: put back only when its transaction was ended.
struct Loan<'r> {
    readers: &'r Readers,
    link: Option<Link>,
    sound: bool,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut state = self.readers.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_sub(1);
        if let (Some(link), true) = (self.link.take(), self.sound) {
            state.idle.push(link);
        }
        drop(state);
        self.readers.freed.notify_one();
    }
}

/// The threads that write.
pub(crate) struct Writers {
    sender: Option<Sender<Box<dyn Job>>>,
    workers: Vec<JoinHandle<()>>,
}

impl Writers {
    pub(crate) fn start(source: &Arc<Source>, count: usize, event_base: i64) -> Result<Writers> {
        let (sender, receiver) = channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let mut workers = Vec::new();
        for _ in 0..count.max(1) {
            let mut worker = Worker {
                source: Arc::clone(source),
                receiver: Arc::clone(&receiver),
                link: None,
                event_base,
            };
            let handle =
                std::thread::Builder::new().name("store-writer".to_string()).spawn(move || worker.run());
            workers.push(
                handle.map_err(|error| Error::Unavailable(format!("no thread for writing ({error})")))?,
            );
        }
        Ok(Writers { sender: Some(sender), workers })
    }

    /// Queues a write.
    pub(crate) fn submit(&self, job: Box<dyn Job>) {
        let refused = match &self.sender {
            Some(sender) => sender.send(job).err().map(|refused| refused.0),
            None => Some(job),
        };
        if let Some(job) = refused {
            job.finish(Err(Error::Unavailable("The server is shutting down.".to_string())));
        }
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        self.sender.take();
        for worker in self.workers.drain(..) {
            if worker.thread().id() != std::thread::current().id() {
                let _ended = worker.join();
            }
        }
    }
}

struct Worker {
    source: Arc<Source>,
    receiver: Arc<Mutex<Receiver<Box<dyn Job>>>>,
    link: Option<Link>,
    event_base: i64,
}

impl Worker {
    fn run(&mut self) {
        loop {
            let job = self.receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(mut job) = job else { return };
            let outcome = self.write(&mut *job);
            if catch_unwind(AssertUnwindSafe(|| job.finish(outcome))).is_err() {
                tracing::error!("the callback of a write panicked");
            }
        }
    }

    /// Runs a write until it went through alone, or cannot.
    fn write(&mut self, job: &mut dyn Job) -> Result<()> {
        let mut turn = false;
        let outcome = self.tried(job, &mut turn);
        if turn {
            self.link = self.link.take().and_then(|mut link| link.batch(TURN_OVER).is_ok().then_some(link));
        }
        outcome
    }

    /// `turn` says whether the connection has its turn.
    fn tried(&mut self, job: &mut dyn Job, turn: &mut bool) -> Result<()> {
        let mut last =
            Error::Unavailable("The database cannot be reached. Nothing was written; try again.".to_string());
        for attempt in 0..TRIES {
            if attempt > 0 {
                // Those that met step aside for different times.
                let share =
                    std::process::id() ^ (attempt * 7919) ^ (std::ptr::from_ref(self) as usize >> 6) as u32;
                std::thread::sleep(Duration::from_micros(u64::from(attempt.pow(2) * 500 + share % 2_000)));
            }
            let mut link = match self.link.take().filter(Link::is_open) {
                Some(link) => link,
                None => {
                    *turn = false;
                    self.source.connect()?
                }
            };
            if attempt >= SIDE_BY_SIDE && !*turn {
                // Before the transaction: it must see what those before it have written.
                *turn = link.batch(TURN).is_ok();
            }
            match try_once(&mut link, job, self.event_base) {
                Ended::Well => {
                    self.link = Some(link);
                    return Ok(());
                }
                Ended::Again(error) => {
                    last = error;
                    // A connection that does not end its transaction is dropped, never used again.
                    self.link = link.batch("ROLLBACK").is_ok().then_some(link);
                }
                Ended::Badly(error) => {
                    self.link = link.batch("ROLLBACK").is_ok().then_some(link);
                    return Err(error);
                }
            }
        }
        Err(last)
    }
}

/// How one run of a write ended.
enum Ended {
    Well,
    Again(Error),
    Badly(Error),
}

fn try_once(link: &mut Link, job: &mut dyn Job, event_base: i64) -> Ended {
    // Nothing was written yet: a connection that is dead is told from one that works by trying another.
    if let Err(error) = link.batch("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE") {
        return Ended::Again(error);
    }
    let mut memory = std::mem::take(&mut link.memory);
    memory.end();
    memory.event_base = event_base;
    let mut bound = Bound::new(link);
    let run = || job.run(&mut Session { connection: &mut bound, memory: &mut memory });
    let outcome =
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(Error::internal("a write panicked")));
    let (meaning, failed) = (bound.meaning, bound.failed);
    link.memory = memory;
    match outcome {
        // Also when the closure took the failure for its own business: its transaction is no longer one.
        outcome if meaning != Meaning::Final => Ended::Again(outcome.err().unwrap_or_else(given_up)),
        Err(error) => Ended::Badly(error),
        Ok(()) if failed => Ended::Badly(given_up()),
        Ok(()) => commit(link),
    }
}

fn commit(link: &mut Link) -> Ended {
    let Err(error) = super::block::wait(link.driver.batch_execute("COMMIT")) else { return Ended::Well };
    let words = super::error::translate(&error);
    match super::error::meaning(&error) {
        Meaning::Again => Ended::Again(words),
        Meaning::Final => Ended::Badly(words),
        // Nobody knows whether the commit arrived: running it again could do it twice.
        Meaning::Lost => Ended::Badly(Error::Unavailable(
            "The connection to the database broke while it was saving: look whether this was written before you try again.".to_string(),
        )),
    }
}

fn given_up() -> Error {
    Error::Unavailable("The write was given up. Nothing was written; try again.".to_string())
}
