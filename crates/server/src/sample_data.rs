//! The job that brings the demo company into a workspace that is in use: the platform asks for it, the company is known here.

use crate::demo::SEED;
use ::demo::{DemoCompany, Size};
use platform::job::{JobContext, JobError, JobKind};
use platform::{identity, sample_data};
use records::{Context, Rights};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Channel, Error, Id, Timestamp};

/// The kinds of jobs the demo company needs.
pub static JOBS: &[JobKind] = &[JobKind { name: sample_data::FILL, run: fill }];

/// Records of one transaction: people who write at the same time hardly wait.
const CHUNK: usize = 200;

fn fill(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let wrong = || Error::internal("sample data of no size");
    let size = payload.get("size").and_then(Value::as_f64).ok_or_else(wrong)?;
    let at: Timestamp =
        payload.get("at").and_then(Value::as_str).and_then(|at| at.parse().ok()).ok_or_else(wrong)?;
    let asker = job.asker()?.ok_or_else(|| Error::internal("sample data that nobody asked for"))?;
    asker.require_administrator()?;
    // The company is written as it came to be, with moments of long ago: no role lets anybody do that.
    let mut context = Context { rights: Arc::new(Rights::unlimited()), ..job.context()? };
    context.actor.channel = Channel::Demo;
    if job.job.attempts > 1 {
        // The try before broke off: what it has written goes first, because the same is written again.
        sample_data::take_back(job, &context, job.job.id)?;
    }
    let users = identity::list_users(&job.platform, &asker)?;
    let owners: Vec<Id> = users.iter().filter(|user| user.active).map(|user| user.id).collect();
    let today = at.date_in(&context.moment.zone);
    let company = DemoCompany::new(SEED, Size::STANDARD.times(size), today, owners);
    let about = i64::try_from(company.about()).unwrap_or(i64::MAX);
    let written = ::demo::fill(&job.platform.engine, &context, &company, CHUNK, &mut |done| {
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        // Half a company helps nobody: it goes on to the end, and can be taken out then.
        let _ = job.progress(done.min(about), Some(about), "");
    })?;
    job.platform.store.maintain()?;
    Ok(json!({ "records": written, "change_set": job.job.id }))
}
