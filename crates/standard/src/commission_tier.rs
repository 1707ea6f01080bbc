//! A tier of a commission plan: from so much of the target on, so much percent.

use crate::commission_plan;
use dictionary::marker::{Link, Percent, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "commission_tier";

/// What it is called; written from the rest when it is left empty.
pub const NAME: Field<Text> = Field::new("name", "Name");
/// The plan it belongs to.
pub const COMMISSION_PLAN: Field<Link> =
    Field::new("commission_plan", "Commission plan").required().to(commission_plan::KEY, "Tiers");
/// From how much of the target on.
pub const FROM_SHARE: Field<Percent> =
    Field::new("from_share", "From").required().help("Percent of the target from which on the tier counts.");
/// What is paid.
pub const RATE: Field<Percent> = Field::new("rate", "Rate").required().help("Percent of the amount.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "commission_tiers", "Commission tier", "Commission tiers")
    .fields(&[NAME.def, COMMISSION_PLAN.def, FROM_SHARE.def, RATE.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "stairs-up")
    .listed(&[NAME.def.key, COMMISSION_PLAN.def.key, FROM_SHARE.def.key, RATE.def.key], "from_share")
    .not_searchable()
    .checked();
