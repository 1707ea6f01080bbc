//! One listener: a place in the log, and the eyes of one user.

use super::{ChangeFeed, Place, Room};
use crate::Platform;
use crate::http::{Failure, blocking};
use crate::identity::{Authenticated, renew};
use crate::notification;
use dictionary::Dictionary;
use records::Extent;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use store::Reader;
use store::event::{Event, Verb};
use store::query::{Trash, Visibility};
use tokio::sync::watch;
use vocabulary::{ActorKind, Id, Result};

/// A change, reduced to what its listener may see.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its number: what `Last-Event-ID` goes back to.
    pub seq: i64,
    /// The object of the record.
    pub object: String,
    /// The record.
    pub id: Id,
    /// What happened.
    pub verb: &'static str,
    /// The record's version after it.
    pub version: i64,
    /// Who did it.
    pub actor: ChangeActor,
    /// The fields that changed, as far as the listener sees them.
    pub fields: Vec<String>,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeActor {
    /// User, key, job, import or system.
    pub kind: ActorKind,
    /// Its id.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
}

/// What a listener hears next. Nothing at all is a sign of life.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// The listener's rights or settings, or the dictionary, are others now: what was read with the old ones is to be read again.
    pub rights: bool,
    /// There is something new among the listener's notifications, or less of it.
    pub notifications: bool,
    /// What happened to records.
    pub changes: Vec<Change>,
}

impl News {
    fn is_empty(&self) -> bool {
        !self.rights && !self.notifications && self.changes.is_empty()
    }
}

/// A listener. Its memory is a few numbers, whatever happens.
pub struct Subscription {
    platform: Arc<Platform>,
    who: Arc<Authenticated>,
    room: Arc<Room>,
    news: watch::Receiver<Place>,
    place: i64,
    /// The versions of identity and dictionary it has taken in.
    versions: (i64, i64),
    /// The version of the listener's notifications.
    notified: i64,
}

/// A silent stream says something this often, so that proxies keep it open and a browser that left is noticed.
const SILENCE: Duration = Duration::from_secs(15);

impl Drop for Subscription {
    fn drop(&mut self) {
        self.platform.changes.leave();
    }
}

impl ChangeFeed {
    /// Listens for what happens after the event `after` (`Last-Event-ID`), or from now on.
    pub fn subscribe(
        platform: &Arc<Platform>,
        who: Arc<Authenticated>,
        after: Option<i64>,
    ) -> Result<Subscription> {
        let (room, news, newest) = platform.changes.enter(who.workspace.id)?;
        // A place that lies ahead comes from a database that was restored since: all of now is new to that listener anyway.
        let place = after.map_or(newest.seq, |after| after.min(newest.seq));
        let versions = (newest.identity, newest.dictionary);
        let mut subscription =
            Subscription { platform: platform.clone(), who, room, news, place, versions, notified: 0 };
        subscription.notified = subscription.own_version()?;
        Ok(subscription)
    }
}

impl Subscription {
    fn own_version(&self) -> Result<i64> {
        let (workspace, user) = (self.who.workspace.id, self.who.user.id);
        self.platform.store.read(|reader| notification::version(reader, workspace, user))
    }

    /// Waits for news; no news are a sign of life. An error ends the stream: the listener may not be here any more.
    pub async fn next(&mut self) -> Result<News, Failure> {
        let mut waited = false;
        loop {
            let (news, looked_at) = self.look().await?;
            if !news.is_empty() || (waited && !looked_at) {
                return Ok(news);
            }
            if looked_at {
                continue;
            }
            // An error means that the feed is gone, which it never is while the platform lives.
            let _ = tokio::time::timeout(SILENCE, self.news.changed()).await;
            waited = true;
        }
    }

    /// What may be seen of the next events, and whether there were any.
    pub(super) async fn look(&mut self) -> Result<(News, bool), Failure> {
        let (platform, who, room, place) =
            (self.platform.clone(), self.who.clone(), self.room.clone(), self.place);
        let now = *self.news.borrow();
        let (identity, dictionary) = (now.identity != self.versions.0, now.dictionary != self.versions.1);
        let notified = self.notified;
        let (who, news, place, notified) = blocking(move || {
            if identity {
                // Another server may have changed it: what was known a moment ago is looked up anew.
                platform.identity.forget();
            }
            if dictionary {
                platform.engine.newest_dictionary(who.workspace.id, platform.now())?;
            }
            // Rights may have changed since the last look: also while the stream stayed open.
            let renewed = renew(&platform, &who)?;
            let events = platform.changes.after(renewed.workspace.id, &room, place)?;
            let place = events.last().map_or(place, |event| event.seq);
            let rights = dictionary || !renewed.is_alike(&who);
            let changes = reduce(&platform, &renewed, &events)?;
            let own = (renewed.workspace.id, renewed.user.id);
            let version = platform.store.read(|reader| notification::version(reader, own.0, own.1))?;
            Ok((renewed, News { rights, notifications: version != notified, changes }, place, version))
        })
        .await?;
        let moved = place != self.place;
        (self.who, self.place, self.notified) = (who, place, notified);
        self.versions = (now.identity, now.dictionary);
        Ok((news, moved))
    }
}

/// The changes as somebody may see them.
fn reduce(platform: &Platform, who: &Authenticated, events: &[Arc<Event>]) -> Result<Vec<Change>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let dictionary = platform.engine.dictionary(who.workspace.id, platform.now())?;
    platform.store.read(|reader| {
        let mut changes = Vec::new();
        for event in events {
            if is_seen(reader, &dictionary, who, event)? {
                changes.extend(change(&dictionary, who, event));
            }
        }
        Ok(changes)
    })
}

/// Whether the record is one that is seen. Of one that is gone for good nobody can tell any more whose it was: only those who see
/// all records hear of it.
fn is_seen(
    reader: &mut dyn Reader,
    dictionary: &Dictionary,
    who: &Authenticated,
    event: &Event,
) -> Result<bool> {
    let (key, id) = (&event.event.object, event.event.record);
    match who.rights.object(key).read {
        Extent::None => Ok(false),
        Extent::All => Ok(dictionary.object(key).is_some()),
        Extent::Own | Extent::Team => {
            let Some(object) = dictionary.object(key) else { return Ok(false) };
            let found = reader.get(who.workspace.id, dictionary, object, id, &*who.rights, Trash::With)?;
            Ok(found.is_some())
        }
    }
}

fn change(dictionary: &Dictionary, who: &Authenticated, event: &Event) -> Option<Change> {
    let (seq, event) = (event.seq, &event.event);
    let object = dictionary.object(&event.object)?;
    // A computed field may tell of others that are hidden: its name is left to those who see everything.
    let shown = |key: &String| {
        let plain = object.field(key).is_some_and(|field| field.computed.is_none());
        who.rights.administrator() || (plain && who.rights.may_read(&event.object, key))
    };
    let fields: Vec<String> = event.changes.keys().filter(|key| shown(key)).cloned().collect();
    // A change of nothing but hidden fields did not happen for this listener.
    if fields.is_empty() && event.verb == Verb::Changed {
        return None;
    }
    let actor = &event.actor;
    Some(Change {
        seq,
        object: event.object.clone(),
        id: event.record,
        verb: event.verb.word(),
        version: event.version,
        actor: ChangeActor { kind: actor.kind, id: actor.id, name: actor.name.clone() },
        fields,
    })
}
