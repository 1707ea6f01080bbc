//! Signs of life for running jobs: their leases are prolonged, and requests to stop them are heard.

use super::JobState;
use super::board::Running;
use super::model::{TABLE, by_id};
use crate::Platform;
use crate::row::Row;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::table::{Condition, Select, Update};
use vocabulary::Result;

/// Prolongs the leases of all jobs that run here. One that another server has taken is told to stop.
pub(super) fn keep(platform: &Platform) -> Result<()> {
    let running = platform.jobs.all();
    if running.is_empty() {
        return Ok(());
    }
    let until = platform.now().plus_seconds(platform.settings.job_lease);
    let kept: Vec<Arc<Running>> = running.clone();
    let states = platform.store.write(move |writer| {
        let mut states = Vec::with_capacity(kept.len());
        for running in &kept {
            let mut filter = by_id(running.workspace, running.id);
            filter.push(Condition::Eq("fence", running.fence.into()));
            filter.push(Condition::Eq("state", JobState::Running.word().into()));
            let held =
                writer.update(&Update::new(TABLE, vec![("lease_until", until.into())], filter.clone()))? == 1;
            let row = writer.select(&Select::new(TABLE, &["cancel_asked"], filter))?.into_iter().next();
            let cancelled = row.map(|columns| Row::new(TABLE, columns).flag()).transpose()?.unwrap_or(false);
            states.push((held, cancelled));
        }
        Ok(states)
    })?;
    for (running, (held, cancelled)) in running.iter().zip(states) {
        if !held {
            running.stopped.store(true, Ordering::SeqCst);
        }
        if cancelled {
            running.cancelled.store(true, Ordering::SeqCst);
        }
    }
    Ok(())
}
