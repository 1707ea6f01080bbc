//! All lines one after the other.

use super::{Seen, Till};
use crate::analysis::Ground;
use standard::purchase_line;
use vocabulary::{Decimal, Money, Result};

/// Progress is told after so many.
const STEP: usize = 50_000;

/// How much of a line is read: what is not asked for is not looked up in ten million rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What was bought, and whether it was bought or given back.
    What,
    /// Also prices, costs, discounts and sums.
    Money,
}

/// A line of a purchase. Money is in minor units of the currency of the analysis; none where it is missing, hidden or another currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The place of its purchase.
    pub purchase: u32,
    /// The place of its product.
    pub product: u32,
    /// The place of its category.
    pub category: Option<u32>,
    /// How much; negative when it came back, one when nobody said.
    pub quantity: Decimal,
    /// The price of one.
    pub price: Option<i64>,
    /// Percent that were taken off.
    pub discount: Option<Decimal>,
    /// The sum of the line; worked out from quantity, price and discount where it is missing.
    pub total: Option<i64>,
    /// What all of it cost: from the line, else from the product as it costs today.
    pub cost: Option<i64>,
}

impl Line {
    /// What was asked for before the discount.
    pub fn listed(&self, ground: &Ground<'_>) -> Option<i64> {
        times(self.price?, self.quantity, ground)
    }
}

fn times(minor: i64, quantity: Decimal, ground: &Ground<'_>) -> Option<i64> {
    Some(Money::new(minor, ground.currency).times(quantity)?.minor)
}

/// Hands over the lines of the purchases and products of a till, in no particular sequence.
pub fn lines(
    ground: &mut Ground<'_>,
    till: &Till,
    part: Part,
    each: &mut dyn FnMut(&Line) -> Result<()>,
) -> Result<()> {
    let currency = ground.currency;
    let keys = [
        purchase_line::PURCHASE.key(),
        purchase_line::PRODUCT.key(),
        purchase_line::CATEGORY.key(),
        purchase_line::QUANTITY.key(),
        purchase_line::UNIT_PRICE.key(),
        purchase_line::DISCOUNT.key(),
        purchase_line::TOTAL.key(),
        purchase_line::COST.key(),
    ];
    let wanted = match part {
        Part::What => keys.get(..4).unwrap_or_default(),
        Part::Money => &keys,
    };
    let seen = Seen::of(ground, purchase_line::KEY, wanted);
    let [purchase, product, category, quantity, price, discount, total, cost] =
        [0, 1, 2, 3, 4, 5, 6, 7].map(|place| seen.place(place));
    let told = ground.teller();
    let (mut read, mut near) = (0, 0);
    ground.reading.rows(purchase_line::KEY, &seen.request(None), &mut |row| {
        read += 1;
        if read % STEP == 0 {
            told(i64::try_from(read).unwrap_or(i64::MAX), None)?;
        }
        let place = |id: Option<vocabulary::Id>, places: &std::collections::HashMap<_, u32>| {
            id.and_then(|id| places.get(&id).copied())
        };
        let Some(purchase) = row.id(purchase).and_then(|id| till.purchase_of(id, &mut near)) else {
            return Ok(true);
        };
        let Some(product) = place(row.id(product), &till.by_product) else { return Ok(true) };
        let known = till.product(product);
        let cents = |place: usize| row.money(place).filter(|money| money.currency == currency);
        let quantity = row.decimal(quantity).unwrap_or(Decimal::from_millionths(Decimal::ONE));
        let (price, discount) = (cents(price), row.decimal(discount));
        let listed = price.and_then(|price| price.times(quantity));
        let worked_out = || {
            let left = Decimal::ONE - discount.map_or(0, Decimal::millionths) / 100;
            listed.and_then(|listed| listed.times(Decimal::from_millionths(left)))
        };
        // A sum in another currency is not worked out anew in ours.
        let sum = if row.is_empty(total) { worked_out() } else { cents(total) };
        let one = cents(cost).or_else(|| known?.cost.map(|minor| Money::new(minor, currency)));
        each(&Line {
            purchase,
            product,
            category: place(row.id(category), &till.by_category).or_else(|| known?.category),
            quantity,
            price: price.map(|money| money.minor),
            discount,
            total: sum.map(|money| money.minor),
            cost: one.and_then(|one| one.times(quantity)).map(|money| money.minor),
        })?;
        Ok(true)
    })
}
