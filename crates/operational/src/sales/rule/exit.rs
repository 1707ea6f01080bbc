//! A stage is left for a later one only with what it needs: each field that is still empty is a problem of its own, so that whoever
//! moves the deal can be asked for it on the spot.

use crate::sales::house::{can_be_asked, found, is, linked_id};
use dictionary::Value;
use records::{Rule, RuleInput, Viewed};
use standard::{deal, stage};
use store::event::Verb;
use vocabulary::{Error, Id, Problem, Result};

pub(super) const RULE: Rule = Rule { name: "exit criteria", object: deal::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb != Verb::Changed || !input.changes(deal::STAGE.key()) || !can_be_asked(input) {
        return Ok(());
    }
    let from = linked_id(Some(input.old_value(deal::STAGE.key())));
    let to = linked_id(Some(input.value(deal::STAGE.key())));
    let pipeline = linked_id(Some(input.value(deal::PIPELINE.key())));
    let (Some(from), Some(to), Some(pipeline)) = (from, to, pipeline) else { return Ok(()) };
    let stages = found(
        input.writing,
        stage::KEY,
        is(stage::PIPELINE.key(), pipeline.to_string()),
        stage::POSITION.key(),
        200,
    )?;
    let problems = passed(&stages, from, to)
        .into_iter()
        .flat_map(|stage| missing(input, stage))
        .fold(Vec::new(), each_field_once);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// The open stages that are left behind: the one the deal stands in, and those it skips. None when it is lost or goes back.
pub(crate) fn passed(stages: &[Viewed], from: Id, to: Id) -> Vec<&Viewed> {
    let place = |id: Id| stages.iter().position(|stage| stage.id() == id);
    let (Some(from), Some(target)) = (place(from), place(to)) else { return Vec::new() };
    let kind_of = |stage: &Viewed| stage.value(stage::KIND.key()).cloned().unwrap_or_default();
    let kind = |word: &str| Value::Text(word.to_string());
    if stages.get(target).is_none_or(|stage| kind_of(stage) == kind("lost")) {
        return Vec::new();
    }
    let range = stages.get(from..target).unwrap_or_default();
    range.iter().filter(|stage| kind_of(stage) == kind("open")).collect()
}

fn missing(input: &RuleInput<'_, '_>, stage: &Viewed) -> Vec<Problem> {
    let Some(Value::List(keys)) = stage.value(stage::EXIT_FIELDS.key()) else { return Vec::new() };
    let title = stage.title().unwrap_or_default();
    let field = |key: &String| input.object.field(key).filter(|_| input.value(key).is_null());
    keys.iter()
        .filter_map(field)
        .map(|field| {
            let text = format!("{} is needed before a deal leaves “{title}”.", field.label);
            Problem::new(field.key.clone(), "required", text)
        })
        .collect()
}

fn each_field_once(mut known: Vec<Problem>, next: Problem) -> Vec<Problem> {
    if !known.iter().any(|problem| problem.field == next.field) {
        known.push(next);
    }
    known
}
