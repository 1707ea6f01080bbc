//! A seller whose target is reached hears of it, once. It is looked at after a deal was won or something was bought, beside the write, so that no
//! sale waits for sums.

use super::attainment::attainment;
use crate::sales::period::{Length, Period};
use crate::sales::sums::house;
use dictionary::Value;
use platform::job::{JobContext, JobError, JobKind, NewJob, enqueue};
use platform::notification::{Kind, NewNotification, notify};
use records::{Rule, RuleInput};
use serde_json::{Value as Json, json};
use standard::{deal, purchase, target};
use store::event::Verb;
use vocabulary::{Channel, Result};

const TELL: &str = "sales.tell_targets";

pub(super) static JOBS: &[JobKind] = &[JobKind { name: TELL, run: tell }];

pub(super) const WON: Rule = Rule { name: "a won deal may reach a target", object: deal::KEY, run: won };
pub(super) const BOUGHT: Rule =
    Rule { name: "a purchase may reach a target", object: purchase::KEY, run: bought };

fn won(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let is_won = *input.value(deal::OUTCOME.key()) == Value::Text("won".to_string());
    if is_won && (input.verb == Verb::Created || input.changes(deal::OUTCOME.key())) {
        look(input)
    } else {
        Ok(())
    }
}

fn bought(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb == Verb::Created { look(input) } else { Ok(()) }
}

/// One look is enough for all that is sold within a few seconds.
fn look(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let context = input.writing.context();
    if matches!(context.actor.channel, Channel::Import | Channel::Demo) {
        return Ok(());
    }
    let begun = context.now.micros().div_euclid(WHILE);
    let job = NewJob {
        id: context.ids.next(context.now),
        workspace: context.workspace,
        kind: TELL.to_string(),
        label: "Looking at targets".to_string(),
        payload: json!({}),
        max_attempts: 5,
        run_at: vocabulary::Timestamp::from_micros((begun + 1) * WHILE),
        created_by: None,
        created_key: None,
        once: Some(format!("{TELL}:{begun}")),
        created_at: context.now,
    };
    enqueue(input.writing.writer(), &job).map(|_| ())
}

/// Five seconds, in microseconds.
const WHILE: i64 = 5_000_000;

fn tell(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?;
    let reached = job.platform.engine.read(&context, |reading| {
        let (zone, _) = house(reading)?;
        let today = reading.context().now.date_in(&zone);
        let mut reached = Vec::new();
        for length in [Length::Month, Length::Quarter, Length::Year] {
            if let Some(period) = Period::around(length, today) {
                reached.extend(attainment(reading, period, Some("user"))?.reached());
            }
        }
        Ok(reached)
    })?;
    let (hold, told) = (job.hold(), reached.len());
    job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        for (target, user) in &reached {
            let key = format!("target:{target}:reached");
            let new = NewNotification::about(*user, Kind::Target, target::KEY, *target, key);
            notify(writing, &new)?;
        }
        Ok(())
    })?;
    Ok(json!({"reached": told}))
}
