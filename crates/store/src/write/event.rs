//! Events: appended, read back, taken away with an undone batch.

use super::session::Memory;
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::event::{Event, EventFilter, NewEvent, Verb};
use crate::layout::ColumnType;
use crate::search::entry::LAST;
use vocabulary::{Actor, ActorKind, Channel, Error, Id, Result, Timestamp, WorkspaceId};

/// A transaction of PostgreSQL numbers its events within this many places.
const PLACES: i64 = 1 << 20;

const INSERT_SQLITE: &str = "INSERT INTO event (workspace_id, at, actor_kind, actor_id, actor_user, actor_name, channel, source, object, \
     record_id, version, verb, changes, batch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

const INSERT_POSTGRES: &str = "INSERT INTO event (workspace_id, at, actor_kind, actor_id, actor_user, actor_name, channel, source, object, \
     record_id, version, verb, changes, batch, seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
     ((pg_current_xact_id()::text::bigint + $15) << 20) + $16) RETURNING seq";

/// Events before those of the first transaction still running. Transactions of other databases on the same server share
/// the numbers but do not matter; where their database cannot be told they only delay.
const RUNNING: &str = " AND seq < (((SELECT coalesce(min(running::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint) \
     FROM pg_snapshot_xip(pg_current_snapshot()) running WHERE running::xid NOT IN \
     (SELECT backend_xid FROM pg_stat_activity WHERE datname <> current_database() AND backend_xid IS NOT NULL)) + ";

const COLUMNS: &str = "seq, at, actor_kind, actor_id, actor_user, actor_name, channel, source, object, record_id, version, verb, changes, batch";

const TYPES: [ColumnType; 14] = [
    ColumnType::Integer,
    ColumnType::Integer,
    ColumnType::Text,
    ColumnType::Id,
    ColumnType::Id,
    ColumnType::Text,
    ColumnType::Text,
    ColumnType::Text,
    ColumnType::Text,
    ColumnType::Id,
    ColumnType::Integer,
    ColumnType::Text,
    ColumnType::Text,
    ColumnType::Id,
];

/// Appends an event; answers its number.
pub(crate) fn append(connection: &mut dyn Connection, memory: &mut Memory, event: &NewEvent) -> Result<i64> {
    let changes = serde_json::to_string(&event.changes).map_err(Error::internal)?;
    let mut params = vec![
        event.workspace.into(),
        event.at.into(),
        event.actor.kind.word().into(),
        event.actor.id.into(),
        event.actor.user.into(),
        event.actor.name.as_str().into(),
        event.actor.channel.word().into(),
        event.actor.source.as_deref().into(),
        event.object.as_str().into(),
        event.record.into(),
        Datum::Integer(event.version),
        event.verb.word().into(),
        Datum::Text(changes),
        event.batch.into(),
    ];
    let statement = match connection.dialect() {
        Dialect::Sqlite => {
            connection.execute(INSERT_SQLITE, &params)?;
            Statement { text: LAST.to_string(), ..Statement::default() }
        }
        Dialect::Postgres => {
            if memory.events >= PLACES {
                return Err(Error::internal("more than a million events in one transaction"));
            }
            params.extend([Datum::Integer(memory.event_base), Datum::Integer(memory.events)]);
            Statement { text: INSERT_POSTGRES.to_string(), params, columns: vec![ColumnType::Integer] }
        }
    };
    memory.events += 1;
    let mut seq = None;
    connection.query(&statement, &mut |row| {
        seq = row.first().and_then(Datum::integer);
        Ok(true)
    })?;
    seq.ok_or_else(|| Error::internal("an event got no number"))
}

/// Events of a workspace.
pub(crate) fn list(
    connection: &mut dyn Connection,
    memory: &Memory,
    workspace: WorkspaceId,
    filter: &EventFilter,
) -> Result<Vec<Event>> {
    let dialect = connection.dialect();
    let mut text = format!("SELECT {COLUMNS} FROM event WHERE workspace_id = {}", dialect.placeholder(1));
    let mut params: Vec<Datum> = vec![workspace.into()];
    let mut with = |text: &mut String, condition: &str, datum: Datum| {
        params.push(datum);
        text.push_str(condition);
        text.push_str(&dialect.placeholder(params.len()));
    };
    if let Some(record) = filter.record {
        with(&mut text, " AND record_id = ", record.into());
    }
    if let Some(object) = &filter.object {
        with(&mut text, " AND object = ", object.as_str().into());
    }
    if let Some(batch) = filter.batch {
        // The events of one record are few, those of a batch may be a million: in these words the index of the batch is
        // of no use, so it is not taken by mistake.
        let condition = match (filter.record.is_some(), dialect) {
            (false, _) => " AND batch = ",
            (true, Dialect::Sqlite) => " AND +batch = ",
            (true, Dialect::Postgres) => " AND batch IS NOT DISTINCT FROM ",
        };
        with(&mut text, condition, batch.into());
    }
    if let Some(after) = filter.after {
        with(&mut text, " AND seq > ", Datum::Integer(after));
    }
    if let Some(before) = filter.before {
        with(&mut text, " AND seq < ", Datum::Integer(before));
    }
    // Who follows the log must not step over an event whose transaction is still running.
    if dialect == Dialect::Postgres && filter.after.is_some() && !filter.descending && filter.record.is_none()
    {
        text.push_str(RUNNING);
        with(&mut text, "", Datum::Integer(memory.event_base));
        text.push_str(") << 20)");
    }
    text.push_str(if filter.descending { " ORDER BY seq DESC" } else { " ORDER BY seq" });
    with(
        &mut text,
        " LIMIT ",
        Datum::Integer(i64::from(if filter.limit == 0 { u32::MAX } else { filter.limit })),
    );
    let mut events = Vec::new();
    connection.query(&Statement { text, params, columns: TYPES.to_vec() }, &mut |row| {
        events.push(
            decode(workspace, row).ok_or_else(|| Error::internal("a row of event is not as it should be"))?,
        );
        Ok(true)
    })?;
    Ok(events)
}

fn decode(workspace: WorkspaceId, row: &[Datum]) -> Option<Event> {
    let [seq, at, kind, actor, user, name, channel, source, object, record, version, verb, changes, batch] =
        row
    else {
        return None;
    };
    let actor = Actor {
        kind: ActorKind::from_word(kind.text()?),
        id: actor.id(),
        user: user.id(),
        name: name.text()?.to_string(),
        channel: Channel::from_word(channel.text()?),
        source: source.text().map(str::to_string),
    };
    let event = NewEvent {
        workspace,
        at: Timestamp::from_micros(at.integer()?),
        actor,
        object: object.text()?.to_string(),
        record: record.id()?,
        version: version.integer()?,
        verb: verb_from(verb.text()?)?,
        changes: serde_json::from_str(changes.text()?).ok()?,
        batch: batch.id(),
    };
    Some(Event { seq: seq.integer()?, event })
}

fn verb_from(word: &str) -> Option<Verb> {
    [Verb::Created, Verb::Changed, Verb::Removed, Verb::Restored, Verb::Purged]
        .into_iter()
        .find(|verb| verb.word() == word)
}

/// Deletes the events of a batch.
pub(crate) fn delete_batch(
    connection: &mut dyn Connection,
    workspace: WorkspaceId,
    batch: Id,
) -> Result<u64> {
    let dialect = connection.dialect();
    let (first, second) = (dialect.placeholder(1), dialect.placeholder(2));
    let text = format!("DELETE FROM event WHERE workspace_id = {first} AND batch = {second}");
    connection.execute(&text, &[workspace.into(), batch.into()])
}
