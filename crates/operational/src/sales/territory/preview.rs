//! `POST /territories/preview`: what would come into a territory and leave it if it were written like this. Nothing is changed.

use super::map::{OBJECTS, Place, Territories};
use crate::sales::target::through;
use records::{FindRequest, Names, Reading};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{company, deal, lead};
use vocabulary::{Error, Id, Result};

/// Records of each kind that are named.
const NAMED: usize = 5;
/// More are not counted.
const MOST: u64 = 100_000;

/// A territory as it would be.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    /// The one that would be changed; a new one when left out.
    #[serde(default)]
    pub(super) territory: Option<Id>,
    #[serde(default)]
    pub(super) parent: Option<Id>,
    #[serde(default)]
    pub(super) position: Option<i64>,
    #[serde(default)]
    pub(super) companies: Option<Json>,
    #[serde(default)]
    pub(super) leads: Option<Json>,
    #[serde(default)]
    pub(super) deals: Option<Json>,
}

/// What would come and go.
#[derive(Serialize)]
pub(super) struct Preview {
    objects: Vec<Moves>,
}

#[derive(Serialize)]
struct Moves {
    object: &'static str,
    /// Those that come by the condition on them.
    comes: Records,
    /// Those that come with their company.
    follows: u64,
    leaves: Records,
}

#[derive(Serialize)]
struct Records {
    count: u64,
    examples: Vec<Example>,
}

#[derive(Serialize)]
struct Example {
    id: Id,
    title: Option<String>,
}

pub(super) fn preview(reading: &mut Reading<'_>, draft: &Draft) -> Result<Preview> {
    let filters = [draft.companies.clone(), draft.leads.clone(), draft.deals.clone()];
    for ((object, field), filter) in OBJECTS.iter().zip(&filters) {
        if let Some(filter) = filter {
            reading.check_filter(object, filter).map_err(|error| named(error, field))?;
        }
    }
    let workspace = reading.context().workspace;
    let mut places = Territories::read(reading.reader(), workspace)?.places;
    let last = i64::try_from(places.len()).unwrap_or(i64::MAX) + 1;
    // What is not kept yet has an id that no other has.
    let id = draft.territory.unwrap_or(Id::from_bytes([0xff; 16]));
    let position = draft.position.or(places.iter().find(|place| place.id == id).map(|place| place.position));
    places.retain(|place| place.id != id);
    places.push(Place {
        id,
        name: String::new(),
        parent: draft.parent,
        owner: None,
        team: None,
        position: position.unwrap_or(last),
        filters,
    });
    let map = Territories::of(places);
    let mut objects = Vec::new();
    let companies = entering(&map, id, company::KEY);
    for (object, _) in OBJECTS {
        let open = match object {
            deal::KEY => json!({"field": "outcome", "op": "is", "value": "open"}),
            lead::KEY => json!({"field": "state", "op": "in", "value": ["new", "working", "qualified"]}),
            _ => json!({"and": []}),
        };
        let comes = match entering(&map, id, object) {
            Some(filter) => records(reading, object, json!({"and": [filter, open]}))?,
            None => Records { count: 0, examples: Vec::new() },
        };
        let follows = match companies.as_ref().filter(|_| object != company::KEY) {
            Some(filter) => {
                let filter = json!({"and": [through("company", filter), open, not_in(id)]});
                count(reading, object, filter)?
            }
            None => 0,
        };
        let leaves = match draft.territory {
            Some(_) => {
                let own = map.conditions(object).into_iter().find(|(place, _)| place.id == id);
                let meets = own.map_or(json!({"or": []}), |(_, filter)| filter.clone());
                let here = json!({"and": [
                    {"field": "territory", "op": "is", "value": id},
                    {"field": "territory_because", "op": "is", "value": "rule"},
                ]});
                records(reading, object, json!({"and": [here, {"not": meets}, open]}))?
            }
            None => Records { count: 0, examples: Vec::new() },
        };
        objects.push(Moves { object, comes, follows, leaves });
    }
    Ok(Preview { objects })
}

/// Those that meet the condition of a territory and of none that is asked before it, and are not there yet.
fn entering(map: &Territories, id: Id, object: &str) -> Option<Json> {
    let mut before = Vec::new();
    for (place, filter) in map.conditions(object) {
        if place.id == id {
            return Some(json!({"and": [filter, {"not": {"or": before}}, not_in(id)]}));
        }
        before.push(filter.clone());
    }
    None
}

fn not_in(id: Id) -> Json {
    json!({"not": {"field": "territory", "op": "is", "value": id}})
}

fn count(reading: &mut Reading<'_>, object: &str, filter: Json) -> Result<u64> {
    let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
    Ok(reading.count(object, &request, Some(MOST))?.value)
}

fn records(reading: &mut Reading<'_>, object: &str, filter: Json) -> Result<Records> {
    let count = count(reading, object, filter.clone())?;
    let request = FindRequest {
        filter: Some(filter),
        fields: Some(Names::parse("id")),
        limit: Some(NAMED),
        ..FindRequest::default()
    };
    let found = reading.find(object, &request)?.data;
    let examples =
        found.iter().map(|record| Example { id: record.id(), title: record.title().map(str::to_string) });
    Ok(Records { count, examples: examples.collect() })
}

/// Problems speak of the condition, not of a filter.
fn named(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(problems) => {
            let text = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            Error::invalid(field, "malformed", text)
        }
        other => other,
    }
}
