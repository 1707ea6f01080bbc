//! The groups that stand on companies and people: worked out each night and on request from everybody's purchases, by the fifths of
//! the values, and written in bulk without a version or a line of history.

use super::group::{GROUPS, Group};
use super::scored::{Convention, Scored, scored};
use crate::analysis::ground;
use crate::customer::{self, Kind};
use axum::extract::State;
use dictionary::Value;
use platform::Platform;
use platform::feature::{Routes, Schemas};
use platform::http::app::{App, answer};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, Asker};
use platform::identity::{Authenticated, list_workspaces, system_context};
use platform::job::{
    Job, JobContext, JobError, JobKind, NewJob, NewSchedule, Rhythm, enqueue, find_job, put_schedule,
};
use records::Context;
use serde_json::{Value as Json, json};
use standard::customer as fields;
use std::sync::Arc;
use vocabulary::{Channel, Conflict, Error, Id, Result, WorkspaceId};

const NIGHTLY: &str = "rfm.nightly";
const SCORE: &str = "rfm.score";
const LABEL: &str = "Working out the groups of customers";
/// Records of one commit: others write in between.
const PIECE: usize = 500;

const FIELDS: [&str; 3] = [fields::GROUP.def.key, fields::RFM.def.key, fields::GROUPED_AT.def.key];

pub(super) const JOBS: &[JobKind] =
    &[JobKind { name: NIGHTLY, run: nightly }, JobKind { name: SCORE, run: score_one }];

pub(super) static OPERATIONS: &[Operation] = &[operation(
    "create_customer_groups",
    Method::Post,
    "/customer-groups",
    "Works out now in which group each company and person is, and writes it into their fields, as it is done each night.",
)
.of("Analyses")
.door(Door::Administrator)
.gives(Shape::Named("Job"))
.taken()];

pub(super) fn routes() -> Routes {
    vec![("create_customer_groups", answered_by(Method::Post, create_customer_groups))]
}

pub(super) fn schemas() -> Schemas {
    Vec::new()
}

async fn create_customer_groups(State(app): State<App>, asker: Asker) -> Answer {
    asker.require_administrator()?;
    answer(202, &app.work(&asker, ask).await?)
}

fn ask(platform: &Platform, asker: &Authenticated) -> Result<Job> {
    let new = NewJob::new(platform, asker, SCORE, LABEL, Json::Null);
    let id = new.id;
    platform.store.write(move |writer| enqueue(writer, &new).map(|_| ()))?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Sees to it that the groups are worked out each night, and once soon after the first start. Call it at each start.
pub fn schedule(platform: &Platform) -> Result<()> {
    let daily = NewSchedule {
        workspace: WorkspaceId(0),
        name: NIGHTLY.to_string(),
        kind: NIGHTLY.to_string(),
        label: LABEL.to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 2, minute: 5 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &daily, now))?;
    for workspace in platform.store.read(list_workspaces)? {
        let mut first = NewJob::of_system(platform, workspace.id, SCORE, LABEL, Json::Null);
        first.once = Some("rfm.first".to_string());
        platform.store.write(move |writer| enqueue(writer, &first).map(|_| ()))?;
    }
    Ok(())
}

fn nightly(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let mut grouped = 0;
    for workspace in &job.platform.store.read(list_workspaces)? {
        grouped += score(job, &system_context(&job.platform, workspace, Channel::Job))?;
    }
    Ok(json!({"grouped": grouped}))
}

fn score_one(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?.unlimited();
    Ok(json!({"grouped": score(job, &context)?}))
}

/// The groups of one workspace; answers how many customers are in one.
fn score(job: &JobContext, context: &Context) -> std::result::Result<u64, JobError> {
    let now = job.now();
    let told = |_: i64, _: Option<i64>| {
        let stopped = || Error::Conflict(Conflict::Other, "The job was stopped.".to_string());
        if job.cancelled() { Err(stopped()) } else { Ok(()) }
    };
    let worked = job.platform.engine.read(context, |reading| {
        let mut ground = ground(reading, now, 0, &told)?;
        let customers = customer::customers(&mut ground, now)?;
        let today = ground.today();
        match scored(&customers, today, &ground, &Convention::Quantiles) {
            // Too few customers to tell apart: nobody is in a group.
            Err(Error::Invalid(_)) => Ok(Vec::new()),
            found => found,
        }
    });
    // When somebody stopped it, this says so in the job's own words.
    job.progress(0, None, "")?;
    let worked = worked?;
    let total = i64::try_from(worked.len()).ok();
    let stamp = Value::Timestamp(now);
    let row = |one: &Scored| -> (Id, Vec<Value>) {
        let group = GROUPS.get(Group::place(one.recency, one.frequency)).map_or("", |group| group.key);
        let digits = [one.recency, one.frequency, one.monetary].map(i64::from);
        let scores = digits.iter().fold(0, |number, digit| number * 10 + digit);
        (one.customer.id, vec![Value::Text(group.to_string()), Value::Integer(scores), stamp.clone()])
    };
    let mut written = 0;
    for kind in Kind::ALL {
        let object = kind.object();
        let rows: Vec<(Id, Vec<Value>)> =
            worked.iter().filter(|one| one.customer.kind == kind).map(row).collect();
        for piece in rows.chunks(PIECE) {
            let (hold, engine, piece) = (job.hold(), Arc::clone(&job.platform.engine), piece.to_vec());
            written += engine.write(context, move |writing| {
                hold.check(writing.writer())?;
                writing.put_worked_out(object, &FIELDS, &piece)
            })?;
            job.progress(i64::try_from(written).unwrap_or(i64::MAX), total, "")?;
        }
        let (hold, engine, stamp) = (job.hold(), Arc::clone(&job.platform.engine), stamp.clone());
        engine.write(context, move |writing| {
            hold.check(writing.writer())?;
            writing.clear_worked_out(object, &FIELDS, fields::GROUPED_AT.def.key, &stamp)
        })?;
    }
    // Groups are written without an event: segments whose rule looks at one are held against all records again.
    let workspace = context.workspace;
    job.platform.store.write(move |writer| crate::segment::stale(writer, workspace, &FIELDS))?;
    Ok(written)
}
