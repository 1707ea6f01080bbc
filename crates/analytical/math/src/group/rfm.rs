//! Recency, frequency and money in a few steps each.
//!
//! A. M. Hughes, Strategic Database Marketing (1994), for scores by equal shares; P. S. Fader, B. G. S. Hardie and K. L. Lee (2005) for what they leave out. There are
//! several conventions, and they give different groups: say which one a score comes from.

use crate::Refusal;

/// What the scores are made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habit {
    /// Time since the last purchase: the smaller, the better.
    pub recency: f64,
    /// Number of purchases.
    pub frequency: f64,
    /// Money.
    pub monetary: f64,
}

/// Own cut points of one measure, rising. A value belongs above a cut if it is larger than it; five scores need four cuts.
pub type Cuts = Vec<f64>;

/// How scores are given.
#[derive(Debug, Clone, PartialEq)]
pub enum Convention {
    /// Equal shares of customers by rank, each measure by itself. Ties are broken by the position in the input, so that groups are equally large: equal
    /// customers can get different scores. Score = ⌈rank × steps / customers⌉.
    Ranks {
        /// How many scores, 5 for quintiles.
        steps: u8,
    },
    /// Cut points at the quantiles of the values (linear between neighbors, R's type 7), each measure by itself. Equal values share a score, so groups can be of different size
    /// or empty.
    Quantiles {
        /// How many scores, 5 for quintiles.
        steps: u8,
    },
    /// Equal shares by rank, frequency within each recency group, and money within each of those (Hughes).
    Nested {
        /// How many scores, 5 for quintiles.
        steps: u8,
    },
    /// Own cut points.
    Own {
        /// Of recency: days, rising. More days give a lower score.
        recency: Cuts,
        /// Of frequency.
        frequency: Cuts,
        /// Of money.
        monetary: Cuts,
    },
}

/// Scores from 1 (worst) on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// Of recency: the most recent customers have the highest.
    pub recency: u8,
    /// Of frequency.
    pub frequency: u8,
    /// Of money.
    pub monetary: u8,
}

/// Scores in the sequence of the customers.
///
/// # Errors
/// `TooFew` without customers; `Impossible` for a value that is not a number, fewer than 2 or more than 100 steps, or cuts that do not rise.
pub fn rfm(habits: &[Habit], convention: &Convention) -> Result<Vec<Scores>, Refusal> {
    crate::refusal::at_least("customers", 1, habits.len())?;
    if habits.iter().any(|habit| {
        !(habit.recency.is_finite() && habit.frequency.is_finite() && habit.monetary.is_finite())
    }) {
        return Err(Refusal::Impossible { what: "a recency, frequency or amount is not a number" });
    }
    // Negative, so that larger is better everywhere.
    let recency: Vec<f64> = habits.iter().map(|habit| -habit.recency).collect();
    let frequency: Vec<f64> = habits.iter().map(|habit| habit.frequency).collect();
    let monetary: Vec<f64> = habits.iter().map(|habit| habit.monetary).collect();
    let (recency, frequency, monetary) = match convention {
        Convention::Ranks { steps } => {
            let steps = checked(*steps)?;
            (ranks(&recency, steps), ranks(&frequency, steps), ranks(&monetary, steps))
        }
        Convention::Quantiles { steps } => {
            let steps = checked(*steps)?;
            (quantiles(&recency, steps), quantiles(&frequency, steps), quantiles(&monetary, steps))
        }
        Convention::Nested { steps } => {
            let steps = checked(*steps)?;
            let first = ranks(&recency, steps);
            let outer: Vec<u32> = first.iter().map(|score| u32::from(*score)).collect();
            let second = within(&outer, &frequency, steps);
            let both: Vec<u32> =
                outer.iter().zip(&second).map(|(one, two)| one * 256 + u32::from(*two)).collect();
            let third = within(&both, &monetary, steps);
            (first, second, third)
        }
        Convention::Own { recency: days, frequency: counts, monetary: amounts } => {
            let rising = |cuts: &Cuts| {
                cuts.len() < 100
                    && cuts.iter().all(|cut| cut.is_finite())
                    && cuts.iter().zip(cuts.iter().skip(1)).all(|(low, high)| low < high)
            };
            if ![days, counts, amounts].into_iter().all(rising) {
                return Err(Refusal::Impossible { what: "cut points do not rise" });
            }
            let above = |cuts: &Cuts, value: f64| cuts.partition_point(|cut| *cut < value);
            let score = |place: usize| u8::try_from(place + 1).unwrap_or(u8::MAX);
            (
                habits.iter().map(|habit| score(days.len() - above(days, habit.recency))).collect(),
                frequency.iter().map(|value| score(above(counts, *value))).collect(),
                monetary.iter().map(|value| score(above(amounts, *value))).collect(),
            )
        }
    };
    let together = recency.into_iter().zip(frequency).zip(monetary);
    Ok(together.map(|((recency, frequency), monetary)| Scores { recency, frequency, monetary }).collect())
}

fn checked(steps: u8) -> Result<u8, Refusal> {
    if (2..=100).contains(&steps) {
        Ok(steps)
    } else {
        Err(Refusal::Impossible { what: "scores need 2 to 100 steps" })
    }
}

/// Positions from the smallest value on; equal values keep their sequence.
fn sorted_positions(values: &[f64]) -> Vec<(f64, usize)> {
    let mut positions: Vec<(f64, usize)> = values.iter().map(|value| value + 0.0).zip(0..).collect();
    positions.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    positions
}

fn ranks(values: &[f64], steps: u8) -> Vec<u8> {
    let mut scores = vec![0; values.len()];
    for (rank, (_, position)) in (1_usize..).zip(sorted_positions(values)) {
        if let Some(score) = scores.get_mut(position) {
            *score = u8::try_from((rank * usize::from(steps)).div_ceil(values.len())).unwrap_or(steps);
        }
    }
    scores
}

fn quantiles(values: &[f64], steps: u8) -> Vec<u8> {
    let sorted = sorted_positions(values);
    let at = |position: usize| sorted.get(position).map_or(0.0, |(value, _)| *value);
    let last = values.len().saturating_sub(1);
    let cuts: Vec<f64> = (1..usize::from(steps))
        .map(|step| {
            let (whole, rest) = (last * step / usize::from(steps), last * step % usize::from(steps));
            #[expect(clippy::cast_precision_loss, reason = "a rest below the number of steps")]
            let share = rest as f64 / f64::from(steps);
            at(whole) + share * (at((whole + 1).min(last)) - at(whole))
        })
        .collect();
    values
        .iter()
        .map(|value| u8::try_from(cuts.partition_point(|cut| cut < value) + 1).unwrap_or(steps))
        .collect()
}

fn within(groups: &[u32], values: &[f64], steps: u8) -> Vec<u8> {
    let mut positions: Vec<(u32, f64, usize)> = groups
        .iter()
        .zip(values)
        .zip(0..)
        .map(|((group, value), position)| (*group, value + 0.0, position))
        .collect();
    positions.sort_unstable_by(|left, right| {
        left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)).then(left.2.cmp(&right.2))
    });
    let mut scores = vec![0; values.len()];
    for group in positions.chunk_by(|left, right| left.0 == right.0) {
        for (rank, (_, _, position)) in (1_usize..).zip(group) {
            if let Some(score) = scores.get_mut(*position) {
                *score = u8::try_from((rank * usize::from(steps)).div_ceil(group.len())).unwrap_or(steps);
            }
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    fn habit(recency: f64, frequency: f64, monetary: f64) -> Habit {
        Habit { recency, frequency, monetary }
    }

    #[test]
    fn conventions_differ_where_customers_tie() {
        let habits: Vec<Habit> =
            (0..10).map(|n| habit(f64::from(n), if n < 8 { 1.0 } else { 5.0 }, f64::from(n))).collect();
        let ranks = rfm(&habits, &Convention::Ranks { steps: 5 }).unwrap();
        assert_eq!(
            ranks.iter().map(|score| score.recency).collect::<Vec<_>>(),
            [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
        );
        assert_eq!(
            ranks.iter().map(|score| score.frequency).collect::<Vec<_>>(),
            [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
        );
        let quantiles = rfm(&habits, &Convention::Quantiles { steps: 5 }).unwrap();
        assert_eq!(
            quantiles.iter().map(|score| score.frequency).collect::<Vec<_>>(),
            [1, 1, 1, 1, 1, 1, 1, 1, 5, 5]
        );
        let nested = rfm(&habits, &Convention::Nested { steps: 2 }).unwrap();
        assert_eq!(
            nested.iter().map(|score| score.frequency).collect::<Vec<_>>(),
            [1, 1, 2, 2, 2, 1, 1, 2, 2, 2]
        );
        let own = Convention::Own { recency: vec![2.0, 5.0], frequency: vec![1.0], monetary: vec![] };
        let own = rfm(&habits, &own).unwrap();
        assert_eq!(own.iter().map(|score| score.recency).collect::<Vec<_>>(), [3, 3, 3, 2, 2, 2, 1, 1, 1, 1]);
        assert_eq!(own[9], Scores { recency: 1, frequency: 2, monetary: 1 });
    }

    #[test]
    fn shares_by_rank_are_equal_and_scores_in_range() {
        let mut chance = Chance::new(3);
        let habits: Vec<Habit> = (0..1000)
            .map(|_| habit(chance.below(50) as f64, chance.below(4) as f64, chance.normal()))
            .collect();
        for convention in [
            Convention::Ranks { steps: 5 },
            Convention::Quantiles { steps: 5 },
            Convention::Nested { steps: 5 },
        ] {
            let scores = rfm(&habits, &convention).unwrap();
            assert!(scores.iter().all(|score| (1..=5).contains(&score.recency)
                && (1..=5).contains(&score.frequency)
                && (1..=5).contains(&score.monetary)));
            let best = scores.iter().filter(|score| score.monetary == 5).count();
            assert!((180..=220).contains(&best), "{convention:?} {best}");
        }
    }

    #[test]
    fn degenerate_customers() {
        assert!(matches!(rfm(&[], &Convention::Ranks { steps: 5 }), Err(Refusal::TooFew { .. })));
        let one = rfm(&[habit(0.0, 1.0, -5.0)], &Convention::Ranks { steps: 5 }).unwrap();
        assert_eq!(one[0], Scores { recency: 5, frequency: 5, monetary: 5 });
        let alike = rfm(&[habit(1.0, 1.0, 1.0); 9], &Convention::Quantiles { steps: 5 }).unwrap();
        assert!(alike.iter().all(|score| score.frequency == 1));
        assert!(matches!(
            rfm(&[habit(f64::NAN, 1.0, 1.0)], &Convention::Ranks { steps: 5 }),
            Err(Refusal::Impossible { .. })
        ));
        assert!(matches!(
            rfm(&[habit(1.0, 1.0, 1.0)], &Convention::Ranks { steps: 1 }),
            Err(Refusal::Impossible { .. })
        ));
        let falling = Convention::Own { recency: vec![5.0, 2.0], frequency: vec![], monetary: vec![] };
        assert!(matches!(rfm(&[habit(1.0, 1.0, 1.0)], &falling), Err(Refusal::Impossible { .. })));
    }
}
