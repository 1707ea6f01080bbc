//! A product: something we sell, a thing or a service.

use crate::product_category;
use dictionary::marker::{Link, LongText, Percent, Text};
use dictionary::{Field, Object};
use vocabulary::Money;

/// The key of the object, and its table.
pub const KEY: &str = "product";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().indexed().searchable();
/// The code on invoices and shelves; no two products share one.
pub const CODE: Field<Text> = Field::new("code", "Code").unique().indexed().searchable();
/// The category it belongs to.
pub const CATEGORY: Field<Link> =
    Field::new("category", "Category").indexed().to(product_category::KEY, "Products");
/// Today's list price, without tax.
pub const PRICE: Field<Money> = Field::new("price", "Price");
/// What it is counted in.
pub const UNIT: Field<Text> =
    Field::new("unit", "Unit").help("What it is counted in, such as piece, hour or kg.");
/// What it costs us.
pub const COST: Field<Money> = Field::new("cost", "Cost");
/// The tax on top.
pub const TAX_RATE: Field<Percent> = Field::new("tax_rate", "Tax rate");
/// Whether it is still sold.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// What it is and can do.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "products", "Product", "Products")
    .fields(&[
        NAME.def,
        CODE.def,
        CATEGORY.def,
        PRICE.def,
        UNIT.def,
        COST.def,
        TAX_RATE.def,
        ACTIVE.def,
        DESCRIPTION.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("catalog", "package")
    .listed(
        &[NAME.def.key, CODE.def.key, CATEGORY.def.key, PRICE.def.key, COST.def.key, ACTIVE.def.key],
        "name",
    )
    .checked();
