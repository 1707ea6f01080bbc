//! Changing fields of a record.

use super::steps::{self, Permitted};
use super::{Input, Writing, Written};
use dictionary::Value;
use serde::Deserialize;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

/// A change of one record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRequest {
    /// The record.
    pub id: Id,
    /// The version the writer saw. When the record has moved on, nothing is written and the conflict says what changed.
    /// Without it, the change simply applies.
    #[serde(default)]
    pub version: Option<i64>,
    /// The fields to write; null clears.
    pub fields: Input,
}

impl Writing<'_> {
    /// Changes fields of a record. A change that changes nothing writes nothing.
    pub fn change(&mut self, object: &str, request: &ChangeRequest) -> Result<Written> {
        self.change_made(object, request, Vec::new())
    }

    /// Changes fields of a record together with what Kith itself fills in: for the operations and rules that know it.
    pub fn change_made(
        &mut self,
        object: &str,
        request: &ChangeRequest,
        kept: Vec<(&str, Value)>,
    ) -> Result<Written> {
        let object = self.object(object)?;
        let permitted = Permitted::to_alter(self, &object, request.id, Verb::Changed)?;
        if let (Some(version), Some(before)) = (request.version, permitted.before())
            && version != before.meta.version
        {
            let now = before.meta.version;
            return Err(self.stale(&object, request.id, version, now, &request.fields)?);
        }
        let draft = permitted.read(self, &request.fields)?.keep(kept);
        if draft.is_unchanged() {
            return steps::unchanged(draft)
                .ok_or_else(|| Error::internal("an unchanged record that was not there"));
        }
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }
}
