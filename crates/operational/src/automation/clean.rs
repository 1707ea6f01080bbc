//! The nightly clean-up of the log: runs that ended long ago go, with their steps and the questions they asked. Occasions stay: they see to it that
//! nothing happens twice.

use super::table::Row;
use platform::Platform;
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use serde_json::{Value as Json, json};
use store::Datum;
use store::table::{Condition, Delete, Select};
use vocabulary::{Result, WorkspaceId};

const CLEAN_UP: &str = "automation.clean_up";
/// Runs of one commit.
const PIECE: u32 = 500;

/// The kind of job.
pub static JOBS: &[JobKind] = &[JobKind { name: CLEAN_UP, run }];

/// Sees to it that the clean-up runs each night.
pub fn schedule(platform: &Platform) -> Result<()> {
    let nightly = NewSchedule {
        workspace: WorkspaceId(0),
        name: CLEAN_UP.to_string(),
        kind: CLEAN_UP.to_string(),
        label: "Clean-up of automations".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 3, minute: 40 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &nightly, now))
}

fn run(context: &JobContext, _payload: Json) -> Result<Json, JobError> {
    let mut runs = 0;
    loop {
        let piece = clean_up(&context.platform)?;
        runs += piece;
        context.progress(i64::try_from(runs).unwrap_or(i64::MAX), None, "")?;
        if piece < u64::from(PIECE) {
            return Ok(json!({ "runs": runs }));
        }
    }
}

/// Forgets some of the runs that ended before the age that is kept; answers how many.
pub fn clean_up(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-platform.settings.run_log_days * 24 * 3_600);
    platform.store.write(move |writer| {
        let filter = vec![
            Condition::In("state", ["done", "failed", "stopped"].map(Datum::from).to_vec()),
            Condition::Lt("ended_at", end.into()),
        ];
        let select = Select::new("automation_run", &["workspace_id", "id"], filter).limit(PIECE);
        let found = Row::all(writer, &select)?;
        let count = found.len();
        for mut row in found {
            let (workspace, run) = (row.workspace()?, row.id()?);
            for (table, column) in
                [("automation_step", "run_id"), ("automation_question", "run_id"), ("automation_run", "id")]
            {
                let filter =
                    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq(column, run.into())];
                writer.delete(&Delete { table, filter })?;
            }
        }
        u64::try_from(count).map_err(vocabulary::Error::internal)
    })
}
