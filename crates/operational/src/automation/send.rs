//! The sender of the webhook steps: takes what runs have to send, sends it beside them, and lets them go on with the answer. At least once, always under
//! the same id; what fails is tried again by itself, then by hand.

use super::index::Version;
use super::program::{Instruction, What};
use super::run::ATTEMPTS;
use super::start::{Memory, Sending};
use super::table::{Row, by_id, kept};
use platform::Platform;
use platform::follower::Step;
use platform::identity::user_context;
use platform::outbound::{Answered, Limits, Outgoing, Unsent};
use platform::webhook::signed;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use store::table::{Condition, Insert, Select, Update};
use store::{Datum, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// On their way at the same moment, from this server.
const MOST: usize = 32;
/// Of one automation: an address that hangs holds up no other.
const MOST_OF_ONE: usize = 4;
/// What its server did not finish in so many seconds is sent by another.
const LEASE: i64 = 30;
/// Bytes of an answer that later steps can read.
const ANSWER: usize = 16 * 1_024;
/// Letters of an answer in the log.
const LOGGED: usize = 500;

/// Begins to send.
pub fn begin(platform: &Arc<Platform>) -> Step {
    let mut postman = Postman::new(platform);
    Box::new(move || postman.step())
}

/// A run that has something to send, taken.
#[derive(Clone)]
struct Taken {
    workspace: WorkspaceId,
    id: Id,
    automation: Id,
    version: i64,
    place: i64,
    turn: i64,
    attempts: i64,
    steps: i64,
    memory: Memory,
}

const COLUMNS: &[&str] =
    &["workspace_id", "id", "automation_id", "version", "place", "turn", "attempts", "steps", "memory"];

fn read(mut row: Row) -> Result<Taken> {
    Ok(Taken {
        workspace: row.workspace()?,
        id: row.id()?,
        automation: row.id()?,
        version: row.number()?,
        place: row.number()?,
        turn: row.number()?,
        attempts: row.number()?,
        steps: row.number()?,
        memory: row.json()?,
    })
}

type Told = (Taken, std::result::Result<Answered, Unsent>);

/// The sender of this server.
pub struct Postman {
    platform: Arc<Platform>,
    flying: HashMap<(WorkspaceId, Id), usize>,
    tell: Sender<Told>,
    told: Receiver<Told>,
}

impl Postman {
    /// A sender with nothing on its way.
    pub fn new(platform: &Arc<Platform>) -> Postman {
        let (tell, told) = channel();
        Postman { platform: Arc::clone(platform), flying: HashMap::new(), tell, told }
    }

    /// Keeps what came back, and sends what is due; answers whether there was anything.
    pub fn step(&mut self) -> Result<bool> {
        let landed: Vec<Told> = self.told.try_iter().collect();
        let mut busy = !landed.is_empty();
        for (taken, result) in landed {
            if let Some(count) = self.flying.get_mut(&(taken.workspace, taken.automation)) {
                *count = count.saturating_sub(1);
            }
            self.settle(taken, result)?;
        }
        self.flying.retain(|_, count| *count > 0);
        for taken in self.take()? {
            busy = true;
            self.send(taken)?;
        }
        Ok(busy)
    }

    fn take(&self) -> Result<Vec<Taken>> {
        let mut room = MOST.saturating_sub(self.flying.values().sum());
        if room == 0 {
            return Ok(Vec::new());
        }
        let now = self.platform.now();
        let mut filter = vec![Condition::Eq("state", "sending".into()), Condition::Lte("due_at", now.into())];
        let full = self.flying.iter().filter(|(_, count)| **count >= MOST_OF_ONE);
        filter.extend(full.map(|((_, automation), _)| Condition::Ne("automation_id", (*automation).into())));
        let select = Select::new("automation_run", COLUMNS, filter).ascending("due_at").limit(100);
        let due: Vec<Taken> = self
            .platform
            .store
            .read(|reader| Row::all(reader, &select)?.into_iter().map(read).collect::<Result<_>>())?;
        let mut counts = self.flying.clone();
        let mut wanted = Vec::new();
        for taken in due {
            let count = counts.entry((taken.workspace, taken.automation)).or_default();
            if room > 0 && *count < MOST_OF_ONE {
                (*count, room) = (*count + 1, room - 1);
                wanted.push(taken);
            }
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.platform.store.write(move |writer| {
            let mut all = Vec::new();
            for taken in &wanted {
                all.extend(take_one(writer, taken, now)?);
            }
            Ok(all)
        })
    }

    fn send(&mut self, taken: Taken) -> Result<()> {
        let Some(sending) = taken.memory.sending.clone() else {
            // A run in this state always has something to send; one that has not goes on from its step.
            return self.settle(taken, Err(Unsent::Broken));
        };
        let automation = by_id(taken.workspace, taken.automation);
        let owner = self.platform.store.read(|reader| {
            let row = Row::one(reader, &Select::new("automation", &["owner_id"], automation))?;
            row.map(|mut row| row.id()).transpose()
        })?;
        let acts = match owner.map(|owner| user_context(&self.platform, taken.workspace, owner, None)) {
            Some(Ok(_)) => true,
            None | Some(Err(Error::Forbidden(_))) => false,
            Some(Err(error)) => return Err(error),
        };
        if !acts {
            let why = "The owner of the automation is no longer here.";
            return self.settle(taken, Err(Unsent::Refused(why)));
        }
        let Ok(target) = self.platform.outbound.read("url", &sending.url) else {
            let why = "The address is not allowed here.";
            return self.settle(taken, Err(Unsent::Refused(why)));
        };
        let Sending { id, body, .. } = sending;
        let secret = secret(&self.platform, taken.workspace, taken.automation);
        let headers = signed(&[&secret], (id, self.platform.now()), body.as_bytes());
        let limits = Limits { answer: ANSWER, ..Limits::default() };
        let outgoing = Outgoing { method: "POST", target, headers, body: body.into_bytes(), limits };
        *self.flying.entry((taken.workspace, taken.automation)).or_default() += 1;
        let tell = self.tell.clone();
        self.platform.outbound.begin(outgoing, move |result| {
            // The sender may have begun anew: then the lease runs out, and it is sent again under the same id.
            let _ = tell.send((taken, result));
        });
        Ok(())
    }

    /// The run goes on with the answer, waits for the next try, or stops there.
    fn settle(&self, taken: Taken, result: std::result::Result<Answered, Unsent>) -> Result<()> {
        let version = self
            .platform
            .store
            .read(|reader| Version::load(reader, taken.workspace, taken.automation, taken.version))?;
        let place = usize::try_from(taken.place).unwrap_or(usize::MAX);
        let instruction = version.and_then(|version| version.code.into_iter().nth(place));
        let Some(Instruction { path, what: What::Do(super::definition::Step::Webhook { name, url, .. }, _) }) =
            instruction
        else {
            return Ok(());
        };
        let now = self.platform.now();
        let to = platform::outbound::Target::read(&url).map(|target| target.place()).unwrap_or_default();
        let mut after = taken.clone();
        let (outcome, detail, set) = match read_answer(result) {
            Ok((answer, detail)) => {
                after.memory.sending = None;
                after.memory.answers.insert(name, answer);
                let set: Vec<(&'static str, Datum)> = vec![
                    ("state", "due".into()),
                    ("place", (taken.place + 1).into()),
                    ("memory", kept(&after.memory)?),
                    ("attempts", 0i64.into()),
                    ("due_at", now.into()),
                    ("error", Datum::Null),
                ];
                ("done", detail, set)
            }
            Err((why, detail)) => {
                let again = taken.attempts < ATTEMPTS;
                let wait = (60i64 << taken.attempts.clamp(0, 9)).min(6 * 3_600);
                let set = vec![
                    ("state", if again { "sending" } else { "failed" }.into()),
                    ("attempts", (taken.attempts + 1).into()),
                    ("due_at", now.plus_seconds(wait).into()),
                    ("error", why.into()),
                    ("ended_at", if again { Datum::Null } else { now.into() }),
                ];
                ("failed", detail, set)
            }
        };
        let detail = with(detail, "to", json!(to));
        self.platform.store.write(move |writer| {
            let mut filter = by_id(after.workspace, after.id);
            filter.push(Condition::Eq("turn", after.turn.into()));
            filter.push(Condition::Eq("state", "sending".into()));
            let mut update = Update::new("automation_run", set.clone(), filter);
            update.add = vec![("turn", 1), ("steps", 1)];
            // It was stopped, sent on or taken by another server meanwhile: what that did counts.
            if writer.update(&update)? == 0 {
                return Ok(());
            }
            let line = vec![
                ("workspace_id", after.workspace.into()),
                ("run_id", after.id.into()),
                ("number", after.steps.into()),
                ("path", path.as_str().into()),
                ("word", "webhook".into()),
                ("outcome", outcome.into()),
                ("detail", kept(&detail)?),
                ("at", now.into()),
            ];
            writer.insert(&Insert::new("automation_step", line)).map(|_| ())
        })
    }
}

/// The secret the webhook steps of an automation sign with.
pub fn secret(platform: &Platform, workspace: WorkspaceId, automation: Id) -> [u8; 32] {
    platform.derived(&format!("automation {} {automation}", workspace.0))
}

/// What later steps can read of an answer, and what the log tells; or why there is none.
fn read_answer(
    result: std::result::Result<Answered, Unsent>,
) -> std::result::Result<(Json, Json), (String, Json)> {
    let answered = match result {
        Ok(answered) => answered,
        Err(unsent) => return Err((unsent.words().to_string(), json!({"error": unsent.words()}))),
    };
    // A NUL is no text for every database.
    let text = String::from_utf8_lossy(&answered.body).replace('\0', "");
    let logged: String = text.chars().take(LOGGED).collect();
    let code = answered.code();
    let detail = json!({"status": code, "answer": logged, "millis": answered.millis});
    if !(200..300).contains(&code) {
        let more = if (300..400).contains(&code) { ": redirects are not followed" } else { "" };
        let why = format!("Answered with {code}{more}.");
        let detail = with(detail, "error", json!(why));
        return Err((why, detail));
    }
    // Only what is JSON as a whole can be looked into; the rest is a text.
    let body = serde_json::from_str::<Json>(&text).unwrap_or(Json::String(text));
    Ok((json!({"status": code, "body": body}), detail))
}

fn with(mut detail: Json, key: &str, value: Json) -> Json {
    if let Json::Object(parts) = &mut detail {
        parts.insert(key.to_string(), value);
    }
    detail
}

fn take_one(writer: &mut dyn Writer, taken: &Taken, now: Timestamp) -> Result<Option<Taken>> {
    let select = Select::new("automation", &["state"], by_id(taken.workspace, taken.automation));
    let on = match Row::one(writer, &select)? {
        Some(mut row) => row.text()? == "on",
        None => false,
    };
    let mut filter = by_id(taken.workspace, taken.id);
    filter.push(Condition::Eq("turn", taken.turn.into()));
    filter.push(Condition::Eq("state", "sending".into()));
    // What a paused automation has to send waits with its run.
    let set =
        if on { vec![("due_at", now.plus_seconds(LEASE).into())] } else { vec![("state", "held".into())] };
    let mut update = Update::new("automation_run", set, filter);
    update.add = vec![("turn", 1)];
    let won = writer.update(&update)? == 1;
    Ok((won && on).then(|| Taken { turn: taken.turn + 1, ..taken.clone() }))
}
