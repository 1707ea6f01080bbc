//! Freezing a segment: those who belong to it now, on a list that never changes.

use super::overview::find;
use super::table::Row;
use dictionary::{LinkValue, Value};
use records::{FindRequest, Input, ListSight, Names, Viewed, Writing, Written};
use serde_json::json;
use standard::audience;
use store::table::{Condition, Insert, Select};
use vocabulary::{Error, Id, Result};

/// Records of one statement.
const PAGE: usize = 200;

/// Freezes a segment. Only who sees all its rule looks at may: for others the list would say something else than the segment does.
pub(super) fn freeze(writing: &mut Writing<'_>, segment: Id, name: Option<String>) -> Result<Written> {
    let of = find(&mut writing.reading(), segment)?;
    if of.sight != ListSight::Whole {
        let text = "You see only a part of what this segment looks at: ask somebody who sees all of it to freeze it.";
        return Err(Error::Forbidden(text.to_string()));
    }
    let now = writing.context().now;
    let mut input = Input::new();
    let day = now.date_in(&writing.context().moment.zone);
    let name = name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    input.insert("name".to_string(), json!(name.unwrap_or_else(|| format!("{}, {day}", of.name))));
    let link = Value::Link(LinkValue { id: segment, title: None });
    let kept = vec![
        (audience::SEGMENT.key(), link),
        (audience::OF.key(), Value::Text(of.object.clone())),
        (audience::RULE.key(), Value::Text(of.rule.to_string())),
        (audience::FROZEN_AT.key(), Value::Timestamp(now)),
    ];
    let written = writing.create_made(audience::KEY, &input, kept)?;
    let id = written.id();
    let mut request = FindRequest {
        filter: Some(json!({"member_of": segment})),
        sort: Some(Names::parse("id")),
        fields: Some(Names::parse("id")),
        limit: Some(PAGE),
        ..FindRequest::default()
    };
    loop {
        let list = writing.reading().find(&of.object, &request)?;
        enlist(writing, id, list.data.iter().map(Viewed::id))?;
        match list.next {
            Some(next) => request.cursor = Some(next),
            None => return Ok(written),
        }
    }
}

/// Writes records down as those who are on an audience.
pub(crate) fn enlist(
    writing: &mut Writing<'_>,
    audience: Id,
    records: impl IntoIterator<Item = Id>,
) -> Result<()> {
    let (now, workspace) = (writing.context().now, writing.context().workspace);
    for record in records {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("list_id", audience.into()),
            ("record_id", record.into()),
            ("since", now.into()),
        ];
        writing.writer().insert(&Insert::new("list_member", values))?;
    }
    Ok(())
}

/// How many are on an audience, whoever of them still lives.
pub(super) fn size(writing: &mut Writing<'_>, audience: Id) -> Result<usize> {
    let filter = vec![
        Condition::Eq("workspace_id", writing.context().workspace.into()),
        Condition::Eq("list_id", audience.into()),
    ];
    Ok(Row::all(writing.writer(), &Select::new("list_member", &["record_id"], filter))?.len())
}
