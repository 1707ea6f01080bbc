//! Fields that are worked out from records of other objects, written for many records at once: neither version nor stamp of the
//! record moves, no event tells of it, and no key or word of search follows from it.

use super::session::Session;
use crate::Datum;
use crate::dialect::quoted;
use crate::layout;
use dictionary::{FieldDef, ObjectDef, Value};
use std::sync::Arc;
use vocabulary::{Error, Id, Result, WorkspaceId};

/// Writes the values, parallel to the fields, of each record; answers how many records were there.
pub(crate) fn put(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    fields: &[&str],
    rows: &[(Id, Vec<Value>)],
) -> Result<u64> {
    let defs = defs(object, fields)?;
    let dialect = session.connection.dialect();
    let columns: Vec<String> = defs.iter().flat_map(|field| columns(field)).collect();
    let set: Vec<String> = columns
        .iter()
        .zip(1..)
        .map(|(column, place)| format!("{column} = {}", dialect.placeholder(place)))
        .collect();
    let text = format!(
        "UPDATE {} SET {} WHERE workspace_id = {} AND id = {}",
        session.plan(object).table,
        set.join(", "),
        dialect.placeholder(columns.len() + 1),
        dialect.placeholder(columns.len() + 2),
    );
    let mut written = 0;
    for (id, values) in rows {
        if values.len() != defs.len() {
            return Err(Error::internal("a worked out record lacks a value"));
        }
        let mut params: Vec<Datum> =
            defs.iter().zip(values).flat_map(|(field, value)| layout::encode(field, value)).collect();
        params.push(workspace.into());
        params.push((*id).into());
        written += session.connection.execute(&text, &params)?;
    }
    Ok(written)
}

/// Empties the fields of the records whose `stamp`, one of them, is not empty and not `current`; answers how many.
pub(crate) fn clear(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    fields: &[&str],
    stamp: &str,
    current: &Value,
) -> Result<u64> {
    let defs = defs(object, fields)?;
    let dialect = session.connection.dialect();
    let set: Vec<String> =
        defs.iter().flat_map(|field| columns(field)).map(|column| format!("{column} = NULL")).collect();
    let stamp = object.field(stamp).ok_or_else(|| Error::internal("a stamp that is no field"))?;
    let column = quoted(&stamp.key);
    let text = format!(
        "UPDATE {} SET {} WHERE workspace_id = {} AND {column} IS NOT NULL AND {column} <> {}",
        session.plan(object).table,
        set.join(", "),
        dialect.placeholder(1),
        dialect.placeholder(2),
    );
    let mut params = vec![Datum::from(workspace)];
    params.extend(layout::encode(stamp, current).into_iter().take(1));
    session.connection.execute(&text, &params)
}

/// The fields, all of which follow from other records: nothing else may be written past the steps of a write.
fn defs<'o>(object: &'o Arc<ObjectDef>, fields: &[&str]) -> Result<Vec<&'o Arc<FieldDef>>> {
    let field = |key: &&str| {
        let found = object.field(key).filter(|field| field.follows_others() && !field.custom);
        found.ok_or_else(|| Error::internal(format!("{}.{key} is not worked out from others", object.key)))
    };
    fields.iter().map(field).collect()
}

fn columns(field: &FieldDef) -> impl Iterator<Item = String> + '_ {
    layout::columns(field).iter().map(|(suffix, _)| quoted(&format!("{}{suffix}", field.key)))
}
