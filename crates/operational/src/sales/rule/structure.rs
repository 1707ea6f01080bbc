//! What keeps pipelines whole: a stage or pipeline with deals in it is not removed from under them, and what a stage needs to be
//! left is something a deal has.

use crate::sales::house::{counted, is};
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::{deal, pipeline, stage};
use store::event::Verb;
use vocabulary::{Conflict, Error, Problem, Result};

pub(super) const STAGE_RULE: Rule =
    Rule { name: "stages and their deals", object: stage::KEY, run: of_stage };
pub(super) const PIPELINE_RULE: Rule =
    Rule { name: "pipelines and their deals", object: pipeline::KEY, run: of_pipeline };

fn of_stage(input: &mut RuleInput<'_, '_>) -> Result<()> {
    match input.verb {
        Verb::Removed => {
            let text = "Name the stage they go to: POST /stages/{id}/removal with move_to.";
            refuse_with_deals(input, deal::STAGE.key(), text)
        }
        Verb::Changed if input.changes(stage::PIPELINE.key()) => {
            let text = "A stage goes to another pipeline only without deals: move them first.";
            refuse_with_deals(input, deal::STAGE.key(), text)?;
            check_exit_fields(input)
        }
        Verb::Created | Verb::Changed => check_exit_fields(input),
        _ => Ok(()),
    }
}

fn of_pipeline(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb != Verb::Removed {
        return Ok(());
    }
    let text = "Move them to another pipeline first, or make this one inactive: then nothing new enters it.";
    refuse_with_deals(input, deal::PIPELINE.key(), text)
}

fn refuse_with_deals(input: &mut RuleInput<'_, '_>, field: &str, what_to_do: &str) -> Result<()> {
    let filter = is(field, input.meta().id.to_string());
    let label = input.object.label.to_lowercase();
    let told = match counted(input.writing, deal::KEY, filter, 10_000)? {
        0 => return Ok(()),
        1 => format!("A deal stands in this {label}."),
        10_000 => format!("10,000 deals or more stand in this {label}."),
        count => format!("{count} deals stand in this {label}."),
    };
    Err(Error::Conflict(Conflict::Other, format!("{told} {what_to_do}")))
}

fn check_exit_fields(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let Value::List(keys) = input.value(stage::EXIT_FIELDS.key()).clone() else { return Ok(()) };
    let object = input.writing.dictionary().object(deal::KEY).cloned();
    let writable = |key: &str| {
        object.as_ref().and_then(|object| object.field(key)).is_some_and(|field| !field.read_only())
    };
    let problems: Vec<Problem> = keys
        .iter()
        .filter(|key| !writable(key))
        .map(|key| {
            let text = format!("A deal has no field “{key}” that somebody could fill in.");
            Problem::new(stage::EXIT_FIELDS.key(), "unknown_field", text)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
