//! Favorites: records a user keeps at hand. Each user has their own, and sees of them what they may see now.

use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use records::{FindRequest, Names, Reading};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use vocabulary::{Error, Id, Result};

/// A record kept at hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Favorite {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title, if the user may see it.
    pub title: Option<String>,
}

const TABLE: &str = "favorite";
/// Favorites of one user: as many as one list answers.
const MOST: usize = 200;

fn own(asker: &Authenticated) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", asker.workspace.id.into()),
        Condition::Eq("user_id", asker.user.id.into()),
    ]
}

/// The asker's favorites as they were added; those that are gone or hidden by now are left out.
pub fn list_favorites(platform: &Platform, asker: &Authenticated) -> Result<Vec<Favorite>> {
    platform.engine.read(&asker.context(platform), |reading| {
        let select = Select::new(TABLE, &["object", "record_id"], own(asker))
            .ascending("created_at")
            .ascending("record_id");
        let kept: Vec<(String, Id)> = reading
            .reader()
            .select(&select)?
            .into_iter()
            .map(|columns| {
                let mut row = Row::new(TABLE, columns);
                Ok((row.text()?, row.id()?))
            })
            .collect::<Result<_>>()?;
        let mut wanted: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for (object, id) in &kept {
            wanted.entry(object.clone()).or_default().push(*id);
        }
        let mut titles: HashMap<(String, Id), Option<String>> = HashMap::new();
        for (object, ids) in wanted {
            for (id, title) in seen(reading, &object, &ids)? {
                titles.insert((object.clone(), id), title);
            }
        }
        let favorites = kept.into_iter().filter_map(|(object, id)| {
            let key = (object, id);
            let title = titles.remove(&key)?;
            Some(Favorite { object: key.0, id, title })
        });
        Ok(favorites.collect())
    })
}

/// Those of some records the viewer sees, with their titles.
fn seen(reading: &mut Reading<'_>, object: &str, ids: &[Id]) -> Result<Vec<(Id, Option<String>)>> {
    if reading.object(object).is_err() {
        return Ok(Vec::new());
    }
    let request = FindRequest {
        filter: Some(json!({"field": "id", "op": "in", "value": ids})),
        fields: Some(Names(Vec::new())),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    let list = reading.find(object, &request)?;
    Ok(list.data.iter().map(|record| (record.id(), record.title().map(str::to_string))).collect())
}

/// Keeps a record at hand for the asker.
pub fn add_favorite(platform: &Platform, asker: &Authenticated, object: &str, id: Id) -> Result<()> {
    platform.engine.read(&asker.context(platform), |reading| reading.get(object, id).map(|_| ()))?;
    let (now, who, object) = (platform.now(), asker.clone(), object.to_string());
    platform.store.write(move |writer| {
        let kept = writer.select(&Select::new(TABLE, &["record_id"], own(&who)))?;
        if kept.len() >= MOST {
            let text = format!("You have {MOST} favorites: take some out first.");
            return Err(Error::invalid("", "too_many", text));
        }
        let values = vec![
            ("workspace_id", who.workspace.id.into()),
            ("user_id", who.user.id.into()),
            ("object", object.clone().into()),
            ("record_id", id.into()),
            ("created_at", now.into()),
        ];
        let insert = Insert { table: TABLE, values, on_conflict: OnConflict::Ignore };
        writer.insert(&insert).map(|_| ())
    })
}

/// Lets go of a record.
pub fn remove_favorite(platform: &Platform, asker: &Authenticated, object: &str, id: Id) -> Result<()> {
    let mut filter = own(asker);
    filter.extend([Condition::Eq("object", object.into()), Condition::Eq("record_id", id.into())]);
    let removed = platform
        .store
        .write(move |writer| writer.delete(&Delete { table: TABLE, filter: filter.clone() }))?;
    if removed == 0 { Err(Error::not_found()) } else { Ok(()) }
}
