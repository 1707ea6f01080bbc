//! A line of a deal: so much of one product, at a price.

use crate::{deal, product};
use dictionary::marker::{Integer, Link, Percent, Text};
use dictionary::{Field, Object};
use vocabulary::{Decimal, Money};

/// The key of the object, and its table.
pub const KEY: &str = "deal_line";

/// What is offered, as the offer words it.
pub const DESCRIPTION: Field<Text> = Field::new("description", "Description");
/// The deal it belongs to.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").required().indexed().to(deal::KEY, "Lines");
/// What is offered.
pub const PRODUCT: Field<Link> = Field::new("product", "Product").indexed().to(product::KEY, "Deal lines");
/// How much.
pub const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity").default("\"1\"");
/// What it is counted in.
pub const UNIT: Field<Text> = Field::new("unit", "Unit");
/// What one costs.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price", "Unit price");
/// What is taken off.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Discount");
/// Quantity times price, less the discount, without tax: rounded once, half away from zero.
pub const TOTAL: Field<Money> = Field::new("total", "Total").kept();
/// Its place among the lines.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// What the price books say one costs.
pub const LIST_PRICE: Field<Money> = Field::new("list_price", "List price").kept();
/// The tax on top.
pub const TAX_RATE: Field<Percent> = Field::new("tax_rate", "Tax rate");
/// What one costs us.
pub const COST: Field<Money> = Field::new("cost", "Cost");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "deal_lines", "Deal line", "Deal lines")
    .fields(&[
        DESCRIPTION.def,
        DEAL.def,
        PRODUCT.def,
        QUANTITY.def,
        UNIT.def,
        UNIT_PRICE.def,
        DISCOUNT.def,
        TOTAL.def,
        POSITION.def,
        LIST_PRICE.def,
        TAX_RATE.def,
        COST.def,
    ])
    .titled_by(DESCRIPTION.def.key)
    .shown_as("sales", "list-details")
    .listed(
        &[
            DESCRIPTION.def.key,
            DEAL.def.key,
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
