//! What the customers of a shop are worth, against the formulas as the papers print them, by a program that knows nothing of Kith: P. S. Fader, B. G. S.
//! Hardie and K. L. Lee (2005) for BG/NBD, P. S. Fader and B. G. S. Hardie (2013) for Gamma-Gamma. Customers and amounts exactly.

use crate::analysis::ask;
use crate::shop::{bulk, money};
use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// A purchase or return: whose, on which day since 1970, for how many hundredths.
pub struct Entry<'a> {
    pub customer: &'a str,
    pub day: i64,
    pub cents: i64,
    pub is_return: bool,
}

/// A customer, time in weeks.
struct Known {
    first: i64,
    last: i64,
    repeats: f64,
    recency: f64,
    age: f64,
    total: i64,
    /// Mean of the days after the first, in whole units of the currency.
    mean: f64,
}

/// Lanczos' approximation.
fn ln_gamma(x: f64) -> f64 {
    const OF: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let sum: f64 = OF.iter().enumerate().skip(1).map(|(n, of)| of / (x + n as f64)).sum::<f64>() + OF[0];
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

struct Model {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl Model {
    fn log_likelihood(&self, one: &Known) -> f64 {
        let Model { r, alpha, a, b } = *self;
        let x = one.repeats;
        let always = ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + ln_gamma(a + b) + ln_gamma(b + x)
            - ln_gamma(b)
            - ln_gamma(a + b + x);
        let there = -(r + x) * (alpha + one.age).ln();
        if x == 0.0 {
            return always + there;
        }
        let left = a.ln() - (b + x - 1.0).ln() - (r + x) * (alpha + one.recency).ln();
        always + there + (left - there).exp().ln_1p()
    }

    fn alive(&self, one: &Known) -> f64 {
        if one.repeats == 0.0 {
            return 1.0;
        }
        let silence = ((self.alpha + one.age) / (self.alpha + one.recency)).powf(self.r + one.repeats);
        1.0 / (1.0 + self.a / (self.b + one.repeats - 1.0) * silence)
    }

    /// Equation 10 of the paper.
    fn purchases(&self, one: &Known, weeks: f64) -> f64 {
        let Model { r, alpha, a, b } = *self;
        let x = one.repeats;
        let z = weeks / (alpha + one.age + weeks);
        let (mut term, mut sum, mut n) = (1.0, 1.0, 0.0);
        while term > 1e-17 * sum {
            term *= (r + x + n) * (b + x + n) / ((a + b + x - 1.0 + n) * (n + 1.0)) * z;
            sum += term;
            n += 1.0;
        }
        let kept = ((alpha + one.age) / (alpha + one.age + weeks)).powf(r + x);
        (a + b + x - 1.0) / (a - 1.0) * (1.0 - kept * sum) * self.alive(one)
    }
}

/// What is known of everybody at the end of a day.
fn known(entries: &[Entry<'_>], until: i64) -> Vec<Known> {
    let mut days: BTreeMap<&str, BTreeMap<i64, (bool, i64)>> = BTreeMap::new();
    for entry in entries {
        let day = days.entry(entry.customer).or_default().entry(entry.day).or_default();
        *day = (day.0 || !entry.is_return, day.1 + entry.cents);
    }
    let one = |days: &BTreeMap<i64, (bool, i64)>| {
        let bought: Vec<i64> = days.iter().filter(|(_, (bought, _))| *bought).map(|(day, _)| *day).collect();
        let (first, last) = (*bought.first()?, *bought.last()?);
        let repeats = bought.len() as f64 - 1.0;
        let within = || days.range(..=until).map(|(_, (_, cents))| *cents);
        let later: i64 =
            days.range(..=until).filter(|(day, _)| **day > first).map(|(_, (_, cents))| *cents).sum();
        Some(Known {
            first,
            last,
            repeats,
            recency: (last - first) as f64 / 7.0,
            age: (until - first) as f64 / 7.0,
            total: within().sum(),
            mean: if repeats > 0.0 { later as f64 / 100.0 / repeats } else { 0.0 },
        })
    };
    days.values().filter_map(one).collect()
}

fn parameters<const N: usize>(told: &Json, keys: [&str; N]) -> [f64; N] {
    let all = told["parameters"].as_array().unwrap_or_else(|| panic!("no parameters: {told}"));
    keys.map(|key| {
        let one = all.iter().find(|one| one["key"] == key);
        one.unwrap_or_else(|| panic!("no {key}: {told}"))["value"].as_f64().unwrap()
    })
}

fn near(told: &Json, wanted: f64, within: f64, what: &str) {
    let told = told.as_f64().unwrap_or_else(|| panic!("{what}: {told}"));
    assert!((told - wanted).abs() <= within * wanted.abs().max(1e-9), "{what}: {told}, not {wanted}");
}

/// The likeliest model, by small steps uphill: slow and plain.
fn climb(known: &[Known]) -> Model {
    let model = |at: [f64; 4]| Model { r: at[0].exp(), alpha: at[1].exp(), a: at[2].exp(), b: at[3].exp() };
    let height = |at: [f64; 4]| known.iter().map(|one| model(at).log_likelihood(one)).sum::<f64>();
    let (mut at, mut step) = ([0.0, 2.0, -1.0, 1.0], 1.0);
    let mut best = height(at);
    while step > 0.02 {
        let before = best;
        for place in 0..4 {
            for way in [step, -step] {
                let mut next = at;
                next[place] += way;
                let here = height(next);
                if here > best && next[place].abs() < 15.0 {
                    (at, best) = (next, here);
                }
            }
        }
        if best <= before {
            step *= 0.5;
        }
    }
    model(at)
}

/// The same to the cent; the parameters were told with nine digits.
fn cents(told: &Json, wanted: f64, what: &str) {
    let told = told.as_f64().unwrap_or_else(|| panic!("{what}: {told}"));
    assert!((told - wanted).abs() <= 0.006 + 1e-7 * wanted, "{what}: {told}, not {wanted}");
}

/// Holds the analysis against the entries; answers whether it said what customers are worth. Where nobody came again, or nobody can be seen to leave, it has
/// to say so.
pub fn values_agree(asker: &Asker, as_of: &str, entries: &[Entry<'_>]) -> bool {
    let run = ask(asker, "lifetime_value", &json!({"as_of": as_of}));
    let told = &run["result"];
    let until = told["until"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let until = i64::from((until - jiff::civil::date(1970, 1, 1)).get_days());
    let known = known(entries, until);
    let date = |day: i64| {
        jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap().to_string()
    };
    assert_eq!(told["customers"], known.len(), "{run}");
    assert_eq!(told["repeat_customers"], known.iter().filter(|one| one.repeats > 0.0).count());

    let opinion = told["opinions"].as_array().unwrap().iter().find(|one| one["model"] == "bg_nbd").unwrap();
    if opinion["refusal"]["key"] == "no_repeat" {
        assert!(known.iter().all(|one| one.repeats == 0.0));
        return false;
    }
    if opinion["refusal"]["key"] == "does_not_fit" {
        let found = climb(&known);
        assert!(
            found.a / (found.a + found.b) < 0.01,
            "leaving after a purchase has a chance of {} in {}",
            found.a,
            found.a + found.b
        );
        return false;
    }
    let [r, alpha, a, b] = parameters(opinion, ["r", "alpha", "a", "b"]);
    let likelihood = |model: &Model| known.iter().map(|one| model.log_likelihood(one)).sum::<f64>();
    let best = likelihood(&Model { r, alpha, a, b });
    near(&opinion["log_likelihood"], best, 1e-8, "the likelihood");
    for (r, alpha, a, b) in [0.99, 1.01].into_iter().flat_map(|by| {
        [(r * by, alpha, a, b), (r, alpha * by, a, b), (r, alpha, a * by, b), (r, alpha, a, b * by)]
    }) {
        assert!(
            likelihood(&Model { r, alpha, a, b }) < best,
            "no parameters are likelier than those that were found"
        );
    }

    let model = Model { r, alpha, a, b };
    let weeks = told["weeks"].as_f64().unwrap();
    near(&opinion["total"]["alive"], known.iter().map(|one| model.alive(one)).sum(), 1e-6, "alive");
    let purchases = known.iter().map(|one| model.purchases(one, weeks)).sum();
    near(&opinion["total"]["purchases"], purchases, 1e-5, "purchases");
    let [p, q, gamma] = parameters(&told["spend"], ["p", "q", "gamma"]);
    let spending = |[p, q, gamma]: [f64; 3]| {
        let repeated = known.iter().filter(|one| one.mean > 0.0);
        repeated
            .map(|one| (one.repeats, one.mean))
            .map(|(x, z)| {
                ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q)
                    + q * gamma.ln()
                    + (p * x - 1.0) * z.ln()
                    + p * x * x.ln()
                    - (p * x + q) * (gamma + x * z).ln()
            })
            .sum::<f64>()
    };
    let best = spending([p, q, gamma]);
    near(&told["spend"]["log_likelihood"], best, 1e-7, "the likelihood of what is spent");
    for by in [0.99, 1.01] {
        for other in [[p * by, q, gamma], [p, q * by, gamma], [p, q, gamma * by]] {
            assert!(
                spending(other) < best,
                "no parameters of spending are likelier than those that were found"
            );
        }
    }
    let each = |one: &Known| p * (gamma + one.mean * one.repeats) / (p * one.repeats + q - 1.0);
    let rows = told["best"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let is = |one: &&Known| {
            row["first"] == date(one.first)
                && row["last"] == date(one.last)
                && row["days"] == one.repeats + 1.0
                && (row["total"].as_f64().unwrap() * 100.0).round() as i64 == one.total
        };
        let one = known.iter().find(is).unwrap_or_else(|| panic!("nobody in the file is {row}"));
        if told["model"] == "bg_nbd" {
            let purchases = model.purchases(one, weeks);
            near(&row["alive"], model.alive(one), 1e-6, "alive");
            near(&row["purchases"], purchases, 1e-5, "purchases");
            cents(&row["each"], each(one), "a purchase");
            cents(&row["value"], purchases * each(one), "value");
        }
    }
    true
}

/// People who buy at random, each at a rate of their own, and leave by chance.
#[test]
fn a_made_up_shop_is_worth_what_the_formulas_say() {
    let world = World::start("retail-value");
    let mut chance = 77_u64;
    let mut draw = || {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((chance >> 33) as f64 + 0.5) / 2_147_483_648.0
    };
    let people: Vec<Json> = (0..300).map(|n| json!({"name": format!("Buyer {n}")})).collect();
    let people = bulk(&world.alpha, "people", &people);
    let start = 19_723;
    let mut entries = Vec::new();
    for (n, person) in people.iter().enumerate() {
        let (pace, leaves) = ([6.0, 15.0, 40.0, 120.0][n % 4], [0.03, 0.1, 0.3][n % 3]);
        let usual = 500.0 * (1.0 + 9.0 * draw());
        let mut at = 120.0 * draw();
        for _ in 0..60 {
            let cents = (usual * (0.4 + 1.2 * draw())) as i64;
            entries.push(Entry { customer: person, day: start + at as i64, cents, is_return: false });
            if draw() < 0.05 {
                entries.push(Entry {
                    customer: person,
                    day: start + at as i64 + 1,
                    cents: -cents / 2,
                    is_return: true,
                });
            }
            at -= pace * draw().ln();
            if at > 500.0 || draw() < leaves {
                break;
            }
        }
    }
    let purchase = |(n, entry): (usize, &Entry<'_>)| {
        let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(entry.day)).unwrap();
        let kind = if entry.is_return { "return" } else { "sale" };
        json!({"number": format!("V{n}"), "person": entry.customer, "kind": kind, "total": money(entry.cents), "purchased_at": format!("{day}T10:00:00Z")})
    };
    bulk(&world.alpha, "purchases", &entries.iter().enumerate().map(purchase).collect::<Vec<_>>());
    assert!(values_agree(&world.alpha, "2025-08-01T12:00:00Z", &entries));
}
