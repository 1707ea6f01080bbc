//! The goal of a workspace: `GET` and `PUT /lead_answer_goal`.

use super::rule::{by, unanswered};
use axum::extract::{Request, State};
use platform::http::app::answer;
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, FindRequest, Input, Names, Viewed, Writing};
use serde::{Deserialize, Serialize};
use standard::lead;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Result, WorkspaceId};

const TABLE: &str = "lead_answer_goal";
/// A week of working hours.
const MOST: i64 = 2400;
/// Leads that wait and are counted anew when the goal changes, the newest first: nobody answers thousands.
const WAITING: usize = 2000;

pub(in crate::sales) static MIGRATIONS: &[Migration] =
    &[Migration::both("sales_lead/0001_answer_goal", TEXT)];

const TEXT: &str = r"
CREATE TABLE lead_answer_goal (workspace_id BIGINT NOT NULL PRIMARY KEY, minutes BIGINT NOT NULL);
";

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Goal {
    minutes: Option<i64>,
}

/// The goal in working minutes, if there is one.
pub(super) fn goal(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Option<i64>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new(TABLE, &["minutes"], filter))?;
    Ok(rows.first().and_then(|row| row.first()).and_then(Datum::integer))
}

/// `GET /lead_answer_goal`
pub async fn show_answer_goal(State(app): State<App>, asker: Asker) -> Answer {
    let read = |reading: &mut records::Reading<'_>| {
        let workspace = reading.context().workspace;
        Ok(Goal { minutes: goal(reading.reader(), workspace)? })
    };
    answer(200, &app.read(&asker, read).await?)
}

/// `PUT /lead_answer_goal`
pub async fn put_answer_goal(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let given: Goal = app.taken(&asker, request).await?;
    if given.minutes.is_some_and(|minutes| !(1..=MOST).contains(&minutes)) {
        let text = format!("Name 1 to {MOST} working minutes, or nothing.");
        return Err(Error::invalid("minutes", "malformed", text).into());
    }
    app.write(&asker, move |writing| set(writing, given.minutes)).await?;
    answer(200, &given)
}

/// Sets the goal of a workspace and counts anew what waits.
pub fn set(writing: &mut Writing<'_>, minutes: Option<i64>) -> Result<()> {
    let workspace = writing.context().workspace;
    match minutes {
        Some(minutes) => {
            let values = vec![("workspace_id", workspace.into()), ("minutes", minutes.into())];
            let on_conflict = OnConflict::Replace(&["workspace_id"]);
            writing.writer().insert(&Insert { table: TABLE, values, on_conflict })?;
        }
        None => {
            let filter = vec![Condition::Eq("workspace_id", workspace.into())];
            writing.writer().delete(&Delete { table: TABLE, filter })?;
        }
    }
    let house = writing.context().unlimited();
    for one in writing.acting(&house, waiting)? {
        let value = by(writing, one.meta())?;
        let request = ChangeRequest { id: one.id(), version: None, fields: Input::new() };
        let kept = vec![(lead::ANSWER_BY.key(), value)];
        writing.acting(&house, |writing| writing.change_made(lead::KEY, &request, kept.clone()))?;
    }
    Ok(())
}

fn waiting(writing: &mut Writing<'_>) -> Result<Vec<Viewed>> {
    let sort = Some(Names::parse("-created_at"));
    let request = FindRequest { filter: Some(unanswered()), sort, ..FindRequest::default() };
    let mut all = Vec::new();
    writing.reading().scan(lead::KEY, &request, &mut |one| {
        all.push(one);
        Ok(all.len() < WAITING)
    })?;
    Ok(all)
}
