//! Duplicates: found, looked through, merged.

use super::Method::Post;
use super::Shape::Named;
use super::{Operation, operation};

/// Duplicates: found, looked through, merged.
pub(super) const LIST: &[Operation] = &[
    operation("match_records", Post, "/{plural}/matches", "Records that are probably the one somebody types")
        .of("Duplicates")
        .takes(Named("MatchRequest"))
        .gives(Named("Matches")),
    operation(
        "merge_records",
        Post,
        "/{plural}/merges",
        "Merges records into one, or tells what that would do",
    )
    .of("Duplicates")
    .takes(Named("MergeRequest"))
    .gives(Named("MergeAnswer")),
];
