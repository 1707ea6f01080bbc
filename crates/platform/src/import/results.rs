//! What became of each row: kept chunk by chunk, read back page by page or as a file.

use super::model::{Import, ImportProgress, ImportState, load};
use crate::Platform;
use crate::row::Row;
use records::Context;
use records::import::{RowOutcome, RowResult};
use serde::{Deserialize, Serialize};
use std::io::Write;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use store::{Reader, Writer};
use tabular::{Cell, CsvOptions, CsvWriter, Writer as _};
use vocabulary::{Error, Id, Result};

const TABLE: &str = "import_result";

/// Which results are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// Rows that made a record.
    Created,
    /// Rows that changed one.
    Changed,
    /// Rows that said nothing new.
    Unchanged,
    /// Rows left out.
    Skipped,
    /// Rows refused.
    Refused,
    /// Rows taken with something to tell.
    Warnings,
}

impl Only {
    fn column(self) -> &'static str {
        match self {
            Only::Created => "created",
            Only::Changed => "changed",
            Only::Unchanged => "unchanged",
            Only::Skipped => "skipped",
            Only::Refused => "refused",
            Only::Warnings => "warnings",
        }
    }

    fn holds(self, result: &RowResult) -> bool {
        match self {
            Only::Created => result.outcome == RowOutcome::Created,
            Only::Changed => result.outcome == RowOutcome::Changed,
            Only::Unchanged => result.outcome == RowOutcome::Unchanged,
            Only::Skipped => result.outcome == RowOutcome::Skipped,
            Only::Refused => result.outcome == RowOutcome::Refused,
            Only::Warnings => result.outcome != RowOutcome::Refused && !result.messages.is_empty(),
        }
    }
}

/// A page of results.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResultsRequest {
    /// Only rows of this outcome.
    pub only: Option<Only>,
    /// At most so many rows, up to 1,000; 100 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A page of results, by line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResultsPage {
    /// The rows.
    pub data: Vec<RowResult>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// The results of a dry run, and those of the run, stand side by side.
fn phase(state: ImportState) -> &'static str {
    match state {
        ImportState::Uploaded | ImportState::Ready | ImportState::DryRunning | ImportState::DryRunDone => {
            "dry_run"
        }
        _ => "run",
    }
}

/// A page of what became of each row: of the run, or of the dry run before there is one.
pub fn list_import_results(
    platform: &Platform,
    context: &Context,
    id: Id,
    request: &ResultsRequest,
) -> Result<ResultsPage> {
    let limit = request.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(Error::invalid("limit", "out_of_range", "The limit lies between 1 and 1000."));
    }
    let wrong = || Error::invalid("cursor", "malformed", "This is no cursor of a page of results.");
    let after: i64 = request.cursor.as_ref().map_or(Ok(0), |text| text.parse().map_err(|_| wrong()))?;
    platform.store.read(|reader| {
        let import = load(reader, context, id)?;
        let mut page = ResultsPage { data: Vec::new(), next: None };
        each(reader, &import, request.only, after, &mut |result| {
            if page.data.len() == limit {
                page.next = page.data.last().map(|last| last.line.to_string());
                return Ok(false);
            }
            page.data.push(result);
            Ok(true)
        })?;
        Ok(page)
    })
}

/// Writes what became of each row as CSV.
pub fn write_import_results<W: Write>(
    platform: &Platform,
    context: &Context,
    id: Id,
    only: Option<Only>,
    out: W,
) -> Result<u64> {
    let gone = |error: tabular::WriteError| Error::Unavailable(format!("{error}."));
    let header = ["line", "rows", "outcome", "messages", "object", "id"];
    let mut writer = Box::new(CsvWriter::new(out, &header, CsvOptions::default()).map_err(gone)?);
    platform.store.read(|reader| {
        let import = load(reader, context, id)?;
        each(reader, &import, only, 0, &mut |result| {
            let record = result.records.last();
            let outcome = serde_json::to_value(result.outcome).map_err(Error::internal)?;
            writer
                .row(&[
                    Cell::number(result.line.to_string()),
                    Cell::number(result.rows.to_string()),
                    Cell::text(outcome.as_str().unwrap_or_default()),
                    Cell::text(result.messages.join("; ")),
                    record.map_or(Cell::Empty, |record| Cell::text(record.object.as_str())),
                    record.and_then(|record| record.id).map_or(Cell::Empty, |id| Cell::text(id.to_string())),
                ])
                .map_err(gone)?;
            Ok(true)
        })
    })?;
    writer.finish().map(|written| written.rows).map_err(gone)
}

/// Chunks read at once.
const CHUNKS: u32 = 20;

fn each(
    reader: &mut dyn Reader,
    import: &Import,
    only: Option<Only>,
    after: i64,
    tell: &mut dyn FnMut(RowResult) -> Result<bool>,
) -> Result<()> {
    let mut reached = after;
    loop {
        let mut filter = of(import, phase(import.state));
        filter.push(Condition::Gt("last_line", reached.into()));
        if let Some(only) = only {
            filter.push(Condition::Gt(only.column(), 0i64.into()));
        }
        let select =
            Select::new(TABLE, &["last_line", "results"], filter).ascending("last_line").limit(CHUNKS);
        let rows = reader.select(&select)?;
        let ended = rows.len() < CHUNKS as usize;
        for columns in rows {
            let mut row = Row::new(TABLE, columns);
            reached = row.integer()?;
            let results: Vec<RowResult> = serde_json::from_value(row.json()?).map_err(Error::internal)?;
            let after = u64::try_from(after).unwrap_or_default();
            let wanted =
                |result: &RowResult| result.line > after && only.is_none_or(|only| only.holds(result));
            for result in results.into_iter().filter(wanted) {
                if !tell(result)? {
                    return Ok(());
                }
            }
        }
        if ended {
            return Ok(());
        }
    }
}

fn of(import: &Import, phase: &'static str) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", import.workspace.into()),
        Condition::Eq("import_id", import.id.into()),
        Condition::Eq("phase", phase.into()),
    ]
}

/// Keeps the results of a chunk.
pub(super) fn keep(
    writer: &mut dyn Writer,
    import: &Import,
    state: ImportState,
    results: &[RowResult],
) -> Result<()> {
    let last_line = results.last().map_or(0, |last| i64::try_from(last.line).unwrap_or(i64::MAX));
    let mut values = vec![
        ("workspace_id", import.workspace.into()),
        ("import_id", import.id.into()),
        ("phase", phase(state).into()),
        ("last_line", last_line.into()),
        ("results", serde_json::to_string(results).map_err(Error::internal)?.into()),
    ];
    values.extend(ImportProgress::default().with(results).columns());
    let on_conflict = OnConflict::Replace(&["workspace_id", "import_id", "phase", "last_line"]);
    writer.insert(&Insert { table: TABLE, values, on_conflict }).map(|_| ())
}

/// Forgets the results of an earlier try of the same phase.
pub(super) fn forget(writer: &mut dyn Writer, import: &Import, state: ImportState) -> Result<()> {
    writer.delete(&Delete { table: TABLE, filter: of(import, phase(state)) }).map(|_| ())
}
