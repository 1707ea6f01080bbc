//! What was done, act by act, and taking it back.

use super::Method::{Get, Post};
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
];
