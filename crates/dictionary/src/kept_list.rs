//! Lists of members: the records of an object that meet a rule, kept and named, or frozen as they once were. Filters ask for them by
//! their id.

use serde_json::Value as Json;
use std::collections::HashMap;
use vocabulary::Id;

/// A list of members as filters know it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptList {
    /// The object whose record it is: who may see that record may ask for its members.
    pub noun: String,
    /// Who looks after that record.
    pub owner: Option<Id>,
    /// The object whose records are members.
    pub object: String,
    /// The rule: a filter over that object.
    pub filter: Json,
    /// Its members are those of one moment; the rule tells only how they were found.
    pub frozen: bool,
}

/// All lists of a workspace.
pub type KeptLists = HashMap<Id, KeptList>;
