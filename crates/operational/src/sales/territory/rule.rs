//! What is done inside the write of a record that is in a territory, and of a territory itself.

use super::map::{OBJECTS, Territories};
use super::sort::{enqueue_all, enqueue_company};
use crate::sales::house::{link, linked_id, text_of};
use dictionary::Value;
use records::{Rule, RuleInput};
use serde_json::Value as Json;
use standard::{company, deal, lead, territory};
use store::event::Verb;
use vocabulary::{Error, Id, Result};

/// The rules: records first, then territories.
pub(super) static RULES: &[Rule] = &[
    Rule { name: "territory of a company", object: company::KEY, run: put },
    Rule { name: "territory of a lead", object: lead::KEY, run: put },
    Rule { name: "territory of a deal", object: deal::KEY, run: put },
    Rule { name: "territories", object: territory::KEY, run: check },
];

/// Where a record is.
pub(super) const FIELD: &str = "territory";
/// Why.
pub(super) const BECAUSE: &str = "territory_because";

/// Puts a record into its territory. What came to its end stays where it was: its numbers belong to that time.
fn put(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed | Verb::Restored)
        || (is_there(input) && is_over(&input.object.key, &|field| Some(input.old_value(field).clone())))
    {
        return Ok(());
    }
    let workspace = input.writing.context().workspace;
    let map = Territories::read(input.writing.writer(), workspace)?;
    let object = input.object.key.clone();
    let found = if map.places.is_empty() { None } else { of_own(input, &map, &object)? };
    let found = match found {
        Some(id) => Some((id, "rule")),
        None if object != company::KEY && !map.places.is_empty() => {
            let company = input.linked("company")?;
            company.and_then(|company| linked_id(Some(company.value(FIELD)))).map(|id| (id, "company"))
        }
        None => None,
    };
    let before = linked_id(Some(input.value(FIELD)));
    if before == found.map(|(id, _)| id) && text_of(Some(input.value(BECAUSE))) == found.map(|(_, why)| why) {
        return Ok(());
    }
    input.set(FIELD, found.map_or(Value::Null, |(id, _)| link(id)))?;
    input.set(BECAUSE, found.map_or(Value::Null, |(_, why)| Value::Text(why.to_string())))?;
    if object == company::KEY && input.before.is_some() {
        let id = input.meta().id;
        enqueue_company(input.writing, id)?;
    }
    Ok(())
}

/// The first territory whose condition the record meets, as it is about to stand.
fn of_own(input: &mut RuleInput<'_, '_>, map: &Territories, object: &str) -> Result<Option<Id>> {
    let (places, filters): (Vec<Id>, Vec<Json>) =
        map.conditions(object).into_iter().map(|(place, filter)| (place.id, filter.clone())).unzip();
    let met = input.meets(&filters)?;
    Ok(places.into_iter().zip(met).find(|(_, met)| *met).map(|(id, _)| id))
}

fn is_there(input: &RuleInput<'_, '_>) -> bool {
    !input.old_value(FIELD).is_null()
}

/// Whether a record has come to its end, by its values.
pub(super) fn is_over(object: &str, value: &dyn Fn(&str) -> Option<Value>) -> bool {
    let word = |field: &str| value(field).and_then(|value| text_of(Some(&value)).map(str::to_string));
    match object {
        deal::KEY => word(deal::OUTCOME.key()).is_some_and(|outcome| outcome != "open"),
        lead::KEY => matches!(word(lead::STATE.key()).as_deref(), Some("converted" | "disqualified")),
        _ => false,
    }
}

/// A territory has conditions that can be read, and is not inside itself. When what it holds changes, all is looked through.
fn check(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if matches!(input.verb, Verb::Created | Verb::Changed) {
        for (object, field) in OBJECTS {
            readable(input, object, field)?;
        }
        not_inside_itself(input)?;
    }
    let fields = [
        territory::PARENT.key(),
        territory::POSITION.key(),
        territory::COMPANIES.key(),
        territory::LEADS.key(),
        territory::DEALS.key(),
    ];
    if input.verb != Verb::Changed || fields.iter().any(|field| input.changes(field)) {
        let removed = matches!(input.verb, Verb::Removed | Verb::Purged);
        if !removed {
            input.set(territory::SORTED_AT.key(), Value::Null)?;
        }
        enqueue_all(input.writing, removed)?;
    }
    Ok(())
}

fn readable(input: &mut RuleInput<'_, '_>, object: &str, field: &str) -> Result<()> {
    let Value::Text(text) = input.value(field) else { return Ok(()) };
    let filter: Json = serde_json::from_str(text)
        .map_err(|_| Error::invalid(field, "malformed", "Send the filter as JSON in a text."))?;
    let house = input.writing.context().unlimited();
    match input.writing.acting(&house, |writing| writing.reading().check_filter(object, &filter)) {
        Err(Error::Invalid(problems)) => {
            let text = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            Err(Error::invalid(field, "malformed", text))
        }
        other => other,
    }
}

fn not_inside_itself(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let (id, workspace) = (input.meta().id, input.writing.context().workspace);
    let Some(parent) = linked_id(Some(input.value(territory::PARENT.key()))) else { return Ok(()) };
    let map = Territories::read(input.writing.writer(), workspace)?;
    if parent == id || map.around(parent).iter().any(|place| place.id == id) {
        let text = "A territory cannot be part of itself.";
        return Err(Error::invalid(territory::PARENT.key(), "circular", text));
    }
    Ok(())
}
