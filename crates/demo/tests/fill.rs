//! The demo company in a database: everything arrives, through the engine, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly, also in its helpers")]

use demo::{DemoCompany, Size, USERS};
use records::{ChangeRequest, Context, Engine, FindRequest, GroupRequest, HistoryRequest, Input, Rights};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::migrate::Migration;
use store::query::Moment;
use store::table::Insert;
use store::testing::Fresh;
use vocabulary::{Actor, Channel, Currency, Date, Id, IdSource, SeededIds, Timestamp, WorkspaceId};

const NOW: &str = "2026-11-22T07:00:00Z";

fn migrations() -> Vec<Migration> {
    let user = "CREATE TABLE \"user\" (workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, \
                PRIMARY KEY (workspace_id, id));";
    let nouns = standard::MIGRATION_TEXTS.iter();
    let nouns = nouns.map(|text| Migration { name: text.name, sqlite: text.sqlite, postgres: text.postgres });
    records::MIGRATIONS
        .iter()
        .copied()
        .chain([Migration::both("test/0001_user", user)])
        .chain(nouns)
        .collect()
}

fn context(ids: &Arc<SeededIds>) -> Context {
    let now: Timestamp = NOW.parse().unwrap();
    Context {
        workspace: WorkspaceId(1),
        actor: Actor::system(Channel::Demo),
        rights: Arc::new(Rights::unlimited()),
        now,
        moment: Moment {
            now,
            zone: jiff::tz::TimeZone::get("Europe/Ljubljana").unwrap(),
            first_weekday: 1,
            me: None,
            read: dictionary::ReadContext { currency: Currency::EUR, country: Some("SI".to_string()) },
        },
        ids: Arc::clone(ids) as Arc<dyn IdSource>,
        batch: None,
    }
}

fn everything_arrives(fresh: &Fresh) {
    let engine = Engine::new(fresh.open(&migrations()), standard::OBJECTS, Vec::new());
    let ids = Arc::new(SeededIds::new(7));
    let context = context(&ids);
    let owners: Vec<Id> = USERS.iter().map(|_| ids.next(context.now)).collect();
    let users: Vec<(Id, &str)> = owners.iter().copied().zip(USERS.iter().map(|user| user.name)).collect();
    engine
        .store()
        .write(move |writer| {
            for (id, name) in &users {
                let values = vec![
                    ("workspace_id", 1i64.into()),
                    ("id", (*id).into()),
                    ("name", (*name).into()),
                    ("name_fold", vocabulary::fold(name).into()),
                ];
                writer.insert(&Insert::new("user", values))?;
            }
            Ok(())
        })
        .unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let company = DemoCompany::new(1, Size::STANDARD.times(0.004), today, owners);
    let mut told = 0;
    let done = demo::fill(&engine, &context, &company, demo::CHUNK, &mut |count| told = count).unwrap();
    assert_eq!(told, done);
    let about = company.about();
    assert!(done.abs_diff(about) * 10 < done, "{done} records were announced as about {about}");

    let mut counts: HashMap<&str, u64> = HashMap::new();
    for record in company.records().chain(company.doubles()) {
        *counts.entry(record.object).or_default() += 1;
    }
    for (object, count) in &counts {
        let found =
            engine.read(&context, |reading| reading.count(object, &FindRequest::default(), None)).unwrap();
        assert_eq!(found.value, *count, "{object}");
    }

    // As it stands today, entered in the past by the one who looks after it.
    let deal = company.records().find(|record| record.object == "deal" && record.changes.len() > 2).unwrap();
    let (viewed, history) = engine
        .read(&context, |reading| {
            Ok((reading.get("deal", deal.id)?, reading.history("deal", deal.id, &HistoryRequest::default())?))
        })
        .unwrap();
    let viewed: Json = serde_json::from_slice(&viewed.to_bytes()).unwrap();
    assert_eq!(viewed["name"], Json::String(deal.value("name").to_text()));
    assert_eq!(viewed["outcome"], Json::String(deal.value("outcome").to_text()));
    assert_eq!(viewed["created_at"], Json::String(deal.at.to_string()));
    assert!(USERS.iter().any(|user| viewed["owner"]["title"] == user.name), "{viewed}");
    let history = serde_json::to_value(&history).unwrap();
    assert_eq!(history["data"].as_array().map(Vec::len), Some(deal.changes.len() + 1), "{history}");

    let deals: Vec<Id> =
        company.records().filter(|record| record.object == "deal").map(|record| record.id).collect();
    kept_sums_are_those_of_the_records(&engine, &context, &deals);
}

/// Sums by stage come from totals kept with every write, sums of any other selection from the records.
fn kept_sums_are_those_of_the_records(engine: &Arc<Engine>, context: &Context, deals: &[Id]) {
    let (emptied, removed, purged) = (deals[0], deals[1], deals[2]);
    engine
        .write(context, move |writing| {
            let mut fields = Input::new();
            fields.insert("amount".to_string(), Json::Null);
            writing.change("deal", &ChangeRequest { id: emptied, version: None, fields })?;
            writing.remove("deal", removed)?;
            writing.remove("deal", purged)?;
            writing.purge("deal", purged)?;
            Ok(())
        })
        .unwrap();
    let everything =
        json!({"or": [{"field": "name", "op": "is_empty"}, {"field": "name", "op": "is_not_empty"}]});
    let sums = |filter: Option<Json>, by: Json| {
        let measures = json!([{"measure": "count"}, {"measure": "sum", "field": "amount"}]);
        let request = GroupRequest { filter, by, measures, ..GroupRequest::default() };
        serde_json::to_value(engine.read(context, |reading| reading.groups("deal", &request)).unwrap())
            .unwrap()
    };
    for by in [json!([{"field": "stage"}]), json!([{"field": "outcome"}, {"field": "owner"}]), json!([])] {
        assert_eq!(sums(None, by.clone()), sums(Some(everything.clone()), by.clone()), "{by}");
        let open = json!({"field": "outcome", "op": "is", "value": "open"});
        let both = json!({"and": [open, everything]});
        assert_eq!(sums(Some(open), by.clone()), sums(Some(both), by.clone()), "open, {by}");
    }
}

#[test]
fn everything_arrives_on_the_embedded_database() {
    everything_arrives(&Fresh::sqlite());
}

#[test]
fn everything_arrives_on_the_server_database() {
    everything_arrives(&Fresh::postgres());
}
