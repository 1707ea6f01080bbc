//! All records of a list one after the other, without holding them: what an export writes.

use super::request::FindRequest;
use super::shape::{Column, Shape};
use super::{Reading, Viewed};
use crate::access::Seen;
use crate::{Extent, Permission};
use std::sync::Arc;
use store::query::Row;
use vocabulary::{Error, Result};

impl Reading<'_> {
    /// Hands over the records a request finds, reduced to what the viewer may take out; `each` answers whether to go on.
    /// Needs the export right; limit and cursor of the request are not used.
    pub fn each(
        &mut self,
        object: &str,
        request: &FindRequest,
        each: &mut dyn FnMut(Viewed) -> Result<bool>,
    ) -> Result<()> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        if rights.extent(&object.key, Permission::Export) == Extent::None {
            return Err(Error::Forbidden("Your role does not let you export these records.".to_string()));
        }
        let visibility = Seen::exporting(&rights, &dictionary);
        let query = self.parsed(&dictionary, &object, &visibility, request)?;
        let shape = Shape::of(&object, &query.selection, &visibility);
        self.reader.each(&query, &mut |record| each(Viewed::new(&shape, record)))
    }

    /// Hands over the records a request finds as they are seen, for a feature that works something out of them: nothing of
    /// it is taken out. Limit and cursor of the request are not used.
    pub fn scan(
        &mut self,
        object: &str,
        request: &FindRequest,
        each: &mut dyn FnMut(Viewed) -> Result<bool>,
    ) -> Result<()> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let visibility = Seen::reading(&rights, &dictionary);
        let query = self.parsed(&dictionary, &object, &visibility, request)?;
        let shape = Shape::of(&object, &query.selection, &visibility);
        self.reader.each(&query, &mut |record| each(Viewed::new(&shape, record)))
    }

    /// Hands over the chosen fields of the records a request finds, as they are seen and each typed, for a feature that works
    /// something out of many: no record is made of a row. Without a sort they come in no particular sequence. Limit and cursor
    /// of the request are not used.
    pub fn rows(
        &mut self,
        object: &str,
        request: &FindRequest,
        each: &mut dyn FnMut(Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let visibility = Seen::reading(&rights, &dictionary);
        let mut query = self.parsed(&dictionary, &object, &visibility, request)?;
        query.selection.titles = false;
        if request.sort.is_none() {
            query.sort.clear();
        }
        self.reader.rows(&query, each)
    }

    /// The columns [`Reading::each`] hands over, known before the first record.
    pub fn columns(&mut self, object: &str, request: &FindRequest) -> Result<Vec<Column>> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let visibility = Seen::exporting(&rights, &dictionary);
        let query = self.parsed(&dictionary, &object, &visibility, request)?;
        Ok(Shape::of(&object, &query.selection, &visibility).columns.clone())
    }
}
