//! The schemas that do not depend on the dictionary. A test of the server holds every answer against them, so what an answer
//! always has is required here, and what it never has is not listed.

mod administration;
mod change_set;
mod dictionary;
mod duplicate;
mod import;
mod record;
mod value;
mod view;

use platform::http::schema::*;
use serde_json::{Map, Value as Json};

type Named = (&'static str, Json);

/// All of them, by name.
pub(super) fn fixed() -> Map<String, Json> {
    let lists: Vec<Vec<Named>> = vec![
        value::schemas(),
        record::schemas(),
        change_set::schemas(),
        dictionary::schemas(),
        duplicate::schemas(),
        import::schemas(),
        administration::schemas(),
        view::schemas(),
    ];
    lists.into_iter().flatten().map(|(name, schema)| (name.to_string(), schema)).collect()
}
