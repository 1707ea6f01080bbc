//! Creating a record.

use super::steps::Permitted;
use super::{Input, Writing, Written};
use vocabulary::Result;

impl Writing<'_> {
    /// Creates a record of an object from its fields in JSON form.
    pub fn create(&mut self, object: &str, input: &Input) -> Result<Written> {
        let object = self.object(object)?;
        let draft = Permitted::to_create(self, &object)?.read(self, input)?;
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }
}
