//! A line of a deal: so much of one product, at a price.

use crate::{deal, product};
use dictionary::marker::{Computed, Link, Percent, Text};
use dictionary::{Field, Kind, Object};
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
pub const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity");
/// What one costs.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price", "Unit price");
/// What is taken off.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Discount");
/// Quantity times price, less the discount.
pub const TOTAL: Field<Computed> = Field::new("total", "Total")
    .formula("quantity * unit_price * (1 - coalesce(discount, 0) / 100)", Kind::Money);

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "deal_lines", "Deal line", "Deal lines")
    .fields(&[DESCRIPTION.def, DEAL.def, PRODUCT.def, QUANTITY.def, UNIT_PRICE.def, DISCOUNT.def, TOTAL.def])
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
