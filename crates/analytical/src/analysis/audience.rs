//! The customers behind a mark of a run, frozen as an audience: so a mark of whatever size can be opened, kept and written to.
//!
//! A run keeps what it tells, not who stands behind each of its marks: a million customers in every run would be too much. So the
//! analysis is worked out again as of its moment, and is refused where something else comes out than was told then.

use super::ground::Wanted;
use super::reach::{Reach, demand};
use super::table;
use super::{Analysis, find, run};
use crate::segment::enlist;
use dictionary::Value;
use platform::Platform;
use platform::identity::Authenticated;
use records::{Input, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{audience, purchase, purchase_line};
use std::cell::RefCell;
use vocabulary::{Conflict, Error, Id, Result};

/// What an audience of a run is made with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAudience {
    /// The mark, as its list tells it.
    mark: String,
    object: String,
    name: Option<String>,
}

/// Who is to stand on an audience, and by which rule it is decided who else may see them.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    object: String,
    name: String,
    rule: String,
    ids: Vec<Id>,
}

/// Works out who stands behind a mark of a run that the asker sees.
pub(super) fn marked(
    platform: &Platform,
    asker: &Authenticated,
    id: Id,
    new: NewAudience,
    told: &Json,
) -> Result<Marked> {
    let workspace = asker.workspace.id;
    let run = platform.store.read(|reader| table::load(reader, workspace, id))?;
    let run = run.ok_or_else(Error::not_found)?;
    if !told.is_object() {
        return Err(Error::Conflict(Conflict::Other, "This run has no result.".to_string()));
    }
    let analysis = find(&run.analysis)?;
    demand(&asker.rights, analysis)?;
    let wanted = Wanted { mark: new.mark, object: new.object, found: RefCell::new(None) };
    let context = run::about(&asker.context(platform), run.as_of);
    let (again, whole, day) = platform.engine.read(&context, |reading| {
        let whole = Reach::of(reading, analysis)?.is_whole();
        let seed = run::seed_of(analysis, &run.parameters);
        let mut ground = run::ground(reading, run.as_of, seed, &|_, _| Ok(()))?;
        ground.wanted = Some(&wanted);
        Ok(((analysis.work)(&mut ground, &run.parameters)?, whole, ground.today()))
    })?;
    if !whole {
        let text = "You see only a part of what this analysis looks at: ask somebody who sees all of it to keep such a list.";
        return Err(Error::Forbidden(text.to_string()));
    }
    if without_lists(&again) != without_lists(told) {
        let text =
            "What this run was worked out from has changed since. Run it anew and open the list there.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    let Some(ids) = wanted.found.into_inner() else {
        return Err(Error::invalid(
            "mark",
            "unknown",
            "This run has no such list: send mark and object as its list tells them.",
        ));
    };
    let name = new.name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| format!("{}: {}, {day}", analysis.key, wanted.mark));
    let rule = rule(analysis, &wanted.object).to_string();
    Ok(Marked { object: wanted.object, name, rule, ids })
}

/// Freezes them; how many there are is known.
pub(super) fn frozen(writing: &mut Writing<'_>, marked: &Marked) -> Result<(Id, usize)> {
    let mut input = Input::new();
    input.insert("name".to_string(), json!(marked.name));
    let kept = vec![
        (audience::OF.key(), Value::Text(marked.object.clone())),
        (audience::RULE.key(), Value::Text(marked.rule.clone())),
        (audience::FROZEN_AT.key(), Value::Timestamp(writing.context().now)),
    ];
    let id = writing.create_made(audience::KEY, &input, kept)?.id();
    enlist(writing, id, marked.ids.iter().copied())?;
    Ok((id, marked.ids.len()))
}

/// Everybody, by a rule that looks at what the analysis looked at: whoever does not see all of that is not told of the audience, as
/// with one that was frozen out of a segment.
fn rule(analysis: &Analysis, object: &str) -> Json {
    let lines = analysis
        .needs
        .contains(&purchase_line::KEY)
        .then(|| json!({"linked": format!("{}.{}", purchase_line::KEY, purchase_line::PURCHASE.key())}));
    let bought = json!({"linked": format!("{}.{object}", purchase::KEY), "where": lines});
    json!({"or": [{"field": "id", "op": "is_not_empty"}, bought]})
}

/// A result without its lists: what can be listed by a condition now could not then, or the other way round.
fn without_lists(json: &Json) -> Json {
    match json {
        Json::Object(entries) => entries
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "lists" | "listed"))
            .map(|(name, value)| (name.clone(), without_lists(value)))
            .collect(),
        Json::Array(items) => items.iter().map(without_lists).collect(),
        other => other.clone(),
    }
}
