//! The one handle everything is reached through: database, engine, clock, ids, chance, and the parts that remember something.

use crate::Feature;
use crate::change::ChangeFeed;
use crate::files::FileStore;
use crate::http::RateLimiter;
use crate::identity::{IdentityCache, PasswordHasher};
use crate::job::JobBoard;
use crate::metrics::Metrics;
use crate::outbound::{Outbound, Policy};
use crate::practice;
use crate::secrets::{Secrets, hmac_sha256};
use records::Engine;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use store::Store;
use vocabulary::{Clock, Id, IdSource, Result, Timestamp};

/// What the binary hands over at start.
pub struct Parts {
    /// The database, with the platform's migrations applied.
    pub store: Arc<Store>,
    /// The engine over the same database.
    pub engine: Arc<Engine>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn IdSource>,
    /// Where unguessable bytes come from.
    pub secrets: Arc<dyn Secrets>,
    /// The folder of uploaded files; made when it is missing.
    pub files: PathBuf,
    /// The folder of backups; made with the first one.
    pub backups: PathBuf,
    /// What secrets that are handed out are made from. It never enters the database, so that a copy of that holds none of them.
    pub key: [u8; 32],
    /// Limits and lifetimes.
    pub settings: Settings,
    /// What the binary can do.
    pub features: &'static [&'static Feature],
}

/// Limits and lifetimes an installation may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A session ends after so many seconds without a request.
    pub session_idle: i64,
    /// A session ends so many seconds after sign-in, whatever happens.
    pub session_absolute: i64,
    /// Passwords hashed at the same moment; each takes 19 MiB.
    pub concurrent_hashes: usize,
    /// Failed sign-ins of one e-mail address within the window.
    pub attempts_per_email: i64,
    /// Failed sign-ins from one network within the window.
    pub attempts_per_network: i64,
    /// The window in seconds.
    pub attempt_window: i64,
    /// Jobs that run at the same moment on this server.
    pub job_workers: usize,
    /// A job whose server is silent for so many seconds is given to another.
    pub job_lease: i64,
    /// The address users type, such as `https://crm.example.com`; when unset, the `Host` of each request counts.
    pub public_origin: Option<String>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<crate::http::Network>,
    /// Requests per second one key or session may send in the long run.
    pub requests_per_second: u32,
    /// Requests one key or session may send at once.
    pub request_burst: u32,
    /// Days after which the log of an automation's run that ended is forgotten.
    pub run_log_days: i64,
    /// Where Kith may send something by itself.
    pub outbound: Policy,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            session_idle: 24 * 3600,
            session_absolute: 14 * 24 * 3600,
            concurrent_hashes: 2,
            attempts_per_email: 10,
            attempts_per_network: 50,
            attempt_window: 15 * 60,
            job_workers: 2,
            job_lease: 60,
            public_origin: None,
            trusted_proxies: Vec::new(),
            requests_per_second: 50,
            request_burst: 300,
            run_log_days: 90,
            outbound: Policy::default(),
        }
    }
}

/// The running platform, shared by all requests and jobs.
pub struct Platform {
    /// The database.
    pub store: Arc<Store>,
    /// The engine.
    pub engine: Arc<Engine>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn IdSource>,
    /// Where unguessable bytes come from.
    pub secrets: Arc<dyn Secrets>,
    /// Limits and lifetimes.
    pub settings: Settings,
    /// What the binary can do.
    pub features: &'static [&'static Feature],
    /// The one way out.
    pub outbound: Arc<Outbound>,
    key: [u8; 32],
    /// Contents of files.
    pub files: FileStore,
    pub(crate) backups: PathBuf,
    /// Who keeps the practice workspaces; nobody where there are none, and within one.
    pub practice: OnceLock<Arc<dyn practice::Host>>,
    /// Live changes.
    pub changes: Arc<ChangeFeed>,
    /// Counters and timings.
    pub metrics: Arc<Metrics>,
    /// Jobs running here, and the bell that wakes their workers.
    pub jobs: Arc<JobBoard>,
    /// How much each key and session may ask for.
    pub rates: RateLimiter,
    pub(crate) hasher: PasswordHasher,
    pub(crate) identity: IdentityCache,
}

impl Platform {
    /// Puts the parts together. Nothing runs yet: see [`crate::job::Runner`] and [`ChangeFeed::run`].
    pub fn new(parts: Parts) -> Result<Arc<Platform>> {
        let hasher = PasswordHasher::new(parts.settings.concurrent_hashes)?;
        Ok(Arc::new(Platform {
            changes: Arc::new(ChangeFeed::new(parts.store.clone())),
            files: FileStore::open(parts.files, parts.clock.now())?,
            backups: parts.backups,
            practice: OnceLock::new(),
            metrics: Arc::new(Metrics::default()),
            jobs: Arc::new(JobBoard::default()),
            rates: RateLimiter::new(parts.settings.requests_per_second, parts.settings.request_burst),
            outbound: Arc::new(Outbound::new(parts.settings.outbound.clone())),
            key: parts.key,
            features: parts.features,
            hasher,
            identity: IdentityCache::default(),
            store: parts.store,
            engine: parts.engine,
            clock: parts.clock,
            ids: parts.ids,
            secrets: parts.secrets,
            settings: parts.settings,
        }))
    }

    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id of this moment.
    pub fn new_id(&self) -> Id {
        self.ids.next(self.now())
    }

    /// A secret of its own for a purpose: who lacks the installation's key cannot work it out, and who has one learns nothing of
    /// the others.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        hmac_sha256(&self.key, purpose.as_bytes())
    }

    /// That many unguessable bytes.
    pub(crate) fn chance<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0u8; N];
        self.secrets.fill(&mut bytes);
        bytes
    }
}
