//! A line of a quote: so much of one product at a price that does not move any more.

use crate::{product, quote};
use dictionary::marker::{Integer, Link, Percent, Text};
use dictionary::{Field, Object};
use vocabulary::{Decimal, Money};

/// The key of the object, and its table.
pub const KEY: &str = "quote_line";

/// What is offered, in the words of the offer.
pub const DESCRIPTION: Field<Text> = Field::new("description", "Description");
/// The quote it belongs to.
pub const QUOTE: Field<Link> = Field::new("quote", "Quote").required().indexed().to(quote::KEY, "Lines");
/// Its place among the lines.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// What is offered.
pub const PRODUCT: Field<Link> = Field::new("product", "Product").indexed().to(product::KEY, "Quote lines");
/// How much.
pub const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity").default("\"1\"");
/// What it is counted in.
pub const UNIT: Field<Text> = Field::new("unit", "Unit");
/// What one costs, without tax.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price", "Unit price");
/// What is taken off.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Discount");
/// The tax on top.
pub const TAX_RATE: Field<Percent> = Field::new("tax_rate", "Tax rate");
/// What one costs us.
pub const COST: Field<Money> = Field::new("cost", "Cost");
/// Quantity times price, less the discount, without tax.
pub const TOTAL: Field<Money> = Field::new("total", "Total").kept();

/// What the price books said one costs when the price was taken or typed.
pub const LIST_PRICE: Field<Money> = Field::new("list_price", "List price").kept();
/// What they say now, where it is something else.
pub const NEW_PRICE: Field<Money> = Field::new("new_price", "New price")
    .help("What the price list says now; the offer stays as it is until somebody takes it over.")
    .kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "quote_lines", "Quote line", "Quote lines")
    .fields(&[
        DESCRIPTION.def,
        QUOTE.def,
        POSITION.def,
        PRODUCT.def,
        QUANTITY.def,
        UNIT.def,
        UNIT_PRICE.def,
        DISCOUNT.def,
        TAX_RATE.def,
        COST.def,
        TOTAL.def,
        LIST_PRICE.def,
        NEW_PRICE.def,
    ])
    .titled_by(DESCRIPTION.def.key)
    .shown_as("sales", "list-details")
    .listed(
        &[
            DESCRIPTION.def.key,
            QUOTE.def.key,
            PRODUCT.def.key,
            QUANTITY.def.key,
            UNIT_PRICE.def.key,
            DISCOUNT.def.key,
            TOTAL.def.key,
        ],
        "created_at",
    )
    .not_searchable()
    .checked();
