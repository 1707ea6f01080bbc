//! How the tables of browsers that are told, and of what they are still to be told, are read. Telling somebody writes into them, so they are
//! made with those of notifications.

use crate::row::Row;
use store::Reader;
use store::table::{Condition, Select};
use vocabulary::{Id, Result, WorkspaceId};

pub(super) const SUBSCRIPTION: &str = "push_subscription";
pub(super) const MESSAGE: &str = "push_message";

/// The row of that id in a workspace.
pub(super) fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

/// What a select finds.
pub(super) fn rows(reader: &mut dyn Reader, select: &Select) -> Result<Vec<Row>> {
    let table = select.table;
    Ok(reader.select(select)?.into_iter().map(|columns| Row::new(table, columns)).collect())
}
