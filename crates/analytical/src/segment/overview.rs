//! The segments one sees, each with how many belong to it and who came and went; and those a record belongs to.

use super::moves::daily;
use super::table::{Row, State, of, states};
use dictionary::Value;
use records::{FindRequest, ListSight, Names, Reading, Viewed};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::segment;
use std::collections::{HashMap, HashSet};
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result, Timestamp};

/// A segment as its viewer sees it.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    pub object: String,
    pub rule: Json,
    pub owner: Option<Id>,
    pub sight: ListSight,
}

/// One of the segments in an overview.
#[derive(Serialize)]
pub(super) struct Listed {
    id: Id,
    name: String,
    description: Option<String>,
    object: String,
    rule: Json,
    owner: Option<Id>,
    /// None where its rule looks at what the viewer may not see.
    count: Option<u64>,
    /// Members are still being gathered.
    gathering: bool,
    /// How many entered on each of the last thirty days, the last one today.
    entered: Vec<u32>,
    left: Vec<u32>,
    checked_at: Option<Timestamp>,
    differences: Option<i64>,
}

/// A segment, if the asker sees it.
pub(super) fn find(reading: &mut Reading<'_>, id: Id) -> Result<Segment> {
    let record = reading.get(segment::KEY, id)?;
    read(reading, &record).ok_or_else(Error::not_found)
}

fn read(reading: &Reading<'_>, record: &Viewed) -> Option<Segment> {
    let text = |field: &str| match record.value(field) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let object = text(segment::OF.key())?;
    Some(Segment {
        id: record.id(),
        name: text(segment::NAME.key()).unwrap_or_default(),
        description: text(segment::DESCRIPTION.key()),
        rule: serde_json::from_str(&text(segment::RULE.key())?).ok()?,
        owner: record.meta().owner,
        sight: reading.list_sight(&object, record.id()),
        object,
    })
}

/// All segments the asker sees, by name; those of one object when it is named.
pub(crate) fn all(reading: &mut Reading<'_>, object: Option<&str>) -> Result<Vec<Segment>> {
    let mut request = FindRequest {
        filter: object.map(|object| json!({"field": segment::OF.key(), "op": "is", "value": object})),
        sort: Some(Names::parse(segment::NAME.key())),
        limit: Some(200),
        ..FindRequest::default()
    };
    let mut found = Vec::new();
    loop {
        let list = reading.find(segment::KEY, &request)?;
        found.extend(list.data.iter().filter_map(|record| read(reading, record)));
        match list.next {
            Some(next) => request.cursor = Some(next),
            None => return Ok(found),
        }
    }
}

/// The segments whose members are still being gathered.
pub(crate) fn gathering(reading: &mut Reading<'_>) -> Result<HashSet<Id>> {
    let workspace = reading.context().workspace;
    let states = states(reading.reader(), workspace)?;
    let unready = states.into_iter().filter(|state| state.stage != super::table::KEPT);
    Ok(unready.map(|state| state.segment).collect())
}

/// How many members of a segment the asker sees.
pub(super) fn count(reading: &mut Reading<'_>, segment: &Segment) -> Result<Option<u64>> {
    if segment.sight == ListSight::Nothing {
        return Ok(None);
    }
    let request = FindRequest { filter: Some(json!({"member_of": segment.id})), ..FindRequest::default() };
    Ok(Some(reading.count(&segment.object, &request, None)?.value))
}

/// The overview.
pub(super) fn overview(reading: &mut Reading<'_>, object: Option<&str>) -> Result<Vec<Listed>> {
    let workspace = reading.context().workspace;
    let states: HashMap<Id, State> =
        states(reading.reader(), workspace)?.into_iter().map(|state| (state.segment, state)).collect();
    let mut listed = Vec::new();
    for one in all(reading, object)? {
        let count = count(reading, &one)?;
        let (entered, left) = daily(reading, &one)?;
        let state = states.get(&one.id);
        listed.push(Listed {
            count,
            gathering: state.is_none_or(|state| state.stage != super::table::KEPT),
            entered,
            left,
            checked_at: state.and_then(|state| state.checked_at),
            differences: state.and_then(|state| state.differences),
            id: one.id,
            name: one.name,
            description: one.description,
            object: one.object,
            rule: one.rule,
            owner: one.owner,
        });
    }
    Ok(listed)
}

/// A segment a record belongs to.
#[derive(Serialize)]
pub(super) struct Belongs {
    id: Id,
    name: String,
    since: Option<Timestamp>,
}

/// The segments a record belongs to, as far as the asker sees both.
pub(super) fn of_record(reading: &mut Reading<'_>, object: &str, id: Id) -> Result<Vec<Belongs>> {
    reading.get(object, id)?;
    let mut filter = of(reading.context().workspace);
    filter.push(Condition::Eq("record_id", id.into()));
    let select = Select::new("list_member", &["list_id", "since"], filter);
    let kept: HashMap<Id, Timestamp> = Row::all(reading.reader(), &select)?
        .into_iter()
        .map(|mut row| Ok((row.id()?, row.at()?)))
        .collect::<Result<_>>()?;
    let mut found = Vec::new();
    for one in all(reading, Some(object))? {
        let since = match one.sight {
            ListSight::Nothing => continue,
            ListSight::Whole => match kept.get(&one.id) {
                Some(since) => Some(*since),
                None => continue,
            },
            ListSight::Part => {
                let both = json!({"and": [{"member_of": one.id}, {"field": "id", "op": "is", "value": id}]});
                let request = FindRequest { filter: Some(both), ..FindRequest::default() };
                if reading.count(object, &request, Some(1))?.value == 0 {
                    continue;
                }
                None
            }
        };
        found.push(Belongs { id: one.id, name: one.name, since });
    }
    Ok(found)
}
