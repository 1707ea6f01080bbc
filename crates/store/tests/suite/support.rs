//! A small dictionary, its tables, and records in few words.

use dictionary::{
    Dictionary, Email, Field, LinkValue, Object, ObjectDef, Overlay, OverlayField, OverlayObject, PersonName,
    Phone, Value, marker,
};
use std::sync::{Arc, LazyLock};
use store::migrate::Migration;
use store::record::{Meta, Stamp, StoredRecord};
use store::testing::Fresh;
use store::{Store, ddl};
use vocabulary::{
    ActorKind, EmailAddress, Id, IdSource, Money, PhoneNumber, SeededIds, Timestamp, WorkspaceId,
};

pub const HOME: WorkspaceId = WorkspaceId(1);
pub const OTHER: WorkspaceId = WorkspaceId(2);

static COMPANY: Object = Object::new("company", "companies", "Company", "Companies")
    .fields(&[
        Field::<marker::Text>::new("name", "Name").required().indexed().def,
        Field::<marker::Text>::new("tax_number", "Tax number").unique().searchable().def,
        Field::<marker::Tags>::new("tags", "Tags").searchable().def,
        Field::<marker::Link>::new("parent", "Parent").to("company", "Subsidiaries").def,
    ])
    .checked();

static PERSON: Object = Object::new("person", "people", "Person", "People")
    .fields(&[
        Field::<dictionary::PersonName>::new("name", "Name").required().indexed().identifying().def,
        Field::<marker::Emails>::new("emails", "E-mail").unique().searchable().def,
        Field::<marker::Phones>::new("phones", "Phone").searchable().def,
        Field::<marker::Link>::new("company", "Company").to("company", "People").def,
        Field::<marker::LongText>::new("description", "Description").searchable().def,
        Field::<Money>::new("salary", "Salary").def,
    ])
    .checked();

/// `call` is a word of SQL.
static CALL: Object = Object::new("call", "calls", "Call", "Calls")
    .fields(&[
        Field::<marker::Text>::new("subject", "Subject").def,
        Field::<Timestamp>::new("happened_at", "When").indexed().def,
    ])
    .titled_by("subject")
    .not_searchable()
    .checked();

static MEETING: Object = Object::new("meeting", "meetings", "Meeting", "Meetings")
    .fields(&[
        Field::<marker::Text>::new("subject", "Subject").required().indexed().def,
        Field::<Timestamp>::new("happened_at", "When").indexed().def,
    ])
    .titled_by("subject")
    .happens_at("happened_at")
    .checked();

fn custom(key: &str, kind: &str) -> OverlayField {
    serde_json::from_value(serde_json::json!({ "key": key, "label": key, "kind": kind, "indexed": true }))
        .unwrap()
}

pub static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let unique: OverlayField = serde_json::from_value(
        serde_json::json!({ "key": "x_badge", "label": "Badge", "kind": "integer", "unique": true }),
    )
    .unwrap();
    let link: OverlayField = serde_json::from_value(
        serde_json::json!({ "key": "x_friend", "label": "Friend", "kind": "link", "to": "person", "indexed": true }),
    )
    .unwrap();
    let overlay = Overlay {
        version: 1,
        objects: vec![OverlayObject {
            key: "x_boat".into(),
            plural: "x_boats".into(),
            label: "Boat".into(),
            label_plural: "Boats".into(),
            labels: Default::default(),
            icon: None,
            fields: vec![custom("x_length", "decimal"), custom("x_harbor", "text")],
        }],
        fields: vec![
            ("person".into(), custom("x_color", "text")),
            ("person".into(), custom("x_born", "date")),
            ("person".into(), unique),
            ("person".into(), link),
        ],
    };
    Dictionary::build(&[&COMPANY, &PERSON, &CALL, &MEETING], &overlay).unwrap()
});

static TABLES: LazyLock<(String, String)> = LazyLock::new(|| {
    let standard = Dictionary::build(&[&COMPANY, &PERSON, &CALL, &MEETING], &Overlay::default()).unwrap();
    (ddl::create_objects("sqlite", &standard).unwrap(), ddl::create_objects("postgres", &standard).unwrap())
});

/// What these tests need besides the store's own tables.
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "test/0001_nouns", sqlite: &TABLES.0, postgres: &TABLES.1 },
        Migration::both(
            "test/0002_thing",
            "CREATE TABLE \"user\" (workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, PRIMARY KEY (workspace_id, id));\n\
             CREATE TABLE thing (workspace_id BIGINT NOT NULL, id UUID NOT NULL, word TEXT, number BIGINT, hash BYTEA, \
             PRIMARY KEY (workspace_id, id));",
        ),
    ]
}

pub fn open(fresh: &Fresh) -> Arc<Store> {
    fresh.open(&migrations())
}

pub fn object(key: &str) -> Arc<ObjectDef> {
    Arc::clone(DICTIONARY.object(key).unwrap())
}

pub static IDS: LazyLock<SeededIds> = LazyLock::new(|| SeededIds::new(7));

pub fn now() -> Timestamp {
    "2026-01-31T09:30:00Z".parse().unwrap()
}

pub fn id() -> Id {
    IDS.next(now())
}

/// A record of an object with some fields set.
pub fn record(of: &str, fields: &[(&str, Value)]) -> StoredRecord {
    let object = object(of);
    let stamp = Stamp { kind: ActorKind::User, id: Some(id()), name: "Ana: the first".into() };
    let meta = Meta {
        id: id(),
        version: 1,
        created_at: now(),
        updated_at: now(),
        created_by: stamp.clone(),
        updated_by: stamp,
        owner: None,
        removed_at: None,
        batch: None,
    };
    let mut record = StoredRecord { meta, values: vec![Value::Null; object.fields.len()], title: None };
    for (key, value) in fields {
        set(&object, &mut record, key, value.clone());
    }
    record
}

pub fn set(object: &ObjectDef, record: &mut StoredRecord, key: &str, value: Value) {
    record.values[object.position(key).unwrap()] = value;
}

/// The next version of a record.
pub fn next(record: &StoredRecord) -> StoredRecord {
    let mut after = record.clone();
    after.meta.version += 1;
    after.meta.updated_at = after.meta.updated_at.plus_seconds(60);
    after
}

pub fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub fn name(given: &str, family: &str) -> Value {
    Value::Name(PersonName { given: given.into(), family: family.into() })
}

pub fn emails(addresses: &[&str]) -> Value {
    let email =
        |address: &&str| Email { address: EmailAddress::parse(address).unwrap(), label: "work".into() };
    Value::Emails(addresses.iter().map(email).collect())
}

pub fn phones(numbers: &[&str]) -> Value {
    let phone = |number: &&str| Phone {
        number: PhoneNumber::parse(number, Some("SI")).unwrap(),
        label: "mobile".into(),
    };
    Value::Phones(numbers.iter().map(phone).collect())
}

pub fn tags(values: &[&str]) -> Value {
    Value::List(values.iter().map(|value| (*value).to_string()).collect())
}

pub fn link(to: Id) -> Value {
    Value::Link(LinkValue { id: to, title: None })
}

pub fn insert(store: &Store, of: &str, record: &StoredRecord) -> vocabulary::Result<()> {
    insert_into(store, HOME, of, record)
}

pub fn insert_into(
    store: &Store,
    workspace: WorkspaceId,
    of: &str,
    record: &StoredRecord,
) -> vocabulary::Result<()> {
    let (object, record) = (object(of), record.clone());
    store.write(move |writer| writer.insert_record(workspace, &object, &record))
}

pub fn update(
    store: &Store,
    of: &str,
    before: &StoredRecord,
    after: &StoredRecord,
) -> vocabulary::Result<()> {
    let (object, before, after) = (object(of), before.clone(), after.clone());
    store.write(move |writer| writer.update_record(HOME, &object, &before, &after))
}

/// A record as the store gives it back, also out of the trash.
pub fn read(store: &Store, of: &str, id: Id) -> Option<StoredRecord> {
    let object = object(of);
    let everything = store::query::SeesAll;
    store
        .read(|reader| reader.get(HOME, &DICTIONARY, &object, id, &everything, store::query::Trash::With))
        .unwrap()
}

/// The state of a database's own check.
pub fn assert_sound(store: &Store) {
    assert_eq!(store.check(&mut |_, _| {}).unwrap(), Vec::<String>::new());
}
