//! A new formula over records that exist already: computed page by page, so that other writes are not held up.

use crate::read::{id_path, own_path};
use crate::write::compute;
use crate::{Context, Engine};
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use store::query::{Cursor, Query, SeesAll, Selection, Sort, Trash};
use store::record::StoredRecord;
use vocabulary::{Error, Id, Result};

/// Records of one transaction.
const PAGE: usize = 200;

impl Engine {
    /// Computes the formulas of all records of an object anew. Versions stay: nobody changed anything.
    pub fn recompute(self: &Arc<Self>, context: &Context, object: &str) -> Result<u64> {
        context.rights.demand_administrator()?;
        let (mut after, mut changed): (Option<Id>, u64) = (None, 0);
        loop {
            let object = object.to_string();
            let (next, count) = self.write(context, move |writing| {
                let object = writing.dictionary.object(&object).cloned().ok_or_else(Error::not_found)?;
                let dictionary = Arc::clone(&writing.dictionary);
                let page = writing.writer.find(&page(&dictionary, &object, writing.context, after))?;
                let mut count = 0;
                for bare in page.records {
                    let before = parallel(&object, bare);
                    let mut computed = before.clone();
                    compute(&object, &mut computed);
                    if computed.values != before.values {
                        writing.writer.update_record(
                            writing.context.workspace,
                            &object,
                            &before,
                            &computed,
                        )?;
                        count += 1;
                    }
                }
                Ok((page.next.map(|cursor| cursor.id), count))
            })?;
            changed += count;
            match next {
                Some(id) => after = Some(id),
                None => return Ok(changed),
            }
        }
    }

    /// Computes the formulas that are new in a dictionary.
    pub(super) fn recompute_new(
        self: &Arc<Self>,
        context: &Context,
        before: &Dictionary,
        after: &Dictionary,
    ) -> Result<()> {
        for object in after.objects() {
            let known = before.object(&object.key);
            let is_new = |field: &Arc<dictionary::FieldDef>| {
                field.custom
                    && field.formula.is_some()
                    && known.is_none_or(|known| known.field(&field.key).is_none())
            };
            if object.fields.iter().any(is_new) {
                self.recompute(context, &object.key)?;
            }
        }
        Ok(())
    }
}

/// A page of whole records but for their rollups, by id.
fn page<'q>(
    dictionary: &'q Dictionary,
    object: &'q Arc<ObjectDef>,
    context: &Context,
    after: Option<Id>,
) -> Query<'q> {
    let stored = object.fields.iter().filter(|field| !field.is_rollup());
    Query {
        workspace: context.workspace,
        dictionary,
        object,
        visibility: &SeesAll,
        filter: None,
        text: None,
        sort: vec![Sort { path: id_path(object), descending: false }],
        selection: Selection { paths: stored.map(|field| own_path(object, field)).collect(), titles: false },
        limit: PAGE,
        after: after.map(|id| Cursor { values: vec![store::Datum::Null], id }),
        trash: Trash::With,
    }
}

/// The values of a page's record, parallel to the fields of its object.
fn parallel(object: &ObjectDef, mut record: StoredRecord) -> StoredRecord {
    let mut values = std::mem::take(&mut record.values).into_iter();
    let fields = object.fields.iter();
    record.values = fields
        .map(|field| if field.is_rollup() { Default::default() } else { values.next().unwrap_or_default() })
        .collect();
    record
}
