//! Duplicates: found, looked through, merged.

use super::Door::Administrator;
use super::Method::{Delete, Get, Patch, Post};
use super::Shape::Named;
use super::{Operation, Repeat, operation};

/// Duplicates: found, looked through, merged.
pub(super) const LIST: &[Operation] = &[
    operation("match_records", Post, "/{plural}/matches", "Records that are probably the one somebody types")
        .repeat(Repeat::Looks)
        .of("Duplicates")
        .takes(Named("MatchRequest"))
        .gives(Named("Matches")),
    operation(
        "merge_records",
        Post,
        "/{plural}/merges",
        "Merges records into one, or tells what that would do",
    )
    .repeat(Repeat::Inside)
    .of("Duplicates")
    .takes(Named("MergeRequest"))
    .gives(Named("MergeAnswer")),
    operation(
        "list_duplicate_searches",
        Get,
        "/duplicates",
        "What is known of the duplicates of each object",
    )
    .of("Duplicates")
    .gives(Named("DuplicateSearches")),
    operation(
        "search_duplicates",
        Post,
        "/{plural}/duplicates/search",
        "Searches all records for duplicates, in the background",
    )
    .of("Duplicates")
    .gives(Named("Job"))
    .status(202),
    operation("list_duplicates", Get, "/{plural}/duplicates", "Groups of records that are probably one")
        .of("Duplicates")
        .query(&[
            ("level", "certain, likely or possible."),
            ("limit", "Groups per page, 1 to 50; 20 when left out."),
            ("cursor", "Where to go on: next of the page before."),
        ])
        .gives(Named("DuplicatePage")),
    operation(
        "change_duplicate_search",
        Patch,
        "/{plural}/duplicates",
        "Switches the nightly search on or off that merges what is certain",
    )
    .door(Administrator)
    .of("Duplicates")
    .takes(Named("DuplicateSearchChange"))
    .status(204),
    operation(
        "dismiss_duplicates",
        Post,
        "/{plural}/duplicates/dismissals",
        "Says that records are not the same; later searches remember it",
    )
    .of("Duplicates")
    .takes(Named("DismissRequest"))
    .status(204),
    operation(
        "restore_duplicates",
        Delete,
        "/{plural}/duplicates/dismissals",
        "Takes back that records are not the same",
    )
    .of("Duplicates")
    .takes(Named("DismissRequest"))
    .status(204),
    operation(
        "merge_duplicates",
        Post,
        "/{plural}/duplicates/merge",
        "Merges all groups of a level, or some of them, in the background",
    )
    .of("Duplicates")
    .takes(Named("DuplicateMergeRequest"))
    .gives(Named("Job"))
    .status(202),
];
