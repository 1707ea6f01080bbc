//! The discount that a quote really gives: what its lines say, and what a price typed below the list comes to. Without the second
//! a limit would be passed by typing a lower price.

use crate::sales::plain::{all, decimal, link, money, one, value};
use crate::sales::price::lookup::{Buyer, look_up};
use records::{Viewed, Writing};
use serde_json::json;
use standard::{deal, quote, quote_line};
use vocabulary::{Decimal, Money, Result};

/// A hundred percent, in millionths of a percent.
const WHOLE: i128 = 100_000_000;
/// Differences below a hundredth of a percent come from rounding to whole cents.
const STEP: i128 = 10_000;

/// The largest discount of a line, in percent with two decimals, measured against what the product costs this customer today.
pub(super) fn given(writing: &mut Writing<'_>, full: &Viewed) -> Result<Decimal> {
    let mut largest = decimal(&value(full, quote::DISCOUNT.key())).unwrap_or_default();
    let deal_id = link(&value(full, quote::DEAL.key()));
    let Some(of_deal) = deal_id.map(|id| one(writing, deal::KEY, id)).transpose()?.flatten() else {
        return Ok(largest);
    };
    let filter = json!({"field": quote_line::QUOTE.key(), "op": "is", "value": full.id()});
    let lines = all(writing, quote_line::KEY, filter, "product,quantity,unit_price,discount", None)?;
    let currency = lines.iter().find_map(|line| money(&value(line, quote_line::UNIT_PRICE.key())));
    let buyer = Buyer::of(writing, &of_deal, currency.map(|money| money.currency))?;
    for line in &lines {
        let price = money(&value(line, quote_line::UNIT_PRICE.key()));
        let product = link(&value(line, quote_line::PRODUCT.key()));
        let (Some(price), Some(product)) = (price, product) else { continue };
        let quantity = decimal(&value(line, quote_line::QUANTITY.key())).unwrap_or_default();
        let listed = look_up(writing, &buyer, product, quantity)?.price;
        let discount = decimal(&value(line, quote_line::DISCOUNT.key())).unwrap_or_default();
        if let Some(listed) = listed {
            largest = largest.max(below(listed, price, discount));
        }
    }
    Ok(largest)
}

/// How far a price less its discount lies below the list, in percent; 0 where it does not.
fn below(listed: Money, price: Money, discount: Decimal) -> Decimal {
    if listed.currency != price.currency || listed.minor <= 0 {
        return Decimal::default();
    }
    let left = WHOLE - i128::from(discount.millionths());
    let left = i128::from(price.minor) * left / i128::from(listed.minor);
    let off = (WHOLE - left).clamp(0, WHOLE) / STEP * STEP;
    Decimal::from_millionths(i64::try_from(off).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Currency;

    #[test]
    fn a_price_below_the_list_is_a_discount() {
        let eur = |text: &str| Money::parse(text, Currency::EUR).unwrap();
        for (listed, price, discount, off) in [
            ("100.00", "100.00", "0", "0"),
            ("100.00", "75.00", "0", "25"),
            ("100.00", "90.00", "10", "19"),
            ("100.00", "120.00", "10", "0"),
            ("100.00", "120.00", "25", "10"),
            ("0.03", "0.01", "0", "66.66"),
            ("0.00", "5.00", "10", "0"),
            ("100.00", "-5.00", "0", "100"),
        ] {
            let found = below(eur(listed), eur(price), discount.parse().unwrap());
            assert_eq!(found, off.parse().unwrap(), "{listed} at {price} less {discount} %");
        }
    }
}
