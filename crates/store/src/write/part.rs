//! Parts of a transaction that stand or fall alone.
//!
//! A savepoint costs: SQLite copies every page that changes after it. So none is made before the part writes something, and
//! a part that begins before its surrounding part wrote anything shares that one's savepoint. PostgreSQL gives up everything
//! since the last savepoint when a statement fails, also a reading one, so there each part has its own from the start.

use super::session::Memory;
use crate::dialect::{Connection, Dialect};
use vocabulary::Result;

/// What undoes a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Savepoint {
    /// Nothing was written yet.
    None,
    /// The one with the part's own number.
    Own,
    /// That of a surrounding part, which had written nothing before.
    Shared(usize),
}

/// The parts that are open, outermost first.
#[derive(Default)]
pub(crate) struct Parts(Vec<Savepoint>);

impl Parts {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// What stood before a part.
pub(crate) struct Mark {
    part: usize,
    words: usize,
    settled: usize,
}

/// Begins a part.
pub(crate) fn begin(connection: &mut dyn Connection, memory: &mut Memory) -> Result<Mark> {
    let mark = Mark { part: memory.parts.0.len(), words: memory.words.len(), settled: memory.settled };
    memory.parts.0.push(Savepoint::None);
    if connection.dialect() == Dialect::Postgres {
        before_write(connection, memory)?;
    }
    Ok(mark)
}

/// Makes the savepoint of the parts that have none. To be called before anything is written.
pub(crate) fn before_write(connection: &mut dyn Connection, memory: &mut Memory) -> Result<()> {
    let parts = &mut memory.parts.0;
    let first = parts.iter().rposition(|part| *part != Savepoint::None).map_or(0, |last| last + 1);
    if first >= parts.len() {
        return Ok(());
    }
    run(connection, "SAVEPOINT", first)?;
    for (number, part) in parts.iter_mut().enumerate().skip(first) {
        *part = if number == first { Savepoint::Own } else { Savepoint::Shared(first) };
    }
    Ok(())
}

/// Ends a part; what a failed one wrote is undone.
pub(crate) fn end(
    connection: &mut dyn Connection,
    memory: &mut Memory,
    mark: &Mark,
    failed: bool,
) -> Result<()> {
    // A panic may have left parts within this one open.
    let savepoint = memory.parts.0.get(mark.part).copied().unwrap_or(Savepoint::None);
    memory.parts.0.truncate(mark.part);
    if failed {
        memory.words.truncate(mark.words);
        memory.settled = mark.settled;
        // What was settled within the part is unsettled again.
        memory.unsettled.written();
    }
    match savepoint {
        Savepoint::None => Ok(()),
        Savepoint::Shared(number) if failed => run(connection, "ROLLBACK TO SAVEPOINT", number),
        Savepoint::Shared(_) => Ok(()),
        Savepoint::Own => {
            if failed {
                run(connection, "ROLLBACK TO SAVEPOINT", mark.part)?;
            }
            run(connection, "RELEASE SAVEPOINT", mark.part)
        }
    }
}

fn run(connection: &mut dyn Connection, verb: &str, number: usize) -> Result<()> {
    connection.execute(&format!("{verb} part_{number}"), &[]).map(|_| ())
}
