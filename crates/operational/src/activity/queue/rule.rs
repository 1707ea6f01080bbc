//! Into a queue: a task that is put there is nobody's until somebody takes it.

use crate::sales::house::can_be_asked;
use records::{Rule, RuleInput};
use standard::task;
use store::event::Verb;
use vocabulary::Result;

pub(in crate::activity) const RULE: Rule = Rule { name: "tasks in queues", object: task::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let written = matches!(input.verb, Verb::Created | Verb::Changed);
    let queue = task::QUEUE.key();
    if !written || !input.changes(queue) || input.value(queue).is_null() || !can_be_asked(input) {
        return Ok(());
    }
    let owner = input.meta().owner;
    let kept = match input.before {
        // Whoever makes a task is its owner unless they name somebody else.
        None => owner == input.writing.context().actor.user,
        Some(before) => owner == before.meta.owner,
    };
    if kept { input.set_owner(None) } else { Ok(()) }
}
