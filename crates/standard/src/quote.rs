//! A quote: an offer to a customer, frozen when it is sent. A changed offer is another version.

use crate::{company, deal, person, purchase};
use dictionary::marker::{Choice, Integer, Link, LongText, Percent, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Date, Money, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "quote";

/// How far a quote is.
pub const STATES: &[ChoiceSpec] = &[
    ChoiceSpec::new("draft", "Draft", "gray"),
    ChoiceSpec::new("sent", "Sent", "blue"),
    ChoiceSpec::new("viewed", "Viewed", "violet"),
    ChoiceSpec::new("accepted", "Accepted", "green"),
    ChoiceSpec::new("declined", "Declined", "red"),
    ChoiceSpec::new("expired", "Expired", "amber"),
    ChoiceSpec::new("superseded", "Superseded", "gray"),
];

/// The languages quotes are written in.
pub const LANGUAGES: &[ChoiceSpec] = &[
    ChoiceSpec::new("en", "English", "blue"),
    ChoiceSpec::new("sl", "Slovenian", "green"),
    ChoiceSpec::new("sk", "Slovak", "violet"),
    ChoiceSpec::new("sv", "Swedish", "amber"),
    ChoiceSpec::new("sr", "Serbian (Cyrillic)", "red"),
    ChoiceSpec::new("sr_latn", "Serbian (Latin)", "red"),
];

/// Where a question about a discount stands.
pub const APPROVALS: &[ChoiceSpec] = &[
    ChoiceSpec::new("asked", "Asked", "amber"),
    ChoiceSpec::new("approved", "Approved", "green"),
    ChoiceSpec::new("refused", "Refused", "red"),
];

/// Number and version, or the deal as long as there is no number.
pub const NAME: Field<Text> = Field::new("name", "Name").indexed().searchable().kept();
/// The number, given when it is first sent; the numbers of a year have no gaps.
pub const NUMBER: Field<Text> = Field::new("number", "Number").indexed().searchable().kept();
/// Which version of the offer it is.
pub const VERSION: Field<Integer> = Field::new("version_number", "Version").kept();
/// The deal it is for.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").required().indexed().to(deal::KEY, "Quotes");
/// The company it goes to.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Quotes");
/// The person it goes to.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Quotes");
/// How far it is.
pub const STATE: Field<Choice> =
    Field::new("state", "State").indexed().choices(STATES).default("\"draft\"").kept();
/// The last day it can be accepted.
pub const VALID_UNTIL: Field<Date> = Field::new("valid_until", "Valid until").indexed();
/// The language it is written in.
pub const LANGUAGE: Field<Choice> = Field::new("language", "Language").choices(LANGUAGES).default("\"en\"");
/// The currency of all its amounts.
pub const CURRENCY: Field<Text> = Field::new("currency", "Currency").kept();
/// What is said before the lines.
pub const INTRODUCTION: Field<LongText> = Field::new("introduction", "Introduction");
/// The terms the customer accepts.
pub const TERMS: Field<LongText> = Field::new("terms", "Terms");
/// The sum of the lines, without tax.
pub const NET: Field<Money> = Field::new("net", "Without tax").indexed().kept();
/// The tax on top.
pub const TAX: Field<Money> = Field::new("tax", "Tax").kept();
/// What is to be paid.
pub const GROSS: Field<Money> = Field::new("gross", "With tax").kept();
/// What the lines cost us.
pub const COST: Field<Money> = Field::new("cost", "Cost").kept();
/// What is left of the net sum.
pub const MARGIN: Field<Percent> = Field::new("margin", "Margin").kept();
/// The largest discount on a line.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Largest discount").kept();
/// Whether prices of its products have changed since.
pub const PRICES_CHANGED: Field<bool> = Field::new("prices_changed", "Prices have changed")
    .help("Prices of its products are others now; the offer stays as it is.")
    .kept();
/// Where the question about the discount stands.
pub const APPROVAL: Field<Choice> = Field::new("approval", "Approval").indexed().choices(APPROVALS).kept();
/// The version it replaces.
pub const PREVIOUS: Field<Link> = Field::new("previous", "Replaces").indexed().to(KEY, "Replaced by").kept();
/// When it was sent.
pub const SENT_AT: Field<Timestamp> = Field::new("sent_at", "Sent").kept();
/// When the customer first looked at it.
pub const VIEWED_AT: Field<Timestamp> = Field::new("viewed_at", "Viewed").kept();
/// When the customer last asked something.
pub const ASKED_AT: Field<Timestamp> = Field::new("asked_at", "Question asked").kept();
/// When the customer decided.
pub const DECIDED_AT: Field<Timestamp> = Field::new("decided_at", "Decided").kept();
/// The name the customer signed with.
pub const DECIDED_BY: Field<Text> = Field::new("decided_by", "Decided by").kept();
/// The address of the network the customer decided from.
pub const DECIDED_FROM: Field<Text> = Field::new("decided_from", "Decided from").kept();
/// Why the customer declined.
pub const DECLINE_REASON: Field<LongText> = Field::new("decline_reason", "Reason").kept();
/// The purchase it became.
pub const PURCHASE: Field<Link> =
    Field::new("purchase", "Purchase").indexed().to(purchase::KEY, "Quotes").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "quotes", "Quote", "Quotes")
    .fields(&[
        NAME.def,
        NUMBER.def,
        VERSION.def,
        DEAL.def,
        COMPANY.def,
        PERSON.def,
        STATE.def,
        VALID_UNTIL.def,
        LANGUAGE.def,
        CURRENCY.def,
        INTRODUCTION.def,
        TERMS.def,
        NET.def,
        TAX.def,
        GROSS.def,
        COST.def,
        MARGIN.def,
        DISCOUNT.def,
        PRICES_CHANGED.def,
        APPROVAL.def,
        PREVIOUS.def,
        SENT_AT.def,
        VIEWED_AT.def,
        ASKED_AT.def,
        DECIDED_AT.def,
        DECIDED_BY.def,
        DECIDED_FROM.def,
        DECLINE_REASON.def,
        PURCHASE.def,
    ])
    .titled_by(NAME.def.key)
    .made_by("Make a quote of a deal with POST /deals/{id}/quotes.")
    .shown_as("sales", "file-invoice")
    .listed(
        &[
            NAME.def.key,
            DEAL.def.key,
            COMPANY.def.key,
            STATE.def.key,
            GROSS.def.key,
            VALID_UNTIL.def.key,
            "owner",
        ],
        "-created_at",
    )
    .checked();
