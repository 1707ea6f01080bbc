//! Random records: every kind of value, empty ones among them.

use dictionary::{Dictionary, FieldDef, Kind, ObjectDef, ReadContext, SystemField, Value};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::query::memory::Memory;
use store::record::{Meta, Stamp, StoredRecord};
use vocabulary::{ActorKind, Currency, Id, Timestamp};

/// Chance that repeats (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn id(&mut self) -> Id {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        Id::from_bytes(bytes)
    }
}

/// All records of one workspace.
pub struct Data {
    pub memory: Memory,
    pub users: Vec<Id>,
}

impl Data {
    pub fn new(dictionary: &Dictionary, chance: &mut Chance) -> Data {
        let users: Vec<Id> = (0..4).map(|_| chance.id()).collect();
        let mut ids: HashMap<String, Vec<Id>> = HashMap::new();
        for object in dictionary.objects() {
            let count = chance.below(25);
            ids.insert(object.key.clone(), (0..count).map(|_| chance.id()).collect());
        }
        let mut records = HashMap::new();
        for object in dictionary.objects() {
            let all = ids[&object.key].iter().map(|id| record(object, *id, &users, &ids, chance)).collect();
            records.insert(object.key.clone(), all);
        }
        // One user has no name kept: the link to them has no title.
        let names = ["Ana Novak", "Бојан Петровић", "ana žak"];
        let users_named = users.iter().zip(names).map(|(id, name)| (*id, name.to_string())).collect();
        Data { memory: Memory { records, users: users_named }, users }
    }

    /// Some id, mostly of a record there is.
    pub fn some_id(&self, object: &str, chance: &mut Chance) -> Id {
        match self.memory.records.get(object) {
            Some(records) if !records.is_empty() && chance.percent(90) => chance.one(records).meta.id,
            _ if object == "user" => *chance.one(&self.users),
            _ => chance.id(),
        }
    }
}

fn record(
    object: &Arc<ObjectDef>,
    id: Id,
    users: &[Id],
    ids: &HashMap<String, Vec<Id>>,
    chance: &mut Chance,
) -> StoredRecord {
    let mut values: Vec<Value> = Vec::new();
    for field in &object.fields {
        let target = match field.kind {
            Kind::Link => field.to.as_deref().and_then(|to| ids.get(to)).filter(|ids| !ids.is_empty()),
            _ => None,
        };
        let value = match (field.kind, target) {
            (Kind::Computed, _) => Value::Null,
            _ if field.system.is_some_and(|system| system != SystemField::ExternalIds) => Value::Null,
            _ if !field.required && chance.percent(25) => Value::Null,
            (Kind::Link, None) => Value::Null,
            (Kind::Link, Some(ids)) => read(field, &json!(chance.one(ids).to_string())),
            _ if field.unique => read(field, &unique(field, id)),
            _ => read(field, &some_json(field, chance)),
        };
        values.push(value);
    }
    let lookup =
        |key: &str| object.position(key).and_then(|index| values.get(index)).cloned().unwrap_or_default();
    let computed: Vec<(usize, Value)> = object
        .fields
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            Some((index, field.formula.as_ref()?.evaluate(field.value_kind(), &lookup)))
        })
        .collect();
    for (index, value) in computed {
        values[index] = value;
    }
    let at = |chance: &mut Chance| moment(chance);
    let created_at = at(chance);
    let stamp = Stamp { kind: ActorKind::User, id: Some(users[0]), name: "Ana: Novak".to_string() };
    StoredRecord {
        meta: Meta {
            id,
            version: 1 + chance.below(5) as i64,
            created_at,
            updated_at: at(chance),
            created_by: stamp.clone(),
            updated_by: stamp,
            owner: if chance.percent(80) { Some(*chance.one(users)) } else { None },
            removed_at: if chance.percent(15) { Some(at(chance)) } else { None },
            batch: if chance.percent(30) { Some(chance.id()) } else { None },
        },
        values,
        title: None,
    }
}

fn read(field: &FieldDef, json: &Json) -> Value {
    field.kind.read(field, json, &context()).unwrap_or_else(|error| panic!("{} {json}: {error:?}", field.key))
}

/// What values and operands are read with.
pub fn context() -> ReadContext {
    ReadContext { currency: Currency::EUR, country: Some("SI".to_string()) }
}

fn unique(field: &FieldDef, id: Id) -> Json {
    match field.kind {
        Kind::EmailAddresses => json!([format!("Person.{id}@example.com")]),
        Kind::Tags => json!([format!("shop:{id}"), format!("CRM:{id}")]),
        _ => json!(format!("Čode {id}")),
    }
}

/// Few moments, close to the borders of days, months and changes of the clock, so that many are equal.
fn moment(chance: &mut Chance) -> Timestamp {
    let texts = [
        "2024-03-31T00:59:59.999999Z",
        "2024-03-31T01:00:00Z",
        "2024-10-27T00:30:00Z",
        "2024-10-27T01:30:00Z",
        "2024-12-31T22:59:59Z",
        "2024-12-31T23:00:00Z",
        "2025-01-01T00:00:00Z",
        "2025-02-28T23:30:00Z",
        "2025-06-15T12:00:00.123456Z",
        "2025-06-14T22:00:00Z",
        "2025-06-16T21:59:59.999999Z",
        "2025-06-01T10:00:00Z",
    ];
    chance.one(&texts).parse().unwrap()
}

/// A value of a field as users write it; few different ones, so that some are equal.
pub fn some_json(field: &FieldDef, chance: &mut Chance) -> Json {
    let words = [
        "Acme",
        "ACME",
        "Petrović",
        "Петровић",
        "petrovic & sons",
        "Žak",
        "zak",
        "日本",
        "🙂 emoji",
        "a%b_c",
        "O'Neil",
        "back\\slash",
        "ß",
        "x\u{10FFFF}",
        "ъ",
        "acme corp",
        "\"quoted\"",
    ];
    let word = |chance: &mut Chance| (*chance.one(&words)).to_string();
    let list = |chance: &mut Chance, of: &dyn Fn(&mut Chance) -> Json| {
        (0..1 + chance.below(3)).map(|_| of(chance)).collect::<Vec<Json>>()
    };
    match field.value_kind() {
        Kind::Text | Kind::LongText => json!(word(chance)),
        Kind::PersonName => {
            let names = [
                ("Ana", "Novak"),
                ("ana", "NOVAK"),
                ("Јован", "Петровић"),
                ("Jovan", "Petrović"),
                ("", "Solo"),
                ("Čen", ""),
            ];
            let (given, family) = chance.one(&names);
            json!({"given": given, "family": family})
        }
        Kind::WebAddress => json!(*chance.one(&["example.com", "https://EXAMPLE.com", "http://žak.si/a"])),
        Kind::Integer => json!(chance.below(7) as i64 - 3),
        Kind::Duration => json!(chance.below(5) * 60),
        Kind::Decimal | Kind::Percent => {
            json!(*chance.one(&["-1.5", "0", "0.000001", "2", "2.5", "1000000"]))
        }
        Kind::Money => json!({
            "amount": *chance.one(&["-3", "0", "1", "10", "99", "250"]), "currency": *chance.one(&["EUR", "EUR", "EUR", "USD", "JPY"]),
        }),
        Kind::Boolean => json!(chance.percent(50)),
        Kind::Date => json!(*chance.one(&[
            "2024-02-29",
            "2024-12-30",
            "2024-12-31",
            "2025-01-01",
            "2025-06-14",
            "2025-06-15",
            "2025-06-16",
            "1990-06-20",
            "1985-12-31",
        ])),
        Kind::Timestamp => json!(moment(chance).to_string()),
        Kind::Choice => json!(chance.one(&field.choices).key),
        Kind::Choices => json!(list(chance, &|chance| json!(chance.one(&field.choices).key))),
        Kind::Tags => json!(list(chance, &|chance| json!(word(chance)))),
        Kind::EmailAddresses => json!(list(chance, &|chance| {
            json!({"address": *chance.one(&["Ana@Example.com", "ana@example.com", "bo@žak.si", "x+y@test.org"]), "label": word(chance)})
        })),
        Kind::PhoneNumbers => {
            json!(list(chance, &|chance| json!(*chance.one(&[
                "040 123 456",
                "+386 40 123 456",
                "+46701234567",
                "031555777"
            ]))))
        }
        Kind::PostalAddress => json!(list(chance, &|chance| {
            json!({
                "street": word(chance), "city": *chance.one(&["Ljubljana", "LJUBLJANA", "Ниш", ""]),
                "postal_code": *chance.one(&["1000", "1001", "18000", ""]), "country": *chance.one(&["SI", "RS", ""]),
            })
        })),
        Kind::File | Kind::Link => json!(chance.id().to_string()),
        Kind::Computed => Json::Null,
    }
}
