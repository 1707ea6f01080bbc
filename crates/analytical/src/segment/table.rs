//! The tables of segments, and how their rows are read and changed.

use store::event::EventFilter;
use store::migrate::Migration;
use store::table::{Condition, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// How far the log is read, how each segment stands, and who entered and left.
pub(super) static MIGRATIONS: &[Migration] = &[Migration::both("analytical/0040_segment", TABLES)];

const TABLES: &str = r#"
CREATE TABLE segment_feed (
  workspace_id BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, revision BIGINT NOT NULL, circumstances TEXT NOT NULL);
CREATE TABLE segment_state (
  workspace_id BIGINT NOT NULL, segment_id UUID NOT NULL, stage TEXT NOT NULL, seen_at BIGINT NOT NULL, due_at BIGINT,
  checked_at BIGINT, differences BIGINT, PRIMARY KEY (workspace_id, segment_id));
CREATE TABLE segment_move (
  workspace_id BIGINT NOT NULL, segment_id UUID NOT NULL, id UUID NOT NULL, record_id UUID NOT NULL, at BIGINT NOT NULL,
  entered BIGINT NOT NULL, PRIMARY KEY (workspace_id, segment_id, id));
CREATE INDEX segment_move_by_at ON segment_move (workspace_id, segment_id, at);
CREATE INDEX segment_move_by_record ON segment_move (workspace_id, record_id, at);
"#;

/// It was just made: who meets it belongs to it from the beginning, and has not entered.
pub(super) const NEW: &str = "new";
/// All records are to be held against it again.
pub(super) const STALE: &str = "stale";
/// It follows the log.
pub(super) const KEPT: &str = "kept";
/// It was removed, and its members are to be forgotten.
pub(super) const GONE: &str = "gone";

/// How a segment stands.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub segment: Id,
    pub stage: String,
    /// The moment whose day its spans of time were last held against.
    pub seen_at: Timestamp,
    /// When time will turn it.
    pub due_at: Option<Timestamp>,
    pub checked_at: Option<Timestamp>,
    pub differences: Option<i64>,
}

/// A row, read column by column in the sequence it was selected.
pub(super) struct Row(std::vec::IntoIter<Datum>);

impl Row {
    pub fn all(reader: &mut dyn Reader, select: &Select) -> Result<Vec<Row>> {
        Ok(reader.select(select)?.into_iter().map(|columns| Row(columns.into_iter())).collect())
    }

    fn next(&mut self) -> Result<Datum> {
        self.0.next().ok_or_else(unexpected)
    }

    pub fn text(&mut self) -> Result<String> {
        self.next()?.text().map(str::to_string).ok_or_else(unexpected)
    }

    pub fn maybe_number(&mut self) -> Result<Option<i64>> {
        Ok(self.next()?.integer())
    }

    pub fn number(&mut self) -> Result<i64> {
        self.maybe_number()?.ok_or_else(unexpected)
    }

    pub fn id(&mut self) -> Result<Id> {
        self.next()?.id().ok_or_else(unexpected)
    }

    pub fn at(&mut self) -> Result<Timestamp> {
        self.number().map(Timestamp::from_micros)
    }

    pub fn maybe_at(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.maybe_number()?.map(Timestamp::from_micros))
    }

    pub fn workspace(&mut self) -> Result<WorkspaceId> {
        i32::try_from(self.number()?).map(WorkspaceId).map_err(Error::internal)
    }
}

fn unexpected() -> Error {
    Error::internal("segment: a column is not what it should be")
}

/// The rows of a workspace.
pub(super) fn of(workspace: WorkspaceId) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into())]
}

/// The rows of a segment.
pub(super) fn of_segment(workspace: WorkspaceId, segment: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("segment_id", segment.into())]
}

/// How the segments of a workspace stand.
pub(super) fn states(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<State>> {
    const COLUMNS: &[&str] = &["segment_id", "stage", "seen_at", "due_at", "checked_at", "differences"];
    let rows =
        Row::all(reader, &Select::new("segment_state", COLUMNS, of(workspace)).ascending("segment_id"))?;
    let read = |mut row: Row| {
        Ok(State {
            segment: row.id()?,
            stage: row.text()?,
            seen_at: row.at()?,
            due_at: row.maybe_at()?,
            checked_at: row.maybe_at()?,
            differences: row.maybe_number()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A segment is to be looked at as a whole; the follower hears of it.
pub(super) fn set_stage(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    segment: Id,
    stage: &str,
    now: Timestamp,
) -> Result<()> {
    let set = vec![("stage", stage.into()), ("due_at", Datum::Null)];
    let there = writer.update(&Update::new("segment_state", set, of_segment(workspace, segment)))?;
    if there == 0 {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("segment_id", segment.into()),
            ("stage", stage.into()),
            ("seen_at", now.into()),
        ];
        writer.insert(&Insert::new("segment_state", values))?;
    }
    moved(writer, workspace)
}

/// Counts that the segments of a workspace changed. The first one follows the log from now on.
pub(super) fn moved(writer: &mut dyn Writer, workspace: WorkspaceId) -> Result<()> {
    let mut update = Update::new("segment_feed", Vec::new(), of(workspace));
    update.add = vec![("revision", 1)];
    if writer.update(&update)? > 0 {
        return Ok(());
    }
    let newest = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
    let newest = writer.events(workspace, &newest)?.first().map_or(0, |event| event.seq);
    let values = vec![
        ("workspace_id", workspace.into()),
        ("position", newest.into()),
        ("revision", 1i64.into()),
        ("circumstances", "".into()),
    ];
    writer.insert(&Insert { table: "segment_feed", values, on_conflict: OnConflict::Ignore }).map(|_| ())
}

/// Values of records were written without events (a score that was worked out anew for all): the segments whose rule looks at one of
/// these fields are held against all records again, and who enters or leaves is told as always.
pub fn stale(writer: &mut dyn Writer, workspace: WorkspaceId, fields: &[&str]) -> Result<()> {
    const COLUMNS: &[&str] = &["id", "filter"];
    let mut filter = of(workspace);
    filter
        .extend([Condition::Eq("noun", standard::segment::KEY.into()), Condition::Eq("frozen", 0i64.into())]);
    for mut row in Row::all(writer, &Select::new("member_list", COLUMNS, filter))? {
        let (id, rule) = (row.id()?, row.text()?);
        // A path ends in the field, whichever object it begins at: rather once too often than once too little.
        let looks = fields
            .iter()
            .any(|field| rule.contains(&format!("\"{field}\"")) || rule.contains(&format!(".{field}\"")));
        if looks {
            let mut stages = of_segment(workspace, id);
            stages.push(Condition::Eq("stage", KEPT.into()));
            let set = vec![("stage", STALE.into())];
            writer.update(&Update::new("segment_state", set, stages))?;
        }
    }
    moved(writer, workspace)
}
