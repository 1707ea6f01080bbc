//! What can be asked: the requests of the HTTP interface and of everybody else, before dictionary and rights look at them.

use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

/// A list of names, given as a JSON list or as one text with commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(pub Vec<String>);

impl Names {
    /// The names in a text with commas.
    pub fn parse(text: &str) -> Names {
        Names(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect())
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Text(String),
            List(Vec<String>),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Text(text) => Names::parse(&text),
            Either::List(names) => Names(names),
        })
    }
}

/// Whether a list tells how many records there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountMode {
    /// No.
    #[default]
    None,
    /// Up to a thousand.
    Capped,
    /// However many there are.
    Exact,
}

/// A page of a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FindRequest {
    /// The filter.
    pub filter: Option<Json>,
    /// The sort: names with commas, each with `-` before it for descending; else the object's own.
    pub sort: Option<Names>,
    /// The fields, also paths over links; else all of the object but its rollups.
    pub fields: Option<Names>,
    /// Links whose records come along.
    pub include: Option<Names>,
    /// At most so many records, up to 200; 50 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Whether to count.
    pub count: CountMode,
    /// Words the record's search text has.
    pub q: Option<String>,
    /// Whether to list the trash instead of the living.
    pub trash: bool,
}

/// Records in groups. Keys, measures, sort and limit are read with the dictionary at hand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GroupRequest {
    /// The filter.
    pub filter: Option<Json>,
    /// Words the record's search text has.
    pub q: Option<String>,
    /// The keys: `[{"field":"closed_at","bucket":"month"}]`.
    pub by: Json,
    /// The measures: `[{"measure":"sum","field":"amount"}]`; a count when there are none.
    pub measures: Json,
    /// At most so many groups.
    pub limit: Json,
    /// A key's field, or a measure such as `-count` or `-sum:amount`.
    pub sort: Json,
}

/// What someone types into the search box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchRequest {
    /// The text.
    pub q: String,
    /// Only these objects.
    pub objects: Option<Names>,
    /// At most so many, up to 50; 20 when missing.
    pub limit: Option<usize>,
}

/// The history of a record.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HistoryRequest {
    /// Only changes of this field.
    pub field: Option<String>,
    /// At most so many, up to 200; 50 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// The timeline of a record.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimelineRequest {
    /// Only these kinds: keys of objects that happen at a moment, and `event` for the record's own history.
    pub kinds: Option<Names>,
    /// At most so many, up to 200; 50 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// The trash.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrashRequest {
    /// Only this object.
    pub object: Option<String>,
    /// At most so many, up to 200; 50 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}
