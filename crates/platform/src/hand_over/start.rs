//! Begins a hand-over: what is wrong with it is told before, not by a job that failed half way. Whoever leaves is signed out first, so that
//! nothing new comes to be theirs while it goes; what they hold beside records goes in the same transaction, so that it never rests.

use super::HAND_OVER;
use super::count::held;
use super::holding::parts;
use super::run::Task;
use crate::Platform;
use crate::identity::{Authenticated, find_user, switch_off};
use crate::job::{Job, NewJob, enqueue, find_job};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// Most colleagues who share what is handed over.
const MOST: usize = 50;

/// What goes to whom.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandOver {
    /// To these: the records of each part go round among them.
    pub to: Vec<Id>,
    /// To others for some parts.
    pub by_part: BTreeMap<String, Vec<Id>>,
    /// Only these parts; all when left out.
    pub parts: Option<Vec<String>>,
    /// Also what is done and decided, which otherwise stays as history.
    pub finished: bool,
    /// Whether the user may no longer sign in.
    pub switch_off: bool,
    /// Only tell what would go.
    pub dry_run: bool,
}

impl HandOver {
    /// Whether a part is handed over at all.
    pub(super) fn means(&self, part: &str) -> bool {
        self.parts.as_ref().is_none_or(|parts| parts.iter().any(|one| one == part))
    }

    /// Who shares a part.
    pub(super) fn receivers(&self, part: &str) -> &[Id] {
        self.by_part.get(part).unwrap_or(&self.to)
    }
}

/// Begins a hand-over; answers the job, whose id is also that of the one change set it writes.
pub fn start_hand_over(
    platform: &Platform,
    asker: &Authenticated,
    user: Id,
    request: HandOver,
) -> Result<Job> {
    asker.require_administrator()?;
    let from = find_user(platform, asker, user)?;
    check(platform, asker, user, &request)?;
    let held = held(platform, asker, user, &request)?;
    let left = held.data.iter().find(|part| part.count > 0 && request.receivers(&part.part).is_empty());
    if let Some(part) = left {
        let text = format!("Say who gets the {}.", part.label.to_lowercase());
        return Err(Error::invalid("to", "required", text));
    }
    let total = held.data.iter().filter(|part| part.object.is_some()).map(|part| part.count).sum::<u64>();
    let task = Task { user, request, total: i64::try_from(total).unwrap_or(i64::MAX) };
    let label = format!("Handing over what {} looks after", from.name);
    let job = NewJob::new(platform, asker, HAND_OVER, &label, json!(task));
    let id = job.id;
    let features = platform.features;
    platform.engine.write(&asker.context(platform), move |writing| {
        for duty in features.iter().flat_map(|feature| feature.duties) {
            let receiver = task.request.receivers(duty.name).first();
            if let Some(receiver) = receiver.filter(|_| task.request.means(duty.name)) {
                (duty.give)(writing, user, *receiver)?;
            }
        }
        if task.request.switch_off {
            let (workspace, now) = (writing.context().workspace, writing.context().now);
            switch_off(writing.writer(), workspace, user, now)?;
        }
        enqueue(writing.writer(), &job)
    })?;
    platform.identity.forget();
    platform.jobs.ring();
    find_job(platform, asker, id)
}

fn check(platform: &Platform, asker: &Authenticated, user: Id, request: &HandOver) -> Result<()> {
    if request.switch_off && asker.user.id == user {
        let text = "Nobody switches themselves off: another administrator does it.";
        return Err(Error::invalid("switch_off", "not_supported", text));
    }
    check_names(platform, asker, request)?;
    let named = request.to.iter().map(|id| ("to".to_string(), *id));
    let by_part = request
        .by_part
        .iter()
        .flat_map(|(part, ids)| ids.iter().map(move |id| (format!("by_part.{part}"), *id)));
    let receivers: Vec<(String, Id)> = named.chain(by_part).collect();
    if receivers.len() > MOST {
        return Err(Error::invalid("to", "too_long", format!("At most {MOST} share what is handed over.")));
    }
    for (field, id) in &receivers {
        let text = match find_user(platform, asker, *id) {
            _ if *id == user => "Name others than the one who hands over.",
            Ok(receiver) if receiver.active => continue,
            Ok(_) => "Somebody who may not sign in looks after nothing.",
            Err(Error::NotFound(_)) => "There is no such user.",
            Err(error) => return Err(error),
        };
        return Err(Error::invalid(field, "not_supported", text));
    }
    Ok(())
}

fn check_names(platform: &Platform, asker: &Authenticated, request: &HandOver) -> Result<()> {
    let known = platform.engine.read(&asker.context(platform), |reading| {
        let dictionary = Arc::clone(reading.dictionary());
        let now = reading.context().now;
        Ok(parts(platform.features, &dictionary, now).into_iter().map(|part| part.key).collect::<Vec<_>>())
    })?;
    let duties = || platform.features.iter().flat_map(|feature| feature.duties).map(|duty| duty.name);
    let fields = request.parts.iter().flatten().map(|part| ("parts", part));
    for (field, part) in fields.chain(request.by_part.keys().map(|part| ("by_part", part))) {
        if !known.contains(part) && !duties().any(|duty| duty == part) {
            return Err(Error::invalid(field, "not_found", format!("Nothing is called “{part}” here.")));
        }
    }
    Ok(())
}
