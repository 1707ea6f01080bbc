//! A person in a plan has their own name, and listens to nobody who in the end listens to them.

use dictionary::{LinkValue, Value};
use records::{Rule, RuleInput};
use standard::plan_person as noun;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

pub(super) const RULE: Rule = Rule { name: "people of a plan", object: noun::KEY, run };

/// Steps of a chain that are looked at; a longer one is no map any more.
const MOST: usize = 50;

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let house = input.writing.context().unlimited();
    if input.changes(noun::PERSON.key())
        && let Some(person) = link(input.value(noun::PERSON.key()))
    {
        let name = input
            .writing
            .acting(&house, |writing| writing.reading().title_of(standard::person::KEY, person))?;
        input.set(noun::NAME.key(), name.map_or(Value::Null, Value::Text))?;
    }
    let Some(first) = link(input.value(noun::REPORTS_TO.key())) else { return Ok(()) };
    let (own, plan) = (input.meta().id, link(input.value(noun::COMPANY_PLAN.key())));
    let mut next = Some(first);
    for _ in 0..MOST {
        let Some(id) = next else { return Ok(()) };
        if id == own {
            return Err(wrong("circle", "In the end this person would report to themselves."));
        }
        let (of, above) = input.writing.acting(&house, |writing| {
            let found = writing.reading().get(noun::KEY, id)?;
            let at = |field: &str| found.value(field).and_then(link);
            Ok((at(noun::COMPANY_PLAN.key()), at(noun::REPORTS_TO.key())))
        })?;
        if of != plan {
            return Err(wrong("malformed", "Choose somebody of the same plan."));
        }
        next = above;
    }
    Err(wrong("too_many", "The chain is too long."))
}

fn wrong(code: &str, message: &str) -> Error {
    Error::invalid(noun::REPORTS_TO.key(), code, message)
}

fn link(value: &Value) -> Option<Id> {
    match value {
        Value::Link(LinkValue { id, .. }) => Some(*id),
        _ => None,
    }
}
