//! A view that is thrown away, with all pins on it.

use super::{PIN, TABLE, by_id, load};
use crate::Platform;
use crate::identity::Authenticated;
use store::table::{Condition, Delete};
use vocabulary::{Error, Id, Result};

/// Removes a view: its owner may, and for those that are shared also an administrator.
pub fn remove_view(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    let who = asker.clone();
    platform.store.write(move |writer| {
        let workspace = who.workspace.id;
        if !load(writer, &who, id)?.is_changed_by(&who) {
            return Err(Error::Forbidden(
                "Only its owner or an administrator may remove this view.".to_string(),
            ));
        }
        let pins = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("view_id", id.into())];
        writer.delete(&Delete { table: PIN, filter: pins })?;
        writer.delete(&Delete { table: TABLE, filter: by_id(workspace, id) }).map(|_| ())
    })
}
