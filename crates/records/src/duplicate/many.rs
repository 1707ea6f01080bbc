//! Merging many groups, one after the other: which record of a group stays is decided by a rule.

use super::list::level_in;
use super::{MergeRequest, table};
use crate::read::{Reading, load_seen};
use crate::write::{Input, Writing};
use dictionary::ObjectDef;
use std::sync::Arc;
use store::query::Trash;
use store::record::StoredRecord;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result};

/// Where a walk over groups is.
#[derive(Clone, Copy, Debug)]
pub struct GroupPlace {
    score: i64,
    /// The group.
    pub group: Id,
}

impl Reading<'_> {
    /// The next groups of a level.
    pub fn groups_to_merge(
        &mut self,
        object: &str,
        level: &str,
        after: Option<GroupPlace>,
        limit: usize,
    ) -> Result<Vec<GroupPlace>> {
        let object = self.object(object)?;
        let after = after.map(|place| (place.score, place.group));
        let rows = self.group_rows(&object, level_in(Some(level))?, after, limit)?;
        Ok(rows.iter().map(|row| GroupPlace { score: row.score(), group: row.id }).collect())
    }
}

impl Writing<'_> {
    /// Merges the records of a group into the one that knows most; answers how many went into it. When no person asked for it
    /// (`by_itself`), a group in which two were merged before and came back stays as it is.
    pub fn merge_group(&mut self, object: &str, group: Id, by_itself: bool) -> Result<usize> {
        let object = self.object(object)?;
        let pairs = self.reading().pairs_of(&[group])?.remove(&group).unwrap_or_default();
        let mut ids: Vec<Id> = pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        ids.sort_unstable();
        ids.dedup();
        if by_itself && self.parted(&object.key, &ids)? {
            return Ok(0);
        }
        let dictionary = Arc::clone(&self.dictionary);
        let mut records = Vec::new();
        for id in ids {
            match load_seen(self.writer, self.context, &dictionary, &object, id, Trash::Without) {
                Ok(record) => records.push(record),
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let Some(winner) = fullest(&object, &records) else { return Ok(0) };
        let losers: Vec<Id> =
            records.iter().map(|record| record.meta.id).filter(|id| *id != winner).collect();
        if losers.is_empty() {
            return Ok(0);
        }
        let request = MergeRequest { winner, losers: losers.clone(), values: Input::new(), dry_run: false };
        self.merge(&object.key, &request)?;
        Ok(losers.len())
    }

    /// Whether any two of these were merged before and came back.
    fn parted(&mut self, object: &str, ids: &[Id]) -> Result<bool> {
        let mut filter = table::of_object(self.context.workspace, object);
        for side in ["left_id", "right_id"] {
            filter.push(Condition::In(side, ids.iter().map(|id| (*id).into()).collect()));
        }
        let rows = self.writer.select(&Select::new(table::PARTED, &["left_id"], filter).limit(1))?;
        Ok(!rows.is_empty())
    }
}

/// The record with most values; of several the oldest.
fn fullest(object: &ObjectDef, records: &[StoredRecord]) -> Option<Id> {
    let filled = |record: &StoredRecord| {
        record
            .values
            .iter()
            .zip(&object.fields)
            .filter(|(value, field)| !value.is_null() && !field.read_only())
            .count()
    };
    let best = records
        .iter()
        .min_by_key(|record| (std::cmp::Reverse(filled(record)), record.meta.created_at, record.meta.id));
    best.map(|record| record.meta.id)
}
