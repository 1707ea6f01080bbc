//! What an open deal would bring, also where nobody wrote it down: drawn from what won deals of its product brought.

use super::super::book::{Book, Deal, Outcome};
use super::super::tell::{major, quantile};
use math::number::Chance;
use std::collections::HashMap;
use vocabulary::Id;

/// With fewer won deals a product says nothing of its own.
const WON: usize = 5;
/// From so many lost deals on it is asked whether they have amounts.
const LOST: usize = 10;

/// What won deals brought, as it was known on a day.
pub(in crate::sales) struct Worth {
    by_product: HashMap<Option<Id>, Vec<f64>>,
    all: Vec<f64>,
    /// Whether amounts may be used to foretell: not where only won deals have one, for then it tells the end.
    amounts: bool,
    /// Whether the amount of an open deal is that of the day.
    live: bool,
    /// What parts small, middle and large deals.
    cuts: (f64, f64),
    currency: vocabulary::Currency,
}

impl Worth {
    pub(in crate::sales) fn on(book: &Book, today: i64, live: bool) -> Worth {
        let filled = |outcome: Outcome| {
            let of = book.deals.iter().filter(|deal| deal.outcome == outcome);
            let all = of.clone().count();
            (all, of.filter(|deal| deal.minor.is_some_and(|minor| minor > 0)).count())
        };
        let ((won, won_filled), (lost, lost_filled)) = (filled(Outcome::Won), filled(Outcome::Lost));
        let amounts = lost < LOST || lost_filled * won.max(1) * 2 >= won_filled * lost;
        let mut worth = Worth {
            by_product: HashMap::new(),
            all: Vec::new(),
            amounts,
            live,
            cuts: (0.0, 0.0),
            currency: book.currency,
        };
        let known = book
            .deals
            .iter()
            .filter(|deal| deal.outcome == Outcome::Won && deal.ended.is_some_and(|ended| ended <= today));
        for deal in known {
            if let Some(amount) = worth.amount(deal) {
                worth.by_product.entry(deal.product).or_default().push(amount);
                worth.all.push(amount);
            }
        }
        worth.by_product.retain(|product, amounts| product.is_some() && amounts.len() >= WON);
        let mut values: Vec<f64> = book
            .deals
            .iter()
            .filter(|deal| deal.begun <= today)
            .filter_map(|deal| worth.for_band(deal))
            .collect();
        values.sort_by(f64::total_cmp);
        worth.cuts = (quantile(&values, 1.0 / 3.0), quantile(&values, 2.0 / 3.0));
        worth
    }

    /// Whether amounts are used, or tell the end.
    pub(in crate::sales) fn uses_amounts(&self) -> bool {
        self.amounts
    }

    fn amount(&self, deal: &Deal) -> Option<f64> {
        deal.minor.filter(|minor| *minor > 0).map(|minor| major(minor, self.currency))
    }

    fn sample(&self, deal: &Deal) -> &[f64] {
        self.by_product.get(&deal.product).unwrap_or(&self.all)
    }

    fn guess(&self, deal: &Deal) -> Option<f64> {
        let sample = self.sample(deal);
        (!sample.is_empty()).then(|| sample.iter().sum::<f64>() / sample.len() as f64)
    }

    fn for_band(&self, deal: &Deal) -> Option<f64> {
        if self.amounts { self.amount(deal).or_else(|| self.guess(deal)) } else { self.guess(deal) }
    }

    /// Small, middle or large.
    pub(in crate::sales) fn band(&self, deal: &Deal) -> u8 {
        match self.for_band(deal) {
            Some(value) if value > self.cuts.1 => 2,
            Some(value) if value > self.cuts.0 => 1,
            _ => 0,
        }
    }

    /// Whether what a deal would bring is its own amount.
    pub(in crate::sales) fn own(&self, deal: &Deal) -> Option<f64> {
        if self.amounts || self.live { self.amount(deal) } else { None }
    }

    /// What it would bring: its amount, else what such deals brought on average.
    pub(in crate::sales) fn usual(&self, deal: &Deal) -> Option<f64> {
        self.own(deal).or_else(|| self.guess(deal))
    }

    /// What it brings in one future.
    pub(in crate::sales) fn draw(&self, deal: &Deal, chance: &mut Chance) -> f64 {
        self.own(deal).unwrap_or_else(|| {
            let sample = self.sample(deal);
            sample.get(chance.below(sample.len())).copied().unwrap_or_default()
        })
    }
}
