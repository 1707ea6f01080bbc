//! Browsers that are told when nobody looks: each says where its push service takes messages, and with which key they are locked.

use super::locked;
use super::table::{MESSAGE, SUBSCRIPTION, by_id, rows};
use crate::Platform;
use crate::identity::Authenticated;
use records::Writing;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use store::Writer;
use store::table::{Condition, Delete, Insert, Select};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// Browsers of one user.
const MOST: usize = 20;
/// Characters of the address of a push service.
const MOST_CHARACTERS: usize = 1_000;

/// A browser, as it tells of itself.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSubscription {
    endpoint: String,
    p256dh: String,
    auth: String,
}

/// The key by which push services know this installation, and how many of one's browsers are told.
pub(super) fn show(platform: &Platform, asker: &Authenticated) -> Result<Json> {
    let (workspace, user) = (asker.workspace.id, asker.user.id);
    let select = Select::new(SUBSCRIPTION, &["id"], of_user(workspace, user));
    let browsers = platform.store.read(|reader| Ok(reader.select(&select)?.len()))?;
    Ok(json!({"key": locked::written(&locked::public(platform)?), "browsers": browsers}))
}

/// Keeps a browser; one that is known belongs to whoever says so last. Answers its id.
pub(super) fn keep(platform: &Platform, asker: &Authenticated, new: &NewSubscription) -> Result<Id> {
    if new.endpoint.chars().count() > MOST_CHARACTERS {
        return Err(Error::invalid("endpoint", "too_long", "This is no address of a push service."));
    }
    platform.outbound.read("endpoint", &new.endpoint)?;
    let key = locked::read(&new.p256dh).filter(|key| locked::is_key(key));
    let key =
        key.ok_or_else(|| Error::invalid("p256dh", "malformed", "Send the key as the browser tells it."))?;
    let auth = locked::read(&new.auth).filter(|auth| auth.len() == locked::SHARED);
    let auth =
        auth.ok_or_else(|| Error::invalid("auth", "malformed", "Send the secret as the browser tells it."))?;
    let (workspace, user, now) = (asker.workspace.id, asker.user.id, platform.now());
    let (id, endpoint) = (platform.new_id(), new.endpoint.clone());
    let hash = crate::sha256(endpoint.as_bytes()).to_vec();
    platform.store.write(move |writer| {
        let known = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::Eq("endpoint_hash", hash.clone().into()),
        ];
        let select = Select::new(SUBSCRIPTION, &["id"], known);
        for mut row in rows(writer, &select)? {
            forget(writer, workspace, row.id()?)?;
        }
        let select = Select::new(SUBSCRIPTION, &["id"], of_user(workspace, user)).ascending("id");
        let own = rows(writer, &select)?;
        // The oldest ones make room: a browser that was thrown away does not say so.
        let many = (own.len() + 1).saturating_sub(MOST);
        for mut row in own.into_iter().take(many) {
            forget(writer, workspace, row.id()?)?;
        }
        let values = vec![
            ("workspace_id", workspace.into()),
            ("id", id.into()),
            ("user_id", user.into()),
            ("endpoint", endpoint.as_str().into()),
            ("endpoint_hash", hash.clone().into()),
            ("p256dh", key.clone().into()),
            ("auth", auth.clone().into()),
            ("created_at", now.into()),
        ];
        writer.insert(&Insert::new(SUBSCRIPTION, values)).map(|_| ())
    })?;
    Ok(id)
}

/// Tells one of one's browsers nothing any more.
pub(super) fn remove(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    let (workspace, user) = (asker.workspace.id, asker.user.id);
    platform.store.write(move |writer| {
        let mut filter = of_user(workspace, user);
        filter.push(Condition::Eq("id", id.into()));
        if writer.select(&Select::new(SUBSCRIPTION, &["id"], filter))?.is_empty() {
            return Err(Error::not_found());
        }
        forget(writer, workspace, id)
    })
}

/// Forgets a browser and what it was still to be told.
pub(super) fn forget(writer: &mut dyn Writer, workspace: WorkspaceId, id: Id) -> Result<()> {
    let of =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("subscription_id", id.into())];
    writer.delete(&Delete { table: MESSAGE, filter: of })?;
    writer.delete(&Delete { table: SUBSCRIPTION, filter: by_id(workspace, id) }).map(|_| ())
}

/// A message for each browser of a user, in the transaction in which they are told.
pub(crate) fn queue(writing: &mut Writing<'_>, user: Id, notification: Id) -> Result<()> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let select = Select::new(SUBSCRIPTION, &["id"], of_user(workspace, user));
    for mut row in rows(writing.writer(), &select)? {
        let id = writing.context().ids.next(now);
        let values = vec![
            ("workspace_id", workspace.into()),
            ("id", id.into()),
            ("subscription_id", row.id()?.into()),
            ("user_id", user.into()),
            ("notification_id", notification.into()),
            ("attempts", 0i64.into()),
            ("turn", 0i64.into()),
            ("due_at", now.into()),
            ("created_at", now.into()),
        ];
        writing.writer().insert(&Insert::new(MESSAGE, values))?;
    }
    Ok(())
}

fn of_user(workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())]
}
