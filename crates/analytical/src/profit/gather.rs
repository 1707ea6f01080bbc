//! Sums of lines by customer, product, category and channel. Discounts are what lies between the price on the line and its sum, so
//! they are taken off once: the sum is already what was paid.

use crate::analysis::Ground;
use crate::line::{Part, Purchase, Till, lines};
use std::collections::BTreeMap;
use vocabulary::{Id, Result};

/// Who bought: whether a company, and its id.
pub(super) type Customer = (bool, Id);

/// Money in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// What was asked for before discounts.
    pub(super) listed: i64,
    /// What was taken off.
    pub(super) discount: i64,
    /// What was paid, less what came back, of lines whose cost is known.
    pub(super) known: i64,
    /// The same of lines whose cost nobody knows: they are in no margin.
    pub(super) unknown: i64,
    pub(super) cost: i64,
    pub(super) purchases: u64,
    pub(super) returns: u64,
    pub(super) calls: u64,
    pub(super) meetings: u64,
    pub(super) seconds: i64,
    /// The time of calls and meetings, and handling, in money.
    pub(super) time: i64,
    pub(super) handling: i64,
}

impl Sum {
    pub(super) fn margin(&self) -> i64 {
        self.known.saturating_sub(self.cost)
    }

    pub(super) fn serving(&self) -> i64 {
        self.time.saturating_add(self.handling)
    }

    pub(super) fn profit(&self) -> i64 {
        self.margin().saturating_sub(self.serving())
    }

    pub(super) fn revenue(&self) -> i64 {
        self.known.saturating_add(self.unknown)
    }

    pub(super) fn add(&mut self, other: &Sum) {
        for (sum, more) in [
            (&mut self.listed, other.listed),
            (&mut self.discount, other.discount),
            (&mut self.known, other.known),
            (&mut self.unknown, other.unknown),
            (&mut self.cost, other.cost),
            (&mut self.seconds, other.seconds),
            (&mut self.time, other.time),
            (&mut self.handling, other.handling),
        ] {
            *sum = sum.saturating_add(more);
        }
        self.purchases += other.purchases;
        self.returns += other.returns;
        self.calls += other.calls;
        self.meetings += other.meetings;
    }
}

#[derive(Default)]
pub(super) struct Gathered {
    pub(super) customers: BTreeMap<Customer, Sum>,
    /// Purchases of nobody who is known.
    pub(super) nobody: Sum,
    /// Calls and meetings with those who have bought nothing.
    pub(super) not_yet: Sum,
    pub(super) products: BTreeMap<u32, Sum>,
    pub(super) categories: BTreeMap<Option<u32>, Sum>,
    pub(super) channels: BTreeMap<String, Sum>,
    pub(super) lines: u64,
    pub(super) lines_known: u64,
    /// Lines without a sum in the currency of the analysis.
    pub(super) without_sum: u64,
    /// Purchases of which no line is known, and their money: what they were for nobody can say.
    pub(super) bare: u64,
    pub(super) bare_money: i64,
}

/// Adds up all lines; hands each on with its purchase, for whoever looks at when it was.
pub(super) fn gather(
    ground: &mut Ground<'_>,
    till: &Till,
    each: &mut dyn FnMut(&Purchase, &Sum),
) -> Result<Gathered> {
    let mut found = Gathered::default();
    let mut filled = vec![false; till.purchases.len()];
    let mut customers: Vec<Option<Sum>> = vec![None; till.customers.len()];
    let place = |customer: Option<u32>| customer.map(|customer| customer as usize);
    let currency = ground.currency;
    lines(ground, till, Part::Money, &mut |line| {
        let Some(purchase) = till.purchase(line.purchase) else { return Ok(()) };
        if let Some(filled) = filled.get_mut(line.purchase as usize) {
            *filled = true;
        }
        let Some(total) = line.total else {
            found.without_sum += 1;
            return Ok(());
        };
        let mut sum = Sum::default();
        let listed =
            line.price.and_then(|price| vocabulary::Money::new(price, currency).times(line.quantity));
        sum.listed = listed.map_or(total, |money| money.minor);
        sum.discount = sum.listed.saturating_sub(total);
        found.lines += 1;
        match line.cost {
            Some(cost) => {
                found.lines_known += 1;
                (sum.known, sum.cost) = (total, cost);
            }
            None => sum.unknown = total,
        }
        each(purchase, &sum);
        match place(purchase.customer()).and_then(|customer| customers.get_mut(customer)) {
            Some(customer) => customer.get_or_insert_default().add(&sum),
            None => found.nobody.add(&sum),
        }
        found.products.entry(line.product).or_default().add(&sum);
        found.categories.entry(line.category).or_default().add(&sum);
        let channel = till.channel(purchase);
        if let Some(known) = found.channels.get_mut(channel) {
            known.add(&sum);
        } else {
            found.channels.insert(channel.to_string(), sum);
        }
        Ok(())
    })?;
    for (purchase, filled) in till.purchases.iter().zip(filled) {
        if !filled {
            found.bare += 1;
            found.bare_money = found.bare_money.saturating_add(purchase.cents.unwrap_or_default());
        }
        let (mut sum, counts) = (Sum::default(), u64::from(filled));
        if purchase.is_return {
            sum.returns = counts
        } else {
            sum.purchases = counts
        }
        match place(purchase.customer()).and_then(|customer| customers.get_mut(customer)) {
            Some(Some(known)) => known.add(&sum),
            Some(None) => {}
            None => found.nobody.add(&sum),
        }
        if let Some(channel) = found.channels.get_mut(till.channel(purchase)) {
            channel.add(&sum);
        }
    }
    let known = till.customers.iter().zip(customers);
    found.customers = known.filter_map(|(customer, sum)| Some((*customer, sum?))).collect();
    Ok(found)
}
