//! What stands on a dashboard: reports at their places, and the period and owner all of them are narrowed to.

use super::definition::Definition;
use super::period::Period;
use dictionary::Dictionary;
use platform::http::app::typed;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use vocabulary::{Id, Result};

/// The body of a dashboard.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tiles {
    /// The reports on it.
    pub tiles: Vec<Tile>,
    /// The period of all reports that have one.
    #[serde(default)]
    pub period: Option<Json>,
    /// Whose records all reports are about, as far as they have an owner.
    #[serde(default)]
    pub owner: Option<Id>,
    /// Of the first dashboard: the text of the app it is called by.
    #[serde(default)]
    pub named: Option<String>,
}

/// A report at its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tile {
    /// Its name on this dashboard.
    pub id: String,
    /// The report.
    pub report: Id,
    /// Columns from the left.
    pub x: u8,
    /// Rows from the top.
    pub y: u16,
    /// Columns it takes.
    pub w: u8,
    /// Rows it takes.
    pub h: u8,
}

impl Tiles {
    /// A report's question within period and owner, as the app asks it.
    pub fn narrowed(&self, dictionary: &Dictionary, mut definition: Definition) -> Result<Definition> {
        if let (Some(own), Some(Json::Object(period))) = (&definition.period, &self.period) {
            let mut period = period.clone();
            period.insert("field".to_string(), json!(own.field));
            definition.period = Some(typed::<Period>(Json::Object(period))?);
        }
        let owned = dictionary.object(&definition.object).is_some_and(|one| one.field("owner").is_some());
        if let Some(owner) = self.owner.filter(|_| owned) {
            let new = json!({"field": "owner", "op": "is", "value": owner});
            definition.filter = Some(match definition.filter.take().filter(|filter| !filter.is_null()) {
                Some(filter) => json!({"and": [filter, new]}),
                None => new,
            });
        }
        Ok(definition)
    }
}
