//! Creating a record.

use super::steps::Permitted;
use super::{Input, Writing, Written};
use dictionary::Value;
use vocabulary::{Error, Id, Result};

impl Writing<'_> {
    /// Creates a record of an object from its fields in JSON form.
    pub fn create(&mut self, object: &str, input: &Input) -> Result<Written> {
        let object = self.object(object)?;
        let draft = Permitted::to_create_plain(self, &object)?.read(self, input)?;
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }

    /// Creates a record of an object whose records are made in a way of their own, with what Kith itself fills in: for the
    /// operation that is this way.
    pub fn create_made(&mut self, object: &str, input: &Input, kept: Vec<(&str, Value)>) -> Result<Written> {
        let object = self.object(object)?;
        let draft = Permitted::to_create(self, &object)?.read(self, input)?.keep(kept);
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }

    /// Creates a record of values that are of their kinds already, under an id made beforehand: for data that Kith itself
    /// makes, such as the demo company. Links are not looked up; everything else holds as for any record.
    pub fn create_prepared(
        &mut self,
        object: &str,
        id: Id,
        owner: Option<Id>,
        values: Vec<(&str, Value)>,
    ) -> Result<Written> {
        if !self.context.rights.administrator() {
            return Err(Error::Forbidden("Only Kith itself brings prepared records.".to_string()));
        }
        let object = self.object(object)?;
        let draft = Permitted::to_create(self, &object)?.take_prepared(self, id, owner, values);
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }
}
