//! One record: as its viewer sees it, or whole for the engine's own work.

use super::form::Form;
use super::reach::Reach;
use super::{Reading, Viewed};
use crate::access::Seen;
use crate::{Context, Permission};
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use store::Reader;
use store::query::{SEES_BARE, Scope, Trash, Visibility};
use store::record::StoredRecord;
use vocabulary::{Error, Id, Result};

impl Reading<'_> {
    /// A living record with what the viewer may do with it.
    pub fn get(&mut self, object: &str, id: Id) -> Result<Viewed> {
        self.get_among(object, id, Trash::Without)
    }

    /// A record, also out of the trash if wanted, with what the viewer may do with it.
    pub fn get_among(&mut self, object: &str, id: Id, trash: Trash) -> Result<Viewed> {
        let object = self.object(object)?;
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        match self.reader.get(self.context.workspace, &dictionary, &object, id, &seen, trash)? {
            Some(record) => self.whole(&object, record, &seen),
            None => Err(self.gone(&object, id)),
        }
    }

    /// A record just written. Its writer sees it once more even if it has just left the reach of the writer's rights.
    pub(crate) fn get_written(&mut self, object: &Arc<ObjectDef>, id: Id) -> Result<Viewed> {
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let mut record =
            self.reader.get(self.context.workspace, &dictionary, object, id, &seen, Trash::With)?;
        if record.is_none() {
            let given_away = GivenAway { inner: &seen, object: &object.key };
            record =
                self.reader.get(self.context.workspace, &dictionary, object, id, &given_away, Trash::With)?;
        }
        let record = record.ok_or_else(Error::not_found)?;
        self.whole(object, record, &seen)
    }

    pub(crate) fn whole(
        &self,
        object: &Arc<ObjectDef>,
        record: StoredRecord,
        visibility: &dyn Visibility,
    ) -> Result<Viewed> {
        let rights = &self.context.rights;
        let can = Reach::of(rights, &object.key).can(&record.meta);
        let form = Form::of(object, rights, visibility)?;
        Ok(Viewed::new(&form.shape, record).with_rights(can, Arc::clone(&form.readonly)))
    }
}

/// A record its writer has just handed to somebody else: the last look at it.
struct GivenAway<'a> {
    inner: &'a dyn Visibility,
    object: &'a str,
}

impl Visibility for GivenAway<'_> {
    fn scope(&self, object: &str) -> Scope {
        if object == self.object { Scope::All } else { self.inner.scope(object) }
    }
    fn may_read(&self, object: &str, field: &str) -> bool {
        self.inner.may_read(object, field)
    }
}

/// Sees the whole record but nothing that costs a look at others: no rollups, no titles of links.
struct Bare<'a> {
    object: &'a ObjectDef,
}

impl Visibility for Bare<'_> {
    fn scope(&self, object: &str) -> Scope {
        if object == self.object.key { Scope::All } else { Scope::Nothing }
    }
    fn may_read(&self, object: &str, field: &str) -> bool {
        object == self.object.key && !self.object.field(field).is_some_and(|field| field.is_rollup())
    }
    fn shared(&self) -> Option<u64> {
        Some(SEES_BARE)
    }
}

/// A record for the engine's own work, without rollups and titles of links, if the context may see it.
pub(crate) fn load_seen(
    reader: &mut dyn Reader,
    context: &Context,
    dictionary: &Dictionary,
    object: &Arc<ObjectDef>,
    id: Id,
    trash: Trash,
) -> Result<StoredRecord> {
    let record = reader.get(context.workspace, dictionary, object, id, &Bare { object }, trash)?;
    record
        .filter(|record| context.rights.reaches(&object.key, Permission::Read, &record.meta))
        .ok_or_else(Error::not_found)
}
