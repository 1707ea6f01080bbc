//! A view under another name, in another state, or for others to see.

use super::{
    Sharing, Stored, TABLE, View, ViewKind, by_id, check, find_view, load, name_is_free, room_to_share,
};
use crate::Platform;
use crate::identity::Authenticated;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use store::table::Update;
use vocabulary::{Error, Id, Result};

/// A change of a view; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewChange {
    /// The name.
    pub name: Option<String>,
    /// How it shows records.
    pub kind: Option<ViewKind>,
    /// Filter, sort, columns and whatever else the app keeps: all of it anew.
    pub state: Option<Map<String, Json>>,
    /// Who sees it.
    pub sharing: Option<Sharing>,
    /// Its place.
    pub position: Option<i64>,
}

/// Changes a view: its owner may, and for those that are shared also an administrator.
pub fn change_view(platform: &Platform, asker: &Authenticated, id: Id, change: ViewChange) -> Result<View> {
    let (workspace, now, who) = (asker.workspace.id, platform.now(), asker.clone());
    platform.store.write(move |writer| {
        let before = load(writer, &who, id)?;
        if !before.is_changed_by(&who) {
            return Err(Error::Forbidden(
                "Only its owner or an administrator may change this view.".to_string(),
            ));
        }
        let ViewChange { name, kind, state, sharing, position } = change.clone();
        let after = Stored {
            name: name.map_or(before.name.clone(), |name| name.trim().to_string()),
            kind: kind.unwrap_or(before.kind),
            state: state.unwrap_or_else(|| before.state.clone()),
            sharing: sharing.unwrap_or(before.sharing),
            position: position.unwrap_or(before.position),
            updated_at: now,
            ..before.clone()
        };
        check(&after)?;
        name_is_free(writer, workspace, &after)?;
        if after.sharing == Sharing::Everyone && before.sharing != Sharing::Everyone {
            room_to_share(writer, workspace)?;
        }
        writer.update(&Update::new(TABLE, after.columns()?, by_id(workspace, id)))
    })?;
    match find_view(platform, asker, id) {
        // An administrator who takes a view of another back from everybody sees it for the last time now.
        Err(Error::NotFound(_)) => {
            platform.store.read(|reader| super::list::of_owner(reader, asker.workspace.id, id))
        }
        found => found,
    }
}
