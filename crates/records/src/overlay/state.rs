//! The overlay as it stands in the database, with what was removed but is kept for a while.

use dictionary::{Overlay, OverlayField, OverlayObject};
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, OnConflict, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Result, Timestamp, WorkspaceId};

const TABLE: &str = "overlay";

/// The overlay of a workspace.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OverlayState {
    /// What is in force.
    pub overlay: Overlay,
    /// Fields that were removed; their values are still there.
    #[serde(default)]
    pub removed_fields: Vec<RemovedField>,
    /// Objects that were removed; their records are still there.
    #[serde(default)]
    pub removed_objects: Vec<RemovedObject>,
}

/// A field that was removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemovedField {
    /// Its object.
    pub object: String,
    /// The field.
    pub field: OverlayField,
    /// When.
    pub at: Timestamp,
}

/// An object that was removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemovedObject {
    /// The object.
    pub object: OverlayObject,
    /// When.
    pub at: Timestamp,
}

fn of(workspace: WorkspaceId) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into())]
}

/// The version of a workspace's overlay; 0 when there is none.
pub(crate) fn version(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<u64> {
    let rows = reader.select(&Select::new(TABLE, &["version"], of(workspace)))?;
    let version = rows.first().and_then(|row| row.first()).and_then(Datum::integer).unwrap_or(0);
    Ok(u64::try_from(version).unwrap_or(0))
}

impl OverlayState {
    /// Reads the overlay of a workspace.
    pub fn load(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<OverlayState> {
        let rows = reader.select(&Select::new(TABLE, &["body"], of(workspace)))?;
        match rows.first().and_then(|row| row.first()).and_then(Datum::text) {
            None => Ok(OverlayState::default()),
            Some(text) => {
                serde_json::from_str(text).map_err(|error| Error::internal(format!("overlay: {error}")))
            }
        }
    }

    pub(crate) fn save(&self, writer: &mut dyn Writer, workspace: WorkspaceId) -> Result<()> {
        let body =
            serde_json::to_string(self).map_err(|error| Error::internal(format!("overlay: {error}")))?;
        let version = i64::try_from(self.overlay.version).unwrap_or(i64::MAX);
        let mut insert = Insert::new(
            TABLE,
            vec![("workspace_id", workspace.into()), ("version", version.into()), ("body", body.into())],
        );
        insert.on_conflict = OnConflict::Replace(&["workspace_id"]);
        writer.insert(&insert).map(|_| ())
    }
}
