//! Keeps the search entry of a record beside it.
//!
//! SQLite's word index is written in one piece at the end of the transaction, in the sequence of its entries: it would
//! otherwise start a new segment at each savepoint, and at each entry that is not behind the one before. PostgreSQL keeps
//! the words in the entry's own row.

use super::text::{self, Entry};
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::layout::ColumnType;
use crate::record::StoredRecord;
use crate::write::plan::Plan;
use crate::write::session::{Memory, Session};
use std::collections::HashSet;
use vocabulary::{Error, Id, Result, WorkspaceId};

/// A change of SQLite's word index that waits for the end of the transaction: an entry's words before and after it.
#[derive(Clone)]
pub(crate) struct WordChange {
    entry: i64,
    before: Option<String>,
    after: Option<String>,
}

/// Notes that the word index still holds words of what was erased: the next maintenance writes all of it anew.
pub(crate) const ERASED: &str = "INSERT OR IGNORE INTO search_erasure (pending) VALUES (1)";

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
                let words = |of: &Entry| Some(index_words(workspace, plan, of));
                session.memory.words.push(WordChange { entry, before: words(&old), after: words(&new) });
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
            words.push(WordChange { entry: *entry, before: Some(text), after: None });
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
    let after = Some(index_words(workspace, plan, new));
    session.memory.words.push(WordChange { entry, before: None, after });
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

fn index_words(workspace: WorkspaceId, plan: &Plan, entry: &Entry) -> String {
    text::index_words(workspace, &plan.object.key, entry.owner, &entry.words, true)
}

/// Brings SQLite's word index up to what was written so far.
pub(crate) fn settle(connection: &mut dyn Connection, memory: &mut Memory) -> Result<()> {
    let Memory { words, settled, .. } = memory;
    for change in combined(words.get(*settled..).unwrap_or_default()) {
        let WordChange { entry, before, after } = change;
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => {
                let (gone, new) = (beyond(&before, &after), beyond(&after, &before));
                if gone.is_empty() && new.is_empty() {
                    continue;
                }
                (Some(gone), Some(new))
            }
            other => other,
        };
        for (text, words) in [(TAKE, before), (ADD, after)] {
            if let Some(words) = words {
                connection.execute(text, &[Datum::Integer(entry), Datum::Text(words)])?;
            }
        }
    }
    *settled = words.len();
    Ok(())
}

/// The changes in the sequence of their entries, several of one entry as one.
fn combined(changes: &[WordChange]) -> Vec<WordChange> {
    let mut sorted = changes.to_vec();
    sorted.sort_by_key(|change| change.entry);
    let mut combined: Vec<WordChange> = Vec::with_capacity(sorted.len());
    for change in sorted {
        match combined.last_mut() {
            Some(last) if last.entry == change.entry => last.after = change.after,
            _ => combined.push(change),
        }
    }
    combined.retain(|change| change.before.is_some() || change.after.is_some());
    combined
}

/// The words of one text that are not in another. Taking or adding those alone is enough: the index knows only which words
/// an entry has, and its sums stay right because each text has each word once.
fn beyond(words: &str, other: &str) -> String {
    let other: HashSet<&str> = other.split(' ').collect();
    let beyond: Vec<&str> = words.split(' ').filter(|word| !other.contains(word)).collect();
    beyond.join(" ")
}
