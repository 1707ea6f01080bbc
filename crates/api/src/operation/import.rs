//! Imports and background jobs.

use super::Method::{Delete, Get, Post, Put};
use super::Shape::{Binary, Named};
use super::{Operation, PAGE_QUERY, operation};

/// Imports and background jobs.
pub(super) const LIST: &[Operation] = &[
    operation("create_import", Post, "/imports", "Uploads a table to import; the body is its bytes")
        .of("Import")
        .query(&[("name", "The file's name.")])
        .takes(Binary)
        .gives(Named("Import"))
        .status(201),
    operation("list_imports", Get, "/imports", "Imports, newest first")
        .of("Import")
        .query(PAGE_QUERY)
        .gives(Named("ImportPage")),
    operation("show_import", Get, "/imports/{id}", "An import with columns, guesses, questions and progress")
        .of("Import")
        .gives(Named("Import")),
    operation("change_import_format", Put, "/imports/{id}/format", "Says how the file is to be read")
        .of("Import")
        .takes(Named("ImportFormatChange"))
        .gives(Named("Import")),
    operation("change_import_mapping", Put, "/imports/{id}/mapping", "Says which column goes where")
        .of("Import")
        .takes(Named("Mapping"))
        .gives(Named("Import")),
    operation(
        "dry_run_import",
        Post,
        "/imports/{id}/dry_run",
        "Tells what each row would do, writing nothing",
    )
    .of("Import")
    .gives(Named("Job"))
    .status(202),
    operation("run_import", Post, "/imports/{id}/run", "Runs the import in the background")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("pause_import", Put, "/imports/{id}/pause", "Pauses an import after the rows at hand")
        .of("Import")
        .gives(Named("Import")),
    operation("resume_import", Put, "/imports/{id}/resumption", "Goes on with a paused import")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("undo_import", Post, "/imports/{id}/undo", "Takes back all that an import did")
        .of("Import")
        .gives(Named("Job"))
        .status(202),
    operation("list_import_results", Get, "/imports/{id}/results", "What became of each row")
        .of("Import")
        .query(&[
            ("only", "created, changed, unchanged, skipped, refused or warned."),
            ("limit", "Rows per page."),
            ("cursor", "Where to go on."),
        ])
        .gives(Named("ImportResults")),
    operation(
        "show_import_results_file",
        Get,
        "/imports/{id}/results.csv",
        "What became of each row, as a file",
    )
    .of("Import")
    .gives(Binary),
    operation("list_jobs", Get, "/jobs", "Background jobs, newest first")
        .of("Jobs")
        .query(PAGE_QUERY)
        .gives(Named("JobPage")),
    operation("show_job", Get, "/jobs/{id}", "A background job with its progress")
        .of("Jobs")
        .gives(Named("Job")),
    operation("remove_job", Delete, "/jobs/{id}", "Cancels a background job").of("Jobs").gives(Named("Job")),
];
