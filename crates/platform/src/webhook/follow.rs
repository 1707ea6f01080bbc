//! The follower: reads on in the log of events and keeps a delivery for each webhook that listens, in one transaction with its place.

use super::body::kind;
use super::manage::disable;
use super::model::{Listen, Webhook, load};
use super::table::{DELIVERY, FEED, rows};
use crate::Platform;
use crate::follower::Step;
use crate::identity::{find_workspace, system_context, user_context};
use records::{FindRequest, Reading, Writing};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use store::event::{Event, EventFilter, Verb};
use store::table::{Condition, Insert, Select, Update};
use vocabulary::{Channel, Conflict, Error, Id, Result, Timestamp, WorkspaceId};

/// Events looked at in one step.
const STEP: u32 = 200;

/// Begins to follow.
pub fn begin(platform: &Arc<Platform>) -> Step {
    let mut follower = Follower { platform: Arc::clone(platform), known: HashMap::new() };
    Box::new(move || follower.step())
}

struct Follower {
    platform: Arc<Platform>,
    /// The webhooks of a workspace, and the revision they were read at.
    known: HashMap<WorkspaceId, (i64, Arc<Vec<Webhook>>)>,
}

struct Feed {
    workspace: WorkspaceId,
    position: i64,
    revision: i64,
}

/// A delivery to keep.
#[derive(Clone)]
struct Heard {
    webhook: Id,
    held: bool,
    seq: i64,
    kind: String,
    object: String,
    record: Id,
}

/// What the events of a step mean for the webhooks.
#[derive(Clone, Default)]
struct Found {
    heard: Vec<Heard>,
    /// Webhooks that cannot go on, and why.
    broken: Vec<(Webhook, &'static str)>,
}

impl Follower {
    fn step(&mut self) -> Result<bool> {
        let mut more = false;
        for feed in self.feeds()? {
            more |= self.follow(&feed)?;
        }
        Ok(more)
    }

    fn feeds(&self) -> Result<Vec<Feed>> {
        const COLUMNS: &[&str] = &["workspace_id", "position", "revision"];
        let filter = vec![Condition::Gt("live", 0i64.into())];
        self.platform.store.read(|reader| {
            let select = Select::new(FEED, COLUMNS, filter).ascending("workspace_id");
            let read = |mut row: crate::row::Row| {
                Ok(Feed { workspace: row.workspace()?, position: row.integer()?, revision: row.integer()? })
            };
            rows(reader, &select)?.into_iter().map(read).collect()
        })
    }

    fn webhooks(&mut self, feed: &Feed) -> Result<Arc<Vec<Webhook>>> {
        if let Some((revision, known)) = self.known.get(&feed.workspace)
            && *revision == feed.revision
        {
            return Ok(Arc::clone(known));
        }
        let all = vec![Condition::Eq("workspace_id", feed.workspace.into())];
        let read = Arc::new(self.platform.store.read(|reader| load(reader, all))?);
        self.known.insert(feed.workspace, (feed.revision, Arc::clone(&read)));
        Ok(read)
    }

    /// Reads the next events; answers whether there were any.
    fn follow(&mut self, feed: &Feed) -> Result<bool> {
        let workspace = feed.workspace;
        let filter = EventFilter { after: Some(feed.position), limit: STEP, ..EventFilter::default() };
        let events = self.platform.store.read(|reader| reader.events(workspace, &filter))?;
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
        let webhooks = self.webhooks(feed)?;
        let mut found = Found::default();
        for webhook in webhooks.iter() {
            let candidates: Vec<&Event> = events.iter().filter(|event| webhook.hears(&event.event)).collect();
            if !candidates.is_empty() {
                self.hear(workspace, webhook, &candidates, &mut found)?;
            }
        }
        let place = self.platform.store.read(|reader| find_workspace(reader, workspace))?;
        let Some(place) = place else { return Ok(false) };
        let (context, position) = (system_context(&self.platform, &place, Channel::Job), feed.position);
        self.platform.engine.write(&context, move |writing| {
            take(writing, position, last)?;
            for heard in &found.heard {
                keep(writing, heard)?;
            }
            for (webhook, reason) in &found.broken {
                disable(writing, webhook, reason)?;
            }
            Ok(())
        })?;
        Ok(true)
    }

    /// Which of the events a webhook tells of, by the rights its owner has now.
    fn hear(
        &self,
        workspace: WorkspaceId,
        webhook: &Webhook,
        events: &[&Event],
        found: &mut Found,
    ) -> Result<()> {
        let owner = match user_context(&self.platform, workspace, webhook.owner, webhook.key) {
            Ok(owner) => owner.context(&self.platform),
            Err(Error::Forbidden(_)) => {
                if webhook.state == "on" {
                    found.broken.push((webhook.clone(), "owner"));
                }
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        self.platform.engine.read(&owner, |reading| {
            for event in events {
                match wanted(reading, webhook, event) {
                    Ok(true) => found.heard.push(Heard {
                        webhook: webhook.id,
                        held: webhook.state != "on",
                        seq: event.seq,
                        kind: kind(event),
                        object: event.event.object.clone(),
                        record: event.event.record,
                    }),
                    Ok(false) => {}
                    // A condition on what is gone, or hidden from its owner by now.
                    Err(Error::Invalid(_)) => {
                        if webhook.state == "on" {
                            found.broken.push((webhook.clone(), "condition"));
                        }
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }
}

/// Whether a webhook tells of an event.
fn wanted(reading: &mut Reading<'_>, webhook: &Webhook, event: &Event) -> Result<bool> {
    let Some(entry) = reading.told_outside(event)? else { return Ok(false) };
    for listen in webhook.listens.iter().filter(|listen| listen.hears(&event.event)) {
        // A field that is hidden from the owner does not decide anything either.
        let seen = |field: &String| entry.changes.iter().any(|change| change.field == *field);
        let by_field =
            listen.fields.is_empty() || event.event.verb != Verb::Changed || listen.fields.iter().any(seen);
        if by_field && is_met(reading, listen, event)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the record meets the condition, in the eyes of the webhook's owner: as it stands now, also in the trash, where it may have
/// gone meanwhile. What is gone for good meets none.
fn is_met(reading: &mut Reading<'_>, listen: &Listen, event: &Event) -> Result<bool> {
    let Some(condition) = &listen.condition else { return Ok(true) };
    let both = json!({"and": [{"field": "id", "op": "is", "value": event.event.record}, condition]});
    for trash in [false, true] {
        let request = FindRequest { filter: Some(both.clone()), trash, ..FindRequest::default() };
        if reading.count(&event.event.object, &request, Some(1))?.value > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves the place in the log on, if it still is where it was read: another server may have been faster.
fn take(writing: &mut Writing<'_>, from: i64, to: i64) -> Result<()> {
    let workspace = writing.context().workspace;
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("position", from.into())];
    match writing.writer().update(&Update::new(FEED, vec![("position", to.into())], filter))? {
        1 => Ok(()),
        _ => Err(Error::Conflict(Conflict::Other, "Another server reads the log.".to_string())),
    }
}

fn keep(writing: &mut Writing<'_>, heard: &Heard) -> Result<()> {
    let context = writing.context();
    let id = context.ids.next(context.now);
    let values = new_delivery(context.workspace, (id, heard.webhook), &heard.kind, heard.held, context.now);
    let about = [
        ("seq", heard.seq.into()),
        ("object", heard.object.as_str().into()),
        ("record_id", heard.record.into()),
    ];
    let values = values.into_iter().chain(about).collect();
    writing.writer().insert(&Insert::new(DELIVERY, values)).map(|_| ())
}

/// The columns every new delivery has.
pub(super) fn new_delivery(
    workspace: WorkspaceId,
    (id, webhook): (Id, Id),
    kind: &str,
    held: bool,
    now: Timestamp,
) -> Vec<(&'static str, store::Datum)> {
    vec![
        ("workspace_id", workspace.into()),
        ("id", id.into()),
        ("webhook_id", webhook.into()),
        ("type", kind.into()),
        ("state", if held { "held" } else { "waiting" }.into()),
        ("attempts", 0i64.into()),
        ("turn", 0i64.into()),
        ("due_at", now.into()),
        ("created_at", now.into()),
    ]
}
