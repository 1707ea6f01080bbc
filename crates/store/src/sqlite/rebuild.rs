//! Writes the word index anew after a change of what stands in it, before the database is used.
//!
//! In pieces, each with a note of how far it came: a server that is stopped meanwhile goes on from there at its next start.

use super::error::translate;
use crate::search::text::index_words;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use vocabulary::{Id, Result, WorkspaceId};

/// Entries of one piece.
const PIECE: i64 = 20_000;

/// Writes what is missing; nothing to do for a database whose index is whole.
pub(crate) fn run(connection: &Connection) -> Result<()> {
    let mut written = 0;
    while let Some(more) = piece(connection).map_err(|error| translate(&error))? {
        written += more;
        tracing::info!(entries = written, "the search index is being written anew");
    }
    Ok(())
}

/// Writes a piece and answers how many entries it had; nothing when no more are missing.
fn piece(connection: &Connection) -> rusqlite::Result<Option<usize>> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let after: Option<i64> =
        transaction.query_row("SELECT after_entry FROM search_rebuild", [], |row| row.get(0)).optional()?;
    let Some(after) = after else { return Ok(None) };
    let (mut last, mut count) = (after, 0);
    {
        let mut entries = transaction.prepare_cached(
            "SELECT entry, workspace_id, object, owner, words FROM search_entry WHERE entry > ?1 ORDER BY entry LIMIT ?2",
        )?;
        let mut add = transaction.prepare_cached("INSERT INTO search_word (rowid, words) VALUES (?1, ?2)")?;
        let mut rows = entries.query([after, PIECE])?;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            count += 1;
            let owner = row.get_ref(3)?.as_blob_or_null()?.and_then(Id::from_slice);
            let (object, words) = (row.get_ref(2)?.as_str()?, row.get_ref(4)?.as_str()?);
            add.execute(params![last, index_words(WorkspaceId(row.get(1)?), object, owner, words, true)])?;
        }
    }
    if count == 0 {
        transaction.execute("DELETE FROM search_rebuild", [])?;
    } else {
        transaction.execute("UPDATE search_rebuild SET after_entry = ?1", [last])?;
    }
    transaction.commit()?;
    Ok(Some(count).filter(|count| *count > 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::{file, migrate};

    fn found(connection: &Connection, word: &str) -> Vec<i64> {
        let mut statement = connection
            .prepare("SELECT rowid FROM search_word WHERE search_word MATCH ?1 ORDER BY 1")
            .unwrap();
        let mark = crate::search::text::mark(WorkspaceId(1));
        statement
            .query_map([format!("\"{mark}{word}\"")], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn an_index_of_an_earlier_kith_is_written_anew_also_after_a_stop() {
        let folder = tempfile::tempdir().unwrap();
        let connection = file::open_writer(&folder.path().join("kith.db")).unwrap();
        let steps = crate::migrate::with_base(&[]);
        migrate::run(&connection, &steps[..1]).unwrap();
        let fill = "INSERT INTO search_entry (entry, workspace_id, object, record_id, owner, title, title_fold, words) \
             VALUES (?1, 1, 'person', ?2, NULL, 'Marija Novak', 'marija novak', 'marija novak')";
        for entry in [3_i64, 5, 70_000] {
            connection.execute(fill, params![entry, entry.to_be_bytes()]).unwrap();
            connection.execute("INSERT INTO search_word (rowid, words) VALUES (?1, 'old')", [entry]).unwrap();
        }
        migrate::run(&connection, &steps).unwrap();
        // Stopped after the first entry.
        connection.execute("UPDATE search_rebuild SET after_entry = 3", []).unwrap();
        run(&connection).unwrap();
        assert_eq!(found(&connection, "marij"), [5, 70_000]);
        connection.execute("INSERT INTO search_rebuild (after_entry) VALUES (0)", []).unwrap();
        connection.execute("INSERT INTO search_word (search_word) VALUES ('delete-all')", []).unwrap();
        run(&connection).unwrap();
        assert_eq!(found(&connection, "marij"), [3, 5, 70_000]);
        assert_eq!(found(&connection, "novak"), [3, 5, 70_000]);
        assert!(found(&connection, "old").is_empty());
        run(&connection).unwrap();
        assert_eq!(found(&connection, "marij"), [3, 5, 70_000], "what is whole is left alone");
    }
}
