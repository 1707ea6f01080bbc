//! Saved views: a list as somebody arranged it, under a name, for themselves or for everybody.
//!
//! A view is state and nothing else. The records in it are read by whoever opens it, under their own rights.

mod change;
mod create;
mod list;
mod pin;
mod remove;

#[cfg(test)]
mod tests;

pub use change::{ViewChange, change_view};
pub use create::{NewView, create_view};
pub use list::{find_view, list_views};
pub use pin::{pin_view, unpin_view};
pub use remove::remove_view;

use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use records::Extent;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Problem, Result, Timestamp, WorkspaceId, fold};

/// The tables of views, pins and favorites.
pub(crate) const MIGRATION: &str = r#"
CREATE TABLE saved_view (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, object TEXT NOT NULL, owner_id UUID NOT NULL, name TEXT NOT NULL,
  name_fold TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, sharing TEXT NOT NULL, position BIGINT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX saved_view_by_name ON saved_view (workspace_id, owner_id, object, name_fold);
CREATE INDEX saved_view_by_sharing ON saved_view (workspace_id, sharing);
CREATE TABLE view_pin (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, view_id UUID NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, user_id, view_id));
CREATE INDEX view_pin_by_view ON view_pin (workspace_id, view_id);
CREATE TABLE favorite (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, object TEXT NOT NULL, record_id UUID NOT NULL,
  created_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, user_id, object, record_id));
"#;

/// How a view shows records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViewKind {
    /// Rows and columns.
    Table,
    /// Cards in columns.
    Board,
    /// By day.
    Calendar,
    /// One after the other, by moment.
    Timeline,
    /// Sums in a picture.
    Chart,
}

/// Who sees a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// Its owner alone.
    Private,
    /// Everybody who may see records of the object.
    Everyone,
}

/// Who made a view.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ViewOwner {
    /// Their id.
    pub id: Id,
    /// Their name.
    pub name: String,
}

/// A saved view as one user sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The id.
    pub id: Id,
    /// The object whose records it shows.
    pub object: String,
    /// The name.
    pub name: String,
    /// How it shows them.
    pub kind: ViewKind,
    /// Filter, sort, columns and whatever else the app keeps.
    pub state: Map<String, Json>,
    /// Who sees it.
    pub sharing: Sharing,
    /// Whether this user pinned it.
    pub pinned: bool,
    /// Who made it.
    pub owner: ViewOwner,
    /// Its place among the others.
    pub position: i64,
    /// What this user may do with it: `change`, `remove`.
    pub can: Vec<&'static str>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

const TABLE: &str = "saved_view";
const PIN: &str = "view_pin";
const COLUMNS: &[&str] =
    &["id", "object", "owner_id", "name", "kind", "state", "sharing", "position", "created_at", "updated_at"];
/// Views one user keeps.
const MOST_OF_ONE: usize = 200;
/// Views shared with everybody.
const MOST_SHARED: usize = 1_000;
/// Bytes of a state.
const MOST_STATE: usize = 16 * 1024;

/// A row of the table.
#[derive(Clone, Debug)]
struct Stored {
    id: Id,
    object: String,
    owner: Id,
    name: String,
    kind: ViewKind,
    state: Map<String, Json>,
    sharing: Sharing,
    position: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl Stored {
    fn read(columns: Vec<Datum>) -> Result<Stored> {
        let mut row = Row::new(TABLE, columns);
        Ok(Stored {
            id: row.id()?,
            object: row.text()?,
            owner: row.id()?,
            name: row.text()?,
            kind: word_read(&row.text()?)?,
            state: match row.json()? {
                Json::Object(members) => members,
                _ => Map::new(),
            },
            sharing: word_read(&row.text()?)?,
            position: row.integer()?,
            created_at: row.moment()?,
            updated_at: row.moment()?,
        })
    }

    /// What can change, as columns.
    fn columns(&self) -> Result<Vec<(&'static str, Datum)>> {
        Ok(vec![
            ("name", self.name.clone().into()),
            ("name_fold", fold(&self.name).into()),
            ("kind", word(&self.kind)?.into()),
            ("state", serde_json::to_string(&self.state).map_err(Error::internal)?.into()),
            ("sharing", word(&self.sharing)?.into()),
            ("position", self.position.into()),
            ("updated_at", self.updated_at.into()),
        ])
    }

    /// Whether somebody may see that it exists.
    fn is_seen(&self, asker: &Authenticated) -> bool {
        (self.owner == asker.user.id || self.sharing == Sharing::Everyone) && reads(asker, &self.object)
    }

    fn is_changed_by(&self, asker: &Authenticated) -> bool {
        self.owner == asker.user.id || asker.rights.administrator()
    }
}

/// Whether somebody may see records of an object at all.
fn reads(asker: &Authenticated, object: &str) -> bool {
    asker.rights.object(object).read > Extent::None
}

/// The object, if it exists and the asker may see records of it.
fn check_object(platform: &Platform, asker: &Authenticated, object: &str) -> Result<()> {
    let dictionary = platform.engine.dictionary(asker.workspace.id, platform.now())?;
    if dictionary.object(object).is_none() || !reads(asker, object) {
        return Err(Error::invalid("object", "not_found", "There is no such object, or you may not see it."));
    }
    Ok(())
}

fn check(stored: &Stored) -> Result<()> {
    let mut problems = Vec::new();
    let length = stored.name.chars().count();
    if length == 0 || length > 100 || stored.name.chars().any(char::is_control) {
        problems.push(Problem::new("name", "required", "Give the view a name of at most 100 characters."));
    }
    if serde_json::to_string(&stored.state).map_err(Error::internal)?.len() > MOST_STATE {
        problems.push(Problem::new(
            "state",
            "too_long",
            "This view holds too much: take out some conditions.",
        ));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Two views of one user and object never have the same name.
fn name_is_free(reader: &mut dyn Reader, workspace: WorkspaceId, stored: &Stored) -> Result<()> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("owner_id", stored.owner.into()),
        Condition::Eq("object", stored.object.clone().into()),
        Condition::Eq("name_fold", fold(&stored.name).into()),
        Condition::Ne("id", stored.id.into()),
    ];
    if reader.select(&Select::new(TABLE, &["id"], filter).limit(1))?.is_empty() {
        return Ok(());
    }
    Err(Error::invalid("name", "duplicate", "You have a view of this name already."))
}

/// One more view shared with everybody must have room.
fn room_to_share(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<()> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("sharing", word(&Sharing::Everyone)?.into()),
    ];
    if reader.select(&Select::new(TABLE, &["id"], filter))?.len() >= MOST_SHARED {
        let text = format!("At most {MOST_SHARED} views are shared with everybody: remove some first.");
        return Err(Error::invalid("sharing", "too_many", text));
    }
    Ok(())
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

/// The view of that id, if the asker may see that it exists.
fn load(reader: &mut dyn Reader, asker: &Authenticated, id: Id) -> Result<Stored> {
    let select = Select::new(TABLE, COLUMNS, by_id(asker.workspace.id, id));
    let found = reader.select(&select)?.into_iter().next().map(Stored::read).transpose()?;
    found.filter(|stored| stored.is_seen(asker)).ok_or_else(Error::not_found)
}

fn word(value: &impl Serialize) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(Json::String(word)) => Ok(word),
        _ => Err(Error::internal("a kind is a word")),
    }
}

fn word_read<T: for<'de> Deserialize<'de>>(word: &str) -> Result<T> {
    serde_json::from_value(Json::String(word.to_string())).map_err(Error::internal)
}
