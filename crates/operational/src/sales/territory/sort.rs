//! Looking through all records when territories have changed, and through those of one company when it has moved.

use super::map::{OBJECTS, Territories};
use super::rule::{BECAUSE, FIELD, is_over};
use crate::sales::house::{input, is, link, linked_id, looked_at, text_of};
use dictionary::Value;
use platform::Platform;
use platform::identity::{list_workspaces, system_context};
use platform::job::{JobContext, JobError, JobKind, NewJob, enqueue};
use records::{ChangeRequest, Condition, Context, FindRequest, Names, Viewed, Writing};
use serde_json::{Value as Json, json};
use standard::{company, deal, lead, territory};
use std::sync::Arc;
use store::Reader;
use store::table::{Condition as Where, Select};
use vocabulary::{Channel, Error, Id, Result, WorkspaceId};

const ALL: &str = "territory.sort";
const COMPANY: &str = "territory.company";
/// Records of one commit.
const PIECE: usize = 100;

/// The kinds of jobs.
pub(super) static JOBS: &[JobKind] =
    &[JobKind { name: ALL, run: sort_all }, JobKind { name: COMPANY, run: sort_company }];

fn job(context: &Context, kind: &str, payload: Json) -> NewJob {
    NewJob {
        id: context.ids.next(context.now),
        workspace: context.workspace,
        kind: kind.to_string(),
        label: "Putting records into their territories".to_string(),
        payload,
        max_attempts: 5,
        run_at: context.now,
        created_by: None,
        created_key: None,
        once: None,
        created_at: context.now,
    }
}

/// All records are to be looked through; what several changes wait for is done by the first of their jobs.
pub(super) fn enqueue_all(writing: &mut Writing<'_>, removed: bool) -> Result<()> {
    let new = job(writing.context(), ALL, json!({"removed": removed}));
    enqueue(writing.writer(), &new).map(|_| ())
}

/// The open leads and deals of a company are to follow it.
pub(super) fn enqueue_company(writing: &mut Writing<'_>, company: Id) -> Result<()> {
    let new = job(writing.context(), COMPANY, json!({"company": company}));
    enqueue(writing.writer(), &new).map(|_| ())
}

/// Territories that a migration made of filters are filled once. Call it at each start.
pub fn schedule(platform: &Platform) -> Result<()> {
    for workspace in platform.store.read(list_workspaces)? {
        if !platform.store.read(|reader| waiting(reader, workspace.id))?.is_empty() {
            let context = system_context(platform, &workspace, Channel::Job);
            let new = job(&context, ALL, json!({"removed": false}));
            platform.store.write(move |writer| enqueue(writer, &new).map(|_| ()))?;
        }
    }
    Ok(())
}

/// The territories whose records are not looked through yet, with their versions.
fn waiting(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<(Id, i64)>> {
    let filter = vec![
        Where::Eq("workspace_id", workspace.into()),
        Where::IsNull("removed_at"),
        Where::IsNull("sorted_at"),
    ];
    let rows = reader.select(&Select::new(territory::KEY, &["id", "version"], filter))?;
    Ok(rows.iter().filter_map(|row| Some((row.first()?.id()?, row.get(1)?.integer()?))).collect())
}

fn sort_all(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?;
    let workspace = context.workspace;
    let asked = job.platform.store.read(|reader| waiting(reader, workspace))?;
    if asked.is_empty() && payload.get("removed") != Some(&Json::Bool(true)) {
        return Ok(json!({"moved": 0}));
    }
    let mut moved = 0;
    // Companies first: their leads and deals look at them.
    for (object, _) in OBJECTS {
        moved += sort(job, &context, object, json!({"and": []}))?;
    }
    let hold = job.hold();
    job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        for (id, version) in &asked {
            let kept = vec![(territory::SORTED_AT.key(), Value::Timestamp(writing.context().now))];
            let request = ChangeRequest { id: *id, version: Some(*version), fields: input([]) };
            match writing.change_made(territory::KEY, &request, kept) {
                // One that was changed meanwhile has a job of its own.
                Ok(_) | Err(Error::NotFound(_) | Error::Conflict(..)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    })?;
    Ok(json!({"moved": moved}))
}

fn sort_company(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?;
    let id = payload.get("company").and_then(Json::as_str).unwrap_or_default().to_string();
    let mut moved = 0;
    for object in [lead::KEY, deal::KEY] {
        moved += sort(job, &context, object, is("company", id.clone()))?;
    }
    Ok(json!({"moved": moved}))
}

/// Looks at records again, piece by piece; answers how many went elsewhere.
fn sort(
    job: &JobContext,
    context: &Context,
    object: &'static str,
    of: Json,
) -> std::result::Result<u64, JobError> {
    let engine = &job.platform.engine;
    let (mut cursor, mut moved, mut done) = (None, 0u64, 0i64);
    loop {
        job.progress(done, None, "")?;
        let request = FindRequest {
            filter: Some(of.clone()),
            sort: Some(Names::parse("id")),
            fields: Some(Names::parse("id")),
            limit: Some(PIECE),
            cursor: cursor.take(),
            ..FindRequest::default()
        };
        let page = engine.read(context, |reading| reading.find(object, &request))?;
        done += i64::try_from(page.data.len()).unwrap_or(i64::MAX);
        let ids: Vec<Id> = page.data.iter().map(Viewed::id).collect();
        let (hold, engine) = (job.hold(), Arc::clone(engine));
        moved += engine.write(context, move |writing| {
            hold.check(writing.writer())?;
            look_again(writing, object, &ids)
        })?;
        match page.next {
            Some(next) => cursor = Some(next),
            None => return Ok(moved),
        }
    }
}

/// Puts records where the territories of now say. Conditions are read once for all of them; the rule, which has the last word, looks
/// only at those that move.
fn look_again(writing: &mut Writing<'_>, object: &str, ids: &[Id]) -> Result<u64> {
    let workspace = writing.context().workspace;
    let map = Territories::read(writing.writer(), workspace)?;
    let asked = map.conditions(object);
    let read: Vec<Condition> = {
        let reading = writing.reading();
        asked.iter().map(|(_, filter)| reading.condition(object, filter)).collect::<Result<_>>()?
    };
    let read: Vec<&Condition> = read.iter().collect();
    let mut moved = 0;
    for id in ids {
        let Some(record) = looked_at(writing, object, *id)? else { continue };
        let before = linked_id(record.value(FIELD));
        if before.is_some() && is_over(object, &|field| record.value(field).cloned()) {
            continue;
        }
        let met = writing.reading().meets_all(object, *id, &read)?;
        let own = asked.iter().zip(met).find(|(_, met)| *met).map(|((place, _), _)| (place.id, "rule"));
        let found = match (own, linked_id(record.value("company")).filter(|_| object != company::KEY)) {
            (None, Some(id)) if !map.places.is_empty() => {
                let company = looked_at(writing, company::KEY, id)?;
                company.and_then(|company| linked_id(company.value(FIELD))).map(|id| (id, "company"))
            }
            (own, _) => own,
        };
        if before == found.map(|(id, _)| id) && text_of(record.value(BECAUSE)) == found.map(|(_, why)| why) {
            continue;
        }
        let kept = vec![
            (FIELD, found.map_or(Value::Null, |(id, _)| link(id))),
            (BECAUSE, found.map_or(Value::Null, |(_, why)| Value::Text(why.to_string()))),
        ];
        let request = ChangeRequest { id: *id, version: None, fields: input([]) };
        match writing.change_made(object, &request, kept) {
            Ok(written) => moved += u64::from(written.seq.is_some()),
            // Somebody removed it, or a rule of today refuses what stands there: the others go on.
            Err(Error::NotFound(_) | Error::Merged(..) | Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(moved)
}
