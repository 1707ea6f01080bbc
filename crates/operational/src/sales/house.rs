//! What rules and operations of sales share: reading for the house, and who is asked.

use dictionary::{LinkValue, Value};
use records::{Context, FindRequest, Input, Names, RuleInput, Viewed, Writing};
use serde_json::{Value as Json, json};
use vocabulary::{Actor, ActorKind, Channel, Error, Id, Result};

/// A page of records of an object, found for the house whoever acts.
pub(crate) fn found(
    writing: &mut Writing<'_>,
    object: &str,
    filter: Json,
    sort: &str,
    limit: usize,
) -> Result<Vec<Viewed>> {
    let house = writing.context().unlimited();
    let request = FindRequest {
        filter: Some(filter),
        sort: (!sort.is_empty()).then(|| Names::parse(sort)),
        limit: Some(limit),
        ..FindRequest::default()
    };
    writing.acting(&house, |writing| Ok(writing.reading().find(object, &request)?.data))
}

/// How many records a filter finds for the house, up to a cap.
pub(crate) fn counted(writing: &mut Writing<'_>, object: &str, filter: Json, cap: u64) -> Result<u64> {
    let house = writing.context().unlimited();
    let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
    writing.acting(&house, |writing| Ok(writing.reading().count(object, &request, Some(cap))?.value))
}

/// A record looked at for the house; none when it is gone.
pub(crate) fn looked_at(writing: &mut Writing<'_>, object: &str, id: Id) -> Result<Option<Viewed>> {
    let house = writing.context().unlimited();
    match writing.acting(&house, |writing| writing.reading().get(object, id)) {
        Ok(record) => Ok(Some(record)),
        Err(Error::NotFound(_) | Error::Merged(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The circumstances of what Kith does by itself for somebody's act: without their limits, and free of what only people are asked.
pub(crate) fn by_itself(context: &Context) -> Context {
    let actor = Actor {
        kind: ActorKind::System,
        id: None,
        user: context.actor.user,
        name: context.actor.name.clone(),
        channel: context.actor.channel,
        source: None,
    };
    Context { actor, ..context.unlimited() }
}

/// Whether somebody is there to be asked: what was decided elsewhere, in a file or the demo company, is taken as it is.
pub(crate) fn can_be_asked(input: &RuleInput<'_, '_>) -> bool {
    let actor = &input.writing.context().actor;
    !matches!(actor.channel, Channel::Import | Channel::Demo)
        && !matches!(actor.kind, ActorKind::Import | ActorKind::System)
}

/// The id a link holds.
pub(crate) fn linked_id(value: Option<&Value>) -> Option<Id> {
    match value {
        Some(Value::Link(LinkValue { id, .. })) => Some(*id),
        _ => None,
    }
}

/// The text a field holds.
pub(crate) fn text_of(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// A link to a record.
pub(crate) fn link(id: Id) -> Value {
    Value::Link(LinkValue { id, title: None })
}

/// The condition that a field is a value.
pub(crate) fn is(field: &str, value: impl Into<Json>) -> Json {
    json!({"field": field, "op": "is", "value": value.into()})
}

/// Fields of a record from pairs.
pub(crate) fn input<const N: usize>(pairs: [(&str, Json); N]) -> Input {
    pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}
