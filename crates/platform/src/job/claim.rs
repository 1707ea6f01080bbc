//! Taking a job: a conditional update that only one server can win, with a lease and a number that grows.

use super::JobState;
use super::finish::{Ending, end};
use super::model::{COLUMNS, Job, TABLE, by_id, read};
use crate::Platform;
use store::table::{Condition, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Result, Timestamp};

/// The next job that is due, now in the hands of this server. Workspaces with less running here come first.
pub(super) fn claim(platform: &Platform, kinds: &[&'static str], server: &str) -> Result<Option<Job>> {
    let now = platform.now();
    let mut due = platform.store.read(|reader| due(reader, kinds, now))?;
    due.sort_by_key(|job| platform.jobs.busy(job.workspace));
    for job in due {
        let (server, lease) = (server.to_string(), platform.settings.job_lease);
        let claimed = platform.store.write(move |writer| take(writer, &job, &server, now, lease))?;
        if claimed.is_some() {
            return Ok(claimed);
        }
    }
    Ok(None)
}

/// Jobs whose turn has come, and jobs whose server has been silent for longer than its lease.
fn due(reader: &mut dyn Reader, kinds: &[&'static str], now: Timestamp) -> Result<Vec<Job>> {
    let of_kind = || Condition::In("kind", kinds.iter().map(|kind| Datum::from(*kind)).collect());
    let queued = vec![
        Condition::Eq("state", JobState::Queued.word().into()),
        Condition::Lte("run_at", now.into()),
        of_kind(),
    ];
    let abandoned = vec![
        Condition::Eq("state", JobState::Running.word().into()),
        Condition::Lt("lease_until", now.into()),
        of_kind(),
    ];
    let mut rows = reader.select(&Select::new(TABLE, COLUMNS, queued).ascending("run_at").limit(20))?;
    rows.extend(reader.select(&Select::new(TABLE, COLUMNS, abandoned).ascending("run_at").limit(20))?);
    rows.into_iter().map(read).collect()
}

fn take(writer: &mut dyn Writer, job: &Job, server: &str, now: Timestamp, lease: i64) -> Result<Option<Job>> {
    // Whoever took it meanwhile raised the fence, and then this finds no row.
    let mut filter = by_id(job.workspace, job.id);
    filter.push(Condition::Eq("fence", job.fence.into()));
    filter.push(Condition::Eq("state", job.state.word().into()));
    if job.state == JobState::Running {
        filter.push(Condition::Lt("lease_until", now.into()));
    }
    let set = vec![
        ("state", JobState::Running.word().into()),
        ("leased_by", server.into()),
        ("lease_until", now.plus_seconds(lease).into()),
        ("started_at", now.into()),
    ];
    let add = vec![("fence", 1), ("attempts", 1)];
    if writer.update(&Update { table: TABLE, set, add, filter })? == 0 {
        return Ok(None);
    }
    let taken = Job {
        state: JobState::Running,
        fence: job.fence + 1,
        attempts: job.attempts + 1,
        started_at: Some(now),
        ..job.clone()
    };
    // A job that takes its server down each time must not do it forever.
    if taken.attempts > taken.max_attempts {
        let text = "It never came to its end: each server that worked on it stopped.";
        let ending = Ending::Failed(Error::Unavailable(text.to_string()));
        return end(writer, &taken, &taken.progress, &ending, now).map(|_| None);
    }
    Ok(Some(taken))
}
