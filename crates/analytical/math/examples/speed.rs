//! Prints how many seconds the heavy methods take on data of a large shop: `cargo run --release -p math --example speed`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for the terminal, on data of its own making"
)]

use std::time::Instant;

use math::basket::{Limits, frequent_sets, rules};
use math::buying::{BetaGeometric, Buyers, Customer, Pareto, Variant, score};
use math::group::{Convention, Fact, Habit, cohorts, rfm};
use math::number::Chance;

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what:<55} {:>7.2} s", start.elapsed().as_secs_f64());
    result
}

fn customers(count: usize, chance: &mut Chance) -> Vec<Customer> {
    let one = |chance: &mut Chance| {
        let (rate, leaves) = (chance.gamma(0.243, 4.414), chance.beta(0.793, 2.426));
        let days = 1 + chance.below(1095);
        let age = days as f64 / 7.0;
        let (mut time, mut frequency, mut recency) = (0.0, 0, 0.0);
        loop {
            time += chance.exponential(rate);
            // Whole days, and purchases of one day are one.
            let day = (time * 7.0).ceil() / 7.0;
            if day > age {
                break;
            }
            if day > recency {
                (frequency, recency) = (frequency + 1, day);
            }
            if chance.happens(leaves) {
                break;
            }
        }
        Customer { frequency, recency, age }
    };
    (0..count).map(|_| one(chance)).collect()
}

fn baskets(count: usize, chance: &mut Chance) -> Vec<Vec<u32>> {
    let product = |chance: &mut Chance| (4000.0 * chance.uniform().powi(3)) as u32;
    let one = |chance: &mut Chance| {
        let mut basket: Vec<u32> = (0..1 + chance.below(18)).map(|_| product(chance)).collect();
        // Some products go together.
        if basket.first().is_some_and(|first| first % 5 == 0) && chance.happens(0.6) {
            basket.push(3999);
        }
        basket
    };
    (0..count).map(|_| one(chance)).collect()
}

fn main() {
    let mut chance = Chance::new(1);
    let many = timed("make 1,000,000 customers", || customers(1_000_000, &mut chance));
    let buyers = timed("check and compress them", || Buyers::new(many.iter().map(|one| (*one, 1))).unwrap());
    let fitted = timed("BG/NBD fit", || BetaGeometric::fit(&buyers, Variant::Classic).unwrap());
    println!("  {:?}, {} evaluations", fitted.model, fitted.evaluations);
    let scores = timed("BG/NBD scores of all, 39 weeks", || score(&fitted.model, &many, 39.0));
    println!("  {:.1} purchases expected", scores.iter().map(|one| one.expected).sum::<f64>());
    let modified = timed("MBG/NBD fit", || BetaGeometric::fit(&buyers, Variant::Modified).unwrap());
    println!("  {:?}", modified.model);
    let few = Buyers::new(many.iter().take(100_000).map(|one| (*one, 1))).unwrap();
    let pareto = timed("Pareto/NBD fit of 100,000", || Pareto::fit(&few));
    println!("  {:?}", pareto.map(|fitted| (fitted.model, fitted.evaluations)));

    let habits: Vec<Habit> = many
        .iter()
        .map(|one| Habit {
            recency: one.age - one.recency,
            frequency: f64::from(one.frequency),
            monetary: one.recency * 3.0,
        })
        .collect();
    timed("RFM by ranks", || rfm(&habits, &Convention::Ranks { steps: 5 }).unwrap());
    timed("RFM by nested ranks", || rfm(&habits, &Convention::Nested { steps: 5 }).unwrap());
    let facts: Vec<Fact> = (0..10_000_000)
        .map(|_| Fact {
            customer: chance.below(1_000_000) as u32,
            period: chance.below(36) as i32,
            cents: 1000,
            counts: true,
        })
        .collect();
    timed("cohorts of 10,000,000 lines", || cohorts(&facts, None).unwrap());
    drop(facts);

    let baskets = timed("make 1,000,000 baskets", || baskets(1_000_000, &mut chance));
    for least in [10_000, 1000] {
        let limits = Limits { least_baskets: least, most_products: 4, most_sets: 5_000_000 };
        let sets = timed(&format!("FP-growth, in {least} baskets at least"), || {
            frequent_sets(&baskets, limits).unwrap()
        });
        let found = timed("rules from them", || rules(&sets, 1_000_000, 0.2).unwrap());
        println!("  {} sets, {} rules", sets.len(), found.len());
    }
}
