//! Merging many groups: each in a transaction of its own, all in one change set.

use crate::Platform;
use crate::identity::Authenticated;
use crate::job::{Job, JobContext, JobError, NewJob, enqueue, find_job};
use records::{Context, Extent, GroupPlace};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashSet;
use vocabulary::{Error, Id, Result};

pub(super) const MERGE: &str = "duplicate.merge";

/// Groups looked up at once.
const PAGE: usize = 100;
/// Reasons that are kept and shown.
const MOST_REASONS: usize = 100;

/// Which groups are merged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManyRequest {
    /// Their level.
    pub level: String,
    /// Only these of it.
    #[serde(default)]
    pub groups: Option<Vec<Id>>,
}

/// What the job is to do.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Merging {
    pub object: String,
    pub level: String,
    pub groups: Option<Vec<Id>>,
    /// Whether no person asked for it.
    #[serde(default)]
    pub by_itself: bool,
}

/// Begins to merge groups in the background.
pub fn start_merging(
    platform: &Platform,
    asker: &Authenticated,
    plural: &str,
    request: ManyRequest,
) -> Result<Job> {
    let context = asker.context(platform);
    let object = platform.engine.read(&context, |reading| {
        let object = reading.object_by_plural(plural)?;
        let rights = context.rights.object(&object.key);
        if rights.change == Extent::None || rights.remove == Extent::None {
            return Err(Error::Forbidden("Your role does not let you merge records.".to_string()));
        }
        reading.duplicates_told(&object.key)?;
        // The level is read now, so that a wrong one is told at once.
        reading.groups_to_merge(&object.key, &request.level, None, 1)?;
        Ok(object)
    })?;
    let label = format!("Merging {}", object.label_plural.to_lowercase());
    let merging = Merging {
        object: object.key.clone(),
        level: request.level,
        groups: request.groups,
        by_itself: false,
    };
    let job = NewJob::new(platform, asker, MERGE, &label, json!(merging));
    let id = job.id;
    platform.store.write(move |writer| enqueue(writer, &job))?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Does the work.
pub(super) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let merging: Merging = serde_json::from_value(payload).map_err(Error::internal)?;
    merge_all(job, &merging)
}

/// Merges all groups that are wanted. One that cannot be merged is left and told.
pub(super) fn merge_all(job: &JobContext, merging: &Merging) -> Result<Value, JobError> {
    let wanted: Option<HashSet<Id>> = merging.groups.as_ref().map(|groups| groups.iter().copied().collect());
    let total = wanted.as_ref().map(|wanted| wanted.len() as i64);
    let (mut merged, mut gone, mut refused, mut reasons) = (0i64, 0usize, 0i64, Vec::new());
    let mut after: Option<GroupPlace> = None;
    loop {
        let context = job.context()?;
        let page = job.platform.engine.read(&context, |reading| {
            reading.groups_to_merge(&merging.object, &merging.level, after, PAGE)
        })?;
        for place in &page {
            after = Some(*place);
            if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&place.group)) {
                continue;
            }
            job.progress(merged + refused, total, "Merging")?;
            match merge_one(job, &context, merging, place.group) {
                Ok(0) => {}
                Ok(losers) => {
                    merged += 1;
                    gone += losers;
                }
                Err(error @ (Error::Forbidden(_) | Error::NotFound(_) | Error::Invalid(_))) => {
                    refused += 1;
                    if reasons.len() < MOST_REASONS {
                        reasons.push(json!({"group": place.group, "reason": error.to_string()}));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    let change_set = (merged > 0).then_some(job.job.id);
    Ok(
        json!({"merged": merged, "records": gone, "refused": refused, "reasons": reasons, "change_set": change_set}),
    )
}

fn merge_one(job: &JobContext, context: &Context, merging: &Merging, group: Id) -> Result<usize> {
    let mut context = context.clone();
    context.now = job.now();
    context.moment.now = context.now;
    let (hold, object, by_itself) = (job.hold(), merging.object.clone(), merging.by_itself);
    job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        writing.merge_group(&object, group, by_itself)
    })
}
