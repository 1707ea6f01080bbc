//! What goes in, and what became of it: the rows of a chunk and the lines of the results file.

use super::cache::title_text;
use crate::Input;
use dictionary::ObjectDef;
use serde::{Deserialize, Serialize};
use vocabulary::{Error, Id};

/// One row of the file.
#[derive(Clone, Debug, Default)]
pub struct EntryRow {
    /// Its line in the file.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// What was odd about it when it was read.
    pub warnings: Vec<String>,
}

/// One unit of import: a row, or the rows of a group.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The rows; at least one.
    pub rows: Vec<EntryRow>,
}

impl Entry {
    /// The line of its first row.
    pub fn line(&self) -> u64 {
        self.rows.first().map_or(0, |row| row.line)
    }
}

/// What became of a row or group, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Left out, as the mapping says.
    Skipped,
    /// Everything stood there already.
    Unchanged,
    /// A record was changed.
    Changed,
    /// A record was created.
    Created,
    /// Nothing of it was written.
    Refused,
}

/// What became of one record of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordResult {
    /// The object.
    pub object: String,
    /// The record; none in a dry run of something new.
    pub id: Option<Id>,
    /// What it is called, as the file says it; empty where the file does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// What became of a row or group, for the results file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowResult {
    /// The line in the file.
    pub line: u64,
    /// How many rows.
    pub rows: u64,
    /// The strongest of what happened to its records.
    pub outcome: RowOutcome,
    /// Why it was refused, and what was changed on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// Its records that were written; the first of them when a group has many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RecordResult>,
}

/// Characters told of a title.
const LONGEST_TITLE: usize = 120;

impl RecordResult {
    /// What became of a record that a row says this about.
    pub(super) fn of(object: &ObjectDef, id: Option<Id>, input: &Input, outcome: RowOutcome) -> RecordResult {
        let title = input.get(&object.title_field).map(title_text).unwrap_or_default();
        RecordResult {
            object: object.key.clone(),
            id,
            title: title.chars().take(LONGEST_TITLE).collect(),
            outcome,
        }
    }
}

/// Records told per row or group: a group of a thousand lines would else repeat what the records tell themselves.
const MOST_RECORDS: usize = 6;
/// Messages told per row or group.
const MOST_MESSAGES: usize = 50;

impl RowResult {
    pub(super) fn of(entry: &Entry) -> RowResult {
        RowResult {
            line: entry.line(),
            rows: entry.rows.len() as u64,
            outcome: RowOutcome::Skipped,
            messages: Vec::new(),
            records: Vec::new(),
        }
    }

    /// Takes over what became of the records.
    pub(super) fn done(&mut self, records: Vec<RecordResult>, messages: Vec<String>) {
        self.outcome = records.iter().map(|record| record.outcome).max().unwrap_or(RowOutcome::Skipped);
        self.records = records;
        self.records.retain(|record| record.outcome > RowOutcome::Unchanged);
        self.records.truncate(MOST_RECORDS);
        self.messages = messages;
        let more = self.messages.len().saturating_sub(MOST_MESSAGES);
        if more > 0 {
            self.messages.truncate(MOST_MESSAGES);
            self.messages.push(format!("… and {more} more"));
        }
    }

    /// Says why nothing was written.
    pub(super) fn refused(&mut self, error: Error) {
        self.outcome = RowOutcome::Refused;
        self.records.clear();
        self.messages = sentences(error);
    }
}

/// An error as sentences for the results file.
fn sentences(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(problems) => problems
            .into_iter()
            .map(|problem| {
                if problem.field.is_empty() {
                    problem.message
                } else {
                    format!("{}: {}", problem.field, problem.message)
                }
            })
            .collect(),
        other => vec![other.to_string()],
    }
}
