//! Keeps the search entry of a record beside it.
//!
//! SQLite's word index is written in one piece at the end of the transaction: it would otherwise start a new segment at each
//! savepoint. PostgreSQL keeps the words in the entry's own row.

use super::text::{self, Entry};
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::layout::ColumnType;
use crate::record::StoredRecord;
use crate::write::plan::Plan;
use crate::write::session::{Memory, Session};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// A change of SQLite's word index that waits for the end of the transaction.
pub(crate) struct WordChange {
    /// The entry's number and its words, as they are bound.
    params: [Datum; 2],
    added: bool,
}

/// The number SQLite gave to the row inserted last.
pub(crate) const LAST: &str = "SELECT last_insert_rowid()";
const ADD: &str = "INSERT INTO search_word (rowid, words) VALUES (?1, ?2)";
const TAKE: &str = "INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', ?1, ?2)";

const INSERT_SQLITE: &str = "INSERT INTO search_entry (workspace_id, object, record_id, owner, title, title_fold, words) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_POSTGRES: &str = "INSERT INTO search_entry (workspace_id, object, record_id, owner, title, title_fold, words) \
     VALUES ($1, $2, $3, $4, $5, $6, array_to_tsvector(string_to_array($7, ' ')))";
const UPDATE_SQLITE: &str = "UPDATE search_entry SET owner = ?4, title = ?5, title_fold = ?6, words = ?7 \
     WHERE workspace_id = ?1 AND object = ?2 AND record_id = ?3 RETURNING entry";
const UPDATE_POSTGRES: &str = "UPDATE search_entry SET owner = $4, title = $5, title_fold = $6, \
     words = array_to_tsvector(string_to_array($7, ' ')) WHERE workspace_id = $1 AND object = $2 AND record_id = $3";
const DELETE_SQLITE: &str = "DELETE FROM search_entry WHERE workspace_id = ?1 AND object = ?2 AND record_id = ?3 RETURNING entry, owner, words";
const DELETE_POSTGRES: &str =
    "DELETE FROM search_entry WHERE workspace_id = $1 AND object = $2 AND record_id = $3";

/// Makes the entry of a new record.
pub(crate) fn insert(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    plan: &Plan,
    record: &StoredRecord,
) -> Result<()> {
    match text::entry(plan, record) {
        Some(entry) => add(session, workspace, plan, record.meta.id, &entry),
        None => Ok(()),
    }
}

/// Lets the entry follow its record.
pub(crate) fn update(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    plan: &Plan,
    before: &StoredRecord,
    after: &StoredRecord,
) -> Result<()> {
    let id = after.meta.id;
    match (text::entry(plan, before), text::entry(plan, after)) {
        (None, None) => Ok(()),
        (None, Some(new)) => add(session, workspace, plan, id, &new),
        (Some(_), None) => delete(session, workspace, plan, id),
        (Some(old), Some(new)) if old == new => Ok(()),
        (Some(old), Some(new))
            if session.connection.dialect() == Dialect::Sqlite
                && old.words == new.words
                && old.owner == new.owner =>
        {
            // The words stay: only the title is written otherwise.
            change(session, workspace, plan, id, &new).map(|_| ())
        }
        (Some(old), Some(new)) => {
            if let Some(entry) = change(session, workspace, plan, id, &new)? {
                // What stood in the index is what `before` gives: entries are only ever written here.
                push(session.memory, workspace, plan, entry, &old, false);
                push(session.memory, workspace, plan, entry, &new, true);
            }
            Ok(())
        }
    }
}

/// Takes the entry of a record away.
pub(crate) fn delete(session: &mut Session<'_>, workspace: WorkspaceId, plan: &Plan, id: Id) -> Result<()> {
    let params = vec![workspace.into(), Datum::Text(plan.object.key.clone()), id.into()];
    if session.connection.dialect() == Dialect::Postgres {
        return session.connection.execute(DELETE_POSTGRES, &params).map(|_| ());
    }
    let columns = vec![ColumnType::Integer, ColumnType::Id, ColumnType::Text];
    let statement = Statement { text: DELETE_SQLITE.to_string(), params, columns };
    let words = &mut session.memory.words;
    session.connection.query(&statement, &mut |row| {
        if let [Datum::Integer(entry), owner, Datum::Text(plain)] = row {
            let text = text::index_words(workspace, &plan.object.key, owner.id(), plain, true);
            words.push(WordChange { params: [Datum::Integer(*entry), Datum::Text(text)], added: false });
        }
        Ok(true)
    })
}

fn add(session: &mut Session<'_>, workspace: WorkspaceId, plan: &Plan, id: Id, new: &Entry) -> Result<()> {
    let dialect = session.connection.dialect();
    let params = params(dialect, workspace, plan, id, new);
    if dialect == Dialect::Postgres {
        return session.connection.execute(INSERT_POSTGRES, &params).map(|_| ());
    }
    session.connection.execute(INSERT_SQLITE, &params)?;
    // Cheaper than RETURNING, which keeps its rows in a table of its own.
    let entry = entry_number(session.connection, LAST, Vec::new())?;
    let entry = entry.ok_or_else(|| Error::internal("a search entry got no number"))?;
    push(session.memory, workspace, plan, entry, new, true);
    Ok(())
}

/// Writes an entry anew; answers its number where the index is apart from it.
fn change(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    plan: &Plan,
    id: Id,
    new: &Entry,
) -> Result<Option<i64>> {
    let dialect = session.connection.dialect();
    let params = params(dialect, workspace, plan, id, new);
    match dialect {
        Dialect::Postgres => session.connection.execute(UPDATE_POSTGRES, &params).map(|_| None),
        Dialect::Sqlite => entry_number(session.connection, UPDATE_SQLITE, params),
    }
}

fn params(dialect: Dialect, workspace: WorkspaceId, plan: &Plan, id: Id, new: &Entry) -> Vec<Datum> {
    let words = match dialect {
        Dialect::Sqlite => new.words.clone(),
        Dialect::Postgres => text::index_words(workspace, &plan.object.key, new.owner, &new.words, false),
    };
    vec![
        workspace.into(),
        Datum::Text(plan.object.key.clone()),
        id.into(),
        new.owner.into(),
        Datum::Text(new.title.clone()),
        Datum::Text(new.title_fold.clone()),
        Datum::Text(words),
    ]
}

fn entry_number(connection: &mut dyn Connection, text: &str, params: Vec<Datum>) -> Result<Option<i64>> {
    let mut number = None;
    let statement = Statement { text: text.to_string(), params, columns: vec![ColumnType::Integer] };
    connection.query(&statement, &mut |row| {
        number = row.first().and_then(Datum::integer);
        Ok(true)
    })?;
    Ok(number)
}

fn push(memory: &mut Memory, workspace: WorkspaceId, plan: &Plan, entry: i64, from: &Entry, added: bool) {
    let words = text::index_words(workspace, &plan.object.key, from.owner, &from.words, true);
    memory.words.push(WordChange { params: [Datum::Integer(entry), Datum::Text(words)], added });
}

/// Brings SQLite's word index up to what was written so far.
pub(crate) fn settle(connection: &mut dyn Connection, memory: &mut Memory) -> Result<()> {
    let Memory { words, settled, .. } = memory;
    for change in words.get(*settled..).unwrap_or_default() {
        let text = if change.added { ADD } else { TAKE };
        connection.execute(text, &change.params)?;
    }
    *settled = words.len();
    Ok(())
}
