//! An employment: a person works, or worked, for a company.

use crate::{company, person};
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};
use vocabulary::Date;

/// The key of the object, and its table.
pub const KEY: &str = "employment";

/// What the person does there.
pub const ROLE: Field<Text> = Field::new("role", "Role");
/// Who.
pub const PERSON: Field<Link> =
    Field::new("person", "Person").required().indexed().to(person::KEY, "Employments");
/// Where.
pub const COMPANY: Field<Link> =
    Field::new("company", "Company").required().indexed().to(company::KEY, "Employments");
/// The first day.
pub const FROM_DATE: Field<Date> = Field::new("from_date", "From");
/// The last day; empty while it lasts.
pub const UNTIL_DATE: Field<Date> = Field::new("until_date", "Until");
/// Whether it is the person's main employment.
pub const MAIN: Field<bool> = Field::new("main", "Main");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "employments", "Employment", "Employments")
    .fields(&[ROLE.def, PERSON.def, COMPANY.def, FROM_DATE.def, UNTIL_DATE.def, MAIN.def])
    .titled_by(ROLE.def.key)
    .shown_as("customers", "briefcase")
    .listed(
        &[ROLE.def.key, PERSON.def.key, COMPANY.def.key, FROM_DATE.def.key, UNTIL_DATE.def.key, MAIN.def.key],
        "-from_date",
    )
    .not_searchable()
    .checked();
