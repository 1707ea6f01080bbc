//! A record that is given to somebody by somebody else: the new owner hears of it, and of many given in one act once.

use super::{Kind, NewNotification, notify};
use records::RuleInput;
use store::event::Verb;
use vocabulary::{ActorKind, Channel, Result};

/// The group of the objects that are done: tasks, meetings, calls.
const TO_DO: &str = "activity";

pub(super) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let owner = input.meta().owner;
    let before = input.before.and_then(|before| before.meta.owner);
    let context = input.writing.context();
    let Some(user) = owner.filter(|_| owner != before && owner != context.actor.user) else { return Ok(()) };
    // Files and sample data bring what was decided long ago.
    if !matches!(input.verb, Verb::Created | Verb::Changed)
        || matches!(context.actor.channel, Channel::Import | Channel::Demo)
    {
        return Ok(());
    }
    // What Kith makes by itself, as the purchase of an accepted quote, is told where it asks to be done.
    let by_kith = context.actor.kind == ActorKind::System && input.verb == Verb::Created;
    if by_kith && input.object.group != TO_DO {
        return Ok(());
    }
    let (object, record) = (input.object.key.clone(), input.meta().id);
    let act = context.batch.unwrap_or_else(|| context.ids.next(context.now));
    // A lead that arrives brings its person and company along: one thing to hear of, not three.
    let key = format!("assigned:{act}");
    let new = NewNotification::about(user, Kind::Assigned, &object, record, key);
    notify(input.writing, &NewNotification { counted: true, ..new }).map(|_| ())
}
