//! A conversion: a lead became a deal, with the person and the company it is about. Who and when stand with the record.

use crate::{company, deal, lead, person};
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "conversion";

/// What the lead was called.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The lead.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Conversions").kept();
/// The deal it became.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Conversions").kept();
/// The person.
pub const PERSON: Field<Link> =
    Field::new("person", "Person").indexed().to(person::KEY, "Conversions").kept();
/// The company.
pub const COMPANY: Field<Link> =
    Field::new("company", "Company").indexed().to(company::KEY, "Conversions").kept();
/// Whether the deal was made by it, rather than being there before.
pub const MADE_DEAL: Field<bool> = Field::new("made_deal", "Made the deal").kept();
/// How far the lead had come before, to go back to.
pub const STATE_BEFORE: Field<Text> = Field::new("state_before", "State before").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "conversions", "Conversion", "Conversions")
    .fields(&[NAME.def, LEAD.def, DEAL.def, PERSON.def, COMPANY.def, MADE_DEAL.def, STATE_BEFORE.def])
    .titled_by(NAME.def.key)
    .shown_as("sales", "transform")
    .listed(&[NAME.def.key, LEAD.def.key, DEAL.def.key, PERSON.def.key, COMPANY.def.key], "-created_at")
    .made_by("A conversion is made at its lead: POST /leads/{id}/conversion.")
    .not_searchable()
    .checked();
