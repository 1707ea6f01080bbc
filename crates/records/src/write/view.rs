//! From a record as it was written to an answer.

use super::{Writing, Written};
use crate::read::Viewed;
use vocabulary::Result;

impl Writing<'_> {
    /// The record as its writer may see it, with links named and rollups computed.
    pub fn view(&mut self, object: &str, written: &Written) -> Result<Viewed> {
        let object = self.object(object)?;
        let id = written.id();
        self.reading().get_written(&object, id)
    }
}
