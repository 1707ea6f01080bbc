//! Pins: the views a user keeps at hand. Each user has their own.

use super::{PIN, load};
use crate::Platform;
use crate::identity::Authenticated;
use store::table::{Condition, Delete, Insert, OnConflict};
use vocabulary::{Id, Result};

/// Pins a view for the asker.
pub fn pin_view(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    let (now, who) = (platform.now(), asker.clone());
    platform.store.write(move |writer| {
        load(writer, &who, id)?;
        let values = vec![
            ("workspace_id", who.workspace.id.into()),
            ("user_id", who.user.id.into()),
            ("view_id", id.into()),
            ("created_at", now.into()),
        ];
        let insert = Insert { table: PIN, values, on_conflict: OnConflict::Ignore };
        writer.insert(&insert).map(|_| ())
    })
}

/// Takes the asker's pin off a view.
pub fn unpin_view(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    let who = asker.clone();
    platform.store.write(move |writer| {
        load(writer, &who, id)?;
        let filter = vec![
            Condition::Eq("workspace_id", who.workspace.id.into()),
            Condition::Eq("user_id", who.user.id.into()),
            Condition::Eq("view_id", id.into()),
        ];
        writer.delete(&Delete { table: PIN, filter }).map(|_| ())
    })
}
