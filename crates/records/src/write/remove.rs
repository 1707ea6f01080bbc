//! Removing a record into the trash, restoring it, and deleting it for good.

use super::Written;
use super::steps::Permitted;
use super::{Input, Writing};
use crate::{Access, Permission};
use std::sync::Arc;
use store::event::{NewEvent, Verb};
use store::query::Trash;
use vocabulary::{Conflict, Error, Id, Result};

impl Writing<'_> {
    /// Puts a record into the trash. Its unique values become free.
    pub fn remove(&mut self, object: &str, id: Id) -> Result<Written> {
        let object = self.object(object)?;
        Permitted::to_alter(self, &object, id, Verb::Removed)?.moved(self)?.store(self)?.tell(self)
    }

    /// Takes a record back out of the trash.
    pub fn restore(&mut self, object: &str, id: Id) -> Result<Written> {
        let object = self.object(object)?;
        Permitted::to_alter(self, &object, id, Verb::Restored)?.moved(self)?.store(self)?.tell(self)
    }

    /// Deletes a record for good. Users may do this to what lies in the trash, the system to anything.
    pub fn purge(&mut self, object: &str, id: Id) -> Result<()> {
        let object = self.object(object)?;
        let record =
            crate::read::load_seen(self.writer, self.context, &self.dictionary, &object, id, Trash::With)?;
        let rights = &self.context.rights;
        rights.demand(&object.key, Permission::Remove, &record.meta)?;
        if record.meta.removed_at.is_none() && !rights.administrator() {
            return Err(Error::Conflict(
                Conflict::Other,
                "Only what lies in the trash can be deleted for good.".to_string(),
            ));
        }
        self.writer.purge_record(self.context.workspace, &object, id)?;
        self.writer.append_event(&NewEvent {
            workspace: self.context.workspace,
            at: self.context.now,
            actor: self.context.actor.clone(),
            object: object.key.clone(),
            record: id,
            version: record.meta.version + 1,
            verb: Verb::Purged,
            changes: Input::new(),
            batch: self.context.batch,
        })?;
        self.tally.count(&object.key, id, Verb::Purged, self.depth > 0);
        Ok(())
    }

    /// Deletes a record for good that lies in the trash; what lives is *not found*.
    pub fn purge_removed(&mut self, object: &str, id: Id) -> Result<()> {
        let object = self.object(object)?;
        let (context, dictionary) = (self.context, Arc::clone(&self.dictionary));
        crate::read::load_seen(self.writer, context, &dictionary, &object, id, Trash::Only)?;
        self.purge(&object.key, id)
    }

    /// Whether a field may be written by the actor; for callers that choose fields themselves.
    pub fn may_write(&self, object: &str, field: &str) -> bool {
        self.context.rights.field(object, field) == Access::Write
    }
}
