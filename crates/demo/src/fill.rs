//! Brings the demo company into a workspace, through the engine like everything else: each record in the name of the user
//! who looks after it, as if it had been entered at its own time.

use crate::{DemoCompany, DemoRecord};
use records::{ChangeRequest, Context, Engine, Writing};
use std::sync::Arc;
use vocabulary::{Actor, ActorKind, Id, Result, Timestamp};

/// Records per transaction: large enough to share its cost, small enough to let others write in between.
const CHUNK: usize = 500;

/// Writes all records of a demo company and tells `progress` how many are done. `context` has all rights. Blocks; answers
/// how many records were written.
pub fn fill(engine: &Arc<Engine>, context: &Context, company: &DemoCompany, progress: &mut dyn FnMut(u64)) -> Result<u64> {
    let mut records = company.records();
    let mut done = 0;
    loop {
        let chunk: Vec<(DemoRecord, Actor)> =
            records.by_ref().take(CHUNK).map(|record| with_actor(company, context, record)).collect();
        if chunk.is_empty() {
            return Ok(done);
        }
        done += chunk.len() as u64;
        engine.write(context, move |writing| chunk.iter().try_for_each(|(record, actor)| write(writing, record, actor)))?;
        progress(done);
    }
}

fn with_actor(company: &DemoCompany, context: &Context, record: DemoRecord) -> (DemoRecord, Actor) {
    let actor = actor_of(company, context, record.owner);
    (record, actor)
}

/// The owner, where the caller named users; else whoever fills.
fn actor_of(company: &DemoCompany, context: &Context, owner: Option<Id>) -> Actor {
    match owner.and_then(|owner| Some((owner, company.world.owner_name(owner)?))) {
        Some((owner, name)) => Actor {
            kind: ActorKind::User,
            id: Some(owner),
            user: Some(owner),
            name: name.to_string(),
            channel: context.actor.channel,
            source: None,
        },
        None => context.actor.clone(),
    }
}

fn write(writing: &mut Writing<'_>, record: &DemoRecord, actor: &Actor) -> Result<()> {
    let then = |now: Timestamp, writing: &Writing<'_>| Context { now, actor: actor.clone(), ..writing.context().clone() };
    let made = then(record.at, writing);
    writing.acting(&made, |writing| writing.create_prepared(record.object, record.id, record.owner, record.made_with()))?;
    for change in &record.changes {
        let request = ChangeRequest { id: record.id, version: None, fields: change.to_json() };
        let changed = then(change.at, writing);
        writing.acting(&changed, |writing| writing.change(record.object, &request))?;
    }
    Ok(())
}
