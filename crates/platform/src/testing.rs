//! What the tests beside the code stand on: a fresh database, a clock moved by hand, chance that repeats.

use crate::identity::{self, Authenticated, Device, NewUser, NewWorkspace, SignIn, SignedIn, User};
use crate::{Parts, Platform, Secrets, Settings};
use dictionary::{Dictionary, Field, Object, Overlay, PersonName, marker};
use records::Engine;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::Store;
use store::migrate::Migration;
use store::testing::Fresh;
use vocabulary::{Clock, Date, Error, Id, SeededIds, Timestamp};

/// A clock that a test moves.
pub struct HandClock(AtomicI64);

impl HandClock {
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

struct SeededSecrets(AtomicU64);

impl Secrets for SeededSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::SeqCst);
            let digest = crate::sha256(&count.to_be_bytes());
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
    }
}

pub const PASSWORD: &str = "pravi konj baterija";
pub const NETWORK: &str = "192.0.2.0/24";

/// A platform with one workspace and its administrator.
pub struct World {
    pub platform: Arc<Platform>,
    pub clock: Arc<HandClock>,
    pub administrator: User,
    folder: tempfile::TempDir,
    fresh: Fresh,
}

impl World {
    pub fn new(fresh: Fresh) -> World {
        World::with(fresh, Settings::default())
    }

    pub fn with(fresh: Fresh, settings: Settings) -> World {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(1_790_000_000_000_000)));
        let platform = open(&fresh, &folder, &clock, settings);
        let (_, administrator) = identity::create_workspace(&platform, workspace("acme")).unwrap();
        World { platform, clock, administrator, folder, fresh }
    }

    /// A platform in which nobody is yet.
    pub fn empty(fresh: &Fresh) -> (tempfile::TempDir, Arc<Platform>) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(1_790_000_000_000_000)));
        let platform = open(fresh, &folder, &clock, Settings::default());
        (folder, platform)
    }

    pub fn another_workspace(&self, key: &str) -> NewWorkspace {
        workspace(key)
    }

    pub fn folder(&self) -> &std::path::Path {
        self.fresh.folder().unwrap()
    }

    /// The same database behind a second server.
    pub fn another_server(&self) -> Arc<Platform> {
        platform_over(self.platform.store.clone(), &self.folder, &self.clock, Settings::default())
    }

    pub fn try_sign_in(&self, email: &str, password: &str) -> Result<SignedIn, Error> {
        let (email, password) = (email.to_string(), password.to_string());
        identity::sign_in(
            &self.platform,
            &SignIn {
                email,
                password,
                workspace: None,
                network: NETWORK.to_string(),
                device: Device::default(),
            },
        )
    }

    pub fn sign_in(&self, email: &str) -> SignedIn {
        self.try_sign_in(email, PASSWORD).unwrap()
    }

    pub fn administrator(&self) -> Arc<Authenticated> {
        self.sign_in("ana@example.com").authenticated
    }

    pub fn role(&self, name: &str) -> Id {
        let roles = identity::list_roles(&self.platform, &self.administrator()).unwrap();
        roles.into_iter().find(|role| role.name == name).unwrap().id
    }

    /// A user of that role, signed in.
    pub fn user(&self, email: &str, role: &str) -> SignedIn {
        let new = NewUser {
            name: email.split('@').next().unwrap().to_string(),
            email: email.to_string(),
            password: PASSWORD.to_string(),
            role: self.role(role),
            team: None,
            language: String::new(),
            zone: String::new(),
        };
        identity::create_user(&self.platform, &self.administrator(), new).unwrap();
        self.sign_in(email)
    }
}

fn workspace(key: &str) -> NewWorkspace {
    NewWorkspace {
        key: key.to_string(),
        name: "Acme".to_string(),
        currency: "EUR".to_string(),
        zone: "Europe/Ljubljana".to_string(),
        language: "en".to_string(),
        country: "SI".to_string(),
        first_weekday: 1,
        administrator: "Ana Novak".to_string(),
        email: "ana@example.com".to_string(),
        password: PASSWORD.to_string(),
    }
}

const NAME: Field<marker::Text> = Field::new("name", "Name").required();
const SECRET: Field<marker::Text> = Field::new("secret", "Secret");
static THING: Object =
    Object::new("thing", "things", "Thing", "Things").fields(&[NAME.def, SECRET.def]).checked();
const GUEST_NAME: Field<PersonName> = Field::new("name", "Name").required();
const MAILS: Field<marker::Emails> = Field::new("emails", "E-mail");
const PHONES: Field<marker::Phones> = Field::new("phones", "Phone");
const BORN: Field<Date> = Field::new("born", "Born").identifying();
static GUEST: Object = Object::new("guest", "guests", "Guest", "Guests")
    .fields(&[GUEST_NAME.def, MAILS.def, PHONES.def, BORN.def])
    .checked();
static OBJECTS: &[&Object] = &[&THING, &GUEST];

fn tables(dialect: &str) -> &'static str {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    Box::leak(store::ddl::create_objects(dialect, &dictionary).unwrap().into_boxed_str())
}

fn open(
    fresh: &Fresh,
    folder: &tempfile::TempDir,
    clock: &Arc<HandClock>,
    settings: Settings,
) -> Arc<Platform> {
    // The nightly clean-up looks after the tables of these features too.
    let of_features = [
        crate::mention::FEATURE.migrations,
        crate::notification::FEATURE.migrations,
        crate::webhook::FEATURE.migrations,
    ]
    .concat();
    let mut migrations: Vec<Migration> = records::MIGRATIONS
        .iter()
        .chain(crate::migrations::MIGRATIONS)
        .chain(&of_features)
        .copied()
        .collect();
    let (sqlite, postgres) = (tables("sqlite"), tables("postgres"));
    migrations.push(Migration { name: "test/0001_thing", sqlite, postgres });
    platform_over(fresh.open(&migrations), folder, clock, settings)
}

fn platform_over(
    store: Arc<Store>,
    folder: &tempfile::TempDir,
    clock: &Arc<HandClock>,
    settings: Settings,
) -> Arc<Platform> {
    static SERVERS: AtomicU64 = AtomicU64::new(0);
    let number = SERVERS.fetch_add(1, Ordering::SeqCst);
    Platform::new(Parts {
        engine: Engine::new(store.clone(), OBJECTS, Vec::new()),
        store,
        clock: clock.clone(),
        ids: Arc::new(SeededIds::new(number)),
        secrets: Arc::new(SeededSecrets(AtomicU64::new(number << 32))),
        files: folder.path().join("files"),
        backups: folder.path().join("backups"),
        key: [7; 32],
        settings,
        features: &[],
    })
    .unwrap()
}
