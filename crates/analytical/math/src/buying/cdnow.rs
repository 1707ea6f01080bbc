//! Golden tests: the CDNOW 1/10 sample as published by Fader and Hardie.

use super::{
    BetaGeometric, Buyers, BuyingModel, Customer, Discount, GammaGamma, Held, Pareto, Spend, Variant,
    by_frequency, discounted_purchases, holdout_error, score, tracking,
};

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
