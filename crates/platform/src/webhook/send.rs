//! The sender: takes deliveries that are due, a few of each webhook at a time, sends them all at the same time, and keeps what became of
//! them. A target that hangs holds up nobody but itself.

use super::body;
use super::model::{Webhook, load};
use super::settle::{Sent, settle};
use super::table::{DELIVERY, by_id, rows};
use super::{manage, secret};
use crate::Platform;
use crate::follower::Step;
use crate::identity::{Workspace, find_workspace, system_context, user_context};
use crate::outbound::{Answered, Limits, Outgoing, Unsent};
use crate::row::Row;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use store::Writer;
use store::table::{Condition, Select, Update};
use vocabulary::{Channel, Error, Id, Result, Timestamp, WorkspaceId};

/// Requests on their way at the same moment, from this server.
const MOST: usize = 64;
/// Of one webhook.
const MOST_OF_ONE: usize = 4;
/// Of one to which nothing could be delivered lately.
const MOST_OF_FAILING: usize = 1;
/// A delivery whose server is silent for so many seconds is sent by another.
const LEASE: i64 = 30;
/// Bytes of an answer that are kept in the log.
const ANSWER: usize = 1_000;

/// A delivery that was taken.
#[derive(Clone)]
pub(super) struct Delivery {
    pub workspace: WorkspaceId,
    pub id: Id,
    pub webhook: Id,
    pub seq: Option<i64>,
    pub attempts: i64,
    pub turn: i64,
    pub created_at: Timestamp,
}

const COLUMNS: &[&str] = &["workspace_id", "id", "webhook_id", "seq", "attempts", "turn", "created_at"];

fn read(mut row: Row) -> Result<Delivery> {
    Ok(Delivery {
        workspace: row.workspace()?,
        id: row.id()?,
        webhook: row.id()?,
        seq: row.integer_or_none()?,
        attempts: row.integer()?,
        turn: row.integer()?,
        created_at: row.moment()?,
    })
}

/// Begins to send.
pub fn begin(platform: &Arc<Platform>) -> Step {
    let (tell, told) = channel();
    let mut sender = Postman { platform: Arc::clone(platform), flying: HashMap::new(), tell, told };
    Box::new(move || sender.step())
}

type Told = (Delivery, std::result::Result<Answered, Unsent>);

struct Postman {
    platform: Arc<Platform>,
    /// How many are on their way, by webhook.
    flying: HashMap<(WorkspaceId, Id), usize>,
    tell: Sender<Told>,
    told: Receiver<Told>,
}

/// What is to be done with a delivery that was taken.
enum Ready {
    Send(Box<Outgoing>),
    /// It cannot be sent any more, or not now.
    Not(Sent),
    /// Its webhook has nobody left to act for.
    Orphan(Box<Webhook>),
}

impl Postman {
    fn step(&mut self) -> Result<bool> {
        let landed: Vec<(Delivery, Sent)> =
            self.told.try_iter().map(|(delivery, result)| (delivery, Sent::Tried(result))).collect();
        for (delivery, _) in &landed {
            if let Some(count) = self.flying.get_mut(&(delivery.workspace, delivery.webhook)) {
                *count = count.saturating_sub(1);
            }
        }
        self.flying.retain(|_, count| *count > 0);
        let mut busy = !landed.is_empty();
        let mut settled = landed;
        for delivery in self.take()? {
            busy = true;
            match self.ready(&delivery)? {
                Ready::Send(outgoing) => {
                    *self.flying.entry((delivery.workspace, delivery.webhook)).or_default() += 1;
                    let tell = self.tell.clone();
                    self.platform.outbound.begin(*outgoing, move |result| {
                        // The sender may have begun anew: then the lease runs out, and it is sent again.
                        let _ = tell.send((delivery, result));
                    });
                }
                Ready::Not(sent) => settled.push((delivery, sent)),
                Ready::Orphan(webhook) => self.let_go(delivery, *webhook)?,
            }
        }
        settle(&self.platform, settled)?;
        Ok(busy)
    }

    /// Takes what is due, as far as there is room.
    fn take(&self) -> Result<Vec<Delivery>> {
        let mut room = MOST.saturating_sub(self.flying.values().sum());
        if room == 0 {
            return Ok(Vec::new());
        }
        let now = self.platform.now();
        let mut filter = vec![
            Condition::In("state", ["waiting", "sending"].map(store::Datum::from).to_vec()),
            Condition::Lte("due_at", now.into()),
        ];
        // Of those that have enough on their way nothing is looked at: they must not hide the others.
        let full = self.flying.iter().filter(|(_, count)| **count >= MOST_OF_ONE);
        filter.extend(full.map(|((_, webhook), _)| Condition::Ne("webhook_id", (*webhook).into())));
        let select = Select::new(DELIVERY, COLUMNS, filter).ascending("due_at").limit(200);
        let due: Vec<Delivery> = self
            .platform
            .store
            .read(|reader| rows(reader, &select)?.into_iter().map(read).collect::<Result<_>>())?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let limits = self.limits(&due)?;
        let mut counts = self.flying.clone();
        let mut wanted = Vec::new();
        for delivery in due {
            let place = (delivery.workspace, delivery.webhook);
            let count = counts.entry(place).or_default();
            if room > 0 && *count < limits.get(&place).copied().unwrap_or(MOST_OF_ONE) {
                *count += 1;
                room -= 1;
                wanted.push(delivery);
            }
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.platform.store.write(move |writer| {
            let mut taken = Vec::new();
            for delivery in &wanted {
                taken.extend(take_one(writer, delivery, now)?);
            }
            Ok(taken)
        })
    }

    /// How many of each webhook may be on their way.
    fn limits(&self, due: &[Delivery]) -> Result<HashMap<(WorkspaceId, Id), usize>> {
        let mut limits = HashMap::new();
        self.platform.store.read(|reader| {
            for delivery in due {
                let place = (delivery.workspace, delivery.webhook);
                if limits.contains_key(&place) {
                    continue;
                }
                let select = Select::new("webhook", &["failing_since"], by_id(place.0, place.1));
                let failing = match rows(reader, &select)?.into_iter().next() {
                    Some(mut row) => row.moment_or_none()?.is_some(),
                    None => false,
                };
                limits.insert(place, if failing { MOST_OF_FAILING } else { MOST_OF_ONE });
            }
            Ok(limits)
        })
    }

    /// What is sent, made now.
    fn ready(&self, delivery: &Delivery) -> Result<Ready> {
        let platform = &self.platform;
        let found = platform.store.read(|reader| {
            Ok((
                load(reader, by_id(delivery.workspace, delivery.webhook))?.into_iter().next(),
                find_workspace(reader, delivery.workspace)?,
            ))
        })?;
        let (Some(webhook), Some(_)) = found else { return Ok(Ready::Not(Sent::Dropped("It was removed."))) };
        // A trial is sent whether the webhook is on or not.
        if webhook.state != "on" && delivery.seq.is_some() {
            return Ok(Ready::Not(Sent::Held));
        }
        let text = match delivery.seq {
            None => body::of_test(&webhook, delivery.id, delivery.created_at),
            Some(seq) => {
                let owner = match user_context(platform, delivery.workspace, webhook.owner, webhook.key) {
                    Ok(owner) => owner.context(platform),
                    Err(Error::Forbidden(_)) => return Ok(Ready::Orphan(Box::new(webhook))),
                    Err(error) => return Err(error),
                };
                match platform.engine.read(&owner, |reading| body::told(reading, seq))? {
                    Some((event, entry)) => body::of_event(&webhook, &event, entry),
                    None => {
                        let why =
                            "It was undone, or the owner of the webhook may no longer see or export it.";
                        return Ok(Ready::Not(Sent::Dropped(why)));
                    }
                }
            }
        };
        let target = match platform.outbound.read("url", &webhook.url) {
            Ok(target) => target,
            Err(_) => {
                let why = "The address of the webhook is not allowed here.";
                return Ok(Ready::Not(Sent::Tried(Err(Unsent::Refused(why)))));
            }
        };
        let sending = (delivery.id, platform.now());
        let Some(headers) = secret::headers(platform, delivery.workspace, &webhook, sending, text.as_bytes())
        else {
            let why = "The secret was made under another key of this installation: make a new secret.";
            return Ok(Ready::Not(Sent::Tried(Err(Unsent::Refused(why)))));
        };
        let limits = Limits { total: Duration::from_secs(15), answer: ANSWER, ..Limits::default() };
        let outgoing = Outgoing { method: "POST", target, headers, body: text.into_bytes(), limits };
        Ok(Ready::Send(Box::new(outgoing)))
    }

    /// A webhook whose owner is gone is switched off; what it had to send waits.
    fn let_go(&self, delivery: Delivery, webhook: Webhook) -> Result<()> {
        let place: Option<Workspace> =
            self.platform.store.read(|reader| find_workspace(reader, delivery.workspace))?;
        if let Some(place) = place {
            let context = system_context(&self.platform, &place, Channel::Job);
            self.platform
                .engine
                .write(&context, move |writing| manage::disable(writing, &webhook, "owner").map(|_| ()))?;
        }
        settle(&self.platform, vec![(delivery, Sent::Held)])
    }
}

fn take_one(writer: &mut dyn Writer, delivery: &Delivery, now: Timestamp) -> Result<Option<Delivery>> {
    let mut filter = by_id(delivery.workspace, delivery.id);
    filter.push(Condition::Eq("turn", delivery.turn.into()));
    filter.push(Condition::In("state", ["waiting", "sending"].map(store::Datum::from).to_vec()));
    let set = vec![("state", "sending".into()), ("due_at", now.plus_seconds(LEASE).into())];
    let mut update = Update::new(DELIVERY, set, filter);
    update.add = vec![("turn", 1), ("attempts", 1)];
    let taken = writer.update(&update)? == 1;
    Ok(taken.then(|| Delivery {
        turn: delivery.turn + 1,
        attempts: delivery.attempts + 1,
        ..delivery.clone()
    }))
}
