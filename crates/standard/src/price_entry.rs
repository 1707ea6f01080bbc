//! A price in a price book: what one of a product costs from a quantity on.

use crate::{price_book, product};
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};
use vocabulary::{Decimal, Money};

/// The key of the object, and its table.
pub const KEY: &str = "price_entry";

/// The product and the quantity in words.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The book it stands in.
pub const PRICE_BOOK: Field<Link> =
    Field::new("price_book", "Price book").required().indexed().to(price_book::KEY, "Prices");
/// The product.
pub const PRODUCT: Field<Link> =
    Field::new("product", "Product").required().indexed().to(product::KEY, "Prices");
/// From how many on.
pub const FROM_QUANTITY: Field<Decimal> = Field::new("from_quantity", "From quantity")
    .default("\"1\"")
    .help("The price counts from this quantity on, until the next larger one.");
/// What one costs, without tax.
pub const PRICE: Field<Money> = Field::new("price", "Price").required();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "price_entries", "Price", "Prices")
    .fields(&[NAME.def, PRICE_BOOK.def, PRODUCT.def, FROM_QUANTITY.def, PRICE.def])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "tag")
    .listed(&[PRODUCT.def.key, PRICE_BOOK.def.key, FROM_QUANTITY.def.key, PRICE.def.key], "product")
    .not_searchable()
    .checked();
