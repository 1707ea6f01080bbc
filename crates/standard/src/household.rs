//! A household: people who live, and often decide, together.

use dictionary::marker::{Addresses, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "household";

/// What we call it, usually by the family name.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Where it is.
pub const ADDRESSES: Field<Addresses> = Field::new("addresses", "Addresses");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "households", "Household", "Households")
    .fields(&[NAME.def, ADDRESSES.def])
    .titled_by(NAME.def.key)
    .shown_as("customers", "home")
    .listed(&[NAME.def.key, ADDRESSES.def.key], "name")
    .checked();
