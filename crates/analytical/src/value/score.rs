//! The scores that stand on companies and people: worked out each night and on request from everybody's purchases, written in bulk,
//! without a version or a line of history.
//!
//! They come from the MBG/NBD, and only where it does not fit from the BG/NBD: that one calls everybody who never came back certainly
//! still a customer.

use super::feature::Talks;
use super::history::{History, Who};
use super::lifetime::{known, last_day, valued};
use super::model::{Kind, Worth, fit};
use super::parameter::Customers;
use super::watch::Steps;
use super::{gather, leaving};
use dictionary::Value;
use math::Refusal;
use platform::Platform;
use platform::identity::{Authenticated, list_workspaces, system_context};
use platform::job::{
    Job, JobContext, JobError, JobKind, NewJob, NewSchedule, Rhythm, enqueue, find_job, put_schedule,
};
use records::Context;
use serde_json::{Value as Json, json};
use standard::{company, customer, person, purchase};
use std::collections::HashMap;
use std::sync::Arc;
use store::Reader;
use store::table::{Condition, Select};
use vocabulary::{Channel, Conflict, Currency, Decimal, Error, Id, Money, Result, WorkspaceId};

const NIGHTLY: &str = "value.nightly";
const SCORE: &str = "value.score";
const LABEL: &str = "Working out what customers are worth";

/// Records of one commit: others write in between.
const PIECE: usize = 500;

/// The kinds of jobs.
pub(super) static JOBS: &[JobKind] =
    &[JobKind { name: NIGHTLY, run: nightly }, JobKind { name: SCORE, run: score_one }];

const FIELDS: [&str; 6] = [
    customer::ALIVE.def.key,
    customer::EXPECTED_PURCHASES.def.key,
    customer::EXPECTED_VALUE.def.key,
    customer::CHURN_RISK.def.key,
    customer::VALUED_BY.def.key,
    customer::VALUED_AT.def.key,
];

/// Sees to it that the scores are worked out each night, and once soon where there are purchases and none yet. Call it at each start.
pub fn schedule(platform: &Platform) -> Result<()> {
    let daily = NewSchedule {
        workspace: WorkspaceId(0),
        name: NIGHTLY.to_string(),
        kind: NIGHTLY.to_string(),
        label: LABEL.to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 2, minute: 10 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &daily, now))?;
    for workspace in platform.store.read(list_workspaces)? {
        if platform.store.read(|reader| waiting(reader, workspace.id))? {
            let new = NewJob::of_system(platform, workspace.id, SCORE, LABEL, Json::Null);
            platform.store.write(move |writer| enqueue(writer, &new).map(|_| ()))?;
        }
    }
    Ok(())
}

/// Whether a workspace has purchases and no score.
fn waiting(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<bool> {
    let mut any = |table, column| {
        let mut filter =
            vec![Condition::Eq("workspace_id", workspace.into()), Condition::IsNull("removed_at")];
        filter.push(Condition::NotNull(column));
        Ok::<bool, Error>(!reader.select(&Select::new(table, &["id"], filter).limit(1))?.is_empty())
    };
    let risk = customer::CHURN_RISK.def.key;
    Ok(any(purchase::KEY, "purchased_at")? && !any(company::KEY, risk)? && !any(person::KEY, risk)?)
}

/// Asks for the scores now; answers the job.
pub(super) fn ask(platform: &Platform, asker: &Authenticated) -> Result<Job> {
    let new = NewJob::new(platform, asker, SCORE, LABEL, Json::Null);
    let id = new.id;
    platform.store.write(move |writer| enqueue(writer, &new).map(|_| ()))?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

fn nightly(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let workspaces = job.platform.store.read(list_workspaces)?;
    let (mut scored, mut failed) = (0, None);
    for workspace in &workspaces {
        match score(job, &system_context(&job.platform, workspace, Channel::Job)) {
            Ok(count) => scored += count,
            Err(ended @ (JobError::Stopped | JobError::Cancelled)) => return Err(ended),
            // The others have theirs all the same.
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(json!({"scored": scored})),
    }
}

fn score_one(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?.unlimited();
    Ok(json!({"scored": score(job, &context)?}))
}

/// The scores of one workspace; answers how many customers got one.
fn score(job: &JobContext, context: &Context) -> std::result::Result<u64, JobError> {
    let stopped = || Error::Conflict(Conflict::Other, "The job was stopped.".to_string());
    let currency = context.moment.read.currency;
    let mut step = || if job.cancelled() { Err(stopped()) } else { Ok(()) };
    let gathered =
        job.platform.engine.read(context, |reading| gather::history(reading, currency, &mut |_| step()));
    let worked = gathered.and_then(|history| {
        let today = super::history::day_of(context.now);
        scores(&history, today, currency, context.now, &mut step)
    });
    // When somebody stopped it, this says so in the job's own words.
    job.progress(0, None, "")?;
    let mut by_object: HashMap<&'static str, Vec<(Id, Vec<Value>)>> = HashMap::new();
    let (scored, note) = match worked? {
        Ok(scored) => (scored, String::new()),
        Err(refusal) => (Scored::new(), refusal.to_string()),
    };
    for (who, values) in scored {
        by_object.entry(who.object()).or_default().push((who.id(), values));
    }
    let all: usize = by_object.values().map(Vec::len).sum();
    let total = i64::try_from(all).unwrap_or(i64::MAX);
    let mut written = 0;
    for object in [company::KEY, person::KEY] {
        for piece in by_object.remove(object).unwrap_or_default().chunks(PIECE) {
            let (hold, engine, piece) = (job.hold(), Arc::clone(&job.platform.engine), piece.to_vec());
            written += engine.write(context, move |writing| {
                hold.check(writing.writer())?;
                writing.put_worked_out(object, &FIELDS, &piece)
            })?;
            job.progress(i64::try_from(written).unwrap_or(total), Some(total), "")?;
        }
        let (hold, engine) = (job.hold(), Arc::clone(&job.platform.engine));
        let now = Value::Timestamp(context.now);
        engine.write(context, move |writing| {
            hold.check(writing.writer())?;
            writing.clear_worked_out(object, &FIELDS, customer::VALUED_AT.def.key, &now)
        })?;
    }
    // Scores are written without an event: segments whose rule looks at one are held against all records again.
    let workspace = context.workspace;
    job.platform.store.write(move |writer| crate::segment::stale(writer, workspace, &FIELDS))?;
    // Whoever asked sees why nobody got one.
    job.progress(i64::try_from(written).unwrap_or(total), Some(total), &note)?;
    Ok(written)
}

type Scored = Vec<(Who, Vec<Value>)>;

/// The scores of all customers, parallel to [`FIELDS`], or why nothing can be said.
pub(super) fn scores(
    history: &History,
    today: i32,
    currency: Currency,
    now: vocabulary::Timestamp,
    steps: &mut Steps<'_>,
) -> Result<std::result::Result<Scored, Refusal>> {
    let Some(span) = history.span() else {
        return Ok(Err(Refusal::TooFew { what: "purchases", needed: 1, got: 0 }));
    };
    let (until, _) = last_day(None, span, today);
    let customers = known(history, Customers::All, until, until);
    let spends: Vec<_> = customers.iter().map(|(_, summary)| summary.spend).collect();
    let worth = Worth::of(&spends);
    let mut found: std::result::Result<_, Refusal> = Err(Refusal::NoRepeatPurchases);
    for kind in [Kind::Modified, Kind::Classic] {
        let fitted = fit(kind, customers.iter().map(|(_, summary)| summary.customer), steps)?;
        found = fitted.and_then(|fit| Ok((valued(&customers, &fit, &worth, 365.0 / 7.0, 0.0)?, fit)));
        if found.is_ok() {
            break;
        }
    }
    let (valued, fit) = match found {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // Talks are left out: the score is made of purchases, and seen by those who see them.
    let talks = Talks::new();
    let days = leaving::silence(history, Customers::All, until).unwrap_or(365);
    let risks = leaving::learn(history, Customers::All, until, days, &talks, steps)?;
    let mut leaves: HashMap<Who, f64> = HashMap::new();
    for risk in risks.of(history, Customers::All, until, &talks) {
        leaves.insert(risk.behavior.who, risk.risk);
    }
    let weeks = f64::from(days) / 7.0;
    let one = |one: &super::lifetime::Valued| {
        let risk =
            leaves.get(&one.who).copied().unwrap_or_else(|| fit.model.silent(&one.summary.customer, weeks));
        let values = vec![
            percent(one.alive),
            number(one.purchases),
            money(one.value, currency),
            percent(risk),
            Value::Text(fit.kind.key().to_string()),
            Value::Timestamp(now),
        ];
        (one.who, values)
    };
    Ok(Ok(valued.iter().map(one).collect()))
}

/// A share as a percentage with one decimal.
fn percent(share: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
    let tenths = (share.clamp(0.0, 1.0) * 1000.0).round() as i64;
    Value::Decimal(Decimal::from_millionths(tenths * 100_000))
}

fn number(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "bounded")]
    let hundredths = (number.clamp(0.0, 1e9) * 100.0).round() as i64;
    Value::Decimal(Decimal::from_millionths(hundredths * 10_000))
}

fn money(minor: f64, currency: Currency) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "bounded")]
    let minor = minor.clamp(0.0, 1e15).round() as i64;
    Value::Money(Money::new(minor, currency))
}
