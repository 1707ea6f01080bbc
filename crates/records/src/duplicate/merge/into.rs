//! Into which record a merged one went; and that it came back.

use crate::duplicate::table;
use crate::read::{Reading, load_seen};
use crate::write::Writing;
use dictionary::ObjectDef;
use std::sync::Arc;
use store::Datum;
use store::query::Trash;
use store::table::{Condition, Delete, Select, Update};
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

/// A record came back from the trash: it is merged no more, and those it was taken for the same as may be looked at again.
pub(crate) fn came_back(writing: &mut Writing<'_>, object: &str, id: Id) -> Result<()> {
    let workspace = writing.context.workspace;
    let filter = by_loser(workspace, object, id);
    let rows = writing.writer.select(&Select::new(table::MERGE, &["change_set"], filter.clone()))?;
    let Some(row) = rows.first() else { return Ok(()) };
    writing.writer.delete(&Delete { table: table::MERGE, filter })?;
    let Some(act) = row.first().and_then(Datum::id) else { return Ok(()) };
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", object.into()),
        Condition::Eq("merged_by", act.into()),
    ];
    let set = vec![("merged_by", Datum::Null)];
    writing.writer.update(&Update::new(table::GROUP, set, filter)).map(|_| ())
}

fn by_loser(workspace: WorkspaceId, object: &str, loser: Id) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", object.into()),
        Condition::Eq("loser_id", loser.into()),
    ]
}
