//! Why records belong to a segment: each condition of its rule, whether it holds, and what stands in the record.

use super::overview::Segment;
use dictionary::Value;
use records::{FindRequest, GroupRequest, ListSight, Names, Reading};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Error, Id, Result};

/// Records asked for at once.
pub(super) const MOST: usize = 200;

/// The conditions of a rule, and how records stand to each.
#[derive(Serialize)]
pub(super) struct Reasons {
    /// Each a filter of its own; all hold together.
    conditions: Vec<Json>,
    /// By record: parallel to the conditions.
    records: BTreeMap<Id, Vec<Reason>>,
}

/// How a record stands to a condition.
#[derive(Clone, Default, Serialize)]
pub(super) struct Reason {
    met: bool,
    facts: Vec<Fact>,
}

/// What stands in the record, or is worked out from those that link to it.
#[derive(Clone, Serialize)]
pub(super) struct Fact {
    /// A field, also over links; or else a link from elsewhere such as `purchase.person`.
    field: Option<String>,
    linked: Option<String>,
    measure: Option<String>,
    value: Json,
}

/// Why these records belong, or do not.
pub(super) fn reasons(reading: &mut Reading<'_>, segment: &Segment, ids: &[Id]) -> Result<Reasons> {
    if segment.sight == ListSight::Nothing {
        return Err(Error::not_found());
    }
    if ids.len() > MOST {
        return Err(Error::invalid("ids", "too_long", format!("At most {MOST} records at once.")));
    }
    let conditions = match segment.rule.get("and").and_then(Json::as_array) {
        Some(parts) => parts.clone(),
        None => vec![segment.rule.clone()],
    };
    let object = segment.object.clone();
    let seen = values(reading, &object, ids, &conditions)?;
    let mut records: BTreeMap<Id, Vec<Reason>> =
        seen.keys().map(|id| (*id, vec![Reason::default(); conditions.len()])).collect();
    for (place, condition) in conditions.iter().enumerate() {
        let met = meeting(reading, &object, ids, condition)?;
        let counted = linked(reading, ids, condition)?;
        for (id, reasons) in &mut records {
            let Some(reason) = reasons.get_mut(place) else { continue };
            reason.met = met.contains(id);
            let own = fields(condition).into_iter().map(|field| Fact {
                value: seen.get(id).and_then(|values| values.get(&field)).cloned().unwrap_or_default(),
                field: Some(field),
                linked: None,
                measure: None,
            });
            reason.facts.extend(own);
            reason.facts.extend(counted.iter().map(|one| Fact {
                field: None,
                linked: Some(one.linked.clone()),
                measure: one.measure.clone(),
                value: one.values.get(id).cloned().unwrap_or_else(|| one.without.clone()),
            }));
        }
    }
    Ok(Reasons { conditions, records })
}

/// The values of all fields the conditions look at, of those records the asker sees.
fn values(
    reading: &mut Reading<'_>,
    object: &str,
    ids: &[Id],
    conditions: &[Json],
) -> Result<HashMap<Id, Map<String, Json>>> {
    let paths: BTreeSet<String> = conditions.iter().flat_map(fields).collect();
    let names = std::iter::once("title".to_string()).chain(paths).collect();
    let request = FindRequest {
        filter: Some(json!({"field": "id", "op": "in", "value": ids})),
        fields: Some(Names(names)),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    let list = reading.find(object, &request)?;
    let shown = list.data.iter().filter_map(|record| match serde_json::to_value(record) {
        Ok(Json::Object(parts)) => Some((record.id(), parts)),
        _ => None,
    });
    Ok(shown.collect())
}

/// The fields a condition looks at, but for those of linked records.
fn fields(condition: &Json) -> Vec<String> {
    match condition {
        Json::Object(parts) if parts.contains_key("linked") => Vec::new(),
        Json::Object(parts) => {
            let own = parts.get("field").and_then(Json::as_str).map(str::to_string);
            let below = ["and", "or", "not"].iter().filter_map(|word| parts.get(*word)).flat_map(fields);
            own.into_iter().chain(below).filter(|field| field != "id").collect()
        }
        Json::Array(items) => items.iter().flat_map(fields).collect(),
        _ => Vec::new(),
    }
}

fn meeting(reading: &mut Reading<'_>, object: &str, ids: &[Id], condition: &Json) -> Result<HashSet<Id>> {
    let both = json!({"and": [{"field": "id", "op": "in", "value": ids}, condition]});
    let request = FindRequest {
        filter: Some(both),
        fields: Some(Names::parse("title")),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    Ok(reading.find(object, &request)?.data.iter().map(records::Viewed::id).collect())
}

/// What was worked out from linked records, by the record they link to.
struct Counted {
    linked: String,
    measure: Option<String>,
    values: HashMap<Id, Json>,
    /// For a record nothing links to.
    without: Json,
}

fn linked(reading: &mut Reading<'_>, ids: &[Id], condition: &Json) -> Result<Vec<Counted>> {
    let mut found = Vec::new();
    for one in tests_of_linked(condition) {
        let Some((object, link)) =
            one.get("linked").and_then(Json::as_str).and_then(|text| text.split_once('.'))
        else {
            continue;
        };
        let among = json!({"field": link, "op": "in", "value": ids});
        let filter = match one.get("where").filter(|filter| !filter.is_null()) {
            Some(filter) => json!({"and": [among, filter]}),
            None => among,
        };
        // The last value and bounds on nothing are told as a count.
        let mut measures = vec![json!({"measure": "count"})];
        for having in one.get("having").and_then(Json::as_array).into_iter().flatten() {
            let measure = having.get("measure").and_then(Json::as_str).unwrap_or_default();
            if let (Some(field), true) = (having.get("field"), measure != "last") {
                measures.push(json!({"measure": measure, "field": field}));
            }
        }
        let request = GroupRequest {
            filter: Some(filter),
            by: json!([{"field": link}]),
            measures: Json::Array(measures.clone()),
            limit: json!(10_000),
            ..GroupRequest::default()
        };
        let groups = reading.groups(object, &request)?;
        for (place, measure) in measures.iter().enumerate() {
            let counts = measure.get("field").is_none();
            let mut values: HashMap<Id, Json> = HashMap::new();
            for group in &groups.groups {
                let Some((Value::Link(to), _)) = group.key.first() else { continue };
                let value = group.values.get(place).map(Value::to_json).unwrap_or_default();
                match values.get_mut(&to.id).filter(|_| counts) {
                    // With money among the measures, groups are per currency.
                    Some(known) => *known = json!(known.as_i64().unwrap_or(0) + value.as_i64().unwrap_or(0)),
                    None => {
                        values.entry(to.id).or_insert(value);
                    }
                }
            }
            found.push(Counted {
                linked: format!("{object}.{link}"),
                measure: Some(match measure.get("field").and_then(Json::as_str) {
                    Some(field) => format!(
                        "{}:{field}",
                        measure.get("measure").and_then(Json::as_str).unwrap_or_default()
                    ),
                    None => "count".to_string(),
                }),
                values,
                without: if counts { json!(0) } else { Json::Null },
            });
        }
    }
    Ok(found)
}

fn tests_of_linked(condition: &Json) -> Vec<&Map<String, Json>> {
    match condition {
        Json::Object(parts) if parts.contains_key("linked") => vec![parts],
        Json::Object(parts) => ["and", "or", "not"]
            .iter()
            .filter_map(|word| parts.get(*word))
            .flat_map(tests_of_linked)
            .collect(),
        Json::Array(items) => items.iter().flat_map(tests_of_linked).collect(),
        _ => Vec::new(),
    }
}
