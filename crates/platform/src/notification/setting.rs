//! What each user wants to hear of: everything but digests, unless they say otherwise.

use super::Kind;
use super::model::{of_user, own};
use super::table::SETTING;
use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, OnConflict, Select};
use store::{Reader, Writer};
use vocabulary::{Id, Result, WorkspaceId};

/// How one wants to hear of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindSetting {
    /// The kind.
    pub kind: Kind,
    /// Whether it is told in the app.
    pub in_app: bool,
    /// Whether it is told by one's browsers too when no page is open; when left out it stays as it is.
    #[serde(default)]
    pub push: Option<bool>,
}

/// What the asker wants to hear of, for every kind.
pub fn list_settings(platform: &Platform, asker: &Authenticated) -> Result<Vec<KindSetting>> {
    let rows = platform
        .store
        .read(|reader| reader.select(&Select::new(SETTING, &["kind", "in_app", "push"], own(asker))))?;
    let unasked = |kind: Kind| KindSetting { kind, in_app: kind.is_told_unasked(), push: Some(true) };
    let mut all: Vec<KindSetting> = Kind::ALL.into_iter().map(unasked).collect();
    for row in rows {
        let mut row = Row::new(SETTING, row);
        let (kind, in_app, push) = (row.text()?, row.flag()?, row.flag()?);
        for one in all.iter_mut().filter(|one| one.kind.word() == kind) {
            (one.in_app, one.push) = (in_app, Some(push));
        }
    }
    Ok(all)
}

/// Keeps what the asker wants to hear of; kinds that are left out stay as they are.
pub fn put_settings(
    platform: &Platform,
    asker: &Authenticated,
    settings: &[KindSetting],
) -> Result<Vec<KindSetting>> {
    let (workspace, user, settings) = (asker.workspace.id, asker.user.id, settings.to_vec());
    platform.store.write(move |writer| {
        for one in &settings {
            let push = match one.push {
                Some(push) => push,
                None => said(writer, workspace, user, one.kind)?.is_none_or(|(_, push)| push),
            };
            let values = vec![
                ("workspace_id", workspace.into()),
                ("user_id", user.into()),
                ("kind", one.kind.word().into()),
                ("in_app", one.in_app.into()),
                ("push", push.into()),
            ];
            let on_conflict = OnConflict::Replace(&["workspace_id", "user_id", "kind"]);
            writer.insert(&Insert { table: SETTING, values, on_conflict })?;
        }
        Ok(())
    })?;
    list_settings(platform, asker)
}

/// Whether a user wants to hear of a kind, and whether by their browsers too.
pub(super) fn wants(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    user: Id,
    kind: Kind,
) -> Result<(bool, bool)> {
    Ok(said(writer, workspace, user, kind)?.unwrap_or((kind.is_told_unasked(), true)))
}

/// What a user said about a kind: whether it is told in the app, and by browsers.
fn said(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    user: Id,
    kind: Kind,
) -> Result<Option<(bool, bool)>> {
    let mut filter = of_user(workspace, user);
    filter.push(Condition::Eq("kind", kind.word().into()));
    let row = writer.select(&Select::new(SETTING, &["in_app", "push"], filter))?.into_iter().next();
    row.map(|row| {
        let mut row = Row::new(SETTING, row);
        Ok((row.flag()?, row.flag()?))
    })
    .transpose()
}

/// Those who want a digest, with their workspaces.
pub fn who_wants_digests(reader: &mut dyn Reader) -> Result<Vec<(WorkspaceId, Id)>> {
    let filter =
        vec![Condition::Eq("kind", Kind::Digest.word().into()), Condition::Eq("in_app", true.into())];
    let select = Select::new(SETTING, &["workspace_id", "user_id"], filter);
    let read = |columns| {
        let mut row = Row::new(SETTING, columns);
        Ok((row.workspace()?, row.id()?))
    };
    reader.select(&select)?.into_iter().map(read).collect()
}
