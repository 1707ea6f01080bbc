//! A purchase: something a customer bought, or gave back, on one day in one go.

use crate::{company, deal, person};
use dictionary::marker::{Choice, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Money, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "purchase";

/// The doors customers buy through.
pub const CHANNELS: &[ChoiceSpec] = &[
    ChoiceSpec::new("shop", "Shop", "teal"),
    ChoiceSpec::new("web", "Web", "blue"),
    ChoiceSpec::new("phone", "Phone", "amber"),
    ChoiceSpec::new("partner", "Partner", "violet"),
    ChoiceSpec::new("representative", "Representative", "green"),
];

/// Whether goods went out or came back.
pub const KINDS: &[ChoiceSpec] =
    &[ChoiceSpec::new("sale", "Sale", "green"), ChoiceSpec::new("return", "Return", "red")];

/// The number of the invoice or receipt.
pub const NUMBER: Field<Text> = Field::new("number", "Number").required().unique().searchable();
/// Who bought.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Purchases");
/// For which company.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Purchases");
/// When.
pub const PURCHASED_AT: Field<Timestamp> = Field::new("purchased_at", "Purchased").required().indexed();
/// Through which door.
pub const CHANNEL: Field<Choice> = Field::new("channel", "Channel").choices(CHANNELS);
/// A sale, or a return with a negative total.
pub const KIND: Field<Choice> = Field::new("kind", "Kind").indexed().choices(KINDS).default("\"sale\"");
/// The sum of its lines, without tax; negative for a return.
pub const TOTAL: Field<Money> = Field::new("total", "Total");
/// The deal it came out of.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Purchases");
/// Anything special.
pub const NOTE: Field<LongText> = Field::new("note", "Note");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "purchases", "Purchase", "Purchases")
    .fields(&[
        NUMBER.def,
        PERSON.def,
        COMPANY.def,
        PURCHASED_AT.def,
        CHANNEL.def,
        KIND.def,
        TOTAL.def,
        DEAL.def,
        NOTE.def,
    ])
    .titled_by(NUMBER.def.key)
    .shown_as("sales", "shopping-cart")
    .listed(
        &[
            NUMBER.def.key,
            PURCHASED_AT.def.key,
            PERSON.def.key,
            COMPANY.def.key,
            CHANNEL.def.key,
            KIND.def.key,
            TOTAL.def.key,
        ],
        "-purchased_at",
    )
    .happens_at(PURCHASED_AT.def.key)
    .along(&[
        (
            PERSON.def.key,
            &[PURCHASED_AT.def.key, TOTAL.def.key, COMPANY.def.key, KIND.def.key, CHANNEL.def.key],
        ),
        (COMPANY.def.key, &[PURCHASED_AT.def.key, TOTAL.def.key]),
    ])
    .checked();
