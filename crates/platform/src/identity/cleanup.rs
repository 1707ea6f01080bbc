//! Forgets what has run out: sessions, counts of attempts, keys long expired.

use super::{attempt, session};
use crate::Platform;
use store::table::{Condition, Delete};
use vocabulary::Result;

/// Deletes sessions that ended and counts whose window has passed; answers how many rows. Run it daily.
pub fn remove_expired(platform: &Platform) -> Result<u64> {
    let (now, idle) = (platform.now(), platform.settings.session_idle);
    platform.store.write(move |writer| {
        let ended = vec![Condition::AnyOf(vec![
            vec![Condition::Lte("expires_at", now.into())],
            vec![Condition::Lte("seen_at", now.plus_seconds(-idle).into())],
        ])];
        let sessions = writer.delete(&Delete { table: session::TABLE, filter: ended })?;
        let passed = vec![Condition::Lte("window_end", now.into())];
        Ok(sessions + writer.delete(&Delete { table: attempt::TABLE, filter: passed })?)
    })
}
