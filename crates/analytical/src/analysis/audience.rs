//! The customers behind a mark of a run, frozen as an audience: so a mark of whatever size can be opened, kept and written to.
//!
//! A run keeps what it tells, not who stands behind each of its marks: a million customers in every run would be too much. So the
//! analysis is worked out again as of its moment, and is refused where others
//! come out than were told of then.

use super::ground::{Wanted, digest};
use super::reach::{Reach, demand};
use super::table;
use super::{Analysis, find, run};
use crate::segment::enlist;
use dictionary::Value;
use platform::Platform;
use platform::identity::Authenticated;
use records::{Input, Reading, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{audience, call, deal, lead, meeting, purchase, purchase_line};
use std::cell::RefCell;
use std::time::{Duration, Instant};
use vocabulary::{Conflict, Error, Id, Result};

/// Whoever clicks does not wait longer than this.
const LONGEST: Duration = Duration::from_secs(120);

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
    let begun = Instant::now();
    let told_of = |_: i64, _: Option<i64>| {
        if begun.elapsed() < LONGEST {
            return Ok(());
        }
        Err(Error::Unavailable("This takes too long for now. Try again when less is going on.".to_string()))
    };
    let (whole, day, rule) = platform.engine.read(&context, |reading| {
        let whole = Reach::of(reading, analysis)?.is_whole();
        let rule = rule(reading, analysis, &wanted.object);
        let seed = run::seed_of(analysis, &run.parameters);
        let mut ground = run::ground(reading, run.as_of, seed, &told_of)?;
        ground.wanted = Some(&wanted);
        (analysis.work)(&mut ground, &run.parameters)?;
        Ok((whole, ground.today(), rule))
    })?;
    if !whole {
        let text = "You see only a part of what this analysis looks at: ask somebody who sees all of it to keep such a list.";
        return Err(Error::Forbidden(text.to_string()));
    }
    let told = list_of(told, &wanted);
    let found = wanted.found.into_inner();
    let (Some(told), found) = (told, found.unwrap_or_default()) else {
        return Err(Error::invalid(
            "mark",
            "unknown",
            "This run has no such list: send mark and object as its list tells them.",
        ));
    };
    if told.get("customers") != Some(&json!(found.len()))
        || told.get("digest") != Some(&json!(digest(&found)))
    {
        let text =
            "Others stand behind this now than when the run was made. Run it anew and open the list there.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    let name = new.name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| format!("{}: {}, {day}", analysis.key, wanted.mark));
    Ok(Marked { object: wanted.object, name, rule: rule.to_string(), ids: found })
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

/// The list of a mark in a result.
fn list_of<'j>(json: &'j Json, wanted: &Wanted) -> Option<&'j Json> {
    let is = |name: &str, text: &str| json.get(name).and_then(Json::as_str) == Some(text);
    match json {
        Json::Object(_) if is("mark", &wanted.mark) && is("object", &wanted.object) => Some(json),
        Json::Object(entries) => entries.values().find_map(|value| list_of(value, wanted)),
        Json::Array(items) => items.iter().find_map(|value| list_of(value, wanted)),
        _ => None,
    }
}

/// Every customer, by a rule that looks at what the analysis looked at, as far as its asker sees it: whoever sees less is not told of the audience,
/// as with one that was frozen out of a segment.
fn rule(reading: &Reading<'_>, analysis: &Analysis, object: &str) -> Json {
    let looks = |key: &str| analysis.needs.contains(&key) || analysis.also.contains(&key);
    let any_of = |of: &str, fields: &[&str]| -> Vec<Json> {
        let seen = |path: &&&str| {
            let first = path.split('.').next().unwrap_or_default();
            let target = path.contains('.').then_some(first).filter(|_| reading.sees_field(of, first));
            reading.sees_field(of, first) && target.is_none_or(|target| reading.object(target).is_ok())
        };
        let test = |path: &&str| json!({"field": path, "op": "is_not_empty"});
        fields.iter().filter(seen).map(test).collect()
    };
    let mut bought =
        any_of(purchase::KEY, &["kind", "total", "purchased_at", "channel", "person.name", "company.name"]);
    if looks(purchase_line::KEY) {
        let fields = ["quantity", "unit_price", "discount", "total", "cost", "product.name", "product.cost"];
        let link = format!("{}.{}", purchase_line::KEY, purchase_line::PURCHASE.key());
        bought.push(json!({"linked": link, "where": {"or": any_of(purchase_line::KEY, &fields)}}));
    }
    let mut arms = vec![json!({"linked": format!("{}.{object}", purchase::KEY), "where": {"or": bought}})];
    for of in [call::KEY, meeting::KEY, deal::KEY, lead::KEY] {
        if looks(of) && reading.object(of).is_ok() && reading.sees_field(of, object) {
            arms.push(json!({"linked": format!("{of}.{object}")}));
        }
    }
    json!({"or": arms})
}
