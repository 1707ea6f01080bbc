//! The rows of a stored file in the units of an import: row by row, or group by group. Memory holds one group.

use super::format::{open, unreadable};
use super::model::Import;
use crate::Platform;
use records::import::{Entry, EntryRow, Plan};
use tabular::{Row, Rows};
use vocabulary::Result;

/// Rows of a group that are written together. A longer group goes on in the next unit, which adds to it.
const MOST: usize = 5_000;

/// The file, from a row on.
pub(super) struct Entries {
    rows: Box<dyn Rows + Send>,
    group_by: Option<usize>,
    /// The first row of the next group.
    ahead: Option<Row>,
}

/// Some units, and the number of the last row in them.
pub(super) struct Chunk {
    pub entries: Vec<Entry>,
    pub last_row: i64,
}

impl Entries {
    /// Opens the file after the last row that was done.
    pub(super) fn open(platform: &Platform, import: &Import, plan: &Plan, last_row: i64) -> Result<Entries> {
        let mut rows = open(platform, import.workspace, import.content, &import.format)?;
        if let Ok(done @ 1..) = u64::try_from(last_row) {
            rows.skip_to(done).map_err(unreadable)?;
        }
        Ok(Entries { rows, group_by: plan.group_by(), ahead: None })
    }

    /// Bytes of the file that were taken.
    pub(super) fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    /// Units with about so many rows together; none at the end.
    pub(super) fn next(&mut self, rows: usize) -> Result<Option<Chunk>> {
        let mut chunk = Chunk { entries: Vec::new(), last_row: 0 };
        let mut count = 0;
        while count < rows {
            let Some((entry, last_row)) = self.entry()? else { break };
            count += entry.rows.len();
            chunk.last_row = last_row;
            chunk.entries.push(entry);
        }
        Ok(if chunk.entries.is_empty() { None } else { Some(chunk) })
    }

    fn entry(&mut self) -> Result<Option<(Entry, i64)>> {
        let first = match self.ahead.take() {
            Some(row) => row,
            None => match self.rows.next() {
                Some(row) => row.map_err(unreadable)?,
                None => return Ok(None),
            },
        };
        let mut last_row = number(&first);
        let Some(column) = self.group_by else {
            return Ok(Some((Entry { rows: vec![entry_row(first)] }, last_row)));
        };
        let key = first.cells.get(column).cloned().unwrap_or_default();
        let mut entry = Entry { rows: vec![entry_row(first)] };
        while entry.rows.len() < MOST {
            let Some(row) = self.rows.next() else { break };
            let row = row.map_err(unreadable)?;
            if row.cells.get(column).is_none_or(|cell| *cell != key) {
                self.ahead = Some(row);
                break;
            }
            last_row = number(&row);
            entry.rows.push(entry_row(row));
        }
        Ok(Some((entry, last_row)))
    }
}

fn number(row: &Row) -> i64 {
    i64::try_from(row.number).unwrap_or(i64::MAX)
}

fn entry_row(row: Row) -> EntryRow {
    let warnings = row.warnings.iter().map(|warning| format!("{warning}.")).collect();
    EntryRow { line: row.line, cells: row.cells, warnings }
}
