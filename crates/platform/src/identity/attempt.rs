//! Limits on signing in, per e-mail address and per network. Kept in the database: they survive a restart and hold for all
//! servers together.

use crate::Platform;
use crate::row::Row;
use crate::secrets::{hex, sha256};
use store::Writer;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Error, Result, Timestamp};

pub(super) const TABLE: &str = "sign_in_attempt";

/// A counted subject and how often it may fail within the window. The subject is hashed: the table names nobody.
#[derive(Clone)]
struct Limit {
    subject: String,
    failures: i64,
}

/// Counts an attempt before the password is looked at, so that a thousand at once cannot slip through together. A success
/// gives it back with [`forgive`].
pub(super) fn count(platform: &Platform, email_key: &str, network: &str) -> Result<()> {
    let limits = [
        Limit { subject: email_subject(email_key), failures: platform.settings.attempts_per_email },
        Limit { subject: subject("network", network), failures: platform.settings.attempts_per_network },
    ];
    let (now, window) = (platform.now(), platform.settings.attempt_window);
    let wait = platform.store.write(move |writer| {
        let mut wait = 0;
        for limit in &limits {
            wait = wait.max(to_wait(writer, limit, now)?);
        }
        // An attempt that is turned away tries nothing, so it does not count.
        if wait == 0 {
            limits.iter().try_for_each(|limit| count_one(writer, limit, now, window))?;
        }
        Ok(wait)
    })?;
    if wait == 0 {
        return Ok(());
    }
    let text = "Too many attempts to sign in. Wait a while, then try again.";
    Err(Error::TooMany(text.to_string(), u32::try_from(wait).unwrap_or(u32::MAX)))
}

/// Seconds to wait; 0 when the attempt may go on.
fn to_wait(writer: &mut dyn Writer, limit: &Limit, now: Timestamp) -> Result<i64> {
    let (failures, window_end) = counted(writer, limit)?.unwrap_or((0, now));
    if window_end <= now || failures < limit.failures {
        return Ok(0);
    }
    Ok(((window_end.micros() - now.micros()) / 1_000_000).max(1))
}

fn count_one(writer: &mut dyn Writer, limit: &Limit, now: Timestamp, window: i64) -> Result<()> {
    if counted(writer, limit)?.is_some_and(|(_, window_end)| window_end > now) {
        let mut update = Update::new(TABLE, Vec::new(), by_subject(limit));
        update.add.push(("failures", 1));
        return writer.update(&update).map(|_| ());
    }
    let values = vec![
        ("subject", limit.subject.clone().into()),
        ("failures", 1i64.into()),
        ("window_end", now.plus_seconds(window).into()),
    ];
    writer
        .insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Replace(&["subject"]) })
        .map(|_| ())
}

/// Failures so far and the end of their window.
fn counted(writer: &mut dyn Writer, limit: &Limit) -> Result<Option<(i64, Timestamp)>> {
    let select = Select::new(TABLE, &["failures", "window_end"], by_subject(limit));
    let Some(columns) = writer.select(&select)?.into_iter().next() else { return Ok(None) };
    let mut row = Row::new(TABLE, columns);
    Ok(Some((row.integer()?, row.moment()?)))
}

fn by_subject(limit: &Limit) -> Vec<Condition> {
    vec![Condition::Eq("subject", limit.subject.clone().into())]
}

/// Takes back the count of attempts after a success: those of the address all, that of the network only this one.
pub(super) fn forgive(writer: &mut dyn Writer, email_key: &str, network: &str) -> Result<()> {
    let filter = vec![Condition::Eq("subject", email_subject(email_key).into())];
    writer.delete(&Delete { table: TABLE, filter })?;
    let filter = vec![
        Condition::Eq("subject", subject("network", network).into()),
        Condition::Gt("failures", 0i64.into()),
    ];
    let mut update = Update::new(TABLE, Vec::new(), filter);
    update.add.push(("failures", -1));
    writer.update(&update).map(|_| ())
}

fn email_subject(key: &str) -> String {
    subject("email", key)
}

fn subject(kind: &str, value: &str) -> String {
    hex(&sha256(format!("{kind}:{value}").as_bytes()))
}
