//! Leads to try again: a disqualified lead with a date is new again on that day.

use super::{answer, score};
use crate::sales::house::{input, text_of};
use dictionary::Value;
use jiff::tz::TimeZone;
use platform::job::{JobContext, JobError, JobKind, NewJob, enqueue};
use records::{ChangeRequest, RuleInput};
use serde_json::{Value as Json, json};
use standard::lead;
use std::sync::Arc;
use store::event::Verb;
use vocabulary::{Date, Error, Id, Result, Timestamp};

const RETRY: &str = "sales.retry_lead";

/// The kinds of jobs of leads.
pub(crate) static JOBS: &[JobKind] = &[
    JobKind { name: RETRY, run: try_again },
    JobKind { name: score::RESCORE, run: score::rescore },
    JobKind { name: answer::WARN, run: answer::warn },
];

/// The hour of the day on which it comes back, before people come to work.
const HOUR: i8 = 6;

/// A date to try again becomes a job for that morning, in the transaction that names the date.
pub(super) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let waits = text_of(Some(input.value(lead::STATE.key()))) == Some("disqualified");
    let changed = input.changes(lead::RETRY_ON.key()) || input.changes(lead::STATE.key());
    if !waits || !changed || !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let Value::Date(day) = *input.value(lead::RETRY_ON.key()) else { return Ok(()) };
    let context = input.writing.context();
    let run_at = morning(day, &context.moment.zone).unwrap_or(context.now);
    let job = NewJob {
        id: context.ids.next(context.now),
        workspace: context.workspace,
        kind: RETRY.to_string(),
        label: "Trying a lead again".to_string(),
        payload: json!({"lead": input.meta().id}),
        max_attempts: 5,
        run_at,
        created_by: None,
        created_key: None,
        once: None,
        created_at: context.now,
    };
    enqueue(input.writing.writer(), &job).map(|_| ())
}

fn morning(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let at = day.to_jiff().at(HOUR, 0, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_jiff(at.timestamp()))
}

/// The lead is new again, unless somebody has taken it up or put the day off meanwhile.
fn try_again(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let lead: Id =
        serde_json::from_value(payload.get("lead").cloned().unwrap_or_default()).map_err(Error::internal)?;
    let context = job.context()?;
    let today = job.now().date_in(&context.moment.zone);
    let (hold, engine) = (job.hold(), Arc::clone(&job.platform.engine));
    let again = engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        let found = match writing.reading().get(lead::KEY, lead) {
            Err(Error::NotFound(_) | Error::Merged(..)) => return Ok(false),
            other => other?,
        };
        let due = matches!(found.value(lead::RETRY_ON.key()), Some(Value::Date(day)) if *day <= today);
        if !due || text_of(found.value(lead::STATE.key())) != Some("disqualified") {
            return Ok(false);
        }
        let fields = input([(lead::STATE.key(), json!("new"))]);
        writing.change(lead::KEY, &ChangeRequest { id: lead, version: None, fields })?;
        Ok(true)
    })?;
    Ok(json!({"again": again}))
}
