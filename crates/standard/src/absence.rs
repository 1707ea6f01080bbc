//! An absence: a colleague is out of the office, and gets no new leads meanwhile.

use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};
use vocabulary::Date;

/// The key of the object, and its table.
pub const KEY: &str = "absence";

/// Why, if others may know.
pub const REASON: Field<Text> = Field::new("reason", "Reason");
/// Who is away.
pub const USER: Field<Link> = Field::new("user", "User").required().indexed().to("user", "Absences");
/// The first day.
pub const FROM_DATE: Field<Date> = Field::new("from_date", "From").required().indexed();
/// The last day.
pub const UNTIL_DATE: Field<Date> = Field::new("until_date", "Until").required().indexed();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "absences", "Absence", "Absences")
    .fields(&[REASON.def, USER.def, FROM_DATE.def, UNTIL_DATE.def])
    .titled_by(REASON.def.key)
    .shown_as("system", "plane")
    .listed(&[USER.def.key, FROM_DATE.def.key, UNTIL_DATE.def.key, REASON.def.key], "-from_date")
    .not_searchable()
    .checked();
