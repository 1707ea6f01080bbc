//! Runs as people look at them: what they did step by step, what went wrong; sending them on, stopping them, answering what
//! they ask.

use super::manage::find;
use super::start::Memory;
use super::table::{Row, by_id, kept};
use platform::notification::forget;
use records::{Context, Reading};
use serde_json::{Value as Json, json};
use store::table::{Condition, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Conflict, Error, Id, Result};

const COLUMNS: &[&str] = &[
    "id",
    "automation_id",
    "version",
    "object",
    "record_id",
    "state",
    "cause",
    "depth",
    "attempts",
    "due_at",
    "error",
    "started_at",
    "ended_at",
    "steps",
];

/// A member, or nothing.
fn at<'j>(json: &'j Json, key: &str) -> &'j Json {
    json.get(key).unwrap_or(&Json::Null)
}

fn read(reading: &mut Reading<'_>, mut row: Row) -> Result<Json> {
    let (id, automation, version) = (row.id()?, row.id()?, row.number()?);
    let (object, record, state) = (row.maybe_text()?, row.maybe_id()?, row.text()?);
    let cause: Json = row.json()?;
    let (depth, attempts, due_at, error) = (row.number()?, row.number()?, row.at()?, row.maybe_text()?);
    let (started_at, ended_at, steps) = (row.at()?, row.maybe_at()?, row.number()?);
    let title = match object.as_deref().zip(record) {
        Some((object, record)) => match reading.get(object, record) {
            Ok(record) => record.title().map(str::to_string),
            Err(Error::NotFound(_) | Error::Merged(..)) => None,
            Err(error) => return Err(error),
        },
        None => None,
    };
    let waits = ended_at.is_none() && matches!(state.as_str(), "due" | "awaiting" | "sending");
    Ok(json!({
        "id": id, "automation": automation, "version": version, "object": object, "record": record, "title": title,
        "state": state, "cause": {"on": at(&cause, "on"), "by": at(&cause, "by")}, "depth": depth, "attempts": attempts,
        "due_at": if waits { json!(due_at) } else { Json::Null }, "error": error, "started_at": started_at,
        "ended_at": ended_at, "steps": steps,
    }))
}

/// The runs of an automation, newest first.
pub fn runs(
    reading: &mut Reading<'_>,
    automation: Id,
    state: Option<String>,
    limit: usize,
    cursor: Option<Id>,
) -> Result<Json> {
    let context = reading.context().clone();
    find(reading.reader(), &context, automation)?;
    let mut filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("automation_id", automation.into()),
    ];
    filter.extend(state.map(|state| Condition::Eq("state", state.into())));
    filter.extend(cursor.map(|cursor| Condition::Lt("id", cursor.into())));
    let rows = u32::try_from(limit).unwrap_or(50);
    let select = Select::new("automation_run", COLUMNS, filter).descending("id").limit(rows + 1);
    let mut data = Vec::new();
    for row in Row::all(reading.reader(), &select)? {
        data.push(read(reading, row)?);
    }
    let more = data.len() > limit;
    data.truncate(limit);
    let next = data.last().filter(|_| more).map(|last| at(last, "id").clone());
    Ok(json!({"data": data, "next": next}))
}

/// A run with its log.
pub fn run(reading: &mut Reading<'_>, id: Id) -> Result<Json> {
    let context = reading.context().clone();
    let row =
        Row::one(reading.reader(), &Select::new("automation_run", COLUMNS, by_id(context.workspace, id)))?;
    let row = row.ok_or_else(Error::not_found)?;
    let mut run = read(reading, row)?;
    let automation: Id = at(&run, "automation").as_str().unwrap_or_default().parse()?;
    find(reading.reader(), &context, automation)?;
    let filter =
        vec![Condition::Eq("workspace_id", context.workspace.into()), Condition::Eq("run_id", id.into())];
    let select =
        Select::new("automation_step", &["number", "path", "word", "outcome", "detail", "at"], filter);
    let rows = Row::all(reading.reader(), &select.ascending("number").limit(1_000))?;
    let line = |mut row: Row| {
        let (number, path, word, outcome): (i64, String, String, String) =
            (row.number()?, row.text()?, row.text()?, row.text()?);
        let detail: Json = row.json()?;
        Ok(
            json!({"number": number, "path": path, "word": word, "outcome": outcome, "detail": detail, "at": row.at()?}),
        )
    };
    let log = rows.into_iter().map(line).collect::<Result<Vec<Json>>>()?;
    if let Json::Object(parts) = &mut run {
        parts.insert("log".to_string(), Json::Array(log));
    }
    Ok(run)
}

/// How a run stands, if the asker keeps its automation.
fn state(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<String> {
    let select = Select::new("automation_run", &["automation_id", "state"], by_id(context.workspace, id));
    let mut row = Row::one(reader, &select)?.ok_or_else(Error::not_found)?;
    find(reader, context, row.id()?)?;
    row.text()
}

/// Moves a run from one of these states to another.
fn put(
    writer: &mut dyn Writer,
    context: &Context,
    id: Id,
    from: &[&str],
    mut set: Vec<(&'static str, Datum)>,
) -> Result<()> {
    let state = state(writer, context, id)?;
    if !from.contains(&state.as_str()) {
        return Err(Error::Conflict(Conflict::Other, "The run has moved on meanwhile.".to_string()));
    }
    set.push(("due_at", context.now.into()));
    let mut filter = by_id(context.workspace, id);
    filter.push(Condition::Eq("state", state.into()));
    let mut update = Update::new("automation_run", set, filter);
    update.add.push(("turn", 1));
    writer.update(&update).map(|_| ())
}

/// Sends a run on that failed, from the step that failed; one that waits for a time goes on at once.
pub fn retry(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    let set = vec![
        ("state", "due".into()),
        ("error", Datum::Null),
        ("ended_at", Datum::Null),
        ("attempts", 0i64.into()),
    ];
    put(writer, context, id, &["failed", "due", "sending"], set)
}

/// Ends a run where it is.
pub fn stop(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    let set = vec![("state", "stopped".into()), ("ended_at", context.now.into()), ("await_id", Datum::Null)];
    put(writer, context, id, &["due", "awaiting", "asking", "sending", "held", "failed"], set)
}

const QUESTION: &[&str] = &["id", "run_id", "text", "asked_at", "answer", "note", "answered_at"];

/// What automations ask the asker: what is open, or what was answered.
pub fn questions(reading: &mut Reading<'_>, answered: bool) -> Result<Json> {
    let context = reading.context().clone();
    let user = context.actor.user.ok_or_else(Error::not_found)?;
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("user_id", user.into()),
        if answered { Condition::NotNull("answer") } else { Condition::IsNull("answer") },
    ];
    let select = Select::new("automation_question", QUESTION, filter).descending("id").limit(100);
    let mut data = Vec::new();
    for mut row in Row::all(reading.reader(), &select)? {
        let (id, run, text, asked_at) = (row.id()?, row.id()?, row.text()?, row.at()?);
        let (answer, note, answered_at) = (row.maybe_text()?, row.maybe_text()?, row.maybe_at()?);
        let of = Select::new("automation_run", COLUMNS, by_id(context.workspace, run));
        let Some(of) = Row::one(reading.reader(), &of)? else { continue };
        let of = read(reading, of)?;
        // A run that was stopped asks nobody any more.
        if !answered && at(&of, "state") != "asking" {
            continue;
        }
        let name = name(reading.reader(), &context, at(&of, "automation"))?;
        data.push(json!({
            "id": id, "run": run, "automation": name, "object": at(&of, "object"), "record": at(&of, "record"),
            "title": at(&of, "title"), "text": text, "asked_at": asked_at, "answer": answer, "note": note,
            "answered_at": answered_at,
        }));
    }
    Ok(json!({"data": data}))
}

fn name(reader: &mut dyn Reader, context: &Context, automation: &Json) -> Result<String> {
    let id: Id = automation.as_str().unwrap_or_default().parse()?;
    let row = Row::one(reader, &Select::new("automation", &["name"], by_id(context.workspace, id)))?;
    row.map_or_else(|| Ok(String::new()), |mut row| row.text())
}

/// Answers a question; the run goes on in the same transaction. Two answers at once: the first counts.
pub fn answer(writer: &mut dyn Writer, context: &Context, id: Id, yes: bool, note: &str) -> Result<()> {
    let user = context.actor.user.ok_or_else(Error::not_found)?;
    let mut filter = by_id(context.workspace, id);
    filter.push(Condition::Eq("user_id", user.into()));
    let row = Row::one(writer, &Select::new("automation_question", &["run_id"], filter.clone()))?;
    let run = row.ok_or_else(Error::not_found)?.id()?;
    filter.push(Condition::IsNull("answer"));
    let set = vec![
        ("answer", if yes { "yes" } else { "no" }.into()),
        ("note", note.into()),
        ("answered_by", user.into()),
        ("answered_at", context.now.into()),
    ];
    let late = || Error::Conflict(Conflict::Other, "This was answered already.".to_string());
    if writer.update(&Update::new("automation_question", set, filter))? == 0 {
        return Err(late());
    }
    forget(writer, context.workspace, user, &format!("question:{id}"))?;
    let select = Select::new("automation_run", &["memory"], by_id(context.workspace, run));
    let memory: Memory = Row::one(writer, &select)?.ok_or_else(late)?.json()?;
    let mut filter = by_id(context.workspace, run);
    filter.push(Condition::Eq("state", "asking".into()));
    let set = vec![
        ("state", "due".into()),
        ("due_at", context.now.into()),
        ("memory", kept(&Memory { answer: Some(yes), ..memory })?),
    ];
    let mut update = Update::new("automation_run", set, filter);
    update.add.push(("turn", 1));
    if writer.update(&update)? == 0 { Err(late()) } else { Ok(()) }
}
