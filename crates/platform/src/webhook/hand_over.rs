//! Webhooks when somebody leaves: they go to a colleague, within whose rights they tell from then on. One without an owner who is there is
//! switched off by the next thing that happens.

use super::manage::moved;
use super::table::WEBHOOK;
use crate::hand_over::Duty;
use records::Writing;
use store::table::{Condition, Select, Update};
use store::{Datum, Reader};
use vocabulary::{Id, Result, WorkspaceId};

pub(super) static DUTIES: &[Duty] = &[Duty { name: "webhooks", count, give }];

fn of(workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("owner_id", user.into())]
}

fn count(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<u64> {
    Ok(reader.select(&Select::new(WEBHOOK, &["id"], of(workspace, user)))?.len() as u64)
}

/// Also takes the key away through which one was made: it ends with whom it belonged to.
fn give(writing: &mut Writing<'_>, from: Id, to: Id) -> Result<u64> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let set = vec![("owner_id", to.into()), ("key_id", Datum::Null), ("updated_at", now.into())];
    let given = writing.writer().update(&Update::new(WEBHOOK, set, of(workspace, from)))?;
    if given > 0 {
        moved(writing.writer(), workspace, 0)?;
    }
    Ok(given)
}
