//! How many members two segments share.

use super::overview::{Segment, all, count};
use records::{FindRequest, ListSight, Reading};
use serde::Serialize;
use serde_json::json;
use vocabulary::{Id, Result};

/// Another segment, and what it shares.
#[derive(Serialize)]
pub(super) struct Overlap {
    id: Id,
    name: String,
    count: u64,
    both: u64,
}

/// The other segments of the same object, those that share most first.
pub(super) fn overlaps(reading: &mut Reading<'_>, segment: &Segment) -> Result<Vec<Overlap>> {
    let mut found = Vec::new();
    if segment.sight == ListSight::Nothing {
        return Ok(found);
    }
    for other in all(reading, Some(&segment.object))? {
        if other.id == segment.id {
            continue;
        }
        let Some(count) = count(reading, &other)? else { continue };
        let both = json!({"and": [{"member_of": segment.id}, {"member_of": other.id}]});
        let request = FindRequest { filter: Some(both), ..FindRequest::default() };
        let both = reading.count(&segment.object, &request, None)?.value;
        found.push(Overlap { id: other.id, name: other.name, count, both });
    }
    found.sort_by(|a, b| b.both.cmp(&a.both).then_with(|| a.name.cmp(&b.name)));
    Ok(found)
}
