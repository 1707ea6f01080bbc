//! A tax rate of a country.

use dictionary::marker::{Percent, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "tax_rate";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// The tax on top.
pub const PERCENT: Field<Percent> = Field::new("percent", "Percent").required();
/// The country it is from.
pub const COUNTRY: Field<Text> =
    Field::new("country", "Country").indexed().max_length(2).help("Two letters, such as SI.");
/// Whether it counts for products that name no rate of their own.
pub const STANDARD: Field<bool> = Field::new("standard", "Standard rate")
    .help("Counts for products that name no rate of their own.")
    .default("false");
/// Whether it is used.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "tax_rates", "Tax rate", "Tax rates")
    .fields(&[NAME.def, PERCENT.def, COUNTRY.def, STANDARD.def, ACTIVE.def])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "receipt-tax")
    .listed(&[NAME.def.key, PERCENT.def.key, COUNTRY.def.key, STANDARD.def.key, ACTIVE.def.key], "country")
    .checked();
