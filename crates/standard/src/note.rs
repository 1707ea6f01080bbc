//! A note: something worth remembering about a customer.

use crate::{company, deal, lead, person};
use dictionary::marker::{Link, LongText, Text};
use dictionary::{Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "note";

/// What it is about.
pub const SUBJECT: Field<Text> = Field::new("subject", "Subject").searchable();
/// The person it is about.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Notes");
/// The company it is about.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Notes");
/// The deal it is about.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Notes");
/// The lead it is about.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Notes");
/// The moment it is about.
pub const HAPPENED_AT: Field<Timestamp> = Field::new("happened_at", "When").indexed();
/// What is worth remembering.
pub const BODY: Field<LongText> = Field::new("body", "Text").required().searchable();
/// Kept above the others.
pub const PINNED: Field<bool> = Field::new("pinned", "Pinned");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "notes", "Note", "Notes")
    .fields(&[
        SUBJECT.def,
        PERSON.def,
        COMPANY.def,
        DEAL.def,
        LEAD.def,
        HAPPENED_AT.def,
        BODY.def,
        PINNED.def,
    ])
    .titled_by(SUBJECT.def.key)
    .or_by(BODY.def.key)
    .shown_as("activity", "note")
    .listed(
        &[SUBJECT.def.key, BODY.def.key, HAPPENED_AT.def.key, PERSON.def.key, COMPANY.def.key, DEAL.def.key],
        "-happened_at",
    )
    .happens_at(HAPPENED_AT.def.key)
    .checked();
