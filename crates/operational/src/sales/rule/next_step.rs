//! Where a pipeline requires it, an open deal has a next step: a line of its own, or a task that is still to be done.

use crate::sales::house::{can_be_asked, counted, is, text_of};
use records::{Rule, RuleInput};
use serde_json::json;
use standard::{deal, pipeline, task};
use store::event::Verb;
use vocabulary::{Error, Result};

pub(super) const RULE: Rule = Rule { name: "next step", object: deal::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let written = matches!(input.verb, Verb::Created | Verb::Changed);
    let open = text_of(Some(input.value(deal::OUTCOME.key()))) == Some("open");
    if !written || !open || !input.value(deal::NEXT_STEP.key()).is_null() || !can_be_asked(input) {
        return Ok(());
    }
    // A deal without one may be worked on; it may not move on, nor lose the one it had.
    let asked =
        input.before.is_none() || input.changes(deal::STAGE.key()) || input.changes(deal::NEXT_STEP.key());
    if !asked || !is_required(input)? || has_task(input)? {
        return Ok(());
    }
    let text = "Say what is done next: this pipeline requires it of open deals.";
    Err(Error::invalid(deal::NEXT_STEP.key(), "required", text))
}

fn is_required(input: &mut RuleInput<'_, '_>) -> Result<bool> {
    let found = input.linked(deal::PIPELINE.key())?;
    Ok(found.is_some_and(|found| text_of(Some(found.value(pipeline::NEXT_STEP.key()))) == Some("require")))
}

fn has_task(input: &mut RuleInput<'_, '_>) -> Result<bool> {
    if input.before.is_none() {
        return Ok(false);
    }
    let deal = input.meta().id.to_string();
    let filter = json!({"and": [is(task::DEAL.key(), deal), is(task::DONE.key(), false)]});
    Ok(counted(input.writing, task::KEY, filter, 1)? > 0)
}
