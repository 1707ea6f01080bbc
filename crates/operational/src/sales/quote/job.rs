//! What happens to a quote by the calendar: its owner is reminded, and it runs out. Both look at what it is by then.

use super::send::{EXPIRE, REMIND, is_open};
use crate::sales::plain::{date, one, only, value, words};
use dictionary::Value;
use platform::job::{JobContext, JobError, JobKind};
use records::Input;
use serde_json::{Value as Json, json};
use standard::{quote, task};
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
        let Some(found) = one(writing, quote::KEY, id)? else { return Ok(false) };
        let moment = &writing.context().moment;
        let today = moment.now.date_in(&moment.zone);
        let over = date(&value(&found, quote::VALID_UNTIL.key())).is_some_and(|until| until < today);
        if !over || !is_open(&found) {
            return Ok(false);
        }
        let kept = vec![(quote::STATE.key(), words("expired"))];
        writing.change_made(quote::KEY, &only(id), kept).map(|_| true)
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
        let until = value(&found, quote::VALID_UNTIL.key()).to_text();
        let mut fields = Input::new();
        fields
            .insert("subject".to_string(), json!(format!("{} → {until}", found.title().unwrap_or_default())));
        fields.insert("due_at".to_string(), Value::Timestamp(writing.context().now).to_json());
        for field in ["deal", "company", "person"] {
            if let Some(id) = crate::sales::plain::link(&value(&found, field)) {
                fields.insert(field.to_string(), json!(id));
            }
        }
        if let Some(owner) = found.meta().owner {
            fields.insert("owner".to_string(), json!(owner));
        }
        writing.create(task::KEY, &fields).map(|_| true)
    })?;
    Ok(json!({ "reminded": done }))
}
