//! Which records link here, counted.

use super::query::linking;
use super::{LinkedCount, Reading};
use crate::access::Seen;
use std::sync::Arc;
use store::query::{Selection, Trash};
use vocabulary::{Id, Result};

/// Counting stops here: nobody reads further than "1,000+".
pub(super) const COUNT_CAP: u64 = 1_000;

impl Reading<'_> {
    /// The links that point to a record and how many records come through each, as far as the viewer may see them.
    pub fn linked(&mut self, object: &str, id: Id) -> Result<Vec<LinkedCount>> {
        let object = self.object(object)?;
        super::load_seen(self.reader, self.context, &self.dictionary, &object, id, Trash::With)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let mut counts = Vec::new();
        for inverse in dictionary.inverse_links(&object.key) {
            let Ok(linking_object) = self.object(&inverse.object) else { continue };
            let Some(field) = self.field(&linking_object, &inverse.field) else { continue };
            let nothing = Selection { paths: Vec::new(), titles: false };
            let filter = linking(&linking_object, &field, id);
            let query = self.query(&dictionary, &linking_object, &seen, Some(filter), nothing, 1);
            let count = self.reader.count(&query, Some(COUNT_CAP))?;
            counts.push(LinkedCount {
                link: format!("{}.{}", inverse.object, inverse.field),
                object: inverse.object.clone(),
                field: inverse.field.clone(),
                label: inverse.label.clone(),
                count: count.into(),
            });
        }
        Ok(counts)
    }
}
