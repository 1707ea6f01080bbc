//! An audience: who belonged to a segment, or stood behind a mark of an analysis, at one moment, frozen. It never changes; whoever is written to is on such a list.

use crate::segment;
use dictionary::marker::{Link, LongText, Text};
use dictionary::{Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "audience";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// The segment it was made of.
pub const SEGMENT: Field<Link> =
    Field::new("segment", "Segment").indexed().to(segment::KEY, "Audiences").kept();
/// The object whose records are on it.
pub const OF: Field<Text> = Field::new("of_object", "Members are").kept();
/// The rule as it was then.
pub const RULE: Field<LongText> = Field::new("rule", "Rule").kept();
/// When it was frozen.
pub const FROZEN_AT: Field<Timestamp> = Field::new("frozen_at", "Frozen at").indexed().kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "audiences", "Audience", "Audiences")
    .fields(&[NAME.def, SEGMENT.def, OF.def, RULE.def, FROZEN_AT.def])
    .titled_by(NAME.def.key)
    .shown_as("customers", "snowflake")
    .listed(&[NAME.def.key, SEGMENT.def.key, OF.def.key, FROZEN_AT.def.key, "owner"], "-frozen_at")
    .made_by("An audience is frozen out of a segment (POST /segments/{id}/audiences) or an analysis (POST /analysis-runs/{id}/audiences).")
    .checked();
