//! A deal share: a colleague works on a deal, and so much of it counts as theirs. The shares of a deal make 100 % together; what nobody
//! has is the owner's.

use crate::deal;
use dictionary::marker::{Link, Percent, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "deal_share";

/// What they do for the deal.
pub const ROLE: Field<Text> = Field::new("role", "Role");
/// The deal.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").required().indexed().to(deal::KEY, "Deal team");
/// The colleague.
pub const USER: Field<Link> = Field::new("user", "User").required().indexed().to("user", "Deal shares");
/// How much of the deal counts as theirs.
pub const SHARE: Field<Percent> = Field::new("share", "Share").required();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "deal_shares", "Deal share", "Deal shares")
    .fields(&[ROLE.def, DEAL.def, USER.def, SHARE.def])
    .titled_by(ROLE.def.key)
    .shown_as("sales", "users-group")
    .listed(&[USER.def.key, DEAL.def.key, SHARE.def.key, ROLE.def.key], "-created_at")
    .not_searchable()
    .checked();
