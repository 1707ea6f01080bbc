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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::keep_content;
    use crate::testing::World;
    use serde_json::json;
    use store::testing::Fresh;

    #[test]
    fn the_content_of_a_purged_record_is_removed_and_no_other() {
        let world = World::new(Fresh::sqlite());
        let (platform, ana) = (&world.platform, world.administrator());
        let (workspace, context) = (ana.workspace.id, ana.context(platform));
        let upload = |name: &str| {
            let mut upload = platform.files.begin(workspace, platform.new_id(), 100).unwrap();
            upload.write(name.as_bytes()).unwrap();
            let content = upload.finish(None, "a.txt").unwrap();
            let (fields, kept) = (json!({ "name": name }).as_object().cloned().unwrap(), content.clone());
            let record = platform.engine.write(&context, move |writing| {
                let id = writing.create("thing", &fields)?.id();
                keep_content(writing.writer(), workspace, id, &kept)?;
                Ok(id)
            });
            (record.unwrap(), content.key)
        };
        let ((_, kept), (removed, trashed), (purged, gone)) =
            (upload("kept"), upload("trashed"), upload("purged"));
        platform.engine.write(&context, move |writing| writing.remove("thing", removed)).unwrap();
        platform
            .engine
            .write(&context, move |writing| {
                writing.remove("thing", purged)?;
                writing.purge("thing", purged)
            })
            .unwrap();
        assert_eq!(remove_orphans(platform).unwrap(), 0, "what is young may be on its way");
        // The files were dated by the clock of this machine: go far beyond it.
        world.clock.advance(20 * 365 * 24 * 3600);
        assert_eq!(remove_orphans(platform).unwrap(), 1);
        let is_there = |key| platform.files.read(workspace, key).is_ok();
        assert!(is_there(kept) && is_there(trashed) && !is_there(gone));
    }
}
