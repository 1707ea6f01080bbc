//! Golden tests: the CDNOW 1/10 sample as published by Fader and Hardie.

use super::{
    BetaGeometric, Buyers, BuyingModel, Customer, Discount, GammaGamma, Held, Pareto, Spend, Variant,
    by_frequency, discounted_purchases, futures, holdout_error, score, tracking,
};
use crate::Refusal;
use crate::number::Watch;

const SUMMARY: &str = include_str!("../../fixtures/cdnow_summary.csv");

struct Line {
    customer: Customer,
    spend: Spend,
    later: f64,
}

fn lines() -> Vec<Line> {
    let rows = SUMMARY.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
    rows.map(|line| {
        let values: Vec<f64> = line.split(',').map(|value| value.parse().unwrap()).collect();
        let frequency = values[0] as u32;
        let mean = if frequency > 0 { values[3] / 100.0 / values[0] } else { 0.0 };
        Line {
            customer: Customer { frequency, recency: values[1] / 7.0, age: values[2] / 7.0 },
            spend: Spend { purchases: frequency, mean },
            later: values[4],
        }
    })
    .collect()
}

fn buyers() -> Buyers {
    Buyers::new(lines().iter().map(|line| (line.customer, 1))).unwrap()
}

fn published(got: f64, want: f64, decimals: i32) {
    let half = 0.5 * 10_f64.powi(-decimals);
    assert!((got - want).abs() <= half * 1.001, "{got} instead of {want}");
}

#[test]
fn bg_nbd_is_that_of_the_paper() {
    // Fader, Hardie and Lee (2005), table 2.
    let fitted = BetaGeometric::fit(&buyers(), Variant::Classic).unwrap();
    published(fitted.model.r, 0.243, 3);
    published(fitted.model.alpha, 4.414, 3);
    published(fitted.model.a, 0.793, 3);
    published(fitted.model.b, 2.426, 3);
    published(fitted.log_likelihood, -9582.4, 1);
    assert_eq!(fitted.observations, 2357);
}

#[test]
fn mbg_nbd_is_that_of_others() {
    // BTYDplus for R and lifetimes for Python both give these for the same sample (verified in their published sources).
    let fitted = BetaGeometric::fit(&buyers(), Variant::Modified).unwrap();
    published(fitted.model.r, 0.525, 3);
    published(fitted.model.alpha, 6.183, 3);
    published(fitted.model.a, 0.891, 3);
    published(fitted.model.b, 1.614, 3);
}

#[test]
fn all_models_expect_what_others_computed() {
    // Computed with BTYD and BTYDplus for R: the mean probability of being there, the mean expectation for weeks 40 to 78 by repeat purchases
    // before (0 to 5), and by how much all of it misses what happened.
    let lines = lines();
    let customers: Vec<Customer> = lines.iter().map(|line| line.customer).collect();
    let actual: f64 = lines.iter().map(|line| line.later).sum();
    let check = |scores: Vec<super::Score>, alive: Option<f64>, means: [f64; 6], miss: f64| {
        let all = scores.len() as f64;
        if let Some(alive) = alive {
            let found = scores.iter().map(|one| one.alive).sum::<f64>() / all;
            // Theirs is at their parameters, which differ from the maximum in the fourth digit.
            assert!((found - alive).abs() < 0.000_11, "{found} instead of {alive}");
        }
        for (frequency, want) in (0_u32..).zip(means) {
            let of: Vec<f64> = customers
                .iter()
                .zip(&scores)
                .filter(|(customer, _)| customer.frequency == frequency)
                .map(|(_, score)| score.expected)
                .collect();
            published(of.iter().sum::<f64>() / of.len() as f64, want, 2);
        }
        published(scores.iter().map(|one| one.expected).sum::<f64>() / actual - 1.0, miss, 3);
    };
    let classic = BetaGeometric::fit(&buyers(), Variant::Classic).unwrap().model;
    check(score(&classic, &customers, 39.0), Some(0.8134), [0.23, 0.52, 1.04, 1.52, 2.16, 2.65], -0.121);
    let modified = BetaGeometric::fit(&buyers(), Variant::Modified).unwrap().model;
    check(score(&modified, &customers, 39.0), None, [0.19, 0.55, 1.05, 1.49, 2.10, 2.56], -0.162);
    let pareto = Pareto::fit(&buyers()).unwrap().model;
    check(score(&pareto, &customers, 39.0), Some(0.4462), [0.14, 0.60, 1.20, 1.71, 2.40, 2.91], -0.115);
    // The spreadsheet of Fader, Hardie and Lee for the BG/NBD: one customer, and somebody new after so many weeks. The last is not
    // in it: its formula was summed term by term apart from this code, at the parameters of the paper's sample.
    let customer = Customer { frequency: 2, recency: 30.43, age: 38.86 };
    published(classic.expected(&customer, 39.0), 1.226, 3);
    for (weeks, want) in
        [(0.1429, 0.0078), (1.0, 0.0532), (3.0, 0.1506), (31.8571, 1.0405), (32.0, 1.0437), (78.0, 1.8580)]
    {
        published(classic.expected_of_new(weeks), want, 4);
    }
}

#[test]
fn pareto_nbd_is_that_of_the_paper() {
    // Fader, Hardie and Lee (2005), table 2. The likelihood is flat in β: its third digit is not asked for.
    let fitted = Pareto::fit(&buyers()).unwrap();
    published(fitted.model.r, 0.553, 3);
    published(fitted.model.alpha, 10.578, 2);
    published(fitted.model.s, 0.606, 3);
    published(fitted.model.beta, 11.669, 2);
    published(fitted.log_likelihood, -9595.0, 1);
}

#[test]
fn gamma_gamma_is_that_of_the_note() {
    // Fader and Hardie (2013), section 5: 946 customers with repeat purchases.
    let spends: Vec<Spend> = lines().iter().map(|line| line.spend).collect();
    let fitted = GammaGamma::fit(&spends).unwrap();
    assert_eq!(fitted.observations, 946);
    published(fitted.model.p, 6.25, 2);
    published(fitted.model.q, 3.74, 2);
    published(fitted.model.gamma, 15.44, 2);
}

#[test]
fn what_customers_did_next_by_frequency() {
    // Published with the BTYD package for R (walk-through, conditional expectations of the Pareto/NBD, weeks 40 to 78).
    let wanted = [
        (1411, 0.237, 0.138),
        (439, 0.697, 0.600),
        (214, 1.393, 1.196),
        (100, 1.560, 1.714),
        (62, 2.532, 2.399),
        (38, 2.947, 2.907),
        (29, 3.862, 3.819),
        (64, 6.359, 6.403),
    ];
    let lines = lines();
    let customers: Vec<Customer> = lines.iter().map(|line| line.customer).collect();
    let model = Pareto::fit(&buyers()).unwrap().model;
    let scores = score(&model, &customers, 39.0);
    let held: Vec<Held> = lines
        .iter()
        .zip(&scores)
        .map(|(line, score)| Held {
            frequency: line.customer.frequency,
            expected: score.expected,
            actual: line.later,
        })
        .collect();
    let rows = by_frequency(&held, 7);
    for (row, (customers, actual, expected)) in rows.iter().zip(wanted) {
        assert_eq!(row.customers, customers);
        assert!((row.actual - actual).abs() < 0.0011, "{row:?}");
        assert!((row.expected - expected).abs() < 0.0021, "{row:?}");
    }
    assert_eq!(rows.len(), wanted.len());
    let error = holdout_error(&held).unwrap();
    assert!((0.85..1.0).contains(&error.total_ratio) && error.correlation > 0.6, "{error:?}");
}

#[test]
fn the_models_follow_the_whole_cohort() {
    // Fader, Hardie and Lee (2005), figure 3: both track cumulative repeat purchases closely and end a little below the actual number.
    let lines = lines();
    let firsts: Vec<(f64, u64)> = lines.iter().map(|line| (39.0 - line.customer.age, 1)).collect();
    let seen: f64 = lines.iter().map(|line| f64::from(line.customer.frequency)).sum();
    let after: f64 = lines.iter().map(|line| line.later).sum();
    let bg = BetaGeometric::fit(&buyers(), Variant::Classic).unwrap().model;
    let modified = BetaGeometric::fit(&buyers(), Variant::Modified).unwrap().model;
    let pareto = Pareto::fit(&buyers()).unwrap().model;
    for curve in [
        tracking(&bg, &firsts, &[39.0, 78.0]),
        tracking(&modified, &firsts, &[39.0, 78.0]),
        tracking(&pareto, &firsts, &[39.0, 78.0]),
    ] {
        assert!((curve[0] / seen - 1.0).abs() < 0.05, "{curve:?}");
        assert!((0.9..1.02).contains(&(curve[1] / (seen + after))), "{curve:?} {}", seen + after);
    }
}

#[test]
fn who_never_came_back_is_certain_only_to_the_classic_model() {
    let silent = Customer { frequency: 0, recency: 0.0, age: 38.9 };
    let classic = BetaGeometric::fit(&buyers(), Variant::Classic).unwrap().model;
    let modified = BetaGeometric::fit(&buyers(), Variant::Modified).unwrap().model;
    assert_eq!(classic.alive(&silent), 1.0);
    assert!(modified.alive(&silent) < 0.9);
    assert!(Pareto::fit(&buyers()).unwrap().model.alive(&silent) < 0.6);
}

#[test]
fn discounted_purchases_come_near_their_limit() {
    // The sum in steps of a week approaches the closed form of the Pareto/NBD for a far horizon; a horizon of zero discount is the expectation.
    let model = Pareto::fit(&buyers()).unwrap().model;
    let customer = Customer { frequency: 2, recency: 30.43, age: 38.86 };
    let forever = model.discounted_purchases_forever(&customer, 0.0027).unwrap();
    let discount = Discount { rate: 0.0027_f64.exp_m1(), step: 1.0, horizon: 6000.0 };
    let sum = discounted_purchases(&model, &customer, discount).unwrap();
    assert!((sum / forever - 1.0).abs() < 0.003, "{sum} {forever}");
    let plain =
        discounted_purchases(&model, &customer, Discount { rate: 0.0, step: 1.0, horizon: 52.0 }).unwrap();
    assert!((plain - model.expected(&customer, 52.0)).abs() < 1e-9);
    let all = futures(&model, &[customer, customer], discount).unwrap();
    assert!((all[1].discounted - sum).abs() < 1e-12 && all[0].alive == model.alive(&customer));
    assert!(futures(&model, &[customer], Discount { step: 0.0, ..discount }).is_err());
}

#[test]
fn whoever_watches_a_fit_hears_of_it_and_can_end_it() {
    let heard = std::sync::atomic::AtomicUsize::new(0);
    let counting = |steps: usize| {
        heard.store(steps, std::sync::atomic::Ordering::Relaxed);
        true
    };
    let fitted = Pareto::fit_watched(&buyers(), &Watch::new(&counting)).unwrap();
    assert_eq!(fitted.model, Pareto::fit(&buyers()).unwrap().model);
    assert!(heard.into_inner() >= fitted.evaluations);
    for limit in [0, 1, 50] {
        let stopped = Pareto::fit_watched(&buyers(), &Watch::new(&|steps| steps < limit));
        assert_eq!(stopped.unwrap_err(), Refusal::Stopped);
        let stopped =
            BetaGeometric::fit_watched(&buyers(), Variant::Classic, &Watch::new(&|steps| steps < limit));
        assert_eq!(stopped.unwrap_err(), Refusal::Stopped);
    }
}

#[test]
fn one_customer_as_in_the_btyd_package() {
    // BTYD for R, walk-through: customer 1516 and somebody new, each over 52 weeks.
    let customer = Customer { frequency: 26, recency: 216.0 / 7.0, age: 31.0 };
    let pareto = Pareto::fit(&buyers()).unwrap().model;
    let bg = BetaGeometric::fit(&buyers(), Variant::Classic).unwrap().model;
    for (got, want) in [
        (pareto.expected_of_new(52.0), 1.473_434),
        (pareto.expected(&customer, 52.0), 25.456_47),
        (pareto.alive(&customer), 0.997_874),
        (bg.expected_of_new(52.0), 1.444_011),
        (bg.expected(&customer, 52.0), 25.756_52),
        (bg.alive(&customer), 0.968_852),
    ] {
        // The package's own parameters differ from the maximum in the fifth digit.
        assert!((got / want - 1.0).abs() < 1e-4, "{got} instead of {want}");
    }
}
