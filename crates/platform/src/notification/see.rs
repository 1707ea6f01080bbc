//! What was seen: one by one, or all up to one. A mention seen here is seen where mentions are listed too, and the other way round.

use super::model::own;
use super::place;
use super::table::TABLE;
use crate::Platform;
use crate::identity::Authenticated;
use crate::mention;
use crate::row::Row;
use serde::Deserialize;
use store::table::{Condition, Delete, Select, Update};
use store::{Datum, Writer};
use vocabulary::{Error, Id, Result, Timestamp};

/// At most so many by their ids.
const MOST: usize = 1_000;
/// Days after which it is not told any more.
const KEPT_DAYS: i64 = 180;

/// Which notifications were seen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeeRequest {
    /// These.
    pub ids: Vec<Id>,
    /// This one and all before it.
    pub up_to: Option<Id>,
    /// Whether they were seen after all: false makes them new again. True when left out.
    pub seen: Option<bool>,
}

/// Notes that the asker has seen some of their notifications, or wants to see them again.
pub fn see_notifications(platform: &Platform, asker: &Authenticated, request: &SeeRequest) -> Result<()> {
    if request.ids.len() > MOST {
        return Err(Error::invalid("ids", "too_many", "At most 1,000 at a time."));
    }
    let mut filter = own(asker);
    filter.push(match request.up_to {
        Some(last) => Condition::AnyOf(vec![
            vec![Condition::Lte("id", last.into())],
            vec![Condition::In("id", request.ids.iter().map(|id| (*id).into()).collect())],
        ]),
        None => Condition::In("id", request.ids.iter().map(|id| (*id).into()).collect()),
    });
    let seen = request.seen.unwrap_or(true);
    filter.push(if seen { Condition::IsNull("seen_at") } else { Condition::NotNull("seen_at") });
    let (workspace, user, now) = (asker.workspace.id, asker.user.id, platform.now());
    let moment = if seen { Datum::from(now) } else { Datum::Null };
    platform.store.write(move |writer| {
        let mut mentions = filter.clone();
        mentions.push(Condition::NotNull("field"));
        let select = Select::new(TABLE, &["object", "record_id", "field"], mentions);
        for row in writer.select(&select)? {
            let mut row = Row::new(TABLE, row);
            let place = (row.text()?, row.id()?, row.text()?);
            mention::see_at(writer, (workspace, user), place, &moment)?;
        }
        if writer.update(&Update::new(TABLE, vec![("seen_at", moment.clone())], filter.clone()))? > 0 {
            place::touch(writer, workspace, user, now)?;
        }
        Ok(())
    })?;
    platform.changes.ring();
    Ok(())
}

/// Notes that a mention was seen where mentions are listed.
pub(crate) fn see_mentioned(
    writer: &mut dyn Writer,
    asker: &Authenticated,
    (object, record, field): (String, Id, String),
    now: Timestamp,
) -> Result<()> {
    let mut filter = own(asker);
    filter.push(Condition::Eq("object", object.into()));
    filter.push(Condition::Eq("record_id", record.into()));
    filter.push(Condition::Eq("field", field.into()));
    filter.push(Condition::IsNull("seen_at"));
    if writer.update(&Update::new(TABLE, vec![("seen_at", now.into())], filter))? > 0 {
        place::touch(writer, asker.workspace.id, asker.user.id, now)?;
    }
    Ok(())
}

/// Forgets what is too old to be told; answers how much. Run it daily.
pub fn remove_old_notifications(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-KEPT_DAYS * 24 * 3600);
    platform.store.write(move |writer| {
        writer.delete(&Delete { table: TABLE, filter: vec![Condition::Lt("at", end.into())] })
    })
}
