//! Baskets out of lines.

use super::{Level, Unit};
use crate::analysis::Ground;
use crate::line::{Part, Till, lines};
use vocabulary::Result;

/// Baskets, each with its things once; in one piece, so that a million of them are no million lists.
pub struct Baskets {
    things: Vec<u32>,
    ends: Vec<usize>,
}

impl Baskets {
    /// How many baskets there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many different things lie in all of them.
    pub fn things(&self) -> usize {
        let mut all = self.things.clone();
        all.sort_unstable();
        all.dedup();
        all.len()
    }

    /// Each of them.
    pub fn slices(&self) -> Vec<&[u32]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(from, to)| self.things.get(from..*to).unwrap_or_default()).collect()
    }

    fn of(mut pairs: Vec<(u32, u32)>) -> Baskets {
        pairs.sort_unstable();
        pairs.dedup();
        let mut baskets = Baskets { things: Vec::with_capacity(pairs.len()), ends: Vec::new() };
        let mut open = None;
        for (basket, thing) in pairs {
            if open != Some(basket) {
                if open.is_some() {
                    baskets.ends.push(baskets.things.len());
                }
                open = Some(basket);
            }
            baskets.things.push(thing);
        }
        if open.is_some() {
            baskets.ends.push(baskets.things.len());
        }
        baskets
    }
}

/// The baskets of a till: things are places of products or of categories.
pub fn baskets(ground: &mut Ground<'_>, till: &Till, unit: Unit, level: Level) -> Result<Baskets> {
    let holders: Vec<Option<u32>> = (0_u32..)
        .zip(&till.purchases)
        .map(|(place, purchase)| match unit {
            _ if purchase.is_return => None,
            Unit::Purchase => Some(place),
            Unit::Customer => purchase.customer(),
        })
        .collect();
    let mut pairs = Vec::new();
    lines(ground, till, Part::What, &mut |line| {
        let thing = match level {
            Level::Product => Some(line.product),
            Level::Category => line.category,
        };
        let holder = holders.get(line.purchase as usize).copied().flatten();
        if let (Some(holder), Some(thing), true) = (holder, thing, line.quantity.millionths() > 0) {
            pairs.push((holder, thing));
        }
        Ok(())
    })?;
    Ok(Baskets::of(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basket_has_each_thing_once() {
        let baskets = Baskets::of(vec![(7, 2), (3, 5), (7, 1), (7, 2), (9, 5)]);
        assert_eq!(baskets.slices(), [&[5][..], &[1, 2], &[5]]);
        assert_eq!((baskets.len(), baskets.things()), (3, 3));
        assert!(Baskets::of(Vec::new()).is_empty() && Baskets::of(Vec::new()).slices().is_empty());
    }
}
