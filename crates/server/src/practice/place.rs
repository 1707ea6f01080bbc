//! An open practice workspace: its platform at work, the interface over it, and the one session through which its owner is let in.

use super::folder::{self, Note};
use crate::config::Config;
use crate::installation::{assemble, settings};
use crate::running::Running;
use crate::{demo, features, headers};
use anyhow::Context as _;
use api::App;
use axum::Router;
use platform::Platform;
use platform::identity::{self, NewWorkspace, User};
use platform::outbound::Policy;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Store;
use tokio::sync::watch;
use vocabulary::{Clock as _, Timestamp};

/// A twentieth of a company: enough for every page, and made in a few seconds.
const SIZE: f64 = 0.05;
/// It may take so much of the disk; then nothing is written any more until it is made anew.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// How large it is is looked at no more often than this.
const LOOK: i64 = 2;
/// Its session lasts for as long as it is there.
const FOREVER: i64 = 10 * 365 * 24 * 3600;
/// What whoever wants to send something out of it is told.
const CLOSED: &str = "This is a practice workspace: nothing is sent from here.";
/// Requests that are still under way get so long when it closes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who practises, as far as the practice workspace is to know.
pub struct Learner {
    /// Their name.
    pub name: String,
    /// Their language.
    pub language: String,
    /// Their time zone.
    pub zone: String,
}

/// An open practice workspace.
pub struct Place {
    platform: Arc<Platform>,
    running: Mutex<Option<Running>>,
    /// The interface over it.
    pub router: Router,
    /// The token of its owner's session: it never leaves the server.
    pub token: String,
    /// Where it lies.
    pub folder: PathBuf,
    /// When it was made.
    pub made_at: Timestamp,
    used_at: AtomicI64,
    looked_at: AtomicI64,
    full: AtomicBool,
    /// Told when it closes, so that streams end.
    pub closing: watch::Sender<bool>,
}

impl Place {
    /// Opens one that is complete.
    pub fn open(folder: &Path, note: Note, config: &Config, key: [u8; 32]) -> anyhow::Result<Place> {
        let platform = at(folder, config, key)?;
        let workspace = platform.store.read(|reader| identity::list_workspaces(reader))?.into_iter().next();
        let workspace = workspace.context("a practice workspace without a workspace")?;
        let owner: User = (*identity::command_line(&platform, &workspace)?.user).clone();
        let session = identity::let_in(&platform, &owner)?;
        let app = App {
            platform: Arc::clone(&platform),
            secure: config.secure(),
            address: format!("{}{}", config.address(), super::gate::BELOW),
            // Nobody knows it, and the gate leads nobody to where it would be asked for.
            set_up_code: Arc::from(identity::set_up_code(&platform)),
            known_headers: headers::known(),
            features: features::all(),
        };
        let running = Running::start(&platform, &format!("practice/{}", std::process::id()))?;
        Ok(Place {
            running: Mutex::new(Some(running)),
            router: api::router(app),
            token: session.token,
            folder: folder.to_path_buf(),
            made_at: note.made_at,
            used_at: AtomicI64::new(note.used_at.micros()),
            looked_at: AtomicI64::new(0),
            full: AtomicBool::new(false),
            closing: watch::Sender::new(false),
            platform,
        })
    }

    /// Founds the company in an empty folder; `told` hears how far it is.
    pub fn found(
        folder: &Path,
        config: &Config,
        key: [u8; 32],
        learner: &Learner,
        told: &mut dyn FnMut(u64, u64),
    ) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder)?;
        let platform = at(folder, config, key)?;
        let new = NewWorkspace {
            key: "practice".to_string(),
            administrator: learner.name.clone(),
            // Not the real one: nothing that is written here may be taken for it.
            email: "me@practice.example".to_string(),
            // Nobody signs in with it: the gate lets its owner in.
            password: platform::hex(&platform.derived("password")),
            language: learner.language.clone(),
            zone: learner.zone.clone(),
            ..demo::nakovalo()
        };
        demo::found(&platform, new, SIZE, true, told)?;
        Ok(())
    }

    /// It was used just now.
    pub fn use_now(&self, now: Timestamp) {
        self.used_at.store(now.micros(), Ordering::Relaxed);
    }

    /// When it was used last.
    pub fn used_at(&self) -> Timestamp {
        Timestamp::from_micros(self.used_at.load(Ordering::Relaxed))
    }

    /// Whether it takes as much of the disk as it may.
    pub fn is_full(&self, now: Timestamp) -> bool {
        let looked = self.looked_at.load(Ordering::Relaxed);
        if now.micros() - looked >= LOOK * 1_000_000 {
            self.looked_at.store(now.micros(), Ordering::Relaxed);
            self.full.store(folder::size(&self.folder) > MOST_BYTES, Ordering::Relaxed);
        }
        self.full.load(Ordering::Relaxed)
    }

    /// Writes down when it was used last.
    pub fn note(&self) {
        let note = Note { made_at: self.made_at, used_at: self.used_at() };
        if let Err(error) = folder::write(&self.folder, note) {
            tracing::warn!(%error, "the use of a practice workspace could not be written down");
        }
    }

    /// Ends what works beside requests, and waits for those that are under way. Its folder can be opened again after that.
    pub fn close(self: Arc<Self>) {
        self.closing.send_replace(true);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running {
            running.stop();
        }
        let platform = Arc::downgrade(&self.platform);
        drop(self);
        let step = Duration::from_millis(10);
        let mut waited = Duration::ZERO;
        while platform.strong_count() > 0 && waited < PATIENCE {
            std::thread::sleep(step);
            waited += step;
        }
    }
}

/// A platform over the database in a folder. Always an embedded one, and without a way out.
fn at(folder: &Path, config: &Config, key: [u8; 32]) -> anyhow::Result<Arc<Platform>> {
    let place = store::Config::Sqlite { path: folder.join("kith.db") };
    let store = Store::open(&place, &features::migrations()).map_err(anyhow::Error::new)?;
    let settings = platform::Settings {
        session_idle: FOREVER,
        session_absolute: FOREVER,
        job_workers: 1,
        outbound: Policy { networks: Vec::new(), ports: Vec::new(), closed: Some(CLOSED) },
        ..settings(config)?
    };
    assemble(store, folder, key, settings)
}

/// The moment it is, for whoever has no platform at hand.
pub fn now() -> Timestamp {
    crate::host::WallClock.now()
}
