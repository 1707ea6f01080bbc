//! What the demo company asks for its goods: price books for a currency, for those who buy much and for a season, a bundle, and the tax
//! rates of the countries it sells to.

use crate::calendar::DAYS;
use crate::catalog::{ITEMS, on_sale};
use crate::record::{DemoRecord, euros};
use crate::world::World;
use standard::{price_book, price_entry, product, product_bundle_item, tax_rate};
use vocabulary::{Currency, Decimal, Id, Money, Timestamp};

/// The category of saws, which a campaign is about.
pub(crate) const SAWS: usize = 2;
/// Days before today on which the campaign began, and after which it ends.
const CAMPAIGN: (i32, i32) = (10, 50);
/// What a campaign price is of the list price, in percent.
const CAMPAIGN_PERCENT: i64 = 93;
/// Öre for a hundred cents.
const KRONOR: i64 = 1_125;

/// Tax rates: name, percent in tenths, country, whether it is the standard one.
const TAX_RATES: &[(&str, i64, &str, bool)] = &[
    ("Slovenia 22 %", 220, "SI", true),
    ("Slovenia 9.5 %", 95, "SI", false),
    ("Austria 20 %", 200, "AT", true),
    ("Croatia 25 %", 250, "HR", true),
    ("Germany 19 %", 190, "DE", true),
    ("Italy 22 %", 220, "IT", true),
    ("Serbia 20 %", 200, "RS", true),
    ("Slovakia 23 %", 230, "SK", true),
    ("Sweden 25 %", 250, "SE", true),
];

/// What the bundle holds: positions in the catalog by code, and how many.
const BUNDLE: &[(&str, i64)] = &[("TS-180", 1), ("SV-MOVE", 1)];

/// What an item is counted in.
pub(crate) fn unit_of(item: usize) -> &'static str {
    match ITEMS.get(item).map(|item| (item.code, item.category)) {
        Some(("SV-HOUR", _)) => "hour",
        Some(("SV-CON", _)) => "year",
        Some((_, 8)) => "visit",
        Some((_, 7)) => "pack",
        _ => "piece",
    }
}

impl World {
    fn pricing_at(&self, index: u64) -> Timestamp {
        self.calendar.moment(-29, 9 * 3600 + index as i64)
    }

    /// The campaign price of a saw, in cents; none for everything else.
    pub(crate) fn campaign_price(&self, item: usize) -> Option<i64> {
        let is_saw = ITEMS.get(item).is_some_and(|item| item.category == SAWS);
        is_saw.then(|| (self.catalog.price(item, DAYS - 1).0 * CAMPAIGN_PERCENT + 50) / 100)
    }

    /// Price books with their prices, the bundle and tax rates.
    pub(crate) fn pricing_records(&self) -> Vec<DemoRecord> {
        let mut records = Vec::new();
        for (index, (name, tenths, country, standard)) in (0u64..).zip(TAX_RATES) {
            let at = self.pricing_at(index);
            records.push(
                DemoRecord::new(tax_rate::KEY, self.id(80, index, at), at, self.owner(0))
                    .with(&tax_rate::NAME, *name)
                    .with(&tax_rate::PERCENT, Some(Decimal::from_millionths(tenths * 100_000)))
                    .with(&tax_rate::COUNTRY, *country)
                    .with(&tax_rate::STANDARD, *standard)
                    .with(&tax_rate::ACTIVE, true),
            );
        }
        self.books(&mut records);
        self.bundle(&mut records);
        records
    }

    fn books(&self, records: &mut Vec<DemoRecord>) {
        let sold = |categories: &'static [usize]| {
            let items = ITEMS.iter().enumerate();
            items
                .filter(move |(index, item)| categories.contains(&item.category) && on_sale(*index, DAYS - 1))
        };
        let volume = self.book(0, "Volume prices", "EUR", "For those who take more at once.", records);
        let special =
            self.book(1, "Service contract customers", "EUR", "Tools for those with a contract.", records);
        let campaign =
            self.book(2, "Saws of the season", "EUR", "Saws at a better price for two months.", records);
        let kronor = self.book(3, "Swedish price list", "SEK", "Machines in Swedish kronor.", records);
        if let Some(record) = records.iter_mut().find(|record| record.id == special) {
            record
                .values
                .push((price_book::CUSTOMER_TAG.key(), dictionary::Value::Text("service contract".into())));
            record.values.push((price_book::PRIORITY.key(), dictionary::Value::Integer(10)));
        }
        if let Some(record) = records.iter_mut().find(|record| record.id == campaign) {
            let (from, until) =
                (self.calendar.date(DAYS - 1 - CAMPAIGN.0), self.calendar.date(DAYS - 1 + CAMPAIGN.1));
            record.values.push((price_book::VALID_FROM.key(), dictionary::Value::Date(from)));
            record.values.push((price_book::VALID_UNTIL.key(), dictionary::Value::Date(until)));
        }
        let mut number = 0;
        let mut price = |book: Id, item: usize, from: i64, price: Money, records: &mut Vec<DemoRecord>| {
            number += 1;
            let at = self.pricing_at(100 + number);
            let name = ITEMS.get(item).map_or("", |item| item.name);
            records.push(
                DemoRecord::new(price_entry::KEY, self.id(82, number, at), at, self.owner(0))
                    .with(&price_entry::NAME, format!("{from} × {name}"))
                    .with(&price_entry::PRICE_BOOK, book)
                    .with(&price_entry::PRODUCT, self.product_id(item))
                    .with(&price_entry::FROM_QUANTITY, Decimal::from_integer(from))
                    .with(&price_entry::PRICE, dictionary::Value::Money(price)),
            );
        };
        let listed = |item: usize| self.catalog.price(item, DAYS - 1).0;
        let eur = |cents: i64| Money::new(cents, Currency::EUR);
        for (item, _) in sold(&[7]) {
            for (from, percent) in [(10, 95), (50, 90), (100, 85)] {
                price(volume, item, from, eur((listed(item) * percent + 50) / 100), records);
            }
        }
        for (item, _) in sold(&[5, 6]) {
            price(special, item, 1, eur((listed(item) * 92 + 50) / 100), records);
        }
        for (item, _) in sold(&[SAWS]) {
            if let Some(cents) = self.campaign_price(item) {
                price(campaign, item, 1, eur(cents), records);
            }
        }
        let Ok(krona) = "SEK".parse::<Currency>() else { return };
        for (item, _) in sold(&[1, SAWS, 3, 4]) {
            // Whole tens of kronor, as lists have it.
            price(kronor, item, 1, Money::new(listed(item) * KRONOR / 100 / 1_000 * 1_000, krona), records);
        }
    }

    fn book(
        &self,
        index: u64,
        name: &'static str,
        currency: &'static str,
        what: &'static str,
        records: &mut Vec<DemoRecord>,
    ) -> Id {
        let at = self.pricing_at(50 + index);
        let id = self.id(81, index, at);
        records.push(
            DemoRecord::new(price_book::KEY, id, at, self.owner(0))
                .with(&price_book::NAME, name)
                .with(&price_book::CURRENCY, currency)
                .with(&price_book::ACTIVE, true)
                .with(&price_book::DESCRIPTION, what),
        );
        id
    }

    fn bundle(&self, records: &mut Vec<DemoRecord>) {
        let at = self.pricing_at(90);
        let bundle = self.id(11, 1_000, at);
        records.push(
            DemoRecord::new(product::KEY, bundle, at, self.owner(0))
                .with(&product::NAME, "Workshop starter set")
                .with(&product::CODE, "SET-START")
                .with(&product::CATEGORY, self.category_id(0))
                .with(&product::UNIT, "set")
                .with(&product::TAX_RATE, Decimal::from_integer(22))
                .with(&product::ACTIVE, true)
                .with(&product::DESCRIPTION, "A lathe, brought and leveled. It costs what it holds."),
        );
        for (index, (code, quantity)) in (0u64..).zip(BUNDLE) {
            let Some(item) = ITEMS.iter().position(|item| item.code == *code) else { continue };
            let at = self.pricing_at(91 + index);
            let name = ITEMS.get(item).map_or("", |item| item.name);
            records.push(
                DemoRecord::new(product_bundle_item::KEY, self.id(83, index, at), at, self.owner(0))
                    .with(&product_bundle_item::NAME, format!("{quantity} × {name}"))
                    .with(&product_bundle_item::BUNDLE, bundle)
                    .with(&product_bundle_item::PRODUCT, self.product_id(item))
                    .with(&product_bundle_item::QUANTITY, Decimal::from_integer(*quantity)),
            );
        }
    }
}

/// An amount in euros as a value.
pub(crate) fn in_euros(cents: i64) -> dictionary::Value {
    crate::record::Fill::from(euros(cents)).0
}
