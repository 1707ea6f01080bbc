//! A snapshot as its owner may see it now: what they lost sight of since then is hidden, and records are called what they are called now.

use super::schedule::place;
use super::table;
use super::take::{Question, Said, Taken, TakenTile};
use crate::analysis::reach::Reach;
use crate::report::kept::{self, Sort};
use platform::Platform;
use platform::identity::Authenticated;
use records::{FindRequest, Names, Reading, Viewed};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// Names looked up at a time.
const PIECE: usize = 200;

/// The asker's snapshots of a dashboard they see, the newest first.
pub(super) fn list(platform: &Platform, asker: &Authenticated, dashboard: Id) -> Result<Vec<Json>> {
    let rows = platform.store.read(|reader| {
        kept::find(reader, asker, Sort::Dashboard, dashboard)?;
        table::list(reader, place(asker, dashboard))
    })?;
    Ok(rows.iter().map(told).collect())
}

/// The asker's snapshot of a dashboard they see.
pub(super) fn show(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Json> {
    let context = asker.context(platform);
    platform.engine.read(&context, |reading| {
        let found = table::find(reading.reader(), asker.workspace.id, asker.user.id, id)?;
        let (row, body) = found.ok_or_else(Error::not_found)?;
        kept::find(reading.reader(), asker, Sort::Dashboard, row.dashboard)?;
        let taken: Taken = serde_json::from_value(body).map_err(Error::internal)?;
        let mut tiles: Vec<Json> = taken.tiles.iter().map(|tile| shown(reading, asker, tile)).collect();
        name_records(reading, &mut tiles)?;
        let mut answer = told(&row);
        if let Json::Object(entries) = &mut answer {
            entries.insert("named".to_string(), json!(taken.named));
            entries.insert("period".to_string(), json!(taken.period));
            entries.insert("owner".to_string(), json!(taken.owner));
            entries.insert("tiles".to_string(), Json::Array(tiles));
        }
        Ok(answer)
    })
}

fn told(row: &table::Row) -> Json {
    json!({
        "id": row.id, "dashboard": row.dashboard, "as_of": row.as_of, "scheduled": row.scheduled, "name": row.name,
    })
}

/// A tile; one whose numbers tell of more than its owner sees now is as one whose report they do not see.
fn shown(reading: &Reading<'_>, asker: &Authenticated, kept: &TakenTile) -> Json {
    let dictionary = Arc::clone(reading.dictionary());
    let seen = |question: &&Question| {
        let now = Reach::over(&asker.rights, &dictionary, question.reach.objects());
        now.covers(&question.reach)
    };
    let question = kept.question.as_ref().filter(seen);
    let (answer, problem) = match question.map(|question| &question.said) {
        Some(Said::Answer(answer)) => (Some(answer), None),
        Some(Said::Problem(problem)) => (None, Some(problem)),
        None => (None, None),
    };
    let tile = &kept.tile;
    json!({
        "id": tile.id, "report": tile.report, "x": tile.x, "y": tile.y, "w": tile.w, "h": tile.h,
        "name": question.map(|question| &question.name), "definition": question.map(|question| &question.definition),
        "answer": answer, "problem": problem,
    })
}

/// Calls records what they are called now; one that was deleted for good has no name any more.
fn name_records(reading: &mut Reading<'_>, tiles: &mut [Json]) -> Result<()> {
    let mut wanted: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    each_key(tiles, &mut |object, id, _| {
        wanted.entry(object.to_string()).or_default().insert(id);
    });
    let mut names: HashMap<(String, Id), String> = HashMap::new();
    for (object, ids) in wanted {
        if reading.object(&object).is_err() {
            continue;
        }
        let ids: Vec<Id> = ids.into_iter().collect();
        for trash in [false, true] {
            let missing: Vec<Id> =
                ids.iter().copied().filter(|id| !names.contains_key(&(object.clone(), *id))).collect();
            for piece in missing.chunks(PIECE) {
                let request = FindRequest {
                    filter: Some(json!({"field": "id", "op": "in", "value": piece})),
                    fields: Some(Names(vec!["id".to_string()])),
                    sort: Some(Names(vec!["id".to_string()])),
                    limit: Some(PIECE),
                    trash,
                    ..FindRequest::default()
                };
                let found = reading.find(&object, &request)?.data;
                let named =
                    |record: &Viewed| Some(((object.clone(), record.id()), record.title()?.to_string()));
                names.extend(found.iter().filter_map(named));
            }
        }
    }
    each_key(tiles, &mut |object, id, title| {
        if let Some(name) = names.get(&(object.to_string(), id)) {
            *title = json!(name);
        }
    });
    Ok(())
}

/// Each key that is a record without a name: its object, its id, and where its name goes.
fn each_key(tiles: &mut [Json], with: &mut dyn FnMut(&str, Id, &mut Json)) {
    for tile in tiles {
        for part in ["rows", "firsts", "others"] {
            let rows = tile.get_mut("answer").and_then(|answer| answer.get_mut(part));
            for row in rows.and_then(Json::as_array_mut).into_iter().flatten() {
                for key in row.get_mut("key").and_then(Json::as_array_mut).into_iter().flatten() {
                    let object = key.get("object").and_then(Json::as_str).map(str::to_string);
                    let id = key.get("id").and_then(Json::as_str).and_then(|id| id.parse::<Id>().ok());
                    if let Some((object, id)) = object.zip(id)
                        && let Some(title) = key.get_mut("title").filter(|title| title.is_null())
                    {
                        with(&object, id, title);
                    }
                }
            }
        }
    }
}
