//! A role as administrators write it: per object what may be done to whose records, per field whether it is seen.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose records a right reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Nobody's.
    #[default]
    None,
    /// Those the user owns.
    Own,
    /// Those owned in the user's team and the teams below.
    Team,
    /// All of the workspace.
    All,
}

/// What a role may do with the records of an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ObjectRights {
    /// Whose records are seen.
    pub read: Extent,
    /// Whether new ones may be made.
    pub create: bool,
    /// Whose records may be changed; never more than are seen.
    pub change: Extent,
    /// Whose records may be removed and restored; never more than are seen.
    pub remove: Extent,
    /// Whose records may leave in an export; never more than are seen.
    pub export: Extent,
}

impl ObjectRights {
    /// Everything.
    pub const ALL: ObjectRights = ObjectRights {
        read: Extent::All,
        create: true,
        change: Extent::All,
        remove: Extent::All,
        export: Extent::All,
    };
}

/// What a role may do with a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// For this role the field does not exist.
    Hidden,
    /// It is seen.
    Read,
    /// It is seen and may be written.
    #[default]
    Write,
}

/// A role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Role {
    /// May do everything, the overlay, users and roles among it.
    pub administrator: bool,
    /// Rights per object key; `*` stands for all objects not named.
    pub objects: BTreeMap<String, ObjectRights>,
    /// Access per `object.field`; fields not named are written as the object is.
    pub fields: BTreeMap<String, Access>,
}
