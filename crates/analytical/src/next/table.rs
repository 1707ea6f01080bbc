//! What stood on the list of whom, what was done with it, and what came of it.

use store::migrate::Migration;
use store::table::{Condition, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("analytical/0050_next", TEXT)];

const TEXT: &str = "
CREATE TABLE next_suggestion (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, kind TEXT NOT NULL, record_id UUID NOT NULL, shown_at BIGINT NOT NULL,
  object TEXT NOT NULL, expected BIGINT, currency TEXT, decision TEXT, decided_at BIGINT, until_day BIGINT, reason TEXT, task_id UUID,
  came TEXT, came_amount BIGINT, judged_at BIGINT, PRIMARY KEY (workspace_id, user_id, kind, record_id, shown_at));
CREATE INDEX next_suggestion_by_judged ON next_suggestion (workspace_id, judged_at, shown_at);
";

const TABLE: &str = "next_suggestion";
const COLUMNS: &[&str] = &[
    "user_id",
    "kind",
    "record_id",
    "shown_at",
    "object",
    "expected",
    "currency",
    "decision",
    "until_day",
    "reason",
    "came",
    "came_amount",
    "judged_at",
];

/// What is decided about something on the list.
pub(super) const DECISIONS: [&str; 3] = ["acted", "dismissed", "snoozed"];

/// A line that was on somebody's list.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) user: Id,
    pub(super) kind: String,
    pub(super) record: Id,
    pub(super) shown_at: Timestamp,
    pub(super) object: String,
    pub(super) expected: Option<i64>,
    pub(super) currency: Option<String>,
    decision: Option<String>,
    /// The day until which it was put off, as a number yyyymmdd.
    pub(super) until: Option<i64>,
    pub(super) reason: Option<String>,
    pub(super) came: Option<String>,
    pub(super) came_amount: Option<i64>,
    pub(super) judged_at: Option<Timestamp>,
}

impl Kept {
    /// What was decided, as one of the known words.
    pub(super) fn decision(&self) -> Option<&'static str> {
        DECISIONS.into_iter().find(|word| self.decision.as_deref() == Some(*word))
    }
}

fn read(row: Vec<Datum>) -> Result<Kept> {
    let wrong = || Error::internal("next_suggestion: a row reads otherwise than it was written");
    let text = |datum: &Datum| datum.text().map(str::to_string);
    let at = |datum: &Datum| datum.integer().map(Timestamp::from_micros);
    let [
        user,
        kind,
        record,
        shown,
        object,
        expected,
        currency,
        decision,
        until,
        reason,
        came,
        amount,
        judged,
    ] = row.as_slice()
    else {
        return Err(wrong());
    };
    Ok(Kept {
        user: user.id().ok_or_else(wrong)?,
        kind: text(kind).ok_or_else(wrong)?,
        record: record.id().ok_or_else(wrong)?,
        shown_at: at(shown).ok_or_else(wrong)?,
        object: text(object).ok_or_else(wrong)?,
        expected: expected.integer(),
        currency: text(currency),
        decision: text(decision),
        until: until.integer(),
        reason: text(reason),
        came: text(came),
        came_amount: amount.integer(),
        judged_at: at(judged),
    })
}

/// What stands on somebody's list and is not judged yet.
pub(super) fn open(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<Vec<Kept>> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("user_id", user.into()),
        Condition::IsNull("judged_at"),
    ];
    reader.select(&Select::new(TABLE, COLUMNS, filter))?.into_iter().map(read).collect()
}

/// What was shown before a moment and is not judged yet, of a workspace.
pub(super) fn due(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    before: Timestamp,
    most: u32,
) -> Result<Vec<Kept>> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::IsNull("judged_at"),
        Condition::Lt("shown_at", before.into()),
    ];
    let mut select = Select::new(TABLE, COLUMNS, filter).ascending("shown_at");
    select.limit = Some(most);
    reader.select(&select)?.into_iter().map(read).collect()
}

/// What was judged of these users since a moment.
pub(super) fn judged(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    users: &[Id],
    since: Timestamp,
) -> Result<Vec<Kept>> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::In("user_id", users.iter().map(|user| (*user).into()).collect()),
        Condition::Gte("shown_at", since.into()),
    ];
    reader.select(&Select::new(TABLE, COLUMNS, filter))?.into_iter().map(read).collect()
}

/// Notes that something stood on a list.
pub(super) fn show(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    user: Id,
    (kind, object, record): (&str, &str, Id),
    expected: Option<vocabulary::Money>,
    now: Timestamp,
) -> Result<()> {
    let mut values = vec![
        ("workspace_id", workspace.into()),
        ("user_id", user.into()),
        ("kind", kind.into()),
        ("record_id", record.into()),
        ("shown_at", now.into()),
        ("object", object.into()),
    ];
    if let Some(expected) = expected {
        values.push(("expected", expected.minor.into()));
        values.push(("currency", expected.currency.code().into()));
    }
    writer.insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore }).map(|_| ())
}

fn of(workspace: WorkspaceId, user: Id, kind: &str, record: Id, shown_at: Timestamp) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("user_id", user.into()),
        Condition::Eq("kind", kind.into()),
        Condition::Eq("record_id", record.into()),
        Condition::Eq("shown_at", shown_at.into()),
    ]
}

/// What somebody decided.
pub(super) struct Decision<'d> {
    pub(super) word: &'d str,
    pub(super) at: Timestamp,
    pub(super) until: Option<i64>,
    pub(super) reason: Option<&'d str>,
    pub(super) task: Option<Id>,
}

/// Keeps a decision.
pub(super) fn decide(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    kept: &Kept,
    decision: &Decision<'_>,
) -> Result<()> {
    let set = vec![
        ("decision", decision.word.into()),
        ("decided_at", decision.at.into()),
        ("until_day", decision.until.map_or(Datum::Null, Into::into)),
        ("reason", decision.reason.map_or(Datum::Null, Into::into)),
        ("task_id", decision.task.map_or(Datum::Null, Into::into)),
    ];
    let filter = of(workspace, kept.user, &kept.kind, kept.record, kept.shown_at);
    writer.update(&Update::new(TABLE, set, filter)).map(|_| ())
}

/// Keeps what came of it.
pub(super) fn judge(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    kept: &Kept,
    came: &str,
    amount: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let set = vec![
        ("came", came.into()),
        ("came_amount", amount.map_or(Datum::Null, Into::into)),
        ("judged_at", now.into()),
    ];
    let filter = of(workspace, kept.user, &kept.kind, kept.record, kept.shown_at);
    writer.update(&Update::new(TABLE, set, filter)).map(|_| ())
}
