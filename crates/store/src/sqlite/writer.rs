//! The one thread that writes: everything that waits goes into one transaction and one sync to the disk.
//!
//! Each request runs in a savepoint of its own, so that one that fails takes nothing of the others with it. Nobody is
//! answered before the commit is on the disk; when that fails, all of the group hear so.

use super::connection::Bound;
use super::error::translate;
use super::file;
use crate::Writer as _;
use crate::search::entry::settle;
use crate::store::Job;
use crate::write::session::{Memory, Session};
use crate::write::unsettled;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use vocabulary::{Error, Result};

/// Most requests in one group.
const MOST_TOGETHER: usize = 256;
/// A group that has worked this long commits; whoever waits behind it goes into the next.
const LONGEST_GROUP: Duration = Duration::from_millis(12);
/// Most requests waiting; more are refused rather than kept in memory.
const MOST_WAITING: usize = 20_000;

enum Message {
    Write(Box<dyn Job>),
    Maintain(Sender<Result<()>>),
    Memory(u32, Sender<Result<()>>),
}

/// The writing thread's near end.
pub(crate) struct Writer {
    sender: Mutex<Option<Sender<Message>>>,
    waiting: Arc<AtomicUsize>,
    worker: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread.
    pub(crate) fn start(connection: Connection) -> Result<Writer> {
        let mut memory = Memory::default();
        memory.unsettled = unsettled::Tables::of(&mut Bound::new(&connection))?;
        let (sender, receiver) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let mut worker = Worker { connection, receiver, waiting: Arc::clone(&waiting), memory };
        let handle = std::thread::Builder::new().name("store-writer".to_string()).spawn(move || worker.run());
        let handle =
            handle.map_err(|error| Error::Unavailable(format!("no thread for writing ({error})")))?;
        Ok(Writer { sender: Mutex::new(Some(sender)), waiting, worker: Mutex::new(Some(handle)) })
    }

    /// Queues a request.
    pub(crate) fn submit(&self, job: Box<dyn Job>) {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            job.finish(Err(Error::TooMany(
                "Too many writes are waiting; try again in a moment.".to_string(),
                1,
            )));
            return;
        }
        if let Err(Message::Write(job)) = self.send(Message::Write(job)) {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            job.finish(Err(Error::Unavailable("The server is shutting down.".to_string())));
        }
    }

    /// Lets SQLite look after its statistics and its log.
    pub(crate) fn maintain(&self) -> Result<()> {
        self.ask(Message::Maintain)
    }

    /// Gives the connection so many megabytes for pages of the database.
    pub(crate) fn set_memory(&self, megabytes: u32) -> Result<()> {
        self.ask(|sender| Message::Memory(megabytes, sender))
    }

    fn ask(&self, message: impl FnOnce(Sender<Result<()>>) -> Message) -> Result<()> {
        let (sender, receiver) = channel();
        let gone = || Error::Unavailable("The server is shutting down.".to_string());
        self.send(message(sender)).map_err(|_| gone())?;
        receiver.recv().map_err(|_| gone())?
    }

    fn send(&self, message: Message) -> std::result::Result<(), Message> {
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        match &*sender {
            Some(sender) => sender.send(message).map_err(|refused| refused.0),
            None => Err(message),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // What was queued is still written; then the thread ends.
        self.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(worker) = self.worker.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // A callback may drop the last handle from the writing thread itself, which cannot wait for its own end.
            if worker.thread().id() != std::thread::current().id() {
                let _ended = worker.join();
            }
        }
    }
}

struct Worker {
    connection: Connection,
    receiver: Receiver<Message>,
    waiting: Arc<AtomicUsize>,
    memory: Memory,
}

impl Worker {
    fn run(&mut self) {
        while let Ok(message) = self.receiver.recv() {
            if let Some(answer) = self.serve(message) {
                let _asker_gone = answer.send(self.maintain());
            }
        }
        if let Err(error) = self.maintain() {
            tracing::warn!(%error, "the database was closed without its last maintenance");
        }
    }

    /// Runs what a message asks for, and what does not go together with it behind it; answers who asks for maintenance.
    fn serve(&mut self, message: Message) -> Option<Sender<Result<()>>> {
        let mut next = Some(message);
        while let Some(message) = next.take() {
            match message {
                Message::Write(job) => next = self.group(job),
                Message::Memory(megabytes, answer) => {
                    let _asker_gone = answer.send(self.set_memory(megabytes));
                }
                Message::Maintain(answer) => return Some(answer),
            }
        }
        None
    }

    /// Runs a group of requests in one transaction; answers what came in meanwhile and does not belong to it.
    fn group(&mut self, first: Box<dyn Job>) -> Option<Message> {
        let mut left = None;
        let mut finished: Vec<(Box<dyn Job>, Result<()>)> = Vec::new();
        let begun = self.plain("BEGIN IMMEDIATE");
        if let Err(error) = begun {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            answer(first, Err(error));
            return left;
        }
        let start = Instant::now();
        let mut next = Some(first);
        let mut lost = false;
        while let Some(mut job) = next.take() {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            let outcome = if finished.is_empty() {
                self.run_first(&mut *job)
            } else {
                run_in_part(&self.connection, &mut self.memory, &mut *job)
            };
            let alone = job.is_large();
            finished.push((job, outcome));
            lost = self.connection.is_autocommit();
            if lost || alone || finished.len() >= MOST_TOGETHER || start.elapsed() >= LONGEST_GROUP {
                break;
            }
            match self.receiver.try_recv() {
                Ok(Message::Write(job)) if !job.is_large() => next = Some(job),
                Ok(other) => left = Some(other),
                Err(_) => {}
            }
        }
        let committed = if lost { Err(given_up()) } else { self.commit() };
        self.memory.end();
        let together = finished.len() > 1 && !lost;
        for (mut job, outcome) in finished {
            let outcome = match &committed {
                // What one of them left to be settled cannot be: only that one fails. Also those that failed run again: they may have
                // met what that one left.
                Err(error) if together && may_be_of_one(error) => self.run_alone(&mut *job),
                committed => outcome.and_then(|()| committed.clone()),
            };
            answer(job, outcome);
        }
        left
    }

    /// Runs a request in a transaction of its own.
    fn run_alone(&mut self, job: &mut dyn Job) -> Result<()> {
        self.plain("BEGIN IMMEDIATE")?;
        let outcome = self.run_first(job);
        let committed = if self.connection.is_autocommit() { Err(given_up()) } else { self.commit() };
        self.memory.end();
        outcome.and(committed)
    }

    /// Runs the first request of a group. It needs no savepoint, because there is nothing before it to keep: and savepoints
    /// inside it, as imports make them, are much cheaper without one around them.
    fn run_first(&mut self, job: &mut dyn Job) -> Result<()> {
        let mut bound = Bound::new(&self.connection);
        let outcome = guarded(job, &mut Session { connection: &mut bound, memory: &mut self.memory });
        let lost = bound.is_lost();
        if outcome.is_err() {
            self.memory.end();
            if !self.connection.is_autocommit() {
                self.plain("ROLLBACK")?;
            }
            self.plain("BEGIN IMMEDIATE")?;
        } else if lost {
            return Err(given_up());
        }
        outcome
    }

    fn commit(&mut self) -> Result<()> {
        let mut bound = Bound::new(&self.connection);
        let settled = unsettled::settle(&mut bound, &mut self.memory);
        let settled = settled.and_then(|()| settle(&mut bound, &mut self.memory));
        let committed = settled.and_then(|()| self.plain("COMMIT"));
        if committed.is_err() && !self.connection.is_autocommit() {
            // Nothing to tell beyond the first error.
            let _undone = self.plain("ROLLBACK");
        }
        committed
    }

    fn plain(&self, text: &str) -> Result<()> {
        let run = self.connection.prepare_cached(text).and_then(|mut statement| statement.execute([]));
        run.map(|_| ()).map_err(|error| translate(&error))
    }

    /// The more is kept, the less often a page is read and written; what is given back is given back at once.
    fn set_memory(&self, megabytes: u32) -> Result<()> {
        file::set_write_memory(&self.connection, megabytes)
            .and_then(|()| self.connection.execute_batch("PRAGMA shrink_memory"))
            .map_err(|error| translate(&error))
    }

    fn maintain(&mut self) -> Result<()> {
        self.forget_erased_words()?;
        // The planner's statistics are made of samples, the word index is merged in small pieces: large databases make
        // nobody wait longer than small ones.
        let text = "PRAGMA analysis_limit = 400; PRAGMA optimize; \
             INSERT INTO search_word (search_word, rank) VALUES ('merge', 200);";
        self.connection.execute_batch(text).map_err(|error| translate(&error))?;
        // Emptying the log waits for readers of old views: not long, because all writes wait with it. It comes off next time.
        let timeout = |millis| self.connection.busy_timeout(Duration::from_millis(millis));
        timeout(200).map_err(|error| translate(&error))?;
        let emptied = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        timeout(file::BUSY_MILLIS).map_err(|error| translate(&error))?;
        emptied.map_err(|error| translate(&error))
    }

    /// What was erased only has a mark in the word index until the part that holds it is written anew. When something was,
    /// all of the index is, in pieces; writes that wait come in between.
    fn forget_erased_words(&mut self) -> Result<()> {
        let pending = |connection: &Connection| {
            connection
                .query_row("SELECT EXISTS (SELECT 1 FROM search_erasure)", [], |row| row.get::<_, bool>(0))
        };
        if !pending(&self.connection).map_err(|error| translate(&error))? {
            return Ok(());
        }
        // A negative number says: take all parts there are into the merge. The mark turns from 1 to 2, which stays until all
        // is done, also when the server dies in between; what is erased meanwhile leaves a 1 and asks for the next time.
        let begin = "BEGIN IMMEDIATE; INSERT OR IGNORE INTO search_erasure (pending) VALUES (2); \
             DELETE FROM search_erasure WHERE pending = 1; INSERT INTO search_word (search_word, rank) VALUES ('merge', -200); COMMIT;";
        let mut text = begin;
        loop {
            let before = self.connection.total_changes();
            let merged = self.connection.execute_batch(text);
            if let Err(error) = merged {
                if !self.connection.is_autocommit() {
                    self.plain("ROLLBACK")?;
                }
                return Err(translate(&error));
            }
            // The merge counts one change when it had nothing to do.
            if text != begin && self.connection.total_changes() - before < 2 {
                return self.plain("DELETE FROM search_erasure WHERE pending = 2");
            }
            text = "INSERT INTO search_word (search_word, rank) VALUES ('merge', 200)";
            if let Ok(message) = self.receiver.try_recv()
                && let Some(answer) = self.serve(message)
            {
                // Maintenance is under way already.
                let _asker_gone = answer.send(Ok(()));
            }
        }
    }
}

/// Runs a request in a savepoint of its own.
fn run_in_part(connection: &Connection, memory: &mut Memory, job: &mut dyn Job) -> Result<()> {
    let mut bound = Bound::new(connection);
    let outcome = Session { connection: &mut bound, memory }.attempt(&mut |writer| guarded(job, writer));
    if bound.is_lost() { outcome.and(Err(given_up())) } else { outcome }
}

/// A panic ends this request only; what it wrote is undone like that of any other failure.
fn guarded(job: &mut dyn Job, writer: &mut dyn crate::Writer) -> Result<()> {
    catch_unwind(AssertUnwindSafe(|| job.run(writer)))
        .unwrap_or_else(|_| Err(Error::internal("a write panicked")))
}

/// Whether a failure may be that of one request among several: a full or broken disk is everybody's.
fn may_be_of_one(error: &Error) -> bool {
    !matches!(error, Error::Full(_) | Error::Unavailable(_))
}

fn given_up() -> Error {
    Error::Unavailable(
        "The write was given up with others it was grouped with. Nothing was written; try again.".to_string(),
    )
}

/// Answers a request; a callback that panics takes nobody with it.
fn answer(job: Box<dyn Job>, outcome: Result<()>) {
    if catch_unwind(AssertUnwindSafe(|| job.finish(outcome))).is_err() {
        tracing::error!("the callback of a write panicked");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::migrate;
    use crate::table::{Insert, Select};
    use crate::{Datum, Reader as _};
    use std::sync::mpsc::channel;

    /// A write of rows that are large enough to fill a small disk.
    struct Fill {
        rows: i64,
        told: Sender<Result<()>>,
    }

    impl Job for Fill {
        fn run(&mut self, writer: &mut dyn crate::Writer) -> Result<()> {
            for row in 0..self.rows {
                let body = Datum::Text("x".repeat(3_000));
                let values =
                    vec![("workspace_id", Datum::Integer(row)), ("version", 1.into()), ("body", body)];
                let mut insert = Insert::new("overlay", values);
                insert.on_conflict = crate::table::OnConflict::Replace(&["workspace_id"]);
                writer.insert(&insert)?;
            }
            Ok(())
        }
        fn is_large(&self) -> bool {
            false
        }
        fn finish(self: Box<Self>, outcome: Result<()>) {
            self.told.send(outcome).unwrap();
        }
    }

    #[test]
    fn words_of_what_was_erased_are_not_forgotten_when_the_server_dies_in_between() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kith.db");
        let connection = file::open_writer(&path).unwrap();
        migrate::run(&connection, &crate::migrate::with_base(&[])).unwrap();
        // As a server leaves it that ended while it wrote the word index anew.
        connection.execute("INSERT INTO search_erasure (pending) VALUES (2)", []).unwrap();
        let writer = Writer::start(connection).unwrap();
        writer.maintain().unwrap();
        drop(writer);
        let marks = "SELECT count(*) FROM search_erasure";
        let left: i64 = file::open_reader(&path).unwrap().query_row(marks, [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    }

    #[test]
    fn a_full_disk_is_told_to_all_and_passes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kith.db");
        let connection = file::open_writer(&path).unwrap();
        migrate::run(&connection, &crate::migrate::with_base(&[])).unwrap();
        let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        connection.pragma_update(None, "max_page_count", pages + 40).unwrap();
        let writer = Writer::start(connection).unwrap();
        let (told, outcomes) = channel();
        let write = |rows| {
            writer.submit(Box::new(Fill { rows, told: told.clone() }));
            outcomes.recv().unwrap()
        };
        let rows = || {
            let reader = file::open_reader(&path).unwrap();
            let mut bound = Bound::new(&reader);
            let mut session = Session { connection: &mut bound, memory: &mut Memory::default() };
            session.select(&Select::new("overlay", &["workspace_id"], vec![])).unwrap().len()
        };
        write(5).unwrap();
        let full = write(500).unwrap_err();
        assert!(matches!(&full, Error::Full(words) if words.contains("disk is full")), "{full:?}");
        assert_eq!(rows(), 5, "what was acknowledged stays, what failed left nothing, reading goes on");
        write(7).unwrap();
        assert_eq!(rows(), 7, "and writing goes on as soon as there is room");
    }
}
