//! A workspace with an administrator, the standard nouns, a clock moved by hand, and a follower that steps when told.

use crate::automation::follow::Worker;
use crate::automation::manage::{self, NewAutomation};
use platform::identity::{self, Authenticated, NewWorkspace, SignIn};
use platform::{Parts, Platform, Secrets, Settings};
use records::{Engine, Input, Viewed};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::Store;
use store::migrate::Migration;
use store::testing::Fresh;
use vocabulary::{Clock, Id, Result, SeededIds, Timestamp};

pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

struct SeededSecrets(AtomicU64);

impl Secrets for SeededSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let digest = platform::sha256(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
    }
}

pub struct World {
    pub platform: Arc<Platform>,
    pub ana: Arc<Authenticated>,
    clock: Arc<HandClock>,
    _folder: tempfile::TempDir,
    _fresh: Fresh,
}

const PASSWORD: &str = "pravi konj baterija";

fn migrations() -> Vec<Migration> {
    let nouns = standard::MIGRATION_TEXTS.iter().map(|text| Migration {
        name: text.name,
        sqlite: text.sqlite,
        postgres: text.postgres,
    });
    nouns
        .chain(records::MIGRATIONS.iter().copied())
        .chain(platform::migrations::MIGRATIONS.iter().copied())
        .chain(platform::notification::FEATURE.migrations.iter().copied())
        .chain(crate::automation::table::MIGRATIONS.iter().copied())
        .collect()
}

impl World {
    pub fn at(moment: &str) -> World {
        World::over(Fresh::sqlite(), moment)
    }

    pub fn over(fresh: Fresh, moment: &str) -> World {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = moment.parse().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(now.micros())));
        let store = fresh.open(&migrations());
        let platform = platform(&store, &clock, &folder, 1);
        let new = NewWorkspace {
            key: "acme".into(),
            name: "Acme".into(),
            currency: "EUR".into(),
            zone: "Europe/Ljubljana".into(),
            language: "en".into(),
            country: "SI".into(),
            first_weekday: 1,
            administrator: "Ana Novak".into(),
            email: "ana@example.com".into(),
            password: PASSWORD.into(),
        };
        identity::create_workspace(&platform, new).unwrap();
        let (email, network) = ("ana@example.com".to_string(), "192.0.2.0/24".to_string());
        let sign_in =
            SignIn { email, password: PASSWORD.into(), workspace: None, network, device: Default::default() };
        let ana = identity::sign_in(&platform, &sign_in).unwrap().authenticated;
        World { platform, ana, clock, _folder: folder, _fresh: fresh }
    }

    /// It is that moment now.
    pub fn is(&self, moment: &str) {
        let now: Timestamp = moment.parse().unwrap();
        self.clock.0.store(now.micros(), Ordering::SeqCst);
    }

    pub fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub fn write<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut records::Writing<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut context = self.ana.context(&self.platform);
        context.batch = Some(self.platform.new_id());
        self.platform.engine.write(&context, write)
    }

    pub fn create(&self, object: &'static str, fields: Json) -> Id {
        let input: Input = serde_json::from_value(fields).unwrap();
        self.write(move |writing| Ok(writing.create(object, &input)?.id())).unwrap()
    }

    pub fn change(&self, object: &'static str, id: Id, fields: Json) {
        let fields: Input = serde_json::from_value(fields).unwrap();
        let request = records::ChangeRequest { id, version: None, fields };
        self.write(move |writing| writing.change(object, &request).map(|_| ())).unwrap();
    }

    /// An automation that is on.
    pub fn automation(&self, definition: Json) -> Id {
        self.try_automation(definition).unwrap()
    }

    pub fn try_automation(&self, definition: Json) -> Result<Id> {
        let zone = jiff::tz::TimeZone::get(&self.ana.workspace.zone).unwrap();
        let new = NewAutomation { name: "Mine".into(), description: String::new(), definition };
        self.write(move |writing| {
            let context = writing.context();
            let id = manage::create(writing.writer(), context, &new)?;
            manage::publish(writing, id, &zone)?;
            Ok(id)
        })
    }

    /// A server that has just started works until there is nothing to do.
    pub fn work(&self) {
        let mut worker = Worker::new(&self.platform);
        // A step may start what the next one works on.
        for _ in 0..50 {
            if !worker.step().unwrap() && !worker.step().unwrap() {
                return;
            }
        }
        panic!("it never ends");
    }

    pub fn all(&self, object: &'static str) -> Vec<Viewed> {
        let request = records::FindRequest { limit: Some(200), ..Default::default() };
        let context = self.ana.context(&self.platform);
        self.platform.engine.read(&context, |reading| reading.find(object, &request)).unwrap().data
    }

    pub fn titles(&self, object: &'static str) -> Vec<String> {
        let mut titles: Vec<String> =
            self.all(object).iter().map(|record| record.title().unwrap_or_default().to_string()).collect();
        titles.sort();
        titles
    }

    pub fn runs(&self, automation: Id) -> Vec<Json> {
        let context = self.ana.context(&self.platform);
        let page = self
            .platform
            .engine
            .read(&context, |reading| crate::automation::show::runs(reading, automation, None, 200, None))
            .unwrap();
        page["data"].as_array().unwrap().clone()
    }

    pub fn run(&self, run: &Json) -> Json {
        let id = run["id"].as_str().unwrap().parse().unwrap();
        let context = self.ana.context(&self.platform);
        self.platform.engine.read(&context, |reading| crate::automation::show::run(reading, id)).unwrap()
    }

    pub fn shown(&self, automation: Id) -> Json {
        let context = self.ana.context(&self.platform);
        let shown = self.platform.engine.read(&context, |reading| manage::show(reading, automation)).unwrap();
        json!(shown)
    }
}

fn platform(
    store: &Arc<Store>,
    clock: &Arc<HandClock>,
    folder: &tempfile::TempDir,
    seed: u64,
) -> Arc<Platform> {
    Platform::new(Parts {
        engine: Engine::new(store.clone(), standard::OBJECTS, Vec::new()),
        store: store.clone(),
        clock: clock.clone(),
        ids: Arc::new(SeededIds::new(seed)),
        secrets: Arc::new(SeededSecrets(AtomicU64::new(seed << 32))),
        files: folder.path().join("files"),
        backups: folder.path().join("backups"),
        key: [7; 32],
        settings: Settings::default(),
        features: &[],
    })
    .unwrap()
}
