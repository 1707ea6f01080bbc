//! What somebody holds, part by part: what a hand-over would move, what stays as history, and what ends with them.

use super::HandOver;
use super::holding::{Part, parts};
use crate::Platform;
use crate::identity::{Authenticated, find_user, list_api_keys};
use dictionary::Dictionary;
use records::Reading;
use records::bulk::BulkChange;
use serde::Serialize;
use vocabulary::{Id, Result};

/// What somebody holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// Part by part, the most first; of what there is nothing is left out.
    pub data: Vec<HeldPart>,
    /// How many would go.
    pub total: u64,
    /// API keys that end when they may no longer sign in.
    pub keys: u64,
}

/// One part of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldPart {
    /// Its name in a request: an object, an object with the field that names them, or a duty.
    pub part: String,
    /// The object, where it is one of records.
    pub object: Option<String>,
    /// What it is called.
    pub label: String,
    /// How many would go.
    pub count: u64,
    /// How many are history and stay.
    pub history: u64,
}

/// What a hand-over of a user would move.
pub fn held(platform: &Platform, asker: &Authenticated, user: Id, request: &HandOver) -> Result<Held> {
    asker.require_administrator()?;
    find_user(platform, asker, user)?;
    let mut data = platform.engine.read(&asker.context(platform), |reading| {
        let now = reading.context().now;
        let dictionary = std::sync::Arc::clone(reading.dictionary());
        let mut found = Vec::new();
        for part in parts(platform.features, &dictionary, now) {
            found.extend(records_of(reading, &dictionary, &part, user, request)?);
        }
        let workspace = reading.context().workspace;
        for duty in platform.features.iter().flat_map(|feature| feature.duties) {
            let count = (duty.count)(reading.reader(), workspace, user)?;
            let meant = request.means(duty.name);
            found.extend((count > 0).then(|| HeldPart {
                part: duty.name.to_string(),
                object: None,
                label: duty.name.to_string(),
                count: if meant { count } else { 0 },
                history: 0,
            }));
        }
        Ok(found)
    })?;
    data.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.part.cmp(&b.part)));
    let total = data.iter().map(|part| part.count).sum();
    let keys = list_api_keys(platform, asker)?.iter().filter(|key| key.user == user).count() as u64;
    Ok(Held { data, total, keys })
}

fn records_of(
    reading: &mut Reading<'_>,
    dictionary: &Dictionary,
    part: &Part,
    user: Id,
    request: &HandOver,
) -> Result<Option<HeldPart>> {
    let mut counted = |finished: bool| {
        let meant = BulkChange { filter: Some(part.filter(user, finished)), ..BulkChange::default() };
        reading.bulk_count(&part.object, &meant).map(|count| count.count)
    };
    let all = counted(true)?;
    if all == 0 {
        return Ok(None);
    }
    let open = if part.open.is_some() && !request.finished { counted(false)? } else { all };
    let label =
        dictionary.object(&part.object).map_or_else(String::new, |object| object.label_plural.clone());
    Ok(Some(HeldPart {
        part: part.key.clone(),
        object: Some(part.object.clone()),
        label,
        count: if request.means(&part.key) { open } else { 0 },
        history: all - open,
    }))
}
