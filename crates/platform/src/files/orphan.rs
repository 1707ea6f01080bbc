//! Contents whose record is gone for good: purged, or never committed.

use super::content::TABLE;
use crate::Platform;
use crate::identity::list_workspaces;
use crate::row::Row;
use store::Reader;
use store::event::{EventFilter, Verb};
use store::table::{Condition, Delete, Select};
use vocabulary::{Id, Result, WorkspaceId};

/// Rows looked at in one step.
const STEP: u32 = 500;

/// Removes contents no record has any more; answers how many. Run it daily.
pub fn remove_orphans(platform: &Platform) -> Result<usize> {
    let mut count = 0;
    for workspace in platform.store.read(list_workspaces)? {
        forget_purged(platform, workspace.id)?;
        count += platform
            .files
            .sweep(workspace.id, platform.now(), |key| is_named(platform, workspace.id, key))?;
    }
    Ok(count)
}

/// Deletes the rows of records that were purged. Their contents follow in the sweep.
fn forget_purged(platform: &Platform, workspace: WorkspaceId) -> Result<()> {
    let mut after: Option<Id> = None;
    loop {
        let rows = platform.store.read(|reader| {
            let mut filter = vec![Condition::Eq("workspace_id", workspace.into())];
            filter.extend(after.map(|id| Condition::Gt("record_id", id.into())));
            let select = Select::new(TABLE, &["record_id"], filter).ascending("record_id").limit(STEP);
            let rows = reader.select(&select)?.into_iter().map(|columns| Row::new(TABLE, columns).id());
            rows.map(|id| id.and_then(|id| Ok((id, is_purged(reader, workspace, id)?))))
                .collect::<Result<Vec<_>>>()
        })?;
        let gone: Vec<Id> = rows.iter().filter(|(_, purged)| *purged).map(|(id, _)| *id).collect();
        if !gone.is_empty() {
            platform.store.write(move |writer| {
                let ids = gone.iter().map(|id| (*id).into()).collect();
                let filter =
                    vec![Condition::Eq("workspace_id", workspace.into()), Condition::In("record_id", ids)];
                writer.delete(&Delete { table: TABLE, filter })
            })?;
        }
        match rows.last() {
            Some((last, _)) if rows.len() == STEP as usize => after = Some(*last),
            _ => return Ok(()),
        }
    }
}

/// The last event of a record says whether it is gone; one without events was undone without a trace.
fn is_purged(reader: &mut dyn Reader, workspace: WorkspaceId, record: Id) -> Result<bool> {
    let filter = EventFilter { record: Some(record), descending: true, limit: 1, ..EventFilter::default() };
    let events = reader.events(workspace, &filter)?;
    Ok(events.first().is_none_or(|event| event.event.verb == Verb::Purged))
}

fn is_named(platform: &Platform, workspace: WorkspaceId, key: Id) -> Result<bool> {
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("content_id", key.into())];
    let rows =
        platform.store.read(|reader| reader.select(&Select::new(TABLE, &["record_id"], filter).limit(1)))?;
    Ok(!rows.is_empty())
}
