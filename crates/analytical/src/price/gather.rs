//! Prices and quantities by product and period, prices by line, and discounts by customer, all from one pass over the lines.

use super::band::Bands;
use super::{Asked, Period, Season};
use crate::analysis::Ground;
use crate::line::{Part, Till, lines};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocabulary::{Date, Decimal, Result};

/// What was sold of a product in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Number of the period: they rise by one.
    pub period: i32,
    /// Its season.
    pub season: u8,
    /// The price in the middle, in minor units.
    pub price: f64,
    /// Quantity.
    pub quantity: f64,
    /// Revenue in minor units.
    pub revenue: i64,
}

/// By product, the periods in which it was sold, rising.
pub type Periods = BTreeMap<u32, Vec<Week>>;

/// How a customer bought with discounts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Discounts {
    pub(super) purchases: u64,
    /// Of these, with something that was cheaper.
    pub(super) cheaper: u64,
    pub(super) listed: i64,
    pub(super) total: i64,
}

pub(super) struct Gathered {
    pub(super) periods: Periods,
    /// Products without a price: what stands there is an amount that is entered anew each time, as for postage.
    pub(super) amounts: BTreeSet<u32>,
    pub(super) bands: Bands,
    /// By the place of the customer.
    pub(super) discounts: Vec<Discounts>,
    pub(super) lines: usize,
    /// Lines that were bought and carry no price in the currency of the analysis, or one of nothing.
    pub(super) without_price: usize,
    pub(super) revenue: i64,
}

/// Fewer lines do not show whether a product has a price.
const LEAST_LINES: usize = 10;
/// Nor do fewer periods with more than one line.
const LEAST_PERIODS: usize = 4;
/// No price is so many times another one of the same product in the same period.
const APART: i64 = 10;

/// A line. There may be ten million of them in memory, so it is small; what only adds up is kept by product and period.
struct Row {
    product: u32,
    period: i32,
    /// The price of one before a discount, in minor units.
    listed: i64,
    /// Of one, in millionths of a minor unit.
    price: i64,
}

/// What a purchase was found to hold: something with a price, something that was cheaper.
const PRICED: u8 = 1;
const CHEAPER: u8 = 2;

pub(super) fn gather(ground: &mut Ground<'_>, till: &Till, asked: &Asked) -> Result<Gathered> {
    let zone = ground.zone.clone();
    let when: Vec<i32> =
        till.purchases.iter().map(|one| number_of(one.at.date_in(&zone), asked.period)).collect();
    let chosen = asked.product.and_then(|id| till.product_of(id));
    let mut rows: Vec<Row> = Vec::new();
    let mut singles: HashMap<u32, usize> = HashMap::new();
    let mut sums: HashMap<(u32, i32), (i128, i64)> = HashMap::new();
    let mut held = vec![0_u8; till.purchases.len()];
    let mut found = Gathered {
        periods: Periods::new(),
        amounts: BTreeSet::new(),
        bands: Bands::default(),
        discounts: vec![Discounts::default(); till.customers.len()],
        lines: 0,
        without_price: 0,
        revenue: 0,
    };
    let currency = ground.currency;
    lines(ground, till, Part::Money, &mut |line| {
        let Some(purchase) = till.purchase(line.purchase).filter(|one| !one.is_return) else { return Ok(()) };
        let quantity = line.quantity.millionths();
        if quantity <= 0 {
            return Ok(());
        }
        let (Some(listed), Some(total)) = (line.price.filter(|price| *price > 0), line.total) else {
            found.without_price += 1;
            return Ok(());
        };
        found.lines += 1;
        found.revenue = found.revenue.saturating_add(total);
        if chosen.is_none_or(|product| line.product == product) {
            found.bands.add(listed, quantity, total, line.cost);
        }
        let one = i128::from(total) * 1_000_000_000_000 / i128::from(quantity);
        if let (Some(period), true) = (when.get(line.purchase as usize), total > 0) {
            let price = i64::try_from(one).unwrap_or(i64::MAX);
            rows.push(Row { product: line.product, period: *period, listed, price });
            *singles.entry(line.product).or_default() += usize::from(quantity == Decimal::ONE);
            let sum = sums.entry((line.product, *period)).or_default();
            *sum = (sum.0 + i128::from(quantity), sum.1.saturating_add(total));
        }
        let cheaper = line.discount.is_some_and(|discount| discount.millionths() > 0);
        if let Some(held) = held.get_mut(line.purchase as usize) {
            *held |= PRICED | if cheaper { CHEAPER } else { 0 };
        }
        if let Some(customer) = purchase.customer().and_then(|place| found.discounts.get_mut(place as usize))
        {
            let listed = vocabulary::Money::new(listed, currency).times(line.quantity);
            customer.listed = customer.listed.saturating_add(listed.map_or(total, |money| money.minor));
            customer.total = customer.total.saturating_add(total);
        }
        Ok(())
    })?;
    for (purchase, held) in till.purchases.iter().zip(held) {
        if let Some(customer) = purchase.customer().and_then(|place| found.discounts.get_mut(place as usize))
        {
            customer.purchases += u64::from(held & PRICED != 0);
            customer.cheaper += u64::from(held & CHEAPER != 0);
        }
    }
    by_product(&mut rows, &sums, &singles, asked, &mut found);
    Ok(found)
}

/// What the lines of each product and period come to, and which products have no price.
fn by_product(
    rows: &mut [Row],
    sums: &HashMap<(u32, i32), (i128, i64)>,
    singles: &HashMap<u32, usize>,
    asked: &Asked,
    found: &mut Gathered,
) {
    rows.sort_unstable_by_key(|row| (row.product, row.period, row.price));
    for same in rows.chunk_by(|one, other| (one.product, one.period) == (other.product, other.period)) {
        let Some(first) = same.first() else { continue };
        let (quantity, revenue) = sums.get(&(first.product, first.period)).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a regression needs no more digits")]
        let week = Week {
            period: first.period,
            season: season_of(first.period, asked),
            price: middle(same),
            quantity: quantity as f64 / 1e6,
            revenue,
        };
        found.periods.entry(first.product).or_default().push(week);
    }
    for same in rows.chunk_by_mut(|one, other| one.product == other.product) {
        let Some(product) = same.first().map(|row| row.product) else { continue };
        if is_amount(same, singles.get(&product).copied().unwrap_or_default()) {
            found.amounts.insert(product);
        }
    }
}

/// Whether there is no price: one is sold at a time and hardly any two alike, or what stands there has nothing to do with what stood there
/// another time in the same week. A discount is none of it: what counts is the price before.
fn is_amount(rows: &mut [Row], singles: usize) -> bool {
    if rows.len() < LEAST_LINES {
        return false;
    }
    rows.sort_unstable_by_key(|row| (row.period, row.listed));
    let ends = |same: &[Row]| Some((same.first()?.listed, same.last()?.listed));
    let periods = rows.chunk_by(|one, other| one.period == other.period).filter(|same| same.len() > 1);
    let (wild, told) = periods.filter_map(ends).fold((0, 0), |(wild, told), (least, most)| {
        (wild + usize::from(most / least.max(1) >= APART), told + 1)
    });
    rows.sort_unstable_by_key(|row| row.listed);
    let only = rows.chunk_by(|one, other| one.listed == other.listed).filter(|same| same.len() == 1).count();
    (singles * 10 >= rows.len() * 9 && only * 2 > rows.len()) || (told >= LEAST_PERIODS && wild * 2 > told)
}

/// The price in the middle, of an even number the mean of the two there, in minor units.
#[expect(clippy::cast_precision_loss, reason = "a regression needs no more digits")]
fn middle(rows: &[Row]) -> f64 {
    let at = |place: usize| rows.get(place).map_or(0.0, |row| row.price as f64);
    let half = rows.len() / 2;
    let price = if rows.len() % 2 == 1 { at(half) } else { (at(half.saturating_sub(1)) + at(half)) / 2.0 };
    price / 1e6
}

/// Periods are counted, so that the trend has steps of equal length.
pub(super) fn number_of(day: Date, period: Period) -> i32 {
    let day = day.to_jiff();
    match period {
        Period::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
        // 1 January of year 1 was a Monday.
        Period::Week => {
            let begin = jiff::civil::date(1, 1, 1);
            let days = begin.until(day).map_or(0, |span| span.get_days());
            days.div_euclid(7)
        }
    }
}

/// The first day of a period.
pub(super) fn first_day(number: i32, period: Period) -> Option<Date> {
    match period {
        Period::Month => {
            let month = i8::try_from(number.rem_euclid(12) + 1).ok()?;
            let year = i16::try_from(number.div_euclid(12)).ok()?;
            jiff::civil::Date::new(year, month, 1).ok().map(Date::from_jiff)
        }
        Period::Week => {
            let begin = Date::from_jiff(jiff::civil::date(1, 1, 1));
            Some(begin.plus_days(i64::from(number) * 7))
        }
    }
}

fn season_of(number: i32, asked: &Asked) -> u8 {
    let month = match asked.period {
        Period::Month => number.rem_euclid(12) + 1,
        // The month most of the week lies in.
        Period::Week => {
            first_day(number, asked.period).map_or(1, |day| i32::from(day.plus_days(3).to_jiff().month()))
        }
    };
    let season = match asked.season {
        Season::None => 0,
        Season::Quarter => (month - 1) / 3,
        Season::Month => month - 1,
    };
    u8::try_from(season).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_told_from_a_price() {
        let sold = |period: i32, listed: i64, off: i64, quantity: i64| {
            (Row { product: 1, period, listed, price: listed * (100 - off) * 10_000 }, quantity)
        };
        let of = |sold: Vec<(Row, i64)>| {
            let singles = sold.iter().filter(|(_, quantity)| *quantity == 1).count();
            is_amount(&mut sold.into_iter().map(|(row, _)| row).collect::<Vec<_>>(), singles)
        };
        let is = |each: &dyn Fn(i32) -> (Row, i64)| of((0..20).map(each).collect());
        let at = i64::from;
        let postage = |n: i32| sold(n, 4_200 + at(n) * 137, 0, 1);
        assert!(is(&postage) && !of((0..9).map(postage).collect()));
        // Entered by hand: pence in one line, hundreds of pounds in the next, some more than once.
        assert!(is(&|n| sold(n / 4, [5, 5, 90, 45_000][n as usize % 4], 0, 1 + at(n % 3))));
        // A price that moves, one that is agreed with each customer for more than one piece, and one with another discount each time.
        assert!(!is(&|n| sold(n, 420 + at(n) / 4 * 30, 0, 1)));
        assert!(!is(&|n| sold(n, 420 + at(n), 0, 1 + at(n) % 5)));
        assert!(!is(&|n| sold(n, 100_000, at(n), 1)));
    }

    #[test]
    fn periods_are_counted_from_their_first_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (text, first) in
            [("2026-11-27", "2026-11-23"), ("2026-11-23", "2026-11-23"), ("2026-11-22", "2026-11-16")]
        {
            let number = number_of(day(text), Period::Week);
            assert_eq!(first_day(number, Period::Week), Some(day(first)), "{text}");
        }
        let number = number_of(day("2026-12-31"), Period::Month);
        assert_eq!(first_day(number, Period::Month), Some(day("2026-12-01")));
        assert_eq!(number_of(day("2027-01-01"), Period::Month), number + 1);
    }
}
