//! A price book: prices in one currency, for some customers or all, for a span of days.

use dictionary::marker::{Integer, LongText, Text};
use dictionary::{Field, Object};
use vocabulary::Date;

/// The key of the object, and its table.
pub const KEY: &str = "price_book";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// The currency of all its prices.
pub const CURRENCY: Field<Text> = Field::new("currency", "Currency")
    .required()
    .indexed()
    .max_length(3)
    .help("Three letters, such as EUR: all prices of the book are in it.");
/// The tag customers have who buy by it; empty for all.
pub const CUSTOMER_TAG: Field<Text> = Field::new("customer_tag", "Customers tagged")
    .help("Only customers with this tag buy by it; empty for everybody.");
/// The first day it holds.
pub const VALID_FROM: Field<Date> = Field::new("valid_from", "Valid from");
/// The last day it holds.
pub const VALID_UNTIL: Field<Date> = Field::new("valid_until", "Valid until");
/// Which of several books that fit comes first.
pub const PRIORITY: Field<Integer> = Field::new("priority", "Priority")
    .default("0")
    .help("Where several books fit, the one with the highest number is asked first.");
/// Whether it is used.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").indexed().default("true");
/// What it is for.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "price_books", "Price book", "Price books")
    .fields(&[
        NAME.def,
        CURRENCY.def,
        CUSTOMER_TAG.def,
        VALID_FROM.def,
        VALID_UNTIL.def,
        PRIORITY.def,
        ACTIVE.def,
        DESCRIPTION.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "book-2")
    .listed(
        &[
            NAME.def.key,
            CURRENCY.def.key,
            CUSTOMER_TAG.def.key,
            VALID_FROM.def.key,
            VALID_UNTIL.def.key,
            ACTIVE.def.key,
        ],
        "name",
    )
    .checked();
