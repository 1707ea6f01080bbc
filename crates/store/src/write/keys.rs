//! Keys: which record has a unique value, and which records have one of several values.
//!
//! A living record claims its unique values in `unique_key`; the keys of fields with several values stand in `record_key`.
//! A record in the trash gives its unique values up and keeps them in `record_key`, where it can still be found.

use super::plan::Plan;
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::layout::{self, ColumnType};
use crate::record::StoredRecord;
use vocabulary::{Conflict, Error, Id, RecordRef, Result, WorkspaceId};

/// One key of a record.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Key<'p> {
    unique: bool,
    field: &'p str,
    key: String,
}

impl Key<'_> {
    /// Whether only one record may have it.
    pub(crate) fn is_unique(&self) -> bool {
        self.unique
    }
}

/// The keys of a record in the given fields.
pub(crate) fn of<'p>(plan: &'p Plan, record: &StoredRecord, fields: &[usize]) -> Vec<Key<'p>> {
    let living = record.meta.removed_at.is_none();
    let mut keys = Vec::new();
    for index in fields {
        let (Some(field), Some(value)) = (plan.object.fields.get(*index), record.values.get(*index)) else {
            continue;
        };
        let several = field.value_kind().multiple();
        for key in layout::keys(field, value).into_iter().filter(|key| !key.is_empty()) {
            if field.unique && living {
                keys.push(Key { unique: true, field: &field.key, key: key.clone() });
            }
            if several || (field.unique && !living) {
                keys.push(Key { unique: false, field: &field.key, key });
            }
        }
    }
    keys
}

/// Whose keys change.
pub(crate) struct Holder<'p> {
    pub(crate) workspace: WorkspaceId,
    pub(crate) plan: &'p Plan,
    pub(crate) id: Id,
}

impl Holder<'_> {
    /// Takes the unique keys. When one belongs to another record, those taken before it are given back.
    pub(crate) fn claim(&self, connection: &mut dyn Connection, keys: &[&Key<'_>]) -> Result<()> {
        let mut taken = Vec::new();
        for key in keys.iter().filter(|key| key.unique) {
            if self.add(connection, key)? == 1 {
                taken.push(*key);
                continue;
            }
            let object = &self.plan.object.key;
            let holder = held(connection, "unique_key", self.workspace, object, key.field, &key.key)?;
            if holder == Some(self.id) {
                continue;
            }
            self.give_up(connection, &taken)?;
            let record = holder.map(|id| RecordRef { object: object.clone(), id, title: None });
            let conflict = Conflict::Duplicate { field: key.field.to_string(), record };
            return Err(Error::Conflict(conflict, "Another record has this value already.".to_string()));
        }
        Ok(())
    }

    /// Notes the keys of fields with several values.
    pub(crate) fn note(&self, connection: &mut dyn Connection, keys: &[&Key<'_>]) -> Result<()> {
        for key in keys.iter().filter(|key| !key.unique) {
            self.add(connection, key)?;
        }
        Ok(())
    }

    /// Deletes keys.
    pub(crate) fn give_up(&self, connection: &mut dyn Connection, keys: &[&Key<'_>]) -> Result<()> {
        for key in keys {
            connection.execute(delete_text(connection.dialect(), key.unique), &self.params(key))?;
        }
        Ok(())
    }

    fn add(&self, connection: &mut dyn Connection, key: &Key<'_>) -> Result<u64> {
        connection.execute(insert_text(connection.dialect(), key.unique), &self.params(key))
    }

    fn params(&self, key: &Key<'_>) -> [Datum; 5] {
        [
            self.workspace.into(),
            Datum::Text(self.plan.object.key.clone()),
            key.field.into(),
            Datum::Text(key.key.clone()),
            self.id.into(),
        ]
    }
}

fn insert_text(dialect: Dialect, unique: bool) -> &'static str {
    match (dialect, unique) {
        (Dialect::Sqlite, true) => {
            "INSERT INTO unique_key (workspace_id, object, field, key, record_id) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"
        }
        (Dialect::Sqlite, false) => {
            "INSERT INTO record_key (workspace_id, object, field, key, record_id) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"
        }
        (Dialect::Postgres, true) => {
            "INSERT INTO unique_key (workspace_id, object, field, key, record_id) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        }
        (Dialect::Postgres, false) => {
            "INSERT INTO record_key (workspace_id, object, field, key, record_id) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        }
    }
}

fn delete_text(dialect: Dialect, unique: bool) -> &'static str {
    match (dialect, unique) {
        (Dialect::Sqlite, true) => {
            "DELETE FROM unique_key WHERE workspace_id = ?1 AND object = ?2 AND field = ?3 AND key = ?4 AND record_id = ?5"
        }
        (Dialect::Sqlite, false) => {
            "DELETE FROM record_key WHERE workspace_id = ?1 AND object = ?2 AND field = ?3 AND key = ?4 AND record_id = ?5"
        }
        (Dialect::Postgres, true) => {
            "DELETE FROM unique_key WHERE workspace_id = $1 AND object = $2 AND field = $3 AND key = $4 AND record_id = $5"
        }
        (Dialect::Postgres, false) => {
            "DELETE FROM record_key WHERE workspace_id = $1 AND object = $2 AND field = $3 AND key = $4 AND record_id = $5"
        }
    }
}

/// The record that has a unique value; when no living one has it, one in the trash.
pub(crate) fn by_unique(
    connection: &mut dyn Connection,
    workspace: WorkspaceId,
    object: &str,
    field: &str,
    key: &str,
) -> Result<Option<Id>> {
    match held(connection, "unique_key", workspace, object, field, key)? {
        Some(id) => Ok(Some(id)),
        None => held(connection, "record_key", workspace, object, field, key),
    }
}

fn held(
    connection: &mut dyn Connection,
    table: &str,
    workspace: WorkspaceId,
    object: &str,
    field: &str,
    key: &str,
) -> Result<Option<Id>> {
    let place = |number| connection.dialect().placeholder(number);
    let text = format!(
        "SELECT record_id FROM {table} WHERE workspace_id = {} AND object = {} AND field = {} AND key = {} ORDER BY record_id DESC LIMIT 1",
        place(1),
        place(2),
        place(3),
        place(4)
    );
    let params = vec![workspace.into(), object.into(), field.into(), key.into()];
    let mut found = None;
    connection.query(&Statement { text, params, columns: vec![ColumnType::Id] }, &mut |row| {
        found = row.first().and_then(Datum::id);
        Ok(false)
    })?;
    Ok(found)
}
