//! Which objects a report looks at: whoever sees less of them than its maker did must not see what it said.

use crate::report::answer::field_at;
use crate::report::definition::Definition;
use dictionary::Dictionary;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The objects a question looks at. Where that cannot be told, all there are: better one tile too few than one number too many.
pub(super) fn objects_of(dictionary: &Dictionary, definition: &Definition) -> BTreeSet<String> {
    let mut objects = BTreeSet::new();
    let found = looked_at(dictionary, definition, &mut objects);
    if found.is_none() {
        objects = every(dictionary);
    }
    objects
}

/// All objects there are.
pub(super) fn every(dictionary: &Dictionary) -> BTreeSet<String> {
    dictionary.objects().iter().map(|object| object.key.clone()).collect()
}

fn looked_at(dictionary: &Dictionary, definition: &Definition, objects: &mut BTreeSet<String>) -> Option<()> {
    let object = &definition.object;
    objects.insert(object.clone());
    let by = definition.by.iter().map(|dimension| &dimension.field);
    let measured = definition.measures.iter().filter_map(|measure| measure.field.as_ref());
    let period = definition.period.iter().map(|period| &period.field);
    for path in by.chain(measured).chain(period) {
        walk(dictionary, object, path, objects)?;
    }
    match &definition.filter {
        Some(filter) if !filter.is_null() => condition(dictionary, object, filter, objects),
        _ => Some(()),
    }
}

/// The objects along a path.
fn walk(dictionary: &Dictionary, object: &str, path: &str, objects: &mut BTreeSet<String>) -> Option<()> {
    let mut at = object.to_string();
    for step in path.split('.') {
        let field = field_at(dictionary, &at, step)?;
        // What is worked out of other records tells of them.
        if field.is_rollup() || !field.made_of.is_empty() {
            return None;
        }
        if let Some(target) = &field.to {
            objects.insert(target.clone());
            at.clone_from(target);
        }
    }
    Some(())
}

fn condition(
    dictionary: &Dictionary,
    object: &str,
    filter: &Json,
    objects: &mut BTreeSet<String>,
) -> Option<()> {
    let parts = filter.as_object()?;
    if let Some(linked) = parts.get("linked") {
        let (from, _) = linked.as_str()?.split_once('.')?;
        objects.insert(from.to_string());
        for having in parts.get("having").and_then(Json::as_array).into_iter().flatten() {
            if let Some(field) = having.get("field").and_then(Json::as_str) {
                walk(dictionary, from, field, objects)?;
            }
        }
        return parts.get("where").map_or(Some(()), |inner| condition(dictionary, from, inner, objects));
    }
    for (name, value) in parts {
        match name.as_str() {
            "and" | "or" => {
                value.as_array()?.iter().try_for_each(|part| condition(dictionary, object, part, objects))?;
            }
            "not" => condition(dictionary, object, value, objects)?,
            "field" => walk(dictionary, object, value.as_str()?, objects)?,
            "op" | "value" => {}
            // A list of records somebody else's rule made.
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dictionary::Overlay;
    use serde_json::json;

    #[test]
    fn objects_along_links_and_inside_conditions_count_too() {
        let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
        let of = |json: Json| {
            let definition: Definition = serde_json::from_value(json).unwrap();
            objects_of(&dictionary, &definition).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of(json!({"object": "deal"})), ["deal"]);
        assert_eq!(
            of(
                json!({"object": "deal", "by": [{"field": "company.sector"}], "measures": [{"measure": "sum", "field": "amount"}]})
            ),
            ["company", "deal"]
        );
        let linked =
            json!({"linked": "purchase.company", "where": {"field": "person.owner", "op": "is_empty"}});
        let found = of(
            json!({"object": "company", "filter": {"and": [{"not": linked}, {"field": "name", "op": "is_not_empty"}]}}),
        );
        for wanted in ["company", "person", "purchase", "user"] {
            assert!(found.iter().any(|key| key == wanted), "{wanted}: {found:?}");
        }
        let all =
            of(json!({"object": "company", "filter": {"member_of": "01890000-0000-7000-8000-000000000001"}}));
        assert_eq!(all.len(), dictionary.objects().len());
    }
}
