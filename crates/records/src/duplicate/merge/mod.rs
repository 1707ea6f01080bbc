//! Merging: several records become one. All of it is events of one act, so that taking the act back brings the others back too.

mod into;
mod link;
mod preview;
mod value;

pub(crate) use into::came_back;
pub use preview::{MergeField, MergePreview, MergeValue, Move};

use super::table;
use crate::Permission;
use crate::change_set::{Act, Action};
use crate::read::{Viewed, load_seen};
use crate::write::{Input, Writing};
use dictionary::ObjectDef;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::query::Trash;
use store::record::StoredRecord;
use store::table::Insert;
use vocabulary::{ActorKind, Error, Id, Result};

/// The most records that go into one at once.
const MOST: usize = 50;

/// Records to merge.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// The record that stays.
    pub winner: Id,
    /// The records that go into it.
    pub losers: Vec<Id>,
    /// Values somebody chose; all others follow from those that are merged.
    #[serde(default)]
    pub values: Input,
    /// Only tell what it would do.
    #[serde(default)]
    pub dry_run: bool,
}

impl MergeRequest {
    /// The losers, each once.
    fn checked(&self) -> Result<Vec<Id>> {
        let mut losers = self.losers.clone();
        losers.sort_unstable();
        losers.dedup();
        if losers.is_empty() || losers.contains(&self.winner) {
            let text = "Name at least one other record that goes into the one that stays.";
            return Err(Error::invalid("losers", "required", text));
        }
        if losers.len() > MOST {
            return Err(Error::invalid(
                "losers",
                "too_many",
                format!("At most {MOST} records go into one at once."),
            ));
        }
        Ok(losers)
    }
}

/// What a merge did.
#[derive(Clone, Debug, Serialize)]
pub struct Merged {
    /// The record that stays.
    pub record: Viewed,
    /// The act, by which it can be taken back.
    pub change_set: Option<Id>,
    /// What came along, as far as the asker may see it.
    pub moves: Vec<Move>,
}

impl Writing<'_> {
    /// Merges records. The asker may change the winner and remove the losers; values of fields the asker may not write, or not even
    /// see, are merged by the usual rule, so that nothing is lost.
    pub fn merge(&mut self, object: &str, request: &MergeRequest) -> Result<Merged> {
        let object = self.object(object)?;
        let losers = request.checked()?;
        let winner = self.mergeable(&object, request.winner, Permission::Change)?;
        let records: Vec<StoredRecord> = losers
            .iter()
            .map(|loser| self.mergeable(&object, *loser, Permission::Remove))
            .collect::<Result<_>>()?;
        let moves = self.reading().moves(&object, winner.meta.id, &losers)?;
        let many = self.context.actor.kind == ActorKind::Job;
        self.name_act(Act {
            object: Some(object.key.clone()),
            record: Some(winner.meta.id).filter(|_| !many),
            ..Act::default().of(Action::Merge)
        });
        // In this sequence taking back works from the last to the first: the winner gives up what it took, the losers come back and
        // claim it, and links find those they pointed to.
        let mut values = value::united(&object, &winner, &records);
        let own = link::own_links(self, &object, &winner, &losers, &mut values)?;
        let system = link::system(self.context);
        self.acting(&system, |writing| {
            for (position, value) in own {
                writing.repoint(&object, winner.meta.id, position, value)?;
            }
            link::follow(writing, &object, winner.meta.id, &losers)
        })?;
        for loser in &losers {
            self.remove(&object.key, *loser)?;
            self.note_merge(&object, *loser, winner.meta.id)?;
        }
        let written = self.take_over(&object, winner.meta.id, values, &request.values)?;
        self.close_groups(&object.key, &losers)?;
        let record = self.view(&object.key, &written)?;
        Ok(Merged { record, change_set: self.change_set(), moves })
    }

    fn mergeable(&mut self, object: &Arc<ObjectDef>, id: Id, permission: Permission) -> Result<StoredRecord> {
        let dictionary = Arc::clone(&self.dictionary);
        let record = load_seen(self.writer, self.context, &dictionary, object, id, Trash::Without)?;
        self.context.rights.demand(&object.key, permission, &record.meta)?;
        Ok(record)
    }

    fn note_merge(&mut self, object: &ObjectDef, loser: Id, winner: Id) -> Result<()> {
        let values = vec![
            ("workspace_id", self.context.workspace.into()),
            ("object", object.key.clone().into()),
            ("loser_id", loser.into()),
            ("winner_id", winner.into()),
            ("change_set", self.context.batch.into()),
            ("at", self.context.now.into()),
        ];
        let on_conflict = store::table::OnConflict::Replace(&["workspace_id", "object", "loser_id"]);
        self.writer.insert(&Insert { table: table::MERGE, values, on_conflict }).map(|_| ())
    }
}
