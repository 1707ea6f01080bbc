//! Presence: who has a record open just now, told to the others who have it open. A table, so that several servers agree.

use crate::Platform;
use crate::identity::{Authenticated, Titled};
use crate::row::Row;
use serde::{Deserialize, Serialize};
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use store::{Datum, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// The table of presence. Its rows live for less than a minute.
pub(crate) const MIGRATION: &str = r#"
CREATE TABLE presence (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, record_id UUID NOT NULL, user_id UUID NOT NULL, field TEXT,
  since BIGINT NOT NULL, seen_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, object, record_id, user_id));
CREATE INDEX presence_by_age ON presence (workspace_id, seen_at);
"#;

const TABLE: &str = "presence";
/// Who is silent for so many seconds has left.
const FORGOTTEN: i64 = 40;

/// A record somebody has open.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Here {
    /// The object.
    pub object: String,
    /// The record.
    pub id: Id,
    /// The field they are editing, if any.
    #[serde(default)]
    pub field: Option<String>,
}

/// Somebody else who has the record open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Other {
    /// Who.
    pub user: Titled,
    /// The field they are editing, if any.
    pub field: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// Says that the asker has a record open, and answers who else has. To be repeated every quarter of a minute.
pub fn put_presence(platform: &Platform, asker: &Authenticated, here: Here) -> Result<Vec<Other>> {
    let shown = platform.engine.read(&asker.context(platform), |reading| {
        reading.get(&here.object, here.id)?;
        // A field that is hidden from the asker is not told to others in their name either.
        Ok(here.field.as_ref().is_none_or(|field| reading.sees_field(&here.object, field)))
    })?;
    if !shown {
        return Err(Error::invalid("field", "unknown_field", "There is no such field."));
    }
    let (now, who) = (platform.now(), asker.clone());
    let others = here.clone();
    platform.store.write(move |writer| {
        let (workspace, mine) = (who.workspace.id, who.user.id);
        let old = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::Lt("seen_at", now.plus_seconds(-FORGOTTEN).into()),
        ];
        writer.delete(&Delete { table: TABLE, filter: old })?;
        let values = vec![
            ("workspace_id", workspace.into()),
            ("object", here.object.clone().into()),
            ("record_id", here.id.into()),
            ("user_id", mine.into()),
            ("field", here.field.clone().into()),
            ("since", since(writer, workspace, &here, mine)?.unwrap_or(now).into()),
            ("seen_at", now.into()),
        ];
        let on_conflict = OnConflict::Replace(&["workspace_id", "object", "record_id", "user_id"]);
        writer.insert(&Insert { table: TABLE, values, on_conflict })
    })?;
    list(platform, asker, &others)
}

/// Says that the asker has left a record.
pub fn remove_presence(platform: &Platform, asker: &Authenticated, here: &Here) -> Result<()> {
    let mut filter = of_record(asker.workspace.id, here);
    filter.push(Condition::Eq("user_id", asker.user.id.into()));
    platform.store.write(move |writer| writer.delete(&Delete { table: TABLE, filter: filter.clone() }))?;
    Ok(())
}

fn of_record(workspace: WorkspaceId, here: &Here) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("object", here.object.clone().into()),
        Condition::Eq("record_id", here.id.into()),
    ]
}

fn since(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    here: &Here,
    user: Id,
) -> Result<Option<Timestamp>> {
    let mut filter = of_record(workspace, here);
    filter.push(Condition::Eq("user_id", user.into()));
    let rows = writer.select(&Select::new(TABLE, &["since"], filter))?;
    rows.into_iter().next().map(|columns| Row::new(TABLE, columns).moment()).transpose()
}

fn list(platform: &Platform, asker: &Authenticated, here: &Here) -> Result<Vec<Other>> {
    let now = platform.now();
    platform.store.read(|reader| {
        let mut filter = of_record(asker.workspace.id, here);
        filter.push(Condition::Gte("seen_at", now.plus_seconds(-FORGOTTEN).into()));
        filter.push(Condition::Ne("user_id", asker.user.id.into()));
        let select = Select::new(TABLE, &["user_id", "field", "since"], filter).ascending("since");
        let found: Vec<(Id, Option<String>, Timestamp)> = reader
            .select(&select)?
            .into_iter()
            .map(|columns| {
                let mut row = Row::new(TABLE, columns);
                Ok((row.id()?, row.text_or_none()?, row.moment()?))
            })
            .collect::<Result<_>>()?;
        let users: Vec<Datum> = found.iter().map(|(user, ..)| (*user).into()).collect();
        let names = crate::identity::names_of(reader, asker.workspace.id, users)?;
        let others = found.into_iter().filter_map(|(id, field, since)| {
            let name = names.get(&id)?.clone();
            Some(Other { user: Titled { id, name }, field, since })
        });
        Ok(others.collect())
    })
}
