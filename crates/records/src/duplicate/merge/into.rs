//! Into which record a merged one went; and that it came back.

use crate::duplicate::table;
use crate::read::{Reading, load_seen};
use crate::write::Writing;
use dictionary::ObjectDef;
use std::sync::Arc;
use store::Datum;
use store::query::Trash;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Error, Id, RecordRef, Result, WorkspaceId};

/// A chain of merges is followed so far.
const MOST_STEPS: usize = 100;

impl Reading<'_> {
    /// Not found; of a record that was merged, the one it went into is told, if the asker may see that one.
    pub(crate) fn gone(&mut self, object: &Arc<ObjectDef>, id: Id) -> Error {
        match self.merged_into(object, id) {
            Ok(Some(winner)) => {
                let record = RecordRef { object: object.key.clone(), id: winner, title: None };
                Error::Merged("This record was merged into another one.".to_string(), record)
            }
            Ok(None) => Error::not_found(),
            Err(error) => error,
        }
    }

    /// The living record at the end of a chain of merges.
    fn merged_into(&mut self, object: &Arc<ObjectDef>, id: Id) -> Result<Option<Id>> {
        let mut at = id;
        for _ in 0..MOST_STEPS {
            let filter = by_loser(self.context.workspace, &object.key, at);
            let rows = self.reader.select(&Select::new(table::MERGE, &["winner_id"], filter))?;
            let Some(next) = rows.first().and_then(|row| row.first()).and_then(Datum::id) else {
                return Ok(None);
            };
            at = next;
            let dictionary = Arc::clone(&self.dictionary);
            match load_seen(self.reader, self.context, &dictionary, object, at, Trash::Without) {
                Ok(_) => return Ok(Some(at)),
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

/// A record came back from the trash: it is merged no more, and those it was taken for the same as may be looked at again. Somebody wanted
/// it so: nothing merges it with them by itself again.
pub(crate) fn came_back(writing: &mut Writing<'_>, object: &str, id: Id) -> Result<()> {
    let workspace = writing.context.workspace;
    let filter = by_loser(workspace, object, id);
    let rows =
        writing.writer.select(&Select::new(table::MERGE, &["winner_id", "change_set"], filter.clone()))?;
    let Some(row) = rows.first() else { return Ok(()) };
    let (winner, act) = (row.first().and_then(Datum::id), row.get(1).and_then(Datum::id));
    let Some(winner) = winner else { return Ok(()) };
    let mut others = vec![winner];
    if let Some(act) = act {
        let mut filter = table::of_object(workspace, object);
        filter.extend([Condition::Eq("winner_id", winner.into()), Condition::Eq("change_set", act.into())]);
        let rows = writing.writer.select(&Select::new(table::MERGE, &["loser_id"], filter))?;
        others.extend(rows.iter().filter_map(|row| row.first()?.id()).filter(|other| *other != id));
    }
    for other in others {
        note_parted(writing, object, id, other)?;
    }
    writing.writer.delete(&Delete { table: table::MERGE, filter })?;
    let Some(act) = act else { return Ok(()) };
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", object.into()),
        Condition::Eq("merged_by", act.into()),
    ];
    let set = vec![("merged_by", Datum::Null)];
    writing.writer.update(&Update::new(table::GROUP, set, filter)).map(|_| ())
}

fn note_parted(writing: &mut Writing<'_>, object: &str, one: Id, other: Id) -> Result<()> {
    let values = vec![
        ("workspace_id", writing.context.workspace.into()),
        ("object", object.into()),
        ("left_id", one.min(other).into()),
        ("right_id", one.max(other).into()),
        ("at", writing.context.now.into()),
    ];
    let insert = Insert { table: table::PARTED, values, on_conflict: OnConflict::Ignore };
    writing.writer.insert(&insert).map(|_| ())
}

fn by_loser(workspace: WorkspaceId, object: &str, loser: Id) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", object.into()),
        Condition::Eq("loser_id", loser.into()),
    ]
}
