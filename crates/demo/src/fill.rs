//! Brings the demo company into a workspace, through the engine like everything else: each record in the name of the user
//! who looks after it, as if it had been entered at its own time.

use crate::{DemoCompany, DemoRecord};
use records::{ChangeRequest, Context, Engine, Writing};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use vocabulary::{Actor, ActorKind, Error, Id, Result, Timestamp};

/// Records of one request, unless there is memory for more: the more, the less often a page of an index is written.
pub const CHUNK: usize = 1000;
/// Requests handed over at a time: the next ones are made while the store is at work.
const AHEAD: usize = 4;

/// Writes all records of a demo company and tells `progress` how many are done. `context` has all rights. Blocks; answers
/// how many records were written. `chunk` records go into one request.
pub fn fill(
    engine: &Arc<Engine>,
    context: &Context,
    company: &DemoCompany,
    chunk: usize,
    progress: &mut dyn FnMut(u64),
) -> Result<u64> {
    let (sender, receiver) = channel();
    let all = company.records().chain(company.doubles());
    let mut records = all.map(|record| (actor_of(company, context, record.owner), record));
    let (size, mut under_way) = (chunk.max(1), 0);
    let mut done = 0;
    loop {
        let chunk: Vec<(Actor, DemoRecord)> = records.by_ref().take(size).collect();
        if chunk.is_empty() {
            break;
        }
        // Products and stages, which later changes look up, stand there before anything else is handed over. A database that works
        // on several at once has one only: they are about the same customers and would wait for each other.
        let alone = done < 2 * size as u64 || !engine.store().is_embedded();
        let most = if alone { 1 } else { AHEAD };
        hand_over(engine, context, chunk, &sender);
        under_way += 1;
        while under_way >= most {
            done += answer(&receiver)?;
            under_way -= 1;
            progress(done);
        }
    }
    for _ in 0..under_way {
        done += answer(&receiver)?;
        progress(done);
    }
    Ok(done)
}

fn hand_over(
    engine: &Arc<Engine>,
    context: &Context,
    chunk: Vec<(Actor, DemoRecord)>,
    sender: &Sender<Result<u64>>,
) {
    let sender = sender.clone();
    let work = move |writing: &mut Writing<'_>| {
        chunk.iter().try_for_each(|(actor, record)| write(writing, record, actor))?;
        Ok(chunk.len() as u64)
    };
    engine.write_then(context, work, move |result| {
        // Nobody listens any more only after an error.
        let _ = sender.send(result);
    });
}

fn answer(receiver: &Receiver<Result<u64>>) -> Result<u64> {
    receiver.recv().unwrap_or_else(|_| Err(Error::Unavailable("The server is shutting down.".to_string())))
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
    let then = |now: Timestamp, writing: &Writing<'_>| Context {
        now,
        actor: actor.clone(),
        ..writing.context().clone()
    };
    let made = then(record.at, writing);
    writing.acting(&made, |writing| {
        writing.create_prepared(record.object, record.id, record.owner, record.made_with())
    })?;
    for change in &record.changes {
        let request = ChangeRequest { id: record.id, version: None, fields: change.to_json() };
        let changed = then(change.at, writing);
        writing.acting(&changed, |writing| writing.change(record.object, &request))?;
    }
    Ok(())
}
