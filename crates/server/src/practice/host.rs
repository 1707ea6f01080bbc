//! Who has a practice workspace, which of them are open, and when they go.

use super::folder::{self, Note, Owner};
use super::place::{Learner, Place, now};
use crate::config::Config;
use platform::Platform;
use platform::identity::{self, Authenticated};
use platform::practice::{Host, Practice, State};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;
use vocabulary::{Conflict, Error, Result, Timestamp};

/// One that was not used for so many seconds closes; the next request opens it again.
const IDLE: i64 = 30 * 60;
/// One that was not used for so many seconds closes earlier when somebody else wants its place.
const YIELDS: i64 = 10 * 60;
/// Between two looks at who has gone.
const ROUND: Duration = Duration::from_secs(60);
/// How long a request waits for one that is just being opened or closed.
const PATIENCE: Duration = Duration::from_secs(8);
const DAY: i64 = 24 * 3600;

/// All practice workspaces of this server.
pub struct Practices {
    me: Weak<Practices>,
    real: Weak<Platform>,
    root: PathBuf,
    config: Config,
    seats: Mutex<HashMap<Owner, Seat>>,
    changed: Condvar,
    // One is made at a time: it takes what the disk gives.
    making: Mutex<()>,
    ended: AtomicBool,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

enum Seat {
    Making(Arc<Progress>),
    Open(Arc<Place>),
    /// It is just being opened or closed.
    Busy,
    Failed,
}

#[derive(Default)]
struct Progress {
    done: AtomicU64,
    total: AtomicU64,
}

impl Practices {
    /// Begins to keep them for a platform; nothing where the configuration wants none.
    pub fn begin(real: &Arc<Platform>, config: &Config) -> anyhow::Result<Option<Arc<Practices>>> {
        if config.practice_places == 0 {
            return Ok(None);
        }
        let practices = Arc::new_cyclic(|me| Practices {
            me: me.clone(),
            real: Arc::downgrade(real),
            root: config.data.join("practice"),
            config: config.clone(),
            seats: Mutex::default(),
            changed: Condvar::new(),
            making: Mutex::default(),
            ended: AtomicBool::new(false),
            keeper: Mutex::default(),
        });
        folder::tidy(&practices.root);
        let host: Arc<dyn Host> = practices.clone();
        let _ = real.practice.set(host);
        let weak = Arc::downgrade(&practices);
        let keeper = std::thread::Builder::new().name("practice".to_string()).spawn(move || keep(&weak))?;
        *practices.keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(keeper);
        Ok(Some(practices))
    }

    /// Closes all of them; for the end of the server.
    pub fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(keeper) = keeper {
            keeper.thread().unpark();
            let _ = keeper.join();
        }
        let open: Vec<Arc<Place>> = {
            let mut seats = self.seats();
            let places = seats.drain().filter_map(|(_, seat)| match seat {
                Seat::Open(place) => Some(place),
                _ => None,
            });
            places.collect()
        };
        for place in open {
            place.note();
            place.close();
        }
    }

    /// The open one of somebody, at once; nothing when it has to be opened first.
    pub fn at_hand(&self, owner: Owner) -> Option<Arc<Place>> {
        match self.seats().get(&owner) {
            Some(Seat::Open(place)) => Some(Arc::clone(place)),
            _ => None,
        }
    }

    /// Opens somebody's, if it is not open. Blocks.
    pub fn enter(&self, owner: Owner) -> Result<Arc<Place>> {
        let mut seats = self.seats();
        let waited = self
            .changed
            .wait_timeout_while(seats, PATIENCE, |seats| matches!(seats.get(&owner), Some(Seat::Busy)));
        seats = waited.unwrap_or_else(PoisonError::into_inner).0;
        match seats.get(&owner) {
            Some(Seat::Open(place)) => return Ok(Arc::clone(place)),
            Some(Seat::Making(_)) => return Err(unavailable("The practice workspace is being made.")),
            Some(Seat::Busy) => {
                return Err(unavailable("The practice workspace is just being opened or closed."));
            }
            Some(Seat::Failed) | None => {}
        }
        drop(seats);
        let (folder, note) = folder::current(&self.root, owner).ok_or_else(missing)?;
        let key = self.key(owner)?;
        self.take_seat(owner, || Seat::Busy)?;
        let place = Place::open(&folder, note, &self.config, key).map(Arc::new);
        let mut seats = self.seats();
        match &place {
            Ok(place) => {
                place.use_now(now());
                seats.insert(owner, Seat::Open(Arc::clone(place)));
            }
            Err(_) => {
                seats.remove(&owner);
            }
        }
        self.changed.notify_all();
        place.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a practice workspace could not be opened");
            unavailable("The practice workspace cannot be opened. Make it anew.")
        })
    }

    /// Closes what nobody uses, and removes what is past its time or belongs to nobody any more.
    pub fn look(&self) {
        let at = now();
        let idle: Vec<Owner> = {
            let seats = self.seats();
            let idle = |seat: &Seat| matches!(seat, Seat::Open(place) if seconds(at, place.used_at()) > IDLE);
            seats.iter().filter(|(_, seat)| idle(seat)).map(|(owner, _)| *owner).collect()
        };
        for owner in idle {
            self.close(owner);
        }
        let Some(real) = self.real.upgrade() else { return };
        for owner in folder::owners(&self.root) {
            let gone = identity::works_here(&real, owner.workspace, owner.user).map(|works| !works);
            let used = match self.seats().get(&owner) {
                Some(Seat::Open(place)) => {
                    place.note();
                    Some(place.used_at())
                }
                Some(_) => None,
                None => folder::current(&self.root, owner).map(|(_, note)| note.used_at),
            };
            let late = used.is_some_and(|used| seconds(at, used) > self.kept());
            // When the database does not answer, nobody is taken to have left.
            if late || gone.unwrap_or(false) {
                self.take_away(owner);
            }
        }
    }

    /// Gives somebody who has none a seat. Where all are taken, what was not used for longest closes.
    fn take_seat(&self, owner: Owner, seat: impl Fn() -> Seat) -> Result<()> {
        loop {
            let at = now();
            let yielding = {
                let mut seats = self.seats();
                match seats.get(&owner) {
                    None | Some(Seat::Failed) => {}
                    Some(_) => return Err(unavailable("The practice workspace is just being opened.")),
                }
                let taken = seats.values().filter(|seat| !matches!(seat, Seat::Failed)).count();
                if taken < self.config.practice_places {
                    seats.insert(owner, seat());
                    return Ok(());
                }
                let open = seats.iter().filter_map(|(owner, seat)| match seat {
                    Seat::Open(place) if seconds(at, place.used_at()) > YIELDS => {
                        Some((place.used_at(), *owner))
                    }
                    _ => None,
                });
                open.min_by_key(|(used, _)| *used).map(|(_, owner)| owner)
            };
            let none =
                || unavailable("Too many colleagues are practising just now. Try again in some minutes.");
            self.close(yielding.ok_or_else(none)?);
        }
    }

    fn close(&self, owner: Owner) {
        let place = {
            let mut seats = self.seats();
            match seats.remove(&owner) {
                Some(Seat::Open(place)) => {
                    seats.insert(owner, Seat::Busy);
                    place
                }
                Some(other) => {
                    seats.insert(owner, other);
                    return;
                }
                None => return,
            }
        };
        place.note();
        place.close();
        self.seats().remove(&owner);
        self.changed.notify_all();
    }

    fn take_away(&self, owner: Owner) {
        self.close(owner);
        let seats = self.seats();
        if !seats.contains_key(&owner) {
            folder::remove(&owner.folder(&self.root));
        }
    }

    /// What its secrets are made from: each has others, and none tells of those of the real workspace.
    fn key(&self, owner: Owner) -> Result<[u8; 32]> {
        let real = self.real.upgrade().ok_or_else(|| unavailable("The server is shutting down."))?;
        Ok(real.derived(&format!("practice/{}/{}", owner.workspace.0, owner.user)))
    }

    fn kept(&self) -> i64 {
        i64::try_from(self.config.practice_days).unwrap_or(14) * DAY
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<Owner, Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self, owner: Owner) -> Practice {
        let ready = |note: Note| Practice {
            made_at: Some(note.made_at),
            kept_until: Some(note.used_at.plus_seconds(self.kept())),
            ..Practice::at(State::Ready)
        };
        match self.seats().get(&owner) {
            Some(Seat::Making(progress)) => {
                return Practice {
                    done: progress.done.load(Ordering::Relaxed),
                    total: progress.total.load(Ordering::Relaxed),
                    ..Practice::at(State::Making)
                };
            }
            Some(Seat::Open(place)) => {
                return ready(Note { made_at: place.made_at, used_at: place.used_at() });
            }
            Some(Seat::Failed) => return Practice::at(State::Failed),
            Some(Seat::Busy) | None => {}
        }
        match folder::current(&self.root, owner) {
            Some((_, note)) => ready(note),
            None => Practice::at(State::None),
        }
    }

    /// Makes one, on a thread of its own.
    fn begin_making(&self, owner: Owner, learner: Learner) -> Result<()> {
        let practices = self.me.upgrade().ok_or_else(|| unavailable("The server is shutting down."))?;
        let progress = Arc::new(Progress::default());
        let key = self.key(owner)?;
        let replaced = {
            let mut seats = self.seats();
            match seats.get(&owner) {
                Some(Seat::Making(_) | Seat::Busy) => return Err(busy()),
                // The new one takes the seat of the old one, which closes meanwhile: each lies in a folder of its own.
                Some(Seat::Open(_)) => seats.insert(owner, Seat::Making(Arc::clone(&progress))),
                Some(Seat::Failed) | None => None,
            }
        };
        match replaced {
            Some(Seat::Open(place)) => {
                let close = move || place.close();
                std::thread::Builder::new()
                    .name("practice-end".to_string())
                    .spawn(close)
                    .map_err(Error::internal)?;
            }
            _ => self.take_seat(owner, || Seat::Making(Arc::clone(&progress)))?,
        }
        let made = std::thread::Builder::new()
            .name("practice-make".to_string())
            .spawn(move || practices.make_now(owner, key, &learner, &progress));
        if let Err(error) = made {
            self.seats().remove(&owner);
            return Err(Error::internal(error));
        }
        Ok(())
    }

    fn make_now(&self, owner: Owner, key: [u8; 32], learner: &Learner, progress: &Progress) {
        let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(real) = self.real.upgrade() else { return };
        let folder = owner.folder(&self.root).join(real.new_id().to_string());
        drop(real);
        let mut told = |done, total| {
            progress.done.store(done, Ordering::Relaxed);
            progress.total.store(total, Ordering::Relaxed);
        };
        let made = Place::found(&folder, &self.config, key, learner, &mut told).and_then(|()| {
            let at = now();
            Ok(folder::write(&folder, Note { made_at: at, used_at: at })?)
        });
        match made {
            Ok(()) => {
                for old in folder::others(&folder) {
                    folder::remove(&old);
                }
                self.seats().remove(&owner);
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a practice workspace could not be made");
                folder::remove(&folder);
                self.seats().insert(owner, Seat::Failed);
            }
        }
        self.changed.notify_all();
    }
}

impl Host for Practices {
    fn find(&self, who: &Authenticated) -> Result<Practice> {
        Ok(self.shown(owner_of(who)))
    }

    fn make(&self, who: &Authenticated) -> Result<Practice> {
        let or = |own: &str, house: &str| if own.is_empty() { house.to_string() } else { own.to_string() };
        let learner = Learner {
            name: who.user.name.clone(),
            language: or(&who.user.language, &who.workspace.language),
            zone: or(&who.user.zone, &who.workspace.zone),
        };
        self.begin_making(owner_of(who), learner)?;
        Ok(self.shown(owner_of(who)))
    }

    fn remove(&self, who: &Authenticated) -> Result<()> {
        let owner = owner_of(who);
        if matches!(self.shown(owner).state, State::Making) {
            return Err(busy());
        }
        self.take_away(owner);
        let mut seats = self.seats();
        if matches!(seats.get(&owner), Some(Seat::Failed)) {
            seats.remove(&owner);
        }
        Ok(())
    }
}

/// Whose it is that somebody asks for: their own, whatever they ask.
pub fn owner_of(who: &Authenticated) -> Owner {
    Owner { workspace: who.workspace.id, user: who.user.id }
}

fn keep(practices: &Weak<Practices>) {
    loop {
        {
            let Some(practices) = practices.upgrade() else { return };
            if practices.ended.load(Ordering::SeqCst) {
                return;
            }
            practices.look();
        }
        std::thread::park_timeout(ROUND);
    }
}

fn seconds(now: Timestamp, then: Timestamp) -> i64 {
    (now.micros() - then.micros()) / 1_000_000
}

fn unavailable(text: &str) -> Error {
    Error::Unavailable(text.to_string())
}

fn busy() -> Error {
    let text = "The practice workspace is being made: wait until it is ready.";
    Error::Conflict(Conflict::Other, text.to_string())
}

fn missing() -> Error {
    Error::NotFound("You have no practice workspace yet: make one first.".to_string())
}
