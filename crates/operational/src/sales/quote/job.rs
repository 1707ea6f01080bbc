//! What happens to a quote by the calendar: its owner is reminded, and it runs out. Both look at what it is by then, which may be long
//! after their time when no server ran.

use super::calendar::{EXPIRE, REMIND, is_late, plan_end};
use super::send::is_open;
use super::tell;
use crate::sales::plain::{date, one, only, value, words};
use dictionary::Value;
use platform::job::{JobContext, JobError, JobKind};
use serde_json::{Value as Json, json};
use standard::quote;
use vocabulary::{Error, Id, Result};

pub(super) static JOBS: &[JobKind] =
    &[JobKind { name: EXPIRE, run: expire }, JobKind { name: REMIND, run: remind }];

fn quote_of(payload: &Json) -> Result<Id> {
    let id = payload
        .get("quote")
        .and_then(Json::as_str)
        .ok_or_else(|| Error::internal("a job without its quote"))?;
    id.parse()
}

fn expire(job: &JobContext, payload: Json) -> Result<Json, JobError> {
    let (id, context, hold) = (quote_of(&payload)?, job.context()?, job.hold());
    let done = job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        let Some(found) = one(writing, quote::KEY, id)?.filter(is_open) else { return Ok(false) };
        if !is_late(writing, &found)? {
            // The house has moved to another zone meanwhile: its day ends later now.
            if let Some(until) = date(&value(&found, quote::VALID_UNTIL.key())) {
                plan_end(writing, id, until)?;
            }
            return Ok(false);
        }
        let kept = vec![(quote::STATE.key(), words("expired"))];
        writing.change_made(quote::KEY, &only(id), kept)?;
        tell::owner(writing, &found, "quote_expired", "expired").map(|()| true)
    })?;
    Ok(json!({ "expired": done }))
}

fn remind(job: &JobContext, payload: Json) -> Result<Json, JobError> {
    // A server that died right after the task was written begins the job again: one task is enough.
    if job.job.checkpoint.is_some() {
        return Ok(json!({ "reminded": true }));
    }
    let (id, context, hold) = (quote_of(&payload)?, job.context()?, job.hold());
    let done = job.platform.engine.write(&context, move |writing| {
        hold.keep(writing.writer(), &json!("reminded"))?;
        let Some(found) = one(writing, quote::KEY, id)?.filter(is_open) else { return Ok(false) };
        if is_late(writing, &found)? {
            return Ok(false);
        }
        let until = value(&found, quote::VALID_UNTIL.key()).to_text();
        let now = writing.context().now;
        let fields = vec![
            ("subject", json!(format!("{} → {until}", found.title().unwrap_or_default()))),
            ("due_at", Value::Timestamp(now).to_json()),
        ];
        tell::task(writing, &found, fields)?;
        tell::owner(writing, &found, "quote_expires", "expires").map(|()| true)
    })?;
    Ok(json!({ "reminded": done }))
}
