//! The small world of the tests: clubs, fans and their visits.

use crate::{Context, Engine, Input, MIGRATIONS, Rights, Role, Rule, Viewed};
use dictionary::{ChoiceSpec, Dictionary, Field, Kind, Measure, Object, Overlay, PersonName, marker};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::migrate::Migration;
use store::query::Moment;
use store::table::Insert;
use store::testing::Fresh;
use vocabulary::{
    Actor, ActorKind, Channel, Currency, Error, Id, IdSource, Money, Result, SeededIds, Timestamp,
    WorkspaceId,
};

const CLUB_NAME: Field<marker::Text> = Field::new("name", "Name").required().indexed();
const CLUB_PARENT: Field<marker::Link> = Field::new("parent", "Parent").to("club", "Branches");
const CLUB_CODE: Field<marker::Text> = Field::new("code", "Code").unique();
const CLUB_FANS: Field<marker::Computed> =
    Field::new("fans_count", "Fans").rollup("fan.club", Measure::Count, "", Kind::Integer);
const CLUB_TURNOVER: Field<marker::Computed> =
    Field::new("turnover", "Turnover").rollup("visit.club", Measure::Sum, "total", Kind::Money);
static CLUB: Object = Object::new("club", "clubs", "Club", "Clubs")
    .fields(&[CLUB_NAME.def, CLUB_PARENT.def, CLUB_CODE.def, CLUB_FANS.def, CLUB_TURNOVER.def])
    .listed(&["name", "code"], "name")
    .checked();

const FAN_NAME: Field<PersonName> = Field::new("name", "Name").required().indexed().searchable();
const FAN_EMAILS: Field<marker::Emails> = Field::new("emails", "E-mail").unique().searchable();
const FAN_PHONES: Field<marker::Phones> = Field::new("phones", "Phone").searchable();
const FAN_ADDRESSES: Field<marker::Addresses> = Field::new("addresses", "Address");
const FAN_CLUB: Field<marker::Link> = Field::new("club", "Club").to("club", "Fans").indexed();
const FAN_AGE: Field<marker::Integer> = Field::new("age", "Age").indexed();
const FAN_LEVEL: Field<marker::Choice> = Field::new("level", "Level")
    .choices(&[ChoiceSpec::new("gold", "Gold", "amber"), ChoiceSpec::new("silver", "Silver", "gray")])
    .default("\"silver\"");
const FAN_SECRET: Field<marker::Text> = Field::new("secret", "Secret").searchable();
const FAN_TAGS: Field<marker::Tags> = Field::new("tags", "Tags");
static FAN: Object = Object::new("fan", "fans", "Fan", "Fans")
    .fields(&[
        FAN_NAME.def,
        FAN_EMAILS.def,
        FAN_PHONES.def,
        FAN_ADDRESSES.def,
        FAN_CLUB.def,
        FAN_AGE.def,
        FAN_LEVEL.def,
        FAN_SECRET.def,
        FAN_TAGS.def,
    ])
    .listed(&["name", "club", "level"], "-created_at")
    .checked();

const VISIT_SUBJECT: Field<marker::Text> = Field::new("subject", "Subject").required();
const VISIT_FAN: Field<marker::Link> = Field::new("fan", "Fan").to("fan", "Visits").indexed();
const VISIT_CLUB: Field<marker::Link> = Field::new("club", "Club").to("club", "Visits").indexed();
const VISIT_AT: Field<Timestamp> = Field::new("happened_at", "When").indexed();
const VISIT_PRICE: Field<Money> = Field::new("price", "Price");
const VISIT_SEATS: Field<vocabulary::Decimal> = Field::new("seats", "Seats");
const VISIT_TOTAL: Field<marker::Computed> =
    Field::new("total", "Total").formula("price * seats", Kind::Money);
static VISIT: Object = Object::new("visit", "visits", "Visit", "Visits")
    .fields(&[
        VISIT_SUBJECT.def,
        VISIT_FAN.def,
        VISIT_CLUB.def,
        VISIT_AT.def,
        VISIT_PRICE.def,
        VISIT_SEATS.def,
        VISIT_TOTAL.def,
    ])
    .titled_by("subject")
    .happens_at("happened_at")
    .checked();

/// The standard dictionary of the tests.
pub static OBJECTS: &[&Object] = &[&CLUB, &FAN, &VISIT];

/// A fresh world.
pub struct House {
    pub engine: Arc<Engine>,
    ids: Arc<SeededIds>,
    clock: AtomicI64,
    pub users: [Id; 3],
    _fresh: Fresh,
}

/// Rights of a role given as JSON.
pub fn role(json: Json) -> Role {
    serde_json::from_value(json).unwrap()
}

/// The members of a JSON object.
pub fn input(json: Json) -> Input {
    match json {
        Json::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}

/// A record as JSON.
pub fn shown(viewed: &Viewed) -> Json {
    serde_json::from_slice(&viewed.to_bytes()).unwrap()
}

/// Code and field of each problem.
pub fn problems(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(problems) => {
            problems.iter().map(|problem| format!("{}: {}", problem.field, problem.code)).collect()
        }
        other => panic!("{other:?} is not about input"),
    }
}

fn migrations() -> Vec<Migration> {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    let text = |dialect| -> &'static str {
        Box::leak(store::ddl::create_objects(dialect, &dictionary).unwrap().into_boxed_str())
    };
    let user = "CREATE TABLE \"user\" (workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, \
                email_key TEXT, PRIMARY KEY (workspace_id, id));";
    let mut all = MIGRATIONS.to_vec();
    all.push(Migration::both("test/0001_user", user));
    all.push(Migration { name: "test/0002_objects", sqlite: text("sqlite"), postgres: text("postgres") });
    all
}

impl House {
    pub fn new(fresh: Fresh) -> House {
        House::with_rules(fresh, Vec::new())
    }

    pub fn with_rules(fresh: Fresh, rules: Vec<Rule>) -> House {
        let store = fresh.open(&migrations());
        let ids = Arc::new(SeededIds::new(1));
        let now = Timestamp::from_micros(1_700_000_000_000_000);
        let users = [ids.next(now), ids.next(now), ids.next(now)];
        store
            .write(move |writer| {
                for (id, name) in users.iter().zip(["Ana", "Bo", "Cilka"]) {
                    let values = vec![
                        ("workspace_id", 1i64.into()),
                        ("id", (*id).into()),
                        ("name", name.into()),
                        ("name_fold", name.to_lowercase().into()),
                    ];
                    writer.insert(&Insert::new("user", values))?;
                }
                Ok(())
            })
            .unwrap();
        let engine = Engine::new(store, OBJECTS, rules);
        House { engine, ids, clock: AtomicI64::new(now.micros()), users, _fresh: fresh }
    }

    /// Ana, who may do everything.
    pub fn ana(&self) -> Context {
        self.context(0, Rights::unlimited())
    }

    /// User `index` with rights; a second passes.
    pub fn context(&self, index: usize, rights: Rights) -> Context {
        let now = Timestamp::from_micros(self.clock.fetch_add(1_000_000, Ordering::Relaxed) + 1_000_000);
        let user = self.users[index];
        Context {
            workspace: WorkspaceId(1),
            actor: Actor {
                kind: ActorKind::User,
                id: Some(user),
                user: Some(user),
                name: ["Ana", "Bo", "Cilka"][index].to_string(),
                channel: Channel::Web,
                source: None,
            },
            rights: Arc::new(rights),
            now,
            moment: Moment {
                now,
                zone: jiff::tz::TimeZone::UTC,
                first_weekday: 1,
                me: Some(user),
                read: dictionary::ReadContext { currency: Currency::EUR, country: Some("SI".to_string()) },
            },
            ids: Arc::clone(&self.ids) as Arc<dyn IdSource>,
            batch: None,
        }
    }

    /// User `index` with a role, in a team with the `mates`.
    pub fn limited(&self, index: usize, json: Json, mates: &[usize]) -> Context {
        let team = mates.iter().map(|mate| self.users[*mate]).collect();
        self.context(index, Rights::new(role(json), Some(self.users[index]), team))
    }

    pub fn create_as(&self, context: &Context, object: &'static str, json: Json) -> Result<Viewed> {
        let fields = input(json);
        self.engine.write(context, move |writing| {
            let written = writing.create(object, &fields)?;
            writing.view(object, &written)
        })
    }

    pub fn create(&self, object: &'static str, json: Json) -> Viewed {
        self.create_as(&self.ana(), object, json).unwrap()
    }

    pub fn change_as(
        &self,
        context: &Context,
        object: &'static str,
        id: Id,
        version: Option<i64>,
        json: Json,
    ) -> Result<Viewed> {
        let request = crate::ChangeRequest { id, version, fields: input(json) };
        self.engine.write(context, move |writing| {
            let written = writing.change(object, &request)?;
            writing.view(object, &written)
        })
    }

    pub fn change(&self, object: &'static str, id: Id, json: Json) -> Viewed {
        self.change_as(&self.ana(), object, id, None, json).unwrap()
    }

    pub fn remove(&self, object: &'static str, id: Id) {
        self.engine.write(&self.ana(), move |writing| writing.remove(object, id)).unwrap();
    }

    pub fn get_as(&self, context: &Context, object: &str, id: Id) -> Result<Viewed> {
        self.engine.read(context, |reading| reading.get(object, id))
    }

    /// Titles of a list.
    pub fn list_as(&self, context: &Context, object: &str, request: Json) -> Result<Vec<String>> {
        let request = serde_json::from_value(request).unwrap();
        let list = self.engine.read(context, |reading| reading.find(object, &request))?;
        Ok(list.data.iter().map(|record| record.title().unwrap_or("?").to_string()).collect())
    }
}

/// A filter on one field.
pub fn is(field: &str, value: impl Into<Json>) -> Json {
    json!({ "filter": { "field": field, "op": "is", "value": value.into() } })
}
