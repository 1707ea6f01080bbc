//! What time does to segments, on both databases, with a clock that the test moves.

use super::follow::Worker;
use platform::identity::{self, Authenticated, NewWorkspace, SignIn};
use platform::{Parts, Platform, Secrets, Settings};
use records::{Engine, FindRequest, Input, Rule};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::migrate::Migration;
use store::testing::Fresh;
use vocabulary::{Clock, Id, SeededIds, Timestamp};

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
        .chain(crate::summary::FEATURE.migrations.iter().copied())
        .chain(super::table::MIGRATIONS.iter().copied())
        .chain(crate::report::FEATURE.migrations.iter().copied())
        .chain(crate::report::snapshot::FEATURE.migrations.iter().copied())
        .collect()
}

impl World {
    pub(crate) fn over(fresh: Fresh, moment: &str) -> World {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = moment.parse().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(now.micros())));
        let store = fresh.open(&migrations());
        let rules: Vec<Rule> = super::rule::RULES.to_vec();
        let platform = Platform::new(Parts {
            engine: Engine::new(store.clone(), standard::OBJECTS, rules),
            store: store.clone(),
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
        let (email, network) = ("ana@example.com".to_string(), "192.0.2.0/24".to_string());
        let sign_in =
            SignIn { email, password: PASSWORD.into(), workspace: None, network, device: Default::default() };
        let ana = identity::sign_in(&platform, &sign_in).unwrap().authenticated;
        World { platform, ana, clock, _folder: folder, _fresh: fresh }
    }

    pub(crate) fn is(&self, moment: &str) {
        let now: Timestamp = moment.parse().unwrap();
        self.clock.0.store(now.micros(), Ordering::SeqCst);
    }

    pub(crate) fn create(&self, object: &'static str, fields: Json) -> Id {
        let input: Input = serde_json::from_value(fields).unwrap();
        let context = self.ana.context(&self.platform);
        self.platform.engine.write(&context, move |writing| Ok(writing.create(object, &input)?.id())).unwrap()
    }

    pub(crate) fn segment(&self, object: &str, rule: &Json) -> Id {
        self.create(
            "segment",
            json!({"name": rule.to_string(), "of_object": object, "rule": rule.to_string()}),
        )
    }

    /// A server that has just started follows until there is nothing to do.
    pub(crate) fn follow(&self) {
        let mut worker = Worker::new(&self.platform);
        for _ in 0..50 {
            if !worker.step().unwrap() {
                return;
            }
        }
        panic!("it never ends");
    }

    pub(crate) fn found(&self, object: &str, filter: &Json) -> Vec<Id> {
        let request =
            FindRequest { filter: Some(filter.clone()), limit: Some(200), ..FindRequest::default() };
        let context = self.ana.context(&self.platform);
        let list = self.platform.engine.read(&context, |reading| reading.find(object, &request)).unwrap();
        let mut ids: Vec<Id> = list.data.iter().map(records::Viewed::id).collect();
        ids.sort_unstable();
        ids
    }

    /// When each move was, and whether it was in.
    fn moves(&self, segment: Id) -> Vec<(String, bool)> {
        let workspace = self.ana.workspace.id;
        self.platform
            .store
            .read(|reader| {
                let filter = super::table::of_segment(workspace, segment);
                let select = store::table::Select::new("segment_move", &["at", "entered"], filter);
                let rows = super::table::Row::all(reader, &select.ascending("at"))?;
                rows.into_iter()
                    .map(|mut row| Ok((row.at()?.to_string(), row.number()? == 1)))
                    .collect::<vocabulary::Result<Vec<_>>>()
            })
            .unwrap()
    }
}

pub(crate) fn both(test: impl Fn(Fresh)) {
    test(Fresh::sqlite());
    test(Fresh::postgres());
}

fn person(name: &str, born: &str) -> Json {
    json!({"name": {"given": name, "family": "K"}, "birth_date": born})
}

#[test]
fn days_that_pass_move_people_at_midnight_also_when_no_server_ran() {
    both(|fresh| {
        let world = World::over(fresh, "2026-03-01T11:00:00Z");
        let ana = world.create("person", person("Ana", "1980-03-05"));
        let company = world.create("company", json!({"name": "Works"}));
        let purchase =
            |at: &str, number: &str| json!({"number": number, "company": company, "purchased_at": at});
        world.create("purchase", purchase("2026-02-27T08:00:00Z", "R1"));
        let week =
            json!({"field": "birth_date", "op": "anniversary_within", "value": {"next": 2, "unit": "day"}});
        let lately = json!({"field": "bought_last", "op": "within", "value": {"last": 7, "unit": "day"}});
        let linked = json!({"linked": "purchase.company", "where": {"field": "purchased_at", "op": "within", "value": {"last": 7, "unit": "day"}}});
        let quiet = json!({"not": {"field": "bought_last", "op": "within", "value": {"this": "month"}}});
        let birthday = world.segment("person", &week);
        let [lately_id, linked_id, quiet_id] =
            [&lately, &linked, &quiet].map(|rule| world.segment("company", rule));
        let same = |step: &str| {
            for (object, id, rule) in [
                ("person", birthday, &week),
                ("company", lately_id, &lately),
                ("company", linked_id, &linked),
                ("company", quiet_id, &quiet),
            ] {
                let kept = world.found(object, &json!({"member_of": id}));
                assert_eq!(kept, world.found(object, rule), "{step}: {rule}");
            }
        };
        world.follow();
        same("at the beginning");
        assert_eq!(world.found("person", &json!({"member_of": birthday})), Vec::<Id>::new());
        // A moment before the midnight of Ljubljana nobody has moved, a moment after it she has.
        world.is("2026-03-02T22:59:59Z");
        world.follow();
        assert_eq!(world.found("person", &json!({"member_of": birthday})), Vec::<Id>::new());
        world.is("2026-03-02T23:00:00Z");
        world.follow();
        assert_eq!(world.found("person", &json!({"member_of": birthday})), vec![ana]);
        same("three days before");
        // No server runs for weeks: each move is told at the moment at which it was due.
        world.is("2026-04-20T09:00:00Z");
        world.follow();
        same("weeks later");
        assert_eq!(
            world.moves(birthday),
            [("2026-03-02T23:00:00Z".to_string(), true), ("2026-03-05T23:00:00Z".to_string(), false)]
        );
        assert_eq!(world.moves(linked_id), [("2026-03-06T23:00:00Z".to_string(), false)]);
        assert_eq!(world.moves(lately_id), world.moves(linked_id));
        world.create("purchase", purchase("2026-04-20T08:00:00Z", "R2"));
        world.follow();
        same("after a purchase");
        world.is("2026-05-01T00:00:00Z");
        world.follow();
        same("in the next month");
    });
}
