//! What a bundle holds: so many of a product inside another product.

use crate::product;
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};
use vocabulary::Decimal;

/// The key of the object, and its table.
pub const KEY: &str = "product_bundle_item";

/// The quantity and the product in words.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The product that is the bundle.
pub const BUNDLE: Field<Link> =
    Field::new("bundle", "Bundle").required().indexed().to(product::KEY, "Bundle items");
/// The product inside.
pub const PRODUCT: Field<Link> =
    Field::new("product", "Product").required().indexed().to(product::KEY, "In bundles");
/// How many of it.
pub const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity").default("\"1\"");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "product_bundle_items", "Bundle item", "Bundle items")
    .fields(&[NAME.def, BUNDLE.def, PRODUCT.def, QUANTITY.def])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "packages")
    .listed(&[BUNDLE.def.key, PRODUCT.def.key, QUANTITY.def.key], "bundle")
    .not_searchable()
    .checked();
