//! Groups whose records were merged are groups no more, until the act is taken back.

use super::table;
use crate::write::Writing;
use store::Datum;
use store::table::{Condition, Select, Update};
use vocabulary::{Id, Result};

impl Writing<'_> {
    /// Closes the groups that these records, just merged, belonged to.
    pub(super) fn close_groups(&mut self, object: &str, losers: &[Id]) -> Result<()> {
        let workspace = self.context.workspace;
        let ids: Vec<Datum> = losers.iter().map(|id| (*id).into()).collect();
        let mut groups = Vec::new();
        for side in ["left_id", "right_id"] {
            let filter = vec![
                Condition::Eq("workspace_id", workspace.into()),
                Condition::Eq("object", object.into()),
                Condition::In(side, ids.clone()),
                Condition::NotNull("group_id"),
            ];
            let rows = self.writer.select(&Select::new(table::PAIR, &["group_id"], filter))?;
            groups.extend(rows.iter().filter_map(|row| row.first()?.id()));
        }
        groups.sort_unstable();
        groups.dedup();
        for part in groups.chunks(200) {
            let filter = vec![
                Condition::Eq("workspace_id", workspace.into()),
                Condition::In("id", part.iter().map(|id| (*id).into()).collect()),
                Condition::IsNull("merged_by"),
            ];
            let set = vec![("merged_by", self.context.batch.into())];
            self.writer.update(&Update::new(table::GROUP, set, filter))?;
        }
        Ok(())
    }
}
