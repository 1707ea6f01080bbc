//! What is told, newest first, under the rights of who asks now.

use super::model::{COLUMNS, Kept, own};
use super::table::TABLE;
use super::{Kind, Notification};
use crate::identity::Authenticated;
use crate::{Platform, mention};
use dictionary::Value;
use records::Reading;
use serde::Serialize;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result};

/// Rows looked at for one page: those that tell nothing any more are passed over.
const MOST_ROWS: usize = 2_000;
/// Up to here it is counted.
const MOST_COUNTED: usize = 99;

/// A page of notifications.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NotificationPage {
    /// Newest first.
    pub data: Vec<Notification>,
    /// Where the next page begins.
    pub next: Option<Id>,
}

/// How many were not seen yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UnseenCount {
    /// How many; counted up to 99.
    pub count: usize,
    /// Whether there are more than that.
    pub more: bool,
}

/// The asker's notifications, newest first.
pub fn list_notifications(
    platform: &Platform,
    asker: &Authenticated,
    unseen: bool,
    limit: usize,
    after: Option<Id>,
) -> Result<NotificationPage> {
    platform.engine.read(&asker.context(platform), |reading| page(reading, asker, unseen, limit, after))
}

/// How many the asker has not seen yet, of those they may hear.
pub fn count_unseen(platform: &Platform, asker: &Authenticated) -> Result<UnseenCount> {
    let page = list_notifications(platform, asker, true, MOST_COUNTED + 1, None)?;
    Ok(UnseenCount { count: page.data.len().min(MOST_COUNTED), more: page.data.len() > MOST_COUNTED })
}

/// One notification, as its user may hear it now.
pub(crate) fn find_notification(
    platform: &Platform,
    asker: &Authenticated,
    id: Id,
) -> Result<Option<Notification>> {
    let mut filter = own(asker);
    filter.push(Condition::Eq("id", id.into()));
    let select = Select::new(TABLE, COLUMNS, filter);
    platform.engine.read(&asker.context(platform), |reading| {
        let row = reading.reader().select(&select)?.into_iter().next();
        match row.map(Kept::read).transpose()? {
            Some(kept) => told(reading, asker.user.id, kept),
            None => Ok(None),
        }
    })
}

fn page(
    reading: &mut Reading<'_>,
    asker: &Authenticated,
    unseen: bool,
    limit: usize,
    mut after: Option<Id>,
) -> Result<NotificationPage> {
    let (mut data, mut looked) = (Vec::new(), 0);
    let step = limit.max(50);
    loop {
        let mut filter = own(asker);
        if unseen {
            filter.push(Condition::IsNull("seen_at"));
        }
        filter.extend(after.map(|after| Condition::Lt("id", after.into())));
        let select = Select::new(TABLE, COLUMNS, filter)
            .descending("id")
            .limit(u32::try_from(step).unwrap_or(u32::MAX));
        let rows: Vec<Kept> =
            reading.reader().select(&select)?.into_iter().map(Kept::read).collect::<Result<_>>()?;
        let last = rows.len() < step;
        looked += rows.len();
        for kept in rows {
            after = Some(kept.id);
            data.extend(told(reading, asker.user.id, kept)?);
            if data.len() == limit {
                return Ok(NotificationPage { data, next: after });
            }
        }
        if last || looked >= MOST_ROWS {
            return Ok(NotificationPage { data, next: after.filter(|_| !last) });
        }
    }
}

/// The notification, if what it is about is seen; one of a mention also only while the text still names the user.
fn told(reading: &mut Reading<'_>, user: Id, kept: Kept) -> Result<Option<Notification>> {
    let Kept { id, kind, text, params, about, field, by, count, at, seen } = kept;
    let (mut title, mut excerpt, mut hidden) = (None, None, false);
    if let Some((object, record)) = &about {
        let record = match reading.get(object, *record) {
            Ok(record) => Some(record),
            // What is asked of somebody stays asked, without the record.
            Err(Error::NotFound(_) | Error::Merged(..)) if kind == Kind::Approval => None,
            Err(Error::NotFound(_) | Error::Merged(..)) => return Ok(None),
            Err(error) => return Err(error),
        };
        hidden = record.is_none();
        title = record.as_ref().and_then(|record| record.title()).map(str::to_string);
        if let Some(field) = &field {
            let value = record.as_ref().and_then(|record| record.value(field));
            let Some(Value::Text(text)) = value else { return Ok(None) };
            excerpt = mention::excerpt(text, user);
            if excerpt.is_none() {
                return Ok(None);
            }
        }
    }
    let (object, record) = about.filter(|_| !hidden).unzip();
    Ok(Some(Notification { id, kind, text, params, object, record, title, excerpt, by, count, at, seen }))
}
