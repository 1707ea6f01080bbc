//! Backups, and sample data in and out.

use super::Door::Administrator;
use super::Method::{Delete, Get, Post};
use super::Shape::{Binary, Named};
use super::{Operation, operation};

/// Backups, and sample data in and out.
pub(super) const LIST: &[Operation] = &[
    operation("list_backups", Get, "/backups", "Backups of the installation, newest first")
        .door(Administrator)
        .of("Upkeep")
        .gives(Named("BackupList")),
    operation("create_backup", Post, "/backups", "Makes a backup in the background and verifies it")
        .door(Administrator)
        .of("Upkeep")
        .gives(Named("Job"))
        .status(202),
    operation("show_backup_content", Get, "/backups/{name}/content", "The bytes of a backup")
        .door(Administrator)
        .of("Upkeep")
        .gives(Binary),
    operation("remove_backup", Delete, "/backups/{name}", "Deletes a backup")
        .door(Administrator)
        .of("Upkeep")
        .status(204),
    operation("show_sample_data", Get, "/sample_data", "Tells whether the workspace holds sample data")
        .door(Administrator)
        .of("Upkeep")
        .gives(Named("SampleData")),
    operation("create_sample_data", Post, "/sample_data", "Brings a demo company into the workspace")
        .door(Administrator)
        .of("Upkeep")
        .takes(Named("SampleDataInput"))
        .gives(Named("Job"))
        .status(202),
    operation(
        "remove_sample_data",
        Delete,
        "/sample_data",
        "Takes the demo company out again; what people changed or added stays",
    )
    .door(Administrator)
    .of("Upkeep")
    .gives(Named("Job"))
    .status(202),
];
