//! Live changes: committed events handed to those who listen, reduced to what each of them may see.
//!
//! One look at the event table per workspace and round serves all listeners. The last events stay in memory; a listener who
//! lags or comes back reads older ones from the database, so nobody holds more than a place in the log. The same look finds out
//! whether rights or dictionary have changed.

mod subscription;

#[cfg(test)]
mod tests;

pub use subscription::{Change, ChangeActor, News, Subscription};

use crate::notification;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use store::event::{Event, EventFilter};
use store::table::{Condition, Select};
use store::{Datum, Reader, Store};
use tokio::sync::watch;
use vocabulary::{Error, Result, WorkspaceId};

/// The log of changes as its listeners follow it.
pub struct ChangeFeed {
    store: Arc<Store>,
    rooms: Mutex<HashMap<WorkspaceId, Arc<Room>>>,
    listeners: AtomicUsize,
    rung: Mutex<bool>,
    bell: Condvar,
    /// How often something was written here.
    writes: Mutex<u64>,
    written: Condvar,
}

/// The listeners of one workspace and the events they heard last.
struct Room {
    recent: Mutex<Recent>,
    last: watch::Sender<Place>,
}

/// How far a workspace has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    /// The number of the newest event.
    seq: i64,
    /// Grows with each change of users, roles, teams and settings.
    identity: i64,
    /// Grows with each change of custom objects and fields.
    dictionary: i64,
    /// Is another one after each change of notifications.
    notified: i64,
}

struct Recent {
    /// All events after this number are in `events`.
    floor: i64,
    events: VecDeque<Arc<Event>>,
}

/// Events kept in memory per workspace.
const KEPT: usize = 1_000;
/// Events looked at in one step of a listener.
const STEP: u32 = 200;
/// Listeners of one server.
const LISTENERS: usize = 1_000;
/// Between two looks at least this long.
const PAUSE: Duration = Duration::from_millis(20);
/// Changes of other servers are seen after so long; own ones at once, when [`ChangeFeed::ring`] is called.
const POLL: Duration = Duration::from_millis(250);

impl ChangeFeed {
    pub(crate) fn new(store: Arc<Store>) -> ChangeFeed {
        ChangeFeed {
            store,
            rooms: Mutex::default(),
            listeners: AtomicUsize::new(0),
            rung: Mutex::default(),
            bell: Condvar::new(),
            writes: Mutex::default(),
            written: Condvar::new(),
        }
    }

    /// Something was written here: look now.
    pub fn ring(&self) {
        *self.writes.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.written.notify_all();
        if self.listeners() == 0 {
            return;
        }
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    /// Waits until something was written here since it was `heard` last, at most so long.
    pub fn wait(&self, heard: &mut u64, most: Duration) {
        let writes = self.writes.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.written.wait_timeout_while(writes, most, |writes| writes == heard);
        *heard = *waited.unwrap_or_else(PoisonError::into_inner).0;
    }

    /// Looks for new events until `stop` is set. Give it a thread of its own.
    pub fn run(&self, stop: &AtomicBool) {
        while !stop.load(Ordering::SeqCst) {
            if let Err(error) = self.look() {
                tracing::warn!(%error, "the log of changes could not be read");
            }
            let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = self.bell.wait_timeout_while(rung, POLL, |rung| !*rung);
            *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
            // Under many writes one look serves all that came meanwhile.
            std::thread::sleep(PAUSE);
        }
    }

    /// Looks for new events once. Costs nothing while nobody listens.
    pub fn look(&self) -> Result<()> {
        let rooms: Vec<(WorkspaceId, Arc<Room>)> = {
            let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
            rooms.retain(|_, room| room.last.receiver_count() > 0);
            rooms.iter().map(|(workspace, room)| (*workspace, room.clone())).collect()
        };
        for (workspace, room) in rooms {
            loop {
                let before = *room.last.borrow();
                let (events, now) = self.step(workspace, before)?;
                let full = events.len() == STEP as usize;
                if now != before {
                    room.recent.lock().unwrap_or_else(PoisonError::into_inner).push(events);
                    room.last.send_replace(now);
                }
                if !full {
                    break;
                }
            }
        }
        Ok(())
    }

    /// How many listen here.
    pub fn listeners(&self) -> usize {
        self.listeners.load(Ordering::SeqCst)
    }

    /// Events after a number, oldest first: from memory when they are there.
    fn after(&self, workspace: WorkspaceId, room: &Room, seq: i64) -> Result<Vec<Arc<Event>>> {
        let kept = room.recent.lock().unwrap_or_else(PoisonError::into_inner).after(seq);
        match kept {
            Some(events) => Ok(events),
            None => Ok(self.read(workspace, seq)?.into_iter().map(Arc::new).collect()),
        }
    }

    /// The next events, and how far the workspace has come with them.
    fn step(&self, workspace: WorkspaceId, before: Place) -> Result<(Vec<Event>, Place)> {
        let filter = EventFilter { after: Some(before.seq), limit: STEP, ..EventFilter::default() };
        self.store.read(|reader| {
            let events = reader.events(workspace, &filter)?;
            let seq = events.last().map_or(before.seq, |event| event.seq);
            Ok((events, Place { seq, ..versions(reader, workspace)? }))
        })
    }

    fn read(&self, workspace: WorkspaceId, after: i64) -> Result<Vec<Event>> {
        let filter = EventFilter { after: Some(after), limit: STEP, ..EventFilter::default() };
        self.store.read(|reader| reader.events(workspace, &filter))
    }

    /// How far the workspace has come.
    fn newest(&self, workspace: WorkspaceId) -> Result<Place> {
        let filter = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
        self.store.read(|reader| {
            let seq = reader.events(workspace, &filter)?.first().map_or(0, |event| event.seq);
            Ok(Place { seq, ..versions(reader, workspace)? })
        })
    }

    /// The room of a workspace, word of what comes, and how far the workspace has come.
    fn enter(&self, workspace: WorkspaceId) -> Result<(Arc<Room>, watch::Receiver<Place>, Place)> {
        if self.listeners.fetch_add(1, Ordering::SeqCst) >= LISTENERS {
            self.leave();
            return Err(Error::Unavailable("Too many listen for changes already.".to_string()));
        }
        let newest = self.newest(workspace).inspect_err(|_| self.leave())?;
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.entry(workspace).or_insert_with(|| {
            let recent = Recent { floor: newest.seq, events: VecDeque::new() };
            Arc::new(Room { recent: Mutex::new(recent), last: watch::Sender::new(newest) })
        });
        Ok((room.clone(), room.last.subscribe(), newest))
    }

    fn leave(&self) {
        self.listeners.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The versions that tell whether rights or dictionary may have changed.
fn versions(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Place> {
    let mut version = |table, key, column: &'static [&'static str]| {
        let filter = vec![Condition::Eq(key, workspace.into())];
        let rows = reader.select(&Select::new(table, column, filter))?;
        Ok(rows.first().and_then(|row| row.first()).and_then(Datum::integer).unwrap_or(0))
    };
    Ok(Place {
        seq: 0,
        identity: version("workspace", "id", &["identity_version"])?,
        dictionary: version("overlay", "workspace_id", &["version"])?,
        notified: notification::digest(reader, workspace)?,
    })
}

impl Recent {
    fn push(&mut self, events: Vec<Event>) {
        self.events.extend(events.into_iter().map(Arc::new));
        while self.events.len() > KEPT {
            if let Some(event) = self.events.pop_front() {
                self.floor = event.seq;
            }
        }
    }

    fn after(&self, seq: i64) -> Option<Vec<Arc<Event>>> {
        if seq < self.floor {
            return None;
        }
        let from = self.events.partition_point(|event| event.seq <= seq);
        Some(self.events.iter().skip(from).take(STEP as usize).cloned().collect())
    }
}
