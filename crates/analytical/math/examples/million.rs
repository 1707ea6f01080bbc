//! Times the methods over a million customers and a million baskets, as a table for the page on performance: `cargo run --release -p math --example
//! million [thousands]`. Beside each stands what the machine needs to read the same bytes once. The customers are simulated with the parameters of the CDNOW sample, so what is found can
//! be held against what they were made with.

use math::basket::{Limits, frequent_sets, rules};
use math::buying::{BetaGeometric, Buyers, Customer, Discount, GammaGamma, Spend, Variant, futures, score};
use math::group::{Convention, Fact, Habit, cohorts, rfm};
use math::number::Chance;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), String> {
    let thousands: usize =
        std::env::args().nth(1).map_or(Ok(1000), |text| text.parse()).map_err(|_| "no number")?;
    let mut chance = Chance::new(7);
    let customers = simulate(thousands * 1000, &mut chance);
    println!("\n## The methods alone, over {} thousand customers and as many baskets\n", thousands);
    println!("| Method | Time | Against reading the same bytes once |\n|---|---|---|");
    let passed = read(&customers);
    say("reading the customers once", passed, passed);

    let begun = Instant::now();
    let buyers = Buyers::new(customers.iter().map(|customer| (*customer, 1))).map_err(|no| no.to_string())?;
    say("customers put together for a fit", begun.elapsed().as_secs_f64(), passed);
    let begun = Instant::now();
    let fitted = BetaGeometric::fit(&buyers, Variant::Classic).map_err(|no| no.to_string())?;
    say("BG/NBD fitted", begun.elapsed().as_secs_f64(), passed);
    let begun = Instant::now();
    let scores = score(&fitted.model, &customers, 52.0);
    say("all scored: alive, purchases of a year", begun.elapsed().as_secs_f64(), passed);
    let begun = Instant::now();
    let discount = Discount { rate: 0.15_f64.ln_1p() / 52.0, step: 4.0, horizon: 52.0 };
    let worth = futures(&fitted.model, &customers, discount).map_err(|no| no.to_string())?;
    say("all scored, discounted in 13 steps", begun.elapsed().as_secs_f64(), passed);
    black_box((scores.len(), worth.len()));
    let spends: Vec<Spend> = customers
        .iter()
        .filter(|customer| customer.frequency > 0)
        .map(|customer| Spend { purchases: customer.frequency, mean: 5.0 + chance.gamma(6.0, 0.2) })
        .collect();
    let begun = Instant::now();
    let spending = GammaGamma::fit(&spends);
    say("Gamma-Gamma fitted to those who came again", begun.elapsed().as_secs_f64(), passed);
    black_box(spending.is_ok());

    let habits: Vec<Habit> = customers
        .iter()
        .map(|one| Habit {
            recency: one.age - one.recency,
            frequency: f64::from(one.frequency),
            monetary: one.recency * 3.0,
        })
        .collect();
    let begun = Instant::now();
    let scored = rfm(&habits, &Convention::Ranks { steps: 5 }).map_err(|no| no.to_string())?;
    say("all scored by recency, frequency, money", begun.elapsed().as_secs_f64(), passed);
    black_box(scored);
    let people = u32::try_from(thousands * 1000).map_err(|_| "too many")?;
    let facts: Vec<Fact> = (0..10 * people)
        .map(|line| Fact {
            customer: line % people,
            period: chance.below(36) as i32,
            cents: 1000,
            counts: true,
        })
        .collect();
    let begun = Instant::now();
    let matrix = cohorts(&facts, None).map_err(|no| no.to_string())?;
    say("cohorts of ten times as many lines", begun.elapsed().as_secs_f64(), passed);
    black_box(matrix);
    drop(facts);

    let baskets = baskets(thousands * 1000, &mut chance);
    let passed = read(&baskets);
    say("reading the baskets once", passed, passed);
    let begun = Instant::now();
    let limits = Limits { least_baskets: thousands as u64, most_products: 3, most_sets: 1_000_000 };
    let sets = frequent_sets(&baskets, limits).map_err(|no| no.to_string())?;
    let found = rules(&sets, baskets.len() as u64, 0.1).map_err(|no| no.to_string())?;
    say("what sells together", begun.elapsed().as_secs_f64(), passed);
    let model = &fitted.model;
    println!(
        "\nThe customers were made with r 0.243, α 4.414, a 0.793, b 2.426; found were r {:.4}, α {:.3}, a {:.3}, b {:.3}. {} rules of {} sets were found.",
        model.r,
        model.alpha,
        model.a,
        model.b,
        found.len(),
        sets.len()
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    println!("Memory at most: {}.", peak.trim());
    Ok(())
}

fn say(what: &str, seconds: f64, limit: f64) {
    println!("| {what} | {seconds:.3} s | {:.0} × |", seconds / limit);
}

/// Seconds one look at each byte takes.
fn read<T: Fold>(all: &[T]) -> f64 {
    let begun = Instant::now();
    black_box(all.iter().map(Fold::fold).fold(0_u64, u64::wrapping_add));
    begun.elapsed().as_secs_f64().max(1e-6)
}

/// What makes a number of all that something holds.
trait Fold {
    fn fold(&self) -> u64;
}

impl Fold for Customer {
    fn fold(&self) -> u64 {
        u64::from(self.frequency) ^ self.recency.to_bits() ^ self.age.to_bits()
    }
}

impl Fold for Vec<u32> {
    fn fold(&self) -> u64 {
        self.iter().map(|product| u64::from(*product)).sum()
    }
}

/// Customers whose first purchase was within three years; times are whole days, counted in weeks.
fn simulate(customers: usize, chance: &mut Chance) -> Vec<Customer> {
    let one = |chance: &mut Chance| {
        let rate = chance.gamma(0.243, 4.414);
        let leaves = chance.beta(0.793, 2.426);
        let age = (1.0 + (1095.0 * chance.uniform()).floor()) / 7.0;
        let (mut time, mut frequency, mut recency) = (0.0, 0, 0.0);
        loop {
            time += chance.exponential(rate);
            let day = (time * 7.0).ceil() / 7.0;
            if day > age {
                break;
            }
            // Purchases of one day are one.
            if day > recency {
                (frequency, recency) = (frequency + 1, day);
            }
            if chance.happens(leaves) {
                break;
            }
        }
        Customer { frequency, recency, age }
    };
    (0..customers).map(|_| one(chance)).collect()
}

/// Baskets of one to ten of five thousand products, a few of which sell most, and some of which are bought with their neighbor.
fn baskets(baskets: usize, chance: &mut Chance) -> Vec<Vec<u32>> {
    let product = |chance: &mut Chance| (5000.0 * chance.uniform().powi(3)) as u32;
    let one = |chance: &mut Chance| {
        let mut basket = Vec::new();
        for _ in 0..=chance.below(7) {
            let bought = product(chance);
            basket.push(bought);
            if chance.happens(0.3) {
                basket.push(bought ^ 1);
            }
        }
        basket
    };
    (0..baskets).map(|_| one(chance)).collect()
}
