//! What each step does, in the name of the automation's owner.

use super::definition::{Fields, Step};
use super::index::Version;
use super::program::{Instruction, What};
use super::run::Run;
use super::start::{Loop, Memory, Sending};
use super::table::{Row, by_id};
use super::value::{fill, filled};
use dictionary::{Kind, ObjectDef};
use jiff::ToSpan;
use platform::notification::{self, NewNotification, notify};
use records::{ChangeRequest, Context, FindRequest, Input, Permission, Writing};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::table::{Insert, Select, Update};
use vocabulary::{Error, Id, Result, Timestamp};

/// Most bytes of what a step sends.
const MOST_BYTES: usize = 64 * 1_024;

/// What a run works with during its turn.
pub struct Bag {
    /// Its version.
    pub version: Arc<Version>,
    /// In whose name.
    pub context: Context,
    /// What it remembers.
    pub memory: Memory,
    /// Nothing stays of it: waits are passed over.
    pub trial: bool,
    run: Id,
    record: Option<(String, Id)>,
}

/// Where a run goes after an instruction.
pub enum Flow {
    /// To that instruction.
    On(usize),
    /// It waits, in this state, until then at most, perhaps for a change of a record.
    Wait {
        /// `due`, `awaiting` or `asking`.
        state: &'static str,
        /// Until when.
        due_at: Timestamp,
        /// For a change of this record.
        awaits: Option<Id>,
    },
    /// It is over.
    End,
}

/// A line of the log of a run.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where the step stands.
    pub path: String,
    /// Its word.
    pub word: &'static str,
    /// `done`, `yes`, `no`, `waits`, `failed`.
    pub outcome: &'static str,
    /// What it did.
    pub detail: Json,
}

impl Line {
    fn new(instruction: &Instruction, outcome: &'static str, detail: Json) -> Line {
        Line { path: instruction.path.clone(), word: word(instruction), outcome, detail }
    }

    /// A step that failed.
    pub fn failed(instruction: &Instruction, error: &Error) -> Line {
        Line::new(instruction, "failed", json!({"error": words(error)}))
    }
}

fn word(instruction: &Instruction) -> &'static str {
    match &instruction.what {
        What::Do(step, _) => step.word(),
        What::Jump(_) | What::Next(_) => "each",
    }
}

/// An error as the log of a run tells it.
pub fn words(error: &Error) -> String {
    match error {
        Error::Internal(_) => "Something went wrong inside Kith.".to_string(),
        Error::Invalid(problems) => {
            let told = |problem: &vocabulary::Problem| match problem.field.as_str() {
                "" => problem.message.clone(),
                field => format!("{field}: {}", problem.message),
            };
            problems.iter().map(told).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

impl Bag {
    /// The bag of a run.
    pub(super) fn new(run: &Run, context: &Context, version: &Arc<Version>) -> Bag {
        Bag {
            version: Arc::clone(version),
            context: context.clone(),
            memory: run.memory.clone(),
            trial: false,
            run: run.id,
            record: run.object.clone().zip(run.record),
        }
    }

    /// The record a step speaks of: `record`, `item`, or a name given to one that was made.
    pub fn named(&self, name: Option<&str>) -> Result<(String, Id)> {
        let found = match name.unwrap_or("record") {
            "record" => self.record.clone(),
            "item" => self.memory.loops.last().and_then(|one| Some((one.object.clone(), *one.ids.last()?))),
            name => self.memory.made.get(name).cloned(),
        };
        found.ok_or_else(|| {
            let name = name.unwrap_or("record");
            Error::invalid("", "unknown_place", format!("There is no “{name}” here."))
        })
    }
}

/// Does what an instruction says; answers where the run goes on, and the line for its log.
pub fn perform(
    writing: &mut Writing<'_>,
    bag: &mut Bag,
    place: usize,
    instruction: &Instruction,
) -> Result<(Flow, Option<Line>)> {
    let on = Flow::On(place + 1);
    let (step, no) = match &instruction.what {
        What::Jump(to) => return Ok((Flow::On(*to), None)),
        What::Next(body) => {
            let Some(innermost) = bag.memory.loops.last_mut() else { return Ok((on, None)) };
            innermost.ids.pop();
            if innermost.ids.is_empty() {
                bag.memory.loops.pop();
                return Ok((on, None));
            }
            return Ok((Flow::On(*body), None));
        }
        What::Do(step, no) => (step, *no),
    };
    let done = |detail: Json| Some(Line::new(instruction, "done", detail));
    Ok(match step {
        Step::Change { of, set } => (on, done(change(writing, bag, of.as_deref(), set)?)),
        Step::Create { object, set, name } => {
            let input = input(writing, bag, set)?;
            let written = writing.create(object, &input)?;
            if let Some(name) = name {
                bag.memory.made.insert(name.clone(), (object.clone(), written.id()));
            }
            (on, done(json!({"object": object, "record": written.id(), "set": input})))
        }
        Step::Link { of, field, to } => {
            let set = Fields::from_iter([(field.clone(), json!(to))]);
            (on, done(change(writing, bag, of.as_deref(), &set)?))
        }
        Step::Assign { of, users } => {
            let user = turn(writing, bag, users)?;
            let set = Fields::from_iter([("owner".to_string(), json!(user))]);
            (on, done(change(writing, bag, of.as_deref(), &set)?))
        }
        Step::Task { .. } => (on, done(task(writing, bag, step)?)),
        Step::Wait { minutes } => wait(bag, instruction, place, *minutes),
        Step::Await { days, .. } => match (bag.memory.answer.take(), bag.trial) {
            (Some(true), _) | (None, true) => (on, Some(Line::new(instruction, "yes", json!({})))),
            (Some(false), _) => (Flow::On(no), Some(Line::new(instruction, "no", json!({})))),
            (None, false) => {
                let (_, record) = bag.named(None)?;
                let due_at = bag.context.now.plus_seconds(days * 24 * 3_600);
                let line = Line::new(instruction, "waits", json!({"until": due_at}));
                (Flow::Wait { state: "awaiting", due_at, awaits: Some(record) }, Some(line))
            }
        },
        Step::Branch { when, .. } => {
            let (object, id) = bag.named(None)?;
            let met = meets(writing, &object, id, when)?;
            let line = Line::new(instruction, if met { "yes" } else { "no" }, json!({}));
            (if met { on } else { Flow::On(no) }, Some(line))
        }
        Step::Each { object, link, filter, .. } => {
            let ids = linking(writing, bag, object, link, filter.as_ref())?;
            let line = done(json!({"object": object, "count": ids.len()}));
            if ids.is_empty() {
                (Flow::On(no), line)
            } else {
                bag.memory.loops.push(Loop { object: object.clone(), ids });
                (on, line)
            }
        }
        Step::Approve { user, text, .. } => match (bag.memory.answer.take(), bag.trial) {
            (Some(true), _) | (None, true) => (on, Some(Line::new(instruction, "yes", json!({})))),
            (Some(false), _) => (Flow::On(no), Some(Line::new(instruction, "no", json!({})))),
            (None, false) => {
                let text = filled(writing, bag, text)?;
                let user = user.or(bag.context.actor.user).ok_or_else(Error::not_found)?;
                ask(writing, bag, user, &text)?;
                let line = Line::new(instruction, "waits", json!({"user": user, "text": text}));
                (Flow::Wait { state: "asking", due_at: bag.context.now, awaits: None }, Some(line))
            }
        },
        Step::Notify { users, text } => (on, done(tell(writing, bag, place, (users, text))?)),
        Step::Webhook { url, body, .. } => webhook(writing, bag, instruction, place, (url, body))?,
        Step::Stop {} => (Flow::End, done(json!({}))),
    })
}

/// What is to be sent is kept with the run, under an id of its own: the sender takes it from there, and tries it again as the same.
fn webhook(
    writing: &mut Writing<'_>,
    bag: &mut Bag,
    instruction: &Instruction,
    place: usize,
    (url, body): (&str, &Fields),
) -> Result<(Flow, Option<Line>)> {
    let about = bag.record.clone();
    if let Some((object, id)) = &about {
        let record = writing.reading().get(object, *id)?;
        if !bag.context.rights.reaches(object, Permission::Export, record.meta()) {
            let text = "The owner of the automation may not take this record out of Kith.";
            return Err(Error::Forbidden(text.to_string()));
        }
    }
    let filled = if body.is_empty() {
        let record = about.map(|(object, id)| json!({"object": object, "id": id}));
        json!({"automation": bag.version.automation, "run": bag.run, "record": record})
    } else {
        fill(writing, bag, &Json::Object(body.clone()))?
    };
    if bag.trial {
        let line = Line::new(instruction, "done", json!({"to": url, "body": filled, "sent": false}));
        return Ok((Flow::On(place + 1), Some(line)));
    }
    if bag.memory.sending.is_none() {
        let id = bag.context.ids.next(bag.context.now);
        let body = filled.to_string();
        if body.len() > MOST_BYTES {
            return Err(Error::invalid("body", "too_large", "What is sent has at most 64 kB."));
        }
        bag.memory.sending = Some(Sending { id, url: url.to_string(), body });
    }
    Ok((Flow::Wait { state: "sending", due_at: bag.context.now, awaits: None }, None))
}

/// Tells users something about the record; of one they may not see they hear nothing.
fn tell(writing: &mut Writing<'_>, bag: &Bag, place: usize, (users, text): (&[Id], &str)) -> Result<Json> {
    let text = filled(writing, bag, text)?;
    let item = bag.memory.loops.last().and_then(|one| one.ids.last().copied());
    let about = match item {
        Some(_) => bag.named(Some("item")).ok(),
        None => bag.record.clone(),
    };
    let owner = match (&about, users.is_empty()) {
        (Some((object, id)), true) => writing.reading().get(object, *id)?.meta().owner,
        _ => None,
    };
    let users = match users {
        [] => owner.or(bag.context.actor.user).into_iter().collect(),
        some => some.to_vec(),
    };
    for user in &users {
        let params = [("text", json!(text)), ("automation", json!(bag.context.actor.name))];
        let new = NewNotification {
            user: *user,
            kind: notification::Kind::Automation,
            text: "automation".to_string(),
            params: params.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
            about: about.clone(),
            field: None,
            key: format!("run:{}:{place}:{}", bag.run, item.map(|id| id.to_string()).unwrap_or_default()),
            counted: false,
        };
        notify(writing, &new)?;
    }
    Ok(json!({"users": users, "text": text}))
}

fn wait(bag: &Bag, instruction: &Instruction, place: usize, minutes: i64) -> (Flow, Option<Line>) {
    let due_at = bag.context.now.plus_seconds(minutes * 60);
    let line = Some(Line::new(instruction, "waits", json!({"until": due_at})));
    if bag.trial {
        return (Flow::On(place + 1), line);
    }
    (Flow::Wait { state: "due", due_at, awaits: None }, line)
}

fn input(writing: &mut Writing<'_>, bag: &Bag, set: &Fields) -> Result<Input> {
    set.iter().map(|(key, value)| Ok((key.clone(), fill(writing, bag, value)?))).collect()
}

fn change(writing: &mut Writing<'_>, bag: &Bag, of: Option<&str>, set: &Fields) -> Result<Json> {
    let (object, id) = bag.named(of)?;
    let fields = input(writing, bag, set)?;
    let request = ChangeRequest { id, version: None, fields: fields.clone() };
    let written = writing.change(&object, &request)?;
    Ok(json!({"object": object, "record": id, "set": fields, "changed": written.seq.is_some()}))
}

/// The user whose turn it is.
fn turn(writing: &mut Writing<'_>, bag: &Bag, users: &[Id]) -> Result<Id> {
    let workspace = bag.context.workspace;
    let none = || Error::invalid("users", "required", "There is nobody to give it to.");
    if users.len() < 2 {
        return users.first().copied().ok_or_else(none);
    }
    let filter = by_id(workspace, bag.version.automation);
    let select = Select::new("automation", &["turn"], filter.clone());
    let turn = Row::one(writing.writer(), &select)?.map_or(Ok(0), |mut row| row.number())?;
    let mut update = Update::new("automation", Vec::new(), filter);
    update.add.push(("turn", 1));
    writing.writer().update(&update)?;
    let place = usize::try_from(turn).unwrap_or(0).checked_rem(users.len()).unwrap_or(0);
    users.get(place).copied().ok_or_else(none)
}

fn task(writing: &mut Writing<'_>, bag: &Bag, step: &Step) -> Result<Json> {
    use standard::task;
    let Step::Task { subject, days, user, priority, body } = step else { return Ok(Json::Null) };
    let mut fields = Input::new();
    fields.insert(task::SUBJECT.key().to_string(), json!(filled(writing, bag, subject)?));
    fields.insert(task::DUE_AT.key().to_string(), json!(due(&bag.context, *days)?));
    if let Some(priority) = priority {
        fields.insert(task::PRIORITY.key().to_string(), json!(priority));
    }
    if let Some(body) = body {
        fields.insert(task::BODY.key().to_string(), json!(filled(writing, bag, body)?));
    }
    let mut owner = *user;
    if let Ok((object, id)) = bag.named(None) {
        let about = writing.reading().get(&object, id)?;
        owner = owner.or(about.meta().owner);
        if let Some(definition) = writing.dictionary().object(task::KEY).cloned() {
            for (link, target) in links(&definition, &object, &about) {
                fields.insert(link, json!(target));
            }
        }
    }
    if let Some(owner) = owner {
        fields.insert("owner".to_string(), json!(owner));
    }
    let written = writing.create(task::KEY, &fields)?;
    Ok(json!({"object": task::KEY, "record": written.id(), "set": fields}))
}

/// How a task is linked with the record it is about, and with what that record itself is about.
fn links(task: &ObjectDef, object: &str, about: &records::Viewed) -> Vec<(String, Id)> {
    let mut found = Vec::new();
    for field in task.fields.iter().filter(|field| field.kind == Kind::Link) {
        if field.to.as_deref() == Some(object) {
            found.push((field.key.clone(), about.id()));
        } else if field.system.is_none()
            && let Some(dictionary::Value::Link(link)) = about.value(&field.key)
        {
            found.push((field.key.clone(), link.id));
        }
    }
    found
}

/// Nine o'clock of a day so many days from now, where the owner is; when that has passed, the end of the hour.
fn due(context: &Context, days: i64) -> Result<Timestamp> {
    let beyond = || Error::invalid("days", "out_of_range", "That is beyond the calendar.");
    let day = context.now.date_in(&context.moment.zone).plus_days(days).to_jiff();
    let at = day.at(9, 0, 0, 0).to_zoned(context.moment.zone.clone()).map_err(|_| beyond())?;
    let at = Timestamp::from_jiff(at.timestamp());
    if at > context.now {
        return Ok(at);
    }
    let later = context.now.to_jiff().and_then(|now| now.checked_add(1.hour()).ok());
    later.map(Timestamp::from_jiff).ok_or_else(beyond)
}

fn meets(writing: &mut Writing<'_>, object: &str, id: Id, filter: &Json) -> Result<bool> {
    let both = json!({"and": [{"field": "id", "op": "is", "value": id}, filter]});
    let request = FindRequest { filter: Some(both), ..FindRequest::default() };
    Ok(writing.reading().count(object, &request, Some(1))?.value > 0)
}

/// Most records of one loop.
const MOST: usize = 1_000;

/// The records that link to the one of the run, the last to be done first.
fn linking(
    writing: &mut Writing<'_>,
    bag: &Bag,
    object: &str,
    link: &str,
    filter: Option<&Json>,
) -> Result<Vec<Id>> {
    let (_, id) = bag.named(None)?;
    let mut parts = vec![json!({"field": link, "op": "is", "value": id})];
    parts.extend(filter.cloned());
    let mut request = FindRequest {
        filter: Some(json!({"and": parts})),
        fields: Some(records::Names(vec!["id".to_string()])),
        limit: Some(200),
        ..FindRequest::default()
    };
    let mut ids = Vec::new();
    loop {
        let list = writing.reading().find(object, &request)?;
        ids.extend(list.data.iter().map(records::Viewed::id));
        match list.next {
            Some(next) if ids.len() < MOST => request.cursor = Some(next),
            Some(_) => {
                let text = format!("More than {MOST} records: narrow the loop down.");
                return Err(Error::invalid("", "too_long", text));
            }
            None => break,
        }
    }
    ids.reverse();
    Ok(ids)
}

fn ask(writing: &mut Writing<'_>, bag: &Bag, user: Id, text: &str) -> Result<()> {
    let id = bag.context.ids.next(bag.context.now);
    let values = vec![
        ("workspace_id", bag.context.workspace.into()),
        ("id", id.into()),
        ("run_id", bag.run.into()),
        ("user_id", user.into()),
        ("text", text.into()),
        ("asked_at", bag.context.now.into()),
    ];
    writing.writer().insert(&Insert::new("automation_question", values))?;
    let new = NewNotification {
        user,
        kind: notification::Kind::Approval,
        text: "question".to_string(),
        params: Fields::from_iter([("question".to_string(), json!(id)), ("text".to_string(), json!(text))]),
        about: bag.record.clone(),
        field: None,
        key: format!("question:{id}"),
        counted: false,
    };
    notify(writing, &new).map(|_| ())
}
