//! What somebody holds: declared by the features that know the nouns, so that a hand-over tells work from history.

use crate::feature::Feature;
use dictionary::Dictionary;
use records::Writing;
use serde_json::{Value as Json, json};
use store::Reader;
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// Which records of an object still ask for somebody. Of objects nobody declares, all that are owned do.
#[derive(Clone, Copy)]
pub struct Holding {
    /// The object.
    pub object: &'static str,
    /// The field that names the user: `owner`, or a link to a user.
    pub field: &'static str,
    /// The filter of those that still ask for somebody; the others are history and stay, unless they are asked for too.
    pub open: fn(Timestamp) -> Json,
    /// Where a user has one record at most.
    pub one: Option<One>,
}

/// Somebody has one record at most of those that agree in a field: who has theirs already keeps it, and it grows by what comes.
#[derive(Clone, Copy)]
pub struct One {
    /// The field in which they agree.
    pub of: &'static str,
    /// A decimal that is added up.
    pub sum: Option<&'static str>,
}

/// Something somebody holds that is no record, such as their automations.
#[derive(Clone, Copy)]
pub struct Duty {
    /// Its name: a word of the interface.
    pub name: &'static str,
    /// How many they hold.
    pub count: fn(&mut dyn Reader, WorkspaceId, Id) -> Result<u64>,
    /// Gives all of them to somebody else; answers how many.
    pub give: fn(&mut Writing<'_>, Id, Id) -> Result<u64>,
}

/// A part of what somebody holds: records of one object that name them in one field.
#[derive(Clone)]
pub(super) struct Part {
    /// `deal`, or `assignment_seat.user`.
    pub key: String,
    pub object: String,
    pub field: String,
    pub open: Option<Json>,
    pub one: Option<One>,
}

impl Part {
    /// The filter of the records that are meant.
    pub fn filter(&self, user: Id, finished: bool) -> Json {
        let own = json!({"field": self.field, "op": "is", "value": user});
        match &self.open {
            Some(open) if !finished => json!({"and": [own, open]}),
            _ => own,
        }
    }
}

/// All parts there can be, in the sequence of their keys.
pub(super) fn parts(features: &[&Feature], dictionary: &Dictionary, now: Timestamp) -> Vec<Part> {
    let declared: Vec<&Holding> = features.iter().flat_map(|feature| feature.holdings).collect();
    let part = |object: &str, field: &str| {
        let known = declared.iter().find(|one| one.object == object && one.field == field);
        let key = if field == OWNER { object.to_string() } else { format!("{object}.{field}") };
        let (object, field) = (object.to_string(), field.to_string());
        Part {
            key,
            object,
            field,
            open: known.map(|one| (one.open)(now)),
            one: known.and_then(|one| one.one),
        }
    };
    let links = declared.iter().filter(|one| one.field != OWNER).map(|one| part(one.object, one.field));
    let mut all: Vec<Part> =
        dictionary.objects().iter().map(|object| part(&object.key, OWNER)).chain(links).collect();
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

/// Who looks after a record.
pub(super) const OWNER: &str = "owner";
