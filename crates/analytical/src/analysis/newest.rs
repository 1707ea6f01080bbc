//! The newest run of an analysis that somebody may build on: what it says is as fresh as the run, and costs a look instead of a
//! calculation.

use super::find;
use super::table::{self, State};
use platform::Platform;
use platform::identity::Authenticated;
use records::Reading;
use serde_json::Value as Json;
use vocabulary::{Id, Result, Timestamp};

/// So many runs are looked at, the newest first.
const LOOKED_AT: u32 = 200;
/// Of so many the result is read, which may be large.
const READ: usize = 10;

/// A run that ended with a result.
pub(crate) struct Newest {
    /// Its id.
    pub(crate) id: Id,
    /// The moment it is about.
    pub(crate) as_of: Timestamp,
    /// Its parameters, complete.
    pub(crate) parameters: Json,
    /// What came out.
    pub(crate) result: Json,
}

/// The newest run whose parameters fit, whose result the asker may see (their own, or one made of all records by whoever they see as
/// much as) and `holds` what is wanted. Where none of the last few does, the newest of all: it says that there is nothing.
pub(crate) fn newest(
    platform: &Platform,
    asker: &Authenticated,
    reading: &Reading<'_>,
    key: &str,
    fits: &dyn Fn(&Json) -> bool,
    holds: &dyn Fn(&Newest) -> Result<bool>,
) -> Result<Option<Newest>> {
    let analysis = find(key)?;
    let workspace = asker.workspace.id;
    let runs = platform.store.read(|reader| table::list(reader, workspace, Some(key), None, LOOKED_AT))?;
    let may_see = |run: &table::Run| {
        let maker = run.asked_by == Some(asker.user.id);
        run.state == State::Done
            && run.version == i64::from(analysis.version)
            && fits(&run.parameters)
            && run.reach.shows_to(&asker.rights, reading.dictionary(), maker)
    };
    let mut first = None;
    for run in runs.into_iter().filter(may_see).take(READ) {
        let result = platform.store.read(|reader| table::result(reader, workspace, run.id))?;
        let run = Newest { id: run.id, as_of: run.as_of, parameters: run.parameters, result };
        if holds(&run)? {
            return Ok(Some(run));
        }
        first.get_or_insert(run);
    }
    Ok(first)
}
