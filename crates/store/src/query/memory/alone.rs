//! Conditions that a record decides by itself: nothing that links to it or that it links to has to be looked up.

use super::{Memory, Row, View};
use crate::query::{Filter, SeesAll, Test};
use crate::record::StoredRecord;
use dictionary::{Dictionary, ObjectDef};
use std::collections::HashMap;
use std::sync::Arc;

/// Whether a record decides the condition by itself.
pub fn is_alone(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().all(is_alone),
        Filter::Not(inner) => is_alone(inner),
        Filter::Field(test) => is_own(test),
        Filter::Linked(_) | Filter::Member(_) => false,
    }
}

/// A value that stands in the record: nothing computed, and none of the ids other systems know it by, which are kept beside it.
fn is_own(test: &Test) -> bool {
    test.path.links.is_empty()
        && test.path.field.as_ref().is_none_or(|field| {
            field.computed.is_none() && field.system != Some(dictionary::SystemField::ExternalIds)
        })
}

/// Whether a whole record (values parallel to the fields of its object) meets a condition that it decides by itself.
pub fn meets(
    dictionary: &Dictionary,
    object: &Arc<ObjectDef>,
    record: &StoredRecord,
    filter: &Filter,
) -> bool {
    let none = Memory { records: HashMap::new(), users: HashMap::new() };
    let view = View { memory: &none, dictionary, visibility: &SeesAll };
    view.holds(filter, Row { object, record })
}
