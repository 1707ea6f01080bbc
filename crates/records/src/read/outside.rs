//! An event as somebody may be told of it outside of Kith: what their webhook sends.

use super::Reading;
use super::answer::HistoryEntry;
use crate::access::{Extent, Permission};
use std::sync::Arc;
use store::event::Event;
use store::query::Trash;
use vocabulary::{Error, Result};

impl Reading<'_> {
    /// What may be told of an event to the one who asks; none when it is about a record they do not see or may not take out, or
    /// when nothing of it is left. Of a record that is gone for good nobody can tell any more whose it was: of that only those
    /// hear who see all.
    pub fn told_outside(&mut self, event: &Event) -> Result<Option<HistoryEntry>> {
        let rights = &self.context.rights;
        let key = &event.event.object;
        let Some(object) = self.dictionary.object(key).cloned() else { return Ok(None) };
        let wanted = [Permission::Read, Permission::Export];
        if wanted.iter().any(|permission| rights.extent(key, *permission) == Extent::None) {
            return Ok(None);
        }
        if wanted.iter().any(|permission| rights.extent(key, *permission) != Extent::All) {
            let (context, dictionary, id) = (self.context, Arc::clone(&self.dictionary), event.event.record);
            match super::load_seen(self.reader, context, &dictionary, &object, id, Trash::With) {
                Ok(record) if rights.reaches(key, Permission::Export, &record.meta) => {}
                Ok(_) | Err(Error::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        let mut event = event.clone();
        // A computed value may tell of fields that are hidden.
        let plain = |key: &str| object.field(key).is_some_and(|field| field.computed.is_none());
        event.event.changes.retain(|key, _| rights.administrator() || plain(key));
        Ok(self.entry(&object, None, event))
    }
}
