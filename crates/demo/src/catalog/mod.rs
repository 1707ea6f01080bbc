//! What the demo company sells: machines, tools, consumables and service, with prices that change over the years.

mod item;

pub(crate) use item::{CATEGORIES, ITEMS};

use crate::calendar::{Calendar, DAYS};
use crate::chance::{Chance, Topic};
use item::{DISCONTINUED, LAUNCHED};

/// A price that holds from a day on.
#[derive(Clone, Copy, Debug)]
struct Price {
    from: i32,
    price: i64,
    cost: i64,
}

/// Categories whose goods are on offer for a week now and then: tools of both kinds, and consumables.
const OFFERED: std::ops::RangeInclusive<usize> = 5..=7;
/// One week of so many a thing is on offer.
const WEEKS: u64 = 7;

/// The catalog with all prices of the history.
#[derive(Clone, Debug)]
pub(crate) struct Catalog {
    seed: u64,
    /// How many days into a week the first one is.
    weekday: i32,
    prices: Vec<Vec<Price>>,
    /// Products of each category.
    by_category: Vec<Vec<(usize, f64)>>,
}

impl Catalog {
    /// The price lists of three years: all prices rise each January, consumables again in July, and a few fall.
    pub(crate) fn new(seed: u64, calendar: &Calendar) -> Catalog {
        let dated: Vec<(i32, u8)> =
            (0..DAYS).map(|day| (day, calendar.date(day).parts())).filter_map(list_date).collect();
        let prices = ITEMS.iter().enumerate().map(|(index, item)| {
            let mut chance = Chance::of(seed, Topic::Product, index as u64);
            let mut now = Price { from: i32::MIN, price: item.price, cost: item.price * item.cost / 100 };
            let mut list = vec![now];
            for (day, month) in &dated {
                let percent = match month {
                    1 => chance.between(20, 60),
                    _ if item.category == 7 => chance.between(0, 35),
                    _ if chance.happens(0.1) => -80,
                    _ => 0,
                };
                // What a thing costs us rises more evenly than what we ask for it: margins move.
                now.cost += now.cost * chance.between(10, 45) / 1_000;
                now.price = rounded(now.price + now.price * percent / 1_000);
                now.from = *day;
                list.push(now);
            }
            list
        });
        let prices = prices.collect();
        let of_category = |category: usize| {
            let items = ITEMS.iter().enumerate().filter(|(_, item)| item.category == category);
            items.map(|(index, item)| (index, item.weight)).collect()
        };
        let weekday = i32::from(calendar.weekday(0)) - 1;
        Catalog { seed, weekday, prices, by_category: (0..CATEGORIES.len()).map(of_category).collect() }
    }

    /// Price and cost on a day, in cents.
    pub(crate) fn price(&self, product: usize, day: i32) -> (i64, i64) {
        let list = self.prices.get(product).map(Vec::as_slice).unwrap_or_default();
        list.iter().rev().find(|price| price.from <= day).map_or((0, 0), |price| (price.price, price.cost))
    }

    /// What is asked for a thing in the shop on a day, and its cost: less than the list says while it is on offer.
    pub(crate) fn shelf_price(&self, product: usize, day: i32) -> (i64, i64) {
        let (price, cost) = self.price(product, day);
        let left = 100 - self.offer(product, day);
        if left == 100 { (price, cost) } else { (rounded(price * left / 100).max(1), cost) }
    }

    /// Percent that are taken off in the week of a day.
    fn offer(&self, product: usize, day: i32) -> i64 {
        if !ITEMS.get(product).is_some_and(|item| OFFERED.contains(&item.category)) {
            return 0;
        }
        let week = u64::try_from((day + self.weekday).div_euclid(7)).unwrap_or_default();
        let mut chance = Chance::of(self.seed, Topic::Offer, (product as u64) << 16 | week);
        if chance.below(WEEKS) == 0 { chance.between(8, 22) } else { 0 }
    }

    /// How much more a thing is wanted on a day for being on offer: each thing has buyers who look at its price more or less.
    fn draw(&self, product: usize, day: i32) -> f64 {
        let percent = self.offer(product, day);
        if percent == 0 {
            return 1.0;
        }
        let left = 1.0 - percent as f64 / 100.0;
        let keen = 1.0 + 2.5 * Chance::of(self.seed, Topic::Offer, product as u64 | 1 << 40).unit();
        left.powf(-keen)
    }

    /// A product of a category that is sold on that day.
    pub(crate) fn product(&self, category: usize, day: i32, chance: &mut Chance) -> usize {
        let items = self.by_category.get(category).map(Vec::as_slice).unwrap_or_default();
        let weight = |index: usize, weight: f64| {
            if on_sale(index, day) { weight * self.draw(index, day) } else { 0.0 }
        };
        let total: f64 = items.iter().map(|(index, each)| weight(*index, *each)).sum();
        let mut left = chance.unit() * total;
        for (index, each) in items {
            left -= weight(*index, *each);
            if left < 0.0 {
                return *index;
            }
        }
        items.first().map_or(0, |(index, _)| *index)
    }
}

/// Whether a product is sold on a day.
pub(crate) fn on_sale(product: usize, day: i32) -> bool {
    let code = ITEMS.get(product).map_or("", |item| item.code);
    let launched = LAUNCHED.iter().find(|(known, _)| *known == code).map_or(i32::MIN, |(_, day)| *day);
    let left = DISCONTINUED.iter().find(|(known, _)| *known == code).map_or(i32::MAX, |(_, day)| *day);
    (launched..left).contains(&day)
}

fn list_date((day, (_, month, of_month)): (i32, (i32, u8, u8))) -> Option<(i32, u8)> {
    matches!((month, of_month), (1, 10) | (7, 1)).then_some((day, month))
}

/// Prices as shops write them: whole tens of cents, whole euros above a hundred, tens of euros above two thousand.
fn rounded(cents: i64) -> i64 {
    let unit = match cents {
        0..10_000 => 10,
        10_000..200_000 => 100,
        _ => 1_000,
    };
    (cents + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_catalog_is_sound_and_its_prices_move() {
        let calendar = Calendar::new("2026-11-22".parse().unwrap());
        let catalog = Catalog::new(1, &calendar);
        assert!((55..=65).contains(&ITEMS.len()));
        assert_eq!(ITEMS.iter().map(|item| item.code).collect::<HashSet<_>>().len(), ITEMS.len());
        let mut fell = 0;
        for (index, item) in ITEMS.iter().enumerate() {
            let (first, last) = (catalog.price(index, 0).0, catalog.price(index, DAYS).0);
            let (price, cost) = catalog.price(index, DAYS);
            assert!(cost > 0 && price > cost, "{}", item.code);
            assert_ne!(first, last);
            fell += usize::from(
                (1..DAYS).any(|day| catalog.price(index, day).0 < catalog.price(index, day - 1).0),
            );
        }
        assert!(fell > 0, "no price ever falls");
        for (code, _) in LAUNCHED.iter().chain(DISCONTINUED) {
            assert!(ITEMS.iter().any(|item| item.code == *code), "{code}");
        }
    }
}
