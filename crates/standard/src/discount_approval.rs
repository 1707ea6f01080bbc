//! A discount beyond what its seller may give, and what was decided about it.

use crate::quote;
use dictionary::marker::{Choice, Link, LongText, Percent, Text};
use dictionary::{Field, Object};
use vocabulary::{Money, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "discount_approval";

/// What is asked, in words.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The quote it is about.
pub const QUOTE: Field<Link> =
    Field::new("quote", "Quote").required().indexed().to(quote::KEY, "Approvals").kept();
/// The discount that was asked for.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Discount").kept();
/// The sum of the quote when it was asked.
pub const NET: Field<Money> = Field::new("net", "Without tax").kept();
/// Who asked.
pub const ASKED_BY: Field<Link> = Field::new("asked_by", "Asked by").to("user", "Asked approvals").kept();
/// Why.
pub const REASON: Field<LongText> = Field::new("reason", "Reason").kept();
/// Where it stands.
pub const STATE: Field<Choice> =
    Field::new("state", "State").indexed().choices(quote::APPROVALS).default("\"asked\"").kept();
/// Who decided.
pub const DECIDED_BY: Field<Link> =
    Field::new("decided_by", "Decided by").to("user", "Decided approvals").kept();
/// When.
pub const DECIDED_AT: Field<Timestamp> = Field::new("decided_at", "Decided").kept();
/// What was said about it.
pub const ANSWER: Field<LongText> = Field::new("answer", "Answer").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "discount_approvals", "Discount approval", "Discount approvals")
    .fields(&[
        NAME.def,
        QUOTE.def,
        DISCOUNT.def,
        NET.def,
        ASKED_BY.def,
        REASON.def,
        STATE.def,
        DECIDED_BY.def,
        DECIDED_AT.def,
        ANSWER.def,
    ])
    .titled_by(NAME.def.key)
    .made_by("Ask for an approval with POST /quotes/{id}/approvals.")
    .shown_as("sales", "discount-check")
    .listed(
        &[QUOTE.def.key, DISCOUNT.def.key, NET.def.key, ASKED_BY.def.key, STATE.def.key, DECIDED_BY.def.key],
        "-created_at",
    )
    .not_searchable()
    .checked();
