//! A view that is saved.

use super::{
    COLUMNS, MOST_OF_ONE, Sharing, Stored, TABLE, View, ViewKind, check, check_object, find_view,
    name_is_free, room_to_share,
};
use crate::Platform;
use crate::identity::Authenticated;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use store::table::{Condition, Insert, Select};
use vocabulary::{Error, Result};

/// A view to save.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// The object whose records it shows.
    pub object: String,
    /// The name.
    pub name: String,
    /// How it shows them.
    pub kind: ViewKind,
    /// Filter, sort, columns and whatever else the app keeps.
    #[serde(default)]
    pub state: Map<String, Json>,
    /// Who sees it.
    #[serde(default = "private")]
    pub sharing: Sharing,
    /// Its place; the last one when left out.
    pub position: Option<i64>,
}

fn private() -> Sharing {
    Sharing::Private
}

/// Saves a view of the asker's.
pub fn create_view(platform: &Platform, asker: &Authenticated, new: NewView) -> Result<View> {
    check_object(platform, asker, &new.object)?;
    let now = platform.now();
    let NewView { object, name, kind, state, sharing, position } = new;
    let id = platform.new_id();
    let stored = Stored {
        id,
        object,
        owner: asker.user.id,
        name: name.trim().to_string(),
        kind,
        state,
        sharing,
        position: position.unwrap_or(0),
        created_at: now,
        updated_at: now,
    };
    check(&stored)?;
    let workspace = asker.workspace.id;
    platform.store.write(move |writer| {
        let mut stored = stored.clone();
        let filter = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::Eq("owner_id", stored.owner.into()),
        ];
        let own: Vec<Stored> = writer
            .select(&Select::new(TABLE, COLUMNS, filter))?
            .into_iter()
            .map(Stored::read)
            .collect::<Result<_>>()?;
        if own.len() >= MOST_OF_ONE {
            let text = format!("You have {MOST_OF_ONE} views: remove some first.");
            return Err(Error::invalid("name", "too_many", text));
        }
        name_is_free(writer, workspace, &stored)?;
        if stored.sharing == Sharing::Everyone {
            room_to_share(writer, workspace)?;
        }
        if position.is_none() {
            let beside = own.iter().filter(|view| view.object == stored.object);
            stored.position = beside.map(|view| view.position).max().map_or(0, |last| last.saturating_add(1));
        }
        let mut values = stored.columns()?;
        values.extend([
            ("workspace_id", workspace.into()),
            ("id", stored.id.into()),
            ("object", stored.object.clone().into()),
            ("owner_id", stored.owner.into()),
            ("created_at", stored.created_at.into()),
        ]);
        writer.insert(&Insert::new(TABLE, values))
    })?;
    find_view(platform, asker, id)
}
