//! Imports: a file is taken in, looked at, mapped, tried, written and, if need be, taken back.
//!
//! An import is a batch of its own: everything it writes carries its id. Rows, counters, results and the place to go on are
//! written in one transaction, so that a server that dies neither loses nor doubles a row.

mod change_format;
mod change_mapping;
mod command;
mod create;
mod entries;
mod format;
mod job;
mod model;
mod results;
mod show;
mod staff;
mod start;
mod table;
#[cfg(test)]
mod tests;
mod work;

pub use change_format::change_import_format;
pub use change_mapping::change_import_mapping;
pub use command::{
    FileOutcome, ImportSet, ImportSetFile, Tell, files_of_set, read_mapping, read_set, run_file, undo_now,
};
pub use create::{MAX_FILE, create_import};
pub use format::{FileKind, FormatChange, ImportColumn, ImportFormat, ShapeAnswer};
pub use job::JOBS;
pub use model::{Import, ImportProgress, ImportState};
pub use results::{Only, ResultsPage, ResultsRequest, list_import_results, write_import_results};
pub use show::{find_import, list_imports};
pub use staff::{ImportSetStaff, staff_of_set};
pub use start::{dry_run_import, pause_import, resume_import, run_import, undo_import};
pub use table::MIGRATIONS;

/// Imports as a feature: its tables and jobs.
pub static FEATURE: crate::Feature = crate::Feature::new("import").migrations(MIGRATIONS).jobs(JOBS);
