//! Cohorts: customers by the period of their first purchase, followed from period to period. Counts are exact, money stays in whole cents.

use crate::Refusal;

/// One purchase (or return, with a negative amount) in compact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Number of the customer, from 0 and without large gaps.
    pub customer: u32,
    /// Number of the period (month, week), counted from anything.
    pub period: i32,
    /// Money in minor units.
    pub cents: i64,
    /// Whether the customer counts as active for it; a return does not.
    pub counts: bool,
}

/// A matrix of cohorts (rows, by first period) and ages (columns, in periods since then).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortMatrix {
    /// The first period of each row, rising, without rows nobody started in.
    pub starts: Vec<i32>,
    /// Customers of each row.
    pub sizes: Vec<u64>,
    /// Customers of each row who bought at each age; only ages up to the last period with facts.
    pub active: Vec<Vec<u64>>,
    /// Money of each row at each age.
    pub cents: Vec<Vec<i64>>,
}

impl CohortMatrix {
    /// Share of each row that bought at each age.
    pub fn retention(&self) -> Vec<Vec<f64>> {
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let share = |row: &Vec<u64>, size: u64| row.iter().map(|count| *count as f64 / size as f64).collect();
        self.active.iter().zip(&self.sizes).map(|(row, size)| share(row, *size)).collect()
    }

    /// Money of each row up to and with each age.
    pub fn cumulated(&self) -> Vec<Vec<i64>> {
        let sums = |row: &Vec<i64>| {
            row.iter()
                .scan(0_i64, |sum, cents| {
                    *sum = sum.saturating_add(*cents);
                    Some(*sum)
                })
                .collect()
        };
        self.cents.iter().map(sums).collect()
    }
}

/// The matrix of all facts, in any sequence. `cohort_of` puts a customer into a row of another kind (a campaign, a source) by number; without it, or where it says `None`,
/// customers stand in the row of their own first period. The age always counts from the own first period with a purchase that counts; customers without one are left out.
///
/// # Errors
/// `TooFew` without facts that count; `TooMany` for more than 2,000 periods.
pub fn cohorts(
    facts: &[Fact],
    cohort_of: Option<&dyn Fn(u32) -> Option<i32>>,
) -> Result<CohortMatrix, Refusal> {
    const PERIODS: usize = 2000;
    const BITS: usize = 4_000_000_000;
    let counting = || facts.iter().filter(|fact| fact.counts);
    let (Some(first), Some(last)) =
        (counting().map(|fact| fact.period).min(), facts.iter().map(|fact| fact.period).max())
    else {
        return Err(Refusal::TooFew { what: "purchases", needed: 1, got: 0 });
    };
    let width = usize::try_from(i64::from(last) - i64::from(first) + 1).unwrap_or(usize::MAX);
    if width > PERIODS {
        return Err(Refusal::TooMany { what: "periods", limit: PERIODS });
    }
    let customers = counting().map(|fact| fact.customer as usize + 1).max().unwrap_or(0);
    // One bit for each customer and age says whether the customer was already counted there.
    let words = width.div_ceil(64);
    if customers.saturating_mul(words) > BITS / 64 {
        return Err(Refusal::TooMany { what: "customers times periods", limit: BITS });
    }
    let mut start = vec![i32::MAX; customers];
    for fact in counting() {
        if let Some(own) = start.get_mut(fact.customer as usize) {
            *own = (*own).min(fact.period);
        }
    }
    let row_of = |customer: u32, own: i32| cohort_of.and_then(|rule| rule(customer)).unwrap_or(own);
    let mut starts: Vec<i32> = Vec::new();
    let mut row = vec![u32::MAX; customers];
    let known = |own: &i32| *own != i32::MAX;
    starts.extend(
        start.iter().zip(0_u32..).filter(|(own, _)| known(own)).map(|(own, customer)| row_of(customer, *own)),
    );
    starts.sort_unstable();
    starts.dedup();
    let mut sizes = vec![0; starts.len()];
    for ((own, customer), place) in start.iter().zip(0_u32..).zip(&mut row).filter(|((own, _), _)| known(own))
    {
        let index = starts.partition_point(|other| *other < row_of(customer, *own));
        *place = u32::try_from(index).unwrap_or(u32::MAX);
        if let Some(size) = sizes.get_mut(index) {
            *size += 1;
        }
    }
    let mut seen = vec![0_u64; customers * words];
    let mut active = vec![vec![0_u64; width]; starts.len()];
    let mut cents = vec![vec![0_i64; width]; starts.len()];
    for fact in facts {
        let customer = fact.customer as usize;
        let (Some(own), Some(place)) =
            (start.get(customer).copied(), row.get(customer).map(|place| *place as usize))
        else {
            continue;
        };
        let Ok(age) = usize::try_from(i64::from(fact.period) - i64::from(own)) else { continue };
        if let Some(sum) = cents.get_mut(place).and_then(|row| row.get_mut(age)) {
            *sum = sum.saturating_add(fact.cents);
        }
        if let Some(word) = seen.get_mut(customer * words + age / 64)
            && fact.counts
            && *word & (1 << (age % 64)) == 0
        {
            *word |= 1 << (age % 64);
            if let Some(count) = active.get_mut(place).and_then(|row| row.get_mut(age)) {
                *count += 1;
            }
        }
    }
    if cohort_of.is_none() {
        // Ages that lie after the last period say nothing, not zero.
        for ((start, active), cents) in starts.iter().zip(&mut active).zip(&mut cents) {
            let ages = usize::try_from(i64::from(last) - i64::from(*start) + 1).unwrap_or(width);
            active.truncate(ages);
            cents.truncate(ages);
        }
    }
    Ok(CohortMatrix { starts, sizes, active, cents })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::number::Chance;

    fn fact(customer: u32, period: i32, cents: i64) -> Fact {
        Fact { customer, period, cents, counts: cents > 0 }
    }

    #[test]
    fn a_small_matrix_by_hand() {
        let facts = [
            fact(0, 10, 500),
            fact(0, 12, 100),
            fact(0, 12, 100),
            fact(1, 11, 700),
            fact(1, 12, -200),
            fact(2, 10, 50),
            fact(3, 11, -9),
        ];
        let matrix = cohorts(&facts, None).unwrap();
        assert_eq!(matrix.starts, [10, 11]);
        assert_eq!(matrix.sizes, [2, 1]);
        assert_eq!(matrix.active, [vec![2, 0, 1], vec![1, 0]]);
        assert_eq!(matrix.cents, [vec![550, 0, 200], vec![700, -200]]);
        assert_eq!(matrix.cumulated(), [vec![550, 550, 750], vec![700, 500]]);
        assert_eq!(matrix.retention()[0], [1.0, 0.0, 0.5]);
        let by_campaign =
            cohorts(&facts, Some(&|customer| Some(i32::try_from(customer % 2).unwrap()))).unwrap();
        assert_eq!((by_campaign.starts, by_campaign.sizes), (vec![0, 1], vec![2, 1]));
    }

    #[test]
    fn random_facts_agree_with_sets() {
        let mut chance = Chance::new(8);
        let mut draw = || Fact {
            customer: chance.below(50) as u32,
            period: chance.below(90) as i32 - 20,
            cents: chance.below(2000) as i64 - 300,
            counts: chance.happens(0.8),
        };
        let facts: Vec<Fact> = (0..2000).map(|_| draw()).collect();
        let matrix = cohorts(&facts, None).unwrap();
        let mut first: BTreeMap<u32, i32> = BTreeMap::new();
        for fact in facts.iter().filter(|fact| fact.counts) {
            let own = first.entry(fact.customer).or_insert(fact.period);
            *own = (*own).min(fact.period);
        }
        for (index, start) in matrix.starts.iter().enumerate() {
            for (age, count) in matrix.active[index].iter().enumerate() {
                let here = facts.iter().filter(|fact| {
                    first.get(&fact.customer) == Some(start) && fact.period == start + age as i32
                });
                let customers: BTreeSet<u32> =
                    here.clone().filter(|fact| fact.counts).map(|fact| fact.customer).collect();
                assert_eq!(*count, customers.len() as u64);
                assert_eq!(matrix.cents[index][age], here.map(|fact| fact.cents).sum::<i64>());
            }
        }
        assert_eq!(matrix.sizes.iter().sum::<u64>(), first.len() as u64);
    }

    #[test]
    fn degenerate_facts() {
        assert!(matches!(cohorts(&[], None), Err(Refusal::TooFew { .. })));
        assert!(matches!(cohorts(&[fact(0, 1, -5)], None), Err(Refusal::TooFew { .. })));
        assert!(matches!(
            cohorts(&[fact(0, i32::MIN, 5), fact(0, i32::MAX, 5)], None),
            Err(Refusal::TooMany { .. })
        ));
        let huge = cohorts(&[fact(0, 1, i64::MAX), fact(0, 1, i64::MAX)], None).unwrap();
        assert_eq!(huge.cents[0], [i64::MAX]);
    }
}
