//! A workspace with an administrator in Ljubljana, the rules of activities, and a clock moved by hand.

use platform::identity::{self, Authenticated, NewUser, NewWorkspace, SignIn};
use platform::{Feature, Parts, Platform, Secrets, Settings};
use records::{Engine, FindRequest, Input, Names, Viewed, Writing};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::migrate::Migration;
use store::testing::Fresh;
use vocabulary::{Clock, Id, Result, SeededIds, Timestamp};

struct HandClock(AtomicI64);

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

pub(crate) struct World {
    pub(crate) platform: Arc<Platform>,
    pub(crate) ana: Arc<Authenticated>,
    clock: Arc<HandClock>,
    last: AtomicU64,
    acts: std::sync::Mutex<Option<Id>>,
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
        .chain(super::FEATURE.migrations.iter().copied())
        .chain(crate::sales::forecast::FEATURE.migrations.iter().copied())
        .collect()
}

impl World {
    pub(crate) fn at(moment: &str) -> World {
        World::over(Fresh::sqlite(), moment)
    }

    pub(crate) fn over(fresh: Fresh, moment: &str) -> World {
        World::with(fresh, moment, &[])
    }

    /// With the rules and tables of other features beside those of activities.
    pub(crate) fn with(fresh: Fresh, moment: &str, features: &[&Feature]) -> World {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = moment.parse().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(now.micros())));
        let mut steps = migrations();
        steps.extend(features.iter().flat_map(|feature| feature.migrations.iter().copied()));
        let store = fresh.open(&steps);
        let rules = std::iter::once(&super::FEATURE).chain(features.iter().copied());
        let rules = rules.flat_map(|feature| feature.rules.iter().copied()).collect();
        let platform = Platform::new(Parts {
            engine: Engine::new(store.clone(), standard::OBJECTS, rules),
            store,
            clock: clock.clone(),
            ids: Arc::new(SeededIds::new(1)),
            secrets: Arc::new(SeededSecrets(AtomicU64::new(1 << 32))),
            files: folder.path().join("files"),
            backups: folder.path().join("backups"),
            key: [7; 32],
            settings: Settings::default(),
            features: &[],
        })
        .unwrap();
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
        let ana = signed_in(&platform, "ana@example.com");
        World {
            platform,
            ana,
            clock,
            last: AtomicU64::new(0),
            acts: std::sync::Mutex::new(None),
            _folder: folder,
            _fresh: fresh,
        }
    }

    /// A colleague with the same role.
    pub(crate) fn colleague(&self, name: &str, zone: &str) -> Arc<Authenticated> {
        let email = format!("{}@example.com", name.to_lowercase());
        let new = NewUser {
            name: name.into(),
            email: email.clone(),
            password: PASSWORD.into(),
            role: self.ana.role.id,
            team: None,
            language: String::new(),
            zone: zone.into(),
        };
        identity::create_user(&self.platform, &self.ana, new).unwrap();
        signed_in(&self.platform, &email)
    }

    /// It is that moment now.
    pub(crate) fn is(&self, moment: &str) {
        let now: Timestamp = moment.parse().unwrap();
        self.clock.0.store(now.micros(), Ordering::SeqCst);
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(&self.ana, write)
    }

    pub(crate) fn write_as<T: Send + 'static>(
        &self,
        who: &Authenticated,
        mut write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut context = who.context(&self.platform);
        context.batch = Some(self.platform.new_id());
        let (value, act) = self.platform.engine.write(&context, move |writing| {
            let value = write(writing)?;
            Ok((value, writing.change_set()))
        })?;
        self.last.fetch_add(1, Ordering::SeqCst);
        *self.acts.lock().unwrap() = act;
        Ok(value)
    }

    /// The change set of the last write.
    pub(crate) fn last_change_set(&self) -> Id {
        self.acts.lock().unwrap().unwrap()
    }

    pub(crate) fn undo(&self, act: Id) {
        let undone = self.write(move |writing| writing.undo(act, false)).unwrap();
        assert!(undone.kept.is_empty(), "{:?}", undone.kept);
    }

    pub(crate) fn create(&self, object: &'static str, fields: Json) -> Id {
        self.try_create(object, fields).unwrap()
    }

    pub(crate) fn try_create(&self, object: &'static str, fields: Json) -> Result<Id> {
        let input: Input = serde_json::from_value(fields).unwrap();
        self.write(move |writing| Ok(writing.create(object, &input)?.id()))
    }

    pub(crate) fn change(&self, object: &'static str, id: Id, fields: Json) -> Result<()> {
        let fields: Input = serde_json::from_value(fields).unwrap();
        let request = records::ChangeRequest { id, version: None, fields };
        self.write(move |writing| writing.change(object, &request).map(|_| ()))
    }

    pub(crate) fn get(&self, object: &'static str, id: Id) -> Json {
        let context = self.ana.context(&self.platform);
        shown(&self.platform.engine.read(&context, |reading| reading.get(object, id)).unwrap())
    }

    /// What a filter finds, in the sequence in which it was made.
    pub(crate) fn find(&self, object: &'static str, filter: Json) -> Vec<Json> {
        let context = self.ana.context(&self.platform);
        let request = FindRequest {
            filter: Some(filter),
            sort: Some(Names::parse("created_at")),
            limit: Some(200),
            ..FindRequest::default()
        };
        let found = self.platform.engine.read(&context, |reading| reading.find(object, &request)).unwrap();
        found.data.iter().map(shown).collect()
    }

    /// What somebody was told: the sentence, and about what.
    pub(crate) fn told(&self, who: &Authenticated) -> Vec<Json> {
        let page = platform::notification::list_notifications(&self.platform, who, false, 50, None).unwrap();
        page.data
            .iter()
            .map(|one| json!({"text": one.text, "title": one.title, "params": one.params}))
            .collect()
    }
}

fn shown(record: &Viewed) -> Json {
    serde_json::from_slice(&record.to_bytes()).unwrap()
}

fn signed_in(platform: &Arc<Platform>, email: &str) -> Arc<Authenticated> {
    let (email, network) = (email.to_string(), "192.0.2.0/24".to_string());
    let device = identity::Device::default();
    let sign_in = SignIn { email, password: PASSWORD.into(), workspace: None, network, device };
    identity::sign_in(platform, &sign_in).unwrap().authenticated
}
