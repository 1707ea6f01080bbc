//! Finds the record that a text in a column means.

use super::mapping::LinkMissing;
use super::plan::{PlanField, PlanObject};
use crate::Context;
use dictionary::{Dictionary, ObjectDef};
use serde_json::json;
use std::sync::Arc;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{fold, Id, Problem, Result};

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
pub(super) fn find(reader: &mut dyn Reader, dictionary: &Dictionary, context: &Context, object: &PlanObject, position: usize, text: &str) -> Result<Found> {
    let refused = |field: &PlanField, message: String| Found::Refused(Problem::new(&field.field.key, "not_found", message));
    let Some(planned) = object.fields.get(position) else { return Err(vocabulary::Error::internal("no such planned field")) };
    let (Some(link), Some(to)) = (&planned.mapping.link, planned.field.to.as_deref()) else {
        return Ok(refused(planned, format!("“{}” is no link.", planned.field.label)));
    };
    let (ids, target) = if to == "user" {
        (users(reader, context, text)?, None)
    } else {
        let Some(target) = dictionary.object(to) else { return Ok(refused(planned, format!("There is no object “{to}”."))) };
        let ids = match link.by.as_str() {
            "title" => reader.by_title(context.workspace, target, &fold(text))?,
            by => unique(reader, context, target, by, text)?,
        };
        (ids, Some(target))
    };
    let label = target.map_or("user", |target| target.label.as_str());
    Ok(match (ids.as_slice(), link.when_missing, target) {
        ([id], ..) => Found::One(*id),
        ([], LinkMissing::Create, Some(target)) => Found::Create(Arc::clone(target)),
        ([], LinkMissing::Blank, _) => Found::Blank(format!("{}: there is no {label} “{text}”; it was left empty", planned.field.label)),
        ([], ..) => refused(planned, format!("There is no {label} “{text}”.")),
        (_, LinkMissing::Blank, _) => Found::Blank(format!("{}: several are called “{text}”; it was left empty", planned.field.label)),
        _ => refused(planned, format!("Several {label} records are called “{text}”; which one is meant?")),
    })
}

/// The records with a unique value.
pub(super) fn unique(reader: &mut dyn Reader, context: &Context, target: &ObjectDef, by: &str, text: &str) -> Result<Vec<Id>> {
    let Some(field) = target.field(by) else { return Ok(Vec::new()) };
    let Ok(value) = field.value_kind().read(field, &json!(text), &context.moment.read) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for key in store::layout::keys(field, &value) {
        found.extend(reader.by_unique(context.workspace, &target.key, &field.key, &key)?);
    }
    found.dedup();
    Ok(found)
}

fn users(reader: &mut dyn Reader, context: &Context, text: &str) -> Result<Vec<Id>> {
    let select = Select::new(
        "user",
        &["id"],
        vec![Condition::Eq("workspace_id", context.workspace.into()), Condition::Eq("name_fold", fold(text).into())],
    );
    let mut rows = reader.select(&select.limit(2))?;
    if rows.is_empty() {
        let by_mail = vec![Condition::Eq("workspace_id", context.workspace.into()), Condition::Eq("email_key", text.trim().to_lowercase().into())];
        rows = reader.select(&Select::new("user", &["id"], by_mail).limit(2))?;
    }
    Ok(rows.iter().filter_map(|row| row.first().and_then(Datum::id)).collect())
}
