//! What was done, act by act, and taking it back; changes to many records, and the trash.

use super::Door::Administrator;
use super::Method::{Delete, Get, Post};
use super::Shape::Named;
use super::{Operation, PAGE_QUERY, operation};

/// The chapter's operations.
pub(super) const LIST: &[Operation] = &[
    operation("list_change_sets", Get, "/change_sets", "What was done, act by act, newest first")
        .of("Undo")
        .query(&[
            ("user", "Only acts of this user; me for one's own."),
            ("object", "Only acts about this object."),
            ("record", "Only acts that wrote this record; with object."),
            ("limit", "Rows per page, 1 to 200; 50 when left out."),
            ("cursor", "Where to go on: next of the page before."),
        ])
        .gives(Named("ChangeSetPage")),
    operation("show_change_set", Get, "/change_sets/{id}", "An act with all it changed")
        .of("Undo")
        .query(PAGE_QUERY)
        .gives(Named("ChangeSetShown")),
    operation(
        "undo_change_set",
        Post,
        "/change_sets/{id}/undo",
        "Takes an act back; what others changed since stays and is told",
    )
    .of("Undo")
    .takes(Named("Undo"))
    .gives(Named("Undone"))
    .later(Named("Undone")),
    operation(
        "start_bulk_change_of_records",
        Post,
        "/{plural}/bulk_changes",
        "One change to many records, named by ids or a filter; tried at once, done in the background",
    )
    .of("Records")
    .takes(Named("BulkChange"))
    .gives(Named("BulkTrial"))
    .later(Named("Job")),
    operation("remove_trashed", Delete, "/trash/{object}/{id}", "Deletes a record in the trash for good")
        .door(Administrator)
        .of("Records")
        .status(204),
    operation("empty_trash", Delete, "/trash", "Deletes what lies in the trash for good, in the background")
        .door(Administrator)
        .of("Records")
        .query(&[("object", "Only this object.")])
        .gives(Named("Job"))
        .status(202),
];
