//! A record that is given to somebody by somebody else: the new owner hears of it, and of many given in one act once.

use super::{Kind, NewNotification, notify};
use records::RuleInput;
use store::event::Verb;
use vocabulary::{Channel, Result};

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
    let (object, record) = (input.object.key.clone(), input.meta().id);
    let act = context.batch.unwrap_or_else(|| context.ids.next(context.now));
    let key = format!("assigned:{object}:{act}");
    let new = NewNotification::about(user, Kind::Assigned, &object, record, key);
    notify(input.writing, &NewNotification { counted: true, ..new }).map(|_| ())
}
