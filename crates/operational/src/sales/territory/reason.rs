//! `GET /territories/reasons/{object}/{id}`: why a record is in its territory, condition by condition.

use super::map::{OBJECTS, Territories};
use crate::sales::house::{linked_id, text_of};
use records::Reading;
use serde::Serialize;
use serde_json::Value as Json;
use standard::company;
use vocabulary::{Error, Id, Result};

/// Why a record is where it is.
#[derive(Serialize)]
pub(super) struct Reason {
    /// The territory and those around it, from the inside; empty when it is in none.
    territories: Vec<Named>,
    /// `rule` or `company`.
    because: Option<String>,
    /// The company that took it along.
    company: Option<Id>,
    /// The conditions that were asked, in their sequence, up to the first that was met.
    asked: Vec<Asked>,
}

#[derive(Serialize)]
struct Named {
    id: Id,
    name: String,
}

#[derive(Serialize)]
struct Asked {
    territory: Id,
    name: String,
    filter: Json,
    met: bool,
}

pub(super) fn reason(reading: &mut Reading<'_>, object: &str, id: Id) -> Result<Reason> {
    let object =
        OBJECTS.iter().map(|(key, _)| *key).find(|key| *key == object).ok_or_else(Error::not_found)?;
    let record = reading.get(object, id)?;
    let workspace = reading.context().workspace;
    let map = Territories::read(reading.reader(), workspace)?;
    let mut asked = Vec::new();
    for (place, filter) in map.conditions(object) {
        // What somebody may not see of a record they do not learn from a condition on it either.
        if reading.check_filter(object, filter).is_err() {
            continue;
        }
        let met = reading.meets(object, id, std::slice::from_ref(filter))? == [true];
        asked.push(Asked { territory: place.id, name: place.name.clone(), filter: filter.clone(), met });
        if met {
            break;
        }
    }
    let territory = linked_id(record.value("territory"));
    let around = territory.map(|id| map.around(id)).unwrap_or_default();
    let because = text_of(record.value("territory_because")).map(str::to_string);
    let through = because.as_deref() == Some("company") && object != company::KEY;
    Ok(Reason {
        territories: around.iter().map(|place| Named { id: place.id, name: place.name.clone() }).collect(),
        company: linked_id(record.value("company")).filter(|_| through),
        because,
        asked,
    })
}
