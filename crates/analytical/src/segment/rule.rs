//! What is done inside the write of a segment: its rule is read with its writer's eyes, and filters know it from then on.

use super::table::{GONE, NEW, STALE, set_stage};
use dictionary::{KeptLists, Value};
use records::{NewKeptList, Rule, RuleInput};
use serde_json::Value as Json;
use standard::{audience, segment};
use std::collections::HashSet;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule { name: "segments", object: segment::KEY, run: keep },
    Rule { name: "audiences", object: audience::KEY, run: keep_frozen },
];

/// Filters know an audience as long as it is not in the trash. Its members are written by who freezes it.
fn keep_frozen(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let id = input.meta().id;
    match input.verb {
        Verb::Removed | Verb::Purged => input.writing.remove_list(id),
        Verb::Created | Verb::Restored => put_frozen(input, id),
        Verb::Changed if input.changes("owner") => put_frozen(input, id),
        Verb::Changed => Ok(()),
    }
}

fn put_frozen(input: &mut RuleInput<'_, '_>, id: Id) -> Result<()> {
    let (object, owner) = (text(input, audience::OF.key()), input.meta().owner);
    let filter = serde_json::from_str(&text(input, audience::RULE.key())).map_err(Error::internal)?;
    input.writing.put_list(&NewKeptList { id, noun: audience::KEY, owner, object, filter, frozen: true })
}

fn keep(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let id = input.meta().id;
    let (workspace, now) = (input.writing.context().workspace, input.writing.context().now);
    if matches!(input.verb, Verb::Removed | Verb::Purged) {
        input.writing.remove_list(id)?;
        return set_stage(input.writing.writer(), workspace, id, GONE, now);
    }
    let ruled = input.verb != Verb::Changed || input.changes(segment::RULE.key());
    if input.verb == Verb::Changed && input.changes(segment::OF.key()) {
        let text = "What its members are stays as it is: make another segment.";
        return Err(Error::invalid(segment::OF.key(), "read_only", text));
    }
    if !ruled && !input.changes("owner") {
        return Ok(());
    }
    let object = text(input, segment::OF.key());
    let rule: Json = serde_json::from_str(&text(input, segment::RULE.key()))
        .map_err(|_| wrong("Send the filter as JSON in a text.".to_string()))?;
    if ruled {
        readable(input, &object, &rule)?;
        not_of_itself(id, &rule, &input.writing.dictionary().lists)?;
    }
    let owner = input.meta().owner;
    let list = NewKeptList { id, noun: segment::KEY, owner, object, filter: rule, frozen: false };
    input.writing.put_list(&list)?;
    match input.verb {
        _ if !ruled => Ok(()),
        Verb::Changed => set_stage(input.writing.writer(), workspace, id, STALE, now),
        _ => set_stage(input.writing.writer(), workspace, id, NEW, now),
    }
}

fn text(input: &RuleInput<'_, '_>, field: &str) -> String {
    match input.value(field) {
        Value::Text(text) => text.trim().to_string(),
        _ => String::new(),
    }
}

fn wrong(text: String) -> Error {
    Error::invalid(segment::RULE.key(), "malformed", text)
}

/// A rule says the same to everybody, and looks at nothing its writer may not see.
fn readable(input: &mut RuleInput<'_, '_>, object: &str, rule: &Json) -> Result<()> {
    let reading = input.writing.reading();
    if reading.object(object).is_err() {
        return Err(Error::invalid(segment::OF.key(), "unknown_object", "There is no such object."));
    }
    let users = |key: &str| {
        let named = |object: &std::sync::Arc<dictionary::ObjectDef>| {
            object.field(key).is_some_and(|field| field.to.as_deref() == Some("user"))
        };
        reading.dictionary().objects().iter().any(named)
    };
    if asks_for_me(rule, &users) {
        return Err(wrong("“Me” is somebody else for everybody: name the person.".to_string()));
    }
    match reading.check_filter(object, rule) {
        Err(Error::Invalid(problems)) => {
            Err(wrong(problems.first().map(|problem| problem.message.clone()).unwrap_or_default()))
        }
        other => other,
    }
}

fn asks_for_me(rule: &Json, users: &dyn Fn(&str) -> bool) -> bool {
    match rule {
        Json::Object(parts) => {
            let field = parts.get("field").and_then(Json::as_str).unwrap_or_default();
            let last = field.rsplit('.').next().unwrap_or_default();
            let mine = |value: &Json| match value {
                Json::Array(items) => items.iter().any(|item| item == "me"),
                value => value == "me",
            };
            (parts.get("value").is_some_and(mine) && users(last))
                || parts.values().any(|part| asks_for_me(part, users))
        }
        Json::Array(items) => items.iter().any(|item| asks_for_me(item, users)),
        _ => false,
    }
}

/// A rule may ask for members of another segment, but not in a circle.
fn not_of_itself(id: Id, rule: &Json, lists: &KeptLists) -> Result<()> {
    let (mut seen, mut open) = (HashSet::new(), asked(rule));
    while let Some(next) = open.pop() {
        if next == id {
            return Err(wrong("A segment cannot depend on itself.".to_string()));
        }
        if seen.insert(next) {
            open.extend(lists.get(&next).map(|list| asked(&list.filter)).unwrap_or_default());
        }
    }
    Ok(())
}

/// The lists a rule asks for.
fn asked(rule: &Json) -> Vec<Id> {
    match rule {
        Json::Object(parts) => {
            let own = parts.get("member_of").and_then(Json::as_str).and_then(|text| text.parse().ok());
            own.into_iter().chain(parts.values().flat_map(asked)).collect()
        }
        Json::Array(items) => items.iter().flat_map(asked).collect(),
        _ => Vec::new(),
    }
}
