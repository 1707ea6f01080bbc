//! The views somebody sees: their own, and those shared with everybody.

use super::{COLUMNS, PIN, Sharing, Stored, TABLE, View, ViewOwner, by_id, load, reads, word};
use crate::Platform;
use crate::identity::{Authenticated, names_of};
use crate::row::Row;
use std::collections::HashSet;
use store::Reader;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// The views the asker sees, of one object or of all, by place and name.
pub fn list_views(platform: &Platform, asker: &Authenticated, object: Option<&str>) -> Result<Vec<View>> {
    let workspace = asker.workspace.id;
    let dictionary = platform.engine.dictionary(workspace, platform.now())?;
    let shared = word(&Sharing::Everyone)?;
    platform.store.read(|reader| {
        let mut filter = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::AnyOf(vec![
                vec![Condition::Eq("owner_id", asker.user.id.into())],
                vec![Condition::Eq("sharing", shared.into())],
            ]),
        ];
        filter.extend(object.map(|object| Condition::Eq("object", object.into())));
        let select = Select::new(TABLE, COLUMNS, filter).ascending("position").ascending("name_fold");
        let found: Vec<Stored> =
            reader.select(&select)?.into_iter().map(Stored::read).collect::<Result<_>>()?;
        // An object that was removed, or is hidden from this user, has no views.
        let seen = found
            .into_iter()
            .filter(|view| dictionary.object(&view.object).is_some() && reads(asker, &view.object))
            .collect();
        shown(reader, asker, seen)
    })
}

/// One view, if the asker sees it.
pub fn find_view(platform: &Platform, asker: &Authenticated, id: Id) -> Result<View> {
    platform.store.read(|reader| {
        let stored = load(reader, asker, id)?;
        shown(reader, asker, vec![stored])?.pop().ok_or_else(Error::not_found)
    })
}

/// A view as its owner keeps it, for who has just changed it.
pub(super) fn of_owner(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<View> {
    let select = Select::new(TABLE, COLUMNS, by_id(workspace, id));
    let stored = reader.select(&select)?.into_iter().next().map(Stored::read).transpose()?;
    let stored = stored.ok_or_else(Error::not_found)?;
    let name = names_of(reader, workspace, vec![stored.owner.into()])?.remove(&stored.owner);
    Ok(view(stored, name.unwrap_or_default(), false, Vec::new()))
}

fn shown(reader: &mut dyn Reader, asker: &Authenticated, views: Vec<Stored>) -> Result<Vec<View>> {
    let workspace = asker.workspace.id;
    let owners: HashSet<Id> = views.iter().map(|view| view.owner).collect();
    let names = names_of(reader, workspace, owners.into_iter().map(Into::into).collect())?;
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", asker.user.id.into())];
    let pins: HashSet<Id> = reader
        .select(&Select::new(PIN, &["view_id"], filter))?
        .into_iter()
        .map(|columns| Row::new(PIN, columns).id())
        .collect::<Result<_>>()?;
    let shown = |stored: Stored| {
        let can = if stored.is_changed_by(asker) { vec!["change", "remove"] } else { Vec::new() };
        let name = names.get(&stored.owner).cloned().unwrap_or_default();
        let pinned = pins.contains(&stored.id);
        view(stored, name, pinned, can)
    };
    Ok(views.into_iter().map(shown).collect())
}

fn view(stored: Stored, owner: String, pinned: bool, can: Vec<&'static str>) -> View {
    View {
        id: stored.id,
        object: stored.object,
        name: stored.name,
        kind: stored.kind,
        state: stored.state,
        sharing: stored.sharing,
        pinned,
        owner: ViewOwner { id: stored.owner, name: owner },
        position: stored.position,
        can,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}
