//! An assignment seat: a colleague among those an assignment rule chooses from.

use crate::assignment_rule;
use dictionary::marker::{Integer, Link, Tags, Text};
use dictionary::{Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "assignment_seat";

/// A remark.
pub const REMARK: Field<Text> = Field::new("remark", "Remark");
/// The rule.
pub const RULE: Field<Link> =
    Field::new("rule", "Rule").required().indexed().to(assignment_rule::KEY, "Colleagues");
/// The colleague.
pub const USER: Field<Link> = Field::new("user", "User").required().indexed().to("user", "Assignment seats");
/// The languages they serve, such as `sl`.
pub const LANGUAGES: Field<Tags> =
    Field::new("languages", "Languages").help("Codes of the languages they serve, such as sl or de.");
/// When a lead last came to them by the rule.
pub const LAST_ASSIGNED_AT: Field<Timestamp> = Field::new("last_assigned_at", "Last assigned").kept();
/// How many leads came to them by the rule.
pub const ASSIGNED_COUNT: Field<Integer> = Field::new("assigned_count", "Assigned").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "assignment_seats", "Assignment seat", "Assignment seats")
    .fields(&[REMARK.def, RULE.def, USER.def, LANGUAGES.def, LAST_ASSIGNED_AT.def, ASSIGNED_COUNT.def])
    .titled_by(REMARK.def.key)
    .shown_as("system", "armchair")
    .listed(
        &[USER.def.key, RULE.def.key, LANGUAGES.def.key, LAST_ASSIGNED_AT.def.key, ASSIGNED_COUNT.def.key],
        "created_at",
    )
    .not_searchable()
    .checked();
