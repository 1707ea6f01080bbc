//! A line of a purchase. It carries its customer, moment and category too, so that sums over lines need no other table.

use crate::{company, person, product, product_category, purchase};
use dictionary::marker::{Computed, Link, Percent, Text};
use dictionary::{Field, Kind, Object};
use vocabulary::{Decimal, Money, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "purchase_line";

/// What the invoice says.
pub const DESCRIPTION: Field<Text> = Field::new("description", "Description");
/// The purchase it belongs to.
pub const PURCHASE: Field<Link> =
    Field::new("purchase", "Purchase").required().indexed().to(purchase::KEY, "Lines");
/// Who bought, as the purchase says.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Purchase lines");
/// For which company, as the purchase says.
pub const COMPANY: Field<Link> =
    Field::new("company", "Company").indexed().to(company::KEY, "Purchase lines");
/// When, as the purchase says.
pub const PURCHASED_AT: Field<Timestamp> = Field::new("purchased_at", "Purchased").indexed();
/// What was bought.
pub const PRODUCT: Field<Link> =
    Field::new("product", "Product").indexed().to(product::KEY, "Purchase lines");
/// The product's category at that time.
pub const CATEGORY: Field<Link> =
    Field::new("category", "Category").indexed().to(product_category::KEY, "Purchase lines");
/// How much; negative when it came back.
pub const QUANTITY: Field<Decimal> = Field::new("quantity", "Quantity");
/// What one cost on that day.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price", "Unit price");
/// What was taken off.
pub const DISCOUNT: Field<Percent> = Field::new("discount", "Discount");
/// The tax on top.
pub const TAX_RATE: Field<Percent> = Field::new("tax_rate", "Tax rate");
/// What one cost us on that day.
pub const COST: Field<Money> = Field::new("cost", "Cost");
/// Quantity times price, less the discount, without tax.
pub const TOTAL: Field<Money> = Field::new("total", "Total");
/// What is left of the total when the cost is taken off.
pub const MARGIN: Field<Computed> =
    Field::new("margin", "Margin").formula("total - quantity * cost", Kind::Money);

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "purchase_lines", "Purchase line", "Purchase lines")
    .fields(&[
        DESCRIPTION.def,
        PURCHASE.def,
        PERSON.def,
        COMPANY.def,
        PURCHASED_AT.def,
        PRODUCT.def,
        CATEGORY.def,
        QUANTITY.def,
        UNIT_PRICE.def,
        DISCOUNT.def,
        TAX_RATE.def,
        COST.def,
        TOTAL.def,
        MARGIN.def,
    ])
    .titled_by(DESCRIPTION.def.key)
    .shown_as("sales", "receipt")
    .listed(
        &[
            DESCRIPTION.def.key,
            PURCHASED_AT.def.key,
            PERSON.def.key,
            COMPANY.def.key,
            QUANTITY.def.key,
            UNIT_PRICE.def.key,
            DISCOUNT.def.key,
            TOTAL.def.key,
        ],
        "-purchased_at",
    )
    .happens_at(PURCHASED_AT.def.key)
    .not_searchable()
    .checked();
