//! The log of attempts: who tried which lesson, on which version of it, what was chosen and how it went.

use super::paper::{Chosen, Question};
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

pub(super) const TABLE: &str = "training_attempt";

pub(super) static MIGRATIONS: &[Migration] =
    &[Migration::both("training/0001_attempt", TEXT), super::draft::MIGRATION];

const TEXT: &str = r"
CREATE TABLE training_attempt (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL, lesson_id UUID NOT NULL, course_id UUID NOT NULL,
  revision BIGINT NOT NULL, mark BIGINT NOT NULL, paper TEXT NOT NULL, chosen TEXT NOT NULL, score BIGINT, passed BIGINT,
  started_at BIGINT NOT NULL, finished_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE INDEX training_attempt_by_user ON training_attempt (workspace_id, user_id, lesson_id);
";

/// How an attempt went.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) id: Id,
    pub(super) user: Id,
    pub(super) lesson: Id,
    pub(super) revision: i64,
    pub(super) score: Option<i64>,
    pub(super) passed: bool,
    pub(super) finished_at: Option<Timestamp>,
}

/// A whole attempt.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) id: Id,
    pub(super) user: Id,
    pub(super) lesson: Id,
    pub(super) course: Id,
    pub(super) revision: i64,
    /// How many of a hundred must be right, in millionths.
    pub(super) mark: i64,
    pub(super) paper: Vec<Question>,
    pub(super) chosen: Chosen,
    pub(super) score: Option<i64>,
    pub(super) passed: Option<bool>,
    pub(super) started_at: Timestamp,
    pub(super) finished_at: Option<Timestamp>,
}

const OUTCOME: &[&str] = &["id", "user_id", "lesson_id", "revision", "score", "passed", "finished_at"];
const WHOLE: &[&str] = &[
    "id",
    "user_id",
    "lesson_id",
    "course_id",
    "revision",
    "mark",
    "paper",
    "chosen",
    "score",
    "passed",
    "started_at",
    "finished_at",
];

/// How the attempts went: those of one user, or of all.
pub(super) fn outcomes(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    user: Option<Id>,
) -> Result<Vec<Outcome>> {
    let mut filter = vec![Condition::Eq("workspace_id", workspace.into())];
    filter.extend(user.map(|user| Condition::Eq("user_id", user.into())));
    let rows = reader.select(&Select::new(TABLE, OUTCOME, filter).ascending("id"))?;
    rows.into_iter().map(|row| outcome(&row).ok_or_else(wrong)).collect()
}

fn outcome(row: &[Datum]) -> Option<Outcome> {
    let [
        Datum::Id(id),
        Datum::Id(user),
        Datum::Id(lesson),
        Datum::Integer(revision),
        score,
        passed,
        finished,
    ] = row
    else {
        return None;
    };
    Some(Outcome {
        id: *id,
        user: *user,
        lesson: *lesson,
        revision: *revision,
        score: score.integer(),
        passed: passed.integer() == Some(1),
        finished_at: finished.integer().map(Timestamp::from_micros),
    })
}

/// An attempt of a user; another's is none.
pub(super) fn find(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    user: Id,
    id: Id,
) -> Result<Option<Attempt>> {
    let mut filter = by_id(workspace, id);
    filter.push(Condition::Eq("user_id", user.into()));
    let rows = reader.select(&Select::new(TABLE, WHOLE, filter))?;
    rows.first().map(|row| whole(row)?.ok_or_else(wrong)).transpose()
}

/// The attempt at a lesson that a user has begun and not ended.
pub(super) fn open(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    user: Id,
    lesson: Id,
) -> Result<Option<Attempt>> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("user_id", user.into()),
        Condition::Eq("lesson_id", lesson.into()),
    ];
    let rows = reader.select(&Select::new(TABLE, WHOLE, filter).descending("id").limit(1))?;
    let last = rows.first().map(|row| whole(row)?.ok_or_else(wrong)).transpose()?;
    Ok(last.filter(|attempt| attempt.finished_at.is_none()))
}

fn whole(row: &[Datum]) -> Result<Option<Attempt>> {
    let [
        Datum::Id(id),
        Datum::Id(user),
        Datum::Id(lesson),
        Datum::Id(course),
        Datum::Integer(revision),
        Datum::Integer(mark),
        Datum::Text(paper),
        Datum::Text(chosen),
        score,
        passed,
        Datum::Integer(started),
        finished,
    ] = row
    else {
        return Ok(None);
    };
    Ok(Some(Attempt {
        id: *id,
        user: *user,
        lesson: *lesson,
        course: *course,
        revision: *revision,
        mark: *mark,
        paper: serde_json::from_str(paper).map_err(Error::internal)?,
        chosen: serde_json::from_str(chosen).map_err(Error::internal)?,
        score: score.integer(),
        passed: passed.integer().map(|passed| passed == 1),
        started_at: Timestamp::from_micros(*started),
        finished_at: finished.integer().map(Timestamp::from_micros),
    }))
}

/// Keeps a new attempt.
pub(super) fn insert(writer: &mut dyn Writer, workspace: WorkspaceId, attempt: &Attempt) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("id", attempt.id.into()),
        ("user_id", attempt.user.into()),
        ("lesson_id", attempt.lesson.into()),
        ("course_id", attempt.course.into()),
        ("revision", attempt.revision.into()),
        ("mark", attempt.mark.into()),
        ("paper", serde_json::to_string(&attempt.paper).map_err(Error::internal)?.into()),
        ("chosen", serde_json::to_string(&attempt.chosen).map_err(Error::internal)?.into()),
        ("score", attempt.score.into()),
        ("passed", attempt.passed.map(i64::from).into()),
        ("started_at", attempt.started_at.into()),
        ("finished_at", attempt.finished_at.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Keeps what was chosen, and how it ended if it did.
pub(super) fn update(writer: &mut dyn Writer, workspace: WorkspaceId, attempt: &Attempt) -> Result<()> {
    let set = vec![
        ("chosen", serde_json::to_string(&attempt.chosen).map_err(Error::internal)?.into()),
        ("score", attempt.score.into()),
        ("passed", attempt.passed.map(i64::from).into()),
        ("finished_at", attempt.finished_at.into()),
    ];
    writer.update(&Update::new(TABLE, set, by_id(workspace, attempt.id))).map(|_| ())
}

/// Forgets an attempt that nobody will end.
pub(super) fn forget(writer: &mut dyn Writer, workspace: WorkspaceId, id: Id) -> Result<()> {
    writer.delete(&Delete { table: TABLE, filter: by_id(workspace, id) }).map(|_| ())
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

fn wrong() -> Error {
    Error::internal(format!("{TABLE}: a row reads otherwise than it was written"))
}
