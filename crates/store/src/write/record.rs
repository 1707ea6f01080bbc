//! Records: written whole, changed column by column, deleted for good.

use super::keys::{self, Holder, Key};
use super::plan::Plan;
use super::session::Session;
use crate::Datum;
use crate::dialect::{Dialect, Statement, quoted};
use crate::layout::{self, ColumnType};
use crate::record::StoredRecord;
use crate::search::entry;
use dictionary::ObjectDef;
use std::sync::Arc;
use vocabulary::{Conflict, Error, Id, Result, WorkspaceId};

/// Writes a new record with its keys and search text.
pub(crate) fn insert(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    record: &StoredRecord,
) -> Result<()> {
    let plan = session.plan(object);
    let keys = keys::of(&plan, record, &plan.keyed);
    let keys: Vec<&Key<'_>> = keys.iter().collect();
    let holder = Holder { workspace, plan: &plan, id: record.meta.id };
    // Unique values first: a duplicate is found before anything is written.
    holder.claim(session.connection, &keys)?;
    session.connection.execute(&plan.insert, &plan.insert_params(workspace, record))?;
    holder.note(session.connection, &keys)?;
    entry::insert(session, workspace, &plan, record)
}

/// Writes what changed of a record.
pub(crate) fn update(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    before: &StoredRecord,
    after: &StoredRecord,
) -> Result<()> {
    let plan = session.plan(object);
    let moved = before.meta.removed_at.is_some() != after.meta.removed_at.is_some();
    let changed = |index: &usize| before.values.get(*index) != after.values.get(*index);
    let keyed: Vec<usize> = plan.keyed.iter().copied().filter(|index| moved || changed(index)).collect();
    let (old, new) = (keys::of(&plan, before, &keyed), keys::of(&plan, after, &keyed));
    let added: Vec<&Key<'_>> = new.iter().filter(|key| !old.contains(key)).collect();
    let gone: Vec<&Key<'_>> = old.iter().filter(|key| !new.contains(key)).collect();
    let holder = Holder { workspace, plan: &plan, id: after.meta.id };
    holder.claim(session.connection, &added)?;
    if let Err(error) = write_row(session, workspace, &plan, before, after) {
        // The caller may go on with its transaction: nothing of this write may stay.
        let claimed: Vec<&Key<'_>> = added.into_iter().filter(|key| key.is_unique()).collect();
        holder.give_up(session.connection, &claimed)?;
        return Err(error);
    }
    holder.give_up(session.connection, &gone)?;
    holder.note(session.connection, &added)?;
    if moved || before.meta.owner != after.meta.owner || plan.searched.iter().any(changed) {
        entry::update(session, workspace, &plan, before, after)?;
    }
    Ok(())
}

fn write_row(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    plan: &Plan,
    before: &StoredRecord,
    after: &StoredRecord,
) -> Result<()> {
    let mut set: Vec<(&str, Datum)> = vec![
        ("\"version\"", Datum::Integer(after.meta.version)),
        ("\"updated_at\"", after.meta.updated_at.into()),
        ("\"updated_by\"", Datum::Text(after.meta.updated_by.to_text())),
    ];
    if before.meta.owner != after.meta.owner {
        set.push(("\"owner\"", after.meta.owner.into()));
    }
    if before.meta.removed_at != after.meta.removed_at {
        set.push(("\"removed_at\"", after.meta.removed_at.into()));
    }
    if before.meta.batch != after.meta.batch {
        set.push(("\"batch\"", after.meta.batch.into()));
    }
    if before.meta.created_at != after.meta.created_at {
        set.push(("\"created_at\"", after.meta.created_at.into()));
    }
    if before.meta.created_by != after.meta.created_by {
        set.push(("\"created_by\"", Datum::Text(after.meta.created_by.to_text())));
    }
    for field in &plan.fields {
        if before.values.get(field.index) != after.values.get(field.index) {
            let data = plan.encode(field.index, after);
            set.extend(field.columns.iter().map(String::as_str).zip(data));
        }
    }
    if plan.customs.iter().any(|field| before.values.get(field.index) != after.values.get(field.index)) {
        set.push(("\"custom\"", Datum::Text(plan.custom_text(after))));
    }
    let dialect = session.connection.dialect();
    let mut text = format!("{} {} SET ", dialect.one_row("UPDATE"), plan.table);
    let mut params = Vec::with_capacity(set.len() + 3);
    for (column, datum) in set {
        if !params.is_empty() {
            text.push_str(", ");
        }
        params.push(datum);
        text.push_str(column);
        text.push_str(" = ");
        text.push_str(&dialect.placeholder(params.len()));
    }
    for (column, datum) in [
        (" WHERE workspace_id = ", Datum::from(workspace)),
        (" AND id = ", after.meta.id.into()),
        (" AND version = ", Datum::Integer(before.meta.version)),
    ] {
        params.push(datum);
        text.push_str(column);
        text.push_str(&dialect.placeholder(params.len()));
    }
    if session.connection.execute(&text, &params)? == 0 {
        return Err(match load(session, workspace, plan, after.meta.id)? {
            None => Error::not_found(),
            Some(now) => Error::Conflict(
                Conflict::Stale { version: now.meta.version, changed: Vec::new() },
                "The record was changed meanwhile.".to_string(),
            ),
        });
    }
    Ok(())
}

/// Deletes a record for good, with its keys and search text.
pub(crate) fn purge(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    id: Id,
) -> Result<()> {
    let plan = session.plan(object);
    let Some(record) = load(session, workspace, &plan, id)? else { return Err(Error::not_found()) };
    let keys = keys::of(&plan, &record, &plan.keyed);
    let keys: Vec<&Key<'_>> = keys.iter().collect();
    Holder { workspace, plan: &plan, id }.give_up(session.connection, &keys)?;
    entry::delete(session, workspace, &plan, id)?;
    let dialect = session.connection.dialect();
    if dialect == Dialect::Sqlite && plan.object.searchable {
        session.connection.execute(entry::ERASED, &[])?;
    }
    let (first, second) = (dialect.placeholder(1), dialect.placeholder(2));
    let text = format!("DELETE FROM {} WHERE workspace_id = {first} AND id = {second}", plan.table);
    session.connection.execute(&text, &[workspace.into(), id.into()]).map(|_| ())
}

/// A record as it stands in its row, removed or not: without rollups and titles of links.
pub(crate) fn load(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    plan: &Plan,
    id: Id,
) -> Result<Option<StoredRecord>> {
    let statement = Statement {
        text: plan.select.clone(),
        params: vec![workspace.into(), id.into()],
        columns: plan.select_types.clone(),
    };
    let mut found = None;
    session.connection.query(&statement, &mut |row| {
        found = Some(plan.decode(row)?);
        Ok(false)
    })?;
    Ok(found)
}

/// Living records with a title, at most two.
pub(crate) fn by_title(
    session: &mut Session<'_>,
    workspace: WorkspaceId,
    object: &Arc<ObjectDef>,
    folded: &str,
) -> Result<Vec<Id>> {
    let plan = session.plan(object);
    let dialect = session.connection.dialect();
    let title = object.title();
    let column = quoted(&format!("{}{}", title.key, layout::sort_suffix(title.value_kind())));
    let mut params: Vec<Datum> = vec![workspace.into(), folded.into()];
    let mut text = format!(
        "SELECT id FROM {} WHERE workspace_id = {} AND {column} = {} AND removed_at IS NULL",
        plan.table,
        dialect.placeholder(1),
        dialect.placeholder(2)
    );
    if object.custom {
        params.push(Datum::Text(object.key.clone()));
        text.push_str(&format!(" AND object = {}", dialect.placeholder(3)));
    }
    text.push_str(" LIMIT 2");
    let mut found = Vec::new();
    session.connection.query(&Statement { text, params, columns: vec![ColumnType::Id] }, &mut |row| {
        found.extend(row.first().and_then(Datum::id));
        Ok(true)
    })?;
    Ok(found)
}
