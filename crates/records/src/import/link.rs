//! Finds the record that a text in a column means.

use super::mapping::LinkMissing;
use super::plan::PlanField;
use crate::{Context, Extent};
use dictionary::{Dictionary, ObjectDef};
use serde_json::json;
use std::sync::Arc;
use store::query::Trash;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Problem, Result, fold};

/// What looking up a text gave.
pub(super) enum Found {
    /// That record.
    One(Id),
    /// None: one with this title is to be created.
    Create(Arc<ObjectDef>),
    /// None: the link stays empty; the sentence says so.
    Blank(String),
    /// None, or several: the row is refused.
    Refused(Problem),
}

/// Looks a text up as the mapping of the link says.
pub(super) fn find(
    reader: &mut dyn Reader,
    dictionary: &Dictionary,
    context: &Context,
    planned: &PlanField,
    text: &str,
) -> Result<Found> {
    let refused = |message: String| Found::Refused(Problem::new(&planned.field.key, "not_found", message));
    let field = &planned.field;
    let to = crate::read::target_of(field).unwrap_or_default();
    let Some((link, by)) = planned.mapping.link.as_ref().and_then(|link| Some((link, link.by.as_deref()?)))
    else {
        return Ok(refused(format!("“{}” is no link.", field.label)));
    };
    let target =
        dictionary.object(to).filter(|target| context.rights.object(&target.key).read > Extent::None);
    let ids = match target {
        _ if to == "user" => users(reader, context, text)?,
        _ if to == "team" => teams(reader, context, text)?,
        None => return Ok(refused(format!("There is no object “{to}”."))),
        Some(target) => {
            let ids = match by {
                "title" => reader.by_title(context.workspace, target, &fold(text))?,
                by => unique(reader, context, target, by, text)?,
            };
            seen(reader, dictionary, context, target, ids)?
        }
    };
    let label = target.map_or(to.to_string(), |target| target.label.to_lowercase());
    let left_empty = |why: String| Found::Blank(format!("{}: {why}; it was left empty", field.label));
    Ok(match (ids.as_slice(), link.when_missing, target) {
        ([id], ..) => Found::One(*id),
        ([], LinkMissing::Create, Some(target)) => Found::Create(Arc::clone(target)),
        ([], LinkMissing::Blank, _) => left_empty(format!("there is no {label} “{text}”")),
        ([], ..) => refused(format!("There is no {label} “{text}”.")),
        (_, LinkMissing::Blank, _) => left_empty(format!("several are called “{text}”")),
        _ => refused(format!("More than one {label} is called “{text}”; which one is meant?")),
    })
}

/// Those living records among `ids` that the importing user may see.
fn seen(
    reader: &mut dyn Reader,
    dictionary: &Dictionary,
    context: &Context,
    target: &Arc<ObjectDef>,
    ids: Vec<Id>,
) -> Result<Vec<Id>> {
    let mut found = Vec::new();
    for id in ids {
        match crate::read::load_seen(reader, context, dictionary, target, id, Trash::Without) {
            Ok(_) => found.push(id),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The records with a unique value.
pub(super) fn unique(
    reader: &mut dyn Reader,
    context: &Context,
    target: &ObjectDef,
    by: &str,
    text: &str,
) -> Result<Vec<Id>> {
    let Some(field) = target.field(by) else { return Ok(Vec::new()) };
    let Ok(value) = field.value_kind().read(field, &json!(text), &context.moment.read) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for key in store::layout::keys(field, &value) {
        found.extend(reader.by_unique(context.workspace, &target.key, &field.key, &key)?);
    }
    found.dedup();
    Ok(found)
}

fn teams(reader: &mut dyn Reader, context: &Context, text: &str) -> Result<Vec<Id>> {
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("name_fold", fold(text).into()),
    ];
    let rows = reader.select(&Select::new("team", &["id"], filter).limit(2))?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Datum::id)).collect())
}

fn users(reader: &mut dyn Reader, context: &Context, text: &str) -> Result<Vec<Id>> {
    let select = Select::new(
        "user",
        &["id"],
        vec![
            Condition::Eq("workspace_id", context.workspace.into()),
            Condition::Eq("name_fold", fold(text).into()),
        ],
    );
    let mut rows = reader.select(&select.limit(2))?;
    if rows.is_empty() {
        let by_mail = vec![
            Condition::Eq("workspace_id", context.workspace.into()),
            Condition::Eq("email_key", text.trim().to_lowercase().into()),
        ];
        rows = reader.select(&Select::new("user", &["id"], by_mail).limit(2))?;
    }
    Ok(rows.iter().filter_map(|row| row.first().and_then(Datum::id)).collect())
}
