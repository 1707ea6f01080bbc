//! Random questions, as users write them.

use crate::records::{Chance, Data, context, some_json};
use dictionary::{FieldDef, Kind, Measure, ObjectDef, Operator};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::query::{Gauge, GroupQuery, Moment, Parser, Query, Scope, Trash, Visibility};
use vocabulary::{Id, Result};

/// Someone who may see all, or less.
pub struct Viewer {
    scopes: Vec<(&'static str, Scope)>,
    hidden: Vec<(&'static str, &'static str)>,
    pub trash: Trash,
}

impl Viewer {
    pub fn random(data: &Data, chance: &mut Chance) -> Viewer {
        let mut viewer = Viewer { scopes: Vec::new(), hidden: Vec::new(), trash: crate::trash(chance) };
        if chance.percent(50) {
            return viewer;
        }
        for object in ["company", "person", "deal", "x_machine"] {
            let owners: Vec<Id> = data.users.iter().copied().take(chance.below(4)).collect();
            match chance.below(5) {
                0 => viewer.scopes.push((object, Scope::Nothing)),
                1 | 2 => viewer.scopes.push((object, Scope::Owners(owners.into()))),
                _ => {}
            }
        }
        for hidden in [
            ("company", "name"),
            ("deal", "amount"),
            ("person", "company"),
            ("deal", "company"),
            ("company", "x_integer"),
        ] {
            if chance.percent(20) {
                viewer.hidden.push(hidden);
            }
        }
        viewer
    }
}

impl Visibility for Viewer {
    fn scope(&self, object: &str) -> Scope {
        self.scopes.iter().find(|(key, _)| *key == object).map_or(Scope::All, |(_, scope)| scope.clone())
    }

    fn may_read(&self, object: &str, field: &str) -> bool {
        !self.hidden.contains(&(object, field))
    }
}

/// An early summer morning in Ljubljana.
pub fn moment() -> Moment {
    Moment {
        now: "2025-06-15T06:30:00Z".parse().unwrap(),
        zone: jiff::tz::TimeZone::get("Europe/Ljubljana").unwrap(),
        first_weekday: 1,
        me: Some(Id::from_bytes([9; 16])),
        read: context(),
    }
}

pub fn object(dictionary: &dictionary::Dictionary, _viewer: &Viewer, chance: &mut Chance) -> Arc<ObjectDef> {
    Arc::clone(chance.one(dictionary.objects()))
}

/// A readable path of at most `links` links, and the field it ends at (none for the id).
fn path(
    parser: &Parser<'_>,
    object: &Arc<ObjectDef>,
    chance: &mut Chance,
    fits: &dyn Fn(&FieldDef) -> bool,
) -> Option<(String, Arc<FieldDef>)> {
    for _ in 0..50 {
        let mut text = String::new();
        let mut here = Arc::clone(object);
        for _ in 0..chance.below(3) {
            let links: Vec<&Arc<FieldDef>> =
                here.fields.iter().filter(|field| field.kind == Kind::Link).collect();
            let link = chance.one(&links);
            let Some(target) = link.to.as_ref().and_then(|to| parser.dictionary.object(to)) else { continue };
            text.push_str(&format!("{}.", link.key));
            here = Arc::clone(target);
        }
        let field = Arc::clone(chance.one(&here.fields));
        text.push_str(&field.key);
        if fits(&field) && parser.path(object, &text).is_ok() {
            return Some((text, field));
        }
    }
    None
}

pub fn filter(
    parser: &Parser<'_>,
    object: &Arc<ObjectDef>,
    data: &Data,
    chance: &mut Chance,
    depth: usize,
) -> Json {
    let inner = |chance: &mut Chance| filter(parser, object, data, chance, depth.saturating_sub(1));
    match chance.below(if depth == 0 { 6 } else { 12 }) {
        0..=5 => condition(parser, object, data, chance),
        6 | 7 => json!({"and": (0..chance.below(3)).map(|_| inner(chance)).collect::<Vec<_>>()}),
        8 => json!({"or": (0..chance.below(3)).map(|_| inner(chance)).collect::<Vec<_>>()}),
        9 => json!({"not": inner(chance)}),
        _ => linked(parser, object, data, chance, depth).unwrap_or_else(|| json!({"and": []})),
    }
}

fn condition(parser: &Parser<'_>, object: &Arc<ObjectDef>, data: &Data, chance: &mut Chance) -> Json {
    if chance.percent(3) {
        return json!({"field": "id", "op": "in", "value": [data.some_id(&object.key, chance).to_string()]});
    }
    let Some((text, field)) = path(parser, object, chance, &|_| true) else { return json!({"and": []}) };
    let operator = *chance.one(field.operators());
    json!({"field": text, "op": operator.word(), "value": operand(&field, operator, data, chance)})
}

fn operand(field: &FieldDef, operator: Operator, data: &Data, chance: &mut Chance) -> Json {
    let kind = field.value_kind();
    let target = field.to.clone().unwrap_or_default();
    let one = |chance: &mut Chance| match kind {
        Kind::Link if chance.percent(10) && target == "user" => json!("me"),
        Kind::Link => json!(data.some_id(&target, chance).to_string()),
        _ => some_json(field, chance),
    };
    match operator {
        Operator::IsEmpty | Operator::IsNotEmpty => Json::Null,
        Operator::In | Operator::NotIn => {
            json!((0..chance.below(4)).map(|_| one(chance)).collect::<Vec<_>>())
        }
        Operator::HasAny | Operator::HasAll | Operator::HasNone => {
            json!(
                (0..chance.below(3))
                    .flat_map(|_| one(chance).as_array().cloned().unwrap_or_default())
                    .collect::<Vec<_>>()
            )
        }
        Operator::Between => {
            let mut ends = [one(chance), one(chance)];
            if kind == Kind::Money {
                ends[1]["currency"] = ends[0]["currency"].clone();
                if let Some(whole) = ends[1]["amount"].as_str() {
                    ends[1]["amount"] = json!(whole);
                }
            }
            if chance.percent(30) {
                ends[chance.below(2)] = Json::Null;
            }
            json!(ends)
        }
        Operator::Within | Operator::AnniversaryWithin => relative(chance),
        Operator::Contains
        | Operator::NotContains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::CityIs
        | Operator::CountryIs
        | Operator::PostalCodeStartsWith => {
            json!(*chance.one(&[
                "a",
                "ACM",
                "петр",
                "ž",
                "🙂",
                "%",
                "_",
                "'",
                "\\",
                "",
                "example",
                "40123",
                "+386",
                "040",
                "1000",
                "ljubljana",
                "si"
            ]))
        }
        _ if kind == Kind::Timestamp && chance.percent(50) => {
            json!(*chance.one(&["2024-12-31", "2025-06-15", "2024-03-31"]))
        }
        _ if kind.multiple() => {
            one(chance).as_array().and_then(|items| items.first().cloned()).unwrap_or_default()
        }
        _ => one(chance),
    }
}

fn relative(chance: &mut Chance) -> Json {
    let unit = *chance.one(&["day", "week", "month", "quarter", "year"]);
    match chance.below(4) {
        0 => json!({"last": chance.below(40), "unit": unit}),
        1 => json!({"next": chance.below(40), "unit": unit}),
        2 => json!({"this": unit}),
        _ => json!({"previous": unit}),
    }
}

fn linked(
    parser: &Parser<'_>,
    object: &Arc<ObjectDef>,
    data: &Data,
    chance: &mut Chance,
    depth: usize,
) -> Option<Json> {
    let links = parser.dictionary.inverse_links(&object.key);
    let link = if links.is_empty() { return None } else { chance.one(links) };
    let from = parser.dictionary.object(&link.object)?;
    if parser.visibility.scope(&link.object) == Scope::Nothing
        || !parser.visibility.may_read(&link.object, &link.field)
    {
        return None;
    }
    let mut json = json!({"linked": format!("{}.{}", link.object, link.field)});
    if chance.percent(50) {
        json["where"] = filter(parser, from, data, chance, depth.saturating_sub(2));
    }
    if chance.percent(60) {
        json["having"] = (0..1 + chance.below(2)).map(|_| having(parser, from, data, chance)).collect();
    }
    Some(json)
}

fn having(parser: &Parser<'_>, from: &Arc<ObjectDef>, data: &Data, chance: &mut Chance) -> Json {
    let operator = *chance.one(&[
        Operator::Is,
        Operator::Lt,
        Operator::Lte,
        Operator::Gt,
        Operator::Gte,
        Operator::Between,
    ]);
    let fields: Vec<&Arc<FieldDef>> = from
        .fields
        .iter()
        .filter(|field| {
            field.value_kind().summable() && !field.is_rollup() && parser.path(from, &field.key).is_ok()
        })
        .collect();
    let measure = *chance.one(&["count", "sum", "avg", "min", "max", "last"]);
    if measure == "count" || fields.is_empty() {
        let value =
            if operator == Operator::Between { json!([1, chance.below(4)]) } else { json!(chance.below(4)) };
        return json!({"measure": "count", "op": operator.word(), "value": value});
    }
    let field = chance.one(&fields);
    json!({"measure": measure, "field": field.key, "op": operator.word(), "value": operand(field, operator, data, chance)})
}

/// Now and then, for objects that name such pairs: records with one value, sorted within it, which walk an index of both.
pub fn paired(
    parser: &Parser<'_>,
    object: &Arc<ObjectDef>,
    data: &Data,
    chance: &mut Chance,
) -> Option<(Json, String)> {
    if object.pairs.is_empty() || chance.below(3) > 0 {
        return None;
    }
    let (within, by) = object.pairs[chance.below(object.pairs.len())];
    let readable = |field: &str| parser.visibility.may_read(&object.key, field);
    if !readable(within) || !readable(by) {
        return None;
    }
    let value = operand(object.field(within)?, Operator::Is, data, chance);
    let one = json!({"field": within, "op": "is", "value": value});
    let further = if chance.below(2) == 0 { json!({"field": by, "op": "is_not_empty"}) } else { one.clone() };
    let filter = json!({"and": [further, filter(parser, object, data, chance, 1), one]});
    Some((filter, format!("{}{by}", if chance.below(2) == 0 { "-" } else { "" })))
}

pub fn sort(parser: &Parser<'_>, object: &Arc<ObjectDef>, chance: &mut Chance) -> String {
    let mut items = Vec::new();
    for _ in 0..chance.below(4) {
        let sign = if chance.percent(50) { "-" } else { "" };
        if chance.percent(5) {
            items.push(format!("{sign}id"));
        } else if let Some((text, _)) = path(parser, object, chance, &|field| field.sortable()) {
            items.push(format!("{sign}{text}"));
        }
    }
    items.join(",")
}

pub fn fields(parser: &Parser<'_>, object: &Arc<ObjectDef>, chance: &mut Chance) -> String {
    if chance.percent(50) {
        return String::new();
    }
    let items: Vec<String> =
        (0..1 + chance.below(6)).filter_map(|_| Some(path(parser, object, chance, &|_| true)?.0)).collect();
    items.join(",")
}

pub fn grouping(parser: &Parser<'_>, object: &Arc<ObjectDef>, chance: &mut Chance) -> Json {
    let mut by = Vec::new();
    let mut lists = 0;
    for _ in 0..chance.below(3) {
        let accepts = |field: &FieldDef| field.groupable() || field.value_kind() == Kind::PostalAddress;
        let Some((text, field)) = path(parser, object, chance, &accepts) else { continue };
        let several = field.value_kind().multiple();
        let country = field.value_kind() == Kind::PostalAddress;
        if several && (text.contains('.') && !country || lists > 0) {
            continue;
        }
        lists += usize::from(several);
        let time = matches!(field.value_kind(), Kind::Date | Kind::Timestamp);
        let bucket = if time && chance.percent(80) {
            let moment = field.value_kind() == Kind::Timestamp;
            json!(*chance.one(&[
                "day",
                "week",
                "month",
                "quarter",
                "year",
                "weekday",
                if moment { "hour" } else { "year" }
            ]))
        } else if country {
            json!("country")
        } else {
            Json::Null
        };
        let band = field.value_kind().summable() && chance.percent(40);
        let band = if band { json!(*chance.one(&[1, 7, 1000])) } else { Json::Null };
        by.push(json!({"field": text, "bucket": bucket, "band": band}));
    }
    let mut measures = Vec::new();
    for _ in 0..chance.below(4) {
        let measure = *chance.one(&["count", "sum", "avg", "min", "max", "median", "distinct"]);
        // Anything can be counted.
        let accepts =
            |field: &FieldDef| !field.is_rollup() && (measure == "count" || field.value_kind().summable());
        match path(parser, object, chance, &accepts) {
            Some((text, _)) if measure != "count" || chance.percent(60) => {
                measures.push(json!({"measure": measure, "field": text}))
            }
            _ => measures.push(json!({"measure": "count"})),
        }
    }
    json!({"by": by, "measures": measures, "limit": 1 + chance.below(30), "column": chance.below(8), "descending": chance.percent(50)})
}

pub fn group_query<'a>(
    parser: &Parser<'_>,
    query: Query<'a>,
    grouping: &Json,
    moment: &'a Moment,
) -> Result<GroupQuery<'a>> {
    let members = grouping.as_object().unwrap();
    let request = parser.groups(query.object, members)?;
    let columns = request.by.len() + request.measures.len();
    let column = grouping["column"].as_u64().unwrap() as usize;
    let sort = (column < columns).then(|| (column, grouping["descending"].as_bool().unwrap()));
    debug_assert!(request.measures.iter().all(|(gauge, _)| *gauge != Gauge::Of(Measure::Last)));
    Ok(GroupQuery { query, moment, by: request.by, measures: request.measures, sort, limit: request.limit })
}
