//! A stage is left for a later one only when the required steps of its playbooks are done: each that is not is a problem of its own.

use super::find::{Standing, is_given, playbooks, steps, ticks};
use crate::sales::house::{can_be_asked, found, is, linked_id, text_of};
use crate::sales::rule::passed;
use records::{Rule, RuleInput, Viewed};
use standard::{deal, playbook_step, stage};
use store::event::Verb;
use vocabulary::{Error, Id, Problem, Result};

pub(super) const RULE: Rule = Rule { name: "required steps of playbooks", object: deal::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb != Verb::Changed || !input.changes(deal::STAGE.key()) || !can_be_asked(input) {
        return Ok(());
    }
    let from = linked_id(Some(input.old_value(deal::STAGE.key())));
    let to = linked_id(Some(input.value(deal::STAGE.key())));
    let pipeline = linked_id(Some(input.value(deal::PIPELINE.key())));
    let (Some(from), Some(to), Some(pipeline)) = (from, to, pipeline) else { return Ok(()) };
    let of = is(stage::PIPELINE.key(), pipeline.to_string());
    let stages = found(input.writing, stage::KEY, of, stage::POSITION.key(), 200)?;
    let left: Vec<Id> = passed(&stages, from, to).into_iter().map(Viewed::id).collect();
    if left.is_empty() {
        return Ok(());
    }
    let standing = Standing::Deal { pipeline: Some(pipeline), stages: left };
    let record = input.meta().id;
    let house = input.writing.context().unlimited();
    let (needed, ticked) = input.writing.acting(&house, |writing| {
        let mut reading = writing.reading();
        let books = playbooks(&mut reading, &standing)?;
        let required = is(playbook_step::REQUIRED.key(), true);
        let needed = steps(&mut reading, &books, Some(required))?;
        let ticked =
            if needed.is_empty() { Default::default() } else { ticks(&mut reading, deal::KEY, record)? };
        Ok((needed, ticked))
    })?;
    let is_done = |step: &Viewed| {
        let field = text_of(step.value(playbook_step::FIELD.key()));
        let filled = field
            .is_some_and(|field| input.object.field(field).is_some() && is_given(Some(input.value(field))));
        let asks = text_of(step.value(playbook_step::KIND.key())) == Some("check");
        !asks || filled || ticked.contains_key(&step.id())
    };
    let problems: Vec<Problem> = needed
        .iter()
        .filter(|step| !is_done(step))
        .map(|step| {
            let text =
                format!("“{}” is to be done before the deal goes on.", step.title().unwrap_or_default());
            Problem::new(deal::STAGE.key(), "playbook_step", text)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
